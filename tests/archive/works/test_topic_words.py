"""Which topics a title shows: whole syllables, the longest phrase, names of bodies masked, spans true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.segment import syllable_spans
from archive.works.topic_mining import Title, candidates
from archive.works.topic_words import LONGEST, finder, standing_topics, syllables_of

LOOK = finder((one.slug, one.words) for one in standing_topics())


def shown(title: str) -> set[str]:
    return {one.slug for one in LOOK.found(title)}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("nâng cao chất lượng sinh hoạt chi bộ", {"sinh-hoat-chi-bo"}, id="a phrase"),
        pytest.param("NÂNG CAO CHẤT LƯỢNG SINH HOẠT CHI BỘ", {"sinh-hoat-chi-bo"}, id="in capitals"),
        pytest.param("phòng chống tham nhũng", {"phong-chong-tham-nhung"}, id="without its comma"),
        pytest.param("sửa đổi Luật Bảo hiểm y tế", {"bao-hiem-y-te"}, id="the longest phrase, no health"),
        pytest.param("công tác thanh niên trong tình hình mới", {"thanh-nien"}, id="no inspection in it"),
        pytest.param("thanh tra chuyên ngành", {"thanh-tra"}, id="a whole word"),
        pytest.param("chức năng của Bộ Lao động - Thương binh và Xã hội", set(), id="the name of a ministry"),
        pytest.param("giữ mối liên hệ với nhân dân nơi cư trú", set(), id="where people live is no law of residence"),
        pytest.param("chuyển đổi số trong sinh hoạt chi bộ", {"chuyen-doi-so", "sinh-hoat-chi-bo"}, id="two topics"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_topics_of_titles(title: str, expected: set[str]) -> None:
    assert shown(title) == expected


def test_the_table_is_sound() -> None:
    slugs = [one.slug for one in standing_topics()]
    assert len(set(slugs)) == len(slugs)
    assert len(slugs) >= 60
    for one in standing_topics():
        assert one.label
        for phrase in one.words:
            assert 0 < len(syllables_of(phrase)) <= LONGEST
            # Some topic is found by every phrase: none is masked, none lies in a longer one.
            assert one.slug in shown(phrase), phrase


@given(st.lists(st.sampled_from(["công", "tác", "dân", "vận", "thuế", ",", "bảo hiểm y tế", "X", "  "]), max_size=12))
def test_spans_are_whole_syllables_of_the_title(parts: list[str]) -> None:
    title = " ".join(parts)
    edges = {edge for span in syllable_spans(title) for edge in (span.start, span.end)}
    found = LOOK.found(title)
    for one in found:
        assert {one.span.start, one.span.end} <= edges
        assert one.slug in shown(title[one.span.start : one.span.end])
    ends = [one.span.end for one in found]
    assert ends == sorted(ends)


# --- learning --------------------------------------------------------------------------------------------------------


def titles(*told: tuple[str, str]) -> list[Title]:
    return [Title(words, family) for words, family in told]


MANY = titles(
    ("tăng cường quản lý hàng không dân dụng", "a"),
    ("quy định về nhà ga hàng không dân dụng", "b"),
    ("hàng không dân dụng giai đoạn 2020 - 2025", "c"),
    ("vận tải hàng không dân dụng", "a"),
)


def phrases(told: list[Title], **given_: object) -> list[str]:
    return [one.phrase for one in candidates(told, **given_)]  # type: ignore[arg-type]


def test_a_phrase_that_several_bodies_write_is_a_candidate() -> None:
    assert phrases(MANY)[0] == "hàng không dân dụng"


def test_a_piece_of_it_is_none() -> None:
    assert "dân dụng" not in phrases(MANY)


@pytest.mark.parametrize(
    ("told", "given_"),
    [
        pytest.param([Title(one.words, "a") for one in MANY], {}, id="one body only"),
        pytest.param(MANY, {"known": ["hàng không dân dụng"]}, id="known already"),
        pytest.param(MANY, {"known": ["hàng không"]}, id="holds a known phrase"),
        pytest.param(MANY, {"least": 9}, id="too few"),
        pytest.param(
            titles(*((("hàng không dân dụng"), family) for family in "abcd")), {}, id="one title sent on is one title"
        ),
    ],
)
def test_what_is_no_candidate(told: list[Title], given_: dict[str, object]) -> None:
    assert "hàng không dân dụng" not in phrases(told, **given_)


def test_words_of_every_document_make_no_candidate() -> None:
    told = titles(*((f"sửa đổi, bổ sung một số điều của Nghị định số {n}/2020/NĐ-CP", str(n)) for n in range(9)))
    assert phrases(told) == []
