"""The quiz at the end of a Learn page: one question at a time with a confidence, and at the end what to look at again first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import streamlit as st

from workbook.content import book
from workbook.content.quizzes import QuizId, QuizQuestion
from workbook.quiz import CONFIDENCE, KINDS, Answer, Marked, Share, result
from workbook.ui import drafts, path, prose
from workbook.ui.inputs import choice, instead
from workbook.ui.session import QUIZ, inputs, language, words


def quiz(page: QuizId) -> None:
    """The quiz of a page below what there is to read."""
    path.opened(page)
    st.header(words("quiz").title, anchor=False)
    _quiz(page)


@st.fragment(key="quiz")
def _quiz(page: QuizId) -> None:
    now, questions = _held(page), book().quiz(page).questions
    answers = _answers(now, questions)
    if now["at"] is not None and now["at"] >= len(questions):  # the questions may have changed since it was finished
        now["at"] = next((at for at, one in enumerate(questions) if one.id not in answers), len(questions))
    with st.container(key="quiz"):
        if now["at"] is None:
            _begin(page)
        elif now["at"] < len(questions):
            _question(page, questions[now["at"]], answers)
        else:
            _end(page, answers)
    drafts.keep()


def _held(page: QuizId) -> dict[str, Any]:
    """The answers to a page's quiz, which question is shown (None before the first), and whether it was ever finished."""
    now: dict[str, Any] = inputs(QUIZ, dict).get(page, {"at": None, "finished": False})
    return now


def _answers(now: Mapping[str, Any], questions: tuple[QuizQuestion, ...]) -> dict[str, Answer]:
    """The answers that are whole: chosen, and with a confidence."""
    found = {one.id: Answer(now.get(f"{one.id}:choice") or "", now.get(f"{one.id}:confidence") or 0) for one in questions}
    known = {one.id: {choice.id for choice in one.choices} for one in questions}
    return {name: answer for name, answer in found.items() if answer.choice in known[name] and answer.confidence in CONFIDENCE}


def _go(page: QuizId, at: int) -> Callable[[], None]:
    def go() -> None:
        now = inputs(QUIZ, dict).setdefault(page, _held(page))
        now["at"] = at
        now["finished"] = now["finished"] or at == len(book().quiz(page).questions)

    return go


def _begin(page: QuizId) -> None:
    w = words("quiz")
    st.markdown(w.lead.format(count=len(book().quiz(page).questions)))
    st.button(w.start, icon=":material/quiz:", on_click=_go(page, 0))


def _question(page: QuizId, question: QuizQuestion, answers: Mapping[str, Answer]) -> None:
    w, lang, now, questions = words("quiz"), language(), _held(page), book().quiz(page).questions
    st.caption(w.progress.format(step=now["at"] + 1, all=len(questions)))
    st.html(f'<h3 class="wb-question">{escape(question.question[lang])}</h3>')
    if question.id not in answers:
        with st.container(key="quiz-choices"):
            ids = [one.id for one in question.choices]
            choice(now, f"{question.id}:choice", w.choose, ids, lambda one: question.choice(one).label[lang], required=False)
        with st.container(key="quiz-confidence"):
            say = {level: str(level) for level in CONFIDENCE} | {1: w.level_1, 5: w.level_5}
            choice(now, f"{question.id}:confidence", w.confidence, CONFIDENCE, say, required=False, width="content", wrap=True)
        st.caption(w.tap_both)
        return
    marked = Marked(question, answers[question.id])
    said = getattr(w, f"about_{marked.kind}")
    (st.success if marked.right else st.error)(said, icon=":material/check:" if marked.right else ":material/close:")
    st.html(_explained(marked))
    last = now["at"] + 1 == len(questions)
    st.button(w.finish if last else w.next, type="primary", icon=":material/arrow_forward:", on_click=_go(page, now["at"] + 1))


def _explained(marked: Marked) -> str:
    """All answers to a question with what is to be said of each, the right one and the player's marked."""
    w, lang, question = words("quiz"), language(), marked.question
    lines = []
    for one in question.choices:
        right, mine = one.id == question.right, one.id == marked.answer.choice
        signs = [word for word, stands in ((w.right_answer, right), (w.your_answer, mine)) if stands]
        sign = "".join(f"<b>{escape(word)}</b>" for word in signs)
        kind = "wb-right" if right else "wb-wrong" if mine else ""
        said = prose.cited(question.because, lang) if right else escape(one.but[lang]) if one.but else ""
        lines.append(f'<li class="{kind}"><p>{escape(one.label[lang])} {sign}</p><div>{said}</div></li>')
    return f'<ul class="wb-answers">{"".join(lines)}</ul>'


def _end(page: QuizId, answers: Mapping[str, Answer]) -> None:
    w, found = words("quiz"), result(book().quiz(page).questions, answers)
    with st.container(key="quiz-score"):
        facts = ((w.score, found.score), (w.score_sure, found.sure), (w.score_unsure, found.unsure))
        listed = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(_share(share))}</dd></div>" for name, share in facts)
        st.html(f'<dl class="wb-scores">{listed}</dl>')
    st.markdown(w.matched.format(matched=found.matched, all=found.score.all))
    html = [f"<h3>{escape(w.look_again)}</h3>"]
    for kind in KINDS:
        of_kind = [one for one in found.again if one.kind == kind]
        if of_kind:
            html.append(f"<h4>{escape(getattr(w, f'group_{kind}'))}</h4>")
            html += [_look_again(one, opened=kind == "confidently_wrong") for one in of_kind]
    st.html("".join(html))
    st.button(w.again, icon=":material/restart_alt:", on_click=lambda: _again(page))


def _share(share: Share) -> str:
    w = words("quiz")
    return str(w.of.format(right=share.right, all=share.all) if share.all else w.none_of)


def _look_again(one: Marked, *, opened: bool) -> str:
    w, lang = words("quiz"), language()
    sure = escape(w.sure_by.format(level=one.answer.confidence))
    head = f"{escape(one.question.question[lang])} <small>{sure}</small>"
    return f'<details class="wb-look-again"{" open" if opened else ""}><summary>{head}</summary>{_explained(one)}</details>'


def _again(page: QuizId) -> None:
    """Begin at the first question; that the quiz was finished once stays known."""
    every, now = inputs(QUIZ, dict), _held(page)
    every[page] = instead(now, {"at": 0, "finished": now["finished"]})
