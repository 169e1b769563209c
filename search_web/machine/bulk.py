"""The whole archive as files, at `/du-lieu/`: what `vankien export` wrote last, told and given out; never made here."""

import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template, send_from_directory

from archive.ask.export import MANIFEST, PARTS
from search_web.reading import house
from search_web.refusals import refuse

routes = Blueprint("bulk", __name__, url_prefix="/du-lieu")
NAMES = frozenset({MANIFEST, *(part.name for part in PARTS)})


def _folder() -> Path:
    return house().settings.archive_dir / "bulk"


@routes.get("/")
def page() -> str:
    """What there is to be had, with digests; the page stands without an export too, and says so."""
    return render_template("bulk/page.html", manifest=_manifest())


def _manifest() -> dict[str, Any] | None:
    try:
        read = json.loads((_folder() / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return read if isinstance(read, dict) else None


@routes.get("/<name>")
def file(name: str) -> Response:
    """One file of the export; nothing else of the folder."""
    if name not in NAMES or not (_folder() / name).is_file():
        return refuse(404)
    media = "application/json" if name == MANIFEST else "application/gzip"
    answer = send_from_directory(_folder().absolute(), name, mimetype=media)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
