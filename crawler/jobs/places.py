"""How far the import of a large file has come, so that a broken one goes on from there."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Engine

from pipelines.store.engine import reading, write
from pipelines.store.runs import broken_off, finish_run, note_counts, start_run

COMMAND = "import"
SECONDS_BETWEEN_NOTES = 2.0


@dataclass(slots=True)
class Place:
    """A place in a file: the byte up to which it was read, and where the pages begin whose outcome is not stored."""

    engine: Engine
    run_id: int
    file: dict[str, Any]
    reached: int = 0
    waiting: deque[int] = field(default_factory=deque)
    noted_at: float = 0.0

    @property
    def safe(self) -> int:
        """The byte before which everything is stored."""
        return self.waiting[0] if self.waiting else self.reached

    def read(self, end: int) -> None:
        """All before byte `end` was read; noted in the database now and then."""
        self.reached = end
        if monotonic() - self.noted_at > SECONDS_BETWEEN_NOTES:
            counts = {**self.file, "offset": self.safe}
            write(self.engine, lambda session: note_counts(session, self.run_id, counts))
            self.noted_at = monotonic()


@contextmanager
def place_in(engine: Engine, path: Path) -> Iterator[Place]:
    """The place where the last import of this file broke off, else its beginning; the run is done with the block."""
    file = {"file": str(path.resolve()), "size": path.stat().st_size}
    with reading(engine) as session:
        former = [run for run in broken_off(session, COMMAND) if run.counts.items() >= file.items()]
    start = former[0].counts["offset"] if former else 0
    run_id = former[0].id if former else write(engine, lambda session: start_run(session, COMMAND))
    place = Place(engine, run_id, file, start)
    yield place
    write(engine, lambda session: finish_run(session, run_id, {**file, "offset": place.reached}))
