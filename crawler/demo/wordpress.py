"""The posts interface of WordPress: search, time window, fields and paging with its two counting headers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

import orjson

from crawler.demo.clock import local
from crawler.demo.feeds import paragraphs
from crawler.demo.model import Item, Site

Query = Mapping[str, str]
MOST_PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Posts:
    """One answer of the interface."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


def posts(site: Site, items: Sequence[Item], query: Query, base: str) -> Posts:
    """One page of posts; 400 past the last page and for a page larger than WordPress gives, as WordPress answers."""
    page, size = int(query.get("page", "1")), int(query.get("per_page", "10"))
    if not 1 <= size <= MOST_PER_PAGE:
        return _refused("rest_invalid_param", "Invalid parameter(s): per_page")
    found = [item for item in items if _wanted(site, item, query)]
    pages = -(-len(found) // size)
    if page > max(1, pages):
        return _refused("rest_post_invalid_page_number", "The page number requested is too large.")
    shown = [_fields(_post(site, item, base), query) for item in found[(page - 1) * size : page * size]]
    return Posts(orjson.dumps(shown), headers=(("X-WP-Total", str(len(found))), ("X-WP-TotalPages", str(pages))))


def root(site: Site, base: str) -> bytes:
    """The interface's index, which tells that there is one."""
    return orjson.dumps({"name": site.name, "url": base, "gmt_offset": site.utc_offset, "namespaces": ["wp/v2"]})


def _refused(code: str, message: str) -> Posts:
    return Posts(orjson.dumps({"code": code, "message": message, "data": {"status": 400}}), 400)


def _wanted(site: Site, item: Item, query: Query) -> bool:
    text = " ".join((item.title, *item.paragraphs)).lower()
    return (
        all(word in text for word in query.get("search", "").lower().split())
        and _later(local(item.published, site), query.get("after"))
        and _later(local(item.modified, site), query.get("modified_after"))
    )


def _later(instant: datetime, limit: str | None) -> bool:
    """Whether the instant lies after the limit; a limit without an offset counts in the site's own zone."""
    if not limit:
        return True
    bound = datetime.fromisoformat(limit)
    return instant > (bound if bound.tzinfo else bound.replace(tzinfo=instant.tzinfo))


def _post(site: Site, item: Item, base: str) -> dict[str, Any]:
    stamps = {"date": item.published, "modified": item.modified}
    naive = {key: local(at, site).replace(tzinfo=None).isoformat() for key, at in stamps.items()}
    gmt = {f"{key}_gmt": at.astimezone(UTC).replace(tzinfo=None).isoformat() for key, at in stamps.items()}
    return {
        "id": item.number,
        **naive,
        **gmt,
        "guid": {"rendered": f"{base}/?p={item.number}"},
        "slug": item.path.strip("/").rpartition("/")[2],
        "status": "publish",
        "type": "post",
        "link": base + item.path,
        "title": {"rendered": escape(item.title)},
        "content": {"rendered": paragraphs(site, item), "protected": False},
        "excerpt": {"rendered": f"<p>{item.summary[:150]} [&hellip;]</p>", "protected": False},
        "author": 3,
        "categories": [5],
        "_links": {"author": [{"embeddable": True, "href": f"{base}/wp-json/wp/v2/users/3"}]},
        "_embedded": {"author": [{"id": 3, "name": item.author}], "wp:term": [[{"id": 5, "name": item.category}]]},
    }


def _fields(post: dict[str, Any], query: Query) -> dict[str, Any]:
    wanted = query["_fields"].split(",") if query.get("_fields") else list(post)
    return {key: post[key] for key in wanted if key in post and (key != "_embedded" or "_embed" in query)}
