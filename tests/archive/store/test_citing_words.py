"""What the index hears of a work from those that cite it: which words, how many, and when it has to listen again."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import indexing
from archive.accession import load_catalogue
from archive.index.engine import Engine
from archive.store import citing_words, waiting
from archive.store.database import Database, open_database
from archive.store.tables import metadata
from archive.works.catalogue import catalogue
from archive.works.document import Document, Mention
from tests.archive.making import BO_CHINH_TRI, LAO_CAI, TUYEN_QUANG, article, directive, mention, take

NUMBER = "47-CT/TU"


def known(database: Database) -> dict[str, Document]:
    """Every listed work as the index reads it now, by number or title."""
    with database.reading() as connection:
        return {str(one.number or one.title): one for one in waiting.iterate(connection)}


def cite(
    database: Database,
    text: str,
    name: str,
    *surfaces: str,
    date: str | None = "2015",
    demonstration: bool = False,
    on: str | None = None,
    title: str | None = None,
) -> None:
    """Keep an article that cites the numbers of these surfaces, `on` their date, with a title."""
    found = [mention(text, surface, body=LAO_CAI, date=on, title=title) for surface in surfaces]
    take(database, article(text, title=name, date=date, demonstration=demonstration), f"{name}.html", found)


# --- which words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "surfaces", "wanted"),
    [
        pytest.param(
            "Người dân quen gọi Chỉ thị số 47-CT/TU là chỉ thị ba không.",
            (NUMBER,),
            "Người dân quen gọi Chỉ thị số 47-CT/TU là chỉ thị ba không.",
            id="a short sentence whole: the nickname is anywhere in it",
        ),
        pytest.param(
            f"{'một hai ba bốn ' * 10}theo 47-CT/TU {'năm sáu bảy tám ' * 12}hết.",
            (NUMBER,),
            f"ba bốn {'một hai ba bốn ' * 3}theo 47-CT/TU {'năm sáu bảy tám ' * 7}năm sáu",
            id="of a long one the words near the mention",
        ),
        pytest.param(
            "Thực hiện Chỉ thị 47-CT/TU về giữ sạch đường làng, ngõ xóm, cùng Kế hoạch 05-KH/TU về trồng cây ven suối.",
            (NUMBER, "05-KH/TU"),
            "Thực hiện Chỉ thị 47-CT/TU về giữ sạch đường làng, ngõ xóm, cùng Kế hoạch",
            id="words behind another mention speak of that one",
        ),
        pytest.param(
            "Triển khai 47-CT/TU, 05-KH/TU về giữ sạch đường làng, ngõ xóm trong toàn tỉnh.",
            (NUMBER, "05-KH/TU"),
            "Triển khai 47-CT/TU, 05-KH/TU về giữ sạch đường làng, ngõ xóm trong toàn tỉnh.",
            id="numbers of one list share the words behind it",
        ),
    ],
)
def test_the_words_of_a_sentence_that_speak_of_the_work(
    database: Database, text: str, surfaces: tuple[str, ...], wanted: str
) -> None:
    cite(database, text, "Tin", *surfaces)
    assert known(database)[NUMBER].cited_as == (wanted,)


def test_a_quoted_title_is_kept_though_it_cites_another(database: Database) -> None:
    title = "tiếp tục làm tốt hơn nữa những việc mà Kế hoạch 05-KH/TU đã giao cho các xã vùng cao"
    text = f"Quán triệt 47-CT/TU về {title} từ nay đến cuối năm và những năm sau."
    cite(database, text, "Tin", NUMBER, "05-KH/TU", title=title)
    (said,) = known(database)[NUMBER].cited_as
    assert said.endswith(title)


def test_one_sentence_of_every_work_first_and_the_newest_first(database: Database) -> None:
    two = "Triển khai 47-CT/TU tới từng thôn. Sau đó xã tổng kết Chỉ thị 47-CT/TU vào mùa xuân."
    first = mention(two, NUMBER, body=LAO_CAI)
    at = two.rindex(NUMBER)
    second = replace(first, start=at, end=at + len(NUMBER))
    take(database, article(two, title="Cũ", date="2015"), "cu.html", [first, second])
    cite(database, "Cán bộ trẻ học 47-CT/TU qua trò chơi.", "Mới", NUMBER, date="2020")
    assert known(database)[NUMBER].cited_as == (
        "Cán bộ trẻ học 47-CT/TU qua trò chơi.",
        "Triển khai 47-CT/TU tới từng thôn.",
        "Sau đó xã tổng kết Chỉ thị 47-CT/TU vào mùa xuân.",
    )


def test_the_same_said_again_counts_once_and_the_works_all_count(database: Database) -> None:
    for place, day in enumerate(("05/3/2015", "16/4/2015", "27/5/2015")):
        text = f"Ngày {day}, huyện tổ chức học tập, quán triệt Chỉ thị số 47-CT/TU của Tỉnh ủy tới toàn thể đảng viên."
        cite(database, text, f"Tin {place}", NUMBER)
    one = known(database)[NUMBER]
    assert (len(one.cited_as), one.cited) == (1, 3)


def test_the_caps_hold(database: Database) -> None:
    letters = "abcdefghijklmnopqrst"
    for place, letter in enumerate(letters):
        own = " ".join(f"{letter}{other}" for other in letters)
        cite(database, f"47-CT/TU {own}", f"Tin {place}", NUMBER)
    said = known(database)[NUMBER].cited_as
    assert len(said) <= citing_words.SENTENCES < len(letters)
    assert sum(len(sentence.split()) for sentence in said) <= citing_words.WORDS


@pytest.mark.parametrize("invented", [True, False])
def test_a_demonstration_text_says_nothing_of_a_real_work(database: Database, invented: bool) -> None:
    law = directive(NUMBER, body=LAO_CAI, date="2014-11-11", title="sinh hoạt chi bộ")
    take(database, replace(law, demonstration=invented), "a.txt")
    cite(
        database,
        "Làm theo 47-CT/TU, xã vượt kế hoạch.",
        "Tin",
        NUMBER,
        date="2016",
        demonstration=True,
        on="2014-11-11",
    )
    assert bool(known(database)[NUMBER].cited_as) is invented


def test_a_text_says_nothing_of_itself_and_a_former_text_nothing_at_all(database: Database) -> None:
    text = "Chỉ thị 47-CT/TU này có hiệu lực ngay."
    own = mention(text, NUMBER, body=LAO_CAI)
    law = directive(NUMBER, body=LAO_CAI, date="2014-11-11", title="sinh hoạt chi bộ", text=text)
    take(database, law, "a.txt", [own])
    cite(database, "Theo 47-CT/TU, thôn lập tổ tự quản.", "Tin", NUMBER, on="2014-11-11")
    assert known(database)[NUMBER].cited_as == ("Theo 47-CT/TU, thôn lập tổ tự quản.",)
    take(database, article("Thôn lập tổ tự quản.", title="Tin", date="2015"), "Tin.html")
    assert known(database)[NUMBER].cited_as == ()


@pytest.mark.parametrize("held", [True, False])
def test_the_names_of_the_authority_table_are_read_with_the_work(database: Database, held: bool) -> None:
    if held:
        own = directive(
            "26-NQ/TW", body="ban-chap-hanh-trung-uong", date="2008-08-05", title="tam nông", type="Nghị quyết"
        )
        take(database, own, "a.txt")
    load_catalogue(database, catalogue())
    with database.reading() as connection:
        works = [one for one in waiting.iterate(connection) if str(one.number) == "26-NQ/TW" and one.date]
    (one,) = [one for one in works if one.date and one.date.iso == "2008-08-05"]
    if held:
        assert (one.title, one.cited_as) == ("tam nông", ("Nghị quyết tam nông",)), "a held work keeps its own title"
    else:
        assert (one.title or "").splitlines() == ["nông nghiệp, nông dân, nông thôn", "Nghị quyết tam nông"]


# --- when to listen again --------------------------------------------------------------------------------------------


def heard(document: Document) -> Document:
    """A document as far as an index reads it: where its bytes are kept is none of its business."""
    return replace(document, captures=())


@dataclass(slots=True)
class Listener:
    """An engine that only remembers each document as it was read last."""

    heard: dict[str, Document] = field(default_factory=dict)

    @contextmanager
    def batch(self) -> Iterator["Listener"]:
        yield self

    def replace(self, document: Document) -> None:
        self.heard[document.id] = heard(document)

    def delete(self, doc_id: str) -> None:
        self.heard.pop(doc_id, None)

    def count(self) -> int:
        return len(self.heard)


SAID = "Bà con quen gọi Chỉ thị số 47-CT/TU là chỉ thị ba sạch."
OTHER = "Xã đã làm xong việc của Chỉ thị 47-CT/TU và Kế hoạch 05-KH/TU trước mùa mưa năm ấy."
LATER = "Chỉ thị số 47-CT/TU thì không nơi nào nhắc tới nữa, người ta nói Kế hoạch 05-KH/TU là đủ."


DAY = "2014-11-11"


def _article(
    text: str, name: str, *surfaces: str, body: str | None = LAO_CAI, on: str | None = None, date: str = "2015"
) -> tuple[Document, str, Sequence[Mention]]:
    found = [mention(text, surface, body=body, date=on) for surface in surfaces]
    return article(text, title=name, date=date), f"{name}.html", found


STEPS: list[tuple[Document, str, Sequence[Mention]]] = [
    _article(SAID, "một", NUMBER, on=DAY),
    _article(SAID.replace("ba sạch", "năm sạch"), "một", NUMBER, on=DAY),  # the same page, other words
    _article("Bài này nay không nhắc gì.", "một"),
    _article(OTHER, "hai", NUMBER, "05-KH/TU", on=DAY),
    _article(LATER, "ba", NUMBER, "05-KH/TU", body=None, on="2014"),  # which one, only the works held can tell
    _article(SAID, "bốn", NUMBER, body=TUYEN_QUANG, on="2014-07-01", date="2018"),
    (directive(NUMBER, body=LAO_CAI, date=DAY, title="nếp sống mới"), "a.txt", ()),
    (directive(NUMBER, body=TUYEN_QUANG, date="2014-07-01", title="mùa vụ"), "b.txt", ()),
    (directive("05-KH/TU", body=LAO_CAI, date="2013-02-02", title="đường thôn", type="Kế hoạch"), "c.txt", ()),
    (directive("09-QĐ/TW", body=BO_CHINH_TRI, date="2012-02-02", title="việc khác", type="Quy định"), "d.txt", ()),
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with open_database(tmp_path_factory.mktemp("citing") / "kho.sqlite", create=True) as opened:
        yield opened


# Ten steps in any order: some two dozen runs have every pair of them both ways round, with and without a pause.
@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(len(STEPS))), pauses=st.sets(st.integers(0, len(STEPS) - 1)))
def test_kept_up_step_by_step_is_the_same_as_read_at_once(shared: Database, order: list[int], pauses: set[int]) -> None:
    with shared.atomic() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    listener = Listener()
    catch_up: Callable[[], object] = lambda: indexing.catch_up(shared, cast("Engine", listener))  # noqa: E731
    for turn, step in enumerate(order):
        document, name, found = STEPS[step]
        take(shared, document, name, found)
        if turn in pauses:
            catch_up()
    catch_up()
    with shared.reading() as connection:
        assert listener.heard == {one.id: heard(one) for one in waiting.iterate(connection)}
