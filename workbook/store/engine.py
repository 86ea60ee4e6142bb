"""The database behind the workbook: SQLite in a folder by default, PostgreSQL where an address names it.

Writers on SQLite begin with `BEGIN IMMEDIATE` (a read that is followed by a write loses updates otherwise) and take turns within the
process; the write-ahead log is used only where SQLite's library has the WAL-reset fix, else a journal that is emptied after each
transaction, which is as safe as to delete it and takes less. Everything that goes wrong in the database reaches the caller as
`Unavailable` with a reason and without parameters, addresses or SQL.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from errno import ENOSPC
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

Reason = Literal["busy", "full", "read_only", "gone", "too_new"]
LOCK_SECONDS: Final = 5
_LOST: Final = {
    "connect_timeout": LOCK_SECONDS,
    "tcp_user_timeout": 2 * LOCK_SECONDS * 1000,
    "keepalives_idle": LOCK_SECONDS,
    "keepalives_interval": LOCK_SECONDS,
}
"""When a PostgreSQL that has gone without a word is given up, where its address says nothing of it; by itself a system waits long."""
_READ_ONLY: Final = {"read_only": True}
_STATES: Final[dict[str, Reason]] = {
    "55P03": "busy",
    "40": "busy",
    "53100": "full",
    "53": "busy",
    "25006": "read_only",
    "08": "gone",
    "57P": "gone",
}
"""What PostgreSQL's codes mean; its sentences come in the server's language."""


class Unavailable(Exception):
    """The database cannot do it now: it is locked (`busy`), `full`, `read_only`, `gone`, or `too_new`. Nothing was stored."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"the database is {reason.replace('_', ' ')}")
        self.reason: Reason = reason


class Conflict(Exception):
    """Somebody else changed it in between; `current` is what is stored now. Nothing was stored."""

    def __init__(self, current: Any) -> None:
        super().__init__("changed in between")
        self.current = current


class Forbidden(Exception):
    """There is no such thing for this owner or this link: unknown, somebody else's, closed or ended are the same."""


def database_url(environ: Mapping[str, str], secrets: Mapping[str, Any], root: Path) -> str:
    """Where the database is: `WORKBOOK_DATABASE_URL` of the environment, else of the secrets, else SQLite in `WORKBOOK_DATA_DIR`."""
    named = environ.get("WORKBOOK_DATABASE_URL") or secrets.get("WORKBOOK_DATABASE_URL")
    if named:
        kind, _, rest = str(named).partition("://")
        return f"postgresql+psycopg://{rest}" if kind in ("postgres", "postgresql") else str(named)
    folder = Path(environ.get("WORKBOOK_DATA_DIR") or root / ".workbook")
    return f"sqlite:///{folder / 'workbook.db'}"


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the fix of the WAL-reset bug (sqlite.org/wal.html#walresetbug)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


class Database:
    """Connections to one database. `reading` and `writing` are the only ways in."""

    def __init__(self, url: str) -> None:
        self.file: Path | None = None
        self._turn = threading.Lock()
        self._inode = 0
        self._shuts_readers_out = False
        if url.startswith("sqlite"):
            self.file = Path(make_url(url).database or "")
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise Unavailable("full" if error.errno == ENOSPC else "read_only") from error
            self.engine = _sqlite(url)
            # with a rollback journal a commit keeps readers out, and they poll
            self._shuts_readers_out = not wal_is_safe(sqlite3.sqlite_version_info)
        else:
            self.engine = _postgresql(url)

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view that changes nothing."""
        options: dict[str, Any] = _READ_ONLY
        if self.file is None:
            options = _READ_ONLY | {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        turn = self._next() if self._shuts_readers_out else nullcontext()
        with _translated(), turn, self.engine.connect() as connection, connection.execution_options(**options).begin():
            yield connection

    @contextmanager
    def writing(self, *, schema: bool = False) -> Iterator[Connection]:
        """One transaction: whole or absent.

        While the `schema` is changed, SQLite follows no references: where a table is made anew, what refers to its rows would be deleted.
        """
        with _translated(), self._next(), self.engine.connect() as connection, connection.execution_options(schema=schema).begin():
            self._same_file()
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextmanager
    def _next(self) -> Iterator[None]:
        """SQLite's connections of one process wait in a line, which is fairer and quicker than its polling."""
        if self.file is None:
            yield
            return
        if not self._turn.acquire(timeout=2 * LOCK_SECONDS):
            raise Unavailable("busy")
        try:
            yield
        finally:
            self._turn.release()

    def _same_file(self) -> None:
        """A file that was deleted or replaced under the open connections would take writes and lose them.

        In a folder that cannot be written to, SQLite finds no room for its journal, and calls that a fault of the disk.
        """
        if self.file is None:
            return
        if not os.access(self.file.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise Unavailable("read_only" if self.file.parent.exists() else "gone")
        try:
            inode = self.file.stat().st_ino
        except OSError:
            inode = 0
        self._inode = self._inode or inode
        if inode == 0 or inode != self._inode:
            raise Unavailable("gone")


def insert_once(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row unless its key is there already; whether it was inserted."""
    statement = _insert_once(connection.dialect.name, table)
    return connection.execute(statement, values, execution_options={"preserve_rowcount": True}).rowcount == 1


@cache
def _insert_once(dialect: str, table: Table) -> Insert:
    """Made once for each table: to put a statement together takes longer than to run it."""
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def is_read_only(connection: Connection) -> bool:
    """Whether a connection came from `Database.reading`, where nothing can be locked."""
    return bool(connection.get_execution_options().get("read_only"))


def _postgresql(url: str) -> Engine:
    arguments = {name: value for name, value in _LOST.items() if name not in make_url(url).query}
    engine = create_engine(url, connect_args=arguments, pool_pre_ping=True, hide_parameters=True, pool_size=5, max_overflow=5)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        connection.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        connection.commit()

    return engine


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": LOCK_SECONDS, "check_same_thread": False}, hide_parameters=True)
    journal = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "TRUNCATE"

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # else Python opens a late transaction of its own
        pragmas = (
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={LOCK_SECONDS * 1000}",
            "secure_delete=ON",
        )
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("lower", 1, lambda text: text and text.lower(), deterministic=True)  # SQLite's own knows only A to Z

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        if connection.get_execution_options().get("schema"):
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN" if is_read_only(connection) else "BEGIN IMMEDIATE")

    return engine


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of the database as the few reasons that a person can act on; a value that it refuses is a `ValueError` without the value."""
    try:
        yield
    except NoConnectionFree:
        raise Unavailable("busy") from None
    except (IntegrityError, DataError):
        raise ValueError("the database does not take such a value") from None
    except DBAPIError as error:
        state = str(getattr(error.orig, "sqlstate", None) or "")
        known = next((reason for code, reason in _STATES.items() if state.startswith(code)), None)
        if (reason := known or _reason(str(error.orig).lower(), lost=error.connection_invalidated)) is None:
            raise
        raise Unavailable(reason) from None


def _reason(text: str, *, lost: bool) -> Reason | None:
    if "locked" in text or "lock timeout" in text or "busy" in text:
        return "busy"
    if "full" in text or "no space" in text or "disk i/o" in text:
        return "full"
    if "readonly" in text or "read-only" in text:
        return "read_only"
    gone = ("unable to open", "no such table", "malformed", "not a database", "connection", "does not exist", "terminating")
    return "gone" if lost or any(sign in text for sign in gone) else None
