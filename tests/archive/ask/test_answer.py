"""Answers: the number first, the list with its reasons, and what is said when there is nothing or no index."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from archive.ask.answer import Answer, answer
from archive.ask.reasons import Seen, reasons
from archive.ask.scan import scan
from archive.ask.sought import sought
from archive.index.candidates import Ranked, Ranker
from archive.index.memory import MemoryEngine
from archive.index.plan import Opened, Plan, Taken
from archive.index.whoosh.engine import WhooshEngine
from archive.query import parse
from archive.text.span import Span
from archive.text.vietnamese import fold
from archive.works.document import Card, Document
from archive.works.outline import Outline, outlined
from archive.works.validity import State
from tests.archive.index.holdings import HOLDINGS


def card_of(document: Document) -> Card:
    return Card(
        id=document.id,
        genre=document.genre,
        key=document.number.key if document.number else "",
        number=str(document.number) if document.number else None,
        type=document.type,
        issuer=document.issuer,
        date=document.date,
        title=(document.title or "").splitlines()[0],
        place=document.place,
    )


@dataclass(frozen=True)
class Shelf:
    """A catalogue in a dictionary, in place of the store."""

    documents: tuple[Document, ...] = HOLDINGS

    def cards(self, ids: Iterable[str]) -> Mapping[str, Card]:
        wanted = set(ids)
        return {one.id: card_of(one) for one in self.documents if one.id in wanted}

    def by_key(self, key: str) -> tuple[Card, ...]:
        return tuple(card for card in map(card_of, self.documents) if card.key == key)

    def by_serial(self, serial: int, type: str | None) -> tuple[Card, ...]:  # noqa: A002
        held = [one for one in self.documents if one.number and one.number.serial == serial]
        return tuple(card_of(one) for one in held if type in (None, one.type))

    def text_of(self, doc_id: str) -> str:
        return next((one.text for one in self.documents if one.id == doc_id), "")

    def texts(self, ids: Iterable[str]) -> Mapping[str, tuple[str, Outline]]:
        wanted = set(ids)
        return {one.id: (one.text, outlined(one.text, one.blocks)) for one in self.documents if one.id in wanted}

    def short_texts(self, ids: Iterable[str]) -> Mapping[str, tuple[str | None, Outline | None]]:
        return {**self.texts(ids)}

    def stretches(self, asked: Mapping[str, Span]) -> Mapping[str, str]:
        return {one: self.text_of(one)[start:end] for one, (start, end) in asked.items()}

    def standings(self, day: date) -> Mapping[str, State]:
        return {"lao-cai/47": "ended"} if day.year >= 2020 else {}


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    made = MemoryEngine()
    made.rebuild(HOLDINGS)
    return made


def ask(engine: MemoryEngine, typed: str, shelf: Shelf | None = None) -> Answer:
    return answer(parse(typed), engine=engine, catalogue=shelf or Shelf())


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        pytest.param("47-CT/TU", ["lao-cai/47"], id="whole"),
        pytest.param("chi thi 47", ["lao-cai/47"], id="type and serial"),
        pytest.param("47 CT TU", ["lao-cai/47"], id="blanks"),
        pytest.param("47", ["lao-cai/47"], id="serial alone"),
        pytest.param("chỉ thị 47 sinh hoạt chi bộ", ["lao-cai/47"], id="with words"),
        pytest.param("qđ 37", ["tw/19"], id="a code of two types"),
        pytest.param("47-CT/TU loai:nghi-quyet", [], id="filters hold for the number too"),
        pytest.param("47-CT/TU nam:2014", ["lao-cai/47"], id="a date that fits"),
        pytest.param("47-CT/TU nam:2015", [], id="a date that does not"),
        pytest.param("19 điều đảng viên không được làm", [], id="a count"),
        pytest.param("99-CT/TU", [], id="a number nobody has"),
    ],
)
def test_what_bears_the_number(engine: MemoryEngine, typed: str, exact: list[str]) -> None:
    assert held(ask(engine, typed)) == exact


def held(found: Answer) -> list[str]:
    """The works that have a page, of those that bear the number."""
    return [card.id for card in found.exact if card.id]


def test_a_number_known_from_one_source_only_is_shown_as_that(engine: MemoryEngine) -> None:
    # The table has a second 47-CT/TU, of another committee and year, that was never checked.
    found = ask(engine, "47-CT/TU")
    assert [(card.id, card.grade) for card in found.exact[1:]] == [("", "C")]
    assert found.notices == ("Chưa đối chiếu, chỉ biết từ một nguồn: 47-CT/TU (Thành ủy Thành phố Hồ Chí Minh).",)
    assert not ask(engine, "47-CT/TU loai:nghi-quyet").exact


def test_several_bearers_are_all_listed_the_one_spoken_of_first(engine: MemoryEngine) -> None:
    other = replace(HOLDINGS[0], id="tuyen-quang/47", issuer=HOLDINGS[1].issuer, place="Tuyên Quang")
    shelf = Shelf((*HOLDINGS, other))
    assert held(ask(engine, "47-CT/TU", shelf)) == ["lao-cai/47", "tuyen-quang/47"]
    assert held(ask(engine, "47-CT/TU tuyen quang", shelf)) == ["tuyen-quang/47", "lao-cai/47"]


def test_a_number_typed_without_marks_means_the_one_with_them(engine: MemoryEngine) -> None:
    found = ask(engine, "16-da/tu")
    assert [card.id for card in found.exact] == ["tuyen-quang/16"]
    assert found.notices == ()


def test_a_number_of_another_body_is_offered_and_it_is_said(engine: MemoryEngine) -> None:
    found = ask(engine, "47-CT/TW")
    assert held(found) == ["lao-cai/47"]
    assert found.notices[0].startswith("Kho chưa biết 47-CT/TW")


def test_a_plenum_gives_its_documents(engine: MemoryEngine) -> None:
    numbers = {card.number for card in ask(engine, "nghi quyet trung uong 4 khoa xii").exact}
    assert "04-NQ/TW" in numbers


@pytest.mark.parametrize(
    ("typed", "first", "why"),
    [
        pytest.param("47-CT/TU", "lao-cai/47", "khớp số ký hiệu", id="number"),
        pytest.param("chỉ thị 47", "lao-cai/47", "khớp loại và số", id="type and serial"),
        pytest.param("chất lượng sinh hoạt", "lao-cai/47", "khớp trích yếu", id="title"),
        pytest.param("chat luong sinh hoat", "lao-cai/47", "khớp trích yếu", id="title without marks"),
        pytest.param('"học tập và làm theo"', "tw/05", "khớp nguyên cụm", id="phrase"),
        pytest.param("đường sắt qua tỉnh", "tin/khong-ngay", "khớp nội dung", id="text"),
        pytest.param("tỉnh ủy lào cai sinh hoạt", "lao-cai/47", "khớp cơ quan ban hành", id="issuer"),
    ],
)
def test_why(engine: MemoryEngine, typed: str, first: str, why: str) -> None:
    hit = ask(engine, typed).hits[0]
    assert hit.card.id == first
    assert why in hit.why


def test_hits_carry_passages_of_the_text_and_marks_of_the_title(engine: MemoryEngine) -> None:
    for hit in ask(engine, "sinh hoat chi bo").hits:
        text = Shelf().text_of(hit.card.id)
        said = {"sinh", "hoat", "chi", "bo"}.intersection(fold(text).split())
        assert (hit.snippet is not None) == bool(said)  # what the title says already needs no passage
        if hit.snippet:
            assert text[hit.snippet.start :].startswith(hit.snippet.text)
        title = hit.card.title or ""
        assert {title[start:end] for start, end in hit.title_marks} == {"sinh hoạt chi bộ"}


def test_what_the_store_no_longer_has_is_not_shown(engine: MemoryEngine) -> None:
    found = ask(engine, "sinh hoạt chi bộ", Shelf(HOLDINGS[1:]))
    assert "lao-cai/47" not in [hit.card.id for hit in found.hits]


def test_wrong_marks_are_forgiven_and_it_is_said(engine: MemoryEngine) -> None:
    found = ask(engine, "sình hoát chí bố")
    assert found.total == 4
    assert "không phân biệt dấu" in found.notices[0]


def test_too_many_words_are_forgiven_and_it_is_said(engine: MemoryEngine) -> None:
    found = ask(engine, "đường sắt vũ trụ")
    assert [hit.card.id for hit in found.hits][:1] == ["tin/khong-ngay"]
    assert "khớp một phần" in found.notices[0]


def test_nothing_found_suggests_what_would_be(engine: MemoryEngine) -> None:
    found = ask(engine, '"chi bộ sinh hoạt" loai:"quy định"')
    assert found.total == 0
    labels = {one.label: one.query for one in found.suggestions}
    assert set(labels) <= {"bỏ các bộ lọc", "bỏ dấu ngoặc kép", "bỏ các từ loại trừ"}
    found = ask(engine, "sinh hoạt chi bộ loai:thong-tri nam:1999")
    assert found.total == 0
    assert [one.label for one in found.suggestions] == ["bỏ các bộ lọc"]
    assert ask(engine, str(found.suggestions[0].query)).total == 4


def test_an_empty_question_has_an_empty_answer(engine: MemoryEngine) -> None:
    assert ask(engine, "  ").hits == ()
    assert ask(engine, "  ").total == 0


def test_filters_alone_list_without_reasons(engine: MemoryEngine) -> None:
    found = ask(engine, "loai:chi-thi")
    assert found.total == 2
    assert all(hit.why == () for hit in found.hits)
    assert found.notices == ()


def test_notices_of_the_query_are_passed_on(engine: MemoryEngine) -> None:
    assert any("Loại văn bản" in notice for notice in ask(engine, "loai:abc chi bộ").notices)


def test_the_answer_says_how_it_was_taken(engine: MemoryEngine) -> None:
    told = " ".join(ask(engine, "sinh hoat chi bo").explain)
    assert "không phân biệt dấu" in told or "Đã thêm dấu: sinh hoạt chi bộ." in told
    assert any("4 trong 4" in line for line in ask(engine, "sinh hoạt chi bộ").explain)


def test_numbers_are_answered_without_an_index(tmp_path: Path) -> None:
    with closing(WhooshEngine(tmp_path / "none")) as engine:
        found = answer(parse("47-CT/TU"), engine=engine, catalogue=Shelf())
    assert held(found) == ["lao-cai/47"]
    assert not found.indexed
    assert found.total == 0
    assert any("vankien reindex" in notice for notice in found.notices)


@pytest.mark.parametrize(
    ("typed", "today", "standing"),
    [
        pytest.param("chất lượng sinh hoạt", None, "", id="nobody says which day it is"),
        pytest.param("chất lượng sinh hoạt", date(2026, 1, 1), "hết hiệu lực toàn bộ", id="today"),
        pytest.param("chất lượng sinh hoạt tính-đến:2016-05-01", date(2026, 1, 1), "", id="the day that was asked for"),
    ],
)
def test_validity_is_judged_on_the_day_of_the_answer(
    engine: MemoryEngine, typed: str, today: date | None, standing: str
) -> None:
    found = answer(parse(typed), engine=engine, catalogue=Shelf(), today=today)
    held = {hit.card.id: hit.standing for hit in found.hits}
    assert held["lao-cai/47"] == standing
    numbered = answer(parse(f"47-CT/TU {typed}"), engine=engine, catalogue=Shelf(), today=today)
    assert numbered.standings["lao-cai/47"] == standing


def test_the_ranking_of_the_profile_orders_the_list(engine: MemoryEngine) -> None:
    asked: list[str | None] = []

    def upside_down(profile: str | None) -> Ranker:
        asked.append(profile)
        return lambda found: Ranked(-found.total, {"đảo": -found.total})

    usual = [hit.card.id for hit in ask(engine, "sinh hoạt chi bộ").hits]
    query = parse("sinh hoạt chi bộ", {"cach": "formula"})
    turned = answer(query, engine=engine, catalogue=Shelf(), rankers=upside_down)
    assert asked == ["formula"]
    assert turned.profile == "formula"
    assert {hit.card.id for hit in turned.hits} == set(usual)
    assert all(hit.terms.keys() == {"đảo"} for hit in turned.hits)


CITED_ONLY = Plan((), "syllables", ("khoán", "mười"), 2, (), (), (), (), None, "marked")


@pytest.mark.parametrize(
    ("cited", "text", "said"),
    [
        pytest.param(3, "Khoán sản phẩm.", True, id="a word stands in no part of the work: others say it"),
        pytest.param(3, "Khoán mười.", False, id="every word stands in the text"),
        pytest.param(0, "Khoán sản phẩm.", False, id="nobody cites it"),
    ],
)
def test_words_that_only_citing_works_say(cited: int, text: str, said: bool) -> None:
    wanted = sought(parse("khoán mười"), "marked")
    seen = Seen(
        Card("a", "directive", title="nông nghiệp", cited=cited), scan("nông nghiệp", wanted), scan(text, wanted)
    )
    assert ("khớp lời văn bản dẫn" in reasons(wanted, seen, CITED_ONLY)) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Ban Thường vụ họp.", True, id="the meaning stands there in a row"),
        pytest.param("Ban họp thường kỳ, xét vụ việc.", False, id="its syllables stand apart"),
    ],
)
def test_an_opened_abbreviation_is_a_reason_where_its_meaning_stands(text: str, said: bool) -> None:
    plan = replace(CITED_ONLY, gate=(), taken=Taken("BTV họp", opened=(Opened("BTV", ("Ban Thường vụ",), 0, 1),)))
    wanted = sought(parse("BTV họp"), "marked", plan)
    seen = Seen(Card("a", "directive"), scan("", wanted), scan(text, wanted))
    assert ("mở rộng BTV thành “Ban Thường vụ”" in reasons(wanted, seen, plan)) is said
