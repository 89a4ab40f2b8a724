"""WordPress' REST interface: a hundred posts a request, newest first, each whole."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import orjson

from crawler.discovery.asks import Aim, Answer, Ask, Found
from crawler.discovery.handed import post_page
from crawler.discovery.instants import instant
from crawler.discovery.links import Link, absolute, fold
from crawler.discovery.markup import UnreadableError, plain

POSTS_PER_PAGE = 100  # the interface's own limit
FIELDS = "id,link,slug,date,date_gmt,modified,modified_gmt,title,excerpt,content,_links,_embedded"
_POSTS = "wp/v2/posts"
_OVERLAP = timedelta(hours=1)  # clocks differ, and what was published last may have been in no cache yet


def asks(root: str, aim: Aim) -> tuple[Ask, ...]:
    """The first addresses to ask: what was published and what was changed since the last run, else every post; going
    back, a search for each word."""
    if aim.targeted:
        return tuple(Ask("wordpress", address(root, aim, search=word)) for word in aim.search_words)
    if aim.since is not None or aim.last_run is None:
        return (Ask("wordpress", address(root, aim)),)
    # A post that was scheduled keeps the moment when it was written as that of its last change.
    moment = _exact(aim.last_run - _OVERLAP)
    return tuple(
        Ask("wordpress", address(root, aim, **{limit: moment}), for_this_run=True)
        for limit in ("after", "modified_after")
    )


def address(root: str, aim: Aim, **more: str) -> str:
    """The address of the first page of posts; `root` ends in `wp-json/` or holds `?rest_route=/`."""
    query = {"per_page": str(POSTS_PER_PAGE), "page": "1", "_fields": FIELDS, "_embed": "author,wp:term"}
    if aim.since is not None:
        query["after"] = _exact(datetime.combine(aim.since, time.min, ZoneInfo(aim.source.timezone)))
    query |= more
    parts = urlsplit(root)
    own = dict(parse_qsl(parts.query))
    path = parts.path
    if "rest_route" in own:
        own["rest_route"] = f"/{_POSTS}"
    else:
        path = f"{path.rstrip('/')}/{_POSTS}"
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(own | query, safe=",:/"), ""))


def without_permalinks(url: str) -> str | None:
    """The same question in the form `?rest_route=`, which works where permalinks are off; None if it is that form."""
    parts = urlsplit(url)
    path, found, _ = parts.path.partition("/wp-json")
    if not found:
        return None
    query = [("rest_route", f"/{_POSTS}"), *parse_qsl(parts.query)]
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/", urlencode(query, safe=",:/"), ""))


def read(ask: Ask, answer: Answer, aim: Aim) -> Found:
    """The posts of one answer and the next page. Raises UnreadableError where it is no list of posts."""
    posts = _posts(answer.body)
    links = tuple(link for post in posts if (link := _link(post, answer, aim)))
    pages = answer.header("X-WP-TotalPages") or ""
    last = int(pages) if pages.isdecimal() else (ask.page + 1 if len(posts) >= POSTS_PER_PAGE else ask.page)
    more = (replace(ask, url=_page_after(ask), page=ask.page + 1),) if posts and ask.page < last else ()
    return Found(fold(links), more=more)


def is_past_the_end(answer: Answer) -> bool:
    """Whether a refusal only says that there is no such page of posts."""
    return answer.status == 400 and b"rest_post_invalid_page_number" in answer.body


def _posts(body: bytes) -> list[dict[str, Any]]:
    """The posts of an answer; what a faulty plugin prints before or behind the list is skipped."""
    start, end = body.find(b"["), body.rfind(b"]")
    try:
        found = orjson.loads(body[start : end + 1]) if start >= 0 and not body.lstrip().startswith(b"{") else None
    except orjson.JSONDecodeError as error:
        raise UnreadableError("no list of posts: broken JSON") from error
    if not isinstance(found, list) or not all(isinstance(post, dict) for post in found):
        raise UnreadableError("no list of posts")
    return found


def _link(post: dict[str, Any], answer: Answer, aim: Aim) -> Link | None:
    url = absolute(str(post.get("link") or ""), answer.url) if post.get("link") else None
    if url is None:
        return None
    content = post.get("content") if isinstance(post.get("content"), dict) else {}
    link = Link(
        url=url,
        title=plain(_rendered(post, "title")),
        published_at=_instant(post, "date", aim),
        modified_at=_instant(post, "modified", aim),
        summary=plain(_rendered(post, "excerpt")),
        way="wordpress",
        tags=tuple(_terms(post)),
    )
    text = _rendered(post, "content")
    whole = text and not (content or {}).get("protected")
    return replace(link, page=post_page(link, post, text, answer, aim) if whole else None)


def _rendered(post: dict[str, Any], name: str) -> str:
    value = post.get(name)
    return str(value.get("rendered") or "") if isinstance(value, dict) else ""


def _instant(post: dict[str, Any], name: str, aim: Aim) -> datetime | None:
    """`date_gmt` is UTC and says so nowhere; drafts have the year 0000 there."""
    exact = instant(str(post.get(f"{name}_gmt") or ""), "UTC", aim.now)
    return exact or instant(str(post.get(name) or ""), aim.source.timezone, aim.now)


def _terms(post: dict[str, Any]) -> Iterator[str]:
    embedded = post.get("_embedded")
    groups = embedded.get("wp:term") if isinstance(embedded, dict) else None
    for group in groups if isinstance(groups, list) else ():
        for term in group if isinstance(group, list) else ():
            if isinstance(term, dict) and term.get("name"):
                yield str(term["name"])


def _page_after(ask: Ask) -> str:
    return re.sub(r"(?<=[?&]page=)\d+", str(ask.page + 1), ask.url)


def _exact(moment: datetime) -> str:
    """The moment in UTC: the interface turns what has a zone into the site's own clock (WordPress 5.3 and later)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
