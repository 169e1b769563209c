import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.legacy import Recoded, Run, recode, recode_text
from ingest.legacy.recoding import TWICE, UNICODE_FONT
from ingest.legacy.tables import western
from tests.ingest.legacy.typed import CAPITALS, PAPER, SENTENCES, typed, windows_1258

_WITH_CAPITALS = ("TCVN5712-1", "VNI", "VISCII", "VPS")
_NAMES = ("TCVN3", *_WITH_CAPITALS)


@pytest.mark.parametrize("name", _NAMES)
def test_a_paper_without_fonts_is_read_whole(name: str) -> None:
    recoded = recode_text(typed(PAPER, name))
    # Without a capital that has a tone the first table of TCVN 5712 is TCVN3.
    assert (recoded.text, recoded.encodings) == (PAPER, ("TCVN3" if name == "TCVN5712-1" else name,))


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("name", _NAMES)
def test_one_sentence_is_enough(sentence: str, name: str) -> None:
    assert recode_text(typed(sentence, name)).text == sentence


@pytest.mark.parametrize("name", [*_WITH_CAPITALS, "TCVN3"])
def test_words_of_capitals(name: str) -> None:
    # In TCVN3 "VỀ" is "VÒ": a capital only because of the capitals on both sides.
    assert recode_text(typed(CAPITALS, name)).text == CAPITALS


def test_cp1258_read_as_western() -> None:
    recoded = recode_text(western(windows_1258(PAPER)))
    assert (recoded.text, recoded.encodings) == (PAPER, ("CP1258",))


def test_utf8_encoded_twice() -> None:
    text = western(PAPER.encode())
    recoded = recode_text(text)
    assert (recoded.text, recoded.encodings) == (PAPER, (TWICE,))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("The quick brown fox signs 12 papers.", id="English"),
        pytest.param("Le café près de l'école où naît l'été ; ça coûte 3 €, s'il vous plaît, à Noël.", id="French"),
        pytest.param("Für größere Straßen müssen Bürger öfter über Gebühren hören, auch in Österreich.", id="German"),
        pytest.param("El señor Muñoz vivió en España; ¿qué pasó mañana? ¡Nada más, según él!", id="Spanish"),
        pytest.param("São Paulo não é a única opção; há também informações úteis à população.", id="Portuguese"),
        pytest.param("På en ø i sjøen bor en gammel mann som ærlig talt går på gården.", id="Norwegian"),
        pytest.param(
            "Du må gå.\nVi så det på nå.\nDe får gå på tå.", id="Norwegian whose odd words would be syllables"
        ),
        pytest.param(
            "No és «%s»\nUn «nom» o «o2»\nMés «%d»\nTé «a»\nFa «b»\nJa «ve»", id="quotes round places in Catalan"
        ),
        pytest.param(
            "Ông Müller và bà Françoise dự họp tại Köln; quán café São Tomé, hãng Citroën.", id="foreign names"
        ),
        pytest.param("Buôn Ñuôl, xã Čư M’gar, huyện Krông Năng; già làng Y Ñĩ, H’Đơk Êban.", id="names of minorities"),
        pytest.param("ỦY BAN NHÂN DÂN TỈNH — QUYẾT ĐỊNH VỀ VIỆC BAN HÀNH QUY CHẾ", id="capitals"),
        pytest.param("Diện tích 1.200 m², nhiệt độ 30°C ± 2°, tỷ lệ ½, § 5, ®, ©, 3×4, «trích»", id="signs of measure"),
        pytest.param("def đọc(x): return x[0] ^ 0xAD  # ¬x, µs, a¶b", id="code"),
        pytest.param("12\t13,5\t±0,2\n14\t15,5\t±0,3\n", id="a table of numbers"),
        pytest.param("Tæng sè", id="too little to judge by"),
        pytest.param("lá”… á–“ XÃ“, XÃ”", id="letters before quotes look like bytes of UTF-8"),
        pytest.param("số nhiễu: g©i x¶y", id="two odd words in a text of today"),
        pytest.param("Đảng\u00ad bộ có\u00a0và", id="soft hyphens of today"),
    ],
)
def test_other_texts_come_back_as_they_are(text: str) -> None:
    recoded = recode_text(text)
    assert (recoded.text, recoded.encodings, recoded.losses) == (text, (), ())


@pytest.mark.parametrize("name", _NAMES)
def test_old_paragraphs_in_a_text_of_today(name: str) -> None:
    text = "\n".join((SENTENCES[0], typed(SENTENCES[1], name), SENTENCES[2], typed(SENTENCES[3], name)))
    assert recode_text(text).text == PAPER


def test_two_encodings_in_one_text() -> None:
    text = "\n".join((typed(SENTENCES[0], "TCVN3"), typed(SENTENCES[1], "VNI"), typed(SENTENCES[2], "TCVN3")))
    recoded = recode_text(text)
    assert recoded.text == "\n".join(SENTENCES[:3])
    assert set(recoded.encodings) == {"TCVN3", "VNI"}


def test_what_says_nothing_by_itself_follows_its_neighbours() -> None:
    text = "\n".join((typed(SENTENCES[0], "TCVN3"), "Sè 12", "1.000 ®", typed(SENTENCES[1], "TCVN3"), "Sè 13"))
    assert recode_text(text).text.split("\n")[1:3] == ["Số 12", "1.000 đ"]
    assert recode_text(text).text.endswith("Số 13")
    mixed = "\n".join((typed(SENTENCES[0], "TCVN3"), SENTENCES[1], "Sè 12", SENTENCES[2]))
    assert "Sè 12" in recode_text(mixed).text


@pytest.mark.parametrize(
    ("runs", "texts"),
    [
        pytest.param((("§¶ng", ".VnTime"),), ["Đảng"], id="one word is enough where the font says so"),
        pytest.param((("chÝnh phñ", ".VnTimeH"),), ["CHÍNH PHỦ"], id="a font of capitals"),
        pytest.param((("TM. ", ".VnTimeH"), ("chñ tÞch", ".VnTime")), ["TM. ", "chủ tịch"], id="capitals end with it"),
        pytest.param((("th\u00ad", ".VnTime"), (" tr×", ".VnTime")), ["thư", " trì"], id="the soft hyphen is ư"),
        pytest.param((("to", "VNI-Times"), ("ång ", "VNI-Times")), ["tổ", "ng "], id="a pair over two runs"),
        pytest.param((("§¶ng bé", ".VnTime"), (" và chi bộ", "Arial")), ["Đảng bộ", " và chi bộ"], id="both in a line"),
        pytest.param(
            (("tæ", "VNI-Times"), (" ", ""), ("vaø", "VNI-Times")),
            ["tỉ", " ", "và"],
            id="blanks between words of a PDF",
        ),
        pytest.param(
            (("§¶ng bé cã", ".VnTime"), (" có", "Arial")), ["Đảng bộ có", " có"], id="a font of today after it"
        ),
        pytest.param((("§i\u0309u lÖ", ".VnTime"),), ["Điều lệ"], id="a program read the bytes as cp1258"),
        pytest.param((("®¶ng că", ".VnTime"),), ["đảng có"], id="also where both are syllables"),
        pytest.param((("đã bộ", ".VnTime"),), ["đã bộ"], id="no cp1258 in Unicode"),
        pytest.param((("Đảng bộ có", ".VnTime"),), ["Đảng bộ có"], id="the font lies: Unicode"),
        pytest.param((("§¶ng bé", "VNI-Times"),), ["§¶ng bé"], id="the font lies and nothing else is known"),
        pytest.param((("ch\uf0de thÞ", ".VnTime"),), ["chị thị"], id="signs shifted into the private area"),
        pytest.param(
            (("cã", ".VnTime"), ("\n", ""), ("§¶ng", ".VnTime")), ["có", "\n", "Đảng"], id="a syllable before"
        ),
    ],
)
def test_runs_with_fonts(runs: tuple[tuple[str, str], ...], texts: list[str]) -> None:
    recoded = recode([Run(text, font) for text, font in runs])
    assert [run.text for run in recoded.runs] == texts


def test_a_font_that_lies_does_not_stand_in_the_way() -> None:
    text = typed(SENTENCES[1], "TCVN3")
    recoded = recode((Run(text, "VNI-Times"), Run("\n"), Run(text, "Times New Roman")))
    assert [run.text for run in recoded.runs] == [SENTENCES[1], "\n", SENTENCES[1]]


def test_a_run_that_was_read_keeps_no_old_font() -> None:
    runs = recode((Run("§¶ng ", ".VnTime"), Run("bộ", "Arial"))).runs
    assert runs == (Run("Đảng ", UNICODE_FONT), Run("bộ", "Arial"))
    assert recode(runs).runs == runs


def test_losses_are_told() -> None:
    assert "chữ hoa" in recode((Run("§¶ng", ".VnTime"),)).losses[0]
    assert recode((Run("®¶ng", ".VnTimeH"),)).losses == ()
    assert recode((Run("Ñaûng", "VNI-Times"),)).losses == ()
    told = recode_text(typed(PAPER, "VISCII") + "\n" + typed("Mỗi đảng viên được giao x¡¿y việc", "VISCII")).losses
    assert told == () or "VISCII" in told[0]


def _check_offsets(original: str, recoded: Recoded) -> None:
    offsets = list(recoded.offsets)
    assert len(offsets) == len(recoded.text) + 1
    assert offsets[0] == 0
    assert offsets[-1] == len(original)
    assert all(here < there for here, there in itertools.pairwise(offsets))


@pytest.mark.parametrize("name", _NAMES)
def test_each_letter_is_made_of_the_signs_it_says(name: str) -> None:
    original = typed(PAPER, name)
    recoded = recode_text(original)
    _check_offsets(original, recoded)
    for at, letter in enumerate(recoded.text):
        signs = original[recoded.offsets[at] : recoded.offsets[at + 1]]
        assert signs == typed(letter, name) or signs.casefold() == typed(letter.lower(), name).casefold()


def test_offsets_of_doubly_encoded_letters() -> None:
    original = western(SENTENCES[1].encode())
    recoded = recode_text(original)
    _check_offsets(original, recoded)
    for at, letter in enumerate(recoded.text):
        assert western(letter.encode()) == original[recoded.offsets[at] : recoded.offsets[at + 1]]


_SYLLABLES = sorted(set(PAPER.replace("\n", " ").split()))
_WORDS = st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=30).map(" ".join)
_WESTERN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=60)
_LINES = st.lists(
    st.one_of(
        _WORDS,
        st.tuples(_WORDS, st.sampled_from(_NAMES)).map(lambda row: typed(*row)),
        _WORDS.map(lambda words: western(words.encode())),
        _WESTERN,
    ),
    max_size=5,
).map("\n".join)


@given(_LINES)
def test_reading_twice_is_reading_once(text: str) -> None:
    once = recode_text(text)
    assert recode_text(once.text).text == once.text


@given(_LINES)
def test_offsets_cover_and_rise(text: str) -> None:
    _check_offsets(text, recode_text(text))


@given(st.lists(st.tuples(_LINES, st.sampled_from([".VnTime", ".VnTimeH", "VNI-Times", "Arial", ""])), max_size=4))
def test_runs_stay_in_step(rows: list[tuple[str, str]]) -> None:
    runs = [Run(text, font) for text, font in rows]
    recoded = recode(runs)
    assert len(recoded.runs) == len(runs)
    _check_offsets("".join(run.text for run in runs), recoded)
    again = recode(recoded.runs)
    assert again.text == recoded.text


@given(_WORDS)
def test_text_of_today_is_never_touched(text: str) -> None:
    for form in ("NFC", "NFD"):
        shaped = unicodedata.normalize(form, text)
        assert recode_text(shaped).text == shaped


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    _check_offsets(text, recode_text(text))
