"""The account that the canvas of `/triple-fit` is about: what the board holds, the example, and a way back.

The store is the truth: every tap is stored when it is made and shown as it reads back. The example alone lives in the visit only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import streamlit as st

from workbook.accounts import Account, Assessment, Given, visible
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES, ElementId, Side
from workbook.links import new_id
from workbook.store import Forbidden
from workbook.store.accounts import MOST_NAMES, Field
from workbook.text import Text, clean, number, sentences
from workbook.ui import results, writing
from workbook.ui.identity import own, owner
from workbook.ui.inputs import anew, instead, pick
from workbook.ui.results import View
from workbook.ui.saved import Clash, attempt, read, store
from workbook.ui.session import CANVAS, inputs, language, words

Found = tuple[Account, tuple[Assessment, ...]]
"""An account with all its assessments."""

_RECORDS: Final = "canvas_records"
_BEFORE: Final = "canvas_before"
_VIEW: Final = "canvas_view"
FIELDS: Final[dict[str, Field]] = {"": "score", "predict:": "predicted", "evidence:": "evidence", "note:": "note"}
"""How the names of inputs begin, and the field of a rating that each holds."""


class _Cleared(NamedTuple):
    """What was taken off the board: of which account (None: of nothing that is stored), and how it is put back."""

    account: str | None
    put_back: Callable[[], object]


def fresh() -> dict[str, Any]:
    """A canvas without an account."""
    blank = {f"{kind}{side}:{element}": None for kind in FIELDS for side in SIDES for element in ELEMENTS}
    return {
        "account": None,
        "name": "",
        "side": "supplier",
        "look": "radar",
        "predict": False,
        "example": False,
        "who": {},
        "unsaved": set(),
        "begin": {},
        **blank,
    }


def held() -> dict[str, Any]:
    """What the page shows and holds until it is stored."""
    return inputs(CANVAS, fresh)


def records() -> Found | None:
    """The account on the board with all its assessments, as read last; None without one."""
    found: Found | None = st.session_state.get(_RECORDS)
    return None if held()["example"] else found


def put(found: Found) -> None:
    """Have the board know what was just read, or stored."""
    st.session_state[_RECORDS] = found


def view() -> View:
    """What may be shown of it."""
    now, found = held(), records()
    if found is None:
        return results.of_ratings({side: {element: now[f"{side}:{element}"] for element in ELEMENTS} for side in SIDES})
    seen: tuple[Any, View] | None = st.session_state.get(_VIEW)
    if seen is None or seen[0] is not found:
        st.session_state[_VIEW] = seen = found, results.of_assessments(visible(*found), found[0].round)
    return seen[1]


# ---- from the store


def load() -> None:
    """Read the account on the board again, and show what was changed elsewhere. Once in every full run."""
    now, mine = held(), owner()
    asked = st.query_params.get("account")
    if asked and asked != now["account"]:
        choose(asked)
        now = held()
    st.session_state.pop(_RECORDS, None)
    if now["example"] or not now["account"]:
        return
    try:
        if mine is None:
            raise Forbidden
        _read(now)
    except Forbidden:  # deleted elsewhere, or somebody else's
        st.session_state[CANVAS] = instead(now, fresh())
        if st.query_params.pop("account", None):
            st.info(words("triple_fit").no_such_account)


def _read(now: dict[str, Any]) -> None:
    of, mine = now["account"], own()
    found = read(f"account:{of}", lambda: (store().accounts.one(mine, of), store().accounts.assessments(mine, of)))
    put(found)
    if now["name"] != found[0].name and "name" not in now["unsaved"]:
        now["name"] = found[0].name
        anew(now, "name")
    for side in SIDES:
        chosen = current(found, side)
        now["who"][side] = chosen.id if chosen else None
        for element in ELEMENTS:
            show(now, side, element, chosen.ratings.get(element, Given()) if chosen else Given())


def show(now: dict[str, Any], side: Side, element: ElementId, given: Given) -> None:
    """Put a stored rating on the board; a widget whose value it changes is drawn anew."""
    for kind, field in FIELDS.items():
        name, value = f"{kind}{side}:{element}", getattr(given, field) or None
        if (now.get(name) or None) != value and name not in now["unsaved"]:
            now[name] = value
            anew(now, name)
    now[f"version:{side}:{element}"] = given.version


def own_assessments(found: Found, side: Side) -> list[Assessment]:
    """The owner's own assessments of this round for a side."""
    account, many = found
    return [one for one in many if one.round == account.round and one.side == side and not one.by_link]


def current(found: Found, side: Side) -> Assessment | None:
    """The assessment on the board: the chosen rater's, else the one changed last; None where the rater has not begun."""
    now, mine = held(), own_assessments(found, side)
    chosen = now["begin"][side]["id"] if side in now["begin"] else now["who"].get(side)
    by_id = {one.id: one for one in mine}
    if chosen in by_id or side in now["begin"]:
        return by_id.get(chosen)
    return max(mine, key=lambda one: one.changed, default=None)


def choose(account_id: str | None) -> None:
    """Put an account on the board, or an empty board for a new one. An address does not go on to name another."""
    now = held()
    if st.query_params.get("account") != account_id:
        st.query_params.pop("account", None)
    st.session_state.pop(_BEFORE, None)
    st.session_state[CANVAS] = instead(now, fresh() | {"account": account_id, "side": now["side"], "look": now["look"]})


# ---- the account


def account() -> None:
    """Which account it is, the example, and a way back."""
    w, now, lang = words("triple_fit"), held(), language()
    if now["example"]:
        _follow_language(now)
    names = names_to_choose()
    with st.container(horizontal=True, vertical_alignment="bottom", key="account-row"):
        if not now["example"]:
            new = {"": w.new_account}
            said = {**new, **{one: clean(name) or w.unnamed for one, name in names.items()}}
            shown, picked = now["account"], {"account_choice": now["account"] or ""}

            def chose() -> None:
                if held()["account"] == shown:  # else a late message of a box that another account has taken the place of
                    choose(picked["account_choice"] or None)

            pick(
                picked,
                "account_choice",
                w.account,
                said,
                then=chose,
                key_end=now["account"] or "new",
                filter_mode="contains",
            )
        if not now["example"]:
            writing.line(now, "name", w.name, then=_named, placeholder=w.account_hint)
        st.button(w.leave_example if now["example"] else w.show_example, icon=":material/lightbulb:", on_click=toggle_example)
        st.button(w.start_again, icon=":material/restart_alt:", on_click=_clear, disabled=not _used(now) or closed())
    say_rest(names)
    cleared: _Cleared | None = st.session_state.get(_BEFORE)
    if cleared and cleared.account == now["account"]:
        with st.container(horizontal=True, vertical_alignment="center", key="undo"):
            st.info(w.cleared)
            st.button(w.undo, icon=":material/undo:", on_click=_undo, args=(cleared,))
    if now["example"]:
        st.header(now["name"], anchor=False)
        st.info(sentences((w.is_example, book().canvas.example.story[lang]), lang), icon=":material/theater_comedy:")


def names_to_choose() -> dict[str, str]:
    """The accounts in a box to choose from, by id: those changed last, and the one on the board."""
    names = dict(read("names", lambda: store().accounts.names(own()))) if owner() else {}
    if found := records():
        names.setdefault(found[0].id, found[0].name)
    return names


def say_rest(names: Mapping[str, str]) -> None:
    """Say where the others are, where a box holds only those changed last."""
    if len(names) >= MOST_NAMES and not held()["example"]:
        st.caption(words("triple_fit").changed_last.format(most=number(MOST_NAMES, language())))


def _named() -> None:
    now = held()
    if not writing.fits(now["name"]):
        now["unsaved"].add("name")
        return
    name = clean(now["name"])
    found = records()
    if found is None:
        attempt(lambda: account_id(now, name), of="name")
    elif name != found[0].name:
        _rename(found[0], name)


def _rename(account: Account, name: str) -> None:
    unsaved = held()["unsaved"]
    unsaved.add("name")

    def rename() -> None:
        store().accounts.rename(own(), account.id, name, account.version)
        unsaved.discard("name")

    def take(current: Account) -> Clash | None:
        if current.name in (account.name, name):  # something else than the name was changed
            _rename(current, name)
            return None
        return Clash(current.name, name, lambda: _rename(current, name), lambda: unsaved.discard("name"))

    attempt(rename, clash=take, of=f"name:{account.id}")


def account_id(now: dict[str, Any], name: str | None = None) -> str:
    """The account on the board; a new one begins with the first thing that is stored."""
    if not now["account"]:
        made = now.setdefault("new_account", new_id())
        store().accounts.create(own(), made, clean(now["name"] if name is None else name))
        now["account"] = made
    return str(now["account"])


def toggle_example() -> None:
    """Show the invented account, or the board as it was."""
    now = held()
    st.session_state.pop(_BEFORE, None)
    st.query_params.pop("account", None)
    if now["example"]:
        st.session_state[CANVAS] = instead(now, st.session_state.pop("canvas_own", fresh()))
        return
    example, lang = book().canvas.example, language()
    state = (
        fresh()
        | {name: text[lang] for name, text in _example_texts().items()}
        | {"example": True, "side": now["side"], "look": now["look"]}
    )
    for side in SIDES:
        state |= {f"{side}:{element}": rating for element, rating in example.ratings[side].items()}
    st.session_state["canvas_own"] = now
    st.session_state[CANVAS] = instead(now, state)


def _example_texts() -> dict[str, Text]:
    example = book().canvas.example
    notes = {f"evidence:{side}:{element}": note for side, given in example.notes.items() for element, note in given.items()}
    return {"name": example.name, **notes}


def _follow_language(now: dict[str, Any]) -> None:
    """The example's own texts change with the language; what was written over them stays."""
    for name, text in _example_texts().items():
        if now.get(name) in (text.en, text.zh) and now[name] != text[language()]:
            now[name] = text[language()]
            anew(now, name)


def _used(now: dict[str, Any]) -> bool:
    """Whether anything is on the board."""
    return any(now[f"{kind}{side}:{element}"] for kind in FIELDS for side in SIDES for element in ELEMENTS)


def closed() -> bool:
    """Whether the round on the board is closed: nothing is rated any more."""
    found = records()
    return bool(found and found[0].closed)


def _clear() -> None:
    """Take everything on the board back, so that it can be undone."""
    now, found = held(), records()
    blank = {name: None for name in fresh() if name.endswith(ELEMENTS)}
    if found is None:
        before = dict(now)
        st.session_state[_BEFORE] = _Cleared(None, lambda: st.session_state.update({CANVAS: instead(held(), before)}))
        st.session_state[CANVAS] = instead(now, now | blank)
        return
    of, taken = found[0].id, list[Assessment]()

    def clear() -> None:
        rated = [one for side in SIDES if (one := current(found, side)) and one.ratings]
        taken.extend(store().accounts.clear(own(), of, one.id) for one in rated)
        st.session_state[_BEFORE] = _Cleared(of, lambda: attempt(put_back, of=f"board:{of}"))

    def put_back() -> None:
        for one in taken:
            store().accounts.put_back(own(), of, one)

    attempt(clear, of=f"board:{of}")


def _undo(cleared: _Cleared) -> None:
    st.session_state.pop(_BEFORE, None)
    cleared.put_back()
