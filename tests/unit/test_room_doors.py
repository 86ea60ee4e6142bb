"""The short addresses of a room: `/j/<code>` for phones, `/w/` for the wall, `/h/` for a co-host; and what guessing gets."""

import time

import pytest
from aside import aside
from starlette.applications import Starlette
from test_server import ask

from workbook.links import new_id, new_secret
from workbook.room import Plan
from workbook.server import doors
from workbook.store.rooms import Host
from workbook.ui import tries, venue
from workbook.ui.saved import store

ANY = "0.0.0.0"  # noqa: S104 - an address to read, not to bind
APP = Starlette(routes=doors.ROUTES)


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    """Nobody has failed yet, and the slow lane takes no time."""
    tries._limiter.cache_clear()
    monkeypatch.setattr(tries.time, "sleep", lambda _: None)
    yield
    tries._limiter.cache_clear()


def opened(spoken="both"):
    owner = store().owners.for_device(new_secret())
    room = store().rooms.create(owner, new_id(), Plan("", spoken, 3, "nobody", "follow", (("method", {}),)))
    return Host(owner), room


def get(path, device="phone", **headers):
    return aside(ask(APP, path, cookie=f"wb_device={device}", **headers))


@pytest.mark.parametrize(("spoken", "address"), [("both", "/join"), ("en", "/join?lang=en"), ("zh", "/join?lang=zh")])
def test_a_code_leads_into_its_room_in_the_rooms_language(spoken, address):
    _, room = opened(spoken)
    answer = get(f"/j/{room.code.lower()}")
    assert (answer.status, answer.headers["location"]) == (303, address)
    assert f"wb_room={room.code};" in answer.headers["set-cookie"]


@pytest.mark.parametrize(("kind", "path", "page"), [("wall", "w", "/present"), ("host", "h", "/room"), ("report", "s", "/shared")])
def test_a_secret_is_exchanged_for_a_cookie_and_a_clean_address(kind, path, page):
    host, room = opened()
    secret = new_secret()
    assert get(f"/{path}/{secret}").status == 410
    store().rooms.new_link(host, room.id, kind, secret)
    answer = get(f"/{path}/{secret}")
    assert (answer.status, answer.headers["location"]) == (303, page)
    assert secret in answer.headers["set-cookie"]
    assert all(get(f"/{other}/{secret}").status == 410 for other in {"w", "h", "s", "q"} - {path})


def test_a_code_whose_room_has_ended_opens_nothing():
    host, room = opened()
    store().rooms.end(host, room.id)
    assert get(f"/j/{room.code}").status == 410


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


def test_whoever_is_over_the_limit_waits_in_a_slow_lane(monkeypatch):
    waited = []
    monkeypatch.setattr(tries.time, "sleep", waited.append)
    who = {"device": "guessing", "address": "10.0.0.1"}
    for _ in range(6):
        tries.looked_up(lambda: None, **who)
        tries.failed(**who)
    assert waited == [1]
    assert tries.looked_up(lambda: "found", **who) == "found"
    assert waited == [1, 1]
    assert tries.looked_up(time.monotonic, device="another", address="10.0.0.1") > 0
    assert waited == [1, 1]


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
