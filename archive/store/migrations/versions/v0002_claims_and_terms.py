"""Claims of validity, and the congress term a mention is written with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of claims and the columns for terms."""
    op.add_column("readings", sa.Column("term", sa.String(length=8), nullable=False, server_default=""))
    op.add_column("mentions", sa.Column("term", sa.String(length=8), nullable=True))
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=True),
        sa.Column("value", sa.String(length=16), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("provisions", sa.Text(), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name="fk_claims_edition_editions", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_claims_reading_readings", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
    )
    op.create_index("ix_claims_edition", "claims", ["edition"])
    op.create_index("ix_claims_reading", "claims", ["reading"])
