"""Runs every measurement and writes docs/benchmarks.md: `make bench`."""

import platform
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

TARGET = Path(__file__).parents[2] / "docs" / "benchmarks.md"
PARTS = ("text", "dates", "units", "dedup")
HEAD = """# Benchmarks

Written by `make bench` on {day}: Python {python}, {machine}. Other machines give other times; compare the columns, not
the figures alone. Quality is measured on the sets that the project was developed with, where they lie beside the
checkout; a part that needs what is not there says so.
"""


def main() -> None:
    """Runs the parts one after the other; each gives a section of Markdown."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    sections = [HEAD.format(day=today, python=platform.python_version(), machine=platform.machine())]
    for name in PARTS:
        print(f"measuring: {name} …", flush=True)
        sections.append(import_module(f"tests.bench.{name}").report().strip())
    TARGET.write_text("\n\n".join(sections) + "\n", encoding="utf-8")
    print(f"written: {TARGET.name}")


if __name__ == "__main__":
    main()
