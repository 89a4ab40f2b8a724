"""Files into the database: WARC archives of anyone, saved texts, lists of saved pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from crawler.archive import Archive, Archived, Damaged, archive_of, records
from crawler.config import Settings
from crawler.jobs.bulk import BulkRecord, store_all
from crawler.jobs.ingest import Arrival
from crawler.jobs.places import Place, place_in
from crawler.jobs.saved import SavedPage, Unreadable, listed, page_in
from crawler.jobs.tools import open_database
from crawler.sources import Source
from pipelines.errors import LapaswireError
from pipelines.records import HTML, Page
from pipelines.topic import may_be_ours
from pipelines.urls import same_site

PAGE_TYPES = frozenset({HTML, "application/xhtml+xml"})
WARC_SUFFIXES = (".warc", ".warc.gz")


class ImportFileError(LapaswireError):
    """A file that cannot be imported at all; the message names it."""


def import_file(settings: Settings, path: Path, sources: Mapping[str, Source]) -> Iterator[BulkRecord]:
    """Imports a file; gives its growing record after each page. A WARC file goes on where its last import broke off.

    Raises ImportFileError for a file of no known kind.
    """
    if path.name.endswith(WARC_SUFFIXES):
        yield from _import_warc(settings, path, sources)
        return
    record = BulkRecord()
    for outcome, saved in store_all(settings, _arrivals(path, record), sources, _pages_beside(path).get):
        record.note(outcome, saved)
        yield record
    yield record


def _import_warc(settings: Settings, path: Path, sources: Mapping[str, Source]) -> Iterator[BulkRecord]:
    with place_in(open_database(settings), path) as place:
        record = BulkRecord(start=place.reached)
        topical = [source for source in sources.values() if source.topical]
        arrivals = _to_keep(_in_warc(path, record, place, topical), archive_of(settings))
        for outcome, saved in store_all(settings, arrivals, sources, lambda url: None):
            place.waiting.popleft()
            record.note(outcome, saved)
            yield record
    yield record


def _to_keep(arrivals: Iterator[Arrival], archive: Archive) -> Iterator[Arrival]:
    """The pages of a WARC file as the archive keeps them: where they lie, or copied into a storage to share."""
    ours = archive.folder.resolve()
    for arrival in arrivals:
        ref = arrival.ref
        if ref and Path(ref.file).is_relative_to(ours):
            ref = replace(ref, file=Path(ref.file).relative_to(ours).as_posix())
        elif archive.storage:
            ref = None
        yield replace(arrival, ref=ref)


def _arrivals(path: Path, record: BulkRecord) -> Iterator[Arrival]:
    if path.suffix == ".jsonl":
        return _in_list(path, record)
    if path.suffix == ".txt":
        return _read(SavedPage(file=path, url=path.resolve().as_uri()), record)
    raise ImportFileError(f"{path}: no file to import; give .warc, .warc.gz, .txt, or .jsonl (a list of saved pages)")


def _in_list(path: Path, record: BulkRecord) -> Iterator[Arrival]:
    for entry in listed(path):
        if isinstance(entry, Unreadable):
            record.faults.append(entry.why)
        else:
            yield from _read(entry, record)


def _read(saved: SavedPage, record: BulkRecord) -> Iterator[Arrival]:
    page = page_in(saved)
    if isinstance(page, Unreadable):
        record.faults.append(page.why)
    else:
        yield Arrival(page, None, any_topic=saved.any_topic)


def _in_warc(path: Path, record: BulkRecord, place: Place, topical: Sequence[Source]) -> Iterator[Arrival]:
    """The pages of an archive that may be ours; the others are counted and leave no row."""
    for entry in records(path, place.reached, name=str(path.resolve())):
        if isinstance(entry, Damaged):
            record.faults.append(f"{entry.file}, byte {entry.offset}: {entry.why}")
            continue
        if not _is_page(entry):
            place.read(entry.ref.offset + entry.ref.length)
            continue
        if not may_be_ours(entry.body) and not any(same_site(entry.url, source.url) for source in topical):
            record.pass_over("off-topic")
        else:
            place.waiting.append(entry.ref.offset)
            page = Page(entry.url, entry.body, entry.at, HTML, entry.status or 200, entry.headers)
            yield Arrival(page, entry.ref)
        place.read(entry.ref.offset + entry.ref.length)


def _is_page(entry: Archived) -> bool:
    """Whether a record is a page: an answer of 200, or a saved resource, in HTML."""
    answered = entry.kind == "resource" or (entry.kind == "response" and entry.status == 200)
    return answered and _type_of(entry) in PAGE_TYPES


def _type_of(entry: Archived) -> str:
    told = next((value for name, value in entry.headers if name.lower() == "content-type"), HTML)
    return told.partition(";")[0].strip().lower()


def _pages_beside(path: Path) -> dict[str, Page]:
    """The further pages of split articles that the same list holds, by address."""
    if path.suffix != ".jsonl":
        return {}
    pages = ((entry, page_in(entry)) for entry in listed(path) if isinstance(entry, SavedPage) and "page=" in entry.url)
    return {entry.url: replace(page, source=None) for entry, page in pages if isinstance(page, Page)}
