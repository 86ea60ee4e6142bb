"""Statements as HTML: each with its sources as small links, and, where it rests on a claim, the caveat to open.

Only texts of `data/` come here, never what a user typed; all of it is escaped all the same. Links open a new tab, because leaving the
page would end the visit and lose its inputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from workbook.content import book
from workbook.content.sources import Named, Statement
from workbook.text import HTML_LANG, Lang, listed
from workbook.ui.session import language

_SPACE: Final = "&nbsp;"


def statements(given: Sequence[Statement]) -> None:
    """A list of statements with their sources."""
    st.html(bullets(tuple(given), language()))


def named(given: Sequence[Named]) -> None:
    """Named points, each with its name in front."""
    lang = language()
    items = "".join(f"<li><strong>{escape(one.name[lang])}</strong><br>{cited(one.body, lang)}</li>" for one in given)
    st.html(f'<ul class="wb-named">{items}</ul>')


def statement(given: Statement) -> None:
    """One statement as a paragraph with its sources."""
    st.html(f'<div class="wb-statement">{cited(given, language())}</div>')


@lru_cache(maxsize=512)
def bullets(given: tuple[Statement, ...], lang: Lang, *, caveats: bool = True) -> str:
    """The HTML of a list of statements; without `caveats` a claim is marked but cannot be opened."""
    if len(given) == 1:  # a caveat may open inside, which a paragraph cannot hold
        return f'<div class="wb-statement">{cited(given[0], lang, caveats=caveats)}</div>'
    return '<ul class="wb-statements">' + "".join(f"<li>{cited(one, lang, caveats=caveats)}</li>" for one in given) + "</ul>"


@lru_cache(maxsize=2048)
def cited(given: Statement, lang: Lang, *, caveats: bool = True) -> str:
    """A statement's text, its sources and its caveats as inline HTML; without `caveats` a claim is marked but cannot be opened."""
    words = book().words["prose"]
    doubts = dict.fromkeys(caveat[lang] for caveat in book().caveats(given))
    numbers = [
        f'<a href="sources?fact={number}" target="_blank" aria-label="{escape(words["fact"][lang].format(number=number))}">{number}</a>'
        for number in given.article
    ]
    addresses = [link(url, lang) for url in given.elsewhere]
    marks = [f"<span>{words[mark][lang]}</span>" for mark, shown in (("ours", given.ours), ("claim", doubts and not caveats)) if shown]
    # what is short stays together on a line; addresses are long enough to break it
    groups = [_SPACE.join(numbers), *addresses, _SPACE.join(marks)] if addresses else [_SPACE.join([*numbers, *marks])]
    said = f'{escape(given[lang])} <span class="wb-cites">{" ".join(filter(None, groups))}</span>'
    if not doubts or not caveats:
        return said
    claim = f'<details class="wb-claim"><summary>{words["claim"][lang]}</summary>{paragraphs(doubts)}</details>'
    return f"{said}{' ' if addresses and not marks else _SPACE}{claim}"


def link(url: str, lang: Lang) -> str:
    """The address of another source, shown by its host; named in full, with how far to trust it, for those who ask."""
    reference = book().reference(url)
    told = [reference.label[lang], reference.note[lang]] if reference.note else [reference.label[lang]]
    label = escape(listed(told, lang, clauses=True), quote=True)
    host = escape((urlsplit(url).hostname or url).removeprefix("www.")).replace(".", ".<wbr>")  # in a narrow column it breaks there
    return f'<a href="{escape(url, quote=True)}" target="_blank" title="{label}" lang="{HTML_LANG["en"]}">{host}</a>'


def part(name: str) -> None:
    """The name of what a tab holds, for those who go from heading to heading: on the screen the tab says it."""
    st.html(f'<h2 class="wb-heard">{escape(name)}</h2>')


def heading(text: str, level: int = 3) -> str:
    """A small heading close to what it names."""
    return f'<h{level} class="wb-head">{escape(text)}</h{level}>'


def wide(html: str) -> str:
    """A table that may need more room than there is: it moves within its own place, and the page stays where it is."""
    return f'<div class="wb-scroll">{html}</div>'


def paragraphs(texts: Iterable[str]) -> str:
    """Texts as paragraphs."""
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "", css: str = "", numbers: Sequence[int] = ()) -> str:
    """An HTML table of cells that are HTML already: the first column names its row, the columns in `numbers` are set right."""
    kind = [' class="wb-number"' if column in numbers else "" for column in range(len(head))]
    # a narrow screen shows the rows of a stacked table as blocks, each cell with its column's name
    label = [f' data-label="{escape(cell, quote=True)}"' if "wb-stack" in css else "" for cell in head]
    html = [f'<table class="wb-table {css}">']
    if caption:
        html.append(f"<caption>{escape(caption)}</caption>")
    html.append(
        "<thead><tr>" + "".join(f'<th scope="col"{kind[i]}>{escape(cell)}</th>' for i, cell in enumerate(head)) + "</tr></thead><tbody>"
    )
    for row in rows:
        first, *rest = row
        cells = (f"<td{kind[i]}{label[i]}>{cell}</td>" for i, cell in enumerate(rest, 1))
        html.append(f'<tr><th scope="row">{first}</th>{"".join(cells)}</tr>')
    html.append("</tbody></table>")
    return "".join(html)
