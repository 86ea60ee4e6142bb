"""The customer's questionnaire: who asks and who sees it, nine statements one by one, a last look, hand in; or withdraw."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.accounts import Given
from workbook.canvas import CANNOT_JUDGE
from workbook.content import book
from workbook.content.canvas import ELEMENTS, Element
from workbook.store import Forbidden
from workbook.store.accounts import Field
from workbook.store.links import Answers
from workbook.text import clean, clean_lines, sentences
from workbook.ui import prose, writing
from workbook.ui.cookies import GRANTS
from workbook.ui.identity import grant, respondent
from workbook.ui.inputs import anew, choice
from workbook.ui.report import count_visit, ended
from workbook.ui.saved import Clash, attempt, date, end, read, receipt, store
from workbook.ui.session import inputs, language, words

_LAST: Final = len(ELEMENTS) + 1
_STEP: Final = "step"
"""The name in the address of where the respondent is, so that a reload and the browser's way back lead there."""


def show() -> None:
    """The questionnaire of the link that brought the reader here."""
    secret = grant(GRANTS["questionnaire"])
    try:
        found = read("questionnaire", lambda: store().links.questionnaire(secret, respondent()))
        count_visit(secret, "questionnaire")
    except Forbidden:
        ended()
        return
    now, step = _held(found), _step(found)
    if not found.open:
        _closed(found, secret)
    elif step == 0:
        _welcome(found, now, secret)
    elif step < _LAST:
        _statement(found, now, step, secret)
    else:
        _last_look(found, now, secret)


def _held(found: Answers) -> dict[str, Any]:
    """The respondent's name and answers as they are stored, and what is not."""
    blank = {name: None for element in ELEMENTS for name in (element, f"note:{element}")}
    now = inputs(f"answers:{found.link.id}", lambda: {"rater": "", "role": "", "unsaved": set(), **blank})
    ratings = found.assessment.ratings if found.assessment else {}
    for element in ELEMENTS:
        given = ratings.get(element, Given())
        for name, value in ((element, given.score), (f"note:{element}", given.note or None)):
            if (now[name] or None) != value and name not in now["unsaved"]:
                now[name] = value
                anew(now, name)
        now[f"version:{element}"] = given.version
    if found.assessment and not now["rater"]:
        now.update(rater=found.assessment.rater, role=found.assessment.role)
    return now


def _place(of: Answers, step: int) -> str:
    """What the address says of a step: also of which link, because a browser that has opened another one since has that one's cookie."""
    return f"{step}-{of.link.id[:6]}"


def _step(of: Answers) -> int:
    """Where the respondent is: 0 on the first page, at the statements from 1 on, `_LAST` at the last look."""
    places = {_place(of, step): step for step in range(_LAST + 1)}
    return places.get(st.query_params.get(_STEP, ""), 0)


def _go(of: Answers, step: int) -> None:
    st.query_params[_STEP] = _place(of, step)


def _handed_in(found: Answers) -> str:
    """When the answers were handed in, and that they can be changed; nothing where they were not."""
    at = found.assessment.handed_in if found.assessment else None
    return words("questionnaire").handed_in.format(date=date(at)) if at else ""


def _welcome(found: Answers, now: dict[str, Any], secret: str) -> None:
    w, link = words("questionnaire"), found.link
    st.title(w.title, anchor=False)
    if said := _handed_in(found):
        st.success(said)
    who = clean(link.asker) or w.asker_unnamed
    facts = [
        (w.who_asks, who),
        (w.about, clean(found.account.name) or w.your_cooperation),
        (w.what_for, w.what_for_body),
        (w.who_sees, w.who_sees_several.format(who=who) if link.several else w.who_sees_one.format(who=who)),
        (w.until_when, w.until.format(date=end(link.expires)) if link.expires else w.until_closed),
        (w.your_say, w.your_say_body),
    ]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in facts)
    st.html(f'<dl class="wb-facts">{listed}</dl>')
    label, step = w.go_on if found.assessment and found.assessment.used else w.begin, _first_open(now)
    if _handed_in(found):
        label, step = w.see_answers, _LAST
    if link.several:

        def introduce() -> None:
            if not (writing.fits(now["rater"]) and writing.fits(now["role"])):
                return
            if attempt(lambda: store().links.introduce(secret, respondent(), clean(now["rater"]), clean(now["role"])), of="introduce"):
                _go(found, step)

        writing.line(now, "rater", w.your_name, placeholder=w.may_be_empty)
        writing.line(now, "role", w.your_role, placeholder=w.role_hint)
        st.button(label, type="primary", on_click=introduce, width="stretch")
    else:
        st.button(label, type="primary", on_click=_go, args=(found, step), width="stretch")
    _withdraw(found, now, secret)


def _first_open(now: dict[str, Any]) -> int:
    """The first statement without an answer, or the last look."""
    return next((step for step, element in enumerate(ELEMENTS, 1) if now[element] is None), _LAST)


def _statement(found: Answers, now: dict[str, Any], step: int, secret: str) -> None:
    w, lang = words("questionnaire"), language()
    element = book().canvas.elements[step - 1]
    st.progress(step / len(ELEMENTS), w.progress.format(step=step, all=len(ELEMENTS)))
    st.html(f'<h1 class="wb-question">{escape(element.customer[lang])}</h1>')
    save = _saver(now, element, secret)
    options = [1, 2, 3, 4, 5, CANNOT_JUDGE]
    with st.container(key="scale"):
        choice(
            now,
            element.id,
            element.name[lang],
            options,
            lambda one: w.cannot_judge if one == CANNOT_JUDGE else str(one),
            then=lambda: save("score", now[element.id]),
            required=False,
            wrap=True,
        )
    anchors = "".join(f"<dt>{point}</dt><dd>{escape(text[lang])}</dd>" for point, text in sorted(element.anchors.items()))
    st.html(f'<dl class="wb-anchors">{anchors}</dl>')
    name = f"note:{element.id}"
    writing.lines(now, name, w.note, then=lambda: save("note", now[name] or ""), placeholder=w.note_hint)

    def fits() -> bool:
        return writing.fits(now[name] or "", writing.NOTE)

    def leave(step: int) -> None:
        if fits():
            _go(found, step)

    with st.container(horizontal=True, key="steps"):
        # a button of its own on every screen: who taps again because the answer is slow skips no statement
        st.button(w.back, icon=":material/arrow_back:", on_click=leave, args=(step - 1,), width="stretch", key=f"back:{step}")
        look: dict[str, Any] = {"type": "primary", "icon": ":material/arrow_forward:", "width": "stretch"}
        st.button(w.next, on_click=leave, args=(step + 1,), key=f"next:{step}", **look)
    if fits():
        receipt()  # below what is tapped next, which must not move under the finger


def _saver(now: dict[str, Any], element: Element, secret: str) -> Callable[[Field, Any], None]:
    def save(field: Field, value: Any) -> None:
        name, version = f"note:{element.id}" if field == "note" else element.id, now[f"version:{element.id}"]
        now["unsaved"].add(name)  # it stays on the screen until it is stored, or given up
        if field == "note":
            if not writing.fits(value, writing.NOTE):
                return
            value = clean_lines(value, writing.NOTE)

        def taken(current: Given) -> Clash | None:
            theirs = getattr(current, field)
            now[f"version:{element.id}"] = current.version
            if (theirs or None) == (value or None):
                now["unsaved"].discard(name)
                return None
            return Clash(_said(theirs), _said(value), lambda: save(field, value), lambda: now["unsaved"].discard(name))

        def store_it() -> None:
            now[f"version:{element.id}"] = store().links.answer(secret, respondent(), element.id, field, value, version).version
            now["unsaved"].discard(name)

        attempt(store_it, clash=taken, of=name)

    return save


def _said(value: Any) -> str:
    w = words("questionnaire")
    return str(w.cannot_judge) if value == CANNOT_JUDGE else clean_lines(str(value), writing.NOTE) if value else str(w.no_answer)


def _last_look(found: Answers, now: dict[str, Any], secret: str) -> None:
    w, lang = words("questionnaire"), language()
    handed_in = _handed_in(found)
    st.title(w.thanks if handed_in else w.last_look, anchor=False)
    if handed_in:
        st.success(handed_in)
    stored = {element: found.assessment.ratings.get(element, Given()) if found.assessment else Given() for element in ELEMENTS}
    answered = sum(given.score is not None for given in stored.values())
    if answered < len(ELEMENTS):
        some_open = w.some_open.format(answered=answered, all=len(ELEMENTS))
        st.info(sentences((some_open, w.may_hand_in), lang) if answered and not handed_in else some_open)
    rows = [
        (escape(element.name[lang]), escape(_said(stored[element.id].score)), writing.typed(stored[element.id].note))
        for element in book().canvas.elements
    ]
    st.html(prose.table((w.element, w.answer, w.note), rows, css="wb-tight", numbers=()))

    def hand_in() -> None:
        attempt(lambda: store().links.hand_in(secret, respondent()), of="hand_in")

    with st.container(horizontal=True, key="steps"):
        st.button(w.change, icon=":material/arrow_back:", on_click=_go, args=(found, 1), width="stretch")
        if not handed_in:
            st.button(w.hand_in, type="primary", icon=":material/send:", disabled=not answered, on_click=hand_in, width="stretch")
    receipt()
    _withdraw(found, now, secret)


def _closed(found: Answers, secret: str) -> None:
    """A round that is over: nothing to change, but still one's own answers to delete."""
    w = words("questionnaire")
    st.title(w.title, anchor=False)
    st.info(w.closed, icon=":material/lock:")
    _withdraw(found, inputs(f"answers:{found.link.id}", dict), secret)


def _withdraw(found: Answers, now: dict[str, Any], secret: str) -> None:
    w = words("questionnaire")
    if st.session_state.pop("withdrawn", False):
        st.success(w.withdrawn)
    if found.assessment is None:
        return

    def withdraw() -> None:
        if attempt(lambda: store().links.withdraw(secret, respondent()), of="withdraw"):
            now.update(rater="", role="")
            st.query_params.pop(_STEP, None)
            st.session_state["withdrawn"] = True

    with st.popover(w.withdraw, icon=":material/delete:"):
        st.markdown(w.withdraw_what)
        st.button(w.withdraw_now, type="primary", on_click=withdraw)
