"""The text of small elements: a limit leaves a text whole or gives none, never a part."""

import pytest
from lxml import etree

from ingest.extract.page_tables import cell_text


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>SỞ Y TẾ<br>Số: 12/BC-SYT</div>", id="lines"),
        pytest.param("<div>" + "a" * 9 + " " * 40 + "<p>b</p></div>", id="blanks that are made single"),
        pytest.param("<div> <p>Chi bộ</p> <p>họp <b>thường</b> kỳ</p> </div>", id="blocks"),
        pytest.param("<div><p>" + "</p><p>".join(["một", "hai", "ba", "bốn"] * 9) + "</p></div>", id="long"),
        pytest.param("<div></div>", id="nothing"),
    ],
)
@pytest.mark.parametrize("longest", [1, 10, 11, 14, 21, 22, 100, 1000])
def test_a_text_is_given_whole_or_not_at_all(markup: str, longest: int) -> None:
    element = etree.fromstring(markup, etree.HTMLParser()).find(".//div")
    assert element is not None
    whole, held = cell_text(element, {}), cell_text(element, {}, longest=longest)
    raw = len("".join(map(str, element.itertext())))
    assert held == (whole if len(whole) <= longest and raw <= 3 * longest else "")
