"""The sources: search, kinds, and the one fact that a citation points to."""

import re
import unicodedata

import pytest

from workbook.content import book
from workbook.text import LANGS


def count(screen):
    """How many entries the page says it found."""
    before, after = screen.word("found").split("{count}")
    return int(screen.at.main.caption[0].value.partition(" · ")[0].removeprefix(before).removesuffix(after))


def search(screen, query):
    screen.at.text_input(key="query").set_value(query)
    return screen.run()


@pytest.mark.parametrize(("lang", "query"), [("en", "scrm"), ("en", "  SCRM "), ("zh", "礼品"), ("zh", "１５％")])
def test_a_search_finds_what_contains_the_word(open_page, lang, query):
    screen = search(open_page("sources", lang), query)
    said = sum(unicodedata.normalize("NFKC", query).strip().casefold() in fact[lang].casefold() for fact in book().facts.facts)
    assert 0 < said <= count(screen) < len(book().facts.facts)


@pytest.mark.parametrize("query", ["customer's", "customer’s"])
def test_a_search_finds_a_word_with_an_apostrophe(open_page, query):
    said = sum("customer's" in fact.en.casefold() for fact in book().facts.facts)
    assert 0 < said <= count(search(open_page("sources"), query))


@pytest.mark.parametrize(("lang", "query"), [("zh", "Buick"), ("en", "别克")])
def test_what_this_language_does_not_say_is_found_in_the_other_and_told_in_this_one(open_page, lang, query):
    screen = search(open_page("sources", lang), query)
    assert count(screen) == 1
    assert screen.says(book().fact(34)[lang])


def test_what_this_language_says_is_not_looked_for_in_the_other(open_page):
    assert count(search(open_page("sources", "zh"), "IT")) == sum("IT" in fact.zh for fact in book().facts.facts)


def test_what_was_not_found_is_shown_as_it_was_typed(open_page):
    assert r"“\$5 or \$6”" in search(open_page("sources"), "$5 or $6").at.info[0].value


@pytest.mark.parametrize("query", ["href", "x27"])
def test_a_search_finds_only_what_is_read(open_page, query):
    screen = search(open_page("sources"), query)
    assert screen.at.info[0].value == screen.word("nothing", query=query)


def test_a_search_says_in_which_other_kinds_it_finds_something(open_page):
    screen = search(open_page("sources"), "gartner")
    said = screen.at.info[0].value
    assert said.startswith("Nothing found for")
    assert "Elsewhere: From elsewhere " in said
    assert count(screen.choose("sources_kind", "elsewhere")) == int(re.search(r"From elsewhere (\d+)", said)[1])


@pytest.mark.parametrize("lang", LANGS)
def test_a_search_that_finds_nothing_says_so_and_shows_what_was_typed(open_page, lang):
    screen = search(open_page("sources", lang), "zzz")
    assert screen.says(screen.word("nothing", query="zzz"))
    assert not screen.at.get("html")


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_of_many_says_which_of_them_it_shows(open_page, lang):
    screen, facts = open_page("sources", lang), len(book().facts.facts)
    assert screen.at.main.caption[0].value.endswith(screen.word("rows", first=1, last=20))
    screen.at.session_state["page:facts:"] = -(-facts // 20)
    assert screen.run().at.main.caption[0].value.endswith(screen.word("rows", first=facts // 20 * 20 + 1, last=facts))
    few = count(search(screen, "scrm"))
    assert not screen.says(screen.word("rows", first=1, last=few))


def test_an_emptied_search_shows_everything_again(open_page):
    screen = search(search(open_page("sources"), "scrm"), "")
    assert count(screen) == len(book().facts.facts)


def test_every_kind_has_its_own_entries(open_page):
    screen, facts = open_page("sources"), book().facts.facts
    found = {kind: count(screen.choose("sources_kind", kind)) for kind in ("facts", "claims", "elsewhere", "ours")}
    assert (found["facts"], found["claims"]) == (len(facts), sum(fact.caveat is not None for fact in facts))
    assert min(found.values()) > 0


def test_the_next_page_goes_on_where_the_first_ended(open_page):
    screen = open_page("sources")
    first = book().fact(21).en
    assert not screen.says(first)
    screen.at.get("pagination")[0].set_value(2)
    assert screen.run().says(first)
    assert not screen.says(book().fact(1).en)


@pytest.mark.parametrize("lang", LANGS)
def test_a_citation_opens_its_fact(open_page, lang):
    screen = open_page("sources", lang, fact="42")
    assert screen.says(screen.word("one_fact", number=42))
    assert screen.says(book().fact(42)[lang])
    assert not screen.at.warning


@pytest.mark.parametrize("asked", ["999", "0", "-1", "4.2", "abc", "４２", "²", ""])
def test_a_fact_that_does_not_exist_is_named(open_page, asked):
    screen = open_page("sources", fact=asked)
    assert screen.says(screen.word("no_fact", number=asked).strip())
    assert count(screen) == len(book().facts.facts)


def test_search_and_kind_survive_the_language_switch(open_page):
    screen = search(open_page("sources"), "SCRM").choose("sources_kind", "claims").switch("zh")
    assert screen.at.text_input(key="query").value == "SCRM"
    assert screen.chosen("sources_kind") == "claims"
