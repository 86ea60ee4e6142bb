"""The comparison: which methods, which tab, and which method fits."""

import pytest

from workbook.content import book
from workbook.content.methods import METHODS
from workbook.text import LANGS, joined

OWN = {"tab_table": "legend", "tab_profile": "profile_lead", "tab_fit": "fit_lead", "tab_argument": "argument_lead"}

GROUPS = {"idea": "core_idea", "visit": "questions", "fit": "hidden_costs", "judged": "others_say"}


def open_tab(screen, tab):
    screen.at.session_state[f"compare-{screen.lang}"] = screen.word(tab)
    return screen.run()


def pick(screen, *methods):
    screen.at.pills(key=f"methods:{screen.lang}").set_value(list(methods))
    return screen.run()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("methods", [(), ("value",)])
def test_fewer_than_two_methods_give_a_sentence_instead_of_a_table(open_page, lang, methods):
    screen = pick(open_page("compare", lang), *methods)
    assert screen.says(screen.word("too_few"))
    assert not screen.says(screen.word("legend"))
    assert not pick(screen, "value", "product").says(screen.word("too_few"))


def test_the_table_has_a_column_for_each_chosen_method_in_their_own_order(open_page):
    screen = pick(open_page("compare"), "customer_centric", "relationship")
    heads = [text for text in screen.texts if text.startswith("Aspect ")]
    assert heads[0].startswith("Aspect Relationship selling Customer-centric selling Origin")
    assert not screen.says("Solution selling Origin")


@pytest.mark.parametrize(("group", "aspect"), GROUPS.items())
def test_each_group_shows_its_own_aspects(open_page, group, aspect):
    screen = open_page("compare").choose("group", group)
    table = next(text for text in screen.texts if text.startswith("Aspect "))
    assert screen.word(aspect) in table
    others = set(GROUPS.values()) - {aspect}
    assert not any(f"{screen.word(other)} " in table for other in others)


def test_a_method_that_is_taken_away_is_no_longer_the_one_to_read(open_page):
    screen = open_page("compare").choose("one", "customer_centric")
    assert pick(screen, "product", "value").chosen("one") == "product"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("tab", "own"), OWN.items())
def test_a_tab_shows_its_own_content_and_no_other(open_page, lang, tab, own):
    screen = open_tab(open_page("compare", lang), tab)
    assert [word for word in OWN.values() if screen.says(screen.word(word))] == [own]


def test_the_profile_has_a_score_for_every_trait_and_method(open_page):
    screen = open_tab(pick(open_page("compare"), *METHODS), "tab_profile")
    table = screen.charts[0].table
    assert len(table["score"]) == len(book().traits) * len(METHODS)
    assert all(1 <= score <= 5 for score in table["score"])
    assert all(table["why"])


def test_the_ranking_waits_for_an_answer(open_page):
    screen = open_tab(open_page("compare"), "tab_fit")
    assert screen.says(screen.word("fit_none"))
    assert screen.charts == []


def a_single(leaders):
    """The first answer to one question after which so many methods lead."""
    for question in book().questions:
        for option in question.options:
            points = [given.points for given in option.points.values()] + [0] * (len(METHODS) - len(option.points))
            if points.count(max(points)) == leaders:
                return {question.id: option.id}, max(points)
    raise AssertionError(f"no single answer makes {leaders} methods lead")


def test_one_leader_is_named_with_its_points(open_page):
    given, points = a_single(1)
    screen = open_tab(open_page("compare"), "tab_fit").fill(given)
    assert screen.at.success[0].value.endswith(f"fits best so far. Points: {points}; answered: 1 of {len(book().questions)}.")
    assert max(screen.charts[0].table["points"]) == points


def test_a_tie_names_all_its_leaders(open_page):
    given, points = a_single(2)
    screen = open_tab(open_page("compare"), "tab_fit").fill(given)
    assert not screen.at.success
    assert screen.says(f"fit equally well. Points each: {points}.")
    assert " and " in screen.at.info[0].value
    assert screen.charts[0].table["points"].count(points) == 2


@pytest.mark.parametrize(
    ("given", "points", "leading"),
    [
        ({"horizon": "years", "standardisation": "commodity"}, "0", ("relationship", "product", "customer_centric")),
        ({"deciders": "many", "trust_start": "low", "openness": "both", "standardisation": "commodity"}, "0", ("customer_centric",)),
        (
            {
                "order_size": "small",
                "problem_clarity": "unclear",
                "deciders": "few",
                "horizon": "years",
                "openness": "both",
                "measurability": "clear",
                "trust_start": "low",
                "standardisation": "commodity",
            },
            "−1",
            ("relationship", "consultative", "customer_centric"),
        ),
    ],
)
def test_no_method_is_said_to_fit_against_which_as_much_speaks(open_page, lang, given, points, leading):
    screen = open_tab(open_page("compare", lang), "tab_fit").fill(given)
    names = joined([book().method(method).name[lang] for method in leading], lang)
    assert not screen.at.success
    assert screen.at.info[0].value == screen.word("fit_against", methods=names, points=points)


def test_every_point_has_its_reason(open_page):
    screen = open_tab(open_page("compare"), "tab_fit").fill({question.id: question.options[0].id for question in book().questions})
    reasons = [given.reason.en for question in book().questions for given in question.options[0].points.values()]
    assert reasons
    assert all(screen.says(reason) for reason in reasons)


def test_answers_survive_the_language_switch_and_can_be_cleared_and_brought_back(open_page):
    given, _ = a_single(1)
    screen = open_tab(open_page("compare"), "tab_fit").fill(given).switch("zh")
    open_tab(screen, "tab_fit")
    ((question, option),) = given.items()
    assert screen.chosen(question) == option
    screen.press("clear_answers")
    assert screen.chosen(question) is None
    assert screen.says(screen.word("cleared"))
    screen.press("undo")
    assert screen.chosen(question) == option
    assert not screen.says(screen.word("cleared"))


def test_the_language_switch_keeps_the_choice_of_methods_and_aspects(open_page):
    screen = pick(open_page("compare"), "product", "value").choose("group", "fit").switch("zh")
    assert screen.at.pills(key="methods:zh").value == ["product", "value"]
    assert screen.chosen("group") == "fit"


def test_the_argument_shows_each_claim_with_how_sure_it_is(open_page):
    screen = open_tab(open_page("compare"), "tab_argument")
    claims = book().argument.claims
    assert len(claims) == 4
    assert all(screen.says(claim.figure.en) and screen.says(claim.caveat.en) for claim in claims)
