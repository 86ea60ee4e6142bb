"""The nine elements of `/triple-fit` to rate, and what the scores say.

A tap is stored when it is made; it draws its own element again and fills the places of what it changes, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.accounts import Given
from workbook.canvas import CANNOT_JUDGE
from workbook.content import book
from workbook.content.canvas import ELEMENTS, Element, ElementId, Level, Side
from workbook.links import derived_id, new_id
from workbook.text import clean_lines
from workbook.ui import board, drafts, prose, raters, results, writing
from workbook.ui.identity import own
from workbook.ui.inputs import choice
from workbook.ui.places import make, places
from workbook.ui.saved import Clash, attempt, receipt_text, store
from workbook.ui.session import KEPT, is_whole, language, rerun, words

_SHAPE: Final = "canvas_shape"


def elements() -> None:
    """Three levels as rows, three elements each, to be rated from one side."""
    w, now = words("triple_fit"), board.held()
    st.caption(w.scale)
    for level in book().canvas.levels:
        _level(level, now["side"])


def _level(level: Level, side: Side) -> None:
    lang = language()
    st.html(f'<div class="wb-level"><h2>{escape(level.name[lang])}</h2><p>{escape(level.asks[lang])}</p></div>')
    for element, column in zip(level.elements, st.columns(3), strict=True):
        with column.container(border=True, key=f"cell-{element.id}", height="stretch"):
            _cell(element, side)


def _cell(element: Element, side: Side) -> None:
    w, now, lang = words("triple_fit"), board.held(), language()
    place, name = ELEMENTS.index(element.id) + 1, element.name[lang]
    asked = escape(element.statement(side)[lang])
    st.html(f'<p class="wb-element"><b>{place}</b> <strong>{escape(name)}</strong></p><p class="wb-asked">{asked}</p>')
    st.fragment(lambda: _scores(element, side), key=_part(element.id))()
    written = now.get(f"evidence:{side}:{element.id}") or now.get(f"note:{side}:{element.id}")
    with st.expander(w.details, icon=":material/notes:" if written else None, type="compact", key=f"details-{element.id}"):
        anchors = "".join(f"<dt>{point}</dt><dd>{escape(text[lang])}</dd>" for point, text in sorted(element.anchors.items()))
        definition = prose.bullets((element.definition,), lang)
        st.html(f'{definition}<p><strong>{escape(w.looks_like)}</strong></p><dl class="wb-anchors">{anchors}</dl>')
        for kind, label, hint in (("evidence:", w.evidence, w.evidence_hint), ("note:", w.note, w.note_hint)):
            field = f"{kind}{side}:{element.id}"
            writing.lines(now, field, label, then=_saver(element.id, side, kind), placeholder=hint, disabled=board.closed())


def _part(element: ElementId) -> str:
    return f"scores-{element}"


def _scores(element: Element, side: Side) -> None:
    """The scores to tap of one element: a tap draws them again and fills the places of what it changes, nothing else."""
    w, now, name = words("triple_fit"), board.held(), element.name[language()]
    options = [1, 2, 3, 4, 5, CANNOT_JUDGE]
    choice(
        now,
        f"{side}:{element.id}",
        w.score_of.format(element=name, side=getattr(w, side)),
        options,
        lambda one: w.cannot_judge if one == CANNOT_JUDGE else str(one),
        then=_saver(element.id, side, ""),
        required=False,
        disabled=board.closed(),
        label_visibility="collapsed",
        wrap=True,
    )
    if now["predict"]:
        other: Side = "customer" if side == "supplier" else "supplier"
        label = w.predicted.format(side=getattr(w, other))
        choice(
            now,
            f"predict:{side}:{element.id}",
            label,
            options[:5],
            str,
            then=_saver(element.id, side, "predict:"),
            required=False,
            disabled=board.closed(),
        )
    if is_whole():
        found = board.view()
        results.show_fit(found)
        _show_receipt()
        results.show_pictures(found, now)


def _saver(element: ElementId, side: Side, kind: str) -> Callable[[], None]:
    """Stores one field of a rating when it is changed, and shows it as it reads back."""

    def save() -> None:
        now, found = board.held(), board.records()
        begun = found is not None and board.current(found, side) is not None
        if not now["example"]:
            _store(now, element, side, kind, now[f"{kind}{side}:{element}"], now.get(f"version:{side}:{element}", 0))
        if kind in ("evidence:", "note:"):
            return
        if not (begun or now["example"]) or _shape() != st.session_state[_SHAPE]:
            rerun()
            return
        shown = (("pictures", now["look"] not in results.IN_PLACE), (raters.SO_FAR, st.session_state.get(raters.SO_FAR)))
        if asked := [name for name, there in shown if there]:
            rerun(_part(element), *asked)

    return save


def _store(now: dict[str, Any], element: ElementId, side: Side, kind: str, value: Any, version: int) -> None:
    w, field = words("triple_fit"), board.FIELDS[kind]
    found = board.records()
    chosen = board.current(found, side) if found else None
    # two tabs that begin the same assessment begin one
    account = now["account"] or now.setdefault("new_account", new_id())
    first = derived_id(account, str(found[0].round if found else 1), side)
    begin = now["begin"].get(side) or {"id": first, "rater": "", "role": ""}
    mine, who = (chosen.id, (side, chosen.rater, chosen.role)) if chosen else (begin["id"], (side, begin["rater"], begin["role"]))

    name = f"{kind}{side}:{element}"
    now["unsaved"].add(name)  # it stays on the board until it is stored, or given up
    if field in ("evidence", "note"):
        if not writing.fits(value or "", writing.NOTE):
            return
        value = clean_lines(value or "", writing.NOTE)

    def save() -> None:
        given = store().accounts.rate(own(), board.account_id(now), mine, who, element, field, value, version)
        now["who"][side] = mine
        now["begin"].pop(side, None)
        now["unsaved"].discard(name)
        board.show(now, side, element, given)
        if found and chosen:
            changed = chosen._replace(changed=given.changed, ratings={**chosen.ratings, element: given})
            board.put((found[0], tuple(changed if one.id == mine else one for one in found[1])))
        else:
            of = store().accounts.one(own(), now["account"])
            board.put((of, store().accounts.assessments(own(), of.id)))

    def taken(current: Given) -> Clash | None:
        theirs = getattr(current, field)
        if (theirs or None) == (value or None):
            now["unsaved"].discard(name)
            return None
        said = [w.cannot_judge if one == CANNOT_JUDGE else str(one or w.none_yet) for one in (theirs, value)]
        insist = partial(_store, now, element, side, kind, value, current.version)
        return Clash(said[0], said[1], insist, lambda: now["unsaved"].discard(name))

    attempt(save, clash=taken, of=f"{mine}:{name}")


# ---- what the scores say


def fit() -> None:
    """The overall fit, the levels, and when the last tap was stored."""
    st.session_state[_SHAPE] = _shape()
    results.fit(board.view())
    make("receipt")
    _show_receipt()
    drafts.keep()  # who sees the receipt may leave, or tap again, before the frame comes to its end


def _show_receipt() -> None:
    # there is a line from the beginning: the board below must not move under the finger
    w = words("saved")
    if said := receipt_text() or ("" if board.held()["example"] else w.at_once if st.session_state[KEPT] else w.no_cookies):
        places()["receipt"].fill(st.caption, said)


def _shape() -> tuple[bool, bool, bool]:
    """What decides which parts the page has, and what it says without a score."""
    view = board.view()
    return bool(view.found.rated), bool(view.found.gaps), bool(view.unsure) and not view.found.rated


@st.fragment(key="pictures")
def pictures() -> None:
    """The chosen look."""
    results.pictures(board.view(), board.held())
    drafts.keep()
