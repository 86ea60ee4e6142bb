"""Mends for Streamlit 1.67: no tap and nothing that changed is lost, and a run does not wait for what it does not need.

A run that is over hands its last messages to the event loop and then takes no more requests. `AppSession.request_rerun` puts a new runner
in its place, and from then on the session ignores whatever the old one had still to say. On a screen that ticks by itself, a tick that
comes just then costs a tap its answer: stored, but never drawn.

A request for another page takes the place of one that has not begun yet, and says nothing of the page that it leaves; what a callback asks
for takes its own place. Where the server or the line was busy and both come at once, a tap is lost, or a link leads nowhere.

A callback that reads the session's state hands over to a request for a whole run that has come meanwhile, and never returns: what it was
about to keep is lost, and as the widget has its value already, nothing calls it again.

A figure that is typed and left for a button goes to the server together with the tap, as one request to draw the figure's fragment. The
button's callback is called, and what it changed is not drawn.

Every message asks for a setting, and every reader of a setting locks them all. Where 200 phones draw at once, their threads and the event
loop hand that lock on for seconds.

Whatever a run draws goes to the event loop by itself: the loop takes the interpreter away from the run, sends it, and rests for 5 ms, in
which the end of a run of 8 ms has long been there.

A part of a page begins with a deep copy of every place that it may draw to, and a picture's specification is parsed anew to be found in
order, although both are the same every time. And a run begins by putting all that a visit remembers where it lies already.

A browser that was away too long, or while the server started again, gets a new session, which knows nothing of the page that it shows:
whatever is tapped there is shown as chosen and reaches nobody.

A file that was made for a download belongs to no session: the second run of anybody that ends after it takes it away, which may be before
the browser comes to fetch it.
"""

from __future__ import annotations

import math
import time
from asyncio import TimerHandle
from collections import deque
from contextlib import suppress
from copy import copy
from functools import lru_cache
from typing import Any, Final
from weakref import WeakKeyDictionary

import streamlit as st
from streamlit import config
from streamlit.cursor import Cursor
from streamlit.elements import vega_charts
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.media_file_manager import MediaFileMetadata
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState, get_script_run_ctx
from streamlit.runtime.state.session_state import SessionState, WStates
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

LISTENING: Final = 0.001
"""Seconds between two looks whether a run was heard to its end."""
TOGETHER: Final = 0.02
"""Seconds after which a run that goes on hands over what it has drawn."""
FETCHED: Final = 60
"""Seconds that a browser has to fetch a file that was made for it."""


def mend() -> None:
    """Mend all of it in this process."""
    hear_out()
    finish_callbacks()
    draw_all_that_changed()
    read_settings_freely()
    hand_over_together()
    copy_places_plainly()
    know_specifications()
    put_away_what_is_new()
    begin_lost_pages_anew()
    keep_what_is_fetched()


def hear_out(session_type: type[Any] = AppSession) -> None:
    """From now on every request keeps its turn: it waits for the last message of a run that is over, and for the end of another page's."""
    request, waiting = session_type.request_rerun, WeakKeyDictionary[Any, deque[Any]]()

    def request_rerun(session: Any, client_state: Any) -> None:
        turns = waiting.setdefault(session, deque())
        turns.append(client_state)
        if len(turns) == 1:
            go_on(session, turns)

    def go_on(session: Any, turns: deque[Any]) -> None:
        while turns:
            if _has_more_to_say(session, turns[0]) and session._state is not AppSessionState.SHUTDOWN_REQUESTED:
                session._event_loop.call_later(LISTENING, go_on, session, turns)
                return
            request(session, turns.popleft())

    session_type.request_rerun = request_rerun


def finish_callbacks(runner_type: type[Any] = ScriptRunner) -> None:
    """From now on a callback runs to its end, and what has come meanwhile has its turn afterwards."""
    hand_over = runner_type._maybe_handle_execution_control_request

    def hand_over_between_callbacks(runner: Any) -> None:
        asked = runner._requests._state is not ScriptRequestType.CONTINUE
        running = asked and runner._execing and runner._is_in_script_thread()
        if not running or ThreadState.get().run_location is not RunLocation.CALLBACK:
            hand_over(runner)

    runner_type._maybe_handle_execution_control_request = hand_over_between_callbacks


def draw_all_that_changed(states_type: type[Any] = WStates) -> None:
    """From now on a callback in a run of other fragments than its widget's has the whole page drawn."""
    call = states_type.call_callback

    def call_callback(states: Any, widget: str) -> None:
        call(states, widget)
        here = get_script_run_ctx()
        if here and here.fragment_ids_this_run and states.widget_metadata[widget].fragment_id not in here.fragment_ids_this_run:
            st.rerun()

    states_type.call_callback = call_callback


def read_settings_freely(config: Any = config) -> None:
    """From now on a setting is read without the lock that only changes need."""
    locked = config.get_option

    def get_option(key: str) -> Any:
        options = config._config_options
        return options[key].value if options and key in options else locked(key)

    config.get_option = get_option


def hand_over_together(session_type: type[Any] = AppSession) -> None:
    """From now on a run hands over all it has drawn at its end; while it goes on, after a moment."""
    drawn_by = WeakKeyDictionary[Any, deque[Any]]()
    timers = WeakKeyDictionary[Any, TimerHandle]()

    def on_event(session: Any, sender: Any, event: Any, **said: Any) -> None:
        drawn = drawn_by.setdefault(session, deque())
        drawn.append((sender, event, said))

        def hand_over() -> None:
            if timer := timers.pop(session, None):
                timer.cancel()  # else it would come in the middle of the next run
            while drawn:
                sender, event, said = drawn.popleft()
                session._handle_scriptrunner_event_on_event_loop(sender, event, **said)

        def hand_over_later() -> None:
            timers[session] = session._event_loop.call_later(TOGETHER, hand_over)

        if event not in (ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG):
            session._call_soon_on_event_loop(hand_over)
        elif len(drawn) == 1:
            session._call_soon_on_event_loop(hand_over_later)

    session_type._on_scriptrunner_event = on_event


def copy_places_plainly(cursor_type: type[Any] = Cursor) -> None:
    """From now on a place on the page is copied at once: but for what passes over it, it holds nothing that changes."""

    def copied(cursor: Any, _memo: Any) -> Any:
        twin = object.__new__(type(cursor))
        twin.__dict__ |= cursor.__dict__
        twin._transient_elements = copy(cursor._transient_elements)
        twin._transient_elements._data = dict(cursor._transient_elements._data)
        return twin

    cursor_type.__deepcopy__ = copied


def know_specifications(charts: Any = vega_charts) -> None:
    """From now on the text of a picture's specification is looked through once."""
    charts._stabilize_vega_json_spec = lru_cache(maxsize=256)(charts._stabilize_vega_json_spec)


def put_away_what_is_new(state_type: type[Any] = SessionState) -> None:
    """From now on a run begins with putting away what the one before has changed, not all that the visit remembers."""

    def compact_state(state: Any) -> None:
        for place in {*map(state._get_widget_id, state._new_session_state), *state._new_widget_state}:
            with suppress(KeyError):  # of a widget that is not there any more, as Streamlit does
                state._old_state[place] = state[place]
        state._new_session_state.clear()
        state._new_widget_state.clear()

    state_type._compact_state = compact_state


def begin_lost_pages_anew(manager_type: type[Any] = WebsocketSessionManager) -> None:
    """From now on a browser that comes back to a session which is gone loads its page again."""
    connect = manager_type.connect_session

    def connect_session(manager: Any, client: Any, *who: Any, existing_session_id: str | None = None, **more: Any) -> str:
        found: str = connect(manager, client, *who, existing_session_id=existing_session_id, **more)
        if existing_session_id not in (None, found):
            message = ForwardMsg()
            message.auth_redirect.url = ""  # to where it is
            client.write_forward_msg(message)  # among what waits for its turn, a run that begins would take it away
        return found

    manager_type.connect_session = connect_session


def keep_what_is_fetched(file_type: type[Any] = MediaFileMetadata) -> None:
    """From now on a file that was made to be downloaded stays for a while, however many runs end meanwhile."""

    def mark_for_delete(file: Any) -> None:
        file.__dict__.setdefault("_marked_at", time.monotonic())

    file_type.mark_for_delete = mark_for_delete
    file_type.is_marked_for_delete = property(lambda file: time.monotonic() - getattr(file, "_marked_at", math.inf) > FETCHED)


def _has_more_to_say(session: Any, asked: Any) -> bool:
    """Whether the session's last run is over and was not heard to the end, or belongs to another page than what is asked for."""
    if session._scriptrunner is None:
        return False
    requests = session._scriptrunner._requests
    return requests._state is ScriptRequestType.STOP or (asked and asked.page_script_hash != requests._rerun_data.page_script_hash)
