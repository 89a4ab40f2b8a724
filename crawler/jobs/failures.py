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

BROKEN, CAPTCHA = "broke-off", "captcha"
TRANSIENT = frozenset(
    {BROKEN, CAPTCHA, "unknown-host", "time", "connection-refused", "truncated", "connection-lost", "archive"}
    | {"slow-down", "robots-unreachable"}
    | {f"http-{status}" for status in (408, 425, 429, 500, 502, 503, 504)}
)

UNREADABLE = frozenset({"challenge", "empty"})
"""Verdicts on pages that answered and may well show their article another time."""


def reason_of(failure: BaseException) -> str:
    """The word for an exception that a request ended with."""
    if isinstance(failure, Refused):
        return failure.reason
    return next((reason for kind, reason in REASONS.items() if isinstance(failure, kind)), type(failure).__name__)


def refused_by(response: Response) -> str | None:
    """The word for an answer that is no page, such as `http-403`; None for a usable one."""
    return f"http-{response.status}" if response.status >= 400 else None
