"""The patterns of the lexer, made of the tables: what the words and numbers of a date look like in folded text."""

import re
from functools import cache

from pipelines.dates.lexicon import (
    CALENDAR,
    day_parts,
    either,
    months,
    months_beside_digits,
    number_words,
    weekdays_beside_digits,
)
from pipelines.tables import toml_table

Patterns = tuple[tuple[str, re.Pattern[str]], ...]

_TO = r"(?:-|hingga|sampai[ ]+dengan|sampai|s\.?[ ]?d\.?|s/d|sd|ke)"
_AND = r"(?:dan|&|,|\+|/)"
_GAP = r"[ .,/\-]{0,3}"
_END = r"(?![\w/])(?![.:\-]\d)(?!,\d{3})"
_YEAR = r"(?:19|20)\d{2}"
_SLIP = r"2\d{4}|20\d|2\d0\d{2}"
_SHORT = r"(?:\d{4}|\d{2})"
_ROMAN = r"xi{1,2}|ix|iv|vi{1,3}|i{1,3}|v|x"
_ZONE = r"(?:wita|wib|wit)(?![a-z])"
_WAY = r"(?P<way>(?:yang[ ]+)?(?:lalu|silam)|kemudian|setelahnya|sesudahnya|sebelumnya)(?![a-z])"
_WEEKS = r"(?:pekan|minggu)[ ]+(?:yang[ ]+)?(?:lalu|silam)(?![a-z])"
_WHICH = r"(?P<way>yang[ ]+lalu|lalu|kemarin|ini|depan|mendatang)(?![a-z])"


def _compiled(patterns: list[tuple[str, str]]) -> Patterns:
    return tuple((name, re.compile(pattern, re.VERBOSE)) for name, pattern in patterns)


@cache
def digit_patterns() -> Patterns:
    """Names and patterns of what starts with a digit, in the order in which they are tried."""
    month = rf"{either(months_beside_digits())}(?![a-z])"
    year = rf"""(?:{_GAP}(?:tahun[ ]+|thn[ ]+)?'?(?P<y2>{_YEAR}(?!\d)|(?P<slip>{_SLIP})(?!\d))
        |[ ]?['\-/](?P<yy>\d{{2}})(?!\d))?"""
    clock = r"T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:[ ]?(?:z|[+\-]\d{2}:?\d{2}))?".replace("T", "[t ]")
    listed = r"(?P<more>(?:\d{1,2}(?:,[ ]?|[ ]+dan[ ]+|[ ]?&[ ]?)){0,9})(?:dan[ ]+|tanggal[ ]+|tgl\.?[ ]+)?"
    return _compiled(
        [
            ("stamp", rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}(?:{clock})?)(?![\w-])"),
            ("digital", rf"(?P<h>\d{{1,2}})[:.](?P<min>\d{{2}})(?::\d{{2}})?[ ]*(?P<zone>{_ZONE})"),
            ("digital", r"(?P<h>\d{1,2}):(?P<min>\d{2})(?::\d{2})?(?P<zone>)(?![\d:])"),
            ("year first", rf"(?P<y>{_YEAR})/(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}}){_END}"),
            (
                "long range",
                rf"""(?P<d1>\d{{1,2}})(?:{_GAP}(?P<m1>{month})(?:{_GAP}(?P<y1>{_YEAR}))?)?,?[ ]*
                (?:(?P<to>{_TO})|(?P<and>{_AND}))[ ]*{listed}
                (?P<d2>\d{{1,2}}){_GAP}(?:bulan[ ]+)?(?P<m2>{month}){year}""",
            ),
            ("long", rf"(?P<d2>\d{{1,2}}){_GAP}(?:bulan[ ]+)?(?P<m2>{month}){year}"),
            ("long", rf"(?P<d2>\d{{1,2}})[ .]+(?P<m2>[a-z]{{5,12}})[ .,]+(?P<y2>{_YEAR})(?P<yy>)(?P<slip>)(?!\d)"),
            (
                "numeric range",
                rf"""(?P<d1>\d{{1,2}})[ ]?/[ ]?(?P<m1>\d{{1,2}})(?:[ ]?/[ ]?(?P<y1>{_SHORT}))?[ ]*
                (?P<to>-|s\.?d\.?|s/d|hingga|sampai(?:[ ]dengan)?)[ ]*
                (?P<d2>\d{{1,2}})[ ]?/[ ]?(?P<m2>\d{{1,2}})(?:[ ]?/[ ]?(?P<y2>{_SHORT}))?{_END}""",
            ),
            (
                "numeric range",
                rf"""(?P<d1>\d{{1,2}})[ ]?(?:(?P<to>{_TO})|dan|&|,)[ ]?(?P<d2>\d{{1,2}})[ ]?[/.\-][ ]?
                (?P<m2>\d{{1,2}})(?:[ ]?[/.\-][ ]?(?P<y2>{_SHORT}))?{_END}(?P<m1>)(?P<y1>)""",
            ),
            (
                "numeric",
                rf"""(?P<d>\d{{1,2}})[ ]?(?P<s>[/.\-,]|//|--|\.\.|/-|-/)[ ]?(?P<m>\d{{1,2}}|{_ROMAN})
                (?:[ ]?[/.\-,]{{1,2}}[ ]?(?P<y>{_SHORT}))?/?{_END}""",
            ),
            ("numeric", rf"(?P<d>\d{{1,2}})[ ]?(?P<s>/)[ ]?(?P<m>\d{{1,2}})[ ]+(?P<y>{_YEAR}){_END}"),
            (
                "broken",
                r"\d{1,2}[ ]?[/.\-,]{1,2}[ ]?\d[\d/.\-,[ ]]{0,10}\d(?![\w/])|(?<=\()\d{3,8}(?=\))".replace(
                    "[ ]]", " ]"
                ),
            ),
            ("days away", rf"(?P<n>\d{{1,3}})[ ]+hari[ ]+{_WAY}"),
            ("weeks away", rf"(?P<n>\d{{1,2}})[ ]+{_WEEKS}"),
            (
                "in words",
                rf"""(?P<n1>\d{{1,2}})[ ]+bulan[ ]+(?P<n2>{month}|\d{{1,2}}|{number_words()})[ ]+
                tahun[ ]+(?P<n3>{_YEAR}|{number_words()})""",
            ),
        ]
    )


@cache
def letter_patterns() -> Patterns:
    """Names and patterns of what starts with a letter, in the order in which they are tried."""
    table = toml_table(CALENDAR)
    part = rf"{either(day_parts())}(?:[ ]+hari)?"
    month = rf"{either(months_beside_digits())}(?![a-z])"
    weekday = rf"{either(weekdays_beside_digits())}"
    market = rf"(?:[ ]+{either(table['market_days']['names'])}(?![a-z]))?"
    alone = rf"{either(months())}(?![a-z])"
    past, future = (either(table["directions"][way]) for way in ("past", "future"))
    return _compiled(
        [
            (
                "clock",
                rf"""(?:(?:sekitar|sekira|kira-kira|tepat|tepatnya|mulai|sejak|jelang)[ ]+)?
                (?:pukul|pkl|jam)[ .:;]*(?P<h>\d{{1,2}})(?:[.:](?P<min>\d{{2}}))?(?!\d)
                (?:[ ]*(?:-|hingga|sampai(?:[ ]+dengan)?|s\.?d\.?|s/d)[ ]*(?:pukul[ ]+)?
                (?:(?P<h2>\d{{1,2}})(?:[.:](?P<min2>\d{{2}}))?(?!\d)|selesai))?
                (?:[ ]*(?P<zone>{_ZONE}))?""",
            ),
            ("part of other day", rf"(?P<word>kemarin|kemaren|besok|esok)[ ]+(?P<part>{part})(?![a-z])"),
            ("part of today", rf"tadi[ ]+(?P<part>{part})(?![a-z])|(?P<part2>{part})[ ]+tadi(?![a-z])"),
            ("part of this day", rf"(?P<part>{part})(?:[ ]+hari)?[ ]+ini(?![a-z])"),
            ("from text", rf"{either(table['days_from_the_text'])}(?![a-z])"),
            ("days away", rf"(?P<n>{number_words()})[ ]+hari[ ]+{_WAY}"),
            ("weeks away", rf"(?:(?P<n>{number_words()})[ ]+|se(?=pekan|minggu)){_WEEKS}"),
            ("year away", rf"tahun[ ]+{_WHICH}"),
            ("from today", rf"{either(table['days_from_today'])}(?![a-z])"),
            ("weekend", rf"akhir[ ]+pekan[ ]+{_WHICH}"),
            ("week", rf"(?P<unit>pekan|minggu)[ ]+{_WHICH}"),
            ("month away", rf"(?:(?:tanggal|tgl\.?)[ ]+(?P<d>\d{{1,2}})[ ]+)?bulan[ ]+{_WHICH}"),
            (
                "day of month",
                r"""(?:tanggal|tgl\.?)[ ]+(?P<d>\d{1,2})
                (?=[ ]*(?:[.;)]|,(?![ ]*\d)|$)|[ ]+(?:lalu|kemarin|nanti|mendatang)(?![a-z]))""",
            ),
            (
                "in words",
                rf"""(?P<n1>{number_words()})[ ]+(?:bulan[ ]+)?(?P<n2>{month}|(?<=bulan[ ]){number_words()})[ ]+
                (?:tahun[ ]+)?(?P<n3>{_YEAR}|{number_words()})""",
            ),
            ("month first", rf"(?P<m>{month})[ ]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[ ]+(?P<y>{_YEAR})(?!\d)"),
            (
                "month range",
                rf"""(?P<m1>{alone})(?:[ ]+(?P<y1>{_YEAR}))?[ ]*{_TO}[ ]*(?:bulan[ ]+)?
                (?P<m2>{alone})(?:[ ,]+(?:tahun[ ]+)?(?P<y2>{_YEAR}))?""",
            ),
            ("month", rf"(?P<m>{month})(?:[ .,]{{1,2}}(?:tahun[ ]+)?(?P<y>{_YEAR})(?!\d))?"),
            (
                "weekday",
                rf"""(?P<w>{weekday})(?![a-z']){market}
                (?:[ ]*(?:{_TO}|dan|&)[ ]*(?:hari[ ]+)?(?P<w2>{weekday})(?![a-z']){market})?""",
            ),
            ("day part", rf"(?P<part>{part})(?![a-z])"),
            ("direction", rf"(?P<past>{past})(?![a-z])|(?P<future>{future})(?![a-z])"),
        ]
    )
