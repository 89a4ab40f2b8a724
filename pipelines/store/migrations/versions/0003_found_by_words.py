"""Copies are found by their words too; officials are joined over all releases.

Rows that are there already get both when `lapaswire reprocess` goes over them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OFFICIALS = (
    "CREATE VIEW officials AS SELECT people.official AS key, min(people.name) AS name, min(people.role) AS role, "
    "min(people.unit) AS unit, count(DISTINCT people.release_id) AS releases, "
    "min(releases.published_at) AS first_published, max(releases.published_at) AS last_published "
    "FROM people JOIN releases ON releases.id = people.release_id "
    "WHERE people.official IS NOT NULL GROUP BY people.official"
)


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "samples",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("appearance_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "appearance_id", name=op.f("pk_samples")),
        sqlite_with_rowid=False,
    )
    op.add_column("appearances", sa.Column("samples", sa.LargeBinary(), nullable=True))
    op.add_column("people", sa.Column("official", sa.String(length=40), nullable=True))
    op.create_index(op.f("ix_people_official"), "people", ["official"], unique=False)
    op.execute(OFFICIALS)
    op.execute("UPDATE releases SET shown = NULL")
