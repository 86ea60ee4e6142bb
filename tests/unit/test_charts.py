"""Pictures: each builds from a table or from a name, is valid, and does not move when the language does."""

import math
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import altair as alt
import pandas as pd
import pytest

from workbook.canvas import LEVELS
from workbook.charts.base import Picture as Drawn
from workbook.charts.base import specification
from workbook.charts.course import corners, course
from workbook.charts.customer_values import OUTCOMES, customer_values
from workbook.charts.deal_map import deal_map
from workbook.charts.fit import fit
from workbook.charts.gaps import gaps
from workbook.charts.outlook import outlook
from workbook.charts.profile import profile
from workbook.charts.radar import Shape, outline, radar, spoke
from workbook.charts.rates import rates
from workbook.charts.remaining import remaining
from workbook.charts.shares import shares
from workbook.charts.star import points, star
from workbook.charts.surpluses import surpluses
from workbook.charts.tally import tally
from workbook.charts.timeline import timeline
from workbook.charts.tornado import tornado
from workbook.charts.trend import trend
from workbook.charts.votes import votes
from workbook.charts.waterfall import waterfall
from workbook.charts.zones import zones
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES
from workbook.content.methods import METHODS
from workbook.content.process import STEPS as STEPS_OF_SELLING
from workbook.exports.pictures import svg
from workbook.ui.pictures import names

TRAITS = tuple(trait.id for trait in book().traits)
STEPS = ["product", "seller", "perception", "customer_value", "cost", "surplus"]
ZONES = ["blind_spot", "agreed_weakness", "agreed_strength", "hidden_strength"]


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart with a small table, what stays fixed in it, and a word that it must show."""

    build: Any
    words: str
    table: dict[str, list[Any]]
    domains: dict[str, list[Any]]
    orders: dict[str, Any]
    shows: str
    fixed: dict[str, Any] = field(default_factory=dict)


PICTURES = [
    Picture(
        star,
        "self_assessment",
        points({"now": dict(zip(METHODS, (9, 6, 3, 0, 1), strict=True)), "before": dict.fromkeys(METHODS, 3)}),
        {"time": ["now", "before"]},
        {},
        "consultative",
        {"earlier": True},
    ),
    Picture(
        tally,
        "self_assessment",
        {"method": ["value", "product"], "points": [9, 3], "before": [6, None], "label": ["9 · major", "3 · minor"]},
        {"points": [0, 12], "before": [0, 12], "end": [0, 12], "method": list(METHODS)},
        {"method": None},
        "consultative",
    ),
    Picture(
        surpluses,
        "five_methods",
        {"row": ["as_it_stands", "value"], "horizon": ["today", "three_years"], "surplus": [-200, 370], "label": ["−200", "+370"]},
        {"horizon": ["today", "three_years"]},
        {"row": ["as_it_stands", *METHODS], "horizon": ["today", "three_years"]},
        "consultative",
    ),
    Picture(
        waterfall,
        "value",
        {"step": ["product", "surplus"], "start": [0, 0], "end": [5, -2], "kind": ["gain", "total"], "label": ["5", "−2"]},
        {"kind": ["gain", "loss", "total"]},
        {"step": STEPS},
        "bar_surplus",
    ),
    Picture(
        tornado,
        "value",
        {
            "term": ["cost"] * 2,
            "end": ["at_low", "at_high"],
            "surplus": [1, -1],
            "expected": [0, 0],
            "width": [2, 2],
            "label": ["+1", "−1"],
        },
        {"end": ["", " ", "  ", "at_low", "at_high"]},  # violet and ochre
        {"term": None},
        "term_perception",
    ),
    Picture(
        outlook,
        "value",
        {"low": [-1, 0], "high": [0, 1], "draws": [6000, 4000], "outcome": ["open", "closes"]},
        {"outcome": ["closes", "open"]},
        {},
        "draws",
    ),
    Picture(
        deal_map,
        "value",
        {
            "what": ["line", "line", "here"],
            "perception": [0, 1.5, 0.6],
            "cost": [0, 7500, 3200],
            "top": [8000, 8000, None],
            "label": [None, None, "k"],
        },
        {"perception": [0, 1.5], "region": ["deal", "no_deal"], "what": ["here"]},
        {},
        "map_deal",
    ),
    Picture(
        radar,
        "triple_fit",
        outline(
            {"supplier": Shape(dict.fromkeys(ELEMENTS, 3), {"people": (2, 4)}), "customer": Shape({"strategy": 2}, hollow=True)},
            [{"customer": Shape({"strategy": 1, "people": 2})}],
        ),
        {"side": list(SIDES)},
        {},
        "knowledge",
        {"banded": True, "earlier": True},
    ),
    Picture(
        gaps,
        "triple_fit",
        {"element": ["people"] * 2, "side": list(SIDES), "value": [2, None], "low": [None] * 2, "high": [None] * 2},
        {"value": [0.8, 5.2], "side": list(SIDES)},
        {"element": list(ELEMENTS)},
        "systems",
    ),
    Picture(
        zones,
        "triple_fit",
        {"number": [1], "name": ["Strategy"], "x": [2.0], "y": [5.0], "zone": ["blind_spot"]},
        {"x": [0.5, 5.5], "y": [0.5, 5.5], "y2": [0.5, 5.5], "zone": ZONES},
        {},
        "hidden_strength",
        {"thresholds": book().canvas.zones.thresholds},
    ),
    Picture(
        profile,
        "compare",
        {"trait": [TRAITS[0]], "method": ["value"], "score": [4], "why": ["because"]},
        {"score": [0.7, 5.3], "one": [0.7, 5.3], "method": list(METHODS)},
        {"trait": list(TRAITS), "method": list(METHODS)},
        "customer_centric",
        {"traits": TRAITS, "methods": METHODS},
    ),
    Picture(
        remaining,
        "process",
        {"point": ["point_leads"] * 2, "design": ["field", "online_two"], "cases": [50, 20], "label": ["50", "20"]},
        {"design": ["field", "online_two"]},
        {"point": ["point_leads", *STEPS_OF_SELLING], "design": ["field", "online_two"]},
        "online_two",
        {"points": ("point_leads", *STEPS_OF_SELLING)},
    ),
    Picture(
        rates,
        "process",
        {"step": ["create"] * 2, "end": ["at_low", "at_high"], "cost": [12, 9], "now": [10, 10], "label": ["12", "9"]},
        {"end": ["", " ", "  ", "at_low", "at_high"]},
        {"step": None},
        "create",
    ),
    Picture(
        timeline,
        "plan",
        {
            "number": [1],
            "element": ["people"],
            "horizon": ["year"],
            "side": ["customer"],
            "seat": [0.0],
            "done": [True],
            "text": ["Map"],
        },
        {"place": [-0.5, 2.5], "element": list(ELEMENTS), "side": list(SIDES)},
        {"element": list(ELEMENTS)},
        "quick_win",
    ),
    Picture(
        course,
        "plan",
        corners({"today": {"people": 2, "strategy": 3}, "vision": dict.fromkeys(ELEMENTS, 4)}),
        {"mark": ["today", "vision"]},
        {},
        "vision",
        {"marks": ("today", "vision")},
    ),
    Picture(
        shares,
        "plan",
        {
            "what": ["effort"] * 2,
            "side": list(SIDES),
            "start": [0, 0.25],
            "end": [0.25, 1],
            "label": ["25%", "75%"],
        },
        {"start": [0, 1], "side": list(SIDES)},
        {"what": ["effort", "benefit"]},
        "benefit",
    ),
    Picture(
        trend,
        "triple_fit",
        {"round": [1, 2], "level": ["planning", "planning"], "side": ["customer", "customer"], "mean": [2.5, 4.0]},
        {"level": list(LEVELS), "side": list(SIDES), "mean": [1, 5]},
        {},
        "planning",
    ),
    Picture(
        votes,
        "exercise_method",
        {"method": ["value", "value"], "round": [1, 2], "votes": [3, 5]},
        {"method": list(METHODS)},
        {"method": list(METHODS)},
        "consultative",
        {"rounds": 2},
    ),
    Picture(
        customer_values,
        "exercise_perception",
        {
            "what": ["line", "line", "actual", "person"],
            "round": [2, 2, 2, 2],
            "value": [0.0, 6000.0, 5000.0, 2500.0],
            "cost": [0.0, 6000.0, 0.0, 4000.0],
            "outcome": [None, None, None, "leaves"],
            "beyond": [False] * 4,
        },
        {"outcome": OUTCOMES},
        {},
        "deal_area",
        {"rounds": 2},
    ),
    Picture(
        fit,
        "compare",
        {"method": ["value", "product"], "points": [3, -2]},
        {"points": [-12, 13], "method": list(METHODS)},
        {"method": None},
        "consultative",
    ),
]
EACH = pytest.mark.parametrize("picture", PICTURES, ids=[picture.build.__name__ for picture in PICTURES])


@cache
def draw(picture, lang, *, apart=True):
    """The validated specification of a picture, its table apart as in the app or inside it."""
    table = alt.NamedData("table") if apart else pd.DataFrame(picture.table)
    return picture.build(table, names=names(picture.words, lang), **picture.fixed).to_dict()


def channels(spec):
    """Every channel of a specification that shows a field."""
    if isinstance(spec, list):
        for one in spec:
            yield from channels(one)
    elif isinstance(spec, dict):
        for one in spec.get("encoding", {}).values():
            if isinstance(one, dict) and "field" in one:
                yield one
        yield from channels(spec.get("layer", []))


def domains(spec):
    """The domain of each field that has a fixed one."""
    return {one["field"]: one["scale"]["domain"] for one in channels(spec) if "domain" in (one.get("scale") or {})}


def orders(spec):
    """The order of each field that has a fixed one; None is the order of the table."""
    return {one["field"]: one["sort"] for one in channels(spec) if "sort" in one}


@EACH
@pytest.mark.parametrize(("lang", "apart"), [("en", True), ("zh", True), ("en", False)], ids=["en", "zh", "table"])
def test_a_picture_is_valid_and_its_scales_and_order_do_not_move(picture, lang, apart):
    spec = draw(picture, lang, apart=apart)
    assert domains(spec) == picture.domains
    assert orders(spec) == picture.orders
    assert names(picture.words, lang)[picture.shows] in str(spec)


def marks(spec):
    """Every part of a specification that draws something."""
    return [one for layer in spec["layer"] for one in marks(layer)] if "layer" in spec else [spec]


@EACH
def test_nothing_in_a_picture_is_heard_in_words_of_vega(picture):
    spec = draw(picture, "zh")
    assert not spec["config"]["aria"]
    silent = [one["mark"].get("aria") is False for one in marks(spec)]
    described = ["description" in one["encoding"] for one in marks(spec)]
    assert all(map(int.__xor__, silent, described))


@EACH
def test_a_picture_takes_its_numbers_from_the_table(picture):
    rows = pd.DataFrame(picture.table).to_dict("records")
    held = draw(picture, "en", apart=False)["datasets"].values()
    assert any([set(row) for row in data] == [set(row) for row in rows] for data in held)
    spec = draw(picture, "en")
    assert {"name": "table"} in [spec.get("data"), *(layer.get("data") for layer in spec["layer"])]


def test_every_total_stands_inside_the_axis_of_the_fit():
    low, high = PICTURES[-1].domains["points"]
    for method in METHODS:
        given = [
            [option.points[method].points if method in option.points else 0 for option in question.options] for question in book().questions
        ]
        assert low <= sum(map(min, given)) < sum(map(max, given)) <= high


@pytest.mark.parametrize(
    ("most", "lang", "shown"),
    [
        (4, "en", {"−2", "0", "2"}),
        (4000, "en", {"−2k", "0", "2k"}),
        (4000, "zh", {"−2,000", "0", "2,000"}),
        (30_000, "en", {"−10k", "0", "10k"}),
        (30_000, "zh", {"−1万", "0", "1万"}),
        (2_500_000, "en", {"−1M", "−500k", "0", "500k", "1M"}),
        (2_500_000, "zh", {"−100万", "−50万", "0", "50万", "100万"}),
        (10_000_000_000, "en", {"−2B", "0", "2B"}),
        (10_000_000_000, "zh", {"−20亿", "0", "20亿"}),
    ],
)
def test_an_axis_writes_large_amounts_in_the_units_of_its_language(most, lang, shown):
    labels = names("value", lang)
    columns = {"step": ["product", "cost"], "start": [0, 0], "end": [most / 2, -most / 2], "kind": ["gain", "loss"], "label": ["", ""]}
    drawn = svg(Drawn(specification(waterfall, labels), columns, "")).decode()
    assert shown <= set(re.findall(r">([^<>]+)</text>", drawn))


# ---- the radar's outline


def test_the_second_spoke_points_up_and_all_are_of_one_length():
    assert spoke(1) == (0, 1)
    assert [math.hypot(*spoke(index)) for index in range(9)] == pytest.approx([1] * 9)
    assert spoke(0)[0] < 0 < spoke(2)[0]


def test_a_score_of_five_lies_on_the_circle_and_lower_ones_inside():
    table = outline({"supplier": Shape(dict.fromkeys(ELEMENTS, 5)), "customer": Shape(dict.fromkeys(ELEMENTS, 2))})
    reach = [math.hypot(x, y) for x, y in zip(table["x"], table["y"], strict=True)]
    assert reach == pytest.approx([1] * 10 + [0.4] * 10)


def test_the_tenth_row_repeats_the_first():
    table = outline({side: Shape({element: index % 5 + 1 for index, element in enumerate(ELEMENTS)}) for side in SIDES})
    rows = list(zip(*table.values(), strict=True))
    assert len(rows) == 20
    assert table["corner"] == [*range(10)] * 2
    for first, last in ((rows[0], rows[9]), (rows[10], rows[19])):
        assert (*first[:2], *first[3:]) == (*last[:2], *last[3:])


def test_a_missing_score_opens_the_shape_of_its_side_only():
    eight = {element: 4 for element in ELEMENTS if element != "people"}
    table = outline({"supplier": Shape(dict.fromkeys(ELEMENTS, 4)), "customer": Shape(eight)})
    assert table["whole"] == [True] * 10 + [False] * 10
    missing = [row for row in zip(table["side"], table["corner"], table["value"], table["x"], table["y"], strict=True) if row[2] is None]
    assert missing == [("customer", ELEMENTS.index("people"), None, None, None)]


def test_an_empty_side_has_no_outline():
    table = outline({"customer": Shape({})})
    assert set(table["x"] + table["y"] + table["value"]) == {None}
    assert set(table["whole"]) == {False}


def test_a_band_runs_along_its_spoke_and_an_earlier_round_is_counted_back():
    table = outline({"customer": Shape({"relationships": 3}, {"relationships": (2, 5)})}, [{"customer": Shape({"relationships": 1})}])
    up = ELEMENTS.index("relationships")
    assert [table[name][up] for name in ("value", "low_y", "high_y", "band", "ago")] == [3, 0.4, 1, "2-5", 0]
    assert [table[name][10 + up] for name in ("value", "y", "low_y", "band", "ago")] == [1, 0.2, None, "", 1]


def test_nine_points_lie_on_the_circle_none_in_the_middle_and_the_last_corner_closes_the_star():
    table = points({"now": dict(zip(METHODS, (9, 9, 3, 0, 9), strict=True))})
    reach = [math.hypot(x, y) for x, y in zip(table["x"], table["y"], strict=True)]
    assert reach == pytest.approx([1, 1, 1 / 3, 0, 1, 1])
    assert (table["x"][0], table["y"][0]) == (table["x"][5], table["y"][5]) == (0, 1)


@pytest.mark.parametrize(("lang", "lines"), [("en", (b"Customer-", b"centric")), ("zh", ("以客户".encode(), "为中心".encode()))])
def test_a_long_name_beside_the_star_takes_two_lines(lang, lines):
    drawn = svg(Drawn(specification(star, names("self_assessment", lang)), points({"now": dict.fromkeys(METHODS, 5)}), ""))
    assert all(re.search(rb">%s</t" % line, drawn) for line in lines)


@pytest.mark.parametrize("most", [1, 1.9, 2, 3, 12])
def test_no_two_places_of_the_axis_of_votes_have_the_same_name(most):
    table = {"method": list(METHODS), "round": [1] * 5, "votes": [most, 0, 0, 0, 0]}
    drawn = svg(Drawn(specification(votes, names("exercise_style", "en"), figures=".2f"), table, ""))
    places = re.findall(rb">(\d+)</text>", drawn)
    assert len(set(places)) == len(places) >= 2


def test_the_axis_of_what_has_a_most_goes_up_to_it():
    table = {"method": list(METHODS), "round": [1] * 5, "votes": [1, 0, 0, 0, 0]}
    drawn = svg(Drawn(specification(votes, names("exercise_style", "en"), figures=".1f", most=3), table, ""))
    assert re.findall(rb">(\d+)</text>", drawn) == [b"0", b"1", b"2", b"3"]
