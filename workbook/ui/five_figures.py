"""The figures of `/five-methods`: what the visit has put in the place of the workbook's, and how an address carries it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from html import escape
from typing import Any, Final, NamedTuple

import streamlit as st

from workbook.content import book
from workbook.content.effects import LIMITS, YEARS, EffectRow, MoveId
from workbook.content.methods import METHODS, MethodId
from workbook.effects import Effect, Through, through
from workbook.text import listed
from workbook.ui import deal
from workbook.ui.inputs import instead
from workbook.ui.session import FIVE, FIVE_OPENED, address, inputs, language, words
from workbook.value import MOST, Deal

_CHANGE: Final = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,10})?")
_VIEW: Final = "view"


class Place(NamedTuple):
    """Where a figure of the mapping stands: a method, a term that it moves, and a year (0-2)."""

    method: MethodId
    move: MoveId
    year: int

    @property
    def name(self) -> str:
        """What it is called in an address."""
        return f"{self.method}.{self.move}.{self.year + 1}"


@cache
def places() -> dict[str, Place]:
    """Every figure of the mapping by its name."""
    every = (Place(row.method, move, year) for row in book().effects.methods for move in row.moves for year in range(YEARS))
    return {place.name: place for place in every}


@cache
def rows() -> dict[MethodId, EffectRow]:
    """The rows of the mapping by method."""
    return {row.method: row for row in book().effects.methods}


def given(place: Place) -> Decimal:
    """The workbook's own figure."""
    return rows()[place.method].moves[place.move].years[place.year]


def held() -> dict[str, Any]:
    """The visit's view, and its own figures by name where they differ from the workbook's."""
    return inputs(FIVE, lambda: {"method": "value", "without": False, "edits": {}})


def effects(edits: Mapping[str, float]) -> dict[MethodId, Effect]:
    """The five effects with these figures in the place of the workbook's."""
    mine = {places()[name]: Decimal(str(value)) for name, value in edits.items() if name in places()}
    return {
        method: Effect.of(row, {(place.move, place.year): value for place, value in mine.items() if place.method == method})
        for method, row in rows().items()
    }


def current() -> tuple[Deal, Through]:
    """The deal before its hidden account, and what the five methods make of it."""
    now = deal.current()
    stated = now.deal.with_terms(cost=min(now.cost, MOST))
    return stated, through(stated, now.account, effects(held()["edits"]))


# ---- the address


def from_address(query: Mapping[str, str]) -> tuple[dict[str, float], list[str]]:
    """The figures of methods in an address that differ from the workbook's, and the names of those that do not fit."""
    found: dict[str, float] = {}
    ignored: list[str] = []
    for name in filter(_is_figure, query):
        place, text = places().get(name), query[name]
        if place and _CHANGE.fullmatch(text) and fits(place, Decimal(text)):
            if Decimal(text) != given(place):
                found[name] = float(text)
        else:
            ignored.append(name)
    return found, ignored


def _is_figure(name: str) -> bool:
    return name.partition(".")[0] in METHODS and "." in name


def fits(place: Place, value: Decimal) -> bool:
    """Whether a figure is within what its term may change by."""
    low, high = LIMITS[place.move]
    return low <= value <= high


def to_address(edits: Mapping[str, float], *, without: bool) -> dict[str, str]:
    """The query that opens the deal, these figures and this view again."""
    mine = {name: f"{Decimal(str(value)):.10f}".rstrip("0").rstrip(".") for name, value in sorted(edits.items())}
    return deal.to_address(deal.held(), deal.current()) | mine | ({_VIEW: "without"} if without else {})


def open_link() -> None:
    """Take deal, figures and view of the address into the visit, once for each address, and say what could not be used."""
    another = deal.open_link()
    query = {name: st.query_params[name] for name in sorted(st.query_params) if _is_figure(name) or name == _VIEW}
    edits, ignored = from_address(query)
    if another or (query and st.session_state.get(FIVE_OPENED) != query):
        st.session_state[FIVE_OPENED] = query
        st.session_state[FIVE] = instead(held(), {**held(), "edits": edits, "without": query.get(_VIEW) == "without"})
    if ignored:
        st.warning(words("five_methods").link_ignored.format(names=listed((escape(name[:40]) for name in ignored[:5]), language())))


def leave_link() -> None:
    """Once figures or view are no longer those of the address, the address no longer says them, as with the deal."""
    now, query = held(), st.session_state.get(FIVE_OPENED)
    if not query or (now["edits"], now["without"]) == (from_address(query)[0], query.get(_VIEW) == "without"):
        return
    st.query_params.from_dict({name: st.query_params[name] for name in st.query_params if name not in query})
    st.session_state[FIVE_OPENED] = {}


def link() -> None:
    """The address of this picture, to copy."""
    w, now = words("five_methods"), held()
    with st.popover(w.link, icon=":material/link:"):
        st.code(address("five-methods", to_address(now["edits"], without=now["without"])), language=None, wrap_lines=True)
        st.caption(w.link_help)
