"""How a text came out of its bytes, and where the pictures of recognised pages are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns; what is held was read as it stands."""
    op.add_column("editions", sa.Column("derivation", sa.Text(), nullable=False, server_default=""))
    op.add_column("editions", sa.Column("images", sa.Text(), nullable=False, server_default=""))
