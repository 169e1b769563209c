"""Checking a draft: what is said of each citation, in which words, and that nothing is said that is not known."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from archive.ask.citing import Lookup, tables
from archive.ask.draft import LABELS, Case, Report, check, report_shape
from archive.ask.draft_status import StatusOf, unknown
from archive.ask.remarks import shared_words
from archive.cite.format import official
from archive.works.address import address
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Card, Genre, Issuer
from archive.works.number import parse
from archive.works.validity import Claim, Status
from archive.works.vocabulary import type_codes
from tests.strategies import citing_texts

ON = date(2026, 11, 22)
LAO_CAI = Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai-den-2025")
TUYEN_QUANG = Issuer("Tỉnh ủy Tuyên Quang", "tinh-uy-tuyen-quang-den-2025")
BAN_BI_THU = Issuer("Ban Bí thư", "ban-bi-thu")
BO_CHINH_TRI = Issuer("Bộ Chính trị", "bo-chinh-tri")


def work(
    number: str, kind: str, issuer: Issuer, day: str, title: str = "", *, genre: Genre = "directive", grade: str = ""
) -> Card:
    made = Card("", genre, parse(number).key, number, kind, issuer, parse_iso(day), title or None, grade=grade)
    return replace(made, id=address(made))


HELD = (
    work("47-CT/TU", "Chỉ thị", LAO_CAI, "2014-11-11", "nâng cao chất lượng sinh hoạt chi bộ ở cơ sở"),
    work("05-HD/TU", "Hướng dẫn", LAO_CAI, "2018-11-26", "sinh hoạt chi bộ theo chuyên đề ở nông thôn"),
    work("66-QĐ/TW", "Quy định", BAN_BI_THU, "2017-02-06", "thể thức văn bản của Đảng", genre="stub", grade="A"),
    work("10-CT/TW", "Chỉ thị", BAN_BI_THU, "2007-03-30", "sinh hoạt chi bộ", genre="stub", grade="A"),
    work("27-NQ/TW", "Nghị quyết", BO_CHINH_TRI, "2008-08-06", genre="stub", grade="A"),
    work("27-NQ/TW", "Nghị quyết", BO_CHINH_TRI, "2018-05-21", genre="stub", grade="A"),
    work("12-KH/TU", "Kế hoạch", LAO_CAI, "2019-04-02", genre="stub"),
    work("30/2020/NĐ-CP", "Nghị định", Issuer("Chính phủ", "chinh-phu"), "2020-03-05", "công tác văn thư"),
)


def among(cards: Iterable[Card]) -> Lookup:
    known = tuple(cards)

    def lookup(key: str) -> tuple[Card, ...]:
        return tuple(card for card in known if key in (card.key, _bare(card)))

    return lookup


def _bare(card: Card) -> str:
    number = parse(card.number or "")
    return f"bare:{type_codes().get(number.type_code, '')}:{number.serial}"


def checked(text: str, status_of: StatusOf = unknown) -> Report:
    return check(text, among(HELD), on=ON, status_of=status_of)


def only(text: str, status_of: StatusOf = unknown) -> Case:
    (case,) = checked(text, status_of).cases
    return case


DIRECTIVE = "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai"


@pytest.mark.parametrize(
    ("text", "state", "kinds", "fine"),
    [
        pytest.param(f"Thực hiện {DIRECTIVE}.", "resolved", (), True, id="held, everything agrees"),
        pytest.param(
            f"{DIRECTIVE} về nâng cao chất lượng sinh hoạt chi bộ.", "resolved", (), True, id="a title cut short is its"
        ),
        pytest.param(
            "Quy định số 66-QĐ/TW, ngày 06/02/2017 của Ban Bí thư.", "missing", (), True, id="attested, text not held"
        ),
        pytest.param(
            "Kế hoạch số 12-KH/TU, ngày 02/4/2019 của Tỉnh ủy Lào Cai.",
            "missing",
            (),
            False,
            id="known only from what others cite",
        ),
        pytest.param("Kế hoạch số 12-KH/TU.", "missing", (), False, id="a number that only others cite"),
        pytest.param("Nghị quyết số 88-NQ/TU của Tỉnh ủy Lào Cai.", "missing", (), False, id="nobody knows it"),
        pytest.param("Chỉ thị số 47-CT/TU.", "ambiguous", (), False, id="a number alone may be any province's"),
        pytest.param(
            "Nghị quyết số 27-NQ/TW của Bộ Chính trị.", "ambiguous", (), False, id="one number twice in ten years"
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU, ngày 12/11/2014 của Tỉnh ủy Lào Cai.",
            "wrong-date",
            ("date",),
            False,
            id="another day",
        ),
        pytest.param("Chỉ thị số 47-CT/TU năm 2019 của Tỉnh ủy Lào Cai.", "missing", (), False, id="of another term"),
        pytest.param(
            "Chỉ thị số 47-CT/TU năm 2019 của Tỉnh ủy Lào Cai về nâng cao chất lượng sinh hoạt chi bộ ở cơ sở.",
            "wrong-date",
            ("date",),
            False,
            id="the title vouches for the work",
        ),
        pytest.param(
            "Chỉ thị số 10-CT/TW, ngày 03/3/2007 của Ban Bí thư.", "wrong-date", ("date",), False, id="of one term"
        ),
        pytest.param(
            "Chỉ thị số 10-CT/TW, ngày 03/3/2017 của Ban Bí thư.", "missing", (), False, id="a namesake of another term"
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU, ngày 12/11/2014 của Tỉnh ủy Lào Cai về phát triển kinh tế rừng và du lịch.",
            "missing",
            (),
            False,
            id="another day and another title: another work",
        ),
        pytest.param(
            "Nghị định số 30/2020/NĐ-CP ngày 03/5/2020 của Chính phủ.",
            "wrong-date",
            ("date",),
            False,
            id="of the State",
        ),
        pytest.param(
            "Hướng dẫn số 05-\nHD/TU, ngày 26/11/2018 của Tỉnh ủy Lào Cai.", "resolved", (), True, id="a line's end"
        ),
        pytest.param(
            "Quyết định 66-QĐ/TW, ngày 06/02/2017 của Ban Bí thư.", "wrong-type", ("type",), False, id="QĐ is Quy định"
        ),
        pytest.param(
            f"{DIRECTIVE} về phát triển kinh tế rừng và du lịch vùng cao biên giới.",
            "wrong-title",
            ("title",),
            False,
            id="a title of something else: the number may be the slip",
        ),
        pytest.param(f"{DIRECTIVE} về công tác đảng.", "resolved", (), True, id="a title too short to compare"),
        pytest.param(
            "Hướng dẫn số 05-HD-TU, ngày 26/11/2018 của Tỉnh ủy Lào Cai.", "wrong-form", ("form",), False, id="hyphens"
        ),
        pytest.param(
            "Hướng dẫn số 5-HD/TU, ngày 26/11/2018 của Tỉnh ủy Lào Cai.", "wrong-form", ("form",), False, id="no 0"
        ),
        pytest.param(
            "Hướng dẫn số 05\u2011HD/TU, ngày 26/11/2018 của Tỉnh ủy Lào Cai.", "resolved", (), True, id="a sign alike"
        ),
        pytest.param(
            "Nghị định 30/2020/NĐ-CP về công tác văn thư.", "resolved", (), True, id="a State number is enough"
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Tuyên Quang.", "missing", (), False, id="another body"
        ),
    ],
)
def test_each_citation_gets_its_state(text: str, state: str, kinds: tuple[str, ...], fine: bool) -> None:
    case = only(text)
    (finding,) = case.findings
    assert (finding.state, case.state) == (state, state)
    assert tuple(one.kind for one in finding.remarks) == kinds
    assert case.fine is fine
    assert text[finding.start : finding.end] == finding.words


def test_a_wrong_day_shows_the_day_held_and_suggests_the_official_string() -> None:
    text = "Theo Chỉ thị số 47-CT/TU, ngày 12/11/2014 của Tỉnh ủy Lào Cai."
    case = only(text)
    (remark,) = case.findings[0].remarks
    assert text[remark.start : remark.end] == remark.written == "12/11/2014"
    assert remark.held == "11/11/2014"
    assert case.suggestion == official(HELD[0])
    assert "nên kiểm tra lại" in " ".join(case.say)


def test_a_day_of_two_namesakes_is_nobodys_slip() -> None:
    case = only("Nghị quyết số 27-NQ/TW, ngày 01/01/2012 của Bộ Chính trị.")
    assert (case.state, case.card) == ("missing", None)
    assert [card.date for card in case.candidates] == [PartialDate(2018, 5, 21), PartialDate(2008, 8, 6)]


def test_a_body_of_another_province_is_shown_as_a_candidate_and_never_taken() -> None:
    case = only("Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Tuyên Quang.")
    assert case.card is None
    assert case.candidates == (HELD[0],)
    assert case.suggestion == ""


def ended(card: str, day: date) -> Status:
    by = Claim("replaced", "whole", "text", HELD[1], since=PartialDate(2018, 11, 26))
    return Status("ended", day, (by,)) if card == HELD[0].id else Status("unknown", day)


def test_what_has_no_effect_any_more_is_said_with_day_and_source() -> None:
    case = only(f"Thực hiện {DIRECTIVE}.", ended)
    assert (case.state, case.fine) == ("ended", False)
    assert case.say[1] == "Hiệu lực: hết hiệu lực toàn bộ từ 26/11/2018, theo Hướng dẫn 05-HD/TU."


def test_force_in_part_is_told_though_the_work_is_held() -> None:
    case = only(f"Thực hiện {DIRECTIVE}.", lambda _card, day: Status("part_ended", day))
    assert (case.state, case.fine) == ("resolved", False)


def test_the_citations_of_one_work_stand_together() -> None:
    text = (
        f"Thực hiện {DIRECTIVE} và Hướng dẫn số 05-HD/TU, ngày 26/11/2018 của Tỉnh ủy Lào Cai."
        " Chỉ thị 47-CT-TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai nêu rõ việc của chi bộ."
    )
    report = checked(text)
    assert [[one.state for one in case.findings] for case in report.cases] == [["resolved", "wrong-form"], ["resolved"]]
    assert report.cases[0].state == "wrong-form"
    assert [one.start for one in report.findings] == sorted(one.start for one in report.findings)


def test_the_drafts_own_number_is_no_citation() -> None:
    text = (
        "TỈNH ỦY LÀO CAI\n*\nSố 88-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 20 tháng 11 năm 2026\nCHỈ THỊ\n"
        f"về sinh hoạt chi bộ\n-----\nThực hiện {DIRECTIVE}, Tỉnh ủy yêu cầu các chi bộ họp đúng kỳ."
    )
    assert [case.card for case in checked(text).cases] == [HELD[0]]


def test_nothing_to_check_is_fine() -> None:
    report = checked("Chi bộ họp mỗi tháng một kỳ, bàn việc của thôn bản.")
    assert (report.cases, report.unread, report.fine) == ((), (), True)


@pytest.mark.parametrize(
    ("text", "numbers", "unread"),
    [
        pytest.param("47-CT/TU\n05-HD/TU", ["47-CT/TU", "05-HD/TU"], [], id="one a line"),
        pytest.param("47 ct tu\n- 66-qd/tw\n", ["47-CT/TU", "66-QĐ/TW"], [], id="as people type"),
        pytest.param("47-CT/TU\nrau muống\n05-HD/TU", ["47-CT/TU", "05-HD/TU"], ["rau muống"], id="a line without one"),
        pytest.param(
            "Chi bộ họp ngày 5.\nThực hiện 47-CT/TU như sau:\nBí thư nói trước.\nBàn việc mới.",
            ["47-CT/TU"],
            [],
            id="short lines of prose are no list",
        ),
    ],
)
def test_a_pasted_list_is_read_line_by_line(text: str, numbers: list[str], unread: list[str]) -> None:
    report = checked(text)
    assert [parse(one.words).key for one in report.findings] == [parse(one).key for one in numbers]
    assert [text[start:end] for start, end in report.unread] == unread


def test_the_shape_is_json_and_has_every_span() -> None:
    text = f"Thực hiện {DIRECTIVE} và Chỉ thị 99-CT/TU."
    shape = json.loads(json.dumps(report_shape(checked(text)), ensure_ascii=False))
    assert set(shape) == {"on", "fine", "total", "works", "unread"}
    assert (shape["on"], shape["total"], shape["fine"]) == ("2026-11-22", 2, False)
    held, missing = shape["works"]
    assert (held["state"], held["held"]["id"], held["suggestion"]) == ("resolved", HELD[0].id, official(HELD[0]))
    assert (missing["state"], missing["held"], missing["suggestion"]) == ("missing", None, None)


def test_no_sentence_says_that_the_writer_is_wrong() -> None:
    texts = ("Chỉ thị số 47-CT/TU, ngày 12/11/2014 của Tỉnh ủy Lào Cai.", "Quyết định 66-QĐ/TW của Ban Bí thư.")
    said = " ".join(sentence for text in texts for sentence in only(text).say) + " ".join(LABELS.values())
    assert "sai" not in said.split()


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        pytest.param("nâng cao chất lượng sinh hoạt", "nâng cao chất lượng sinh hoạt chi bộ", 1.0, id="cut short"),
        pytest.param("phát triển kinh tế rừng", "nâng cao chất lượng sinh hoạt chi bộ", 0.0, id="nothing in common"),
        pytest.param("công tác đảng", "nâng cao chất lượng sinh hoạt chi bộ", None, id="too short to say"),
        pytest.param("và của các về cho", "và của các về cho", None, id="words every title has"),
    ],
)
def test_titles_are_compared_by_the_words_that_tell(first: str, second: str, share: float | None) -> None:
    assert shared_words(first, second) == share


@given(citing_texts())
@settings(max_examples=100, deadline=None)
def test_any_text_is_checked_and_every_span_is_its_words(text: str) -> None:
    report = check(text, tables, on=ON)
    for one in report.findings:
        assert text[one.start : one.end] == one.words
        assert all(text[remark.start : remark.end] == remark.written for remark in one.remarks)
