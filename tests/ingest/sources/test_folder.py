import os
from pathlib import Path

import pytest

from archive.errors import SourceError
from ingest import media
from ingest.sources.folder import FolderSource, fetch


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "van-ban"
    for name in (
        "b.html",
        "a.txt",
        "con/c.pdf",
        ".git/config",
        "__MACOSX/a.txt",
        "~$khoa.docx",
        "con/.DS_Store",
        "README.md",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"nội dung {name}", "utf-8")
    monkeypatch.chdir(tmp_path)
    return root


def _origins(*paths: str) -> list[str]:
    return [request.origin for request in FolderSource(paths).requests()]


def test_files_come_sorted_without_litter(tree: Path) -> None:
    assert _origins("van-ban") == ["van-ban/README.md", "van-ban/a.txt", "van-ban/b.html", "van-ban/con/c.pdf"]


def test_asked_again_gives_the_same(tree: Path) -> None:
    source = FolderSource(["van-ban"])
    assert list(source.requests()) == list(source.requests())


def test_a_file_given_itself_and_with_its_folder_comes_once(tree: Path) -> None:
    assert _origins("van-ban/a.txt", "van-ban")[0] == "van-ban/a.txt"
    assert _origins("van-ban/a.txt", "van-ban").count("van-ban/a.txt") == 1


def test_links_that_lead_outside_are_passed_over(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "ngoai.txt").write_text("ở ngoài", "utf-8")
    (tree / "lien-ket.txt").symlink_to(tmp_path / "ngoai.txt")
    (tree / "vong").symlink_to(tree, target_is_directory=True)
    assert _origins("van-ban") == ["van-ban/README.md", "van-ban/a.txt", "van-ban/b.html", "van-ban/con/c.pdf"]


def test_a_path_that_is_not_there_is_told_at_once(tree: Path) -> None:
    with pytest.raises(SourceError, match="Không có tệp hay thư mục khong-co"):
        FolderSource(["khong-co"])


def test_bytes_come_with_their_sniffed_type(tree: Path) -> None:
    (tree / "b.html").write_bytes(b"%PDF-1.4 khong phai trang")
    request = next(each for each in FolderSource(["van-ban/b.html"]).requests())
    got = fetch(request, max_bytes=100)
    assert (got.payload, got.media_type) == (b"%PDF-1.4 khong phai trang", media.PDF)


def test_a_file_over_the_limit_is_refused_with_both_sizes(tree: Path) -> None:
    (tree / "a.txt").write_bytes(b"x" * 2_000_000)
    request = next(iter(FolderSource(["van-ban/a.txt"]).requests()))
    with pytest.raises(SourceError, match=r"2\.0 MB, quá giới hạn 1\.0 MB"):
        fetch(request, max_bytes=1_000_000)


def test_a_file_that_went_away_is_refused(tree: Path) -> None:
    request = next(iter(FolderSource(["van-ban/a.txt"]).requests()))
    (tree / "a.txt").unlink()
    with pytest.raises(SourceError, match="Không đọc được tệp"):
        fetch(request, max_bytes=100)


def test_a_pipe_among_the_files_is_passed_over(tree: Path) -> None:
    os.mkfifo(tree / "ong")
    assert "van-ban/ong" not in _origins("van-ban")
