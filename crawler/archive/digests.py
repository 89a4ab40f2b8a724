"""Compares labelled digests of WARC records, whatever algorithm and spelling their writer chose."""

import base64
import binascii
import hashlib


def digest_matches(label: str, data: bytes) -> bool:
    """Whether `label`, such as `sha1:BASE32` or `sha256:hex`, names `data`; an unknown algorithm proves nothing."""
    algorithm, _, value = label.strip().partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in hashlib.algorithms_guaranteed or algorithm.startswith("shake"):
        return True
    actual = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    return actual in _spelled(value, len(actual))


def _spelled(value: str, size: int) -> tuple[bytes, ...]:
    """The digests of `size` bytes that `value` may spell in base 16, 32 or 64."""
    found = []
    padded = value + "=" * (-len(value) % 8)
    for decode, text in (
        (base64.b16decode, value.upper()),
        (base64.b32decode, padded.upper()),
        (base64.b64decode, value),
    ):
        try:
            found.append(decode(text))
        except (binascii.Error, ValueError):
            continue
    return tuple(digest for digest in found if len(digest) == size)
