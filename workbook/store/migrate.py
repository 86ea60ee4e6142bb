"""Brings a database to the newest schema, under a lock, so that servers that start together do not collide."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from workbook.backup import MOST_BYTES
from workbook.store.engine import Database, Unavailable

HEAD: Final = "0005"
"""The newest revision in `migrations/versions`."""
ROOM: Final = 2 * MOST_BYTES
"""Bytes: a restored backup, and the journal of the pages that it changes."""
_LOCK: Final = 7_305_021_155


class TooNew(Unavailable):
    """The database was written by a newer version of the workbook than this one."""

    def __init__(self, found: str) -> None:
        super().__init__("too_new")
        self.args = (
            f"the database has schema {found}, this version of the workbook knows {HEAD}: "
            "start the newer version, or restore an older backup",
        )


def migrate(database: Database) -> None:
    """Create or upgrade the schema, whole or not at all. Raises `TooNew` and `Unavailable`."""
    try:
        with database.writing(schema=True) as connection:
            if database.kind == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            found = _revision(connection)
            if found == HEAD:
                return
            if found is not None and found > HEAD:
                raise TooNew(found)
            _upgrade(connection)
    finally:
        database.close()  # this connection follows no references


def ready(database: Database) -> bool:
    """Whether the database can be written to, by writing to it, has the newest schema, and room for the largest thing that is stored."""
    try:
        with database.writing() as connection:
            if _revision(connection) != HEAD:
                return False
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
        return database.file is None or shutil.disk_usage(database.file.parent).free >= ROOM
    except Unavailable:
        return False


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _upgrade(connection: Connection) -> None:
    # imported here: a database that is up to date does not need it, and it takes a while
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
