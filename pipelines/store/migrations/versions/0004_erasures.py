"""Archived records whose bytes are still to be erased are remembered until it is done."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "erasures",
        sa.Column("file", sa.String(length=2048), nullable=False),
        sa.Column("offset", number, autoincrement=False, nullable=False),
        sa.Column("length", number, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("file", "offset", name=op.f("pk_erasures")),
    )
