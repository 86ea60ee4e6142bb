"""One server and one browser for all flows; every page is a visit of its own."""

import signal
import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from scripts.browser import browser as started_browser
from scripts.server import running
from workbook.content import book
from workbook.store import Store

expect.set_options(timeout=30_000)
LOCALE = {"en": "en-GB", "zh": "zh-CN"}
# seen twice, for two runs may follow each other
STILL = """async () => {
    let still = 0
    for (let looks = 0; looks < 20 && still < 2; looks++) {
        await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn, 20))))
        const done = document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
            && !document.querySelector('[data-testid=stSkeleton]')
            && document.fonts.status === 'loaded'
        still = done ? still + 1 : 0
    }
    return still === 2
}"""


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """Where the server of all flows has its data and its log."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def server(home):
    with running(log=home / "log", WORKBOOK_DATA_DIR=str(home)) as started:
        yield started


@pytest.fixture
def kept(home):
    """The store of the server of all flows."""
    store = Store(f"sqlite:///{home / 'workbook.db'}", book().canvas.zones.thresholds)
    yield store
    store.close()


@pytest.fixture(scope="session")
def browser():
    with started_browser() as started:
        yield started


class Visit:
    """One page in a browser; where it is watched, also every request that it made and every response."""

    def __init__(self, page, server, *, watched=False):
        self.page, self.server = page, server
        self.requests, self.responses, self._heard = [], [], []
        self.unanswered = False
        self.hear("websocket", self._listen)
        if watched:
            self.hear("request", lambda request: self.requests.append(request.url))
            self.hear("response", lambda response: self.responses.append(response))

    def hear(self, event, listener):
        """Listen to the page until the visit ends."""
        self.page.on(event, listener)
        self._heard.append((event, listener))

    def end(self):
        """Leave the page as nobody has used it, on an address that is no page of the workbook; its other tabs are closed."""
        for event, listener in self._heard:
            self.page.remove_listener(event, listener)
        for other in self.page.context.pages[1:]:
            other.close()
        self.page.unroute_all()
        self.page.goto(f"{self.server.url}/healthz")
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        self.page.context.clear_cookies()

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
        """What was tapped has reached the server, and the run that it asked for is over."""
        latest, still = time.monotonic() + 30, False
        while not still:
            assert time.monotonic() < latest, "the server does not answer"
            answered = not self.unanswered
            still = self.page.evaluate(STILL) and answered and not self.unanswered

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

    def opened(self, label):
        """The box to choose from with this label, its list open: brought into sight first, for a page that still scrolls closes a list."""
        box = self.page.get_by_role("combobox", name=label)
        box.scroll_into_view_if_needed()
        self.settled()
        box.click()
        expect(box).to_have_attribute("aria-expanded", "true")
        return box

    def press(self, label):
        """Press the first button with this label, once the page is drawn to its end, and wait for what comes of it."""
        self.settled()
        self.page.get_by_role("button", name=label, exact=True).first.click()
        self.settled()
        return self


def tapped_twice(here, button, pause):
    """Tap at one place twice, with a pause in milliseconds by the page's clock, whatever has come to the place meanwhile."""
    button.hover()
    box = button.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    hand, now = here.page.context.new_cdp_session(here.page), time.time()
    for after in (0, pause):
        here.page.wait_for_timeout(after)
        for kind in ("mousePressed", "mouseReleased"):
            tap = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1, "timestamp": now + after / 1000}
            hand.send("Input.dispatchMouseEvent", tap)
    hand.detach()


class Line:
    """The way from the server to a page that is opened after it was laid."""

    def __init__(self, here):
        self._slow, self._since, self._kept = False, b"", []
        here.page.route_web_socket("**/_stcore/stream", self._lay)

    def _lay(self, way):
        way.connect_to_server().on_message(lambda message: self._hand_on(way, message))

    def _hand_on(self, way, message):
        if self._slow and (self._kept or (ForwardMsg.FromString(message).HasField("delta") and self._since in message)):
            self._kept.append((way, message))
        else:
            way.send(message)

    @contextmanager
    def slow(self, since=b""):
        """Meanwhile the page hears that the server works, and sees nothing of it `since` this is drawn; that comes at the end."""
        self._slow, self._since = True, since
        yield
        self._slow = False
        for way, message in self._kept:
            way.send(message)
        self._kept.clear()


@contextmanager
def busy(server):
    """Meanwhile the server hears nothing; what was asked of it reaches it together at the end."""
    server.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.process.send_signal(signal.SIGCONT)


@pytest.fixture(scope="session")
def rested():
    """Pages whose visits are over, by language: to open one again takes half of what a new one takes."""
    return {lang: [] for lang in LOCALE}


def unused(browser, lang):
    """A page of a browser that has never been here."""
    context = browser.new_context(locale=LOCALE[lang])
    context.set_default_timeout(30_000)
    return context.new_page()


@pytest.fixture
def visit(browser, server, rested):
    """Makes a visit with a browser of a language, a width and a theme."""
    visits = []

    def made(lang="en", width=1280, theme="light", *, watched=False):
        page = rested[lang].pop() if rested[lang] else unused(browser, lang)
        page.set_viewport_size({"width": width, "height": 844 if width < 500 else 900})
        page.emulate_media(media="null", color_scheme=theme, reduced_motion="reduce")
        page.mouse.move(0, 0)
        here = Visit(page, server, watched=watched)
        visits.append((lang, here))
        return here

    yield made
    for lang, here in visits:
        here.end()
        rested[lang].append(here.page)
