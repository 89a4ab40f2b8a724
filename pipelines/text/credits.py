"""Bylines: lines that tell who wrote and who edited."""

import re
from functools import cache
from urllib.parse import urlsplit

from pipelines.tables import toml_table
from pipelines.text.tree import tidy

TABLE = "bylines.toml"
LONGEST_CREDIT = 160
_NAME = re.compile(r"[^\W\d_][\w.'’`-]*(?: [^\W\d_][\w.'’`-]*){0,5}")
_TITLES = re.compile(r"(?i)^(?:dr|h|hj|ir|prof)\.? ")
Credit = tuple[str, tuple[str, ...]]


def credits_of(line: str) -> tuple[Credit, ...]:
    """The credits a line consists of as (role, names), role in author, editor, other; empty where it is no such line.

    "Penulis: Ani Wijaya | Editor: Budi" gives both. Names may be empty: the line is a byline that names nobody.
    """
    if len(line) > LONGEST_CREDIT:
        return ()
    starts = list(_label().finditer(line))
    if not starts or line[: starts[0].start()].strip(" -–—|([*•~/"):
        return ()
    found = []
    for place, match in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(line)
        rest = line[match.end() : end].strip(" |,;/-–—•)]*~.")
        if not _name_like(rest):
            return ()
        found.append((_role(match.group("word")), persons(rest)))
    return tuple(found)


def persons(text: str, also_nobody: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The persons in a list of names; offices, accounts and the site's own name are left out."""
    if "://" in text or "www." in text:
        return ()
    parts = re.split(r"\s*(?:[,;|/&•]|\bdan\b|\band\b)\s*", tidy(re.sub(r"\([^)]*\)", " ", text)))
    names = (_TITLES.sub("", part.strip(" .-–—:")) for part in parts)
    return tuple(dict.fromkeys(_cased(name) for name in names if is_person(name, also_nobody)))


def is_person(name: str, also_nobody: tuple[str, ...] = ()) -> bool:
    """Whether a name can be a person's: no office, account, site or address."""
    lowered = name.lower().strip()
    table = toml_table(TABLE)
    squeezed = re.sub(r"\W", "", lowered)
    if (
        len(squeezed) < 3
        or lowered in table["nobody"]
        or any(squeezed == re.sub(r"\W", "", other.lower()) for other in also_nobody)
    ):
        return False
    if (
        re.search(r"[@\d]|https?:|www\.|\.\w{2,4}$|\.(?:com|id|co|net|org|test)\b", lowered)
        or not _NAME.fullmatch(name.strip())
        or not re.search(r"[A-Z]", name)
    ):
        return False
    return lowered not in _credit_words() and not set(re.split(r"[\W_]+", lowered)) & set(table["nobody_words"])


def lone_person(text: str) -> str | None:
    """The person whose name is the whole text: two to four words that begin with a given name; no rubric."""
    words = tidy(text).split()
    if not 2 <= len(words) <= 4 or words[0].lower() not in _given_names() or not is_person(tidy(text)):
        return None
    return None if _names_rubric(words) or not all(word[0].isupper() for word in words) else _cased(tidy(text))


def profiled_person(text: str, address: str) -> str | None:
    """The person that a link to a writer's page names."""
    told = set(urlsplit(address).path.lower().split("/")[:-1]) & set(toml_table(TABLE)["profile_paths"])
    words = tidy(text).split()
    if not told or not 1 <= len(words) <= 5 or not is_person(tidy(text)) or _names_rubric(words):
        return None
    return _cased(tidy(text))


def _names_rubric(words: list[str]) -> bool:
    return bool({word.lower() for word in words} & set(toml_table(TABLE)["topics"]))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(name.lower() for names in toml_table("names.toml").values() for name in names.split())


@cache
def _credit_words() -> frozenset[str]:
    return frozenset(word for role in ("author", "editor", "other") for word in toml_table(TABLE)[role])


def _cased(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 4 else name


def _name_like(text: str) -> bool:
    """Whether what stands behind a label can be names: few words, each with a capital or small as accounts are."""
    words = text.split()
    if len(words) > 12 or text.endswith(("?", "!")):
        return False
    big = sum(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return not words or big >= 0.6 * len(words) or len(words) <= 2


def _role(word: str) -> str:
    lowered = " ".join(word.lower().split())
    return next(role for role in ("author", "editor", "other") if lowered in toml_table(TABLE)[role])


@cache
def _label() -> re.Pattern[str]:
    words = [word for role in ("author", "editor", "other") for word in toml_table(TABLE)[role]]
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w@])(?P<word>{either})\s*[:：]\s*", re.IGNORECASE)
