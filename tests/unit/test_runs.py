"""What a run drew last is heard before the next one begins; all that changed is drawn; runs read settings without a lock."""

import asyncio
from types import SimpleNamespace
from typing import ClassVar
from unittest.mock import Mock

import pytest
from aside import aside
from streamlit import config
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType

from workbook.server import runs
from workbook.server.runs import draw_all_that_changed, hear_out, read_settings_freely


@pytest.fixture
def session():
    """A session that notes which requests it took while its last runner was at which state."""

    class Session:
        def __init__(self):
            self._state, self._scriptrunner = AppSessionState.APP_IS_RUNNING, SimpleNamespace(_requests=ScriptRequests())
            self.taken = []

        def request_rerun(self, client_state):
            self.taken.append((client_state, self._scriptrunner is None))
            self._scriptrunner = None

    hear_out(Session)
    return Session()


def heard(session, *requests):
    """Make the requests, then let the last runner's end be heard."""

    async def play():
        session._event_loop = asyncio.get_running_loop()
        for request in requests:
            session.request_rerun(request)
        before = list(session.taken)
        session._scriptrunner = None
        await asyncio.sleep(0.02)
        return before

    return aside(play())


def test_a_request_goes_straight_to_a_runner_that_takes_it(session):
    assert heard(session, "tap") == [("tap", False)]


def test_a_request_after_the_end_of_a_run_waits_until_it_was_heard_and_later_ones_wait_behind_it(session):
    session._scriptrunner._requests.request_stop()
    assert heard(session, "tick", "tap", "tick") == []
    assert session.taken == [("tick", True), ("tap", True), ("tick", True)]


def test_a_session_that_is_closed_waits_for_nothing(session):
    session._scriptrunner._requests.request_stop()
    session._state = AppSessionState.SHUTDOWN_REQUESTED
    assert heard(session, "tap") == [("tap", False)]


def test_streamlits_runner_takes_no_requests_after_its_last_run():
    requests = ScriptRequests()
    assert requests.on_scriptrunner_ready().type is ScriptRequestType.STOP
    assert requests._state is ScriptRequestType.STOP
    assert hasattr(AppSession, "request_rerun")


@pytest.mark.parametrize(
    ("drawn", "of", "again"),
    [(None, None, 0), (None, "a", 0), (["a"], "a", 0), (["a"], None, 1), (["a"], "b", 1)],
    ids=["a whole page", "a whole page with its fragments", "its own fragment", "outside of all", "in another"],
)
def test_a_callback_whose_widget_is_not_in_the_fragments_of_a_run_has_the_whole_page_drawn(monkeypatch, drawn, of, again):
    called, rerun = Mock(), Mock()

    class States:
        widget_metadata: ClassVar = {"save": SimpleNamespace(fragment_id=of)}

        def call_callback(self, widget):
            called(widget)

    draw_all_that_changed(States)
    monkeypatch.setattr(runs, "get_script_run_ctx", lambda: SimpleNamespace(fragment_ids_this_run=drawn))
    monkeypatch.setattr(runs.st, "rerun", rerun)
    States().call_callback("save")
    called.assert_called_once_with("save")
    assert rerun.call_count == again


def test_a_setting_is_read_while_somebody_holds_the_lock_of_all_settings():
    settings = SimpleNamespace(_config_options={"a.b": SimpleNamespace(value=7)}, get_option=lambda key: f"locked {key}")
    read_settings_freely(settings)
    assert settings.get_option("a.b") == 7
    assert settings.get_option("a.unknown") == "locked a.unknown"
    settings._config_options["a.b"].value = 8
    assert settings.get_option("a.b") == 8
    settings._config_options = None
    assert settings.get_option("a.b") == "locked a.b"


def test_streamlit_s_own_settings_can_be_read_so():
    before = config.get_option("server.port")  # reads the files
    held = SimpleNamespace(_config_options=config._config_options, get_option=None)
    read_settings_freely(held)
    assert held.get_option("server.port") == before
