"""The deal of `/value`: what the visit has put in, how it is drawn, and how an address carries it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import nullcontext
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

import streamlit as st

from workbook.content import book
from workbook.content.formulas import FAVOURS, HIDDEN, Drivers, Example, Lines
from workbook.text import CURRENCIES, SIGNS, listed
from workbook.ui import prose
from workbook.ui.inputs import anew, choice, instead, key
from workbook.ui.session import CURRENCY, DEAL, OPENED, address, currency, inputs, language, words
from workbook.value import LEVERS, MOST, TERMS, TOP_PERCEPTION, Costs, Deal, Efforts, HiddenAccount, PerceptionDrivers

LINES: Final = tuple(Lines.model_fields)
DRIVERS: Final = tuple(Drivers.model_fields)
FACTORS: Final = ("perception", *(f"driver_{name}" for name in DRIVERS))
AMOUNTS: Final = ("product", "seller", "cost", *LINES, *HIDDEN)
WEIGHTS: Final = tuple(f"weight_{name}" for name in DRIVERS)
CHOSEN: Final = {"currency": CURRENCIES, "without": (FAVOURS,)}
"""What an address chooses by a word."""
BOUNDS: Final = {**dict.fromkeys(AMOUNTS, MOST), **dict.fromkeys(FACTORS, TOP_PERCEPTION), **dict.fromkeys(WEIGHTS, Decimal(100))}
NOTHING: Final = "link_nothing"
"""What is said of an address of which nothing was used."""
LINK: Final = "link"
"""The part that shows the address; under the same key, whether it is open."""


class Inputs(NamedTuple):
    """What the page's figures come to. `deal` counts the hidden account, `bare` no favours, `cost` is what is stated before either."""

    deal: Deal
    bare: Deal
    cost: Decimal
    account: HiddenAccount
    without: bool

    @property
    def shown(self) -> Deal:
        """The deal that the answers are about."""
        return self.bare if self.without else self.deal

    @property
    def hangs_on_favours(self) -> bool:
        """Whether only the favours close the deal."""
        return self.deal.closes and not self.bare.closes


def examples() -> tuple[Example, ...]:
    """The worked examples; the last one is the reader's own to begin with."""
    return book().formulas.examples


def held() -> dict[str, Any]:
    """The visit's deal: floats by name, and which way perception and cost are given."""
    return inputs(DEAL, lambda: from_example(book().formulas.examples[-1]))


def current() -> Inputs:
    """The deal as it stands."""
    return figures(held())


def figures(now: Mapping[str, Any]) -> Inputs:
    """What a state comes to."""
    return _figures(tuple((name, now[name]) for name in (*BOUNDS, "perception_mode", "cost_mode", "without")))


@lru_cache(maxsize=1024)
def _figures(state: tuple[tuple[str, Any], ...]) -> Inputs:
    now = dict(state)
    exact = {name: Decimal(str(now[name])) for name in BOUNDS}
    account = HiddenAccount(favours=exact["favours"], rivals=exact["rivals"])
    perception = drivers(now).perception if now["perception_mode"] == "drivers" else exact["perception"]
    cost = Costs(**{line: exact[line] for line in LINES}).total if now["cost_mode"] == "lines" else exact["cost"]
    deal = Deal(product=exact["product"], seller=exact["seller"], perception=perception or 0, cost=account.felt(cost))
    bare = deal.with_terms(cost=account.without_favours().felt(cost))
    return Inputs(deal, bare, cost, account, now["without"] and account.favours > 0)


def drivers(now: Mapping[str, Any]) -> PerceptionDrivers:
    """The three drivers of perception with their weights."""
    factors = {name: now[f"driver_{name}"] for name in DRIVERS}
    return PerceptionDrivers(**factors, **{f"{name}_weight": now[f"weight_{name}"] for name in DRIVERS})


def from_example(example: Example) -> dict[str, Any]:
    """The state that an example starts with."""
    weights = {driver.id: driver.weight for driver in book().formulas.drivers}
    lines = Costs.of(example.lines)
    perception = PerceptionDrivers.of(example.drivers, weights).perception
    return with_scale(
        {
            "example": example.id,
            "came_from": example.id,
            "own": None,
            "given": None,
            "before": None,
            "product": float(example.product),
            "seller": float(example.seller),
            "perception_mode": "one",
            "perception": float(perception or 0),
            "cost_mode": "lines" if example.id != "own" else "one",
            "cost": float(lines.total),
            "favours": float(example.favours),
            "rivals": float(example.rivals),
            "hidden": bool(example.favours or example.rivals),
            "without": False,
            "look": "steps",
            **{f"driver_{name}": float(value) for name, value in dict(example.drivers).items()},
            **{f"weight_{name}": float(weight) for name, weight in weights.items()},
            **{name: float(value) for name, value in dict(example.lines).items()},
            **{f"spread_{term}": (-20, 20) for term in TERMS},
            **{f"effort_{lever}": float(getattr(Efforts(), lever)) for lever in LEVERS},
        }
    )


def with_scale(state: dict[str, Any]) -> dict[str, Any]:
    """The state with a slider range that suits its amounts: a round figure about twice the largest."""
    largest = max(*(state.get(name, 0.0) for name in AMOUNTS), sum(state[line] for line in LINES), 50.0)
    magnitude = 10 ** math.floor(math.log10(2 * largest))
    top = next(step * magnitude for step in (1, 2, 5, 10) if step * magnitude >= 2 * largest)
    return state | {"top": float(min(top, MOST))}


def fit_scale(now: dict[str, Any]) -> None:
    """A figure typed beyond the sliders makes them longer; once it is mended they are as before."""
    fitting = with_scale(now)
    if max(now[name] for name in AMOUNTS) > now["top"] or now["top"] >= 10 * fitting["top"]:
        now.update(fitting)


# ---- the address


def from_address(query: Mapping[str, str]) -> tuple[dict[str, Any], list[str], list[str]]:
    """The figures in an address, the names of those that do not fit, and of those that their own parts contradict (cost, perception)."""
    found: dict[str, Any] = {}
    ignored: list[str] = []
    for name in [name for name in BOUNDS if name in query]:
        value = _figure(query[name].removesuffix("%"))
        if value is not None and query[name].endswith("%"):
            value = value / 100 if name in FACTORS else None
        if value is not None and 0 <= value <= BOUNDS[name]:
            found[name] = float(value)
        else:
            ignored.append(name)
    ignored += [name for name, known in CHOSEN.items() if query.get(name, known[0]) not in known]
    differs = []
    if "perception" in found:
        found["perception_mode"] = "one"
    if any(f"driver_{name}" in found for name in DRIVERS):
        mean = drivers(from_example(examples()[-1]) | found).perception
        if "perception" not in found or abs((mean or 0) - Decimal(str(found["perception"]))) < Decimal("1e-9"):
            found["perception_mode"] = "drivers"
        else:
            differs.append("perception")
    given = [Decimal(str(found[line])) for line in LINES if line in found]
    if given and "cost" in found and not set(LINES) & set(ignored) and min(sum(given), MOST) != Decimal(str(found["cost"])):
        differs.append("cost")
    if given and "cost" not in differs and not ("cost" in found and set(LINES) & set(ignored)):
        found |= {"cost_mode": "lines"} | {line: found.get(line, 0.0) for line in LINES}
    elif "cost" in found:
        found["cost_mode"] = "one"
    return found, ignored, differs


def _figure(text: str) -> Decimal | None:
    """A plain decimal figure; None for anything else, `nan`, `inf` and exponents included."""
    return Decimal(text) if len(text) <= 24 and text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit() else None


def to_address(state: Mapping[str, Any], deal: Inputs) -> dict[str, str]:
    """The query that opens this deal again: the four terms always, the rest where it is used."""
    query = {"product": state["product"], "seller": state["seller"], "perception": deal.deal.perception, "cost": min(deal.cost, MOST)}
    if state["cost_mode"] == "lines":
        query |= {line: state[line] for line in LINES}
    if state["perception_mode"] == "drivers":
        query |= {name: state[name] for name in (*FACTORS[1:], *WEIGHTS)}
    query |= {name: state[name] for name in HIDDEN if state[name]}
    plain = {name: f"{Decimal(str(value)):.10f}".rstrip("0").rstrip(".") for name, value in query.items()}
    return plain | ({"without": FAVOURS} if deal.without else {}) | {"currency": currency()}


def take(query: Mapping[str, str]) -> None:
    """Put the deal of a query on the page in the place of the one there, which can be brought back where it was the reader's own."""
    found, _, _ = from_address(query)
    there, start = held(), from_example(examples()[-1])
    found |= {"hidden": any(found.get(name) for name in HIDDEN), "without": query.get("without") == FAVOURS, "look": there["look"]}
    taken = with_scale(start | found)
    given = there["given"] or start
    mine = there["own"] or (there["came_from"] == "own" and any(there[name] not in (given[name], taken[name]) for name in BOUNDS))
    before = there | {"before": None} if mine else there["before"]
    _show(taken | {"given": {name: taken[name] for name in BOUNDS}, "before": before})
    if query.get("currency") in CURRENCIES:
        st.session_state[CURRENCY] = query["currency"]


def bring_back() -> None:
    """The reader's own deal again, which another one has replaced."""
    _show(held()["before"])


def _show(state: dict[str, Any]) -> None:
    st.session_state[DEAL] = instead(held(), state)
    anew(st.session_state[DEAL], "example")


def open_link() -> bool:
    """Take the figures of the address into the visit, once for each address, and say what could not be used; whether any were taken."""
    leave_link()
    used = False
    query = {name: st.query_params[name] for name in sorted(st.query_params) if name in BOUNDS or name in CHOSEN}
    if query and st.session_state.get(OPENED) != query:
        found, ignored, differs = from_address(query)
        if used := bool(found) or query.get("currency") in CURRENCIES:
            take(query)
        st.session_state[OPENED] = query
        lacking = [term for term in TERMS if term not in found and f"{term}_mode" not in found]
        note = NOTHING if not used else "link_ignored" if ignored else "link_lacks"
        st.session_state["link_notes"] = (note, ignored or lacking, differs)
    note, named, differs = st.session_state.get("link_notes", ("", [], [])) if query else ("", [], [])
    w = words("value")
    if named:
        labels = _labels()
        st.warning(getattr(w, note).format(names=listed((labels[name] for name in named), language(), clauses=True)))
    for name in differs:
        st.warning(getattr(w, f"link_{name}_differs"))
    return used


def leave_link() -> None:
    """Once the deal is no longer that of the address, the address no longer says so: it would come back with the next reload."""
    now, query = held(), st.session_state.get(OPENED)
    if not query or st.session_state["link_notes"][0] == NOTHING:
        return
    same = now["given"] and all(now[name] == value for name, value in now["given"].items())
    same = same and now["without"] == (query.get("without") == FAVOURS)
    if same and (query.get("currency") not in CURRENCIES or query["currency"] == currency()):
        return
    # all at once: each change of the address is a step of the browser's way back
    st.query_params.from_dict({name: st.query_params[name] for name in st.query_params if name not in query})
    st.session_state[OPENED] = {}


def _labels() -> dict[str, str]:
    """What the page calls each figure that an address may hold."""
    w, lang, formulas = words("value"), language(), book().formulas
    found = {name: getattr(w, name) for name in ("product", "seller", "perception", "cost")}
    found |= {"without": w.hidden_off, "currency": words("take_along").currency}
    found |= {line.id: line.name[lang] for line in (*formulas.lines, *formulas.hidden)}
    found |= {f"driver_{driver.id}": driver.name[lang] for driver in formulas.drivers}
    return found | {f"weight_{driver.id}": w.weight.format(driver=driver.name[lang]) for driver in formulas.drivers}


@st.fragment(key=LINK)
def link() -> None:
    """The address of this deal, to copy: drawn for whoever asks for it, so that no moved figure waits for it."""
    w = words("value")
    box = st.popover(w.link, icon=":material/link:", key=LINK, on_change="rerun")
    if box.open:
        with box:
            st.code(address("value", to_address(held(), current())), language=None, wrap_lines=True)
            st.caption(w.link_help)


# ---- the inputs


def starting_points() -> None:
    """The examples with what each says of itself, and the currency."""
    w, now = words("value"), held()
    if now["given"]:
        st.markdown(w.opened)
    if now["before"]:
        st.button(w.bring_back, icon=":material/undo:", on_click=bring_back)
    # who opens a link came for the answer
    with st.expander(w.settings) if now["given"] else nullcontext():
        _settings(now)


def _settings(now: dict[str, Any]) -> None:
    w, lang, names = words("value"), language(), {example.id: example.name for example in examples()}
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        choice(now, "example", w.example, list(names), lambda one: names[one][lang], then=_start_over, lasting=True, wrap=True)
    with right:
        sign = key(now, f"currency:{lang}")
        st.selectbox(
            w.currency,
            CURRENCIES,
            index=CURRENCIES.index(currency()),
            format_func=lambda code: f"{code} {SIGNS[code]}",
            key=sign,
            on_change=lambda: st.session_state.update({CURRENCY: st.session_state[sign]}),
        )
    example = _example(now["example"])
    if not now["given"] and not (example.id == "own" and _changed(now, example)):
        prose.statements(example.statements)


def _example(name: str) -> Example:
    return next(example for example in examples() if example.id == name)


def _changed(now: Mapping[str, Any], example: Example) -> bool:
    """Whether any figure is not the example's any more."""
    start = from_example(example)
    return any(now[name] != start[name] for name in BOUNDS)


def _start_over() -> None:
    """Another example; the reader's own figures wait for their return."""
    now = held()
    own = now | {"own": None, "before": None} if now["came_from"] == "own" else now["own"]
    if now["example"] == "own":
        start, own = own or from_example(_example("own")), None
    else:
        start = from_example(_example(now["example"]))
    kept = {"example": now["example"], "look": now["look"], "own": own, "before": now["before"]}
    st.session_state[DEAL] = instead(now, start | kept)
