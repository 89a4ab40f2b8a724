"""`lapaswire split`: a person takes apart what the rules joined."""

from typing import Annotated

import typer

from crawler.config import settings
from crawler.console import news
from crawler.jobs.tools import open_database
from pipelines.store.engine import write
from pipelines.store.overruling import split


def run(
    whole: Annotated[str, typer.Argument(help="the id of a release, or of an event")],
    part: Annotated[str, typer.Argument(help="the address of a copy in it, or the id of a release in it")],
    why: Annotated[str, typer.Option(help="the reason, kept with the decision")],
) -> None:
    """Take a copy out of a release, or a release out of an event; reprocessing keeps the decision."""
    home = write(open_database(settings()), lambda session: split(session, whole, part, why))
    news().print(f"{part} is no longer part of {whole}; it is in {home} now", markup=False)
