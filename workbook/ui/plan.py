"""The plan of the account on the board, as it is stored, and what the page shows of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

import streamlit as st

from workbook.accounts import Account
from workbook.content import book
from workbook.content.canvas import ELEMENTS, ElementId
from workbook.links import clock
from workbook.plan import HORIZONS, Action, Plan, Unit
from workbook.text import Lang, clean, listed, money, number
from workbook.ui import board
from workbook.ui.identity import own
from workbook.ui.inputs import anew, pick
from workbook.ui.results import View
from workbook.ui.saved import here, read, store
from workbook.ui.session import PLAN, currency, inputs, language, words
from workbook.ui.ways import to

_RECORDS: Final = "plan_records"


class Shown(NamedTuple):
    """What the page is about: an account (None: the example), what may be seen of its canvas, its plan and its actions in their order."""

    account: Account | None
    view: View
    plan: Plan
    actions: tuple[Action, ...]

    def number(self, action_id: str | None) -> int:
        """An action's place in the list, from 1."""
        return [one.id for one in self.actions].index(str(action_id)) + 1

    def numbers(self, some: Iterable[Action]) -> str:
        """The places of some actions, in words of the page."""
        return listed((str(place) for place in sorted(self.number(one.id) for one in some)), language())


def _fresh() -> dict[str, Any]:
    return {"step": "relationship", "look": "timeline", "element": None, "form": None}


def held() -> dict[str, Any]:
    """What the page shows: the step, the picture, the element to plan for, the action that is open as it was typed so far."""
    return inputs(PLAN, _fresh)


def load() -> None:
    """Read the account on the board and its plan again. Once in every full run."""
    board.load()
    st.session_state.pop(_RECORDS, None)
    if found := board.records():
        refresh(found[0].id)


def refresh(account_id: str) -> None:
    """Read the plan of an account again, after it was changed."""
    st.session_state[_RECORDS] = read(f"plan:{account_id}", lambda: store().plans.one(own(), account_id))


def shown() -> Shown | None:
    """The account with its plan, the example with an invented one, or None without either."""
    if board.held()["example"]:
        return Shown(None, board.view(), *example(language(), here(clock()).date()))
    found = board.records()
    if found is None or _RECORDS not in st.session_state:
        return None
    of, many = st.session_state[_RECORDS]
    return Shown(found[0], board.view(), of, in_order(many))


def in_order(many: Iterable[Action]) -> tuple[Action, ...]:
    """Actions in the order of the canvas, and for one element the nearest first."""
    return tuple(sorted(many, key=lambda one: (ELEMENTS.index(one.element), HORIZONS.index(one.horizon))))


def example(lang: Lang, today: date) -> tuple[Plan, tuple[Action, ...]]:
    """The invented plan of the invented account."""
    given = book().plan.example
    lines = tuple(
        Action(
            f"example-{place}",
            element=one.element,
            text=one.text[lang],
            owner=one.owner[lang],
            side=one.side,
            horizon=one.horizon,
            due=today + timedelta(days=one.days),
            indicator=one.indicator[lang],
            status=one.status,
            unit=one.unit,
            effort_supplier=Decimal(one.effort["supplier"]),
            effort_customer=Decimal(one.effort["customer"]),
            benefit_supplier=Decimal(one.benefit["supplier"]),
            benefit_customer=Decimal(one.benefit["customer"]),
            target=one.target,
        )
        for place, one in enumerate(given.actions)
    )
    return Plan("", given.vision[lang], created=clock()), in_order(lines)


def account() -> None:
    """Which account it is, and the way to its canvas."""
    w, now = words("plan"), board.held()
    names = board.names_to_choose()
    with st.container(horizontal=True, vertical_alignment="bottom", key="plan-account"):
        if names and not now["example"]:
            said = {one: clean(name) or w.unnamed for one, name in names.items()}
            picked = {"plan_account": now["account"]}

            def chose() -> None:
                board.choose(picked["plan_account"])
                held().update(element=None)

            pick(picked, "plan_account", w.account, said, then=chose, key_end=now["account"] or "none", placeholder=w.account_hint)
        to("triple-fit", w.to_canvas)
        st.button(w.leave_example if now["example"] else w.show_example, icon=":material/lightbulb:", on_click=_toggle)
    board.say_rest(names)
    if now["example"]:
        st.header(now["name"], anchor=False)
        st.info(w.is_example, icon=":material/theater_comedy:")


def _toggle() -> None:
    board.toggle_example()
    held().update(element=None)


def go(step: str, **chosen: Any) -> None:
    """Show another step; whoever has `chosen` what to plan there begins anew."""
    now = held()
    now.update(step=step, **(chosen and {**chosen, "form": None}))
    anew(now, "step", "element")


def element_name(element: ElementId) -> str:
    """An element's name."""
    return book().canvas.elements[ELEMENTS.index(element)].name[language()]


def amount(value: Decimal, unit: Unit, *, signed: bool = False) -> str:
    """Money or points, in plain text."""
    if unit == "points":
        return number(value, language(), signed=signed)
    # a line may end between a sign and a currency unless they are joined
    return re.sub(r"^[+−]", lambda sign: sign[0] + "\u2060", money(value, currency(), language(), signed=signed))
