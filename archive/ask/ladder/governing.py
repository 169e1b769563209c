"""The ladder of a topic, a place and a day: one row for each level of Party and State, from the top down.

Candidates come from the index (`gathering`), bodies from the tables (`chain`), the judgement from `judging`. What was
found above is looked for below by its number, for plans seldom repeat the subject of what they carry out.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from archive.ask.ladder.asked import subjects_of
from archive.ask.ladder.chain import Tier, chain_of, system_of
from archive.ask.ladder.gathering import Gathering, Titled
from archive.ask.ladder.judging import Bench, Said, row, says
from archive.ask.ladder.place import Place, find_places
from archive.ask.ladder.shapes import Ladder, Rung
from archive.ask.ladder.topic import Topic, read_topic
from archive.index.engine import Engine
from archive.store import claims, documents, links
from archive.text.vietnamese import nfc
from archive.works import bodies, nicknames
from archive.works.document import Card, System

# How many documents on the topic are looked for by their number in the rows below; the best of each row come first.
_FOLLOWED = 5
_NAMED = 5  # documents told of when a number may mean several
_CITING = 50  # citing works looked at for the day by which an undated one was issued

# A document with how much it says of the topic.
About = tuple[Titled, Said]


def governing(
    topic: str,
    place: str | None,
    day: date,
    *,
    engine: Engine,
    connection: Any,  # noqa: ANN401  # one that the store gave
    system: System | None = None,
) -> Ladder:
    """The documents that may govern a topic in a place on a day; `place` None asks for the whole country.

    A place that no table has, or that several units may be, gives the central rows and says so; `system` asks for one
    of the two chains only.

    Raises:
        IndexStale: the index cannot answer.
    """
    typed = " ".join(nfc(topic).split())
    found = find_places(place, day) if place and place.strip() else ()
    here = found[0] if len(found) == 1 else None
    gathering = Gathering(engine, connection, day)
    tiers = tuple(tier for tier in chain_of(here, day) if system in (None, tier.system))
    named = subjects_of(typed, day, connection) if typed else None
    subject = _in_full(_subject(typed, named))
    rungs = _rungs(subject, tiers, gathering) if subject else ()
    return Ladder(
        topic=typed,
        said=gathering.said or subject or typed,
        asked_place=(place or "").strip(),
        place=here,
        day=day,
        rungs=rungs,
        options=tuple(one.label for one in found) if len(found) > 1 else (),
        notices=(*_of_subject(named), *_notices(place, found)),
    )


def _subject(typed: str, named: Sequence[Card] | None) -> str:
    """The topic: the title of the one document that was named by its number; "" where several, or none, may be."""
    if named is None:
        return typed
    return (named[0].title or "").splitlines()[0] if len(named) == 1 else ""


def _in_full(topic: str) -> str:
    """The topic in full where it is a nickname or has one: “học tập và làm theo Bác” asks for what that stands for."""
    words = topic.split()
    for size in range(min(len(words), nicknames.longest()), 0, -1):
        for first in range(len(words) - size + 1):
            known = nicknames.nicknamed(words[first : first + size])
            if known and known.stands_for:
                return " ".join((*words[:first], known.stands_for[0], *words[first + size :]))
    return topic


def _of_subject(named: Sequence[Card] | None) -> tuple[str, ...]:
    if named is None:
        return ()
    if not named:
        return ("Kho không biết trích yếu của văn bản mang số này; hãy gõ chủ đề bằng chữ.",)
    shown = [f"{card.type or 'văn bản'} {card.number}{_dated(card)}" for card in named[:_NAMED]]
    if len(named) == 1:
        return (f"Chủ đề lấy theo trích yếu của {shown[0]}.",)
    return (f"Số này là của {len(named)} văn bản: {'; '.join(shown)}. Hãy gõ chủ đề bằng chữ.",)


def _dated(card: Card) -> str:
    return f", {card.date.shown}" if card.date else ""


def _notices(place: str | None, found: Sequence[Place]) -> list[str]:
    if not place or not place.strip():
        return []
    if not found:
        return [f"Không có đơn vị hành chính nào tên “{place.strip()[:60]}” trong ngày đã hỏi; chỉ nêu cấp trung ương."]
    if len(found) > 1:
        return [f"“{place.strip()[:60]}” có thể là {len(found)} nơi; hãy chọn một nơi để xem các cấp ở địa phương."]
    return [found[0].remark] if found[0].remark else []


# --- rows ------------------------------------------------------------------------------------------------------------


def _rungs(topic: str, tiers: Sequence[Tier], gathering: Gathering) -> tuple[Rung, ...]:
    """The rows in order; both chains of a level are asked before the level below."""
    levels = [[tier for tier in tiers if tier.level == level] for level in dict.fromkeys(one.level for one in tiers)]
    central = gathering.on_topic(topic, levels[0])
    read = read_topic(gathering.said or topic, gathering.engine.frequencies, gathering.engine.count())
    if not read.words:
        return ()
    above = _about(central, read, gathering)
    rungs = [_row(tier, above, gathering, read) for tier in levels[0]]
    for here in levels[1:]:
        found = _about(_local(topic, here, above, gathering), read, gathering)
        rungs += [_row(tier, found, gathering, read) for tier in here]
        above = [*above, *found]
    return tuple(rungs)


def _local(topic: str, here: Sequence[Tier], above: Sequence[About], gathering: Gathering) -> tuple[str, ...]:
    """What the bodies of a level may have on a topic: all they have where that is little, else what an index finds."""
    found = gathering.on_topic(topic, here)
    if not any(tier.families for tier in here):
        return found
    every = gathering.everything(here)
    if every is not None:
        return (*found, *every)
    numbers = dict.fromkeys(one.card.number for one, _ in above if one.card.number)
    return (*found, *gathering.naming(list(numbers)[:_FOLLOWED], here))


def _about(ids: Sequence[str], topic: Topic, gathering: Gathering) -> list[About]:
    """The documents that are about the topic, in order, each with how much it says of it."""
    text_of = partial(documents.text_of, gathering.connection)
    said = ((one, says(topic, one, text_of)) for one in gathering.titled(ids).values())
    return [about for about in said if about[1].clears]


def _row(tier: Tier, found: Sequence[About], gathering: Gathering, topic: Topic) -> Rung:
    here = [about for about in found if _of(about[0].card, tier)]
    claimed = claims.claims_by_address(gathering.connection, [one.card.id for one, _ in here]) if here else {}
    issued = partial(_issued_by, connection=gathering.connection)
    return row(tier, here, Bench(topic, gathering.day, claimed, issued))


def _of(card: Card, tier: Tier) -> bool:
    """Whether a work belongs in a tier: of its system, and of one of its bodies."""
    return system_of(card) == tier.system and (tier.level == "tw" or tier.seat_of(card) is not None)


def _issued_by(card: Card, connection: Any) -> date | None:  # noqa: ANN401  # as above
    """The day by which an undated work was issued: its body's last day, or the day of the first work that cites it."""
    known = bodies.body(card.issuer.body) if card.issuer and card.issuer.body else None
    cited = [one.card.date for one in links.cited_by(connection, card.id, limit=_CITING)] if card.id else []
    days = [day.last for day in cited if day] + ([known.valid_to] if known and known.valid_to else [])
    return min(days, default=None)
