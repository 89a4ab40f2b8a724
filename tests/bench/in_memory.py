"""datasketch's index in memory, in an environment of its own, on the documents of the measurement of deduplication."""

import json
from collections.abc import Iterator

import orjson

from pipelines.contract import article_json
from pipelines.dedup.copies import Copy, same_release
from pipelines.dedup.fingerprint import all_words, shingles
from pipelines.records import Article
from pipelines.store.facts import copy_from
from tests.bench.documents import copied, generated
from tests.bench.environments import CannotRunError, answers

SHARES = (0.1, 0.2, 0.3)
"""Shares of words that a copy changes."""
ASKED = 300
"""Copies of each share that are looked for."""
HEAD = """Beside it, datasketch's `MinHashLSH` (threshold 0.3, 128 permutations: {bands} bands of {rows}) with
{size:,} of the same texts and the same 3-word shingles in memory: {bytes:,.0f} bytes a text, {insert:.2f} ms of
processor time to insert one, {ask:.2f} ms to ask for one. It knows neither units nor days, and what it finds is still
to be verified.

"""
DRIVER = """
import json, re, sys, time
from datasketch import MinHash, MinHashLSH
def held():
    return 1024 * int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1])
index = MinHashLSH(threshold=0.3, num_perm=128)
spent, found = {"insert": [], "ask": []}, {}
before = held()
for line in sys.stdin:
    number, share, hashes = json.loads(line)
    begun = time.process_time()
    made = MinHash(num_perm=128, hashfunc=int)
    made.update_batch(hashes)
    if share is None:
        index.insert(number, made)
    else:
        found.setdefault(str(share), []).append(number in index.query(made))
    spent["insert" if share is None else "ask"].append(time.process_time() - begun)
grown = held() - before
told = {what: sum(took) / len(took) * 1000 for what, took in spent.items()}
told["found"] = {share: sum(hits) / len(hits) for share, hits in found.items()}
told |= {"bytes": grown / len(spent["insert"]), "bands": index.b, "rows": index.r}
print(json.dumps(told))
"""


def report(size: int) -> str:
    """Markdown: cost and memory of an index of `size` texts, and how many copies it finds, beside our verification."""
    try:
        [line] = answers("datasketch", DRIVER, _lines(size))
    except CannotRunError as error:
        return f"Beside it, datasketch: {error}."
    told = json.loads(line)
    ours = [f"{_verified(share):.0%}" for share in SHARES]
    theirs = [f"{told['found'][str(share)]:.0%}" for share in SHARES]
    return HEAD.format(size=size, **told) + "\n".join(
        f"| {' | '.join(row)} |"
        for row in (
            ("share of words changed in a copy", *(f"{share:.0%}" for share in SHARES)),
            ("---",) * (1 + len(SHARES)),
            ("found by datasketch", *theirs),
            ("accepted by our verification, place and day known", *ours),
        )
    )


def _lines(size: int) -> Iterator[str]:
    for number in range(1, size + 1):
        yield _line(number, None, generated(number))
    for share in SHARES:
        for number in range(1, ASKED + 1):
            yield _line(number, share, copied(number, share))


def _line(number: int, share: float | None, told: Article) -> str:
    hashes = sorted(value & 0xFFFFFFFF for value in shingles(all_words(told.paragraphs)))
    return json.dumps([number, share, hashes])


def _verified(share: float) -> float:
    """The share of the copies that our rules accept."""
    pairs = [(generated(number), copied(number, share)) for number in range(1, ASKED + 1)]
    return sum(same_release(*map(_copy, pair)) is not None for pair in pairs) / len(pairs)


def _copy(told: Article) -> Copy:
    return copy_from(orjson.loads(orjson.dumps(article_json(told))))
