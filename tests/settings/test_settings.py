"""The settings: documented, strict, with their origins, and no secret shown."""

import re
from pathlib import Path

import pytest

from crawler.config import Settings
from tests.support.command import lapaswire

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


def test_the_docs_tell_every_setting_and_no_other() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", OPERATIONS.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(rows) == {key: field.description for key, field in Settings.model_fields.items()}


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "lapaswire.toml").write_text('tempo = 3\nprocesses = "banyak"\n')
    done = lapaswire("config", environment={"LAPASWIRE_KECEPATAN": "1", "LAPASWIRE_DELAY": "-1"}, cwd=tmp_path)
    assert done.exit_code == 2
    for told in ("LAPASWIRE_KECEPATAN", "tempo", "processes", "delay"):
        assert told in done.err


def test_the_environment_wins_and_origins_are_told(tmp_path: Path) -> None:
    (tmp_path / "lapaswire.toml").write_text("delay = 5.0\nprocesses = 3\n")
    (tmp_path / ".env").write_text("LAPASWIRE_TIMEOUT=11\n")
    done = lapaswire("config", "--json", environment={"LAPASWIRE_DELAY": "7"}, cwd=tmp_path)
    told = done.json()
    assert told["delay"] == {"value": 7.0, "from": "environment"}
    assert told["timeout"] == {"value": 11.0, "from": ".env"}
    assert told["processes"] == {"value": 3, "from": "lapaswire.toml"}
    assert told["contact"]["from"] == "default"


@pytest.mark.parametrize("address", ["postgresql://orang:rahasia@db/lapas", "postgresql+psycopg://orang:rahasia@db/x"])
def test_secrets_are_masked(tmp_path: Path, address: str) -> None:
    secrets = {"LAPASWIRE_DATABASE_URL": address, "LAPASWIRE_ALERTS": '["tgram://rahasia/1"]'}
    done = lapaswire("config", "--json", environment=secrets, cwd=tmp_path)
    assert done.exit_code == 0
    assert "rahasia" not in done.out
    assert "orang" in done.out


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"LAPASWIRE_DATABASE_URL": "mysql://a/b"}, "SQLite and PostgreSQL"),
        ({"LAPASWIRE_DATABASE_URL": "lapas.db"}, "lapas.db"),
        ({"LAPASWIRE_DATA_DIR": "/dev/null/data"}, "/dev/null/data"),
    ],
)
def test_places_that_cannot_be_used_are_told(tmp_path: Path, settings: dict[str, str], told: str) -> None:
    done = lapaswire("status", environment=settings, cwd=tmp_path)
    assert done.exit_code == 2
    assert told in done.err
    assert "Traceback" not in done.err
