"""Choices as addresses: each keeps the others, and each can be taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from archive.query import FILTERS, SEVERAL, parse
from search_web.choices import LABELS, NAMES, address, chips, kept, shown, toggles, values

ARGS = {"q": "chi bộ", "loai": "chi-thi", "nam": "2014", "trang": "3"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"cap": "tinh"}, "/?q=chi+b%E1%BB%99&loai=chi-thi&cap=tinh&nam=2014", id="a filter begins at page 1"
        ),
        pytest.param({"trang": "4"}, "/?q=chi+b%E1%BB%99&loai=chi-thi&nam=2014&trang=4", id="a page keeps everything"),
        pytest.param({"trang": "1"}, "/?q=chi+b%E1%BB%99&loai=chi-thi&nam=2014", id="page 1 is not written"),
        pytest.param({"loai": None, "nam": None}, "/?q=chi+b%E1%BB%99", id="choices taken back"),
        pytest.param(
            {"tu": "2013-01-01"}, "/?q=chi+b%E1%BB%99&loai=chi-thi&tu=2013-01-01", id="days take the place of the year"
        ),
        pytest.param(
            {"the_loai": "article"},
            "/?q=chi+b%E1%BB%99&loai=chi-thi&nam=2014&the-loai=article",
            id="names with a hyphen",
        ),
        pytest.param(
            {"ngay": "2025-07-01", "dung": "1"},
            "/?q=chi+b%E1%BB%99&loai=chi-thi&nam=2014&ngay=2025-07-01&dung=1",
            id="the day of judgement and the manner",
        ),
    ],
)
def test_a_change_keeps_the_other_choices(changes: dict[str, str | None], expected: str) -> None:
    assert address("/", ARGS, **changes) == expected


@given(st.dictionaries(st.sampled_from(NAMES), st.text(min_size=1, max_size=5)))
def test_what_an_address_carries_is_read_back(args: dict[str, str]) -> None:
    assert kept(kept(args)) == kept(args)


def test_chips_say_what_is_chosen_in_words() -> None:
    found = chips("/", ARGS | {"the-loai": "stub", "lạ": "x"})
    assert [(one.label, one.value) for one in found] == [
        ("loại", "Chỉ thị"),
        ("năm", "2014"),
        ("thể loại", "Chưa có toàn văn"),
    ]
    assert all("loai=chi-thi" in one.href for one in found[1:])
    assert "loai" not in found[0].href.replace("the-loai", "")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param([("loai", "chi-thi,nghi-quyet")], "chi-thi,nghi-quyet", id="parted by a comma"),
        pytest.param([("loai", "chi-thi"), ("loai", "nghi-quyet")], "chi-thi,nghi-quyet", id="repeated"),
        pytest.param([("loai", "chi-thi,nghi-quyet"), ("loai", "chi-thi")], "chi-thi,nghi-quyet", id="each once"),
        pytest.param([("loai", " chi-thi , ,-bao-cao")], "chi-thi,-bao-cao", id="blanks, nothing, one that may not be"),
        pytest.param([("loai", ",")], None, id="no value at all"),
        pytest.param([("co-quan", '"Bộ A, B",x')], '"Bộ A, B",x', id="a comma inside quotes"),
        pytest.param([("cap", "tw"), ("cap", "tinh")], "tw,tinh", id="a level"),
        pytest.param([("nam", "2014"), ("nam", "2015")], "2014", id="of a filter of one value the first"),
    ],
)
def test_several_values_are_kept_in_one_way(given: list[tuple[str, str]], expected: str | None) -> None:
    assert kept(MultiDict(given)).get(given[0][0]) == expected


@pytest.mark.parametrize(
    ("args", "name", "value", "expected"),
    [
        pytest.param({}, "loai", "chi-thi", "/?loai=chi-thi", id="the first value"),
        pytest.param({"loai": "chi-thi"}, "loai", "ke-hoach", "/?loai=chi-thi,ke-hoach", id="one more"),
        pytest.param({"loai": "chi-thi,ke-hoach"}, "loai", "chi-thi", "/?loai=ke-hoach", id="one of two taken back"),
        pytest.param({"loai": "chi-thi"}, "loai", "chi-thi", "/", id="the last taken back"),
        pytest.param({"loai": "-bao-cao"}, "loai", "-bao-cao", "/", id="one that may not be taken back"),
        pytest.param({"nam": "2014"}, "nam", "2015", "/?nam=2015", id="a year takes the place of the other"),
        pytest.param({"nam": "2014"}, "nam", "2014", "/", id="a year taken back"),
        pytest.param({"cap": "tw", "trang": "4"}, "cap", "tinh", "/?cap=tw,tinh", id="from the first page"),
    ],
)
def test_a_value_is_added_or_taken_back(args: dict[str, str], name: str, value: str, expected: str) -> None:
    assert toggles("/", args, name).href(value) == expected


SLUGS = st.from_regex(r"-?[a-z]{1,6}(-[a-z]{1,4})?", fullmatch=True)


@given(st.lists(SLUGS, unique=True, max_size=4), SLUGS, st.sampled_from(sorted(SEVERAL.values())))
def test_a_value_added_and_taken_back_leaves_the_address(chosen: list[str], value: str, name: str) -> None:
    args = kept({name: ",".join(one for one in chosen if one != value)})
    there = toggles("/", args, name).href(value).partition("=")[2]
    assert value in toggles("/", {name: there}, name).chosen
    assert toggles("/", {name: there}, name).href(value) == address("/", args)


def test_a_chip_for_each_value_takes_back_that_value() -> None:
    found = chips("/", {"q": "x", "loai": "chi-thi,-bao-cao", "hieu-luc": "in_force", "khoa": "XII"})
    assert [(one.label, one.value) for one in found] == [
        ("loại", "Chỉ thị"),
        ("loại", "trừ Báo cáo"),
        ("khóa", "XII"),
        ("hiệu lực", "còn hiệu lực"),
    ]
    assert found[0].href == "/?q=x&loai=-bao-cao&khoa=XII&hieu-luc=in_force"
    assert found[1].href == "/?q=x&loai=chi-thi&khoa=XII&hieu-luc=in_force"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        pytest.param("loai", "chi-thi,nghi-quyet", "Chỉ thị, Nghị quyết", id="several values"),
        pytest.param("ngay", "2025-07-01", "01/07/2025", id="a day"),
        pytest.param("tu", "2014-11", "11/2014", id="a month"),
        pytest.param("tu", "hôm qua", "hôm qua", id="what is no day"),
        pytest.param("dung", "1", "đúng như đã gõ", id="as typed"),
        pytest.param("mo-rong", "0", "không mở rộng", id="abbreviations as they are"),
        pytest.param("cach", "questions", "câu hỏi", id="a ranking"),
        pytest.param("nguoi-ky", "Nguyễn Văn A", "Nguyễn Văn A", id="a name"),
        pytest.param("hieu-luc", "lạ", "lạ", id="a value no table knows"),
    ],
)
def test_a_choice_in_words(name: str, value: str, words: str) -> None:
    assert shown(name, value) == words


def test_every_filter_has_a_place_in_the_address_and_a_label() -> None:
    assert set(NAMES) - {"q"} == set(FILTERS)
    assert set(LABELS) == set(FILTERS) - {"xep", "trang"}


def test_what_an_address_says_is_what_its_query_prints() -> None:
    args = {"loai": "chi-thi,-bao-cao", "khoa": "XII", "ngay": "2025-07-01", "dung": "1", "cach": "plain"}
    assert parse("", kept(args)).filters() == args
    assert values(args["loai"]) == ("chi-thi", "-bao-cao")
