"""Words in both languages, and numbers as each language writes them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import ValidationError

from workbook.text import CURRENCIES, LANGS, SIGNS, Text, brief, clean, language_of, listed, literal, money, number, placeholders, share


def test_a_text_is_read_by_language():
    text = Text(en="deal {amount}", zh="成交{amount}")
    assert (text["en"], text["zh"]) == ("deal {amount}", "成交{amount}")


@pytest.mark.parametrize("name", ["B2B", "SaaS"])
def test_chinese_characters_may_stand_beside_a_latin_name(name):
    assert Text(en=f"{name} sales", zh=f"{name}销售").zh == f"{name}销售"


@pytest.mark.parametrize(
    ("en", "zh", "expected"),
    [
        ("deal", " ", "expected a text in both languages"),
        ("", "成交", "expected a text in both languages"),
        ("成交", "成交", "expected English under 'en'"),
        ("deal", "deal", "expected Chinese under 'zh'"),
        ("{number} deals", "几笔成交", "expected the same {placeholders}"),
        ("{a}", "{b}", "expected the same {placeholders}"),
    ],
)
def test_neither_language_stands_in_for_the_other(en, zh, expected):
    with pytest.raises(ValidationError, match=expected):
        Text(en=en, zh=zh)


@pytest.mark.parametrize(
    "given", [{"en": "deal"}, {"zh": "成交"}, {"en": "deal", "zh": None}, {"en": "deal", "zh": "成交", "de": "Abschluss"}]
)
def test_a_text_has_both_languages_and_nothing_else(given):
    with pytest.raises(ValidationError):
        Text(**given)


def test_a_text_cannot_be_changed():
    with pytest.raises(ValidationError):
        Text(en="deal", zh="成交").en = "sale"


def test_placeholders_are_the_names_in_braces():
    assert placeholders("{a} of {b:.1f}, {{not this}}") == {"a", "b"}


@pytest.mark.parametrize(
    ("accept", "lang"),
    [
        ("", "en"),
        ("zh", "zh"),
        ("zh-CN", "zh"),
        ("ZH-Hant-TW", "zh"),
        ("en-GB", "en"),
        ("fr-FR", "en"),
        ("fr,zh;q=0.5", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en;q=0.8,zh;q=0.9", "zh"),
        ("zh;q=0,en;q=0.1", "en"),
        ("zh;q=0.5,en;q=0.5", "zh"),
        ("zh; q=0.1, en; q=0.9", "en"),
        ("zhx,english", "en"),
        ("*", "en"),
        (";;,q=,zh;q=nan", "zh"),
    ],
)
def test_the_most_preferred_language_that_the_workbook_speaks_is_taken(accept, lang):
    assert language_of(accept) == lang


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("amount", "signed", "shown"),
    [
        ("0", True, "$0"),
        ("-0.00", False, "$0"),
        ("5000", False, "$5,000"),
        ("5000", True, "+$5,000"),
        ("-200", False, "−$200"),
        ("0.5", False, "$0.50"),
        ("0.005", False, "$0.01"),
        ("1.004", False, "$1"),
        ("0.004", False, "≈ $0"),
        ("-0.004", True, "≈ $0"),
        ("10000000000", False, "$10,000,000,000"),
        ("1e28", True, "+$10,000,000,000,000,000,000,000,000,000"),
        ("1234567890123456789012345678.905", False, "$1,234,567,890,123,456,789,012,345,678.91"),
    ],
)
def test_money_is_whole_or_has_two_decimals(amount, signed, shown, lang):
    assert money(Decimal(amount), "USD", lang, signed=signed) == shown


@pytest.mark.parametrize(
    ("amount", "lang", "shown"),
    [
        ("999.5", "en", "+$999.50"),
        ("-6183.5", "en", "−$6,184"),
        ("46183.33", "en", "+$46.2k"),
        ("46183.33", "zh", "+$4.62万"),
        ("-3250000.5", "en", "−$3.25M"),
        ("10000000000", "en", "+$10B"),
        ("325000", "zh", "+$32.5万"),
        ("-3250000.5", "zh", "−$325万"),
        ("10000000000", "zh", "+$100亿"),
    ],
)
def test_a_picture_has_short_amounts_in_the_units_of_its_language(amount, lang, shown):
    assert brief(Decimal(amount), "USD", lang, signed=True) == shown


@pytest.mark.parametrize("currency", CURRENCIES)
def test_every_currency_has_its_sign(currency):
    assert money(Decimal(1), currency, "zh") == f"{SIGNS[currency]}1"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("value", "digits", "signed", "shown"),
    [
        (0.1 + 0.2, 2, False, "0.3"),
        (Decimal("0.125"), 2, False, "0.13"),
        (2.5, 0, False, "3"),
        (1234.5, 1, False, "1,234.5"),
        (-0.001, 2, True, "0"),
        (-3, 2, False, "−3"),
        (3, 2, True, "+3"),
        (Fraction(362, 105), 1, False, "3.4"),
        (Fraction(69, 20), 1, True, "+3.5"),
        (Fraction(-69, 20), 1, False, "−3.5"),
        (Fraction(-1, 30), 1, True, "0"),
        (Fraction(7, 2), 0, False, "4"),
        (Decimal("1e28"), 1, True, "+10,000,000,000,000,000,000,000,000,000"),
    ],
)
def test_numbers_are_rounded_half_up_without_trailing_zeros(value, digits, signed, shown, lang):
    assert number(value, lang, digits=digits, signed=signed) == shown


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("0", "0%"),
        ("0.0001", "<1%"),
        ("0.005", "1%"),
        ("0.006", "1%"),
        ("0.31", "31%"),
        ("0.994", "99%"),
        ("0.9999", ">99%"),
        ("1", "100%"),
    ],
)
def test_only_nothing_is_0_percent_and_only_everything_is_100(part, shown, lang):
    assert share(Decimal(part), lang) == shown


# ---- what people type


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Acme \n  GmbH\t", "Acme GmbH"),
        ("A\u202ecme\u0000", "Acme"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("名称（中文）", "名称（中文）"),
        ("x" * 200, "x" * 80),
        ("", ""),
        ("cus\ufffetomer\uffff", "customer"),
    ],
)
def test_a_typed_line_keeps_its_words_and_loses_what_is_not_seen(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize("sign", "\\`*_{}[]()#+-.!|~>$:<&^=\"'/;%?,")
def test_every_sign_of_markdown_is_escaped_and_nothing_else_is_lost(sign):
    said = literal(f"a{sign}b")
    assert f"\\{sign}" in said
    assert said.replace("\u2060", "").replace(f"\\{sign}", sign) == f"a{sign}b"


def test_an_address_is_no_address_any_more():
    assert "www." not in literal("www.evil.example")
    assert "a@b" not in literal("a@b.example").replace("\\", "")


@pytest.mark.parametrize(
    ("lang", "clauses", "said"), [("en", False, "a, b"), ("zh", False, "a、b"), ("en", True, "a; b"), ("zh", True, "a；b")]
)
def test_a_list_has_the_marks_of_its_language(lang, clauses, said):
    assert listed(["a", "b"], lang, clauses=clauses) == said
    assert listed([], lang, clauses=clauses) == ""
