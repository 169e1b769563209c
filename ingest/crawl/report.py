"""What a crawl did: documents by outcome, pages by reason, what waits, and whether the same command goes on.

As JSON for programs and as a short text for people. Of a page that was refused for secrecy only the count is told.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.crawl.answers import WORDS
from ingest.crawl.conduct import Conduct, Refusal
from ingest.crawl.frontier import Address
from ingest.report import Outcome, Report, as_data

_ENDED = {
    "": "đã đi hết nguồn",
    "stopped": "dừng theo yêu cầu",
    "limit": "đủ số trang của --limit",
    "pages": "đủ số trang caps.pages",
    "seconds": "hết thời gian caps.seconds",
}
# Reasons that are no fault of the source or of us: told as counts, not as lines, and no failure of the command.
_EXPECTED = frozenset({"outside", "robots", "deep", "alike"})


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """A finished crawl: outcomes of documents, counts, what was left and why, what waits.

    `states` counts every address the source is known by; `counts` what this run did. `wanted` is what a dry run would
    have asked for. `silent` names selectors that read nothing on any page, with their number.
    """

    source: str
    report: Report
    counts: Counter[str]
    states: dict[str, int]
    refusals: tuple[Refusal, ...]
    wanted: tuple[Address, ...]
    silent: Counter[str]
    hosts_stopped: dict[str, str]
    ended_by: str
    resumed: bool

    @property
    def exit_status(self) -> int:
        """0 when all went well, 1 when pages or hosts were refused for a fault, 130 when it was stopped."""
        if self.ended_by == "stopped":
            return 130
        return 1 if self.hosts_stopped or any(one.reason not in _EXPECTED for one in self.refusals) else 0


def crawl_report(
    source: str, conduct: Conduct, outcomes: tuple[Outcome, ...], *, resumed: bool, seconds: float
) -> CrawlReport:
    """The report of a crawl whose last answer is through."""
    tally = conduct.tally
    return CrawlReport(
        source=source,
        report=Report(
            (*outcomes, *as_outcomes(tally.refusals)), round(seconds, 3), stopped=tally.ended_by == "stopped"
        ),
        counts=tally.counts,
        states=conduct.frontier.counts(),
        refusals=tuple(tally.refusals),
        wanted=tuple(tally.wanted),
        silent=Counter({name: n for name, n in tally.silent.items() if n == tally.read[name.partition(":")[0]]}),
        hosts_stopped=conduct.hosts.stopped(),
        ended_by=tally.ended_by,
        resumed=resumed,
    )


def as_json(report: CrawlReport) -> str:
    """The report for programs: the keys of `vankien ingest --json`, and "crawl"."""
    refused = [
        {"path": one.url, "reason": _said(one), "remedy": one.remedy or WORDS[one.reason][1], "kind": one.reason}
        for one in report.refusals
    ]
    crawl = {
        "source": report.source,
        "ended": report.ended_by or "through",
        "resumed": report.resumed,
        "requests": report.counts["requests"],
        "retries": report.counts["retries"],
        "moved": report.counts["moved"],
        "unchanged": report.counts["unchanged"],
        "outside": report.counts["outside"],
        "refused_by_reason": dict(Counter(one.reason for one in report.refusals)),
        "states": report.states,
        "hosts_stopped": report.hosts_stopped,
        "silent_selectors": dict(report.silent),
        "would_fetch": [{"url": one.url, "kind": one.kind, "hints": dict(one.hints)} for one in report.wanted],
    }
    return json.dumps({**as_data(report.report), "refused": refused, "crawl": crawl}, ensure_ascii=False, indent=2)


def as_text(report: CrawlReport, *, longest: int = 30) -> str:
    """The report for people: counts, reasons, then the pages that ask for a hand."""
    counts = report.counts
    lines = [
        f"{report.source}: {_ENDED.get(report.ended_by, report.ended_by)}; {counts['requests']} lượt hỏi,"
        f" {counts['kept']} văn bản mới, {counts['revised']} có bản sửa,"
        f" {counts['same'] + counts['unchanged']} không đổi,"
        f" {len(report.refusals)} bị từ chối, {counts['retries']} lần thử lại,"
        f" {report.states.get('waiting', 0)} còn chờ; {f'{report.report.seconds:.1f}'.replace('.', ',')} giây."
    ]
    for host, why in sorted(report.hosts_stopped.items()):
        lines.append(f"  ✗ máy chủ {host} được để yên: {why}. Các trang của máy này còn chờ lượt sau.")
    for reason, count in Counter(one.reason for one in report.refusals).most_common():
        sentence, remedy = WORDS[reason]
        lines.append(f"  {count} × {sentence} {remedy}")
    shown = [one for one in report.refusals if one.url and one.reason not in _EXPECTED]
    lines += [f"  ✗ {one.url}: {_said(one)}" for one in shown[:longest]]
    if len(shown) > longest:
        lines.append(f"  … và {len(shown) - longest} trang khác; xem đầy đủ bằng --json.")
    for name, count in report.silent.most_common():
        lines.append(f"  ? bộ chọn {name} không đọc được gì trên {count} trang.")
    lines += [f"  {one.url}  {' · '.join(one.hints.values())}" for one in report.wanted]
    return "\n".join(lines)


def as_outcomes(refusals: Iterable[Refusal]) -> tuple[Outcome, ...]:
    """The pages that were left for a fault before the archive saw them, as the record of a run keeps them."""
    return tuple(
        Outcome(one.url, "refused", reason=_said(one), remedy=WORDS[one.reason][1])
        for one in refusals
        if one.reason not in _EXPECTED | {"refused", "secret"}
    )


def _said(refusal: Refusal) -> str:
    if refusal.reason == "refused":
        return refusal.detail
    sentence = WORDS[refusal.reason][0]
    return f"{sentence} ({refusal.detail})" if refusal.detail else sentence
