"""What the tests of discovery share."""

from datetime import UTC, date, datetime

from crawler.discovery.asks import Aim, Answer, Ask, Found, Way
from crawler.discovery.plan import read
from crawler.sources import Discover, Source

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
SITE = "https://kabarcontoh.id"


def source(**more: object) -> Source:
    return Source.model_validate({"slug": "contoh", "name": "Kabar Contoh", "url": SITE, **more})


def aim(since: date | None = None, last_run: datetime | None = None, **more: object) -> Aim:
    return Aim(source(**more), NOW, since, last_run, ("lapas", "rutan", "warga binaan"), ("lapas", "rutan"))


def ways(**more: object) -> Discover:
    return Discover.model_validate(more)


def answer(body: str | bytes, url: str = f"{SITE}/x", status: int = 200, **headers: str) -> Answer:
    sent = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(url, status, sent, body.encode() if isinstance(body, str) else body, NOW)


def told(way: Way, body: str | bytes, looking: Aim | None = None, url: str = f"{SITE}/x", page: int = 1) -> Found:
    """What an answer of status 200 tells."""
    return read(Ask(way, url, page), answer(body, url), looking or aim())
