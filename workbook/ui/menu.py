"""The pages: address, file, section and sign, in the order of the menu. Titles are words of `data/words/frame.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple

FOLDER: Final = Path(__file__).parent.parent.parent / "pages"
Section = Literal["", "learn", "practise", "apply", "together", "settings", "unlisted", "hidden"]
"""Where the menu shows a page. `unlisted`: reached from another page of the house; `hidden`: for those who come by link, without a menu."""


class Page(NamedTuple):
    """A line of the menu."""

    path: str
    file: str
    section: Section
    icon: str
    bare: bool = False

    @property
    def outside(self) -> bool:
        """Whether it stands by itself, without the menu: for people who come for this page alone."""
        return self.bare or self.section == "hidden"

    @property
    def title(self) -> str:
        """The key of the page's title among the words of the frame."""
        return f"page_{self.file}"


PAGES: Final[dict[str, Page]] = {
    page.path: page
    for page in (
        Page("", "start", "", ":material/home:"),
        Page("compare", "compare", "learn", ":material/view_column:"),
        Page("process", "process", "learn", ":material/filter_alt:"),
        Page("cases", "cases", "learn", ":material/playing_cards:"),
        Page("sources", "sources", "learn", ":material/menu_book:"),
        Page("self-assessment", "self_assessment", "practise", ":material/checklist:"),
        Page("value", "value", "practise", ":material/calculate:"),
        Page("five-methods", "five_methods", "practise", ":material/format_list_numbered:"),
        Page("accounts", "accounts", "apply", ":material/grid_view:"),
        Page("triple-fit", "triple_fit", "apply", ":material/hexagon:"),
        Page("plan", "plan", "apply", ":material/flag:"),
        Page("room", "room", "together", ":material/co_present:"),
        Page("join", "join", "together", ":material/smartphone:", bare=True),
        Page("my-data", "my_data", "settings", ":material/manage_accounts:"),
        Page("guide", "guide", "unlisted", ""),
        Page("questionnaire", "questionnaire", "hidden", ""),
        Page("shared", "shared", "hidden", ""),
        Page("present", "present", "hidden", ""),
    )
}


def reachable(begun: str) -> Mapping[str, Page]:
    """The pages of a visit that began at this path.

    A visit that came for a page without the menu has no way to the others, and every tick of its screen would name them all again.
    """
    page = PAGES.get(begun)
    return {path: PAGES[path] for path in ("", begun)} if page and page.outside else PAGES
