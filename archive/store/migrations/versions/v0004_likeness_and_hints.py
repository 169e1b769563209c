"""Sketches of texts with their bands, and what the list said of a file."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both; `vankien relink` sketches what is held."""
    op.add_column("editions", sa.Column("sketch", sa.LargeBinary(), nullable=True))
    op.add_column("editions", sa.Column("hints", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "likeness_bands",
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["editions.id"], name="fk_likeness_bands_edition_editions", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("band", "edition", name="pk_likeness_bands"),
    )
    op.create_index("ix_likeness_bands_edition", "likeness_bands", ["edition"])
