"""The cases of `/cases`: a situation, the player's scores and choice, and what is reported beside it."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import streamlit as st

from workbook.content import book
from workbook.content.canvas import ELEMENTS, ElementId
from workbook.content.cases import CASES as ALL
from workbook.content.cases import FIT_STEPS, Case
from workbook.text import Lang, listed, number
from workbook.ui import drafts, prose, writing
from workbook.ui.inputs import anew, choice
from workbook.ui.session import CASES, inputs, language, words
from workbook.ui.ways import to

SCORES: Final = (1, 2, 3, 4, 5)


def held() -> dict[str, Any]:
    """Which case is open, and what was scored, chosen and revealed in each: `evonik:step`, `evonik:before:strategy`."""
    return inputs(CASES, lambda: {"case": ALL[0]})


@st.fragment(key="cases")
def play() -> None:
    """One case at a time, from its situation to Monday."""
    w, lang, now = words("cases"), language(), held()
    choice(
        now, "case", w.case, ALL, lambda one: book().cases.case(one).name[lang], wrap=True, width="content", label_visibility="collapsed"
    )
    case = book().cases.case(now["case"])
    _situation(case)
    if now.get(f"{case.id}:revealed"):
        _revealed(case)
    else:
        _choose(case)
    drafts.keep()


def _situation(case: Case) -> None:
    """What is known before; what speaks against it would tell the outcome, so it cannot be opened yet."""
    w, lang = words("cases"), language()
    told = bool(held().get(f"{case.id}:revealed"))
    with st.container(key="case", border=True):
        st.html(
            f"<h2>{escape(case.firms[lang])} <small>{escape(case.when[lang])}</small></h2>"
            f"<h3>{escape(w.situation)}</h3>{prose.bullets(case.situation, lang, caveats=told)}"
            f"<h3>{escape(w.task)}</h3>{prose.bullets((case.task,), lang)}"
        )


# ---- before


def _choose(case: Case) -> None:
    w, lang, now = words("cases"), language(), held()
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(w.score_before, anchor=False)
        st.caption(w.score_help)
        for element in case.scored:
            _score(case, "before", element)
    with right:
        st.subheader(w.choose, anchor=False)
        steps = {step.id: step.short[lang] for step in book().cases.steps}
        choice(now, f"{case.id}:step", w.step, FIT_STEPS, steps, required=False, wrap=True, width="content")
        names = {element.id: element.name[lang] for element in book().canvas.elements}
        choice(now, f"{case.id}:element", w.element, ELEMENTS, names, required=False, wrap=True, width="content")
        writing.lines(now, f"{case.id}:why", w.why, placeholder=w.why_hint)
    ready = bool(now.get(f"{case.id}:step") and now.get(f"{case.id}:element"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(w.reveal, type="primary", icon=":material/visibility:", disabled=not ready, on_click=lambda: _reveal(case))
        if not ready:
            st.caption(w.reveal_waits)


def _score(case: Case, when: str, element: ElementId) -> None:
    lang = language()
    one = next(each for each in book().canvas.elements if each.id == element)
    name, asked = one.name[lang], one.supplier[lang]
    label = f"{name} · {asked}"  # heard as it is written, so without Markdown
    with st.container(gap="xsmall"):
        st.html(f'<p class="wb-asked"><strong>{escape(name)}</strong> · {escape(asked)}</p>')
        choice(held(), f"{case.id}:{when}:{element}", label, SCORES, str, required=False, width="content", label_visibility="collapsed")


def _reveal(case: Case) -> None:
    now = held()
    now[f"{case.id}:revealed"] = writing.fits(now.get(f"{case.id}:why") or "", writing.NOTE)


# ---- after


def _revealed(case: Case) -> None:
    w, lang, now = words("cases"), language(), held()
    step, element = now[f"{case.id}:step"], now[f"{case.id}:element"]
    st.subheader(w.result, anchor=False)
    st.html(prose.table((w.aspect, w.you, getattr(w, case.teller)), _side_by_side(case, lang), css="wb-stack wb-case-table"))
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(w.meant, anchor=False)
        meant = ((book().cases.step(step).name[lang], case.steps[step][lang]), (_name(element, lang), case.elements[element][lang]))
        st.html('<dl class="wb-facts">' + "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in meant) + "</dl>")
        st.caption(w.meant_ours)
    with right:
        st.subheader(w.caveats, anchor=False)
        prose.statements(case.caveats)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(w.score_after, anchor=False)
        st.caption(w.score_after_help)
        for one in case.scored:
            _score(case, "after", one)
        _scores(case, lang)
    with right, st.container(key="monday", border=True):
        st.subheader(w.monday, anchor=False)
        st.markdown(case.monday[lang])
        to("triple-fit", w.monday_link)
    with st.container(horizontal=True):
        st.button(
            w.next_case, type="primary", icon=":material/arrow_forward:", on_click=lambda: _open(ALL[(ALL.index(case.id) + 1) % len(ALL)])
        )
        st.button(w.again, icon=":material/restart_alt:", on_click=lambda: _again(case))


def _side_by_side(case: Case, lang: Lang) -> list[tuple[str, str, str]]:
    """The player's step, element and reason as HTML beside what is reported of each."""
    w, now, cases = words("cases"), held(), book().cases
    at = listed((cases.step(step).short[lang] for step in case.at), lang) or w.no_step
    if case.at_note.ours:
        at = w.we_read.format(names=at)
    touched = w.we_read.format(names=listed((_name(element, lang) for element in case.touches), lang))
    step, element = cases.step(now[f"{case.id}:step"]).short[lang], _name(now[f"{case.id}:element"], lang)
    why = now.get(f"{case.id}:why") or w.no_why
    return [
        (escape(w.row_step), _strong(step), f"{_strong(at)}<br>{prose.cited(case.at_note, lang)}"),
        (escape(w.row_element), _strong(element), f"{_strong(touched)}<br>{escape(w.our_reading)}"),
        (escape(w.row_story), writing.typed(why), prose.bullets(case.report, lang)),
    ]


def _strong(text: str) -> str:
    return f"<strong>{escape(text)}</strong>"


def _scores(case: Case, lang: Lang) -> None:
    """The player's two scores of each element, once there is a second one."""
    w, now = words("cases"), held()
    pairs = [(one, now.get(f"{case.id}:before:{one}"), now.get(f"{case.id}:after:{one}")) for one in case.scored]
    if not any(after for _, _, after in pairs):
        return
    rows = [
        (
            escape(_name(one, lang)),
            str(before or w.not_scored),
            str(after or w.not_scored),
            number(after - before, lang, signed=True) if before and after else w.not_scored,
        )
        for one, before, after in pairs
    ]
    st.html(prose.table((w.row_element, w.before, w.after, w.change), rows, css="wb-tight", numbers=(1, 2, 3)))


def _name(element: ElementId, lang: Lang) -> str:
    return next(one for one in book().canvas.elements if one.id == element).name[lang]


def _open(case: str) -> None:
    now = held()
    now["case"] = case
    anew(now, "case")


def _again(case: Case) -> None:
    """Empty the case and begin it again."""
    now = held()
    for name in [name for name in now if name.startswith(f"{case.id}:")]:
        del now[name]
        anew(now, name)
