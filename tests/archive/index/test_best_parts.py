"""The best part of a text: found for many texts at once as it is for one by plain sums."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.parts import Divided, best_parts
from archive.text.occurrences import Looked, Occurrences, occurrences
from archive.text.span import Span

LOOKED = Looked(
    written=((" a", 0), (" b", 1)),
    pairs=((0, 1),),
    worths=(1.0, 2.0),
    beginning=lambda _even: (),
    one_by_one=lambda _text: (),
)
WORTHS = (1.0, 2.0, 1.2)


def divided(number: int, parts: Sequence[str], headed: Sequence[bool], below: dict[int, list[int]]) -> Divided:
    """Parts in lines; the first line of a part is its heading where it is headed."""
    starts = [sum(len(part) + 1 for part in parts[:n]) for n in range(len(parts))]
    headings = [
        start + part.find("\n") if there and "\n" in part else 0
        for start, part, there in zip(starts, parts, headed, strict=True)
    ]
    end = len("\n".join(parts))
    return Divided(number, end, starts, headings, Span(0, end), lambda part: below.get(part, []))


def best(texts: Sequence[Sequence[str]], headed: Sequence[Sequence[bool]]) -> list[int | None]:
    found = occurrences(["\n".join(parts) for parts in texts], LOOKED, marks=True, most=100)
    held = [divided(n, parts, marks, {}) for n, (parts, marks) in enumerate(zip(texts, headed, strict=True))]
    return best_parts(found, held, WORTHS)


@pytest.mark.parametrize(
    ("parts", "headed", "chosen"),
    [
        pytest.param(["x", "a x x", "x"], [False] * 3, 1, id="where the word stands"),
        pytest.param(["a x", "x", "a x", "x"], [False] * 4, 0, id="of equal ones the first"),
        pytest.param(["a x", "b x"], [False] * 2, 1, id="the word that tells more"),
        pytest.param(["a x\nx", "a x\nx"], [False, True], 1, id="in a heading"),
        pytest.param(["a x b", "a b x"], [False] * 2, 1, id="neighbours"),
        pytest.param(["x", "x"], [False] * 2, None, id="nowhere"),
    ],
)
def test_one_text(parts: list[str], headed: list[bool], chosen: int | None) -> None:
    assert best([parts], [headed]) == [chosen]


def test_what_stands_above_counts() -> None:
    parts = ["x", "a\nx", "b x", "x", "b x", "x"]
    found = occurrences(["\n".join(parts)], LOOKED, marks=True, most=100)
    plain = divided(0, parts, [False, True, False, False, False, False], {})
    below = divided(0, parts, [False, True, False, False, False, False], {1: [4]})
    assert best_parts(found, [plain], WORTHS) == [2]
    assert best_parts(found, [below], WORTHS) == [4]


def test_only_the_body_counts() -> None:
    parts = ["a b", "a x"]
    found = occurrences(["\n".join(parts)], LOOKED, marks=True, most=100)
    held = Divided(0, 7, (0, 4), (0, 0), Span(4, 7), lambda _part: ())
    assert best_parts(found, [held], WORTHS) == [1]
    assert best_parts(found, [], WORTHS) == []


PARTS = st.lists(st.lists(st.sampled_from("abxyz"), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=5)


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_as_by_plain_sums(texts: list[list[str]]) -> None:
    found = best(texts, [[False] * len(parts) for parts in texts])
    assert found == [_plainly(parts) for parts in texts]


def _plainly(parts: list[str]) -> int | None:
    average = len("\n".join(parts)) / len(parts)
    sizes = [len(part) + 1 for part in parts]
    sizes[-1] -= 1
    pairs = [_pairs(parts, place) for place in range(len(parts))]
    scores = [_worth(part, pair, size / average) for part, pair, size in zip(parts, pairs, sizes, strict=True)]
    return scores.index(max(scores)) if any("a" in part or "b" in part for part in parts) else None


def _pairs(parts: list[str], place: int) -> int:
    """How often "b" follows "a": the end of the part before counts for the part that "b" stands in."""
    words = parts[place].split()
    before = parts[place - 1].split()[-1] if place else ""
    return sum(one == "a" and other == "b" for one, other in zip([before, *words], words, strict=False))


def _worth(part: str, pairs: int, length: float) -> float:
    counts = Counter(part.split())
    norm = 1.2 * (0.25 + 0.75 * length)
    told = zip((counts["a"], counts["b"], pairs), WORTHS, strict=True)
    return round(sum(worth * count * 2.2 / (count + norm) for count, worth in told if count), 9)


def test_the_order_of_the_texts_does_not_matter() -> None:
    found: Occurrences = occurrences(["a\nb x", "x\na", "b\na"], LOOKED, marks=True, most=100)
    held = [divided(n, text.split("\n"), [False, False], {}) for n, text in enumerate(("a\nb x", "x\na", "b\na"))]
    forward, backward = best_parts(found, held, WORTHS), best_parts(found, held[::-1], WORTHS)
    assert forward == backward[::-1]
