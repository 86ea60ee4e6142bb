"""The parts of `/self-assessment`: the context, three screens of five items, the profile with what fits it, and earlier times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.charts.star import points, star
from workbook.charts.tally import tally
from workbook.content import book
from workbook.content.methods import METHODS, MethodId, Question
from workbook.content.style import CASES, ITEMS, Stance
from workbook.links import new_id
from workbook.store.self_assessments import SelfAssessment
from workbook.style import CONTEXT, MOST, Context, Fitting, Profile, advice, change, fits, profile, straight_lined
from workbook.text import listed, number, sentences
from workbook.ui import prose
from workbook.ui.comparison import working
from workbook.ui.identity import own, owner
from workbook.ui.inputs import anew, choice, instead, pick
from workbook.ui.pictures import draw
from workbook.ui.saved import attempt, date, read, store
from workbook.ui.session import KEPT, SELF, inputs, language, words
from workbook.ui.ways import to

A_SCREEN: Final = 5
SCREENS: Final = len(ITEMS) // A_SCREEN
RESULT: Final = SCREENS + 1


def _fresh() -> dict[str, Any]:
    return {"step": 0, "id": new_id(), "one": None, "asked": False, **dict.fromkeys((*CONTEXT, *ITEMS))}


def held() -> dict[str, Any]:
    """Where the visitor is, what was answered (None where nothing was), and whether what is open has been asked for."""
    return inputs(SELF, _fresh)


def answers() -> dict[Any, int]:
    """The answers so far, by item."""
    return {item: held()[item] for item in ITEMS if held()[item] is not None}


def show() -> None:
    """The step that the visitor is at."""
    step = held()["step"]
    with st.container(key=f"step-{step}"):
        if step == 0:
            _start()
        elif step < RESULT:
            _items(step)
        else:
            _result()


def sources() -> None:
    """The items with what they rest on."""
    lang = language()
    rows = [(escape(book().method(method).short[lang]), prose.bullets(tuple(one.text for one in _of(method)), lang)) for method in METHODS]
    w = words("self_assessment")
    st.html(prose.table((w.method, w.asked), rows, css="wb-stack"))


def _of(method: MethodId) -> list[Any]:
    return [item for item in book().self_assessment.items if item.method == method]


def _go(step: int) -> Callable[[], None]:
    def go() -> None:
        held().update(step=step, asked=False)

    return go


# ---- before


def _questions() -> dict[str, Question]:
    """The questions on the context, which are those of the situation."""
    return {question.id: question for question in book().questions if question.id in CONTEXT}


def _start() -> None:
    w, now, lang = words("self_assessment"), held(), language()
    st.title(w.title, anchor=False)
    st.markdown(w.lead)
    with st.container(key="not-screening"):
        st.info(w.not_screening, icon=":material/person:")
    st.header(w.context, anchor=False)
    with st.container(key="situation"):
        for name, question in _questions().items():
            labels = {option.id: option.label[lang] for option in question.options}
            choice(now, name, getattr(w, f"context_{name}"), list(labels), labels, required=False, wrap=True)
    if now["asked"] and not all(now[name] for name in CONTEXT):
        st.warning(w.context_open)
    st.button(w.go_on if answers() else w.begin, type="primary", on_click=_begin, width="stretch", key="begin")
    _earlier(_saved())


def _begin() -> None:
    now = held()
    if all(now[name] for name in CONTEXT):
        now.update(step=_first_open() or 1, asked=False)
    else:
        now["asked"] = True


def _first_open() -> int | None:
    """The screen with the first item that has no answer."""
    return next((1 + index // A_SCREEN for index, item in enumerate(ITEMS) if held()[item] is None), None)


# ---- the items


def _items(step: int) -> None:
    w, now, lang = words("self_assessment"), held(), language()
    done = len(answers())
    st.html(f'<h1 class="wb-question">{escape(w.asked)}</h1>')
    st.progress(done / len(ITEMS), w.progress.format(answered=done, all=len(ITEMS)))
    if now["asked"] and done < len(ITEMS):
        st.warning(w.open_items.format(open=len(ITEMS) - done))
    with st.container(key="items"):
        for item in book().self_assessment.items[(step - 1) * A_SCREEN : step * A_SCREEN]:
            choice(now, item.id, item.text[lang], range(CASES + 1), lambda cases: getattr(w, f"cases_{cases}"), required=False)
    with st.container(horizontal=True, key="steps"):
        # a button of its own on every screen: the second of a double tap turns no second page
        st.button(w.back, icon=":material/arrow_back:", on_click=_go(step - 1), width="stretch", key=f"back:{step}")
        if step < SCREENS:
            st.button(w.next, type="primary", icon=":material/arrow_forward:", on_click=_go(step + 1), width="stretch", key=f"next:{step}")
        else:
            st.button(w.finish, type="primary", icon=":material/radar:", on_click=_finish, width="stretch", key="finish")


def _finish() -> None:
    now = held()
    if (missing := _first_open()) is not None:
        now.update(step=missing, asked=True)
        return
    now.update(step=RESULT, asked=False)
    attempt(lambda: store().self_assessments.save(own(), now["id"], _context().model_dump(), answers()), of=f"style:{now['id']}")


def _context() -> Context:
    return Context(**{name: held()[name] for name in CONTEXT})


# ---- the profile


def _saved() -> tuple[SelfAssessment, ...]:
    mine = owner()
    return read("self_assessments", lambda: store().self_assessments.all(mine)) if mine else ()


def _profile(of: Mapping[Any, int]) -> Profile:
    return profile(book().self_assessment.items, of)


def _joint(parts: list[str]) -> str:
    return listed(parts, language())


def _list(methods: tuple[MethodId, ...]) -> str:
    return _joint([book().method(method).short[language()] for method in methods])


def _result() -> None:
    w, saved = words("self_assessment"), _saved()
    found, context = _profile(answers()), _context()
    this = next((one for one in saved if one.id == held()["id"]), None)
    before = next((one for one in saved if this is None or (one.taken, one.id) < (this.taken, this.id)), None)
    st.title(w.result, anchor=False)
    with st.container(key="style-verdict"):
        st.html(f'<p class="wb-report-name">{escape(_verdict(found))}</p>')
    if straight_lined(answers(), len(ITEMS)):
        with st.container(key="straight-lined"):
            st.info(w.straight, icon=":material/drag_handle:")
    if before:
        _change(found, context, before)
    _pictures(found, _profile(before.answers) if before else None)
    fitting = fits(book().questions, context, found)
    st.header(w.advice, anchor=False)
    _advice(fitting)
    st.header(w.fitting, anchor=False)
    _fitting(fitting, context)
    st.divider()
    if this is None:
        st.markdown(w.not_kept)
    else:
        st.markdown(w.kept.format(date=date(this.taken)) if st.session_state[KEPT] else words("saved").no_cookies)
    with st.container(horizontal=True, key="steps"):
        if this is None or this == saved[0]:
            st.button(w.review, icon=":material/arrow_back:", on_click=_go(1), key="review")
        st.button(w.again, type="primary", icon=":material/restart_alt:", on_click=_again, key="again")
    _earlier(saved)
    st.caption(w.not_screening)


def _verdict(found: Profile) -> str:
    w = words("self_assessment")
    if not found.majors:
        return str(w.none_done)
    if found.even:
        return str(w.even)
    said = [(w.mostly_one if len(found.majors) == 1 else w.mostly_many).format(majors=_list(found.majors))]
    if found.minors:
        said.append(w.then.format(minors=_list(found.minors)))
    return sentences(said, language())


def _change(found: Profile, context: Context, before: SelfAssessment) -> None:
    """What is different from the time before."""
    w, lang = words("self_assessment"), language()
    moved = {method: points for method, points in change(found, _profile(before.answers)).items() if points}
    told = _joint([f"{book().method(method).short[lang]} {number(points, lang, signed=True)}" for method, points in moved.items()])
    said = [w.since.format(date=date(before.taken), changes=told) if moved else w.since_same.format(date=date(before.taken))]
    if before.context != context.model_dump():
        said.append(w.other_context)
    with st.container(key="style-change"):
        st.markdown(sentences(said, lang))


def _place(found: Profile, method: MethodId) -> str:
    w = words("self_assessment")
    return str(w.major if method in found.majors else w.minor if method in found.minors else "") if not found.even else ""


def _pictures(found: Profile, before: Profile | None) -> None:
    w, lang = words("self_assessment"), language()
    told = _joint([f"{book().method(method).short[lang]} {points}" for method, points in found.points.items()])
    left, right = st.columns([7, 6], gap="large")
    with left:
        times = {"now": found.points} | ({"before": before.points} if before else {})
        draw(star, points(times), words="self_assessment", alt_text=w.star_alt.format(told=told), earlier=bool(before))
    ranked = sorted(METHODS, key=lambda method: -found.points[method])
    head = [w.method, w.points, *([w.before, w.changed] if before else []), w.place]
    difference = change(found, before) if before else {}
    rows = [
        (
            escape(book().method(method).short[lang]),
            str(found.points[method]),
            *([str(before.points[method]), number(difference[method], lang, signed=True)] if before else []),
            escape(_place(found, method)),
        )
        for method in ranked
    ]
    with right:
        columns = {
            "method": ranked,
            "points": [found.points[method] for method in ranked],
            "before": [before.points[method] if before else None for method in ranked],
            "label": [" · ".join(filter(None, (str(found.points[method]), _place(found, method)))) for method in ranked],
        }
        draw(tally, columns, words="self_assessment", alt_text=w.tally_alt.format(told=told))
        st.html(prose.table(head, rows, css="wb-tight", numbers=range(1, len(head) - 1)))


# ---- what fits, and what to do


def _fitting(fitting: tuple[Fitting, ...], context: Context) -> None:
    w, lang, questions = words("self_assessment"), language(), _questions()
    chosen = context.model_dump()
    labels = [option.label[lang] for name in CONTEXT for option in questions[name].options if option.id == chosen[name]]
    st.markdown(w.context_was.format(context=listed(labels, lang, clauses=True)))
    rows = [
        (
            escape(book().method(one.method).short[lang]),
            f"{one.used} / {MOST}",
            number(one.points, lang, signed=True),
            escape(getattr(w, f"reading_{one.stance or ('apart' if one.points < 0 else 'none')}")),
        )
        for one in fitting
    ]
    with st.container(key="style-fits"):
        st.html(prose.table((w.method, w.points, w.fit_points, w.reading), rows, css="wb-tight", numbers=(1, 2)))
    with st.expander(w.why_fits):
        st.html("".join(working(one.method, one.points, one.reasons, lang, opened=False) for one in fitting))


def _advice(fitting: tuple[Fitting, ...]) -> None:
    w, lang, by = words("self_assessment"), language(), {one.method: one for one in fitting}
    with st.container(key="style-advice"):
        for column, (method, stance) in zip(st.columns(3), advice(fitting), strict=True):
            piece = book().self_assessment.advice[method][stance]
            with column, st.container(border=True, height="stretch", key=f"advice-{method}"):
                st.html(
                    f'<p class="wb-kicker">{escape(book().method(method).short[lang])}<br>{escape(_why(by[method], stance))}</p>'
                    f'<div class="wb-statement">{prose.cited(piece.text, lang)}</div>'
                )
                to(piece.page, getattr(w, f"page_{piece.page}"), **({"tab": "fit"} if piece.page == "compare" else {}))


def _why(one: Fitting, stance: Stance) -> str:
    w = words("self_assessment")
    if one.stance or stance == "less":
        return str(getattr(w, f"stance_{stance}"))
    return str(w.stance_steady if stance == "keep" else w.stance_reserve)


# ---- by date


def _again() -> None:
    st.session_state[SELF] = instead(held(), _fresh())


def _earlier(saved: tuple[SelfAssessment, ...]) -> None:
    """All times as a table, and one of them to open or delete."""
    if not saved:
        return
    w, now, lang = words("self_assessment"), held(), language()
    st.header(w.earlier, anchor=False)
    found = {one.id: _profile(one.answers) for one in saved}
    rows = [(escape(date(one.taken)), *(str(found[one.id].points[method]) for method in METHODS)) for one in saved]
    head = (w.date, *(book().method(method).short[lang] for method in METHODS))
    with st.container(key="style-history"):
        st.html(prose.wide(prose.table(head, rows, css="wb-tight", numbers=range(1, len(head)))))
    names = {one.id: w.line.format(date=date(one.taken), methods=_list(found[one.id].majors)) for one in saved}
    pick(now, "one", w.choose, names, key_end=str(len(names)), placeholder=w.choose_hint)
    picked = next((one for one in saved if one.id == now["one"]), None)
    if picked:
        with st.container(horizontal=True, key="style-one"):
            st.button(w.open, icon=":material/folder_open:", on_click=_open, args=(picked,), key="open-one")
            with st.popover(w.delete, icon=":material/delete:"):
                st.markdown(w.delete_what)
                st.button(w.delete_now, type="primary", on_click=_delete, args=(picked.id,), key="delete-one")


def _open(one: SelfAssessment) -> None:
    st.session_state[SELF] = instead(held(), {**_fresh(), **one.context, **one.answers, "id": one.id, "step": RESULT})


def _delete(one: str) -> None:
    now = held()
    if attempt(lambda: store().self_assessments.delete(own(), one), of=f"style:{one}"):
        if now["id"] == one:
            _again()
        else:
            now["one"] = None
            anew(now, "one")
