"""Which works that bear a number pass the filters of the query: as the index would judge their documents."""

import pytest

from archive.ask.bearers import passes
from archive.query import parse
from archive.works.dates import PartialDate
from archive.works.document import Card, Issuer

CARD = Card(
    id="a",
    genre="directive",
    key="47-CT/TU",
    number="47-CT/TU",
    type="Chỉ thị",
    issuer=Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai-den-2025"),
    date=PartialDate(2014, 11, 11),
    place="Lào Cai",
    term="XI",
)


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        pytest.param("", True, id="no filter"),
        pytest.param("loại:NQ,CT", True, id="one of two types"),
        pytest.param("loại:NQ", False, id="another type"),
        pytest.param("-loại:CT", False, id="its type barred"),
        pytest.param("-loại:NQ", True, id="another type barred"),
        pytest.param('cq:"Tỉnh ủy Lào Cai"', True, id="its body, whichever identity"),
        pytest.param('-cq:"Tỉnh ủy Lào Cai"', False, id="its body barred"),
        pytest.param("nơi:lào-cai,sa-pa", True, id="one of two places"),
        pytest.param("khóa:XI", True, id="its term"),
        pytest.param("khóa:XII", False, id="another term"),
        pytest.param("thể-loại:tin-bài", False, id="another genre"),
        pytest.param("ngày:2014..2015", True, id="inside the stretch"),
        pytest.param("từ:12/2014", False, id="before it"),
        pytest.param("đến:10/2014", False, id="after it"),
        pytest.param("loại:CT nơi:sa-pa", False, id="one filter of two"),
    ],
)
def test_a_work_passes_the_filters(filters: str, passing: bool) -> None:
    assert passes(parse(f"47-CT/TU {filters}"), CARD) is passing


def test_what_a_card_does_not_say_passes_no_wish_and_every_bar() -> None:
    bare = Card(id="", genre="stub", number="47-CT/TU")
    assert not passes(parse("loại:CT"), bare)
    assert not passes(parse("năm:2014"), bare)
    assert passes(parse("-loại:CT -nơi:lào-cai"), bare)
