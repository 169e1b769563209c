"""The JSON shapes: the keys that programs rely on are there, and every value is plain JSON."""

import json

from archive.ask import shapes
from archive.ask.answer import Answer, Hit
from archive.ask.snippet import Snippet
from archive.cite.mentions import find_mentions
from archive.query import parse
from archive.text.span import Span
from archive.works.dates import PartialDate
from archive.works.document import CaptureRef, Card, Document, Evidence, Issuer, Link
from archive.works.number import parse as parse_number

CARD = Card(
    "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu", "directive", "47-CT/TU", "47-CT/TU", "Chỉ thị",
    Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai"), PartialDate(2014, 11, 11), "sinh hoạt chi bộ",
)  # fmt: skip
TEXT = "Số 47-CT/TU\nvề sinh hoạt chi bộ"
DOCUMENT = Document(
    genre="directive",
    id=CARD.id,
    number=parse_number("47-CT/TU"),
    title="sinh hoạt chi bộ",
    text=TEXT,
    evidence=(
        Evidence("number", Span(3, 11), "words", 1.0, "dòng số, ký hiệu"),
        Evidence("title", Span(15, 31), "words", 1.0, "trích yếu"),
    ),
    captures=(CaptureRef("a.txt", "text/plain", "sha256:00"),),
)
MENTION_KEYS = {
    "start", "end", "surface", "number", "type", "date", "issuer", "title", "relation", "provision", "target",
    "candidates", "rule",
}  # fmt: skip
HIT_KEYS = {
    "id", "number", "type", "issuer", "date", "title", "status", "genre", "score", "why", "snippet", "url",
}  # fmt: skip


def test_a_mention_has_the_keys_of_the_contract() -> None:
    text = "thực hiện khoản 2 Điều 3 Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai về sinh hoạt chi bộ"
    (mention,) = find_mentions(text)
    shape = shapes.mention_shape(mention, Link(CARD, (), "number+date+body", 0.99))
    assert shape.keys() >= MENTION_KEYS
    assert text[shape["start"] : shape["end"]] == shape["surface"] == shape["number"]
    assert (shape["date"], shape["date_basis"], shape["target"]) == ("2014-11-11", "words", CARD.id)
    assert [one["id"] for one in shape["candidates"]] == [CARD.id]
    assert set(shape["candidates"][0]) >= {"number", "type", "date", "issuer", "title", "id"}
    assert shape["provision"] == "khoản 2 Điều 3"
    assert text[slice(*shape["spans"]["relation"])] == "thực hiện"
    assert {"type", "date", "issuer", "title"} <= shape["spans"].keys()


def test_a_date_that_only_the_work_has_is_told_apart() -> None:
    (mention,) = find_mentions("theo Chỉ thị số 47-CT/TU")
    told = shapes.mention_shape(mention, Link(CARD, (), "number", 0.9))
    silent = shapes.mention_shape(mention, Link(None, (), "none", 0.0))
    assert (told["date"], told["date_basis"]) == ("2014-11-11", "table")
    assert (silent["date"], silent["date_basis"], silent["target"]) == (None, None, None)


def test_a_work_without_a_page_has_no_address() -> None:
    shape = shapes.card_shape(Card("", "stub", number="04-NQ/TW"))
    assert (shape["id"], shape["url"], shape["issuer"], shape["date"]) == (None, None, None, None)
    assert shape["status"] == "chưa rõ"


def test_an_answer_has_the_keys_of_the_contract() -> None:
    hit = Hit(CARD, 1.23456789, ("khớp số",), Snippet("Số 47-CT/TU", (Span(3, 11),), 0))
    shape = shapes.answer_shape(Answer(parse("47-CT/TU"), (CARD,), (hit, Hit(CARD, 1.0, (), None)), 2))
    assert shape.keys() >= {"query", "total", "exact", "hits", "facets", "suggestions", "coverage"}
    first, second = shape["hits"]
    assert first.keys() >= HIT_KEYS
    assert (first["score"], first["snippet_marks"]) == (1.234568, [[3, 11]])
    assert (first["anchor"], first["part"], first["standing"], first["terms"]) == (None, None, None, {})
    assert second["snippet"] is None
    assert shape["taken"] == {"said": "", "restored": False, "others": [], "opened": []}
    assert json.loads(json.dumps(shape)) == shape


def test_a_hit_says_where_its_passage_stands_and_how_the_work_stands() -> None:
    passage = Snippet("nộp lại con dấu", (Span(8, 15),), 40, "dieu-5", "Điều 5. Thu hồi")
    shape = shapes.hit_shape(Hit(CARD, 1.0, (), passage, standing="còn hiệu lực", terms={"streams": 1.0}))
    assert (shape["anchor"], shape["part"], shape["snippet_start"]) == ("dieu-5", "Điều 5. Thu hồi", 40)
    assert (shape["standing"], shape["status"], shape["terms"]) == ("còn hiệu lực", "còn hiệu lực", {"streams": 1.0})


def test_a_document_shows_where_each_value_was_read() -> None:
    shape = shapes.full_shape(DOCUMENT, (), ())
    assert shape.keys() >= {"text", "metadata", "citations", "cited_by", "validity"}
    number, title = shape["metadata"]["number"], shape["metadata"]["title"]
    assert (number["value"], number["confidence"]) == ("47-CT/TU", 1.0)
    assert [one["quote"] for one in (*number["evidence"], *title["evidence"])] == ["47-CT/TU", "sinh hoạt chi bộ"]
    start, end = number["evidence"][0]["span"]
    assert shape["text"][start:end] == "47-CT/TU"
    assert shape["validity"]["status"] == "chưa rõ"
    assert json.loads(json.dumps(shape)) == shape


def test_a_value_that_is_missing_has_no_confidence() -> None:
    missing = Document(genre="directive", evidence=(Evidence("number", None, "words", 0.0, "không có dòng số"),))
    shape = shapes.document_shape(missing)["metadata"]
    assert (shape["number"]["value"], shape["number"]["confidence"]) == (None, 0.0)
    assert shape["number"]["evidence"][0]["source"] == "không có dòng số"
    assert shape["date"]["evidence"] == []
