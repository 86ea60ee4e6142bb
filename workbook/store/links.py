"""Links, and what may be done with one: answer a questionnaire, read a report. The token is the right, asked for in every call."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select, update

from workbook.accounts import Account, Assessment, Given, visible
from workbook.content.canvas import ElementId, Thresholds
from workbook.links import Kind, Link, Part, clock, digest, new_id
from workbook.plan import Action, Plan
from workbook.store.accounts import Field, assessments, read_account, refresh, store_rating, touch
from workbook.store.engine import Database, Forbidden, insert_once
from workbook.store.owners import require
from workbook.store.plans import read_actions, read_plan
from workbook.store.scenarios import Scenario
from workbook.store.tables import assessment, link, scenario

_COLUMNS = tuple(link.c[name] for name in Link._fields)


class Report(NamedTuple):
    """What a report link shows: the account, what of its assessments may be seen, the deal that goes with it, and its plan."""

    link: Link
    account: Account
    assessments: tuple[Assessment, ...]
    scenario: Scenario | None
    plan: Plan | None
    actions: tuple[Action, ...]


class Answers(NamedTuple):
    """A questionnaire link with the account's name and round, and what this respondent has answered so far."""

    link: Link
    account: Account
    assessment: Assessment | None

    @property
    def open(self) -> bool:
        """Whether the round still takes answers."""
        return not self.account.closed and self.link.round == self.account.round


class Links:
    """Links of owners, and the doors that they open."""

    def __init__(self, database: Database, thresholds: Thresholds) -> None:
        self._database, self._thresholds = database, thresholds

    # ---- for the owner

    def create(
        self,
        owner_id: str,
        account_id: str,
        kind: Kind,
        secret: str,
        *,
        label: str,
        expires: int | None,
        asker: str = "",
        several: bool = False,
        parts: tuple[Part, ...] = (),
        scenario_id: str | None = None,
    ) -> None:
        """A new link for an address with this secret; only its hash is kept, and the same secret a second time is the same link."""
        with self._database.writing() as connection:
            require(connection, owner_id)
            of = read_account(connection, account_id, owner_id)
            if of is None:
                raise Forbidden
            row = {
                "owner": owner_id,
                "account": account_id,
                "kind": kind,
                "label": label,
                "asker": asker,
                "round": of.round,
                "several": several,
            }
            more = {"parts": list(parts), "scenario": scenario_id, "created": clock(), "expires": expires, "uses": 0}
            insert_once(connection, link, id=new_id(), hash=digest(secret), **row, **more)
            refresh(connection, account_id, self._thresholds)

    def of_account(self, owner_id: str, account_id: str) -> tuple[Link, ...]:
        """The links of an account, the newest first."""
        query = select(*_COLUMNS).where(link.c.owner == owner_id, link.c.account == account_id).order_by(link.c.created.desc(), link.c.id)
        with self._database.reading() as connection:
            return tuple(_link(row) for row in connection.execute(query))

    def revoke(self, owner_id: str, link_id: str) -> None:
        """End a link now."""
        mine = (link.c.id == link_id, link.c.owner == owner_id, link.c.revoked.is_(None))
        with self._database.writing() as connection:
            of = connection.scalar(update(link).where(*mine).values(revoked=clock()).returning(link.c.account))
            if of is not None:
                refresh(connection, of, self._thresholds)

    # ---- for whoever holds it

    def works(self, secret: str, kind: Kind) -> bool:
        """Whether an address with this secret opens anything. Changes nothing."""
        with self._database.reading() as connection:
            return _find(connection, secret, kind) is not None

    def opened(self, secret: str, kind: Kind) -> None:
        """Note that somebody opened it. Raises `Forbidden` where the link does not work."""
        with self._database.writing() as connection:
            found = _open(connection, secret, kind)
            connection.execute(update(link).where(link.c.id == found.id).values(last_used=clock(), uses=link.c.uses + 1))

    def report(self, secret: str) -> Report:
        """What a report shows now. Raises `Forbidden` where the link does not work."""
        with self._database.reading() as connection:
            found = _open(connection, secret, "report")
            of = read_account(connection, found.account)
            if of is None:
                raise Forbidden
            columns = [scenario.c[name] for name in Scenario._fields]
            row = connection.execute(select(*columns).where(scenario.c.id == found.scenario, scenario.c.owner == found.owner)).first()
            seen = visible(of, assessments(connection, of.id), reader=True)
            if "evidence" not in found.parts:
                seen = tuple(
                    one._replace(ratings={name: given._replace(evidence="", note="") for name, given in one.ratings.items()})
                    for one in seen
                )
            deal = Scenario(*row) if row and "scenario" in found.parts else None
            if "plan" not in found.parts:
                return Report(found, of, seen, deal, None, ())
            actions = read_actions(connection, of.id)
            if "evidence" not in found.parts:
                actions = tuple(one._replace(note="") for one in actions)
            return Report(found, of, seen, deal, read_plan(connection, of.id)._replace(reviewed=None), actions)

    def questionnaire(self, secret: str, device: str) -> Answers:
        """The questionnaire and this respondent's answers. Raises `Forbidden` where the link does not work."""
        with self._database.reading() as connection:
            found, of = _asked(connection, secret)
            return Answers(found, of, _of(connection, found, device))

    def introduce(self, secret: str, device: str, rater: str, role: str) -> None:
        """Who answers, where a link is for several; begins the answers. Raises `Forbidden` as `hand_in`."""
        with self._database.writing() as connection:
            found, of = _asked(connection, secret)
            mine = _begin(connection, found, of, device)
            connection.execute(update(assessment).where(assessment.c.id == mine).values(rater=rater, role=role))
            refresh(connection, of.id, self._thresholds)

    def answer(self, secret: str, device: str, element: ElementId, field: Field, value: Any, version: int) -> Given:
        """Store one field of one answer, as it reads back. Raises `Forbidden` as `hand_in`, `Conflict` as `Accounts.rate`."""
        with self._database.writing() as connection:
            found, of = _asked(connection, secret)
            mine = _begin(connection, found, of, device)
            if not touch(connection, of, mine, by_link=True):
                raise Forbidden
            return store_rating(connection, of, mine, element, field, value, version, self._thresholds)

    def hand_in(self, secret: str, device: str) -> None:
        """Say that the answers are finished; they can be changed until the round is over.

        Raises `Forbidden` where the link does not work, or after the round.
        """
        with self._database.writing() as connection:
            found, of = _asked(connection, secret)
            mine = _begin(connection, found, of, device)
            connection.execute(update(assessment).where(assessment.c.id == mine).values(handed_in=clock()))
            refresh(connection, of.id, self._thresholds)

    def withdraw(self, secret: str, device: str) -> None:
        """Delete this respondent's answers, also after the round. Raises `Forbidden` where the link does not work any more."""
        with self._database.writing() as connection:
            found, of = _asked(connection, secret)
            here = (assessment.c.link == found.id, assessment.c.device == _respondent(found, device))
            connection.execute(delete(assessment).where(*here))
            refresh(connection, of.id, self._thresholds)


def _link(row: Any) -> Link:
    return Link(*row)._replace(parts=tuple(row.parts))


def _find(connection: Connection, secret: str, kind: Kind) -> Link | None:
    row = connection.execute(select(*_COLUMNS).where(link.c.hash == digest(secret), link.c.kind == kind)).first()
    found = _link(row) if row else None
    return found if found and found.works(clock()) else None


def _open(connection: Connection, secret: str, kind: Kind) -> Link:
    found = _find(connection, secret, kind)
    if found is None:
        raise Forbidden
    return found


def _asked(connection: Connection, secret: str) -> tuple[Link, Account]:
    found = _open(connection, secret, "questionnaire")
    of = read_account(connection, found.account)
    if of is None:
        raise Forbidden
    return found, of


def _respondent(of: Link, device: str) -> str:
    """Who answers: the device where a link is for several, else whoever holds the link, on any device."""
    return digest(device) if of.several else of.id


def _of(connection: Connection, of: Link, device: str) -> Assessment | None:
    mine = connection.scalar(select(assessment.c.id).where(assessment.c.link == of.id, assessment.c.device == _respondent(of, device)))
    return next((one for one in assessments(connection, of.account) if one.id == mine), None)


def _begin(connection: Connection, found: Link, of: Account, device: str) -> str:
    """The id of this respondent's assessment, a new one at the first answer."""
    if of.closed or found.round != of.round:
        raise Forbidden
    now, respondent = clock(), _respondent(found, device)
    row = {"account": of.id, "round": of.round, "side": "customer", "rater": "" if found.several else found.label, "role": ""}
    insert_once(connection, assessment, id=new_id(), link=found.id, device=respondent, by_link=True, created=now, changed=now, **row)
    here = (assessment.c.link == found.id, assessment.c.device == respondent)
    return str(connection.scalar(select(assessment.c.id).where(*here)))
