"""Finds a browser for tests and screenshots: Chromium, Chrome or Edge; else installs Debian's, else Playwright's own.

`python -m scripts.browser` prints which one it is, or says what to install and fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

SHELL = "chromium-headless-shell"  # Chromium without windows takes half the time, but knows no settings
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
MISSING = (
    "No browser was found for the browser tests, and none could be installed. Install Chromium, Google Chrome or Microsoft Edge "
    "(Debian and Ubuntu: sudo apt-get install chromium fonts-noto-cjk), or run: python -m playwright install chromium"
)
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic")
BRIEF = "--js-flags=--no-opt --no-maglev"  # a page of a test is left before its script would be faster for having been optimized


@cache
def executable(*, settings: bool = False) -> str:
    """The path of a browser, installed first where none is found; one that obeys the settings of a profile, if that matters.

    Raises `RuntimeError` that says what to install.
    """
    return _found(settings) or _from_debian(settings) or _from_playwright() or _missing()


def _found(settings: bool) -> str | None:
    names = NAMES if settings else (SHELL, *NAMES)
    return next((path for name in names if (path := shutil.which(name))), None) or next(
        (place for place in PLACES if Path(place).exists()), None
    )


def _from_debian(settings: bool) -> str | None:
    """Debian's Chromium and a Chinese font, where the machine has apt-get and we may use it."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], check=False, env=env, **quiet)  # type: ignore[call-overload]
    for packages in (("chromium", "fonts-noto-cjk"), (SHELL,)):
        subprocess.run(["apt-get", "install", "-y", *packages], check=False, env=env, **quiet)  # type: ignore[call-overload]
    return _found(settings)


def _from_playwright() -> str | None:
    """Playwright's own browser, downloaded where that is possible."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not Path(path).exists():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return path if Path(path).exists() else None


def _missing() -> str:
    raise RuntimeError(MISSING)


def arguments() -> list[str]:
    """What a browser is started with."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # to whom Chromium refuses its sandbox
    return [*QUIET, BRIEF, "--no-sandbox"] if root else [*QUIET, BRIEF]


@contextmanager
def browser() -> Iterator[Browser]:
    """A running headless browser."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable(), args=arguments())
        try:
            yield started
        finally:
            started.close()


if __name__ == "__main__":
    try:
        print(f"Browser tests use {executable()}")
    except RuntimeError as missing:
        sys.exit(str(missing))
