"""A word in both languages, and numbers as each language writes them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from numbers import Real
from string import Formatter
from typing import Final, Literal, Self, get_args

from babel.core import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_compact_decimal, format_decimal
from pydantic import BaseModel, ConfigDict, model_validator

Lang = Literal["en", "zh"]
LANGS: Final[tuple[Lang, ...]] = get_args(Lang)
NAMES: Final[dict[Lang, str]] = {"en": "English", "zh": "中文"}
HTML_LANG: Final[dict[Lang, str]] = {"en": "en", "zh": "zh-CN"}
Currency = Literal["CNY", "USD", "EUR", "GBP", "JPY", "HKD", "SGD"]
CURRENCIES: Final[tuple[Currency, ...]] = get_args(Currency)
SIGNS: Final[dict[Currency, str]] = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "JP¥", "HKD": "HK$", "SGD": "S$"}

_LOCALE: Final = {"en": Locale.parse("en_GB"), "zh": Locale.parse("zh_Hans_CN")}
_CJK: Final = re.compile(r"[\u4e00-\u9fff]")
_LETTER: Final = re.compile(r"[A-Za-z]{2}")


class Frozen(BaseModel):
    """The base of everything that crosses a border: strict, closed and unchangeable."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Text(Frozen):
    """One text in English and in Simplified Chinese. Neither may be missing or stand in for the other."""

    en: str
    zh: str

    def __getitem__(self, lang: Lang) -> str:
        """The text in one language."""
        return self.en if lang == "en" else self.zh

    @model_validator(mode="after")
    def _speaks_both_languages(self) -> Self:
        if not self.en.strip() or not self.zh.strip():
            raise ValueError("expected a text in both languages, found an empty one")
        if _CJK.search(self.en):
            raise ValueError("expected English under 'en', found Chinese characters")
        if not _CJK.search(self.zh) and _LETTER.search(re.sub(r"\{\w*\}", "", self.zh)):
            raise ValueError("expected Chinese under 'zh', found none")
        if placeholders(self.en) != placeholders(self.zh):
            raise ValueError("expected the same {placeholders} in both languages")
        return self


_MARKS: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>$:<&^=\"'/;%?,@])")
_UNSEEN: Final = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]")
_JOINER: Final = "\u2060"  # a word joiner: not seen, and it breaks what would become a link or a sign


def clean(typed: str, most: int = 80) -> str:
    """What a person typed, as one line without control signs and turned-round writing. Joiners of emoji and of Persian words stay."""
    return _UNSEEN.sub("", re.sub(r"\s+", " ", unicodedata.normalize("NFC", typed))).strip()[:most]


def clean_lines(typed: str, most: int) -> str:
    """The same for a text of several lines: each line cleaned, never more than one empty line between two."""
    lines = "\n".join(clean(line, most) for line in typed[: 20 * most].splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()[:most]


def literal(typed: str, most: int = 80) -> str:
    """A typed text for places that read Markdown: shown as it is, with nothing in it doing anything."""
    marked = _MARKS.sub(r"\\\1", clean(typed, most)).replace(r"\:", "\\:" + _JOINER)
    return re.sub(r"(?i)(www)(\\\.)", rf"\1{_JOINER}\2", marked).replace("\\@", f"{_JOINER}@{_JOINER}")


def day(when: date, lang: Lang) -> str:
    """A date as its language writes it."""
    return format_date(when, "medium", locale=_LOCALE[lang])


def moment(when: datetime, lang: Lang) -> str:
    """A date and a time of the day, to the minute."""
    return f"{day(when, lang)}{', ' if lang == 'en' else ' '}{format_time(when, 'HH:mm', locale=_LOCALE[lang])}"


def time_of_day(when: datetime, lang: Lang) -> str:
    """A time with seconds."""
    return format_time(when, "HH:mm:ss", locale=_LOCALE[lang])


def placeholders(template: str) -> set[str]:
    """The names in braces that a text wants filled in."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def language_of(accept: str) -> Lang:
    """The workbook's language for a browser's list of languages (`zh-CN,zh;q=0.9,en;q=0.8`, or one tag like `zh-CN`).

    The first one that the workbook speaks, in the order of preference; English where it speaks none.
    """
    wanted: list[tuple[float, Lang]] = []
    for part in accept.split(","):
        tag, _, weight = part.replace(" ", "").partition(";q=")
        quality = float(weight) if re.fullmatch(r"[01](\.\d{0,3})?", weight) else 1.0
        wanted += [(quality, lang) for lang in LANGS if re.match(rf"{lang}\b", tag, re.IGNORECASE) and quality > 0]
    return max(wanted, key=lambda pair: pair[0])[1] if wanted else "en"


def exact(number: Real | float | Decimal) -> Fraction:
    """The number that was written: a float is the decimal that it prints as, and numpy's numbers, which overflow, are Python's.

    Raises `ValueError` for `nan` and infinity.

    >>> exact(0.1)
    Fraction(1, 10)
    """
    return Fraction(number if isinstance(number, int | Fraction) else str(number))


_LONG: Final = Context(prec=2000)
"""No figure is too long to be written: with next to no perception a break-even has thirty digits and more."""


def cents(amount: Decimal) -> Decimal:
    """An amount as it is shown, to the hundredth."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP, _LONG)


def _written(shown: Decimal, pattern: str, lang: Lang) -> str:
    """A figure without its sign."""
    with localcontext(_LONG):
        return format_decimal(abs(shown), pattern, locale=_LOCALE[lang])


@lru_cache(maxsize=4096)
def money(amount: Decimal, currency: Currency, lang: Lang, *, signed: bool = False) -> str:
    """An amount as its language writes it: whole units as they are, anything else with two decimals; never `-0`."""
    shown = cents(amount)
    if shown == 0 != amount:
        return f"≈ {money(Decimal(0), currency, lang)}"
    pattern = "#,##0" if shown == shown.to_integral_value() else "#,##0.00"
    text = SIGNS[currency] + _written(shown, pattern, lang)
    return f"−{text}" if shown < 0 else f"+{text}" if signed and shown > 0 else text


@lru_cache(maxsize=1024)
def brief(amount: Decimal, currency: Currency, lang: Lang, *, signed: bool = False) -> str:
    """An amount for a picture: whole from a thousand on, from five digits on three in the language's own units (¥32.5k, ¥3.25万)."""
    if abs(amount) < 10_000:
        return money(amount if abs(amount) < 1_000 else amount.quantize(Decimal(1), ROUND_HALF_UP), currency, lang, signed=signed)
    text = SIGNS[currency] + format_compact_decimal(Decimal(f"{abs(amount):.3g}"), locale=_LOCALE[lang], fraction_digits=2).replace(
        "K", "k"
    )
    return f"−{text}" if amount < 0 else f"+{text}" if signed else text


@lru_cache(maxsize=4096)
def number(value: Decimal | Fraction | float, lang: Lang, *, digits: int = 2, signed: bool = False) -> str:
    """A plain number, rounded half up to at most `digits` decimals, without trailing zeros."""
    if isinstance(value, Fraction):
        shown = Decimal(math.floor(abs(value) * 10**digits + Fraction(1, 2))).scaleb(-digits).copy_sign(Decimal(value.numerator))
    else:
        shown = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _LONG)
    text = _written(shown, "#,##0." + "#" * digits, lang)
    return f"−{text}" if shown < 0 else f"+{text}" if signed and shown > 0 else text


def listed(parts: Iterable[str], lang: Lang, *, clauses: bool = False) -> str:
    """Parts one after the other as a sentence lists them; `clauses` are parts that are lists themselves."""
    if lang == "zh":
        return ("；" if clauses else "、").join(parts)
    return ("; " if clauses else ", ").join(parts)


def joined(parts: Sequence[str], lang: Lang, last: Literal["and", "or"] = "and") -> str:
    """Parts as one subject of an English sentence: `A, B and C`. Chinese lists them as always."""
    if lang == "zh" or len(parts) < 2:
        return listed(parts, lang)
    return f"{listed(parts[:-1], lang)} {last} {parts[-1]}"


def labelled(label: str, said: str, lang: Lang) -> str:
    """A label and what stands behind it."""
    return f"{label}：{said}" if lang == "zh" else f"{label}: {said}"


def bracketed(said: str, lang: Lang) -> str:
    """What stands in brackets behind a word, with the space before it that English has."""
    return f"（{said}）" if lang == "zh" else f" ({said})"


def sentences(parts: Iterable[str], lang: Lang) -> str:
    """Sentences one after the other: Chinese ones need no space between them."""
    return ("" if lang == "zh" else " ").join(parts)


@lru_cache(maxsize=1024)
def share(value: Decimal | float, lang: Lang) -> str:
    """A part of one as a whole percentage; nothing that exists is shown as 0 %, nothing incomplete as 100 %."""
    percent = (Decimal(str(value)) * 100).quantize(Decimal(1), ROUND_HALF_UP)
    if percent == 0 < value:
        return "<1%"
    if percent == 100 and value < 1:
        return ">99%"
    return f"{number(percent, lang)}%"
