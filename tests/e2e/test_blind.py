"""Neither side's ratings reach the other's browser before both have handed in: read from the websocket itself."""

import re

import pytest
from aside import aside

from scripts.client import Visitor
from workbook.content.canvas import ELEMENTS
from workbook.links import new_id, new_secret
from workbook.ui.cookies import DEVICE, GRANTS

UNSEEN = "what nobody may see yet"
RANDOM = re.compile(rb"b [0-9a-f]{32}")
"""The backup's download is another one each time."""


class Listener(Visitor):
    """A visitor who keeps the last that is sent to each place of the page: one that is filled later is sent or not, as time allows."""

    def _remember(self, delta, path):
        super()._remember(delta, path)
        if not hasattr(self, "places"):
            self.places = {}
        self.places[path] = delta.SerializeToString(deterministic=True)


def sent(server, path, **cookies):
    """Everything that a browser with these cookies is sent when it opens a page."""

    async def listen():
        joined = "; ".join(f"{name}={value}" for name, value in cookies.items())
        async with Listener(server.url, path, cookie=joined) as here:
            await here.open()
            return [RANDOM.sub(b"", one) for _, one in sorted(here.places.items())]

    # the browser of other tests has a loop of its own in this thread
    return aside(listen())


class Case:
    """An account of which both sides were asked: what each browser is sent on its pages."""

    def __init__(self, server, store):
        self.server, self.store, self.versions = server, store, {}
        self.device, self.ask, self.show, self.mine = (new_secret() for _ in range(4))
        self.owner = store.owners.for_device(self.device)
        self.account = store.accounts.create(self.owner, new_id(), "Acme").id
        self.ours = new_id()
        store.owners.keep_draft(self.owner, "canvas", {"account": self.account, "side": "supplier", "look": "radar", "predict": False})
        store.links.create(self.owner, self.account, "questionnaire", self.ask, label="Bo", asker="Kim", expires=None)
        parts = ("fit", "pictures", "trend", "evidence")
        store.links.create(self.owner, self.account, "report", self.show, label="", expires=None, parts=parts)

    def supplier_rates(self, score, evidence=""):
        who = ("supplier", "", "")
        self._all(lambda *given: self.store.accounts.rate(self.owner, self.account, self.ours, who, *given), score, evidence)

    def customer_answers(self, score, evidence=""):
        self._all(lambda *given: self.store.links.answer(self.ask, self.mine, *given), score, evidence)

    def _all(self, put, score, evidence):
        for element in ELEMENTS:
            for field, value in (("score", score), ("evidence", evidence)):
                key = put.__code__, element
                self.versions[key] = put(element, field, value, self.versions.get(key, 0)).version

    def supplier_hands_in(self):
        self.store.accounts.hand_in(self.owner, self.account, self.ours)

    def customer_hands_in(self):
        self.store.links.hand_in(self.ask, self.mine)

    def supplier(self):
        return [one for path in ("triple-fit", "accounts", "my-data", "") for one in sent(self.server, path, **{DEVICE: self.device})]

    def customer(self):
        cookies = {DEVICE: self.mine, GRANTS["questionnaire"]: self.ask, GRANTS["report"]: self.show}
        return [one for path in ("questionnaire", "shared") for one in sent(self.server, path, **cookies)]


@pytest.fixture
def case(server, kept):
    return Case(server, kept)


def test_what_the_supplier_is_sent_does_not_depend_on_the_answers_until_both_have_handed_in(case):
    case.supplier_rates(3)
    case.customer_answers(1, UNSEEN)
    case.customer_hands_in()
    case.supplier()  # the first visit settles in
    before = case.supplier()
    assert UNSEEN.encode() not in b"".join(before)
    case.customer_answers(5)
    assert case.supplier() == before
    case.supplier_hands_in()
    high = case.supplier()
    case.customer_answers(1)
    assert case.supplier() != high != before


def test_what_the_customer_is_sent_does_not_depend_on_the_suppliers_ratings_until_both_have_handed_in(case):
    case.supplier_rates(1, UNSEEN)
    case.customer_answers(4)
    case.supplier_hands_in()
    case.customer()  # the first visit settles in
    before = case.customer()
    assert UNSEEN.encode() not in b"".join(before)
    case.supplier_rates(5)
    assert case.customer() == before
    case.customer_hands_in()
    high = case.customer()
    case.supplier_rates(1, UNSEEN)
    low = case.customer()
    assert low != high
    assert UNSEEN.encode() in b"".join(low)
