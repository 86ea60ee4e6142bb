"""Results to take along: files that are made when somebody taps, from what is stored then.

What makes a file runs without a session: it is given the language, the owner and the inputs when the page is drawn, and asks the store for
the right to everything else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import partial
from html import escape
from typing import Any, NamedTuple

import streamlit as st

from workbook.accounts import Assessment, trend, visible
from workbook.charts.base import Picture
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES
from workbook.exercises.shape import Result
from workbook.exports import tables
from workbook.exports.given import Calculation, Fit, Step
from workbook.exports.given import words as plain
from workbook.exports.names import file_name
from workbook.exports.tables import Table
from workbook.plan import Action
from workbook.room import Given, Room, Stage
from workbook.store import Forbidden
from workbook.store.links import Report
from workbook.store.scenarios import Scenario
from workbook.text import Currency, Lang
from workbook.ui import board, deal, exercise, results, scenarios
from workbook.ui.identity import owner
from workbook.ui.pictures import drawn
from workbook.ui.results import View
from workbook.ui.saved import store, zone
from workbook.ui.session import currency, language, words
from workbook.value import Costs

log = logging.getLogger("workbook")


class _Kind(NamedTuple):
    """A kind of file: how its name ends, what it is to a browser, and its icon."""

    suffix: str
    mime: str
    icon: str


_KINDS = {
    "one_page": _Kind("pdf", "application/pdf", ":material/picture_as_pdf:"),
    "one_page_letter": _Kind("pdf", "application/pdf", ":material/picture_as_pdf:"),
    "slides": _Kind("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ":material/slideshow:"),
    "sheets": _Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ":material/table_view:"),
    "png": _Kind("png", "image/png", ":material/image:"),
    "svg": _Kind("svg", "image/svg+xml", ":material/draw:"),
    "csv": _Kind("csv", "text/csv", ":material/csv:"),
}
Make = Callable[[], bytes]


# ---- where it stands


def canvas() -> None:
    """On `/triple-fit`: the account on the board."""
    w, now, found = words("take_along"), board.held(), board.records()
    here = partial(_of_board, now, owner(), zone(), language())
    _group("canvas", w.file_fit, found[0].name if found else now["name"], _of_fit(here) | _of_pictures("triple_fit"))


def calculation() -> None:
    """On `/value`: the deal on the page."""
    here = partial(_of_page, deal.held(), currency(), zone())
    _group("deal", words("take_along").file_deal, "", _of_deal(here) | _of_pictures("value"))


def report(secret: str, found: Report) -> None:
    """On a report: what it shows, and no more."""
    parts, makes = set(found.link.parts), dict[str, Make]()
    lang, here = language(), partial(_of_report, secret, zone())
    if {"fit", "pictures"} <= parts:
        makes = _of_fit(lambda: here()[0], lambda: here()[1])
    elif found.scenario:
        makes = _of_deal(lambda: _there(here()[1]))
    if "pictures" in parts and "csv" not in makes:
        makes["csv"] = lambda: tables.csv(tables.scores(here()[0], lang))
    if parts & {"pictures", "trend"} and found.assessments:
        allowed = partial(_works, secret)
        makes |= {name: partial(_after, allowed, make) for name, make in _of_pictures("triple_fit").items()}
    if makes:
        _group("report", words("take_along").file_fit, found.account.name, makes)


def of_exercise(
    room: Room, stage: Stage, result: Result, shown: Sequence[Picture], there: Callable[[], tuple[Room, Sequence[Given]]]
) -> None:
    """Below the result of an exercise in a room: its picture as it is shown, and its tables. `there` asks for the right to the answers."""
    lang, number = language(), stage.number

    def found() -> tuple[Table, ...]:
        return _tables_of(*there(), number, lang)

    makes: dict[str, Make] = {
        kind: partial(_after, found, partial(_picture, picture, kind)) for picture in shown for kind in ("png", "svg")
    }
    if result.tables or result.groups:
        makes["csv"] = lambda: tables.csv_of(found())
    if makes:
        _group(f"exercise-{number}", exercise.name_of(stage), room.title, makes)


def of_room(room: Room, there: Callable[[], tuple[Room, Mapping[int, Sequence[Given]]]]) -> None:
    """At the end of a room's report: all its tables."""
    w, lang = words("room"), language()

    def found() -> tuple[Table, ...]:
        now, answers = there()
        return tuple(table for number, given in answers.items() for table in _tables_of(now, given, number, lang, few=True))

    makes: dict[str, Make] = {"sheets": lambda: _sheets_of(found(), w.report_title, lang), "csv": lambda: tables.csv_of(found())}
    _group("room", w.report_title, room.title, makes)


def _group(key: str, subject: str, name: str, makes: Mapping[str, Make]) -> None:
    """A menu of buttons; below them what is said while a file is being made, and where that went wrong."""
    w, today = words("take_along"), datetime.now(zone()).date().isoformat()
    with st.popover(w.title, icon=":material/download:", key=f"take-along-{key}"), st.container(key=f"take-along-files-{key}"):
        for kind, make in makes.items():
            of = _KINDS[kind]
            st.download_button(
                getattr(w, kind),
                partial(_made, kind, make),
                file_name=file_name(subject, name, today, suffix=of.suffix),
                mime=of.mime,
                icon=of.icon,
                on_click="ignore",
                key=f"take-along-{key}-{kind}",
                width="stretch",
            )
        said = (("wb-making", "status", w.making), ("wb-failed", "alert", w.failed))
        st.html("".join(f'<p class="{css}" role="{role}">{escape(text)}</p>' for css, role, text in said))
        st.caption(w.help)


def _made(kind: str, make: Make) -> bytes:
    """The file; why one could not be made stands in the log, what to do about it on the page."""
    try:
        return make()
    except Exception:
        log.exception("a file could not be made: %s", kind)
        raise


# ---- what is made. Each imports its format when it is asked for: together they are half of what a process needs to start


def _of_fit(here: Callable[[], Fit], with_deal: Callable[[], Calculation | None] = lambda: None) -> dict[str, Make]:
    lang = language()
    return {
        "one_page": lambda: _one_page(here(), lang, "a4"),
        "one_page_letter": lambda: _one_page(here(), lang, "us-letter"),
        "slides": lambda: _slides(lang, here(), with_deal()),
        "sheets": lambda: _sheets(lang, here(), with_deal()),
        "csv": lambda: tables.csv(tables.scores(here(), lang)),
    }


def _of_deal(here: Callable[[], Calculation]) -> dict[str, Make]:
    lang = language()
    return {
        "slides": lambda: _slides(lang, None, here()),
        "sheets": lambda: _sheets(lang, None, here()),
        "csv": lambda: tables.csv(tables.calculation(here(), lang)),
    }


def _of_pictures(page: str) -> dict[str, Make]:
    """The picture that is shown when somebody taps; nothing where none was shown yet."""
    shown = drawn()
    if page not in shown:
        return {}
    return {"png": lambda: _picture(shown[page], "png"), "svg": lambda: _picture(shown[page], "svg")}


def _one_page(fit: Fit, lang: Lang, paper: Any) -> bytes:
    from workbook.exports.one_page import one_page

    return one_page(fit, lang, paper=paper)


def _slides(lang: Lang, fit: Fit | None, calculated: Calculation | None) -> bytes:
    from workbook.exports.slides import slides

    return slides(lang, fit=fit, deal=calculated)


def _sheets(lang: Lang, fit: Fit | None, calculated: Calculation | None) -> bytes:
    from workbook.exports.sheets import workbook_of

    return workbook_of(lang, fit=fit, deal=calculated)


def _tables_of(room: Room, given: Sequence[Given], number: int, lang: Lang, *, few: bool = False) -> tuple[Table, ...]:
    """The tables of an exercise; without any, or `Forbidden` where it is asked for alone, below the room's floor."""
    from workbook.exports.room import tables_of

    stage = room.stages[number]
    found = exercise.result_of(room, stage, given)
    if found is None and not few:
        raise Forbidden
    return tables_of(stage, found, lang) if found else ()


def _sheets_of(several: Sequence[Table], title: str, lang: Lang) -> bytes:
    from workbook.exports.sheets import workbook_of_tables

    return workbook_of_tables(several, title, lang)


def _picture(picture: Picture, kind: str) -> bytes:
    from workbook.exports import pictures

    return pictures.png(picture) if kind == "png" else pictures.svg(picture)


# ---- from what


def _of_board(now: Mapping[str, Any], mine: str | None, where: tzinfo, lang: Lang) -> Fit:
    """The account on the board with its plan as the store has them now; where none is stored, what is on the board."""
    if now["example"] or not now["account"]:
        view = results.of_ratings({side: {element: now[f"{side}:{element}"] for element in ELEMENTS} for side in SIDES})
        return _fit(now["name"], view, where, example=now["example"])
    if mine is None:
        raise Forbidden
    account = store().accounts.one(mine, now["account"])
    seen = visible(account, store().accounts.assessments(mine, account.id))
    _, actions = store().plans.one(mine, account.id)
    fit = _fit(account.name, results.of_assessments(seen, account.round), where, ratings=seen)
    return fit._replace(plan=_steps(actions, lang))


def _steps(actions: Iterable[Action], lang: Lang) -> tuple[Step, ...]:
    """What of a plan still counts: what is not done before what is, the earlier day first."""
    w = plain("plan", lang)
    counted = sorted((one for one in actions if one.counts), key=lambda one: (one.status == "done", one.due or date.max))
    return tuple(Step(one.element, one.text, one.owner, one.due, w[one.horizon], w[f"status_{one.status}"]) for one in counted)


def _of_report(secret: str, where: tzinfo) -> tuple[Fit, Calculation | None]:
    """What a report shows now: without the trend and the texts where its sharer left them out, and never who gave which score."""
    found = store().links.report(secret)
    view = results.of_assessments(found.assessments, found.account.round)
    if "trend" not in found.link.parts:
        view = view._replace(past=())
    fit = _fit(found.account.name, view, where)
    if "trend" not in found.link.parts:
        fit = fit._replace(trend=None)
    if "evidence" in found.link.parts:
        fit = fit._replace(evidence=tuple(one for one in view.assessments if one.round == view.round))
    return fit, _of_scenario(found.scenario, where) if found.scenario else None


def _fit(name: str, view: View, where: tzinfo, *, ratings: tuple[Assessment, ...] = (), example: bool = False) -> Fit:
    return Fit(
        name=name,
        on=datetime.now(where),
        found=view.found,
        round=view.round,
        together=view.together,
        past=view.past,
        trend=trend(view.assessments, book().canvas.zones.thresholds),
        hollow=frozenset(side for side in SIDES if view.hollow(side)),
        ratings=ratings,
        example=example,
    )


def _of_page(state: Mapping[str, Any], sign: Currency, where: tzinfo) -> Calculation:
    """The deal on `/value` as it stands now."""
    now = deal.figures(state)
    costs = Costs(**{line: Decimal(str(state[line])) for line in deal.LINES}) if state["cost_mode"] == "lines" else None
    drivers = deal.drivers(state) if state["perception_mode"] == "drivers" else None
    return Calculation("", datetime.now(where), sign, now.shown, now.cost, now.account, now.without, drivers, costs)


def _of_scenario(one: Scenario, where: tzinfo) -> Calculation:
    """A saved deal as a report shows it: its terms, without its hidden account."""
    of, sign = scenarios.deal_of(one.body)
    return Calculation(one.name, datetime.now(where), sign, of, of.cost)


def _there(calculated: Calculation | None) -> Calculation:
    if calculated is None:
        raise Forbidden
    return calculated


def _works(secret: str) -> None:
    if not store().links.works(secret, "report"):
        raise Forbidden


def _after(allowed: Callable[[], object], make: Make) -> bytes:
    allowed()
    return make()
