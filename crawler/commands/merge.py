"""`lapaswire merge`: a person joins what the rules kept apart."""

from typing import Annotated

import typer

from crawler.config import settings
from crawler.console import news
from crawler.jobs.tools import open_database
from pipelines.store.engine import write
from pipelines.store.overruling import merge


def run(
    one: Annotated[str, typer.Argument(help="the id of a release, or of an event")],
    other: Annotated[str, typer.Argument(help="the id of another of the same sort")],
    why: Annotated[str, typer.Option(help="the reason, kept with the decision")],
) -> None:
    """Join two releases, or two events; the older id goes on, reprocessing keeps the decision."""
    home = write(open_database(settings()), lambda session: merge(session, one, other, why))
    news().print(f"{one} and {other} are one now: {home}", markup=False)
