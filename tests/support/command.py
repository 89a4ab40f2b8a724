"""Runs the console command as a user would: in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAMS = Path(sys.executable).parent
SECONDS = 110


@dataclass(frozen=True, slots=True)
class Done:
    """A finished command."""

    exit_code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def json_lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines() if line.strip()]


def lapaswire(*arguments: object, environment: Mapping[str, str] | None = None, cwd: Path | None = None) -> Done:
    """The answer of `lapaswire ARGUMENTS`, with the settings of `environment` alone."""
    return run("lapaswire", *arguments, environment=environment, cwd=cwd)


def run(*command: object, environment: Mapping[str, str] | None = None, cwd: Path | None = None) -> Done:
    """The answer of a program of this Python environment."""
    program, *arguments = map(str, command)
    done = subprocess.run(
        [PROGRAMS / program, *arguments],
        env=clean(environment),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def start(*arguments: object, environment: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
    """The command, started and left running; it leads a process group of its own."""
    return subprocess.Popen(
        [PROGRAMS / "lapaswire", *map(str, arguments)],
        env=clean(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def clean(environment: Mapping[str, str] | None) -> dict[str, str]:
    """This process's environment without settings of the program, and with the given ones."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LAPASWIRE_")}
    return kept | dict(environment or {})
