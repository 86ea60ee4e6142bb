"""`make bench`: what one rerun costs over the websocket, against an empty page on the same server in the same run.

Ratios are the promise; the absolute figures depend on the machine and on what else it does.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import psutil

from scripts.client import Rerun, Visitor
from scripts.server import Running, running
from workbook.backup import FORMAT, VERSION, Backup, SavedAccount, SavedAssessment, SavedRating
from workbook.content import book
from workbook.content.canvas import ELEMENTS, Side
from workbook.links import new_secret
from workbook.store import Store
from workbook.ui.cookies import DEVICE
from workbook.ui.menu import PAGES as MENU_PAGES

ROUNDS, TURNS = 100, 6
CROWD = 100
CROWD_ROUNDS, CROWD_TURNS = 3, 2
PAUSE = 4.0
VISITS = 200
FEW_AND_MANY = (20, 2000)


class Change(NamedTuple):
    """A page and what is changed on it: a widget's key, and the values it takes in turn."""

    name: str
    path: str
    key: str
    values: Callable[[], Iterator[float | str]]


EMPTY = Change("empty page", "empty", "nothing", lambda: cycle(float(value) for value in range(10, 90)))
PAGES = (
    Change("/value", "value", "product:slider", lambda: cycle(float(value) for value in range(3000, 4000, 10))),
    Change("/triple-fit", "triple-fit", "supplier:strategy:en", lambda: cycle("12345")),
)
CHANGES = (EMPTY, *PAGES)
MENU = tuple(path for path, page in MENU_PAGES.items() if page.section != "hidden")


class Cost(NamedTuple):
    """Latency in ms at the median and the 95th percentile, CPU in ms and bytes of one rerun."""

    p50: float
    p95: float
    cpu: float
    size: float


def cpu(process: psutil.Process) -> float:
    """The CPU seconds of the server so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def cost(reruns: list[Rerun], spent: float) -> Cost:
    """The cost of many reruns."""
    latencies = sorted(rerun.seconds * 1000 for rerun in reruns)
    return Cost(
        statistics.median(latencies),
        latencies[int(len(latencies) * 0.95)],
        spent * 1000 / len(reruns),
        statistics.mean(rerun.size for rerun in reruns),
    )


async def one(server: Running, process: psutil.Process) -> list[Cost]:
    """One visitor on each page, who changes a value again and again."""
    visitors = [Visitor(server.url, change.path) for change in CHANGES]
    values = [change.values() for change in CHANGES]
    for visitor, change, value in zip(visitors, CHANGES, values, strict=True):
        await visitor.__aenter__()
        await visitor.open()
        for _ in range(20):
            await visitor.put(change.key, next(value))

    async def tap(at: int) -> list[Rerun]:
        reruns = []
        for _ in range(ROUNDS):
            reruns.append(await visitors[at].put(CHANGES[at].key, next(values[at])))
            await asyncio.sleep(0.005)
        return reruns

    found = await in_turn(tap, TURNS, process)
    for visitor in visitors:
        await visitor.__aexit__()
    return found


async def crowd(server: Running, process: psutil.Process) -> list[Cost]:
    """A hundred visitors on each page, each of whom changes a value every few seconds."""
    crowds = [[(Visitor(server.url, change.path), change.values()) for _ in range(CROWD)] for change in CHANGES]
    for visitors, change in zip(crowds, CHANGES, strict=True):
        for visitor, values in visitors:
            await visitor.__aenter__()
            await visitor.open()
            await visitor.put(change.key, next(values))  # the first one begins the work, and draws the page anew
    dice = random.Random(7)  # noqa: S311 - when a person taps is no secret

    async def tap(visitor: Visitor, values: Iterator[float | str], key: str) -> list[Rerun]:
        reruns = []
        await asyncio.sleep(dice.uniform(0, PAUSE))
        for _ in range(CROWD_ROUNDS):
            reruns.append(await visitor.put(key, next(values)))
            await asyncio.sleep(dice.uniform(0.6, 1.4) * PAUSE)
        return reruns

    async def taps(at: int) -> list[Rerun]:
        each = await asyncio.gather(*(tap(visitor, values, CHANGES[at].key) for visitor, values in crowds[at]))
        return [rerun for reruns in each for rerun in reruns]

    found = await in_turn(taps, CROWD_TURNS, process)
    for visitors in crowds:
        for visitor, _ in visitors:
            await visitor.__aexit__()
    return found


async def in_turn(measure: Callable[[int], Awaitable[list[Rerun]]], turns: int, process: psutil.Process) -> list[Cost]:
    """The cost of every page, measured in turn with the empty one: a machine is not as fast in one minute as in the next."""
    reruns: list[list[Rerun]] = [[] for _ in CHANGES]
    spent = [0.0 for _ in CHANGES]
    for _ in range(turns):
        for at in range(len(CHANGES)):
            before = cpu(process)
            reruns[at] += await measure(at)
            spent[at] += cpu(process) - before
    return [cost(*both) for both in zip(reruns, spent, strict=True)]


async def first_runs(server: Running, process: psutil.Process) -> dict[str, float]:
    """CPU in ms of the first run of every page on a warm server."""
    found = {}
    for path in MENU:
        for rounds in (2, 10):
            before = cpu(process)
            for _ in range(rounds):
                async with Visitor(server.url, path) as visitor:
                    await visitor.open()
            found[path] = (cpu(process) - before) * 1000 / rounds
    return found


async def visits(server: Running, process: psutil.Process) -> tuple[float, float]:
    """MB for each of many open visits, and MB that a second such wave adds."""
    grown = []
    for _ in range(2):
        before = process.memory_info().rss
        visitors = [Visitor(server.url, PAGES[i % 2].path) for i in range(VISITS)]
        for visitor in visitors:
            await visitor.__aenter__()
            await visitor.open()
        grown.append((process.memory_info().rss - before) / 2**20)
        for visitor in visitors:
            await visitor.__aexit__()
        await asyncio.sleep(4)
    return grown[0] / VISITS, grown[1]


async def portfolios(server: Running, process: psutil.Process, folder: Path) -> None:
    """Opening /accounts with many accounts against opening it with a few."""
    spent = {}
    for count in FEW_AND_MANY:
        secret = fill(folder, count)
        for rounds in (2, 10):
            before = cpu(process)
            for _ in range(rounds):
                async with Visitor(server.url, "accounts", cookie=f"{DEVICE}={secret}") as visitor:
                    await visitor.open()
            spent[count] = (cpu(process) - before) * 1000 / rounds
    few, many = (spent[count] for count in FEW_AND_MANY)
    line(
        f"/accounts with {FEW_AND_MANY[1]} against {FEW_AND_MANY[0]}: CPU", f"{many:.0f} ms = {many / few:.2f} x", "<= 2 x", many <= 2 * few
    )


def fill(folder: Path, count: int) -> str:
    """A workbook with accounts of nine assessments each; the secret of its device."""
    store = Store(f"sqlite:///{folder / 'workbook.db'}", book().canvas.zones.thresholds)
    secret = new_secret()
    owner = store.owners.for_device(secret)
    ratings = {
        element: SavedRating(score=1 + at % 5, predicted=None, evidence="", note="", changed=1) for at, element in enumerate(ELEMENTS)
    }
    times: dict[str, Any] = {"created": 1, "changed": 1}

    def account(index: int) -> SavedAccount:
        sides: tuple[Side, ...] = ("supplier", "customer", "customer")
        rounds = [(number, side) for number in (1, 2, 3) for side in sides]
        assessments = tuple(
            SavedAssessment(
                id=f"{count}-{index}-{at}",
                round=number,
                side=side,
                rater=str(at),
                role="",
                by_link=False,
                handed_in=None,
                ratings=ratings,
                **times,
            )
            for at, (number, side) in enumerate(rounds)
        )
        name = f"Account {index}"
        return SavedAccount(id=f"{count}-{index}", name=name, round=3, closed=None, archived=False, assessments=assessments, **times)

    accounts = tuple(account(index) for index in range(count))
    backup = Backup(format=FORMAT, version=VERSION, made=1, accounts=accounts, scenarios=(), self_assessments=())
    store.backups.restore(owner, backup)
    store.close()
    return secret


def line(what: str, measured: str, promise: str, kept: bool) -> None:
    """A line of the report."""
    print(f"{what:<44} {measured:>24}   {promise:<14} {'kept' if kept else 'BROKEN'}")


def report(name: str, page: Cost, empty: Cost) -> None:
    """A page against the empty one."""
    line(f"{name}: p50", f"{page.p50:.1f} ms = {page.p50 / empty.p50:.2f} x", "<= 1.5 x", page.p50 <= 1.5 * empty.p50)
    line(f"{name}: p95", f"{page.p95:.1f} ms = {page.p95 / empty.p95:.2f} x", "<= 2 x", page.p95 <= 2 * empty.p95)
    line(f"{name}: CPU", f"{page.cpu:.1f} ms = {page.cpu / empty.cpu:.2f} x", "<= 3 x", page.cpu <= 3 * empty.cpu)
    line(f"{name}: bytes", f"{page.size / 1024:.1f} KB", "<= 16 KB", page.size <= 16 * 1024)


def cold_start() -> None:
    """Ours against an app of nothing, the median of seven each, in turn: one start differs from the next by a third."""
    ours, theirs = [], []
    for _ in range(7):
        with running("scripts/bench_empty.py", health="/_stcore/health", STREAMLIT_LOGGER_LEVEL="error") as server:
            theirs.append(server.started_in)
        with running() as server:
            ours.append(server.started_in)
    ratio = statistics.median(ours) / statistics.median(theirs)
    line("cold start to healthy", f"{statistics.median(ours):.2f} s = {ratio:.2f} x", "<= 1.5 x", ratio <= 1.5)


async def main() -> None:
    """Measure and report."""
    with TemporaryDirectory() as folder, running("scripts/bench_app.py", health="/_stcore/health", WORKBOOK_DATA_DIR=folder) as server:
        process = psutil.Process(server.process.pid)
        await first_runs(server, process)  # what the first visitors load beside, nobody pays here
        await asyncio.sleep(3)
        for title, measure in (("1 visitor", one), (f"{CROWD} visitors, a change every {PAUSE} s each", crowd)):
            empty, *pages = await measure(server, process)
            print(
                f"\n{title}. Empty page: p50 {empty.p50:.1f} ms, p95 {empty.p95:.1f} ms, CPU {empty.cpu:.1f} ms, {empty.size / 1024:.1f} KB"
            )
            for page, found in zip(PAGES, pages, strict=True):
                report(page.name, found, empty)
        print()
        for path, spent in (await first_runs(server, process)).items():
            line(f"first run of /{path}: CPU", f"{spent:.0f} ms", "<= 60 ms", spent <= 60)
        await portfolios(server, process, Path(folder))
        each, again = await visits(server, process)
        line(f"memory a visit, over {VISITS}", f"{each:.2f} MB", "<= 0.3 MB", each <= 0.3)
        line(f"memory of {VISITS} more after they left", f"{again:.0f} MB", "flat, <= 20 MB", again <= 20)
    cold_start()


if __name__ == "__main__":
    started = time.perf_counter()
    asyncio.run(main())
    print(f"\nmeasured in {time.perf_counter() - started:.0f} s")
