"""Tables with the numbers of the screen, and as CSV that a spreadsheet reads as data."""

from __future__ import annotations

import csv as written
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from workbook.canvas import CANNOT_JUDGE, LEVELS
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES, Side
from workbook.exports.given import Calculation, Fit, Planned, Step, element_names, level_names, on_day, rater, rater_with_role, words
from workbook.plan import course
from workbook.text import Lang, cents, clean
from workbook.value import RATIO, waterfall

Cell = str | int | float | Decimal | Fraction | date | None
_LIVE: Final = tuple("=+-@\t\r\n\0|%＝＋－＠")
"""Signs at which Excel, LibreOffice or their East Asian versions begin to calculate."""


class Share(Fraction):
    """A part of a whole, which a spreadsheet shows in percent."""


class Table(NamedTuple):
    """A table of plain cells: numbers and days as such, texts as they were typed."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def csv(table: Table) -> bytes:
    """The table as CSV: UTF-8 with its mark, so that Excel reads it; a text that would begin a formula has an apostrophe before it."""
    return _written((table.head, *table.rows))


def csv_of(several: Sequence[Table]) -> bytes:
    """Tables as one CSV, one below the other: each under its name, with an empty line between."""
    lines: list[Sequence[Cell]] = []
    for table in several:
        lines += [*([()] if lines else []), (table.name,), table.head, *table.rows]
    return _written(lines)


def _written(lines: Iterable[Sequence[Cell]]) -> bytes:
    held = io.StringIO()
    writer = written.writer(held, quoting=written.QUOTE_ALL, lineterminator="\r\n")
    for line in lines:
        writer.writerow([_plain(cell) for cell in line])
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        guard = "'" if cell.lstrip(" ").startswith(_LIVE) else ""
        return guard + cell.replace("\0", "").replace("\r\n", " ").replace("\r", " ").replace("\n", " ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return str(cell)
    text = f"{cell:f}" if isinstance(cell, Decimal) else f"{float(cell):.4f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if short == "-0" else short


# ---- of the canvas


def scores(fit: Fit, lang: Lang) -> Table:
    """Elements with both scores, the gap, the zone, and how many rated each side."""
    w, x, names, canvas = words("triple_fit", lang), words("take_along", lang), element_names(lang), book().canvas
    rows = []
    for place, one in enumerate(fit.found.elements, 1):
        raters = [fit.together[side][one.id].raters if one.id in fit.together[side] else None for side in SIDES]
        zone = canvas.zone(one.zone).name[lang] if one.zone else ""
        rows.append((place, names[one.id], one.supplier, one.customer, one.gap, zone, *raters))
    heads = (x["number"], w["element"], w["supplier"], w["customer"], w["gap"], w["zone"])
    return Table(x["scores"], (*heads, *(x["raters_of"].format(side=w[side]) for side in SIDES)), tuple(rows))


def ratings(fit: Fit, lang: Lang) -> Table:
    """What every rater gave, one row an element: round, side, rater, role, day, score, evidence, note."""
    w, names = words("triple_fit", lang), element_names(lang)
    head = ("round", "side", "rater", "rater_role", "rated_on", "element", "score", "evidence", "note")
    rows = []
    for one in fit.ratings:
        for element in ELEMENTS:
            given = one.ratings.get(element)
            if given and (given.score is not None or given.evidence or given.note):
                said: Cell = w["cannot_judge"] if given.score == CANNOT_JUDGE else None if given.score is None else Fraction(given.score)
                row = (one.round, w[one.side], rater(one, lang), clean(one.role), on_day(one.changed, fit, lang), names[element], said)
                rows.append((*row, given.evidence, given.note))
    return Table(words("take_along", lang)["ratings"], tuple(w[name] for name in head), tuple(rows))


def evidence(fit: Fit, lang: Lang) -> Table:
    """What raters wrote, as the report shows it: element, who, evidence, note."""
    w, names = words("triple_fit", lang), element_names(lang)
    rows = []
    for element in ELEMENTS:
        for one in fit.evidence:
            given = one.ratings.get(element)
            if given and (given.evidence or given.note):
                rows.append((names[element], w[one.side], rater_with_role(one, lang), given.evidence, given.note))
    return Table(w["evidence"], (w["element"], w["side"], w["rater"], w["evidence"], w["note"]), tuple(rows))


def rounds(fit: Fit, lang: Lang) -> Table:
    """The levels' means, one row a round and side, the first round first."""
    w = words("triple_fit", lang)
    found: dict[tuple[int, Side], dict[str, Fraction]] = {}
    at: dict[tuple[int, Side], int] = {}
    for one in fit.trend or ():
        found.setdefault((one.round, one.side), {})[one.level] = one.mean
        at[one.round, one.side] = one.at
    rows = (
        (number, w[side], on_day(at[number, side], fit, lang), *(means.get(level) for level in LEVELS))
        for (number, side), means in found.items()
    )
    return Table(w["look_history"], (w["round"], w["side"], w["rated_on"], *level_names(lang).values()), tuple(rows))


def steps(planned: Sequence[Step], lang: Lang) -> Table:
    """What the zones ask for where nothing is planned, with room for owner and day."""
    x, names = words("take_along", lang), element_names(lang)
    rows = tuple((names[one.element], one.what, one.owner, one.due) for one in planned)
    return Table(x["next_steps"], tuple(x[name] for name in ("element", "what", "owner", "due")), rows)


# ---- of the plan


def plan(of: Planned, lang: Lang) -> Table:
    """The actions, one a row; the target, what both sides put in and gain, and the note only where amounts are told.

    Amounts: the effort of both sides, the benefit of both sides, then each side's benefit minus effort.
    """
    w, x, names = words("plan", lang), words("take_along", lang), element_names(lang)
    head = [x[name] for name in ("number", "element", "what", "owner", "side", "horizon", "due", "status", "indicator")]
    if of.currency:
        head += [x["target"], x["unit"], *(w[f"{what}_of"].format(side=w[side]) for what in ("effort", "benefit") for side in SIDES)]
        head += [*(x["gain_of"].format(side=w[side]) for side in SIDES), w["note"]]
    rows: list[tuple[Cell, ...]] = []
    for place, one in enumerate(of.actions, 1):
        row: tuple[Cell, ...] = (place, names[one.element], one.text, one.owner, w[one.side], w[f"{one.horizon}_long"], one.due)
        row += (w[f"status_{one.status}"], one.indicator)
        if of.currency:
            unit = of.currency if one.unit == "money" else x["points"]
            row += (one.target, unit, *(one.effort(side) for side in SIDES), *(one.benefit(side) for side in SIDES))
            row += (*(one.surplus(side) for side in SIDES), one.note)
        rows.append(row)
    return Table(x["plan"], tuple(head), tuple(rows))


def targets(of: Planned, lang: Lang) -> Table:
    """The scores of today and those that are promised for each horizon, one row an element."""
    w, names = words("plan", lang), element_names(lang)
    marks = course(of.found, of.actions) if of.found else {}
    rows = tuple((name, *(marks[mark].get(element) for mark in marks)) for element, name in names.items())
    return Table(w["look_course"], (w["element"], *(w[mark] for mark in marks)), rows)


# ---- of a deal


def calculation(of: Calculation, lang: Lang) -> Table:
    """The inputs and what they come to, one a row."""
    w, x = words("value", lang), words("take_along", lang)
    return Table(x["deal"], (w["step"], w["amount"]), tuple(_calculated(of, lang)))


def _calculated(of: Calculation, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    w, x, formulas, deal = words("value", lang), words("take_along", lang), book().formulas, of.deal
    yield x["currency"], of.currency
    yield w["product"], cents(deal.product)
    yield w["seller"], cents(deal.seller)
    if of.drivers:
        for driver in formulas.drivers:
            yield driver.name[lang], getattr(of.drivers, driver.id)
            yield w["weight"].format(driver=driver.name[lang]), of.drivers.weights[driver.id]
    yield w["perception"], RATIO.plus(deal.perception)
    if of.costs:
        for line in formulas.lines:
            yield line.name[lang], cents(getattr(of.costs, line.id))
    hidden = [line for line in formulas.hidden if getattr(of.account, line.id)]
    yield x["stated_cost"] if hidden else w["cost"], cents(of.cost)
    for line in hidden:
        yield line.name[lang], Decimal(0) if of.without and line.id == "favours" else cents(getattr(of.account, line.id))
    if hidden:
        yield x["felt_cost"], cents(deal.cost)
    yield w["actual_value"], cents(deal.actual_value)
    yield x["by_perception"], -cents(deal.perception_gap)
    yield w["customer_value"], cents(deal.customer_value)
    yield w["surplus"], cents(deal.surplus)
    yield words("scenarios", lang)["verdict"], words("scenarios", lang)["closes" if deal.closes else "does_not"]


def bars(of: Calculation, lang: Lang) -> tuple[tuple[str, Decimal, Decimal, str], ...]:
    """The waterfall's bars: the name, where it starts and ends, and whether it adds, takes away or sums up."""
    w = words("value", lang)
    return tuple(
        (w[f"bar_{bar.id}"], bar.start, bar.end, "total" if bar.total else "loss" if bar.end < bar.start else "gain")
        for bar in waterfall(of.deal)
    )
