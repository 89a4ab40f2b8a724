"""Runs a script with other people's packages in a throw-away environment, so that none of them touches ours."""

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

LONGEST = 300
"""Seconds for installing, and for running."""


class CannotRunError(Exception):
    """The packages could not be installed, or the script failed; the message says which and why."""


def answers(packages: str, script: str, lines: Iterable[str]) -> list[str]:
    """The lines that the script prints when it is given these. Raises CannotRunError."""
    with tempfile.TemporaryDirectory() as folder:
        python = str(Path(folder, "bin", "python"))
        uv = [sys.executable, "-m", "uv", "--quiet"]
        _run([*uv, "venv", "--python", sys.executable, folder])
        _run([*uv, "pip", "install", "--python", python, *packages.split()])
        return _run([python, "-c", script], "\n".join(lines)).splitlines()


def _run(command: list[str], told: str | None = None) -> str:
    try:
        done = subprocess.run(command, input=told, capture_output=True, text=True, check=True, timeout=LONGEST)
    except subprocess.CalledProcessError as error:
        last = error.stderr.strip().splitlines()[-1:] or ["no message"]
        raise CannotRunError(f"{command[0]} failed: {last[0][:200]}") from error
    except (subprocess.TimeoutExpired, OSError) as error:
        raise CannotRunError(f"{type(error).__name__} after at most {LONGEST} s") from error
    return done.stdout
