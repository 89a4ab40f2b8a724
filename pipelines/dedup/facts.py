"""What deduplication compares besides the text: site, units, days, kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz

SAME_NAME = 90
"""Two names of several words are one person's when so many per cent of the fewer words agree."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Where and when an article's event was.

    `prisons` are unit keys, the main one first, `places` the folded place of each and `names` how the text writes it,
    without its kind ("" for no name of its own); `sort` is the kind and subtype of the main one ("" where the gazetteer
    does not know it), `heads` are the people named of it; `beats` are the places of the police units, `officers` the
    people named of the police, `acting` the units that these speak for; `leading` are the prison units that headline or
    first paragraph name; `events` are all days of the reported event
    (numbers of days since year 1); `published` is a day too.
    """

    site: str
    prisons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    police: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()
    events: tuple[int, ...] = ()
    published: int | None = None
    kind: str = "other"
    names: tuple[str, ...] = ()
    sort: str = ""
    heads: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    acting: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()

    @property
    def around(self) -> frozenset[str]:
        """Every place under which the article may be looked for."""
        return frozenset((*self.places, *self.beats))

    @property
    def days(self) -> tuple[int, ...]:
        """Every day under which the article may be looked for."""
        return tuple(sorted({*self.events, *(() if self.published is None else (self.published,))}))


class Meeting(IntEnum):
    """How far the prison units of two articles agree, from not at all to fully."""

    APART = 0
    UNKNOWN = 1
    SAME_PLACE = 2
    MENTIONED = 3
    BOTH = 4
    SAME = 5


def meeting(one: Facts, other: Facts) -> Meeting:
    """Compares the main units; a unit that the other only mentions counts less than one that both are about.

    One name may be linked to two units: what both texts write alike is no proof of two places. A prison and a remand
    house of one town are two units, unless both texts name the same person at its head.
    """
    if not one.prisons or not other.prisons:
        return Meeting.UNKNOWN
    if one.prisons[0] == other.prisons[0]:
        return Meeting.SAME
    mentions = (one.prisons[0] in other.prisons) + (other.prisons[0] in one.prisons)
    if mentions:
        return Meeting.BOTH if mentions == 2 else Meeting.MENTIONED
    if one.sort and other.sort and one.sort != other.sort and not acquainted(one.heads, other.heads):
        return Meeting.APART
    if one.places[0] == other.places[0] or _writes(one, other) or _writes(other, one):
        return Meeting.SAME_PLACE
    return Meeting.APART


def leading_meeting(one: Facts, other: Facts) -> Meeting:
    """The same for two reports, where a unit that is named further down alone is background.

    Reports of one raid night name the other prisons that were searched.
    """
    met = meeting(one, other)
    if met not in (Meeting.MENTIONED, Meeting.BOTH):
        return met
    leads = one.prisons[0] in (other.leading or other.prisons) or other.prisons[0] in (one.leading or one.prisons)
    return met if leads else Meeting.APART


def _writes(one: Facts, other: Facts) -> bool:
    """Whether the name of one's main unit is written in the other too."""
    return bool(one.names and one.names[0]) and one.names[0] in other.names


def acquainted(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether one person is named in both lists; titles are no part of the names, middle names may be left out."""
    theirs = tuple(other)
    return any(_same_person(name, another) for name in one for another in theirs)


def _same_person(one: str, other: str) -> bool:
    several = " " in one and " " in other
    return one == other or (several and fuzz.token_set_ratio(one, other) >= SAME_NAME)


def gap(one: Iterable[int], other: Iterable[int]) -> int | None:
    """The least number of days between two sets of days; None where one is empty."""
    return min((abs(a - b) for a in one for b in other), default=None)


def event_gap(one: Facts, other: Facts) -> int | None:
    """Days between two events; None where one of them has no day."""
    return gap(one.events, other.events)


def published_gap(one: Facts, other: Facts) -> int | None:
    """Days between two publications; None where one is unknown."""
    return gap(*(() if facts.published is None else (facts.published,) for facts in (one, other)))


def any_gap(one: Facts, other: Facts) -> int | None:
    """Days between two events, else two publications, else the event of one and the other's publication."""
    for found in (event_gap(one, other), published_gap(one, other), gap(one.days, other.days)):
        if found is not None:
            return found
    return None
