"""Results to take along: files that are made when somebody taps, from what is stored then.

What makes a file runs without a session: it is given the language, the owner and the inputs when the page is drawn, and asks the store for
the right to everything else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from functools import partial
from html import escape
from typing import Any, NamedTuple, TypeVar

import streamlit as st

from workbook.accounts import Assessment, trend, visible
from workbook.charts.base import Picture
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES
from workbook.exercises.shape import Result
from workbook.exports import tables
from workbook.exports.given import Answered, Calculation, Fit, Planned, Workshop
from workbook.exports.names import file_name
from workbook.exports.tables import Table
from workbook.plan import Action, Plan
from workbook.room import Given, Room, Stage
from workbook.store import Forbidden
from workbook.store.links import Report
from workbook.store.scenarios import Scenario
from workbook.text import Currency, Lang
from workbook.ui import board, deal, exercise, results, scenarios
from workbook.ui.identity import owner
from workbook.ui.pictures import drawn
from workbook.ui.plan import example, in_order
from workbook.ui.results import View
from workbook.ui.saved import store, today, zone
from workbook.ui.session import currency, language, words
from workbook.value import Costs

log = logging.getLogger("workbook")


class _Kind(NamedTuple):
    """A kind of file: how its name ends, what it is to a browser, its icon, and for which paper it is."""

    suffix: str
    mime: str
    icon: str
    paper: str = ""


_KINDS = {
    "one_page": _Kind("pdf", "application/pdf", ":material/picture_as_pdf:", "A4"),
    "one_page_letter": _Kind("pdf", "application/pdf", ":material/picture_as_pdf:", "Letter"),
    "slides": _Kind("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ":material/slideshow:"),
    "sheets": _Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ":material/table_view:"),
    "png": _Kind("png", "image/png", ":material/image:"),
    "svg": _Kind("svg", "image/svg+xml", ":material/draw:"),
    "csv": _Kind("csv", "text/csv", ":material/csv:"),
    "plan_csv": _Kind("csv", "text/csv", ":material/csv:"),
}
Make = Callable[[], bytes]
_Known = tuple[Fit, Planned | None]
_Shown = TypeVar("_Shown", Planned, Calculation)


# ---- where it stands


def canvas() -> None:
    """On `/triple-fit`: the account on the board."""
    w, now, found = words("take_along"), board.held(), board.records()
    here = partial(_of_board, now, owner(), zone(), language(), currency())
    _group("canvas", w.file_fit, found[0].name if found else now["name"], _of_fit(here) | _of_pictures("triple_fit"))


def calculation() -> None:
    """On `/value`: the deal on the page."""
    here = partial(_of_page, deal.held(), currency(), zone())
    _group("deal", words("take_along").file_deal, "", _of_deal(here) | _of_pictures("value"))


def plan() -> None:
    """On `/plan`: the account's canvas and its plan, the example's where that is shown."""
    w, now, found = words("take_along"), board.held(), board.records()
    here = partial(_of_board, now, owner(), zone(), language(), currency())
    makes = _of_fit(here) | _of_plan(lambda: _there(here()[1]))
    del makes["csv"]  # the canvas offers the scores
    _group("plan", w.file_plan, found[0].name if found else now["name"], makes | _of_pictures("plan"))


def report(secret: str, found: Report) -> None:
    """On a report: what it shows, and no more."""
    parts, makes = set(found.link.parts), dict[str, Make]()
    lang, here = language(), partial(_of_report, secret, zone())
    planned = any(one.counts for one in found.actions)
    if {"fit", "pictures"} <= parts:
        makes = _of_fit(lambda: here()[:2], lambda: here()[2])
    elif planned or found.scenario:
        makes = {
            "slides": lambda: _slides(lang, None, *here()[1:]),
            "sheets": lambda: _sheets(lang, None, *here()[1:]),
        }
    if "pictures" in parts and "csv" not in makes:
        makes["csv"] = lambda: tables.csv(tables.scores(here()[0], lang))
    elif found.scenario and "csv" not in makes:
        makes["csv"] = lambda: tables.csv(tables.calculation(_there(here()[2]), lang))
    if planned:
        makes |= _of_plan(lambda: _there(here()[1]))
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


def of_room(
    room: Room,
    people: int,
    shown: Mapping[int, tuple[Result, Sequence[Picture]]],
    there: Callable[[], tuple[Room, Mapping[int, Sequence[Given]]]],
) -> None:
    """At the end of a room's report: everything that was revealed, with the pictures by exercise as they are `shown`."""
    w, lang, where = words("room"), language(), zone()

    def found() -> tuple[Table, ...]:
        now, answers = there()
        return tuple(table for number, given in answers.items() for table in _tables_of(now, given, number, lang, few=True))

    def workshop() -> Workshop:
        now, answers = there()
        exercises = []
        for number, given in answers.items():
            stage = now.stages[number]
            pictures = tuple(shown[number][1]) if number in shown else ()
            exercises.append(Answered(stage, exercise.result_of(now, stage, given), pictures))
        return Workshop(now.title, datetime.fromtimestamp(now.created, where), people, now.floor, tuple(exercises))

    makes: dict[str, Make] = {
        "one_page": lambda: _page_of(workshop(), lang, "a4"),
        "one_page_letter": lambda: _page_of(workshop(), lang, "us-letter"),
        "slides": lambda: _slides_of(workshop(), lang),
    }
    if any(result.tables or result.groups for result, _ in shown.values()):
        makes |= {"sheets": lambda: _sheets_of(found(), w.report_title, lang), "csv": lambda: tables.csv_of(found())}
    _group("room", w.report_title, room.title, makes)


def _group(key: str, subject: str, name: str, makes: Mapping[str, Make]) -> None:
    """A menu of buttons; below them what is said while a file is being made, and where that went wrong."""
    w, on = words("take_along"), today()
    with st.popover(w.title, icon=":material/download:", key=f"take-along-{key}"), st.container(key=f"take-along-files-{key}"):
        for kind, make in makes.items():
            of = _KINDS[kind]
            st.download_button(
                getattr(w, kind),
                partial(_made, kind, make),
                file_name=file_name(subject, name, on, of.paper, suffix=of.suffix),
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


def _of_fit(here: Callable[[], _Known], with_deal: Callable[[], Calculation | None] = lambda: None) -> dict[str, Make]:
    lang = language()
    return {
        "one_page": lambda: _one_page(*here(), lang, "a4"),
        "one_page_letter": lambda: _one_page(*here(), lang, "us-letter"),
        "slides": lambda: _slides(lang, *here(), with_deal()),
        "sheets": lambda: _sheets(lang, *here(), with_deal()),
        "csv": lambda: tables.csv(tables.scores(here()[0], lang)),
    }


def _of_plan(here: Callable[[], Planned]) -> dict[str, Make]:
    lang = language()
    return {"plan_csv": lambda: tables.csv(tables.plan(here(), lang))}


def _of_deal(here: Callable[[], Calculation]) -> dict[str, Make]:
    lang = language()
    return {
        "slides": lambda: _slides(lang, None, None, here()),
        "sheets": lambda: _sheets(lang, None, None, here()),
        "csv": lambda: tables.csv(tables.calculation(here(), lang)),
    }


def _of_pictures(page: str) -> dict[str, Make]:
    """The picture that is shown when somebody taps; nothing where none was shown yet."""
    shown = drawn()
    if page not in shown:
        return {}
    return {"png": lambda: _picture(shown[page], "png"), "svg": lambda: _picture(shown[page], "svg")}


def _one_page(fit: Fit, planned: Planned | None, lang: Lang, paper: Any) -> bytes:
    from workbook.exports.one_page import one_page

    return one_page(fit, lang, plan=planned, paper=paper)


def _slides(lang: Lang, fit: Fit | None, planned: Planned | None, calculated: Calculation | None) -> bytes:
    from workbook.exports.slides import slides

    return slides(lang, fit=fit, plan=planned, deal=calculated)


def _sheets(lang: Lang, fit: Fit | None, planned: Planned | None, calculated: Calculation | None) -> bytes:
    from workbook.exports.sheets import workbook_of

    return workbook_of(lang, fit=fit, plan=planned, deal=calculated)


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


def _page_of(of: Workshop, lang: Lang, paper: Any) -> bytes:
    from workbook.exports.room_page import one_page

    return one_page(of, lang, paper=paper)


def _slides_of(of: Workshop, lang: Lang) -> bytes:
    from workbook.exports.room_slides import slides

    return slides(of, lang)


def _picture(picture: Picture, kind: str) -> bytes:
    from workbook.exports import pictures

    return pictures.png(picture) if kind == "png" else pictures.svg(picture)


# ---- from what


def _of_board(now: Mapping[str, Any], mine: str | None, where: tzinfo, lang: Lang, sign: Currency) -> _Known:
    """The account on the board with its plan as the store has them now; where none is stored, what is on the board."""
    if now["example"] or not now["account"]:
        view = results.of_ratings({side: {element: now[f"{side}:{element}"] for element in ELEMENTS} for side in SIDES})
        fit = _fit(now["name"], view, where, example=now["example"])
        return fit, _planned(fit, *example(lang, fit.on.date()), sign) if now["example"] else None
    if mine is None:
        raise Forbidden
    account = store().accounts.one(mine, now["account"])
    seen = visible(account, store().accounts.assessments(mine, account.id))
    fit = _fit(account.name, results.of_assessments(seen, account.round), where, ratings=seen)
    return fit, _planned(fit, *store().plans.one(mine, account.id), sign)


def _planned(fit: Fit, of: Plan, actions: Iterable[Action], sign: Currency) -> Planned:
    """A plan as its owner takes it along."""
    review = of.next_review(fit.on)
    return Planned(fit.name, fit.on, in_order(actions), of.vision, sign, fit.found, review, fit.example)


def _of_report(secret: str, where: tzinfo) -> tuple[Fit, Planned | None, Calculation | None]:
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
    planned = None
    if found.plan:
        shown = in_order(_read_only(one) for one in found.actions if one.counts)
        planned = Planned(fit.name, fit.on, shown, found.plan.vision)
    return fit, planned, _of_scenario(found.scenario, where) if found.scenario else None


def _read_only(one: Action) -> Action:
    """An action as a report shows it: what both sides put in and gain, the target and the note are between the two."""
    bare = one._replace(effort_supplier=None, effort_customer=None, benefit_supplier=None, benefit_customer=None)
    return bare._replace(target=None, note="")


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
        guessed=view.guessed,
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


def _there(shown: _Shown | None) -> _Shown:
    if shown is None:
        raise Forbidden
    return shown


def _works(secret: str) -> None:
    if not store().links.works(secret, "report"):
        raise Forbidden


def _after(allowed: Callable[[], object], make: Make) -> bytes:
    allowed()
    return make()
