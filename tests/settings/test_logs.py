"""Log lines: readable or JSON, each page at debug, and no passwords."""

import json
import logging
from pathlib import Path

import pytest

from crawler.logs import LINE, JsonLines, Masked, PlainLines, secrets_in
from tests.support.command import run


@pytest.mark.parametrize("formatter", [JsonLines(), PlainLines(LINE)])
def test_passwords_in_addresses_are_masked(formatter: logging.Formatter) -> None:
    told = "cannot reach postgresql://wire:geheim@db.contoh.test/wire and tgram://bot:token@chat"
    line = formatter.format(logging.LogRecord("crawler", logging.ERROR, "", 0, told, None, None))
    assert "postgresql://wire:***@db.contoh.test/wire" in line
    assert "geheim" not in line
    assert "token" not in line


@pytest.mark.parametrize("formatter", [JsonLines, PlainLines])
def test_tokens_of_alert_addresses_are_masked_wherever_they_stand(formatter: type[Masked]) -> None:
    secrets = secrets_in(["tgram://123456789:AAErahasia-sekali/42", "mailto://humas:kunci-rumah@surat.contoh.test"])
    told = "https://api.telegram.org/bot123456789:AAErahasia-sekali/sendMessage by surat.contoh.test"
    line = formatter(secrets=secrets).format(logging.LogRecord("crawler", logging.ERROR, "", 0, told, None, None))
    assert "AAErahasia" not in line
    assert "surat.contoh.test" in line
    assert "kunci-rumah" in secrets


def test_libraries_tell_warnings_only_and_we_tell_what_is_asked_for(tmp_path: Path) -> None:
    program = """
import logging
from crawler.config import settings
from crawler.logs import log_to_file_and_terminal
log_to_file_and_terminal(settings().data_dir / "logs" / "x.log", settings())
for name in ("crawler.jobs.ingest", "apprise", "urllib3.connectionpool"):
    logging.getLogger(name).debug("debug of %s", name)
    logging.getLogger(name).warning("warning of %s", name)
logging.getLogger("crawler").warning("refused: kunci/rahasia+1 at https://simpan.contoh.test")
"""
    options = '{"secret": "kunci/rahasia+1", "endpoint_url": "https://simpan.contoh.test"}'
    environment = {"LAPASWIRE_DATA_DIR": str(tmp_path), "LAPASWIRE_LOG_LEVEL": "debug", "LAPASWIRE_JSON_LOGS": "true"}
    environment["LAPASWIRE_ARCHIVE_OPTIONS"] = options
    done = run("python", "-c", program, environment=environment)
    told = {json.loads(line)["message"] for line in done.err.splitlines()}
    warnings = {f"warning of {name}" for name in ("crawler.jobs.ingest", "apprise", "urllib3.connectionpool")}
    assert told == warnings | {"debug of crawler.jobs.ingest", "refused: *** at https://simpan.contoh.test"}
    assert (tmp_path / "logs" / "x.log").read_text() == done.err


def test_a_json_line_holds_what_was_said() -> None:
    record = logging.LogRecord("crawler.jobs", logging.INFO, "", 0, "%s: %d new", ("situs", 3), None)
    told = json.loads(JsonLines().format(record))
    assert (told["level"], told["logger"], told["message"]) == ("INFO", "crawler.jobs", "situs: 3 new")
