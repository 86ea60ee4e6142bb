"""The plan of an account: from a rated canvas through five steps to a review, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from workbook.content import book
from workbook.content.canvas import SIDES
from workbook.content.plan import STEPS
from workbook.links import new_id, new_secret
from workbook.plan import Action, Snapshot
from workbook.text import LANGS, day, listed
from workbook.ui import drafts, report
from workbook.ui.saved import store

EACH = [*STEPS, "review"]


@pytest.fixture
def plan(rated, open_page, lang):
    """The plan of a new account in which the supplier sees its strategy far better than the customer does."""
    owner, account = rated(supplier=5, customer=2)
    screen = open_page("plan", lang, account=account)
    screen.owner, screen.account = owner, account
    return screen


def step(screen, name):
    return screen.choose("step", name)


def actions(screen):
    return store().plans.one(screen.owner, screen.account)[1]


def tap(screen, key):
    next(button for button in screen.at.button if str(button.key).startswith(key)).click()
    return screen.run()


def add(screen, text, **fields):
    """An action, made elsewhere; its id."""
    made = store().plans.add(screen.owner, Action(new_id(), screen.account, text=text, **fields))
    screen.go("plan")
    return made.id


def weighed(ours, theirs, mine, yours):
    amounts = {"effort_supplier": ours, "effort_customer": theirs, "benefit_supplier": mine, "benefit_customer": yours}
    return {name: Decimal(amount) for name, amount in amounts.items()}


def test_without_ratings_it_says_to_rate_first(open_page, lang):
    screen = open_page("plan", lang)
    assert screen.says(screen.word("empty"))
    assert [one.key for one in screen.at.segmented_control] == ["language_switch"]


def test_every_step_says_what_is_known_and_what_is_missing(plan):
    plan.choose("step", "relationship")
    assert plan.says(plan.word("rated_so_far", round=1, supplier=1, customer=1))
    rest = listed((one.name[plan.lang] for one in book().canvas.elements if one.id != "strategy"), plan.lang)
    for side in SIDES:
        assert plan.says(plan.word(f"lacks_{side}_some", elements=rest))
    step(plan, "causes")
    assert plan.says(book().plan.zones["blind_spot"].asks[plan.lang])
    for name in ("actions", "horizons", "balance"):
        assert step(plan, name).says(plan.word("still"))
        assert plan.says(book().plan.step(name).does[plan.lang])


def test_no_step_says_that_nothing_is_missing_where_nothing_is_planned_or_rated(rated, open_page, lang):
    _, strong = rated(supplier=5, customer=5)
    screen = open_page("plan", lang, account=strong)
    for name in ("actions", "balance"):
        assert step(screen, name).says(screen.word("lacks_actions"))
    owner, bare = rated()
    store().plans.add(owner, Action(new_id(), bare, text="Map"))
    screen = open_page("plan", lang, account=bare)
    assert step(screen, "causes").says(screen.word("lacks_customer"))


def test_a_zone_leads_to_an_action_that_is_stored_with_one_tap(plan):
    tap(step(plan, "causes"), "plan-strategy")
    first = book().plan.zones["blind_spot"].first
    tap(plan, "take-strategy-0")
    (stored,) = actions(plan)
    name = book().canvas.elements[0].name[plan.lang]
    assert stored.text == first.text[plan.lang].replace("{element}", name)
    assert (stored.element, stored.horizon, stored.indicator) == ("strategy", "quick_win", first.indicator[plan.lang])


def test_an_action_is_changed_in_its_form_and_stored_when_it_is_saved(plan):
    made = add(plan, "Map")
    tap(step(plan, "actions"), f"open-{made}")
    plan.write("owner", "Ana")
    plan.choose(f"horizon:{made}", "vision")
    plan.at.date_input[0].set_value(date(2030, 1, 2))
    plan.run()
    assert actions(plan)[0].owner == ""
    tap(plan, "save-")
    (stored,) = actions(plan)
    assert (stored.owner, stored.horizon, stored.due, stored.version) == ("Ana", "vision", date(2030, 1, 2), 2)
    assert plan.says("Ana")


def test_an_action_of_ones_own_is_stored_once_it_says_what_is_to_be_done(plan):
    tap(step(plan, "causes"), "plan-strategy")
    tap(plan, "own-words")
    assert tap(plan, "save-").says(plan.word("text_needed"))
    assert actions(plan) == ()
    plan.write("text", "Mine")
    tap(plan, "save-")
    assert [one.text for one in actions(plan)] == ["Mine"]


def test_an_action_can_be_deleted(plan):
    made = add(plan, "Map")
    tap(step(plan, "actions"), f"open-{made}")
    tap(plan, "delete-")
    assert actions(plan) == ()


def test_what_somebody_else_changed_meanwhile_is_shown_beside_ones_own(plan):
    made = add(plan, "Map")
    tap(step(plan, "actions"), f"open-{made}")
    plan.write("owner", "Ana")
    store().plans.revise(plan.owner, actions(plan)[0]._replace(owner="Bo"))
    tap(plan, "save-")
    assert plan.says(plan.word("owner") + ": Bo")
    plan.press("take_mine", of="saved")
    assert actions(plan)[0].owner == "Ana"


@pytest.mark.parametrize(("choice", "left"), [("take_mine", [("Map all of it", "Ana")]), ("keep_theirs", [])])
def test_what_was_typed_into_an_action_that_was_deleted_elsewhere_is_not_lost(plan, choice, left):
    made = add(plan, "Map")
    tap(step(plan, "actions"), f"open-{made}")
    plan.write("text", "Map all of it")
    plan.write("owner", "Ana")
    store().plans.delete(plan.owner, made)
    tap(plan, "save-")
    assert plan.says(plan.word("kind_gone"))
    assert plan.says("Map all of it")
    plan.press(choice, of="saved")
    assert [(one.text, one.owner) for one in actions(plan)] == left
    assert plan.word("save") not in [button.label for button in plan.at.button]


def test_an_amount_below_zero_is_refused_in_words(plan):
    made = add(plan, "Map")
    tap(step(plan, "actions"), f"open-{made}")
    plan.at.number_input[0].set_value(-5.0)
    plan.run()
    assert tap(plan, "save-").says(plan.word("amount_wrong", most="X").split("X")[0])
    assert actions(plan)[0].effort_supplier is None


@pytest.mark.parametrize("lang", ["en"])
def test_why_an_action_is_not_saved_is_said_in_the_language_of_the_page(plan):
    made = add(plan, "Map")
    tap(step(plan, "actions"), f"open-{made}")
    plan.write("text", "")
    assert tap(plan, "save-").says(plan.word("text_needed"))
    plan.switch("zh")
    assert plan.says(plan.word("text_needed"))


@pytest.mark.parametrize("lang", LANGS)
def test_whose_action_it_is_stands_in_the_brackets_of_the_language(plan):
    add(plan, "Map", owner="Ana")
    side = plan.word("supplier")
    assert step(plan, "actions").says({"en": f"Ana ({side})", "zh": f"Ana（{side}）"}[plan.lang])


def test_the_vision_is_kept(plan):
    step(plan, "horizons").write("shared_vision", "One firm")
    assert store().plans.one(plan.owner, plan.account)[0].vision == "One firm"
    assert plan.go("plan").written("shared_vision") == "One firm"


def test_the_pictures_show_the_plan_over_time(plan):
    add(plan, "Map", target=4, horizon="year")
    step(plan, "horizons")
    assert plan.charts[0].table["element"] == ["strategy"]
    course = plan.choose("look", "course").charts[0].table
    assert [course["value"][place] for place in (0, 10, 20, 30)] == [2, 2, 4, 4]


def test_a_promise_is_shown_in_the_next_round(plan):
    add(plan, "Map", target=4)
    of = store().accounts.one(plan.owner, plan.account)
    store().accounts.next_round(plan.owner, plan.account, of.version)
    plan.go("plan")
    assert plan.word("look_promised") not in step(plan, "horizons").texts  # nobody has rated since it was promised
    store().accounts.rate(plan.owner, plan.account, new_id(), ("customer", "", ""), "strategy", "score", 3, 0)
    plan.go("plan").choose("look", "promised")
    assert plan.says(plan.word("promised_alt", kept=0, all=1))
    assert any("4 – 3 −1" in text for text in plan.texts)


def test_an_unfair_plan_names_the_loser_the_best_selection_and_what_turns_it(plan):
    add(plan, "Good", **weighed(10, 10, 30, 30))
    add(plan, "Bad", horizon="year", **weighed(100, 0, 0, 50))
    step(plan, "balance")
    assert plan.says(plan.word("best_leaves", numbers=2))
    assert plan.says(plan.word("turn_leave_out", number=2, text="Bad"))
    assert any("−\u2060¥80" in text for text in plan.texts)
    assert plan.charts[0].table["label"] == ["92%", "8%", "27%", "73%"]


def test_money_and_points_have_a_balance_each(plan):
    add(plan, "Money", **weighed(1, 1, 2, 2))
    add(plan, "Points", unit="points", **weighed(1, 1, 2, 3))
    step(plan, "balance")
    assert plan.says(plan.word("fair", supplier="+\u2060¥1", customer="+\u2060¥1"))
    assert plan.says(plan.word("fair", supplier="+1", customer="+2"))


def test_a_review_is_noted_and_what_changes_after_it_is_told(plan):
    add(plan, "Map")
    step(plan, "review").press("reviewed_today")
    assert plan.says(plan.word("since_nothing"))
    store().plans.revise(plan.owner, actions(plan)[0]._replace(status="done", text="Map it"))
    assert plan.go("plan").says(plan.word("status_done"))
    assert plan.says(f"Map it {plan.word('kind_text')} Map Map it")


def test_a_review_that_is_late_is_said_to_be(plan, lang):
    late = plan.word("overdue", date=day(date(2020, 4, 9), lang))
    assert not step(plan, "review").says(late)
    at = int(datetime(2020, 1, 10, 12, tzinfo=UTC).timestamp())
    store().plans.change(plan.owner, plan.account, 0, reviewed=Snapshot(at=at, actions={}, scores={}))
    assert plan.go("plan").says(late)


def test_the_first_review_is_a_rhythm_after_the_first_action_and_does_not_move_on_with_the_days(plan, lang):
    with time_machine.travel(datetime(2020, 1, 10, 12, tzinfo=UTC)):
        store().plans.add(plan.owner, Action(new_id(), plan.account, text="Map"))
    assert step(plan, "review").says(plan.word("overdue", date=day(date(2020, 4, 9), lang)))


def test_the_rhythm_is_kept(plan):
    step(plan, "review")
    next(one for one in plan.at.segmented_control if str(one.key).startswith("rhythm")).set_value(30)
    plan.run()
    assert store().plans.one(plan.owner, plan.account)[0].rhythm == 30


@pytest.mark.parametrize("name", EACH)
def test_the_example_has_a_plan_to_look_at_in_every_step(open_page, lang, name):
    screen = open_page("plan", lang).press("show_example")
    step(screen, name)
    assert screen.says(screen.word("is_example"))
    assert [button.key for button in screen.at.button if str(button.key).startswith(("plan-", "take-", "save-", "own-"))] == []
    assert not any(str(button.key).startswith("open-example") for button in screen.at.button)


def test_the_step_outlasts_another_page_and_another_language(plan):
    step(plan, "balance").go("value").go("plan")
    other = "zh" if plan.lang == "en" else "en"
    assert plan.switch(other).chosen("step") == "balance"


def test_a_report_shows_the_plan_without_amounts_and_without_what_is_still_missing(plan, open_page, monkeypatch):
    add(plan, "Map", owner="Ana", **weighed(123, 0, 0, 456))
    secret = new_secret()
    store().links.create(plan.owner, plan.account, "report", secret, label="", expires=None, parts=("plan",))
    monkeypatch.setattr(report, "grant", lambda _: secret)
    shown = open_page("shared", plan.lang)
    assert shown.says("Ana")
    assert [text for text in shown.texts if "123" in text or "456" in text] == []
    needs = book().words["plan"]["still_needs"][plan.lang].split("{")[0]
    assert not shown.says(needs)


@pytest.mark.parametrize(("parts", "told"), [(("plan",), False), (("plan", "evidence"), True)])
def test_a_note_is_read_on_the_plan_and_on_a_report_that_has_the_notes(plan, open_page, monkeypatch, parts, told):
    add(plan, "Map", note="Ask <b>Bo</b>\nfirst")
    assert step(plan, "actions").says("Ask <b>Bo</b> first")
    secret = new_secret()
    store().links.create(plan.owner, plan.account, "report", secret, label="", expires=None, parts=parts)
    monkeypatch.setattr(report, "grant", lambda _: secret)
    assert open_page("shared", plan.lang).says("Ask <b>Bo</b> first") == told


def test_an_action_that_is_being_written_outlasts_a_reload_and_another_step(plan, open_page, lang):
    tap(step(plan, "causes"), "plan-strategy")
    tap(plan, "own-words").write("owner", "Ana Li")
    plan.at.date_input[0].set_value(date(2030, 1, 2))
    step(plan.run(), "horizons")
    drafts.write()
    again = step(open_page("plan", lang, account=plan.account), "actions")
    assert again.written("owner") == "Ana Li"
    tap(again.write("text", "Map"), "save-")
    assert [(one.text, one.owner, one.due) for one in actions(plan)] == [("Map", "Ana Li", date(2030, 1, 2))]


@pytest.mark.parametrize("lang", ["en"])
def test_the_same_action_that_is_written_in_two_tabs_is_shown_in_both_versions(plan, open_page, lang):
    tap(step(plan, "causes"), "plan-strategy")
    tap(plan, "own-words").write("text", "Map")
    drafts.write()
    other = step(open_page("plan", lang, account=plan.account), "actions").write("text", "Map it all")
    tap(plan, "save-")
    assert tap(other, "save-").says(other.word("text") + ": Map")
    other.press("take_mine", of="saved")
    assert [one.text for one in actions(plan)] == ["Map it all"]


def test_a_form_that_is_open_keeps_no_other_account_and_no_other_action_from_being_planned(plan):
    made = add(plan, "Map")
    tap(step(plan, "actions"), f"open-{made}")
    assert plan.word("for_element") not in [box.label for box in plan.at.selectbox]
    other = store().accounts.create(plan.owner, new_id(), "Other").id
    store().accounts.rate(plan.owner, other, new_id(), ("supplier", "", ""), "strategy", "score", 3, 0)
    plan.follow(account=other)
    assert plan.word("for_element") in [box.label for box in plan.at.selectbox]
    plan.follow(account=plan.account)
    assert plan.written("text") == "Map"
    store().plans.delete(plan.owner, made)
    assert plan.word("for_element") in [box.label for box in plan.run().at.selectbox]
