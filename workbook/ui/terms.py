"""The figures of `/value`: each is a fragment of its own, which draws itself again and fills the places of what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from workbook.content import book
from workbook.content.formulas import Line
from workbook.ui import deal, drafts, verdict
from workbook.ui.inputs import REFUSED, figure, plain_number, settle
from workbook.ui.places import make, places
from workbook.ui.session import DEAL, is_whole, language, words
from workbook.value import MOST, TOP_PERCEPTION


def terms() -> None:
    """All figures of the deal."""
    w, now, lang, formulas = words("value"), deal.held(), language(), book().formulas
    places().pop(REFUSED, None)  # drawn anew, nothing of it stands any more

    def amounts(lines: Iterable[Line]) -> None:
        for line in lines:
            amount(line.id, line.name[lang], line.help[lang])

    def amount(name: str, label: str, help: str) -> None:  # noqa: A002 - Streamlit's own word
        look = {"top": now["top"], "most": float(MOST), "step": now["top"] / 1000}
        _part(name, partial(figure, now, name, label, help=help, then=partial(verdict.moved, name), **look))

    def factor(name: str, label: str, help: str) -> None:  # noqa: A002
        look = {"top": float(TOP_PERCEPTION), "most": float(TOP_PERCEPTION), "step": 0.01}
        _part(name, partial(figure, now, name, label, help=help, then=partial(verdict.moved, name), **look))

    amount("product", w.product, w.product_help)
    amount("seller", w.seller, w.seller_help)
    if now["perception_mode"] == "one":
        factor("perception", w.perception, w.perception_help)
    else:
        for driver in formulas.drivers:
            factor(f"driver_{driver.id}", driver.name[lang], driver.help[lang])
        _part("weights", _weights)
        make("mean")
        _show_mean(now, verdict.speaker())
    if now["cost_mode"] == "one":
        amount("cost", w.cost, w.cost_help)
    else:
        amounts(formulas.lines)
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
    drivers = book().formulas.drivers
    for column, driver in zip(st.columns(len(drivers), vertical_alignment="bottom"), drivers, strict=True):
        with column:
            label = w.weight.format(driver=driver.name[lang])
            plain_number(deal.held(), f"weight_{driver.id}", label, then=partial(verdict.moved, "weights"))


def _show_mean(now: Mapping[str, Any], say: verdict.Say) -> None:
    if now["perception_mode"] == "drivers":
        perception = deal.drivers(now).perception
        if perception is None:
            places()["mean"].fill(st.warning, say.w.weights_zero)
        else:
            places()["mean"].fill(st.markdown, say.w.from_drivers.format(perception=say.k(perception)))
