"""How two spellings of a place are compared."""

import re
from functools import lru_cache

_NOISE = re.compile(r"[\W_]+")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")


@lru_cache(1 << 14)
def key(name: str) -> str:
    """The name without case, blanks, marks and doubled consonants: "Bagan Siapi-Api" and "Bagansiapiapi" are one."""
    return _DOUBLED.sub(r"\1", _NOISE.sub("", name.casefold()))
