"""`lapaswire explain`: a page's text with what was taken out of it, why, and how the publication instant was chosen."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text as Styled

from crawler.console import DONE_WITH_FAILURES, fail
from crawler.jobs.saved import SavedPage, Unreadable, page_in
from pipelines.records import UNKNOWN_SOURCE, Published, Rejected, Text
from pipelines.text import decode, read


def run(
    file: Annotated[Path, typer.Argument(help="a saved page, or plain text in a .txt file")],
    url: Annotated[str, typer.Option(help="the address the page was saved from")],
    fetched_at: Annotated[str | None, typer.Option(help="ISO 8601; default: when the file changed")] = None,
) -> None:
    """Show a page's text with what was removed, and by which rule."""
    try:
        at = datetime.fromisoformat(fetched_at) if fetched_at else None
    except ValueError:
        fail(f"--fetched-at {fetched_at}: no instant; write it as 2025-02-25T09:00:00+07:00")
    page = page_in(SavedPage(file=file, url=url, fetched_at=at))
    if isinstance(page, Unreadable):
        fail(page.why)
    document = decode(page)
    text = document if isinstance(document, Rejected) else read(document, UNKNOWN_SOURCE)
    console = Console(soft_wrap=True, highlight=False)
    if isinstance(text, Rejected):
        console.print(f"rejected: {text.reason} ({text.detail})", markup=False)
        raise typer.Exit(DONE_WITH_FAILURES)
    for line in explained(text):
        console.print(line)


def explained(text: Text) -> list[Styled]:
    """The lines that are shown: facts, paragraphs, removals with their rules, witnesses."""
    facts = {
        "title": text.title,
        "address": text.canonical_url,
        "authors": ", ".join(text.authors) or None,
        "editor": text.editor,
        "dateline": text.dateline,
        "language": text.language,
        "further pages": ", ".join(text.next_pages) or None,
    }
    lines = [Styled(f"{name + ':':15}{value}") for name, value in facts.items()]
    lines += _publication(text.published)
    lines += [Styled(f"issue:         {issue}", style="yellow") for issue in text.issues]
    lines.append(Styled(f"\n{len(text.paragraphs)} paragraphs"))
    lines += [Styled(f"  {number}. {paragraph}") for number, paragraph in enumerate(text.paragraphs, 1)]
    lines.append(Styled(f"\n{len(text.removed)} removals"))
    return lines + [Styled(f"- [{gone.rule}] {gone.text}", style="red") for gone in text.removed]


def _publication(published: Published) -> list[Styled]:
    at = published.at.isoformat() if published.at else "not told"
    lines = [
        Styled(
            f"published:     {at} (to the {published.precision}, from {published.source})"
            if published.at
            else f"published:     {at}"
        )
    ]
    lines += [
        Styled(f"  witness {witness.source}: {witness.at.isoformat()} from {witness.text!r}", style="dim")
        for witness in published.witnesses
    ]
    return lines + [Styled(f"  {issue}", style="yellow") for issue in published.issues]
