"""When a source is due again: its cadence, bent by how often it publishes and how it answers. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import xxhash

from crawler.monitor.records import RunRecord

FASTER, SLOWER = 0.7, 1.5
QUICKEST, SLOWEST = 0.5, 4.0
LONGEST_BACK_OFF = timedelta(days=2)
SPREAD = 0.1


@dataclass(frozen=True, slots=True)
class Due:
    """How long to wait after this run, and the instant that the source is due again."""

    interval: timedelta
    at: datetime


def next_due(
    cadence: timedelta,
    interval: timedelta | None,
    run: RunRecord,
    failures_in_a_row: int,
    not_before: datetime | None,
) -> Due:
    """The next start after `run`.

    New links shorten the interval, runs without any lengthen it, between half and four times the cadence. A run
    without an answer is followed by another one after half the cadence, so that bad luck soon shows as such; each
    further one doubles the wait, up to two days. `not_before` of the site is the least that is waited. A source's own
    small spread keeps sources of one cadence from starting together.
    """
    now = run.finished_at or run.started_at
    if run.asked and not run.answered and not run.unchanged:
        wait = min(cadence * QUICKEST * 2 ** min(max(failures_in_a_row - 1, 0), 10), max(LONGEST_BACK_OFF, cadence))
        kept = interval or cadence
    else:
        factor = FASTER if run.fresh else SLOWER
        wait = kept = min(max((interval or cadence) * factor, cadence * QUICKEST), cadence * SLOWEST)
    return Due(kept, max(now + _spread(run.slug, wait), not_before or now))


def _spread(slug: str, wait: timedelta) -> timedelta:
    share = xxhash.xxh3_64_intdigest(slug.encode()) / 2**64
    return wait * (1 + SPREAD * share)
