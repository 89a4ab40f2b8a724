"""How much one place of `schedule` or `worker` costs, on many sites on loopback with pages of about 100 KB.

`python -m tests.jobs.sizing SITES` prints one JSON object: first visits in one process, second visits, and visits in
processes of their own, as a worker starts them.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

from tests.jobs.month import environment
from tests.jobs.sites import FEED, generated, serving, write_sources
from tests.support.command import PROGRAMS, clean

APART = 4
PADDING = 100_000  # bytes of markup around each article
BETWEEN_LOOKS = 0.25


def main(count: int) -> None:
    sites = generated(count, 1, 8)
    for site in sites.values():
        site.fate, site.padding = None, PADDING
    with TemporaryDirectory() as folder, serving(sites, []) as port:
        write_sources(sites, Path(folder) / "sources")
        settings = environment(sites, port, Path(folder))
        slugs = [site.slug for site in sites.values()]
        first = measured(settings, *slugs)
        second = measured(settings, *slugs)
        apart = [measured(settings, slug) for slug in slugs[:APART]]
    told = {
        "sites": count,
        "pages": count * FEED,
        "first visits": first | per(first, count * FEED, "page"),
        "second visits": second | per(second, count, "visit"),
        "visits apart": {name: round(sum(each[name] for each in apart) / APART, 2) for name in apart[0]},
    }
    sys.stdout.write(json.dumps(told, indent=2) + "\n")


def per(figures: dict[str, float], count: int, what: str) -> dict[str, float]:
    return {
        f"{what}s a second": round(count / figures["seconds"], 1),
        f"processor ms a {what}": round(1000 * figures["processor"] / count, 1),
    }


def measured(settings: dict[str, str], *slugs: str) -> dict[str, float]:
    """Seconds, processor seconds and the most memory (MB, shared pages counted once) of one `lapaswire crawl`."""
    before, began = os.times(), time.monotonic()
    crawl = subprocess.Popen(
        [PROGRAMS / "lapaswire", "crawl", *slugs], env=clean(settings), stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    memory, ended = list[float](), Event()
    watcher = Thread(target=watch, args=(crawl.pid, memory, ended), daemon=True)
    watcher.start()
    _, told = crawl.communicate()
    ended.set()
    watcher.join()
    assert crawl.returncode == 0, told[-2000:]
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return {"seconds": round(time.monotonic() - began, 1), "processor": round(used, 1), "memory": max(memory)}


def watch(group: int, memory: list[float], ended: Event) -> None:
    """Notes the memory of a process group (MB) until the event."""
    while not ended.wait(BETWEEN_LOOKS):
        memory.append(round(sum(map(proportional, members(group))) / 1024))


def members(group: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[2]) == group:
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def proportional(process: int) -> int:
    """The memory of a process in KB, its part of what it shares."""
    try:
        lines: Any = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
