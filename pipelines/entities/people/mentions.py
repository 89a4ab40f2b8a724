"""All places of a passage where people already known are meant: by name, surname, office."""

from dataclasses import dataclass
from functools import lru_cache

from pipelines.entities.people import lexicons
from pipelines.entities.people.seen import Sighting
from pipelines.entities.people.sightings import sight
from pipelines.entities.people.words import Words, squeeze, words_of
from pipelines.records import Person

_LEAST_SHARED = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """Where someone is meant; `person` is None where the passage tells an office whose holder nobody named.

    `others` are those whom the same word may mean ("Budi").
    """

    start: int
    end: int
    person: Person | None
    role: str | None
    others: tuple[Person, ...] = ()


def mentions(passage: str, people: tuple[Person, ...]) -> tuple[Mention, ...]:
    """Every mention in the passage, in order, none inside another."""
    seen = [_of_sighting(sighting, people) for sighting in sight(passage)]
    found = [mention for mention in seen if mention]
    found += _surnames(words_of(passage), people, found)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _of_sighting(seen: Sighting, people: tuple[Person, ...]) -> Mention | None:
    if seen.name is None:
        return Mention(seen.start, seen.end, _holder(seen, people), seen.role)
    keys = set(seen.name.words)
    named = [person for person in people if keys <= name_keys(person)]
    fitting = [person for person in named if person.role == seen.role] or named
    return Mention(seen.start, seen.end, fitting[0], seen.role, tuple(fitting[1:])) if fitting else None


def name_keys(person: Person) -> frozenset[str]:
    """The words of a person's name, as keys."""
    return _keys(person.name)


@lru_cache(maxsize=8192)
def _keys(passage: str) -> frozenset[str]:
    return frozenset(word.key for word in words_of(passage))


def _holder(seen: Sighting, people: tuple[Person, ...]) -> Person | None:
    """Whom an office without a name means: the one who holds it, by the place where two do."""
    holders = [person for person in people if person.role and person.role == seen.role]
    if not holders:
        holders = [person for person in people if person.role and seen.role and _is_short_for(seen.role, person.role)]
    if not holders:
        return None
    return max(holders, key=lambda person: len(_keys(seen.text) & _keys(person.text)))


def _is_short_for(role: str, full: str) -> bool:
    short, whole = squeeze(lexicons.without_acting(role)), squeeze(lexicons.without_acting(full))
    return min(len(short), len(whole)) >= _LEAST_SHARED and (whole.startswith(short) or short.startswith(whole))


def _surnames(words: Words, people: tuple[Person, ...], taken: list[Mention]) -> list[Mention]:
    """Runs of capitalised words that are all part of one person's name and of no mention yet."""
    known = _bearers(people)
    covered = {offset for mention in taken for offset in range(mention.start, mention.end)}
    found: list[Mention] = []
    at = 0
    while at < len(words):
        word = words[at]
        bearers = [p for p in known.get(word.key, ()) if len(word.key) > 2 or word.text == p.name]
        if not (bearers and word.capital) or word.start in covered or _is_other_word(words, at):
            at += 1
            continue
        end = at + 1
        while end < len(words) and words[end].gap in (" ", ". ") and words[end].capital:
            closer = [p for p in bearers if words[end].key in name_keys(p)]
            if not closer:
                break
            bearers, end = closer, end + 1
        found.append(Mention(word.start, words[end - 1].end, bearers[0], None, tuple(bearers[1:])))
        at = end
    return found


def _bearers(people: tuple[Person, ...]) -> dict[str, list[Person]]:
    known: dict[str, list[Person]] = {}
    for person in people:
        for key in name_keys(person):
            known.setdefault(key, []).append(person)
    return known


def _is_other_word(words: Words, at: int) -> bool:
    """Whether the word is a street, a day or the like here: "Hari Raya", "Jalan Sudirman"."""
    if at and words[at - 1].key in lexicons.eponyms() and words[at].gap == " " and words[at - 1].key != "hari":
        return True
    following = words[at + 1] if at + 1 < len(words) else None
    odd = words[at].key in lexicons.not_names()
    return odd and following is not None and (following.capital or following.key.isdigit())
