"""Reading data/: all of it, or every mistake with its file, its path and what was expected."""

import re
import shutil

import pytest
import ryaml

from workbook.content import DATA, ContentError, book, load, statements
from workbook.content.canvas import ELEMENTS, ZONES
from workbook.content.methods import METHODS
from workbook.content.sources import Statement
from workbook.server import start

NOWHERE = "https://example.org/nowhere"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA, tmp_path / "data")


def change(folder, file, edit):
    """Apply `edit` to what a file holds."""
    held = ryaml.loads((folder / file).read_text(encoding="utf-8"))
    edit(held)
    (folder / file).write_text(ryaml.dumps(held), encoding="utf-8")


def mistakes(folder):
    with pytest.raises(ContentError) as caught:
        load(folder)
    return str(caught.value).splitlines()


def test_the_content_of_the_workbook_is_whole():
    content = load()
    assert [method.id for method in content.methods] == list(METHODS)
    assert [element.id for element in content.canvas.elements] == list(ELEMENTS)
    assert [content.canvas.zone(zone).id for zone in ZONES] == list(ZONES)
    assert (content.fact(103).number, content.method("value").id) == (103, "value")


COUNTED = re.compile(r"\{\w+\} (?:(?:more|fewer) )?(?:people|votes|days|rows|answers|points|actions|promises|others)\b")
NEVER_ONE = {"plan.days", "links.term_days", "process.read", "exercises.too_few", "exercise_method.says_workbook_says"}
NEVER_ONE |= {"exercise_method.says_workbook_is_torn", "quiz.matched"}


def test_an_english_sentence_with_a_count_is_right_for_one_too():
    words = {f"{page}.{key}": text.en for page, texts in book().words.items() for key, text in texts.items()}
    assert {name for name, text in words.items() if COUNTED.search(text)} == NEVER_ONE


def test_content_is_read_once():
    assert book() is book()


def test_every_statement_has_a_path_of_its_own():
    paths = [path for path, _ in statements(book())]
    assert len(set(paths)) == len(paths) > 300
    assert "canvas.levels.planning.elements.strategy.definition" in paths


def test_sources_are_named_in_one_order():
    given = {"en": "a", "zh": "甲", "ours": True, "from": (NOWHERE,), "article": (1,)}
    assert Statement(**given).kinds == ("article", "elsewhere", "ours")


def test_a_statement_on_a_claim_carries_its_caveat():
    claimed = next(fact for fact in book().facts.facts if fact.caveat)
    assert book().caveats(Statement(en="a", zh="甲", article=(claimed.number,))) == (claimed.caveat,)


BROKEN = {
    "missing_translation": (
        "words/frame.yaml",
        lambda words: words["product"].pop("zh"),
        "data/words/frame.yaml: product.zh: expected this key, found nothing",
    ),
    "english_under_zh": (
        "words/frame.yaml",
        lambda words: words["product"].update(zh=words["product"]["en"]),
        "data/words/frame.yaml: product: expected Chinese under 'zh', found none",
    ),
    "chinese_under_en": (
        "words/frame.yaml",
        lambda words: words["product"].update(en="手册"),
        "data/words/frame.yaml: product: expected English under 'en', found Chinese characters",
    ),
    "empty_text": (
        "words/frame.yaml",
        lambda words: words["product"].update(zh=""),
        "data/words/frame.yaml: product: expected a text in both languages, found an empty one",
    ),
    "lost_placeholder": (
        "words/prose.yaml",
        lambda words: words["fact"].update(zh="文章"),
        "data/words/prose.yaml: fact: expected the same {placeholders} in both languages",
    ),
    "truth_value_for_a_text": (
        "words/frame.yaml",
        lambda words: words["product"].update(en=False),
        "data/words/frame.yaml: product.en: expected a text (in quotes)",
    ),
    "unknown_key": (
        "canvas.yaml",
        lambda canvas: canvas["levels"][0].update(colour="red"),
        "data/canvas.yaml: levels.0.colour: expected no such key",
    ),
    "weight_beyond_its_box": (
        "value.yaml",
        lambda value: value["drivers"][0].update(weight=150),
        "data/value.yaml: drivers.0.weight: Input should be less than or equal to 100",
    ),
    "lines_beyond_a_cost": (
        "value.yaml",
        lambda value: value["examples"][0]["lines"].update(price=9_000_000_000, risk=2_000_000_000),
        "data/value.yaml: examples.0.lines: expected lines that add up to 10000000000 at most, found 11000000500",
    ),
    "no_source": (
        "argument.yaml",
        lambda argument: argument["conflicts"].append({"en": "a", "zh": "甲"}),
        "expected a source: article: [numbers], from: [addresses] or ours: true",
    ),
    "unknown_fact": (
        "argument.yaml",
        lambda argument: argument["conflicts"][0].update(article=[104]),
        "data/argument.yaml: conflicts.0.article.0: Input should be less than or equal to 103",
    ),
    "unknown_address": (
        "argument.yaml",
        lambda argument: argument["conflicts"][0].update({"from": [NOWHERE]}),
        f"data/references.yaml: expected {NOWHERE}, which argument.conflicts.0 cites",
    ),
    "score_of_six": (
        "traits.yaml",
        lambda traits: traits["traits"][0]["scores"]["value"].update(score=6),
        "data/traits.yaml: traits.0.scores.value.score: Input should be less than or equal to 5",
    ),
    "method_left_out": (
        "traits.yaml",
        lambda traits: (traits["traits"][0].update(id="first"), traits["traits"][0]["scores"].pop("value")),
        "data/traits.yaml: first: scores: expected consultative, customer_centric, product, relationship, value, "
        "found consultative, customer_centric, product, relationship",
    ),
    "fact_lost": (
        "facts.yaml",
        lambda facts: facts["facts"].pop(),
        f"data/facts.yaml: facts: expected {', '.join(map(str, range(1, 104)))}, found {', '.join(map(str, range(1, 103)))}",
    ),
    "agenda_too_long": (
        "notes.yaml",
        lambda notes: notes["agendas"]["half_day"]["slots"][0].update(minutes=11),
        "data/notes.yaml: agendas: half_day: minutes: expected 240, found 241",
    ),
    "agenda_without_a_break": (
        "notes.yaml",
        lambda notes: notes["agendas"]["half_day"]["slots"].pop(5),
        "data/notes.yaml: agendas: half_day: minutes: expected 240, found 225",
    ),
    "screen_of_an_agenda_left_out": (
        "notes.yaml",
        lambda notes: notes["agendas"]["ninety_minutes"]["slots"][1].pop("screen"),
        "data/notes.yaml: agendas.ninety_minutes.slots.1.screen: expected this key, found nothing",
    ),
    "agenda_with_a_screen_without_a_note": (
        "notes.yaml",
        lambda notes: notes["notes"].pop(0),
        "data/notes.yaml: agendas: screens with a note: expected self-assessment, compare, value,",
    ),
    "two_notes_on_a_screen": (
        "notes.yaml",
        lambda notes: notes["notes"].append(notes["notes"][-1]),
        "data/notes.yaml: notes: expected each of them once, found plan again",
    ),
    "one_sentence_to_say": (
        "notes.yaml",
        lambda notes: notes["notes"][0].update(say=notes["notes"][0]["say"][:1]),
        "data/notes.yaml: notes.0.say: Tuple should have at least 2 items",
    ),
    "word_lost": (
        "words/value.yaml",
        lambda words: words.pop("verdict_deal"),
        "data/words/value.yaml: verdict_deal: expected this key, found nothing",
    ),
    "word_that_nobody_asks_for": (
        "words/value.yaml",
        lambda words: words.update(verdict_deel=words["verdict_deal"]),
        "data/words/value.yaml: verdict_deel: expected no such key",
    ),
    "placeholder_misspelt_in_both_languages": (
        "words/value.yaml",
        lambda words: words["verdict_deal"].update(en="The customer keeps {surplu}.", zh="客户还剩{surplu}。"),
        "data/words/value.yaml: verdict_deal: expected {surplus} in it, found {surplu}",
    ),
    "example_twice": (
        "value.yaml",
        lambda value: value["examples"][0].update(id="saas"),
        "data/value.yaml: examples: expected scrm, saas, favours, own, found saas, saas, favours, own",
    ),
    "hidden_line_renamed": (
        "value.yaml",
        lambda value: value["hidden"][0].update(id="favor"),
        "data/value.yaml: hidden: expected favours, rivals, found favor, rivals",
    ),
    "trait_twice": (
        "traits.yaml",
        lambda traits: traits["traits"][-1].update(id="price_pressure"),
        "data/traits.yaml: traits: expected each of them once, found price_pressure again",
    ),
    "option_twice": (
        "situation.yaml",
        lambda situation: situation["questions"][0]["options"][1].update(id=situation["questions"][0]["options"][0]["id"]),
        "data/situation.yaml: questions.0.options: expected each of them once, found small again",
    ),
    "question_twice": (
        "quizzes/compare.yaml",
        lambda quiz: quiz["questions"][1].update(id=quiz["questions"][0]["id"]),
        "data/quizzes/compare.yaml: questions: expected each of them once, found large_order again",
    ),
    "address_twice": (
        "references.yaml",
        lambda references: references["references"].append(references["references"][0]),
        "data/references.yaml: references: expected each of them once, found http",
    ),
    "answer_that_no_question_has": (
        "room.yaml",
        lambda room: room["cases"][0]["situation"].update({next(iter(room["cases"][0]["situation"])): "nothing"}),
        "one of situation.yaml's: expected",
    ),
    "zones_swapped": (
        "canvas.yaml",
        lambda canvas: canvas["zones"]["kinds"].reverse(),
        f"data/canvas.yaml: zones: expected {', '.join(ZONES)}, found {', '.join(reversed(ZONES))}",
    ),
}


@pytest.mark.parametrize(("file", "edit", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_mistake_is_named_with_its_place_and_what_was_expected(folder, file, edit, expected):
    change(folder, file, edit)
    assert expected in "\n".join(mistakes(folder))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"text: {en: a, zh: b}\ntwice:\n  en: a\n  en: b\n", 'twice: duplicate entry with key "en" at line 3'),
        (b"open: [", "data/words/prose.yaml: expected YAML of texts, numbers, lists and mappings"),
        (b"? [a, b]\n: c", "data/words/prose.yaml: expected YAML of texts, numbers, lists and mappings"),
        ("text:\n  en: a\n  zh: 手册\n".encode("gb18030"), "expected a text saved as UTF-8, found another encoding in line 3"),
        (b"day: 2022-05-01", "data/words/prose.yaml: day"),
        (b"", "data/words/prose.yaml: (whole file)"),
    ],
)
def test_a_file_that_is_no_plain_yaml_is_named(folder, text, expected):
    (folder / "words/prose.yaml").write_bytes(text)
    (line,) = mistakes(folder)
    assert expected in line


def test_a_file_that_an_editor_saved_with_a_mark_in_front_is_read(folder):
    file = folder / "words/prose.yaml"
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert load(folder) == load()


def test_what_is_there_but_cannot_be_read_is_named(folder):
    (folder / "words/prose.yaml").unlink()
    (folder / "words/prose.yaml").mkdir()
    (line,) = mistakes(folder)
    assert line.startswith("data/words/prose.yaml: expected a file that can be read, found this: ")


def test_what_stands_twice_is_told_beside_the_other_mistakes_of_its_file(folder):
    for name in ("score_of_six", "trait_twice"):
        file, edit, _ = BROKEN[name]
        change(folder, file, edit)
    assert sorted(mistakes(folder)) == sorted([BROKEN["score_of_six"][2], BROKEN["trait_twice"][2]])


@pytest.mark.parametrize("file", ["facts.yaml", "methods/value.yaml", "words/value.yaml"])
def test_a_missing_file_is_named(folder, file):
    (folder / file).unlink()
    assert mistakes(folder) == [f"data/{file}: expected this file, found nothing"]


def test_mistakes_of_several_files_are_told_at_once(folder):
    for name in ("missing_translation", "unknown_key", "score_of_six"):
        file, edit, _ = BROKEN[name]
        change(folder, file, edit)
    assert {line.split(":")[0] for line in mistakes(folder)} == {"data/canvas.yaml", "data/traits.yaml", "data/words/frame.yaml"}


def test_a_file_that_cannot_be_read_hides_no_contradiction_between_others(folder):
    for name in ("score_of_six", "unknown_address", "zones_swapped", "word_lost"):
        file, edit, _ = BROKEN[name]
        change(folder, file, edit)
    found = "\n".join(mistakes(folder))
    assert all(BROKEN[name][2] in found for name in ("score_of_six", "unknown_address", "zones_swapped", "word_lost"))
    assert found.count("\n") == 3


def test_the_app_does_not_start_with_mistakes_and_prints_them_all(folder, monkeypatch):
    for name in ("missing_translation", "unknown_key"):
        file, edit, _ = BROKEN[name]
        change(folder, file, edit)
    monkeypatch.setattr(start, "book", lambda: load(folder))
    with pytest.raises(SystemExit) as stopped:
        start.check_content()
    assert stopped.value.code.splitlines()[1:] == mistakes(folder)
    assert len(mistakes(folder)) > 1


def test_the_app_starts_with_the_content_of_the_workbook():
    assert start.check_content() is None
