"""No serious or critical violation of WCAG 2.2 AA, and no page that has to be moved sideways, or guessed at, to be read."""

import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scripts.browser import arguments, executable
from tests.e2e.conftest import Visit
from workbook.content import book
from workbook.links import new_id, new_secret
from workbook.ui.cookies import DEVICE

AXE = Axe()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # no page plays sound, so nothing has to be fetched again to be looked at
}
# Streamlit's own markup, which the workbook cannot change: rule -> what stands in the node
FRAMEWORK: dict[str, str] = {}


def violations(page):
    """The serious and critical ones, each with its rule, its node and the reason."""
    found = AXE.run(page, options=RULES).response["violations"]
    return [
        (violation["id"], node["html"][:120], [check["message"] for check in node["any"][:1]])
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
        if violation["id"] not in FRAMEWORK or FRAMEWORK[violation["id"]] not in node["html"]
    ]


def skipped(page):
    """The headings that are more than a level below the one before: who listens to headings would look for what is between."""
    shown = "all => all.filter(one => one.checkVisibility()).map(one => [Number(one.tagName[1]), one.textContent])"
    headings = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all(shown)
    return [said for (before, _), (level, said) in pairwise([[0, ""], *headings]) if level > before + 1]


def turn(page, *, theme=None, width=None):
    """Make a page light or dark, as wide as a desktop or a phone."""
    if theme:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", theme)
    if width:
        page.set_viewport_size({"width": width, "height": 844})


def fits(page):
    """Wait until nothing has to be moved sideways, neither the document nor the part of it that scrolls, and no label is cut."""
    labels = "button p, [data-testid=stMetricLabel] [data-testid=stMarkdownContainer]"
    parts = f"[document.documentElement, document.querySelector('[data-testid=stMain]'), ...document.querySelectorAll('{labels}')]"
    shown = "part => part.clientWidth > 1"  # a label that only a screen reader reads is a pixel wide
    page.wait_for_function(f"() => {parts}.filter({shown}).every(part => part.scrollWidth <= part.clientWidth)", timeout=5_000)


def test_the_filled_canvas_can_be_used_by_everyone(visit):
    here = visit().open("triple-fit", lang="en")
    here.page.get_by_role("button", name="Show an example").click()
    here.settled()
    for width in (320, 1024, 1280):
        turn(here.page, width=width)
        fits(here.page)
    for look in ("Gaps", "Zones and next steps"):
        here.tap(look).settled()
        here.page.mouse.move(0, 0)
        for theme in ("light", "dark"):
            turn(here.page, theme=theme)
            assert violations(here.page) == []
        assert skipped(here.page) == []


@pytest.mark.parametrize(("tab", "theme"), [("gate", "light"), ("funnel", "dark"), ("black_hole", "dark")])
def test_every_part_of_the_process_can_be_used_by_everyone(visit, tab, theme):
    here = visit("en", 1280, theme).open("process", lang="en", tab=tab)
    assert violations(here.page) == skipped(here.page) == []
    turn(here.page, width=390)
    fits(here.page)


@pytest.mark.parametrize("path", ["value", "compare"])
def test_what_is_chosen_is_seen_in_the_readers_own_colours_under_the_pointer_too(visit, path):
    here = visit().open(path, lang="en")
    group = here.page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").first
    chosen, other = group.locator("button[data-selected]").first, group.locator("button:not([data-selected])").first
    here.page.emulate_media(forced_colors="active")
    shown = []
    for under in (chosen, other):
        under.hover()
        here.settled()
        shown.append(chosen.evaluate("one => getComputedStyle(one).backgroundColor"))
    plain = other.evaluate("one => getComputedStyle(one).backgroundColor")
    here.page.emulate_media(forced_colors="none")
    assert shown[0] == shown[1] != plain


def test_the_keyboard_passes_a_closed_menu_and_stays_at_its_buttons(visit):
    page = visit(width=390).open("value", lang="en").page
    opens, closes = page.get_by_test_id("stExpandSidebarButton"), page.get_by_test_id("stSidebarCollapseButton").get_by_role("button")
    for _ in range(2):  # past the way to the main content
        page.keyboard.press("Tab")
    expect(opens).to_be_focused()
    page.keyboard.press("Enter")
    expect(closes).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="English")).to_be_focused()
    closes.press("Enter")
    expect(opens).to_be_focused()


def test_the_keyboard_keeps_its_place_when_what_has_it_goes_away(visit):
    here = visit().open("triple-fit", lang="en")
    show, clear, undo = (here.page.get_by_role("button", name=name, exact=True) for name in ("Show an example", "Start again", "Undo"))
    show.press("Enter")
    here.settled()
    clear.press("Enter")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(clear).to_be_focused()


def test_a_figure_that_is_not_taken_keeps_the_keyboard(visit):
    here = visit().open("value", lang="en")
    box = here.page.get_by_role("spinbutton", name="Product contribution, P")
    box.fill("99999999999")
    box.press("Enter")
    expect(here.page.get_by_role("alert").filter(has_text="Not taken")).to_be_visible()
    expect(box).to_be_focused()
    here.page.keyboard.press("ControlOrMeta+a")
    here.page.keyboard.type("4000")
    here.page.keyboard.press("Enter")
    expect(here.page.get_by_role("slider", name="Product contribution, P")).to_have_value("4000")


def test_a_saved_deal_is_heard(visit):
    here = visit().open("value", lang="en")
    name = here.page.get_by_role("textbox", name="Save this deal as")
    name.fill("First offer")
    name.press("Tab")
    here.settled()
    here.page.keyboard.press("Enter")
    expect(here.page.locator(".wb-heard[role=status]")).to_have_text(re.compile("Saved .*"))


def test_the_keyboard_is_never_under_the_verdict_of_a_phone(visit):
    page = visit(width=390).open("value", lang="en").page
    page.get_by_role("radio", name="Waterfall").focus()
    for _ in range(9):
        page.keyboard.press("Shift+Tab")
        covered = "one => document.querySelector('.st-key-strip').getBoundingClientRect().bottom > one.getBoundingClientRect().top"
        assert not page.locator(":focus").evaluate(covered)


# whether what has the keyboard is marked, or what is drawn for it around it: a switch, a slider's thumb, the frame of a box
MARKED = """() => {
    const at = document.activeElement, around = [at]
    while (around.length < 5 && around[0].parentElement) around.unshift(around[0].parentElement)
    return at.matches('body, main') || at.checkVisibility({ opacityProperty: true }) && around.some(one => {
        const drawn = getComputedStyle(one)
        return drawn.outlineStyle === 'solid' && parseInt(drawn.outlineWidth) > 1
    })
}"""


@pytest.mark.parametrize(("path", "query"), [("value", {}), ("compare", {"tab": "profile"}), ("five-methods", {})])
def test_the_keyboards_place_is_seen_in_the_readers_own_colours_too(visit, path, query):
    page, unmarked = visit().open(path, lang="en", **query).page, []
    for colours, key in (("active", "Tab"), ("none", "Shift+Tab")):  # there and back
        page.emulate_media(forced_colors=colours)
        for _ in range(60):
            page.keyboard.press(key)
            if not page.evaluate(MARKED):
                unmarked.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert unmarked == []


def test_a_switch_and_the_open_tab_are_seen_in_the_readers_own_colours(visit):
    here = visit().open("five-methods", lang="en")
    here.page.emulate_media(forced_colors="active")
    switch, ground = here.page.get_by_test_id("stCheckbox"), "one => getComputedStyle(one).backgroundColor"
    track = switch.locator("label > div").first
    off = track.evaluate(ground), track.locator("div").evaluate(ground)
    switch.locator("label").click()
    here.settled()
    on = track.evaluate(ground), track.locator("div").evaluate(ground)
    here.open("compare", lang="en")
    line, page = here.page.locator("[role=tab] .react-aria-SelectionIndicator"), here.page.get_by_test_id("stApp")
    drawn = line.evaluate(ground), page.evaluate(ground)
    here.page.emulate_media(forced_colors="none")
    assert off[0] != off[1] != on[1] != on[0] != off[0]
    assert drawn[0] != drawn[1]


def test_the_page_of_a_list_that_is_shown_is_seen_in_the_readers_own_colours(visit):
    page = visit().open("sources", lang="en").page
    page.emulate_media(forced_colors="active")
    page.evaluate("document.getAnimations().forEach(one => one.finish())")  # a colour on its way is not the one that is seen
    parts = page.get_by_test_id("stPaginationPageActive"), page.get_by_test_id("stPaginationPage").first
    shown, other = (part.evaluate("one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]") for part in parts)
    page.emulate_media(forced_colors="none")
    assert contrast(*shown) >= 4.5
    assert contrast(shown[0], other[0]) >= 3


def test_a_list_shows_where_the_keyboard_is_in_the_readers_own_colours(visit):
    here = visit().open("value", lang="en")
    here.page.emulate_media(forced_colors="active")
    here.opened("Currency (nothing is converted)").press("ArrowDown")
    drawn = "all => all.map(one => getComputedStyle(one).outlineStyle === 'solid')"
    marks = here.page.get_by_role("option").evaluate_all(drawn)
    here.page.emulate_media(forced_colors="none")
    assert marks.count(True) == 1


def contrast(one, ground):
    """How much lighter one colour is than another, as WCAG counts it."""

    def light(colour):
        part = [float(value) / 255 for value in re.findall(r"[\d.]+", colour)[:3]]
        red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in part)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05

    lights = light(one), light(ground)
    return max(lights) / min(lights)


def test_a_box_and_a_score_are_told_from_the_page(visit):
    page = visit().open("triple-fit", lang="en").page
    boxes = page.get_by_test_id("stTextInputRootElement"), page.locator(".react-aria-ComboBox > div"), page.get_by_role("radio", name="3")
    for theme in ("light", "dark"):
        turn(page, theme=theme)
        ground = page.get_by_test_id("stApp").evaluate("one => getComputedStyle(one).backgroundColor")
        for part in (*boxes, page.get_by_role("button", name="Show an example")):
            assert contrast(part.first.evaluate("one => getComputedStyle(one).borderTopColor"), ground) >= 3


def test_what_opens_above_the_page_can_be_read_as_well_as_the_page_in_both_themes(visit):
    here = visit().open("room", lang="en")
    here.press(book().words["room"]["open_room"]["en"]).press(book().words["room"]["end"]["en"])
    for theme in ("dark", "light"):
        turn(here.page, theme=theme)
        assert violations(here.page) == []
    here.open("triple-fit", lang="en").press("Show an example").press(book().words["take_along"]["title"]["en"])
    opened = here.page.get_by_role("dialog")
    signs = opened.get_by_test_id("stIconMaterial").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    assert len(signs) > 1
    assert len(set(signs)) == 1
    for theme in ("dark", "light"):
        turn(here.page, theme=theme)
        ground = opened.evaluate("one => getComputedStyle(one).backgroundColor")
        look = "one => [getComputedStyle(one).color, Number(getComputedStyle(one).opacity)]"
        ink, opacity = opened.get_by_test_id("stCaptionContainer").evaluate(look)
        parts = zip(*([float(part) for part in re.findall(r"[\d.]+", colour)[:3]] for colour in (ink, ground)), strict=True)
        assert contrast(" ".join(str(opacity * over + (1 - opacity) * under) for over, under in parts), ground) >= 4.5


def test_a_larger_type_that_is_set_in_the_browser_is_taken_and_cuts_no_label(browser, server):
    larger = [*arguments(), "--blink-settings=defaultFontSize=20"]
    with browser.browser_type.launch(executable_path=executable(), args=larger) as reader:
        page = reader.new_page(viewport={"width": 320, "height": 844}, locale="en-GB")
        for path in ("value", "sources", "five-methods", "triple-fit"):
            Visit(page, server).open(path, lang="en")
            assert page.locator("html").evaluate("one => getComputedStyle(one).fontSize") == "20px"
            fits(page)


def space_out(page):
    """As much room between letters, words and lines as WCAG lets a reader ask for."""
    room = "* { letter-spacing: .12em !important; line-height: 1.5 !important; word-spacing: .16em !important }"
    page.evaluate("css => { const style = new CSSStyleSheet(); style.replaceSync(css); document.adoptedStyleSheets = [style] }", room)


@pytest.mark.parametrize(
    ("path", "query", "button"),
    [
        ("sources", {}, ""),
        ("value", {}, "Three drivers"),
        ("triple-fit", {}, "Show an example"),
        ("five-methods", {"product": 950_000_000, "seller": 120_000_000, "cost": 800_000_000}, ""),
        ("process", {"tab": "funnel"}, ""),
    ],
)
def test_more_room_between_letters_cuts_no_label(visit, path, query, button):
    here = visit(width=320).open(path, lang="en", **query)
    page = here.page
    if button:
        page.get_by_text(button, exact=True).click()
        here.settled()
    fits(page)
    assert len({box["y"] for box in (one.bounding_box() for one in page.locator('[class*="st-key-weight_"] input').all())}) <= 1
    space_out(page)
    fits(page)


def test_more_room_between_letters_cuts_no_raters_name_and_no_round(visit, server, kept):
    device, account, here = new_secret(), new_id(), visit(width=320)
    owner = kept.owners.for_device(device)
    kept.accounts.create(owner, account, "Acme")
    for version in (1, 3):
        who = ("supplier", "Wolfgang Neumann", "Head of purchasing")
        kept.accounts.rate(owner, account, new_id(), who, "strategy", "score", 3, 0)
        if version == 1:
            kept.accounts.close_round(owner, account, version)
            kept.accounts.next_round(owner, account, version + 1)
    here.page.context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])
    here.open("triple-fit", lang="en", account=account)
    here.tap(book().words["triple_fit"]["look_history"]["en"]).settled()
    expect(here.page.get_by_role("columnheader", name="Resources")).to_be_visible()
    space_out(here.page)
    fits(here.page)


def test_what_is_said_on_paper_has_no_dark_ground_in_the_dark_theme(visit):
    page = visit(theme="dark").open("value", lang="en").page
    page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")
    grounds = """() => [...document.querySelectorAll('[data-testid=stMain] :is(p, td, th, input, h1, h2)')]
        .filter(said => said.checkVisibility() && !said.closest('[data-testid=stSlider]'))
        .flatMap(said => {
            const found = []
            for (let one = said; one; one = one.parentElement) found.push(getComputedStyle(one).backgroundColor)
            return found
        })"""
    assert {ground for ground in page.evaluate(grounds) if not re.search(r"[ ,]0\)$", ground)} == {"rgb(255, 255, 255)"}


def test_a_finger_needs_not_hit_a_help_itself(visit):
    page = visit(width=390).open("value", lang="en").page
    button = page.get_by_role("button", name="Help for Product contribution, P")
    button.scroll_into_view_if_needed()
    hit = """one => {
        const { left, right, top, bottom } = one.getBoundingClientRect()
        const around = [[left - 6, top - 6], [right + 6, top - 6], [left - 6, bottom + 6], [right + 6, bottom + 6]]
        return around.every(at => document.elementFromPoint(...at) === one)
    }"""
    assert button.evaluate(hit)
