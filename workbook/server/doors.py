"""Short addresses: a link's secret or a room's code is exchanged for a cookie and a clean address, or answered like any other bad one.

A GET changes nothing in the store, so a preview robot does not either. The secret lives in the cookie, out of reach of scripts, titles,
history and referrers; what it grants is asked for in every rerun and every write.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from workbook.content import book
from workbook.links import code_of, secret_of
from workbook.server.shell import NOINDEX, first_language, give_device, plain, set_cookie
from workbook.text import HTML_LANG
from workbook.ui.cookies import DEVICE, GRANTS, REFERENCE, cookie_name, is_secure, lend
from workbook.ui.tries import failed, pause

if TYPE_CHECKING:
    from workbook.room import Entrance
    from workbook.store import Store

_SECOND: Final = "again"
_Found = TypeVar("_Found")


class _Away(Exception):
    """The store cannot be asked now; the key of the sentence that says so."""


async def _exchange(request: Request, works: Callable[[Store, str], bool], page: str, grant: str) -> Response:
    secret = secret_of(request.path_params["secret"])
    try:
        found = await asyncio.to_thread(_asked, lambda store: works(store, secret))
    except _Away as away:
        return _unknown(request, str(away))
    if not found:
        return refused(request)
    return _moved(request, page, GRANTS[grant], secret)


async def report(request: Request) -> Response:
    """`/s/<secret>`: to the report of an account or of a room."""

    def works(store: Store, secret: str) -> bool:
        return store.links.works(secret, "report") or store.rooms.works(secret, "report")

    return await _exchange(request, works, "shared", "report")


async def questionnaire(request: Request) -> Response:
    """`/q/<secret>`: to the questionnaire."""
    return await _exchange(request, lambda store, secret: store.links.works(secret, "questionnaire"), "questionnaire", "questionnaire")


async def wall(request: Request) -> Response:
    """`/w/<secret>`: to a room's wall."""
    return await _exchange(request, lambda store, secret: store.rooms.works(secret, "wall"), "present", "wall")


async def co_host(request: Request) -> Response:
    """`/h/<secret>`: to the room, to help to lead it."""
    return await _exchange(request, lambda store, secret: store.rooms.works(secret, "host"), "room", "host")


async def join(request: Request) -> Response:
    """`/j/<code>`: into a room, in its language where it has one; with a dead code back to the room that the phone was in last."""
    code, who = code_of(request.path_params["code"]), _who(request)
    if code is None:
        return refused(request)
    await asyncio.sleep(await asyncio.to_thread(pause, **who))  # whoever waits holds no thread

    def look(store: Store) -> tuple[Entrance | None, bool]:
        found = store.rooms.entrance(code)
        return found, found is None and store.rooms.of_device(who["device"]) is not None

    try:
        found, was_in = await asyncio.to_thread(_asked, look)
    except _Away as away:
        return _unknown(request, str(away))
    if found is None:
        answer = refused(request)  # a guess counts, whoever makes it
        return RedirectResponse("/join", 303, headers={"cache-control": "no-store"} | NOINDEX) if was_in else answer
    return _moved(request, "join", GRANTS["room"], code, lang=found.spoken)


async def resume(request: Request) -> Response:
    """`/resume/<secret>`: to /my-data, where moving the workbook to this device is asked for once more."""
    return await _exchange(request, lambda store, secret: store.owners.resumable(secret) is not None, "my-data", "resume")


ROUTES: Final = [
    Route("/s/{secret}", report),
    Route("/q/{secret}", questionnaire),
    Route("/w/{secret}", wall),
    Route("/h/{secret}", co_host),
    Route("/j/{code}", join),
    Route("/resume/{secret}", resume),
]


def refused(request: Request) -> Response:
    """The one answer to every address that opens nothing: unknown, expired and revoked look alike. Only failures are counted."""
    within = failed(**_who(request))
    lang, words = first_language(request.scope), book().words["frame"]
    headers = {} if within else {"retry-after": "60"}
    return _said(request, words["link_ended"][lang], words["link_ended_help"][lang], 410 if within else 429, headers)


def _unknown(request: Request, key: str) -> Response:
    """Nobody knows now whether an address opens anything. That is no failure of whoever has it."""
    lang = first_language(request.scope)
    heading, said = book().words["frame"]["product"][lang], book().words["saved"][key][lang]
    return _said(request, heading, said, 503, {"retry-after": "5"})


def _said(request: Request, heading: str, said: str, status: int, headers: dict[str, str]) -> Response:
    html = plain(heading, f"<p>{escape(said)}</p>", first_language(request.scope))
    response = HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"} | NOINDEX | headers)
    give_device(response, request.scope)
    return response


def _who(request: Request) -> dict[str, str]:
    """Whom a failure counts for."""
    device = request.cookies.get(cookie_name(DEVICE, secure=is_secure(request.scope)), "")
    return {"device": device, "address": request.client.host if request.client else ""}


def _moved(request: Request, page: str, cookie: str, secret: str, lang: str = "") -> Response:
    """To the clean address; a browser that comes for the first time by a second look at the door, which shows whether it takes cookies."""
    asked = request.query_params.get("lang", "")
    lang = asked if asked in HTML_LANG else lang
    query: dict[str, str] = {"lang": lang} if lang in HTML_LANG else {}
    known = cookie_name(DEVICE, secure=is_secure(request.scope)) in request.cookies
    if known or _SECOND in request.query_params:
        address = f"/{page}"
        if not known:
            query[REFERENCE] = lend(cookie, secret)
    else:
        address = request.url.path
        query[_SECOND] = "1"
    there = f"{address}?{urlencode(query)}" if query else address
    response = RedirectResponse(there, 303, headers={"cache-control": "no-store"} | NOINDEX)
    give_device(response, request.scope)
    set_cookie(response, request.scope, cookie, secret)
    return response


def _asked(ask: Callable[[Store], _Found]) -> _Found:
    # imported here: the server is up before the database's library is
    from workbook.store import Unavailable
    from workbook.ui.saved import store

    try:
        return ask(store())
    except Unavailable as error:
        raise _Away("too_new" if error.reason == "too_new" else "away") from error
