"""The site: `create_app` opens the archive once and gives a Flask application that answers from it.

Rooms in the order of a request: `pages` (for people) and `machine` (for programs) read through `reading`; `results`,
`references`, `sheet`, `facts` prepare what templates show; `words`, `render`, `dress` are its words and its HTML;
`headers` and `refusals` hold for every answer. Only the `desk` writes to the archive.
"""

from apiflask import APIFlask
from flask import Flask

from archive.ask.unchanged import UntilChanged
from archive.config import Settings
from archive.desk.database import open_desk
from archive.desk.key import key_beside
from archive.index.engine import Engine
from archive.intake import Intake
from archive.opening import engine_over
from archive.store import browse
from archive.store.database import Database, open_database
from search_web import dress, headers, language, quote, reading, refusals, spoken
from search_web.desk import (
    doors,
    entry,
    follow,
    log,
    mend,
    misses,
    mistakes,
    own,
    people,
    queue,
    refused,
    sources,
    subjects,
    upload,
)
from search_web.machine import description, door, outlets
from search_web.pages import (
    about,
    bodies,
    calendar,
    compare,
    document,
    document_tabs,
    draft,
    health,
    ladder,
    missing,
    more_like,
    most_cited,
    number_series,
    numbers,
    originals,
    places,
    preview,
    recent,
    report,
    search,
    suggest,
    terms,
    topics,
    types,
    years,
)
from search_web.pages import help as help_pages
from search_web.pages import map as maps
from search_web.reading import House, shelf

MAX_REQUEST_BYTES = 64 * 1024  # readers send addresses only; a draft to be checked has its own measure


def create_app(
    settings: Settings,
    *,
    database: Database | None = None,
    engine: Engine | None = None,
    intake: Intake | None = None,
) -> Flask:
    """The application over the archive of the settings; a store or an engine that is open already is used instead.

    `intake` reads and keeps what clerks upload (see `archive.intake`); without it the desk has no upload.

    Raises:
        StoreError: the store cannot be opened.
    """
    app = APIFlask(__name__, json_errors=False, spec_path=description.ADDRESS, docs_path=None)
    app.jinja_environment = spoken.Spoken  # type: ignore[assignment]  # Flask says no more than the class it takes
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it; Vietnamese is readable so
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the order of the shapes is the order people read
    opened = database or open_database(settings.database_path, create=True)
    desk = open_desk(settings.desk_path)
    reading.install(app, House(settings, opened, engine or engine_over(settings, opened), desk, intake))
    language.install(app)
    headers.install(app)
    refusals.install(app)
    dress.install(app, settings.site_name)
    quote.install(app)
    doors.install(app, key_beside(settings.desk_path))
    held = UntilChanged(browse.coverage)  # the foot of every page tells it
    app.context_processor(lambda: {"coverage": lambda: held.of(shelf().connection)})
    # More like a work before the work itself: both addresses begin alike.
    for room in (search, suggest, ladder, places, numbers, more_like, document, bodies, years, types, missing, draft):
        app.register_blueprint(room.pages)
    for room in (document_tabs, originals, preview, report):
        app.register_blueprint(room.pages)
    for room in (about, health, maps, compare, help_pages):
        app.register_blueprint(room.pages)
    for room in (calendar, terms, topics, most_cited, recent, number_series):
        app.register_blueprint(room.pages)
    for desk_room in (
        entry,
        own,
        people,
        log,
        follow,
        queue,
        upload,
        mend,
        refused,
        sources,
        mistakes,
        misses,
        subjects,
    ):
        app.register_blueprint(desk_room.routes)
    door.install(app, settings)
    outlets.install(app)
    return app
