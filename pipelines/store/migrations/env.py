"""Runs migrations on the connection that `engine.upgrade` hands over."""

from typing import Any, Literal

from alembic import context

from pipelines.store.models import Base
from pipelines.store.types import Instant

NOT_OURS = ("search", "procrastinate_")
"""Beginnings of names that are no part of the models: full-text search differs by engine; the queue has its own."""


def ours(_thing: Any, name: str | None, _kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """Whether Alembic should compare this table or index with the models."""
    return not (name or "").startswith(NOT_OURS)


def plain(kind: str, thing: Any, _autogen: Any) -> str | Literal[False]:
    """Writes our own column type as the one it rests on, so that old migrations outlive our code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=ours,
    compare_type=True,
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
