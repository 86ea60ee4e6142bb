"""What one change costs on the wire. The ceilings lie a little above what was measured."""

import pytest
from aside import aside

from scripts.client import Visitor

KB = 1024


@pytest.mark.parametrize(
    ("path", "key", "values", "messages"),
    [("value", "product:slider", (3000.0, 4000.0), 18), ("triple-fit", "supplier:strategy:en", ("3", "4"), 14)],  # 15 and 10 were measured
)
def test_one_change_runs_only_fragments_and_sends_little(server, path, key, values, messages):
    async def change():
        async with Visitor(server.url, path) as visitor:
            await visitor.open()
            await visitor.put(key, values[0])  # the first one begins the work, and may draw the page anew
            return await visitor.put(key, values[1])

    rerun = aside(change())
    assert rerun.partial
    assert rerun.size <= 16 * KB
    assert rerun.messages <= messages
