"""What a run drew last is heard before the next one begins; runs read settings without a lock."""

import asyncio
from types import SimpleNamespace

import pytest
from aside import aside
from streamlit import config
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType

from workbook.server.runs import hear_out, read_settings_freely


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
