"""What people see: one console for answers (standard output) and one for news on the way (standard error)."""

import sys
from typing import NoReturn

import typer
from rich.console import Console

WRONG_USE = 2
DONE_WITH_FAILURES = 1


def console() -> Console:
    """Where answers go."""
    return Console(soft_wrap=not sys.stdout.isatty(), highlight=False)


def news() -> Console:
    """Where progress, warnings and errors go."""
    return Console(stderr=True, soft_wrap=not sys.stderr.isatty(), highlight=False)


def fail(message: str, exit_code: int = WRONG_USE) -> NoReturn:
    """Tells what is wrong and what to do, and ends the command."""
    news().print(message, style="red", markup=False)
    raise typer.Exit(exit_code)
