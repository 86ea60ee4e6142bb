"""The sources: search, kinds, and the one fact that a citation points to."""

import pytest

from workbook.content import book
from workbook.text import LANGS


def search(screen, query):
    screen.at.text_input(key="query").set_value(query)
    return screen.run()


@pytest.mark.parametrize(("lang", "query"), [("en", "scrm"), ("en", "  SCRM "), ("zh", "礼物")])
def test_a_search_finds_what_contains_the_word(open_page, lang, query):
    screen = search(open_page("sources", lang), query)
    expected = sum(query.strip().casefold() in f"{fact[lang]}".casefold() for fact in book().facts.facts)
    count = int("".join(letter for letter in screen.at.main.caption[0].value if letter.isdigit()))
    assert expected <= count < len(book().facts.facts)
    assert count > 0


@pytest.mark.parametrize("lang", LANGS)
def test_a_search_that_finds_nothing_says_so_and_shows_what_was_typed(open_page, lang):
    screen = search(open_page("sources", lang), "zzz **`x`** [y](http://z)")
    assert screen.says(screen.word("nothing").partition("{")[0])
    assert len(screen.at.main.caption) == 0 or not screen.says(screen.word("number") + " " + screen.word("says"))


def test_an_emptied_search_shows_everything_again(open_page):
    screen = search(search(open_page("sources"), "scrm"), "")
    assert screen.says(f"{len(book().facts.facts)} found")


@pytest.mark.parametrize("kind", ["facts", "claims", "elsewhere", "ours"])
def test_every_kind_has_entries_and_they_differ(open_page, kind):
    screen = open_page("sources").choose("sources_kind", kind)
    count = int(screen.at.main.caption[0].value.split()[0])
    assert count > 0
    if kind in ("facts", "claims"):
        assert count == sum(kind == "facts" or bool(fact.caveat) for fact in book().facts.facts)


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
    assert screen.says(f"{len(book().facts.facts)} found")


def test_search_and_kind_survive_the_language_switch(open_page):
    screen = search(open_page("sources"), "SCRM").choose("sources_kind", "claims").switch("zh")
    assert screen.at.text_input(key="query").value == "SCRM"
    assert screen.chosen("sources_kind") == "claims"
