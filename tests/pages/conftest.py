"""A page as its reader has it, without a browser: what it says and draws, and what can be done on it."""

import html
import json
import re
from pathlib import Path
from zlib import crc32

import pyarrow as pa
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, local_script_runner

from workbook.content import book
from workbook.links import new_id, new_secret
from workbook.text import LANGS
from workbook.ui import identity, questionnaire
from workbook.ui.saved import store

ROOT = Path(__file__).parent.parent.parent
FRAME = ROOT / "workbook" / "ui" / "frame.py"
SPOKEN = ("label", "body", "placeholder", "help", "delta")
ICON = re.compile(r":material/\w+:")
# tags, and the links that say of themselves that they are addresses
NOT_TEXT = re.compile(r'<a [^>]*lang="en">.*?</a>|<[^>]*>', re.DOTALL)
HEARD = re.compile(r'(?:aria-label|data-label)="([^"]*)"')


class Chart:
    """A chart: its sentence for those who do not see it, and its table by column."""

    def __init__(self, proto):
        self.alt = proto.alt
        self.spec = json.loads(proto.spec)
        self.table = pa.ipc.open_stream(proto.datasets[0].data.data).read_all().to_pydict()


def only(widgets, name):
    """The widget of an input, under whichever key it is drawn now."""
    (found,) = [widget for widget in widgets if widget.key == name or str(widget.key).startswith(f"{name}:")]
    return found


class Screen:
    """One visit. Every action runs the page again and returns the screen."""

    def __init__(self, page, lang, query, login, pages):
        self.lang = lang
        self.at = AppTest.from_file(FRAME, default_timeout=30)
        self.at._registered_pages = pages
        if login:
            self.at.secrets["auth"] = {"client_id": "workbook"}
            self.at.user = {"is_logged_in": True, "iss": "https://id.example", **login}
        for name, value in {"lang": lang, **query}.items():
            self.at.query_params[name] = value
        self.go(page)

    def go(self, page):
        self.page = page
        self.at.switch_page(str(ROOT / "pages" / f"{page}.py"))
        return self.run()

    def run(self):
        self.at.run()
        assert not self.at.exception, self.at.exception
        if not self.at.title:  # only fragments ran, and AppTest forgets what a run did not draw
            self.at.run()
            assert not self.at.exception, self.at.exception
        return self

    def follow(self, **query):
        """Open another address of the page in this visit."""
        for name, value in query.items():
            self.at.query_params[name] = value
        return self.run()

    def switch(self, lang):
        self.at.segmented_control(key="language_switch").set_value(lang)
        self.lang = lang
        return self.run()

    def choose(self, name, value):
        return self.fill({name: value})

    def fill(self, chosen):
        """Choose in several controls before the page runs again, as fast fingers do."""
        for name, value in chosen.items():
            only(self.at.segmented_control, name).set_value(value)
        return self.run()

    def chosen(self, name):
        return only(self.at.segmented_control, name).value

    def slider(self, name):
        return only(self.at.slider, name)

    def box(self, name):
        return only(self.at.number_input, name)

    def selectbox(self, name):
        return only(self.at.selectbox, name)

    def text(self, name):
        return only([*self.at.text_input, *self.at.text_area], name)

    def slide(self, name, value):
        self.slider(name).set_value(value)
        return self.run()

    def type(self, name, value):
        self.box(name).set_value(value)
        return self.run()

    def press(self, word, *, of=None):
        """Tap the button with this word of this page, or `of` another."""
        label = book().words[of or self.page][word][self.lang]
        next(button for button in self.at.button if button.label == label).click()
        return self.run()

    def write(self, word, text, *, of=None):
        """Type into the text box with this label."""
        label = book().words[of or self.page][word][self.lang]
        next(box for box in [*self.at.text_input, *self.at.text_area] if box.label == label).set_value(text)
        return self.run()

    def written(self, word, *, of=None):
        """What stands in the text box with this label."""
        label = book().words[of or self.page][word][self.lang]
        return next(box for box in [*self.at.text_input, *self.at.text_area] if box.label == label).value

    def word(self, key, **filled):
        """A word of this page in the reader's language."""
        text = book().words[self.page][key][self.lang]
        return text.format(**filled) if filled else text

    @property
    def metrics(self):
        return [metric.value.replace("\\$", "$") for metric in self.at.metric]

    @property
    def charts(self):
        return [Chart(chart.proto) for chart in self.at.get("vega_lite_chart")]

    @property
    def texts(self):
        """Everything that the page says, one text for each place."""
        found = []
        for element in self.at._tree:
            proto = getattr(element, "proto", None)
            said = [getattr(proto, field, "") for field in SPOKEN] + [getattr(proto, "alt", "")]
            found += [one for one in said if isinstance(one, str)]
            found += [option for option in getattr(element, "options", []) if isinstance(option, str)]
        heard = [name for one in found for name in HEARD.findall(one)]
        return [text for one in [*found, *heard] if (text := " ".join(html.unescape(ICON.sub("", NOT_TEXT.sub(" ", one))).split()))]

    def says(self, text):
        return any(" ".join(text.split()) in one for one in self.texts)


@pytest.fixture(scope="session", autouse=True)
def quick_visits():
    """As in the app, a script is read once and not in every run, and no visit looks for components, of which the workbook has none."""
    scripts = ScriptCache()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "ScriptCache", lambda: scripts)
        patch.setattr(manifest_scanner, "scan_component_manifests", list)
        yield


@pytest.fixture
def lang(request):
    """The language of this test, the same in every run. What a screen says is looked at in both in `test_every_page`."""
    return LANGS[crc32(request.node.name.encode()) % len(LANGS)]


@pytest.fixture
def rated(monkeypatch):
    """Stores an account of this device whose strategy has these scores; its owner and its id."""

    def stored(**scores):
        secret, account = new_secret(), new_id()
        monkeypatch.setattr(identity, "device", lambda: secret)
        owner = store().owners.for_device(secret)
        store().accounts.create(owner, account, "Acme")
        for side, score in scores.items():
            store().accounts.rate(owner, account, new_id(), (side, "", ""), "strategy", "score", score, 0)
        return owner, account

    return stored


@pytest.fixture
def asked(open_page, monkeypatch):
    """Opens the questionnaire of a new link, as the customer has it; `screen.account` and `screen.owner` say whose it is."""

    def opened(lang="en", **link):
        owner, secret = store().owners.for_device(new_secret()), new_secret()
        account = store().accounts.create(owner, new_id(), "Acme").id
        store().links.create(owner, account, "questionnaire", secret, **({"label": "Bo", "asker": "Kim", "expires": None} | link))
        monkeypatch.setattr(questionnaire, "grant", lambda _: secret)
        screen = open_page("questionnaire", lang)
        screen.owner, screen.account = owner, account
        return screen

    return opened


@pytest.fixture(scope="session")
def pages():
    """The pages that a visit can go to, which AppTest learns in a first run."""
    return AppTest.from_file(FRAME, default_timeout=30).run()._registered_pages


@pytest.fixture
def open_page(pages):
    """Opens a page, named by its file, in a language, with a query in its address; `login` is what a login says of the person."""

    def opened(page, lang="en", *, login=None, **query):
        return Screen(page, lang, query, login, pages)

    return opened
