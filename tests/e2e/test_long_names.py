"""Names as long as they may be, without a space: a page of a phone or a desktop is as wide as its screen."""

from decimal import Decimal

import pytest

from tests.e2e.test_accessibility import fits, turn
from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.links import new_id, new_secret
from workbook.plan import Action
from workbook.room import Plan
from workbook.store.rooms import Host
from workbook.ui.cookies import DEVICE

NAME = "W" * 80


@pytest.fixture
def account(kept):
    """The device of an owner, the owner, and an account that both sides have rated."""
    device, assessment = new_secret(), new_id()
    owner = kept.owners.for_device(device)
    made = kept.accounts.create(owner, new_id(), NAME)
    for element in ELEMENTS:
        kept.accounts.rate(owner, made.id, assessment, ("supplier", NAME[1:], NAME), element, "score", 4, 0)
    return device, owner, made.id


def opened(visit, server, device, path, **query):
    here = visit()
    here.page.context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])
    return here.open(path, lang="en", **query)


def fits_everywhere(here):
    for width in (1280, 390, 320):
        turn(here.page, width=width)
        here.settled()
        fits(here.page)


def test_who_does_what_by_when(visit, server, kept, account):
    device, owner, account = account
    weighed = dict.fromkeys(("effort_supplier", "effort_customer", "benefit_supplier", "benefit_customer"), Decimal(10))
    kept.plans.add(owner, Action(new_id(), account, text=NAME, owner=NAME, indicator=NAME, **weighed))
    here = opened(visit, server, device, "plan", account=account)
    for step in ("actions", "horizons", "balance"):
        turn(here.page, width=1280)
        here.tap(book().words["plan"][f"tab_{step}"].en).settled()
        fits_everywhere(here)


def test_deals_side_by_side_in_a_report(visit, kept, account):
    _, owner, account = account
    secret = new_secret()
    deal = kept.scenarios.save(owner, new_id(), NAME, {"product": "3500", "seller": "1500", "perception": "0.6", "cost": "3200"})
    kept.links.create(owner, account, "report", secret, label=NAME, expires=None, parts=("fit", "scenario"), scenario_id=deal.id)
    here = visit()
    here.open(f"s/{secret}", lang="en")
    fits_everywhere(here)


@pytest.mark.parametrize(("exercise", "named"), [("perception", "product"), ("canvas", "account")])
def test_what_a_room_is_asked_about(visit, server, kept, exercise, named):
    device = new_secret()
    owner = kept.owners.for_device(device)
    room = kept.rooms.create(owner, new_id(), Plan(NAME, "both", 1, "wall", "follow", ((exercise, {named: NAME}),)))
    kept.rooms.join(room.code, device, NAME)
    kept.rooms.step(Host(owner), room.id, 0, "open")
    here = opened(visit, server, device, "join", code=room.code)
    fits_everywhere(here)
    turn(here.page, width=1280)
    here.open("room", lang="en").press(book().words["room"]["lead_on"].en)
    fits_everywhere(here)
