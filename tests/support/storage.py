"""An S3 server of the tests' own (moto's), on loopback, which can go away and come back with all that it holds."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from crawler.archive.shared import Storage

KEYS = {"key": "penguji", "secret": "rahasia-penguji"}


class NoStorageError(Exception):
    """The server cannot be had here; the message says why."""


@dataclass
class S3Server:
    """A running server; `bucket()` makes a fresh bucket."""

    port: int = 0
    _server: Any = field(default=None, repr=False)

    def start(self) -> None:
        from moto.server import ThreadedMotoServer

        self._server = ThreadedMotoServer("127.0.0.1", self.port, verbose=False)
        self._server.start()
        self.port = self._server.get_host_and_port()[1]

    def stop(self) -> None:
        self._server.stop()
        self._server._server.server_close()

    def bucket(self) -> str:
        name = f"arsip-{uuid4().hex}"
        self.client().create_bucket(Bucket=name)
        return name

    def client(self) -> Any:
        import boto3

        named = {"aws_access_key_id": KEYS["key"], "aws_secret_access_key": KEYS["secret"]}
        return boto3.client("s3", region_name="us-east-1", endpoint_url=self.url, **named)

    def storage(self, bucket: str, **options: Any) -> Storage:
        return Storage(f"s3://{bucket}/lapas", json.dumps(KEYS | {"endpoint_url": self.url} | options))

    def environment(self, bucket: str) -> dict[str, str]:
        """The settings of a program that archives there."""
        storage = self.storage(bucket)
        return {"LAPASWIRE_ARCHIVE": storage.address, "LAPASWIRE_ARCHIVE_OPTIONS": storage.options}

    def names(self, bucket: str) -> list[str]:
        """The archive files in a bucket."""
        listed = self.client().list_objects_v2(Bucket=bucket).get("Contents", [])
        return sorted(each["Key"].removeprefix("lapas/") for each in listed if each["Key"].endswith(".warc.gz"))

    def files(self, bucket: str) -> dict[str, bytes]:
        """What they hold."""
        client = self.client()
        names = self.names(bucket)
        return {name: client.get_object(Bucket=bucket, Key=f"lapas/{name}")["Body"].read() for name in names}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def running_s3() -> Iterator[S3Server]:
    """A server for as long as the block lasts. Raises NoStorageError."""
    try:
        import moto.server  # noqa: F401
        import s3fs  # noqa: F401
    except ImportError as error:
        raise NoStorageError(f'{error.name} is missing (the extra "storage", moto of the group dev)') from error
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = S3Server()
    server.start()
    try:
        yield server
    finally:
        server.stop()
