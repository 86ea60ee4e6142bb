"""The funnel of `/process`: a month in two designs, side by side."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.charts.rates import rates as rates_chart
from workbook.charts.remaining import remaining
from workbook.content import book
from workbook.content.process import STEPS, Example, StepId
from workbook.process import DESIGNS, ONLINE, Design, Funnel, Month, month, tornado
from workbook.text import listed, money, number, share
from workbook.ui import crm, drafts, prose
from workbook.ui.inputs import anew, choice, key
from workbook.ui.pictures import draw
from workbook.ui.session import FUNNEL, currency, inputs, language, marked, words

MOST: Final = 1_000_000.0
SAID: Final[dict[Design, str]] = {"field": "field", "online": "online_two"}
POINTS: Final = ("point_leads", *STEPS)


# ---- the state


def from_example(example: Example) -> dict[str, Any]:
    """The figures of a worked example, each under the name of its box."""
    alone = {name: float(getattr(example, name)) for name in ("leads", "calls", "month", "online_rate", "online_fixed")}
    alone["with_need"] = float(example.need)
    tables = {"rate": example.rates, "hours": example.hours, "wage": example.wages}
    tables |= {"online_hours": example.online_hours, "online_wage": example.online_wages}
    return alone | {f"{name}_{step}": float(value) for name, table in tables.items() for step, value in table.items()}


def held() -> dict[str, Any]:
    """The visit's figures."""
    first = book().process.examples[0]
    return inputs(FUNNEL, lambda: from_example(first) | {"example": first.id, "came_from": first.id, "own": None, "design": "field"})


def current() -> Funnel:
    """The figures as the domain reads them."""
    now = held()

    def exact(name: str) -> Fraction:
        return Fraction(Decimal(str(now[name])))

    def by(name: str, steps: tuple[StepId, ...], per: int = 1) -> dict[StepId, Fraction]:
        return {step: exact(f"{name}_{step}") / per for step in steps}

    return Funnel(
        leads=exact("leads"),
        need=exact("with_need") / 100,
        calls=exact("calls"),
        month=exact("month"),
        rates=by("rate", STEPS, 100),
        hours=by("hours", STEPS),
        wages=by("wage", STEPS),
        online_rate=exact("online_rate") / 100,
        online_hours=by("online_hours", ONLINE),
        online_wages=by("online_wage", ONLINE),
        online_fixed=exact("online_fixed"),
    )


def take(figures: dict[str, float]) -> None:
    """Put rates of one's own data into the funnel, which is one's own from then on."""
    now = held()
    now.update(figures, example="own", came_from="own")
    anew(now, "example", *figures)


# ---- on the page


def funnel() -> None:
    """The figures with their result, and the rates of one's own CRM."""
    st.markdown(words("process").funnel_lead)
    _calculation()
    st.subheader(words("process").crm, anchor=False)
    crm.rates(take)


@st.fragment(key="funnel")
def _calculation() -> None:
    w, now, lang = words("process"), held(), language()
    examples = {example.id: example for example in book().process.examples}

    def start_over() -> None:
        if now["came_from"] == "own":
            now["own"] = {name: now[name] for name in from_example(examples["own"])}
        figures = (now["example"] == "own" and now["own"]) or from_example(examples[now["example"]])
        now.update(figures, came_from=now["example"])
        anew(now, *figures)  # all but the choice itself, so that the keyboard keeps its place

    choice(now, "example", w.example, list(examples), lambda one: examples[one].name[lang], then=start_over, wrap=True)
    prose.statements(examples[held()["example"]].statements)
    given = current()
    months = {design: month(given, design) for design in DESIGNS}
    with st.container(key="funnel-verdict"):
        _verdict(months["field"], months["online"])
    _remarks(given, months["field"])
    left, right = st.columns([5, 6], gap="large")
    with left, st.container(key="funnel-figures"):
        _figures()
    with right:
        _side_by_side(months)
        _remaining(months)
        _tornado(given, months)
    with st.expander(w.assumed):
        prose.statements(book().process.assumptions)
    drafts.keep()


def _figures() -> None:
    w, now, lang = words("process"), held(), language()
    steps = {step.id: step.name[lang] for step in book().process.steps}

    def row(name: str, *boxes: tuple[str, str, float]) -> None:
        with st.container(key=f"boxes-{name}"):
            for box in boxes:
                _box(now, *box)

    st.html(prose.heading(w.demand))
    row("leads", ("leads", w.leads, MOST), ("with_need", w.with_need, 100), ("calls", w.calls, MOST), ("month", w.month, MOST))
    st.html(prose.heading(w.field_steps))
    for at, step in enumerate(STEPS):
        st.html(f'<p class="wb-boxes"><span class="wb-step">{at + 1}</span> {escape(steps[step])}</p>')
        passes = w.screened if step == "assign" else w.succeeds if step == "succeed" else w.goes_on
        hours = getattr(w, f"hours_{step}")
        row(step, (f"rate_{step}", passes, 100), (f"hours_{step}", hours, MOST), (f"wage_{step}", w.wage, MOST))
    st.html(prose.heading(w.online_steps))
    for at, step in enumerate(ONLINE):
        st.html(f'<p class="wb-boxes"><span class="wb-step">{at + 1}</span> {escape(steps[step])}</p>')
        screening = [("online_rate", w.screened, 100.0)] if step == "assign" else []
        hours = getattr(w, f"hours_{step}")
        row(f"online-{step}", *screening, (f"online_hours_{step}", hours, MOST), (f"online_wage_{step}", w.wage, MOST))
    row("online-fixed", ("online_fixed", w.fixed, MOST))


def _box(now: dict[str, Any], name: str, label: str, most: float) -> None:
    """A number box without bounds of its own: the browser would refuse in English."""
    widget = key(now, name)

    def changed() -> None:
        if widget != key(now, name):
            return
        value = st.session_state[widget]
        if value is not None and 0 <= value <= most:
            now[name] = value
        else:
            now["refused"] = name
            anew(now, name)

    look = "%.0f" if now[name] == int(now[name]) else "%.2f"
    st.number_input(label, None, None, float(now[name]), step=1.0, format=look, key=widget, on_change=changed)
    if now.get("refused") == name:
        del now["refused"]
        st.error(words("process").refused.format(most=number(most, language())))


def _money(value: Fraction) -> str:
    return money(_decimal(value).quantize(Decimal(1), ROUND_HALF_UP), currency(), language())


def _number(value: Fraction) -> str:
    return number(_decimal(value), language(), digits=1 if value < 100 else 0)


def _decimal(value: Fraction) -> Decimal:
    """A fraction as a decimal of more digits than any screen shows."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def _verdict(field: Month, online: Month) -> None:
    w = words("process")
    for one in (field, online):
        if one.why == "leads":
            st.warning(w.no_deal_leads.format(design=getattr(w, SAID[one.design])))
        elif one.why:
            st.warning(w.no_deal_step.format(design=getattr(w, SAID[one.design]), step=_step(one.why)))
    if field.cost_per_won is not None and online.cost_per_won is not None:
        costs = {"field": _money(field.cost_per_won), "online": _money(online.cost_per_won)}
        fewer = field.people - online.people if field.people is not None and online.people is not None else Fraction(0)
        if online.cost_per_won > field.cost_per_won:
            st.warning(marked(w.verdict_dearer.format(**costs)), icon=":material/trending_up:")
        elif online.cost_per_won == field.cost_per_won:
            st.info(marked(w.verdict_equal.format(**costs)))
        else:
            people = _number(abs(fewer))
            said = w.verdict_same_people if people == "0" else w.verdict_cheaper if fewer > 0 else w.verdict_more_people
            st.success(marked(said.format(**costs, people=people)), icon=":material/trending_down:")


def _remarks(given: Funnel, field: Month) -> None:
    """What the figures say besides."""
    w = words("process")
    if field.people is None:
        st.warning(w.no_hours)
    if field.idle_hours:
        idle = share(_decimal(field.idle_hours / field.hours), language())
        st.markdown(w.verdict_idle.format(hours=_number(field.hours), idle=_number(field.idle_hours), share=idle))
    through = given.rates["assign"] * given.rates["convert"]
    if given.online_rate < through:
        st.warning(w.too_strict.format(online=_number(given.online_rate * 100), field=_number(through * 100)))


def _step(step: str) -> str:
    return next(one.name[language()] for one in book().process.steps if one.id == step)


def _side_by_side(months: dict[Design, Month]) -> None:
    w = words("process")

    def people(one: Month) -> str:
        if one.people is None or one.online_people is None:
            return "–"
        online = f"<br><small>{escape(w.of_them_online)} {_number(one.online_people)}</small>" if one.design == "online" else ""
        return _number(one.people) + online

    def lost(one: Month) -> str:
        cases = {stage.step: stage.lost for stage in one.stages}
        most = (w.lost_cases.format(step=_step(step), cases=_number(cases[step])) for step in one.loses_most)
        return listed(most, language()) or str(w.none)

    def idle(one: Month) -> str:
        part = f"<br><small>{share(_decimal(one.idle_hours / one.hours), language())}</small>" if one.hours else ""
        return f"{_number(one.idle_hours)}{part}"

    lines: tuple[tuple[str, Callable[[Month], str]], ...] = (
        (w.cost_per_won, lambda one: "–" if one.cost_per_won is None else _money(one.cost_per_won)),
        (w.people, people),
        (w.idle_hours, idle),
        (w.loses_most, lost),
        (w.won, lambda one: _number(one.won)),
        (w.hours, lambda one: _number(one.hours)),
        (w.cost, lambda one: _money(one.cost)),
    )
    rows = [(escape(name), *(say(months[design]) for design in DESIGNS)) for name, say in lines]
    st.html(prose.wide(prose.table((w.measure, w.field, w.online_two), rows, css="wb-designs", numbers=(1, 2))))


def _remaining(months: dict[Design, Month]) -> None:
    w = words("process")
    st.html(prose.heading(w.left))
    left = {design: (one.stages[0].enters, *(stage.leaves for stage in one.stages)) for design, one in months.items()}
    columns = {
        "point": [point for point in POINTS for _ in DESIGNS],
        "design": [SAID[design] for _ in POINTS for design in DESIGNS],
        "cases": [float(left[design][at]) for at in range(len(POINTS)) for design in DESIGNS],
        "label": [_number(left[design][at]) for at in range(len(POINTS)) for design in DESIGNS],
    }
    said = {design: " → ".join(map(_number, cases)) for design, cases in left.items()}
    draw(remaining, columns, words="process", alt_text=w.left_alt.format(**said), points=POINTS)


def _tornado(given: Funnel, months: dict[Design, Month]) -> None:
    w, now = words("process"), held()
    st.html(prose.heading(w.moves))
    names = {design: getattr(w, SAID[design]) for design in DESIGNS}
    choice(now, "design", w.design, list(DESIGNS), names, width="content", label_visibility="collapsed")
    swings = tornado(given, now["design"])
    cost = months[now["design"]].cost_per_won
    if not swings or cost is None:
        st.info(w.moves_none)
        return
    widest = swings[0]
    if not widest.width:
        st.info(w.moves_flat)
        return
    ends = [(swing.step, end, value) for swing in swings for end, value in (("at_low", swing.at_low), ("at_high", swing.at_high))]
    columns = {
        "step": [step for step, _, _ in ends],
        "end": [end for _, end, _ in ends],
        "cost": [float(value) for _, _, value in ends],
        "now": [float(cost)] * len(ends),
        "label": [_money(value) for _, _, value in ends],
    }
    draw(rates_chart, columns, words="process", alt_text=w.moves_alt.format(step=_step(widest.step)))
    rows = [(escape(_step(swing.step)), _money(swing.at_low), _money(swing.at_high)) for swing in swings]
    st.html(prose.table((w.step, w.at_low, w.at_high), rows, css="wb-tight", numbers=(1, 2)))
    st.caption(w.moves_help)
