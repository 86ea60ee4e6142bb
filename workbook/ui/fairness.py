"""The balance of interests: what both sides put in and gain, whether it is fair, the best fair selection, and what would turn it."""

from __future__ import annotations

from decimal import Decimal
from html import escape

import streamlit as st

from workbook.charts.shares import shares
from workbook.content.canvas import SIDES
from workbook.exports.given import losers
from workbook.plan import UNITS, Balance, Turn, Unit, balance, best_set, turns, weighed
from workbook.text import number, sentences, share
from workbook.ui import actions, prose, writing
from workbook.ui.pictures import draw
from workbook.ui.plan import Shown, amount
from workbook.ui.session import language, marked, words


def body(found: Shown) -> None:
    """A balance for money and one for points, and the actions that are in neither."""
    w = words("plan")
    st.caption(w.rule)
    balances = [one for unit in UNITS if (one := balance(found.actions, unit))]
    for one in balances:
        with st.container(key=f"balance-{one.unit}"):
            st.html(prose.heading(getattr(w, f"by_{one.unit}")))
            _one(found, one)
    if not balances:
        st.info(w.nothing_weighed)
    form = actions.opened(found) or {"id": None}
    left = [one.id for one in found.actions if one.id == form["id"] or (one.counts and not one.weighed)]
    if left:
        st.html(prose.heading(w.to_weigh))
        actions.cards(found, left, label="weigh")


def _one(found: Shown, of: Balance) -> None:
    w, unit = words("plan"), of.unit
    gains = {side: amount(of.surplus[side], unit, signed=True) for side in SIDES}
    if of.fair:
        st.success(marked(w.fair.format(**gains)), icon=":material/handshake:")
    else:
        st.warning(marked(w.unfair.format(losers=losers(of, language()), **gains)), icon=":material/balance:")
    left, right = st.columns(2, gap="large")
    with left:
        _shares(of)
        _selection(found, unit)
        if not of.fair:
            _turns(found, unit)
    with right:
        _working(found, of)


def _shares(of: Balance) -> None:
    w, lang = words("plan"), language()
    parts = {what: {side: of.share(what, side) for side in SIDES} for what in ("effort", "benefit")}
    rows = [(what, side, value) for what, both in parts.items() for side, value in both.items() if value]
    columns = {
        "what": [what for what, _, _ in rows],
        "side": [side for _, side, _ in rows],
        "start": [0.0 if side == "supplier" else 1 - float(value) for _, side, value in rows],
        "end": [float(value) if side == "supplier" else 1.0 for _, side, value in rows],
        "label": [share(float(value), lang) for _, _, value in rows],
    }
    said = {what: w.none_yet if (value := both["supplier"]) is None else share(float(value), lang) for what, both in parts.items()}
    draw(shares, columns, words="plan", alt_text=w.shares_alt.format(**said))
    table = []
    for side in SIDES:
        effort, benefit = parts["effort"][side], parts["benefit"][side]
        cells = [w.none_yet if value is None else share(float(value), lang) for value in (effort, benefit)]
        off = w.none_yet if effort is None or benefit is None else number(round(float(benefit - effort) * 100), lang, signed=True)
        table.append((escape(getattr(w, side)), *cells, escape(off)))
    st.html(prose.table((w.side_head, w.share_effort, w.share_benefit, w.difference), table, css="wb-tight", numbers=(1, 2, 3)))


def _working(found: Shown, of: Balance) -> None:
    """The surplus of every action for both sides, and their sum."""
    w, unit = words("plan"), of.unit
    rows = [
        (
            f"{found.number(one.id)} {writing.typed(one.text)}",
            *(escape(amount(one.surplus(side) or Decimal(0), unit, signed=True)) for side in SIDES),
        )
        for one in weighed(found.actions, unit)
    ]
    rows.append(
        (
            f"<strong>{escape(w.total)}</strong>",
            *(f"<strong>{escape(amount(of.surplus[side], unit, signed=True))}</strong>" for side in SIDES),
        )
    )
    st.html(prose.table((w.working, w.supplier, w.customer), rows, css="wb-tight", numbers=(1, 2)))


def _selection(found: Shown, unit: Unit) -> None:
    w, inside, best = words("plan"), weighed(found.actions, unit), best_set(found.actions, unit)
    out = [one for one in inside if one.id not in best.actions]
    st.markdown(f"**{w.best}**")
    if not best.actions:
        st.markdown(w.best_none)
        return
    gains = {name: amount(getattr(best, name), unit, signed=True) for name in ("joint", *SIDES)}
    lines = [w.best_is.format(numbers=found.numbers(one for one in inside if one.id in best.actions), **gains)] if out else [w.best_all]
    if out:
        lines.append(w.best_leaves.format(numbers=found.numbers(out)))
    lines.append(w.best_exact if best.bound is None else w.best_bound.format(bound=amount(best.bound, unit)))
    st.markdown(marked(sentences(lines, language())))


def _turns(found: Shown, unit: Unit) -> None:
    w, ways = words("plan"), turns(found.actions, unit)
    st.markdown(f"**{w.turn}**")
    if not ways:
        st.markdown(w.turn_none)
        return
    st.html('<ul class="wb-statements">' + "".join(f"<li>{_turn(found, one, unit)}</li>" for one in ways[:6]) + "</ul>")


def _turn(found: Shown, one: Turn, unit: Unit) -> str:
    w = words("plan")
    side = "" if one.side is None else getattr(w, one.side) if language() == "zh" else f"the {getattr(w, one.side).lower()}"
    filled = {
        "side": side,
        "amount": "" if one.amount is None else amount(one.amount, unit),
        "most": "" if one.most is None else amount(one.most, unit),
    }
    if one.action:
        of = next(each for each in found.actions if each.id == one.action)
        filled |= {"number": str(found.number(one.action)), "text": of.text}
    return writing.typed(getattr(w, f"turn_{one.kind}").format(**filled))
