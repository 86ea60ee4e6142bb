"""What the workbook says and where it comes from: every fact, every reference, every text."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pytest
from pydantic import BaseModel

from workbook.content import book, statements
from workbook.text import LANGS, Text
from workbook.ui.catalogue import entries

FACTS = book().facts.facts
CITED = [(path, one) for path, one in statements(book())]
ROOT = Path(__file__).parent.parent.parent
CHINESE = "[\u4e00-\u9fff]"


def texts(content, path=""):
    """Every text below a model, with its path."""
    if isinstance(content, Text):
        yield path, content
    if isinstance(content, BaseModel):
        content = {name: getattr(content, name) for name in type(content).model_fields}
    elif isinstance(content, tuple):
        content = {str(getattr(one, "id", index)): one for index, one in enumerate(content)}
    if isinstance(content, Mapping):
        for name, one in content.items():
            yield from texts(one, f"{path}.{name}".lstrip("."))


def offenders(pattern):
    """Where a pattern stands in a Chinese text, its placeholders read as words."""
    return [f"{path}: {text.zh}" for path, text in texts(book()) if re.search(pattern, re.sub(r"\{\w+\}", "词", text.zh))]


def test_all_103_facts_are_there_in_the_order_of_the_article():
    assert [fact.number for fact in FACTS] == list(range(1, 104))


@pytest.mark.parametrize("lang", LANGS)
def test_every_fact_stands_on_the_sources_page_or_says_why_no_other_page_teaches_it(lang):
    shown = [entry.cells[0] for entry in entries("facts", lang)]
    assert shown == [str(number) for number in range(1, 104)]
    cited = {number for _, one in CITED for number in one.article}
    assert [fact.number for fact in FACTS if fact.left_out and fact.number in cited] == []


@pytest.mark.parametrize("lang", LANGS)
def test_how_far_another_source_is_to_be_trusted_stands_beside_what_cites_it(lang):
    shown = {cell for entry in entries("elsewhere", lang) for cell in entry.cells[2:]}
    notes = [escape(one.note[lang]) for one in book().references.references if one.note]
    assert notes
    assert [note for note in notes if not any(note in cell for cell in shown)] == []


def test_every_reference_is_cited():
    assert [one.url for one in book().references.references if not any(one.url in cited.elsewhere for _, cited in CITED)] == []


def test_every_word_is_used_somewhere():
    code = (path.read_text(encoding="utf-8") for folder in ("workbook", "pages") for path in (ROOT / folder).rglob("*.py"))
    used = {word for text in code for word in re.findall(r"\w+", text)}
    families = "page|tab|section|group|bar|kind|term|lever|short|problem|effort|look|in|rate|train|practise|manage"
    families += "|listed|order|shown|legend|about|label|part|refused|who_sees|answer"
    families += "|check|column|hint|hours|light|place|point|verdict|move|cases|context|stance|reading"
    families += "|says|table|ask|is|unnamed|agenda|anonymity|spoken|pace|sides|phase|step|promise|link|sees"
    families += "|lack|lacks|status|unit|by|turn|quick_win|year|vision|edit|weigh|benefit"
    made = re.compile(rf"^({families})_")
    keys = {f"{page}.{key}": key for page, words in book().words.items() for key in words}
    assert [name for name, key in keys.items() if not made.match(key) and key not in used] == []


def test_at_least_90_facts_are_not_left_out():
    assert sum(fact.left_out is None for fact in FACTS) >= 90


def test_every_cited_fact_and_reference_exists():
    urls = {reference.url for reference in book().references.references}
    assert all({*one.article} <= {fact.number for fact in FACTS} and {*one.elsewhere} <= urls for _, one in CITED)


def test_every_reference_stands_once():
    urls = [reference.url for reference in book().references.references]
    assert sorted(urls) == sorted(set(urls))


def test_no_statement_cites_a_source_twice():
    assert [path for path, one in CITED if len({*one.article, *one.elsewhere}) < len(one.article) + len(one.elsewhere)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(rf"{CHINESE}[!-.:-@\[-`{{-~]+{CHINESE}", id="ascii_between_chinese"),
        pytest.param(rf"{CHINESE}[,;:!?]|[,;:!?]{CHINESE}", id="ascii_beside_chinese"),
        pytest.param(rf"{CHINESE}\.(?!\d)", id="ascii_full_stop"),
        pytest.param(rf"{CHINESE} +{CHINESE}", id="space_between_chinese"),
        pytest.param(r"([，。；：！？、])\1", id="doubled"),
    ],
)
def test_chinese_is_punctuated_as_chinese(pattern):
    assert offenders(pattern) == []


def test_no_text_has_stray_space():
    assert [path for path, text in texts(book()) for one in (text.en, text.zh) if one != one.strip() or "  " in one] == []
