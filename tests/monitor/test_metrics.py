"""What Prometheus reads: counts of runs, the states of sources, and the process itself."""

import socket
from collections import Counter
from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

import pytest

from crawler.monitor.health import Health
from crawler.monitor.metrics import open_metrics
from crawler.monitor.records import RunRecord
from pipelines.errors import LapaswireError

NOW = datetime(2025, 3, 1, tzinfo=UTC)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_runs_add_up_and_states_follow_the_newest() -> None:
    port = free_port()
    tell = open_metrics(port)
    tell(None, {"satu": Health("fine", NOW, ""), "dua": Health("silent", NOW, "")})
    run = RunRecord("satu", NOW, NOW + timedelta(seconds=3), fetched=4, bytes=900, failed=Counter({"time": 2}))
    for state in ("fine", "broken"):
        tell(run, {"satu": Health(state, NOW, "")})
    with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        told = answer.read().decode().splitlines()
    for line in (
        'lapaswire_pages_total{source="satu",what="fetched"} 8.0',
        'lapaswire_pages_total{source="satu",what="failed time"} 4.0',
        'lapaswire_received_bytes_total{source="satu"} 1800.0',
        'lapaswire_runs_total{source="satu"} 2.0',
        'lapaswire_run_seconds_total{source="satu"} 6.0',
        'lapaswire_sources{state="broken"} 1.0',
        'lapaswire_sources{state="silent"} 1.0',
    ):
        assert line in told
    assert not any('state="fine"' in line for line in told)
    assert any(line.startswith("process_resident_memory_bytes ") for line in told)


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(LapaswireError, match=f"metrics_port {taken.getsockname()[1]}"):
            open_metrics(taken.getsockname()[1])


def test_without_a_port_nothing_is_served() -> None:
    open_metrics(None)(None, {})
