"""Alerts: one digest when sources changed their state, through any address that Apprise understands."""

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.monitor.health import NEEDS_A_PERSON, Health
from pipelines.errors import LapaswireError

UNREACHABLE = frozenset({"failing", "gone"})
MANY = 5
ALL_AT_ONCE = "None of these sites answers any more: look at this machine's own network first."


class AlertError(LapaswireError):
    """A channel cannot be used; the message names it by its scheme alone, never with its secrets."""


@dataclass(frozen=True, slots=True)
class Change:
    """A source that is in another state than before; `before` is empty where nothing was told of it yet."""

    slug: str
    before: str
    health: Health


def state_changes(before: Mapping[str, str], now: Mapping[str, Health]) -> tuple[Change, ...]:
    """The sources whose state changed so that a person should hear of it: into trouble, or out of it."""
    changes = (Change(slug, before.get(slug, ""), health) for slug, health in sorted(now.items()))
    return tuple(change for change in changes if _worth_telling(change))


def _worth_telling(change: Change) -> bool:
    troubled, was_troubled = change.health.state in NEEDS_A_PERSON, change.before in NEEDS_A_PERSON
    return change.health.state != change.before and (troubled or was_troubled)


def digest(changes: tuple[Change, ...]) -> tuple[str, str]:
    """Title and text of one message about all changes."""
    troubled = [change.health.state for change in changes if change.health.state in NEEDS_A_PERSON]
    title = f"lapaswire: {len(troubled)} in trouble, {len(changes) - len(troubled)} well again"
    doubt = [ALL_AT_ONCE] if len(troubled) >= MANY and UNREACHABLE.issuperset(troubled) else []
    return title, "\n".join([*doubt, *map(_line, changes)])


def _line(change: Change) -> str:
    before = f"{change.before} → " if change.before else ""
    told = f"{change.slug}: {before}{change.health.state} ({change.health.seen})"
    return f"{told}; {change.health.advice.replace('SLUG', change.slug)}" if change.health.advice else told


def send(addresses: tuple[str, ...], title: str, text: str) -> tuple[str, ...]:
    """Sends a message to every address; gives the schemes of those that failed. Raises AlertError without Apprise."""
    try:
        from apprise import Apprise
    except ImportError as error:
        raise AlertError('Alerts need the extra "alerts": pip install "lapaswire[alerts]"') from error
    return tuple(_scheme(address) for address in addresses if not _sent(Apprise(), address, title, text))


def _sent(channel: object, address: str, title: str, text: str) -> bool:
    """Whether a channel took the message; nothing that a channel does may stop a crawl."""
    try:
        return bool(channel.add(address) and channel.notify(body=text, title=title))  # type: ignore[attr-defined]
    except Exception:
        return False


def _scheme(address: str) -> str:
    return address.partition(":")[0] + "://…"
