"""Lines of the body become paragraphs: what the rules know as no part of the article goes, each with its rule."""

from dataclasses import replace
from itertools import zip_longest

from pipelines.text.cleaned import Cleaned
from pipelines.text.credits import lone_person
from pipelines.text.dateline import LONGEST, split_dateline, split_marked
from pipelines.text.lines import Line
from pipelines.text.promos import cut_promos, label_end, promo_below
from pipelines.text.rules import labels, pictured
from pipelines.text.shapes import ends_sentence, key
from pipelines.text.signoff import cut_signoff
from pipelines.text.wholelines import HEAD, cut_whole_lines
from pipelines.text.wrapping import unwrapped

MOST_BEHIND, LONGEST_BEHIND = 2, 200
MOST_LABELS_BEHIND, LONGEST_LABEL = 10, 120
LONGEST_CAPTION = 240
SHORTEST_HEADLINE = 20
_NO_CAPTIONS = ("h1", "h2", "h3", "h4", "h5", "h6", "li")


def clean(
    lines: list[Line], title: str | None, lead: str | None, names: tuple[str, ...], repeated: frozenset[str]
) -> Cleaned:
    """The lines without boilerplate, with the dateline and the bylines apart.

    `lead` is how the page's description begins, `names` are the site's own names, `repeated` the keys of lines that
    come back on the pages of the source.
    """
    cleaned = Cleaned(_with_values(lines))
    _cut_inside(cleaned)
    _cut_labelled(cleaned)
    cut_whole_lines(cleaned, repeated)
    _cut_title(cleaned, title)
    _take_lone_names(cleaned)
    _cut_captions(cleaned)
    _cut_before_lead(cleaned, lead, names)
    _take_dateline(cleaned, names)
    _cut_signoffs(cleaned)
    _cut_repeated(cleaned)
    cleaned.lines = unwrapped(cleaned.lines)
    return cleaned


def _with_values(lines: list[Line]) -> list[Line]:
    """Joins what one statement was cut into: "Penulis" and ": Ani" in two cells, a dateline in a line of its own."""
    joined: list[Line] = []
    for line in lines:
        if joined and line.text.startswith(":") and len(joined[-1].text) <= 30:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text}{line.text}")
        elif joined and _is_cut_dateline(joined[-1].text, line.text):
            joined[-1] = replace(line, text=f"{joined[-1].text} {line.text}", links=())
        else:
            joined.append(line)
    return joined


def _is_cut_dateline(first: str, second: str) -> bool:
    return (
        len(first) <= LONGEST and first.endswith(("-", "–", "—")) and split_dateline(f"{first} {second}")[0] is not None
    )


def _cut_inside(cleaned: Cleaned) -> None:
    kept = []
    for line in cleaned.lines:
        rest, gone = cut_promos(line)
        for text, rule in gone:
            cleaned.drop(text, rule)
        if rest.text:
            kept.append(rest)
    cleaned.lines = kept


def _take_lone_names(cleaned: Cleaned) -> None:
    """A person's name alone above the first paragraph or below the last one is the writer's."""
    for place in (0, -1):
        line = cleaned.lines[place] if len(cleaned.lines) > 2 else None
        person = lone_person(line.text) if line is not None and line.tag != "li" and not line.pictured else None
        if line is not None and person:
            cleaned.drop(line.text, "byline/2")
            cleaned.credits.append(("author", (person,)))
            del cleaned.lines[place]


def _cut_captions(cleaned: Cleaned) -> None:
    """Captions that no element marks: a short line right below a picture, without an end, set apart, or worded so."""
    apart = 2 * sum(line.slight for line in cleaned.lines) < len(cleaned.lines)
    kept = []
    for line, below in zip_longest(cleaned.lines, cleaned.lines[1:]):
        goes_on = below is not None and below.glued
        if not goes_on and _is_bare_caption(line, apart):
            cleaned.drop(line.text, "below-picture/1")
            cleaned.captions.append(line.text)
        else:
            kept.append(line)
    cleaned.lines = kept


def _is_bare_caption(line: Line, apart: bool) -> bool:
    if not line.pictured or line.glued or len(line.text) > LONGEST_CAPTION or line.tag in _NO_CAPTIONS:
        return False
    if line.text.endswith((":", ",", ";")) or line.text[:1] in '“"':
        return False
    worded = any(rule.pattern.fullmatch(line.text) for rule in pictured())
    return worded or (apart and line.slight) or not ends_sentence(line.text)


def _cut_labelled(cleaned: Cleaned) -> None:
    """Removes labelled lines, and the links or the headline below a label that stands alone."""
    kept: list[Line] = []
    below: tuple[str, int] | None = None
    for line in cleaned.lines:
        if below is not None and promo_below(line, below[1]):
            cleaned.drop(line.text, below[0])
            below = (below[0], below[1] + 1)
            continue
        below = None
        found = _labelled(line)
        if found is None:
            kept.append(line)
            continue
        rule, alone = found
        cleaned.drop(line.text, rule)
        below = (rule, 0) if alone else None
    cleaned.lines = kept


def _labelled(line: Line) -> tuple[str, bool] | None:
    """The label rule of a promo line, and whether the label stands alone."""
    for rule in labels():
        verdict = label_end(line, rule)
        if verdict is not None:
            return rule.name, verdict
    return None


def _cut_title(cleaned: Cleaned, title: str | None) -> None:
    """The headline told again above the lead, also where the title goes on with a site that nothing else names."""
    wanted = key(title or "")
    for line in cleaned.lines[:HEAD]:
        if wanted and (key(line.text) == wanted or _is_headline_of(line.text, title or "")):
            cleaned.drop(line.text, "repeated-title/1")
            cleaned.headline = line.text
            cleaned.lines.remove(line)
            return


def _is_headline_of(line: str, title: str) -> bool:
    """Whether a title is this line and a site's name behind a dash or a bar."""
    rest = title[len(line) :] if len(line) >= SHORTEST_HEADLINE and title.startswith(line) else ""
    return rest.lstrip()[:1] in ("-", "–", "—", "|", "»") and rest[:1] == " "


def _cut_before_lead(cleaned: Cleaned, lead: str | None, names: tuple[str, ...]) -> None:
    """Captions and teasers above the first paragraph, where a dateline or the description marks that one."""
    start = key(lead or "")[:50]
    for place, line in enumerate(cleaned.lines[:HEAD]):
        dateline, rest = split_dateline(line.text, names)
        marked = dateline is not None or (len(start) >= 30 and key(rest).startswith(start))
        if marked:
            if not _are_captions(cleaned.lines[:place]):
                return
            for gone in cleaned.lines[:place]:
                cleaned.drop(gone.text, "before-lead/1")
                cleaned.captions.append(gone.text)
            del cleaned.lines[:place]
            return


def _are_captions(lines: list[Line]) -> bool:
    """Whether the lines above the first paragraph can be captions and teasers: short, no speech."""
    short = all(len(line.text) <= LONGEST_CAPTION and line.text[:1] not in '“"' for line in lines)
    sentences = sum(ends_sentence(line.text) and not (line.pictured or line.slight) for line in lines)
    return short and sentences <= 1 and sum(len(line.text) for line in lines) <= 2 * LONGEST_CAPTION


def _take_dateline(cleaned: Cleaned, names: tuple[str, ...]) -> None:
    if not cleaned.lines:
        return
    first = cleaned.lines[0]
    dateline, rest = split_dateline(first.text, names)
    if dateline is None and 0 < first.marked < len(first.text):
        dateline, rest = split_marked(first.text, first.marked)
    if dateline is not None:
        cleaned.dateline = dateline
        head = first.text[: len(first.text) - len(rest)]
        if any(character.isdigit() for character in head):
            cleaned.drop(head.strip(), "dateline/1")
        cleaned.lines[0] = replace(first, text=rest, links=())


def _cut_signoffs(cleaned: Cleaned) -> None:
    """Sign-offs behind the last paragraph, with the lines that hold nothing else."""
    _cut_behind_signoff(cleaned)
    while cleaned.lines:
        last = cleaned.lines.pop()
        rest, signs = cut_signoff(last.text)
        for sign in signs:
            cleaned.drop(sign, "sign-off/1")
        if rest:
            cleaned.lines.append(replace(last, text=rest))
            return


def _cut_behind_signoff(cleaned: Cleaned) -> None:
    """The few lines behind a sign-off in a line of its own: there the article has ended."""
    first = max(1, len(cleaned.lines) - MOST_LABELS_BEHIND - 1)
    for place in range(first, len(cleaned.lines) - 1):
        behind = cleaned.lines[place + 1 :]
        sign = cleaned.lines[place].text
        ended = sign[:1] in "([{*/#-" and not cut_signoff(sign)[0]
        few = len(behind) <= MOST_BEHIND and all(len(line.text) <= LONGEST_BEHIND for line in behind)
        labels = all(len(line.text) <= LONGEST_LABEL and not ends_sentence(line.text) for line in behind)
        if ended and (few or labels):
            for line in behind:
                cleaned.drop(line.text, "behind-sign-off/1")
            del cleaned.lines[place + 1 :]
            return


def _cut_repeated(cleaned: Cleaned) -> None:
    """A paragraph told twice comes once."""
    seen: set[str] = set()
    kept = []
    for line in cleaned.lines:
        name = key(line.text)
        if len(name) >= 40 and name in seen:
            cleaned.drop(line.text, "repeated-line/1")
            continue
        seen.add(name)
        kept.append(line)
    cleaned.lines = kept
