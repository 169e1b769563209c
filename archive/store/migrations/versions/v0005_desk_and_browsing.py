"""What clerks correct, topics, what was withdrawn, when a work changed, and the outline of a text."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them; a work held before changed when it came in, its outline is read when it is asked for."""
    op.add_column("works", sa.Column("changed_at", sa.String(32), nullable=False, server_default=""))
    op.execute("UPDATE works SET changed_at = created_at")
    op.create_index("ix_works_changed_at", "works", ["changed_at", "id"])
    shelf = ["genre", "family", "type", "year", "date", "term", "level", "system"]
    op.create_index("ix_works_genre_family_type_year_date_term_level_system", "works", shelf)
    op.create_index("ix_works_type_year", "works", ["type", "year"])
    op.create_index("ix_works_term", "works", ["term"])
    op.add_column("editions", sa.Column("outline", sa.LargeBinary(), nullable=True))
    _withdrawn()
    _corrections()
    _topics()


def _withdrawn() -> None:
    op.create_table(
        "tombstones",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("sets", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("gone_at", sa.String(32), nullable=False),
        sa.Column("key_digest", sa.String(64), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("address", name="pk_tombstones"),
    )
    op.create_index("ix_tombstones_gone_at", "tombstones", ["gone_at", "address"])
    op.create_index("ix_tombstones_key_digest", "tombstones", ["key_digest"])
    op.add_column("redirects", sa.Column("left_at", sa.String(32), nullable=False, server_default=""))
    op.create_index("ix_redirects_left_at", "redirects", ["left_at"])


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("ended_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["work"], ["works.id"], name="fk_corrections_work_works", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_work", "corrections", ["work"])


def _topics() -> None:
    op.create_table(
        "topics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("standing", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.UniqueConstraint("slug", name="uq_topics_slug"),
    )
    op.create_table(
        "topic_works",
        sa.Column("topic", sa.Integer(), nullable=False),
        sa.Column("work", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["topic"], ["topics.id"], name="fk_topic_works_topic_topics", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["work"], ["works.id"], name="fk_topic_works_work_works", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("topic", "work", name="pk_topic_works"),
    )
    op.create_index("ix_topic_works_work", "topic_works", ["work"])
