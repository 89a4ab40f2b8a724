"""In what frame a date stands: its neighbours tell statements, letters, plans, earlier events and page lines apart."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipelines.dates.folding import CLOSING, OPENING, Folded
from pipelines.dates.lexicon import either
from pipelines.dates.terms import Expression
from pipelines.tables import toml_table

TABLE = "dates-roles.toml"
FrameKind = Literal[
    "plain",
    "occasion",
    "statement",
    "letter",
    "earlier",
    "since",
    "planned",
    "operation",
    "header",
    "related",
    "illustration",
    "dateline",
]
PLACES: tuple[tuple[str, str, FrameKind, float], ...] = (
    ("background", "strong", "earlier", 3.0),
    ("planned", "operation", "operation", 2.0),
    ("planned", "eve", "planned", 3.0),
    ("background", "clause", "earlier", 2.0),
    ("background", "since", "since", 2.0),
    ("planned", "clause", "planned", 2.0),
    ("background", "press", "earlier", 1.0),
    ("background", "weak", "earlier", 1.0),
)
"""Section and list of the table, what its words make of a day, and how surely."""
REACH = 400
TITLE_LINE = 90
BYLINE_WORDS = 16
FAINT = 0.5
_LABEL_END = re.compile(r"[ ]*(?:pada|on|oleh)?[ ]*:?[ ]*")
_SEPARATOR = re.compile(r"[-|•·/—»›>][ ]*$")
_END = re.compile(r"[.!?]+[\"')\]]*[ ]+(?=[\"'(\[•0-9A-Z])|\n|•")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"])(?:no|nr|pol|kombes|jl|jln|dr|drs|dra|hj?|ir|prof|kol|inf|cpm|tgl|pkl|s\.d|ka|rt|rw|kec|kab|ds|st|bp|ny|tn|sdr|kpt|sgt|[a-z](?:\.[a-z])*)\.$"
)
_STATEMENT_GAP = re.compile(
    r"""(?:[ ]*,?[ ]*(?:hal[ ](?:itu|ini|tersebut)|itu|demikian))?
    (?:,?[ ]*(?:di|kepada|saat|dalam|melalui|ketika|lewat)\b[^,]{0,60}(?:,[^,]{0,30})?)?
    [ ,(\[]*(?:pada|hari|tanggal)?[ ,(\[]*""",
    re.VERBOSE,
)
_IN_A_SENTENCE = re.compile(
    r"\b(?:pada|hari|tanggal|sejak|hingga|sampai)[ ]+(?:hari[ ]+|tanggal[ ]+)?$|[a-z]{3,}[ ]+(?:\S+[ ]+){4,}\S+,[ ]*$"
)
_PLACE = re.compile(r"[ *]*[a-z.'/()-]{2,24}(?:[ ,-]+[a-z.'/()-]{2,24}){0,4}[ ,(-]*(?:hari[ ]+)?")
_PLACE_ALONE = re.compile(r"[ *]*[a-z.'-]{3,24}(?:[ -][a-z.'-]{2,24}){0,2},[ ]*")
_LINE_END = re.compile(r"[ *]*\n")
_DASH = re.compile(r"[ ]*\)?[ *]*(?:\([^)]{2,30}\)[ *]*)?[-:|]")
_PLACES = re.compile(r",[ ](?:[A-Z][\w'.-]+[ ]?){1,4}(?=,|pada[ ])")
_ACCORDING_TO = re.compile(r"\bmenurut[ ][^,.;]{2,60}(?:,[^,.;]{2,40})?,[ ]*$")
_COORDINATED = re.compile(r"[ )]*(?:,|dan|serta|maupun|hingga|sampai|juga|pada|hari|tanggal|kembali|[ ])*")
_LINKED = re.compile(r"\b(?:yang|setelah|usai|seusai|sesudah|selama)\b")
_PRESS_MEETING = re.compile(
    r"^[ \"]*kepada[ ]+[^,.;]{2,40},[ ]*$|\bdalam[ ]+(?:konferensi|jumpa|temu|rilis)[ ]?(?:pers|media)?\w*[^.;]{0,60}$"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """`weight` grows with how surely the words push the date away from the reported event (0 to 3)."""

    kind: FrameKind
    sentence: int
    quoted: bool
    weight: float = 0.0
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence stands in the folded text."""

    start: int
    end: int


def sentences_of(folded: Folded, expressions: tuple[Expression, ...]) -> tuple[Sentence, ...]:
    """The sentences of the text; dots of abbreviations and inside date expressions end none."""
    ends = []
    for match in _END.finditer(folded.cased):
        position = match.start() + 1
        inside = any(expression.start < position < expression.end for expression in expressions)
        if match.group() not in ("\n", "•") and (
            inside or _ABBREVIATION.search(folded.lower[max(0, position - 14) : position])
        ):
            continue
        ends.append(match.end())
    starts = [0, *ends]
    return tuple(
        Sentence(start, end) for start, end in zip(starts, [*ends, len(folded.lower)], strict=True) if end > start
    )


def frame_of(
    expression: Expression, folded: Folded, sentences: tuple[Sentence, ...], previous: Expression | None = None
) -> Frame:
    """The frame of one expression; `previous` is the one before it in the text."""
    index = next(
        (number for number, sentence in enumerate(sentences) if sentence.end > expression.start), len(sentences) - 1
    )
    sentence = sentences[index]
    first = max(sentence.start, expression.start - REACH)
    before = _without_places(folded.cased[first : expression.start])
    clause = before
    if previous is not None and previous.end > first:
        between = folded.cased[previous.end : expression.start]
        clause = before if _COORDINATED.fullmatch(between) else _without_places(between)
    after = folded.lower[expression.end : max(min(sentence.end, expression.end + REACH), expression.end)]
    line_start = folded.lower.rfind("\n", 0, expression.start) + 1
    line_end = folded.lower.find("\n", expression.end)
    line_end = line_end if line_end >= 0 else len(folded.lower)
    quoted = _in_a_quote(folded, line_start, line_end, expression)
    line_start = max(line_start, expression.start - REACH)
    line_before = folded.lower[line_start : expression.start]
    line = folded.lower[line_start : min(line_end, expression.end + REACH)]
    if _is_dateline(expression, line_before, folded.lower):
        return Frame("dateline", index, False, 1.0)
    kind, weight, cue = (
        _furniture(expression, line_before, line)
        or _spoken(expression, before, after, quoted)
        or _placed(expression, before, clause, opening=index == 0 and not quoted)
    )
    return Frame(kind, index, quoted, weight, cue)


def _is_dateline(expression: Expression, line_before: str, lower: str) -> bool:
    """Whether a place and the day open a report ("MEDAN, 3/5/2025 – …") or stand alone on their line, as in letters."""
    if _PLACE.fullmatch(line_before) and _DASH.match(lower, expression.end):
        return True
    complete = expression.first is not None and expression.first.year is not None and expression.weekday is None
    alone = _PLACE_ALONE.fullmatch(line_before) is not None and _LINE_END.match(lower, expression.end) is not None
    stamped = expression.stamped or expression.clock is not None or _bylines().search(line_before) is not None
    return complete and alone and not expression.bracketed and not stamped


def _without_places(cased: str) -> str:
    """The words in lower case, without names of places between commas."""
    return _PLACES.sub("", cased).lower()


def _in_a_quote(folded: Folded, line_start: int, line_end: int, expression: Expression) -> bool:
    """Whether the last quote mark of the line before the date opens, and nobody is named as speaker in between.

    A straight mark opens where no letter stands before it.
    """
    last = folded.lower.rfind('"', line_start, expression.start)
    if last < 0:
        return False
    mark = folded.original[folded.at(last)]
    opens = mark in OPENING or (mark not in CLOSING and (last == line_start or folded.lower[last - 1] in " ([-:"))
    closed = folded.lower.find('"', expression.end, line_end) >= 0
    return opens and (closed or _saying().search(folded.lower, last, expression.start) is None)


Verdict = tuple[FrameKind, float, str | None]


def _furniture(expression: Expression, line_before: str, line: str) -> Verdict | None:
    """Lines of the page that are no part of the report."""
    if found := _patterns("related", "labels").search(line_before[-120:]):
        return "related", 3.0, found.group()
    if expression.stamped and not expression.bracketed and not _IN_A_SENTENCE.search(line_before):
        labelled = _patterns("header", "labels").search(line_before[-40:])
        return "header", 3.0, labelled.group() if labelled else None
    if label := _label_before(expression, line_before):
        return "header", 3.0, label
    if (told := _title_line(expression, line_before, line)) is not None:
        return "header", 2.0, told or None
    if found := _patterns("illustration", "labels").search(line):
        return "illustration", 3.0, found.group()
    return None


def _label_before(expression: Expression, line_before: str) -> str | None:
    """The label of a page line right before the date; inside a sentence it is a verb ("laporan itu dibuat 5 Mei")."""
    near = line_before[-24:]
    found = _patterns("header", "labels").search(near)
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
    header = toml_table(TABLE)["header"]
    return re.compile(
        rf"^[ |:•·-]*(?:{either(header['bylines'])})(?![a-z])|(?<![a-z]){either(header['counters'])}(?![a-z])"
    )


def _spoken(expression: Expression, before: str, after: str, quoted: bool) -> Verdict | None:
    if quoted:
        return None
    if found := _active_behind().match(after):
        doing = _activity().search(before.rstrip(" ,(").split(",")[-1])
        return ("occasion", 0.0, doing.group()) if doing else ("statement", 3.0, found.group(1))
    if _ACCORDING_TO.search(before) and after.lstrip(" )").startswith(","):
        return "statement", 3.0, "menurut"
    if _PRESS_MEETING.search(before) and _active_ahead().search(after[:90]):
        return "statement", 3.0, "pers"
    if _opens_clause(before, after) and (found := _speaker_behind().match(after)):
        return "statement", 3.0, found.group("said")
    said = [match for match in _saying().finditer(before) if not _not_told(match, before)]
    return _behind_saying(said[-1], before[said[-1].end() :]) if said else None


def _not_told(saying: re.Match[str], before: str) -> bool:
    """Whether the passive tells of something handed over or taught: "materi disampaikan"."""
    if saying.group() not in toml_table(TABLE)["statement"]["passive"]:
        return False
    subject = re.split(r'[.;,"]', before[: saying.start()])[-1]
    return re.search(rf"(?<!\w){either(toml_table(TABLE)['statement']['not_told'])}(?!\w)", subject) is not None


def _opens_clause(before: str, after: str) -> bool:
    """Whether the date opens its sentence, or a clause behind a comma: "Usai sidak, Kamis (8/5) Kalapas …"."""
    return before.strip(' "') == "" or (before.rstrip().endswith(",") and not after.lstrip(" )").startswith(","))


def _behind_saying(last: re.Match[str], tail: str) -> Verdict | None:
    """What the words between a verb of saying and the date make of it: a statement, an activity, or nothing."""
    if last.group("active"):
        if _activity().search(tail):
            return "occasion", 0.0, last.group()
        plain = _STATEMENT_GAP.fullmatch(tail) is not None and not _happening().search(tail)
        return ("statement", 3.0, last.group()) if plain else None
    if len(tail) > 220 or '"' in tail.strip(' "'):
        return None
    if _activity().search(tail):
        return "occasion", 0.0, last.group()
    return None if _happening().search(tail) else ("statement", 3.0, last.group())


def _placed(expression: Expression, before: str, clause: str, *, opening: bool) -> Verdict:
    """Letters, earlier and planned days; what tells an earlier day tells only the first day behind it (`clause`).

    `opening` tells that the words stand in the first sentence and in no quote.
    """
    if found := _patterns("letter", "pattern").search(clause):
        return "letter", 3.0, found.group()[:40]
    for section, key, kind, weight in PLACES:
        if key == "operation" and not expression.last:
            continue
        words = before if key in ("strong", "operation") or (section, key) == ("planned", "clause") else clause
        if found := _patterns(section, key).search(words[-180:]):
            main_clause = opening and expression.weekday is not None and not _LINKED.search(clause)
            return kind, _lessened(key, weight, words, main_clause), found.group()[:40]
    if expression.direction > 0 or (
        expression.relative and expression.relative.offset > 0 and expression.relative.base != "text"
    ):
        return "planned", 1.0, None
    return "plain", 0.0, None


def _lessened(key: str, weight: float, words: str, main_clause: bool) -> float:
    """The weight, less where the words tell little: "sejak" in the news itself, or a comma before the day.

    Behind a comma the day is more likely that of the main clause: "menjenguk polisi yang luka, Rabu (5/2)".
    """
    if key == "since" and main_clause:
        return 1.0
    return FAINT if key == "weak" and words.rstrip().endswith(",") else weight


@cache
def _patterns(section: str, key: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in toml_table(TABLE)[section][key]))


@cache
def _saying() -> re.Pattern[str]:
    """A verb of saying or a situation in which one speaks to the press."""
    statement = toml_table(TABLE)["statement"]
    settings = "|".join(pattern.replace(" ", "[ ]+") for pattern in statement["settings"])
    verbs = either(statement["verbs"])
    free = rf"(?:(?<=[\"',.!?][ ])|(?<![\w-])(?={verbs}[ ]+(?:dia|ia|beliau)\b)){verbs}|(?<=[,!?]\"[ ])[a-z]{{4,}}"
    spoken = rf"{free}|(?<!tindak[ ]){verbs}nya|{either(statement['passive'])}"
    return re.compile(
        rf"(?<![\w-])(?:(?P<active>{either(statement['active'])})|{spoken}|(?P<setting>{settings}))(?![\w-])"
    )


@cache
def _active_behind() -> re.Pattern[str]:
    statement = toml_table(TABLE)["statement"]
    return re.compile(
        rf"[ ]*[,)]?[ ]*(?:(?:kepada|di hadapan)[ ][^,.]{{0,40}},?[ ]*)?({either(statement['active'])})(?![\w-])"
    )


@cache
def _speaker_behind() -> re.Pattern[str]:
    """Behind a date that opens a clause: a situation, a speaker without any other verb, and a verb of saying."""
    statement = toml_table(TABLE)["statement"]
    return re.compile(
        rf"[ ]*[,)]?[ ]*(?:{either(statement['situations'])}[ ][^,.;]{{0,60}},[ ]*)?"
        rf"(?:(?!{statement['other_verbs']})[\w.'()/-]+,?[ ]+){{1,14}}?"
        rf"(?P<said>{either(statement['reporting'])}(?![\w-])|{either(statement['active'])}(?=[ ]*[,:]|[ ]+bahwa\b))"
    )


@cache
def _active_ahead() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){either(toml_table(TABLE)['statement']['active'])}(?![\w-])")


@cache
def _activity() -> re.Pattern[str]:
    statement = toml_table(TABLE)["statement"]
    return re.compile(rf"(?<![\w-]){either(statement['openers'])}[ ]+(?!{either(statement['press'])}(?![a-z]))[a-z\"]")


@cache
def _happening() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){either(toml_table(TABLE)['statement']['happenings'])}(?:nya)?(?![\w-])")
