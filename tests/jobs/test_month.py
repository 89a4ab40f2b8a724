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
    faults = [fault for site in sites.values() for fault in faults_of(site, told, days)]
    figures = {"visits": sum(map(len, told["visits"].values())), "requests": sum(told["requests"].values())}
    figures |= {"seconds": told["seconds"], "memory": told["memory"], "busiest": max(told["busiest_hour"].values())}
    log.info("%d sites, %d days: %s", count, days, figures)
    assert not faults, "\n".join(faults)
    return told


def faults_of(site: TinySite, told: Any, days: int) -> list[str]:
    visits = [(datetime.fromisoformat(at), state, seen) for at, state, seen in told["visits"][site.slug]]
    faults = false_alarms(site, visits) if site.fate not in STATES else late_verdicts(site, visits)
    posts = sum(at < START + days * DAY for at in site.posts)
    if told["requests"][site.slug] > PER_VISIT * len(visits) + PER_POST * posts:
        faults.append(f"{site.slug} ({site.fate}): {told['requests'][site.slug]} requests in {len(visits)} visits")
    if told["busiest_hour"][site.slug] > MOST_IN_AN_HOUR:
        faults.append(f"{site.slug} ({site.fate}): {told['busiest_hour'][site.slug]} requests in an hour")
    return faults


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
