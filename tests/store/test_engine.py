"""Where the database is, how SQLite runs, and what an error tells."""

import logging
import sqlite3
import traceback
from pathlib import Path

import pytest
from shared import RULE
from sqlalchemy import text

from workbook.store import Conflict, Forbidden, Store, Unavailable, database_url
from workbook.store.engine import Database, wal_is_safe

ROOT = Path("/srv/workbook")


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 46, 1), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_the_write_ahead_log_is_used_only_where_its_bug_is_mended(version, safe):
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize(
    ("environ", "secrets", "url"),
    [
        ({}, {}, "sqlite:////srv/workbook/.workbook/workbook.db"),
        ({"WORKBOOK_DATA_DIR": "/data"}, {}, "sqlite:////data/workbook.db"),
        ({"WORKBOOK_DATA_DIR": ""}, {}, "sqlite:////srv/workbook/.workbook/workbook.db"),
        ({"WORKBOOK_DATABASE_URL": "postgres://u:p@h:5/d?sslmode=require"}, {}, "postgresql+psycopg://u:p@h:5/d?sslmode=require"),
        ({"WORKBOOK_DATABASE_URL": "postgresql://h/d"}, {}, "postgresql+psycopg://h/d"),
        ({"WORKBOOK_DATABASE_URL": "postgresql+psycopg://h/d"}, {}, "postgresql+psycopg://h/d"),
        ({"WORKBOOK_DATABASE_URL": "sqlite:////tmp/w.db", "WORKBOOK_DATA_DIR": "/data"}, {}, "sqlite:////tmp/w.db"),
        ({}, {"WORKBOOK_DATABASE_URL": "postgres://h/d"}, "postgresql+psycopg://h/d"),
        ({"WORKBOOK_DATABASE_URL": "postgres://one/d"}, {"WORKBOOK_DATABASE_URL": "postgres://two/d"}, "postgresql+psycopg://one/d"),
    ],
)
def test_the_address_of_the_database(environ, secrets, url):
    assert database_url(environ, secrets, ROOT) == url


def test_sqlite_waits_for_the_disk_keeps_references_and_overwrites_what_is_deleted(sqlite_store):
    journal = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "truncate"
    wanted = {"synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5000, "journal_mode": journal}
    for way_in in (sqlite_store._database.reading, sqlite_store._database.writing):
        with way_in() as connection:
            assert {name: connection.scalar(text(f"PRAGMA {name}")) for name in wanted} == wanted


def test_the_folder_of_the_database_is_for_its_owner_only(new_sqlite, open_store):
    store = open_store(new_sqlite(empty=True))
    assert store._database.file.parent.stat().st_mode & 0o777 == 0o700


def test_a_reader_changes_nothing_on_postgresql_and_sees_one_moment(store, owner, account):
    if store._database.kind == "postgresql":
        with pytest.raises(Unavailable, match="read only"), store._database.reading() as connection:
            connection.execute(text("DELETE FROM account"))
    with store._database.reading() as connection:
        names = text("SELECT name FROM account")
        before = connection.scalar(names)
        if store._database.kind == "postgresql":
            store.accounts.rename(owner, account, "Renamed", 1)
        assert connection.scalar(names) == before


def test_what_fails_within_a_transaction_is_undone(store, owner):
    def fail():
        with store._database.writing() as connection:
            connection.execute(text("DELETE FROM device"))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert store.owners.of_device("laptop of the owner") == owner


def told(call):
    """The whole text of what a call raises, as a log would show it."""
    with pytest.raises((Unavailable, Conflict, Forbidden, ValueError)) as caught:
        call()
    return "".join(traceback.format_exception(caught.value))


def test_an_error_tells_no_value_no_sql_and_no_address(store, owner, account, caplog):
    caplog.set_level(logging.DEBUG)
    address = store._database.engine.url.render_as_string(hide_password=False)
    calls = (
        lambda: store.accounts.create(owner, "long", "canary " * 12),
        lambda: store.accounts.rename(owner, account, "canary " * 12, 1),
        lambda: store.accounts.rename(owner, account, "canary", 7),
        lambda: store.accounts.one(owner, "canary"),
        lambda: store.links.report("canary"),
        lambda: store.accounts.rate(owner, account, "ours", ("supplier", "canary " * 12, ""), "strategy", "score", 3, 0),
        lambda: store.accounts.rate(owner, account, "ours", ("supplier", "", ""), "strategy", "evidence", "canary " * 80, 0),
    )
    shown = [told(call) for call in calls]
    store._database.engine.dispose()
    if store._database.file:
        store._database.file.write_bytes(b"canary " * 1000)
    else:
        with store._database.writing() as connection:
            connection.execute(text("DROP TABLE draft"))
    shown.append(told(lambda: store.owners.keep_draft(owner, "canvas", "canary")))
    assert shown[-1].splitlines()[-1] == "workbook.store.engine.Unavailable: the database is gone"
    for sign in ("canary", address, "INSERT", "UPDATE", "sqlalche.me", "DETAIL"):
        assert [one for one in [*shown, caplog.text] if sign in one.replace('"canary', "").replace('canary"', "")] == []


def test_a_wrong_address_is_unavailable_and_its_password_is_not_told(server):
    url = database_url({"WORKBOOK_DATABASE_URL": server.get_uri().replace("postgres:@/postgres", "postgres:canary@/nowhere")}, {}, ROOT)
    with pytest.raises(Unavailable) as caught:
        Store(url, RULE)
    assert caught.value.reason == "gone"
    assert "canary" not in "".join(traceback.format_exception(caught.value)) + repr(Database(url).engine)
