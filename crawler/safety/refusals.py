"""A refusal: something that the crawler will not do, counted with its reason."""

from collections import Counter
from typing import NoReturn

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

OFF_SITE = "off-site"
STATISTIC = "lapaswire/refused"
ROBOTS = "robots_txt"  # key of Request.meta: this is our own request for robots.txt
REMEMBERED = "remembered"  # flag of a response that did not come over the network


class Refused(IgnoreRequest):
    """A request that was not made, or an answer that was not taken; `reason` is a short fixed word."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    @property
    def url(self) -> str:
        """The address that was refused: the first word of the detail."""
        return self.detail.partition(" ")[0]


def count_refusal(crawler: Crawler, reason: str, count: int = 1) -> None:
    """Adds `count` to the statistic `lapaswire/refused/<reason>` of the run."""
    if crawler.stats:
        crawler.stats.inc_value(f"{STATISTIC}/{reason}", count)


def refuse(crawler: Crawler, request: Request, reason: str, detail: str = "") -> NoReturn:
    """Counts the refusal and raises it; the errback of the request gets it.

    A robots.txt that cannot be had is not counted itself, but with every page that it closes.
    """
    if not request.meta.get(ROBOTS):
        count_refusal(crawler, reason)
    raise Refused(reason, f"{request.url} {detail}".rstrip())


def refusals(crawler: Crawler) -> Counter[str]:
    """What was refused in a run, by reason."""
    counts = crawler.stats.get_stats() if crawler.stats else {}
    prefix = f"{STATISTIC}/"
    return Counter({name.removeprefix(prefix): count for name, count in counts.items() if name.startswith(prefix)})
