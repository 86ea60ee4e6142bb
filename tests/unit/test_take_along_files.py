import csv
import io
import struct
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt
from taken import LONG, amounts, calculation, fit, hidden, planned
from written import Pdf, Xlsx

from workbook.canvas import score as canvas_score
from workbook.charts.base import Picture
from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.exercises import EXERCISES
from workbook.exports import pictures, tables
from workbook.exports.deck import add_slide, height, new
from workbook.exports.given import element_names, next_steps, words
from workbook.exports.names import file_name
from workbook.exports.one_page import one_page, radar_picture
from workbook.exports.room import tables_of
from workbook.exports.sheets import workbook_of
from workbook.exports.slides import slides
from workbook.exports.tables import Table
from workbook.room import Given, Stage
from workbook.text import LANGS
from workbook.value import Deal, PerceptionDrivers

LIVE = ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "\0=1", "|cmd", "%0A", "＝1", "＋1", "－1", "＠a", "  =1"]


def deck(lang="en", **given):
    return Presentation(io.BytesIO(slides(lang, **given)))


def frames(slide):
    return [shape for shape in slide.shapes if shape.has_chart or shape.has_table]


# ---- CSV


@pytest.mark.parametrize("typed", LIVE)
def test_a_text_that_would_begin_a_formula_has_an_apostrophe_before_it(typed):
    (row,) = csv.reader(io.StringIO(tables.csv(Table("t", (typed,), ())).decode("utf-8-sig"), newline=""))
    assert row[0].startswith("'")


def test_numbers_and_days_stay_numbers_and_days():
    rows = ((-2, Decimal("-1.25"), 0.123456, date(2026, 12, 31), None, 'a,"b"\nc'),)
    written = tables.csv(Table("t", ("a",) * 6, rows))
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig").splitlines()[1] == '"-2","-1.25","0.1235","2026-12-31","","a,""b"" c"'


@pytest.mark.parametrize(
    ("figure", "written"), [("2500.0", "2500"), ("1E+3", "1000"), ("100", "100"), ("0.50", "0.5"), ("-0.00", "0"), ("0.333333", "0.333333")]
)
def test_a_figure_has_no_more_digits_than_it_needs(figure, written):
    assert tables.csv(Table("t", ("a",), ((Decimal(figure),),))).decode("utf-8-sig").split()[1] == f'"{written}"'


def test_the_amounts_of_a_deal_are_those_of_the_screen_and_its_perception_is_exact():
    of = calculation(Deal(product="98765.0", seller="1500.005", perception="0.5608125", cost=100))
    found = dict(csv.reader(io.StringIO(tables.csv(tables.calculation(of, "en")).decode("utf-8-sig"))))
    w = words("value", "en")
    names = ("product", "seller", "perception", "cost", "actual_value", "customer_value")
    assert [found[w[name]] for name in names] == ["98765", "1500.01", "0.5608125", "100", "100265.01", "56229.87"]


@pytest.mark.parametrize(
    ("favours", "rivals", "without", "felt"), [(250, 100, False, 3050), (250, 100, True, 3300), (100, 100, False, 3200)]
)
@pytest.mark.parametrize("lang", LANGS)
def test_the_cost_that_the_formulas_count_alone_bears_their_letter(lang, favours, rivals, without, felt):
    account, (w, x) = hidden(favours=favours, rivals=rivals), (words(page, lang) for page in ("value", "take_along"))
    deal = Deal(product=3500, seller=1500, perception="0.6", cost=felt)
    of = calculation(deal, cost=Decimal(3200), account=account, without=without)
    in_csv = {name: cell for name, cell in tables.calculation(of, lang).rows if isinstance(cell, Decimal)}
    cells = Xlsx(workbook_of(lang, deal=of)).cells
    in_sheet = {cells[f"{x['deal']}!A{row}"]: cells[f"{x['deal']}!B{row}"] for row in range(5, 22) if f"{x['deal']}!B{row}" in cells}
    for found in (in_csv, in_sheet):
        assert (found[x["stated_cost"]], found[x["felt_cost"]]) == (3200, felt)
        assert w["cost"] not in found
        assert found[w["surplus"]] == found[w["customer_value"]] - found[x["felt_cost"]]


@pytest.mark.parametrize("lang", LANGS)
def test_amounts_without_a_sign_say_in_which_currency_they_are(lang):
    assert tables.calculation(calculation(currency="EUR"), lang).rows[0] == (words("take_along", lang)["currency"], "EUR")
    stage, of = Stage(0, "perception", settings={"currency": "EUR"}), EXERCISES["perception"]
    given = tuple(Given("", "Ana", 1, {"perception": "0.5", "cost": "1000"}, 0, True, seat) for seat in range(3))
    found = of.result([given], of.read_settings(stage.settings), 3)
    heads = [[name.endswith(("(EUR)", "（EUR）")) for name in table.head] for table in tables_of(stage, found, lang)]
    assert heads == [[False, False, True, True, True, True, False], [False, True, True, False]]


@pytest.mark.parametrize("lang", LANGS)
def test_the_tables_say_what_the_screen_says(lang):
    of, w, names = fit(lang), words("triple_fit", lang), element_names(lang)
    assert tables.scores(of, lang).rows[0] == (1, names["strategy"], 5, 2, 3, {"en": "Blind spot", "zh": "盲区"}[lang], 1, 1)
    assert tables.ratings(of, lang).rows[16][6] == w["cannot_judge"]
    assert tables.calculation(calculation(), lang).rows[-2] == (words("value", lang)["surplus"], Decimal("-200.0"))
    driven = tables.calculation(calculation(drivers=PerceptionDrivers(product=1, personal_kpi=1, service=1, service_weight=2)), lang).rows
    assert ({"en": "Weight: How the service is seen", "zh": "权重：对服务的认知"}[lang], 2) in driven


# ---- names


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_system_takes_the_name_of_a_file(one, two):
    name = file_name(one, two, suffix="pdf")
    stem = name.removesuffix(".pdf")
    assert name.endswith(".pdf")
    assert 0 < len(name.encode()) <= 124
    assert not set(stem) & set('<>:"/\\|?*\0\n\r\t')
    assert stem.strip(" .") == stem
    assert not stem.startswith(("=", "+", "-", "@", "~"))


def test_of_a_name_that_is_too_long_its_longest_part_is_cut():
    assert file_name("行动计划", "拓" * 60, "2026-07-18", "A4", suffix="pdf") == f"行动计划-{'拓' * 30}-2026-07-18-A4.pdf"


@pytest.mark.parametrize("reserved", ["CON", "nul", "Com1", "..", "", "/"])
def test_a_name_that_a_system_keeps_for_itself_is_not_used(reserved):
    assert file_name(reserved, suffix="csv") == "workbook.csv"


def test_what_a_pdf_puts_where_it_parts_a_word_stops_no_slides():
    typed = "cus\ufffetomer"  # as a browser copies it
    made = deck(fit=fit(name=typed), plan=planned()._replace(actions=(planned().actions[0]._replace(text=typed),)))
    cells = [cell.text for slide in made.slides for shape in slide.shapes if shape.has_table for cell in shape.table.iter_cells()]
    assert "customer" in cells


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_says_that_the_workbook_made_it_today_and_in_which_language(lang):
    name, title = (words("take_along", lang)[key] for key in ("workbook_name", "report"))
    of = deck(lang, fit=fit(lang)).core_properties
    assert (of.title, of.author, of.last_modified_by, of.comments, of.revision) == (title, name, name, "", 1)
    assert of.language == {"en": "en-GB", "zh": "zh-CN"}[lang]
    with ZipFile(io.BytesIO(workbook_of(lang, fit=fit(lang)))) as sheets:
        core = ElementTree.fromstring(sheets.read("docProps/core.xml"))
    said = {part.tag.rpartition("}")[2]: part.text for part in core}
    assert (said["title"], said["creator"], said["lastModifiedBy"]) == (title, name, name)
    for made in (of.created, of.modified, datetime.fromisoformat(said["created"]).replace(tzinfo=None)):
        assert abs(datetime.now(UTC).replace(tzinfo=None) - made) < timedelta(minutes=5)


# ---- slides


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("long", [False, True])
def test_every_slide_has_a_title_and_every_chart_and_table_says_what_it_shows(lang, long):
    for slide in deck(lang, fit=fit(lang, rounds=3, long=long), plan=planned(lang, long=long), deal=calculation()).slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert [frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames(slide)].count(None) == 0


@pytest.mark.parametrize("lang", LANGS)
def test_the_charts_are_powerpoints_own_and_hold_the_scores(lang):
    radar, gaps, waterfall, steps = deck(lang, fit=fit(lang), deal=calculation()).slides
    charts = [next(shape.chart for shape in slide.shapes if shape.has_chart) for slide in (radar, gaps, waterfall)]
    assert [chart.chart_type for chart in charts] == [
        XL_CHART_TYPE.RADAR_MARKERS,
        XL_CHART_TYPE.BAR_CLUSTERED,
        XL_CHART_TYPE.COLUMN_STACKED,
    ]
    for chart in charts[:2]:
        assert list(chart.plots[0].categories) == list(element_names(lang).values())
        assert [list(series.values) for series in chart.plots[0].series] == [
            [5, 4, 4, 4, 3, 2, 3, 3, 2],
            [2, 4, 2, 4, 2, 2, 5, None, 4],
        ]
    assert [list(series.values) for series in charts[2].plots[0].series] == [
        [0, 3500, 3000, 0, 0, 0],
        [3500, 1500, 0, 0, 0, 0],
        [0, 0, 2000, 0, 3000, 0],
        [0, 0, 0, 0, -200, 0],
        [0, 0, 0, 3000, 0, -200],
    ]
    assert not [shape for shape in steps.shapes if shape.has_chart]


@pytest.mark.parametrize(
    ("cost", "title"),
    [
        (2000, "Deal: the customer keeps ¥1,000"),
        (3000, "No deal: value and cost are equal"),
        (3200, "No deal: the customer would lose ¥200"),
    ],
)
def test_the_waterfalls_title_is_its_verdict(cost, title):
    (slide,) = deck(deal=calculation(Deal(product=3500, seller=1500, perception="0.6", cost=cost))).slides
    assert slide.shapes.title.text_frame.text == title


@pytest.mark.parametrize(
    ("supplier", "customer", "title"),
    [
        ({"strategy": 5, "people": 2}, {"strategy": 1, "people": 3}, {"en": "Widest gap: Strategy +4", "zh": "落差最大：战略（+4）"}),
        (
            {"strategy": 5, "knowledge": 1, "people": 2},
            {"strategy": 1, "knowledge": 5, "people": 3},
            {"en": "Widest gap: Strategy +4, Knowledge −4", "zh": "落差最大：战略（+4）、知识（−4）"},
        ),
        (
            dict.fromkeys(ELEMENTS[:4], 4),
            dict.fromkeys(ELEMENTS[:4], 3),
            {"en": "Widest gap: 1, on 4 elements", "zh": "落差最大：4个要素都差1分"},
        ),
        (dict.fromkeys(ELEMENTS[:4], 4), dict.fromkeys(ELEMENTS[:4], 4), {"en": "Both sides' scores", "zh": "双方评分"}),
        ({"strategy": 5}, {}, {"en": "Both sides' scores", "zh": "双方评分"}),
    ],
)
@pytest.mark.parametrize("lang", LANGS)
def test_the_title_of_the_gaps_names_all_that_are_widest_or_how_many_they_are(lang, supplier, customer, title):
    found = canvas_score({"supplier": supplier, "customer": customer}, book().canvas.zones.thresholds)
    assert deck(lang, fit=fit(lang, found=found)).slides[1].shapes.title.text_frame.text == title[lang]


def test_the_plan_is_a_table_with_owner_and_day():
    steps = deck("zh", plan=planned("zh")).slides[0]
    (table,) = [shape.table for shape in steps.shapes if shape.has_table]
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "要素", "做什么", "期限", "负责人", "日期", "状态"]
    assert [cell.text for cell in table.rows[1].cells] == ["1", "战略", "Meet", "3个月", "Kim", "2026年12月31日", "未开始"]
    assert [row.cells[0].text for row in table.rows][1:] == ["1", "2", "3", "4", "5", "6"]  # without the dropped one


@pytest.mark.parametrize(("title", "size"), [("三" * 26, 30), ("三" * 28, 24), ("a" * 52, 30), ("a" * 60, 24)])
def test_a_title_that_needs_two_lines_is_smaller_in_either_language(title, size):
    assert add_slide(new("", "zh"), title, "zh", "").shapes.title.text_frame.paragraphs[0].runs[0].font.size == Pt(size)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("Kim", 1),
        ("Purchasing Department Management", 3),
        ("w" * 40, 3),
        ("三" * 18, 2),
        ("w" * 17 + " b", 1),
        ("W" * 17 + " b", 2),
    ],
)
def test_a_row_is_as_high_as_its_words_need_that_go_on_whole(text, lines):
    assert height([text], [1.85], 12) == max(Inches(0.42), Pt(1.3 * 12 * lines) + Inches(0.1))  # 19 letters wide


def test_a_chinese_date_in_the_plan_stays_in_one_line():
    (table,) = [shape.table for shape in deck("zh", plan=planned("zh")).slides[0].shapes if shape.has_table]
    due = table.cell(1, 5)
    wide = sum(1 if sign > "\u2e7f" else 0.56 for sign in due.text) * due.text_frame.paragraphs[0].runs[0].font.size
    assert wide <= table.columns[5].width - due.margin_left - due.margin_right


def test_what_is_drawn_stays_on_the_slide():
    for lang in LANGS:
        plan = planned(lang, long=True, count=14, vision=LONG[lang]["what"])
        made = deck(lang, fit=fit(lang, rounds=3, long=True), plan=plan, deal=calculation())
        for slide in made.slides:
            for shape in slide.shapes:
                assert 0 <= shape.left <= shape.left + shape.width <= made.slide_width
                assert 0 <= shape.top <= shape.top + shape.height <= made.slide_height


# ---- pictures


@pytest.mark.parametrize("lang", LANGS)
def test_an_svg_has_its_texts_as_texts_and_inks_of_its_own(lang):
    drawn = pictures.svg(radar_picture(fit(lang), lang)).decode()
    texts = {text.text for text in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")}
    assert set(element_names(lang).values()) <= texts
    assert "currentColor" not in drawn


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ({"number": [2, 1], "name": ["解决方案", "战略"]}, ["1 战略 · 2 解决方案"]),
        ({"number": [1, 2], "text": ["Meet", "=1+1 " + "w" * 200]}, ["1 Meet", f"2 =1+1 {'w' * 83}…"]),
        ({"number": [], "name": []}, []),
    ],
)
def test_a_picture_with_numbers_says_what_they_stand_for(columns, key):
    made = pictures.on_paper(Picture({}, columns, ""), 720, None, "#FFFFFF")
    assert made.get("title", {"text": []})["text"] == key


def test_a_png_is_twice_as_large_as_the_picture():
    picture = radar_picture(fit(), "en")
    made = pictures.png(picture, width=300)
    assert made.startswith(b"\x89PNG")
    wide = ElementTree.fromstring(pictures.svg(picture, width=300)).get("width")
    assert struct.unpack(">I", made[16:20])[0] == 2 * round(float(wide))


# ---- what comes next


def test_without_a_plan_blind_spots_come_before_weaknesses_and_weaknesses_before_strengths():
    steps = next_steps(fit(), None, "en", 6)
    assert [one.element for one in steps] == ["strategy", "communication", "processes", "systems", "people", "knowledge"]
    assert [one.owner for one in steps] == [""] * 6


def test_a_plan_goes_before_the_zones_and_what_is_done_comes_last():
    plan = planned(count=4, told=False)
    first, *others = plan.actions
    steps = next_steps(fit(), plan._replace(actions=(first._replace(status="done"), *others)), "en")
    assert [one.element for one in steps] == ["relationships", "communication", "solutions", "strategy"]


# ---- the plan


@pytest.mark.parametrize("lang", LANGS)
def test_targets_and_shares_are_powerpoints_own_charts(lang):
    _, course, money, points = deck(lang, plan=planned(lang)).slides
    charts = [next(shape.chart for shape in slide.shapes if shape.has_chart) for slide in (course, money, points)]
    assert [chart.chart_type for chart in charts] == [XL_CHART_TYPE.RADAR_MARKERS, *[XL_CHART_TYPE.BAR_STACKED_100] * 2]
    assert [series.values[0] for series in charts[0].plots[0].series] == [2, 5, 5, 5]  # strategy: today and at three horizons
    assert [[round(value, 3) for value in series.values] for series in charts[1].plots[0].series] == [[0.834, 0.429], [0.166, 0.571]]
    assert [list(series.values) for series in charts[2].plots[0].series] == [[0.4, 4 / 9], [0.6, 5 / 9]]
    rows = [[cell.text for cell in row.cells] for shape in money.shapes if shape.has_table for row in shape.table.rows]
    assert [row[1:] for row in rows[1:]] == [["¥4,006", "¥12,000", "+¥7,994"], ["¥800", "¥16,002", "+¥15,202"]]


def test_the_title_names_the_side_that_loses():
    plan = planned()._replace(actions=(planned().actions[0]._replace(**amounts(9, 0, 1, 9)),))
    assert deck(plan=plan).slides[-1].shapes.title.text_frame.text == "In money, the plan is not fair yet: the supplier would not gain"


def test_a_plan_whose_amounts_are_not_told_is_a_table_alone():
    (steps,) = deck(plan=planned(told=False)).slides
    assert not [shape for shape in steps.shapes if shape.has_chart]


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_a_plan_holds_amounts_only_where_they_are_told(lang):
    told, untold = tables.plan(planned(lang), lang), tables.plan(planned(lang, told=False), lang)
    assert told.head[:9] == untold.head
    assert [len(row) for row in untold.rows] == [9] * 4
    assert told.rows[0][9:] == (5, "CNY", *map(Decimal, ("1000", "200", "3000", "4000.5", "2000", "3800.5")), "Between us")
    points, bare, _ = told.rows[4:]
    assert points[10:13] == (words("take_along", lang)["points"], 2, 3)
    assert bare[11:17] == (None,) * 6


@pytest.mark.parametrize("typed", LIVE)
def test_what_somebody_typed_into_a_plan_begins_no_formula(typed):
    action = planned().actions[0]._replace(text=typed, owner=typed, indicator=typed, note=typed)
    file = tables.csv(tables.plan(planned()._replace(actions=(action,)), "en"))
    _, row = csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    assert all(row[column].startswith("'") for column in (2, 3, 8, 17))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("known", "page"), [("guessed", "triple_fit"), ("example", "take_along")])
def test_what_has_to_be_known_of_the_figures_is_in_every_file(lang, known, page):
    said, of = words(page, lang)[known], fit(lang, **{known: True})
    assert "".join(said.split()) in "".join(Pdf(one_page(of, lang)).text.split())
    assert any(said in shape.text_frame.text for shape in deck(lang, fit=of).slides[0].shapes if shape.has_text_frame)
    assert said in Xlsx(workbook_of(lang, fit=of)).cells.values()
    assert said not in Xlsx(workbook_of(lang, fit=fit(lang))).cells.values()
