"""While the store cannot take a save a page says so in its language, keeps what was entered, and a second try stores it."""

import pytest

from workbook.content import book
from workbook.links import new_id, new_secret
from workbook.room import Plan
from workbook.store import Unavailable
from workbook.store.engine import Database
from workbook.store.migrate import TooNew
from workbook.store.rooms import Host, Rooms
from workbook.ui import drafts, identity, join, present, room, saved

REASONS = ("busy", "full", "read_only", "gone")


@pytest.fixture
def fault(monkeypatch):
    """Makes every write fail for a reason, and every read too where the store is `away`; without a reason all works again."""
    works = Database.writing, Database.reading

    def fails(reason=None, *, away=False):
        def broken(*_, **__):
            raise Unavailable(reason)

        monkeypatch.setattr(Database, "writing", broken if reason else works[0])
        monkeypatch.setattr(Database, "reading", broken if reason and away else works[1])

    return fails


def says(screen, key, **filled):
    return screen.says(book().words["saved"][key][screen.lang].format(**filled))


def again(screen):
    return screen.press("again", of="saved")


@pytest.fixture
def canvas(open_page, lang):
    return open_page("triple_fit", lang).choose("supplier:strategy", 2)


@pytest.mark.parametrize("reason", REASONS)
def test_a_tap_stays_and_is_stored_by_a_second_try(canvas, fault, reason):
    fault(reason, away=reason == "gone")
    canvas.choose("supplier:people", 5)
    assert says(canvas, reason)
    assert canvas.chosen("supplier:people") == 5
    assert canvas.says(canvas.word("rated_of", rated=1, all=9))
    assert says(again(canvas), reason)
    fault()
    again(canvas)
    assert not says(canvas, reason)
    assert canvas.says(canvas.word("rated_of", rated=2, all=9))
    assert canvas.go("triple_fit").chosen("supplier:people") == 5


@pytest.mark.parametrize("away", [False, True])
def test_a_note_and_a_name_stay_and_are_stored_by_a_second_try(canvas, fault, away):
    for box, text in (("evidence:supplier:people", "seen\nthere"), ("name", "Acme")):
        fault("gone", away=away)
        canvas.text(box).set_value(text)
        canvas.run()
        assert says(canvas, "gone")
        assert canvas.run().text(box).value == text
        fault()
        again(canvas)
        assert canvas.run().text(box).value == text
        assert not says(canvas, "gone")


def test_the_board_stays_while_the_store_is_away_and_says_so(canvas, fault):
    fault("gone", away=True)
    assert says(canvas.run(), "away")
    assert canvas.chosen("supplier:strategy") == 2
    fault()
    assert not says(again(canvas), "away")


def test_who_comes_while_the_store_is_away_is_told_and_comes_in_by_a_second_try(open_page, fault):
    fault("gone", away=True)
    screen = open_page("accounts")
    assert says(screen, "away")
    fault()
    assert again(screen).says(screen.word("none"))


def test_a_database_of_a_newer_version_is_said_and_what_needs_no_database_still_works(open_page, monkeypatch):
    def newer():
        raise TooNew("9999")

    for module in ("portfolio", "drafts", "identity", "saved"):  # the one that the others take it from last
        monkeypatch.setattr(f"workbook.ui.{module}.store", newer)
    assert says(open_page("accounts"), "too_new")
    screen = open_page("compare")
    assert says(screen, "too_new")
    assert screen.says(screen.word("lead"))


@pytest.mark.parametrize(("reason", "away"), [("full", False), ("gone", True)])
def test_an_account_and_its_new_name_stay_and_are_stored_by_a_second_try(open_page, fault, reason, away):
    screen = open_page("accounts").write("new", "Acme").press("add")
    for box, act in (("new", "add"), ("rename", None)):
        if box == "rename":
            choice = screen.at.selectbox[0]
            choice.set_value(choice.options[0])
            screen.run()
        fault(reason, away=away)
        screen.write(box, "Umbrella")
        if act:
            screen.press(act)
        assert says(screen, reason)
        assert screen.written(box) == "Umbrella"
        fault()
        assert again(screen).says("Umbrella")
        assert not says(screen, reason)


def test_a_deal_and_its_new_name_stay_and_are_stored_by_a_second_try(open_page, fault):
    screen = open_page("value")
    fault("busy")
    screen.write("name", "First", of="scenarios").press("save", of="scenarios")
    assert says(screen, "busy")
    assert screen.written("name", of="scenarios") == "First"
    fault()
    screen = again(screen).run()
    assert [box.options for box in screen.at.selectbox if box.options == ["First"]] == [["First"]]
    choice = next(box for box in screen.at.selectbox if box.options == ["First"])
    choice.set_value("First")
    screen.run()
    fault("busy")
    screen.write("rename", "Second", of="scenarios")
    assert says(screen, "busy")
    assert screen.written("rename", of="scenarios") == "Second"
    fault()
    assert [box.options for box in again(screen).at.selectbox if "Second" in box.options] == [["Second"]]


@pytest.mark.parametrize(("reason", "away"), [*((reason, False) for reason in REASONS), ("gone", True)])
def test_a_customers_answer_and_note_stay_and_are_stored_by_a_second_try(asked, fault, reason, away):
    screen = asked("zh").press("begin")
    fault(reason, away=away)
    screen.choose("strategy", 4)
    assert says(screen, reason)
    assert screen.chosen("strategy") == 4
    fault()
    again(screen)
    fault(reason, away=away)
    screen.write("note", "because\nof this")
    assert says(screen, reason)
    assert (screen.run().chosen("strategy"), screen.written("note")) == (4, "because\nof this")
    fault()
    again(screen)
    assert not says(screen, reason)
    (kept,) = saved.store().accounts.assessments(screen.owner, screen.account)
    assert (kept.ratings["strategy"].score, kept.ratings["strategy"].note) == (4, "because\nof this")


def test_a_report_opens_where_nothing_can_be_written(open_page, asked, fault, monkeypatch):
    screen = asked()
    saved.store().links.create(screen.owner, screen.account, "report", "read me", label="", expires=None, parts=("fit",))
    monkeypatch.setattr("workbook.ui.report.grant", lambda _: "read me")
    fault("read_only")
    assert open_page("shared").says("Acme")


def test_of_several_taps_that_failed_none_is_forgotten_by_one_that_is_stored(canvas, fault):
    fault("busy")
    canvas.choose("supplier:people", 5).choose("supplier:systems", 4)
    fault()
    canvas.choose("supplier:structure", 3)
    assert says(canvas, "busy")
    assert canvas.says(canvas.word("rated_of", rated=2, all=9))
    assert not says(again(canvas), "busy")
    assert canvas.says(canvas.word("rated_of", rated=4, all=9))
    assert [canvas.go("triple_fit").chosen(f"supplier:{one}") for one in ("people", "systems", "structure")] == [5, 4, 3]


def test_a_later_tap_takes_the_place_of_one_that_failed(canvas, fault):
    fault("busy")
    canvas.choose("supplier:people", 5)
    fault()
    canvas.choose("supplier:people", 4)
    assert not says(canvas, "busy")
    assert canvas.go("triple_fit").chosen("supplier:people") == 4


def test_a_page_says_what_another_page_has_read_of_an_account_while_the_store_is_away(open_page, rated, fault):
    _, account = rated(supplier=2)
    screen = open_page("triple_fit", account=account).go("accounts")
    chooser = screen.at.selectbox[0]
    chooser.set_value(chooser.options[0])
    screen.run().go("triple_fit")
    fault("gone", away=True)
    assert says(screen.go("accounts"), "away")
    assert screen.written("rename") == "Acme"
    assert screen.go("triple_fit").chosen("supplier:strategy") == 2


def test_undo_is_of_what_was_on_the_board_when_it_was_cleared(open_page, fault, lang):
    fault("busy")
    screen = open_page("triple_fit", lang).choose("supplier:strategy", 4).press("start_again")
    assert screen.press("undo").chosen("supplier:strategy") == 4
    screen.press("start_again")
    fault()
    screen.choose("supplier:people", 3)
    assert not screen.says(screen.word("cleared"))
    screen.press("start_again").press("undo")
    assert screen.chosen("supplier:people") == 3


@pytest.fixture
def device(monkeypatch):
    """Visits are of one device, and what is under way is kept at once."""
    secret = new_secret()
    monkeypatch.setattr(identity, "device", lambda: secret)
    return secret


def under_way(device):
    """What is kept of what is under way."""
    drafts.write()
    return saved.store().owners.drafts(saved.store().owners.of_device(device))


def test_what_was_under_way_comes_back_after_a_reload_in_which_the_store_was_away(open_page, fault, device):
    screen = open_page("value", "zh").type("product:box", 4321.0).go("compare").choose("group", "visit").press("start", of="quiz")
    before = under_way(device)
    fault("busy", away=True)
    screen = open_page("value", lang="")  # as an address without a language is opened
    assert screen.box("product:box").value != 4321.0
    screen.go("cases").go("compare").go("value")
    fault()
    assert screen.run().box("product:box").value == 4321.0
    after = under_way(device)
    assert after.pop("path") == {"read": ["compare", "cases"]}
    assert (after["deal"]["product"], after["compare"]["group"], after["language"]) == (4321.0, "visit", "zh")
    assert after["quiz"] == before["quiz"]


def test_what_was_put_in_while_the_store_was_away_stays(open_page, fault, device):
    open_page("value").type("product:box", 4321.0)
    under_way(device)
    fault("busy", away=True)
    screen = open_page("value").type("product:box", 1234.0)
    fault()
    assert again(screen).box("product:box").value == 1234.0
    assert under_way(device)["deal"]["product"] == 1234.0


def test_what_could_not_be_written_yet_is_there_after_a_reload(open_page, fault, device):
    open_page("value").type("product:box", 4321.0)
    under_way(device)
    fault("busy")
    open_page("value").type("product:box", 1234.0)
    assert open_page("value").box("product:box").value == 1234.0


def test_a_new_name_that_failed_is_not_forgotten_by_another_change_of_the_account(open_page, fault, lang):
    screen = open_page("accounts", lang).write("new", "Acme").press("add")
    screen.at.selectbox[0].set_value("Acme")
    owner = screen.run().at.session_state["owner"]
    ((account, _),) = saved.store().accounts.names(owner)
    fault("busy")
    screen.write("rename", "Umbrella")
    fault()
    screen.press("archive")
    assert says(screen, "busy")
    assert not says(again(screen), "busy")
    kept = saved.store().accounts.one(owner, account)
    assert (kept.name, kept.archived) == ("Umbrella", True)


def test_what_was_forbidden_is_said_until_the_next_save(open_page, lang):
    screen = open_page("accounts", lang).write("new", "Acme").press("add")
    screen.at.selectbox[0].set_value("Acme")
    screen.run()
    owner = screen.at.session_state["owner"]
    ((account, _),) = saved.store().accounts.names(owner)
    saved.store().accounts.delete(owner, account)
    assert says(screen.write("rename", "Umbrella"), "forbidden")
    assert not says(screen.write("new", "Other").press("add"), "forbidden")


@pytest.fixture
def in_a_room(open_page, monkeypatch, lang):
    """Opens one of the three screens of a new room."""

    def opened(page):
        rooms, host, secret = saved.store().rooms, Host(saved.store().owners.for_device(new_secret())), new_secret()
        made = rooms.create(host.owner, new_id(), Plan("Meeting", "both", 3, "nobody", "follow", (("method", {}),)))
        rooms.new_link(host, made.id, "wall", secret)
        rooms.join(made.code, secret, "")
        monkeypatch.setattr(join, "device", lambda: secret)
        monkeypatch.setattr(present, "grant", lambda _: secret)
        monkeypatch.setattr("workbook.ui.desk.host", lambda: host)
        screen = open_page(page, lang, code=made.code)
        if page == "room":
            screen.at.session_state[room.ROOM]["id"] = made.id
        return screen.run()

    return opened


@pytest.mark.parametrize("page", ["join", "present", "room"])
def test_a_live_screen_stays_as_it_is_while_its_room_cannot_be_asked_and_the_log_says_so_once(in_a_room, page, monkeypatch, caplog):
    def broken(*_):
        raise Unavailable("gone")

    screen = in_a_room(page)
    shown = screen.texts
    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(Rooms, "pulse", broken)
            assert [screen.run().texts for _ in range(3)] == [shown] * 3
        assert screen.run().texts == shown
    said = [record.getMessage() for record in caplog.records if record.name == "workbook"]
    assert said == ["live screens wait: the database is gone"] * 2
