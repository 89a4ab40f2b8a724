"""Prometheus metrics of the long-running commands, on loopback."""

from collections import Counter as Tally
from collections.abc import Callable, Mapping
from typing import Any

from crawler.monitor.health import Health
from crawler.monitor.records import RunRecord
from pipelines.errors import LapaswireError

ADDRESS = "127.0.0.1"
COUNTED = ("found", "fetched", "unchanged", "accepted", "new", "joined", "edited", "gone")
Tell = Callable[[RunRecord | None, Mapping[str, Health]], None]


def open_metrics(port: int | None) -> Tell:
    """Serves `/metrics` on `port` if given; gives what to call with finished runs and the states of sources."""
    if port is None:
        return lambda run, health: None
    try:
        from prometheus_client import CollectorRegistry, Gauge, ProcessCollector, start_http_server
    except ImportError as error:
        raise LapaswireError('Metrics need the extra "metrics": pip install "lapaswire[metrics]"') from error
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    count = _counters(registry)
    states = Gauge("lapaswire_sources", "Sources by state", ["state"], registry=registry)
    known: dict[str, str] = {}

    def tell(run: RunRecord | None, health: Mapping[str, Health]) -> None:
        if run:
            count(run)
        known.update({slug: each.state for slug, each in health.items()})
        states.clear()
        for state, number in Tally(known.values()).items():
            states.labels(state).set(number)

    try:
        start_http_server(port, ADDRESS, registry)
    except OSError as error:
        raise LapaswireError(f"metrics_port {port}: {error.strerror}") from error
    return tell


def _counters(registry: Any) -> Callable[[RunRecord], None]:
    """What adds a finished run to the counters."""
    from prometheus_client import Counter, Gauge

    pages = Counter("lapaswire_pages", "What became of links and pages", ["source", "what"], registry=registry)
    received = Counter("lapaswire_received_bytes", "Bytes from the network", ["source"], registry=registry)
    runs = Counter("lapaswire_runs", "Finished crawls", ["source"], registry=registry)
    seconds = Counter("lapaswire_run_seconds", "Seconds spent on crawls", ["source"], registry=registry)
    last = Gauge("lapaswire_last_run_timestamp_seconds", "End of the last crawl", ["source"], registry=registry)

    def count(run: RunRecord) -> None:
        counts = {name: getattr(run, name) for name in COUNTED}
        counts |= {f"rejected {reason}": number for reason, number in run.rejected.items()}
        counts |= {f"failed {reason}": number for reason, number in run.failed.items()}
        for what, number in counts.items():
            pages.labels(run.slug, what).inc(number)
        received.labels(run.slug).inc(run.bytes)
        runs.labels(run.slug).inc()
        seconds.labels(run.slug).inc(run.seconds)
        last.labels(run.slug).set((run.finished_at or run.started_at).timestamp())

    return count
