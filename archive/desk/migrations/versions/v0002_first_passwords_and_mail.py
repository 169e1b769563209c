"""Passwords that must be changed at the first sign-in, and what the mail server said of an account's last digest."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns."""
    op.add_column("accounts", sa.Column("one_time", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("accounts", sa.Column("mail_trouble", sa.Text(), nullable=False, server_default=""))
