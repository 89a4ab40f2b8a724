"""Text in one shape for the grammar, with the way back: every folded character knows its offset in the original."""

from dataclasses import dataclass

APOSTROPHES = "‘’‚‛′`´ʼʻ＇ˈ"
OPENING = "“„‟«"
CLOSING = "”»"
QUOTES = OPENING + CLOSING + "″＂"
DASHES = "–—−‐‑‒―﹣－"
SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(QUOTES, '"'),
        **dict.fromkeys(DASHES, "-"),
        **dict.fromkeys(SPACES, " "),
        **dict.fromkeys("⁄∕／", "/"),
        "_": " ",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)
_LETTERS = {ord(mark): None for mark in INVISIBLE}


@dataclass(frozen=True, slots=True)
class Folded:
    """`lower` and `cased` are equally long; `offsets` leads back to the original, None where nothing moved."""

    original: str
    lower: str
    cased: str
    offsets: tuple[int, ...] | None = None

    def at(self, position: int) -> int:
        """The offset in the original of a position in the folded text."""
        return position if self.offsets is None else self.offsets[position]


def fold(text: str) -> Folded:
    """Plain quotes, dashes and spaces, no invisible characters, lower case beside the cased form."""
    offsets: tuple[int, ...] | None = None
    cased = text
    if any(mark in text for mark in INVISIBLE):
        kept = [position for position, character in enumerate(text) if ord(character) not in _LETTERS]
        cased = "".join(text[position] for position in kept)
        offsets = (*kept, len(text))
    cased = cased.translate(_PLAIN)
    lower = cased.lower()
    if len(lower) != len(cased):
        lower = "".join(character.lower() if len(character.lower()) == 1 else character for character in cased)
    return Folded(text, lower, cased, offsets)
