"""Logs: readable lines on a terminal, JSON lines by a switch, a rotating file for what runs for months."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from crawler.config import Settings

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FILE_BYTES, FILES = 10 << 20, 5
PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s/@]+@")
OURS = frozenset({"crawler", "pipelines", "source", "procrastinate"})
MASK = "***"
LEAST_SECRET = 8  # characters; shorter words are names and ports


class Masked(logging.Formatter):
    """Lines without the passwords in addresses, and without `secrets`."""

    def __init__(self, line: str | None = None, secrets: Iterable[str] = ()) -> None:
        super().__init__(line)
        self.secrets = re.compile("|".join(map(re.escape, secrets))) if secrets else None

    def masked(self, text: str) -> str:
        """The text with a mask in place of each secret."""
        text = PASSWORD.sub(rf"\1{MASK}@", text)
        return self.secrets.sub(MASK, text) if self.secrets else text


class JsonLines(Masked):
    """One JSON object a line: time, level, logger, message, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": self.masked(record.getMessage()),
        }
        if record.exc_info:
            told["traceback"] = self.masked(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


class PlainLines(Masked):
    """Lines for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        return self.masked(super().format(record))


class ToStderr(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at the time: a moving progress bar puts itself in between."""

    @property
    def stream(self) -> TextIO:
        """Standard error."""
        return sys.stderr

    @stream.setter
    def stream(self, value: TextIO) -> None:
        """Nothing to keep."""


def log_to_terminal(settings: Settings) -> None:
    """Logs to standard error from the level of the settings on; libraries only tell warnings."""
    _log_to(ToStderr(), settings)


def log_to_file_and_terminal(path: Path, settings: Settings) -> None:
    """The same, and to a file that is rotated at 10 MB, five kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    log_to_terminal(settings)
    _log_to(RotatingFileHandler(path, maxBytes=FILE_BYTES, backupCount=FILES, encoding="utf-8"), settings)


def secrets_in(addresses: Iterable[str]) -> set[str]:
    """The parts of alert addresses that may be tokens or passwords: all long ones but host names."""
    parts = {part for address in addresses for part in re.split(r"[/?&=:@]+", address.partition("://")[2])}
    return {part for part in parts if len(part) >= LEAST_SECRET and "." not in part}


def _secrets(settings: Settings) -> list[str]:
    """What no line may hold, the longest first."""
    options = {value for value in settings.archive_options.values() if isinstance(value, str) and "://" not in value}
    kept = {value for value in options if len(value) >= LEAST_SECRET}
    return sorted(secrets_in(settings.alerts) | kept, key=len, reverse=True)


def _log_to(handler: logging.Handler, settings: Settings) -> None:
    secrets = _secrets(settings)
    handler.setFormatter(JsonLines(secrets=secrets) if settings.json_logs else PlainLines(LINE, secrets))
    handler.addFilter(_worth_telling)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(settings.log_level.upper())


def _worth_telling(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in OURS
