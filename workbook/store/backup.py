"""A whole workbook out of the store and into it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from workbook.accounts import Given, visible
from workbook.backup import (
    FORMAT,
    VERSION,
    Backup,
    Changes,
    Preview,
    SavedAccount,
    SavedAction,
    SavedAssessment,
    SavedPlan,
    SavedRating,
    SavedScenario,
    SavedSelfAssessment,
)
from workbook.canvas import CANNOT_JUDGE
from workbook.content.canvas import Thresholds
from workbook.links import clock
from workbook.plan import Action
from workbook.store.accounts import assessments, read_account, refresh
from workbook.store.engine import Database
from workbook.store.owners import require
from workbook.store.plans import read_actions, read_plan, stored
from workbook.store.tables import account, action, assessment, plan, rating, scenario, self_assessment
from workbook.style import Context

_Thing = TypeVar("_Thing", SavedAccount, SavedScenario, SavedSelfAssessment)


class Backups:
    """Backup and restore of an owner's workbook."""

    def __init__(self, database: Database, thresholds: Thresholds) -> None:
        self._database, self._thresholds = database, thresholds

    def make(self, owner_id: str) -> Backup:
        """Everything of an owner that the owner may see."""
        with self._database.reading() as connection:
            require(connection, owner_id)
            return _saved(connection, owner_id)

    def preview(self, owner_id: str, backup: Backup) -> Preview:
        """What `restore` would do. Changes nothing."""
        with self._database.reading() as connection:
            require(connection, owner_id)
            now = _saved(connection, owner_id)
            mine = _beside(now, _of(connection, owner_id, backup))
            return _compare(now, _with_answers(now, mine, _answered(connection, mine)))

    def restore(self, owner_id: str, backup: Backup) -> Preview:
        """Bring everything of a backup in, all or nothing.

        What is here and not in the backup stays, and so does the round of an account. Answers given by link stay theirs: those that are
        here as they are, and those that are gone from an account that is here stay away.
        """
        with self._database.writing() as connection:
            require(connection, owner_id)
            now = _saved(connection, owner_id)
            mine = _beside(now, _of(connection, owner_id, backup))
            answered = _answered(connection, mine)
            mine = _with_answers(now, mine, answered)
            accounts = _changed(now.accounts, mine.accounts)
            _put_accounts(connection, owner_id, accounts, answered)
            for one in accounts:
                refresh(connection, one.id, self._thresholds)
            _put(connection, scenario, [{"owner": owner_id} | one.model_dump() for one in _changed(now.scenarios, mine.scenarios)])
            own = _changed(now.self_assessments, mine.self_assessments)
            _put(connection, self_assessment, [{"owner": owner_id} | one.model_dump() for one in own])
            return _compare(now, mine)


def _saved(connection: Connection, owner_id: str) -> Backup:
    accounts = []
    for row in connection.execute(select(account.c.id).where(account.c.owner == owner_id).order_by(account.c.created, account.c.id)).all():
        of = read_account(connection, row.id)
        if of is not None:
            saved = tuple(
                SavedAssessment(
                    **{field: getattr(one, field) for field in SavedAssessment.model_fields if field != "ratings"},
                    ratings={
                        element: SavedRating(
                            score=_stored(given),
                            **{field: getattr(given, field) for field in ("predicted", "evidence", "note", "changed")},
                        )
                        for element, given in one.ratings.items()
                    },
                )
                for one in visible(of, assessments(connection, of.id))
            )
            fields = {field: getattr(of, field) for field in SavedAccount.model_fields if hasattr(of, field)}
            accounts.append(SavedAccount(**fields, assessments=saved, **_planned(connection, of.id)))
    columns = [scenario.c[field] for field in SavedScenario.model_fields]
    rows = connection.execute(select(*columns).where(scenario.c.owner == owner_id).order_by(scenario.c.created, scenario.c.id))
    scenarios = tuple(SavedScenario(**row._mapping) for row in rows)
    taken = select(self_assessment).where(self_assessment.c.owner == owner_id).order_by(self_assessment.c.taken, self_assessment.c.id)
    own = tuple(
        SavedSelfAssessment(id=row.id, taken=row.taken, context=Context(**row.context), answers=row.answers)
        for row in connection.execute(taken)
    )
    return Backup(format=FORMAT, version=VERSION, made=clock(), accounts=tuple(accounts), scenarios=scenarios, self_assessments=own)


def _planned(connection: Connection, account_id: str) -> dict[str, Any]:
    of = read_plan(connection, account_id)
    actions = tuple(
        SavedAction(**{field: getattr(one, field) for field in SavedAction.model_fields}) for one in read_actions(connection, account_id)
    )
    return {"plan": SavedPlan(**{f: getattr(of, f) for f in SavedPlan.model_fields}) if of.version else None, "actions": actions}


def _stored(given: Given) -> int | None:
    if given.score is None:
        return None
    return 0 if given.score == CANNOT_JUDGE else int(given.score)


def _of(connection: Connection, owner_id: str, backup: Backup) -> Backup:
    """The backup with ids of the owner's own: one that is somebody else's here becomes a new one, the same each time."""

    def taken(table: Table, ids: list[str]) -> set[str]:
        within = "account" in table.c
        owners = select(table.c.id)
        if within:
            owners = owners.join(account, account.c.id == table.c.account)
        others = owners.where((account if within else table).c.owner != owner_id)
        return {found for some in _chunks(ids) for found in connection.scalars(others.where(table.c.id.in_(some)))}

    def fresh(one: Any, others: set[str]) -> Any:
        if one.id not in others:
            return one
        return one.model_copy(update={"id": hashlib.sha256(f"{owner_id} {one.id}".encode()).hexdigest()[:32]})

    def ordered(those: Iterable[SavedAssessment]) -> tuple[SavedAssessment, ...]:
        return tuple(sorted((fresh(each, rated) for each in those), key=lambda each: (each.created, each.id)))

    def planned(one: SavedAccount) -> dict[str, Any]:
        names = {each.id: fresh(each, acted).id for each in one.actions}
        seen = one.plan and one.plan.reviewed
        if not one.plan or not seen:
            return {"actions": acting(one)}
        moved = seen.model_copy(update={"actions": {names.get(name, name): each for name, each in seen.actions.items()}})
        return {"actions": acting(one), "plan": one.plan.model_copy(update={"reviewed": moved})}

    def acting(one: SavedAccount) -> tuple[SavedAction, ...]:
        return tuple(sorted((fresh(each, acted) for each in one.actions), key=lambda each: (each.created, each.id)))

    acted = taken(action, [each.id for one in backup.accounts for each in one.actions])
    foreign = taken(account, [one.id for one in backup.accounts])
    rated = taken(assessment, [each.id for one in backup.accounts for each in one.assessments])
    accounts = tuple(
        fresh(one.model_copy(update={"assessments": ordered(one.assessments), **planned(one)}), foreign) for one in backup.accounts
    )
    others = taken(scenario, [one.id for one in backup.scenarios])
    selves = taken(self_assessment, [one.id for one in backup.self_assessments])
    return backup.model_copy(
        update={
            "accounts": accounts,
            "scenarios": tuple(fresh(one, others) for one in backup.scenarios),
            "self_assessments": tuple(fresh(one, selves) for one in backup.self_assessments),
        }
    )


def _beside(now: Backup, then: Backup) -> Backup:
    """A backup that takes no plan away from an account that is here, turns no round of it back, and opens or closes none."""

    def kept(one: SavedAccount, mine: SavedAccount) -> SavedAccount:
        standing = {"round": mine.round, "closed": mine.closed} if mine.round >= one.round else {}
        return one.model_copy(update=standing | {"plan": one.plan or mine.plan})

    here = {one.id: one for one in now.accounts}
    return then.model_copy(update={"accounts": tuple(kept(one, here.get(one.id, one)) for one in then.accounts)})


def _answered(connection: Connection, backup: Backup) -> set[str]:
    """The assessments of a backup that are here as answers by link."""
    by_link = select(assessment.c.id).where(assessment.c.link.is_not(None))
    chunks = _chunks([each.id for one in backup.accounts for each in one.assessments])
    return {found for some in chunks for found in connection.scalars(by_link.where(assessment.c.id.in_(some)))}


def _with_answers(now: Backup, then: Backup, answered: set[str]) -> Backup:
    """A backup in which the `answered` assessments are as they are here.

    Left out are those that are not to be seen, and answers by link that an account here does not have: they may have been withdrawn.
    """

    def stays(of: SavedAccount, one: SavedAssessment) -> SavedAssessment | None:
        mine = seen.get((of.id, one.id))
        return one if one.id not in answered and (mine or not one.by_link or of.id not in here) else mine

    def kept(of: SavedAccount) -> SavedAccount:
        return of.model_copy(update={"assessments": tuple(each for each in (stays(of, one) for one in of.assessments) if each)})

    here = {one.id for one in now.accounts}
    seen = {(one.id, each.id): each for one in now.accounts for each in one.assessments}
    return then.model_copy(update={"accounts": tuple(kept(one) for one in then.accounts)})


def _compare(now: Backup, then: Backup) -> Preview:
    def changes(here: dict[str, Any], there: dict[str, Any]) -> Changes:
        kinds = Counter("new" if key not in here else "same" if here[key] == value else "changed" for key, value in there.items())
        return Changes(kinds["new"], kinds["changed"], kinds["same"])

    def accounts(of: Backup) -> dict[str, Any]:
        return {one.id: one.model_copy(update={"assessments": (), "actions": (), "changed": 0}) for one in of.accounts}

    def rated(of: Backup) -> dict[str, Any]:
        return {each.id: each for one in of.accounts for each in one.assessments}

    def deals(of: Backup) -> dict[str, Any]:
        return {one.id: (one.name, one.body) for one in of.scenarios}

    def own(of: Backup) -> dict[str, Any]:
        return {one.id: one for one in of.self_assessments}

    def planned(of: Backup) -> dict[str, Any]:
        return {each.id: each for one in of.accounts for each in one.actions}

    kinds = (accounts, rated, deals, own, planned)
    return Preview(*(changes(kind(now), kind(then)) for kind in kinds))


def _changed(now: Iterable[_Thing], then: Iterable[_Thing]) -> list[_Thing]:
    """What is not here, or is here as something else."""
    here = {one.id: one for one in now}
    return [one for one in then if one != here.get(one.id)]


def _put_accounts(connection: Connection, owner_id: str, many: list[SavedAccount], answered: set[str]) -> None:
    inside = {"assessments", "plan", "actions"}
    _put(connection, account, [{"owner": owner_id} | one.model_dump(exclude=inside) for one in many], first={"cells": {}})
    plans = [(one.id, one.plan) for one in many if one.plan]
    _put(connection, plan, [{"account": of} | its.model_dump() | {"reviewed": _seen(its)} for of, its in plans], key="account")
    lines = [(one.id, line) for one in many for line in one.actions]
    kept = {"id", "round", "created", "changed"}
    _put(connection, action, [{"account": of} | stored(Action(**one.model_dump())) | one.model_dump(include=kept) for of, one in lines])
    rated = {each.id: (one.id, each) for one in many for each in one.assessments if each.id not in answered}
    _put(connection, assessment, [{"account": of} | each.model_dump(exclude={"ratings"}) for of, each in rated.values()])
    for some in _chunks(list(rated)):
        connection.execute(delete(rating).where(rating.c.assessment.in_(some)))
    given = [
        {"assessment": each.id, "element": name, "version": 1} | its.model_dump()
        for _, each in rated.values()
        for name, its in each.ratings.items()
    ]
    if given:
        connection.execute(insert(rating), given)


def _seen(of: SavedPlan) -> dict[str, Any] | None:
    return of.reviewed.model_dump(mode="json") if of.reviewed else None


def _chunks(ids: list[str], size: int = 1000) -> list[list[str]]:
    """SQLite takes so many values in a statement and no more."""
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def _put(connection: Connection, table: Table, rows: list[dict[str, Any]], *, key: str = "id", first: dict[str, Any] | None = None) -> None:
    """Change the rows whose key is there and insert the others, which `first` fills; of several with one key the last counts."""
    last = {row[key]: row for row in rows}
    there = {found for some in _chunks(list(last)) for found in connection.scalars(select(table.c[key]).where(table.c[key].in_(some)))}
    new = {"version": 1} if "version" in table.c else {}
    old = [row | {"of_key": row[key]} for name, row in last.items() if name in there]
    added = [row | new | (first or {}) for name, row in last.items() if name not in there]
    if old:
        counted = {"version": table.c.version + 1} if "version" in table.c else {}
        connection.execute(update(table).where(table.c[key] == bindparam("of_key")).values(**counted), old)
    if added:
        connection.execute(insert(table), added)
