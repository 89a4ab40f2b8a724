"""`lapaswire forget`: a page or a release is taken down, for good."""

from typing import Annotated

import typer

from crawler.archive.eraser import erase
from crawler.archive.reader import ArchiveError
from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, news
from crawler.jobs.tools import open_database
from pipelines.store.engine import write
from pipelines.store.forget import forget


def run(
    what: Annotated[str, typer.Argument(metavar="URL|RELEASE", help="an address, or the id of a release")],
    why: Annotated[str, typer.Option(help="the reason, kept with the tombstone")],
) -> None:
    """Remove text, appearances and archived bytes; a tombstone keeps them from coming back, and readers get DEL."""
    holding = settings()
    taken = write(open_database(holding), lambda session: forget(session, what, why))
    failed = False
    for ref in taken.refs:
        try:
            erase(holding.archive_dir, ref)
        except ArchiveError as error:
            failed = True
            news().print(str(error), style="red", markup=False)
    for url in taken.urls:
        news().print(f"forgotten: {url}", markup=False)
    raise typer.Exit(DONE_WITH_FAILURES if failed else 0)
