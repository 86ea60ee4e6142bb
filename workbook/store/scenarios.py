"""Saved deals."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import delete, select, update

from workbook.links import clock
from workbook.store.engine import Conflict, Database, Forbidden, insert_once
from workbook.store.owners import require
from workbook.store.tables import scenario


class Scenario(NamedTuple):
    """A named deal; `body` is the query that opens it on `/value`."""

    id: str
    name: str
    body: dict[str, str]
    changed: int
    version: int


_COLUMNS = tuple(scenario.c[name] for name in Scenario._fields)


class Scenarios:
    """The scenarios of owners. Every method takes the owner, and raises `Forbidden` for what is not theirs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, owner_id: str, most: int = 200) -> tuple[Scenario, ...]:
        """The scenarios, the one changed last first."""
        query = select(*_COLUMNS).where(scenario.c.owner == owner_id).order_by(scenario.c.changed.desc(), scenario.c.id).limit(most)
        with self._database.reading() as connection:
            return tuple(Scenario(*row) for row in connection.execute(query))

    def save(self, owner_id: str, scenario_id: str, name: str, body: dict[str, str]) -> Scenario:
        """A new scenario. The same `scenario_id` a second time is the same scenario."""
        now = clock()
        with self._database.writing() as connection:
            require(connection, owner_id)
            insert_once(connection, scenario, id=scenario_id, owner=owner_id, name=name, body=body, created=now, changed=now, version=1)
            return _own(connection, owner_id, scenario_id)

    def change(self, owner_id: str, scenario_id: str, version: int, **values: Any) -> Scenario:
        """Another `name` or `body`. Raises `Conflict` with the scenario where it was changed since `version`."""
        with self._database.writing() as connection:
            now = _own(connection, owner_id, scenario_id)
            here = (scenario.c.id == scenario_id, scenario.c.version == version)
            if not connection.execute(update(scenario).where(*here).values(**values, version=version + 1, changed=clock())).rowcount:
                raise Conflict(now)
            return _own(connection, owner_id, scenario_id)

    def delete(self, owner_id: str, scenario_id: str) -> None:
        """A scenario. One that is gone already is gone."""
        with self._database.writing() as connection:
            connection.execute(delete(scenario).where(scenario.c.id == scenario_id, scenario.c.owner == owner_id))


def _own(connection: Any, owner_id: str, scenario_id: str) -> Scenario:
    row = connection.execute(select(*_COLUMNS).where(scenario.c.id == scenario_id, scenario.c.owner == owner_id)).first()
    if row is None:
        raise Forbidden
    return Scenario(*row)
