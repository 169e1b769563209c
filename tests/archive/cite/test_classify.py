"""How a text uses the documents it cites: the cue that governs each, in lists, in titles and behind."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.classify import relation_of, relations_of
from archive.cite.cues import Place
from archive.cite.find import even
from archive.works.vocabulary import relations


@dataclass(frozen=True)
class Marked:
    """A text in which citations are marked: [type and number|what is said of it]."""

    text: str
    places: tuple[Place, ...]


def marked(written: str) -> Marked:
    """Read the marks: "theo [Chỉ thị số 1-CT/TW|, ngày 02/3/2012] …"."""
    text, places, rest = "", [], written
    while "[" in rest:
        head, _, rest = rest.partition("[")
        inner, _, rest = rest.partition("]")
        reference, _, said = inner.partition("|")
        start = len(text) + len(head)
        text += head + reference + said
        places.append(Place(start, start + len(reference), len(text)))
    return Marked(even(text + rest), tuple(places))


def names(written: str) -> list[str | None]:
    read = marked(written)
    return [cue.relation if cue else None for cue in relations_of(read.text, read.places)]


@pytest.mark.parametrize(
    ("written", "relation"),
    [
        pytest.param("- Căn cứ Điều lệ Đảng và [Quy định số 24-QĐ/TW];", "can_cu", id="a recital governs its line"),
        pytest.param("Căn cứ khoản 2 Điều 8 của [Luật số 63/2025/QH15]", "can_cu", id="over the part it names"),
        pytest.param("Căn cứ quy định tại [Nghị định số 78/2025/NĐ-CP]", "can_cu", id="over “quy định tại”"),
        pytest.param("Xét đề nghị của Sở Nội vụ tại [Tờ trình số 12/TTr-SNV]", "can_cu", id="the letter of a request"),
        pytest.param("a) Trên cơ sở nội dung [Chỉ thị số 52-CT/TW]", "can_cu", id="on the ground of"),
        pytest.param("Thực hiện nghiêm túc, có hiệu quả [Chỉ thị số 05-CT/TW]", "thuc_hien", id="an adverbial between"),
        pytest.param("Tiếp tục thực hiện nghiêm [Chỉ thị số 35-CT/TW]", "thuc_hien", id="an order, not a conclusion"),
        pytest.param("đánh giá việc thực hiện [Chỉ thị số 52-CT/TW]", "thuc_hien", id="watching is no review"),
        pytest.param("thực hiện nhiệm vụ được giao theo [Chỉ thị số 34-CT/TW]", "theo", id="the task is carried out"),
        pytest.param("thực hiện các giải pháp tại [Nghị quyết số 57-NQ/TW]", "theo", id="the measures are, “tại”"),
        pytest.param("thực hiện theo hướng dẫn tại [Thông tư số 23/2005/TT-BNV]", "theo", id="by its guidance"),
        pytest.param("làm theo [Hướng dẫn số 09-HD/BTCTW]", "theo", id="the type's name is no cue"),
        pytest.param("nêu tại điểm a khoản 1 Điều 5 [Quy định số 58-QĐ/TW]", "theo", id="over parts"),
        pytest.param("theo dõi việc học [Nghị quyết số 57-NQ/TW]", None, id="“theo dõi” is no cue"),
        pytest.param("Theo đó, [Công văn số 69-CV/BTGDVTU] nêu ba việc", None, id="“theo đó” is no cue"),
        pytest.param("gắn với [Kết luận số 21-KL/TW]", None, id="in passing"),
        pytest.param("tổ chức học tập, quán triệt [Nghị quyết số 57-NQ/TW]", "quan_triet", id="study"),
        pytest.param("sơ kết 2 năm đầu thực hiện [Đề án số 16-ĐA/TU]", "so_ket_tong_ket", id="interim review"),
        pytest.param("tổng kết công tác triển khai thực hiện [Nghị quyết số 18-NQ/TW]", "so_ket_tong_ket", id="final"),
        pytest.param("tổng kết năm và triển khai thực hiện [Kế hoạch số 5-KH/TU]", "thuc_hien", id="two things done"),
        pytest.param("hướng dẫn thi hành một số điều của [Nghị định số 337/2025/NĐ-CP]", "huong_dan", id="guides"),
        pytest.param("quy định chi tiết một số điều của [Luật số 16/2023/QH15]", "cu_the_hoa", id="details"),
        pytest.param("quy định chi tiết và biện pháp thi hành [Luật số 80/2015/QH13]", "cu_the_hoa", id="and measures"),
        pytest.param("sửa đổi, bổ sung một số điều của [Nghị định số 68/2026/NĐ-CP]", "sua_doi_bo_sung", id="amends"),
        pytest.param("Bãi bỏ cụm từ “mỏ và” tại Điều 1 [Thông tư số 43/2010/TT-BCT]", "sua_doi_bo_sung", id="words go"),
        pytest.param(
            "Thay thế một số phụ lục của [Thông tư số 21/2021/TT-BNV]", "sua_doi_bo_sung", id="annexes change"
        ),
        pytest.param("Bãi bỏ Điều 32 [Nghị định số 125/2025/NĐ-CP]", "bai_bo", id="abolishes a part"),
        pytest.param("thay thế các quy định tại [Quyết định số 12/2017/QĐ-UBND]", "thay_the", id="over a place"),
        pytest.param(
            "điều chỉnh lương hưu theo quy định tại [Nghị định số 75/2024/NĐ-CP]", "theo", id="not over “theo”"
        ),
        pytest.param("Đính chính lỗi kỹ thuật tại [Thông tư số 10/2022/TT-BNV]", "dinh_chinh", id="corrects"),
        pytest.param("Tạm đình chỉ thi hành [Quyết định số 5/2020/QĐ-UBND]", "dinh_chi", id="suspends"),
        pytest.param("Văn bản hợp nhất [Nghị định số 63/2010/NĐ-CP]", "hop_nhat", id="consolidates"),
        pytest.param("Sau khi hợp nhất hai tỉnh, [Chỉ thị số 17-CT/TU] vẫn dùng", None, id="provinces merge"),
        pytest.param("Quy chế ban hành kèm theo [Quyết định số 217-QĐ/TW]", "ban_hanh_kem_theo", id="annex"),
        pytest.param("về tiếp tục thực hiện [Chỉ thị số 05-CT/TW]", "tiep_tuc", id="the title of a conclusion"),
        pytest.param("Nhằm thực hiện việc này, [Kết luận số 127-KL/TW] giao ba bộ", None, id="another clause"),
        pytest.param("triển khai việc này, Bộ Chính trị ban hành [Nghị quyết số 57-NQ/TW]", None, id="issuing"),
        pytest.param("thực hiện Điều lệ Đảng, [Quy định số 24-QĐ/TW]", "thuc_hien", id="a list that begins unnumbered"),
        pytest.param(
            "về thu hồi, hủy bỏ bằng tốt nghiệp và [Thông tư số 31/2017/TT-BNV]", None, id="bằng are abolished"
        ),
        pytest.param("bãi bỏ ca trực, trạm vẫn giữ [Quyết định số 7/QĐ-UBND]", None, id="behind a comma another thing"),
        pytest.param("thay thế cây cũ, đọc [Thông tư số 1/2021/TT-BYT]", None, id="cây are replaced"),
        pytest.param(
            "sửa đổi một số nội dung, biểu mẫu của [Thông tư số 1/2021/TT-BYT]",
            "sua_doi_bo_sung",
            id="its forms, “của”",
        ),
        pytest.param("thay thế Quy chế tại [Quyết định số 7/QĐ-UBND]", "thay_the", id="a text is replaced over “tại”"),
        pytest.param(
            "thay thế các quy định tại [Thông tư số 1/2021/TT-BYT]", "thay_the", id="rules are replaced over “tại”"
        ),
        pytest.param("thay thế thiết bị quy định tại [Nghị định số 1/2021/NĐ-CP]", "theo", id="machines are replaced"),
        pytest.param(
            "điều chỉnh giấy phép phù hợp với quy định tại [Nghị định số 1/2021/NĐ-CP]",
            "theo",
            id="a permit is changed",
        ),
        pytest.param("tiền thu hồi quy định tại [Nghị định số 1/2021/NĐ-CP]", "theo", id="money is taken back"),
        pytest.param("thu hồi [Quyết định số 7/QĐ-UBND]", "bai_bo", id="a decision is taken back"),
        pytest.param(
            "bị hủy bỏ đăng ký theo quy định tại [Nghị định số 1/2021/NĐ-CP]", "theo", id="an entry is struck out"
        ),
        pytest.param("đã bị bãi bỏ một phần bởi [Nghị định số 1/2021/NĐ-CP]", None, id="another text abolishes"),
        pytest.param("quy định chi tiết một số điều tại [Nghị định số 1/2021/NĐ-CP]", "cu_the_hoa", id="over “tại”"),
        pytest.param("quy định của Luật Kho, văn bản hướng dẫn và [Thông tư số 1/2021/TT-BYT]", None, id="a noun"),
        pytest.param("theo Thông tư này, [Nghị định số 1/2021/NĐ-CP]", "theo", id="a list that begins with this text"),
        pytest.param(
            "liên quan đến Điều 4. Trách nhiệm triển khai của [Nghị định 1/2021/NĐ-CP]", None, id="an article's heading"
        ),
        pytest.param(
            "Điều 4. Sửa đổi một số điều của [Nghị định 1/2021/NĐ-CP]", "sua_doi_bo_sung", id="an article that acts"
        ),
        pytest.param("sửa [Kế hoạch số 15-KH/ĐU] trước ngày 25", "sua_doi_bo_sung", id="a short word right before"),
        pytest.param("sửa lỗi trong sổ, [Kế hoạch số 15-KH/ĐU]", None, id="a short word farther off"),
        pytest.param("theo quy định (Điều 4 [Luật số 91/2025/QH15])", None, id="in brackets of its own"),
        pytest.param(
            "chi theo quy định tại\n[Nghị định số 278/2025/NĐ-CP]", None, id="a short line above is a heading"
        ),
        pytest.param(
            "Các xã bố trí kinh phí và quyết toán hằng năm theo quy định tại\n[Nghị định số 278/2025/NĐ-CP]",
            "theo",
            id="a line broken before the type's capital",
        ),
        pytest.param(
            "Tổng kết 15 năm triển khai [Chỉ thị số 19-CT/TW]", "so_ket_tong_ket", id="a review of what was rolled out"
        ),
        pytest.param("họp bàn, triển khai [Chỉ thị số 19-CT/TW]", "thuc_hien", id="rolled out, no review"),
        pytest.param(
            "tổng kết năm học và triển khai [Chỉ thị số 19-CT/TW]", "thuc_hien", id="a review of something else"
        ),
        pytest.param(
            "sửa đổi quy chế cho khớp với Điều 8 [Thông tư số 5/2026/TT-BNV]", None, id="the rules are amended, not it"
        ),
        pytest.param(
            "Danh mục văn bản hết hiệu lực toàn bộ năm 2025: 1. [Quyết định số 1/QĐ-UBND]",
            "het_hieu_luc",
            id="ended wholly, in a year, before the colon",
        ),
    ],
)
def test_the_nearest_cue_that_governs_wins(written: str, relation: str | None) -> None:
    assert names(written) == [relation]


@pytest.mark.parametrize(
    ("written", "relation"),
    [
        pytest.param("[Quyết định số 12-QĐ/TU] hết hiệu lực từ nay", "het_hieu_luc", id="ends"),
        pytest.param("[Quyết định số 12-QĐ/TU] chưa hết hiệu lực", None, id="does not"),
        pytest.param("cho đến khi [Quyết định số 12-QĐ/TU] hết hiệu lực", None, id="a condition"),
        pytest.param("Chỉ tiêu quy định tại [Thông tư số 5/2017/TT-BNV] hết hiệu lực", "het_hieu_luc", id="its rules"),
        pytest.param("[Thông báo số 31-TB/TU] bị hủy bỏ.", "bai_bo", id="abolished"),
        pytest.param("[Thông tư số 1/2020/TT-BNV] được thay thế bởi Thông tư này", "thay_the", id="by this text"),
        pytest.param("[Thông tư số 1/2020/TT-BNV] được thay thế bằng một nghị định", None, id="by another"),
        pytest.param("[Thông tư số 1/2020/TT-BNV] được bãi bỏ theo Thông tư số 7", None, id="abolished by another"),
    ],
)
def test_words_behind_say_that_it_ends(written: str, relation: str | None) -> None:
    assert names(written) == [relation]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(
            "thay thế [Quy định số 31-QĐ/TW|, ngày 01/10/1997] và [Quy định số 91-QĐ/TW]", ["thay_the"] * 2, id="và"
        ),
        pytest.param("bãi bỏ các [Thông báo số 31-TB/TU] và số [45-TB/TU]", ["bai_bo"] * 2, id="the type once"),
        pytest.param(
            "thay thế [Quy định số 80] ; [Quy định số 50]; [Kết luận số 14]", ["thay_the"] * 3, id="semicolons"
        ),
        pytest.param(
            "Căn cứ [Luật số 1/2020/QH14] được sửa đổi, bổ sung bởi [Luật số 2/2022/QH15] và [Luật số 3/2024/QH15]",
            ["can_cu", None, None],
            id="what another document amends",
        ),
        pytest.param(
            "đã được sửa đổi, bổ sung một số điều theo [Nghị quyết số 203/2025/QH15]", [None], id="passive, “theo”"
        ),
        pytest.param(
            "theo [Luật số 1/2020/QH14] được sửa đổi bởi [Luật số 2/2022/QH15]; [Nghị định số 85/2024/NĐ-CP]",
            ["theo", None, "theo"],
            id="behind a semicolon the outer list goes on",
        ),
        pytest.param(
            "thực hiện [Kết luận số 01-KL/TW|, ngày 18/5/2021] về tiếp tục thực hiện [Chỉ thị số 05-CT/TW];"
            " [Kế hoạch số 9]",
            ["thuc_hien", "tiep_tuc", "thuc_hien"],
            id="a document named in a title has its own cue",
        ),
        pytest.param(
            "[Kết luận số 91-KL/TW| của Bộ Chính trị] tiếp tục thực hiện [Nghị quyết số 29-NQ/TW]",
            [None, "tiep_tuc"],
            id="a conclusion's title without “về”",
        ),
        pytest.param(
            "[Kế hoạch số 7-KH/TU] về triển khai [Nghị quyết số 5-NQ/TW]; [Kế hoạch số 8-KH/TU]",
            [None, "thuc_hien", None],
            id="an outer list without a cue",
        ),
        pytest.param(
            "thực hiện [Chỉ thị số 49-CT/TW] (sau đây gọi tắt là [Chỉ thị số 49-CT/TW])",
            ["thuc_hien", None],
            id="alias",
        ),
        pytest.param(
            "[Luật số 1/2008/QH12] được sửa đổi theo [Luật số 2/2013/QH13] và [Luật số 3/2014/QH13] hết hiệu lực",
            ["het_hieu_luc", None, None],
            id="the amended law ends, not each that amended it",
        ),
        pytest.param(
            "Căn cứ [Nghị quyết số 1-NQ/TW], [Thông tư số 2/2020/TT-BNV] hết hiệu lực",
            ["can_cu", "can_cu"],
            id="a cue before is stronger than words behind",
        ),
        pytest.param(
            "Các văn bản sau hết hiệu lực:\na) [Nghị định số 1/2015/NĐ-CP];\nb) [Nghị định số 2/2016/NĐ-CP].",
            ["het_hieu_luc"] * 2,
            id="a list below its head",
        ),
        pytest.param(
            "Bãi bỏ các quy định sau:\na) [Điều 3 Nghị định số 1/2015/NĐ-CP| ngày 02/3/2015] về đường thủy;\n"
            "b) [Điều 2 Nghị định số 2/2016/NĐ-CP].",
            ["bai_bo"] * 2,
            id="a head over items with more words",
        ),
        pytest.param(
            "[Nghị định số 1/2004/NĐ-CP] và [Nghị định số 9/2010/NĐ-CP|] sửa đổi một số điều của [Nghị định số "
            "1/2004/NĐ-CP] hết hiệu lực từ ngày Nghị định này có hiệu lực.",
            ["het_hieu_luc", "het_hieu_luc", "sua_doi_bo_sung"],
            id="the list ends, not what its item amends",
        ),
        pytest.param(
            "Bãi bỏ các văn bản sau:\na) Quy chế ban hành kèm theo [Nghị định số 1/2004/NĐ-CP];\n"
            "b) [Nghị định số 9/2010/NĐ-CP].",
            ["ban_hanh_kem_theo", "bai_bo"],
            id="what one item is issued with says nothing of the next",
        ),
        pytest.param("đối tượng điều chỉnh tại [Nghị định số 1/2004/NĐ-CP]", ["theo"], id="those it applies to"),
        pytest.param(
            "theo [Nghị quyết số 39-NQ/TW|] ([Nghị quyết số 39-NQ/TW]), [Kết luận số 17-KL/TW]",
            ["theo", None, "theo"],
            id="over another name of the first",
        ),
        pytest.param(
            "Quy định tại: (1) [Hướng dẫn số 6-HD/TW]; (2) [Hướng dẫn số 38-HD/BTCTW]",
            ["theo"] * 2,
            id="numbers in brackets",
        ),
        pytest.param(
            "[Chương trình số 4-CTr/TU| của Ban Thường vụ\nTỉnh ủy] thực hiện [Nghị quyết số 21-NQ/TW]; "
            "[Chương trình số 7-CTr/TU]",
            [None, "thuc_hien", None],
            id="a line broken inside a body, and the list goes on",
        ),
        pytest.param(
            "Bãi bỏ toàn bộ [Quyết định số 1/QĐ-UBND] và một phần [Quyết định số 2/QĐ-UBND].",
            ["bai_bo"] * 2,
            id="the second in part",
        ),
        pytest.param(
            "Danh mục hết hiệu lực: 1. [Quyết định số 1/QĐ-UBND]; 2. [Quyết định số 2/QĐ-UBND].",
            ["het_hieu_luc"] * 2,
            id="numbered items in one line",
        ),
        pytest.param(
            "Luật Lưu trữ được sửa đổi, bổ sung bởi:\n1. [Luật số 2/2022/QH15];", [None], id="a head in the passive"
        ),
        pytest.param(
            "Sửa đổi Điều 5 như sau:\n1. [Nghị định số 1/2015/NĐ-CP] quy định mức chi",
            [None],
            id="the new text follows",
        ),
        pytest.param(
            "hủy bỏ các Thông báo từ số [11-TB/ĐU] đến số [19-TB/ĐU].", ["bai_bo"] * 2, id="both ends of a range"
        ),
        pytest.param(
            "hủy bỏ [Thông báo số 11-TB/ĐU] đến [Thông báo số 19-TB/ĐU].", ["bai_bo", None], id="no range of one type"
        ),
        pytest.param(
            "DANH MỤC VĂN BẢN HẾT HIỆU LỰC TOÀN BỘ NĂM 2025\n1. [Nghị quyết số 1/2017/NQ-HĐND| ngày 2/3/2017] về rừng\n"
            "2. [Nghị quyết số 2/2020/NQ-HĐND]",
            ["het_hieu_luc"] * 2,
            id="a heading without a colon",
        ),
        pytest.param(
            "HẾT HIỆU LỰC MỘT PHẦN NĂM 2025\n(Kèm theo tờ trình)\n1. [Nghị quyết số 1/2017/NQ-HĐND]",
            ["het_hieu_luc"],
            id="a broken heading, and what it comes with in brackets",
        ),
        pytest.param(
            "DANH MỤC VĂN BẢN CÒN HIỆU LỰC\n1. [Nghị quyết số 1/2017/NQ-HĐND]", [None], id="a list of those in force"
        ),
        pytest.param(
            "Văn bản chưa hết hiệu lực\n1. [Nghị quyết số 1/2017/NQ-HĐND]", [None], id="a heading that says not yet"
        ),
        pytest.param(
            "Hết hiệu lực toàn bộ\n1. [Nghị quyết số 1/2017/NQ-HĐND]", [None], id="a status, of what nobody says"
        ),
        pytest.param(
            "Văn bản hết hiệu lực\n[Nghị quyết số 1/2017/NQ-HĐND]", [None], id="no item of a list under the heading"
        ),
    ],
)
def test_a_list_shares_its_cue(written: str, expected: list[str | None]) -> None:
    assert names(written) == expected


@given(st.text(alphabet="theo căncứ[]thựchiện;:(),.\n 5", max_size=60), st.integers(0, 9))
def test_a_cue_is_the_words_where_it_stands(noise: str, gap: int) -> None:
    text = even(f"{noise} theo{' ' * gap} Chỉ thị số 05-CT/TW {noise}")
    start = text.index("Chỉ thị số 05")
    cue = relation_of(text, start, start + 20, 0)
    assert cue is None or (0 <= cue.start < cue.end <= len(text) and text[cue.start : cue.end].strip())


def _owners() -> dict[str, str]:
    """Which relation a cue of two rows belongs to: the first that has it."""
    return {cue: one.id for one in reversed(relations()) for cue in one.cues}


@pytest.mark.parametrize(("cue", "relation"), _owners().items())
def test_every_cue_of_the_table_shows_its_relation(cue: str, relation: str) -> None:
    assert names(f"{cue} [Nghị quyết số 5-NQ/TW]") == [relation]
