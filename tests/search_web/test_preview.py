"""The preview card: a fragment at an address of its own, of a work, of a part, of a reference that may mean several."""

import re

import pytest
from flask.testing import FlaskClient

from tests.search_web.conftest import DIRECTIVE, GUIDE

LAW = "chinh-phu/nghi-dinh/2020/30-2020-ndd-cp"
STUB = "ban-to-chuc-trung-uong/huong-dan/2012/09-hd-btctw"


def words(client: FlaskClient, address: str) -> str:
    answer = client.get(f"/vb/{address}")
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    assert "<html" not in html
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param(f"{DIRECTIVE}/the", "Chỉ thị 47-CT/TU chưa rõ hiệu lực nâng cao chất lượng", id="type and title"),
        pytest.param(f"{DIRECTIVE}/the", "Tỉnh ủy Lào Cai 11/11/2014 có trong kho", id="issuer, day, held"),
        pytest.param(f"{DIRECTIVE}/the", "Căn cứ Quy định số 66-QĐ/TW", id="the first lines of the body"),
        pytest.param(f"{LAW}/the?cho=dieu-2", "Điều 2. Giải thích từ ngữ 1. Văn bản là thông tin", id="of a part"),
        pytest.param(f"{LAW}/the?cho=dieu-99", "Nghị định 30/2020/NĐ-CP", id="a part that is not there"),
        pytest.param(f"{STUB}/the", "chưa có toàn văn", id="a work whose text is not held"),
        pytest.param(f"{DIRECTIVE}/the?dan=3", "Có thể là", id="a plenum has candidates"),
    ],
)
def test_a_card_says(client: FlaskClient, address: str, said: str) -> None:
    assert said in words(client, address)


def test_every_reference_of_a_text_has_its_card(client: FlaskClient) -> None:
    html = client.get(f"/vb/{GUIDE}").get_data(as_text=True)
    hrefs = re.findall(r'<a class="ref[^"]*" href="([^"]+)"', html)
    assert hrefs
    for href in hrefs:
        path, _, part = href.removeprefix("/vb/").partition("#")
        asked = f"{path.removesuffix('/vien-dan')}/the?" + (
            f"dan={part.removeprefix('dan-')}" if path.endswith("/vien-dan") else f"cho={part}"
        )
        assert words(client, asked)


@pytest.mark.parametrize("asked", ["dan=0", "dan=99", "dan=x", "dan=²"])
def test_a_reference_that_is_not_there(client: FlaskClient, asked: str) -> None:
    assert client.get(f"/vb/{DIRECTIVE}/the?{asked}").status_code == 404
