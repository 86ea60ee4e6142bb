import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from taken import amounts, calculation, fit, hidden, planned
from written import NAMESPACE, Xlsx

from workbook.content import book
from workbook.exercises import EXERCISES
from workbook.exports import tables
from workbook.exports.given import words
from workbook.exports.room import tables_of
from workbook.exports.sheets import workbook_of, workbook_of_tables
from workbook.room import Given, Stage
from workbook.text import LANGS
from workbook.value import MOST, Costs, Deal, PerceptionDrivers

PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "{=1+1}",
    "https://example.com",
    "mailto:a@b.c",
    "internal:Sheet1!A1",
    "0012",
    "＝1+1",
]
AMOUNTS = st.decimals(0, 10_000_000_000, places=2)
FACTORS = st.decimals(0, Decimal("1.5"), places=3)


def sheets(lang="en", **given):
    return Xlsx(workbook_of(lang, **given))


def test_a_share_of_the_room_is_shown_in_percent():
    stage, of = Stage(0, "perception"), EXERCISES["perception"]
    many = tuple(Given(f"p{seat}", "", 1, {"perception": "1", "cost": "1000"}, 0, True, seat) for seat in range(2))
    found = of.result([many], of.read_settings({}), 1)
    file = Xlsx(workbook_of_tables(tables_of(stage, found, "en"), "Room", "en"))
    (sheet,) = file.sheets
    assert [file.cells[f"{sheet}!{place}"] for place in ("G3", "G4")] == ["Would buy", 1]
    styles, cells = (ElementTree.fromstring(file.zip.read(f"xl/{name}.xml")) for name in ("styles", "worksheets/sheet1"))
    codes = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{NAMESPACE}numFmt")}
    (kinds,) = styles.iter(f"{NAMESPACE}cellXfs")
    (style,) = [int(cell.get("s")) for cell in cells.iter(f"{NAMESPACE}c") if cell.get("r") == "G4"]
    assert codes[kinds[style].get("numFmtId")] == "0%"


def verdict_of(file):
    """Whether the deal closes, as its formula works it out and as it is written beside it."""
    (place,) = [place for place, formula in file.formulas.items() if words("scenarios", "en")["closes"] in formula]
    assert file.works_out(place) == file.cells[place]
    return file.cells[place]


def comes_to(file, name, **changed):
    return file.works_out(file.place(name), changed)


@given(product=AMOUNTS, seller=AMOUNTS, perception=FACTORS, cost=AMOUNTS)
def test_the_formulas_come_to_the_cent_of_the_deal(product, seller, perception, cost):
    deal = Deal(product=product, seller=seller, perception=perception, cost=cost)
    file = sheets(deal=calculation(deal))
    for name in ("actual_value", "customer_value", "surplus"):
        assert abs(comes_to(file, name) - float(getattr(deal, name))) < 0.005
        # and a program that only looks sees the same
        assert file.cells[file.place(name)] == float(getattr(deal, name))


@pytest.mark.parametrize(("perception", "change"), [("0.6", -2000), (1, 0), ("1.5", 2500)])
def test_what_perception_takes_away_or_adds_has_its_sign_as_on_the_screen(perception, change):
    of = calculation(Deal(product=3500, seller=1500, perception=perception, cost=3200))
    file, name = sheets(deal=of), words("take_along", "en")["by_perception"]
    (place,) = [place for place, text in file.cells.items() if text == name]
    assert file.works_out(place.replace("!A", "!B")) == file.cells[place.replace("!A", "!B")] == change
    assert (name, Decimal(change)) in tables.calculation(of, "en").rows


@pytest.mark.parametrize(("cost", "tips"), [(2000, "none"), (2100, 0), (2400, 500)])
def test_a_deal_that_the_product_carries_asks_no_contribution_below_zero(cost, tips):
    file = sheets(deal=calculation(Deal(product=3500, seller=1500, perception="0.6", cost=cost)))
    (place,) = [place for place, formula in file.formulas.items() if "cost/perception-product" in formula]
    assert file.works_out(place) == pytest.approx(file.cells[place]) == tips


@given(product=AMOUNTS, perception=FACTORS)
def test_a_figure_that_is_changed_in_the_sheet_changes_its_results(product, perception):
    file = sheets(deal=calculation())
    other = Deal(product=product, seller=1500, perception=perception, cost=3200)
    assert abs(comes_to(file, "surplus", product=float(product), perception=float(perception)) - float(other.surplus)) < 0.005


@pytest.mark.parametrize("lang", LANGS)
def test_every_formula_comes_to_what_is_written_beside_it(lang):
    drivers = PerceptionDrivers(product="0.9", personal_kpi="0.4", service="0.5", service_weight=2)
    costs = Costs(price=2000, introduction=500, effort=400, risk=300)
    account = hidden(favours=250, rivals=100)
    deal = Deal(product=3500, seller=1500, perception=drivers.perception, cost=account.felt(costs.total))
    file = sheets(lang, deal=calculation(deal, cost=costs.total, account=account, drivers=drivers, costs=costs))
    assert len(file.formulas) == 3 + 5 + 3 + 6 * 6
    for place in file.formulas:
        assert file.works_out(place) == pytest.approx(file.cells[place], abs=0.001), place
    assert comes_to(file, "perception", weight_service=0) == pytest.approx(0.65)
    assert comes_to(file, "cost", favours=0) == 3300
    assert {"en": "Weight: How the service is seen", "zh": "权重：对服务的认知"}[lang] in file.cells.values()


@pytest.mark.parametrize(
    ("cost", "verdict"), [("3199.99", "closes"), ("3199.999999", "closes"), ("3200", "does_not"), ("3200.000001", "does_not")]
)
def test_exactly_zero_is_no_deal_in_floating_point_too(cost, verdict):
    # in floats (2900.1 + 1099.9) * 0.8 is more than 3200
    deal = Deal(product="2900.1", seller="1099.9", perception="0.8", cost=cost)
    file = sheets(deal=calculation(deal))
    assert verdict_of(file) == words("scenarios", "en")[verdict]


@given(product=AMOUNTS, seller=AMOUNTS, perception=FACTORS, beside=st.sampled_from([Decimal(0), Decimal("0.001"), Decimal("-0.001")]))
def test_the_verdict_of_the_sheet_is_that_of_the_screen_however_close_it_is(product, seller, perception, beside):
    cost = (product + seller) * perception + beside
    if 0 <= cost <= MOST:
        deal = Deal(product=product, seller=seller, perception=perception, cost=cost)
        assert verdict_of(sheets(deal=calculation(deal))) == words("scenarios", "en")["closes" if deal.closes else "does_not"]


@pytest.mark.parametrize(("product", "perception", "cost"), [("0.01", "0.004", "0"), ("1000", "0.5000000001", "500")])
def test_the_smallest_surplus_is_a_deal(product, perception, cost):
    deal = Deal(product=product, seller=0, perception=perception, cost=cost)
    assert verdict_of(sheets(deal=calculation(deal))) == words("scenarios", "en")["closes"]


def test_where_nothing_is_perceived_no_seller_turns_the_deal():
    file = sheets(deal=calculation(Deal(product=0, seller=0, perception=0, cost=1)))
    assert [file.works_out(place) for place, formula in file.formulas.items() if "none" in formula] == ["none", "none"]


def test_nothing_typed_is_a_formula_a_link_or_a_number():
    for typed in PAYLOADS:
        plan = planned(told=False)
        plan = plan._replace(actions=(plan.actions[0]._replace(text=typed, owner=typed, indicator=typed, note=typed),), vision=typed)
        file = sheets(fit=fit(name=typed, rounds=2, evidence=typed), plan=plan)
        assert file.formulas == {}
        assert not [name for name in file.zip.namelist() if b"<hyperlink " in file.zip.read(name)]
        kept = [cell for cell in file.cells.values() if cell == typed]
        assert len(kept) == 1 + 9 * 6 + 3, typed  # the name, the evidence of six raters, and three texts of an action


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheets_hold_scores_rounds_ratings_plan_deal_and_their_charts(lang):
    file, x, w = (
        sheets(lang, fit=fit(lang, rounds=2), plan=planned(lang), deal=calculation()),
        words("take_along", lang),
        words("value", lang),
    )
    assert file.sheets == [
        x["scores"],
        words("triple_fit", lang)["look_history"],
        x["ratings"],
        x["plan"],
        x["balance"],
        words("plan", lang)["look_course"],
        x["deal"],
        w["look_steps"],
    ]
    charts = [name for name in file.zip.namelist() if re.match(r"xl/charts/chart\d", name)]
    assert len(charts) == 7  # radar, gaps, trend, shares in money and in points, targets, waterfall
    drawn = b"".join(file.zip.read(name) for name in file.zip.namelist() if name.startswith("xl/drawings/drawing"))
    assert drawn.count(b'descr="') == 7
    assert file.cells[f"{x['scores']}!C4"] == 5
    assert file.cells[f"{x['scores']}!D4"] == 2.5
    assert f"{x['scores']}!D11" not in file.cells  # the customer could not judge the structure


def test_the_waterfall_stands_on_zero_and_reaches_below_it():
    file = sheets(deal=calculation())
    rows = [[file.cells[f"Waterfall!{column}{row}"] for column in "CDEFG"] for row in range(2, 8)]
    assert rows == [
        [0, 3500, 0, 0, 0],
        [3500, 1500, 0, 0, 0],
        [3000, 0, 2000, 0, 0],
        [0, 0, 0, 0, 3000],
        [0, 0, 3000, -200, 0],
        [0, 0, 0, 0, -200],
    ]


def looks(file, sheet):
    """The widths of a sheet's columns and the heights of its rows, from 1."""
    tree = ElementTree.fromstring(file.sheet(sheet))
    every = {name: [one for one in tree.iter() if one.tag.endswith(f"}}{name}")] for name in ("col", "row")}
    spans = [(range(int(one.get("min")), int(one.get("max")) + 1), float(one.get("width"))) for one in every["col"]]
    widths = {column: width for columns, width in spans for column in columns}
    return widths, {int(one.get("r")): float(one.get("ht", 15)) for one in every["row"]}


def test_a_row_is_as_high_as_its_text_has_lines():
    of = fit(evidence="one\ntwo\n\nfour: a line that is longer than the column is wide")
    _, heights = looks(sheets(fit=of), "Ratings")
    assert heights[4] == 5 * 15
    _, heights = looks(sheets(fit=fit(evidence="line\n" * 100)), "Ratings")
    assert heights[4] == pytest.approx(409, abs=1)  # as high as a row can be


@pytest.mark.parametrize("lang", LANGS)
def test_a_note_has_as_many_lines_as_it_takes(lang):
    """On the deal's sheet it is the last row, on the plan's the second; both run over the columns below them."""
    x, of = words("take_along", lang), planned(lang)
    file = sheets(lang, deal=calculation(), plan=of._replace(vision="共创" * 100))
    (place,) = [place for place, said in file.cells.items() if said == x["exact_note"]]
    row = int(place.rpartition("A")[2])
    assert f'<mergeCell ref="A{row}:C{row}"/>' in file.sheet(x["deal"])
    assert looks(file, x["deal"])[1][row] == (30 if lang == "en" else 15)
    assert '<mergeCell ref="A2:' in file.sheet(x["plan"])
    assert looks(file, x["plan"])[1][2] >= 4 * 15


@pytest.mark.parametrize("lang", LANGS)
def test_a_picture_is_printed_on_one_sheet_of_paper(lang):
    x = words("take_along", lang)
    file = sheets(lang, fit=fit(lang), plan=planned(lang))
    for name in (tables.targets(planned(lang), lang).name, tables.rounds(fit(lang), lang).name, x["balance"]):
        assert "fitToHeight" not in file.sheet(name), "0 would be as many as it takes"


def test_a_wide_table_is_printed_on_two_sheets_of_paper_and_a_narrow_one_on_one():
    file = sheets(fit=fit(), plan=planned())
    assert [name for name in file.sheets if 'fitToWidth="2"' in file.sheet(name)] == ["Plan"]


def test_a_column_is_wide_enough_for_its_largest_amount():
    plan = planned()
    plan = plan._replace(actions=(plan.actions[0]._replace(**amounts(1_000_000_000_000, 1, 2, 3)),))
    widths, _ = looks(sheets(plan=plan), "Plan")
    assert widths[12] > len("1,000,000,000,000.00")
    assert widths[16] > len("-999,999,999,998.00")


def test_the_sheets_of_a_report_hold_texts_without_scores():
    of = fit(evidence="They said so.")
    file = sheets(fit=of._replace(ratings=(), evidence=of.ratings))
    assert file.sheets == ["Scores", "Rounds", "Evidence", "Next steps"]
    row = [file.cells.get(f"Evidence!{column}4") for column in "ABCDE"]
    assert row == [book().canvas.elements[0].name.en, "Supplier", "Rater 0 · CFO", "They said so.", ""]


# ---- the plan


@pytest.mark.parametrize("lang", LANGS)
def test_a_plan_s_gains_and_balances_are_formulas_that_come_to_the_same(lang):
    of, x, w = planned(lang), words("take_along", lang), words("plan", lang)
    file = sheets(lang, plan=of)
    plan, balance = x["plan"], x["balance"]
    assert file.formulas[f"{plan}!P4"] == 'IF(COUNT(L4,N4)=2,N4-L4,"–")'
    assert file.cells[f"{plan}!Q4"] == 3800.5
    assert [file.cells[f"{plan}!S{row}"] for row in range(4, 11)] == [1, 1, 1, 1, 1, 0, 0]
    assert file.formulas[f"{plan}!S4"] == f'IF(AND(COUNT(L4:O4)=4,H4<>"{w["status_dropped"]}"),1,0)'
    money, points = ([[file.cells[f"{balance}!{column}{row + side}"] for column in "BCD"] for side in (0, 1)] for row in (6, 25))
    assert money == [[4006, 12000, 7994], [800, 16002, 15202]]
    assert points == [[2, 4, 2], [3, 5, 2]]
    assert "CNY" in file.formulas[f"{balance}!B6"]
    assert f'"{x["points"]}"' in file.formulas[f"{balance}!B25"]
    assert file.cells[f"{balance}!D8"] == x["fair"]


def test_a_plan_in_which_a_side_loses_is_not_fair_in_the_sheet_too():
    of = planned()
    file = sheets(plan=of._replace(actions=(of.actions[0]._replace(**amounts(9, 0, 1, 9)),)))
    assert file.cells["Balance!D8"] == "not fair"
    assert file.cells["Balance!D27"] == "none"


def test_a_plan_whose_amounts_are_not_told_is_one_sheet_without_formulas():
    file = sheets(plan=planned(told=False))
    assert file.sheets == ["Plan"]
    assert file.formulas == {}
    assert "Between us" not in file.cells.values()
