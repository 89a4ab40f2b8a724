"""The grammar: atoms that stand together become date expressions; what only looks like one is left out."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from pipelines.dates.atoms import atoms_of
from pipelines.dates.folding import Folded
from pipelines.dates.lookalikes import looks_alike
from pipelines.dates.terms import Atom, Expression

_FILLER = r"(?:(?:pada|tanggal|tgl\.?|hari|sekitar|sekira|kira-kira|tepat|tepatnya|bulan|jelang|menjelang)[ ]*)?"
_GLUE = re.compile(rf"[ ]*(?:[,;:|(\[)\]\-/•·~][ ]*){{0,4}}{_FILLER}[ ,(\[]{{0,3}}")
_GLUE_DOT = re.compile(r"[ ]?\.[ ]?\(?")
_JOINER = re.compile(
    r"[ )\]]{0,2}(?:,?[ ]*(?P<word>(?P<to>-|hingga|sampai(?:[ ]+dengan)?|s\.?d\.?|s/d)|dan|serta|&)|,)"
    r"[ ]*(?:(?:pada|hari|tanggal)[ ]+)*[(\[]?"
)
_BARE_DAY = re.compile(r"[ ]*(?:[.,;]|$|\n)")
_SPLIT = re.compile(r"(?<![\d./:\-])(?<!\d,)[1-3][ (]\Z")
_CORE = ("date", "stamp", "weekday", "relative", "month")
_DAY = ("date", "stamp", "month")
_BRACKETS = {"(": ")", "[": "]"}


def expressions_of(folded: Folded) -> tuple[Expression, ...]:
    """The date expressions of the text, in order, not overlapping; look-alikes are left out."""
    found: list[Expression] = []
    for run in _runs(list(atoms_of(folded)), folded.lower):
        expression = _expression(run, folded)
        if expression is not None:
            found.append(expression)
    return tuple(expression for expression in _joined(found, folded.lower) if not looks_alike(expression, folded))


def _runs(atoms: list[Atom], lower: str) -> Iterator[list[Atom]]:
    """Atoms that stand together and fit into one expression."""
    run: list[Atom] = []
    for index, atom in enumerate(atoms):
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        if run and _fits(run, atom, following, lower):
            run.append(atom)
            continue
        if run:
            yield run
        run = [atom]
    if run:
        yield run


def _glued(left: Atom, right: Atom, lower: str) -> bool:
    gap = lower[left.end : right.start]
    if _GLUE.fullmatch(gap):
        return True
    return left.kind == "weekday" and right.kind == "date" and _GLUE_DOT.fullmatch(gap) is not None


def _fits(run: list[Atom], atom: Atom, following: Atom | None, lower: str) -> bool:
    if not _glued(run[-1], atom, lower):
        return False
    kinds = {each.kind for each in run}
    has_day = bool(kinds & set(_DAY))
    if atom.kind in _DAY:
        return not has_day or any(each.first == atom.first for each in run if each.kind in _DAY)
    if atom.kind == "weekday":
        own_day = following is not None and following.kind in _DAY and _glued(atom, following, lower)
        return _weekday_fits(run, atom, kinds, has_day) and not (has_day and own_day)
    if atom.kind == "direction":
        return lower[run[-1].end : atom.start].strip(" )") == "" and run[-1].kind != "clock"
    if atom.kind in ("relative", "day-part"):
        leads_on = following is not None and following.kind in ("weekday", "date") and _glued(atom, following, lower)
        return atom.kind not in kinds and not (has_day and leads_on)
    return atom.kind not in kinds and bool(kinds & set(_CORE))


def _weekday_fits(run: list[Atom], atom: Atom, kinds: AbstractSet[str], has_day: bool) -> bool:
    if "weekday" not in kinds:
        return not has_day or len(run) == 1
    stated = next(each.weekday for each in run if each.kind == "weekday")
    return run[-1].kind == "day-part" and stated is not None and atom.weekday == (stated + 1) % 7 and not has_day


def _expression(run: list[Atom], folded: Folded) -> Expression | None:
    run = _without_loose_ends(run, folded.lower)
    if not any(atom.kind in _CORE for atom in run):
        return None
    day = _first([atom for atom in run if not atom.broken], *_DAY) or _first(run, *_DAY)
    weekday, relative, clock = _first(run, "weekday"), _first(run, "relative"), _first(run, "clock")
    bracketed = day is not None and _in_brackets(day, folded.lower)
    if not _supported(day, weekday, relative, bracketed, folded.lower):
        return _expression([atom for atom in run[: run.index(day)] if atom.kind not in _DAY], folded) if day else None
    start, end = _with_brackets(run[0].start, _last(run, folded.lower).end, folded.lower)
    return Expression(
        start,
        end,
        first=day.first if day else relative.first if relative else None,
        last=day.last if day else None,
        weekday=weekday.weekday if weekday else None,
        last_weekday=weekday.last_weekday if weekday else None,
        eve=_is_eve(run, folded.lower),
        day_part=next((atom.day_part for atom in run if atom.day_part), None),
        relative=relative.relative if relative else None,
        direction=next((atom.direction for atom in run if atom.direction), 0),
        clock=clock.clock if clock else None,
        zone=clock.zone if clock else None,
        instant=day.printed if day and day.kind == "stamp" else None,
        printed=day.printed if day else "",
        broken=bool(day and day.broken),
        split=day is not None and _is_split(day, folded.lower),
        bracketed=bracketed,
        stamped=_is_stamp(day, clock),
    )


def _first(run: list[Atom], *kinds: str) -> Atom | None:
    return next((atom for atom in run if atom.kind in kinds), None)


def _last(run: list[Atom], lower: str) -> Atom:
    """The last atom that belongs to the words of the day; hours behind a comma do not ("…, pukul 09.30-11.00")."""
    if run[-1].clock is not None and run[-1].clock.end and len(run) > 1 and "," in lower[run[-2].end : run[-1].start]:
        return run[-2]
    return run[-1]


def _without_loose_ends(run: list[Atom], lower: str) -> list[Atom]:
    """Leaves out what leads nowhere: a part of the day before anything but its day, short weekdays without digits."""
    while run and run[0].kind in ("day-part", "direction", "clock"):
        if run[0].kind == "day-part" and len(run) > 1:
            gap = lower[run[0].end : run[1].start]
            if (run[1].kind == "weekday" and gap.strip() == "") or (
                run[1].kind == "date" and gap.strip() in ("(", "[")
            ):
                break
        run = run[1:]
    if (
        run
        and run[0].kind == "weekday"
        and run[0].loose
        and not (len(run) > 1 and run[1].kind in _DAY and run[1].first)
    ):
        return _without_loose_ends(run[1:], lower)
    return run


def _supported(day: Atom | None, weekday: Atom | None, relative: Atom | None, bracketed: bool, lower: str) -> bool:
    """Digits without a year are a date only beside words of a date, in brackets, after "tanggal" or in a dateline."""
    if day is None or not day.loose or day.kind != "date":
        return True
    with_words = weekday is not None or (relative is not None and bracketed)
    complete = day.first is not None and day.first.year is not None
    if day.broken or (not complete and re.search(r"[.,\-]", day.printed.split("/")[0]) and not day.last):
        return weekday is not None and (bracketed or "/" in day.printed)
    if with_words or bracketed:
        return True
    before = lower[max(0, day.start - 60) : day.start]
    if re.search(r"(?:tanggal|tgl\.?|tertanggal)[ :]*$", before):
        return True
    if "/" in day.printed and (before.endswith(" pada ") or _behind_a_clause(day, before, lower)):
        return True
    return (
        re.search(r"(?:^|\n)[ ]*[a-z .'-]{3,40},[ ]*$", before) is not None
        and re.match(r"[ ]*[(\-:]", lower[day.end :]) is not None
    )


def _behind_a_clause(day: Atom, before: str, lower: str) -> bool:
    """Digits between a comma and the end of the clause: "Kalapas mendatangi Mapolres, 22/10."."""
    return re.search(r"[a-z]{3,}, $", before) is not None and _BARE_DAY.match(lower, day.end) is not None


def _in_brackets(day: Atom, lower: str) -> bool:
    before = lower[max(0, day.start - 2) : day.start].rstrip(" ")
    after = lower[day.end : day.end + 2].lstrip(" ")
    return before.endswith(("(", "[")) or after.startswith((")", "]"))


def _is_split(day: Atom, lower: str) -> bool:
    """Whether a digit stands before a day of one digit: "Kamis 2(3/1/2025)", "1 8 November"."""
    alone = re.match(r"\d(?!\d)", day.printed) is not None
    return alone and _SPLIT.search(lower, max(0, day.start - 2), day.start) is not None


def _with_brackets(start: int, end: int, lower: str) -> tuple[int, int]:
    """Takes in the closing bracket of an opened one, and a pair of brackets around the whole expression."""
    inside = lower[start:end]
    for opening, closing in _BRACKETS.items():
        behind = re.match(rf"[ ]?{re.escape(closing)}", lower[end : end + 2])
        if behind and inside.count(opening) > inside.count(closing):
            end += behind.end()
        elif behind and start and lower[start - 1] == opening:
            start, end = start - 1, end + behind.end()
    return start, end


def _is_eve(run: list[Atom], lower: str) -> bool:
    """ "malam Minggu" is the night before Sunday, unless a comma or bracket parts the two words."""
    for left, right in pairwise(run):
        if left.day_part == "malam" and left.kind == "day-part" and right.kind == "weekday":
            standing_alone = left is run[0] and lower[left.end : right.start].strip() == ""
            return standing_alone and lower[left.start : left.end] == "malam"
    return False


def _is_stamp(day: Atom | None, clock: Atom | None) -> bool:
    return day is not None and (day.digital or day.english or (clock is not None and clock.digital))


def _joined(found: list[Expression], lower: str) -> Iterator[Expression]:
    """Days joined by "dan", "hingga" or a dash are one range: "Senin (3/3), Selasa (4/3) dan Rabu (5/3)"."""
    index = 0
    while index < len(found):
        length = _chain(found, index, lower)
        yield _range(found[index : index + length]) if length > 1 else found[index]
        index += length


def _range(days: list[Expression]) -> Expression:
    return replace(
        days[0],
        end=days[-1].end,
        last=days[-1].first,
        last_weekday=days[-1].weekday,
        clock=days[0].clock or days[-1].clock,
        bracketed=any(day.bracketed for day in days),
    )


def _chain(found: list[Expression], index: int, lower: str) -> int:
    """How many expressions from `index` on are one range; a comma joins only where "dan" closes the list."""
    length = 1
    while index + length < len(found) and (joiner := _joiner(found[index + length - 1], found[index + length], lower)):
        length += 1
        if joiner == ",":
            continue
        return length
    return 1


def _joiner(left: Expression, right: Expression, lower: str) -> str | None:
    """The word between two days that follow each other, None where they are no range."""
    joiner = _JOINER.fullmatch(lower, left.end, right.start)
    first, last = left.first, right.first
    if joiner is None or not first or not last or left.last or right.last or left.broken or right.broken:
        return None
    if left.stamped or right.stamped or first.day is None or last.day is None:
        return None
    in_a_row = last.day == first.day + 1 or (last.day == 1 and first.day >= 28)
    return (joiner["word"] or ",") if joiner["to"] or in_a_row else None
