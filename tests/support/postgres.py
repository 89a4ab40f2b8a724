"""A PostgreSQL server of the tests' own: a cluster in a temporary folder, on loopback, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg

NOBODY = "nobody"
INSTALL_SECONDS = 240


class NoServerError(Exception):
    """PostgreSQL cannot be had here; the message says why."""


@dataclass(frozen=True)
class Server:
    """A running server; `database()` gives the address of a fresh database."""

    port: int
    binaries: Path
    folder: Path

    def start(self) -> None:
        """Starts the server, at first or after a `stop`."""
        settings = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
        self._control("-l", self.folder / "log", "-o", settings, "start")

    def stop(self) -> None:
        """Stops it at once, as a machine that fails; what was committed stays."""
        self._control("-m", "immediate", "stop")

    def _control(self, *arguments: object) -> None:
        _run(self.binaries / "pg_ctl", "-D", self.folder / "data", "-w", *arguments)

    def database(self) -> str:
        """The SQLAlchemy address of a new, empty database."""
        name = f"t{uuid4().hex}"
        with psycopg.connect(
            f"host=127.0.0.1 port={self.port} user=tests dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://tests@127.0.0.1:{self.port}/{name}"


@contextmanager
def running_server() -> Iterator[Server]:
    """A server for as long as the block lasts. Raises NoServerError."""
    binaries = _binaries() or _install()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        _own(folder)
        port = _free_port()
        _run(binaries / "initdb", "-D", folder / "data", "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        server = Server(port, binaries, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _install() -> Path:
    """The folder of the programs after `apt-get install`, where we may."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise NoServerError("PostgreSQL's server is not installed (Debian: apt-get install postgresql)")
    quiet = {
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        "capture_output": True,
        "timeout": INSTALL_SECONDS,
    }
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "postgresql"]):
        try:
            done = subprocess.run(command, check=False, **quiet)  # type: ignore[call-overload]
        except subprocess.TimeoutExpired as error:
            raise NoServerError(f"{' '.join(command)} took too long") from error
        if done.returncode:
            raise NoServerError(f"{' '.join(command)} failed: {done.stderr.decode(errors='replace')[-200:]}")
    binaries = _binaries()
    if binaries is None:
        raise NoServerError("apt-get installed no PostgreSQL server")
    return binaries


def _own(folder: Path) -> None:
    """The server refuses to run as root: then the folder, and the server, are nobody's."""
    if os.geteuid() == 0:
        account = pwd.getpwnam(NOBODY)
        os.chown(folder, account.pw_uid, account.pw_gid)


def _run(program: Path, *arguments: object) -> None:
    user = {"user": NOBODY, "group": pwd.getpwnam(NOBODY).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    command = [str(program), *map(str, arguments)]
    with tempfile.TemporaryFile() as told:
        done = subprocess.run(  # type: ignore[call-overload]
            command, check=False, cwd="/tmp", stdout=told, stderr=told, stdin=subprocess.DEVNULL, timeout=60, **user
        )
        told.seek(0)
        if done.returncode:
            raise NoServerError(f"{program.name} failed: {told.read().decode(errors='replace')[-300:]}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
