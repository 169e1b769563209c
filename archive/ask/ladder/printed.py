"""The ladder and its cascade as JSON: one shape for the command line, the page and programs; dates in ISO 8601."""

from typing import Any

from archive.ask.cascade import Cascade, Line, Step, Turn
from archive.ask.ladder.shapes import LEVEL_WORDS, SYSTEM_WORDS, Entry, Ladder, Past, Rung
from archive.ask.shapes import card_shape
from archive.works.validity import STATE_LABELS

Shape = dict[str, Any]


def ladder_shape(ladder: Ladder, cascade: Cascade | None = None) -> Shape:
    """A ladder as `vankien ladder --json` prints it; `place` is None where the name is not clear."""
    place = ladder.place
    return {
        "topic": ladder.topic,
        "taken_as": ladder.said,
        "asked_place": ladder.asked_place or None,
        "place": {
            "label": place.label,
            "province": place.province,
            "districts": [one.full for one in place.districts],
            "commune": place.commune,
        }
        if place
        else None,
        "options": list(ladder.options),
        "date": ladder.day.isoformat(),
        "notices": list(ladder.notices),
        "rungs": [_rung_shape(rung) for rung in ladder.rungs],
        "cascade": cascade_shape(cascade) if cascade else None,
    }


def _rung_shape(rung: Rung) -> Shape:
    return {
        "level": rung.level,
        "level_label": LEVEL_WORDS[rung.level],
        "system": rung.system,
        "system_label": SYSTEM_WORDS[rung.system],
        "bodies": rung.bodies,
        "state": rung.state,
        "label": rung.words,
        "margin": round(rung.margin, 2) if rung.margin is not None else None,
        "row": _entry_shape(rung.first) if rung.first else None,
        "runners": [_entry_shape(one) for one in rung.runners],
        "past": [_past_shape(one) for one in rung.past],
    }


def _entry_shape(entry: Entry) -> Shape:
    return {
        **card_shape(entry.card),
        "status": STATE_LABELS[entry.status],
        "points": round(entry.points, 2),
        "reason": "; ".join(entry.reasons),
        "reasons": list(entry.reasons),
        "predecessor": entry.of_before or None,
    }


def _past_shape(past: Past) -> Shape:
    return {**card_shape(past.card), "how": past.how, "replaced_by": card_shape(past.by) if past.by else None}


def cascade_shape(cascade: Cascade) -> Shape:
    """A cascade: `basis` upwards, `carried_out` downwards, `lines` of replacements; `more` steps were left out."""
    return {
        "basis": [_step_shape(one) for one in cascade.basis],
        "carried_out": [_step_shape(one) for one in cascade.carried_out],
        "lines": [_line_shape(one) for one in cascade.lines],
        "more": cascade.more,
    }


def _step_shape(step: Step) -> Shape:
    return {
        "document": card_shape(step.lower),
        "rests_on": card_shape(step.upper),
        "relation": step.relation,
        "relation_label": step.label,
        "sentence": step.sentence,
        "days_between": step.days,
        "depth": step.depth,
        "here": step.here,
    }


def _line_shape(line: Line) -> Shape:
    return {
        "turns": [_turn_shape(one) for one in line.turns],
        "then": card_shape(line.then) if line.then else None,
        "now": card_shape(line.now) if line.now else None,
    }


def _turn_shape(turn: Turn) -> Shape:
    return {
        "earlier": card_shape(turn.earlier),
        "later": card_shape(turn.later),
        "since": turn.since.iso if turn.since else None,
        "basis": turn.basis,
        "basis_label": turn.basis_label,
        "checked": turn.checked,
    }
