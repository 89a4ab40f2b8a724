"""Measures part by part and writes docs/benchmarks.md: `make bench`, or `python -m tests.bench PART…` for some parts.

Each part gives a section of Markdown. A section is written as soon as it is there; a part that fails leaves the one
that stood in its place.
"""

import platform
import re
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from time import perf_counter

TARGET = Path(__file__).parents[2] / "docs" / "benchmarks.md"
PARTS = ("text", "dates", "units", "crawl", "dedup", "million")
LONG = ("million",)
"""Parts that are measured only when they are asked for."""
HEAD = """# Benchmarks

Written by `make bench`, part by part; each says when it was measured. Other machines, and other work on the same
machine, give other times: compare the rows of one table. Quality is measured on the sets that the project was
developed with, where they lie beside the checkout; a part that needs what is not there says so.
"""
SECTION = re.compile(r"<!-- part: (\w+) -->\n(.*?)(?=\n<!-- part: |\Z)", re.DOTALL)


def main(asked: Sequence[str]) -> int:
    """Runs the parts asked for, or all but the long ones; 1 when one of them failed, 2 for an unknown one."""
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        print(f"unknown part: {', '.join(unknown)} (there are: {', '.join(PARTS)})", file=sys.stderr)
        return 2
    wanted = asked or [name for name in PARTS if name not in LONG]
    done = [measured(name, TARGET) for name in PARTS if name in wanted]
    return 0 if all(done) else 1


def measured(name: str, target: Path) -> bool:
    """Runs one part and puts its section into the page; False when it failed, which is told."""
    print(f"measuring: {name} …", flush=True)
    begun = perf_counter()
    try:
        section = str(import_module(f"tests.bench.{name}").report())
    except Exception:
        traceback.print_exc()
        print(f"  {name} failed; its section stays as it was", flush=True)
        return False
    put(target, name, f"{section.strip()}\n\n{_circumstances()}\n")
    print(f"  {name}: {perf_counter() - begun:.0f} s", flush=True)
    return True


def put(target: Path, name: str, section: str) -> None:
    """Writes the section of a part into the page, beside those of the others."""
    page = target.read_text(encoding="utf-8") if target.is_file() else ""
    sections = dict(SECTION.findall(page)) | {name: section}
    parts = (f"<!-- part: {part} -->\n{sections[part].strip()}\n" for part in PARTS if part in sections)
    target.write_text("\n".join((HEAD, *parts)), encoding="utf-8")


def _circumstances() -> str:
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    return f"*Measured on {day} with Python {platform.python_version()} on {platform.machine()}.*"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
