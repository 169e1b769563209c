"""What became of each thing of a run: kept, same, revised or refused with its reason; as JSON and as a short text.

Only outcomes are here; who judges and when is in `pipeline`. Of a refusal for secrecy the file and the kind of mark are
told, never a number or a word of the text.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from archive.errors import ArchiveError, SecrecyError

Verdict = Literal["kept", "same", "revised", "refused"]
WORDS: dict[Verdict, str] = {
    "kept": "văn bản mới",
    "same": "không đổi",
    "revised": "có bản sửa",
    "refused": "bị từ chối",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing of a run: its path or address, the verdict, and what there is to say of it.

    `id` and `number` are those of the stored document (number None: the text has none); `reason` and `remedy` are
    filled for refused ones only; `secret` marks a refusal for secrecy, of which `digest` is that of the bytes; `notes`
    are remarks such as a wrong ending.
    """

    path: str
    verdict: Verdict
    id: str = ""
    number: str | None = None
    reason: str = ""
    remedy: str = ""
    secret: bool = False
    notes: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All outcomes of a run in order, and the seconds it took."""

    outcomes: tuple[Outcome, ...]
    seconds: float = 0.0
    stopped: bool = False  # on a wish, before everything was read; the same command goes on

    def of(self, verdict: Verdict) -> tuple[Outcome, ...]:
        """The outcomes with that verdict, in the order of the run."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict == verdict)

    @property
    def exit_status(self) -> int:
        """0 when everything was taken, 1 when something was refused, 130 when it was stopped before the end."""
        return 130 if self.stopped else 1 if self.of("refused") else 0


def refusal(path: str, error: ArchiveError, digest: str = "") -> Outcome:
    """The outcome of a thing that was refused: the sentence and the remedy of the error, nothing else of it.

    The digest is kept of what was refused for secrecy only.
    """
    secret = isinstance(error, SecrecyError)
    known = digest if secret else ""
    return Outcome(path, "refused", reason=error.message, remedy=error.remedy, secret=secret, digest=known)


def report_of(outcomes: Iterable[Outcome], *, seconds: float, stopped: bool = False) -> Report:
    """The report of a run from its outcomes."""
    return Report(tuple(outcomes), round(seconds, 3), stopped)


def as_data(report: Report) -> dict[str, object]:
    """The report as the command line prints it for machines: kept, same, revised, refused, seconds (stopped)."""
    verdicts: tuple[Verdict, ...] = ("kept", "same", "revised")
    taken: dict[str, object] = {
        verdict: [{"path": each.path, "id": each.id, "number": each.number} for each in report.of(verdict)]
        for verdict in verdicts
    }
    refused = [{"path": each.path, "reason": each.reason, "remedy": each.remedy} for each in report.of("refused")]
    ended = {"stopped": True} if report.stopped else {}
    return {**taken, "refused": refused, "seconds": report.seconds, **ended}


def as_json(report: Report) -> str:
    """`as_data` as text, in Vietnamese letters."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=2)


def as_text(report: Report, *, longest: int = 50, unnamed: bool = False) -> str:
    """The report for people: one line of counts, then each refusal with its reason and remedy.

    `unnamed` leaves out the names of what was refused for secrecy, where what is printed may be kept.
    """
    counts = [f"{len(report.of(verdict))} {words}" for verdict, words in WORDS.items()]
    lines = [f"{', '.join(counts)}; {_seconds(report.seconds)}."]
    if report.stopped:
        lines.append("Đã dừng theo yêu cầu. Chạy lại đúng lệnh này để làm tiếp; tệp đã vào kho không bị đọc lại.")
    refused = report.of("refused")
    lines += [_line(outcome, unnamed=unnamed) for outcome in refused[:longest]]
    if len(refused) > longest:
        lines.append(f"  … và {len(refused) - longest} tệp khác; xem đầy đủ bằng --json.")
    return "\n".join(lines)


def _line(outcome: Outcome, *, unnamed: bool) -> str:
    path = "(không ghi tên)" if unnamed and outcome.secret else outcome.path
    return f"  ✗ {path}: {outcome.reason} {outcome.remedy}".rstrip()


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} giây".replace(".", ",", 1)
