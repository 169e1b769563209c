"""The preview card of a work, or of the works a reference may mean: a small piece of HTML at an address of its own.

`static/preview.js` shows it beside a link; without the script the link is a plain one. With `cho=dieu-5` the first
lines are those of that part; with `dan=3` the card tells of the third thing that the text at the address cites.
"""

import re

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from archive.store import documents
from archive.works.document import Card
from archive.works.outline import label
from search_web.reading import shelf
from search_web.references import candidates_of, cited_of, linked_of
from search_web.refusals import refuse
from search_web.tabs import card_at
from search_web.validity import asked_day, foresee

pages = Blueprint("preview", __name__, url_prefix="/vb")
LONGEST = 280  # code points of the first lines: four lines of the card
# Must match "1", "312". Must not: "", "x", "٣", five thousand figures.
_ORDINAL = re.compile(r"[0-9]{1,6}")
_MOST = 6  # works a reference may mean, shown on its card


@pages.get("/<path:address>/the")
def card(address: str) -> ResponseReturnValue:
    """The card of the work at an address, or of what a reference of its text may mean."""
    found = card_at(address, "preview.card")
    if not isinstance(found, Card):
        return found
    ordinal = request.args.get("dan", "")
    if ordinal:
        return _of_reference(found, int(ordinal)) if _ORDINAL.fullmatch(ordinal) else refuse(404)
    foresee([found], asked_day().day)
    part, lines = _first_lines(found.id, request.args.get("cho", ""))
    return _answer(render_template("document/card.html", card=found, part=part, lines=lines))


def _of_reference(citing: Card, ordinal: int) -> ResponseReturnValue:
    """What is known of a reference without a target: the works it may mean, or that none is known."""
    cites = cited_of(citing.id, linked_of(citing.id))
    if not 1 <= ordinal <= len(cites):
        return refuse(404)
    linked = cites[ordinal - 1].linked[0]
    may_be = candidates_of(linked)
    foresee(may_be[:_MOST], asked_day().day)
    surface = " ".join(linked.mention.surface.split())
    shown, more = may_be[:_MOST], max(0, len(may_be) - _MOST)
    return _answer(render_template("document/card_of_reference.html", surface=surface, candidates=shown, more=more))


def _first_lines(address: str, anchor: str) -> tuple[str, str]:
    """The label of the part asked for ("" for the whole text) and its first lines; ("", "") of a stub."""
    held = documents.texts(shelf().connection, [address]).get(address)
    if held is None:
        return "", ""
    text, outline = held
    if anchor and anchor in outline.names:
        at = outline.names.index(anchor)
        return label(text[outline.starts[at] : outline.ends[at]]), _cut(text[outline.starts[at] :])
    return "", _cut(text[outline.body.start : outline.body.end])


def _cut(text: str) -> str:
    """The first lines of a text, one behind another."""
    lines = " ".join(text[: 3 * LONGEST].split())
    return lines if len(lines) <= LONGEST else lines[:LONGEST].rpartition(" ")[0] + " …"


def _answer(html: str) -> Response:
    answer = make_response(html)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
