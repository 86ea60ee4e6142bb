"""What happens before the first visit: the content is read, the heavy imports are made, and the collector forgets them."""

from __future__ import annotations

import gc
import logging
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from streamlit.starlette import App

from workbook.content import ContentError, book
from workbook.ui import pictures
from workbook.ui.session import language, words

log = logging.getLogger("workbook")


@asynccontextmanager
async def warm(_: App) -> AsyncIterator[dict[str, bool]]:
    """Everything that a first visitor would otherwise wait for."""
    pictures.warm()
    gc.collect()
    gc.freeze()
    yield {"ready": True}


def check_content() -> None:
    """Read `data/`, or name what is wrong with it and stop: an app with half a content does not start."""
    try:
        book()
    except ContentError as mistakes:
        sys.exit(f"The workbook does not start, because data/ has mistakes:\n{mistakes}")


def healthz(_: Request) -> Response:
    """Alive."""
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})


def on_script_error(error: Exception) -> bool:
    """Show one sentence and a reference number; the log has the rest under the same number."""
    reference = secrets.token_hex(4)
    log.error("page failed, reference %s", reference, exc_info=error)
    st.error(words("frame").failed.format(reference=reference), icon=":material/error:")
    return True


async def on_request_error(_: Request, error: Exception) -> Response:
    """The same for a request that is no page."""
    reference = secrets.token_hex(4)
    log.error("request failed, reference %s", reference, exc_info=error)
    return JSONResponse({"error": "internal", "reference": reference}, status_code=500)
