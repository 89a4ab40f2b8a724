"""Texts as words, digests and shingles: what stays the same when a site changes quotes, case, spaces or markup."""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence

from xxhash import xxh3_64_intdigest, xxh3_128_hexdigest

SHINGLE = 3
"""Words in a shingle."""
SAMPLE = 4
"""One shingle of so many goes into the sketch, chosen by its hash, so that two texts choose the same ones."""
RUN = 4
"""Words in a run that is kept for finding a text by its words."""
RARE, RARE_SHORT = 8, 4
"""One run of so many is kept, in long and in short texts; what the sparser choice keeps, the denser one keeps too."""
SHORT = 100
"""Words of a short text, which would otherwise keep too few runs."""
FEW = 16
"""A sketch with fewer shingles may miss what two texts share."""
ENOUGH = 8
"""So many shingles of a sketch suffice to know a text again."""
SHARED = 0.05
"""Two texts whose sketches share less than this are not worth a comparison."""
ALIKE = 0.5
"""Two texts whose sketches share as much are one."""
_HASH_BYTES = array("I").itemsize
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text, without case, quotes and punctuation, in one composition of accents."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def all_words(paragraphs: Iterable[str]) -> list[str]:
    """The words of all paragraphs, in order."""
    return [word for paragraph in paragraphs for word in words(paragraph)]


def fingerprint(paragraphs: tuple[str, ...]) -> str:
    """The digest of a body: equal for two texts with the same words in the same order."""
    return xxh3_128_hexdigest(" ".join(all_words(paragraphs)).encode())


def shingles(some: Sequence[str], size: int = SHINGLE) -> frozenset[int]:
    """The hashes of all runs of `size` words; of the whole when it is shorter."""
    if not some:
        return frozenset()
    runs = range(max(1, len(some) - size + 1))
    return frozenset(xxh3_64_intdigest(" ".join(some[start : start + size]).encode()) for start in runs)


def sketch(hashes: frozenset[int]) -> bytes:
    """A quarter of the shingles in little room: small enough to be read for every candidate."""
    return array("I", sorted(value & 0xFFFFFFFF for value in hashes if value % SAMPLE == 0)).tobytes()


def samples(some: Sequence[str]) -> frozenset[int]:
    """The runs by which a text is found whatever is known of it; copies choose alike, as the hashes decide."""
    rare = RARE_SHORT if len(some) < SHORT else RARE
    return frozenset(value // RARE for value in shingles(some, RUN) if value % rare == 0)


def worth_comparing(one: bytes, other: bytes) -> bool:
    """Whether two sketches leave it possible that the texts are one release."""
    return min(len(one), len(other)) < FEW * _HASH_BYTES or _shared(one, other) >= SHARED


def sketches_alike(one: bytes, other: bytes) -> bool:
    """Whether two sketches are those of one text, as far as can be told without the texts."""
    return min(len(one), len(other)) >= ENOUGH * _HASH_BYTES and _shared(one, other) >= ALIKE


def _shared(one: bytes, other: bytes) -> float:
    """The share of the smaller sketch that the other holds."""
    mine, theirs = (frozenset(array("I", some)) for some in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))
