"""The first tables: works, their texts and captures, the authority table, mentions and what they resolve to."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, those that others refer to first."""
    _works()
    _redirects()
    _index_removals()
    _editions()
    _captures()
    _catalogue()
    _readings()
    _reading_candidates()
    _mentions()


def _works() -> None:
    op.create_table(
        "works",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("seed", sa.String(length=6), nullable=False),
        sa.Column("genre", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("bare_key", sa.String(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("type_code", sa.String(), nullable=True),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("family", sa.String(), nullable=True),
        sa.Column("level", sa.String(length=8), nullable=True),
        sa.Column("issuer_name", sa.String(), nullable=True),
        sa.Column("issuer_basis", sa.String(length=16), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("date_first", sa.String(length=10), nullable=True),
        sa.Column("date_last", sa.String(length=10), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("signatory", sa.Text(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("term", sa.String(length=8), nullable=True),
        sa.Column("system", sa.String(length=8), nullable=True),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("stale", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_works"),
        sa.UniqueConstraint("address", name="uq_works_address"),
    )
    op.create_index("ix_works_bare_key", "works", ["bare_key"], unique=False)
    op.create_index("ix_works_family_year", "works", ["family", "year"], unique=False)
    op.create_index("ix_works_key", "works", ["key"], unique=False)
    op.create_index("ix_works_serial_type_code", "works", ["serial", "type_code"], unique=False)
    op.create_index("ix_works_stale", "works", ["stale"], unique=False)
    op.create_index("ix_works_year_type", "works", ["year", "type"], unique=False)


def _redirects() -> None:
    op.create_table(
        "redirects",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("work", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["work"], ["works.id"], name="fk_redirects_work_works", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("address", name="pk_redirects"),
    )
    op.create_index("ix_redirects_work", "redirects", ["work"], unique=False)


def _index_removals() -> None:
    op.create_table(
        "index_removals",
        sa.Column("address", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_index_removals"),
    )


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("described", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["work"], ["works.id"], name="fk_editions_work_works", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_editions"),
        sa.UniqueConstraint("work", "digest", name="uq_editions_work_digest"),
    )
    op.create_index("ix_editions_digest", "editions", ["digest"], unique=False)
    op.create_index(
        "uq_editions_current",
        "editions",
        ["work"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )


def _captures() -> None:
    op.create_table(
        "captures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("warc_file", sa.String(), nullable=False),
        sa.Column("warc_offset", sa.Integer(), nullable=False),
        sa.Column("captured_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name="fk_captures_edition_editions", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_captures"),
    )
    op.create_index("ix_captures_edition", "captures", ["edition"], unique=False)
    op.create_index("ix_captures_origin", "captures", ["origin"], unique=False)


def _catalogue() -> None:
    op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("issuer_name", sa.String(), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("term", sa.String(length=8), nullable=True),
        sa.Column("grade", sa.String(length=1), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("work", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["work"], ["works.id"], name="fk_catalogue_work_works", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue"),
    )
    op.create_index("ix_catalogue_key", "catalogue", ["key"], unique=False)
    op.create_index("ix_catalogue_work", "catalogue", ["work"], unique=False)


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("before", sa.String(length=10), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["target"], ["works.id"], name="fk_readings_target_works", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.UniqueConstraint("digest", name="uq_readings_digest"),
    )
    op.create_index("ix_readings_key", "readings", ["key"], unique=False)
    op.create_index("ix_readings_target", "readings", ["target"], unique=False)


def _reading_candidates() -> None:
    op.create_table(
        "reading_candidates",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("work", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading"], ["readings.id"], name="fk_reading_candidates_reading_readings", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["work"], ["works.id"], name="fk_reading_candidates_work_works", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reading", "rank", name="pk_reading_candidates"),
    )
    op.create_index("ix_reading_candidates_work", "reading_candidates", ["work"], unique=False)


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("issuer_name", sa.String(), nullable=True),
        sa.Column("issuer_body", sa.String(), nullable=True),
        sa.Column("issuer_basis", sa.String(length=16), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("relation", sa.String(), nullable=True),
        sa.Column("provision", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name="fk_mentions_edition_editions", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_mentions_reading_readings"),
        sa.PrimaryKeyConstraint("id", name="pk_mentions"),
    )
    op.create_index("ix_mentions_edition", "mentions", ["edition"], unique=False)
    op.create_index("ix_mentions_reading", "mentions", ["reading"], unique=False)
