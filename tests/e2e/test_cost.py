"""What one change costs on the wire. The ceilings lie a little above what was measured."""

import asyncio

import pytest

from scripts.client import Visitor

KB = 1024
CHANGES = [("value", "product:slider", 4000.0), ("triple-fit", "supplier:strategy:en", "4")]


@pytest.mark.parametrize(("path", "key", "value"), CHANGES)
def test_one_change_runs_only_fragments_and_sends_little(server, path, key, value):
    async def change():
        async with Visitor(server.url, path) as visitor:
            await visitor.open()
            return await visitor.put(key, value)

    rerun = asyncio.run(change())
    print(path, rerun)
    assert rerun.partial
    assert rerun.size <= 16 * KB
    assert rerun.messages <= MOST[path]


MOST = {"value": 200, "triple-fit": 200}
