"""`vankien topics`: learn, list, keep, refuse, rename, export."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.store.database import open_database
from archive.topics_cli import topics
from tests.archive.making import LAO_CAI, TUYEN_QUANG, directive, take

NEW = "hang-khong-dan-dung"
TITLES = (
    ("02-CT/TU", LAO_CAI, "tăng cường quản lý hàng không dân dụng"),
    ("03-CT/TU", LAO_CAI, "quy định về nhà ga hàng không dân dụng"),
    ("04-CT/TU", TUYEN_QUANG, "vận tải hàng không dân dụng"),
    ("05-CT/TU", TUYEN_QUANG, "hàng không dân dụng trong tình hình mới"),
)


@pytest.fixture
def kho(tmp_path: Path, empty_store: Path) -> Path:
    """An archive with four titles on a topic that no table has, learned."""
    shutil.copy(empty_store, tmp_path / "vankien.sqlite")
    with open_database(tmp_path / "vankien.sqlite") as database:
        for number, body, title in TITLES:
            take(database, directive(number, body=body, date="2014-11-11", title=title), f"{number}.html")
    assert run(tmp_path, "learn").exit_code == 0
    return tmp_path


def run(kho: Path, act: str, *arguments: str) -> Result:
    return CliRunner().invoke(topics, [act, "--archive", str(kho), *arguments])


def listed(kho: Path, standing: str) -> dict[str, str]:
    shape = json.loads(run(kho, "list", "--standing", standing, "--json").stdout)
    return {one["slug"]: one["label"] for one in shape["topics"]}


def test_what_is_learned_waits(kho: Path) -> None:
    assert listed(kho, "learned")[NEW] == "Hàng không dân dụng"
    assert f"4  chờ duyệt  {NEW}  Hàng không dân dụng" in run(kho, "list").stdout
    assert "sinh-hoat-chi-bo" in listed(kho, "kept")


def test_what_is_kept_is_exported_as_rows_of_the_table(kho: Path) -> None:
    assert run(kho, "export").stdout == ""
    assert run(kho, "keep", NEW).stdout == "Hàng không dân dụng: đã giữ, 4 văn bản\n"
    assert run(kho, "rename", NEW, 'Hàng không "dân dụng"').exit_code == 0
    (row,) = tomllib.loads(run(kho, "export").stdout)["topic"]
    assert row == {"slug": NEW, "label": 'Hàng không "dân dụng"', "words": ["hàng không dân dụng"]}


def test_what_is_refused_is_not_learned_again(kho: Path) -> None:
    assert run(kho, "refuse", NEW).stdout == "Hàng không dân dụng: đã bỏ, 0 văn bản\n"
    done = json.loads(run(kho, "learn", "--json").stdout)
    assert done["works"] == 4
    assert NEW in listed(kho, "refused")
    assert NEW not in listed(kho, "learned")


def test_a_topic_that_is_not_there(kho: Path) -> None:
    assert run(kho, "keep", "khong-co").exit_code != 0
