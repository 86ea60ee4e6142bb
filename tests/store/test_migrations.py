"""The schema: made and brought up to date whole or not at all, and never by a version that does not know it."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from shared import CONTEXT, RULE, dump, fill
from sqlalchemy import inspect, text

from workbook.plan import Plan
from workbook.store import Store, Unavailable
from workbook.store.engine import Database
from workbook.store.tables import metadata

migrating = sys.modules["workbook.store.migrate"]
ROOT = Path(__file__).parent.parent.parent
OPEN = """
import sys, time
from pathlib import Path
import alembic.command
from workbook.content.canvas import Thresholds
from workbook.store import Store
Path(sys.argv[2]).touch()
while not Path(sys.argv[3]).exists():
    time.sleep(0.001)
store = Store(sys.argv[1], Thresholds(agreement_within=1, strength_from=3.5))
store.owners.for_device(sys.argv[2])
"""
STEP = """
from alembic import op
import sqlalchemy as sa

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("account", sa.Column("industry", sa.Text(), nullable=False, server_default="any"))
    with op.batch_alter_table("account", recreate="always" if op.get_bind().dialect.name == "sqlite" else "auto") as batch:
        batch.drop_column("cells")
    op.execute("UPDATE account SET name = 'changed'")
"""


@pytest.fixture
def step(tmp_path, monkeypatch):
    """Adds a revision 0006 to a copy of the migrations."""

    def add(source):
        folder = tmp_path / "copy"
        shutil.copytree(Path(migrating.__file__).parent / "migrations", folder / "migrations", dirs_exist_ok=True)
        (folder / "migrations/versions/0006_step.py").write_text(source)
        monkeypatch.setattr(migrating, "__file__", str(folder / "migrate.py"))
        monkeypatch.setattr(migrating, "HEAD", "0006")

    return add


def schema(url):
    """Tables, columns and indexes as the database has them, and every row."""
    database = Database(url)
    with database.reading() as connection:
        seen = inspect(connection)
        rows = {
            name: (
                sorted(map(repr, seen.get_columns(name))),
                sorted(map(repr, seen.get_indexes(name))),
                sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"')))),  # noqa: S608
            )
            for name in sorted(seen.get_table_names())
        }
    database.close()
    return rows


def test_the_migrations_make_the_tables_that_the_store_uses(new_url, open_store):
    store = open_store(new_url(empty=True))
    with store._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == migrating.HEAD


def test_the_newest_migration_is_the_one_that_the_store_knows():
    versions = [one.stem[:4] for one in (Path(migrating.__file__).parent / "migrations/versions").glob("*.py")]
    assert max(versions) == migrating.HEAD
    assert len(set(versions)) == len(versions)


def test_processes_that_open_a_new_database_together_all_succeed(new_url, open_store, tmp_path):
    url, go = new_url(empty=True), tmp_path / "go"
    ready = [tmp_path / f"process {number}" for number in range(2)]
    started = [subprocess.Popen([sys.executable, "-c", OPEN, url, one, go], cwd=ROOT, stderr=subprocess.PIPE, text=True) for one in ready]
    until = time.monotonic() + 30
    while not all(one.exists() for one in ready) and time.monotonic() < until:
        time.sleep(0.01)
    go.touch()
    assert [(one.communicate(timeout=30)[1], one.returncode) for one in started] == [("", 0)] * 2
    assert len(dump(open_store(url))["device"]) == 2


def test_a_database_that_is_opened_again_is_as_it_was(new_url, open_store):
    url = new_url(empty=True)
    store = open_store(url)
    fill(store, store.owners.for_device("laptop"), "kept")
    before = schema(url)
    open_store(url)
    assert schema(url) == before


def test_an_older_database_is_brought_up_to_date_with_everything_in_it(url, open_store, step):
    store = open_store(url)
    fill(store, store.owners.for_device("laptop"), "kept")
    store.close()
    step(STEP)
    again = Store(url, RULE)
    assert again.ready
    with again._database.writing() as connection:
        if again._database.kind == "sqlite":
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert [tuple(row) for row in connection.execute(text("SELECT name, industry, round FROM account"))] == [("changed", "any", 1)]
    again.owners.erase(again.owners.of_device("laptop"))
    assert rows(again, "assessment", "rating", "link", "self_assessment") == [0, 0, 0, 0]
    again.close()


def rows(store, *tables):
    """How many rows tables have."""
    with store._database.reading() as connection:
        return [connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables]  # noqa: S608


def test_an_upgrade_loses_no_row_of_another_table(url, open_store, step):
    store = open_store(url)
    fill(store, store.owners.for_device("laptop"), "kept")
    store.close()
    before = schema(url)
    step(STEP)
    Store(url, RULE).close()
    after = schema(url)
    assert {name: after[name] for name in after if name not in ("account", "alembic_version")} == {
        name: before[name] for name in before if name not in ("account", "alembic_version")
    }


def test_a_database_of_the_first_version_gets_what_is_new_and_keeps_everything(url, open_store):
    store = open_store(url)
    mine = store.owners.for_device("laptop")
    fill(store, mine, "kept")
    with store._database.writing() as connection:
        for table in ("self_assessment", "action", "plan", "answer", "participant", "room_link", "stage", "room"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("ALTER TABLE owner DROP COLUMN lost"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    store.close()
    before = schema(url)
    again = open_store(url)
    after = schema(url)
    assert again.ready
    changed = ("alembic_version", "owner")
    assert {name: after[name] for name in before if name not in changed} == {name: before[name] for name in before if name not in changed}
    assert rows(again, "owner") == [1]
    with again._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    assert again.self_assessments.all(mine) == ()
    assert again.plans.one(mine, "kept-account") == (Plan("kept-account"), ())
    assert again.self_assessments.save(mine, "first", CONTEXT, {"asked_causes": 2}).answers == {"asked_causes": 2}


@pytest.mark.parametrize(("fault", "error"), [("raise KeyError", KeyError), ("op.drop_table('nowhere')", Unavailable)])
def test_a_migration_that_fails_leaves_the_database_as_it_was(url, open_store, step, fault, error):
    store = open_store(url)
    fill(store, store.owners.for_device("laptop"), "kept")
    store.close()
    before = schema(url)
    step(f"{STEP}    {fault}")
    with pytest.raises(error):
        Store(url, RULE)
    assert schema(url) == before


def test_a_first_migration_that_fails_leaves_an_empty_database(new_url, step):
    url = new_url(empty=True)
    step(STEP + "    raise KeyError")
    with pytest.raises(KeyError):
        Store(url, RULE)
    assert schema(url) == {}


def test_a_newer_database_is_refused_and_left_alone(url, open_store):
    store = open_store(url)
    with store._database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0006'"))
    before = schema(url)
    assert not store.ready
    with pytest.raises(migrating.TooNew, match="the database has schema 0006, this version of the workbook knows 0005: start the newer"):
        Store(url, RULE)
    assert schema(url) == before


def test_a_database_that_is_away_is_unavailable(tmp_path):
    (tmp_path / "workbook.db").write_bytes(b"not a database " * 100)
    with pytest.raises(Unavailable, match="gone"):
        Store(f"sqlite:///{tmp_path / 'workbook.db'}", RULE)
