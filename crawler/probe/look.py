"""The whole look at a site: ways, samples, doubts, and the source file that follows from them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from w3lib.html import get_meta_refresh

from crawler.discovery import plan
from crawler.discovery.asks import Aim, Answer
from crawler.discovery.links import fold
from crawler.jobs.failures import sentence_of
from crawler.probe import choose, lists, naming, samples, searches, ways
from crawler.probe.doubts import about_home, doubts_of
from crawler.probe.records import Fetch, FetchError, Judge, Report, Sample, Trial
from crawler.sources import Source, facts_of
from pipelines.errors import LapaswireError
from pipelines.text.charset import characters
from pipelines.urls import canonical

LONGEST_SPLASH = 10  # seconds; home pages that load themselves anew wait for minutes


class ProbeError(LapaswireError):
    """The site cannot be looked at; the message says why and what to do."""


def look(
    url: str, fetch: Fetch, judge: Judge, now: datetime, *, name: str | None = None, region: str | None = None
) -> Report:
    """Looks at the site behind an address; `name` and `region` win over what the probe makes out.

    Raises ProbeError where its home page gives no answer.
    """
    answer = _home(f"{origin_of(url)}/", fetch)
    origin = origin_of(answer.url)
    draft = Source(slug=naming.slug_of(origin), name=name or "?", url=origin, region=region)
    site = ways.visit(plan.aim_of(draft, now), fetch, answer)
    draft = draft.model_copy(update={"name": name or naming.name_of(site.tree, origin)})
    trials = lists.try_all(site)
    found = searches.search_trials(site)
    chosen = choose.choose((*trials, *found))
    taken = _samples(chosen, (*trials, *found), site.aim, fetch, judge)
    read = [sample.article for sample in taken if sample.article and not sample.rejected]
    region = region or naming.region_of(site.tree, origin, read)
    told = {"slug": draft.slug, "name": draft.name, "url": origin, "region": region}
    zone = {} if region else naming.zone_of(sample.article for sample in taken if sample.article)
    source = Source.model_validate({**told, **zone, "discover": choose.discover_of(chosen)})
    doubts = (*doubts_of((*trials, *found), taken, now), *searches.soft_404s(site, found))
    if not chosen:
        doubts += about_home(judge(samples.page_of(answer, facts_of(draft)), facts_of(draft), True))
    moved = _moved(f"{origin_of(url)}/", answer)
    return Report(url, source, (*trials, *found), chosen, taken, doubts, moved, ways.system_of(site))


def look_again(source: Source, fetch: Fetch, judge: Judge, now: datetime) -> Report:
    """Tries a source's own ways and a few samples; a source that tells no ways is looked at as a whole."""
    if source.discover.empty:
        report = look(source.url, fetch, judge, now, name=source.name, region=source.region)
        return replace(report, source=source)
    answer = _home(source.url, fetch)
    site = ways.visit(plan.aim_of(source, now), fetch, answer)
    trials = tuple(lists.own_ways(site))
    taken = _samples(trials, trials, site.aim, fetch, judge)
    doubts = (*doubts_of(trials, taken, now), *_unexpected(source, trials, now))
    working = tuple(trial for trial in trials if trial.works)
    return Report(source.url, source, trials, working, taken, doubts, _moved(source.url, answer), ways.system_of(site))


def known_as(url: str, sources: Iterable[Source]) -> Source | None:
    """The source that follows this site already, or None."""
    wanted = _host(url)
    return next((source for source in sources if _host(source.url) == wanted), None)


def origin_of(url: str) -> str:
    """The address of a site: scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _home(url: str, fetch: Fetch) -> Answer:
    """The home page, behind the splash page that some sites put before it. Raises ProbeError."""
    answer = _answered(url, fetch)
    wait, following = get_meta_refresh(characters(answer.body, answer.headers)[0], answer.url)
    is_splash = wait is not None and wait <= LONGEST_SPLASH and canonical(following or url) != canonical(answer.url)
    return _answered(following, fetch) if following and is_splash else answer


def _answered(url: str, fetch: Fetch) -> Answer:
    try:
        answer = fetch(url)
    except FetchError as error:
        raise ProbeError(f"{url} gives no answer: {sentence_of(error.reason)}") from error
    if answer.status >= 400:
        raise ProbeError(f"{url} answers HTTP {answer.status}; a site that blocks crawlers cannot be followed")
    return answer


def _samples(
    chosen: Iterable[Trial], tried: Iterable[Trial], aim: Aim, fetch: Fetch, judge: Judge
) -> tuple[Sample, ...]:
    links = choose.all_links(chosen) or choose.all_links(tried)
    return samples.take(samples.pick(fold(links), aim), fetch, judge, facts_of(aim.source))


def _moved(url: str, answer: Answer) -> tuple[str, ...]:
    if _host(url) != _host(answer.url):
        return (f"moved: {origin_of(url)} leads to {origin_of(answer.url)}",)
    if canonical(url) != canonical(answer.url):
        return (f"redirects: {url} leads to {answer.url}",)
    return ()


def _unexpected(source: Source, trials: tuple[Trial, ...], now: datetime) -> tuple[str, ...]:
    """What differs from the bounds that the source file states; a week's articles are counted by their dates."""
    bounds = source.expect.week
    if bounds is None:
        return ()
    days = [link.published_at or link.modified_at for link in choose.all_links(trials)]
    count = sum(at is not None and (now - at).days < 7 for at in days)
    if count < bounds.min:
        return (f"fewer than expected: {count} articles in a week, at least {bounds.min} are usual",)
    if bounds.max is not None and count > bounds.max:
        return (f"more than expected: {count} articles in a week, at most {bounds.max} are usual",)
    return ()


def _host(url: str) -> str:
    return urlsplit(canonical(url)).netloc.removeprefix("www.")
