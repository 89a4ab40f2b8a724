"""`lapaswire forget`: a page or a release is taken down, for good."""

from typing import Annotated

import typer

from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, news
from crawler.jobs.erasing import erase_owed
from crawler.jobs.tools import open_database
from pipelines.store.engine import write
from pipelines.store.forget import forget


def run(
    what: Annotated[str, typer.Argument(metavar="URL|RELEASE", help="an address, or the id of a release")],
    why: Annotated[str, typer.Option(help="the reason, kept with the tombstone")],
) -> None:
    """Remove text, appearances and archived bytes; a tombstone keeps them from coming back, and readers get DEL."""
    engine = open_database(settings())
    taken = write(engine, lambda session: forget(session, what, why))
    for url in taken.urls:
        news().print(f"forgotten: {url}", markup=False)
    owed = erase_owed(engine, settings())
    for fault in owed.values():
        news().print(f"{fault}; it is tried again after each crawl and each takedown", style="red", markup=False)
    raise typer.Exit(DONE_WITH_FAILURES if owed else 0)
