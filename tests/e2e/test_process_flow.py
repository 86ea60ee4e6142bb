"""The process in a browser: a lead at the gate on a phone, and an export that only a real server can take."""

from playwright.sync_api import expect

from workbook.content import book

WORDS = book().words["process"]


def test_the_verdict_of_the_gate_stays_in_sight_on_a_phone_and_outlasts_a_reload(visit):
    here = visit("zh", width=390).open("process", lang="zh", tab="gate")
    here.page.get_by_role("textbox", name=WORDS["problem"].zh, exact=True).fill("我们门店的咨询全靠人工回")
    last = here.page.get_by_role("radio", name=book().process.taps[-1].options["no"].zh, exact=True)
    last.scroll_into_view_if_needed()
    last.click()
    expect(here.part("gate-verdict")).to_contain_text(WORDS["answer_let_go"].zh)
    expect(here.part("gate-verdict")).to_be_in_viewport()
    here.settled()
    here.page.reload()
    here.ready()
    expect(here.page.get_by_role("textbox", name=WORDS["problem"].zh, exact=True)).to_have_value("我们门店的咨询全靠人工回")
    expect(here.part("gate-verdict")).to_contain_text(WORDS["answer_let_go"].zh)


def test_an_export_of_several_megabytes_sets_the_rates_and_survives_the_language(visit, tmp_path):
    file = tmp_path / "deals.csv"
    note = "n" * 600
    file.write_text("id,stage,note\n" + "".join(f"{at},{'won' if at % 4 else 'lost'},{note}\n" for at in range(10_000)), encoding="utf-8")
    assert file.stat().st_size > 5 * 2**20
    here = visit().open("process", lang="en", tab="funnel")
    here.page.locator("input[type=file]").set_input_files(file)
    expect(here.part("crm-summary")).to_contain_text("deals.csv: 10,000 rows read, 10,000 used")
    here.press(WORDS["use"].en)
    expect(here.part("boxes-create").get_by_role("spinbutton", name=WORDS["goes_on"].en)).to_have_value("75")
    here.tap("中文")
    expect(here.part("crm-summary")).to_contain_text("读入10,000行")
    expect(here.part("boxes-create").get_by_role("spinbutton", name=WORDS["goes_on"].zh)).to_have_value("75")
