"""Short addresses: a link's secret is exchanged for a cookie and a clean address, or answered like any other bad one.

A GET changes nothing in the store, so a preview robot does not either. The secret lives in the cookie, out of reach of scripts, titles,
history and referrers; what it grants is asked for in every rerun and every write.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from workbook.content import book
from workbook.links import Kind, digest
from workbook.server.shell import first_language, give_device, set_cookie
from workbook.text import HTML_LANG
from workbook.ui.cookies import DEVICE, GRANTS, REFERENCE, cookie_name, is_secure, lend

if TYPE_CHECKING:
    from limits.strategies import MovingWindowRateLimiter

    from workbook.store import Store

FAILURES: Final = {"device": 5, "address": 60, "all": 300}
"""Bad addresses in five minutes: of one device, from one network address (a whole room may share one), and of everybody."""
_SECOND: Final = "again"
_PAGE: Final[dict[Kind, str]] = {"questionnaire": "questionnaire", "report": "shared"}


async def _exchange(request: Request, kind: Kind) -> Response:
    secret = request.path_params["secret"]
    if not await asyncio.to_thread(_works, lambda store: store.links.works(secret, kind)):
        return refused(request)
    return _moved(request, _PAGE[kind], GRANTS[kind], secret)


async def report(request: Request) -> Response:
    """`/s/<secret>`: to the report."""
    return await _exchange(request, "report")


async def questionnaire(request: Request) -> Response:
    """`/q/<secret>`: to the questionnaire."""
    return await _exchange(request, "questionnaire")


async def resume(request: Request) -> Response:
    """`/resume/<secret>`: to /my-data, where moving the workbook to this device is asked for once more."""
    secret = request.path_params["secret"]
    if not await asyncio.to_thread(_works, lambda store: store.owners.resumable(secret)):
        return refused(request)
    return _moved(request, "my-data", GRANTS["resume"], secret)


ROUTES: Final = [Route("/s/{secret}", report), Route("/q/{secret}", questionnaire), Route("/resume/{secret}", resume)]


def refused(request: Request) -> Response:
    """The one answer to every address that opens nothing: unknown, expired and revoked look alike. Only failures are counted."""
    device = request.cookies.get(cookie_name(DEVICE, secure=is_secure(request.scope)), "")
    address = request.client.host if request.client else ""
    within = _counted(device=device, address=address, all="everybody")
    lang = first_language(request.scope)
    words = book().words["frame"]
    html = (
        f'<!doctype html><html lang="{HTML_LANG[lang]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(words["product"][lang])}</title>'
        f'<link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/plain.css"></head>'
        f"<body><main><h1>{escape(words['link_ended'][lang])}</h1><p>{escape(words['link_ended_help'][lang])}</p></main></body></html>"
    )
    headers = {"cache-control": "no-store"} | ({} if within else {"retry-after": "60"})
    response = HTMLResponse(html, status_code=410 if within else 429, headers=headers)
    give_device(response, request.scope)
    return response


def _moved(request: Request, page: str, cookie: str, secret: str) -> Response:
    """To the clean address; a browser that comes for the first time by a second look at the door, which shows whether it takes cookies."""
    query: dict[str, str] = {"lang": lang} if (lang := request.query_params.get("lang")) in HTML_LANG else {}
    known = cookie_name(DEVICE, secure=is_secure(request.scope)) in request.cookies
    if known or _SECOND in request.query_params:
        address = f"/{page}"
        if not known:
            query[REFERENCE] = lend(cookie, secret)
    else:
        address = request.url.path
        query[_SECOND] = "1"
    response = RedirectResponse(f"{address}?{urlencode(query)}" if query else address, 303, headers={"cache-control": "no-store"})
    give_device(response, request.scope)
    set_cookie(response, request.scope, cookie, secret)
    return response


def _counted(**who: str) -> bool:
    """Count a failure; whether everybody concerned is still within the limits."""
    from limits import RateLimitItemPerMinute

    within = [_limiter().hit(RateLimitItemPerMinute(FAILURES[kind], 5), kind, digest(one)) for kind, one in who.items() if one]
    return all(within)


@cache
def _limiter() -> MovingWindowRateLimiter:
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    return MovingWindowRateLimiter(MemoryStorage())


def _works(ask: Callable[[Store], bool]) -> bool:
    # imported here, like the limiter: the server is up before the database's library is
    from workbook.store import Unavailable
    from workbook.ui.saved import store

    try:
        return ask(store())
    except Unavailable:
        return False
