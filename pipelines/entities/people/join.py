"""Joins the sightings of one person: full name, surname with office or rank, office alone."""

from dataclasses import dataclass, field

from pipelines.entities.people.seen import Sighting

PRIVATE = ("detainee", "minor")
Placed = tuple[int | None, Sighting]
"""A sighting with its paragraph; None is the title."""


@dataclass(slots=True)
class Known:
    """A person while the article is read: all sightings so far, each with its paragraph."""

    sightings: list[Placed] = field(default_factory=list)

    @property
    def longest(self) -> Sighting:
        """The sighting with the fullest name; the first of equals."""
        return max((seen for _, seen in self.sightings), key=lambda seen: len(_keys(seen)))

    @property
    def telling(self) -> Sighting | None:
        """The sighting that tells who it is: a sure office, else what makes the person private, else any role."""
        told = [seen for _, seen in self.sightings if seen.role or seen.side != "other"]
        return min(told, key=_rank_of_telling, default=None)

    @property
    def role(self) -> str | None:
        """The office told, in the fullest form of all sightings."""
        if self.telling is None or self.telling.role is None:
            return None
        role = self.telling.role
        return max((seen.role for _, seen in self.sightings if seen.role and seen.role.startswith(role)), key=len)

    @property
    def side(self) -> str:
        """The side of the office, or what makes a person one who is not published."""
        return self.telling.side if self.telling else "other"


def _rank_of_telling(seen: Sighting) -> int:
    if seen.side in PRIVATE:
        return 1
    return 2 if seen.loose or (seen.role or "").islower() else 0


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
        person.sightings.append((place, seen))
    return people


def _keys(seen: Sighting) -> tuple[str, ...]:
    return seen.name.words if seen.name else ()


def _same(known: Known, seen: Sighting) -> bool:
    mine, other = set(_keys(known.longest)), set(_keys(seen))
    if not (mine <= other or other <= mine):
        return False
    return _fit(known.role, seen.role) or seen.loose or len(mine & other) > 1


def _fit(role: str | None, other: str | None) -> bool:
    """Whether two offices may be one: equal, untold, or one short for the other ("Menteri" for "Menteri Hukum")."""
    return role is None or other is None or role.startswith(other) or other.startswith(role)
