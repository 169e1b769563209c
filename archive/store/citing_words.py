"""What other works say of a work where they cite it: a few sentences for the index, so that a nickname finds it.

A document is known by names that its own text never has (“khoán 10”, “19 điều”); they stand in the texts that cite it.
Which sentences are taken depends on the texts alone, never on the order they came in, and there is a cap on them: the
most cited law says no more here than a directive cited ten times.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, func, or_, select, update

from archive.store.cards import citing_rows, in_chunks
from archive.store.tables import AnyRow, editions, mentions, readings, works
from archive.text.vietnamese import fold

# How many sentences a work gets, and how many words in all. On 150 questions made of words that only citing texts have
# (demonstration corpus, catalogue, real files): MRR 0.03 without, 0.50 with 6 sentences, 0.51 with 12. After a change
# run `vankien eval search` on questions of the archive's own nicknames.
SENTENCES = 12
WORDS = 360
# Of a sentence the words near the mention: what it is called stands before it, what it is about behind it. Of 722
# quoted titles in the same texts half end within 22 words and 71 in 100 within 30; a title itself is kept to its end.
_BEFORE = 15
_AFTER = 30
# Words behind another mention speak of that one; closer than this the two stand in one list and share their words.
_OWN_WORDS = 8
# Two sentences are one when this part of their pairs of syllables is the same: the preambles of 63 provinces differ
# by a name and a date.
_ALIKE = 0.6
# Matches what stands between blanks: "47-CT/TU,". Not: a blank.
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention of a work in another's present text: its row, and what it is preferred by."""

    mention: int
    turn: int
    day: str
    rank: tuple[str, ...]


def citing_words(connection: Connection, targets: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """What is said of works, by row, where other works cite them: at most `SENTENCES` each, `WORDS` words in all.

    One sentence of every citing work first, the newest works before the older ones; what says the same as a sentence
    taken before is left out. The sentences are cut to the words near the mention, and end where those of another
    mention begin. A demonstration text says nothing of a real work.
    """
    said: dict[int, tuple[str, ...]] = {}
    for chunk in in_chunks(targets):
        wanted = {target: _preferred(rows)[: 2 * SENTENCES] for target, rows in _places(connection, chunk).items()}
        cut = _cut(connection, [place.mention for places in wanted.values() for place in places])
        for target, places in wanted.items():
            said[target] = _different(cut[place.mention] for place in places)
    return said


def cited_by_texts_of(connection: Connection, work: int) -> frozenset[int]:
    """The works that any text of a work, present or former, is taken to cite."""
    found = connection.execute(
        select(readings.c.target)
        .distinct()
        .join(mentions, mentions.c.reading == readings.c.id)
        .join(editions, editions.c.id == mentions.c.edition)
        .where(editions.c.work == work, readings.c.target.is_not(None))
    )
    return frozenset(found.scalars())


def touch(connection: Connection, cited: Iterable[int]) -> None:
    """Let the index read works again, because what others say of them is no longer the same."""
    for chunk in in_chunks(sorted(set(cited))):
        connection.execute(update(works).where(works.c.id.in_(chunk)).values(stale=works.c.stale + 1))


# --- which sentences -------------------------------------------------------------------------------------------------


def _places(connection: Connection, targets: Sequence[int]) -> dict[int, list[AnyRow]]:
    citing, cited = works.alias("citing"), works.alias("cited")
    question = (
        citing_rows(
            readings.c.target,
            mentions.c.id,
            mentions.c.kind,
            mentions.c.start,
            editions.c.work,
            citing.c.date_first,
            citing.c.key,
            citing.c.title,
            citing.c.seed,
        )
        .join(citing, citing.c.id == editions.c.work)
        .join(cited, cited.c.id == readings.c.target)
        .where(readings.c.target.in_(targets), or_(~citing.c.demonstration, cited.c.demonstration))
    )
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in connection.execute(question):
        found[row.target].append(row)
    return found


def _preferred(rows: Sequence[AnyRow]) -> list[_Place]:
    """The mentions of one work in the order in which their sentences are wanted."""
    by_work: dict[int, list[AnyRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.kind == "back", row.start)):
        by_work[row.work].append(row)
    places = [
        _Place(row.id, turn, row.date_first or "", (row.key, row.title or "", row.seed))
        for of_work in by_work.values()
        for turn, row in enumerate(of_work)
    ]
    places.sort(key=lambda one: one.rank)
    places.sort(key=lambda one: one.day, reverse=True)
    return sorted(places, key=lambda one: one.turn)


def _different(sentences: Iterable[str]) -> tuple[str, ...]:
    """The sentences in their order, without those that say the same again, as many as the caps allow."""
    kept: list[str] = []
    shapes: list[frozenset[tuple[str, str]]] = []
    left = WORDS
    for sentence in sentences:
        shape = _shape(sentence)
        if not shape or any(_alike(shape, other) for other in shapes):
            continue
        left -= len(sentence.split())
        if left < 0 or len(kept) == SENTENCES:
            break
        kept.append(sentence)
        shapes.append(shape)
    return tuple(kept)


def _shape(sentence: str) -> frozenset[tuple[str, str]]:
    letters = [word for word in fold(sentence).split() if any(map(str.isalpha, word))]
    return frozenset(pairwise(letters))


def _alike(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)


# --- the words of a sentence -----------------------------------------------------------------------------------------


# Of a mention what says where it stands, and the title it quotes.
_NEAR = (mentions.c.id, mentions.c.start, mentions.c.end, mentions.c.sentence_start, mentions.c.title)


def _cut(connection: Connection, picked: Sequence[int]) -> dict[int, str]:
    """The words near each mention, by its row."""
    said: dict[int, str] = {}
    length = mentions.c.sentence_end - mentions.c.sentence_start
    for chunk in in_chunks(picked):
        others = _others(connection, chunk)
        rows = connection.execute(
            select(*_NEAR, func.substr(editions.c.text, mentions.c.sentence_start + 1, length).label("sentence"))
            .join(editions, editions.c.id == mentions.c.edition)
            .where(mentions.c.id.in_(chunk))
        )
        said |= {row.id: _near(row, others[row.id]) for row in rows}
    return said


def _others(connection: Connection, picked: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """Where the sentences of mentions refer to other documents, by the mention's row."""
    other = mentions.alias("other")
    of_other = readings.alias("of_other")
    rows = connection.execute(
        select(mentions.c.id, other.c.start, other.c.end)
        .join(other, (other.c.edition == mentions.c.edition) & (other.c.sentence_start == mentions.c.sentence_start))
        .join(readings, readings.c.id == mentions.c.reading)
        .join(of_other, of_other.c.id == other.c.reading)
        .where(mentions.c.id.in_(picked), of_other.c.key != readings.c.key)
        .order_by(other.c.start)
    )
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        found[row.id].append((row.start, row.end))
    return found


def _near(row: AnyRow, others: Sequence[tuple[int, int]]) -> str:
    """The words of a mention's sentence that speak of it, the mention's own among them, and the title it quotes."""
    at = row.sentence_start
    start, end = row.start - at, row.end - at
    first = _first(row.sentence, start, [stop - at for _, stop in others if stop <= row.start])
    last = _last(row.sentence, end, [begin - at for begin, _ in others if begin >= row.end])
    title = " ".join((row.title or "").split())
    said, whole = (" ".join(row.sentence[first:stop].split()) for stop in (last, len(row.sentence)))
    if title in whole:  # to its end, though it holds another mention: “… về tiếp tục thực hiện Chỉ thị số 05-CT/TW”
        return max(said, whole[: whole.index(title) + len(title)], key=len)
    return f"{said} {title}"


def _first(sentence: str, start: int, ends: Sequence[int]) -> int:
    """Where the words before a mention begin: behind the last other mention that is not in one list with it."""
    own = [end for end in ends if len(sentence[end:start].split()) >= _OWN_WORDS]
    words = [word.start() for word in _WORD.finditer(sentence, own[-1] if own else 0, start)]
    return words[-_BEFORE:][0] if words else start


def _last(sentence: str, end: int, begins: Sequence[int]) -> int:
    """Where the words behind a mention end: before the first other mention that is not in one list with it."""
    own = [begin for begin in begins if len(sentence[end:begin].split()) >= _OWN_WORDS]
    words = [word.end() for word in _WORD.finditer(sentence, end, own[0] if own else len(sentence))]
    return words[:_AFTER][-1] if words else end
