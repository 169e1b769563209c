"""The tables of the store, one a thing the archive can say something about; no query stands here.

What each column means is said beside it. Works have an address and a number, never a key made of the number: a number
repeats. Dates are ISO strings at their own precision, with the first and last day they may mean for comparing.
Changes go through `migrations`; a test holds the two to each other.
"""

from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

# A row or a selection of columns of any number and kind, read by their names.
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_SHELF = ("genre", "family", "type", "year", "date", "term", "level", "system")

# A work: a directive or article whose text is held, or a stub (cited or catalogued, text not held).
works = Table(
    "works",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", String, nullable=False, unique=True),  # without "/vb/"
    Column("seed", String(6), nullable=False),  # tells works without a number apart in their address
    Column("genre", String(16), nullable=False),  # directive, article, stub
    Column("key", String, nullable=False),  # the number's key, "plenum:XII:4"; "" for works without a number
    Column("number", String),  # canonical printed form: 47-CT/TU
    # The key it is cited by without its number: “Chỉ thị 05” bare:CT:5, “Luật Đất đai 2013” law:dat-dai:2013; else "".
    Column("bare_key", String, nullable=False),
    Column("serial", Integer),
    Column("type_code", String),  # as works are compared by: QĐi → QĐ
    Column("type", String),  # printed name: Chỉ thị
    Column("body", String),  # id of the bodies table, or made from a name
    Column("family", String),  # the body's family: what addresses and browsing go by
    Column("level", String(8)),
    Column("issuer_name", String),
    Column("issuer_basis", String(16)),
    Column("date", String(10)),  # ISO, at its own precision
    Column("date_first", String(10)),
    Column("date_last", String(10)),
    Column("year", Integer),
    Column("title", Text),
    Column("signatory", Text),
    Column("place", String),
    Column("term", String(8)),
    Column("system", String(8)),
    Column("demonstration", Boolean, nullable=False),
    Column("grade", String(1), nullable=False),  # evidence grade of its row of the authority table, "" when none
    Column("source", Text, nullable=False),  # where that row has it from
    Column("created_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False, server_default=""),  # when its text or description changed last
    Column("stale", Integer, nullable=False),  # changes since the index read it last; 0 when it is up to date
    Index("ix_works_key", "key"),
    Index("ix_works_bare_key", "bare_key"),
    Index("ix_works_serial_type_code", "serial", "type_code"),
    Index("ix_works_family_year", "family", "year"),
    Index("ix_works_year_type", "year", "type"),
    Index("ix_works_stale", "stale"),
    Index("ix_works_changed_at", "changed_at", "id"),
    # Everything lists of bodies, years, types and terms are counted by: they are counted in the index alone.
    Index("ix_works_genre_family_type_year_date_term_level_system", *_SHELF),
    Index("ix_works_type_year", "type", "year"),
    Index("ix_works_term", "term"),
)

# A former address leads to its work for ever; without a work it leads to the list of its number's works.
redirects = Table(
    "redirects",
    metadata,
    Column("address", String, primary_key=True),
    Column("work", Integer, ForeignKey("works.id", ondelete="SET NULL"), index=True),
    Column("key", String, nullable=False),
    Column("left_at", String(32), nullable=False, server_default=""),  # when the work left it; "" before it was kept
    Index("ix_redirects_left_at", "left_at"),
)

# What was withdrawn for good: its address answers that it is gone and never leads to another work.
tombstones = Table(
    "tombstones",
    metadata,
    Column("address", String, primary_key=True),
    Column("sets", Text, nullable=False),  # JSON: what lists of machines had it, its body's family and its type
    Column("reason", Text, nullable=False),  # for people; says nothing of what the text was
    Column("gone_at", String(32), nullable=False),
    # Of the key of its number, so that a citation makes no stub of it again; "" for a work without a number.
    Column("key_digest", String(64), nullable=False, server_default="", index=True),
    Index("ix_tombstones_gone_at", "gone_at", "address"),
)

# What a clerk says of a work, field by field; it is the strongest source and no reading of a text replaces it.
corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("work", Integer, ForeignKey("works.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("field", String(16), nullable=False),  # one of archive.works.precedence.FIELDS
    Column("value", Text, nullable=False),  # as written; "" says that there is none
    Column("account", String, nullable=False),  # the account's name
    Column("note", Text, nullable=False),  # why, or where it stands
    Column("made_at", String(32), nullable=False),
    Column("ended_at", String(32)),  # when a later correction or its taking back ended it
)

# A topic: a name people browse by and the words it is found by. Learned ones wait until a clerk keeps them.
topics = Table(
    "topics",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String, nullable=False, unique=True),
    Column("label", String, nullable=False),
    Column("words", Text, nullable=False),  # JSON: the phrases that show it
    Column("standing", String(8), nullable=False),  # learned, kept, refused
)

topic_works = Table(
    "topic_works",
    metadata,
    Column("topic", Integer, ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True),
    Column("work", Integer, ForeignKey("works.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("weight", Float, nullable=False),
)

# Addresses the index still knows and must forget.
index_removals = Table("index_removals", metadata, Column("address", String, primary_key=True))

# One text of a work. The one people read is `current`; the others are kept.
editions = Table(
    "editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("work", Integer, ForeignKey("works.id", ondelete="CASCADE"), nullable=False),
    Column("origin", Text, nullable=False),  # where this text was first read
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),  # of the text with spelling, blanks and punctuation folded
    Column("described", Text, nullable=False),  # JSON: number, type, issuer … as read from this text
    Column("blocks", Text, nullable=False),  # JSON
    Column("words", LargeBinary, nullable=False),  # packed spans
    Column("evidence", Text, nullable=False),  # JSON
    Column("derivation", Text, nullable=False, server_default=""),  # JSON: recognised, converted, recoded; "" for none
    Column("images", Text, nullable=False, server_default=""),  # JSON: where pictures of recognised pages are; "" none
    Column("sketch", LargeBinary),  # of the text, to find near copies by; NULL for texts kept before there were any
    Column("outline", LargeBinary),  # its parts with their anchors, packed; NULL for texts kept before it was
    Column("hints", Text, nullable=False, server_default=""),  # JSON: what the list it was found in said; "" for none
    Column("current", Boolean, nullable=False),
    Column("created_at", String(32), nullable=False),
    UniqueConstraint("work", "digest"),
    Index("ix_editions_digest", "digest"),
    Index(
        "uq_editions_current",
        "work",
        unique=True,
        sqlite_where=text("current"),
    ),
)

# Figures of the sketches: two texts with an equal figure are worth comparing.
likeness_bands = Table(
    "likeness_bands",
    metadata,
    Column("band", BigInteger, primary_key=True),
    Column("edition", Integer, ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True, index=True),
)

# Bytes that gave an edition; the newest of an origin says what that origin holds now.
captures = Table(
    "captures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition", Integer, ForeignKey("editions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("origin", Text, nullable=False, index=True),
    Column("media_type", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("warc_file", String, nullable=False),
    Column("warc_offset", Integer, nullable=False),
    Column("captured_at", String(32), nullable=False),
)

# The rows of the authority table as last loaded.
catalogue = Table(
    "catalogue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("number", String, nullable=False),
    Column("type", String),
    Column("body", String),
    Column("issuer_name", String),
    Column("date", String(10)),
    Column("title", Text),
    Column("term", String(8)),
    Column("grade", String(1), nullable=False),
    Column("source", Text, nullable=False),
    Column("work", Integer, ForeignKey("works.id", ondelete="SET NULL"), index=True),  # the work it speaks of
)

# What mentions say of the work they mean, and what that resolves to. "" stands for what is not said, so that equal
# readings are one row.
readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),  # of the values that make a reading
    Column("key", String, nullable=False, index=True),
    Column("type", String, nullable=False),
    Column("body", String, nullable=False),
    Column("date", String(10), nullable=False),
    Column("before", String(10), nullable=False),
    Column("title", Text, nullable=False),
    Column("term", String(8), nullable=False, server_default=""),
    Column("target", Integer, ForeignKey("works.id", ondelete="SET NULL"), index=True),
    Column("rule", String, nullable=False),
    Column("confidence", Float, nullable=False),
)

reading_candidates = Table(
    "reading_candidates",
    metadata,
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("work", Integer, ForeignKey("works.id", ondelete="CASCADE"), nullable=False, index=True),
)

# One place in an edition that refers to a document.
mentions = Table(
    "mentions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition", Integer, ForeignKey("editions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("surface", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("key", String, nullable=False),
    Column("number", String),
    Column("type", String),
    Column("issuer_name", String),
    Column("issuer_body", String),
    Column("issuer_basis", String(16)),
    Column("date", String(10)),
    Column("title", Text),
    Column("relation", String),
    Column("provision", Text),  # JSON: text, start, end
    Column("evidence", Text, nullable=False),  # JSON
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("term", String(8)),
)

# What an edition says of the validity of a work: of the one a reading means, or (no reading) of its own.
claims = Table(
    "claims",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition", Integer, ForeignKey("editions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), index=True),
    Column("value", String(16), nullable=False),
    Column("scope", String(8), nullable=False),  # whole, part
    Column("provisions", Text, nullable=False),  # the parts as written; "" for the whole
    Column("since", String(10)),  # ISO, the first day on which it holds; NULL where no day is written
    Column("told", Boolean, nullable=False),  # no act of the text: then a missing day is not that of the text
    Column("start", Integer, nullable=False),  # the words that say so, a span of the edition's text
    Column("end", Integer, nullable=False),
)
