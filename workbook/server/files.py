"""Streamlit's scripts and styles, compressed once and kept: a first visit is 1.2 MB instead of 4."""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from workbook.server.shell import ASSETS, STATIC

FOLDERS: Final = {"static": STATIC / "static", "assets": ASSETS}
KINDS: Final = {".js", ".css", ".svg", ".json", ".wasm"}


class CompressedFiles:
    """Serves the text files of Streamlit and of the workbook compressed, where the browser takes it.

    Their names or queries change with their content, so a browser asks once. Anything else goes on to Streamlit.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The compressed file, or whatever Streamlit answers."""
        packed = None
        if scope["type"] == "http" and scope["method"] == "GET" and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            packed = await asyncio.to_thread(_packed, scope["path"])
        if packed is None:
            await self.app(scope, receive, send)
            return
        kind = mimetypes.guess_type(scope["path"])[0]
        headers = {"content-encoding": "gzip", "vary": "accept-encoding", "cache-control": "public, max-age=31536000, immutable"}
        await Response(packed, media_type=kind, headers=headers)(scope, receive, send)


@lru_cache(maxsize=512)
def _packed(address: str) -> bytes | None:
    """The file behind an address, compressed; None where there is none to compress."""
    folder, _, name = address.lstrip("/").partition("/")
    if folder not in FOLDERS or Path(name).suffix not in KINDS:
        return None
    try:
        path = (FOLDERS[folder] / name).resolve()
        if not path.is_relative_to(FOLDERS[folder].resolve()) or not path.is_file():
            return None
    except (OSError, ValueError):  # no name that a file can have
        return None
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
