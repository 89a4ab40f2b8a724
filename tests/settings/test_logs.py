"""Log lines: readable or JSON, each page at debug, and no passwords."""

import json
import logging

import pytest

from crawler.logs import LINE, JsonLines, PlainLines


@pytest.mark.parametrize("formatter", [JsonLines(), PlainLines(LINE)])
def test_passwords_in_addresses_are_masked(formatter: logging.Formatter) -> None:
    told = "cannot reach postgresql://wire:geheim@db.contoh.test/wire and tgram://bot:token@chat"
    line = formatter.format(logging.LogRecord("crawler", logging.ERROR, "", 0, told, None, None))
    assert "postgresql://wire:***@db.contoh.test/wire" in line
    assert "geheim" not in line
    assert "token" not in line


def test_a_json_line_holds_what_was_said() -> None:
    record = logging.LogRecord("crawler.jobs", logging.INFO, "", 0, "%s: %d new", ("situs", 3), None)
    told = json.loads(JsonLines().format(record))
    assert (told["level"], told["logger"], told["message"]) == ("INFO", "crawler.jobs", "situs: 3 new")
