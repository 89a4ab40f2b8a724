"""Why a request gave nothing: one short word for each way in which it can fail."""

from scrapy import exceptions
from scrapy.http import Response

from crawler.safety.refusals import Refused

REASONS: dict[type[BaseException], str] = {
    exceptions.CannotResolveHostError: "unknown-host",
    exceptions.DownloadTimeoutError: "time",
    exceptions.DownloadConnectionRefusedError: "connection-refused",
    exceptions.ResponseDataLossError: "truncated",
    exceptions.DownloadCancelledError: "too-large",
    exceptions.DownloadFailedError: "connection-lost",
    exceptions.UnsupportedURLSchemeError: "no-web-address",
    exceptions.IgnoreRequest: "refused",
}

BROKEN, CAPTCHA, INCOMPLETE = "broke-off", "captcha", "incomplete"
TRANSIENT = frozenset(
    {BROKEN, CAPTCHA, "unknown-host", "time", "connection-refused", "truncated", "connection-lost", "archive"}
    | {"slow-down", "robots-unreachable"}
    | {f"http-{status}" for status in (408, 425, 429, 500, 502, 503, 504)}
)

UNREADABLE = frozenset({"challenge", "empty"})
"""Verdicts on pages that answered and may well show their article another time."""

SENTENCES = {
    "content-type": "no page: a picture, a film or a document",
    "size": "larger than `max_body`",
    "unpacked-size": "larger than `max_body` once unpacked",
    "empty": "an empty page",
    INCOMPLETE: "a further page of the article could not be had; the next run tries again",
    "challenge": "the site asks its visitors to prove that they are no robots",
    "http-403": "the site does not let us in (403)",
    "http-404": "there is no such page (404)",
    "http-410": "the page was taken down (410)",
    "http-429": "the site asks for fewer requests (429)",
    "robots": "robots.txt does not allow it",
    "robots-unreachable": "robots.txt cannot be had, so nothing is asked for",
    "unknown-host": "the host has no address",
    "off-site": "leads to another site; give the address there",
    "address": "the host leads to an address that is not public",
    "time": "no whole answer in time",
    "truncated": "less came than was announced",
    "connection-lost": "the connection broke",
    "connection-refused": "nobody answers there",
    "certificate": "the certificate proves nothing",
    "off-topic": "not about prisons and police together",
    "forgotten": "taken down for good with `lapaswire forget`",
}


def sentence_of(reason: str) -> str:
    """The reason as a person reads it: the short word where it says enough."""
    return SENTENCES.get(reason, reason)


def reason_of(failure: BaseException) -> str:
    """The word for an exception that a request ended with."""
    if isinstance(failure, Refused):
        return failure.reason
    return next((reason for kind, reason in REASONS.items() if isinstance(failure, kind)), type(failure).__name__)


def refused_by(response: Response) -> str | None:
    """The word for an answer that is no page, such as `http-403`; None for a usable one."""
    return f"http-{response.status}" if response.status >= 400 else None
