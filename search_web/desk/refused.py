"""Files that were refused, from the records of the newest runs: what, why, and what to do.

Of what bears a mark of secrecy only the kind of mark and the digest of its bytes are shown; the records have no more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, render_template, request, url_for

from archive.intake import Intake
from search_web.desk.doors import needs
from search_web.desk.runs import commands, shown_path
from search_web.paging import Paging, asked_page
from search_web.reading import house

routes = Blueprint("refused", __name__, url_prefix="/ban-lam-viec/bi-tu-choi")
PER_PAGE = 50
MOST_RUNS, MOST_ROWS = 50, 2_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """One file that was refused: in which run, when, its name ("" when it is secret), why, and what to do."""

    run: str
    command: str
    at: str
    name: str
    reason: str
    remedy: str
    secret: bool = False
    digest: str = ""


@routes.get("")
@needs("clerk")
def page() -> str:
    """The refused files, the newest run first."""
    intake = house().intake
    found = list(_refusals(intake)) if intake else []
    kind = request.args.get("loai", "")
    listed = [one for one in found if one.secret == (kind == "dau")] if kind in ("dau", "tep") else found
    paging = Paging(asked_page(request.args.get("trang")), PER_PAGE, len(listed))
    return render_template(
        "desk/refused_files.html",
        rows=listed[paging.offset : paging.offset + PER_PAGE],
        total=len(found),
        secret=sum(one.secret for one in found),
        kind=kind,
        paging=paging,
        page_url=partial(_page_url, kind),
        commands=commands(),
        able=intake is not None,
        most_runs=MOST_RUNS,
        cut=len(found) >= MOST_ROWS,
    )


def _refusals(intake: Intake) -> Iterator[Refusal]:
    told = 0
    for run in intake.runs(MOST_RUNS):
        if not run.counts.get("refused"):
            continue
        for line in intake.run_lines(run.id):
            if line["verdict"] != "refused":
                continue
            told += 1
            if told > MOST_ROWS:
                return
            secret = bool(line.get("secret"))
            yield Refusal(
                run.id,
                run.command,
                line.get("at", run.begun_at),
                "" if secret else shown_path(line.get("path", "")),
                line.get("reason", ""),
                line.get("remedy", ""),
                secret,
                line.get("digest", "") if secret else "",
            )


def _page_url(kind: str, number: int) -> str:
    return url_for("refused.page", loai=kind or None, trang=number if number > 1 else None)
