"""`lapaswire archive`: where the archive lies, what waits on this machine, and what of it is missing."""

import json
from typing import Annotated

import typer

from crawler.archive import archive_of
from crawler.archive.delivery import deliver
from crawler.archive.mending import mend_abandoned
from crawler.archive.storage import missing
from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, console, news
from crawler.jobs.tools import open_database
from pipelines.store.engine import reading
from pipelines.store.pages import archive_files


def run(as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False) -> None:
    """Put what waits on this machine into the shared storage, and name the files that the database misses."""
    archive = archive_of(settings())
    mend_abandoned(archive.folder)
    delivery = deliver(archive)
    with reading(open_database(settings())) as session:
        named = archive_files(session)
    lost = missing(archive, named)
    told = {
        "archive": str(archive),
        "files": len(named),
        "put": delivery.files,
        "waiting": delivery.waiting,
        "missing": {file: named[file] for file in lost},
    }
    if as_json:
        console().out(json.dumps(told))
    else:
        console().print(f"{archive}: {len(named)} files hold pages; {delivery.files} were put there now", markup=False)
    if delivery.waiting:
        news().print(f"{delivery.waiting} files wait in {archive.folder}: {delivery.why}", style="red", markup=False)
    for file in lost:
        news().print(f"{file}: missing, with {named[file]} pages", style="red", markup=False)
    raise typer.Exit(DONE_WITH_FAILURES if lost or delivery.waiting else 0)
