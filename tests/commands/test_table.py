"""The table of commands: every one loads, says what it does, and explains each of its options."""

from pathlib import Path
from typing import Any

import pytest

from crawler import cli
from tests.support.command import lapaswire

README = Path(__file__).parents[2] / "README.md"


def leaves(command: Any) -> list[Any]:
    return [leaf for each in getattr(command, "commands", {}).values() for leaf in leaves(each)] or [command]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_loads_and_explains_its_options(name: str) -> None:
    for leaf in leaves(cli._loaded(name)):
        assert leaf.help
        for parameter in leaf.params:
            assert parameter.name == "help" or parameter.help, (name, leaf.name, parameter.name)


def test_the_readme_tells_every_command() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in cli.COMMANDS if f"lapaswire {name}" not in text] == []


def test_an_unknown_command_is_wrong_use() -> None:
    done = lapaswire("kumpulkan")
    assert done.exit_code == 2
    assert "kumpulkan" in done.err
