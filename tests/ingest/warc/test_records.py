"""WARC files read strictly: what is whole comes, the first thing that is not is told with its place."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import SourceError
from ingest.warc.records import DamagedWarc, Head, heads, is_warc, record_at
from tests.ingest.warc.making import record, response, written

BLOCKS = (b"mot", b"", b"hai\r\n\r\nba" * 9000, b"\r\n\r\n")


def whole(path: Path) -> tuple[list[Head], int | None]:
    """The heads that come, and the place of damage."""
    found: list[Head] = []
    try:
        found.extend(heads(path))
    except DamagedWarc as damage:
        return found, damage.offset
    return found, None


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(blocks=st.lists(st.one_of(st.binary(max_size=300), st.sampled_from(BLOCKS)), max_size=5))
def test_every_record_comes_back_from_its_place(
    tmp_path_factory: pytest.TempPathFactory, name: str, blocks: list[bytes]
) -> None:
    path = written(tmp_path_factory.mktemp("w") / name, [record("resource", one, uri="urn:x") for one in blocks])
    found = list(heads(path))
    assert [record_at(path, head.offset).block for head in found] == blocks
    assert [head.length for head in found] == [len(one) for one in blocks]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_cut_anywhere_the_whole_records_come_and_the_rest_is_one_damage(tmp_path: Path, name: str) -> None:
    records = [record("resource", block, uri="urn:x") for block in (b"mot" * 9, b"hai" * 9)]
    sizes = [len(gzip.compress(one, mtime=0)) if name.endswith("gz") else len(one) for one in records]
    raw = written(tmp_path / name, records).read_bytes()
    blank = 0 if name.endswith("gz") else len(b"\r\n\r\n")  # a record without its blank lines has everything
    for size in range(1, len(raw)):
        (tmp_path / name).write_bytes(raw[:size])
        found, damage = whole(tmp_path / name)
        ends = sum(size >= sum(sizes[: count + 1]) - blank for count in range(2))
        assert len(found) == ends, size
        if ends < 2 and size > sum(sizes[:ends]):
            assert damage == sum(sizes[:ends]), size


@pytest.mark.parametrize(
    ("harm", "kept"),
    [
        pytest.param(lambda _: b"\x1f\x8b" + b"\xff" * 40, 0, id="no gzip after the two letters"),
        pytest.param(lambda raw: raw[:-6] + bytes([raw[-6] ^ 1]) + raw[-5:], 1, id="a check sum that is not right"),
        pytest.param(lambda raw: raw + b"\x00" * 512, 2, id="zero bytes that fill up a tape are no damage"),
        pytest.param(lambda raw: raw + gzip.compress(b"no record\r\n\r\n"), 2, id="a member that is no record"),
        pytest.param(lambda raw: raw + gzip.compress(b"WARC/1.0\r\n" + b"x" * 200_000), 2, id="a head without an end"),
        pytest.param(
            lambda raw: raw + gzip.compress(record("resource", b"x", uri="urn:x", length=-1)),
            2,
            id="a length below zero",
        ),
        pytest.param(
            lambda raw: raw + gzip.compress(record("resource", b"x", uri="urn:x", length=10**12)),
            2,
            id="too great a length",
        ),
    ],
)
def test_damage_ends_the_file_and_takes_nothing_whole(tmp_path: Path, harm: object, kept: int) -> None:
    raw = written(tmp_path / "a.warc.gz", [record("resource", one, uri="urn:x") for one in (b"1", b"2")]).read_bytes()
    (tmp_path / "a.warc.gz").write_bytes(harm(raw))  # type: ignore[operator]
    assert len(whole(tmp_path / "a.warc.gz")[0]) == kept


def test_records_packed_together_have_no_place_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(record("resource", b"1", uri="urn:x") + record("resource", b"2", uri="urn:x")))
    assert [head.offset for head in heads(path)] == [0, -1]


def test_a_field_may_go_on_in_the_next_line_and_brackets_are_taken_off(tmp_path: Path) -> None:
    raw = record("resource", b"1", uri="<http://vi.du/a>", X_Long="mot\r\n hai")
    head = next(heads(written(tmp_path / "a.warc", [raw])))
    assert (head.uri, head.fields["x-long"]) == ("http://vi.du/a", "mot hai")


def test_a_longer_record_than_wanted_is_not_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc", [record("resource", b"x" * 100, uri="urn:x")])
    with pytest.raises(SourceError, match="quá giới hạn"):
        record_at(path, 0, most=99)
    assert record_at(path, 0, most=100).payload == b"x" * 100


def test_the_payload_of_an_answer_is_its_body(tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc.gz", [response("http://vi.du/a", b"mot\r\n\r\nhai", "Content-Type: text/html")])
    read = record_at(path, 0)
    assert (read.answer.status, read.answer.header("content-type"), read.payload) == (
        200,
        "text/html",
        b"mot\r\n\r\nhai",
    )


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        pytest.param(record("warcinfo", b"x"), True, id="plain"),
        pytest.param(gzip.compress(record("warcinfo", b"x")), True, id="packed"),
        pytest.param(gzip.compress(b"van ban"), False, id="another packed file"),
        pytest.param(b"\x1f\x8b\x08", False, id="the beginning of a packed file"),
        pytest.param(b"\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", False, id="no packed file"),
        pytest.param(b"", False, id="nothing"),
        pytest.param(b"WARC la dinh dang", False, id="a text about WARC"),
    ],
)
def test_a_warc_file_is_known_by_its_bytes(tmp_path: Path, payload: bytes, said: bool) -> None:
    (tmp_path / "a").write_bytes(payload)
    assert is_warc(tmp_path / "a") is said
