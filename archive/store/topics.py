"""Topics and the works found under each: rows only, which words show a topic is in `archive.works.topic_words`.

A topic is learned, kept or refused. Only kept ones are shown to readers; a refused one stays, so that it is not learned
again. What a clerk has said of a topic no table and no learning changes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from archive.errors import NotHere
from archive.store.cards import in_chunks
from archive.store.tables import AnyRow, mentions, readings, topic_works, topics, works

Standing = Literal["learned", "kept", "refused"]
STANDINGS: dict[str, Standing] = {"learned": "learned", "kept": "kept", "refused": "refused"}


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its place in addresses, its name, the phrases that show it, its standing, how many works it has."""

    slug: str
    label: str
    words: tuple[str, ...]
    standing: Standing
    works: int = 0


@dataclass(frozen=True, slots=True)
class Titled:
    """A work with its title and the titles others quote it with, each as often as it is quoted."""

    work: int
    family: str
    title: str
    quoted: tuple[str, ...]


# --- topics ----------------------------------------------------------------------------------------------------------


def listed(connection: Connection, standing: Standing | None = None) -> tuple[Topic, ...]:
    """The topics, of one standing where asked, those with most works first."""
    counted = func.count(topic_works.c.work)
    question = (
        select(topics, counted.label("counted"))
        .outerjoin(topic_works, topic_works.c.topic == topics.c.id)
        .group_by(topics.c.id)
        .order_by(counted.desc(), topics.c.label)
    )
    if standing is not None:
        question = question.where(topics.c.standing == standing)
    return tuple(_topic(row, row.counted) for row in connection.execute(question))


def label_of(connection: Connection, slug: str) -> str | None:
    """The name of a kept topic; None for others."""
    return connection.execute(
        select(topics.c.label).where(topics.c.slug == slug, topics.c.standing == "kept")
    ).scalar_one_or_none()


def put(connection: Connection, topic: Topic) -> None:
    """Add a topic; of one that is there already only the phrases change, its name and standing stay.

    Those of a topic given as kept, as the table's are, become these; those of a learned one are added.
    """
    row = connection.execute(select(topics).where(topics.c.slug == topic.slug)).one_or_none()
    if row is None:
        values = {"slug": topic.slug, "label": topic.label, "words": _packed(topic.words), "standing": topic.standing}
        connection.execute(insert(topics).values(values))
        return
    held = tuple(json.loads(row.words))
    words = topic.words if topic.standing == "kept" else tuple(dict.fromkeys((*held, *topic.words)))
    if words != held:
        connection.execute(update(topics).where(topics.c.id == row.id).values(words=_packed(words)))


def decide(connection: Connection, slug: str, standing: Standing) -> Topic:
    """Keep a topic or refuse it; no work is found under a refused one.

    Raises:
        NotHere: there is no such topic.
    """
    _change(connection, slug, {"standing": standing})
    if standing == "refused":
        row = select(topics.c.id).where(topics.c.slug == slug).scalar_subquery()
        connection.execute(delete(topic_works).where(topic_works.c.topic == row))
    return of_slug(connection, slug)


def rename(connection: Connection, slug: str, label: str) -> Topic:
    """Give a topic another name; its address stays.

    Raises:
        NotHere: there is no such topic.
    """
    _change(connection, slug, {"label": label})
    return of_slug(connection, slug)


def forget_learned(connection: Connection) -> None:
    """Take the topics away that were learned and that nobody has judged."""
    connection.execute(delete(topics).where(topics.c.standing == "learned"))


def of_slug(connection: Connection, slug: str) -> Topic:
    """One topic.

    Raises:
        NotHere: there is no such topic.
    """
    row = connection.execute(select(topics).where(topics.c.slug == slug)).one_or_none()
    if row is None:
        raise NotHere(f"Không có chủ đề “{slug[:80]}”.", remedy="Xem danh sách bằng vankien topics list.", topic=slug)
    counted = select(func.count()).select_from(topic_works).where(topic_works.c.topic == row.id)
    return _topic(row, int(connection.execute(counted).scalar_one()))


def of_work(connection: Connection, address: str) -> tuple[Topic, ...]:
    """The kept topics of a work, the surest first."""
    question = (
        select(topics)
        .join(topic_works, topic_works.c.topic == topics.c.id)
        .join(works, works.c.id == topic_works.c.work)
        .where(works.c.address == address, topics.c.standing == "kept")
        .order_by(topic_works.c.weight.desc(), topics.c.label)
    )
    return tuple(_topic(row) for row in connection.execute(question))


def _change(connection: Connection, slug: str, values: Mapping[str, str]) -> None:
    of_slug(connection, slug)
    connection.execute(update(topics).where(topics.c.slug == slug).values(values))


def _topic(row: AnyRow, counted: int = 0) -> Topic:
    return Topic(row.slug, row.label, tuple(json.loads(row.words)), STANDINGS[row.standing], counted)


def _packed(words: Iterable[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)


# --- works -----------------------------------------------------------------------------------------------------------


def titled(connection: Connection, since: str = "") -> Iterator[Titled]:
    """Every work that has a title or is quoted with one; only those changed since a moment where one is given."""
    question = select(works.c.id, works.c.family, works.c.title)
    if since:
        question = question.where(works.c.changed_at >= since)
    rows = connection.execute(question.order_by(works.c.id)).all()
    quoted = _quoted(connection, [row.id for row in rows] if since else None)
    for row in rows:
        title = (row.title or "").partition("\n")[0]
        if title or row.id in quoted:
            yield Titled(row.id, row.family or "", title, tuple(quoted.get(row.id, ())))


def _quoted(connection: Connection, asked: list[int] | None) -> dict[int, list[str]]:
    question = (
        select(readings.c.target, mentions.c.title)
        .join(mentions, mentions.c.reading == readings.c.id)
        .where(readings.c.target.is_not(None), mentions.c.title.is_not(None))
    )
    chunks = [question] if asked is None else [question.where(readings.c.target.in_(one)) for one in in_chunks(asked)]
    found: defaultdict[int, list[str]] = defaultdict(list)
    for chunk in chunks:
        for row in connection.execute(chunk.order_by(mentions.c.id)):
            found[row.target].append(row.title)
    return found


def assign(connection: Connection, found: Mapping[int, Mapping[str, float]]) -> int:
    """Make the topics of works these (row → slug → weight); gives how many assignments are new or gone."""
    ids = {row.slug: row.id for row in connection.execute(select(topics.c.slug, topics.c.id))}
    wanted = {
        (ids[slug], work): weight for work, weights in found.items() for slug, weight in weights.items() if slug in ids
    }
    held: dict[tuple[int, int], float] = {}
    for chunk in in_chunks(found):
        rows = connection.execute(select(topic_works).where(topic_works.c.work.in_(chunk)))
        held |= {(row.topic, row.work): row.weight for row in rows}
    gone = [pair for pair in held if wanted.get(pair) != held[pair]]
    new = [pair for pair in wanted if held.get(pair) != wanted[pair]]
    for topic, work in gone:
        connection.execute(delete(topic_works).where(topic_works.c.topic == topic, topic_works.c.work == work))
    if new:
        values = [{"topic": topic, "work": work, "weight": wanted[topic, work]} for topic, work in new]
        connection.execute(insert(topic_works), values)
    return len(set(gone) | set(new))
