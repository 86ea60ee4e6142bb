"""A second owner can read or change nothing of the first."""

import inspect
from operator import attrgetter

import pytest
from shared import CONTEXT, fill, rate

from workbook.plan import Action
from workbook.store import Forbidden
from workbook.store.accounts import Accounts
from workbook.store.backup import Backups
from workbook.store.links import Links
from workbook.store.plans import Plans
from workbook.store.scenarios import Scenarios
from workbook.store.self_assessments import SelfAssessments

BY_SECRET = {"works", "opened", "report", "questionnaire", "introduce", "answer", "hand_in", "withdraw"}
WHO = ("supplier", "mallory", "thief")
VICTIM = ("victim rater", "victim role")
REFUSED = {
    "accounts.create": lambda s, b, a, _: s.accounts.create(b, a.account, "stolen"),
    "accounts.one": lambda s, b, a, _: s.accounts.one(b, a.account),
    "accounts.rename": lambda s, b, a, _: s.accounts.rename(b, a.account, "stolen", 1),
    "accounts.archive": lambda s, b, a, _: s.accounts.archive(b, a.account, 1, archived=True),
    "accounts.close_round": lambda s, b, a, _: s.accounts.close_round(b, a.account, 1),
    "accounts.next_round": lambda s, b, a, _: s.accounts.next_round(b, a.account, 1),
    "accounts.assessments": lambda s, b, a, _: s.accounts.assessments(b, a.account),
    "accounts.rate": lambda s, b, a, _: rate(s, b, a.account, 1, version=2, assessment=a.assessment, who=WHO),
    "accounts.rate a new assessment": lambda s, b, a, _: rate(s, b, a.account, 1, assessment="new", who=WHO),
    "accounts.rate through an own account": lambda s, b, a, own: rate(s, b, own.account, 1, version=2, assessment=a.assessment, who=WHO),
    "accounts.rate an answer": lambda s, b, a, own: rate(s, b, own.account, 1, version=2, assessment=a.answers, who=WHO),
    "accounts.clear": lambda s, b, a, _: s.accounts.clear(b, a.account, a.assessment),
    "accounts.clear through an own account": lambda s, b, a, own: s.accounts.clear(b, own.account, a.assessment),
    "accounts.put_back": lambda s, b, a, _: s.accounts.put_back(b, a.account, emptied(s, a)),
    "accounts.put_back through an own account": lambda s, b, a, own: s.accounts.put_back(b, own.account, emptied(s, a)),
    "accounts.name_rater": lambda s, b, a, _: s.accounts.name_rater(b, a.account, a.assessment, VICTIM, "mallory", ""),
    "accounts.name_rater through an own account": lambda s, b, a, own: s.accounts.name_rater(
        b, own.account, a.assessment, VICTIM, "mallory", ""
    ),
    "accounts.remove": lambda s, b, a, _: s.accounts.remove(b, a.account, a.assessment),
    "accounts.hand_in": lambda s, b, a, _: s.accounts.hand_in(b, a.account, a.assessment),
    "accounts.hand_in through an own account": lambda s, b, a, own: s.accounts.hand_in(b, own.account, a.assessment),
    "scenarios.save": lambda s, b, a, _: s.scenarios.save(b, a.scenario, "stolen", {}),
    "scenarios.change": lambda s, b, a, _: s.scenarios.change(b, a.scenario, 1, name="stolen"),
    "self_assessments.save": lambda s, b, a, _: s.self_assessments.save(b, a.own, CONTEXT, {}),
    "plans.one": lambda s, b, a, _: s.plans.one(b, a.account),
    "plans.change": lambda s, b, a, _: s.plans.change(b, a.account, 1, vision="stolen"),
    "plans.add": lambda s, b, a, _: s.plans.add(b, Action("mallory's", a.account, text="stolen")),
    "plans.add with an id that is taken": lambda s, b, a, own: s.plans.add(b, Action(a.action, own.account, text="stolen")),
    "plans.revise": lambda s, b, a, _: s.plans.revise(b, Action(a.action, a.account, text="stolen")),
    "plans.revise through an own account": lambda s, b, a, own: s.plans.revise(b, Action(a.action, own.account, text="stolen")),
    "links.create": lambda s, b, a, _: s.links.create(b, a.account, "report", "mallory's", label="", expires=None),
}
NOTHING_DONE = {
    "accounts.delete": lambda s, b, a, _: s.accounts.delete(b, a.account),
    "accounts.portfolio": lambda s, b, *_: [s.accounts.portfolio(b, search="victim", archived=archived) for archived in (False, True)],
    "accounts.names": lambda s, b, *_: s.accounts.names(b),
    "accounts.remove through an own account": lambda s, b, a, own: s.accounts.remove(b, own.account, a.assessment),
    "scenarios.all": lambda s, b, *_: s.scenarios.all(b),
    "scenarios.delete": lambda s, b, a, _: s.scenarios.delete(b, a.scenario),
    "self_assessments.all": lambda s, b, *_: s.self_assessments.all(b),
    "self_assessments.delete": lambda s, b, a, _: s.self_assessments.delete(b, a.own),
    "plans.delete": lambda s, b, a, _: s.plans.delete(b, a.action),
    "links.create with a secret that is taken": lambda s, b, a, own: s.links.create(
        b, own.account, "report", a.show, label="", expires=None
    ),
    "links.create with a deal": lambda s, b, a, own: report(s, b, own.account, a.scenario),
    "links.of_account": lambda s, b, a, _: s.links.of_account(b, a.account),
    "links.revoke": lambda s, b, a, _: s.links.revoke(b, a.link),
    "backups.make": lambda s, b, *_: s.backups.make(b),
    "backups.preview": lambda s, b, *_: s.backups.preview(b, backup(s)),
    "backups.restore": lambda s, b, *_: s.backups.restore(b, backup(s)),
}


def emptied(store, a):
    """The first owner's assessment without ratings."""
    mine = store.accounts.assessments(store.owners.of_device("laptop of the owner"), a.account)
    return next(one for one in mine if one.id == a.assessment)._replace(ratings={})


def backup(store):
    """The first owner's workbook with everything in it changed."""
    made = store.backups.make(store.owners.of_device("laptop of the owner"))
    accounts = tuple(
        one.model_copy(
            update={
                "name": "stolen",
                "plan": None,
                "actions": (),
                "assessments": tuple(each.model_copy(update={"ratings": {}}) for each in one.assessments),
            }
        )
        for one in made.accounts
    )
    return made.model_copy(
        update={
            "accounts": accounts,
            "scenarios": tuple(one.model_copy(update={"name": "stolen"}) for one in made.scenarios),
            "self_assessments": tuple(one.model_copy(update={"answers": {}}) for one in made.self_assessments),
        }
    )


def report(store, owner, account, scenario):
    """What a report with this deal shows."""
    store.links.create(owner, account, "report", "mallory's", label="", expires=None, parts=("scenario",), scenario_id=scenario)
    return store.links.report("mallory's").scenario


def everything(store, owner, a):
    """All that the first owner has."""
    return (
        store.backups.make(owner),
        store.accounts.one(owner, a.account),
        store.accounts.assessments(owner, a.account),
        store.accounts.portfolio(owner),
        store.links.of_account(owner, a.account),
        store.scenarios.all(owner),
        store.self_assessments.all(owner),
        store.plans.one(owner, a.account),
        store.owners.drafts(owner),
        store.links.report(a.show),
        store.links.questionnaire(a.ask, "phone"),
    )


@pytest.fixture
def try_all(store, owner, other, now):  # noqa: ARG001
    """Tries calls as somebody else than the first owner, and says of each what came of it."""
    first, second = fill(store, owner, "victim"), fill(store, other, "own")

    def try_one(call, somebody):
        before = everything(store, owner, first)
        try:
            outcome = "shown" if "victim" in repr(call(store, somebody, first, second)) else "nothing"
        except Forbidden as error:
            outcome = f"refused{error}"
        return outcome if everything(store, owner, first) == before else f"{outcome}, changed"

    return lambda calls, somebody: {name: try_one(call, somebody) for name, call in calls.items()}


def test_a_second_owner_is_refused(store, other, try_all):
    before = store.backups.make(other)
    assert try_all(REFUSED, other) == dict.fromkeys(REFUSED, "refused")
    assert store.backups.make(other) == before


def test_a_second_owner_gets_nothing_and_changes_nothing(other, try_all):
    assert try_all(NOTHING_DONE, other) == dict.fromkeys(NOTHING_DONE, "nothing")


def test_somebody_who_owns_nothing_gets_no_further(try_all):
    assert set(try_all(REFUSED | NOTHING_DONE, "nobody").values()) == {"refused", "nothing"}


def test_every_method_that_takes_an_owner_is_tried():
    classes = {
        "accounts": Accounts,
        "scenarios": Scenarios,
        "self_assessments": SelfAssessments,
        "plans": Plans,
        "links": Links,
        "backups": Backups,
    }
    public = {
        f"{name}.{method}"
        for name, one in classes.items()
        for method, _ in inspect.getmembers(one, inspect.isfunction)
        if not method.startswith("_")
    }
    tried = {call.partition(" ")[0] for call in REFUSED | NOTHING_DONE}
    assert public == tried | {f"links.{method}" for method in BY_SECRET}
    first = {name: list(inspect.signature(attrgetter(name.split(".")[1])(classes[name.split(".")[0]])).parameters)[1] for name in public}
    assert {name for name, argument in first.items() if argument == "owner_id"} == tried
