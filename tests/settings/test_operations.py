"""docs/operations.md and its compose file say what the program knows."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler import cli
from crawler.config import PREFIX, Settings

DOCS = Path(__file__).parents[2] / "docs"
COMPOSE: dict[str, Any] = yaml.safe_load((DOCS / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
TOLD = re.findall(r"`(lapaswire [^`]+)`", (DOCS / "operations.md").read_text(encoding="utf-8"))
INDENTED = re.findall(
    r"^    (?:ExecStart=\S*/)?(lapaswire [^#\n]+)", (DOCS / "operations.md").read_text(), re.MULTILINE
)
PLACES = {"SLUG…": "slug", "SLUG": "slug", "FILE…": "file.warc.gz", "NAME…": "name", "OUT": "out", "…": "x"}


def understood(line: str) -> None:
    """Parses a command line as the program would, without running it. Raises what the command line raises."""
    program, name, *arguments = shlex.split(line)
    assert program == cli.PROGRAM
    assert name in cli.COMMANDS, line
    command = cli._loaded(name)
    words = [PLACES.get(word, word) for word in arguments]
    while subcommand := getattr(command, "commands", {}).get(words[0] if words else None):
        command, words = subcommand, words[1:]
    command.make_context(name, words)


@pytest.mark.parametrize("name", [name for name, service in SERVICES.items() if "command" in service])
def test_services_run_commands_of_ours(name: str) -> None:
    understood(SERVICES[name]["command"])


def test_services_are_configured_with_settings_of_ours() -> None:
    keys = {key for service in SERVICES.values() for key in service["environment"] if key.startswith(PREFIX)}
    assert keys
    assert {key.removeprefix(PREFIX).lower() for key in keys} <= set(Settings.model_fields)


def test_the_compose_file_hangs_together() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) <= set(SERVICES)
        named = [volume.partition(":")[0] for volume in service["volumes"]]
        assert {name for name in named if not name.startswith((".", "/"))} <= set(COMPOSE["volumes"])


@pytest.mark.parametrize(
    "line", sorted({*TOLD, *(part.strip() for each in INDENTED for part in each.split("  "))} - {""})
)
def test_commands_that_the_page_tells_are_commands(line: str) -> None:
    understood(line)
