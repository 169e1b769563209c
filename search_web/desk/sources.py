"""Sources and runs: how far each portal's crawl has come, what each run brought, and every line of one run."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from archive.store.tombs import withdrawn_among
from search_web.desk.doors import needs
from search_web.desk.runs import commands, is_alive, shown_path, standing, verdicts
from search_web.paging import Paging, asked_page
from search_web.reading import house, shelf

routes = Blueprint("sources", __name__, url_prefix="/ban-lam-viec/nguon")
PER_PAGE = 100


@routes.get("")
@needs("clerk")
def page() -> str:
    """The sources and the newest runs."""
    intake = house().intake
    return render_template(
        "desk/sources.html",
        able=intake is not None,
        sources=intake.sources() if intake else (),
        runs=intake.runs() if intake else (),
        commands=commands(),
        verdicts=verdicts(),
        standing=standing,
    )


@routes.get("/luot/<run>")
@needs("clerk")
def run(run: str) -> str:
    """One run: its counts and its lines, of all verdicts or of one."""
    intake = house().intake
    found = next((one for one in intake.runs(10_000) if one.id == run), None) if intake else None
    if intake is None or found is None:
        abort(404)
    verdict = request.args.get("ket-qua", "")
    lines = [one for one in intake.run_lines(run) if verdict not in verdicts() or one["verdict"] == verdict]
    paging = Paging(asked_page(request.args.get("trang")), PER_PAGE, len(lines))
    return render_template(
        "desk/run.html",
        run=found,
        lines=_tellable(lines[paging.offset : paging.offset + PER_PAGE]),
        verdict=verdict,
        paging=paging,
        page_url=partial(_page_url, run, verdict),
        commands=commands(),
        verdicts=verdicts(),
        standing=standing(found),
        alive=is_alive(found),
        path=shown_path,
    )


def _tellable(lines: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The lines of a record; of a work that was withdrawn since neither name nor number."""
    gone = withdrawn_among(shelf().connection, [one["id"] for one in lines if one.get("id")])
    return [{"verdict": one["verdict"], "secret": True} if one.get("id") in gone else one for one in lines]


def _page_url(run: str, verdict: str, number: int) -> str:
    return url_for("sources.run", run=run, trang=number if number > 1 else None, **{"ket-qua": verdict or None})  # type: ignore[arg-type]
