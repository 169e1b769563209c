"""Questions about a named document: what is asked of it, and which works answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from archive.ask.intent import intent_of
from archive.ask.related import related
from archive.query import parse
from archive.works.dates import PartialDate
from archive.works.document import Card, Genre, Issuer
from archive.works.number import parse as number_of
from archive.works.vocabulary import rows


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        pytest.param("quy định thay thế quy định 37-QĐ/TW", "replaced", id="a cue before the number"),
        pytest.param("hd 36 vptw thay the", "replaced", id="unmarked, behind the number"),
        pytest.param("Quy định 50 còn hiệu lực không", "validity", id="whether it stands"),
        pytest.param(
            "kết luận về tiếp tục thực hiện chỉ thị 05-CT/TW", "continued", id="the longer cue, not thực hiện"
        ),
        pytest.param("văn bản hướng dẫn thực hiện chỉ thị 50-CT/TW", "carried_out", id="what carries it out"),
        pytest.param("văn bản nào căn cứ Nghị quyết 60-NQ/TW", "basis", id="what rests on it"),
        pytest.param("sơ kết 2 năm thực hiện đề án 16-ĐA/TU", "reviewed", id="a review, though it says thực hiện"),
        pytest.param("văn bản viện dẫn 47-CT/TU", "cited", id="who cites it at all"),
        pytest.param("văn bản sửa đổi, bổ sung nghị định 30/2020/NĐ-CP", "amended", id="signs in the cue"),
        pytest.param("chỉ thị 35 đại hội đảng bộ các cấp", None, id="a topic beside the number is no question"),
        pytest.param("hướng dẫn 09-HD/BTCTW", None, id="the type of the number is no cue"),
        pytest.param("thay thế quy định cũ", None, id="no number, nothing to ask of"),
        pytest.param("47-CT/TU", None, id="a number alone"),
    ],
)
def test_what_is_asked(typed: str, intent: str | None) -> None:
    found = intent_of(parse(typed))
    assert (found.id if found else None) == intent


def test_every_relation_of_the_table_is_one_the_archive_reads() -> None:
    known = {row["id"] for row in rows("relations", "relation")}
    assert all(set(row["relations"]) <= known for row in rows("intents", "intent"))


# --- who answers -----------------------------------------------------------------------------------------------------


def card(number: str, title: str = "", *, genre: Genre = "directive", year: int = 2020, body: str = "Tỉnh ủy") -> Card:
    return Card(
        number.lower(), genre, number_of(number).key, number, "Kế hoạch", Issuer(body), PartialDate(year), title or None
    )


@dataclass
class Known:
    """Relations by the id of the named work."""

    citing_: dict[str, list[tuple[str, Card]]] = field(default_factory=dict)
    cited_: dict[str, list[tuple[str, Card]]] = field(default_factory=dict)
    saying_: dict[str, list[tuple[str, Card]]] = field(default_factory=dict)
    naming_: dict[str, list[Card]] = field(default_factory=dict)

    def citing(self, doc_id: str, relations: frozenset[str]) -> Sequence[Card]:
        return [one for name, one in self.citing_.get(doc_id, []) if not relations or name in relations]

    def cited(self, doc_id: str, relations: frozenset[str]) -> Sequence[Card]:
        return [one for name, one in self.cited_.get(doc_id, []) if name in relations]

    def saying(self, doc_id: str, values: frozenset[str]) -> Sequence[Card]:
        return [one for name, one in self.saying_.get(doc_id, []) if name in values]

    def naming(self, card: Card) -> Sequence[Card]:
        return self.naming_.get(card.id, [])


NAMED = card("50-CT/TW", body="Ban Bí thư")
ID = NAMED.id


def test_works_that_carry_it_out_come_by_the_words_beside_the_number_then_newest_first() -> None:
    lao_cai, older, yen_bai = (
        card("1-KH/TU", body="Tỉnh ủy Lào Cai", year=2019),
        card("2-KH/TU", body="Tỉnh ủy Yên Bái", year=2018),
        card("3-KH/TU", body="Tỉnh ủy Yên Bái", year=2020),
    )
    known = Known(citing_={ID: [("thuc_hien", one) for one in (yen_bai, older, lao_cai)]})
    found = related(parse("kế hoạch thực hiện chỉ thị 50-CT/TW Lào Cai"), [NAMED], known)
    assert found is not None
    assert [one.number for one in found.cards] == ["1-KH/TU", "3-KH/TU", "2-KH/TU"]
    assert found.label == "Văn bản thực hiện, hướng dẫn 50-CT/TW"


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(Known(citing_={ID: [("theo", card("1-KH/TU"))]}), id="a mention in passing carries nothing out"),
        pytest.param(
            Known(citing_={ID: [("thuc_hien", card("1-KH/TU", genre="article"))]}), id="an article carries nothing out"
        ),
        pytest.param(Known(citing_={ID: [("thuc_hien", NAMED)]}), id="itself"),
        pytest.param(Known(naming_={ID: [card("1-KH/TU", "về Chỉ thị số 50-CT/TW")]}), id="a title without the cue"),
    ],
)
def test_what_is_no_answer(known: Known) -> None:
    assert related(parse("kế hoạch thực hiện chỉ thị 50-CT/TW"), [NAMED], known) is None


def test_a_title_that_says_so_answers_where_no_text_is_held() -> None:
    titled = card("42-HD/BTCTW", "thực hiện Chỉ thị 50-CT/TW")
    found = related(parse("hướng dẫn thực hiện 50-CT/TW"), [NAMED], Known(naming_={ID: [titled]}))
    assert found is not None
    assert found.cards == (titled,)


def test_what_replaced_it_is_known_from_claims_and_each_work_stands_once() -> None:
    new = card("60-CT/TW")
    known = Known(saying_={ID: [("replaced", new), ("amended", card("9-CT/TW"))]}, citing_={ID: [("thay_the", new)]})
    found = related(parse("chỉ thị thay thế 50-CT/TW"), [NAMED], known)
    assert found is not None
    assert (found.cards, found.named_first) == ((new,), False)
    standing = related(parse("50-CT/TW còn hiệu lực không"), [NAMED], known)
    assert standing is not None
    assert (standing.cards, standing.named_first) == ((new,), True)


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        pytest.param("50-CT/TW thay thế chỉ thị nào", ["10-CT/TW"], id="asked of what it does to others"),
        pytest.param("chỉ thị 50-CT/TW thay thế cho văn bản nào", ["10-CT/TW"], id="cho is part of the cue"),
        pytest.param("50-CT/TW căn cứ vào đâu", ["01-CT/TW"], id="what it rests on"),
        pytest.param("50-CT/TW bị thay thế bởi văn bản nào", ["60-CT/TW"], id="the passive asks what is done to it"),
        pytest.param("50-CT/TW được thay thế bằng gì", ["60-CT/TW"], id="another passive"),
        pytest.param("văn bản nào thay thế 50-CT/TW", ["60-CT/TW"], id="a cue before the number"),
        pytest.param("50-CT/TW thay thế", ["60-CT/TW"], id="no question word: what replaces it"),
    ],
)
def test_which_way_round_a_question_is(typed: str, answers: list[str]) -> None:
    known = Known(
        citing_={ID: [("thay_the", card("60-CT/TW"))]},
        cited_={ID: [("thay_the", card("10-CT/TW")), ("can_cu", card("01-CT/TW"))]},
    )
    found = related(parse(typed), [NAMED], known)
    assert found is not None
    assert [one.number for one in found.cards] == answers
