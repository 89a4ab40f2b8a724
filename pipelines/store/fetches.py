"""The newest fetch of each address: validators for the next one, and where its body lies in the archive."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pipelines.records import ArchiveRef
from pipelines.store.models import FetchRow


@dataclass(frozen=True, slots=True)
class Fetch:
    """One answered request; `digest` is that of the body, `ref` its place in the archive."""

    url: str
    fetched_at: datetime
    status: int
    etag: str | None = None
    last_modified: str | None = None
    ref: ArchiveRef | None = None
    digest: str | None = None


def last_fetch(session: Session, url: str) -> Fetch | None:
    """The newest fetch of an address, or None."""
    row = session.get(FetchRow, url)
    if row is None:
        return None
    ref = ArchiveRef(row.file, row.offset or 0, row.length or 0, row.digest or "") if row.file else None
    return Fetch(row.url, row.fetched_at, row.status, row.etag, row.last_modified, ref, row.digest)


def save_fetch(session: Session, fetch: Fetch) -> None:
    """Keeps the fetch in place of the former one of its address."""
    ref = fetch.ref
    session.merge(
        FetchRow(
            url=fetch.url,
            fetched_at=fetch.fetched_at,
            status=fetch.status,
            etag=fetch.etag,
            last_modified=fetch.last_modified,
            file=ref.file if ref else None,
            offset=ref.offset if ref else None,
            length=ref.length if ref else None,
            digest=fetch.digest or (ref.digest if ref else None),
        )
    )
    session.flush()
