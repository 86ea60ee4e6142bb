"""What the scores of a canvas say: the overall fit and the levels, the radar, the gaps, the zones, and the rounds so far.

The same parts stand on the private page and on a report; they show a `View` and ask nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from html import escape
from statistics import mean
from typing import Any, Final, NamedTuple

import streamlit as st

from workbook.accounts import Assessment, Panel, canvas, guessed, once, panel, predictions, rounds
from workbook.accounts import trend as trend_of
from workbook.canvas import BY_NEED, CANNOT_JUDGE, LEVELS, CanvasScore, ElementScore, Mean, Ratings, score
from workbook.charts.gaps import gaps as gaps_chart
from workbook.charts.radar import Shape, outline, radar
from workbook.charts.trend import trend as trend_chart
from workbook.charts.zones import zones as zones_chart
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES, ElementId, LevelId, Side
from workbook.exports.given import element_names, radar_said, rater_with_role
from workbook.exports.given import score as shown
from workbook.text import Lang, bracketed, labelled, listed, number, sentences
from workbook.ui import prose, writing
from workbook.ui.inputs import choice
from workbook.ui.pictures import draw
from workbook.ui.places import make, places
from workbook.ui.saved import date
from workbook.ui.session import language, words

GHOSTS: Final = 2
IN_PLACE: Final = ("radar", "gaps")
"""The looks that always have the same parts, which can be filled again; the others are drawn anew."""
_ACROSS: Final = 0.33
_ROWS: Final = {1: (0.0,), 2: (0.22, -0.22), 3: (0.33, 0.0, -0.33)}
"""How far apart elements with the same pair of scores stand in its cell, three in a row, as parts of it."""


class View(NamedTuple):
    """What is shown of an account: the scores of a round, its raters together, earlier rounds, and all assessments that may be seen.

    The `round` is the latest in which anything may be seen; `now` is the one that is rated. `unsure` is what a side cannot judge.
    """

    found: CanvasScore
    together: Panel
    past: tuple[Panel, ...]
    assessments: tuple[Assessment, ...]
    round: int
    now: int
    unsure: frozenset[tuple[Side, ElementId]]

    def hollow(self, side: Side) -> bool:
        """Whether a side is one opinion, given once."""
        return once(self.assessments, side)

    @property
    def guessed(self) -> bool:
        """Whether the customer's side is only what the supplier thinks of it."""
        return guessed(self.assessments, self.round)


def of_ratings(ratings: Ratings) -> View:
    """Ratings that belong to no account: the example."""
    unsure = frozenset((side, name) for side, given in ratings.items() for name, one in given.items() if one == CANNOT_JUDGE)
    return View(score(ratings, book().canvas.zones.thresholds), {side: {} for side in SIDES}, (), (), 1, 1, unsure)


def of_assessments(seen: Sequence[Assessment], now: int) -> View:
    """An account's current round, or the latest one in which anything may be seen, with the rounds before it."""
    numbers = rounds(seen)
    shown = numbers[0] if numbers else now
    together = panel(seen, shown)
    past = tuple(panel(seen, one) for one in numbers[1 : GHOSTS + 1])
    unsure = frozenset(
        (one.side, name) for one in seen if one.round == shown for name, given in one.ratings.items() if given.score == CANNOT_JUDGE
    )
    return View(canvas(together, book().canvas.zones.thresholds), together, past, tuple(seen), shown, now, unsure)


# ---- what the scores say


def fit(view: View) -> None:
    """The overall fit and the three levels: the customer's view first, since the article scores from there."""
    with st.container(key="strip", horizontal=True, gap="small"):
        for name in ("overall-fit", *(f"level-{level}" for level in LEVELS)):
            with st.container(key=name, width="stretch"):
                make(name)
    make("fit-note")
    show_fit(view)


def show_fit(view: View) -> None:
    """Put the fit into its places, and what has to be known of it."""
    w, lang, where, found = words("triple_fit"), language(), places(), view.found
    notes = [w.of_round.format(round=view.round, now=view.now)] if view.round != view.now else []
    if view.guessed:
        notes.append(w.guessed)
    where["fit-note"].fill(*(st.caption, sentences(notes, lang)) if notes else (st.empty,))
    where["overall-fit"].fill(_metric, *_mean(w, lang, w.overall, found.overall, len(ELEMENTS)))
    for level in book().canvas.levels:
        where[f"level-{level.id}"].fill(_metric, *_mean(w, lang, level.name[lang], found.levels[level.id], len(level.elements)))


def _mean(w: Any, lang: Lang, label: str, means: Any, everything: int) -> tuple[str, str, str]:
    """One mean as label, figure and what stands below: the customer's where there is one, else the supplier's; the other side below it."""
    first: Side = "customer" if means["customer"].value is not None or means["supplier"].value is None else "supplier"
    other: Side = "supplier" if first == "customer" else "customer"
    mean: Mean = means[first]
    beside: Mean = means[other]
    value = w.none_yet if mean.value is None else w.of_five.format(score=shown(mean.value, lang))
    said = w.rated_of.format(rated=mean.rated, all=everything)
    if mean.rated:
        told = (
            w.other_side.format(side=getattr(w, other), score=shown(beside.value, lang))
            if beside.rated
            else w.other_none.format(side=getattr(w, other))
        )
        label = w.view_of.format(what=label, side=getattr(w, first))
        said = f"{said} · {told}"
    return label, value, said


def _metric(label: str, value: str, said: str) -> None:
    st.metric(label, value, said, delta_color="off", delta_arrow="off")


def pictures(view: View, now: dict[str, Any], *, with_history: bool = True) -> None:
    """The chosen look: radar, gaps, zones or history, each beside a table or a list with the same numbers."""
    w, found = words("triple_fit"), view.found
    looks = {"radar": _radar, "gaps": _gaps, "zones": _zones} | ({"history": history} if with_history and view.assessments else {})
    if now["look"] not in looks:
        now["look"] = "radar"
    with st.container(key="pictures"):
        choice(now, "look", w.results, list(looks), lambda look: getattr(w, f"look_{look}"), label_visibility="collapsed", width="content")
        if not found.rated:
            st.info(w.hint_unsure if view.unsure else w.hint_empty)
            return
        if not found.gaps:
            st.info(w.hint_one_side)
        if now["look"] in IN_PLACE:
            make("picture")
            with st.container(gap="small"):
                make("table")
                make("notes")
        looks[now["look"]](view)
    if now["look"] == "zones":
        _first_steps(found)


def show_pictures(view: View, now: Mapping[str, Any]) -> None:
    """Put the chosen look into its places, if it is one of those that have some."""
    if view.found.rated and now["look"] in IN_PLACE:
        (_radar if now["look"] == "radar" else _gaps)(view)


def shapes(view: View) -> dict[Side, Shape]:
    """Both sides as the radar draws them."""
    return {
        side: Shape(
            {element.id: float(value) for element in view.found.elements if (value := element.of(side)) is not None},
            {name: (float(one.low), float(one.high)) for name, one in view.together[side].items() if one.raters > 1},
            view.hollow(side),
        )
        for side in SIDES
    }


def _radar(view: View) -> None:
    w = words("triple_fit")
    past = [{side: Shape({name: float(one.mean) for name, one in of[side].items()}) for side in SIDES} for of in view.past]
    columns, said = outline(shapes(view), past), radar_said(view.found, language())
    places()["picture"].fill(partial(draw, radar, columns, words="triple_fit", alt_text=said, banded="band" in columns, earlier=bool(past)))
    places()["table"].fill(st.html, prose.wide(table(view)))
    notes = [w.hollow] if any(view.hollow(side) for side in SIDES) else []
    notes += [w.bands] if any(one.raters > 1 for side in SIDES for one in view.together[side].values()) else []
    notes += [w.ghosts] if view.past else []
    if notes:
        places()["notes"].fill(st.caption, sentences(notes, language()))
    else:
        places()["notes"].fill(st.empty)


def _gaps(view: View) -> None:
    w, lang, found = words("triple_fit"), language(), view.found
    rows = [(element, side, element.of(side)) for element in found.elements for side in SIDES]
    columns: dict[str, Sequence[Any]] = {
        "element": [element.id for element, _, _ in rows],
        "side": [side for _, side, _ in rows],
        "value": [_plain(value) for _, _, value in rows],
        "low": [None if e.gap is None else float(min(e.supplier or 0, e.customer or 0)) for e, _, _ in rows],
        "high": [None if e.gap is None else float(max(e.supplier or 0, e.customer or 0)) for e, _, _ in rows],
    }
    said = w.gaps_none
    if found.gaps:
        names = element_names(lang)
        named = (w.gap_of.format(element=names[one.id], gap=shown(one.gap, lang, signed=True)) for one in found.widest)
        said = w.gaps_alt.format(gaps=listed(named, lang))
    places()["picture"].fill(partial(draw, gaps_chart, columns, words="triple_fit", alt_text=said))
    ordered = (*found.gaps, *(element for element in found.elements if element.gap is None))
    places()["table"].fill(st.html, prose.wide(_table(ordered, view)))


def table(view: View) -> str:
    """The figures of the radar."""
    return _table(view.found.elements, view)


def _table(elements: Sequence[ElementScore], view: View) -> str:
    """Elements with both scores (and the bands of several raters), the gap and the zone."""
    w, lang, canvas = words("triple_fit"), language(), book().canvas
    names = {element.id: element.name[lang] for element in canvas.elements}
    rows = [
        (
            f"{ELEMENTS.index(one.id) + 1}&nbsp;{escape(names[one.id])}",
            *(_said(view, side, one, lang) for side in SIDES),
            shown(one.gap, lang, signed=True),
            escape(canvas.zone(one.zone).name[lang]) if one.zone else w.none_yet,
        )
        for one in elements
    ]
    return prose.table((w.element, w.supplier, w.customer, w.gap, w.zone), rows, css="wb-tight", numbers=(1, 2, 3))


def _said(view: View, side: Side, one: ElementScore, lang: Lang) -> str:
    """A side's score, with the band of several raters; or that it cannot judge."""
    score, spread = one.of(side), view.together[side].get(one.id)
    if score is None and (side, one.id) in view.unsure:
        return str(words("triple_fit").cannot_mark)
    if spread is None or spread.raters < 2:
        return shown(score, lang)
    band = listed((f"{shown(spread.low, lang)}–{shown(spread.high, lang)}", f"n={spread.raters}"), lang, clauses=True)
    return f"{shown(score, lang)}<small>{bracketed(band, lang)}</small>"


def _zones(view: View) -> None:
    w, lang, canvas, found = words("triple_fit"), language(), book().canvas, view.found
    names = {element.id: element.name[lang] for element in canvas.elements}
    both = [element for element in found.elements if element.gap is not None]
    columns: dict[str, list[Any]] = {"number": [], "name": [], "x": [], "y": [], "zone": []}
    cells: dict[tuple[Any, Any], list[ElementId]] = {}
    for element in both:
        cells.setdefault((element.customer, element.supplier), []).append(element.id)
    for element in both:
        pair = (element.customer, element.supplier)
        across, up = _seat(cells[pair].index(element.id), len(cells[pair]))
        row = (ELEMENTS.index(element.id) + 1, names[element.id], float(pair[0] or 0) + across, float(pair[1] or 0) + up, element.zone)
        for column, cell in zip(columns.values(), row, strict=True):
            column.append(cell)
    in_zone = {zone: [element for element in found.elements if element.zone == zone] for zone in BY_NEED}
    holds = [
        w.zone_holds.format(zone=canvas.zone(zone).name[lang], elements=listed((names[element.id] for element in members), lang))
        for zone, members in in_zone.items()
        if members
    ]
    thresholds = canvas.zones.thresholds
    draw(
        zones_chart,
        columns,
        words="triple_fit",
        alt_text=w.zones_alt.format(zones=listed(holds, lang, clauses=True) or w.zones_none),
        thresholds=thresholds,
    )
    rule = canvas.zones.rule[lang].format(
        agreement=number(thresholds.agreement_within, lang), strength=number(thresholds.strength_from, lang, digits=1)
    )
    sections = [f'<p class="wb-rule">{labelled(f"<strong>{escape(w.rule)}</strong>", escape(rule), lang)}</p>']
    for zone, members in in_zone.items():
        kind = canvas.zone(zone)
        inside = listed((f"{ELEMENTS.index(element.id) + 1} {escape(names[element.id])}" for element in members), lang)
        sections.append(
            f'<section class="wb-zone"><h3>{escape(kind.name[lang])}</h3><p><strong>{inside or escape(w.zone_empty)}</strong></p>'
            f"<p>{escape(kind.meaning[lang])}</p>{prose.bullets((kind.next,), lang)}</section>"
        )
    st.html("".join(sections))


def _seat(at: int, many: int) -> tuple[float, float]:
    """Where in a cell of so many elements one of them stands, from its middle to the right and up."""
    rows = -(-many // 3)
    row, place = divmod(at, 3)
    beside = min(3, many - 3 * row)
    return _ACROSS * (place - (beside - 1) / 2), _ROWS[rows][row]


def _first_steps(found: CanvasScore) -> None:
    """What to do next for up to three elements that a side scores below 3: the lowest first, of equals the one that both score lower."""
    w, lang, canvas = words("triple_fit"), language(), book().canvas
    given = [([score for score in (one.supplier, one.customer) if score is not None], one.id) for one in found.elements if one.zone]
    low = sorted((one for one in given if min(one[0]) < 3), key=lambda one: (min(one[0]), mean(one[0])))
    if not low:
        return
    first, more = low[:3], low[3:]
    st.subheader(w.elements_low, anchor=False)
    st.caption(w.low_how)
    for column, (_, element_id) in zip(st.columns(len(first)), first, strict=True):
        element = canvas.elements[ELEMENTS.index(element_id)]
        column.html(f"<h4>{escape(element.name[lang])}</h4>{prose.bullets(element.next, lang)}")
    if more:
        st.caption(w.low_more.format(elements=listed((element_names(lang)[name] for _, name in more), lang)))


def history(view: View) -> None:
    """The levels from round to round, and how well raters knew the other side."""
    w, lang, canvas = words("triple_fit"), language(), book().canvas
    points = trend_of(view.assessments, canvas.zones.thresholds)
    columns = {name: [getattr(one, name) for one in points] for name in ("round", "level", "side")}
    level_names = {level.id: level.name[lang] for level in canvas.levels}
    first, last = min(one.round for one in points), max(one.round for one in points)
    said = w.history_alt.format(first=first, last=last) if last > first else w.history_alt_one.format(round=first)
    course: dict[tuple[LevelId, Side], list[Fraction]] = {}
    for one in points:
        course.setdefault((one.level, one.side), []).append(one.mean)
    moved = {place: means[-1] - means[0] for place, means in course.items()}
    if most := max(map(abs, moved.values())):
        told = (
            w.history_level.format(level=level_names[level], side=getattr(w, side), by=shown(by, lang, signed=True))
            for (level, side), by in moved.items()
            if abs(by) == most
        )
        said = sentences((said, w.history_moved.format(levels=listed(told, lang, clauses=True))), lang)
    draw(trend_chart, {**columns, "mean": [float(one.mean) for one in points]}, words="triple_fit", alt_text=said)
    by_round: dict[tuple[int, Side], dict[str, str]] = {}
    for one in points:
        by_round.setdefault((one.round, one.side), {"at": date(one.at)})[one.level] = shown(one.mean, lang)
    rows = [
        (str(number), escape(getattr(w, side)), cells["at"], *(cells.get(level, w.none_yet) for level in LEVELS))
        for (number, side), cells in by_round.items()
    ]
    st.html(prose.wide(prose.table((w.round, w.side, w.rated_on, *level_names.values()), rows, css="wb-tight", numbers=(3, 4, 5))))
    guesses = predictions(view.assessments, view.round)
    if guesses:
        names = {element.id: element.name[lang] for element in canvas.elements}
        rows = [
            (
                escape(rater_with_role(one.assessment, lang)),
                shown(one.error, lang),
                escape(listed((f"{names[name]} {shown(off, lang)}" for name, off in one.furthest), lang) or w.none_yet),
            )
            for one in guesses
        ]
        st.html(prose.heading(w.predictions) + prose.table((w.rater, w.points_off, w.furthest_off), rows, css="wb-tight", numbers=(1,)))


def evidence(view: View) -> None:
    """What the raters wrote, as they wrote it."""
    w, lang = words("triple_fit"), language()
    rows = [
        (escape(element.name[lang]), escape(f"{getattr(w, one.side)}: {rater_with_role(one, lang)}"), writing.typed(text))
        for element in book().canvas.elements
        for one in view.assessments
        if one.round == view.round and (given := one.ratings.get(element.id))
        for text in (given.evidence, given.note)
        if text
    ]
    if rows:
        st.html(prose.table((w.element, w.rater, w.evidence_or_note), rows, css="wb-stack"))
    else:
        st.caption(w.no_evidence)


def _plain(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
