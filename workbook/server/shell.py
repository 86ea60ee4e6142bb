"""The first HTML response: Streamlit's page shell with the reader's language, the page's title and the workbook's style in it."""

from __future__ import annotations

import hashlib
import html
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

import streamlit
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from workbook.content import book
from workbook.links import DAY, new_secret
from workbook.text import HTML_LANG, LANGS, Lang, language_of
from workbook.ui.cookies import DEVICE, cookie_name, is_secure
from workbook.ui.menu import PAGES

STATIC: Final = Path(streamlit.__file__).parent / "static"
INDEX: Final = (STATIC / "index.html").read_text(encoding="utf-8")
ASSETS: Final = Path(__file__).parent.parent / "ui" / "assets"
COOKIE_SECONDS: Final = 400 * DAY
_BODY: Final = INDEX.index("<noscript>"), INDEX.index("</noscript>")


class Shell:
    """Answers the address of a page with its shell; everything else goes on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The shell, or whatever Streamlit answers."""
        path = scope["path"].strip("/") if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        if path not in PAGES:
            await self.app(scope, receive, send)
            return
        lang = first_language(scope)
        response = HTMLResponse(shell(path, lang), headers={"cache-control": "no-store", "vary": "accept-language"})
        give_device(response, scope)
        await response(scope, receive, send)


def give_device(response: Response, scope: Scope) -> None:
    """Let a browser that comes for the first time be recognised the next time. Nothing is stored before it writes something."""
    if cookie_name(DEVICE, secure=is_secure(scope)) not in Request(scope).cookies:
        set_cookie(response, scope, DEVICE, new_secret())


def set_cookie(response: Response, scope: Scope, name: str, value: str) -> None:
    """A cookie that no script can read, sent only to this host, over TLS where there is any."""
    secure = is_secure(scope)
    response.set_cookie(
        cookie_name(name, secure=secure), value, max_age=COOKIE_SECONDS, path="/", httponly=True, samesite="lax", secure=secure
    )


def first_language(scope: Scope) -> Lang:
    """`?lang=`, else the browser's: what the frame will decide too."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
    for lang in LANGS:
        if asked == lang:
            return lang
    return language_of(Headers(scope=scope).get("accept-language", ""))


@cache
def shell(path: str, lang: Lang) -> str:
    """The HTML of one page in one language."""
    words = book().words["frame"]
    title = html.escape(f"{words[PAGES[path].title][lang]} · {words['product'][lang]}")
    description = html.escape(words["description"][lang], quote=True)
    styles = ("workbook.css", f"{PAGES[path].file}.css")  # a page may have one of its own
    own = "".join(
        [
            f'<meta name="description" content="{description}">',
            *(f'<link rel="stylesheet" href="./assets/{style}?v={_version(style)}">' for style in styles if (ASSETS / style).exists()),
            f'<script type="module" src="./assets/page.js?v={_version("page.js")}"></script>',
        ]
    )
    start, end = _BODY
    without_script = f"<noscript><p>{html.escape(words['without_script'][lang])}</p>"
    return (
        (INDEX[:start] + without_script + INDEX[end:])
        .replace('<html lang="en">', f'<html lang="{HTML_LANG[lang]}">')
        .replace("<title>Streamlit</title>", f"<title>{title}</title>")
        .replace("./favicon.png", f"./assets/icon.svg?v={_version('icon.svg')}")
        .replace("</head>", f"{own}</head>")
    )


def _version(name: str) -> str:
    """A short mark that changes with the file, so that browsers may keep it for ever."""
    return hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
