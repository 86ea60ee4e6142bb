"""What goes wrong in a database is told as what it is, nothing is acknowledged meanwhile, and work goes on afterwards."""

import errno
import os
import shutil
import signal
import sqlite3
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

import psutil
import psycopg
import pytest
from shared import RULE, dump
from sqlalchemy import event, text

import workbook.store.engine
from workbook.store import Store, Unavailable
from workbook.store.migrate import ROOM


@pytest.fixture
def impatient(monkeypatch):
    """A store that waits a second for a lock."""
    monkeypatch.setattr(workbook.store.engine, "LOCK_SECONDS", 1)


@contextmanager
def fails(reason, within=4):
    """The call does not succeed, for this reason, and does not take long over it."""
    began = time.monotonic()
    with pytest.raises(Unavailable) as told:
        yield
    assert told.value.reason == reason
    assert time.monotonic() - began < within


def connect(store):
    """A connection of another program."""
    if store._database.file:
        return sqlite3.connect(store._database.file, isolation_level=None)
    return psycopg.connect(store._database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False))


def keep(store, owner, body="kept"):
    return store.owners.keep_draft(owner, "canvas", body)


@contextmanager
def holding(store):
    """Another program holds the lock that the next write needs."""
    with connect(store) as other:
        other.execute("BEGIN IMMEDIATE" if store._database.file else "LOCK TABLE draft IN ACCESS EXCLUSIVE MODE")
        yield
        other.execute("ROLLBACK")
    other.close()


@pytest.mark.usefixtures("impatient")
def test_a_database_that_another_program_locks_is_busy_and_then_works(store, owner):
    keep(store, owner, "before")
    before = dump(store)
    with holding(store):
        with fails("busy"):
            keep(store, owner)
        if store._database.file:
            assert store.owners.drafts(owner) == {"canvas": "before"}
            assert not store.ready
    assert dump(store) == before
    keep(store, owner)
    assert (store.ready, store.owners.drafts(owner)) == (True, {"canvas": "kept"})


@pytest.mark.usefixtures("impatient")
def test_a_writer_that_waits_in_line_too_long_is_told_so(sqlite_store):
    owner, begun, over = sqlite_store.owners.for_device("laptop"), Event(), Event()

    def dawdle():
        with sqlite_store._database.writing():
            begun.set()
            over.wait(10)

    slow = Thread(target=dawdle)
    slow.start()
    begun.wait(10)
    with fails("busy"):
        keep(sqlite_store, owner)
    over.set()
    slow.join()
    assert keep(sqlite_store, owner)


def test_a_lock_that_is_soon_released_is_waited_for(store, owner):
    with holding(store):
        waiting = Thread(target=partial(keep, store, owner))
        waiting.start()
        time.sleep(0.3)
        assert waiting.is_alive()
    waiting.join(5)
    assert store.owners.drafts(owner) == {"canvas": "kept"}


def test_a_store_without_a_free_connection_is_busy_and_then_works(store, owner, monkeypatch):
    pool = store._database.engine.pool
    monkeypatch.setattr(pool, "_timeout", 0.1)
    taken = [pool.connect() for _ in range(pool.size() + pool._max_overflow)]
    with fails("busy"):
        store.owners.drafts(owner)
    with fails("busy"):
        keep(store, owner)
    for one in taken:
        one.close()
    keep(store, owner)
    assert store.owners.drafts(owner) == {"canvas": "kept"}


@pytest.fixture
def kept(sqlite_store):
    """A store on SQLite, its file, and an owner with a draft."""
    owner = sqlite_store.owners.for_device("laptop")
    keep(sqlite_store, owner, "before")
    return sqlite_store, sqlite_store._database.file, owner


def test_a_deleted_file_takes_no_more_writes(kept):
    store, file, owner = kept
    file.unlink()
    for _ in range(3):
        with fails("gone"):
            keep(store, owner)
        with fails("gone"):
            store.owners.for_device("phone")
    assert not store.ready


def test_a_file_that_was_replaced_takes_no_more_writes(kept, tmp_path):
    store, file, owner = kept
    shutil.copy(file, tmp_path / "copy")
    (tmp_path / "copy").replace(file)
    before = file.read_bytes()
    for _ in range(3):
        with fails("gone"):
            keep(store, owner)
    assert not store.ready
    assert file.read_bytes() == before
    again = Store(f"sqlite:///{file}", RULE)
    assert again.owners.drafts(owner) == {"canvas": "before"}
    assert keep(again, owner)
    again.close()


def test_a_damaged_file_is_gone(kept):
    store, file, owner = kept
    store.close()
    file.write_bytes(b"\0" * file.stat().st_size)
    with fails("gone"):
        store.owners.drafts(owner)
    with fails("gone"):
        keep(store, owner)


@contextmanager
def unprivileged():
    """Root may write anywhere; nobody may not."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o444), (0o755, 0o444), (0o555, 0o666)])
def test_a_folder_or_file_without_the_right_to_write_is_read_only_and_can_be_read(open_store, folder_mode, file_mode):
    folder = Path(tempfile.mkdtemp())  # a folder of pytest is not for everybody
    store = open_store(f"sqlite:///{folder}/workbook.db")
    owner = store.owners.for_device("laptop")
    keep(store, owner, "before")
    store._database.file.chmod(file_mode)
    folder.chmod(folder_mode)
    store.close()
    with unprivileged():
        for _ in range(2):
            with fails("read_only"):
                keep(store, owner)
            assert store.owners.drafts(owner) == {"canvas": "before"}
        assert not store.ready
    folder.chmod(0o755)
    store._database.file.chmod(0o644)
    store.close()
    assert keep(store, owner)
    shutil.rmtree(folder)


def test_a_folder_that_cannot_be_made_is_read_only_until_it_can(open_store):
    above = Path(tempfile.mkdtemp())
    above.chmod(0o555)
    with unprivileged(), fails("read_only"):
        open_store(f"sqlite:///{above}/data/workbook.db")
    above.chmod(0o755)
    assert open_store(f"sqlite:///{above}/data/workbook.db").ready
    shutil.rmtree(above)


@pytest.mark.parametrize(("number", "reason"), [(errno.ENOSPC, "full"), (errno.EROFS, "read_only")])
def test_a_disk_on_which_no_folder_can_be_made_is_told_as_what_it_is(open_store, monkeypatch, tmp_path, number, reason):
    def refused(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refused)
    with fails(reason):
        open_store(f"sqlite:///{tmp_path}/data/workbook.db")


@pytest.mark.parametrize(("left", "ready"), [(ROOM - 1, False), (ROOM, True)])
def test_a_disk_that_is_almost_full_is_not_ready_though_a_small_thing_can_still_be_stored(kept, monkeypatch, left, ready):
    store, _, owner = kept
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=left))
    assert store.ready is ready
    assert keep(store, owner)


def test_a_full_disk_stores_nothing_and_can_be_read(kept):
    store, file, owner = kept
    pages = file.stat().st_size // 4096 + 2
    event.listen(store._database.engine, "connect", lambda connection, _: connection.execute(f"PRAGMA max_page_count={pages}"))
    store.close()
    with fails("full"):
        keep(store, owner, "x" * 100_000)
    for number in range(100):
        try:
            store.owners.keep_draft(owner, f"page {number}", "x" * 1000)
        except Unavailable as error:
            assert error.reason == "full"  # noqa: PT017
            break
    assert store.owners.drafts(owner) == {"canvas": "before"} | {f"page {one}": "x" * 1000 for one in range(number)}
    assert 0 < number < 99


def test_a_server_that_stops_is_gone_and_works_when_it_is_back(server, postgresql_store):
    store, owner = postgresql_store, postgresql_store.owners.for_device("laptop")
    keep(store, owner, "before")
    for _ in range(2):
        stopped = psutil.Process(server.get_pid())
        stopped.send_signal(signal.SIGINT)
        stopped.wait(20)
        for _ in range(2):
            with fails("gone"):
                keep(store, owner)
            with fails("gone"):
                store.owners.drafts(owner)
        assert not store.ready
        server.ensure_postgres_running()
        assert store.ready
        assert store.owners.drafts(owner) == {"canvas": "before"}
    assert keep(store, owner)


def test_a_server_that_may_not_be_written_to_is_read_only_and_can_be_read(postgresql_store):
    store, owner = postgresql_store, postgresql_store.owners.for_device("laptop")
    keep(store, owner, "before")
    with connect(store) as other:
        other.execute(f"ALTER DATABASE {store._database.engine.url.database} SET default_transaction_read_only = on")
    store.close()
    with fails("read_only"):
        keep(store, owner)
    assert (store.ready, store.owners.drafts(owner)) == (False, {"canvas": "before"})


def test_a_server_that_is_told_in_another_language_is_understood(postgresql_store, monkeypatch):
    monkeypatch.setattr(workbook.store.engine, "_reason", lambda *_, **__: None)
    with pytest.raises(Unavailable, match="gone"), postgresql_store._database.reading() as connection:
        connection.execute(text("DO $$ BEGIN RAISE EXCEPTION '服务器关闭' USING ERRCODE = '57P01'; END $$"))
    for state, reason in (("53100", "full"), ("55P03", "busy"), ("40P01", "busy"), ("53300", "busy"), ("25006", "read only")):
        with pytest.raises(Unavailable, match=reason), postgresql_store._database.writing() as connection:
            connection.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"))


@pytest.mark.parametrize(("asked", "milliseconds"), [("", "10000"), ("&tcp_user_timeout=3000", "3000")])
def test_a_server_that_has_gone_without_a_word_is_given_up(new_postgresql, open_store, asked, milliseconds):
    with open_store(new_postgresql() + asked)._database.engine.connect() as connection:
        settings = connection.connection.dbapi_connection.info.get_parameters()
    patience = {"connect_timeout": "5", "tcp_user_timeout": milliseconds, "keepalives_idle": "5", "keepalives_interval": "5"}
    assert patience.items() <= settings.items()
