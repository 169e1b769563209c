"""Marked papers stopped with nothing left of them, innocent ones taken in: the whole way of ingest.

Sixty of each that the rules were made with, and as many by someone who had not read the rules.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import pytest

from archive.config import load
from archive.opening import Archive, opened
from ingest.report import Outcome
from ingest.running import Manner, run_through
from ingest.sources.folder import FolderSource
from tests.ingest.samples import pdf, with_part, word

VARIANTS = tomllib.loads((Path(__file__).parent.parent / "data" / "secrecy_variants.toml").read_text("utf-8"))
CANARY = "Kim-tước-{}"  # a word that stands in one paper only: nothing of a refused paper may be found anywhere
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


class Paper(NamedTuple):
    """A paper of the table: its words, where they stand, and its place in the row of papers."""

    form: str
    text: str
    serial: int
    stamped: bool

    @property
    def canary(self) -> str:
        return CANARY.format(f"{'m' if self.stamped else 'k'}{self.serial}")


PAPERS = [
    Paper(row["form"], row["text"], serial, stamped)
    for kind, stamped in (("stamped", True), ("innocent", False))
    for serial, row in enumerate(VARIANTS[kind] + VARIANTS[f"unseen_{kind}"], start=101)
]


def lines_of(paper: Paper) -> list[str]:
    """The lines of a directive with the words where the form says."""
    form, text = paper.form, paper.text
    motto = f"{text}          ĐẢNG CỘNG SẢN VIỆT NAM" if form == "columns" else "ĐẢNG CỘNG SẢN VIỆT NAM"
    body = [f"{paper.canary}: đoạn {place} nói về sinh hoạt chi bộ ở cơ sở, đủ dài một câu." for place in range(40)]
    return [
        *([text] if form == "head" else []),
        *(text if form == "upright" else []),
        "TỈNH ỦY LÀO CAI",
        "*",
        text if form == "number" else f"Số {paper.serial}-CT/TU",
        *([text] if form == "left" else []),
        motto,
        "Lào Cai, ngày 11 tháng 11 năm 2014",
        "CHỈ THỊ",
        text if form == "title" else "về sinh hoạt chi bộ",
        *body[:20],
        *([text] if form in ("middle", "text") else []),
        *(text.split(" / ") if form == "list" else []),
        *body[20:],
        "T/M BAN THƯỜNG VỤ",
        "(đã ký)",
        *([text] if form == "foot" else []),
    ]


def docx_of(paper: Paper) -> bytes:
    if paper.form == "docx-header":
        return word(lines_of(paper), header=paper.text)
    payload, text = word(lines_of(paper)), escape(paper.text)
    parts = {
        "docx-box": ("word/header9.xml", f'<w:hdr {SPACE} xmlns:v="v"><v:textpath string="{text}"/></w:hdr>'),
        "docx-comment": (
            "word/comments.xml",
            f'<w:comments {SPACE}><w:comment w:id="0" w:author="" w:initials="">'
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment></w:comments>",
        ),
        "docx-property": ("docProps/app.xml", f"<Properties><Company><p>{text}</p></Company></Properties>"),
    }
    name, raw = parts[paper.form]
    return with_part(payload, name, raw.encode())


def html_of(paper: Paper) -> bytes:
    text = escape(paper.text)
    beside = f'<img src="a.png" alt="{text}">' if paper.form == "html-alt" else f"<p hidden>{text}</p>"
    body = "".join(f"<p>{escape(line)}</p>" for line in lines_of(paper))
    return f'<!doctype html><html><meta charset="utf-8"><body>{beside}{body}</body></html>'.encode()


def pdf_of(paper: Paper) -> bytes:
    words = paper.canary.encode("ascii", "ignore").decode()
    payload = pdf([[(72, 700 - 20 * place, f"{words} line {place}") for place in range(12)]])
    told = b"\xfe\xff" + paper.text.encode("utf-16-be")
    return payload.replace(b"<< /Type /Catalog", b"<< /Subject <" + told.hex().encode() + b"> /Type /Catalog")


def written(paper: Paper, folder: Path) -> Path:
    """The paper as a file; names that are paths make their folders."""
    stem = f"{'a' if paper.stamped else 'b'}{paper.serial}"
    if paper.form == "name":
        path = folder / stem / paper.text
        path.parent.mkdir(parents=True)
        path.write_bytes("\n".join(lines_of(paper)).encode())
        return path
    kind = paper.form.split("-")[0]
    made = {"docx": docx_of, "html": html_of, "pdf": pdf_of}.get(kind)
    path = folder / f"{stem}.{kind if made else 'txt'}"
    path.write_bytes(made(paper) if made else "\n".join(lines_of(paper)).encode())
    return path


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("kho")
    with opened(load(None, {"VANKIEN_ARCHIVE_DIR": str(folder)}), create=True) as one:
        yield one


@pytest.fixture(scope="module")
def outcomes(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Outcome]:
    folder = tmp_path_factory.mktemp("den")
    paths = [written(paper, folder) for paper in PAPERS]
    report, _page = run_through(FolderSource(paths).requests(), archive, Manner())
    return dict(zip(paths, report.outcomes, strict=True))


def test_there_are_sixty_of_each() -> None:
    assert (len(VARIANTS["stamped"]), len(VARIANTS["innocent"])) == (60, 60)


@pytest.mark.parametrize("place", range(len(PAPERS)), ids=[f"{one.form}: {one.text}" for one in PAPERS])
def test_a_marked_paper_is_stopped_and_an_innocent_one_is_not(outcomes: dict[Path, Outcome], place: int) -> None:
    outcome = list(outcomes.values())[place]
    assert (outcome.verdict == "refused", outcome.secret) == (PAPERS[place].stamped,) * 2, outcome.reason


def test_nothing_of_a_stopped_paper_is_anywhere_in_the_archive(archive: Archive, outcomes: dict[Path, Outcome]) -> None:
    assert outcomes
    held = b"".join(path.read_bytes() for path in archive.settings.archive_dir.rglob("*") if path.is_file())
    assert CANARY.format("k121").encode() in held  # the looking finds what is there
    assert [one.canary for one in PAPERS if one.stamped and one.canary.encode() in held] == []


def test_nothing_of_a_stopped_paper_is_told(outcomes: dict[Path, Outcome]) -> None:
    for paper, outcome in zip(PAPERS, outcomes.values(), strict=True):
        if paper.stamped:
            assert (outcome.id, outcome.number) == ("", None)
            assert paper.canary not in outcome.reason + outcome.remedy
