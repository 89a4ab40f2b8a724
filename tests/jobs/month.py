"""The scheduler over generated sites, with a clock that leaps from one due source to the next; tells what it saw.

`python -m tests.jobs.month SITES DAYS FOLDER` prints one JSON object.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from tests.jobs.sites import ADDRESS, DAY, NOBODY, START, TinySite, generated, serving, write_sources

LEAST_LEAP = timedelta(minutes=20)
SLOWED_DOWN = 0.05  # seconds between requests to a site that complained: real ones, the clock does not leap over them
SEED = 8


@dataclass
class Diary:
    """What was told of each source after each visit, and the memory of the process day by day (MB)."""

    visits: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    memory: list[float] = field(default_factory=list)

    def note_memory(self, now: datetime) -> None:
        if (now - START) / DAY >= len(self.memory):
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            self.memory.append(round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1))


def main(count: int, days: int, folder: Path) -> None:
    sites, diary, alerts, began = generated(count, days, SEED), Diary(), list[str](), time.monotonic()
    write_sources(sites, folder / "sources")
    with serving(sites, alerts) as port:
        os.environ |= environment(sites, port, folder)
        with time_machine.travel(START, tick=True) as clock:
            simulate(sites, diary, clock, START + days * DAY)
    told = {
        "seconds": round(time.monotonic() - began),
        "memory": diary.memory,
        "visits": diary.visits,
        "alerts": alerts,
        "processor": round(time.process_time()),
        "requests": {site.slug: site.requests for site in sites.values()},
        "busiest_hour": {site.slug: site.busiest_hour for site in sites.values()},
    }
    sys.stdout.write(json.dumps(told))


def environment(sites: dict[str, TinySite], port: int, folder: Path) -> dict[str, str]:
    hosts = [host for site in sites.values() for host in (site.host, site.new_host)]
    return {
        "LAPASWIRE_DATA_DIR": str(folder / "data"),
        "LAPASWIRE_SOURCES_DIR": str(folder / "sources"),
        "LAPASWIRE_BUNDLED_SOURCES": "false",
        "LAPASWIRE_RESOLVE": json.dumps(dict.fromkeys(hosts, f"{ADDRESS}:{port}")),
        "LAPASWIRE_ALLOW_ADDRESSES": json.dumps([f"{ADDRESS}/32"]),
        "LAPASWIRE_CONCURRENT_PER_ADDRESS": "64",
        "LAPASWIRE_CONCURRENT_SOURCES": "16",
        "LAPASWIRE_DELAY": "0",
        "LAPASWIRE_ALERTS": json.dumps([f"json://{ADDRESS}:{port}/alerts"]),
    }


def simulate(sites: dict[str, TinySite], diary: Diary, clock: time_machine.Traveller, end: datetime) -> None:
    from crawler.config import settings
    from crawler.followed import followed_sources
    from crawler.jobs.run import in_reactor
    from crawler.jobs.schedule import Schedule, start_due, tell_of_ended
    from crawler.jobs.tools import open_tools
    from crawler.monitor.health import Health
    from crawler.monitor.records import RunRecord
    from crawler.safety import pace
    from pipelines.store.sources import source_states

    def tell(record: RunRecord | None, health: Mapping[str, Health]) -> None:
        if record is None:
            return
        told = health[record.slug]
        diary.visits.setdefault(record.slug, []).append((record.started_at.isoformat(), told.state, told.seen))

    async def next_due() -> datetime:
        states = await schedule.tools.store_aside(lambda session: list(source_states(session)))
        return min(datetime.fromisoformat(state.cadence["due_at"]) for state in states)

    async def month(process: object) -> None:
        while (now := datetime.now(UTC)) < end:
            turn_fates(sites, now)
            diary.note_memory(now)
            await start_due(process, schedule)  # type: ignore[arg-type]
            if schedule.running:
                await asyncio.wait(schedule.running.values(), return_when=asyncio.FIRST_COMPLETED)
                continue
            await tell_of_ended(schedule)
            clock.move_to(max(await next_due(), datetime.now(UTC) + LEAST_LEAP))

    pace.LEAST_SLOW_DELAY = pace.MOST_SLOW_DELAY = SLOWED_DOWN
    with open_tools(settings()) as tools:
        sources = followed_sources(settings())
        schedule = Schedule(tools, lambda: sources, tell)
        in_reactor(month)


def turn_fates(sites: dict[str, TinySite], now: datetime) -> None:
    """What the server cannot do by itself: names that are forgotten, and machines that are gone."""
    from twisted.internet import reactor

    table = reactor.nameResolver.table
    for site in sites.values():
        if now >= site.turn and site.fate == "dns":
            table[site.host] = None
        if now >= site.turn and site.fate == "refused":
            table[site.host] = NOBODY


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
