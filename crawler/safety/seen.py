"""What a run saw of a site's wishes, kept in the statistics of its crawl until its record is closed."""

from collections import Counter

from scrapy.crawler import Crawler

from crawler.safety.rules import RobotsRules

RULES = "lapaswire/robots/"
CRAWL_DELAY = "lapaswire/crawl_delay"
RETRY_AFTER = "lapaswire/retry_after"
RECEIVED = "downloader/response_bytes"  # Scrapy's own


def note_rules(crawler: Crawler, rules: RobotsRules) -> None:
    """Notes what the robots.txt of an origin said."""
    if crawler.stats:
        crawler.stats.inc_value(RULES + rules.standing)
        crawler.stats.max_value(CRAWL_DELAY, rules.crawl_delay or 0.0)


def note_retry_after(crawler: Crawler, seconds: float | None) -> None:
    """Notes for how long an answer asked to be left alone."""
    if crawler.stats:
        crawler.stats.max_value(RETRY_AFTER, seconds or 0.0)


def robots_seen(crawler: Crawler) -> Counter[str]:
    """How many origins had rules, none (`open`), or a robots.txt that could not be had (`closed`)."""
    counts = crawler.stats.get_stats() if crawler.stats else {}
    return Counter({name.removeprefix(RULES): count for name, count in counts.items() if name.startswith(RULES)})


def figure(crawler: Crawler, name: str) -> float:
    """One figure of the statistics, such as RETRY_AFTER; 0 where nothing was noted."""
    return float(crawler.stats.get_value(name, 0)) if crawler.stats else 0.0
