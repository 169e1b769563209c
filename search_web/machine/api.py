"""The archive over HTTP for programs, `/api/v1`: the blueprint every route of it is on.

The routes are in `search_routes`, `work_routes`, `list_routes`, `check_routes`; the shapes of their answers are those
of the command line, held to the models of `shapes`. OpenAPI is made from the same routes (`description`).
"""

from apiflask import APIBlueprint

A_PAGE = 100
routes = APIBlueprint("api", __name__, url_prefix="/api/v1", tag="Văn Kiện")
