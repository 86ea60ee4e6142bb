"""The parts of `/compare`: the table, the profile, the fit and the argument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.charts.fit import fit as fit_chart
from workbook.charts.profile import profile as profile_chart
from workbook.content import book
from workbook.content.methods import METHODS, MethodId, Question
from workbook.methods import Reason, fit, leaders
from workbook.text import Lang, joined, labelled, listed, number, sentences
from workbook.ui import drafts, prose
from workbook.ui.inputs import anew, choice, kept
from workbook.ui.pictures import draw
from workbook.ui.places import make, places
from workbook.ui.session import COMPARE, inputs, language, rerun, words

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "idea": ("origin", "core_idea", "why_customer_buys", "seller_role"),
    "visit": ("questions", "metrics"),
    "fit": ("fits_when", "fails_when", "hidden_costs"),
    "judged": ("article_says", "others_say"),
}


def held() -> dict[str, Any]:
    """The visit's choice of methods and aspects, and its answers on the situation."""
    return inputs(COMPARE, lambda: {"methods": ["relationship", "value", "customer_centric"], "group": "idea", "one": "relationship"})


def choose() -> None:
    """Which methods to compare."""
    w, now, lang = words("compare"), held(), language()
    st.pills(
        w.choose,
        METHODS,
        selection_mode="multi",
        default=now["methods"],
        format_func=lambda method: book().method(method).name[lang],
        label_visibility="collapsed",
        **kept(now, "methods", key_end=lang),
    )
    if not _chosen():
        st.warning(w.too_few)


def _chosen() -> list[MethodId]:
    """The methods to compare, in their own order; at least two, or none at all."""
    methods = [method for method in METHODS if method in held()["methods"]]
    return methods if len(methods) > 1 else []


# ---- side by side


def side_by_side() -> None:
    """A table by aspect on a wide screen, one method at a time on a narrow one."""
    w, now, lang, methods = words("compare"), held(), language(), _chosen()
    if not methods:
        return
    choice(now, "group", w.group, list(GROUPS), lambda group: getattr(w, f"group_{group}"), label_visibility="collapsed", width="content")
    with st.container(key="wide"):
        st.html(_table(tuple(methods), now["group"], lang))
    with st.container(key="narrow"):
        if now["one"] not in methods:
            now["one"] = methods[0]
            anew(now, "one")
        choice(now, "one", w.one_method, methods, lambda method: book().method(method).short[lang], wrap=True)
        st.html(_column(now["one"], now["group"], lang))
    st.caption(w.legend)


@lru_cache(maxsize=256)
def _table(methods: tuple[MethodId, ...], group: str, lang: Lang) -> str:
    names = book().words["compare"]
    rows = [
        (escape(names[aspect][lang]), *(prose.bullets(getattr(book().method(method).aspects, aspect), lang) for method in methods))
        for aspect in GROUPS[group]
    ]
    return prose.table((names["aspect"][lang], *(book().method(method).name[lang] for method in methods)), rows, css="wb-compare")


@lru_cache(maxsize=64)
def _column(method: MethodId, group: str, lang: Lang) -> str:
    names, aspects = book().words["compare"], book().method(method).aspects
    return "".join(f"<h3>{escape(names[aspect][lang])}</h3>{prose.bullets(getattr(aspects, aspect), lang)}" for aspect in GROUPS[group])


# ---- profile


def profile() -> None:
    """The traits as a chart, and the same as a table with what each trait and end means."""
    w, lang, traits, methods = words("compare"), language(), book().traits, _chosen()
    if not methods:
        return
    st.markdown(w.profile_lead)
    columns = {
        "trait": [trait.id for trait in traits for _ in methods],
        "method": [method for _ in traits for method in methods],
        "score": [trait.scores[method].score for trait in traits for method in methods],
        "why": [trait.scores[method].why[lang] for trait in traits for method in methods],
    }
    spread = max(traits, key=lambda trait: max(trait.scores[m].score for m in methods) - min(trait.scores[m].score for m in methods))
    lowest, highest = min(methods, key=lambda m: spread.scores[m].score), max(methods, key=lambda m: spread.scores[m].score)
    said = w.profile_alt.format(
        methods=listed((book().method(method).short[lang] for method in methods), lang),
        traits=len(traits),
        trait=spread.name[lang],
        low=spread.scores[lowest].score,
        lowest=book().method(lowest).short[lang],
        high=spread.scores[highest].score,
        highest=book().method(highest).short[lang],
    )
    draw(profile_chart, columns, words="compare", alt_text=said, traits=tuple(trait.id for trait in traits), methods=tuple(methods))
    rows = [
        (
            f"{escape(trait.name[lang])}<br><small>{escape(trait.meaning[lang])}</small>",
            escape(trait.low[lang]),
            escape(trait.high[lang]),
            *(str(trait.scores[method].score) for method in methods),
        )
        for trait in traits
    ]
    head = (w.trait, w.low, w.high, *(book().method(method).short[lang] for method in methods))
    st.html(prose.table(head, rows, css="wb-stack", numbers=range(3, len(head))))
    with st.expander(w.why_scores):
        for trait in traits:
            scored = [(book().method(method).short[lang], trait.scores[method]) for method in methods]
            reasons = "".join(f"<li><strong>{escape(name)} {one.score}</strong> · {escape(one.why[lang])}</li>" for name, one in scored)
            st.html(f'{prose.heading(trait.name[lang])}<ul class="wb-statements">{reasons}</ul>')


# ---- which fits


def which_fits() -> None:
    """The questions, and the ranking beside them."""
    w, lang, now = words("compare"), language(), held()

    def answered() -> None:
        now.pop("cleared", None)
        rerun("ranking")

    st.markdown(w.fit_lead)
    left, right = st.columns(2, gap="large")
    with left, st.container(key="situation"):
        with st.container(key="leader"):  # on a phone the ranking is far below
            make("leader")
        for question in book().questions:
            choice(
                now,
                question.id,
                question.question[lang],
                [option.id for option in question.options],
                {option.id: option.label[lang] for option in question.options},
                then=answered,
                required=False,
                wrap=True,
            )
        with st.expander(w.why_asked):
            prose.statements([question.why for question in book().questions])
    with right:
        ranking()


@st.fragment(key="ranking")
def ranking() -> None:
    """The methods by points, with a reason for every point."""
    w, lang = words("compare"), language()
    answers = _answers()
    if not answers:
        places()["leader"].fill(st.empty)
        if held().get("cleared"):
            with st.container(horizontal=True, vertical_alignment="center", key="undo"):
                st.info(w.cleared)
                st.button(w.undo, icon=":material/undo:", on_click=_undo)
        else:
            st.info(w.fit_none)
        return
    ranked = fit(book().questions, answers)
    best = leaders(ranked)
    name = {method.id: method.name[lang] for method in book().methods}
    points, names = best[0].points, joined([name[one.method] for one in best], lang)
    if points <= 0:
        leads = w.fit_against.format(methods=names, points=number(points, lang, signed=True))
    elif len(best) == 1:
        leads = w.fit_one.format(method=names, points=points, answered=len(answers), all=len(book().questions))
    else:
        leads = w.fit_tie.format(methods=names, points=points)
    scored = [f"{book().method(one.method).short[lang]} {number(one.points, lang, signed=True)}" for one in ranked]
    places()["leader"].fill(st.markdown, labelled(w.so_far, listed(scored[:3], lang), lang))
    with st.container(key="fit-verdict"):
        (st.success if len(best) == 1 and points > 0 else st.info)(leads)
    columns = {"method": [one.method for one in ranked], "points": [one.points for one in ranked]}
    draw(fit_chart, columns, words="compare", alt_text=sentences((leads, w.fit_alt.format(points=listed(scored, lang))), lang))
    st.caption(w.no_winner)
    st.html(prose.heading(w.working) + "".join(working(one.method, one.points, one.reasons, lang, opened=one.rank == 1) for one in ranked))
    st.button(w.clear_answers, icon=":material/restart_alt:", on_click=_clear)
    drafts.keep(COMPARE)


def working(method: MethodId, points: int, reasons: Sequence[Reason], lang: Lang, *, opened: bool) -> str:
    """Every point of one method with its reason, to open."""
    w = words("compare")
    rows = "".join(
        f"<li><b>{number(reason.points, lang, signed=True)}</b> "
        f"{labelled(escape(_option(_question(reason.question), reason.option).label[lang]), escape(reason.why[lang]), lang)}</li>"
        for reason in reasons
    )
    head = f"{escape(book().method(method).name[lang])} · {escape(w.sum)} {number(points, lang, signed=True)}"
    return f'<details class="wb-working"{" open" if opened else ""}><summary>{head}</summary><ul>{rows}</ul></details>'


def _answers() -> dict[str, str]:
    """The answers to the questions by their ids."""
    return {question.id: held()[question.id] for question in book().questions if held().get(question.id)}


def _clear() -> None:
    held()["cleared"] = _answers()
    _answer({})


def _undo() -> None:
    _answer(held().pop("cleared"))


def _answer(answers: Mapping[str, str]) -> None:
    """Have these answers and no others."""
    now = held()
    for question in book().questions:
        now[question.id] = answers.get(question.id)
        anew(now, question.id)
    rerun()


def _question(name: str) -> Question:
    return next(question for question in book().questions if question.id == name)


def _option(question: Question, name: str) -> Any:
    return next(option for option in question.options if option.id == name)


# ---- the argument


def argument() -> None:
    """The article's way from relationship to customer-centric selling, its figures as claims, and its frame."""
    w, lang, content = words("compare"), language(), book()
    st.markdown(w.argument_lead)
    steps = "".join(
        f"<li><strong>{escape(step.name[lang])}</strong>{prose.bullets(step.body, lang)}</li>" for step in content.argument.steps
    )
    st.html(f'<ol class="wb-steps">{steps}</ol>')
    st.subheader(w.claims, anchor=False)
    cards = "".join(
        f'<article><p class="wb-figure">{escape(claim.figure[lang])}</p><div>{prose.cited(claim.body, lang)}</div>'
        f"<p>{labelled(f'<strong>{escape(w.how_sure)}</strong>', escape(claim.caveat[lang]), lang)}</p></article>"
        for claim in content.argument.claims
    )
    st.html(f'<div class="wb-cards wb-claims">{cards}</div>')
    st.subheader(w.conflicts, anchor=False)
    prose.statements(content.argument.conflicts)
    st.subheader(w.frame, anchor=False)
    left, right = st.columns(2, gap="large")
    frame = content.frame
    for column, parts in (
        (left, (("problems", frame.problems), ("styles", frame.styles))),
        (right, (("things", frame.things), ("layers", frame.layers))),
    ):
        with column:
            for heading, points in parts:
                st.html(prose.heading(getattr(w, heading), 4))
                prose.named(points)
    with st.expander(w.more):
        prose.statements(frame.points)
