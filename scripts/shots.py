"""`make shots`: the README's screenshots, one a main screen, made again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Page, expect

from scripts.browser import browser
from scripts.server import ROOT, running
from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.links import new_id, new_secret
from workbook.store import Store
from workbook.ui.cookies import DEVICE

FOLDER = ROOT / "docs"
NAMES = ("Alder Foods", "Birch Textiles", "Cedar Rail", "Dune Optics", "Elm Hospitals", "Fjord Energy", "Grove Paper", "Harbour Freight")


class Shot(NamedTuple):
    """A screenshot: its file, the address, language, theme and width, and the words to click first."""

    file: str
    path: str
    lang: str
    theme: str
    width: int
    clicks: tuple[str, ...] = ()


SHOTS = (
    Shot("start.png", "/", "en", "light", 1280),
    Shot("compare.png", "/compare", "en", "light", 1280),
    Shot("value.png", "/value", "en", "light", 1280),
    Shot("triple-fit.png", "/triple-fit", "en", "light", 1280, ("Show an example",)),
    Shot("accounts.png", "/accounts", "en", "light", 1280),
    Shot("questionnaire-phone.png", "/q/{secret}", "en", "light", 390, ("Begin", "4")),
    Shot("sources.png", "/sources", "en", "light", 1280),
    Shot("value-zh-phone.png", "/value", "zh", "dark", 390),
)


def invented(folder: str) -> tuple[str, str]:
    """A workbook of invented accounts: the secret of its device, and of a questionnaire."""
    store = Store(f"sqlite:///{folder}/workbook.db", book().canvas.zones.thresholds)
    device, link = new_secret(), new_secret()
    owner = store.owners.for_device(device)
    for at, name in enumerate(NAMES):
        account = store.accounts.create(owner, new_id(), name)
        for side, sign in (("supplier", 3), ("customer", 7)):
            assessment = new_id()
            for place, element in enumerate(ELEMENTS[: 9 - at % 3]):
                score = 1 + (at * sign + place * (at + 2)) % 5
                store.accounts.rate(owner, account.id, assessment, (side, "", ""), element, "score", score, 0)  # type: ignore[arg-type]
    store.links.create(owner, account.id, "questionnaire", link, label="", expires=None, asker="Northwind Components")
    store.close()
    return device, link


def take(page: Page, shot: Shot, url: str) -> Path:
    """Open the page, click, and save what a person sees of it."""
    page.goto(f"{url}{shot.path}?lang={shot.lang}")
    page.locator(f".st-key-language-is-{shot.lang}").wait_for()
    for words in shot.clicks:
        page.get_by_text(words, exact=True).click()
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.wait_for_timeout(1500)  # charts draw themselves after the page is there
    if shot.path == "/triple-fit":
        page.get_by_role("heading", name="What the scores say").scroll_into_view_if_needed()
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(500)
    path = FOLDER / shot.file
    page.screenshot(path=path)
    return path


def main() -> None:
    """Every screenshot."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, running(WORKBOOK_DATA_DIR=folder) as server, browser() as chromium:
        device, link = invented(folder)
        for shot in SHOTS:
            height = 844 if shot.width < 600 else 900
            context = chromium.new_context(
                viewport={"width": shot.width, "height": height},
                color_scheme=shot.theme,  # type: ignore[arg-type]
            )
            if shot.path == "/accounts":
                context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])
            shown = shot._replace(path=shot.path.format(secret=link))
            print(take(context.new_page(), shown, server.url).relative_to(ROOT))
            context.close()


if __name__ == "__main__":
    main()
