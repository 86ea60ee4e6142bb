"""The parts of `/sources`: everything the workbook says, by where it comes from."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Final, NamedTuple

import streamlit as st

from workbook.content import book, statements
from workbook.content.sources import Fact, Statement
from workbook.text import LANGS, Lang, labelled, listed, literal, sentences
from workbook.ui import prose
from workbook.ui.inputs import choice, kept
from workbook.ui.session import inputs, language, words

KINDS: Final = ["facts", "claims", "elsewhere", "ours"]
PAGE: Final = 20
SOURCES: Final = "sources"
SHOWN: Final = 60
"""Characters of a search that found nothing, as it is repeated."""


class Entry(NamedTuple):
    """A line of the catalogue: its HTML cells, and the texts in it that a search may find."""

    cells: tuple[str, ...]
    findable: str


def fact_asked_for() -> bool:
    """Show the one fact that a citation's address names. False where the address names none."""
    w, lang, asked = words("sources"), language(), st.query_params.get("fact")
    if asked is None:
        return False
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    if not 1 <= number <= len(book().facts.facts):
        st.warning(w.no_fact.format(number=asked[:12]))
        return False
    fact = book().fact(number)
    with st.container(border=True, key="fact"):
        st.header(w.one_fact.format(number=number), anchor=False)
        sure = labelled(f"<strong>{escape(w.how_sure)}</strong>", escape(_how_sure(fact, lang) or w.as_stated), lang)
        st.html(f"<p>{escape(fact[lang])}</p><p>{sure}</p>")
        cited = [(where, one) for where, one in _placed(lang) if number in one.article]
        said = (labelled(f"<strong>{escape(where)}</strong>", prose.cited(one, lang), lang) for where, one in cited)
        st.html("".join(f'<div class="wb-statement">{one}</div>' for one in said))
    return True


def catalogue() -> None:
    """Search, kind, and a page of the entries found."""
    w, lang = words("sources"), language()
    now = inputs(SOURCES, lambda: {"query": "", "sources_kind": "facts"})
    st.text_input(w.search, now["query"], placeholder=w.search_hint, **kept(now, "query"))
    choice(now, "sources_kind", w.kind, KINDS, lambda kind: getattr(w, f"kind_{kind}"), width="content", wrap=True)
    wanted = _findable(now["query"]).split()
    by_kind: dict[str, list[Entry]] = {}
    for searched in sorted(LANGS, key=lambda one: one != lang):  # what this language does not say, the other may
        by_kind = {kind: _found(kind, wanted, searched, lang) for kind in KINDS}
        if any(by_kind.values()):
            break
    found = by_kind[now["sources_kind"]]
    others = [
        w.found_in.format(kind=getattr(w, f"kind_{kind}"), count=len(there))
        for kind, there in by_kind.items()
        if there and kind != now["sources_kind"]
    ]
    also = w.also.format(kinds=listed(others, lang)) if wanted and others else ""
    if not found:
        nothing = w.nothing.format(query=literal(now["query"], SHOWN) + ("…" if len(now["query"]) > SHOWN else ""))
        st.info(sentences((nothing, also), lang) if also else nothing)
        return
    counted = st.container(key="found")
    pages = -(-len(found) // PAGE)
    place = st.empty()
    # another search begins at its first page: the key is the search
    page = st.pagination(pages, key=f"page:{now['sources_kind']}:{now['query']}") if pages > 1 else 1
    first, last = (page - 1) * PAGE, min(page * PAGE, len(found))
    parts = [w.found.format(count=len(found)), w.rows.format(first=first + 1, last=last) if pages > 1 else "", also]
    counted.caption(" · ".join(filter(None, parts)))
    head = (w.number if now["sources_kind"] in ("facts", "claims") else w.where, w.says, w.how_sure)[: len(found[0].cells)]
    place.html(prose.table(head, (entry.cells for entry in found[first:last]), css="wb-stack wb-catalogue"))


def _found(kind: str, wanted: Sequence[str], searched: Lang, lang: Lang) -> list[Entry]:
    """The entries of a kind in `lang` whose texts in the language that is `searched` hold all that is wanted."""
    told = zip(entries(kind, lang), entries(kind, searched), strict=True)
    return [entry for entry, same in told if all(word in same.findable for word in wanted)]


@lru_cache(maxsize=8)
def entries(kind: str, lang: Lang) -> tuple[Entry, ...]:
    """Everything of one kind, in the order of the article or of the pages."""
    if kind in ("facts", "claims"):
        facts = [fact for fact in book().facts.facts if kind == "facts" or fact.caveat]
        said = [(str(fact.number), fact[lang], _how_sure(fact, lang)) for fact in facts]
        return tuple(Entry(tuple(map(escape, cells)), _findable(" ".join(cells))) for cells in said)
    return tuple(_stated(where, one, lang, sure=kind == "elsewhere") for where, one in _placed(lang) if kind in one.kinds)


def _stated(where: str, one: Statement, lang: Lang, *, sure: bool) -> Entry:
    cells = (escape(where), prose.cited(one, lang), *([escape(_how_far(one, lang))] if sure else []))
    said = (where, one[lang], *map(str, one.article), *(caveat[lang] for caveat in book().caveats(one)))
    sources = (text for url in one.elsewhere for text in (url, book().reference(url).label[lang]))
    return Entry(cells, _findable(" ".join((*said, *sources, _how_far(one, lang)))))


def _findable(text: str) -> str:
    """A text as a search compares it: without capitals, the commas in figures and the wide signs of a Chinese keyboard."""
    return unicodedata.normalize("NFKC", text).casefold().replace(",", "").replace("’", "'")


def _how_far(one: Statement, lang: Lang) -> str:
    """How far the other sources of a statement are to be trusted, where that is in question."""
    notes = (note[lang] for url in one.elsewhere if (note := book().reference(url).note))
    return sentences(dict.fromkeys(notes), lang)


def _how_sure(fact: Fact, lang: Lang) -> str:
    w = book().words["sources"]
    said = [fact.caveat[lang]] if fact.caveat else []
    return sentences([*said, w["not_shown"][lang].format(why=fact.left_out[lang])] if fact.left_out else said, lang)


@lru_cache(maxsize=2)
def _placed(lang: Lang) -> tuple[tuple[str, Statement], ...]:
    """Every statement with the place on the screens where it stands."""
    w, placed = book().words["sources"], []
    for path, one in statements(book()):
        part, _, rest = path.partition(".")
        name = book().method(rest.split(".")[0]).name[lang] if part == "methods" else ""  # type: ignore[arg-type]
        placed.append((w[f"in_{part}"][lang].format(name=name), one))
    return tuple(placed)
