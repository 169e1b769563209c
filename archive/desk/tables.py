"""The tables of the desk's file, one a thing that people leave; no query stands here.

Moments are ISO 8601 in UTC. What could tell who read what (addresses of machines, cookies of readers) has no column.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),  # what is typed to sign in; folded to lower case
    Column("shown", String, nullable=False),  # how the person is named on pages of the desk
    Column("email", String, nullable=False),  # "" for none; digests go there
    Column("role", String(8), nullable=False),  # reader, clerk, admin
    Column("password", String, nullable=False),  # argon2id, with its own parameters and salt
    Column("active", Boolean, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),  # wrong passwords since the last right one
    Column("locked_until", String(32)),  # NULL when it is not locked
    Column("one_time", Boolean, nullable=False, server_default=false()),  # the password was given by another person
    Column("mail_trouble", Text, nullable=False, server_default=""),  # why the last digest was not taken; "" for none
)

# A signed-in browser. Only a digest of its token is kept: who reads the file cannot sign in with it.
sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("begun_at", String(32), nullable=False),
    Column("seen_at", String(32), nullable=False),
)

# Who did what at the desk; rows are added, never changed, but for what names a work that was withdrawn.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False, index=True),
    Column("account", String, nullable=False),  # the name; it stays when the account is gone
    Column("act", String(32), nullable=False),
    Column("what", String, nullable=False),  # the address of a work, the name of an account …
    Column("detail", Text, nullable=False),
)

# What readers say is wrong on a page.
mistakes = Table(
    "mistakes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("address", String, nullable=False, index=True),  # of the work
    Column("place", String, nullable=False),  # the anchor of the part, "" for the whole
    Column("kind", String(16), nullable=False),  # of the table of kinds on the form
    Column("words", Text, nullable=False),
    Column("standing", String(8), nullable=False),  # waiting, mended, refused
    Column("answer", Text, nullable=False),
    Column("account", String, nullable=False),  # who answered; "" while it waits
)

# Questions that found nothing, counted by folded words and day; no row says who asked or when on that day.
misses = Table(
    "misses",
    metadata,
    Column("words", String, primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("asked", Integer, nullable=False),
)

# What an account follows: a search (the part of its address behind "?") or a work (its address).
followed = Table(
    "followed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(8), nullable=False),  # search, work
    Column("target", String, nullable=False),
    Column("label", String, nullable=False),
    Column("rhythm", String(8), nullable=False),  # daily, weekly, none
    Column("made_at", String(32), nullable=False),
    Column("told_until", String(32), nullable=False),  # what changed up to then has been told
    UniqueConstraint("account", "kind", "target"),
    Index("ix_followed_rhythm", "rhythm"),
)
