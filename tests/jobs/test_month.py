"""The scheduler over weeks in minutes: every state is told in time, quiet sites raise no alarm, memory stays flat."""

import json
import logging
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.monitor.health import NEEDS_A_PERSON
from tests.jobs.month import SEED
from tests.jobs.sites import DAY, START, STATES, TinySite, generated
from tests.support.command import clean

log = logging.getLogger(__name__)
Visits = list[tuple[datetime, str, str]]
PER_VISIT = 6  # robots.txt, feed, home page, and what is asked again after a failure
PER_POST = 4  # the page, two later looks, and one that failed
MOST_IN_AN_HOUR = 1_800  # a request each two seconds


@pytest.mark.timeout(240)
def test_a_week_of_one_site_of_each_fate(tmp_path: Path) -> None:
    judge(tmp_path, count=len(STATES) + 2, days=8)


@pytest.mark.soak
@pytest.mark.timeout(5400)
def test_a_month_of_two_hundred_sites(tmp_path: Path) -> None:
    told = judge(tmp_path, count=200, days=30)
    settled, last = told["memory"][10], told["memory"][-1]
    assert last - settled < 0.1 * settled, told["memory"]


def judge(folder: Path, count: int, days: int) -> Any:
    """Lets the scheduler run through the days, and looks at each site."""
    command = [sys.executable, "-m", "tests.jobs.month", str(count), str(days), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=clean(None))
    assert done.returncode == 0, done.stderr[-3000:]
    told, sites = json.loads(done.stdout), generated(count, days, SEED)
    log.info("%d sites, %d days: %s", count, days, figures_of(told, sites))
    faults = [fault for site in sites.values() for fault in faults_of(site, told, days)]
    assert not faults, "\n".join(faults)
    return told


def figures_of(told: Any, sites: dict[str, TinySite]) -> dict[str, Any]:
    """What a person wants to know of the whole; `hours` are from when a fate can be known to when it is told."""
    hours: dict[str, list[float]] = {}
    for site in sites.values():
        right = [
            at for at, state, _ in visits_of(site, told) if at >= site.turn and state == STATES.get(site.fate or "")
        ]
        if right:
            hours.setdefault(site.fate or "", []).append((right[0] - site.knowable).total_seconds() / 3600)
    return {
        "visits": sum(map(len, told["visits"].values())),
        "requests": sum(told["requests"].values()),
        "digests": len(told["alerts"]),
        "lines": sum(message.count("\n") + 1 for message in told["alerts"]),
        "hours": {fate: f"{min(each):.0f} to {max(each):.0f}" for fate, each in hours.items()},
        "busiest": max(told["busiest_hour"].values()),
        **{name: told[name] for name in ("seconds", "processor", "memory")},
    }


def visits_of(site: TinySite, told: Any) -> Visits:
    return [(datetime.fromisoformat(at), state, seen) for at, state, seen in told["visits"][site.slug]]


def faults_of(site: TinySite, told: Any, days: int) -> list[str]:
    visits = visits_of(site, told)
    faults = false_alarms(site, visits) if site.fate not in STATES else late_verdicts(site, visits)
    posts = sum(at < START + days * DAY for at in site.posts)
    if told["requests"][site.slug] > PER_VISIT * len(visits) + PER_POST * posts:
        faults.append(f"{site.slug} ({site.fate}): {told['requests'][site.slug]} requests in {len(visits)} visits")
    if told["busiest_hour"][site.slug] > MOST_IN_AN_HOUR:
        faults.append(f"{site.slug} ({site.fate}): {told['busiest_hour'][site.slug]} requests in an hour")
    return [*faults, *wrong_alerts(site, told["alerts"])]


def wrong_alerts(site: TinySite, digests: list[str]) -> list[str]:
    """One line in one digest for a site in trouble, none for another one."""
    lines = [line for digest in digests for line in digest.splitlines() if line.startswith(f"{site.slug}:")]
    state = STATES.get(site.fate or "")
    if [line.split()[1] for line in lines] == ([state] if state else []):
        return []
    return [f"{site.slug} ({site.fate}): alerts {lines}"]


def false_alarms(site: TinySite, visits: Visits) -> list[str]:
    return [f"{site.slug} ({site.fate}): {at} {state}: {seen}" for at, state, seen in visits if state in NEEDS_A_PERSON]


def late_verdicts(site: TinySite, visits: Visits) -> list[str]:
    """No alarm before the fate; from the second visit after it can be known on, the right state, to the end."""
    early = false_alarms(site, [visit for visit in visits if visit[0] < site.turn])
    after = [visit for visit in visits if visit[0] >= site.knowable][1:]
    wrong = [visit for visit in after if visit[1] != STATES[site.fate or ""]]
    if site.fate == "moved":
        wrong += [visit for visit in after if site.new_host not in visit[2]]
    turned = f"turned {site.turn:%d %H:%M}, knowable {site.knowable:%d %H:%M}"
    return [
        *early,
        *(f"{site.slug} ({site.fate}, {turned}): {at:%d %H:%M} {state}: {seen}" for at, state, seen in wrong),
    ]
