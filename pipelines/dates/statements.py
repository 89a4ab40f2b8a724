"""Tells the day on which somebody speaks to the press from the day of an activity at which it is said."""

import re
from functools import cache

from pipelines.dates.lexicon import ROLES, either
from pipelines.dates.terms import Verdict
from pipelines.tables import toml_table

_STATEMENT_GAP = re.compile(
    r"""(?:[ ]*,?[ ]*(?:hal[ ](?:itu|ini|tersebut)|itu|demikian))?
    (?:,?[ ]*(?:di|kepada|saat|dalam|melalui|ketika|lewat)\b[^,]{0,60}(?:,[^,]{0,30})?)?
    [ ,(\[]*(?:pada|hari|tanggal)?[ ,(\[]*""",
    re.VERBOSE,
)
_ACCORDING_TO = re.compile(r"\bmenurut[ ][^,.;]{2,60}(?:,[^,.;]{2,40})?,[ ]*$")
_PRESS_MEETING = re.compile(
    r"^[ \"]*kepada[ ]+[^,.;]{2,40},[ ]*$|\bdalam[ ]+(?:konferensi|jumpa|temu|rilis)[ ]?(?:pers|media)?\w*[^.;]{0,60}$"
)


def statement_frame(before: str, after: str) -> Verdict | None:
    """What the words of the sentence around a date outside quotes tell of a statement; None where they tell nothing."""
    if found := _active_behind().match(after):
        doing = _activity().search(before.rstrip(" ,(").split(",")[-1])
        return ("occasion", 0.0, doing.group()) if doing else ("statement", 3.0, found.group(1))
    if _ACCORDING_TO.search(before) and after.lstrip(" )").startswith(","):
        return "statement", 3.0, "menurut"
    if _PRESS_MEETING.search(before) and _active_ahead().search(after[:90]):
        return "statement", 3.0, "pers"
    if _opens_clause(before, after) and (found := _speaker_behind().match(after)):
        return "statement", 3.0, found.group("said")
    said = [match for match in saying().finditer(before) if not _not_told(match, before)]
    return _behind_saying(said[-1], before[said[-1].end() :]) if said else None


def _not_told(saying: re.Match[str], before: str) -> bool:
    """Whether the passive tells of something handed over or taught: "materi disampaikan"."""
    if saying.group() not in toml_table(ROLES)["statement"]["passive"]:
        return False
    subject = re.split(r'[.;,"]', before[: saying.start()])[-1]
    return re.search(rf"(?<!\w){either(toml_table(ROLES)['statement']['not_told'])}(?!\w)", subject) is not None


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


@cache
def saying() -> re.Pattern[str]:
    """A verb of saying or a situation in which one speaks to the press."""
    statement = toml_table(ROLES)["statement"]
    settings = "|".join(pattern.replace(" ", "[ ]+") for pattern in statement["settings"])
    verbs = either(statement["verbs"])
    free = rf"(?:(?<=[\"',.!?][ ])|(?<![\w-])(?={verbs}[ ]+(?:dia|ia|beliau)\b)){verbs}|(?<=[,!?]\"[ ])[a-z]{{4,}}"
    spoken = rf"{free}|(?<!tindak[ ]){verbs}nya|{either(statement['passive'])}"
    return re.compile(
        rf"(?<![\w-])(?:(?P<active>{either(statement['active'])})|{spoken}|(?P<setting>{settings}))(?![\w-])"
    )


@cache
def _active_behind() -> re.Pattern[str]:
    statement = toml_table(ROLES)["statement"]
    return re.compile(
        rf"[ ]*[,)]?[ ]*(?:(?:kepada|di hadapan)[ ][^,.]{{0,40}},?[ ]*)?({either(statement['active'])})(?![\w-])"
    )


@cache
def _speaker_behind() -> re.Pattern[str]:
    """Behind a date that opens a clause: a situation, a speaker without any other verb, and a verb of saying."""
    statement = toml_table(ROLES)["statement"]
    return re.compile(
        rf"[ ]*[,)]?[ ]*(?:{either(statement['situations'])}[ ][^,.;]{{0,60}},[ ]*)?"
        rf"(?:(?!{statement['other_verbs']})[\w.'()/-]+,?[ ]+){{1,14}}?"
        rf"(?P<said>{either(statement['reporting'])}(?![\w-])|{either(statement['active'])}(?=[ ]*[,:]|[ ]+bahwa\b))"
    )


@cache
def _active_ahead() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){either(toml_table(ROLES)['statement']['active'])}(?![\w-])")


@cache
def _activity() -> re.Pattern[str]:
    statement = toml_table(ROLES)["statement"]
    return re.compile(rf"(?<![\w-]){either(statement['openers'])}[ ]+(?!{either(statement['press'])}(?![a-z]))[a-z\"]")


@cache
def _happening() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){either(toml_table(ROLES)['statement']['happenings'])}(?:nya)?(?![\w-])")
