"""Topics of the archive's works: the standing table, what is learned from titles, and which works show which.

A work shows a topic by its title, or by the titles that others quote it with; the second weighs less, by how many of
them say so. Only kept topics and learned ones that wait are found; refused ones are not.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from archive.store import topics
from archive.store.database import Database
from archive.store.topics import Standing, Titled, Topic
from archive.text.vietnamese import slugify
from archive.works.topic_mining import Candidate, Title, candidates
from archive.works.topic_words import Finder, finder, standing_topics

# What a title says of itself, and the most that quotations add up to: those who cite may shorten a title to its topic,
# or quote another one. Looked at on the real folder of the archive: docs/browse.md says how to look again.
OWN, QUOTED = 1.0, 0.6
_LEAST_QUOTED = 0.5  # of the quoted titles; one of many may be a slip
MOST_LEARNED = 60  # more than a clerk looks through at once


@dataclass(frozen=True, slots=True)
class Learned:
    """What `learn` did: how many phrases wait to be judged, how many works were looked at, how many have a topic."""

    waiting: int
    works: int
    found: int


def learn(database: Database, *, least: int = 3, bodies: int = 2) -> Learned:
    """Put the standing topics in, learn new ones from the titles, and find all of them in every work.

    Learned topics that nobody has judged are learned anew; what a clerk has kept, refused or renamed stays.
    """
    with database.reading() as connection:
        held = tuple(topics.titled(connection))
        known = [one for one in topics.listed(connection) if one.standing != "learned"]
    mined = _mined(held, known, least=least, bodies=bodies)
    with database.atomic() as connection:
        topics.forget_learned(connection)
        for one in (*_standing(), *(_of_candidate(one) for one in mined)):
            topics.put(connection, one)
        assigned = _assigned(held, topics.listed(connection))
        topics.assign(connection, assigned)
    return Learned(len(mined), len(held), sum(1 for weights in assigned.values() if weights))


def keep_up(database: Database, since: str = "") -> int:
    """Find the known topics in the works changed since a moment, in all of them without one; gives how many changed.

    For the end of a run: 20,000 titles take about a second. The standing topics are put in where they are not yet.
    """
    with database.reading() as connection:
        there = {one.slug for one in topics.listed(connection)}
        held = tuple(topics.titled(connection, since))
    new = [one for one in _standing() if one.slug not in there]
    with database.atomic() as connection:
        for one in new:
            topics.put(connection, one)
        return topics.assign(connection, _assigned(held, topics.listed(connection)))


def decide(database: Database, slug: str, standing: Standing) -> Topic:
    """Keep a topic or refuse it; one that was refused is looked for anew.

    Raises:
        NotHere: there is no such topic.
    """
    with database.atomic() as connection:
        before = topics.of_slug(connection, slug)
        topics.decide(connection, slug, standing)
        if before.standing == "refused" and standing == "kept":
            topics.assign(connection, _assigned(topics.titled(connection), topics.listed(connection)))
        return topics.of_slug(connection, slug)


def _standing() -> Iterable[Topic]:
    return (Topic(one.slug, one.label, one.words, "kept") for one in standing_topics())


def _mined(held: Iterable[Titled], known: Iterable[Topic], *, least: int, bodies: int) -> tuple[Candidate, ...]:
    phrases = [phrase for one in (*_standing(), *known) for phrase in one.words]
    told = [Title(words, one.family) for one in held for words in dict.fromkeys((one.title, *one.quoted)) if words]
    return candidates(told, known=phrases, least=least, bodies=bodies)[:MOST_LEARNED]


def _of_candidate(one: Candidate) -> Topic:
    return Topic(slugify(one.phrase), one.phrase[:1].upper() + one.phrase[1:], (one.phrase,), "learned")


def _assigned(held: Iterable[Titled], known: Iterable[Topic]) -> dict[int, dict[str, float]]:
    look = finder((one.slug, one.words) for one in known if one.standing != "refused")
    return {one.work: weights_of(look, one) for one in held}


def weights_of(look: Finder, one: Titled) -> dict[str, float]:
    """The topics of a work with their weights: those its title shows, then those that quotations of it agree on."""
    found = {shown.slug: OWN for shown in look.found(one.title)}
    said = Counter(slug for title in one.quoted for slug in {shown.slug for shown in look.found(title)})
    for slug, times in said.items():
        share = times / len(one.quoted)
        if slug not in found and share >= _LEAST_QUOTED:
            found[slug] = round(QUOTED * share, 3)
    return found
