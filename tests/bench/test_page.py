"""The page of the benchmarks is written part by part, and a part that fails costs no other its section."""

from pathlib import Path
from types import SimpleNamespace

import pytest

import tests.bench.__main__ as bench


def failing() -> str:
    raise RuntimeError("no server")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    parts = {
        "tests.bench.dates": SimpleNamespace(report=lambda: "## Dates\n\n| 1 ms |"),
        "tests.bench.units": SimpleNamespace(report=lambda: "## Units\n\n| 2 ms |\n"),
        "tests.bench.dedup": SimpleNamespace(report=failing),
    }
    monkeypatch.setattr(bench, "import_module", parts.__getitem__)
    return tmp_path / "benchmarks.md"


def test_sections_keep_their_order_whatever_was_measured_first(page: Path) -> None:
    assert bench.measured("units", page)
    assert bench.measured("dates", page)
    text = page.read_text()
    assert text.startswith("# Benchmarks")
    assert text.index("| 1 ms |") < text.index("| 2 ms |")
    assert text.count("*Measured on ") == 2


def test_a_part_measured_again_takes_the_place_of_its_section(page: Path) -> None:
    bench.measured("dates", page)
    before = page.read_text()
    bench.measured("dates", page)
    assert page.read_text() == before


def test_a_part_that_fails_leaves_the_page_as_it_was(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench.put(page, "dedup", "## Deduplication\n\nas before")
    bench.measured("units", page)
    before = page.read_text()
    assert not bench.measured("dedup", page)
    assert page.read_text() == before
    assert "no server" in capsys.readouterr().err


def test_an_unknown_part_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["text", "speed"]) == 2
    assert "unknown part: speed" in capsys.readouterr().err
