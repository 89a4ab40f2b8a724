"""Addresses that are not asked for: other sites', odd schemes and ports, endless calendars, loops."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Self
from urllib.parse import SplitResult, parse_qsl, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.safety.refusals import OFF_SITE, ROBOTS, refuse
from crawler.safety.sites import site_of
from crawler.sessions import without_session
from pipelines.tables import toml_table

MOST_LENGTH = 2000  # characters; the database keeps 2048
MOST_SEGMENTS = 16
MOST_PARAMETERS = 16
MOST_REPEATS = 3  # times that one path segment may stand in an address
FIRST_YEAR = 1995  # no Indonesian news site is older
LAST_PORT_OF_SERVICES = 1023
# A date that is a part of the address of its own: slugs speak of years to come ("indonesia-emas-2045-10-program").
_DAY = re.compile(
    r"(?<=[/=])((?:19|2[01])\d\d)[-/](0?[1-9]|1[0-2])(?:[-/](0?[1-9]|[12]\d|3[01]))?(?=[/?&]|$)", re.ASCII
)


def fault_of(url: str, today: date) -> tuple[str, str] | None:
    """Why an address is not worth asking for, as a reason and a sentence; None where nothing speaks against it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return "address-form", str(error)
    if len(url) > MOST_LENGTH:
        return "length", f"has {len(url)} characters"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "scheme", "is no web address"
    if parts.username or parts.password:
        return "credentials", "holds a name or password"
    if port not in (None, 80, 443) and port <= LAST_PORT_OF_SERVICES:
        return "port", f"asks for port {port}"
    return _loop(parts) or _calendar(parts, today)


def _loop(parts: SplitResult) -> tuple[str, str] | None:
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > MOST_SEGMENTS:
        return "loop", f"has {len(segments)} path segments"
    words = Counter(segment for segment in segments if not segment.isdigit())
    if words and max(words.values()) >= MOST_REPEATS:
        return "loop", f"repeats the path segment {words.most_common(1)[0][0]!r}"
    if parts.query.count("&") >= MOST_PARAMETERS:
        return "loop", "has too many parameters"
    return None


def _calendar(parts: SplitResult, today: date) -> tuple[str, str] | None:
    """A date that no article can have: calendars link to every month there ever will be."""
    limit = today + timedelta(days=31)
    for found in _DAY.finditer(f"{parts.path}?{parts.query}"):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
        if year < FIRST_YEAR or (year, month, day) > (limit.year, limit.month, limit.day):
            return "calendar", f"leads to {found[0]}"
    traps = toml_table("traps.toml")
    words = set(re.split(r"[/_-]", parts.path.lower()))
    names = {name.lower() for name, _ in parse_qsl(parts.query)}
    if names & set(traps["calendar_parameters"]) or (
        words & set(traps["calendar_words"]) and (names or _DAY.search(parts.path))
    ):
        return "calendar", "turns the pages of a calendar"
    return None


class UrlGuard:
    """Refuses such addresses, redirects included.

    A spider with `allowed_domains` stays on their sites, save for requests whose meta holds `allow_offsite`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.with_session: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Lets the request through, or raises Refused."""
        if fault := fault_of(request.url, datetime.now(UTC).date()):
            refuse(self.crawler, request, *fault)
        if not self._is_on_site(request):
            refuse(self.crawler, request, OFF_SITE)
        bare = without_session(request.url)
        if bare != request.url and not request.meta.get("retry_times"):
            if bare in self.with_session:
                refuse(self.crawler, request, "session-loop")
            self.with_session.add(bare)

    def _is_on_site(self, request: Request) -> bool:
        allowed = getattr(self.crawler.spider, "allowed_domains", None)
        if not allowed or request.meta.get("allow_offsite") or request.meta.get(ROBOTS):
            return True
        return site_of(urlsplit(request.url).hostname or "") in {site_of(host) for host in allowed}
