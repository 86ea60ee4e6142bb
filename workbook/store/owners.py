"""Whose workbook it is: devices, logins and resume links, and what an owner has under way on each page."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, delete, exists, insert, or_, select, update

from workbook.links import DAY, clock, digest, new_id, new_secret
from workbook.store.engine import Database, Forbidden, insert_once, is_read_only
from workbook.store.tables import device, draft, owner

VISIT: Final = DAY
"""How long after it began the next daily round deletes a visit that no resume link leads back to."""
LOST: Final = 30 * DAY
"""How long after a daily round found that nobody can reach a workbook the next one deletes it."""


class Owners:
    """Owners and their drafts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_device(self, secret: str) -> str | None:
        """The owner that a device belongs to, None while it has stored nothing."""
        with self._database.reading() as connection:
            return connection.scalar(select(device.c.owner).where(device.c.hash == digest(secret)))

    def for_device(self, secret: str, *, visit: bool = False) -> str:
        """The owner that a device belongs to, a new one at its first write; of a `visit` see `forget`."""
        with self._database.writing() as connection:
            found = connection.scalar(select(device.c.owner).where(device.c.hash == digest(secret)))
            if found is not None:
                return str(found)
            made = new_id()
            connection.execute(insert(owner).values(id=made, visit=visit, created=clock()))
            if insert_once(connection, device, hash=digest(secret), owner=made, created=clock()):
                return made
            connection.execute(delete(owner).where(owner.c.id == made))  # another tab of the same device was first
            return str(connection.scalar(select(device.c.owner).where(device.c.hash == digest(secret))))

    def for_login(self, subject: str) -> str:
        """The owner behind a login; `subject` is the issuer and its name for the person."""
        with self._database.writing() as connection:
            mine = select(owner.c.id).where(owner.c.login == digest(subject))
            if (found := connection.scalar(mine)) is None:
                insert_once(connection, owner, id=new_id(), login=digest(subject), visit=False, created=clock())
                found = connection.scalar(mine)  # another tab may have been first
            return str(found)

    def new_resume_link(self, owner_id: str) -> str:
        """A secret that moves the workbook to another device. The one before ends."""
        secret = new_secret()
        with self._database.writing() as connection:
            changed = connection.execute(update(owner).where(owner.c.id == owner_id).values(resume=digest(secret)))
        if not changed.rowcount:
            raise Forbidden
        return secret

    def has_resume_link(self, owner_id: str) -> bool:
        """Whether a resume link works now."""
        with self._database.reading() as connection:
            return connection.scalar(select(owner.c.resume).where(owner.c.id == owner_id)) is not None

    def resumable(self, secret: str) -> str | None:
        """The owner that a resume link leads to; None where it does not work."""
        with self._database.reading() as connection:
            found: str | None = connection.scalar(select(owner.c.id).where(owner.c.resume == digest(secret)))
            return found

    def resume(self, secret: str, device_secret: str) -> str:
        """Let a device work with the workbook of a resume link. Raises `Forbidden` for a link that does not work.

        The workbook that the device had is left to whatever else reaches it, and otherwise to `forget`.
        """
        with self._database.writing() as connection:
            found = connection.scalar(select(owner.c.id).where(owner.c.resume == digest(secret)))
            if found is None:
                raise Forbidden
            if not insert_once(connection, device, hash=digest(device_secret), owner=found, created=clock()):
                connection.execute(update(device).where(device.c.hash == digest(device_secret)).values(owner=found, created=clock()))
            return str(found)

    def erase(self, owner_id: str) -> None:
        """Everything of an owner, links and answers given through them included."""
        with self._database.writing() as connection:
            connection.execute(delete(owner).where(owner.c.id == owner_id))

    def forget(self) -> None:
        """Delete everything that nobody can come back to.

        Of visits without a resume link after a day, of owners without device, login and resume link after a month.
        """
        now, found = clock(), exists().where(device.c.owner == owner.c.id)
        reached = or_(owner.c.login.is_not(None), owner.c.resume.is_not(None), found)
        with self._database.writing() as connection:
            connection.execute(delete(owner).where(owner.c.visit, owner.c.resume.is_(None), owner.c.created < now - VISIT))
            connection.execute(update(owner).where(owner.c.lost.is_not(None), reached).values(lost=None))
            connection.execute(update(owner).where(owner.c.lost.is_(None), ~reached).values(lost=now))
            connection.execute(delete(owner).where(owner.c.lost < now - LOST))

    # ---- what is under way on a page

    def drafts(self, owner_id: str) -> dict[str, Any]:
        """All drafts by name."""
        with self._database.reading() as connection:
            return {row.name: row.body for row in connection.execute(select(draft.c.name, draft.c.body).where(draft.c.owner == owner_id))}

    def keep_draft(self, owner_id: str, name: str, body: Any) -> int:
        """Keep what is under way on a page; when it was kept."""
        now = clock()
        with self._database.writing() as connection:
            require(connection, owner_id)
            if not insert_once(connection, draft, owner=owner_id, name=name, body=body, changed=now):
                connection.execute(update(draft).where(draft.c.owner == owner_id, draft.c.name == name).values(body=body, changed=now))
        return now


def require(connection: Connection, owner_id: str) -> None:
    """Raise `Forbidden` for an owner who is not there any more. Who writes keeps the owner from being erased meanwhile."""
    there = select(owner.c.id).where(owner.c.id == owner_id)
    if connection.scalar(there if is_read_only(connection) else there.with_for_update(read=True, key_share=True)) is None:
        raise Forbidden
