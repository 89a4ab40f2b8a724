"""Lines and stretches that announce other articles and videos."""

import re
from dataclasses import replace

from pipelines.text.lines import Line
from pipelines.text.rules import Rule, labels, rules
from pipelines.text.shapes import ends_sentence, is_headline
from pipelines.text.stamps import is_stamp_line

MOST_BELOW = 10
LONGEST_PROMO = 260
_SEPARATOR = re.compile(r"\s*(?::|：|\||»|›|>|→|–|—|-|=|\.{3}|…|⇒|»»)\s*")
_COLON = re.compile(r"\s*(?::|：|\||»|>|→)\s*")
_OPENING = re.compile(r"^[\s•·*►▶➡→>»#=|\[({_~✓☑📌👉🔗-]+")


def label_end(line: Line, rule: Rule) -> bool | None:
    """None where the line is no promo of this rule, else whether the label stands alone."""
    text = _OPENING.sub("", line.text)
    match = rule.pattern.match(text)
    if match is None or len(text) > LONGEST_PROMO:
        return None
    rest = text[match.end() :]
    if not rest.strip(" :：|»>.-–—…!)]}*#="):
        return True
    separator = _SEPARATOR.match(rest)
    if separator is not None and (separator.end() > 1 or separator.group().strip() in ":：|»›>→"):
        return False if _announces(rest[separator.end() :], separator.group()) else None
    if _rest_is_link(line, rest) or (match.group()[0].isupper() and _quoted(rest)):
        return False
    return False if _headline_behind(match.group(), rest) else None


def promo_below(line: Line, place: int) -> bool:
    """Whether the line in `place` below a lone label belongs to it: a link, an item, or one headline."""
    if place >= MOST_BELOW:
        return False
    if line.linked > 0.8 and (not ends_sentence(line.text) or line.tag == "li"):
        return True
    if line.links and is_stamp_line(line.unlinked):
        return True
    if line.tag in ("li", "h2", "h3", "h4", "h5") and is_headline(line.text):
        return True
    return place == 0 and is_headline(line.text)


def cut_promos(line: Line) -> tuple[Line, list[tuple[str, str]]]:
    """The line without shortcodes, bracketed promos, and promos glued behind a sentence."""
    gone = []
    text = line.text
    for rule in rules("inline"):
        for match in rule.pattern.finditer(text):
            gone.append((match.group(), rule.name))
        text = rule.pattern.sub(" ", text)
    text, tail = _cut_tail(text) if not gone else (" ".join(text.split()), None)
    if tail is not None:
        gone.append(tail)
    return (line if text == line.text else replace(line, text=text.strip(), links=())), gone


def _cut_tail(text: str) -> tuple[str, tuple[str, str] | None]:
    """A label with a colon behind the end of a sentence: from there on the line is a promo."""
    for rule in labels():
        for match in rule.pattern.finditer(text):
            before, after = text[: match.start()].rstrip(" (["), text[match.end() :]
            separator = _COLON.match(after)
            if before and ends_sentence(before) and separator and match.group()[0].isupper() and " " in match.group():
                promo = after[separator.end() :]
                if len(promo) <= LONGEST_PROMO and not promo.rstrip().endswith("."):
                    return before, (text[match.start() :], rule.name)
    return text, None


def _announces(rest: str, separator: str) -> bool:
    """Whether what stands behind label and separator is a promo and not the rest of a sentence."""
    if separator.strip() in ("-", "–", "—", "...", "…"):
        return is_headline(rest)
    sentences = re.findall(r"[a-z)”\"][.!?] [A-Z“\"]", rest)
    return len(sentences) < 2 and rest[:1] not in "“"


def _rest_is_link(line: Line, rest: str) -> bool:
    start = len(line.text) - len(rest)
    linked = sum(end - max(begin, start) for begin, end in line.links if end > start)
    return linked >= 0.8 * len(rest.strip()) and not (line.linked > 0.95 and ends_sentence(line.text))


def _quoted(rest: str) -> bool:
    """A quoted title fills the rest: Simak Video 'Judul'."""
    return re.fullmatch(r"\s*['‘’\"“”].*['‘’\"“”]\s*", rest) is not None and " " in rest.strip()


def _headline_behind(label: str, rest: str) -> bool:
    """A headline without a separator: all words with a capital, and the label too."""
    words = label.split()
    return (
        len(words) >= 2
        and all(word[0].isupper() for word in words)
        and is_headline(rest)
        and rest.strip()[:1].isupper()
    )
