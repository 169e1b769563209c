"""What was withdrawn, asked of a number: which works must not be named again where somebody cites them.

A number alone does not tell (every province has its 47-CT/TU): a sketch or a row of the authority table is the
withdrawn work when nothing that is known of it, body and year, says that it is another.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import BindParameter, Connection, bindparam, select

from archive.store.tables import tombstones
from archive.works.address import UNKNOWN


class _Link(Protocol):
    """What one reading resolves to, as `archive.store.sketches.Answer` has it."""

    @property
    def target(self) -> str | int | None:
        """The work, by address or place among the sketches."""

    @property
    def candidates(self) -> Sequence[str | int]:
        """What may be meant."""

    @property
    def rule(self) -> str:
        """The name of the rule."""

    @property
    def confidence(self) -> float:
        """From 0 to 1."""


@dataclass(frozen=True, slots=True)
class Left:
    """A link when sketches were left out: their places are counted anew."""

    target: str | int | None
    candidates: tuple[str | int, ...]
    rule: str
    confidence: float


def key_digest(key: str) -> str:
    """The digest of a number's key, "" for a work without one."""
    return hashlib.sha256(f"vankien:{key}".encode()).hexdigest() if key else ""


def withdrawn_under(connection: Connection, key: str) -> tuple[str, ...]:
    """The addresses of what was withdrawn with the number of a key."""
    digest = key_digest(key)
    if not digest:
        return ()
    found = connection.execute(select(tombstones.c.address).where(tombstones.c.key_digest == digest))
    return tuple(found.scalars())


def withdrawn_under_all(connection: Connection, keys: Sequence[str]) -> dict[str, list[str]]:
    """The same for many keys, in one statement; keys with which nothing was withdrawn are left out."""
    digests = {key_digest(key): key for key in keys}
    found: dict[str, list[str]] = {}
    for digest, address in connection.execute(_UNDER, {"digests": list(digests)}):
        found.setdefault(digests[digest], []).append(address)
    return found


_DIGESTS: BindParameter[Any] = bindparam("digests", expanding=True)
_UNDER = select(tombstones.c.key_digest, tombstones.c.address).where(
    tombstones.c.key_digest.in_(_DIGESTS), tombstones.c.key_digest != ""
)


def withdrawn_among(connection: Connection, addresses: Sequence[str]) -> frozenset[str]:
    """Those of some addresses whose works were withdrawn."""
    found = connection.execute(select(tombstones.c.address).where(tombstones.c.address.in_(list(addresses))))
    return frozenset(found.scalars())


def is_withdrawn(address: str, withdrawn: Sequence[str]) -> bool:
    """Whether a work that would have an address may be one of those withdrawn: what is known of both agrees."""
    return any(_agree(address.split("/"), one.split("/")) for one in withdrawn)


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Family, type and year, the first three parts; the number is the same already."""
    return all(left == right or UNKNOWN in (left, right) for left, right in zip(one[:3], other[:3], strict=False))


def left_out(links: Sequence[_Link], gone: frozenset[int]) -> tuple[Left, ...]:
    """The links when the sketches of some places are not made: nothing leads there, later places move up."""

    def moved(name: str | int) -> str | int:
        return name - sum(place < name for place in gone) if isinstance(name, int) else name

    def kept(name: str | int | None) -> bool:
        return name is not None and name not in gone

    return tuple(
        Left(
            moved(link.target) if link.target is not None and kept(link.target) else None,
            tuple(moved(name) for name in link.candidates if kept(name)),
            link.rule if link.target is None or kept(link.target) else "withdrawn",
            link.confidence if link.target is None or kept(link.target) else 0.0,
        )
        for link in links
    )
