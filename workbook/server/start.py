"""What happens around the start: the content is checked, the heavy imports are made, errors are turned into sentences."""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from streamlit.starlette import App

from workbook.content import ContentError, book
from workbook.links import DAY
from workbook.server.headers import HEADERS
from workbook.ui.session import settle_language, words

HOUR: Final = 60 * 60
FILES: Final = 8192
"""As many open files as the fullest room needs, several times over: a visit takes four of them."""
_REQUESTS: Final = "uvicorn.access"
log = logging.getLogger("workbook")


@asynccontextmanager
async def warm(_: App) -> AsyncIterator[dict[str, bool]]:
    """Healthy at once; what the first picture needs is loaded beside the first visits, and then left out of every collection.

    From then on what is kept for a time only is deleted once a day, as long as the server runs.
    """
    beside = asyncio.create_task(_beside())
    yield {"ready": True}
    beside.cancel()
    from workbook.ui import drafts

    drafts.write()


async def _beside() -> None:
    await asyncio.to_thread(_warm)
    while True:
        done = await asyncio.to_thread(_forget)
        await asyncio.sleep(DAY if done else HOUR)


def _forget() -> bool:
    """Delete what has had its time; whether it could be done."""
    from workbook.ui.saved import store

    try:
        store().forget()
    except Exception:  # the app goes on, and so do the rounds
        log.exception("what has had its time is not deleted yet")
        return False
    return True


def _warm() -> None:
    # Altair, pandas and numpy come with these and take longer than all the rest of the start
    from workbook.ui import catalogue, comparison, desk, join, opening, present, rating, terms  # noqa: F401

    _ready()
    gc.collect()
    gc.freeze()


def check_content() -> None:
    """Read `data/`, or name what is wrong with it and stop: an app with half a content does not start."""
    try:
        book()
    except ContentError as mistakes:
        sys.exit(f"The workbook does not start, because data/ has mistakes:\n{mistakes}")


def open_many() -> None:
    """Let this process open `FILES` files, or as many as the system permits. Unless it is asked, macOS permits 256, Linux often 1024."""
    if sys.platform == "win32":  # which has no such limit
        return
    import resource

    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    if few != resource.RLIM_INFINITY and few < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def log_no_secret() -> None:
    """Of an address the server's own log of requests, which `uvicorn app:app` writes, keeps the first part: the rest may open something."""
    logging.getLogger(_REQUESTS).addFilter(_shortened)


def _shortened(record: logging.LogRecord) -> bool:
    client, method, address, *rest = record.args  # type: ignore[misc]
    record.args = (client, method, re.sub(r"^(/[^/?]*).*", r"\1", str(address)), *rest)
    return True


def healthz(_: Request) -> Response:
    """Alive."""
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})


def _ready() -> bool:
    from workbook.store import Unavailable
    from workbook.ui.saved import store

    try:
        return store().ready
    except Unavailable as error:
        log.error("not ready: %s", error)
        return False


async def readyz(_: Request) -> Response:
    """Able to save: the database can be written to and has the newest schema."""
    ready = await asyncio.to_thread(_ready)
    return JSONResponse({"status": "ok" if ready else "unavailable"}, 200 if ready else 503, headers={"cache-control": "no-store"})


def on_script_error(error: Exception) -> bool:
    """Show one sentence and a reference number; the log has the rest under the same number."""
    reference = secrets.token_hex(4)
    log.error("page failed, reference %s", reference, exc_info=error)
    settle_language()  # it may have failed before
    st.error(words("frame").failed.format(reference=reference), icon=":material/error:")
    return True


async def on_request_error(_: Request, error: Exception) -> Response:
    """The same for a request that is no page. It is answered outside the middleware, so it brings the headers along."""
    reference = secrets.token_hex(4)
    log.error("request failed, reference %s", reference, exc_info=error)
    return JSONResponse({"error": "internal", "reference": reference}, status_code=500, headers=HEADERS)
