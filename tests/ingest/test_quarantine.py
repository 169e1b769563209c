"""Digests of what was refused for secrecy: they stop the same bytes under another name, and say nothing else."""

from pathlib import Path

from ingest.quarantine import Quarantine

ONE, TWO = "sha256:" + "a" * 64, "sha256:" + "b" * 64


def test_what_was_added_is_known_to_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "kho" / "quarantine.txt"
    first = Quarantine(path)
    assert ONE not in first
    first.add(ONE)
    first.add(ONE)
    first.add(TWO)
    assert (ONE in first, len(first)) == (True, 2)
    assert path.read_text("ascii") == f"{ONE}\n{TWO}\n"
    assert ONE in Quarantine(path)


def test_lines_that_are_no_digest_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "quarantine.txt"
    path.write_bytes(b"ghi ch\xc3\xba\n" + ONE.encode() + b"\n")
    assert (len(Quarantine(path)), ONE in Quarantine(path)) == (1, True)
