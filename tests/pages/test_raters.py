"""Several raters, rounds, predictions, and a login instead of a device."""

import pytest

from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.text import LANGS
from workbook.ui import drafts, identity, my_data
from workbook.ui.saved import store


@pytest.fixture
def canvas(open_page):
    return open_page("triple_fit").choose("supplier:strategy", 2)


def who(screen, label):
    return next(box for box in screen.at.selectbox if box.label == screen.word(label))


def another(screen, name, role=""):
    who(screen, "who_rates").set_value(screen.word("another_rater"))
    screen.run()
    for label, text in (("rater_name", name), ("rater_role", role)):
        next(one for one in screen.at.text_input if one.label == screen.word(label)).set_value(text)
        screen.run()
    return screen


def turn(screen, act):
    """Close a round or begin the next one, and say yes."""
    return screen.press(act).press("turn_now")


def test_a_second_rater_makes_a_mean_and_a_band(canvas):
    another(canvas, "Kim", "Service").choose("supplier:strategy", 5)
    assert canvas.metrics[0] == "3.5 of 5"
    assert canvas.says(canvas.word("bands"))
    table = canvas.charts[0].table
    assert table["band"][ELEMENTS.index("strategy")] == "2-5"
    assert canvas.says("3.5 (2–5; n=2)")
    assert canvas.switch("zh").says("（2–5；n=2）")
    canvas.switch("en")
    assert sorted(who(canvas, "who_rates").options) == ["Another rater…", "Kim · Service", "Myself"]
    who(canvas, "who_rates").set_value(canvas.word("myself"))
    assert canvas.run().chosen("supplier:strategy") == 2


def test_another_rater_who_gives_no_name_takes_nobodys_place(canvas):
    who(canvas, "who_rates").set_value(canvas.word("another_rater"))
    canvas.run().choose("supplier:strategy", 5)
    assert canvas.metrics[0] == "3.5 of 5"
    assert canvas.says("3.5 (2–5; n=2)")


def test_who_loads_the_page_again_rates_as_the_same_rater(open_page, rated):
    _, account = rated(supplier=2)
    screen = another(open_page("triple_fit", account=account), "Kim").choose("supplier:strategy", 5)
    who(screen, "who_rates").set_value(screen.word("myself"))
    assert screen.run().chosen("supplier:strategy") == 2
    drafts.write()
    assert open_page("triple_fit", account=account).chosen("supplier:strategy") == 2


def test_one_opinion_given_once_is_hollow(canvas):
    assert set(canvas.charts[0].table["hollow"][:10]) == {True}
    assert canvas.says(canvas.word("hollow"))


def test_a_round_ends_only_after_a_second_question(canvas):
    canvas.press("close_round")
    assert canvas.says(canvas.word("sure_close_round", round=1))
    canvas.press("not_yet")
    assert not canvas.says(canvas.word("sure_close_round", round=1))
    assert not canvas.says(canvas.word("round_closed"))


def test_what_the_supplier_thinks_of_the_customers_side_is_not_called_the_customers(canvas):
    assert not canvas.says(canvas.word("guessed"))
    canvas.choose("side", "customer").choose("customer:strategy", 3)
    assert canvas.says(canvas.word("guessed"))
    box = next(one for one in canvas.at.text_input if one.label == canvas.word("rater_name"))
    box.set_value("Head of purchasing")
    assert not canvas.run().says(canvas.word("guessed"))


def test_what_cannot_be_judged_is_told_from_what_was_not_rated(canvas):
    canvas.choose("supplier:people", "cannot_judge")
    (table,) = [text for text in canvas.texts if text.startswith("Element ") and "Gap" in text]
    assert f"{ELEMENTS.index('people') + 1} People ? –" in table.replace("\xa0", " ")


def test_two_tabs_that_begin_to_rate_begin_one_assessment(canvas):
    account, owner = canvas.at.session_state["canvas"]["account"], canvas.at.session_state["owner"]
    (first,) = store().accounts.assessments(owner, account)
    store().accounts.remove(owner, account, first.id)
    canvas.run()
    store().accounts.rate(owner, account, first.id, ("supplier", "", ""), "strategy", "score", 5, 0)  # the other tab
    canvas.choose("supplier:people", 2)
    (only,) = store().accounts.assessments(owner, account)
    assert {name: given.score for name, given in only.ratings.items()} == {"strategy": 5, "people": 2}


def test_what_hides_the_customers_answers_is_said_with_the_button_that_shows_them(open_page, rated):
    owner, account = rated(customer=2)
    store().links.create(owner, account, "questionnaire", "asked", label="Bo", expires=None)
    store().links.answer("asked", "phone", "strategy", "score", 5, 0)
    store().links.hand_in("asked", "phone")
    screen = open_page("triple_fit", "zh", account=account)
    assert screen.says(screen.word("answers_hidden_unrated"))
    assert not [one for one in screen.at.button if one.key == "finish-to-see"]
    screen.choose("side", "supplier").choose("supplier:people", 4)
    for side in ("customer", "supplier"):  # one's own side is meant, whichever is on the board
        screen.choose("side", side)
        assert screen.says(screen.word("answers_hidden"))
    screen.choose("side", "customer").at.button(key="finish-to-see").click()
    assert not screen.run().says(screen.word("answers_hidden"))
    assert [one.handed_in is not None for one in store().accounts.assessments(owner, account) if one.side == "supplier"] == [True]


def test_a_new_round_starts_empty_and_keeps_the_one_before(canvas):
    turn(canvas, "close_round")
    assert canvas.says(canvas.word("round_closed"))
    turn(canvas, "next_round")
    assert canvas.chosen("supplier:strategy") is None
    assert canvas.says(canvas.word("of_round", round=1, now=2))
    canvas.choose("supplier:strategy", 4)
    assert canvas.metrics[0] == "4 of 5"
    assert canvas.says(canvas.word("ghosts"))
    assert set(canvas.charts[0].table["ago"]) == {0, 1}
    canvas.choose("look", "history")
    assert canvas.charts[0].table["mean"] == [2.0, 4.0]
    assert canvas.charts[0].alt == "Level means from round 1 to round 2, both sides. Most changed: Planning, Supplier +2."


def test_a_prediction_shows_its_error_once_the_other_side_is_there(canvas):
    canvas.at.toggle[0].set_value(True)
    canvas.run().choose("predict:supplier:strategy", 5)
    canvas.choose("side", "customer").choose("customer:strategy", 2).choose("look", "history")
    assert canvas.charts[0].alt == "Level means of round 1, both sides."
    assert canvas.says(canvas.word("predictions"))
    (table,) = [text for text in canvas.texts if canvas.word("points_off") in text]
    assert "Myself 3 Strategy 3" in table


@pytest.mark.parametrize(("strategy", "told"), [(5, "Myself 1.5 Strategy 3"), (2, "Myself 0 –")])
def test_a_prediction_that_came_true_is_not_among_those_furthest_off(canvas, strategy, told):
    canvas.at.toggle[0].set_value(True)
    canvas.run().choose("predict:supplier:strategy", strategy).choose("predict:supplier:people", 4)
    canvas.choose("side", "customer").choose("customer:strategy", 2).choose("customer:people", 4).choose("look", "history")
    (table,) = [text for text in canvas.texts if canvas.word("points_off") in text]
    assert table.endswith(told)


def test_a_closed_round_takes_no_more_ratings(canvas):
    turn(canvas, "close_round")
    assert all(one.proto.disabled for one in canvas.at.segmented_control if str(one.key).startswith("supplier:"))


def test_a_round_in_which_nothing_was_rated_is_not_followed_by_another(canvas):
    turn(canvas, "next_round")
    (button,) = [one for one in canvas.at.button if one.label == canvas.word("next_round")]
    assert button.proto.disabled


def test_a_round_that_was_closed_in_another_tab_stays_closed_and_a_renamed_one_is_closed(canvas):
    def account():
        return store().accounts.one(owner, account_id)

    owner, account_id = canvas.at.session_state["owner"], canvas.at.session_state["canvas"]["account"]
    store().accounts.rename(owner, account_id, "Acme", account().version)
    turn(canvas, "close_round")
    assert account().closed
    assert canvas.text("name").value == "Acme"
    store().accounts.next_round(owner, account_id, account().version)
    assert not canvas.press("next_round").says(canvas.word("sure_next_round", round=1))
    assert (account().round, canvas.chosen("supplier:strategy"), canvas.says(canvas.word("round_closed"))) == (2, None, False)


def test_every_rater_is_listed_by_round_and_a_wrong_one_can_be_removed(canvas):
    another(canvas, "Kim", "Service").choose("supplier:strategy", 5).choose("supplier:people", "cannot_judge")
    turn(canvas, "next_round")
    canvas.at.session_state["so-far"] = True
    canvas.choose("supplier:strategy", 1)
    (table,) = [text for text in canvas.texts if text.startswith("Rater Round Side 1 2")]
    assert "Myself 2 Supplier 1 – – – – – – – –" in table
    assert "Myself 1 Supplier 2 – – – – – – – –" in table
    assert "Kim · Service 1 Supplier 5 – – – – – ? – –" in table
    choice = next(box for box in canvas.at.selectbox if box.label == canvas.word("remove_which"))
    choice.set_value("Kim · Service · Round 1")
    canvas.run().press("remove_now")
    assert not canvas.says("Kim · Service")
    canvas.choose("look", "history")
    assert canvas.charts[0].table["mean"] == [2.0, 1.0]


def test_a_rater_who_was_named_in_another_tab_is_shown_in_both_versions(canvas):
    another(canvas, "Kim").choose("supplier:people", 3)
    owner, account = canvas.at.session_state["owner"], canvas.at.session_state["canvas"]["account"]
    (kim,) = [one for one in store().accounts.assessments(owner, account) if one.rater == "Kim"]
    store().accounts.name_rater(owner, account, kim.id, ("Kim", ""), "Kim Berg", "Sales")
    canvas.write("rater_name", "Kim Bergmann")
    assert canvas.says("Stored now Kim Berg · Sales Yours Kim Bergmann")
    canvas.press("take_mine", of="saved")
    assert sorted(who(canvas, "who_rates").options) == ["Another rater…", "Kim Bergmann", "Myself"]


def test_a_login_is_the_owner_on_every_device(open_page):
    person = {"sub": "42", "email": "a*b@id.example"}
    open_page("triple_fit", login=person).choose("supplier:people", 5)
    assert open_page("triple_fit", login=person).chosen("supplier:people") == 5
    assert open_page("triple_fit", login={"sub": "43"}).chosen("supplier:people") is None
    assert open_page("triple_fit").chosen("supplier:people") is None
    assert open_page("my_data", login=person).says("You are logged in as a\\*b")


@pytest.mark.parametrize("lang", LANGS)
def test_where_nothing_outlasts_the_visit_no_page_says_that_it_is_saved(open_page, lang):
    w = {key: text[lang].partition("{")[0] for key, text in book().words["saved"].items()}
    begun = {True: "at_once", False: "no_cookies"}
    tapped = {True: "saved", False: "for_visit"}
    for login in ({"sub": f"kept {lang}"}, None):
        kept = login is not None
        screen = open_page("triple_fit", lang, login=login)
        assert [screen.says(w[said[one]]) for said in (begun, tapped) for one in (kept, not kept)] == [True, False, False, False]
        screen.choose("supplier:people", 5)
        assert [screen.says(w[said[one]]) for said in (begun, tapped) for one in (kept, not kept)] == [False, False, True, False]
        room = open_page("room", lang, login=login)
        assert room.says(room.word("no_cookies")) is not kept


def test_a_resume_link_is_offered_to_a_browser_and_explained_to_a_login(open_page, monkeypatch):
    secret = store().owners.new_resume_link(store().owners.for_device("another browser"))
    monkeypatch.setattr(my_data, "grant", lambda _: secret)
    for login, offered in ((None, True), ({"sub": "42"}, False)):
        screen = open_page("my_data", login=login)
        buttons = [button.label for button in screen.at.button]
        assert (screen.word("resume_here") in buttons, screen.says(screen.word("resume_login"))) == (offered, not offered)


def test_a_resume_link_warns_whoever_has_something_to_lose(canvas, open_page, monkeypatch):
    secret = store().owners.new_resume_link(store().owners.for_device("another browser"))
    monkeypatch.setattr(my_data, "grant", lambda _: secret)
    told = [screen.says(screen.word("resume_instead")) for screen in (canvas.go("my_data"), open_page("my_data"))]
    assert told == [True, False]


def test_a_resume_link_opens_the_workbook_where_no_cookie_arrives(canvas, open_page, monkeypatch):
    canvas.go("my_data").press("make_link")
    secret = canvas.at.code[0].value.rpartition("/")[2]
    monkeypatch.setattr(my_data, "grant", lambda _: secret)
    other = open_page("my_data").press("resume_here")
    assert other.says(other.word("resumed"))
    assert other.go("triple_fit").chosen("supplier:strategy") == 2


def test_a_resume_link_asks_nothing_where_its_workbook_is_open_already(canvas, open_page, monkeypatch):
    canvas.go("my_data").press("make_link")
    secret = canvas.at.code[0].value.rpartition("/")[2]
    monkeypatch.setattr(my_data, "grant", lambda _: secret)
    other = open_page("my_data")
    assert (canvas.run().says(canvas.word("resume_asked")), other.says(other.word("resume_asked"))) == (False, True)
    other.press("resume_here").go("start")
    assert not other.go("my_data").says(other.word("resume_asked"))


@pytest.mark.parametrize("act", ["resume_here", "erase_now"])
def test_a_tab_that_is_still_open_changes_no_workbook_that_was_left_in_another_and_begins_anew(rated, open_page, monkeypatch, act):
    owner, account = rated(supplier=2)
    secret = store().owners.new_resume_link(store().owners.for_device("another browser"))
    monkeypatch.setattr(my_data, "grant", lambda _: secret)
    monkeypatch.setattr(my_data, "device", identity.device)
    board, deal, mine = open_page("triple_fit", account=account), open_page("value"), open_page("my_data")
    assert board.chosen("supplier:strategy") == 2
    mine.at.text_input(key="word").set_value("erase").run()
    mine.press(act)
    said = book().words["saved"]["moved"].en
    board.choose("supplier:people", 5)
    deal.type("product:box", 4000)
    assert (board.says(said), deal.says(said), mine.says(said)) == (True, True, False)
    if act == "resume_here":
        (ours,) = store().accounts.assessments(owner, account)
        assert set(ours.ratings) == {"strategy"}
    board.press("begin_anew", of="saved")
    deal.press("begin_anew", of="saved")
    assert (board.says(said), board.chosen("supplier:strategy"), board.chosen("supplier:people")) == (False, None, None)
    assert deal.box("product").value == 3500


@pytest.mark.parametrize(("lang", "said"), [("en", "on another device"), ("zh", "另一台设备上")])
def test_a_device_is_told_that_its_workbook_was_erased_on_another_one(rated, open_page, lang, said):
    owner, account = rated(supplier=2)
    board = open_page("triple_fit", lang, account=account)
    store().owners.erase(owner)
    assert board.choose("supplier:people", 5).says(said)


def test_a_report_of_nothing_or_of_no_deal_is_not_made(canvas):
    w = {key: text.en for key, text in book().words["links"].items()}

    def readers_see(*parts):
        next(one for one in canvas.at.pills if one.label == w["parts"]).set_value(list(parts))
        return canvas.run().press("make", of="links")

    canvas.choose("kind", "report")
    assert readers_see().says(w["no_parts"])
    assert readers_see("fit", "scenario").says(w["no_deal"])
    assert readers_see("fit").says(w["made"])
