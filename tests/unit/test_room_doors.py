"""The short addresses of a room: `/j/<code>` for phones, `/w/` for the wall, `/h/` for a co-host; and what guessing gets."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from html import escape

import pytest
from aside import aside
from starlette.applications import Starlette
from test_server import ask

from workbook.content import book
from workbook.links import new_id, new_secret
from workbook.room import Plan
from workbook.server import doors
from workbook.store import Unavailable
from workbook.store.engine import Database
from workbook.store.rooms import Host
from workbook.text import HTML_LANG, LANGS
from workbook.ui import tries, venue
from workbook.ui.saved import store

ANY = "0.0.0.0"  # noqa: S104 - an address to read, not to bind
APP = Starlette(routes=doors.ROUTES)


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    """Nobody has failed yet, and nobody waits for long."""
    tries._limiter.cache_clear()
    tries._next.clear()
    monkeypatch.setattr(tries, "TURN", 0.001)
    yield
    tries._limiter.cache_clear()


def opened(spoken="both"):
    owner = store().owners.for_device(new_secret())
    room = store().rooms.create(owner, new_id(), Plan("", spoken, 3, "nobody", "follow", (("method", {}),)))
    return Host(owner), room


def get(path, device="phone", *, query="", **headers):
    return aside(ask(APP, path, query, cookie=f"wb_device={device}", **headers))


def cookies(answer):
    return "\n".join(answer.headers.getlist("set-cookie"))


@pytest.mark.parametrize(("spoken", "address"), [("both", "/join"), ("en", "/join?lang=en"), ("zh", "/join?lang=zh")])
def test_a_code_leads_into_its_room_in_the_rooms_language(spoken, address):
    _, room = opened(spoken)
    answer = get(f"/j/{room.code.lower()}")
    assert (answer.status, answer.headers["location"]) == (303, address)
    assert f"wb_room={room.code};" in cookies(answer)


@pytest.mark.parametrize(("asked", "address"), [("en", "/join?lang=en"), ("fr", "/join?lang=zh"), ("", "/join?lang=zh")])
def test_only_a_language_of_the_workbook_comes_before_the_rooms(asked, address):
    assert get(f"/j/{opened('zh')[1].code}", query=f"lang={asked}").headers["location"] == address


@pytest.mark.parametrize(("kind", "path", "page"), [("wall", "w", "/present"), ("host", "h", "/room"), ("report", "s", "/shared")])
def test_a_secret_is_exchanged_for_a_cookie_and_a_clean_address(kind, path, page):
    host, room = opened()
    secret = new_secret()
    assert get(f"/{path}/{secret}").status == 410
    store().rooms.new_link(host, room.id, kind, secret)
    answer = get(f"/{path}/{secret}")
    assert (answer.status, answer.headers["location"]) == (303, page)
    assert secret in cookies(answer)
    assert all(get(f"/{other}/{secret}").status == 410 for other in {"w", "h", "s", "q"} - {path})


def test_a_code_whose_room_has_ended_opens_nothing():
    host, room = opened()
    store().rooms.end(host, room.id)
    assert get(f"/j/{room.code}").status == 410


def test_a_code_whose_room_has_ended_leads_a_phone_that_was_in_it_back_to_its_results():
    host, room = opened()
    store().rooms.join(room.code, "phone of the room")
    store().rooms.end(host, room.id)
    answers = [get(f"/j/{room.code}", device="phone of the room") for _ in range(5)]
    assert {(answer.status, answer.headers["location"]) for answer in answers} == {(303, "/join")}
    assert "wb_room=" not in cookies(answers[0])
    assert tries.pause(device="phone of the room", address="") > 0  # it counts like any other bad code
    assert get(f"/j/{room.code}", device="another phone").status == 410


def test_of_25_bad_codes_of_one_phone_20_are_refused_and_a_good_one_still_works():
    _, room = opened()
    answers = [get("/j/ZZZZZZ") for _ in range(25)]
    assert [answer.status for answer in answers].count(429) == 20
    assert answers[-1].headers["retry-after"] == "60"
    assert get(f"/j/{room.code}").status == 303


def test_forty_phones_behind_one_address_with_a_typing_mistake_each_all_get_in():
    _, room = opened()
    for number in range(40):
        assert get("/j/ZZZZZZ", device=f"phone {number}").status == 410
        assert get(f"/j/{room.code}", device=f"phone {number}").status == 303


def failed(count, **who):
    for _ in range(count):
        tries.failed(**who)


def test_whoever_is_over_a_limit_takes_turns_and_nobody_else_waits(monkeypatch):
    monkeypatch.setattr(tries, "TURN", 10.0)
    guessing, address = {"device": "guessing", "address": "10.0.0.1"}, {"device": "", "address": "10.0.0.2"}
    assert tries.pause(**guessing) == 0
    failed(5, **guessing)
    failed(60, **address)
    for who in (guessing, address):
        assert [round(tries.pause(**who)) for _ in range(3)] == [10, 20, 30]
    assert tries.pause(device="another", address="10.0.0.1") == 0
    assert round(tries.pause(device="another", address="10.0.0.2")) == 40


def test_failures_elsewhere_slow_nobody():
    for number in range(400):
        failed(1, device=f"device {number}", address=f"10.0.{number // 100}.{number % 100}")
    assert tries.pause(device="another", address="10.1.0.0") == 0


@pytest.mark.parametrize(("another", "waits"), [("2001:db8::2", True), ("2001:db8:0:1::1", False), ("::ffff:10.0.0.1", False)])
def test_the_addresses_of_one_network_of_ipv6_count_as_one(another, waits):
    for number in range(60):
        failed(1, device="", address=f"2001:db8::1:{number}")
    assert (tries.pause(device="", address=another) > 0) == waits


def test_four_byte_addresses_written_as_long_ones_are_apart():
    failed(60, device="", address="::ffff:10.0.0.1")
    assert tries.pause(device="", address="::ffff:10.0.0.2") == 0
    assert tries.pause(device="", address="10.0.0.1") > 0


def test_those_who_wait_hold_no_thread(monkeypatch):
    _, room = opened()
    failed(60, device="", address="127.0.0.1")
    monkeypatch.setattr(tries, "TURN", 0.05)

    async def crowd():
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        joins = [asyncio.create_task(ask(APP, f"/j/{room.code}", cookie=f"wb_device=phone {number}")) for number in range(10)]
        await asyncio.sleep(0.1)
        begun = time.monotonic()
        await asyncio.to_thread(int)  # as the next file is read
        waited = time.monotonic() - begun
        return waited, {(await join).status for join in joins}, time.monotonic() - begun

    waited, statuses, took = aside(crowd())
    assert statuses == {303}
    assert waited < took / 2  # it would have been the last


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("reason", ["busy", "too_new"])
def test_while_the_database_is_away_an_address_says_so_and_counts_for_nobody(monkeypatch, lang, reason):
    _, room = opened()
    said = book().words["saved"]["too_new" if reason == "too_new" else "away"][lang]

    def broken(*_, **__):
        raise Unavailable(reason)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "reading", broken)
        for _ in range(6):
            for path in (f"/j/{room.code}", "/s/secret", "/q/secret", "/w/secret", "/h/secret", "/resume/secret"):
                answer = get(path, accept_language=HTML_LANG[lang])
                assert (answer.status, answer.headers["retry-after"], escape(said) in answer.text) == (503, "5", True)
    assert get("/s/secret").status == 410
    assert get(f"/j/{room.code}").status == 303


@pytest.mark.parametrize(
    ("host", "is_here"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("192.168.1.2", False), ("", False)]
)
def test_a_wall_knows_which_addresses_are_its_own_machine(host, is_here):
    assert venue.is_this_machine(host) == is_here


@pytest.mark.parametrize(
    ("public", "bound", "here", "base", "reaches"),
    [
        ("https://workbook.example/", "127.0.0.1", "http://localhost:8501/room", "https://workbook.example", True),
        ("", "127.0.0.1", "http://127.0.0.1:8501/room", "http://127.0.0.1:8501", False),
        ("", "localhost", "http://localhost:8501/room", "http://localhost:8501", False),
        ("", ANY, "http://localhost:8501/room", "http://10.1.2.3:8501", True),
        ("", "", "http://localhost:8501/room", "http://10.1.2.3:8501", True),
        ("", ANY, "http://192.168.1.20:8501/room", "http://192.168.1.20:8501", True),
        ("", "192.168.1.20", "http://localhost:8501/room", "http://192.168.1.20:8501", True),
    ],
)
def test_a_wall_shows_an_address_that_phones_can_reach_or_says_that_they_cannot(monkeypatch, public, bound, here, base, reaches):
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", public)
    monkeypatch.setattr(venue, "own_address", lambda: "10.1.2.3")
    options = {"server.address": bound, "server.port": 8501}
    monkeypatch.setattr(venue.st, "get_option", options.get)
    monkeypatch.setattr(venue.st, "context", type("Context", (), {"url": here}))
    assert venue.venue() == (base, reaches)
    assert venue.venue().to("j/K7M2QX") == f"{base}/j/K7M2QX"


def test_a_machine_in_no_network_says_so(monkeypatch):
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", "")
    monkeypatch.setattr(venue, "own_address", lambda: "127.0.0.1")
    monkeypatch.setattr(venue.st, "get_option", {"server.address": ANY, "server.port": 8501}.get)
    monkeypatch.setattr(venue.st, "context", type("Context", (), {"url": "http://localhost:8501/room"}))
    assert not venue.venue().reaches


def test_a_qr_code_is_a_sharp_picture_dark_on_white():
    picture = venue.qr("http://192.168.1.20:8501/j/K7M2QX")
    assert picture.startswith("data:image/svg+xml")
    assert "%23fff" in picture
