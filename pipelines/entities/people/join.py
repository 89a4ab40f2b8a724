"""Joins the sightings of one person: full name, surname with office or rank, office alone."""

from dataclasses import dataclass, field

from pipelines.entities.people.seen import Sighting

PRIVATE = ("detainee", "minor")
FORMER = "mantan "
Placed = tuple[int | None, Sighting]
"""A sighting with its paragraph; None is the title."""


@dataclass(slots=True)
class Known:
    """A person while the article is read: the sightings so far, and what they tell together.

    `name` are the keys of the fullest name; `telling` is the sighting that tells who it is: a sure office, else what
    makes the person private, else any role; `role` is its office in the fullest form of all sightings.
    """

    sightings: list[Placed] = field(default_factory=list)
    name: frozenset[str] = frozenset()
    telling: Sighting | None = None
    role: str | None = None

    @property
    def side(self) -> str:
        """The side of the office, or what makes a person one who is not published."""
        return self.telling.side if self.telling else "other"

    def add(self, place: int | None, seen: Sighting) -> None:
        """Takes one more sighting of the person."""
        self.sightings.append((place, seen))
        self.name = max(self.name, _keys(seen), key=len)
        if (seen.role or seen.side != "other") and (self.telling is None or _doubt(seen) < _doubt(self.telling)):
            self.telling, self.role = seen, seen.role
        if self.role and seen.role and seen.role.startswith(self.role):
            self.role = seen.role


def join(sightings: list[Placed]) -> list[Known]:
    """People in order of first mention; a name that is part of one seen already is that person, if the offices fit."""
    people: list[Known] = []
    for place, seen in sightings:
        if seen.name is None:
            continue
        person = next((known for known in people if _same(known, seen)), None)
        if person is None:
            person = Known()
            people.append(person)
        person.add(place, seen)
    return people


def _keys(seen: Sighting) -> frozenset[str]:
    return frozenset(seen.name.words) if seen.name else frozenset()


def _doubt(seen: Sighting) -> int:
    if seen.side in PRIVATE:
        return 1
    return 2 if seen.loose or (seen.role or "").islower() else 0


def _same(known: Known, seen: Sighting) -> bool:
    mine, other = known.name, _keys(seen)
    if not (mine <= other or other <= mine):
        return False
    return _fit(known.role, seen.role) or seen.loose or len(mine & other) > 1


def _fit(role: str | None, other: str | None) -> bool:
    """Whether two offices may be one's: equal, untold, one short for the other ("Menteri" for …), or one held once."""
    if any((each or "").startswith(FORMER) for each in (role, other)):
        return True
    return role is None or other is None or role.startswith(other) or other.startswith(role)
