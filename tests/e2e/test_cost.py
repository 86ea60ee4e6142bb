"""What one change costs on the wire. The ceilings lie a little above what was measured."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from scripts.client import Visitor

KB = 1024


@pytest.mark.parametrize(
    ("path", "key", "value", "messages"),
    [("value", "product:slider", 4000.0, 36), ("triple-fit", "supplier:strategy:en", "4", 28)],  # 31 and 24 were measured
)
def test_one_change_runs_only_fragments_and_sends_little(server, path, key, value, messages):
    async def change():
        async with Visitor(server.url, path) as visitor:
            await visitor.open()
            return await visitor.put(key, value)

    with ThreadPoolExecutor() as apart:  # this thread has Playwright's loop
        rerun = apart.submit(asyncio.run, change()).result()
    assert rerun.partial
    assert rerun.size <= 16 * KB
    assert rerun.messages <= messages
