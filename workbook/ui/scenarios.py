"""Saved deals on `/value`: save, open, rename, duplicate, delete, and put several side by side."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import streamlit as st

from workbook.links import new_id
from workbook.store.scenarios import Scenario
from workbook.text import Currency, bracketed, clean, money, number
from workbook.ui import deal, prose, writing
from workbook.ui.identity import own, owner
from workbook.ui.inputs import anew, kept, pick, told_apart
from workbook.ui.saved import Clash, attempt, doubled, read, receipt, saving, store
from workbook.ui.session import SCENARIOS, inputs, language, words
from workbook.value import Deal

MOST_BESIDE: Final = 4


def _fresh() -> dict[str, Any]:
    return {"name": "", "new_id": new_id(), "one": None, "beside": []}


def scenarios() -> None:
    """Save the deal on the page, and work with the saved ones."""
    w, now = words("scenarios"), inputs(SCENARIOS, _fresh)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        writing.line(now, "name", w.name, placeholder=w.name_hint)
        st.button(w.save, icon=":material/bookmark_add:", on_click=_save)
    if st.session_state.pop("scenario_unnamed", False):
        st.warning(w.name_needed)
    receipt()
    deals = saved()
    if not deals:
        st.caption(w.none)
        return
    names = told_apart({one.id: clean(one.name) for one in deals})
    now["one"] = now["one"] if now["one"] in names else None
    pick(now, "one", w.choose, names, key_end=str(len(names)), placeholder=w.choose_hint)
    chosen = next((one for one in deals if one.id == now["one"]), None)
    if chosen:
        _one(chosen)
    if len(deals) > 1:
        beside = [one for one in now["beside"] if one in names]
        state = kept(now, "beside", key_end=str(len(names)))
        st.multiselect(
            w.beside, list(names), beside, format_func=names.__getitem__, max_selections=MOST_BESIDE, placeholder=w.beside_hint, **state
        )
        _beside([one for one in deals if one.id in beside])


def saved() -> tuple[Scenario, ...]:
    """The owner's saved deals, the one changed last first."""
    mine = owner()
    return read("scenarios", lambda: store().scenarios.all(mine)) if mine else ()


def _save() -> None:
    now = inputs(SCENARIOS, _fresh)
    name, body = clean(now["name"]), deal.to_address(deal.held(), deal.current())
    if not name:
        st.session_state["scenario_unnamed"] = not doubled("scenario")
    elif writing.fits(now["name"]) and attempt(lambda: store().scenarios.save(own(), now["new_id"], name, body), of="scenario"):
        now.update(one=now["new_id"], name="", new_id=new_id())
        anew(now, "name", "one")


def _one(one: Scenario) -> None:
    """Open, change and delete one scenario."""
    w, typed = words("scenarios"), {"name": one.name}

    def rename() -> None:
        name = clean(typed["name"])
        if not name:
            st.session_state["scenario_unnamed"] = True
        elif writing.fits(typed["name"]):
            _change(one, name=name)

    now = inputs(SCENARIOS, _fresh)
    made, name = now["new_id"], clean(w.copy_of.format(name=one.name))

    def duplicate() -> None:
        # the copy is chosen once it is made, so the second of a double tap is a tap on the copy
        if not doubled("copy") and attempt(lambda: store().scenarios.save(own(), made, name, one.body), of="copy"):
            now.update(one=made, new_id=new_id())
            anew(now, "one")

    writing.line(typed, "name", w.rename, then=rename, key_end=f"{one.id}:{one.version}")
    with st.container(horizontal=True, key="scenario"):
        st.button(w.open, icon=":material/folder_open:", on_click=deal.take, args=(one.body,))
        st.button(w.update, icon=":material/save:", on_click=lambda: _change(one, body=deal.to_address(deal.held(), deal.current())))
        st.button(w.duplicate, key=f"duplicate-{one.id}", icon=":material/content_copy:", on_click=duplicate)
        with st.popover(w.delete, icon=":material/delete:"):
            st.markdown(w.delete_what)
            st.button(
                w.delete_now, type="primary", on_click=saving(lambda: store().scenarios.delete(own(), one.id), of=f"scenario:{one.id}")
            )


def _change(one: Scenario, **values: Any) -> None:
    def taken(current: Scenario) -> Clash | None:
        if all(getattr(current, field) == value for field, value in values.items()):
            return None
        theirs, mine = (current.name, values["name"]) if "name" in values else (_terms(current.body), _terms(values["body"]))
        return Clash(theirs, mine, lambda: _change(current, **values))

    attempt(lambda: store().scenarios.change(own(), one.id, one.version, **values), of=f"scenario:{one.id}:{' '.join(values)}", clash=taken)


def _terms(body: dict[str, str]) -> str:
    (of, sign), lang = deal_of(body), language()
    terms = zip("PSkC", (of.product, of.seller, of.perception, of.cost), strict=True)
    return " · ".join(f"{letter} {number(value, lang, digits=6)}" for letter, value in terms) + bracketed(sign, lang)


def deal_of(body: dict[str, str]) -> tuple[Deal, Currency]:
    """The deal of a scenario, without its hidden account, and its currency."""
    found, _, _ = deal.from_address(body)
    state = deal.from_example(deal.examples()[-1]) | {"favours": 0.0, "rivals": 0.0, "without": False} | found
    return deal.figures(state).deal, body.get("currency", "CNY")  # type: ignore[return-value]


def _beside(many: list[Scenario]) -> None:
    """Two to four deals as the columns of one table."""
    if len(many) > 1:
        table(many)


def table(many: list[Scenario]) -> None:
    """Deals as columns: their terms, their results, and whether they close."""
    w, v, lang = words("scenarios"), words("value"), language()
    deals = [deal_of(one.body) for one in many]
    amounts = ("product", "seller", "actual_value", "customer_value", "cost")
    rows = [(escape(getattr(v, name)), *(money(getattr(one, name), sign, lang) for one, sign in deals)) for name in amounts]
    rows.insert(3, (escape(v.perception), *(number(one.perception, lang, digits=6) for one, _ in deals)))
    rows.append((escape(v.surplus), *(money(one.surplus, sign, lang, signed=True) for one, sign in deals)))
    rows.append((escape(w.verdict), *(escape(w.closes if one.closes else w.does_not) for one, _ in deals)))
    css = "wb-beside" if len(many) < 3 else "wb-beside wb-stack"  # a phone has room for two columns of amounts
    st.html(prose.table((w.term, *(clean(one.name) for one in many)), rows, css=css, numbers=range(1, len(many) + 1)))
