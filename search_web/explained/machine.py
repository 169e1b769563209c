"""The API as readers are told it: every route with its parameters and an example, from the OpenAPI document itself.

Examples are made of what the archive holds: the work most cited of those held, and the body with most works.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote, urlencode

from apiflask import APIFlask
from flask import current_app

from archive.ask.unchanged import UntilChanged
from archive.store import browse
from search_web.reading import shelf
from search_web.words import refusal, refusals

_KEY = "vankien.described"
_MOST_CITED = 50  # of which the first that is held is the example
# What the examples ask for, by the name of the parameter; others are left out of them.
_ASKED = {"q": "sinh hoạt chi bộ", "a": "Lào Cai", "b": "Cao Bằng", "so-dong": "5"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a route: its name, what it means and whether it must be given."""

    name: str
    meaning: str
    required: bool


@dataclass(frozen=True, slots=True)
class Route:
    """A route: how it is asked, what it gives, its parameters, an example to follow ("" for what must be sent)."""

    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Parameter, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem: its status, which is its place on the page too, its title, when it comes."""

    status: int
    title: str
    about: str


def routes() -> tuple[Route, ...]:
    """Every route of the description, in its order."""
    spec = _described()
    known = _HELD.of(shelf().connection)
    return tuple(
        _route(method.upper(), path, told, known)
        for path, operations in spec["paths"].items()
        for method, told in operations.items()
    )


def _described() -> Mapping[str, Any]:
    """The OpenAPI document of the application, made once: it takes 150 ms and does not change."""
    kept = current_app.extensions
    if _KEY not in kept:
        # What `current_app` stands for is what `create_app` made.
        kept[_KEY] = cast(APIFlask, current_app).spec
    found: Mapping[str, Any] = kept[_KEY]
    return found


def problems() -> tuple[Problem, ...]:
    """Every kind of problem whose `type` leads to the page."""
    return tuple(
        Problem(status, refusal(status)["heading"], " ".join((refusal(status)["what"], refusal(status)["remedy"])))
        for status in refusals()
    )


def _route(method: str, path: str, told: Mapping[str, Any], known: Mapping[str, str]) -> Route:
    parameters = [one for one in told.get("parameters", ()) if one["in"] in ("path", "query")]
    return Route(
        method=method,
        path=path,
        summary=told.get("summary", ""),
        about=told.get("description", "").replace("`", ""),
        parameters=tuple(_parameter(one) for one in parameters),
        example=_example(path, [one["name"] for one in parameters], known) if method == "GET" else "",
    )


def _parameter(one: Mapping[str, Any]) -> Parameter:
    meaning = one.get("description") or one.get("schema", {}).get("description", "")
    return Parameter(one["name"], meaning, bool(one.get("required")))


def _example(path: str, names: list[str], known: Mapping[str, str]) -> str:
    """An address that answers with something; "" where the archive has nothing to ask for."""
    for name in names:
        if f"{{{name}}}" in path:
            if not known.get(name):
                return ""
            path = path.replace(f"{{{name}}}", quote(known[name]))
    asked = {name: _ASKED[name] for name in names if name in _ASKED}
    return f"{path}?{urlencode(asked)}" if asked else path


def _held(connection: Any) -> dict[str, str]:  # noqa: ANN401  # one that the store gave
    cited = browse.most_cited(connection, limit=_MOST_CITED)
    bodies = browse.bodies(connection)
    work = next((card for card in cited if card.genre == "directive"), None) or next(
        iter(browse.recent(connection, limit=1)), None
    )
    return {"address": work.id if work else "", "body_id": bodies[0].family if bodies else ""}


_HELD = UntilChanged(_held)
