"""Refuses what reads like a date and is none: names, habits, numbers of articles, rooms and units, fractions."""

import re
from functools import cache

from pipelines.dates.folding import Folded
from pipelines.dates.lexicon import LOOKALIKES, ROMAN, either, number_of, weekdays, words_of
from pipelines.dates.terms import Expression

_WORD_BEFORE = re.compile(r"([\w.'-]+)[ ]*[\"(:]?[ ]*$")
_WORD_BEHIND = re.compile(r"[ ]*([a-z'-]+)")
_CAPITAL = re.compile(r"[ ][A-Z][a-z]{2,}")
_NIGHTS = re.compile(r"(?:sehari|hari|hari dan|sehari-|kali|jam)[ ]*$")
_SOME_DAYS = re.compile(r"\b(?:\d+|satu|dua|tiga|empat|lima|enam|tujuh|beberapa|belakangan|akhir-akhir)[ ]*$")
_STRETCH = re.compile(r"(?:terakhir|belakangan)$|\w[ ]+(?:bulan|tahun)[ ]+ini$")
SUNDAY = 6


def looks_alike(expression: Expression, folded: Folded) -> bool:
    """Whether the expression is a look-alike and must not be taken for a date."""
    before = folded.lower[max(0, expression.start - 48) : expression.start]
    behind = folded.lower[expression.end : expression.end + 32]
    words = re.findall(r"[\w.'-]+", before)
    previous = words[-1] if words and _WORD_BEFORE.search(before) else ""
    if expression.first is None and expression.relative is None:
        return _weekday_alike(expression, folded, words, previous, behind)
    if expression.first is None:
        return _relative_alike(expression, folded, before, behind)
    return _digits_alike(expression, folded, words, previous, before, behind)


def _weekday_alike(expression: Expression, folded: Folded, words: list[str], previous: str, behind: str) -> bool:
    if _habit(words):
        return True
    if expression.last_weekday is not None:
        return not _two_days(expression, words, previous) or _following(behind) in words_of(LOOKALIKES, "habits_behind")
    if expression.direction:
        return False
    if _is_name(expression, folded, previous, behind) or _in_a_list(expression, folded.lower):
        return True
    return expression.weekday == SUNDAY and _is_week(expression, folded, previous, behind)


def _following(behind: str) -> str:
    """The word right behind, "" where there is none."""
    found = _WORD_BEHIND.match(behind)
    return found[1].rstrip("'") if found else ""


def _in_a_list(expression: Expression, lower: str) -> bool:
    """Whether other bare days of the week stand beside it: "hari Jumat, Sabtu, Minggu layanan tutup"."""
    behind, before = _neighbours()
    return expression.day_part is None and (
        behind.match(lower, expression.end) is not None
        or before.search(lower, max(0, expression.start - 24), expression.start) is not None
    )


@cache
def _neighbours() -> tuple[re.Pattern[str], re.Pattern[str]]:
    day, also = either(weekdays()), r"[ ]*(?:,[ ]*(?:dan[ ]+)?|/[ ]*|dan[ ]+|&[ ]*)?(?:hari[ ]+)?"
    return re.compile(rf"{also}{day}(?![a-z'])(?![ ,]*[(\d])"), re.compile(rf"(?<![a-z']){day}{also}\Z")


def _is_name(expression: Expression, folded: Folded, previous: str, behind: str) -> bool:
    """Words that make a name of a weekday ("Jumat Curhat", "Pasar Minggu").

    So does a capital right behind it ("Selasa Sehat"), unless "pada" denies it.
    """
    if _following(behind) in words_of(LOOKALIKES, "names_behind_a_weekday"):
        return True
    if previous in words_of(LOOKALIKES, "names_before_a_weekday"):
        return True
    if previous in ("pada", "hari", "kemarin", "ini") or expression.day_part or not previous:
        return False
    return _CAPITAL.match(folded.cased, expression.end) is not None


def _is_week(expression: Expression, folded: Folded, previous: str, behind: str) -> bool:
    """ "minggu" in a text with capitals, or behind a number, is a week."""
    spelled = folded.cased[expression.start : expression.end]
    if not folded.lower.startswith("minggu", expression.start) and "minggu" not in spelled:
        return False
    if previous == "hari":
        return False
    if _following(behind) in words_of(LOOKALIKES, "weeks"):
        return True
    if number_of(previous) is not None or previous in ("beberapa", "per", "sepanjang", "sekali", "selama"):
        return True
    return "minggu" in spelled and folded.cased != folded.lower


def _two_days(expression: Expression, words: list[str], previous: str) -> bool:
    """Two days in a row, told after "selama dua hari," or "pada", are days; anything longer is a habit."""
    if expression.weekday is None or expression.last_weekday != (expression.weekday + 1) % 7:
        return False
    return "selama" in words[-4:] or previous in ("pada", "hari", "yakni", "yaitu")


def _habit(words: list[str]) -> bool:
    return any(word in words_of(LOOKALIKES, "habits") for word in words[-2:])


def _relative_alike(expression: Expression, folded: Folded, before: str, behind: str) -> bool:
    text = folded.lower[expression.start : expression.end]
    if _STRETCH.search(text) or (text.endswith("kemudian") and behind.startswith((" setelah", " sesudah"))):
        return True
    if text in ("hari ini", "hari itu") and _SOME_DAYS.search(before):
        return True
    if text == "semalam":
        return _NIGHTS.search(before) is not None or behind.startswith(" suntuk")
    return text in ("esok", "besok") and (
        before.endswith(("hari ", "masa ")) or behind.startswith((" lusa", " hari nanti"))
    )


@cache
def _yearly() -> re.Pattern[str]:
    """What comes again, and a second day beside it: "setiap tanggal 10 dan tanggal 25"."""
    also = r"(?:\d{1,2}(?:[ ][a-z]+)?(?:,[ ]?|[ ]+(?:dan|serta|atau)[ ]+)){0,3}"
    habits = either(words_of(LOOKALIKES, "habits_of_dates"))
    return re.compile(rf"(?<!\w){habits}[ ]+(?:hari[ ]+|tanggal[ ]+)*{also}(?:tanggal[ ]+)?$")


def _digits_alike(
    expression: Expression, folded: Folded, words: list[str], previous: str, before: str, behind: str
) -> bool:
    first = expression.first
    assert first is not None
    if first.year is None and not expression.bracketed and _yearly().search(before):
        return True
    if expression.weekday is not None or expression.relative is not None:
        return False
    if _long(expression):
        return previous in words_of(LOOKALIKES, "names_before_a_date")
    numbered = "before_a_number" if first.year is None else "before_a_document_number"
    if previous in words_of(LOOKALIKES, numbered):
        return True
    return first.year is None and _following(behind) in words_of(LOOKALIKES, "behind_a_number")


def _long(expression: Expression) -> bool:
    """Whether the name of a month is printed, which is no roman number."""
    return any(word not in ROMAN for word in re.findall(r"[a-z]+", expression.printed))
