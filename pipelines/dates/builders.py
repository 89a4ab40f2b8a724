"""The builders: a match of a pattern and the folded text in, the atoms that it tells out (none: no atom after all)."""

import re
from collections.abc import Callable
from functools import cache

from pipelines.dates.folding import Folded
from pipelines.dates.lexicon import (
    CALENDAR,
    LOOKALIKES,
    day_parts,
    either,
    month_of,
    months,
    number_of,
    weekdays,
    weekdays_beside_digits,
    words_of,
)
from pipelines.dates.terms import Atom, PartialDay, Relative
from pipelines.records import ClockTime, ZoneName
from pipelines.tables import toml_table

Match = re.Match[str]
MOST_DAYS = 1000
Builder = Callable[[Match, Folded], list[Atom]]


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _full_year(text: str | None) -> int | None:
    """The year of two or four digits; two digits up to 49 lie in this century."""
    if not text:
        return None
    if len(text) == 2:
        return 2000 + int(text) if int(text) < 50 else 1900 + int(text)
    return int(text)


def _date(
    match: Match, first: PartialDay, last: PartialDay | None = None, *, loose: bool = False, broken: bool = False
) -> Atom:
    return Atom("date", match.start(), match.end(), first, last, printed=match.group(), loose=loose, broken=broken)


def _stamp(match: Match, folded: Folded) -> list[Atom]:
    year, month, day = (int(part) for part in match["iso"][:10].split("-"))
    with_time = len(match["iso"]) > 10
    return [
        Atom("stamp", match.start(), match.end(), PartialDay(day, month, year), printed=match["iso"], digital=with_time)
    ]


def _year_first(match: Match, folded: Folded) -> list[Atom]:
    return [_date(match, PartialDay(int(match["d"]), int(match["m"] or match["m2"]), int(match["y"])))]


def _long(match: Match, folded: Folded) -> list[Atom]:
    month = month_of(match["m2"])
    if month is None:
        return []
    slip = match["slip"]
    year = None if slip else _full_year(match["y2"] or match["yy"])
    return [_date(match, PartialDay(int(match["d2"]), month, year), broken=bool(slip))]


def _long_range(match: Match, folded: Folded) -> list[Atom]:
    second = month_of(match["m2"])
    year = None if match["slip"] else _full_year(match["y2"] or match["yy"])
    first = month_of(match["m1"]) if match["m1"] else second
    start = PartialDay(int(match["d1"]), first, _number(match["y1"]) or (year if first == second else None))
    end = PartialDay(int(match["d2"]), second, year)
    days = [int(match["d1"]), *(int(day) for day in re.findall(r"\d+", match["more"] or "")), int(match["d2"])]
    between = folded.lower[: match.start()].endswith(("antara ", "antara tanggal "))
    if match["to"] or between or days == list(range(days[0], days[0] + len(days))):
        return [_date(match, start, end)]
    if first != second and match["m1"] and not match["more"]:
        following = Atom(
            "date", match.start("d2"), match.end(), end, printed=match.group()[match.start("d2") - match.start() :]
        )
        return [
            Atom("date", match.start(), match.end("y1" if match["y1"] else "m1"), start, printed=match.group()),
            following,
        ]
    if match["and"] == ",":
        return []
    following = Atom(
        "date", match.start("d2"), match.end(), end, printed=match.group()[match.start("d2") - match.start() :]
    )
    return [Atom("date", match.start(), match.end("d1"), start, printed=match["d1"]), following]


def _numeric_range(match: Match, folded: Folded) -> list[Atom]:
    """ "8-9/3/2025"; "11-03-25" is a day with its year."""
    month = int(match["m2"])
    if re.fullmatch(r"\d{1,2}-\d{1,2}-[1-9]\d", match.group()):
        return []
    year = _full_year(match["y2"])
    first_month = _number(match["m1"]) or month
    first = PartialDay(
        int(match["d1"]), first_month, _full_year(match["y1"]) or (year if first_month == month else None)
    )
    if not match["to"] and int(match["d2"]) != int(match["d1"]) + 1:
        return []
    return [_date(match, first, PartialDay(int(match["d2"]), month, year), loose=year is None)]


def _numeric(match: Match, folded: Folded) -> list[Atom]:
    roman = not match["m"].isdigit()
    if roman and not match["y"]:
        return []
    month = month_of(match["m"]) if roman else int(match["m"])
    first = PartialDay(int(match["d"]), month, _full_year(match["y"]))
    loose = not match["y"] or (match["s"][0] in ".,-" and len(match["y"]) == 2)
    return [_date(match, first, loose=loose)]


def _month_first(match: Match, folded: Folded) -> list[Atom]:
    first = PartialDay(int(match["d"]), month_of(match["m"]), int(match["y"]))
    return [Atom("date", match.start(), match.end(), first, printed=match.group(), english=True)]


def _broken(match: Match, folded: Folded) -> list[Atom]:
    return [_date(match, PartialDay(), loose=True, broken=True)]


def _in_words(match: Match, folded: Folded) -> list[Atom]:
    day, month, year = number_of(match["n1"]), month_of(match["n2"]) or number_of(match["n2"]), number_of(match["n3"])
    if day is None or month is None or year is None or not 1900 <= year < 2100:
        return []
    return [_date(match, PartialDay(day, month, year))]


def _month(match: Match, folded: Folded) -> list[Atom]:
    if _behind_digits(match, folded.lower):
        return []
    if not match["y"] and not (match["m"] in months() and _is_month(match, folded.lower)):
        return []
    return [
        Atom(
            "month",
            match.start(),
            match.end(),
            PartialDay(None, month_of(match["m"]), _number(match["y"])),
            printed=match.group(),
        )
    ]


def _behind_digits(match: Match, lower: str) -> bool:
    """Whether a number that is no day stands right before the month: "110 Mei 2020", "q27 Desember 2025"."""
    return re.search(r"\d[ ]{0,2}\Z", lower[max(0, match.start() - 3) : match.start()]) is not None


def _is_month(match: Match, lower: str) -> bool:
    """Whether the words beside the bare name of a month let it be one: "awal Maret", "Maret lalu"."""
    before = re.search(r"([a-z]+)[ ]+$", lower[max(0, match.start() - 20) : match.start()])
    if before and before[1] in words_of(LOOKALIKES, "before_a_month"):
        return True
    behind, listed = _told_month()
    return (
        behind.match(lower, match.end()) is not None
        or listed.search(lower, max(0, match.start() - 30), match.start()) is not None
    )


@cache
def _told_month() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind the name of a month, and a month named before it: "Maret lalu", "Maret dan April"."""
    directions = toml_table(CALENDAR)["directions"]
    words = either([*directions["past"], *directions["future"], "ini"])
    also, month = r"[ ]*(?:,|dan|serta)[ ]+", either(months())
    behind = rf"[ ]+(?:{words}|tahun[ ]+(?:lalu|ini|depan))(?![a-z])|{also}{month}(?![a-z])"
    return re.compile(behind), re.compile(rf"(?<![a-z]){month}{also}\Z")


def _month_range(match: Match, folded: Folded) -> list[Atom]:
    last = PartialDay(None, month_of(match["m2"]), _number(match["y2"]))
    first = PartialDay(None, month_of(match["m1"]), _number(match["y1"]))
    return [Atom("month", match.start(), match.end(), first, last, printed=match.group())]


def _month_to_day(match: Match, folded: Folded) -> list[Atom]:
    """ "Oktober hingga 12 Desember": from the first day of the month."""
    last = PartialDay(int(match["d2"]), month_of(match["m2"]), _number(match["y2"]))
    return [_date(match, PartialDay(1, month_of(match["m1"]), _number(match["y1"])), last)]


def _weekday(match: Match, folded: Folded) -> list[Atom]:
    names = weekdays_beside_digits()
    loose = match["w"] not in weekdays()
    last = names[match["w2"]] if match["w2"] else None
    return [
        Atom(
            "weekday",
            match.start(),
            match.end(),
            weekday=names[match["w"]],
            last_weekday=last,
            printed=match["w"],
            loose=loose,
        )
    ]


def _part(text: str) -> str:
    spelling = re.sub(r"[ ]+", " ", text)
    return day_parts()[spelling if spelling in day_parts() else spelling.removesuffix(" hari")]


def _day_part(match: Match, folded: Folded) -> list[Atom]:
    return [Atom("day-part", match.start(), match.end(), day_part=_part(match["part"]))]


def _relative(match: Match, base: Relative, day_part: str | None = None, day: PartialDay | None = None) -> list[Atom]:
    return [Atom("relative", match.start(), match.end(), day, relative=base, day_part=day_part, printed=match.group())]


def _part_of_other_day(match: Match, folded: Folded) -> list[Atom]:
    return _relative(
        match, Relative("today", toml_table(CALENDAR)["days_from_today"][match["word"]]), _part(match["part"])
    )


def _part_of_today(match: Match, folded: Folded) -> list[Atom]:
    part = _part(match["part"] or match["part2"])
    return _relative(match, Relative("today", -1 if part == "malam" else 0), part)


def _part_of_this_day(match: Match, folded: Folded) -> list[Atom]:
    return _relative(match, Relative("today", 0), _part(match["part"] or match["part2"]))


def _from_text(match: Match, folded: Folded) -> list[Atom]:
    words = re.sub(r"[ ]+", " ", match.group())
    return _relative(match, Relative("text", toml_table(CALENDAR)["days_from_the_text"][words]))


def _from_today(match: Match, folded: Folded) -> list[Atom]:
    """ "kemarin", "besok tanggal 25"."""
    words = re.sub(r"[ ]+", " ", match["word"])
    part = "malam" if words == "semalam" else None
    told = Relative("today", toml_table(CALENDAR)["days_from_today"][words])
    return _relative(match, told, part, PartialDay(int(match["d"])) if match["d"] else None)


def _days_away(match: Match, folded: Folded) -> list[Atom]:
    number = number_of(match["n"]) if match["n"] else 1
    if not number or number > MOST_DAYS:
        return []
    if match["way"].endswith(("lalu", "silam", "lagi")):
        return _relative(match, Relative("ago", number if match["way"] == "lagi" else -number))
    return _relative(match, Relative("text", -number if match["way"] == "sebelumnya" else number))


def _way(words: str) -> int:
    return 0 if words == "ini" else 1 if words in ("depan", "mendatang") else -1


def _weekend(match: Match, folded: Folded) -> list[Atom]:
    return _relative(match, Relative("weekend", _way(match["way"])))


def _week(match: Match, folded: Folded) -> list[Atom]:
    """ "minggu lalu" is last week, "Minggu lalu" inside a sentence and "hari Minggu lalu" are last Sunday."""
    before = folded.lower[max(0, match.start() - 6) : match.start()]
    inside = re.search(r"[a-z,] $", before) is not None
    if match["unit"] == "minggu" and (before.endswith("hari ") or (inside and folded.cased[match.start()] == "M")):
        return []
    return _relative(match, Relative("week", _way(match["way"])))


def _weeks_away(match: Match, folded: Folded) -> list[Atom]:
    number = number_of(match["n"]) if match["n"] else 1
    return _relative(match, Relative("week", -number)) if number and number <= MOST_DAYS else []


def _months_away(match: Match, folded: Folded) -> list[Atom]:
    """ "tiga bulan lalu", "dua tahun terakhir": a distance that names no day."""
    return _relative(match, Relative("year", -1))


def _year_away(match: Match, folded: Folded) -> list[Atom]:
    return _relative(match, Relative("year", _way(match["way"])))


def _month_away(match: Match, folded: Folded) -> list[Atom]:
    """ "bulan lalu", "tanggal 25 bulan ini"."""
    return _relative(
        match, Relative("month", _way(match["way"])), day=PartialDay(int(match["d"])) if match["d"] else None
    )


def _day_of_month(match: Match, folded: Folded) -> list[Atom]:
    return [_date(match, PartialDay(int(match["d"])))]


def _direction(match: Match, folded: Folded) -> list[Atom]:
    past = match.groupdict().get("past")
    return [Atom("direction", match.start(), match.end(), direction=-1 if past else 1)]


def _time(hour: str | None, minute: str | None) -> str | None:
    if not hour or int(hour) > 24 or int(minute or 0) > 59:
        return None
    return f"{int(hour) % 24:02d}:{int(minute or 0):02d}"


def _zone(text: str | None) -> ZoneName | None:
    names: dict[str, ZoneName] = {"wib": "WIB", "wita": "WITA", "wit": "WIT"}
    return names.get(text or "")


def _clock(match: Match, folded: Folded) -> list[Atom]:
    start = _time(match["h"], match["min"])
    if start is None:
        return []
    clock = ClockTime(start, _time(match["h2"], match["min2"]))
    return [Atom("clock", match.start(), match.end(), clock=clock, zone=_zone(match["zone"]))]


def _digital(match: Match, folded: Folded) -> list[Atom]:
    start = _time(match["h"], match["min"])
    if start is None:
        return []
    return [Atom("clock", match.start(), match.end(), clock=ClockTime(start), zone=_zone(match["zone"]), digital=True)]


BUILDERS: dict[str, Builder] = {
    "stamp": _stamp,
    "year first": _year_first,
    "long range": _long_range,
    "long": _long,
    "numeric range": _numeric_range,
    "numeric": _numeric,
    "digital": _digital,
    "broken": _broken,
    "days away": _days_away,
    "in words": _in_words,
    "clock": _clock,
    "part of other day": _part_of_other_day,
    "part of today": _part_of_today,
    "part of this day": _part_of_this_day,
    "from text": _from_text,
    "from today": _from_today,
    "weekend": _weekend,
    "week": _week,
    "weeks away": _weeks_away,
    "months away": _months_away,
    "year away": _year_away,
    "month away": _month_away,
    "day of month": _day_of_month,
    "month first": _month_first,
    "month range": _month_range,
    "month to day": _month_to_day,
    "month": _month,
    "weekday": _weekday,
    "day part": _day_part,
    "direction": _direction,
}
"""The builder of each kind of pattern."""
