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
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workbook.content import book
from workbook.links import DAY, new_secret
from workbook.text import HTML_LANG, LANGS, Lang, language_of
from workbook.ui.cookies import DEVICE, cookie_name, is_secure
from workbook.ui.menu import PAGES

STATIC: Final = Path(streamlit.__file__).parent / "static"
INDEX: Final = (STATIC / "index.html").read_text(encoding="utf-8")
SCRIPTS: Final = ("page.js", "typing.js", "reach.js", "framework.js")
ASSETS: Final = Path(__file__).parent.parent / "ui" / "assets"
NOINDEX: Final = {"x-robots-tag": "noindex"}
"""For what a link leads to, and the link: no search engine is to list it where somebody has put a link on a page."""
COOKIE_SECONDS: Final = 400 * DAY
_PAGES_OF_THEIR_OWN: Final = ("/component/", "/media/")
"""Where Streamlit serves pages of others: a component's, and those that are taken along."""
_BODY: Final = INDEX.index("<noscript>"), INDEX.index("</noscript>")


class Shell:
    """Answers the address of a page with its shell; everything else goes on to Streamlit, which knows no address that leads nowhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The shell, or whatever Streamlit answers."""
        path = scope["path"].strip("/") if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        lang = first_language(scope) if path is not None else "en"
        if path not in PAGES:
            await self.app(scope, receive, _or_nowhere(scope, receive, send, lang) if path else send)
            return
        if scope["path"] != f"/{path}":  # what the shell loads stands beside the page's own address
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"/{path}?{query}" if query else f"/{path}", 308)(scope, receive, send)
            return
        headers = {"cache-control": "no-store", "vary": "accept-language"} | (NOINDEX if PAGES[path].section == "hidden" else {})
        response = HTMLResponse(shell(path, lang), headers=headers)
        give_device(response, scope)
        await response(scope, receive, send)


def _or_nowhere(scope: Scope, receive: Receive, send: Send, lang: Lang) -> Send:
    """Passes an answer on, but where it would be Streamlit's own page, says that there is no such page."""
    nowhere = False

    async def answer(message: Message) -> None:
        nonlocal nowhere
        if message["type"] == "http.response.start" and message["status"] == 200:
            is_page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            nowhere = is_page and not scope["path"].startswith(_PAGES_OF_THEIR_OWN)
            if nowhere:
                words = book().words["frame"]
                back = f'<a href="/?lang={lang}">{html.escape(words["to_start"][lang])}</a>'
                said = f"<p>{html.escape(words['no_page_help'][lang])}</p><p>{back}</p>"
                await HTMLResponse(plain(words["no_page"][lang], said, lang), 404)(scope, receive, send)
        if not nowhere:
            await send(message)

    return answer


def plain(heading: str, said: str, lang: Lang) -> str:
    """A page that is none of the app's: a heading, and HTML that explains it."""
    return (
        f'<!doctype html><html lang="{HTML_LANG[lang]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(book().words['frame']['product'][lang])}</title>"
        f'<link rel="icon" href="/assets/icon.svg?v={_version("icon.svg")}">'
        f'<link rel="stylesheet" href="/assets/plain.css?v={_version("plain.css")}"></head>'
        f"<body><main><h1>{html.escape(heading)}</h1>{said}</main></body></html>"
    )


def icon(_: Request) -> Response:
    """To the workbook's icon, for whoever looks for one where there is no page that names it."""
    return RedirectResponse(f"/assets/icon.svg?v={_version('icon.svg')}")


def give_device(response: Response, scope: Scope) -> None:
    """Let a browser be recognised the next time, for `COOKIE_SECONDS` from now. Nothing is stored before it writes something.

    A host that moves to https keeps its workbooks: there a browser that has the plain cookie alone gets its value under the new name.
    So whoever can plant a plain cookie in a browser that never was here over TLS reads what is then stored; to ask first whether it has
    an owner would stop nobody, because whoever plants it can store something with it.
    """
    cookies, name = Request(scope).cookies, cookie_name(DEVICE, secure=is_secure(scope))
    set_cookie(response, scope, DEVICE, cookies.get(name) or cookies.get(DEVICE) or new_secret())


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
            *(f'<script type="module" src="./assets/{script}?v={_version(script)}"></script>' for script in SCRIPTS),
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


@cache
def _version(name: str) -> str:
    """A short mark that changes with the file, so that browsers may keep it for ever."""
    return hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
