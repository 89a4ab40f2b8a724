"""Sign-offs behind the last sentence: (red), (***), (asm/hmw), [rin], (Humas Lapas X)."""

import re

from pipelines.text.rules import sign_off_words
from pipelines.text.shapes import ends_sentence

_STARS = re.compile(r"\s*(?:\*\s*){1,5}$|\s*/{2,}$|\s*#{2,}$|\s*-{3,}$|\s*={3,}$|\s*_{3,}$")
_BRACKETS = re.compile(r"\s*[*_/-]{0,3}(?P<open>[(\[{])(?P<inside>[^()\[\]{}]{0,60})[)\]}][*_./-]{0,4}$")
_BARE = re.compile(
    r"(?:^|(?<=[.!?”\"])\s*)[-/|~–—*]{1,2}\s?(?P<inside>[A-Za-z]{2,10}(?:/[A-Za-z]{2,10})?)\s?[-/|~*]{0,2}$"
)
_INITIALS = re.compile(
    r"[A-Za-z]{1,5}\d{0,3}(?:\s?[/\-.&,|+_ ]\s?[A-Za-z0-9*]{1,8}){0,4}"
    r"|\*+(?:/\w+)*|[A-Za-z]{1,4}-?\d{1,3}|[A-Za-z]{2,12}"
)
_OFFICE = re.compile(
    r"(?i)^(?:tim\s+|\*+/?|rilis\s+|sumber:?\s+)?(?:humas|hms|hum|red|redaksi|tim|pid|bag(?:ian)?\s+humas|kehumasan|penmas|mc|kominfo|diskominfo|rls|rilis|ril|adv|advertorial|penulis|editor|reporter|laporan|kontributor|wartawan)\b.*"
)


def cut_signoff(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without sign-offs at its end, and the sign-offs, the last one first. The text may become empty."""
    signs = []
    for _ in range(3):
        match = _match(text)
        if match is None:
            break
        signs.append(text[match.start() :].strip())
        text = text[: match.start()].rstrip()
    if not signs and _bare_sign(text):
        return "", (text,)
    return text, tuple(signs)


def _bare_sign(text: str) -> bool:
    """Whether a last line without brackets is a sign-off: "Red", "Humas Lapas X"."""
    return (
        len(text) <= 60
        and not ends_sentence(text)
        and (text.lower() in sign_off_words() or _OFFICE.match(text) is not None)
    )


def _match(text: str) -> re.Match[str] | None:
    stars = _STARS.search(text)
    if stars and (not text[: stars.start()].strip() or set("*#-/") & set(stars.group())):
        return stars
    for pattern in (_BRACKETS, _BARE):
        match = pattern.search(text)
        if match is None:
            continue
        before = text[: match.start()].rstrip()
        if (not before or ends_sentence(before)) and _signs(match.group("inside"), alone=not before):
            return match
    return None


def _signs(inside: str, alone: bool) -> bool:
    """Whether what stands in the brackets is a sign-off: stars, known words, initials, an office."""
    words = inside.strip().strip("*/ .:-").lower()
    if not words or words in sign_off_words() or _OFFICE.match(inside.strip()):
        return True
    parts = [part for part in re.split(r"[/,&|+ .\-]+", words) if part]
    if parts and all(part in sign_off_words() for part in parts):
        return True
    if _INITIALS.fullmatch(inside.strip()):
        return True
    return alone and len(inside) <= 40 and not any(char.isdigit() for char in inside)
