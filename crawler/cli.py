"""The console command `lapaswire`: a table of commands, each a module that is loaded when it is called."""

import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from pipelines.errors import LapaswireError

COMMANDS = {
    "demo": "crawl a bundled world of sites on loopback and show its records",
    "crawl": "crawl sources into the database",
    "add": "look at a site, draft its source file, and try it",
    "check": "try sources without storing, and compare with their expectations",
    "url": "fetch single pages now and store what they tell",
    "normalize": "one saved page in, its article as JSON out",
    "explain": "show a page's text with what was removed, and by which rule",
    "dates": "text in, its dates with proof out",
    "reprocess": "run the pipeline again over the archive",
    "import": "run the pipeline over WARC files, texts and lists of saved pages",
    "export": "write releases as jsonl, csv or parquet, whole or what changed",
    "diff": "show the copies of a release side by side",
    "split": "take an appearance out of a release, or a release out of an event",
    "merge": "join two releases or two events",
    "forget": "take a page or a release down, for good",
    "status": "the health of the sources",
    "coverage": "which units were written about, and which never",
    "browse": "the records as web pages",
    "schedule": "crawl what is due, again and again",
    "worker": "take jobs from the queue on PostgreSQL",
    "gazetteer": "check the gazetteer, and list units it does not know",
    "archive": "bring what waits here to the shared storage, and name missing files",
    "db": "upgrade, check and measure the database",
    "config": "show the settings that hold, and where each comes from",
    "alerts": "test the alert channels",
}
PROGRAM = "lapaswire"


class LazyGroup(TyperGroup):
    """Finds a command in `crawler.commands` by its name, and loads it only when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """What `--help` tells of the command `cmd_name`, or None."""
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called, loaded from its module."""
        if args and args[0] in COMMANDS:
            return args[0], _loaded(args[0]), args[1:]
        return super().resolve_command(ctx, args)


def _loaded(name: str) -> Any:
    module = import_module(f"crawler.commands.{name if name != 'import' else 'import_'}")
    group = getattr(module, "app", None)
    if group is None:
        group = typer.Typer(add_completion=False)
        group.command(name=name)(module.run)
    command = typer.main.get_command(group)
    command.name = name
    return command


app = typer.Typer(
    cls=LazyGroup, name=PROGRAM, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False
)


@app.callback()
def program() -> None:
    """Indonesian news about prisons and police together: crawled, cleaned, dated, linked, deduplicated."""


def main() -> None:
    """Runs the command line; exits 0 done, 1 done with failures, 2 wrong use, 75 busy."""
    try:
        app(prog_name=PROGRAM)
    except LapaswireError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
