"""What a site's robots.txt says (RFC 9309), from the bytes of the answer; pure."""

import re
from dataclasses import dataclass
from typing import Literal

from protego import Protego

MOST_BYTES = 500 * 1024  # RFC 9309, 2.5: at least this much must be parsed
TOO_MANY_REQUESTS = 429

Standing = Literal["rules", "open", "closed"]


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one origin for our product token: `open` where there are none, `closed` while they cannot be read.

    `why` says it to a person, `reason` is the word that refusals are counted under; `crawl_delay` is in seconds;
    `sitemaps` are addresses as written in the file.
    """

    standing: Standing
    why: str
    crawl_delay: float | None = None
    sitemaps: tuple[str, ...] = ()
    parser: Protego | None = None
    token: str = ""
    reason: str = "robots-unreachable"

    def allows(self, url: str) -> bool:
        """Whether `url`, an address of this origin, may be fetched."""
        if self.parser is None:
            return self.standing == "open"
        return bool(self.parser.can_fetch(url, self.token))


def rules_of_answer(status: int, body: bytes, token: str) -> RobotsRules:
    """RFC 9309, 2.3.1: 2xx is parsed, 4xx means no rules, all else means that nothing may be fetched for now.

    429 is a site in need, not one without rules, and closes as 5xx does.
    """
    if 200 <= status < 300:
        return parsed_rules(body, token)
    if 300 <= status < 500 and status != TOO_MANY_REQUESTS:
        return RobotsRules("open", f"robots.txt answers {status}")
    return RobotsRules("closed", f"robots.txt answers {status}")


def parsed_rules(body: bytes, token: str) -> RobotsRules:
    """The rules that the file `body` holds for the product token; what lies beyond 500 KiB is not read."""
    parser = Protego.parse(_whole_lines(body).decode("utf-8-sig", "replace"))
    return RobotsRules("rules", "robots.txt", _delay(parser, token), tuple(parser.sitemaps), parser, token)


def _whole_lines(body: bytes) -> bytes:
    if len(body) <= MOST_BYTES:
        return body
    end = max(body.rfind(b"\n", 0, MOST_BYTES), body.rfind(b"\r", 0, MOST_BYTES))
    return body[: end + 1]


def _delay(parser: Protego, token: str) -> float | None:
    rate = parser.request_rate(token)
    delays = [parser.crawl_delay(token), rate and rate.seconds / rate.requests]
    return max((float(delay) for delay in delays if delay), default=None)


def product_token(agent: str) -> str:
    """The name by which robots.txt calls us: `lapaswire` of `lapaswire/1.0 (+https://…)`."""
    named = re.search(r"compatible;\s*([A-Za-z_-]+)", agent) or re.match(r"([A-Za-z_-]+)", agent.strip())
    return named[1] if named else agent.strip()
