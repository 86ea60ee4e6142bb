"""Every page in both languages: it shows, it is the right one, and nothing on it is in the other language."""

import re

import pytest

from workbook.content import book
from workbook.content.cases import CASES
from workbook.content.methods import METHODS
from workbook.content.plan import STEPS
from workbook.content.style import ITEMS
from workbook.text import LANGS
from workbook.ui.deal import LINK

SIGNAL = {
    "start": ("start", "ways"),
    "compare": ("compare", "lead"),
    "process": ("process", "rules"),
    "cases": ("cases", "no_right"),
    "sources": ("sources", "credit_interest"),
    "value": ("value", "lead"),
    "five_methods": ("five_methods", "whose"),
    "self_assessment": ("self_assessment", "not_screening"),
    "triple_fit": ("triple_fit", "convention"),
    "accounts": ("accounts", "none"),
    "plan": ("plan", "empty"),
    "my_data": ("my_data", "device_help"),
    "guide": ("guide", "own"),
    "room": ("room", "anonymity_help"),
    "join": ("join", "no_account"),
    "questionnaire": ("frame", "link_ended_help"),
    "shared": ("frame", "link_ended_help"),
    "present": ("frame", "link_ended_help"),
}
OWN = (
    "compare", "process", "cases", "sources", "self_assessment", "value", "five_methods", "triple_fit", "accounts", "plan", "my_data",
    "guide", "room", "join",
)  # fmt: skip
TITLE = {"start": ("frame", "product"), **{page: (page, "title") for page in OWN}}
TITLE |= dict.fromkeys(("questionnaire", "shared", "present"), ("frame", "link_ended"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{4,}")
# the switch names each language in itself; the rest are names and abbreviations that Chinese keeps
SWITCH = {"en": "中文", "zh": "English"}
NAMES = {
    "BANT",
    "Carlzon",
    "Cialdini",
    "Cookie",
    "Ctrl",
    "DeVincentis",
    "Excel",
    "Forrester",
    "Gandhi",
    "Gartner",
    "INSEAD",
    "JSON",
    "Lambert",
    "Mauss",
    "Michael",
    "Porter",
    "Rackham",
    "SCRM",
    "SaaS",
    "Sonos",
    "SPIN",
}
NAMES |= {"BANT", "Unsplash", "firmenich", "woshipm"}

SCREENS = [
    ("start", []),
    ("compare", []),
    *(("compare", [("group", group)]) for group in ("visit", "fit", "judged")),
    *(("compare", [("tab", tab)]) for tab in ("tab_profile", "tab_fit", "tab_argument")),
    *(("process", [("part", part)]) for part in ("tab_steps", "tab_gate", "tab_funnel", "tab_black_hole")),
    *(("cases", [("case", case)]) for case in CASES),
    *(("cases", [("case", case), (f"{case}:step", "plan"), (f"{case}:element", "people"), ("press", "reveal")]) for case in CASES),
    *(("sources", [("sources_kind", kind)]) for kind in ("facts", "claims", "elsewhere", "ours")),
    ("value", [("open", LINK)]),
    *(("value", [("look", look)]) for look in ("steps", "levers", "ranges", "map")),
    *(("value", [("example", example)]) for example in ("scrm", "saas", "favours")),
    ("value", [("perception_mode", "drivers"), ("cost_mode", "lines"), ("hidden", True)]),
    *(("five_methods", [("method", method)]) for method in METHODS),
    ("self_assessment", []),
    ("self_assessment", [("answers", 0)]),
    ("self_assessment", [("answers", 1), ("answers", 3)]),
    ("triple_fit", []),
    ("guide", []),
    ("plan", []),
    *(("plan", [("press", "show_example"), ("step", step)]) for step in (*STEPS, "review")),
    ("plan", [("press", "show_example"), ("step", "horizons"), ("look", "course")]),
    *(("triple_fit", [("press", "show_example"), ("look", look)]) for look in ("radar", "gaps", "zones")),
]


@pytest.fixture(params=LANGS)
def lang(request):
    return request.param


@pytest.fixture
def screen(open_page, lang, request):
    page, steps = request.param
    opened = open_page(page, lang)
    for name, value in steps:
        if name == "press":
            opened.press(value)
        elif name == "part":
            opened.at.session_state[f"process-{lang}"] = opened.word(value)
            opened.run()
        elif name == "open":
            opened.at.session_state[value] = True
            opened.run()
        elif name == "answers":
            answer_all(opened, value)
        elif name == "tab":
            opened.at.session_state[f"compare-{lang}"] = opened.word(value)
            if value == "tab_profile":
                opened.at.pills[0].set_value(list(METHODS))
            opened.run()
        else:
            opened.choose(name, value)
    return opened


def answer_all(screen, cases):
    """A self-assessment with the same answer everywhere, to its profile."""
    if screen.at.button and any(button.key == "again" for button in screen.at.button):
        screen.press("again")
    screen.fill({"order_size": "large", "deciders": "many", "horizon": "years"}).press("begin")
    for step in ("next", "next", "finish"):
        shown = [one.key.partition(":")[0] for one in screen.at.segmented_control]
        screen.fill({item: cases for item in shown if item in ITEMS}).press(step)


def named(screen):
    page, steps = screen
    return "-".join([page, *(str(value) for _, value in steps)])


@pytest.mark.parametrize("screen", SCREENS, indirect=True, ids=named)
def test_a_screen_speaks_one_language_and_says_its_pictures(screen, lang):
    texts = [text for text in screen.texts if text != SWITCH[lang]]
    foreign = [text for text in texts if (CHINESE.search(text) if lang == "en" else set(ENGLISH.findall(text)) - NAMES)]
    assert len(texts) > 15
    assert foreign == []
    # and while the screen is here: every picture is said in words, every template is filled, every figure is one
    assert all(len(chart.alt) > 10 for chart in screen.charts)
    assert [text for text in screen.texts if text == "None" or re.search(r"\{\w*\}|\bnan\b|\binf\b", text)] == []
    # what an input is called is heard as it is written
    at = screen.at
    inputs = (*at.segmented_control, *at.slider, *at.number_input, *at.text_input, *at.text_area, *at.selectbox, *at.multiselect)
    assert [one.label for one in inputs if re.search(r"\*\*|\\", one.label)] == []


@pytest.mark.parametrize("page", TITLE)
def test_a_page_is_itself_in_both_languages_and_the_switch_keeps_its_address(open_page, page):
    screen, words = open_page(page, "zh", product="3500"), book().words
    (where, key), (at, own) = TITLE[page], SIGNAL[page]
    for lang in ("zh", "en"):
        screen.switch(lang)
        assert [title.value for title in screen.at.title] == [words[where][key][lang]]
        assert screen.says(words[at][own][lang])
        assert dict(screen.at.query_params) == {"lang": lang, "product": "3500"}
