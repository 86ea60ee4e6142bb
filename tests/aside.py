"""Coroutines in a thread of their own: the test's own thread may have Playwright's loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def aside(coroutine):
    """What a coroutine returns."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, coroutine).result()
