"""A CRM export: a file of opportunities, read and checked row by row, to the rates that one's own data knows.

`read` makes rows of the file's bytes, `guess` finds the columns, `tally` checks every row and keeps only what the rates need, `rates`
counts. A row is either used or refused, by its line in a spreadsheet and with a reason; none is dropped in silence.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import dropwhile, islice, takewhile
from typing import Final, Literal, NamedTuple, get_args

from workbook.content.process import COLUMNS, STEPS, Column, Place, StepId
from workbook.text import CURRENCIES, SIGNS, Currency

MOST_BYTES: Final = 20 * 2**20
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
MOST_VALUES: Final = 60
SEPARATORS: Final = ",;\t"

Problem = Literal["empty", "large", "workbook", "binary", "long", "broken", "header"]
Reason = Literal["cells", "twice", "amount", "unclear", "no_stage", "unmatched", "many"]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)
Point = Literal[".", ","]
"""What stands before the decimals of an amount; the other one groups its thousands."""
POINTS: Final[tuple[Point, ...]] = get_args(Point)


class Unreadable(ValueError):
    """The file is no export that can be read: `problem` says why, `line` where."""

    def __init__(self, problem: Problem, line: int = 0) -> None:
        super().__init__(problem)
        self.problem, self.line = problem, line


class Sheet(NamedTuple):
    """The rows of a file, each with its line as a spreadsheet counts them: from 1, empty ones too, but a cell of several lines is in one.

    `separator` separates the cells, which are texts, whatever they look like.
    """

    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    separator: str


_HINT: Final = re.compile(r'"?sep=([,;|\t])"?[\r\n]', re.IGNORECASE)  # Excel's line before the header
_CUT: Final = re.compile(r'(?<![^,;\t\r\n])"(?:[^"]|"")*+"|[,;\t\r\n]')  # a quoted cell, or what ends one


def read(data: bytes) -> Sheet:
    """The rows of a CSV file in UTF-8, UTF-16, GB18030 or Windows' Western letters, separated by comma, semicolon or tab.

    A first line `sep=` says itself what separates. Raises `Unreadable` for anything else, and for more than `MOST_ROWS` rows or
    `MOST_BYTES` bytes.
    """
    text = _text(data)
    hint = _HINT.match(text)
    separator = hint[1] if hint else _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    if hint:
        next(reader)
    header: tuple[str, ...] = ()
    rows: list[tuple[int, list[str]]] = []
    try:
        for line, row in enumerate(reader, 1):
            if not "".join(row).strip():
                continue
            if not header:
                header = tuple(cell.strip() for cell in row)
            elif len(rows) == MOST_ROWS:
                raise Unreadable("long")
            else:
                rows.append((line, row))
    except csv.Error as error:
        raise Unreadable("broken", reader.line_num) from error
    if not 1 <= len(header) <= MOST_COLUMNS or not any(header):
        raise Unreadable("header")
    if not rows:
        raise Unreadable("empty")
    return Sheet(header, rows, separator)


def _separator(text: str) -> str:
    """What stands most often between the cells of the first line that is not empty."""
    cuts = dropwhile("\r\n".__contains__, (found[0] for found in _CUT.finditer(text)))
    header = Counter(islice(takewhile(lambda cut: cut not in "\r\n", cuts), MOST_COLUMNS))
    return max(SEPARATORS, key=header.__getitem__)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Unreadable("large")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable("workbook")  # a spreadsheet's own format, which people take for a CSV file
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if not text.strip():
            raise Unreadable("empty")
        return text
    raise Unreadable("binary")


def plain(word: str) -> str:
    """A name or a value as it is compared: without capitals, spaces and signs."""
    return re.sub(r"[\W_]+", "", word.casefold())


_NAMED: Final[Mapping[Currency, str]] = {
    "CNY": "RMB 人民币 元",
    "USD": "US$ 美元",
    "EUR": "欧元",
    "GBP": "英镑",
    "JPY": "日元",
    "HKD": "港元 港币",
    "SGD": "新元",
}
"""What else than its code and its sign names a currency."""
_CURRENCIES: Final = {name: code for code in CURRENCIES for name in (code, SIGNS[code], *_NAMED[code].split())}
_CURRENCY: Final = re.compile("|".join(re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True)))
_IN_CURRENCY: Final = re.compile(rf"[(（](?:{_CURRENCY.pattern})[)）]")

Columns = Mapping[Column, int | None]


def guess(header: Sequence[str], names: Mapping[Column, Sequence[str]]) -> dict[Column, int | None]:
    """The column of each kind by its name: the earlier of our names wins, then the earlier column; None where there is none.

    A currency in brackets is no part of a name, but any other unit makes another column of it: `Amount (USD)`, `金额（万元）`.
    """
    at: dict[str, int] = {}
    for place, name in enumerate(header):
        at.setdefault(plain(_IN_CURRENCY.sub("", name)), place)
    return {column: next((at[plain(name)] for name in names[column] if plain(name) in at), None) for column in COLUMNS}


class Tally(NamedTuple):
    """What is left of a file once its rows are checked: the lines of every pair of stage and outcome, won amounts, refused rows.

    `sums` holds the number and the sum of the amounts of a pair, `named` the currencies in which they are said to be; `refused` the line,
    the reason and the words behind it; `unclear` an amount that can be read in two ways where nothing in the file says which is right.
    """

    rows: int
    lines: dict[tuple[str, str], list[int]]
    sums: dict[tuple[str, str], tuple[int, Decimal]]
    named: dict[tuple[str, str], set[str]]
    refused: tuple[tuple[int, Reason, str], ...]
    unclear: str

    @property
    def values(self) -> dict[str, int]:
        """Every stage and outcome in the file with its rows, the most frequent first."""
        found: dict[str, int] = {}
        for pair, lines in self.lines.items():
            for value in dict.fromkeys(filter(None, pair)):
                found[value] = found.get(value, 0) + len(lines)
        return dict(sorted(found.items(), key=lambda one: -one[1]))


def tally(sheet: Sheet, columns: Columns, point: Point | None = None) -> Tally:
    """Check every row. At least one of the columns `stage` and `outcome` has to be known; a row needs a word in one of them.

    Refused are rows with more or fewer cells than the header, an id that was there before, an amount that is no number (where there is
    none, a dash or `N/A` may stand), and neither stage nor outcome. More than `MOST_VALUES` different stages and outcomes are no stages:
    the rows with the rest are refused. So are amounts that can be read in two ways, unless the file says what stands before its decimals,
    or else `point`.
    """
    stage, outcome, name, amount, currency = (columns[one] for one in COLUMNS)
    cells = [row[amount] if amount is not None and amount < len(row) else "" for _, row in sheet.rows]
    read = [readings(cell) for cell in cells]
    told, unclear = _told(dict(zip(cells, read, strict=True)), sheet.separator)
    lines: dict[tuple[str, str], list[int]] = {}
    amounts: dict[tuple[str, str], list[Decimal]] = {}
    named: dict[tuple[str, str], set[str]] = {}
    refused: list[tuple[int, Reason, str]] = []
    ids: dict[str, int] = {}
    width, known = len(sheet.header), set[str]()
    for (line, row), cell, ways in zip(sheet.rows, cells, read, strict=True):
        if len(row) != width and not (len(row) > width and not any(row[width:])):
            refused.append((line, "cells", f"{len(row)} ≠ {width}"))
            continue
        pair = (row[stage].strip()[:80] if stage is not None else "", row[outcome].strip()[:80] if outcome is not None else "")
        if pair == ("", ""):
            refused.append((line, "no_stage", ""))
            continue
        if name is not None and (called := row[name].strip()):
            if called in ids:
                refused.append((line, "twice", f"{called[:40]} ({ids[called]})"))
                continue
            ids[called] = line
        worth = _worth(ways, told or point)
        if worth is None and plain(cell) not in _NOTHING:
            refused.append((line, "unclear" if ways else "amount", cell.strip()[:40]))
            continue
        if pair not in lines:
            if len(known | {*pair}) > MOST_VALUES + 1:  # nothing is a value, too
                refused.append((line, "many", " · ".join(filter(None, pair))))
                continue
            known |= {*pair}
            lines[pair], amounts[pair], named[pair] = [], [], set()
        lines[pair].append(line)
        if worth is not None:
            amounts[pair].append(worth)
            said = row[currency].strip()[:20] if currency is not None else ""
            named[pair] |= (currencies(said) or {said}) if said else currencies(cell)
    sums = {pair: (len(found), sum(found, Decimal(0))) for pair, found in amounts.items()}
    return Tally(len(sheet.rows), lines, sums, named, tuple(refused), unclear)


_NOTHING: Final = frozenset({"", "na", "null", "none"})
"""What exports write where there is no amount, as `plain` reads it: `--`, `N/A`, `NULL`."""
_TIMES: Final = {"万": 10_000, "亿": 100_000_000}
_WHOLE: Final = re.compile(r"-?\d{1,15}")
_WRITTEN: Final[Mapping[Point, re.Pattern[str]]] = {
    ".": re.compile(r"-?(\d{1,15}|[1-9]\d{0,2}(,\d{3}){1,4})(\.\d{1,6})?"),
    ",": re.compile(r"-?(\d{1,15}|[1-9]\d{0,2}(\.\d{3}){1,4})(,\d{1,6})?"),
}


def currencies(cell: str) -> set[str]:
    """The currencies that an amount names.

    >>> currencies("HK$ 300")
    {'HKD'}
    """
    return {_CURRENCIES[name] for name in _CURRENCY.findall(unicodedata.normalize("NFKC", cell))}


def readings(cell: str) -> dict[Point, Decimal]:
    """What an amount is with each sign before its decimals; nothing where it is no amount.

    >>> readings("12.500")
    {'.': Decimal('12.500'), ',': Decimal('12500')}
    >>> readings("¥1,234.50")
    {'.': Decimal('1234.50')}
    >>> readings("1.25万元")
    {'.': Decimal('12500.00')}
    """
    bare = re.sub(r"\s", "", _CURRENCY.sub("", unicodedata.normalize("NFKC", cell)))
    times = _TIMES.get(bare[-1:], 1)
    bare = bare[:-1] if times > 1 else bare
    if _WHOLE.fullmatch(bare):
        return dict.fromkeys(POINTS, Decimal(bare) * times)
    without = {".": bare.replace(",", ""), ",": bare.replace(".", "").replace(",", ".")}
    return {point: Decimal(without[point]) * times for point in POINTS if _WRITTEN[point].fullmatch(bare)}


def _told(read: Mapping[str, Mapping[Point, Decimal]], separator: str) -> tuple[Point | None, str]:
    """What stands before the decimals of a column's amounts, by those that can be read in one way only, else by the file's separator.

    Three decimals behind all points of a column are as unusual as they are possible: unless separator and other amounts agree on them,
    None, and an amount of which it has to be said.
    """
    told = {point for ways in read.values() if len(ways) == 1 for point in ways}
    open_still = {cell.strip()[:40]: ways for cell, ways in read.items() if len({*ways.values()}) == 2}
    usual: Point = "," if separator == ";" else "."
    point = next(iter(told), usual)
    three = any(abs(ways[point]) == min(map(abs, ways.values())) for ways in open_still.values())  # the smaller one has the decimals
    if len(told) < 2 and (told == {usual} or not three):
        return point, ""
    return None, next(iter(open_still), "")


def _worth(ways: Mapping[Point, Decimal], point: Point | None) -> Decimal | None:
    found = {*ways.values()}
    return found.pop() if len(found) == 1 else ways.get(point) if point else None


_ASIDE: Final = re.compile(r"[(（][^()（）]*[)）]\s*$")


def match(values: Sequence[str], words: Mapping[Place, Sequence[str]]) -> dict[str, Place]:
    """What the file's stages and outcomes mean, as far as our words know them; some programs add their pipeline's name in brackets."""
    known = {plain(word): place for place, given in words.items() for word in given}
    found = {value: known.get(plain(value)) or known.get(plain(_ASIDE.sub("", value))) for value in values}
    return {value: place for value, place in found.items() if place}


def standing(stage: Place | None, outcome: Place | None) -> Place | None:
    """Where a row stands by its stage and its outcome: won or lost is what the outcome says, and the stage says at which step."""
    if "out" in (stage, outcome):
        return "out"
    if outcome is not None and outcome.startswith("lost"):
        return f"lost_{stage}" if stage in STEPS[:-1] else stage if stage and stage.startswith("lost") else outcome  # type: ignore[return-value]
    return stage if outcome in (None, "open") and stage is not None else outcome


class Rates(NamedTuple):
    """What a file says of the funnel.

    `rows` counts the used rows by where they stand. `passed` and `ended` count, for each of the first four steps, the rows that are known
    to have gone on and the rows that were lost there; a step at which nothing was lost has no `share`, because then the export does not
    record losses there. `won_amounts` are the number and the sum of the won amounts, `currencies` in which they are said to be:
    of several the sum means nothing. `left_out` rows were left out by hand.
    """

    rows: dict[Place, int]
    passed: dict[StepId, int]
    ended: dict[StepId, int]
    won_amounts: tuple[int, Decimal]
    currencies: tuple[str, ...]
    left_out: int
    refused: tuple[tuple[int, Reason, str], ...]

    @property
    def used(self) -> int:
        """How many rows count."""
        return sum(self.rows.values())

    @property
    def share(self) -> dict[StepId, Fraction]:
        """The share that went on, for each step that the file knows."""
        return {step: Fraction(self.passed[step], self.passed[step] + ended) for step, ended in self.ended.items() if ended}

    @property
    def won(self) -> int:
        """The rows that are won, those in customer success included."""
        return self.rows.get("won", 0) + self.rows.get("succeed", 0)

    @property
    def lost(self) -> int:
        """The rows that are lost, at whichever step."""
        return sum(many for place, many in self.rows.items() if place.startswith("lost"))


def rates(found: Tally, places: Mapping[str, Place]) -> Rates:
    """Count the rows by what their stage and outcome mean. Rows whose words mean nothing yet are refused, by line."""
    rows: dict[Place, int] = {}
    refused, left_out, many, worth, named = list(found.refused), 0, 0, Decimal(0), set[str]()
    for pair, lines in found.lines.items():
        place = standing(*(places.get(value) for value in pair))
        unknown = [value for value in pair if value and value not in places]
        if place is None or (unknown and place not in ("out", "won")):  # what is won or left out is so at any stage
            refused += [(line, "unmatched", " · ".join(unknown)) for line in lines]
        elif place == "out":
            left_out += len(lines)
        else:
            rows[place] = rows.get(place, 0) + len(lines)
            if place in ("won", "succeed"):
                many, worth, named = many + found.sums[pair][0], worth + found.sums[pair][1], named | found.named[pair]
    passed, ended = {}, {}
    for at, step in enumerate(STEPS[:-1]):
        beyond = {"won", *STEPS[at + 1 :], *(f"lost_{later}" for later in STEPS[at + 1 :])}
        passed[step] = sum(number for place, number in rows.items() if place in beyond)
        ended[step] = rows.get(f"lost_{step}", 0)  # type: ignore[call-overload]
    return Rates(rows, passed, ended, (many, worth), tuple(sorted(named)), left_out, tuple(sorted(refused)))
