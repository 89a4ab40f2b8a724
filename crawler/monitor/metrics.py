"""Prometheus metrics of the long-running commands, on loopback."""

from collections import Counter as Tally
from collections.abc import Callable, Mapping

from crawler.monitor.health import Health
from crawler.monitor.records import RunRecord
from pipelines.errors import LapaswireError

ADDRESS = "127.0.0.1"
COUNTED = ("found", "fetched", "unchanged", "accepted", "new", "joined", "edited", "gone", "bytes")
Tell = Callable[[RunRecord, Mapping[str, Health]], None]


def open_metrics(port: int | None) -> Tell:
    """Serves `/metrics` on `port` where one is given; gives what to call after each run, with the health of sources."""
    if port is None:
        return lambda run, health: None
    try:
        from prometheus_client import CollectorRegistry, Counter, Gauge, start_http_server
    except ImportError as error:
        raise LapaswireError('Metrics need the extra "metrics": pip install "lapaswire[metrics]"') from error
    registry = CollectorRegistry()
    pages = Counter("lapaswire_pages", "What became of links and pages", ["source", "what"], registry=registry)
    runs = Counter("lapaswire_runs", "Finished crawls", ["source"], registry=registry)
    seconds = Counter("lapaswire_run_seconds", "Seconds spent on crawls", ["source"], registry=registry)
    states = Gauge("lapaswire_sources", "Sources by state", ["state"], registry=registry)

    known: dict[str, str] = {}

    def tell(run: RunRecord, health: Mapping[str, Health]) -> None:
        counts = {name: getattr(run, name) for name in COUNTED}
        counts |= {f"rejected {reason}": count for reason, count in run.rejected.items()}
        counts |= {f"failed {reason}": count for reason, count in run.failed.items()}
        for what, count in counts.items():
            pages.labels(run.slug, what).inc(count)
        runs.labels(run.slug).inc()
        seconds.labels(run.slug).inc(run.seconds)
        known.update({slug: each.state for slug, each in health.items()})
        states.clear()
        for state, count in Tally(known.values()).items():
            states.labels(state).set(count)

    start_http_server(port, ADDRESS, registry)
    return tell
