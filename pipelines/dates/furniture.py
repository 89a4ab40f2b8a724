"""Lines of the page that are no part of the report: stamps, bylines, related headlines; and the dateline before it."""

import re
from functools import cache

from pipelines.dates.lexicon import ROLES, either, patterns_of
from pipelines.dates.terms import Expression, Verdict
from pipelines.tables import toml_table

TITLE_LINE = 90
BYLINE_WORDS = 16
_LABEL_END = re.compile(r"[ ]*(?:pada|on|oleh)?[ ]*:?[ ]*")
_SEPARATOR = re.compile(r"[-|•·/—»›>][ ]*$")
_IN_A_SENTENCE = re.compile(
    r"\b(?:pada|hari|tanggal|sejak|hingga|sampai)[ ]+(?:hari[ ]+|tanggal[ ]+)?$|[a-z]{3,}[ ]+(?:\S+[ ]+){4,}\S+,[ ]*$"
)
_PLACE = re.compile(r"[ *]*[a-z.'/()-]{2,24}(?:[ ,-]+[a-z.'/()-]{2,24}){0,4}[ ,(-]*(?:hari[ ]+)?")
_PLACE_ALONE = re.compile(r"[ *]*[a-z.'-]{3,24}(?:[ -][a-z.'-]{2,24}){0,2},[ ]*")
_LINE_END = re.compile(r"[ *]*\n")
_DASH = re.compile(r"[ ]*\)?[ *]*(?:\([^)]{2,30}\)[ *]*)?[-:|]")


def is_dateline(expression: Expression, line_before: str, lower: str) -> bool:
    """Whether a place and the day open a report ("MEDAN, 3/5/2025 – …") or stand alone on their line, as in letters."""
    if _PLACE.fullmatch(line_before) and _DASH.match(lower, expression.end):
        return True
    complete = expression.first is not None and expression.first.year is not None and expression.weekday is None
    alone = _PLACE_ALONE.fullmatch(line_before) is not None and _LINE_END.match(lower, expression.end) is not None
    stamped = expression.stamped or expression.clock is not None or _bylines().search(line_before) is not None
    return complete and alone and not expression.bracketed and not stamped


def page_line(expression: Expression, line_before: str, line: str) -> Verdict | None:
    """Lines of the page that are no part of the report."""
    if found := patterns_of("related", "labels").search(line_before[-120:]):
        return "related", 3.0, found.group()
    if expression.stamped and not expression.bracketed and not _IN_A_SENTENCE.search(line_before):
        labelled = patterns_of("header", "labels").search(line_before[-40:])
        return "header", 3.0, labelled.group() if labelled else None
    if label := _label_before(expression, line_before):
        return "header", 3.0, label
    if (told := _title_line(expression, line_before, line)) is not None:
        return "header", 2.0, told or None
    if found := patterns_of("illustration", "labels").search(line):
        return "illustration", 3.0, found.group()
    return None


def _label_before(expression: Expression, line_before: str) -> str | None:
    """The label of a page line right before the date; inside a sentence it is a verb ("laporan itu dibuat 5 Mei")."""
    near = line_before[-24:]
    found = patterns_of("header", "labels").search(near)
    if found is None or not _LABEL_END.fullmatch(near, found.end()):
        return None
    words = line_before[: len(line_before) - len(near) + found.start()].rstrip()
    free = words == "" or words[-1] in '.|:;,-•·/)]"' or ":" in near[found.end() :]
    return found.group() if free or expression.stamped or len(words) < BYLINE_WORDS else None


def _title_line(expression: Expression, line_before: str, line: str) -> str | None:
    """What makes the line one of the page: "" where it is the date alone, a byline or counter, None where it is none.

    A byline or counter stands in a short line that is no sentence: "Tim - 10 Mei 2025", "3 Nov 2023 | Dibaca 21 kali".
    """
    if expression.bracketed or expression.first is None or _IN_A_SENTENCE.search(line_before):
        return None
    length = expression.end - expression.start
    if length >= len(line.strip(" .-|")) > 0:
        return ""
    if expression.first.year is None or len(line) > TITLE_LINE or line.rstrip().endswith("."):
        return None
    behind = line[len(line_before) + length :]
    found = _bylines().search(line_before) or _bylines().search(behind)
    if found and len(line_before) < 24 + len(found.group()):
        return found.group()
    return "" if not behind.strip(" |-") and _SEPARATOR.search(line_before) else None


@cache
def _bylines() -> re.Pattern[str]:
    header = toml_table(ROLES)["header"]
    return re.compile(
        rf"^[ |:•·-]*(?:{either(header['bylines'])})(?![a-z])|(?<![a-z]){either(header['counters'])}(?![a-z])"
    )
