"""A full room on one server: phones join, answer and see the reveal, all with real websockets. `python -m scripts.load --phones 200`.

Prints what docs/load.md records: seconds until everybody is in, from a tap to its *saved*, from the host's reveal to the wall and to the
phones, what an idle tick costs, memory per phone, answers lost and errors. `WORKBOOK_DATABASE_URL` runs it on PostgreSQL.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ContextInfo
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect

from scripts.server import Running, running
from workbook.content import book
from workbook.links import new_id, new_secret
from workbook.room import Plan, Room
from workbook.store import Store, database_url
from workbook.store.rooms import Host
from workbook.ui.live import PHONE_SECONDS, WALL_SECONDS

PATIENCE = 120.0


class Screen:
    """An open page that reads whatever comes and ticks as a browser does."""

    def __init__(self, url: str, path: str, cookie: str, every: float) -> None:
        self.url, self.path, self.cookie, self.every = url, path, cookie, every
        self.widgets: dict[str, tuple[str, str]] = {}
        self.values: dict[str, WidgetState] = {}
        self.seen: dict[str, float] = {}
        self.tick_sizes: list[int] = []
        self.watch = self.page = ""
        self.errors = 0
        self.drawn: set[str] = set()
        self.changed = asyncio.Event()
        self.idle = asyncio.Event()
        self.socket: ClientConnection
        self.tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        address = f"ws://{urlsplit(self.url).netloc}/_stcore/stream"
        headers = {"Cookie": self.cookie}
        self.socket = await connect(
            address,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            origin=self.url,  # type: ignore[arg-type]
            compression=None,
            additional_headers=headers,
            open_timeout=PATIENCE,
        )
        self.tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._tick())]
        await self._send("")
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self.tasks:
            task.cancel()
        await self.socket.close()

    async def press(self, key: str) -> None:
        """Tap a button."""
        widget, fragment = self.widgets[key]
        await self._send(fragment, WidgetState(id=widget, trigger_value=True))

    async def choose(self, name: str, value: str) -> None:
        """Tap one of several."""
        key = next(key for key in self.widgets if key.startswith(f"{name}:"))
        widget, fragment = self.widgets[key]
        self.values[widget] = WidgetState(id=widget, string_array_value=StringArray(data=[value]))
        await self._send(fragment)

    async def until(self, sign: str, since: float) -> float:
        """Seconds since then until something with this sign was drawn."""
        async with asyncio.timeout(PATIENCE):
            while self.seen.get(sign, 0.0) < since:
                self.changed.clear()
                await self.changed.wait()
        return self.seen[sign] - since

    async def shows(self, key: str) -> None:
        """Wait until a widget is there."""
        async with asyncio.timeout(PATIENCE):
            while not any(one == key or one.startswith(f"{key}:") for one in self.widgets):
                self.changed.clear()
                await self.changed.wait()

    async def _send(self, fragment: str, *once: WidgetState) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.page_name, state.page_script_hash, state.fragment_id = "" if self.page else self.path, self.page, fragment
        state.widget_states.CopyFrom(WidgetStates(widgets=[*self.values.values(), *once]))
        state.context_info.CopyFrom(ContextInfo(url=f"{self.url}/{self.path}", locale="en-GB", timezone="UTC"))
        self.idle.clear()
        await self.socket.send(message.SerializeToString())

    async def _tick(self) -> None:
        await asyncio.sleep(random.uniform(0, self.every))  # noqa: S311 - people don't open a page at the same moment
        while True:
            await asyncio.sleep(self.every)
            if self.watch and self.idle.is_set():
                self.tick_sizes.append(0)
                await self._send(self.watch)

    async def _read(self) -> None:
        async for raw in self.socket:
            data = raw if isinstance(raw, bytes) else raw.encode()
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if self.tick_sizes:
                self.tick_sizes[-1] += len(data)
            if kind == "delta":
                self._remember(message.delta)
            elif kind == "navigation":
                self.page = message.navigation.page_script_hash
            elif kind == "auto_rerun":
                self.watch = message.auto_rerun.fragment_id
            elif kind == "new_session":
                self.drawn.clear()
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:  # no browser keeps the value of what is gone
                    self.values = {widget: value for widget, value in self.values.items() if widget in self.drawn}
                self.errors += message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
                self.idle.set()
            self.changed.set()

    def _remember(self, delta: Any) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind is None:
            return
        widget = getattr(getattr(element, kind), "id", "")
        if isinstance(widget, str) and widget.startswith("$$ID-"):
            self.widgets[widget.split("-", 2)[2]] = widget, delta.fragment_id
            self.drawn.add(widget)
        body = getattr(getattr(element, kind), "body", "")
        for sign in ("wb-receipt", "wb-says"):
            if isinstance(body, str) and sign in body:
                self.seen[sign] = time.perf_counter()
        if kind in ("vega_lite_chart", "arrow_vega_lite_chart"):
            self.seen["picture"] = time.perf_counter()


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of all lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def line(name: str, values: list[float]) -> None:
    """One line of the report."""
    print(f"{name:<34} p50 {statistics.median(values):6.2f} s   p95 {percentile(values, 0.95):6.2f} s   max {max(values):6.2f} s")


async def play(server: Running, store: Store, host: Host, room: Room, wall: str, phones: int) -> None:
    """The room from the first phone to the reveal."""
    process = psutil.Process(server.process.pid)
    screens = [Screen(server.url, "join", f"wb_device={new_secret()}; wb_room={room.code}", PHONE_SECONDS) for _ in range(phones)]
    beamer = Screen(server.url, "present", f"wb_wall={wall}", WALL_SECONDS)
    async with beamer:
        await asyncio.sleep(3)
        before, begun = process.memory_info().rss, time.perf_counter()

        async def come_in(one: Screen) -> float:
            await asyncio.sleep(random.uniform(0, 5))  # noqa: S311 - people lift their phones over some seconds
            since = time.perf_counter()
            await one.__aenter__()
            await one.shows("join-now")
            await one.press("join-now")
            await one.shows("perception")
            return time.perf_counter() - since

        line("joined (open, tap, first question)", await asyncio.gather(*map(come_in, screens)))
        print(f"{'everybody in after':<34} {time.perf_counter() - begun:.1f} s")

        async def answer(one: Screen) -> list[float]:
            taken = []
            await asyncio.sleep(random.uniform(0, 10))  # noqa: S311 - people think
            for step in ("perception", "next:0", "step-up"):
                since = time.perf_counter()
                if step == "perception":
                    await one.choose("perception", f"0.{random.randint(1, 9)}")  # noqa: S311 - an opinion
                else:
                    await one.shows(step)
                    await one.press(step)
                waited = await one.until("wb-receipt", since)
                taken += [waited] if step != "next:0" else []
            return taken

        line("tap to saved", [one for some in await asyncio.gather(*map(answer, screens)) for one in some])
        stored = store.rooms.hosted(host, room.id)[1]
        print(f"{'answers lost':<34} {phones - stored.stored} of {phones} (in the room: {stored.present})")
        await asyncio.sleep(2 * PHONE_SECONDS)
        for one in screens:
            one.tick_sizes.clear()
        cpu, idle = process.cpu_times(), 10
        await asyncio.sleep(idle)
        spent = sum(process.cpu_times()[:2]) - sum(cpu[:2])
        ticks = [size for one in screens for size in one.tick_sizes]
        print(f"{'idle':<34} {len(ticks) / idle:.0f} ticks/s, {statistics.median(ticks):.0f} bytes a tick, {spent / idle:.0%} of a core")
        print(f"{'memory':<34} {(process.memory_info().rss - before) / phones / 1024:.0f} KB a phone")
        since = time.perf_counter()
        store.rooms.step(host, room.id, 0, "reveal")
        wall_took, *took = await asyncio.gather(beamer.until("picture", since), *(one.until("wb-says", since) for one in screens))
        print(f"{'reveal to the wall':<34} {wall_took:.2f} s")
        line("reveal to a phone", took)
        print(f"{'errors':<34} {beamer.errors + sum(one.errors for one in screens)}")
        await asyncio.gather(*(one.__aexit__() for one in screens))


def main() -> None:
    """Start a server, open a room, and let the phones come."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=1, help="how often the whole is played, each in a room of its own")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = {"WORKBOOK_DATA_DIR": folder}
        url = database_url({**os.environ, **env}, {}, Path(folder))
        with running(log=Path(folder) / "log", WORKBOOK_DATA_DIR=folder) as server:
            store = Store(url, book().canvas.zones.thresholds)
            host = Host(store.owners.for_device(new_secret()))
            for _ in range(chosen.rounds):
                plan = Plan("Load", "en", 3, "nobody", "follow", (("perception", {}),))
                room, wall = store.rooms.create(host.owner or "", new_id(), plan), new_secret()
                store.rooms.new_link(host, room.id, "wall", wall)
                store.rooms.step(host, room.id, 0, "open")
                asyncio.run(play(server, store, host, room, wall, chosen.phones))
            log = (Path(folder) / "log").read_text()
            print(f"{'errors in the server log':<34} {log.count('Traceback') + log.count('a save failed')}")
            store.close()


if __name__ == "__main__":
    main()
