"""A number repeated in one text is read with the day the text gave it, unless anything speaks of another work."""

import pytest

from archive.cite.mentions import find_mentions
from archive.cite.repeated import reader_of, readings_of
from archive.cite.resolve import reading_of
from archive.works.dates import PartialDate

FIRST = "Thực hiện Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai."
DAY = PartialDate(2014, 11, 11)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param(f"{FIRST} Kết quả của Chỉ thị số 47-CT/TU là rõ.", DAY, id="the whole mention stands before"),
        pytest.param(f"{FIRST} Theo Chỉ thị số 47-CT/TU của Tỉnh ủy Lào Cai.", DAY, id="the same body"),
        pytest.param(f"{FIRST} Theo Chỉ thị số 47-CT/TU của Tỉnh ủy Yên Bái.", None, id="another body"),
        pytest.param(
            f"{FIRST} Có một Chỉ thị số 47-CT/TU, nhưng là văn bản ngày 02/3/2019.", None, id="a day behind it"
        ),
        pytest.param(f"{FIRST} Trước đó có Chỉ thị số 47-CT/TU ban hành từ năm 2009.", None, id="a year behind it"),
        pytest.param(
            "Quyết định số 217-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị. Nhiều nơi viết 217 QĐ/TW.",
            None,
            id="a form of writing, without its type",
        ),
        pytest.param(f"{FIRST} Quyết định số 47-CT/TU.", None, id="another type"),
        pytest.param(
            f"{FIRST} Chỉ thị số 47-CT/TU, ngày 02/3/2019 của Tỉnh ủy Lào Cai. Nay theo Chỉ thị số 47-CT/TU.",
            None,
            id="the text names two works of that number",
        ),
        pytest.param("Một Chỉ thị số 47-CT/TU.", None, id="never named whole"),
    ],
)
def test_what_the_last_mention_is_read_with(text: str, date: PartialDate | None) -> None:
    mentions = find_mentions(text)
    assert readings_of(mentions, None, text)[-1].date == date


def test_a_headline_before_the_whole_mention_stays_as_it_is() -> None:
    text = f"Sơ kết Chỉ thị số 47-CT/TU.\n{FIRST}"
    assert [one.date for one in readings_of(find_mentions(text), None, text)] == [None, DAY]


def test_without_the_text_each_mention_is_read_by_itself() -> None:
    text = f"{FIRST} Kết quả của Chỉ thị số 47-CT/TU là rõ."
    mentions = find_mentions(text)
    assert readings_of(mentions, PartialDate(2020)) == tuple(reading_of(one, PartialDate(2020)) for one in mentions)


def test_the_reader_gives_the_readings_of_the_text() -> None:
    text = f"{FIRST} Kết quả của Chỉ thị số 47-CT/TU là rõ."
    mentions = find_mentions(text)
    read = reader_of(mentions, text)
    assert tuple(read(one, None) for one in mentions) == readings_of(mentions, None, text)
    assert len({read(one, None) for one in mentions}) == 1, "one reading, one link"
