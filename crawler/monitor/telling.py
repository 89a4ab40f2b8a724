"""Tells people of changed states, once each: what was told last is remembered with the source."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.monitor.alerts import AlertError, Change, digest, send, state_changes
from crawler.monitor.health import Health
from pipelines.store.engine import write
from pipelines.store.sources import save_source_state, source_state

log = logging.getLogger(__name__)


def tell_changes(engine: Engine, addresses: tuple[str, ...], health: Mapping[str, Health]) -> None:
    """One digest of all changes of state, to the log and to every address; a failing channel is told in the log.

    A digest that no channel took is told again with the next one.
    """
    changes = write(engine, lambda session: state_changes(_told(session, health), health))
    if not changes:
        return
    title, text = digest(changes)
    log.warning("%s\n%s", title, text)
    if _is_heard(addresses, title, text):
        write(engine, lambda session: _keep_told(session, changes))


def _is_heard(addresses: tuple[str, ...], title: str, text: str) -> bool:
    """Sends to every address; whether one took it, or there is none."""
    try:
        deaf = send(addresses, title, text) if addresses else ()
    except AlertError as error:
        log.error("%s", error)
        return False
    for channel in deaf:
        log.error("the alert channel %s did not take the message", channel)
    return not addresses or len(deaf) < len(addresses)


def _told(session: Session, slugs: Mapping[str, Any]) -> dict[str, str]:
    memories = (source_state(session, slug) for slug in slugs)
    return {memory.slug: memory.health["told"] for memory in memories if "told" in memory.health}


def _keep_told(session: Session, changes: Sequence[Change]) -> None:
    for change in changes:
        memory = source_state(session, change.slug)
        save_source_state(session, replace(memory, health={**memory.health, "told": change.health.state}))
