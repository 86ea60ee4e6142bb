"""The process: its tabs, the gate for one lead, the funnel in two designs, a CRM's rates, the black hole."""

import pytest

from tests.pages.conftest import only
from workbook.content import book
from workbook.text import listed, literal, sentences

OWN = {"steps": "rules", "gate": "gate_lead", "funnel": "funnel_lead", "black_hole": "black_hole_lead"}
QUOTES = {
    "motivation": "I have to show my boss a result",
    "need": "Without it we cannot open shops",
    "expectation": "Half the answering time",
}
EXPORT = "id,stage,status,amount\n1,Qualified,Lost,\n2,Proposal,Lost,\n3,Proposal,Won,100\n4,Somewhere,Lost,50\n4,Proposal,Won,50\n"


def write(screen, **words):
    for name, text in words.items():
        screen.text(name).set_value(text)
        screen.run()
    return screen


def upload(screen, text, name="deals.csv"):
    screen.at.file_uploader(key="crm-file").upload(name, text if isinstance(text, bytes) else text.encode(), "text/csv")
    return screen.run()


@pytest.mark.parametrize(("tab", "own"), OWN.items())
def test_an_address_opens_its_tab_and_no_other(open_page, lang, tab, own):
    screen = open_page("process", lang, tab=tab)
    assert [word for word in OWN.values() if screen.says(screen.word(word))] == [own]


def test_the_tab_stays_open_in_the_other_language(open_page):
    screen = open_page("process", tab="gate").switch("zh")
    assert screen.says(screen.word("gate_lead"))


def test_each_step_says_what_happens_who_decides_and_where(open_page, lang):
    screen = open_page("process", lang)
    for step in book().process.steps:
        parts = (step.name, step.decider, *step.happens, step.decides, step.online, step.person)
        assert all(screen.says(part[lang]) for part in parts)


# ---- the gate


def test_a_problem_alone_stays_a_lead_and_is_asked_for_its_need(open_page, lang):
    screen = write(open_page("process", lang, tab="gate"), problem="我们门店的咨询全靠人工回")
    assert [info.value for info in screen.at.info] == [f"**{screen.word('answer_lead')}** · {screen.word('part_lead')}"]
    assert screen.says(book().process.reasons["problem_alone"][lang])
    assert screen.says(book().process.next["need"][lang])


def test_motivation_need_and_expectation_in_their_own_words_pass(open_page):
    screen = write(open_page("process", tab="gate"), **QUOTES)
    assert screen.at.success[0].value.startswith(f"**{screen.word('answer_opportunity')}**")
    assert screen.says(book().process.next["feasible"].en)


@pytest.mark.parametrize(
    ("tap", "answer", "reason"),
    [("looking", "method", "only_method"), ("choice", "made", "choice_made"), ("called", "us", "taken"), ("must", "no", "no_need")],
)
def test_a_false_friend_is_named_when_it_shows(open_page, tap, answer, reason):
    screen = write(open_page("process", tab="gate"), **QUOTES)
    said = book().process.reasons[reason].en
    assert not screen.says(said)
    screen.choose(tap, answer)
    assert screen.says(said)
    assert not screen.at.success


def test_a_word_is_not_counted_as_a_quotation_and_says_so(open_page):
    screen = write(open_page("process", tab="gate"), need="yes")
    assert screen.says(screen.word("too_short"))
    assert screen.says(book().process.reasons["nothing"].en)


def test_what_is_known_survives_the_language_and_can_be_cleared(open_page):
    screen = write(open_page("process", tab="gate"), **QUOTES).choose("asked", "yes").switch("zh")
    assert screen.text("need").value == QUOTES["need"]
    assert screen.chosen("asked") == "yes"
    screen.press("next_lead")
    assert (screen.text("need").value, screen.chosen("asked")) == ("", None)


# ---- the funnel


def test_the_articles_example_is_there_first_with_what_is_ours_said(open_page, lang):
    screen = open_page("process", lang, tab="funnel")
    assert (screen.box("leads").value, screen.box("with_need").value) == (50, 20)
    assert all(screen.says(said[lang]) for said in book().process.examples[0].statements)
    assert len(screen.at.success) == 1


def test_a_figure_moves_both_designs_and_the_pictures(open_page):
    screen = open_page("process", tab="funnel").type("leads", 100.0)
    left, swings = screen.charts
    assert left.table["cases"][:4] == [100, 100, 100, 40]
    assert left.table["design"][:2] == ["field", "online_two"]
    assert swings.table["step"][0] == "create"


def test_a_difference_of_people_too_small_to_be_shown_is_not_counted(open_page):
    screen = open_page("process", tab="funnel")
    assert "number of people needed falls by" in screen.at.success[0].value
    screen.type("online_fixed", 0.0).type("leads", 1.0)
    assert "people" not in screen.at.success[0].value


def test_without_a_deal_there_is_a_sentence_instead_of_a_figure(open_page):
    screen = open_page("process", tab="funnel").type("rate_guide", 0.0)
    said = [screen.word("no_deal_step", design=screen.word(one), step="Guiding expectations") for one in ("field", "online_two")]
    assert [warning.value for warning in screen.at.warning] == said
    assert screen.says(screen.word("moves_none"))
    assert len(screen.charts) == 1


@pytest.mark.parametrize(("box", "value"), [("rate_guide", 101.0), ("leads", -1.0)])
def test_a_figure_that_cannot_be_is_refused_in_words_and_the_old_one_stays(open_page, box, value):
    screen = open_page("process", tab="funnel")
    before = screen.box(box).value
    screen.type(box, value)
    assert len(screen.at.error) == 1
    assert screen.box(box).value == before


def test_ones_own_numbers_come_back_after_an_example(open_page):
    screen = open_page("process", tab="funnel").choose("example", "own").type("leads", 333.0)
    assert screen.choose("example", "team").box("leads").value == 1000
    assert screen.choose("example", "own").box("leads").value == 333


def test_too_strict_a_screening_is_named(open_page):
    screen = open_page("process", tab="funnel").type("online_rate", 10.0)
    assert screen.says(screen.word("too_strict", online="10", field="20"))


# ---- the CRM


def test_an_export_is_counted_and_every_refused_row_is_named(open_page, lang):
    screen = upload(open_page("process", lang, tab="funnel"), EXPORT)
    assert screen.says(screen.word("refused_rows", count=2))
    assert screen.says(f"5 {screen.word('refused_unmatched')} Somewhere")
    assert screen.says(f"6 {screen.word('refused_twice')} 4 (5)")
    assert screen.says(screen.word("to_match", count=1))


def test_a_stage_matched_by_hand_brings_its_row_back_and_the_rates_into_the_funnel(open_page):
    screen = upload(open_page("process", tab="funnel"), EXPORT)
    next(box for box in screen.at.selectbox if box.label.startswith("Somewhere")).set_value("create")
    screen.run()
    assert screen.says(screen.word("refused_rows", count=1))
    # 2, 3 and 4 went beyond step 3, 1 was lost there; of 2, 3 and 4 one was won
    screen.press("use")
    assert (screen.box("rate_guide").value, screen.box("rate_create").value) == (75, 33.33)
    assert screen.box("rate_convert").value == 20
    assert screen.chosen("example") == "own"


def test_a_wrong_file_says_why_and_loses_nothing(open_page):
    screen = upload(open_page("process", tab="funnel").type("leads", 70.0), b"PK\x03\x04", "deals.csv")
    assert [error.value for error in screen.at.error] == [screen.word("problem_workbook")]
    assert screen.box("leads").value == 70


def test_columns_without_a_known_name_are_matched_by_hand(open_page):
    screen = upload(open_page("process", tab="funnel"), "a,b\n1,won\n2,lost\n")
    assert screen.says(screen.word("no_column"))
    only(screen.at.selectbox, "column:stage").set_value(1)
    screen.run()
    screen.run()
    assert screen.says(screen.word("win_rate_bare", won=1, lost=1, share="50%"))
    (columns,) = [box for box in screen.at.expander if box.label == screen.word("columns")]
    assert columns.proto.expanded  # the next column is chosen there, too


def test_where_a_title_stands_above_the_columns_it_is_said_that_it_has_to_go(open_page, lang):
    screen = upload(open_page("process", lang, tab="funnel"), "2025年商机明细表,,\n编号,阶段,金额\n1,赢单,100\n")
    (told,) = (warning.value for warning in screen.at.warning)
    assert {"en": "delete that line", "zh": "标题行"}[lang] in told


def test_amounts_that_can_be_read_in_two_ways_are_asked_for(open_page, lang):
    screen = upload(open_page("process", lang, tab="funnel"), "stage,amount\nwon,12.500\nwon,3.000\nlost,\n")
    assert screen.says(screen.word("unclear", amount=literal("12.500")))
    assert screen.says(f"2 {screen.word('refused_unclear')} 12.500")
    box = next(box for box in screen.at.selectbox if box.label == screen.word("reading"))
    assert box.options == ["12.500 = 12.5", "12.500 = 12,500"]
    box.set_value(",")
    screen.run()
    screen.run()
    assert screen.says(screen.word("win_rate", won=2, lost=1, share="67%", amount="7,750"))
    assert not screen.says(screen.word("unclear", amount=literal("12.500")))


def test_of_amounts_in_several_currencies_no_mean_is_told(open_page, lang):
    screen = upload(open_page("process", lang, tab="funnel"), "stage,amount\nwon,CNY 80000\nwon,USD 20000\nlost,\n")
    parts = screen.word("win_rate_bare", won=2, lost=1, share="67%"), screen.word("mixed_amounts", currencies=listed(["CNY", "USD"], lang))
    assert screen.says(sentences(parts, lang))


def test_what_was_set_in_the_funnel_is_said_in_the_language_of_the_page(open_page):
    screen = upload(open_page("process", tab="funnel"), EXPORT).press("use").switch("zh")
    names = {step.id: step.name.zh for step in book().process.steps}
    steps = [screen.word("one_rate", step=names[step], rate=rate) for step, rate in (("guide", " 66.67%"), ("create", " 50%"))]
    assert screen.says(screen.word("used", steps="、".join(steps)))


# ---- the black hole


def test_checks_make_a_score_and_the_first_thing_to_do(open_page, lang):
    screen = open_page("process", lang, tab="black_hole")
    assert screen.says(screen.word("light_none"))
    only(screen.at.pills, "stage").set_value(["recorded", "dated"])
    screen.run()
    assert screen.says(screen.word("light_dark", score=2, of=18))
    assert screen.says(book().process.things[1].first["recorded"][lang])


def test_what_is_not_recorded_is_said_not_to_count(open_page):
    screen = open_page("process", tab="black_hole")
    only(screen.at.pills, "visit").set_value(["seen"])
    screen.run()
    assert screen.says(screen.word("not_counted", things="Visit"))
