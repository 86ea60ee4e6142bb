"""What the tests of the store have in common."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import NamedTuple

from sqlalchemy import select

from workbook.content.canvas import Thresholds
from workbook.plan import Action, Seen, Snapshot
from workbook.store.tables import metadata

RULE = Thresholds(agreement_within=1, strength_from=3.5)
OURS = ("supplier", "Ana", "sales")
THEIRS = ("customer", "Bo", "buyer")


def dump(store):
    """Every row of every table."""
    with store._database.reading() as connection:
        return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in metadata.sorted_tables}


def count(store, table):
    return len(dump(store)[table])


def at_once(calls):
    """What each call returned or raised, all begun at the same moment in threads of their own."""
    start = Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def rate(store, owner, account, score, *, element="strategy", field="score", version=0, assessment="ours", who=OURS):
    return store.accounts.rate(owner, account, assessment, who, element, field, score, version)


def line(store, owner, account):
    """An account's line of the portfolio."""
    return next(one.standing for one in store.accounts.portfolio(owner)[1] if one.id == account)


CONTEXT = {"order_size": "large", "deciders": "many", "horizon": "years"}


class Filled(NamedTuple):
    """What `fill` made: ids, and the secrets of the two links."""

    account: str
    assessment: str
    answers: str
    scenario: str
    own: str
    link: str
    ask: str
    show: str
    action: str


def fill(store, owner, mark):
    """Something of every kind; `mark` is in every text."""
    account, assessment, scenario = f"{mark}-account", f"{mark}-ours", f"{mark}-deal"
    ask, show = f"{mark} ask secret", f"{mark} show secret"
    store.owners.keep_draft(owner, "canvas", {"text": f"{mark} draft"})
    store.scenarios.save(owner, scenario, f"{mark} deal", {"price": f"{mark} price"})
    own = store.self_assessments.save(owner, f"{mark}-self", CONTEXT, {"asked_causes": 3, "showed_first": 0}).id
    store.accounts.create(owner, account, f"{mark} account")
    store.links.create(owner, account, "questionnaire", ask, label=f"{mark} buyer", asker=f"{mark} seller", expires=None)
    parts = ("fit", "evidence", "scenario")
    store.links.create(owner, account, "report", show, label=f"{mark} reader", expires=None, parts=parts, scenario_id=scenario)
    at_review = Seen(text=f"{mark} action before", status="open", horizon="year", due=None)
    seen = Snapshot(at=1, actions={f"{mark}-action": at_review}, scores={"strategy": (2.0, None)})
    store.plans.change(owner, account, 0, vision=f"{mark} vision", reviewed=seen)
    store.plans.add(
        owner,
        Action(
            f"{mark}-action",
            account,
            "people",
            f"{mark} action",
            f"{mark} owner",
            due=date(2030, 1, 2),
            indicator=f"{mark} indicator",
            effort_supplier=Decimal("12.34"),
            target=4,
            note=f"{mark} note",
        ),
    )
    who = ("supplier", f"{mark} rater", f"{mark} role")
    rate(store, owner, account, 4, assessment=assessment, who=who)
    rate(store, owner, account, f"{mark} evidence", field="evidence", version=1, assessment=assessment, who=who)
    store.links.answer(ask, "phone", "strategy", "score", 2, 0)
    store.links.answer(ask, "phone", "strategy", "note", f"{mark} note", 1)
    store.accounts.hand_in(owner, account, assessment)
    store.links.hand_in(ask, "phone")
    answers = next(one.id for one in store.accounts.assessments(owner, account) if one.by_link)
    link = next(one.id for one in store.links.of_account(owner, account) if one.kind == "questionnaire")
    return Filled(account, assessment, answers, scenario, own, link, ask, show, f"{mark}-action")
