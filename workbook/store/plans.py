"""Plans of accounts and their actions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, delete, func, select, update

from workbook.accounts import Account
from workbook.links import clock
from workbook.plan import Action, Plan, Snapshot
from workbook.store.accounts import read_account
from workbook.store.engine import Conflict, Database, Forbidden, insert_once
from workbook.store.owners import require
from workbook.store.tables import account, action, plan

AMOUNTS: Final = ("effort_supplier", "effort_customer", "benefit_supplier", "benefit_customer")
_KEPT: Final = ("id", "account", "round", "created", "changed", "version")


class Plans:
    """The plans of owners' accounts. Every method takes the owner, and raises `Forbidden` for what is not theirs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def one(self, owner_id: str, account_id: str) -> tuple[Plan, tuple[Action, ...]]:
        """The plan of an account, an empty one where none was begun, with its actions, the first made first."""
        with self._database.reading() as connection:
            _own(connection, owner_id, account_id)
            return read_plan(connection, account_id), read_actions(connection, account_id)

    def change(self, owner_id: str, account_id: str, version: int, **values: Any) -> Plan:
        """Another `vision`, `rhythm` or `reviewed` (a `Snapshot`). The first change, of version 0, stores the plan.

        Raises `Conflict` with the plan where it was changed since `version`.
        """
        if isinstance(values.get("reviewed"), Snapshot):
            values["reviewed"] = values["reviewed"].model_dump(mode="json")
        with self._database.writing() as connection:
            require(connection, owner_id)
            _own(connection, owner_id, account_id)
            if version == 0:
                bare = read_plan(connection, account_id)
                first = {"vision": "", "rhythm": bare.rhythm, "reviewed": None, "created": bare.created or clock(), "version": 1}
                if not insert_once(connection, plan, account=account_id, **(first | values)):
                    raise Conflict(read_plan(connection, account_id))
            else:
                here = (plan.c.account == account_id, plan.c.version == version)
                if not connection.execute(update(plan).where(*here).values(**values, version=version + 1)).rowcount:
                    raise Conflict(read_plan(connection, account_id))
            return read_plan(connection, account_id)

    def add(self, owner_id: str, new: Action) -> Action:
        """A new action of the account's current round. The same id a second time is the same action."""
        now = clock()
        with self._database.writing() as connection:
            require(connection, owner_id)
            of = _own(connection, owner_id, new.account)
            row = stored(new) | {"round": of.round, "created": now, "changed": now, "version": 1}
            insert_once(connection, action, id=new.id, account=new.account, **row)
            return _own_action(connection, owner_id, new.id, new.account)

    def revise(self, owner_id: str, changed: Action) -> Action:
        """An action as it shall be, `changed.version` being the one that it was made from. Another target is promised in the current round.

        Raises `Conflict` with the action where it was changed since, and with None where it was deleted.
        """
        with self._database.writing() as connection:
            of = _own(connection, owner_id, changed.account)
            if connection.scalar(select(action.c.id).where(action.c.id == changed.id)) is None:
                raise Conflict(None)
            now = _own_action(connection, owner_id, changed.id, changed.account)
            values = {name: value for name, value in stored(changed).items() if name not in _KEPT}
            if (changed.element, changed.target) != (now.element, now.target):
                values["round"] = of.round
            here = (action.c.id == changed.id, action.c.version == changed.version)
            counted = {"changed": clock(), "version": changed.version + 1}
            if not connection.execute(update(action).where(*here).values(**values, **counted)).rowcount:
                raise Conflict(now)
            return _own_action(connection, owner_id, changed.id, changed.account)

    def delete(self, owner_id: str, action_id: str) -> None:
        """An action. One that is gone already is gone."""
        mine = select(account.c.id).where(account.c.owner == owner_id)
        with self._database.writing() as connection:
            connection.execute(delete(action).where(action.c.id == action_id, action.c.account.in_(mine)))


def _own(connection: Connection, owner_id: str, account_id: str) -> Account:
    found = read_account(connection, account_id, owner_id)
    if found is None:
        raise Forbidden
    return found


def _own_action(connection: Connection, owner_id: str, action_id: str, account_id: str) -> Action:
    mine = select(action).join(account, account.c.id == action.c.account)
    where = (action.c.id == action_id, action.c.account == account_id, account.c.owner == owner_id)
    row = connection.execute(mine.where(*where)).first()
    if row is None:
        raise Forbidden
    return _action(row)


def read_plan(connection: Connection, account_id: str) -> Plan:
    """The plan of an account; where none is stored an empty one, which began with the first action."""
    row = connection.execute(select(plan).where(plan.c.account == account_id)).first()
    if row is None:
        begun = connection.scalar(select(func.min(action.c.created)).where(action.c.account == account_id))
        return Plan(account_id, created=begun or 0)
    reviewed = Snapshot.model_validate(row.reviewed, strict=False) if row.reviewed else None
    return Plan(row.account, row.vision, row.rhythm, reviewed, row.created, row.version)


def read_actions(connection: Connection, account_id: str) -> tuple[Action, ...]:
    """The actions of an account, the first made first."""
    mine = select(action).where(action.c.account == account_id).order_by(action.c.created, action.c.id)
    return tuple(_action(row) for row in connection.execute(mine))


def _action(row: Any) -> Action:
    values = {name: row._mapping[name] for name in Action._fields}
    values |= {name: None if values[name] is None else Decimal(values[name]).scaleb(-2) for name in AMOUNTS}
    return Action(**values | {"due": date.fromisoformat(row.due) if row.due else None})


def stored(of: Action) -> dict[str, Any]:
    """An action as its row, without the columns that the store itself keeps. Raises `ValueError` for parts of a hundredth."""
    values = {name: value for name, value in of._asdict().items() if name not in _KEPT}
    for name in AMOUNTS:
        if (amount := values[name]) is not None:
            if (hundredths := amount.scaleb(2)) != hundredths.to_integral_value():
                raise ValueError("an amount has at most two decimals")
            values[name] = int(hundredths)
    return values | {"due": of.due.isoformat() if of.due else None}
