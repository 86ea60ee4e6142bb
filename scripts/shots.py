"""`make shots`: the README's screenshots, one a main screen, made again."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, expect

from scripts.browser import browser
from scripts.server import ROOT, running

FOLDER = ROOT / "docs"


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
    Shot("sources.png", "/sources", "en", "light", 1280),
    Shot("value-zh-phone.png", "/value", "zh", "dark", 390),
)


def take(page: Page, shot: Shot, url: str) -> Path:
    """Open the page, click, and save what a person sees of it."""
    page.goto(f"{url}{shot.path}?lang={shot.lang}")
    page.locator(f".st-key-language-is-{shot.lang}").wait_for()
    for words in shot.clicks:
        page.get_by_text(words).click()
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
    with running() as server, browser() as chromium:
        for shot in SHOTS:
            height = 844 if shot.width < 600 else 900
            context = chromium.new_context(
                viewport={"width": shot.width, "height": height},
                color_scheme=shot.theme,  # type: ignore[arg-type]
            )
            print(take(context.new_page(), shot, server.url).relative_to(ROOT))
            context.close()


if __name__ == "__main__":
    main()
