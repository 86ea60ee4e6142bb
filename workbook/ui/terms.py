"""The figures of `/value`: each is a fragment of its own, which draws itself again and fills the places of what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from workbook.content import book
from workbook.content.formulas import HIDDEN, Line
from workbook.ui import deal, drafts, verdict
from workbook.ui.inputs import REFUSED, anew, choice, figure, pair, plain_number, settle
from workbook.ui.places import make, places
from workbook.ui.session import DEAL, is_whole, language, words
from workbook.value import MOST, TOP_PERCEPTION


def terms() -> None:
    """All figures of the deal, and in which detail they are given."""
    w, now, lang, formulas = words("value"), deal.held(), language(), book().formulas
    places().pop(REFUSED, None)  # drawn anew, nothing of it stands any more

    def amounts(lines: Iterable[Line]) -> None:
        for line in lines:
            amount(line.id, line.name[lang], line.help[lang])

    def amount(name: str, label: str, help: str | None = None) -> None:  # noqa: A002 - Streamlit's own word
        look = {"top": now["top"], "most": float(MOST), "step": now["top"] / 1000}
        _part(name, partial(figure, now, name, label, help=help, then=partial(verdict.moved, name), **look))

    def factor(name: str, label: str, help: str | None = None) -> None:  # noqa: A002
        look = {"top": float(TOP_PERCEPTION), "most": float(TOP_PERCEPTION), "step": 0.01}
        _part(name, partial(figure, now, name, label, help=help, then=partial(verdict.moved, name), **look))

    amount("product", w.product, w.product_help)
    amount("seller", w.seller, w.seller_help)
    modes = {"one": w.perception_one, "drivers": w.perception_drivers}
    choice(now, "perception_mode", w.perception, list(modes), modes, then=_same_perception, help=w.perception_help)
    if now["perception_mode"] == "one":
        factor("perception", w.perception)
    else:
        for driver in formulas.drivers:
            factor(f"driver_{driver.id}", driver.name[lang], driver.help[lang])
        _part("weights", _weights)
        make("mean")
        _show_mean(now, verdict.speaker())
    modes = {"one": w.cost_one, "lines": w.cost_lines}
    choice(now, "cost_mode", w.cost, list(modes), modes, then=_same_cost, help=w.cost_help)
    if now["cost_mode"] == "one":
        amount("cost", w.cost)
    else:
        amounts(formulas.lines)
    counted = {False: w.hidden_out, True: w.hidden_in}
    choice(now, "hidden", w.hidden, list(counted), counted, then=_hide, help=w.hidden_help)
    if now["hidden"]:
        amounts(formulas.hidden)


def _part(name: str, draw: Callable[[], None]) -> None:
    """An input that is drawn again when it is changed, and nothing else with it but the answers."""

    def part() -> None:
        if is_whole():
            settle()
            now, say = deal.held(), verdict.speaker()
            verdict.show(now, say)
            _show_mean(now, say)
            drafts.keep(DEAL)
        draw()

    st.fragment(part, key=name)()


def _weights() -> None:
    w, lang = words("value"), language()
    with st.container(key="boxes-weights"):
        for driver in book().formulas.drivers:
            label = w.weight.format(driver=driver.name[lang])
            plain_number(deal.held(), f"weight_{driver.id}", label, then=partial(verdict.moved, "weights"))


def _show_mean(now: Mapping[str, Any], say: verdict.Say) -> None:
    if now["perception_mode"] == "drivers":
        perception = deal.drivers(now).perception
        if perception is None:
            places()["mean"].fill(st.warning, say.w.weights_zero)
        else:
            places()["mean"].fill(st.markdown, say.w.from_drivers.format(perception=say.k(perception)))


def _hide() -> None:
    """A hidden account that is left out is empty."""
    now = deal.held()
    if not now["hidden"]:
        now["without"] = False
        anew(now, "without")
        _set(now, dict.fromkeys(HIDDEN, 0.0))


def _same_perception() -> None:
    """Another way of giving the perception starts from the same figure."""
    now = deal.held()
    mean = deal.drivers(now).perception
    if now["perception_mode"] == "one":
        _set(now, {"perception": float(mean or 0)})
    elif mean is None or float(mean) != now["perception"]:
        _set(now, dict.fromkeys(deal.FACTORS[1:], now["perception"]))


def _same_cost() -> None:
    """Another way of giving the cost starts from the same total; what the lines lack of it, or have too much, is the price's."""
    now = deal.held()
    total = sum(Decimal(str(now[line])) for line in deal.LINES)
    if now["cost_mode"] == "one":
        _set(now, {"cost": float(min(total, MOST))})
    elif (more := Decimal(str(now["cost"])) - total) and (price := Decimal(str(now["price"])) + more) >= 0:
        _set(now, {"price": float(price)})
    elif more:
        _set(now, dict.fromkeys(deal.LINES, 0.0) | {"price": now["cost"]})


def _set(now: dict[str, Any], changed: Mapping[str, float]) -> None:
    """Put figures where others stood."""
    now.update(changed)
    anew(now, *(widget for name in changed for widget in pair(name)))
