"""Every way out of the archive for programs besides the API: forms, feeds, tables, harvesting, maps, bulk.

Named here one by one and joined to the application when all its pages are there, for lists are found by their pages.
"""

from flask import Flask

from search_web.machine import bulk, discovery, forms, lists_out, oai, sitemaps


def install(app: Flask) -> None:
    """Give the application its ways out; the last thing that is installed."""
    forms.install(app)
    for room in (oai, sitemaps, discovery, bulk):
        app.register_blueprint(room.routes)
    lists_out.install(app)
