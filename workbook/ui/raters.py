"""Who rates, in which round, and what is still to come in."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from workbook.accounts import Account, Assessment, revealed
from workbook.content.canvas import SIDES, Side
from workbook.links import new_id
from workbook.text import clean, literal
from workbook.ui import board, results
from workbook.ui.identity import own
from workbook.ui.inputs import choice, kept, pick
from workbook.ui.saved import Clash, attempt, saving, store
from workbook.ui.session import words

_ANOTHER: Final = "another"


def bar() -> None:
    """Whose view is rated, by whom, in which round."""
    w, now, found = words("triple_fit"), board.held(), board.records()
    with st.container(horizontal=True, vertical_alignment="bottom", key="raters"):
        choice(now, "side", w.side_to_rate, list(SIDES), {"supplier": w.rate_supplier, "customer": w.rate_customer}, width="content")
        if found:
            _rater(found, now["side"])
            with st.popover(w.round_now.format(round=found[0].round), icon=":material/history:"):
                _round(found)
    if found:
        _answers(*found)


def _rater(found: tuple[Account, tuple[Assessment, ...]], side: Side) -> None:
    """Which of the owner's raters is on the board, with name and role."""
    w, now, chosen = words("triple_fit"), board.held(), board.current(found, side)
    begin = now["begin"].get(side)
    label = results.rater(chosen) if chosen else begin["rater"] if begin else ""
    with st.popover(literal(label) or w.rater_first, icon=":material/group:"):
        mine = board.own_assessments(found, side)
        said = {one.id: results.rater(one) for one in mine} | {_ANOTHER: w.another_rater}
        picked = {"rater": chosen.id if chosen else _ANOTHER if begin else None}

        def chose() -> None:
            now["begin"].pop(side, None)
            if picked["rater"] == _ANOTHER:
                now["begin"][side] = {"id": new_id(), "rater": "", "role": ""}
            else:
                now["who"][side] = picked["rater"]

        if mine:
            pick(picked, "rater", w.who_rates, said, then=chose, key_end=f"{now['account']}:{side}:{picked['rater']}")
        who = begin or {"rater": chosen.rater if chosen else "", "role": chosen.role if chosen else ""}

        def named() -> None:
            who.update(rater=clean(who["rater"]), role=clean(who["role"]))
            if chosen:
                attempt(lambda: store().accounts.name_rater(own(), found[0].id, chosen.id, who["rater"], who["role"]))
            else:
                now["begin"][side] = {"id": new_id(), **who}

        for field, label in (("rater", w.rater_name), ("role", w.rater_role)):
            end = f"{now['account']}:{side}:{chosen.id if chosen else 'begin'}:{who[field]}"
            st.text_input(label, who[field], max_chars=board.NAME_LENGTH, **kept(who, field, then=named, otherwise="", key_end=end))
        st.toggle(w.predict, now["predict"], help=w.predict_help, **kept(now, "predict"))
        if chosen and chosen.ratings:
            done = bool(chosen.handed_in)
            st.button(
                w.handed_in if done else w.hand_in,
                icon=":material/check:",
                disabled=done or bool(found[0].closed),
                on_click=saving(lambda: store().accounts.hand_in(own(), found[0].id, chosen.id)),
            )


def _round(found: tuple[Account, tuple[Assessment, ...]]) -> None:
    """Close this round, or begin the next one."""
    w, of = words("triple_fit"), found[0]
    st.markdown(w.round_help)

    def clash(current: Account) -> Clash | None:
        same = (current.round, bool(current.closed)) != (of.round, bool(of.closed))
        return None if same else Clash(current.name, of.name, lambda: None)

    def change(act: Any) -> None:
        attempt(lambda: act(own(), of.id, of.version), clash=clash)

    st.button(w.close_round, icon=":material/lock:", disabled=bool(of.closed), on_click=lambda: change(store().accounts.close_round))
    st.button(w.next_round, icon=":material/add:", on_click=lambda: change(store().accounts.next_round))


def _answers(of: Account, many: tuple[Assessment, ...]) -> None:
    """How many answers came by link, and why they are not seen yet."""
    w = words("triple_fit")
    if of.closed:
        st.info(w.round_closed, icon=":material/lock:")
    if not of.asked:
        return
    asked = [one for one in many if one.round == of.round and one.by_link]
    done = sum(bool(one.handed_in) for one in asked)
    said = w.answers_in.format(done=done, under_way=len(asked) - done)
    if done and not of.closed and not revealed(of, many):
        said = f"{said} {w.answers_hidden}"
    st.info(said, icon=":material/mark_email_read:")
