"""The list of what is cited and not held: counts, narrowing, and words that call nothing a fault."""

import pytest
from flask.testing import FlaskClient

from archive.config import Settings
from archive.index.engine import Engine
from archive.store.database import Database
from search_web import create_app
from search_web.pages import missing
from tests.search_web.conftest import GUIDE


@pytest.fixture
def reader(settings: Settings, database: Database, engine: Engine) -> FlaskClient:
    """A reader of the site with the page on it."""
    made = create_app(settings, database=database, engine=engine)
    if "missing" not in made.blueprints:
        made.register_blueprint(missing.pages)
    return made.test_client()


def test_the_page_lists_what_is_cited_and_not_held(reader: FlaskClient) -> None:
    answer = reader.get("/con-thieu")
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Được dẫn mà chưa có trong kho" in shown
    assert "thiếu sót" not in shown
    assert f"/vb/{GUIDE}" in shown or "được dẫn trong" in shown


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/con-thieu?loai=huong-dan", id="of a type"),
        pytest.param("/con-thieu?co-quan=trung-uong&trang=2", id="of a body, a page that is not there"),
        pytest.param("/con-thieu?loai=%22%3E%3Cscript%3E&trang=x", id="a hostile address"),
    ],
)
def test_the_list_may_be_narrowed(reader: FlaskClient, address: str) -> None:
    answer = reader.get(address)
    assert answer.status_code == 200
    assert "<script>" not in answer.get_data(as_text=True).split("</head>")[1]
