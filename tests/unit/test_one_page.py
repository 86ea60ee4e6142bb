import re
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from taken import LONG, NOW, fit, planned
from written import Pdf

from workbook.canvas import score
from workbook.content import book
from workbook.exports import paper, pictures
from workbook.exports.given import radar_said, words
from workbook.exports.one_page import one_page
from workbook.text import LANGS


def page(lang="en", *, paper="a4", plan=None, **given):
    return Pdf(one_page(fit(lang, **given), lang, plan=plan, paper=paper))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize("long", [False, True])
def test_it_is_one_page_whatever_its_words(lang, paper, long):
    plan = planned(lang, long=long, count=14, vision=LONG[lang]["what"])
    assert page(lang, paper=paper, plan=plan, long=long, rounds=4 if long else 1).pages == 1


@pytest.mark.parametrize("lang", LANGS)
def test_its_text_can_be_read_back(lang):
    text, x, elements = page(lang, rounds=2, plan=planned(lang)).text, words("take_along", lang), book().canvas.elements
    assert text.startswith(x["report"])
    # the nine elements are in the radar, though some stand nowhere else
    assert [element.name[lang] for element in elements if element.name[lang] not in text] == []
    # the customer's second rater scores a point better, up to 5: (22 + 29) / 2 / 8 elements
    overall = words("triple_fit", lang)["of_five"].format(score="3.6")
    assert overall in text
    assert [part for part in (x["largest"], x["trend"], x["zones"], x["next_steps"], "Acme", "Kim") if part not in text] == []
    assert ("31 Dec 2026" if lang == "en" else "2026年12月31日") in text


def test_the_three_widest_gaps_stand_with_both_scores_and_their_zone():
    text = page().text
    assert "Strategy+3supplier 5, customer 2 (Blind spot)" in text
    assert "Communication+2supplier 4, customer 2 (Blind spot)" in text
    assert "People−2supplier 3, customer 5 (Hidden strength)" in text
    assert "Knowledge−2" not in text


def test_the_radar_names_no_highest_where_all_scores_are_equal():
    def said(**scores):
        return radar_said(score({"supplier": scores}, book().canvas.zones.thresholds), "en")

    assert said(strategy=5, people=2) == "Radar of nine elements. Supplier highest in Strategy, lowest in People."
    assert said(strategy=5, people=2, systems=2) == "Radar of nine elements. Supplier highest in Strategy, lowest in Systems, People."
    assert said(strategy=5) == said(strategy=3, people=3) == "Radar of nine elements. Supplier: no score higher than another."


def test_long_texts_are_there_as_far_as_they_fit():
    assert LONG["zh"]["owner"] in page("zh", plan=planned("zh", long=True), long=True).text
    assert "W" * 80 in page("en", long=True).text


def test_without_a_plan_the_zones_say_what_to_do_and_leave_room_for_who_and_when():
    text = page().text
    assert "Talk before you act" in text
    assert "Fill in who and when." in text
    assert "Fill in who and when." not in page(plan=planned()).text


def test_it_is_tagged_named_and_carries_its_fonts():
    file = page("zh").file
    assert b"/MarkInfo<</Marked true" in file
    assert b"/Lang(zh-CN)" in file
    assert b"pdfuaid:part" in file
    assert file.count(b"/FontDescriptor/FontName") == file.count(b"/Type/FontDescriptor") == file.count(b"/FontFile3") > 0


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_it_is_made_wherever_the_reader_is(zone):
    assert "23 Nov 2026" in page(on=datetime(2026, 11, 23, 12, 0, 7, 5, tzinfo=ZoneInfo(zone))).text


def test_what_somebody_typed_stands_as_typed():
    typed = '#panic("x") *b* $y$ = @z \\ <a>'
    assert typed in page(name=typed).text


@pytest.mark.parametrize(
    "name", ["Škoda Auto", "Dvořák", "Łódź Győr İstanbul Țară", "Київ Ґєі", "Ελλάς ΐώΆ", "₹ ₺ ₽ £", "Երևան", "國際電機", "삼성전자"]
)
def test_a_name_keeps_its_letters(name):
    assert name in page(name=name).text


def test_every_sign_that_is_not_made_a_box_can_be_drawn_in_both_weights(tmp_path):
    signs = (pictures.FONTS / "characters.txt").read_text(encoding="utf-8")
    shared = Path(paper.__file__).with_name("paper.typ")
    (tmp_path / shared.name).write_bytes(shared.read_bytes())
    sheet = "size => { set text(size: 1pt); d.signs; strong(d.signs) }"
    (tmp_path / "signs.typ").write_text(f'#import "paper.typ": d, page-of\n#page-of({sheet})')
    # a sign without a glyph would be against PDF/UA, and nothing would be made
    assert paper.printed(tmp_path / "signs.typ", {"title": "Signs", "signs": " ".join(signs)}, "en", "a4", NOW)


@pytest.mark.parametrize("name", ["國際電機", "삼성전자"])
def test_what_only_the_regular_face_has_is_as_bold_in_a_heading_as_the_rest(name):
    thicker = rb"\b2 Tr\b"
    assert any(re.search(thicker, content) for content in page(name=name)._streams())
    assert not any(re.search(thicker, content) for content in page(name="国际电机")._streams())


def test_a_sign_that_no_font_has_is_a_box():
    assert "Ace □ 王玥" in page(name="Ace 🚀🚀 王玥").text


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [("展厅500㎡", "展厅500m2"), ("每台3㎏", "每台3kg"), ("✔\ufe0f完成", "✔完成"), ("می\u200cخ", "میخ"), ("🏭\ufe0f", "□")],
)
def test_a_sign_that_can_be_written_otherwise_or_is_not_seen_is_no_box(typed, drawn):
    assert paper.typed(typed, 80) == drawn


def test_a_canvas_that_nobody_rated_is_a_page_too():
    nothing = score({}, book().canvas.zones.thresholds)
    text = page(found=nothing, together={"supplier": {}, "customer": {}}, trend=(), ratings=()).text
    assert "0 of 9 rated" in text
    assert "Nothing is planned yet." in text
    assert [name for name in ("Zones", "Trend", "round so far") if name in text] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_trend_of_many_rounds_stands_in_columns_of_its_own(lang):
    rows = [line for line in page(lang, rounds=6).lines if sum(" / " in text for _, text in line) == 3]
    assert [row[0][1] for row in rows] == [words("triple_fit", lang)["round_now"].format(round=number) for number in (3, 4, 5, 6)]
    assert [row for row in rows if min(right[0] - left[0] for left, right in pairwise(row)) < 40] == []


def test_a_trend_that_a_report_leaves_out_is_not_on_it():
    assert "Trend" not in page(rounds=3, trend=None, past=()).text


@pytest.mark.parametrize("lang", LANGS)
def test_a_plan_brings_its_vision_its_next_review_and_both_verdicts(lang):
    text, x = page(lang, plan=planned(lang, count=5)).text, words("take_along", lang)
    assert x["vision"].format(vision="One firm") in text
    assert x["more_steps"].format(count=2) in text
    assert ("supplier +¥9,990, customer +¥19,002.50" if lang == "en" else "供应商+¥9,990，客户+¥19,002.50") in text
    assert ("In points, the plan is worth it for both sides" if lang == "en" else "按分值算，计划对双方都划算") in text
    assert ("22 Feb 2027" if lang == "en" else "2027年2月22日") in text


def test_a_plan_whose_amounts_are_not_told_has_no_verdict():
    text = page(plan=planned(told=False)).text
    assert "One firm" in text
    assert "¥" not in text
    assert "worth it" not in text
