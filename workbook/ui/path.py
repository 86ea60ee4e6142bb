"""The way through the workbook on `/`: what has been done of it, and the next step as a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import streamlit as st

from workbook.content.cases import CASES as ALL_CASES
from workbook.content.quizzes import QUIZZES, QuizId
from workbook.path import STATIONS, Path, Station, path
from workbook.text import listed
from workbook.ui import deal
from workbook.ui.identity import owner
from workbook.ui.menu import FOLDER, PAGES
from workbook.ui.saved import store
from workbook.ui.session import CASES, DEAL, DRAFTS, PATH, QUIZ, inputs, language, words

_TO: Final[dict[Station, str]] = {"read": "compare", "try": "cases", "quiz": "compare", "own": "triple-fit"}


def opened(page: QuizId) -> None:
    """Note that a Learn page was opened, unless it was only to look up a source."""
    read = inputs(PATH, lambda: {"read": []})
    if page not in read["read"] and "fact" not in st.query_params:
        read["read"] = [*read["read"], page]


def strip() -> None:
    """The four stations, each with a link and what has been done there; the next one stands out."""
    w, did = words("path"), _did()
    now = path(**did)
    st.header(w.title, anchor=False)
    with st.container(key="path"):
        for number, station in enumerate(STATIONS, 1):
            state = "done" if station in now.done else "next" if station == now.next else "open"
            with st.container(key=f"station-{station}-{state}", gap=None):
                _station(station, number, state, did, now)
    if now.next is None:
        st.caption(w.all_done)


def _station(station: Station, number: int, state: str, did: Mapping[str, Any], now: Path) -> None:
    w = words("path")
    icon = ":material/check_circle:" if state == "done" else f":material/counter_{number}:"
    query = {"lang": language()} if "lang" in st.query_params else None
    st.page_link(FOLDER / f"{PAGES[_TO[station]].file}.py", label=f"**{getattr(w, f'label_{station}')}**", icon=icon, query_params=query)
    what = _done(station, did) if state == "done" else getattr(w, f"about_{station}")
    sign = {"done": w.done, "next": w.next if now.done else w.begin, "open": ""}[state]
    st.caption(f"**{sign}** · {what}" if sign else what)


def _done(station: Station, did: Mapping[str, Any]) -> str:
    w = words("path")
    if station == "read":
        return str(w.done_read.format(pages=_names(did["pages_read"])))
    if station == "try":
        return str(w.done_try_cases.format(count=did["cases_played"]) if did["cases_played"] else w.done_try_deal)
    return str(w.done_quiz.format(pages=_names(_finished())) if station == "quiz" else w.done_own)


def _names(pages: Iterable[str]) -> str:
    frame = words("frame")
    return listed((getattr(frame, f"page_{page}") for page in QUIZZES if page in pages), language())


# ---- what was really done


def _did() -> dict[str, Any]:
    cases = _kept(CASES)
    return {
        "pages_read": frozenset(_kept(PATH).get("read", ())),
        "deal_changed": _deal_changed(),
        "cases_played": sum(bool(cases.get(f"{case}:revealed")) for case in ALL_CASES),
        "quizzes_finished": len(_finished()),
        "own_ratings": _own_ratings(),
    }


def _kept(name: str) -> Mapping[str, Any]:
    """What a page holds in this visit, or kept from an earlier one, without beginning it."""
    found: Mapping[str, Any] = st.session_state.get(name) or st.session_state.get(DRAFTS, {}).get(name, {})
    return found


def _finished() -> list[str]:
    quizzes = _kept(QUIZ)
    return [quiz for quiz in QUIZZES if quizzes.get(quiz, {}).get("finished")]


def _deal_changed() -> bool:
    """Whether a deal has figures that no example gave it, or was saved."""
    now, mine = _kept(DEAL), owner()
    example = next((one for one in deal.examples() if one.id == now.get("came_from")), None)
    if example:
        given = deal.from_example(example)
        if any(now[name] != given[name] for name in deal.BOUNDS if name in now):
            return True
    return bool(mine and store().scenarios.all(mine, most=1))


def _own_ratings() -> bool:
    mine = owner()
    if not mine:
        return False
    pages = (store().accounts.portfolio(mine, archived=archived, order="overall", down=True, size=1)[1] for archived in (False, True))
    return any(line.standing.overall is not None for lines in pages for line in lines)
