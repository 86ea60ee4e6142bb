"""Who rates, in which round, and what is still to come in."""

from __future__ import annotations

from html import escape
from typing import Any, Final, Literal

import streamlit as st

from workbook.accounts import Account, Assessment, Given, revealed, visible
from workbook.canvas import CANNOT_JUDGE
from workbook.content.canvas import ELEMENTS, SIDES, Side
from workbook.exports.given import rater_with_role
from workbook.links import new_id
from workbook.text import clean, literal, sentences
from workbook.ui import board, prose, writing
from workbook.ui.identity import own
from workbook.ui.inputs import choice, kept, pick
from workbook.ui.saved import Clash, attempt, date, saving, store
from workbook.ui.session import inputs, language, rerun, words

_Act = Literal["close_round", "next_round"]
SO_FAR: Final = "so-far"
"""The part with every assessment; under the same key, whether it is open."""
_ANOTHER: Final = "another"


def bar() -> None:
    """Whose view is rated, by whom, in which round."""
    w, now, found = words("triple_fit"), board.held(), board.records()
    with st.container(horizontal=True, vertical_alignment="bottom", key="raters"):
        choice(
            now,
            "side",
            w.side_to_rate,
            list(SIDES),
            {"supplier": w.rate_supplier, "customer": w.rate_customer},
            width="content",
            wrap=True,
        )
        if found:
            _rater(found, now["side"])
            with st.popover(w.round_now.format(round=found[0].round), icon=":material/history:"):
                _round(found)
        elif not now["example"]:  # they keep their places: the board below must not move under the finger
            name = w.myself if now["side"] == "supplier" else w.as_we_see_it
            st.popover(name, icon=":material/group:", disabled=True, help=w.with_first_score)
            st.popover(w.round_now.format(round=1), icon=":material/history:", disabled=True, help=w.with_first_score)
    if found:
        _answers(found)


def _rater(found: board.Found, side: Side) -> None:
    """Which of the owner's raters is on the board, with name and role."""
    w, now, chosen = words("triple_fit"), board.held(), board.current(found, side)
    begin = now["begin"].get(side)
    label = rater_with_role(chosen, language()) if chosen else begin["rater"] if begin else ""
    with st.popover(literal(label) or w.rater_first, icon=":material/group:"):
        mine = board.own_assessments(found, side)
        said = {one.id: rater_with_role(one, language()) for one in mine} | {_ANOTHER: w.another_rater}
        picked = {"rater": chosen.id if chosen else _ANOTHER if begin else None}

        def chose() -> None:
            now["begin"].pop(side, None)
            if picked["rater"] == _ANOTHER:
                now["begin"][side] = {"id": new_id(), "rater": "", "role": ""}
            else:
                now["who"][side] = picked["rater"]

        if mine:
            pick(picked, "rater", w.who_rates, said, then=chose, key_end=f"{now['account']}:{side}:{picked['rater']}")
        who = {name: getattr(chosen, name) if chosen else begin[name] if begin else "" for name in ("rater", "role")}

        def named() -> None:
            rater, role = clean(who["rater"]), clean(who["role"])
            if not (writing.fits(who["rater"]) and writing.fits(who["role"])):
                return
            if chosen:
                _name(found[0].id, chosen.id, (chosen.rater, chosen.role), (rater, role))
            else:
                now["begin"][side] = {"id": begin["id"] if begin else new_id(), "rater": rater, "role": role}

        for field, label in (("rater", w.rater_name), ("role", w.rater_role)):
            end = f"{now['account']}:{side}:{chosen.id if chosen else 'begin'}:{who[field]}"
            writing.line(who, field, label, then=named, key_end=end)
        st.toggle(w.predict, now["predict"], help=w.predict_help, **kept(now, "predict"))
        if chosen and chosen.ratings:
            _finish(found[0], chosen, "finish")


def _finish(of: Account, chosen: Assessment, key: str) -> None:
    """Say that an assessment is finished."""
    w, done = words("triple_fit"), bool(chosen.handed_in)
    st.button(
        w.handed_in if done else w.hand_in,
        icon=":material/check:",
        disabled=done or bool(of.closed),
        on_click=saving(lambda: store().accounts.hand_in(own(), of.id, chosen.id), of=f"hand_in:{chosen.id}"),
        key=key,
    )


def _name(account_id: str, assessment_id: str, before: tuple[str, str], after: tuple[str, str]) -> None:
    def taken(current: tuple[str, str]) -> Clash | None:
        said = [" · ".join(part for part in one if part) for one in (current, after)]
        return None if current == after else Clash(said[0], said[1], lambda: _name(account_id, assessment_id, current, after))

    attempt(lambda: store().accounts.name_rater(own(), account_id, assessment_id, before, *after), of=f"rater:{assessment_id}", clash=taken)


def _round(found: board.Found) -> None:
    """Close this round, or begin the next one, once it was asked back: neither can be undone."""
    w, now, of, many = words("triple_fit"), board.held(), *found
    st.markdown(w.round_help)
    begun = bool(of.closed) or any(one.used for one in many if one.round == of.round)
    acts: dict[_Act, tuple[str, bool]] = {"close_round": (":material/lock:", not of.closed), "next_round": (":material/add:", begun)}
    for act, (icon, can) in acts.items():
        st.button(getattr(w, act), icon=icon, disabled=not can, on_click=now.update, kwargs={"turn": (act, of.round)})
    asked: _Act
    asked, number = now.get("turn") or ("close_round", 0)
    if number == of.round and acts[asked][1]:
        st.warning(getattr(w, f"sure_{asked}").format(round=number))
        with st.container(horizontal=True):
            st.button(w.turn_now, type="primary", on_click=_turn, args=(of, asked))
            st.button(w.not_yet, on_click=now.update, kwargs={"turn": None})


def _turn(of: Account, act: _Act) -> None:
    board.held()["turn"] = None

    def taken(current: Account) -> None:
        if (current.round, current.closed) == (of.round, of.closed):  # only something else, like the name, was changed
            _turn(current, act)

    attempt(lambda: getattr(store().accounts, act)(own(), of.id, of.version), of=f"round:{of.id}", clash=taken)


@st.fragment(key=SO_FAR)
def so_far() -> None:
    """Every assessment that may be seen, round by round, with a way to remove a wrong one: drawn for whoever opens it."""
    w, found = words("triple_fit"), board.records()
    given = sorted((one for one in visible(*found) if one.used), key=lambda one: (-one.round, one.side, one.created)) if found else []
    if not found or not given:
        return
    box = st.expander(w.so_far, key=SO_FAR, on_change="rerun")
    if not box.open:
        return
    with box:
        cells: dict[Any, str] = {None: w.none_yet, CANNOT_JUDGE: w.cannot_mark}
        rows = [
            (
                escape(rater_with_role(one, language())),
                str(one.round),
                escape(getattr(w, one.side)),
                *(escape(str(cells.get(score, score))) for score in (one.ratings.get(element, Given()).score for element in ELEMENTS)),
                escape(date(one.changed)),
            )
            for one in given
        ]
        head = (w.rater, w.round, w.side, *(str(place) for place in range(1, len(ELEMENTS) + 1)), w.rated_on)
        st.html(prose.wide(prose.table(head, rows, css="wb-tight wb-raters", numbers=())))
        st.caption(w.so_far_key)
        said = {one.id: f"{rater_with_role(one, language())} · {w.round_now.format(round=one.round)}" for one in given}
        now = inputs("rater_to_remove", lambda: {"one": None})
        now["one"] = now["one"] if now["one"] in said else None
        with st.container(horizontal=True, vertical_alignment="bottom"):
            pick(now, "one", w.remove_which, said, key_end=f"{found[0].id}:{len(given)}", placeholder=w.remove_hint)
            with st.popover(w.remove, icon=":material/delete:", disabled=not now["one"]):
                st.markdown(w.remove_what)
                st.button(w.remove_now, type="primary", on_click=_remove, args=(found[0].id, now["one"]))


def _remove(account_id: str, assessment_id: str) -> None:
    if attempt(lambda: store().accounts.remove(own(), account_id, assessment_id), of=f"assessment:{assessment_id}"):
        rerun()


def _answers(found: board.Found) -> None:
    """How many answers came by link, and why they are not seen yet, with what shows them."""
    w, of, many = words("triple_fit"), *found
    if of.closed:
        st.info(w.round_closed, icon=":material/lock:")
    if not of.asked:
        return
    asked = [one for one in many if one.round == of.round and one.by_link]
    done = sum(bool(one.handed_in) for one in asked)
    said, icon = w.answers_in.format(done=done, under_way=len(asked) - done), ":material/mark_email_read:"
    if not done or revealed(of, many):
        st.info(said, icon=icon)
        return
    mine = board.current(found, "supplier")
    with st.container(horizontal=True, vertical_alignment="center", key="answers"):
        st.info(sentences((said, w.answers_hidden if mine else w.answers_hidden_unrated), language()), icon=icon)
        if mine:
            _finish(of, mine, "finish-to-see")
