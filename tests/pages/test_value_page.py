"""The value formulas: what a change of one figure does to all that is shown."""

import re
from decimal import Decimal

import pytest
from streamlit.proto.LabelVisibility_pb2 import LabelVisibility

from workbook.content import book
from workbook.ui.deal import BOUNDS, CHOSEN, DRIVERS, LINES, LINK

TERMS = ("product", "seller", "perception", "cost")
LOOKS = ("steps", "levers", "ranges", "map")
FORMULAS = book().formulas


def verdict(screen):
    """What the page says of the deal, and whether it closes."""
    said = [*screen.at.success, *screen.at.error]
    assert len(said) == 1
    return bool(screen.at.success), said[0].value.replace("\\$", "$")


def link(screen):
    """The address that whoever asks for it is shown."""
    screen.at.session_state[LINK] = True
    return screen.run().at.code[0].value


@pytest.fixture
def value(open_page):
    return open_page("value")


def test_it_begins_with_a_deal_that_does_not_close(value):
    assert value.metrics == ["¥5,000", "¥3,000", "−¥200"]
    assert verdict(value) == (False, "No deal: the customer would lose ¥200.")


def test_a_slider_moves_formulas_verdict_picture_and_link(value):
    link(value)
    value.slide("product:slider", 6000.0)
    assert value.metrics == ["¥7,500", "¥4,500", "+¥1,300"]
    assert verdict(value) == (True, "Deal: the customer keeps ¥1,300 after every cost.")
    assert value.charts[0].table["end"] == [6000, 7500, 4500, 4500, 1300, 1300]
    assert "product=6000&" in value.at.code[0].value


def test_no_figure_waits_for_a_link_that_nobody_sees(value):
    assert not value.slide("product:slider", 6000.0).at.code


@pytest.mark.parametrize("look", ["steps", "map"])
def test_what_a_picture_says_changes_with_the_verdict_and_not_with_every_figure(value, look):
    said = value.choose("look", look).charts[0].alt
    assert value.slide("product:slider", 3600.0).charts[0].alt == said
    assert value.slide("product:slider", 6000.0).charts[0].alt != said


def test_a_picture_in_which_nothing_is_taken_away_names_no_largest_step_down(value):
    lost = value.word("waterfall_most", most=value.word("lost_in_perception"))
    cost = value.word("waterfall_most", most=value.word("cost"))
    assert cost in value.charts[0].alt
    assert lost in value.type("cost:box", 100.0).charts[0].alt
    alt = value.type("perception:box", 1.0).type("cost:box", 0.0).charts[0].alt
    assert lost not in alt
    assert cost not in alt


@pytest.mark.parametrize("name", TERMS)
def test_slider_and_number_box_agree_whichever_is_moved(value, name):
    value.slide(f"{name}:slider", 1.2)
    assert value.box(f"{name}:box").value == 1.2
    value.type(f"{name}:box", 0.7)
    assert value.slider(f"{name}:slider").value == 0.7


def test_a_figure_beyond_the_slider_can_be_typed(value):
    value.type("product:box", 2_000_000.0)
    assert value.metrics[0] == "¥2,001,500"
    slider = value.slider("product:slider")
    assert (slider.value, slider.max) == (2_000_000, 5_000_000)


def test_a_figure_out_of_range_is_refused_in_a_sentence_and_changes_nothing(value):
    value.type("perception:box", 55.0)
    assert value.metrics[1] == "¥3,000"
    assert [error.value for error in value.at.error][-1].startswith("Not taken: this figure runs from 0 to 1.5; it stays at 0.6.")


@pytest.mark.parametrize(("box", "way"), [("weight_product", ("perception_mode", "drivers")), ("effort_seller", ("look", "levers"))])
def test_a_weight_and_days_out_of_range_are_refused_in_the_readers_words(open_page, lang, box, way):
    screen = open_page("value", lang).choose(*way).type(box, 7.0)
    for typed in (101.0, -1.0):
        assert screen.type(box, typed).says(screen.word("refused", least=0, most=100, now=7))
        assert screen.box(box).value == 7.0
    assert (screen.box(box).min, screen.box(box).max) == (None, None)  # Streamlit would refuse in English
    screen.type(box, 8.0)
    assert not screen.says(screen.word("refused", least=0, most=100, now=7))


def test_an_example_gives_ones_own_deal_back(value):
    value.type("product:box", 4_000.0)
    value.choose("example", "saas")
    value.choose("example", "own")
    assert value.metrics[0] == "¥5,500"


def test_an_emptied_number_box_keeps_the_figure(value):
    value.type("product:box", None)
    assert value.metrics[0] == "¥5,000"


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_shows_something_and_leaves_the_figures_alone(open_page, look, lang):
    screen = open_page("value", lang).choose("look", look)
    assert screen.metrics == ["¥5,000", "¥3,000", "−¥200"]
    assert len(screen.charts) == {"steps": 1, "levers": 0, "ranges": 2, "map": 1}[look]


def test_the_levers_name_the_tipping_points_and_the_cheapest(value):
    value.choose("look", "levers")
    assert all(value.says(figure) for figure in ("0.64", "¥1,833.33", "¥3,000"))
    assert value.says("Cheapest by your effort, in days:")


def test_a_lever_that_promises_too_much_is_not_praised_for_being_cheap(open_page, lang):
    screen = open_page("value", lang, product="1000", seller="0", perception="0.9", cost="1100").choose("look", "levers")
    assert screen.says(screen.word("lever_over_promised"))
    assert screen.says(screen.word("cheapest_over_promised"))


def test_a_lever_that_promises_no_more_than_there_is_needs_no_warning(open_page, lang):
    screen = open_page("value", lang, product="1000", seller="0", perception="0.9", cost="950").choose("look", "levers")
    assert not screen.says(screen.word("lever_over_promised"))
    assert not screen.says(screen.word("cheapest_over_promised"))


def test_at_exactly_zero_the_smallest_step_is_enough(open_page):
    screen = open_page("value", product="5000", seller="0", perception="0.5", cost="2500").choose("look", "levers")
    assert screen.says(
        "Right at the tipping point: the smallest step in perception, the salesperson's contribution or the cost closes the deal."
    )


def test_no_deal_that_closes_is_said_to_be_out_of_reach(open_page, lang):
    screen = open_page("value", lang, product="10000000000", perception="1.2", cost="9000000000").choose("look", "levers")
    assert screen.says("¥12,000,001,800")
    assert not screen.says(screen.word("problem_out_of_reach"))


NEXT_TO_NOTHING = "0.0000000000000000000001"


@pytest.mark.parametrize(
    ("deal", "said"),
    [
        (
            {"product": "5000", "seller": "0", "perception": NEXT_TO_NOTHING, "cost": "10000000000"},
            "¥100,000,000,000,000,000,000,000,000,000,000",
        ),
        ({"product": NEXT_TO_NOTHING, "seller": "0", "perception": "0.5", "cost": "1000"}, "10,000,000,000,000,000,000,000,000"),
    ],
)
@pytest.mark.parametrize("look", LOOKS)
def test_next_to_nothing_is_no_fault(open_page, look, deal, said):
    screen = open_page("value", **deal).choose("look", look)
    assert not verdict(screen)[0]
    assert look != "levers" or screen.says(said)


def test_a_range_in_dollars_is_heard_without_the_signs_of_markdown(open_page):
    value = open_page("value", product="3500", currency="USD").choose("look", "ranges")
    assert value.slider("spread_product").label == "Product: $2,800 – $3,500 – $4,200"
    assert value.says("Product: $2,800 – $3,500 – $4,200")


def test_a_range_never_leaves_out_what_is_expected(value):
    value.choose("look", "ranges").slider("spread_product").set_range(10, 20)
    assert value.run().slider("spread_product").value == (0, 20)
    assert value.slider("spread_product").label == "Product: ¥3,500 – ¥3,500 – ¥4,200"


def test_a_rounded_perception_is_marked(value):
    value.choose("perception_mode", "drivers").slide("driver_product:slider", 0.1)
    assert value.says("The weighted mean gives k ≈ 0.4333.")
    assert value.at.metric[1].delta == "¥5,000 × ≈ 0.4333"


def test_an_effort_can_make_another_lever_the_cheapest(value):
    value.choose("look", "levers")
    before = [info.value for info in value.at.info]
    for lever in ("perception", "seller", "cost"):
        value.type(f"effort_{lever}", 0.0 if lever == "seller" else 100.0)
    after = [info.value for info in value.at.info]
    assert before != after
    assert "the salesperson's contribution, about 0." in after[0]


def test_a_wider_range_of_perception_makes_it_the_widest_bar(value):
    value.choose("look", "ranges")
    for term in TERMS:
        value.slider(f"spread_{term}").set_range(0, 0)
    value.slider("spread_perception").set_range(-50, 50)
    value.run()
    tornado = value.charts[1]
    assert tornado.table["term"][:2] == ["perception", "perception"]
    assert tornado.table["surplus"][:2] == [-1700, 1300]
    assert tornado.table["surplus"][2:] == [-200] * 6


@pytest.mark.parametrize("example", FORMULAS.examples, ids=lambda example: example.id)
def test_an_example_brings_its_figures(value, example):
    value.choose("example", example.id)
    product, seller = example.product, example.seller
    assert value.metrics[0] == f"¥{product + seller:,.0f}"
    assert value.says(example.statements[0].en)
    assert all(value.box(f"{line}:box").value == dict(example.lines)[line] for line in LINES if example.id != "own")


def test_choosing_an_example_again_after_changes_starts_over(value):
    value.choose("example", "saas").slide("product:slider", 0.0)
    assert value.metrics[0] == "¥6,000"
    assert value.choose("example", "scrm").choose("example", "saas").metrics[0] == "¥30,000"


def test_three_drivers_start_from_the_one_figure_and_their_mean_counts(value):
    value.choose("perception_mode", "drivers")
    assert [value.slider(f"driver_{name}:slider").value for name in DRIVERS] == [0.6, 0.6, 0.6]
    value.slide("driver_service:slider", 1.2)
    assert value.says("The weighted mean gives k = 0.8.")
    assert value.metrics[1] == "¥4,000"
    value.type("weight_service", 0.0)
    assert value.metrics[1] == "¥3,000"


def test_without_any_weight_the_page_says_what_is_missing(value):
    value.choose("perception_mode", "drivers")
    for name in DRIVERS:
        value.type(f"weight_{name}", 0.0)
    assert value.says(value.word("weights_zero"))
    assert value.metrics[1] == "¥0"


def test_cost_lines_add_up_and_go_back_to_one_figure(value):
    value.choose("cost_mode", "lines").slide("risk:slider", 400.0)
    assert value.metrics[2] == "−¥600"
    value.choose("cost_mode", "one")
    assert value.box("cost:box").value == 3600.0


@pytest.mark.parametrize(("total", "price", "risk"), [(4000.0, 3600.0, 400.0), (400.0, 0.0, 400.0), (300.0, 300.0, 0.0)])
def test_another_total_changes_the_price_and_leaves_the_other_lines(value, total, price, risk):
    value.choose("cost_mode", "lines").slide("risk:slider", 400.0).choose("cost_mode", "one")
    value.box("cost:box").set_value(total)
    value.run().choose("cost_mode", "lines")
    assert (value.slider("price:slider").value, value.slider("risk:slider").value) == (price, risk)


def test_favours_decide_and_can_be_taken_away(value):
    value.choose("example", "favours")
    assert verdict(value)[0]
    assert value.says("This deal hangs on the favours (¥400)")
    assert value.says(value.word("weak_points"))
    value.at.toggle[0].set_value(True)
    value.run()
    assert verdict(value) == (False, "No deal: the customer would lose ¥150.")
    assert value.says("With them the surplus would be +¥250.")


def test_leaving_the_hidden_account_out_forgets_it(value):
    value.choose("example", "favours").choose("hidden", False)
    assert value.metrics[2] == "−¥150"
    assert not value.at.toggle
    assert value.choose("hidden", True).box("favours:box").value == 0


def test_rivals_make_the_cost_feel_higher(value):
    value.choose("hidden", True).slide("rivals:slider", 300.0)
    assert value.metrics[2] == "−¥500"


@pytest.mark.parametrize("look", LOOKS)
def test_zero_everywhere_gives_a_sentence_and_no_missing_figure(open_page, lang, look):
    screen = open_page("value", lang, **dict.fromkeys(TERMS, "0")).choose("look", look)
    assert screen.metrics == ["¥0", "¥0", "¥0"]
    assert verdict(screen) == (False, screen.word("verdict_nothing"))
    assert not any(re.search(r"\b(nan|inf)\b", text, re.IGNORECASE) for text in screen.texts)


@pytest.mark.parametrize(
    ("figures", "word"),
    [
        ({"perception": "0"}, "verdict_blind"),
        ({"cost": "3000"}, "verdict_zero"),
        ({"perception": "1.2"}, "over_promised"),
        ({"cost": "0"}, "verdict_deal"),
    ],
)
def test_every_edge_has_its_own_sentence(open_page, figures, word):
    screen = open_page("value", **({"product": "3500", "seller": "1500", "perception": "0.6", "cost": "3200"} | figures))
    begin = book().words["value"][word]["en"].partition("{")[0]
    assert screen.says(begin)


@pytest.mark.parametrize("look", LOOKS)
def test_dollars_stay_amounts_and_become_no_formula(value, look):
    value.choose("example", "favours").choose("look", look)
    value.selectbox("currency").set_value("USD")
    value.run()
    assert value.metrics[0] == "$3,500"
    # Markdown takes what stands between two unescaped dollar signs for a formula
    spoken = [element.value for kind in ("markdown", "caption", "success", "error", "warning", "info") for element in value.at.get(kind)]
    labelled = (*value.at.slider, *value.at.number_input, *value.at.metric, *value.at.toggle)
    labels = [one.label for one in labelled if one.proto.label_visibility.value == LabelVisibility.VISIBLE]
    assert [text for text in [*spoken, *labels] if re.search(r"(?<!\\)\$", text)] == []
    assert value.choose("example", "own").metrics[0] == "$5,000"


def test_the_language_switch_keeps_every_figure_and_way_of_entering(value):
    value.choose("example", "saas").choose("perception_mode", "drivers").choose("look", "levers").slide("price:slider", 12345.0)
    value.selectbox("currency").set_value("EUR")
    before = value.run().metrics
    value.switch("zh")
    assert value.metrics == before
    assert [value.chosen(name) for name in ("example", "perception_mode", "cost_mode", "look")] == ["saas", "drivers", "lines", "levers"]
    assert value.slider("price:slider").value == 12345.0
    assert value.switch("en").metrics == before


def test_another_page_and_back_keeps_the_deal(value):
    value.slide("product:slider", 6000.0).choose("look", "map").go("compare").go("value")
    assert value.metrics[0] == "¥7,500"
    assert value.chosen("look") == "map"


def test_an_address_opens_its_deal(open_page, lang):
    screen = open_page("value", lang, product="3500", seller="1500", perception="0.6", cost="3200", currency="HKD")
    assert screen.metrics == ["HK$5,000", "HK$3,000", "−HK$200"]
    assert not screen.at.warning
    assert screen.chosen("example") == "own"


def test_an_address_opens_lines_drivers_and_favours(open_page):
    driven = {f"driver_{name}": factor for name, factor in zip(DRIVERS, ("0.3", "0.6", "0.9"), strict=True)}
    screen = open_page("value", product="1000", seller="0", price="300", effort="50", favours="20", **driven)
    assert screen.metrics == ["¥1,000", "¥600", "+¥270"]
    assert [screen.chosen(name) for name in ("perception_mode", "cost_mode", "hidden")] == ["drivers", "lines", True]


def test_after_a_link_the_figures_can_be_changed(open_page):
    screen = open_page("value", product="3500", seller="1500", perception="0.6", cost="3200").slide("cost:slider", 1000.0)
    assert screen.metrics[2] == "+¥2,000"


@pytest.mark.parametrize(
    "change",
    [
        lambda screen: screen.slide("cost:slider", 1000.0),
        lambda screen: screen.at.toggle[0].set_value(True),
        lambda screen: next(box for box in screen.at.selectbox if box.label == screen.word("currency")).set_value("USD"),
    ],
)
def test_an_address_says_no_other_deal_than_the_page_and_keeps_all_else(open_page, change):
    screen = open_page("value", product="3500", seller="1500", favours="200", currency="EUR", utm="x").choose("look", "levers")
    assert {"product", "currency"} <= set(screen.at.query_params)
    change(screen)
    screen.run().run()
    assert set(screen.at.query_params) == {"lang", "utm"}


def test_what_an_address_gets_wrong_is_said_until_its_deal_is_changed(open_page):
    screen = open_page("value", product="3500", currency="XXX", without="all").choose("look", "levers")
    assert screen.run().says(screen.word("link_ignored", names="Currency; Take away the favours"))
    assert "product" in screen.at.query_params


def test_a_link_says_the_same_to_whoever_opens_it_and_ones_own_deal_can_be_brought_back(value):
    value.type("cost:box", 9_999.0)
    value.follow(product="4000", seller="1000", perception="0.5", cost="nothing")
    assert value.metrics == ["¥5,000", "¥2,500", "−¥700"]
    assert value.press("bring_back").metrics[2] == "−¥6,999"
    assert value.word("bring_back") not in [button.label for button in value.at.button]


def test_a_link_over_an_example_shows_whose_figures_these_are_and_gives_ones_own_back(value):
    value.type("product:box", 4_000.0)
    value.choose("example", "scrm")
    value.follow(product="1000", seller="0")
    assert (value.chosen("example"), value.metrics[0]) == ("own", "¥1,000")
    assert (value.press("bring_back").chosen("example"), value.metrics[0]) == ("scrm", "¥5,500")
    assert value.choose("example", "own").metrics[0] == "¥5,500"


def test_a_link_over_figures_that_nobody_typed_offers_no_way_back(value):
    value.follow(product="4000")
    assert value.word("bring_back") not in [button.label for button in value.at.button]


@pytest.mark.parametrize(("given", "shown"), [("0.6", "%.2f"), ("0.667", "%.3f"), ("0.6667", "%.4f"), ("0.666667", "%.6f")])
def test_slider_box_and_working_show_a_perception_with_the_same_decimals(open_page, given, shown):
    screen = open_page("value", product="1000", seller="0", perception=given, cost="0")
    formats = {one.proto.format for one in (*screen.at.slider, *screen.at.number_input) if one.value == float(given)}
    assert formats == {shown}
    assert f"¥1,000 × {(shown % float(given)).rstrip('0')}" in [one.delta for one in screen.at.metric]


@pytest.mark.parametrize("bad", ["abc", "-1", "1e3", "99999999999", "nan"])
def test_a_bad_figure_in_the_address_is_named_and_the_rest_is_used(open_page, bad):
    screen = open_page("value", product=bad, seller="2500")
    assert screen.says("Ignored in the address, because it is not a figure that fits: Product contribution, P.")
    assert screen.metrics[0] == "¥6,000"


@pytest.mark.parametrize(
    ("query", "lacking"),
    [
        ({"product": "4000", "seller": "1000"}, "Perception, k; Cost to the customer, C"),
        ({"product": "4000", "driver_service": "0.9", "price": "100"}, "Salesperson's contribution, S"),
        ({"currency": "EUR"}, "Product contribution, P; Salesperson's contribution, S; Perception, k; Cost to the customer, C"),
        ({"product": "4000", "seller": "1000", "perception": "0.5", "cost": "2400"}, None),
        ({"product": "4000", "seller": "abc"}, None),
        ({"product": "abc"}, None),
    ],
)
def test_what_an_address_lacks_is_named(open_page, query, lacking):
    screen = open_page("value", **query)
    noted = [one.value for one in screen.at.warning if one.value.startswith("Missing")]
    assert noted == ([screen.word("link_lacks", names=lacking)] if lacking else [])
    if lacking:
        assert not screen.slide("product:slider", 6000.0).at.warning


def test_each_bad_figure_in_the_address_is_named_as_on_the_page(open_page):
    screen = open_page("value", "zh", **dict.fromkeys((*BOUNDS, *CHOSEN), "bad"))
    (note,) = [one for one in screen.at.warning if one.value.startswith("地址里")]
    named = note.value.partition("：")[2].partition("。")[0].split("；")
    assert len(named) == len(BOUNDS) + len(CHOSEN)
    assert {"客户认知（k）", "价格", "对服务的认知", "权重：对服务的认知", "货币", "把人情拿掉"} < set(named)


def test_an_address_without_a_figure_that_fits_leaves_the_deal_as_it_was(value):
    value.slide("product:slider", 4000.0)
    for name in ("product", "currency"):
        value.at.query_params[name] = "abc"
    value.run()
    assert value.says(value.word("link_nothing", names="Product contribution, P; Currency"))
    assert value.metrics[0] == "¥5,500"


def test_cost_lines_that_contradict_the_total_are_mentioned(open_page):
    screen = open_page("value", product="1000", perception="1", price="1", cost="500")
    assert screen.says(screen.word("link_cost_differs"))
    assert screen.metrics[2] == "+¥2,000"


def test_drivers_that_contradict_the_perception_are_mentioned(open_page):
    screen = open_page("value", product="1000", seller="0", perception="0.9", driver_product="0.5", cost="0")
    assert screen.says(screen.word("link_perception_differs"))
    assert (screen.metrics[1], screen.chosen("perception_mode")) == ("¥900", "one")


def test_at_a_cost_of_nothing_any_perception_is_enough(open_page):
    assert open_page("value", cost="0").choose("look", "levers").says("Any perception above 0 is enough, because the cost is 0.")


def test_the_copied_address_opens_the_same_deal(open_page, value):
    value.choose("example", "favours").choose("perception_mode", "drivers").slide("driver_product:slider", 0.31)
    path, _, query = link(value).partition("?")
    opened = open_page("value", **dict(pair.split("=") for pair in query.split("&")))
    assert path.endswith("/value")
    assert opened.metrics == value.metrics
    assert link(opened) == link(value)


def test_the_waterfall_of_a_picture_adds_up(value):
    table = value.choose("example", "scrm").charts[0].table
    assert table["step"] == ["product", "seller", "perception", "customer_value", "cost", "surplus"]
    assert Decimal(str(table["end"][-1])) == Decimal("5500") * Decimal("0.3") - Decimal(3000)
