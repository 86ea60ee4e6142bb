"""What a run drew last is heard before the next one begins; taps wait for each other; all that changed is drawn; no run waits for locks."""

import asyncio
import time
from copy import deepcopy
from types import SimpleNamespace
from typing import ClassVar
from unittest.mock import Mock

import pytest
from aside import aside
from streamlit import config
from streamlit.cursor import LockedCursor, RunningCursor
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.media_file_manager import MediaFileManager, MediaFileMetadata
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from workbook.server import runs
from workbook.server.runs import (
    begin_lost_pages_anew,
    copy_places_plainly,
    draw_all_that_changed,
    finish_callbacks,
    hand_over_together,
    hear_out,
    keep_what_is_fetched,
    know_specifications,
    put_away_what_is_new,
    read_settings_freely,
)


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


TICK, TAP, LINK = (SimpleNamespace(page_script_hash=page) for page in ("", "", "another page"))


def test_a_request_goes_straight_to_a_runner_that_takes_it(session):
    assert heard(session, TAP) == [(TAP, False)]


def test_a_request_after_the_end_of_a_run_waits_until_it_was_heard_and_later_ones_wait_behind_it(session):
    session._scriptrunner._requests.request_stop()
    assert heard(session, TICK, TAP, TICK) == []
    assert session.taken == [(TICK, True), (TAP, True), (TICK, True)]


def test_a_request_for_another_page_waits_for_the_end_of_the_run(session):
    assert heard(session, LINK, TAP) == []
    assert session.taken == [(LINK, True), (TAP, True)]


def test_a_session_that_is_closed_waits_for_nothing(session):
    session._scriptrunner._requests.request_stop()
    session._state = AppSessionState.SHUTDOWN_REQUESTED
    assert heard(session, TAP) == [(TAP, False)]


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


def test_a_tap_waits_for_the_tap_before_it():
    """A session's runner gets the next request; with Streamlit's own setting it would be told to stop, and another run beside it."""
    runner = Mock()
    session = SimpleNamespace(_state=AppSessionState.APP_IS_RUNNING, _scriptrunner=runner, _create_scriptrunner=Mock())
    AppSession.request_rerun(session, None)
    runner.request_rerun.assert_called_once()
    runner.request_stop.assert_not_called()
    session._create_scriptrunner.assert_not_called()


def tapped_while_typing():
    """A page on which the next tap comes while what was typed before it is being kept."""
    import streamlit as st
    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
    from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

    def keep():
        get_script_run_ctx().script_requests.request_rerun(RerunData())
        st.session_state["kept"] = st.session_state["box"]

    st.text_input("Box", key="box", on_change=keep)
    st.text(st.session_state.get("kept", "nothing"))


@pytest.mark.parametrize(("mended", "kept"), [(True, "Acme"), (False, "nothing")])
def test_what_a_callback_keeps_is_not_lost_to_the_tap_after_it(monkeypatch, mended, kept):
    name = "_maybe_handle_execution_control_request"
    monkeypatch.setattr(LocalScriptRunner, name, getattr(LocalScriptRunner, name))
    if mended:
        finish_callbacks(LocalScriptRunner)
    screen = AppTest.from_function(tapped_while_typing).run()
    assert screen.text_input[0].set_value("Acme").run().text[0].value == kept


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


@pytest.fixture
def stage():
    """A session that notes when the event loop was called, and what it was handed."""

    class Stage:
        def __init__(self):
            self.calls, self.handed = 0, []

        def _call_soon_on_event_loop(self, callback):
            self.calls += 1
            self._event_loop.call_soon_threadsafe(callback)

        def _handle_scriptrunner_event_on_event_loop(self, sender, event, forward_msg=None):
            self.handed.append((sender, event, forward_msg))

    hand_over_together(Stage)
    return Stage()


BEGIN, DRAW, END = ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS


def handed_over(stage, events, *, after):
    """What the event loop has a moment after some events of a run; the messages are numbers."""

    async def play():
        stage._event_loop = asyncio.get_running_loop()
        for number, event in enumerate(events):
            stage._on_scriptrunner_event("runner", event, forward_msg=number)
        await asyncio.sleep(after)
        return list(stage.handed)

    return aside(play())


def test_what_a_run_draws_is_handed_over_in_order_when_it_ends(stage):
    events = [BEGIN, *[DRAW] * 12, END]
    assert handed_over(stage, events, after=0) == [("runner", event, number) for number, event in enumerate(events)]
    assert stage.calls == 2


@pytest.mark.parametrize(("after", "heard"), [(0, 0), (2 * runs.TOGETHER, 2)], ids=["not at once", "after a moment"])
def test_a_run_that_goes_on_is_heard_after_a_moment(stage, after, heard):
    assert len(handed_over(stage, [BEGIN, DRAW], after=after)) == heard


def test_a_run_counts_its_moment_from_its_own_beginning(stage, monkeypatch):
    monkeypatch.setattr(runs, "TOGETHER", 0.4)

    async def play():
        stage._event_loop = asyncio.get_running_loop()
        for events, seconds in (([BEGIN, END], 0.3), ([BEGIN, DRAW], 0.2)):
            for event in events:
                stage._on_scriptrunner_event("runner", event)
            await asyncio.sleep(seconds)
        return [event for _, event, _ in stage.handed]

    assert aside(play()) == [BEGIN, END]


def test_streamlits_sessions_hand_their_events_over_so():
    assert {"_on_scriptrunner_event", "_call_soon_on_event_loop", "_handle_scriptrunner_event_on_event_loop"} <= vars(AppSession).keys()


@pytest.mark.parametrize("locked", [False, True])
def test_a_copied_place_stands_where_the_first_stood_and_moves_alone(locked):
    class Moving(RunningCursor):
        pass

    class Standing(LockedCursor):
        pass

    for kind in (Moving, Standing):
        copy_places_plainly(kind)
    first = Standing(0, (1, 2), 3) if locked else Moving(0, (1, 2))
    first.transient_elements[4] = "passing"
    second = deepcopy(first)
    assert (type(second), second.delta_path, dict(second.transient_elements.items())) == (type(first), first.delta_path, {4: "passing"})
    second.transient_elements[5] = "later"
    second.get_transient_cursor()
    second.open_block()
    assert dict(first.transient_elements.items()) == {4: "passing"}
    assert (first.transient_index, first.index) == (0, 3 if locked else 0)


def test_a_specification_is_looked_through_once():
    charts = SimpleNamespace(_stabilize_vega_json_spec=Mock(side_effect=str.upper))
    look = charts._stabilize_vega_json_spec
    know_specifications(charts)
    assert [charts._stabilize_vega_json_spec(spec) for spec in ("a", "b", "a")] == ["A", "B", "A"]
    assert look.call_count == 2


@pytest.mark.parametrize("mended", [False, True])
def test_what_is_new_is_put_away_beside_what_was(mended):
    class State(SessionState):
        pass

    if mended:
        put_away_what_is_new(State)
    state = State()
    widgets = {f"$$ID-{name}": name for name in ("one", "two", "gone")}
    for widget, key in widgets.items():
        state._key_id_mapper[key] = widget
        state._old_state[widget] = f"old {key}"
    one, two, gone = widgets
    state._old_state["own"], state._old_state["kept"] = "old", "kept"
    state._new_session_state["own"] = state._new_session_state["two"] = "new"
    state._new_widget_state.set_from_value(one, "tapped")
    state._new_widget_state.set_widget_from_proto(WidgetState(id=gone, string_value="of a widget that is not there"))
    state._compact_state()
    assert state._old_state == {one: "tapped", two: "new", gone: "old gone", "own": "new", "kept": "kept"}
    assert not state._new_session_state
    assert one not in state._new_widget_state


@pytest.mark.parametrize(("asked", "found", "told"), [(None, "new", False), ("old", "old", False), ("old", "new", True)])
def test_a_page_whose_session_is_gone_is_told_at_once_to_load_itself_again(asked, found, told):
    """Not by way of the session: whatever still waits there is taken away by the run for which the page asks as soon as it is back."""

    class Sessions:
        def connect_session(self, client, *, existing_session_id, session_id_override):
            assert (client, existing_session_id, session_id_override) == (browser, asked, None)
            return found

    messages = []
    browser = SimpleNamespace(write_forward_msg=messages.append)
    begin_lost_pages_anew(Sessions)
    assert Sessions().connect_session(client=browser, existing_session_id=asked, session_id_override=None) == found
    assert [(one.WhichOneof("type"), one.auth_redirect.url) for one in messages] == ([("auth_redirect", "")] if told else [])


def test_a_file_to_download_stays_for_a_while_however_many_runs_end(monkeypatch):
    class File(MediaFileMetadata):
        pass

    keep_what_is_fetched(File)
    storage = MemoryMediaFileStorage("/media")
    files = MediaFileManager(storage)
    name = storage.load_and_get_id(b"figures", "text/csv", MediaFileKind.DOWNLOADABLE)
    files._file_metadata[name] = File(MediaFileKind.DOWNLOADABLE)
    now = time.monotonic()
    for later, there in ((0, True), (1, True), (runs.FETCHED - 1, True), (runs.FETCHED + 1, False)):
        monkeypatch.setattr(runs.time, "monotonic", lambda later=later: now + later)
        files.remove_orphaned_files()
        assert bool(files.read_file(name)) == there
