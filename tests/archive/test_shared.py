"""An archive in a real S3 server: written here, read elsewhere, and nothing lost whatever goes away."""

import gzip
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread

import pytest

from crawler.archive import (
    Archive,
    Archived,
    ArchiveError,
    ArchiveWriter,
    StorageAwayError,
    check_access,
    delivery,
    open_archive,
    read_record,
    records,
    release,
)
from crawler.archive.delivery import closed_files, deliver
from crawler.archive.eraser import erase
from crawler.archive.shared import SECONDS_TO_RECOVER, Storage, _away_until, stretch
from crawler.archive.storage import holds
from tests.archive.support import exchange, written
from tests.archive.test_writer import check
from tests.support.storage import S3Server

ROOT = Path(__file__).parents[2]
BODIES = [f"<p>Halaman {number}</p>".encode() * 20 for number in range(6)]


@contextmanager
def opened(archive: Archive, most_bytes: int = 10**9, most_seconds: float = 300.0) -> Iterator[ArchiveWriter]:
    try:
        yield open_archive(archive, most_bytes, most_seconds=most_seconds)
    finally:
        release(archive).result(60)


@contextmanager
def away(s3: S3Server) -> Iterator[None]:
    s3.stop()
    try:
        yield
    finally:
        s3.start()
        _away_until.clear()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "SECONDS_AT_LAST", 1.0)
    monkeypatch.setattr(delivery, "SECONDS_BETWEEN_TRIES", 0.5)


def until(done: Callable[[], object], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def here(archive: Archive) -> list[Path]:
    return list(archive.folder.rglob("*.warc.gz*"))


def test_what_is_written_here_is_read_elsewhere(shared: Archive, elsewhere: Archive) -> None:
    with opened(shared) as writer:
        refs = [writer.write(exchange(f"/{number}", body)) for number, body in enumerate(BODIES)]
        assert [read_record(shared, ref).body for ref in refs] == BODIES
        with pytest.raises(ArchiveError, match="has not put it there yet"):
            read_record(elsewhere, refs[0])
    assert not here(shared)
    for archive in (shared, elsewhere):
        assert [read_record(archive, ref).body for ref in refs] == BODIES


def test_a_record_is_read_by_its_range_alone(shared: Archive) -> None:
    refs = written(shared.folder, *BODIES)
    deliver(shared)
    assert shared.storage
    assert [len(stretch(shared.storage, ref.file, ref.offset, ref.length)) for ref in refs] == [r.length for r in refs]


def test_files_move_when_they_are_full_or_old(s3: S3Server, bucket: str, shared: Archive, tmp_path: Path) -> None:
    with opened(shared, most_bytes=1500) as writer:
        for number, body in enumerate(BODIES):
            writer.write(exchange(f"/{number}", body))
        until(lambda: len(s3.names(bucket)) > 1)
        assert len(here(shared)) <= 4  # the one that is being written with its mark, and one more on its way
    full = s3.files(bucket)
    with opened(shared, most_seconds=0.01) as writer:
        for number in range(3):
            writer.write(exchange(f"/lama/{number}"))
            time.sleep(0.02)
    assert len(s3.files(bucket)) == len(full) + 3
    for number, content in enumerate(s3.files(bucket).values()):
        (tmp_path / f"{number}.warc.gz").write_bytes(content)
    check(*tmp_path.glob("*.warc.gz"))


@pytest.mark.usefixtures("impatient")
def test_a_storage_away_for_some_seconds_loses_nothing(
    s3: S3Server, bucket: str, shared: Archive, elsewhere: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(shared) as writer:
        refs = [writer.write(exchange("/sebelum"))]
        with away(s3):
            writer._next_file()
            refs.append(writer.write(exchange("/selama")))
            assert read_record(shared, refs[0]).url.endswith("/sebelum")
            with pytest.raises(StorageAwayError):
                read_record(elsewhere, refs[0])
            until(lambda: "what is fetched waits in" in caplog.text)
        until(lambda: "answers again" in caplog.text)
        assert s3.names(bucket)
    assert [read_record(elsewhere, ref).url[-7:] for ref in refs] == ["sebelum", "/selama"]
    assert not here(shared)


@pytest.mark.usefixtures("impatient")
def test_what_cannot_be_put_waits_for_the_next_run(
    s3: S3Server, shared: Archive, elsewhere: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    with away(s3), opened(shared) as writer:
        ref = writer.write(exchange())
    assert len(closed_files(shared)) == 1
    assert "1 files" in caplog.text
    assert "the next run on this machine puts them there" in caplog.text
    with opened(shared):
        pass
    assert read_record(elsewhere, ref).url == "https://koran.id/a"
    assert not here(shared)


def test_a_storage_that_does_not_answer_holds_nothing_and_is_not_asked_again_at_once(
    s3: S3Server, shared: Archive
) -> None:
    (ref,) = written(shared.folder, b"x")
    with away(s3):
        assert not holds(shared, "tiada.warc.gz")
        start = time.monotonic()
        assert not any(holds(shared, f"{number}.warc.gz") for number in range(100))
        assert time.monotonic() - start < 2 < SECONDS_TO_RECOVER
        assert holds(shared, ref.file)
    deliver(shared)
    assert holds(shared, ref.file)


PROGRAM = """
import json, random, sys, time
from pathlib import Path
from crawler.archive import Archive, open_archive
from crawler.archive.shared import Storage
from tests.archive.support import exchange
archive, number = Archive(Path(sys.argv[1]), Storage(sys.argv[2], sys.argv[3])), 0
writer = open_archive(archive, 100_000)
while True:
    time.sleep(0.01)
    ref = writer.write(exchange(f"/{number}", random.randbytes(10_000)))
    number += 1
    print(json.dumps([ref.file, ref.offset, ref.length, ref.digest]), flush=True)
"""


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(3, 20))])
def test_kill_minus_nine_loses_nothing_that_was_told(
    s3: S3Server, bucket: str, shared: Archive, elsewhere: Archive, seed: int
) -> None:
    from pipelines.records import ArchiveRef

    assert shared.storage
    arguments = [str(shared.folder), shared.storage.address, shared.storage.options]
    child = subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout
    lines = [child.stdout.readline()]
    until(lambda: s3.names(bucket))
    end = time.monotonic() + random.Random(seed).uniform(0, 1.5)
    while time.monotonic() < end:
        lines.append(child.stdout.readline())
    child.send_signal(signal.SIGKILL)
    lines += child.stdout.read().splitlines()
    child.wait()
    told = [ArchiveRef(*json.loads(line)) for line in lines if line.strip().endswith("]")]
    with opened(shared):
        pass
    assert not here(shared)
    assert [read_record(elsewhere, ref).url for ref in told] == [f"https://koran.id/{n}" for n in range(len(told))]


def test_two_that_deliver_at_once_put_each_file_once(s3: S3Server, bucket: str, shared: Archive) -> None:
    for number in range(8):
        written(shared.folder, b"%d" % number)
    done: list[int] = []
    threads = [Thread(target=lambda: done.append(deliver(shared).files)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done) == 8
    assert len(s3.files(bucket)) == 8
    assert not here(shared)


def test_bytes_are_erased_wherever_they_are(s3: S3Server, bucket: str, shared: Archive, elsewhere: Archive) -> None:
    refs = written(shared.folder, *BODIES)
    erase(shared, refs[1])
    assert not s3.files(bucket)
    deliver(shared)
    before = s3.files(bucket)
    erase(elsewhere, refs[3])
    erase(elsewhere, refs[3])
    after = s3.files(bucket)
    assert {name: len(content) for name, content in after.items()} == {name: len(c) for name, c in before.items()}
    text = gzip.decompress(*after.values())
    assert (BODIES[1] in text, BODIES[3] in text, BODIES[2] in text) == (False, False, True)
    assert [read_record(elsewhere, refs[place]).body for place in (0, 2, 4)] == [BODIES[place] for place in (0, 2, 4)]
    for ref in (refs[1], refs[3]):
        with pytest.raises(ArchiveError):
            read_record(elsewhere, ref)
    assert sorted(path.name for path in elsewhere.folder.iterdir()) == ["outbox.lock"]


def test_a_file_of_another_machine_cannot_be_erased_yet(shared: Archive, elsewhere: Archive) -> None:
    (ref,) = written(shared.folder, b"x" * 500)
    with pytest.raises(ArchiveError, match="cannot be erased"):
        erase(elsewhere, ref)


def test_a_folder_by_its_address_is_an_archive_too(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "sini", Storage(f"file://{tmp_path}/bersama"))
    check_access(archive)
    refs = written(archive.folder, *BODIES)
    assert deliver(archive).files == 1
    assert [read_record(archive, ref).body for ref in refs] == BODIES
    (path,) = (tmp_path / "bersama").rglob("*.warc.gz")
    assert sum(isinstance(record, Archived) for record in records(path)) == 1 + 2 * len(BODIES)


@pytest.mark.parametrize(
    ("address", "options", "told"),
    [
        ("s3://tiada-di-sini/lapas", {}, "no such bucket or folder"),
        ("s3://{bucket}/lapas", {"key": None, "secret": None, "anon": True}, "refused: Forbidden"),
        ("s3://{bucket}/lapas", {"key": None, "secret": None}, "refused: Unable to locate credentials"),
        ("s3://{bucket}/lapas", {"kunci": "x"}, "kunci.*archive_options"),
        ("s3://Tidak_Sah/lapas", {}, "no such bucket or folder"),
        ("lemari://{bucket}/lapas", {}, "Protocol not known: lemari"),
    ],
)
def test_what_a_person_must_mend_is_told(
    s3: S3Server, bucket: str, monkeypatch: pytest.MonkeyPatch, address: str, options: dict[str, object], told: str
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    check_access(Archive(Path("/dev/null"), s3.storage(bucket)))
    storage = Storage(address.format(bucket=bucket), s3.storage(bucket, **options).options)
    with pytest.raises(ArchiveError, match=told) as raised:
        check_access(Archive(Path("/dev/null"), storage))
    assert not isinstance(raised.value, StorageAwayError)
    assert storage.address in str(raised.value)


@pytest.mark.parametrize("missing", ["fsspec", "s3fs"])
def test_a_missing_extra_names_itself(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.delitem(import_module("fsspec.registry")._registry, "s3", raising=False)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ArchiveError, match=r'pip install "lapaswire\[storage\]"'):
        check_access(Archive(Path("/dev/null"), Storage(f"s3://tanpa-{missing}/lapas")))


def test_a_storage_away_at_the_beginning_is_told_and_no_more(
    s3: S3Server, shared: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    with away(s3):
        check_access(shared)
    assert "does not answer" in caplog.text


def test_the_usual_environment_of_the_storage_holds(
    s3: S3Server, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "penguji")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "rahasia")
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3.url)
    archive = Archive(tmp_path, Storage(f"s3://{bucket}/lapas"))
    refs = written(archive.folder, *BODIES)
    assert deliver(archive).files == 1
    assert [read_record(archive, ref).body for ref in refs] == BODIES
