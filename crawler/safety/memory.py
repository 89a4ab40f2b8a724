"""Remembers the paces of sites in the source's state, so that a slow-down outlives the run."""

from dataclasses import replace
from datetime import datetime

from scrapy.crawler import Crawler

from crawler.archive.cache import shared_engine
from crawler.config import settings
from crawler.safety.pace import Pace
from pipelines.store.engine import reading, writing
from pipelines.store.sources import save_source_state, source_state

KEY = "paces"


class StorePaces:
    """Paces under the slug of the spider's source; a spider without a slug remembers nothing."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.engine = shared_engine(settings().database)

    def load(self, site: str) -> Pace:
        """See PaceLog."""
        if not (slug := self._slug()):
            return Pace()
        with reading(self.engine) as session:
            kept = source_state(session, slug).validators.get(KEY, {}).get(site)
        if not kept:
            return Pace()
        return Pace(kept["delay"], datetime.fromisoformat(kept["not_before"]) if kept["not_before"] else None)

    def save(self, site: str, pace: Pace) -> None:
        """See PaceLog."""
        if not (slug := self._slug()):
            return
        with writing(self.engine) as session:
            state = source_state(session, slug)
            paces = dict(state.validators.get(KEY, {}))
            paces.pop(site, None)
            if pace != Pace():
                until = pace.not_before.isoformat() if pace.not_before else None
                paces[site] = {"delay": pace.delay, "not_before": until}
            validators = {**state.validators, KEY: paces}
            not_before = pace.not_before or state.not_before
            save_source_state(session, replace(state, validators=validators, not_before=not_before))

    def _slug(self) -> str | None:
        return getattr(self.crawler.spider, "slug", None)
