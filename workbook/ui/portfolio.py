"""The accounts: a heat map of all of them, and what can be done with one."""

from __future__ import annotations

from html import escape
from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st

from workbook.accounts import Account
from workbook.canvas import LEVELS
from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.links import new_id
from workbook.store import Forbidden
from workbook.store.accounts import Line
from workbook.text import clean, number
from workbook.ui import board, prose, writing
from workbook.ui.identity import own, owner
from workbook.ui.inputs import anew, choice, kept, pick
from workbook.ui.saved import Clash, attempt, date, doubled, read, receipt, store
from workbook.ui.session import ACCOUNTS, inputs, language, words

PAGE: Final = 50
_ORDERS: Final = ("name", "overall", "planning", "execution", "resources", "gap", "rated")
_FALLING: Final = ("gap",)
"""Orders that begin with the largest; the others begin with the lowest, the oldest or the first letter."""
_SHOWN: Final = ("customer", "supplier", "gap")


def _fresh() -> dict[str, Any]:
    return {"search": "", "archived": False, "order": "name", "shown": "customer", "new": "", "new_id": new_id(), "one": None}


def create() -> None:
    """A new account by its name."""
    w, now = words("accounts"), inputs(ACCOUNTS, _fresh)

    def add() -> None:
        name = clean(now["new"])
        if not name:
            st.session_state["accounts_empty"] = not doubled("account")
            return
        if writing.fits(now["new"]) and attempt(lambda: store().accounts.create(own(), now["new_id"], name), of="account"):
            now.update(new="", new_id=new_id())
            anew(now, "new")

    with st.container(horizontal=True, vertical_alignment="bottom"):
        writing.line(now, "new", w.new, placeholder=w.new_hint)
        st.button(w.add, type="primary", icon=":material/add:", on_click=add)
    if st.session_state.pop("accounts_empty", False):
        st.warning(w.name_needed)
    receipt()


def portfolio() -> None:
    """Search, order, heat map, and the accounts of this page to change."""
    w, now = words("accounts"), inputs(ACCOUNTS, _fresh)
    mine = owner()
    if not mine or not read("accounts_any", lambda: any(_count(mine, archived=archived) for archived in (False, True))):
        st.info(w.none)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(w.search, now["search"], placeholder=w.search_hint, max_chars=80, **kept(now, "search", otherwise=""))
        st.toggle(w.archived, now["archived"], **kept(now, "archived"))
    with st.container(horizontal=True, key="portfolio-looks"):
        choice(now, "order", w.order, list(_ORDERS), lambda order: getattr(w, f"order_{order}"), width="content", wrap=True)
        choice(now, "shown", w.shown, list(_SHOWN), lambda shown: getattr(w, f"shown_{shown}"), width="content", wrap=True)
    query: dict[str, Any] = {"search": now["search"], "archived": now["archived"], "order": now["order"], "down": now["order"] in _FALLING}
    count = read("accounts_count", lambda: _count(mine, **query))
    if not count:
        st.info(w.nothing)
        return
    place = st.empty()
    pages = -(-count // PAGE)
    page = st.pagination(pages, key=f"accounts:{now['search']}:{now['order']}:{now['archived']}") if pages > 1 else 1
    _, lines = read("accounts_lines", lambda: store().accounts.portfolio(mine, **query, page=page, size=PAGE))
    with place.container():
        st.caption(w.count.format(count=number(count, language())))
        st.html(heat_map(lines, now["shown"], now["order"]))
        st.caption(getattr(w, f"legend_{now['shown']}"))
    _change(lines, now)


def _count(mine: str, **query: Any) -> int:
    return store().accounts.portfolio(mine, **query, size=1)[0]


def heat_map(lines: tuple[Line, ...], kind: str, order: str) -> str:
    """Accounts as rows, elements as columns; the score stands in its cell, so colour repeats what the figure says.

    The level by which they are sorted has a column of its own.
    """
    w, lang = words("accounts"), language()
    elements = book().canvas.elements
    heads = [(str(place), one.name[lang]) for place, one in enumerate(elements, 1)]
    means = ["overall", *([order] if order in LEVELS else []), "gap"]
    sums = [escape(getattr(w, f"order_{mean}")) for mean in means]
    numbered = [f'<abbr title="{escape(name, quote=True)}">{place}</abbr>' for place, name in heads]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in (escape(w.account), *sums, *numbered, escape(w.order_rated)))
    rows = "".join(_row(line, kind, means) for line in lines)
    key = " · ".join(f"{place} {name}" for place, name in heads)
    table = f'<table class="wb-table wb-heat"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'{prose.wide(table)}<p class="wb-heat-key">{escape(key)}</p>'


def _row(line: Line, kind: str, means: list[str]) -> str:
    w, at = words("accounts"), line.standing
    href = escape(f"triple-fit?{urlencode({'account': line.id, 'lang': language()})}", quote=True)
    name = escape(clean(line.name) or w.unnamed)
    sums = "".join(f'<td class="wb-number">{_figure(getattr(at, mean))}</td>' for mean in means)
    cells = "".join(_cell(kind, *at.cells.get(element, (None, None))) for element in ELEMENTS)
    rated = escape(date(at.rated) if at.rated else w.never)
    return f'<tr><th scope="row"><a href="{href}" target="_self">{name}</a></th>{sums}{cells}<td>{rated}</td></tr>'


def _cell(kind: str, supplier: float | None, customer: float | None) -> str:
    if kind == "gap":
        value = None if supplier is None or customer is None else round(supplier - customer, 9)  # the difference of floats is blurred
        level = None if value is None else 1 + min(4, round(abs(value)))
        return _td("g", level, _figure(value, signed=True))
    value = customer if kind == "customer" else supplier
    return _td("h", None if value is None else round(value), _figure(value))


def _td(scale: str, level: int | None, said: str) -> str:
    return f'<td class="wb-{scale}{level}">{said}</td>' if level else f"<td>{said}</td>"


def _figure(value: float | None, *, signed: bool = False) -> str:
    return words("accounts").no_score if value is None else number(value, language(), digits=1, signed=signed)


# ---- one account


def _change(lines: tuple[Line, ...], now: dict[str, Any]) -> None:
    """Rename, archive or delete one of the accounts shown."""
    w = words("accounts")
    names = {line.id: clean(line.name) or w.unnamed for line in lines}
    now["one"] = now["one"] if now["one"] in names else None
    st.header(w.change, anchor=False)
    pick(now, "one", w.change_which, names, key_end=",".join(names)[:80], placeholder=w.change_hint)
    if not now["one"]:
        return
    try:
        one = read(f"account_to_change:{now['one']}", lambda: store().accounts.one(own(), now["one"]))
    except Forbidden:
        now["one"] = None
        return
    typed = {"name": one.name}

    def rename() -> None:
        if not (name := clean(typed["name"])):
            st.session_state["accounts_unnamed"] = True
        elif writing.fits(typed["name"]):
            _rename(one, name)

    def delete() -> None:
        if attempt(lambda: store().accounts.delete(own(), one.id), of=f"account:{one.id}"):
            now["one"] = None
            if board.held()["account"] == one.id:
                board.choose(None)

    writing.line(typed, "name", w.rename, then=rename, key_end=f"{one.id}:{one.version}")
    if st.session_state.pop("accounts_unnamed", False):
        st.warning(w.name_needed)
    with st.container(horizontal=True, key="change"):
        label = w.take_back if one.archived else w.archive
        st.button(
            label,
            icon=":material/archive:",
            on_click=_archive,
            args=(one,),
        )
        with st.popover(w.delete, icon=":material/delete:"):
            st.markdown(w.delete_what)
            st.button(w.delete_now, type="primary", icon=":material/delete_forever:", on_click=delete)


def _rename(one: Account, name: str) -> None:
    def taken(current: Account) -> Clash | None:
        if current.name in (one.name, name):  # something else than the name was changed
            _rename(current, name)
            return None
        return Clash(current.name, name, lambda: _rename(current, name))

    attempt(lambda: store().accounts.rename(own(), one.id, name, one.version), of=f"name:{one.id}", clash=taken)


def _archive(one: Account) -> None:
    def taken(current: Account) -> None:
        if current.archived == one.archived:  # something else was changed
            _archive(current)

    attempt(lambda: store().accounts.archive(own(), one.id, one.version, archived=not one.archived), of=f"archive:{one.id}", clash=taken)
