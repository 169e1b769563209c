from archive.works.document import Derivation
from ingest.legacy import with_unicode_letters
from ingest.material import Extracted, Piece
from tests.ingest.legacy.typed import SENTENCES, typed

_OLD = tuple(Piece(typed(sentence, "TCVN3"), "item", 2, 3) for sentence in SENTENCES)


def test_pieces_what_the_page_says_and_what_the_guard_sees_are_read() -> None:
    extracted = Extracted(_OLD, {"title": "QuyÕt ®Þnh", "charset": "cp1252"}, {"menu": 1}, ("MËt", "L\u00adu ý"))
    read = with_unicode_letters(extracted)
    assert [(piece.text, piece.kind, piece.level, piece.page) for piece in read.pieces] == [
        (sentence, "item", 2, 3) for sentence in SENTENCES
    ]
    assert read.meta == {"title": "Quyết định", "charset": "cp1252"}
    assert read.aside == ("Mật", "Lưu ý")
    assert read.dropped == {"menu": 1}
    assert read.derivation is not None
    assert (read.derivation.methods, read.derivation.encoding) == (("recoded",), "TCVN3")
    assert with_unicode_letters(read).pieces == read.pieces


def test_a_text_of_today_is_the_same_object() -> None:
    extracted = Extracted((Piece(SENTENCES[0]), Piece("30°C, § 5")), {"charset": "utf-8"}, {}, ("Trang 1",))
    assert with_unicode_letters(extracted) is extracted


def test_bytes_that_were_decoded_are_told_by_the_name_of_their_encoding() -> None:
    read = with_unicode_letters(Extracted((Piece(SENTENCES[0]),), {"charset": "VISCII"}))
    assert read.derivation == Derivation(("recoded",), encoding="VISCII")


def test_what_was_done_before_is_kept() -> None:
    before = Derivation(("converted",), tool="LibreOffice 7", losses=("một",))
    read = with_unicode_letters(Extracted(_OLD, derivation=before)).derivation
    assert read is not None
    assert (read.methods, read.tool, read.encoding) == (("converted", "recoded"), "LibreOffice 7", "TCVN3")
    assert read.losses[0] == "một"
    assert len(read.losses) == 2
