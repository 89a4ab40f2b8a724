"""`lapaswire explain`: a page's text with what was taken out of it, why, and how the publication instant was chosen."""

from datetime import datetime
from pathlib import Path
from textwrap import fill
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text as Styled

from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, fail
from crawler.followed import followed_sources
from crawler.jobs.saved import SavedPage, Unreadable, page_in
from crawler.sources import facts_of, source_named
from pipelines.records import UNKNOWN_SOURCE, Published, Rejected, Text
from pipelines.text import decode, read


def run(
    file: Annotated[Path, typer.Argument(help="a saved page, or plain text in a .txt file")],
    url: Annotated[str, typer.Option(help="the address the page was saved from")],
    fetched_at: Annotated[str | None, typer.Option(help="ISO 8601; default: when the file changed")] = None,
    source: Annotated[str | None, typer.Option(help="read it as a page of this source: its name and its zone")] = None,
) -> None:
    """Show a page's text with what was removed, and by which rule."""
    try:
        at = datetime.fromisoformat(fetched_at) if fetched_at else None
    except ValueError:
        fail(f"--fetched-at {fetched_at}: no instant; write it as 2025-02-25T09:00:00+07:00")
    page = page_in(SavedPage(file=file, url=url, fetched_at=at))
    if isinstance(page, Unreadable):
        fail(page.why)
    facts = facts_of(source_named(source, followed_sources(settings()))) if source else UNKNOWN_SOURCE
    document = decode(page)
    text = document if isinstance(document, Rejected) else read(document, facts)
    console = Console(soft_wrap=True, highlight=False)
    width = console.width if console.is_terminal else None
    if isinstance(text, Rejected):
        console.print(f"rejected: {text.reason} ({text.detail})", markup=False)
        raise typer.Exit(DONE_WITH_FAILURES)
    for line in explained(text, width):
        console.print(line)


def explained(text: Text, width: int | None = None) -> list[Styled]:
    """The lines that are shown, broken at `width`: facts, witnesses, paragraphs, removals with their rules."""
    lines = [_line(f"{name + ':':15}{value}", 15, width) for name, value in _facts(text).items()]
    lines += _publication(text.published, width)
    lines += [_line(f"issue:         {issue}", 15, width, "yellow") for issue in text.issues]
    lines.append(Styled(f"\n{len(text.paragraphs)} paragraphs"))
    lines += [_line(f"{number:3}. {paragraph}", 5, width) for number, paragraph in enumerate(text.paragraphs, 1)]
    lines.append(Styled(f"\n{len(text.removed)} removals, each with the rule that took it out"))
    return lines + [_line(f"- [{gone.rule}] {gone.text}", 2, width, "red") for gone in text.removed]


def _facts(text: Text) -> dict[str, str]:
    facts = {
        "title": text.title,
        "address": text.canonical_url,
        "authors": ", ".join(text.authors),
        "editor": text.editor,
        "dateline": text.dateline,
        "language": text.language,
        "further pages": ", ".join(text.next_pages),
    }
    return {name: value or "none" for name, value in facts.items()}


def _publication(published: Published, width: int | None) -> list[Styled]:
    told = f"{published.at.isoformat()} (to the {published.precision}, from {published.source})" if published.at else ""
    witnesses = dict.fromkeys(
        f"{witness.source} tells {witness.at.isoformat()}: {witness.text!r}" for witness in published.witnesses
    )
    lines = [_line(f"published:     {told or 'not told'}", 15, width)]
    lines += [_line(f"    witness {witness}", 12, width, "dim") for witness in witnesses]
    return lines + [_line(f"    {issue}", 6, width, "yellow") for issue in published.issues]


def _line(text: str, indent: int, width: int | None, style: str = "") -> Styled:
    """A line, broken between words where it would not fit, its further lines set in by `indent`."""
    if width is not None and " " in text[indent:].strip():
        text = fill(text, width, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)
    return Styled(text, style=style)
