"""A visitor without a browser: speaks Streamlit's websocket protocol, and counts what a rerun costs in time and bytes."""

from __future__ import annotations

import asyncio
import time
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ContextInfo
from streamlit.proto.Common_pb2 import DoubleArray, StringArray
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect


class Rerun(NamedTuple):
    """What one rerun took: seconds until it was over, bytes and messages received, and whether only fragments ran."""

    seconds: float
    size: int
    messages: int
    partial: bool


class Visitor:
    """One open page."""

    def __init__(self, url: str, path: str, *, cookie: str = "") -> None:
        self.url, self.path, self.cookie = url, path, cookie
        self.widgets: dict[str, tuple[str, str]] = {}
        self.values: dict[str, WidgetState] = {}
        self.page = ""
        self.socket: ClientConnection

    async def __aenter__(self) -> Self:
        parts = urlsplit(self.url)
        address = f"ws://{parts.netloc}/_stcore/stream"
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self.socket = await connect(
            address,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            origin=self.url,  # type: ignore[arg-type]
            compression=None,
            additional_headers=headers,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def open(self) -> Rerun:
        """The first run of the page."""
        return await self._run("")

    async def put(self, key: str, value: float | str) -> Rerun:
        """Change the widget with this key, as its user would."""
        widget, fragment = self.widgets[key]
        one = (
            WidgetState(id=widget, string_array_value=StringArray(data=[value]))
            if isinstance(value, str)
            else WidgetState(id=widget, double_array_value=DoubleArray(data=[value]))
        )
        self.values[widget] = one
        return await self._run(fragment)

    async def _run(self, fragment: str) -> Rerun:
        message = BackMsg()
        state = message.rerun_script
        state.page_name = "" if self.page else self.path
        state.page_script_hash = self.page
        state.fragment_id = fragment
        state.widget_states.CopyFrom(WidgetStates(widgets=self.values.values()))
        state.context_info.CopyFrom(ContextInfo(url=f"{self.url}/{self.path}", locale="en-GB"))
        begun, size, messages = time.perf_counter(), 0, 0
        await self.socket.send(message.SerializeToString())
        while True:
            raw = await asyncio.wait_for(self.socket.recv(), 60)
            size, messages = size + len(raw), messages + 1
            answer = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            kind = answer.WhichOneof("type")
            if kind == "delta":
                self._remember(answer.delta, tuple(answer.metadata.delta_path))
            elif kind == "navigation":
                self.page = answer.navigation.page_script_hash
            elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                partial = answer.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
                return Rerun(time.perf_counter() - begun, size, messages, partial)

    def _remember(self, delta: Any, path: tuple[int, ...]) -> None:  # noqa: ARG002 - where it stands, for those who listen
        """Note the id and the fragment of every keyed widget, so that it can be changed later."""
        element = delta.new_element
        kind = element.WhichOneof("type")
        widget = getattr(getattr(element, kind), "id", "") if kind else ""
        if isinstance(widget, str) and widget.startswith("$$ID-"):
            self.widgets[widget.split("-", 2)[2]] = (widget, delta.fragment_id)
