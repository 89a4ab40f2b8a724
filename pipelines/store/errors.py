"""Faults of the database as messages that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.util.exc import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from pipelines.errors import LapaswireError

BUSY = 75


class DatabaseError(LapaswireError):
    """The database cannot be used as it is; the message says why and what helps."""


class DatabaseBusyError(DatabaseError):
    """Another process holds the database for longer than we wait."""

    exit_code = BUSY


FAULTS = (
    (("database is locked", "lock timeout", "55P03"), "busy: another process is writing; try again later"),
    (
        ("database or disk is full", "no space left", "53100"),
        "the disk is full: make room, then `lapaswire reprocess`",
    ),
    (
        ("readonly database", "read-only transaction", "25006"),
        "read-only: give write access to the file and its folder",
    ),
    (("unable to open database file",), "cannot be opened: is the folder there, and may we write to it?"),
    (("file is not a database", "malformed"), "damaged or no database: restore it, or start a new one and `reprocess`"),
    (("no such table", "does not exist", "no such column"), "without our tables: run `lapaswire db upgrade`"),
    (("connection refused", "could not connect", "connection failed"), "cannot be reached: is the server up?"),
)


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Turns faults of the database into a DatabaseError that names it; other errors pass."""
    try:
        yield
    except CommandError as error:
        newer = f"of a newer version of the program ({error}): install that one"
        raise DatabaseError(f"database {engine.url.render_as_string(hide_password=True)}: {newer}") from error
    except DBAPIError as error:
        where = engine.url.render_as_string(hide_password=True)
        words = f"{getattr(error.orig, 'sqlstate', '')} {error.orig}".lower()
        for signs, advice in FAULTS:
            if any(sign.lower() in words for sign in signs):
                kind = DatabaseBusyError if advice.startswith("busy") else DatabaseError
                raise kind(f"database {where}: {advice}") from error
        raise DatabaseError(f"database {where}: {error.orig}") from error
