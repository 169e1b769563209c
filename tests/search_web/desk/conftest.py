"""A site whose desk is empty but for three accounts; passwords are kept with little work."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archive.config import Settings
from archive.desk import passwords
from archive.desk.moments import now
from archive.desk.sign_in import Brake
from archive.desk.tables import metadata
from archive.index.engine import Engine
from archive.store.database import Database
from search_web import create_app
from search_web.desk.doors import FIELD, Doors
from search_web.reading import House

PASSWORD = "mười hai con giáp"
PEOPLE = {"doc.gia": "reader", "can.bo": "clerk", "quan.tri": "admin"}
_FIELD = re.compile(rf'name="{FIELD}" value="([\w.]+)"')


@pytest.fixture(scope="session", autouse=True)
def little_work() -> Iterator[None]:
    """The cheapest parameters for passwords."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "hasher", lambda: cheap)
        passwords.nobody.cache_clear()
        yield
        passwords.nobody.cache_clear()


@dataclass
class Visitor:
    """A browser with cookies: asks for pages, fills in the form of the page it saw last."""

    client: FlaskClient
    field: str = ""

    def get(self, address: str) -> TestResponse:
        """A page; the field of its first form is kept."""
        answer = self.client.get(address)
        found = _FIELD.search(answer.get_data(as_text=True))
        self.field = found[1] if found else self.field
        return answer

    def post(self, address: str, **fields: str) -> TestResponse:
        """A form sent with the field that was seen last; names with a hyphen are given with an underscore."""
        data = {FIELD: self.field} | {name.replace("_", "-"): value for name, value in fields.items()}
        return self.client.post(address, data=data)

    def enter(self, name: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        """Sign in."""
        self.get("/ban-lam-viec/vao")
        answer = self.post("/ban-lam-viec/vao", ten=name, mat_khau=password, **fields)
        if answer.status_code == 303:
            self.get("/theo-doi")
        return answer


@pytest.fixture(scope="session")
def made_app(
    little_work: None, tmp_path_factory: pytest.TempPathFactory, settings: Settings, database: Database, engine: Engine
) -> Flask:
    """The site over the test archive with a desk of its own; made once, for templates take longer than most tests."""
    app = create_app(replace(settings, archive_dir=tmp_path_factory.mktemp("desk")), database=database, engine=engine)
    app.config |= {"TESTING": True, "PROPAGATE_EXCEPTIONS": False}
    return app


@pytest.fixture(scope="session")
def kept() -> dict[str, str]:
    """The accounts' passwords as they are kept."""
    return {name: passwords.hashed(PASSWORD) for name in PEOPLE}


@pytest.fixture
def desk_app(made_app: Flask, kept: dict[str, str]) -> Flask:
    """The site, its desk empty but for the three accounts, its brake let go."""
    with made_app.extensions["vankien"].desk.atomic() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        for number, (name, role) in enumerate(PEOPLE.items(), 1):
            row = {"id": number, "name": name, "shown": name.title(), "email": f"{name}@vi.du.vn", "role": role}
            connection.execute(
                metadata.tables["accounts"].insert().values(**row, password=kept[name], active=True, made_at=now())
            )
    made_app.extensions["vankien.desk"] = Doors(made_app.extensions["vankien.desk"].key, Brake())
    return made_app


@pytest.fixture
def house(desk_app: Flask) -> House:
    """What the site holds open."""
    found = desk_app.extensions["vankien"]
    assert isinstance(found, House)
    return found


@pytest.fixture
def visit(desk_app: Flask) -> Callable[[], Visitor]:
    """Another browser each time."""
    return lambda: Visitor(desk_app.test_client())


@pytest.fixture
def visitor(visit: Callable[[], Visitor]) -> Visitor:
    """A browser that is not signed in."""
    return visit()


@pytest.fixture
def clerk(visit: Callable[[], Visitor]) -> Visitor:
    """A clerk's browser."""
    made = visit()
    made.enter("can.bo")
    return made


@pytest.fixture
def admin(visit: Callable[[], Visitor]) -> Visitor:
    """An administrator's browser."""
    made = visit()
    made.enter("quan.tri")
    return made
