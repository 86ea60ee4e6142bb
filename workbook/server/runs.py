"""Two mends for Streamlit 1.67: no screen loses what a run drew last, and runs do not queue for its settings.

A run that is over hands its last messages to the event loop and then takes no more requests. `AppSession.request_rerun` puts a new runner
in its place, and from then on the session ignores whatever the old one had still to say. On a screen that ticks by itself, a tick that
comes just then costs a tap its answer: stored, but never drawn.

Every message asks for a setting, and every reader of a setting locks them all. Where 200 phones draw at once, their threads and the event
loop hand that lock on for seconds.
"""

from __future__ import annotations

from collections import deque
from typing import Any, Final
from weakref import WeakKeyDictionary

from streamlit import config
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

SECONDS: Final = 0.001


def hear_out(session_type: type[Any] = AppSession) -> None:
    """From now on every request that comes between the end of a run and its last message waits for that message, and keeps its turn."""
    request, waiting = session_type.request_rerun, WeakKeyDictionary[Any, deque[Any]]()

    def request_rerun(session: Any, client_state: Any) -> None:
        turns = waiting.setdefault(session, deque())
        turns.append(client_state)
        if len(turns) == 1:
            go_on(session, turns)

    def go_on(session: Any, turns: deque[Any]) -> None:
        while turns:
            if _has_more_to_say(session) and session._state is not AppSessionState.SHUTDOWN_REQUESTED:
                session._event_loop.call_later(SECONDS, go_on, session, turns)
                return
            request(session, turns.popleft())

    session_type.request_rerun = request_rerun


def read_settings_freely(config: Any = config) -> None:
    """From now on a setting is read without the lock that only changes need."""
    locked = config.get_option

    def get_option(key: str) -> Any:
        options = config._config_options
        return options[key].value if options and key in options else locked(key)

    config.get_option = get_option


def _has_more_to_say(session: Any) -> bool:
    """Whether the session's last run is over and was not heard to the end."""
    runner = session._scriptrunner
    return runner is not None and runner._requests._state is ScriptRequestType.STOP
