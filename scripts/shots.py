"""`make shots`: the README's screenshots, one a main screen, made again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

from playwright.sync_api import Page, ViewportSize, expect

from scripts.browser import browser
from scripts.server import ROOT, running
from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.links import new_id, new_secret
from workbook.room import Plan
from workbook.store import Store
from workbook.store.rooms import Host
from workbook.text import Lang
from workbook.ui.cookies import DEVICE, GRANTS

FOLDER = ROOT / "docs"
NAMES = ("Alder Foods", "Birch Textiles", "Cedar Rail", "Dune Optics", "Elm Hospitals", "Fjord Energy", "Grove Paper", "Harbour Freight")


class Shot(NamedTuple):
    """A screenshot: its file, the address, language, theme and width, who looks, the words to click first, and where to begin."""

    file: str
    path: str
    lang: Lang = "en"
    theme: Literal["light", "dark"] = "light"
    width: int = 1280
    who: str = ""
    clicks: tuple[str, ...] = ()
    below: str = ""


SHOTS = (
    Shot("start.png", "/"),
    Shot("compare.png", "/compare"),
    Shot("process.png", "/process?tab=funnel", below=".stVegaLiteChart"),
    Shot("cases.png", "/cases"),
    Shot("self-assessment-zh-phone.png", "/self-assessment", "zh", width=390),
    Shot("value.png", "/value"),
    Shot("value-zh-phone.png", "/value", "zh", "dark", 390),
    Shot("five-methods.png", "/five-methods"),
    Shot("accounts.png", "/accounts", who="rep"),
    Shot("triple-fit.png", "/triple-fit", clicks=("Show an example",), below=".st-key-pictures"),
    Shot("questionnaire-phone.png", "/q/{questionnaire}", width=390, clicks=("Begin", "4")),
    Shot("plan-zh.png", "/plan", "zh", clicks=("看一个示例", "5 平衡利益")),
    Shot("room.png", "/room", who="rep", clicks=("Go to the desk",)),
    Shot("wall.png", "/present", theme="dark", who="wall"),
    Shot("join-phone.png", "/join", width=390, who="phone"),
    Shot("sources.png", "/sources"),
)


def invented(folder: str) -> dict[str, str]:
    """A workbook of invented accounts and a room: the secrets by what they open, and the cookies by who has them."""
    store = Store(f"sqlite:///{folder}/workbook.db", book().canvas.zones.thresholds)
    device, link, wall, phones = new_secret(), new_secret(), new_secret(), [new_secret() for _ in range(12)]
    owner = store.owners.for_device(device)
    for at, name in enumerate(NAMES):
        account = store.accounts.create(owner, new_id(), name)
        for side, sign in (("supplier", 3), ("customer", 7)):
            assessment = new_id()
            for place, element in enumerate(ELEMENTS[: 9 - at % 3]):
                score = 1 + (at * sign + place * (at + 2)) % 5
                store.accounts.rate(owner, account.id, assessment, (side, "", ""), element, "score", score, 0)  # type: ignore[arg-type]
    store.links.create(owner, account.id, "questionnaire", link, label="", expires=None, asker="Northwind Components")
    host = Host(owner)
    plan = Plan("Spring kick-off", "en", 3, "nobody", "follow", (("perception", {}), ("takeaway", {})))
    room = store.rooms.create(owner, new_id(), plan)
    store.rooms.new_link(host, room.id, "wall", wall)
    store.rooms.step(host, room.id, 0, "open")
    for at, phone in enumerate(phones):
        store.rooms.join(str(room.code), phone)
        store.rooms.answer(room.id, phone, 0, 1, "perception", f"{0.2 + at % 9 / 10:.1f}")
        store.rooms.answer(room.id, phone, 0, 1, "cost", 1500.0 + 400 * (at * 5 % 7))
    store.rooms.step(host, room.id, 0, "reveal")
    store.close()
    cookies = {"rep": f"{DEVICE}={device}", "wall": f"{GRANTS['wall']}={wall}", "phone": f"{DEVICE}={phones[0]}"}
    return {"questionnaire": link, **cookies}


def take(page: Page, shot: Shot, address: str) -> Path:
    """Open the page, click, and save what a person sees of it."""
    page.goto(f"{address}{'&' if '?' in address else '?'}lang={shot.lang}")
    page.locator(f".st-key-language-is-{shot.lang}").wait_for()
    for words in shot.clicks:
        page.get_by_text(words, exact=True).click()
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.wait_for_timeout(1500)  # charts draw themselves after the page is there
    if shot.below:
        page.locator(shot.below).first.evaluate("one => one.scrollIntoView()")
        page.wait_for_timeout(500)
    path = FOLDER / shot.file
    page.screenshot(path=path)
    return path


def main() -> None:
    """Every screenshot."""
    FOLDER.mkdir(exist_ok=True)
    with (
        TemporaryDirectory() as folder,
        running(WORKBOOK_DATA_DIR=folder, WORKBOOK_PUBLIC_URL="http://workbook.example") as server,
        browser() as chromium,
    ):
        made = invented(folder)
        for shot in SHOTS:
            size: ViewportSize = {"width": shot.width, "height": 844 if shot.width < 600 else 900}
            context = chromium.new_context(viewport=size, color_scheme=shot.theme)
            if shot.who:
                name, _, secret = made[shot.who].partition("=")
                context.add_cookies([{"name": name, "value": secret, "url": server.url}])
            print(take(context.new_page(), shot, server.url + shot.path.format(**made)).relative_to(ROOT))
            context.close()


if __name__ == "__main__":
    main()
