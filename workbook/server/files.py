"""Streamlit's scripts and styles, compressed once and kept: a first visit is 1.2 MB instead of 4."""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
from functools import cache
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
        path = _files().get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if path is None or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self.app(scope, receive, send)
            return
        packed = await asyncio.to_thread(_packed, path)
        kind = mimetypes.guess_type(scope["path"])[0]
        headers = {"content-encoding": "gzip", "vary": "accept-encoding", "cache-control": "public, max-age=31536000, immutable"}
        await Response(packed, media_type=kind, headers=headers)(scope, receive, send)


@cache
def _files() -> dict[str, Path]:
    """The files to compress, by the one address that each has. What is a link is none of them."""
    return {
        f"/{name}/{path.relative_to(folder).as_posix()}": path
        for name, folder in FOLDERS.items()
        for path in folder.rglob("*")
        if path.suffix in KINDS and path.is_file() and not path.is_symlink()
    }


@cache
def _packed(path: Path) -> bytes:
    """A file, compressed."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
