"""Lists and searches as feeds and tables: what readers of feeds and spreadsheets make of them."""

import csv
import json
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

import feedparser  # type: ignore[import-untyped]  # it says no types of its own
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from archive.works.document import Card
from search_web.formats.tables import as_csv, as_jsonl, as_xlsx, defused, row
from search_web.machine import lists_out
from tests.search_web.conftest import CITING_ARTICLES, DIRECTIVE
from tests.search_web.formats.makings import SCHEMAS, tree_of, xmllint

FEEDS = [
    pytest.param("/tim.atom?q=chi+b%E1%BB%99", id="a search"),
    pytest.param("/tim.atom?q=khongcotunaonhuthe", id="a search without hits"),
    pytest.param("/tim.atom?q=%3Cscript%3E&loai=chi-thi", id="markup in the question"),
    pytest.param("/loai/chi-thi.atom", id="a type"),
    pytest.param("/co-quan/tinh-uy-lao-cai.atom", id="a body"),
    pytest.param("/con-thieu.atom", id="what is missing"),
    pytest.param(f"/vb/{DIRECTIVE}/duoc-vien-dan.atom", id="what cites a work"),
]


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_is_valid(client: FlaskClient, path: str, tmp_path: Path) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    read = feedparser.parse(answer.data)
    assert not read.bozo, read.get("bozo_exception")
    assert len({one.id for one in read.entries}) == len(read.entries)
    assert xmllint(answer.data, tmp_path, "--relaxng", str(SCHEMAS / "atom.rng")) == ""
    assert client.get(path).data == answer.data


def test_the_schema_refuses_what_is_no_feed(tmp_path: Path) -> None:
    assert xmllint(b"<feed xmlns='http://www.w3.org/2005/Atom'><id>x</id></feed>", tmp_path, "--relaxng",
                   str(SCHEMAS / "atom.rng"))  # fmt: skip


def test_a_feed_in_pages(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_web.machine.lists_out.A_FEED", 7)
    address, pages = f"/vb/{DIRECTIVE}/duoc-vien-dan.atom", 0
    found: list[str] = []
    while address:
        read = feedparser.parse(client.get(address).data)
        found += [one.id for one in read.entries]
        assert int(read.feed.opensearch_startindex) == pages * 7 + 1
        following = [link.href for link in read.feed.links if link.rel == "next"]
        address, pages = (following[0] if following else ""), pages + 1
    total = int(feedparser.parse(client.get(f"/vb/{DIRECTIVE}/duoc-vien-dan.atom").data).feed.opensearch_totalresults)
    assert len(found) == len(set(found)) == total >= CITING_ARTICLES
    assert client.get(f"/vb/{DIRECTIVE}/duoc-vien-dan.atom?trang=99").status_code == 404


def test_a_feed_keeps_its_question(client: FlaskClient) -> None:
    tree = tree_of(client.get("/tim.atom?q=chi+bo&loai=chi-thi").data)
    links = {one.get("rel"): one.get("href") for one in tree.findall("{http://www.w3.org/2005/Atom}link")}
    assert links["self"] == "http://localhost/tim.atom?q=chi+bo&loai=chi-thi"
    assert links["alternate"] == "http://localhost/?q=chi+bo&loai=chi-thi"


def test_a_table_of_a_list(client: FlaskClient) -> None:
    answer = client.get("/loai/chi-thi.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][:4] == ["Số, ký hiệu", "Loại văn bản", "Cơ quan ban hành", "Ngày ban hành"]
    ours = next(one for one in rows if one[2] == "Tỉnh ủy Lào Cai" and one[0] == "47-CT/TU")
    assert ours[3] == "11/11/2014"
    assert ours[-1] == f"http://localhost/vb/{DIRECTIVE}"
    assert int(answer.headers["X-Total-Count"]) == len(rows) - 1
    lines = client.get("/loai/chi-thi.jsonl").text.splitlines()
    assert [json.loads(line)["number"] or "" for line in lines] == [one[0] for one in rows[1:]]


def test_a_workbook_has_dates_numbers_and_links(client: FlaskClient) -> None:
    sheet = load_workbook(BytesIO(client.get("/loai/chi-thi.xlsx").data)).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    ours = next(one for one in sheet.iter_rows(min_row=2) if one[2].value == "Tỉnh ủy Lào Cai")
    assert ours[3].value == datetime(2014, 11, 11)  # noqa: DTZ001  # as openpyxl reads a cell
    assert ours[3].is_date
    assert isinstance(ours[6].value, int)
    assert ours[8].hyperlink is not None
    assert ours[8].hyperlink.target == f"http://localhost/vb/{DIRECTIVE}"


def test_what_a_table_leaves_out_is_said(client: FlaskClient) -> None:
    with client.application.test_request_context("/loai/chi-thi.csv"):
        source = lists_out.Source("Tên", "http://x", lambda _at, _most: lists_out.Stretch((), 9, {}), most=3)
        answer = lists_out.given(source, "csv")
    assert "Còn 9 trong 9 mục không có ở đây" in answer.get_data(as_text=True)


HOSTILE = ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_is_a_formula(cell: str) -> None:
    card = Card("a/b/c/d", "directive", number=cell, title=cell)
    made = row(card, None, "https://vi.du")
    lines = list(csv.reader(StringIO(b"".join(as_csv([made])).decode("utf-8-sig"), newline="")))
    assert lines[1][4] == defused(cell) == f"'{cell}"
    sheet = load_workbook(BytesIO(as_xlsx([made], "x"))).active
    assert sheet is not None
    assert sheet["E2"].data_type == "s"


def test_ordinary_cells_stay() -> None:
    assert defused("47-CT/TU") == "47-CT/TU"
    assert defused("") == ""
    assert b"".join(as_jsonl([{"a": 1}], "n")) == b'{"a": 1}\n{"note": "n"}\n'


@pytest.mark.parametrize("title", ["a/b:c*d?[e]", "", "x" * 80])
def test_any_title_names_a_sheet(title: str) -> None:
    assert load_workbook(BytesIO(as_xlsx([], title))).sheetnames
