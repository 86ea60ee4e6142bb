"""The path on `/`: what was really done is marked, and the next step is a link."""

from test_cases_page import play
from test_quiz_page import MIXED, QUIZ, finish

from workbook.canvas import CANNOT_JUDGE
from workbook.content import book
from workbook.ui import drafts
from workbook.ui.saved import store


def word(screen, key, **filled):
    return book().words["path"][key][screen.lang].format(**filled)


def done(screen):
    """The stations with the sign of having been done."""
    screen.go("start")
    texts = {caption.value for caption in screen.at.caption if caption.value.startswith(f"**{word(screen, 'done')}**")}
    found = {"read": "done_read", "try": "done_try", "quiz": "done_quiz", "own": "done_own"}
    begins = {station: [key for key in book().words["path"] if key.startswith(prefix)] for station, prefix in found.items()}
    return {s for s, keys in begins.items() for key in keys for one in texts if word(screen, key, pages="", count="").rstrip("个") in one}


def test_a_newcomer_sees_four_stations_and_where_to_begin(open_page, lang):
    screen = open_page("start", lang)
    assert done(screen) == set()
    assert all(screen.says(word(screen, f"about_{station}")) for station in ("read", "try", "quiz", "own"))
    assert screen.says(word(screen, "begin"))


def test_a_learn_page_that_was_opened_is_read(open_page, lang):
    screen = open_page("compare", lang)
    assert done(screen) == {"read"}
    assert screen.says(word(screen, "done_read", pages=book().words["frame"]["page_compare"][lang]))


def test_looking_up_a_source_is_no_reading(open_page):
    assert done(open_page("sources", fact="12")) == set()


def test_a_case_played_to_its_report_is_tried(open_page):
    assert done(open_page("cases").choose("evonik:step", "plan")) == {"read"}
    assert done(play(open_page("cases"))) == {"read", "try"}


def test_a_deal_that_was_changed_is_tried_and_an_example_looked_at_is_not(open_page):
    screen = open_page("value")
    assert done(screen) == set()
    assert done(screen.go("value").choose("example", "saas")) == set()
    assert done(screen.go("value").slide("product", 100)) == {"try"}


def test_a_quiz_counts_once_it_was_finished_also_while_it_is_taken_again(open_page):
    screen = finish(open_page("compare"), QUIZ["compare"], MIXED)
    assert done(screen) == {"read", "quiz"}
    screen.go("compare")
    next(button for button in screen.at.button if button.label == book().words["quiz"]["again"].en).click()
    assert done(screen.run()) == {"read", "quiz"}


def test_ones_own_rating_counts_and_the_examples_does_not(open_page):
    screen = open_page("triple_fit").press("show_example")
    assert done(screen) == set()
    other = open_page("triple_fit").choose("supplier:strategy", CANNOT_JUDGE)
    assert done(other) == set()
    assert done(other.go("triple_fit").choose("supplier:people", 4)) == {"own"}


def test_whoever_did_all_four_is_told_so(open_page, lang):
    screen = play(open_page("cases", lang))
    finish(screen, QUIZ["cases"], MIXED).go("triple_fit").choose("supplier:people", 4)
    assert done(screen) == {"read", "try", "quiz", "own"}
    assert screen.says(word(screen, "all_done"))


def test_what_was_read_is_kept_for_the_owner(open_page):
    screen = open_page("sources").go("compare")
    drafts.write()
    assert store().owners.drafts(screen.at.session_state["owner"])["path"] == {"read": ["sources", "compare"]}


def test_whoever_only_looks_around_has_nothing_stored(open_page):
    screen = open_page("start")
    for page in ("value", "five_methods", "triple_fit", "plan", "accounts", "self_assessment", "my_data", "guide", "start"):
        screen.go(page).switch("zh").switch("en")
    assert screen.at.session_state["owner"] is None
    screen.go("value").type("product", 4000)
    assert screen.at.session_state["owner"]
