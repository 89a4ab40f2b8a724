"""What the database holds, and whether it is whole."""

from dataclasses import dataclass

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from pipelines.store.engine import alembic_config, reading
from pipelines.store.models import AppearanceRow, ArticleRow, Base, EventRow, ReleaseRow


@dataclass(frozen=True, slots=True)
class Stats:
    """Rows of every table, and bytes of the whole database."""

    rows: dict[str, int]
    size: int


def stats(session: Session) -> Stats:
    """Counts every table."""
    tables = Base.metadata.sorted_tables
    rows = {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    size = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if on_sqlite
        else "SELECT pg_database_size(current_database())"
    )
    return Stats(dict(sorted(rows.items())), session.scalar(text(size)) or 0)


def check(engine: Engine) -> list[str]:
    """What is wrong with the database, in sentences; nothing when it is whole."""
    with reading(engine) as session:
        connection = session.connection()
        context = MigrationContext.configure(connection)
        scripts = ScriptDirectory.from_config(alembic_config(connection))
        found = context.get_current_revision()
        if found and found not in {script.revision for script in scripts.walk_revisions()}:
            return [f"the schema is {found}, of a newer version of the program: install that one"]
        if found != scripts.get_current_head():
            return [f"the schema is {found or 'missing'}: run `lapaswire db upgrade`"]
        return [*_engine_faults(session), *_orphans(session)]


def _engine_faults(session: Session) -> list[str]:
    if session.get_bind().dialect.name != "sqlite":
        return []
    told = session.scalars(text("SELECT * FROM pragma_integrity_check(20)")).all()
    loose = session.execute(text('SELECT DISTINCT "table" FROM pragma_foreign_key_check')).scalars().all()
    faults = [f"SQLite: {fault}" for fault in told if fault != "ok"]
    return faults + [f"loose references in table {name}" for name in loose]


def _orphans(session: Session) -> list[str]:
    """Records that a healthy database never holds."""
    article = select(ArticleRow.id).where(ArticleRow.id == AppearanceRow.article_id)
    copies = select(AppearanceRow.id).where(AppearanceRow.release_id == ReleaseRow.id)
    releases = select(ReleaseRow.id).where(ReleaseRow.event_id == EventRow.id)
    asked = {
        "appearances without a release": select(AppearanceRow.id).where(AppearanceRow.release_id.is_(None)),
        "appearances without an article": select(AppearanceRow.id).where(~article.exists()),
        "releases without an appearance": select(ReleaseRow.id).where(~copies.exists()),
        "releases without an event": select(ReleaseRow.id).where(ReleaseRow.event_id.is_(None)),
        "events without a release": select(EventRow.id).where(~releases.exists()),
    }
    counted = {what: session.scalar(select(func.count()).select_from(rows.subquery())) for what, rows in asked.items()}
    return [f"{count} {what}: run `lapaswire reprocess`" for what, count in counted.items() if count]
