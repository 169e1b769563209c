"""The gold rows keep their own rules: `corpus/make/check_gold.py`, which is run by hand too."""

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]
TEXT = "Theo Chỉ thị số 47-CT/TU."
MENTION = {"start": 16, "end": 24, "surface": "47-CT/TU"}


@pytest.fixture(scope="session")
def checks(project: Path) -> dict[str, Any]:
    return runpy.run_path(str(project / "corpus/make/check_gold.py"))


def test_every_gold_row_keeps_its_rules(checks: dict[str, Any]) -> None:
    find_faults: Callable[[], Iterator[str]] = checks["find_faults"]
    assert list(find_faults()) == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        pytest.param({}, None, id="a mention as it should be"),
        pytest.param({"end": 23}, "vị trí sai", id="a place that is not the surface"),
        pytest.param({"date": "2014-02-30"}, "ngày sai", id="a day of no calendar"),
        pytest.param({"kind": "name"}, "loại mục lạ", id="a kind that no mention has"),
        pytest.param({"relation": "lien_quan"}, "quan hệ lạ", id="a relation that no words show"),
        pytest.param({"term": "12"}, "số La Mã", id="a term in other digits"),
        pytest.param({"title": "sinh hoạt chi bộ"}, "trích yếu", id="a title that the passage does not have"),
        pytest.param({"provision": "Điều 5"}, "điều khoản", id="a part that the passage does not have"),
    ],
)
def test_a_broken_mention_is_told(said: Row, fault: str | None, checks: dict[str, Any]) -> None:
    row = {"class": "party-form", "text": TEXT, "mentions": [{**MENTION, **said}], "partial": False}
    assert [fault in one for one in checks["check_citations"](row)] == ([True] if fault else [])


def test_a_passage_has_a_document_or_a_class(checks: dict[str, Any]) -> None:
    assert list(checks["check_citations"]({"text": TEXT, "mentions": []})) != []


def test_too_few_passages_are_told(checks: dict[str, Any]) -> None:
    told = list(checks["check_amounts"]([{"text": TEXT, "mentions": [MENTION], "class": "party-form"}]))
    assert told[0].startswith("quá ít đoạn: 1")
    assert any("dinh_chinh: 0" in one for one in told)
