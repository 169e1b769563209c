"""Stubs held against the truth: each held directive is taken away in thought and its stub built from citations alone.

Nothing is written: the resolver is asked about the works of the number without this one. What the stub then says of
type, body, date and title is compared with the directive, which gives precision without a row checked by hand.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.store.database import Database
from archive.store.listing import cited_directives, quoted_titles
from archive.store.settlement import Question, Resolve, question
from archive.text.vietnamese import comparable
from archive.works.bodies import same_family
from archive.works.dates import PartialDate
from archive.works.document import Card
from archive.works.sketch import Sketch

FIELDS = ("type", "body", "date", "title")
# From this share of common words on, a quoted title counts as the directive's.
_SAME_TITLE = 0.6


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A cited directive without which its citations were settled: its stub's values by field, None where no stub says.

    `elsewhere` is the address of another held work that citations of this one would then silently mean: a wrong link.
    """

    card: Card
    stub: Mapping[str, str | None] | None
    right: Mapping[str, bool]
    elsewhere: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOutScores:
    """All of them: how many got a stub, and by field how many stubs state a value and how many of those are right."""

    works: tuple[LeftOut, ...]
    stated: Mapping[str, int] = field(default_factory=dict)
    right: Mapping[str, int] = field(default_factory=dict)

    @property
    def stubs(self) -> int:
        """How many directives leave one stub behind when they are taken away."""
        return sum(one.stub is not None for one in self.works)


def leave_one_out(database: Database, resolve: Resolve) -> LeftOutScores:
    """Take away each held directive that others cite, in the order of addresses, and hold its stub against it."""
    found: list[LeftOut] = []
    with database.reading() as connection:
        for work, card in cited_directives(connection):
            asked = question(connection, card.key)
            of_work = [row for row, target in zip(asked.rows, asked.targets, strict=True) if target == work]
            found.append(_left_out(asked, work, card, titles=quoted_titles(connection, of_work), resolve=resolve))
    told = [(one, name) for one in found if one.stub for name in FIELDS if one.stub[name]]
    return LeftOutScores(
        works=tuple(found),
        stated=Counter(name for _, name in told),
        right=Counter(name for one, name in told if one.right[name]),
    )


def _left_out(asked: Question, work: int, card: Card, *, titles: Sequence[str], resolve: Resolve) -> LeftOut:
    others = tuple(known for row, known in asked.works.items() if row != work)
    answer = resolve(asked.readings, others)
    moved = [link.target for link, target in zip(answer.links, asked.targets, strict=True) if target == work]
    held = next((name for name in moved if isinstance(name, str)), None)
    places = Counter(name for name in moved if isinstance(name, int))
    if not places:
        return LeftOut(card, None, {}, held)
    place = min(places, key=lambda one: (-places[one], one))
    stub = _stub(answer.stubs[place], _commonest(titles))
    return LeftOut(card, stub, {name: _agrees(name, stub[name], card) for name in FIELDS}, held)


def _stub(sketch: Sketch, title: str | None) -> dict[str, str | None]:
    date = sketch.date.iso if sketch.date else None
    return {"type": sketch.type, "body": sketch.body, "date": date, "title": title}


def _commonest(titles: Sequence[str]) -> str | None:
    """The title that most mentions of the directive quote; of two, the longer, then the first by letters."""
    quoted = Counter(titles)
    return min(quoted, key=lambda title: (-quoted[title], -len(title), title)) if quoted else None


def _agrees(name: str, value: str | None, card: Card) -> bool:
    """Whether what a stub says of a field is the directive's: the body's family, a date that agrees, a like title."""
    if value is None:
        return False
    if name == "type":
        return card.type is not None and comparable(card.type) == comparable(value)
    if name == "body":
        return bool(card.issuer and card.issuer.body and same_family(card.issuer.body, value))
    if name == "date":
        return card.date is not None and PartialDate(*map(int, value.split("-"))).agrees(card.date)
    return similarity(value, card.title or "") >= _SAME_TITLE


def similarity(quoted: str, title: str) -> float:
    """The share of the words of a quoted title that a title has, in comparable words; it is often cut short."""
    said, known = set(comparable(quoted).split()), set(comparable(title).split())
    return len(said & known) / len(said) if said else 0.0


def shape_of(scores: LeftOutScores) -> dict[str, Any]:
    """The figures for programs: by field how many stubs state a value and the share that is right, each wrong link."""
    return {
        "kind": "stubs",
        "works": len(scores.works),
        "stubs": scores.stubs,
        "fields": {
            name: {"accuracy": round(scores.right[name] / scores.stated[name], 4), "scored": scores.stated[name]}
            for name in FIELDS
            if scores.stated.get(name)
        },
        "wrong_silent": [{"work": one.card.id, "target": one.elsewhere} for one in scores.works if one.elsewhere],
    }


def lines_of(scores: LeftOutScores) -> tuple[str, ...]:
    """The figures for people: how many stubs, by field how many state a value and how many are right, each miss."""
    labels = {"type": "loại", "body": "cơ quan", "date": "ngày", "title": "trích yếu"}
    lines = [f"Bớt từng văn bản có trong kho và được dẫn: {len(scores.works)}; còn lại một mục chờ: {scores.stubs}"]
    for name in FIELDS:
        stated, right = scores.stated.get(name, 0), scores.right.get(name, 0)
        share = f"{right / stated:.3f}" if stated else "không có"
        lines.append(f"  {labels[name]:<10} nêu {stated}, đúng {right}, độ chính xác {share}")
    for one in scores.works:
        if one.elsewhere:
            lines.append(f"  {one.card.number} ({one.card.id}): dẫn nhầm sang {one.elsewhere}")
        wrong = [name for name in FIELDS if one.stub and one.stub[name] and not one.right[name]]
        lines += [
            f"  {one.card.number} ({one.card.id}): {labels[name]} {one.stub[name]!r}" for name in wrong if one.stub
        ]
    return tuple(lines)
