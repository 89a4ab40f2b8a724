"""The words that tell who speaks, from `seeds/speech.toml`."""

from functools import cache
from typing import Any

from pipelines.tables import toml_table


@cache
def speech() -> dict[str, Any]:
    """The whole table."""
    return toml_table("speech.toml")


@cache
def short_cues() -> frozenset[str]:
    """Verbs that stand behind a quote: "ujar"."""
    return frozenset(speech()["cues"]["short"])


@cache
def full_cues() -> frozenset[str]:
    """Verbs with the speaker before them: "mengatakan"."""
    return frozenset(speech()["cues"]["full"])


@cache
def deed_cues() -> frozenset[str]:
    """Full verbs that tell a deed as often as speech."""
    return frozenset(speech()["cues"]["deeds"])


@cache
def untold() -> frozenset[str]:
    """Words that bring in a speaker whom the text does not name: "kata seorang warga"."""
    return frozenset(speech()["speakers"]["untold"])


def is_cue(word: str) -> bool:
    """Whether a word, in small letters, tells that someone speaks."""
    return word in short_cues() or word in full_cues()
