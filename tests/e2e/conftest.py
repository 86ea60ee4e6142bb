"""One server and one browser for all flows; every page is a visit of its own."""

import time

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from scripts.browser import browser as started_browser
from scripts.server import running

expect.set_options(timeout=30_000)
LOCALE = {"en": "en-GB", "zh": "zh-CN"}
STILL = """async () => {
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn, 20))))
    return document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid=stSkeleton]')
}"""


@pytest.fixture(scope="session")
def server():
    with running() as started:
        yield started


@pytest.fixture(scope="session")
def browser():
    with started_browser() as started:
        yield started


class Visit:
    """One page in a browser; where it is watched, also every request that it made and every response."""

    def __init__(self, page, server, *, watched=False):
        self.page, self.server = page, server
        self.requests, self.responses = [], []
        self.unanswered = False
        page.on("websocket", self._listen)
        if watched:
            page.on("request", lambda request: self.requests.append(request.url))
            page.on("response", lambda response: self.responses.append(response))

    def _listen(self, socket):
        self.requests.append(socket.url)
        self.unanswered = False
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame):
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self.unanswered = True

    def _received(self, frame):
        if isinstance(frame, bytes) and ForwardMsg.FromString(frame).HasField("new_session"):
            self.unanswered = False

    def open(self, path, **query):
        address = path if path.startswith("http") else f"{self.server.url}/{path}"
        joined = "&".join(f"{name}={value}" for name, value in query.items())
        self.page.goto(f"{address}?{joined}" if joined else address)
        return self.ready()

    def ready(self):
        """The page is there and its last run is over."""
        expect(self.page.locator('[class*="st-key-language-is-"]')).to_be_visible()
        self.settled()
        return self

    def settled(self):
        """What was tapped has reached the server, and the run that it asked for is over: seen twice, for two runs may follow each other."""
        latest, quiet = time.monotonic() + 30, 0
        while quiet < 2:
            assert time.monotonic() < latest, "the server does not answer"
            still = self.page.evaluate(STILL)
            quiet = quiet + 1 if still and not self.unanswered else 0

    def part(self, key):
        """The container with this key."""
        return self.page.locator(f".st-key-{key}")

    def says(self, key):
        """What a container says."""
        return self.part(key).inner_text()

    def tap(self, label, *, within="", exact=True):
        """Choose, once the page is drawn to its end."""
        self.settled()
        place = self.part(within) if within else self.page
        place.get_by_role("radio", name=label, exact=exact).click()
        return self

    def press(self, label):
        """Press the first button with this label, once the page is drawn to its end, and wait for what comes of it."""
        self.settled()
        self.page.get_by_role("button", name=label, exact=True).first.click()
        self.settled()
        return self


@pytest.fixture
def visit(browser, server):
    """Makes a visit with a browser of a language, a width and a theme."""
    contexts = []

    def made(lang="en", width=1280, theme="light", *, watched=False):
        size = {"width": width, "height": 844 if width < 500 else 900}
        context = browser.new_context(viewport=size, locale=LOCALE[lang], color_scheme=theme, reduced_motion="reduce")
        context.set_default_timeout(30_000)
        contexts.append(context)
        return Visit(context.new_page(), server, watched=watched)

    yield made
    for context in contexts:
        context.close()
