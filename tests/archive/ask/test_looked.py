"""Works of a page looked through: the same whether a long text is read whole or asked of the index and read in part."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from archive.ask.answer import Hit, answer
from archive.index.placed import Placing
from archive.index.whoosh.engine import WhooshEngine
from archive.query import parse
from archive.text.span import Span
from archive.works.document import Block, BlockKind, Document
from archive.works.outline import Outline
from tests.archive.ask.test_answer import Shelf
from tests.archive.index.holdings import HOLDINGS

_FILLER = "Công tác văn thư được làm đều đặn ở mỗi cơ quan, đơn vị trong tỉnh. "
_LINES: tuple[tuple[BlockKind, str], ...] = (
    ("heading", "CHỈ THỊ"),
    ("heading", "về sinh hoạt chi bộ"),
    ("paragraph", "Thực trạng còn nhiều mặt yếu. " + _FILLER * 3),
    ("heading", "I- Mục tiêu của chi bộ"),
    ("item", "1- Mỗi chi bộ họp đúng kỳ, ngày 05 hằng tháng. " + _FILLER * 30),
    ("heading", "II- Nhiệm vụ"),
    ("item", "1- Bồi dưỡng bí thư;\n\n- - chi bộ yếu phải củng cố. " + _FILLER * 5),
    ("item", "2- Đảng viên dự họp với chi bộ. " + _FILLER * 40 + "Đảng viên nộp đảng phí. " + _FILLER),
    ("heading", "III- Tổ chức thực hiện"),
    ("paragraph", "Hoà giải ở cơ sở; uỷ ban theo dõi."),
    ("paragraph", "-----"),
    ("paragraph", "Nơi nhận: lưu văn phòng."),
)


def _long() -> Document:
    blocks, at = [], 0
    for kind, line in _LINES:
        blocks.append(Block(at, at + len(line), kind))
        at += len(line) + 1
    text = "\n".join(line for _, line in _LINES)
    return replace(HOLDINGS[0], id="lao-cai/dai", title="Sinh hoạt chi bộ", text=text, blocks=tuple(blocks), words=())


DOCUMENTS = (*HOLDINGS, _long())
QUERIES = (
    "sinh hoạt chi bộ",
    "chi bộ yếu",
    "sinh hoat chi bo",
    "đảng viên nộp đảng phí",
    "ngày 5",
    "hòa giải ủy ban",
    '"củng cố"',
    '"thư chi bộ"',
    "họp*",
    "nơi nhận văn phòng",
    "chi bộ HOẶC đảng phí",
    "loai:chi-thi",
    "văn thư",
    "47-CT/TU",
)


@dataclass(frozen=True)
class Reluctant(Shelf):
    """A catalogue in which every text is long; `whole` and `parts` keep what was read."""

    documents: tuple[Document, ...] = DOCUMENTS
    whole: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def short_texts(self, ids: Iterable[str]) -> Mapping[str, tuple[str | None, Outline | None]]:
        return {one: (None, outline) for one, (_, outline) in Shelf.texts(self, ids).items()}

    def texts(self, ids: Iterable[str]) -> Mapping[str, tuple[str, Outline]]:
        found = Shelf.texts(self, ids)
        self.whole.extend(found)
        return found

    def stretches(self, asked: Mapping[str, Span]) -> Mapping[str, str]:
        self.parts.extend(asked)
        return Shelf.stretches(self, asked)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    with closing(WhooshEngine(tmp_path_factory.mktemp("index"))) as made:
        made.rebuild(DOCUMENTS)
        yield made


def hits(typed: str, engine: WhooshEngine, shelf: Shelf) -> tuple[Hit, ...]:
    return answer(parse(typed), engine=engine, catalogue=shelf).hits


@pytest.mark.parametrize("typed", QUERIES)
def test_the_same_as_from_whole_texts(engine: WhooshEngine, typed: str) -> None:
    found = hits(typed, engine, Shelf(DOCUMENTS))
    assert found
    assert hits(typed, engine, Reluctant()) == found


def test_a_long_text_is_read_where_the_words_stand(engine: WhooshEngine) -> None:
    shelf = Reluctant()
    found = {hit.card.id: hit for hit in hits("đảng viên nộp đảng phí", engine, shelf)}
    passage = found["lao-cai/dai"].snippet
    assert passage is not None
    assert _long().text[passage.start : passage.start + len(passage.text)] == passage.text
    assert [passage.text[mark.start : mark.end] for mark in passage.marks] == ["Đảng viên nộp đảng phí"]
    assert passage.anchor == "muc-ii-2"
    assert "lao-cai/dai" in shelf.parts
    assert shelf.whole == []


@pytest.mark.parametrize(
    ("typed", "change"),
    [
        pytest.param("họp*", str, id="a beginning stands for words that nobody has named"),
        pytest.param("chi bộ yếu", lambda text: f"{text} thêm", id="the store has another text than the index"),
    ],
)
def test_a_text_of_which_the_index_cannot_tell_is_read_whole(
    engine: WhooshEngine, typed: str, change: Callable[[str], str]
) -> None:
    changed = tuple(replace(one, text=change(one.text)) for one in DOCUMENTS)
    shelf = Reluctant(changed)
    assert hits(typed, engine, shelf) == hits(typed, engine, Shelf(changed))
    assert "lao-cai/dai" in shelf.whole


def test_places_are_told_of_the_text_alone(engine: WhooshEngine, tmp_path: Path) -> None:
    assert isinstance(engine, Placing)
    found = engine.places(["lao-cai/dai", "khong/co"], "syllables", ("bộ", "khongco"))
    text = _long().text.lower()
    assert len(found.rows) == text.count("chi bộ")
    assert set(found.rows.tolist()) == {0}
    assert found.sizes[1] == -1
    assert engine.places([], "syllables", ("bộ",)).sizes == ()
    with closing(WhooshEngine(tmp_path)) as empty:
        empty.clear()
        assert empty.places(["a"], "folded", ("bo",)).sizes == (-1,)
