"""What a profile file may say, and the refusal that names the key, what is allowed and the remedy."""

import re
import textwrap
from pathlib import Path

import pytest

from archive.errors import DataError, SourceError
from ingest.sources.profile_reading import parsed_page, read_list
from ingest.sources.profile_shelf import load_profile, profile_names

GOOD = """
title = "Thử"
hosts = ["a.vn"]
start = ["https://a.vn/ds"]

[manners]
delay_seconds = 1.5

[[list]]
match = '/ds'
row = "li"
link = "a"
hints.date = { css = ".ngay", pattern = '\\d+/\\d+/\\d{4}' }

[[detail]]
match = '/vb/'
text = ".noi-dung"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "thu.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_profile_is_read(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, GOOD))
    assert (profile.name, profile.hosts, profile.manners.delay_seconds) == ("thu", ("a.vn",), 1.5)
    assert [one.attr for one in profile.lists[0].link] == ["href"]
    assert profile.lists[0].hints["date"][0].attr == ""
    assert (
        profile.kind_of("https://a.vn/vb/1"),
        profile.kind_of("https://a.vn/ds"),
        profile.kind_of("https://a.vn/"),
    ) == (
        "detail",
        "list",
        None,
    )


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        pytest.param('title = "Thử"', "", "title", "còn thiếu", id="a key that must be there"),
        pytest.param("row =", "rows =", "list[1].rows", "khóa không có", id="a key that does not exist"),
        pytest.param('"li"', '"li["', "list[1].row", "bộ chọn CSS sai", id="a selector that is none"),
        pytest.param("'/ds'", "'/ds('", "list[1].match", "biểu thức chính quy sai", id="a pattern that is none"),
        pytest.param("1.5", "-1", "manners.delay_seconds", "là -1", id="a number out of bounds"),
        pytest.param("1.5", '"nhanh"', "manners.delay_seconds", "là 'nhanh'", id="a word for a number"),
        pytest.param("1.5", "true", "manners.delay_seconds", "là True", id="a flag for a number"),
        pytest.param('["a.vn"]', '["https://a.vn/"]', "hosts", "có “https://a.vn/”", id="an address for a host"),
        pytest.param('["a.vn"]', '"a.vn"', "hosts", "là 'a.vn'", id="a word for a list"),
        pytest.param("https://a.vn/ds", "a.vn/ds", "start", "có “a.vn/ds”", id="an address without its scheme"),
        pytest.param("https://a.vn/ds", "https://b.vn/ds", "start", "ngoài hosts", id="a start elsewhere"),
        pytest.param("https://a.vn/ds", "https://a.vn/khac", "start", "không khớp match", id="a start of no family"),
        pytest.param('start = ["https://a.vn/ds"]', "", "start", "còn thiếu", id="no way in"),
        pytest.param("hints.date", "hints.ngay", "list[1].hints.ngay", "khóa không có", id="a hint nobody knows"),
        pytest.param("[[list]]", "[list]", "list", "không phải bảng lặp", id="a table for a list of tables"),
        pytest.param(
            'css = ".ngay"', 'css = ".ngay", attr = "a b"', "list[1].hints.date.attr", "là “a b”", id="attribute"
        ),
        pytest.param(
            "[[detail]]",
            '[list.paging]\ntemplate = "https://a.vn/ds"\nlast = 3\n\n[[detail]]',
            "list[1].paging.template",
            "là “https://a.vn/ds”",
            id="a template without its page",
        ),
        pytest.param('link = "a"', "", "list[1].link", "còn thiếu", id="rows that lead nowhere"),
        pytest.param('row = "li"\nlink = "a"', "", "list[1].row", "còn thiếu", id="a list of nothing"),
        pytest.param(
            'row = "li"',
            'row = "li"\nfollow = { template = "https://a.vn/" }',
            "list[1].follow.template",
            "là “https://a.vn/”",
            id="a made address without its value",
        ),
        pytest.param(
            'css = ".ngay"',
            'css = ".ngay", template = "https://a.vn/{value}"',
            "list[1].hints.date.template",
            "khóa không có",
            id="words are not made into addresses",
        ),
    ],
)
def test_a_wrong_profile_is_refused_by_its_key(tmp_path: Path, old: str, new: str, key: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(DataError) as refused:
        load_profile(written(tmp_path, GOOD.replace(old, new, 1)))
    assert refused.value.fields["key"] == key
    assert said in refused.value.message
    assert "docs/sources.md" in refused.value.remedy


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cú pháp TOML"):
        load_profile(written(tmp_path, "hosts = ["))


@pytest.mark.parametrize("name", ["khong-co", "khong-co.toml", "/etc/passwd"])
def test_a_source_that_is_not_there(name: str) -> None:
    with pytest.raises(SourceError, match="vbpl"):
        load_profile(name)


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_that_comes_with_the_archive_is_sound(name: str) -> None:
    profile = load_profile(name)
    assert profile.title
    assert profile.manners.delay_seconds >= 2, "portals of the State are small machines"
    assert profile.manners.concurrency == 1


def test_there_are_profiles_for_the_families_we_know() -> None:
    assert set(profile_names()) >= {"vbpl", "phap-dien", "cong-bao", "cong-bao-son-la", "bao-tuyen-quang", "lao-cai"}


def test_the_worked_example_of_the_guide_reads_its_page(project: Path, tmp_path: Path) -> None:
    guide = (project / "docs" / "sources.md").read_text("utf-8")
    blocks = [textwrap.dedent(block) for block in re.findall(r"(?:^ {4}.*\n|^\n)+", guide, re.MULTILINE)]
    (markup,) = (block for block in blocks if '<table class="ds">' in block)
    (profile,) = (block for block in blocks if 'title = "Trang thử của xã"' in block)
    family = load_profile(written(tmp_path, profile)).lists[0]
    read = read_list(parsed_page(markup.encode(), "https://xa-thu.vn/van-ban?trang=1"), family)
    assert [(one.url, dict(one.hints)) for one in read.rows] == [
        (
            "https://xa-thu.vn/van-ban/12.html",
            {"number": "12-CT/TU", "date": "05/03/2024", "title": "Về sinh hoạt chi bộ"},
        )
    ]
    assert [one.url for one in read.onward] == ["https://xa-thu.vn/van-ban?trang=2"]
