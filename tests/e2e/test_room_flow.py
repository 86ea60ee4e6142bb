"""A host, a wall and six phones, one of them Chinese: a reload, a late joiner, a restart in mid-exercise; and what the wires carry."""

import asyncio
import re
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from aside import aside
from playwright.sync_api import expect

from scripts.client import Visitor
from scripts.server import running
from tests.e2e.conftest import Line, tapped_twice
from tests.e2e.test_accessibility import fits, skipped, turn, violations
from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.content.methods import METHODS
from workbook.exercises.style import ASKED
from workbook.links import new_id, new_secret
from workbook.room import Plan
from workbook.store import Store
from workbook.store.rooms import Host
from workbook.ui.cookies import DEVICE, GRANTS


class Workshop:
    """A server that can start again on its port, with a host, a wall and phones."""

    def __init__(self, visit, env, stack):
        self.visit, self.env, self.stack = visit, env, stack
        self.server = stack.enter_context(running(**env))
        self.store = Store(f"sqlite:///{Path(env['WORKBOOK_DATA_DIR']) / 'workbook.db'}", book().canvas.zones.thresholds)
        stack.callback(self.store.close)

    def restart(self):
        port = int(self.server.url.rpartition(":")[2])
        self.server.process.kill()
        self.server.process.wait()
        self.server = self.stack.enter_context(running(port=port, **self.env))

    def open(self, here, path):
        here.page.goto(f"{self.server.url}{path}")
        return here.ready()

    def answer(self, phone, code, stage, taps):
        """The answers of a phone that is not looked at while they are given."""
        (device,) = (cookie["value"] for cookie in phone.page.context.cookies() if cookie["name"] == "wb_device")
        room = self.store.rooms.entrance(code).id
        for name, value in taps.items():
            self.store.rooms.answer(room, device, stage, 1, name, value)


def word(page, key, lang="en", **filled):
    return book().words[page][key][lang].format(**filled)


def press(here, page, key, lang="en"):
    here.press(word(page, key, lang))


def come_in(workshop, phones, langs, code):
    for phone in phones:
        phone.page.goto(f"{workshop.server.url}/j/{code}", wait_until="commit")
    for phone, lang in zip(phones, langs, strict=False):
        phone.page.get_by_role("button", name=word("join", "come_in", lang), exact=True).click()
        expect(phone.page.locator(".st-key-leave")).to_be_visible()  # who has come in first has the first seat


def begin_next(host):
    press(host, "room", "following")
    press(host, "room", "step_open")


def reveal(host, wall, phones, langs):
    """Everybody's answer is counted at the desk; then the wall and every phone show what the room thinks."""
    expect(host.page.locator(".wb-phase")).to_contain_text(word("room", "answers", answered=6, present=6))
    expect(wall.page.locator(".wb-says")).to_have_count(0)
    press(host, "room", "step_reveal")
    expect(wall.page.locator(".wb-says").first).to_be_visible()
    for phone, lang in zip(phones, langs, strict=True):
        expect(phone.part("phone").get_by_text(word("join", "the_room", lang), exact=True)).to_be_visible()
    assert skipped(phones[0].page) == skipped(host.page) == []


def usable_in_both_themes(page):
    for theme in ("dark", "light"):
        turn(page, theme=theme)
        assert violations(page) == []


def tap_through(phone, lang, questions, label):
    """One question after the other, as fast as fingers can: no waiting for an answer's receipt.

    For a moment the question before stands below the next one's number; it is the one with an answer.
    """
    unanswered = phone.page.locator(".st-key-phone [role=radiogroup]:not(:has([aria-checked=true]))")
    for at in range(1, questions + 1):
        expect(phone.page.get_by_text(word("join", "progress", lang, at=at, all=questions), exact=True)).to_be_visible()
        unanswered.get_by_role("radio", name=label, exact=True).click()
        phone.page.get_by_role("button", name=word("join", "next", lang), exact=True).click()
    expect(phone.part("phone").get_by_text(word("join", "all_in", lang), exact=True)).to_be_visible()


@pytest.fixture
def workshop(visit, tmp_path):
    with ExitStack() as stack:
        yield Workshop(visit, {"WORKBOOK_DATA_DIR": str(tmp_path / "data")}, stack)


def test_six_phones_a_wall_and_a_host_go_through_all_five_exercises(workshop):
    host, wall = workshop.visit(), workshop.visit(width=1600)
    workshop.open(host, "/room?lang=en")
    host.page.get_by_text(word("room", "more"), exact=True).click()
    expect(host.page.get_by_role("heading", name=word("exercise_method", "name"), exact=True)).to_be_visible()
    assert skipped(host.page) == []
    press(host, "room", "open_room")
    code = host.page.locator(".wb-code").inner_text()
    workshop.open(wall, host.page.get_by_role("link", name=word("room", "wall")).get_attribute("href").removeprefix(workshop.server.url))
    expect(wall.page.locator(".wb-wall-code")).to_contain_text(code[:3])

    langs = ["en", "zh", "en", "en", "en", "en"]
    phones = [workshop.visit(lang, width=390) for lang in langs]
    come_in(workshop, phones[:5], langs, code)
    press(host, "room", "step_open")

    # same product, your perception: a restart in mid-exercise, a reload, and somebody who comes late
    def answer(phone, lang, perception):
        go_on = phone.page.get_by_role("button", name=word("join", "next", lang), exact=True)
        expect(go_on).to_be_visible()  # the exercise comes with a tick
        phone.settled()
        stood = go_on.bounding_box()
        phone.tap(perception)
        expect(phone.page.locator(".wb-receipt")).to_be_visible()
        assert go_on.bounding_box() == stood  # a finger that is on its way there does not miss
        go_on.click()
        phone.page.locator(".st-key-step-up button").click()
        # the figure is read back from the store: before it is there, nothing has been promised
        expect(phone.page.get_by_role("spinbutton")).to_have_value("500")

    for number, (phone, lang) in enumerate(zip(phones[:3], langs, strict=False)):
        answer(phone, lang, f"0.{number + 2}")
    workshop.restart()
    come_in(workshop, phones[5:], ["en"], code)
    for number in (3, 4, 5):
        answer(phones[number], "en", f"0.{number + 2}")
    phones[1].page.reload()
    phones[1].ready()
    expect(phones[1].part("phone").get_by_text(word("join", "all_in", "zh"), exact=True)).to_be_visible()
    expect(phones[1].page.get_by_role("row").nth(1)).to_contain_text("0.3")

    workshop.open(host, "/room?lang=en")
    press(host, "room", "lead_on")
    expect(wall.page.get_by_test_id("stVegaLiteChart")).to_have_count(0)
    reveal(host, wall, phones, langs)
    expect(wall.page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    turn(wall.page, width=390)
    fits(wall.page)
    turn(wall.page, width=1600)
    usable_in_both_themes(host.page)

    # the canvas: the Chinese phone, a customer, taps all nine elements; the answers of the others come past their screens
    begin_next(host)
    tap_through(phones[1], "zh", len(ELEMENTS), "5")
    for number, phone in enumerate(phones):
        if number != 1:
            workshop.answer(phone, code, 1, dict.fromkeys(ELEMENTS, number % 2 * 4 + 1))
    reveal(host, wall, phones, langs)
    expect(wall.page.locator(".wb-says").first).to_contain_text("3")
    expect(wall.page.get_by_role("row", name=book().canvas.elements[0].name["en"])).to_contain_text("−4")
    expect(phones[1].page.get_by_role("row", name=book().canvas.elements[0].name["zh"]).last).to_contain_text("5")

    # which method: everybody votes, and the wall counts
    begin_next(host)
    for number, (phone, lang) in enumerate(zip(phones, langs, strict=True)):
        phone.page.get_by_role("radio", name=book().method(METHODS[number % 2]).short[lang], exact=True).click()
        expect(phone.page.locator(".wb-receipt").first).to_be_visible()  # a run that begins shows the one before for a moment
    reveal(host, wall, phones, langs)
    expect(wall.page.get_by_role("row", name=book().method(METHODS[0]).short["en"]).first).to_contain_text("3")

    # how do we sell: an English phone taps all five
    begin_next(host)
    tap_through(phones[0], "en", len(ASKED), word("exercise_style", "is_3"))
    for phone in phones[1:]:
        workshop.answer(phone, code, 3, dict.fromkeys(ASKED, "1"))
    reveal(host, wall, phones, langs)
    expect(wall.page.get_by_test_id("stVegaLiteChart")).to_be_visible()

    # what do you take away: nothing is on the wall that the host has not let through
    begin_next(host)
    for phone, lang in zip(phones[:2], langs, strict=False):
        phone.page.locator("textarea").fill(f"<i>ask</i> {lang}")
        press(phone, "exercises", "keep", lang)
        press(phone, "join", "next", lang)
        phone.page.locator(".st-key-taps-element [role=radio]").first.click()
        expect(phone.page.locator(".wb-receipt").first).to_be_visible()
    workshop.answer(phones[2], code, 4, {"text": "call the plant manager", "element": ELEMENTS[0]})
    expect(host.page.get_by_role("button", name=word("room", "text_show"), exact=True)).to_have_count(3)
    host.page.locator('[class*="st-key-text-"]').filter(has_text="<i>ask</i> zh").get_by_role("button").click()
    expect(host.page.get_by_role("button", name=word("room", "text_hide"), exact=True)).to_have_count(1)
    press(host, "room", "step_reveal")
    expect(wall.page.locator(".wb-actions li")).to_have_text("<i>ask</i> zh")
    assert skipped(wall.page) == []

    press(host, "room", "end")
    press(host, "room", "end_now")
    for phone, lang in zip(phones, langs, strict=True):
        expect(phone.page.get_by_role("heading", level=1, name=word("join", "your_results", lang), exact=True)).to_be_visible()


class Listener(Visitor):
    """A visitor who keeps everything that came over the wire."""

    async def __aenter__(self):
        await super().__aenter__()
        self.heard, receive = bytearray(), self.socket.recv

        async def kept():
            raw = await receive()
            self.heard += raw if isinstance(raw, bytes) else raw.encode()
            return raw

        self.socket.recv = kept
        return self


def test_no_answer_and_no_aggregate_goes_over_a_wire_before_the_reveal(server, kept):
    owner = kept.owners.for_device("laptop")
    host, wall = Host(owner), new_secret()
    room = kept.rooms.create(owner, new_id(), Plan("Wires", "en", 3, "wall", "follow", (("perception", {}),)))
    kept.rooms.new_link(host, room.id, "wall", wall)
    kept.rooms.step(host, room.id, 0, "open")

    def crowd():
        for number in range(4):
            kept.rooms.join(room.code, f"phone {number}", f"Canary {number}")
            kept.rooms.answer(room.id, f"phone {number}", 0, 1, "perception", "0.5")
            kept.rooms.answer(room.id, f"phone {number}", 0, 1, "cost", 43219876.0)

    async def listen(path, cookie):
        kept.rooms.step(host, room.id, 0, "open")
        async with Listener(server.url, path, cookie=cookie) as one:
            await one.open()
            crowd()
            await asyncio.sleep(1.1)
            await one.open()
            hidden = bytes(one.heard)
            kept.rooms.step(host, room.id, 0, "reveal")
            await asyncio.sleep(1.1)
            await one.open()
            kept.rooms.step(host, room.id, 0, "hide")
            return hidden, bytes(one.heard)

    device = new_secret()
    kept.rooms.join(room.code, device, "Me")
    for path, cookie in (("present", f"wb_wall={wall}"), ("join", f"wb_device={device}; wb_room={room.code}")):
        hidden, shown = aside(listen(path, cookie))
        for secret in (b"43,219,876", b"43219876", b"2,500", b"Canary"):
            assert secret not in hidden
            assert secret in shown or secret == b"43219876"


def test_a_name_and_a_text_without_a_space_stay_on_a_phone(visit, server, kept):
    owner, device, name = kept.owners.for_device(new_secret()), new_secret(), "W" * 80
    stages = ("perception", {}), ("takeaway", {})
    room = kept.rooms.create(owner, new_id(), Plan("", "both", 1, "wall", "follow", stages))
    kept.rooms.join(room.code, device, name)
    taps = {"perception": "0.5", "cost": 4321.0}, {"text": "x" * 200, "element": "people"}
    phone = visit(width=390)
    phone.page.context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])
    for number, given in enumerate(taps):
        kept.rooms.go(Host(owner), room.id, number)
        kept.rooms.step(Host(owner), room.id, number, "open")
        for one, value in given.items():
            kept.rooms.answer(room.id, device, number, 1, one, value)
        (answer,) = kept.rooms.host_answers(Host(owner), room.id, number)
        kept.rooms.show(Host(owner), room.id, number, answer, shown=True)
        kept.rooms.step(Host(owner), room.id, number, "reveal")
        phone.open("join", code=room.code)
        expect(phone.part("phone").get_by_text(name).first).to_be_visible()
        fits(phone.page)


def test_the_way_in_is_small_on_a_phone_and_no_wider_than_what_is_read_elsewhere(visit):
    here = visit(width=390).open("join", lang="en")
    assert here.page.get_by_role("heading").evaluate("one => getComputedStyle(one).fontSize") == "25.6px"
    turn(here.page, width=1280)
    assert here.part("code-box").bounding_box()["width"] <= 480


def test_what_a_phone_is_writing_is_kept_when_the_host_closes(visit, server, kept):
    owner, device = kept.owners.for_device(new_secret()), new_secret()
    room = kept.rooms.create(owner, new_id(), Plan("", "en", 1, "host", "follow", (("takeaway", {}),)))
    kept.rooms.join(room.code, device, "Me")
    kept.rooms.step(Host(owner), room.id, 0, "open")
    phone = visit(width=390)
    phone.page.context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])
    text = phone.open("join", code=room.code).page.locator("textarea")
    text.press_sequentially("By 30 March:\n- I ask ")
    expect(phone.page.locator(".wb-receipt")).to_be_visible()
    phone.page.keyboard.type("the plant manager")
    expect(text).to_have_value("By 30 March:\n- I ask the plant manager")
    expect(text).to_be_focused()
    phone.page.wait_for_timeout(2000)
    phone.page.keyboard.type(" at ")
    kept.rooms.step(Host(owner), room.id, 0, "close")
    expect(text).to_have_count(0)
    expect(phone.page.get_by_text("By 30 March: - I ask the plant manager")).to_be_visible()


@pytest.fixture
def wall_of(visit, server, kept):
    """Opens the wall of a room with one exercise that eight have answered; also how to reveal it."""

    def opened(exercise, settings, answers):
        owner, secret = kept.owners.for_device(new_secret()), new_secret()
        room = kept.rooms.create(owner, new_id(), Plan("", "en", 1, "nobody", "follow", ((exercise, settings),)))
        kept.rooms.new_link(Host(owner), room.id, "wall", secret)
        kept.rooms.step(Host(owner), room.id, 0, "open")
        for number in range(8):
            kept.rooms.join(room.code, f"{room.id} {number}")
            for name, value in answers(number).items():
                kept.rooms.answer(room.id, f"{room.id} {number}", 0, 1, name, value)
        here = visit()
        here.page.context.add_cookies([{"name": GRANTS["wall"], "value": secret, "url": server.url}])
        return here.open("present", lang="en"), lambda: kept.rooms.step(Host(owner), room.id, 0, "reveal")

    return opened


# how many letters of this place would stand above one another on the screen
LINES = "one => innerHeight / parseFloat(getComputedStyle(one).fontSize) / one.currentCSSZoom"


def rated(number):
    return {element: (number * 3 + at * 2) % 5 + 1 for at, element in enumerate(ELEMENTS)}


def test_a_wall_is_read_from_the_last_row_of_every_projector(wall_of):
    here, reveal = wall_of("canvas", {}, rated)
    reveal()
    expect(here.page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    for width, height in ((1024, 768), (1280, 720), (1920, 1080), (3840, 2160)):
        here.page.set_viewport_size({"width": width, "height": height})
        here.settled()
        fits(here.page)
        for part, most in ((".wb-says", 40), ("td", 50), (".wb-wall-address span", 50), ("svg text", 60)):
            assert here.page.locator(f".st-key-wall {part}").first.evaluate(LINES) <= most
        table, picture = (here.page.locator(f".st-key-wall {part}").bounding_box() for part in ("table", "[data-testid=stVegaLiteChart]"))
        assert table["x"] + table["width"] <= picture["x"]
        assert picture["y"] + picture["height"] <= height


@pytest.mark.parametrize("exercise", ["canvas", "method"])
def test_a_wall_that_asks_is_seen_whole_and_covers_no_code(wall_of, exercise):
    here, _ = wall_of(exercise, {"account": "W" * 80} if exercise == "canvas" else {}, lambda _: {})
    for width, height in ((1024, 768), (1280, 720), (1920, 1080)):
        here.page.set_viewport_size({"width": width, "height": height})
        here.settled()
        fits(here.page)
        brief, asks, code = (here.page.locator(part).bounding_box() for part in (".wb-brief", ".wb-wall-says", ".wb-wall-code b"))
        assert brief["x"] + here.page.locator(".wb-brief").evaluate("one => one.scrollWidth") <= code["x"]
        assert asks["y"] + asks["height"] <= height


def test_the_keyboard_goes_on_at_the_heading_of_another_screen_and_beside_what_went_away(visit, server, kept):
    device = new_secret()
    owner = kept.owners.for_device(device)
    room = kept.rooms.create(owner, new_id(), Plan("Kick-off", "en", 1, "nobody", "follow", (("method", {}), ("takeaway", {}))))
    kept.rooms.join(room.code, device)
    kept.rooms.step(Host(owner), room.id, 0, "open")
    here = visit()
    here.page.context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])
    here.open("room", lang="en").page.get_by_role("button", name=word("room", "lead_on"), exact=True).press("Enter")
    expect(here.page.get_by_role("heading", level=1, name="Kick-off", exact=True)).to_be_focused()
    here.open("join", code=room.code).page.get_by_role("radio", name=book().method(METHODS[0]).short.en, exact=True).press("Space")
    here.page.get_by_role("button", name=word("join", "next"), exact=True).press("Enter")
    expect(here.page.get_by_role("button", name=word("join", "back"), exact=True)).to_be_focused()


def test_who_listens_hears_what_is_asked_next_and_goes_on_at_the_hosts_next_exercise(visit, server, kept):
    owner, device, phone = kept.owners.for_device(new_secret()), new_secret(), visit(width=390)
    room = kept.rooms.create(owner, new_id(), Plan("", "en", 1, "nobody", "follow", (("canvas", {}), ("method", {}))))
    kept.rooms.join(room.code, device)
    kept.rooms.step(Host(owner), room.id, 0, "open")
    phone.page.context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])
    phone.open("join", code=room.code)
    heard, asked = phone.page.locator(".wb-heard[role=status]"), phone.page.locator(".wb-question").first
    first = asked.inner_text()
    phone.page.get_by_role("radio", name="3", exact=True).press("Space")
    expect(heard).to_have_text(re.compile("^Saved "))
    button = phone.page.get_by_role("button", name=word("join", "next"), exact=True)
    button.press("Enter")
    expect(asked).not_to_have_text(first)
    expect(heard).to_have_text(asked.inner_text())
    phone.settled()
    expect(button).to_be_focused()
    kept.rooms.go(Host(owner), room.id, 1)
    expect(phone.page.get_by_role("heading", level=1, name=word("exercise_method", "name"), exact=True)).to_be_focused()
    kept.rooms.step(Host(owner), room.id, 1, "open")
    expect(heard).to_have_text(word("exercise_method", "ask_method"))
    assert skipped(phone.page) == []


def test_a_host_who_listens_hears_where_the_room_is_and_which_text_a_button_is_about(visit, server, kept):
    device, said = new_secret(), book().words["room"]
    owner = kept.owners.for_device(device)
    room = kept.rooms.create(owner, new_id(), Plan("Kick-off", "en", 1, "nobody", "follow", (("method", {}), ("takeaway", {}))))
    for number, text in enumerate(("call the plant", "visit the dock")):
        kept.rooms.join(room.code, f"{room.id} {number}")
        kept.rooms.go(Host(owner), room.id, 1)
        kept.rooms.step(Host(owner), room.id, 1, "open")
        kept.rooms.answer(room.id, f"{room.id} {number}", 1, 1, "text", text)
        kept.rooms.answer(room.id, f"{room.id} {number}", 1, 1, "element", "people")
    kept.rooms.go(Host(owner), room.id, 0)
    here = visit()
    here.page.context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])
    here.open("room", lang="en")
    heard = here.page.locator(".wb-heard[role=status]")
    lead = here.page.get_by_role("button", name=said["lead_on"].en, exact=True)
    expect(lead).to_have_accessible_description(re.compile("^Kick-off"))
    lead.press("Enter")
    expect(heard).to_have_text(re.compile(f"1/2.*{said['phase_waiting'].en}", re.DOTALL))
    for step in ("open", "pause", "close"):
        here.settled()
        here.page.get_by_role("button", name=said[f"step_{step}"].en, exact=True).press("Enter")
        expect(heard).to_have_text(said[{"open": "phase_open", "pause": "phase_paused", "close": "phase_closed"}[step]].en)
    here.settled()
    here.page.get_by_role("button", name=said["following"].en, exact=True).press("Enter")
    expect(heard).to_have_text(re.compile("^2/2"))
    for text in ("call the plant", "visit the dock"):
        button = here.page.locator('[class*="st-key-text-"]').filter(has_text=text).get_by_role("button")
        expect(button).to_have_accessible_description(re.compile(f"^{text}"))
        here.settled()
        button.press("Enter")
        expect(button).to_have_accessible_name(re.compile(said["text_hide"].en))
        expect(button).to_have_accessible_description(re.compile(f"^{text}"))


def test_once_an_exercise_was_reset_nothing_is_open_to_reset_it_again_and_the_keyboard_is_where_it_was(visit, server, kept):
    device, said = new_secret(), book().words["room"]
    owner = kept.owners.for_device(device)
    room = kept.rooms.create(owner, new_id(), Plan("", "en", 1, "nobody", "free", (("method", {}), ("style", {}))))
    kept.rooms.join(room.code, f"{room.id} phone")
    here = visit()
    here.page.context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])
    here.open("room", lang="en", room=room.id)
    again = here.page.get_by_role("button", name=said["reset_now"].en)
    opens = here.part("host-moves").get_by_test_id("stPopoverButton")
    for taps in ((opens.click, again.click), (partial(opens.press, "Enter"), partial(again.press, "Enter"))):
        kept.rooms.answer(room.id, f"{room.id} phone", 0, 1, "method", METHODS[0])
        expect(here.page.locator(".wb-phase")).to_contain_text(said["answers"].en.format(answered=1, present=1))
        here.settled()
        for tap in taps:
            tap()
        expect(here.page.locator(".wb-phase")).to_contain_text(said["answers"].en.format(answered=0, present=1))
        expect(again).to_have_count(0)
    here.settled()
    expect(opens).to_be_focused()
    opens.press("Enter")
    expect(again).to_be_visible()
    kept.rooms.go(Host(owner), room.id, 1)  # a co-host goes on
    expect(again).to_have_count(0)


def leads_on_by_one(here, line, name, screens):
    """The keyboard goes on from the same button; who taps twice, at once or because the answer is slow, comes to the next screen."""
    first, second, third, fourth = screens
    button = here.page.get_by_role("button", name=name, exact=True)
    shown = here.page.get_by_test_id("stMain").get_by_text
    expect(shown(first, exact=True)).to_be_visible()
    here.settled()
    button.press("Enter")
    expect(shown(second, exact=True)).to_be_visible()
    here.settled()
    expect(button).to_be_focused()
    tapped_twice(here, button, 250)
    expect(shown(third, exact=True)).to_be_visible()
    here.settled()
    with line.slow():
        tapped_twice(here, button, 1_000)
    here.settled()
    expect(shown(fourth, exact=True)).to_be_visible()


def test_who_taps_twice_skips_no_question_and_no_exercise(visit, server, kept):
    owner, device, ask = kept.owners.for_device(new_secret()), new_secret(), new_secret()
    stages = tuple((name, {}) for name in ("canvas", "style", "perception", "method", "takeaway"))
    room = kept.rooms.create(owner, new_id(), Plan("", "en", 1, "host", "follow", stages))
    kept.rooms.join(room.code, device, "Me")
    kept.rooms.step(Host(owner), room.id, 0, "open")
    account = kept.accounts.create(owner, new_id(), "Acme").id
    kept.links.create(owner, account, "questionnaire", ask, label="", asker="", expires=None)

    phone = visit(width=390)
    line = Line(phone)
    phone.page.context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])
    phone.open("join", code=room.code)
    leads_on_by_one(phone, line, word("join", "next"), [word("join", "progress", at=at, all=9) for at in range(1, 5)])
    phone.open(f"q/{ask}", lang="en")
    press(phone, "questionnaire", "begin")
    leads_on_by_one(phone, line, word("questionnaire", "next"), [word("questionnaire", "progress", step=at, all=9) for at in range(1, 5)])

    host = visit()
    line = Line(host)
    secret = new_secret()
    kept.rooms.new_link(Host(owner), room.id, "host", secret)
    host.open(f"h/{secret}", lang="en")
    names = [f"{at}/5 {book().words[f'exercise_{name}']['name'].en}" for at, (name, _) in enumerate(stages, 1)]
    leads_on_by_one(host, line, word("room", "following"), names[:4])


def test_a_desk_stays_where_its_host_reads_when_a_cohost_takes_the_next_step(visit, kept):
    secret, owner = new_secret(), kept.owners.for_device(new_secret())
    room = kept.rooms.create(owner, new_id(), Plan("", "en", 1, "host", "follow", (("perception", {}),)))
    kept.rooms.new_link(Host(owner), room.id, "host", secret)
    kept.rooms.step(Host(owner), room.id, 0, "open")
    here = visit().open(f"h/{secret}", lang="en")
    here.page.set_viewport_size({"width": 1280, "height": 500})
    main = here.page.get_by_test_id("stMain")
    main.evaluate("main => main.scrollTo(0, 200)")
    kept.rooms.step(Host(owner), room.id, 0, "pause")
    expect(here.page.locator(".wb-phase")).to_contain_text(word("room", "phase_paused"))
    here.settled()
    assert main.evaluate("main => main.scrollTop") == 200
