"""What programs are given: every route of `/api/v1`, its description, tags on every answer.

The rooms with routes are named here, so that a description without one of them cannot happen.
"""

from apiflask import APIFlask

from archive.config import Settings
from search_web.machine import check_routes, description, fresh, list_routes, search_routes, work_routes
from search_web.machine.api import routes

ROOMS = (search_routes, work_routes, list_routes, check_routes)


def install(app: APIFlask, settings: Settings) -> None:
    """Give the application its API."""
    description.configure(app, settings)
    app.register_blueprint(routes)
    fresh.install(app)
