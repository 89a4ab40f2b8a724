"""Logs: readable lines on a terminal, JSON lines by a switch, a rotating file for what runs for months."""

import json
import logging
import re
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FILE_BYTES, FILES = 10 << 20, 5
PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s/@]+@")
NOISY = ("scrapy", "twisted", "asyncio", "filelock", "trafilatura", "htmldate", "alembic")


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return masked(json.dumps(told, ensure_ascii=False))


class PlainLines(logging.Formatter):
    """Lines for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        return masked(super().format(record))


def masked(text: str) -> str:
    """The text without the passwords in its addresses."""
    return PASSWORD.sub(r"\1***@", text)


def log_to_terminal(level: str, *, as_json: bool) -> None:
    """Logs to standard error from `level` on; libraries only tell warnings."""
    _log_to(logging.StreamHandler(), level, as_json)


def log_to_file_and_terminal(path: Path, level: str, *, as_json: bool) -> None:
    """The same, and to a file that is rotated at 10 MB, five kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    log_to_terminal(level, as_json=as_json)
    _log_to(RotatingFileHandler(path, maxBytes=FILE_BYTES, backupCount=FILES, encoding="utf-8"), level, as_json)


def _log_to(handler: logging.Handler, level: str, as_json: bool) -> None:
    handler.setFormatter(JsonLines() if as_json else PlainLines(LINE))
    handler.addFilter(_worth_telling)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level.upper())


def _worth_telling(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in NOISY
