"""Search pages that narrow, and sites that answer anything: a nonsense search must find nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlencode, urljoin

from crawler.discovery.asks import Ask
from crawler.discovery.links import absolute, on_site
from crawler.discovery.listings import asks
from crawler.discovery.markup import nodes, strings, words
from crawler.probe.records import FetchError, Trial
from crawler.probe.ways import Site, attempt

NONSENSE = "qxzvbkwjplm"
SAME_FOR_NONSENSE = "finds the same for nonsense"


def search_trials(site: Site) -> tuple[Trial, ...]:
    """The first search page or tag page that finds articles for a word of ours and none for nonsense."""
    tried: list[Trial] = []
    for template in _templates(site):
        trial = _try_search(site, template)
        tried.append(trial)
        if trial.works:
            break
    return tuple(tried)


def soft_404s(site: Site, searched: Iterable[Trial]) -> Iterator[str]:
    """What says that the site answers anything: a nonsense address is a page, a nonsense search finds articles."""
    try:
        if site.fetch(urljoin(site.aim.source.url, f"/{NONSENSE}-{NONSENSE[::-1]}")).status == 200:
            yield "soft-404: an address that cannot exist is answered with 200"
    except FetchError:
        pass
    forms = search_forms(site)
    if any(trial.issue == SAME_FOR_NONSENSE and trial.template in forms for trial in searched):
        yield "soft-404: the search finds the same articles for nonsense"


def _templates(site: Site) -> tuple[str, ...]:
    usual = tuple(urljoin(site.home.url, path) for path in words("usual_searches"))
    return search_forms(site) or usual


def search_forms(site: Site) -> tuple[str, ...]:
    """The addresses that the search forms of the home page lead to."""
    if site.tree is None:
        return ()
    found: dict[str, None] = {}
    for form in nodes(site.tree, "//form[not(@method) or translate(@method,'GET','get')='get']"):
        action = absolute(form.get("action", ""), site.home.url) or site.home.url
        asked = strings(form, ".//input[@name][not(@type) or @type='text' or @type='search']/@name")
        if len(asked) == 1 and on_site(action, site.aim.source):
            hidden = nodes(form, ".//input[@type='hidden'][@name]")
            fields = [(each.get("name", ""), each.get("value", "")) for each in hidden]
            query = urlencode([*fields, (asked[0], "{word}")], safe="{}")
            found[f"{action.partition('?')[0]}?{query}"] = None
    return tuple(found)


def _try_search(site: Site, template: str) -> Trial:
    """Tries a search with a word of ours; what the same page shows for nonsense too is no result."""
    first = next(iter(asks(template, site.aim)), None)
    if first is None:
        return Trial(Ask("listing", template), template, issue="no topic words to search for")
    real = attempt(site, first, template)
    if not real.works:
        return real
    blank = attempt(site, Ask("listing", template.replace("{word}", NONSENSE)), template)
    own = tuple(link for link in real.links if link.key not in blank.keys)
    if not own:
        return replace(real, links=(), deep=False, issue=SAME_FOR_NONSENSE)
    return replace(real, links=own, deep=True)
