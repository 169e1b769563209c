"""Files of named arrays and the fields in them: what is written is read, and a damaged file is refused."""

from bisect import bisect_left
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.arrays import field as fields
from archive.index.arrays.array_file import ArrayFile, ArrayWriter, NotArrays, Numbers
from archive.index.arrays.field import FieldArrays, Terms, narrow


def written(path: Path, **arrays: Numbers) -> Path:
    with path.open("wb") as file, ArrayWriter(file) as writer:
        writer.put_all(arrays)
    return path


@pytest.mark.parametrize("kind", ["u1", "<u2", "<u4", "<i4", "<i8", "<f4", "<f8"])
@pytest.mark.parametrize("count", [0, 1, 70])
def test_what_is_written_is_read(tmp_path: Path, kind: str, count: int) -> None:
    numbers = np.arange(count).astype(kind)
    file = ArrayFile(written(tmp_path / "a", first=numbers, second=numbers[::-1]))
    assert list(file.names()) == ["first", "second"]
    assert np.array_equal(file["first"], numbers)
    assert np.array_equal(file["second"], numbers[::-1])
    assert file["first"].dtype == numbers.dtype
    assert file.get("third") is None
    assert "third" not in file
    file.verify()


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        pytest.param("held", np.zeros(1, np.uint8), id="a name is given once"),
        pytest.param("new", np.zeros(1, object), id="objects would have to be unpickled"),
        pytest.param("new", np.zeros((2, 2), np.uint8), id="one dimension only"),
    ],
)
def test_what_a_file_does_not_hold(tmp_path: Path, name: str, numbers: Numbers) -> None:
    with (tmp_path / "a").open("wb") as file, ArrayWriter(file) as writer:
        writer.put("held", np.zeros(3, np.uint8))
        with pytest.raises(ValueError, match="allowed"):
            writer.put(name, numbers)


def test_no_byte_can_change_unseen(tmp_path: Path) -> None:
    whole = written(tmp_path / "a", first=np.arange(40, dtype=np.uint32), second=np.ones(9)).read_bytes()
    at_table = whole.index(b'{"first"')
    arrays = [*range(64, 64 + 160), *range(256, 256 + 72)]
    for at in [*range(8), *arrays, *range(at_table, len(whole))]:
        damaged = tmp_path / "b"
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(NotArrays):
            ArrayFile(damaged).verify()


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    whole = written(tmp_path / "a", first=np.arange(40, dtype=np.uint32)).read_bytes()
    for length in (*range(0, len(whole), 7), len(whole) - 1):
        (tmp_path / "b").write_bytes(whole[:length])
        with pytest.raises(NotArrays):
            ArrayFile(tmp_path / "b")


def test_an_error_while_writing_leaves_no_file_of_arrays(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="allowed"):
        written(tmp_path / "a", first=np.zeros(200, np.uint32), second=np.zeros(1, object))
    with pytest.raises(NotArrays):
        ArrayFile(tmp_path / "a")


def test_rooms_are_filled_in_turns_as_if_each_array_were_put_at_once(tmp_path: Path) -> None:
    arrays: dict[str, Numbers] = {
        "first": np.arange(70, dtype=np.uint32),
        "empty": np.zeros(0, np.uint8),
        "last": np.arange(9.0),
    }
    with (tmp_path / "b").open("wb") as file, ArrayWriter(file) as writer:
        rooms = {name: writer.room(name, held.dtype, len(held)) for name, held in arrays.items()}
        for begin in range(0, 70, 8):
            rooms["last"].add(arrays["last"][begin : begin + 8])
            # What fits is made of the room's kind.
            rooms["first"].add(arrays["first"][begin : begin + 8].astype(np.int64))
    assert (tmp_path / "b").read_bytes() == written(tmp_path / "a", **arrays).read_bytes()


def test_a_room_that_is_not_full_or_too_small_is_no_file_of_arrays(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="room"), (tmp_path / "a").open("wb") as file, ArrayWriter(file) as writer:
        writer.room("held", np.uint8, 3).add(np.zeros(2, np.uint8))
    with pytest.raises(ValueError, match="room"), (tmp_path / "b").open("wb") as file, ArrayWriter(file) as writer:
        writer.room("held", np.uint8, 3).add(np.zeros(4, np.uint8))
    for name in ("a", "b"):
        with pytest.raises(NotArrays):
            ArrayFile(tmp_path / name)


def test_pages_that_were_given_back_are_there_again(tmp_path: Path) -> None:
    path = written(tmp_path / "a", first=np.arange(5000))
    with path.open("rb") as opened:
        file = ArrayFile(tmp_path / "nameless", opened)
    path.unlink()
    first = file["first"]
    file.release()
    assert first.tolist() == list(range(5000))
    file.verify()


some_terms = st.sets(st.text(max_size=6).map(str.encode)).map(sorted)


@given(some_terms, st.text(max_size=3).map(str.encode))
def test_terms_are_found_where_they_stand(held: list[bytes], sought: bytes) -> None:
    terms = Terms.of(held)
    assert list(terms) == [terms[place] for place in range(len(terms))] == held
    assert [terms.find(one) for one in held] == list(range(len(held)))
    assert terms.find(sought) == (held.index(sought) if sought in held else -1)
    assert terms.begin(sought) == bisect_left(held, sought)
    begin, end = terms.beginning_with(sought)
    assert held[begin:end] == [one for one in held if one.startswith(sought)]


def test_letters_of_the_highest_byte_have_an_end_too() -> None:
    held = [b"a", b"a\xff", b"a\xff\xff", b"b", b"\xff", b"\xff\xff"]
    terms = Terms.of(held)
    for letters in (b"a\xff", b"\xff", b"\xff\xff", b""):
        begin, end = terms.beginning_with(letters)
        assert held[begin:end] == [one for one in held if one.startswith(letters)]


def test_a_field_comes_back_as_it_was(tmp_path: Path) -> None:
    counts = np.array([3, 300, 1, 1, 2, 40, 7])
    field = FieldArrays(
        terms=Terms.of(["bộ".encode(), "chi bộ".encode(), "đảng".encode()]),
        bounds=np.array([0, 2, 3, 7], np.int64),
        docs=np.array([0, 4, 1, 0, 1, 2, 4], np.uint32),
        weights=narrow(counts),
        places=narrow(np.arange(counts.sum())),
        place_bounds=np.concatenate([[0], np.cumsum(counts)])[[0, 2, 3, 7]],
    )
    with (tmp_path / "a").open("wb") as file, ArrayWriter(file) as writer:
        fields.put(writer, "body", field)
    kept = ArrayFile(tmp_path / "a")
    back = fields.taken(kept, "body")
    assert fields.names(kept) == ("body",)
    assert list(back.terms) == list(field.terms)
    assert (back.rows(2), back.frequency(2)) == ((3, 7), 4)
    assert back.counts is back.lengths is back.heaviest is None
    for part in ("bounds", "docs", "weights", "places", "place_bounds"):
        assert np.array_equal(getattr(back, part), getattr(field, part)), part


@pytest.mark.parametrize(("largest", "size"), [(0, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4)])
def test_the_narrowest_width(largest: int, size: int) -> None:
    assert narrow(np.array([largest])).dtype.itemsize == size
