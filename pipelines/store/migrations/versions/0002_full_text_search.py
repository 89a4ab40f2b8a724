"""Full-text search over title and text of the releases, by the means of each engine."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE search_releases USING fts5("
    "title, text, content='releases', content_rowid='id', tokenize=\"unicode61 remove_diacritics 2\")",
    "CREATE TRIGGER search_insert AFTER INSERT ON releases BEGIN "
    "INSERT INTO search_releases(rowid, title, text) VALUES (new.id, new.title, new.text); END",
    "CREATE TRIGGER search_delete AFTER DELETE ON releases BEGIN "
    "INSERT INTO search_releases(search_releases, rowid, title, text) "
    "VALUES ('delete', old.id, old.title, old.text); END",
    "CREATE TRIGGER search_update AFTER UPDATE OF title, text ON releases "
    "WHEN old.title IS NOT new.title OR old.text IS NOT new.text BEGIN "
    "INSERT INTO search_releases(search_releases, rowid, title, text) "
    "VALUES ('delete', old.id, old.title, old.text); "
    "INSERT INTO search_releases(rowid, title, text) VALUES (new.id, new.title, new.text); END",
    "INSERT INTO search_releases(search_releases) VALUES ('rebuild')",
)
POSTGRESQL = (
    "CREATE INDEX search_indonesian ON releases USING gin (to_tsvector('indonesian', title || ' ' || text))",
    "CREATE INDEX search_simple ON releases USING gin (to_tsvector('simple', title || ' ' || text))",
)


def upgrade() -> None:
    """To this version."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
