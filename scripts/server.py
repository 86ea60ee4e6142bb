"""A workbook of one's own on a free port of this machine, for browser tests, screenshots and measurements."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent


class Running(NamedTuple):
    """A server: its address, its process, and how long it took to be healthy in seconds."""

    url: str
    process: subprocess.Popen[bytes]
    started_in: float


@contextmanager
def running(script: str = "app.py", *, health: str = "/healthz", log: Path | None = None, port: int = 0, **env: str) -> Iterator[Running]:
    """Start a script's server on a port (a free one by itself), wait until it is healthy, and stop it at the end.

    Raises `RuntimeError` if it does not start.
    """
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", "--server.address=127.0.0.1"]
    output = log.open("wb") if log else subprocess.DEVNULL
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **env}, stdout=output, stderr=output)
    try:
        _wait(f"http://127.0.0.1:{port}{health}", process)
        yield Running(f"http://127.0.0.1:{port}", process, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    for _ in range(int(seconds / 0.02)):
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with exit code {process.returncode}")
        try:
            with urlopen(url, timeout=5) as answer:  # noqa: S310 - an address of this machine
                if answer.status == 200:
                    return
        except OSError:  # not there yet, or not answering yet
            time.sleep(0.02)
    raise RuntimeError(f"the server did not answer at {url} within {seconds:.0f} s")
