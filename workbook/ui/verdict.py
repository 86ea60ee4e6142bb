"""The answers of `/value`: the calculation with its verdict, and what lies behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from html import escape
from typing import Any, Final, NamedTuple

import streamlit as st

from workbook.charts.deal_map import deal_map
from workbook.charts.outlook import outlook as outlook_chart
from workbook.charts.tornado import tornado as tornado_chart
from workbook.charts.waterfall import waterfall as waterfall_chart
from workbook.content import book
from workbook.text import Currency, Lang, brief, exact, joined, money, number, sentences, share
from workbook.ui import drafts, prose
from workbook.ui.deal import LINK, Inputs, current, drivers, figures, fit_scale, held, leave_link
from workbook.ui.inputs import anew, choice, kept, plain_number
from workbook.ui.pictures import draw
from workbook.ui.places import make, places
from workbook.ui.session import DEAL, currency, is_whole, language, marked, rerun, words
from workbook.value import (
    LEVERS,
    TERMS,
    TOP_PERCEPTION,
    Deal,
    Efforts,
    Lever,
    Range,
    Term,
    cheapest,
    levers,
    outlook,
    ranges,
    tornado,
    waterfall,
)

FORMULAS: Final = ("actual-value", "customer-value", "surplus")
SHAPE: Final = "value_shape"


class Say(NamedTuple):
    """The words of a rerun and how it writes figures; made once in each, because asking the session costs more than writing."""

    w: Any
    lang: Lang
    currency: Currency

    def amount(self, value: Decimal | float, *, signed: bool = False) -> str:
        """An amount in the reader's currency and language."""
        return money(value if isinstance(value, Decimal) else Decimal(str(value)), self.currency, self.lang, signed=signed)

    def brief(self, value: Decimal, *, signed: bool = False) -> str:
        """An amount where a picture has little room for it."""
        return brief(value, self.currency, self.lang, signed=signed)

    def factor(self, value: Decimal, *, signed: bool = False) -> str:
        """A perception as it is; one of more than six decimals is rounded to four and marked."""
        if (exact(value) * 10**6).denominator == 1:
            return number(value, self.lang, digits=6, signed=signed)
        return f"≈ {number(value, self.lang, digits=4, signed=signed)}"

    def k(self, value: Decimal) -> str:
        """A perception with its letter: `k = 0.6`, `k ≈ 0.4333`."""
        return f"k = {self.factor(value)}".replace("= ≈", "≈")


def speaker() -> Say:
    """How this rerun speaks."""
    return Say(words("value"), language(), currency())


# ---- the strip: three formulas and the verdict


def strip() -> None:
    """The three formulas with their terms, and the verdict in a sentence."""
    fit_scale(held())
    now = current()
    st.session_state[SHAPE] = _shape(held(), now)
    with st.container(key="strip"):
        with st.container(key="equation", horizontal=True, gap="small"):
            for name in FORMULAS:
                with st.container(key=name, width="stretch"):
                    make(name)
        with st.container(key="verdict"):
            make("verdict-sentence")
        make("over-promised")
    if now.account.favours > 0:
        st.toggle(words("value").hidden_off, held()["without"], **kept(held(), "without"))
        if now.without:
            make("favours-taken")
        make("favours")
    _show_strip(held(), now, speaker())


def _show_strip(state: Mapping[str, Any], now: Inputs, say: Say) -> None:
    w, where, deal = say.w, places(), now.shown
    actual, value, factor = say.amount(deal.actual_value), say.amount(deal.customer_value), say.factor(deal.perception)
    where["actual-value"].fill(_metric, w.actual_value, actual, f"{say.amount(deal.product)} + {say.amount(deal.seller)}")
    where["customer-value"].fill(_metric, w.customer_value, value, f"{actual} × {factor}")
    where["surplus"].fill(_metric, w.surplus, say.amount(deal.surplus, signed=True), f"{value} −\u00a0{say.amount(deal.cost)}")
    where["verdict-sentence"].fill(_verdict, verdict(state, deal, say), deal.closes)
    if deal.over_promised:
        said = w.over_promised.format(perception=say.k(deal.perception), extra=say.amount(-deal.perception_gap))
        where["over-promised"].fill(_warning, said, ":material/warning:")
    else:
        where["over-promised"].fill(st.empty)
    if now.account.favours > 0:
        _show_favours(now, say)


def _metric(label: str, value: str, working: str) -> None:
    st.metric(label, marked(value), marked(working), delta_color="off", delta_arrow="off")


def _verdict(said: str, closes: bool) -> None:
    (st.success if closes else st.error)(marked(said), icon=":material/handshake:" if closes else ":material/block:")


def _warning(said: str, icon: str) -> None:
    st.warning(marked(said), icon=icon)


def _said(said: str) -> None:
    st.markdown(marked(said))


def verdict(state: Mapping[str, Any], deal: Deal, say: Say) -> str:
    """Whether the customer buys, in a sentence."""
    w = say.w
    if state["perception_mode"] == "drivers" and drivers(state).perception is None:
        return str(w.weights_zero)
    if deal.closes:
        return str(w.verdict_deal).format(surplus=say.amount(deal.surplus))
    if not deal.actual_value:
        return str(w.verdict_nothing)
    if not deal.perception:
        return str(w.verdict_blind).format(actual=say.amount(deal.actual_value))
    if not deal.surplus:
        return str(w.verdict_zero)
    return str(w.verdict_no_deal).format(shortfall=say.amount(-deal.surplus))


def _show_favours(now: Inputs, say: Say) -> None:
    """What the favours decide."""
    w, favours, where = say.w, say.amount(now.account.favours), places()
    if now.without:
        where["favours-taken"].fill(_said, w.favours_taken.format(favours=favours, with_favours=say.amount(now.deal.surplus, signed=True)))
    if now.hangs_on_favours:
        said = w.favours_flip.format(favours=favours, without=say.amount(now.bare.surplus, signed=True))
        where["favours"].fill(_warning, said, ":material/balance:")
    else:
        where["favours"].fill(_said, w.favours_hold.format(favours=favours))


def reminder() -> None:
    """Where only favours close the deal: the weak points of selling that way, and the law."""
    formulas = book().formulas
    if current().hangs_on_favours:
        st.header(words("value").weak_points, anchor=False)
        prose.named(formulas.weak_points)
        prose.statements(formulas.compliance)


# ---- the answers: four ways to look at the same deal


@st.fragment(key="answers")
def answers() -> None:
    """The chosen look at the deal; the others cost nothing."""
    now, say = held(), speaker()
    w = say.w
    choice(now, "look", w.answers, list(LOOKS), lambda look: getattr(w, f"look_{look}"), label_visibility="collapsed", wrap=True)
    make("look").fill(_look, now["look"], figures(now), say)
    drafts.keep(DEAL)


def _look(look: str, now: Inputs, say: Say) -> None:
    with st.container():
        if _is_empty(now):
            st.info(say.w.nothing_yet)
        else:
            LOOKS[look](now, say)


def _steps(now: Inputs, say: Say) -> None:
    w, deal, lost = say.w, now.shown, now.shown.perception_gap
    factor = say.factor(deal.perception)
    bars = waterfall(deal)
    kinds = ["loss" if bar.end < bar.start else "total" if bar.total else "gain" for bar in bars]
    columns = {
        "step": [bar.id for bar in bars],
        "start": [float(bar.start) for bar in bars],
        "end": [float(bar.end) for bar in bars],
        "kind": kinds,
        "label": [say.brief(bar.end - bar.start, signed=bar.id != "customer_value") for bar in bars],
    }
    if any(bar.start or bar.end for bar in bars):
        end = w.above_zero if deal.closes else w.below_zero if deal.surplus < 0 else w.at_zero
        said = w.waterfall_alt.format(end=end)
        if "loss" in kinds:
            most = w.lost_in_perception if lost > deal.cost else w.cost
            said = sentences((said, w.waterfall_most.format(most=most)), say.lang)
        draw(waterfall_chart, columns, words="value", alt_text=said)
    rows = (
        (w.actual_value, f"{say.amount(deal.product)} + {say.amount(deal.seller)}", say.amount(deal.actual_value)),
        (
            w.lost_in_perception if lost >= 0 else w.added_by_perception,
            f"{say.amount(deal.actual_value)} × " + (f"(1 − {factor})" if lost >= 0 else f"({factor} − 1)"),
            say.amount(-lost, signed=True),
        ),
        (w.customer_value, f"{say.amount(deal.actual_value)} × {factor}", say.amount(deal.customer_value)),
        (w.cost, _felt(now, say), say.amount(-deal.cost, signed=True)),
        (w.surplus, f"{say.amount(deal.customer_value)} −\u00a0{say.amount(deal.cost)}", say.amount(deal.surplus, signed=True)),
    )
    st.html(prose.table((w.step, w.working, w.amount), rows, css="wb-tight wb-amounts", numbers=(1, 2)))


def _felt(now: Inputs, say: Say) -> str:
    """How the hidden account changes the stated cost, where it does."""
    parts = [("−", now.account.favours if not now.without else Decimal(0)), ("+", now.account.rivals)]
    changes = " ".join(f"{sign}\u00a0{say.amount(part)}" for sign, part in parts if part)
    working = f"{say.amount(now.cost)} {changes}"
    below = now.cost - sum(part for sign, part in parts if sign == "−") + now.account.rivals < 0
    return "" if not changes else str(say.w.not_below_zero).format(working=working) if below else working


def _levers(now: Inputs, say: Say) -> None:
    w, lang, deal, state = say.w, say.lang, now.shown, held()
    found = levers(deal, Efforts(**{lever: state[f"effort_{lever}"] for lever in LEVERS}))
    st.markdown(w.levers_lead_deal if deal.closes else w.levers_lead_no_deal)
    aspects = (w.now, w.tips_at, w.distance) if deal.closes else (w.now, w.tips_at, w.distance, w.effort_days)
    columns = zip(*(_lever(deal, lever, say) for lever in found), strict=True)
    rows = [(escape(aspect), *cells) for aspect, cells in zip(aspects, columns, strict=False)]
    head = (w.lever, *(getattr(w, f"lever_{lever.id}") for lever in found))
    st.html(prose.wide(prose.table(head, rows, css="wb-tight wb-levers", numbers=range(1, len(head)))))
    if deal.closes:
        return
    best = cheapest(found)
    if not best:
        st.info(w.cheapest_none)
    else:
        named = joined([getattr(w, f"short_{lever.id}") for lever in best], lang, "and" if deal.surplus else "or")
        sentence = w.cheapest_none_needed if not deal.surplus else w.cheapest_one if len(best) == 1 else w.cheapest_tie
        told = [sentence.format(lever=named, effort=number(best[0].effort or 0, lang, digits=1))]
        told += [w.cheapest_over_promised] if any(lever.over_promises for lever in best) else []
        st.info(sentences(told, lang), icon=":material/bolt:")
    st.caption(w.efforts)
    steps = {lever: getattr(w, f"effort_{lever}") for lever in LEVERS}
    if not deal.actual_value:
        steps["seller"] = w.effort_seller_first
    for column, (lever, step) in zip(st.columns(len(steps), vertical_alignment="bottom"), steps.items(), strict=True):
        with column:
            plain_number(state, f"effort_{lever}", step)


def _lever(deal: Deal, lever: Lever, say: Say) -> tuple[str, str, str, str]:
    """Now, tipping point, distance and effort of a lever as cells."""
    w, lang = say.w, say.lang
    write = say.factor if lever.id == "perception" else say.amount
    now = write(lever.now)
    if lever.tips_at is None or lever.change is None:
        return now, escape(getattr(w, f"problem_{lever.problem}")), "–", "–"
    if lever.id == "perception" and not lever.tips_at:
        return now, escape(w.problem_any_perception), "–", "–"
    distance = write(lever.change, signed=True)
    if lever.id == "seller" and lever.tips_at < 0 and deal.closes:
        return now, escape(w.problem_carried), "–", "–"
    noted = w.problem_out_of_reach if lever.problem and not deal.closes else w.lever_over_promised if lever.over_promises else ""
    tip = write(lever.tips_at) + (f"<br><small>{escape(noted)}</small>" if noted else "")
    return now, tip, distance, "–" if lever.effort is None else number(lever.effort, lang, digits=1)


def _ranges(now: Inputs, say: Say) -> None:
    w, lang, deal, state = say.w, say.lang, now.shown, held()
    spread = {term: (Decimal(-state[f"spread_{term}"][0]) / 100, Decimal(state[f"spread_{term}"][1]) / 100) for term in TERMS}
    terms = ranges(deal, spread)
    result = outlook(terms)
    st.container(key="closing").markdown(f"**{w.closing_share.format(share=share(result.closing, lang))}**")
    columns: dict[str, list[Any]] = {
        "low": [column.low for column in result.bins],
        "high": [column.high for column in result.bins],
        "draws": [column.draws for column in result.bins],
        "outcome": ["closes" if column.high > 0 else "open" for column in result.bins],
    }
    if len(result.bins) > 1:
        close = result.closing
        part = w.draws_none if not close else w.draws_all if close == 1 else w.draws_most if close >= 0.5 else w.draws_few
        draw(outlook_chart, columns, words="value", alt_text=w.outlook_alt.format(part=part))
    quantiles = (("a_tenth", result.p10), ("a_half", result.p50), ("nine_tenths", result.p90))
    rows = [(escape(getattr(w, name)), say.amount(round(surplus, 2), signed=True)) for name, surplus in quantiles]
    st.html(prose.table((w.share_of_draws, w.surplus_below), rows, css="wb-tight", numbers=(1,)))
    st.caption(w.closing_how)

    st.markdown(w.ranges_lead)
    for term in TERMS:
        figures = {end: (say.factor if term == "perception" else say.amount)(value) for end, value in terms[term]._asdict().items()}
        _spread(term, w.range_of.format(name=getattr(w, f"term_{term}"), **figures))

    _tornado(deal, terms, say)


def _tornado(deal: Deal, terms: Mapping[Term, Range], say: Say) -> None:
    w, swings = say.w, tornado(deal, terms)
    widest = swings[0]
    st.markdown(f"**{w.tornado_title}**")
    if not widest.width:
        st.markdown(w.tornado_flat)
        return
    ends = [(swing, end, value) for swing in swings for end, value in (("at_low", swing.at_low), ("at_high", swing.at_high))]
    columns = {
        "term": [swing.term for swing, _, _ in ends],
        "end": [end for _, end, _ in ends],
        "surplus": [float(value) for _, _, value in ends],
        "expected": [float(deal.surplus)] * len(ends),
        "label": [say.amount(value, signed=True) for _, _, value in ends],
    }
    draw(tornado_chart, columns, words="value", alt_text=w.tornado_alt.format(widest=getattr(w, f"term_{widest.term}")))
    rows = [
        (escape(getattr(w, f"term_{swing.term}")), say.amount(swing.at_low, signed=True), say.amount(swing.at_high, signed=True))
        for swing in swings
    ]
    st.html(prose.wide(prose.table((w.surplus, w.at_low, w.at_high), rows, css="wb-tight", numbers=(1, 2))))


def _spread(term: str, label: str) -> None:
    """How far below and above: neither end goes beyond what is expected. A label is heard as written, so no Markdown may be in it."""
    name, now = f"spread_{term}", held()

    def astride() -> None:
        low, high = now[name]
        if low > 0 or high < 0:
            now[name] = min(low, 0), max(high, 0)
            anew(now, name)

    with st.container(gap="xsmall"):
        st.html(f'<p class="wb-asked">{escape(label)}</p>')
        st.slider(label, -100, 100, now[name], step=5, format="%d%%", label_visibility="collapsed", **kept(now, name, then=astride))


def _map(now: Inputs, say: Say) -> None:
    w, lang, deal = say.w, say.lang, now.shown
    top = max(deal.actual_value * TOP_PERCEPTION, deal.cost * Decimal("1.15"), Decimal(1))
    columns = {
        "what": ["line", "line", "here"],
        "perception": [0.0, float(TOP_PERCEPTION), float(deal.perception)],
        "cost": [0.0, float(deal.actual_value * TOP_PERCEPTION), float(deal.cost)],
        "top": [float(top), float(top), None],
        "label": [None, None, f"{say.k(deal.perception)}, C = {say.amount(deal.cost)}"],
    }
    where = w.map_below if deal.closes else w.map_above if deal.surplus < 0 else w.map_on
    st.markdown(marked(w.map_lead.format(actual=say.amount(deal.actual_value))))
    draw(deal_map, columns, words="value", alt_text=w.map_alt.format(where=where))
    points = [Decimal(step) / 10 for step in (3, 6, 9, 12, 15)]
    rows = [(f"{w.map_at} {number(point, lang)}", say.amount(deal.actual_value * point)) for point in points]
    here = w.map_its_cost.format(limit=say.amount(deal.customer_value), cost=say.amount(deal.cost))
    rows.insert(0, (w.map_here_row.format(perception=say.k(deal.perception)), here))
    st.html(prose.table((w.perception, w.map_cost_below), rows, css="wb-tight", numbers=(1,)))


LOOKS: Final[dict[str, Callable[[Inputs, Say], None]]] = {"steps": _steps, "levers": _levers, "ranges": _ranges, "map": _map}
WITH_INPUTS: Final = ("levers", "ranges")
"""The looks that hold inputs of their own, so that they alone may draw them."""


# ---- when a figure is moved


def show(state: Mapping[str, Any], say: Say) -> None:
    """Put the answers to a state into their places."""
    now = figures(state)
    if state["look"] not in WITH_INPUTS:
        places()["look"].fill(_look, state["look"], now, say)
    _show_strip(state, now, say)


def moved(part: str) -> None:
    """From the callback of a figure: have drawn again what its part of the page cannot fill."""
    now = held()
    fit_scale(now)
    leave_link()
    asked = [name for name, shown in (("answers", now["look"] in WITH_INPUTS), (LINK, st.session_state.get(LINK))) if shown]
    if is_whole() and _shape(now, figures(now)) != st.session_state[SHAPE]:
        rerun()
    elif asked:
        rerun(part, *asked)


def _shape(now: Mapping[str, Any], deal: Inputs) -> tuple[Any, ...]:
    """What decides which parts the page has, and how far its sliders run."""
    return now["top"], deal.account.favours > 0, deal.without, deal.hangs_on_favours, _is_empty(deal)


def _is_empty(now: Inputs) -> bool:
    return not now.shown.actual_value and not now.shown.cost and not now.cost
