"""A CRM export: every row is used, left out or refused by its line; every file is read or refused with a sentence."""

import time
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.content import book
from workbook.content.process import PLACES
from workbook.crm import MOST_BYTES, MOST_ROWS, Unreadable, guess, match, plain, rates, read, readings, standing, tally

NAMES = book().process.crm
COLUMNS = {"stage": 0, "outcome": None, "id": None, "amount": 1, "currency": None}
EXPORT = """Opportunity ID,Stage,Amount
A1,Closed Won,"1,200"
A2,Closed Lost,0
A3,Proposal,
A4,Prospecting,800
"""


def count(text, encoding="utf-8"):
    """The rates of an export as the page makes them, with the words that the workbook knows."""
    sheet = read(text if isinstance(text, bytes) else text.encode(encoding))
    found = tally(sheet, guess(sheet.header, NAMES.columns))
    return rates(found, match(list(found.values), NAMES.values))


def refused(text):
    return [(line, reason) for line, reason, _ in count(text).refused]


def test_an_export_gives_where_its_rows_stand():
    found = count(EXPORT)
    assert found.rows == {"won": 1, "lost_create": 1, "create": 1, "convert": 1}
    assert (found.used, found.won, found.lost, found.won_amounts) == (4, 1, 1, (1, Decimal(1200)))
    assert found.share == {"create": Fraction(1, 2)}
    assert found.passed == {"assign": 4, "convert": 3, "guide": 3, "create": 1}


def test_a_chinese_export_gives_the_same():
    chinese = "商机编号,销售阶段,成交金额\nA1,赢单,1200\nA2,输单,0\nA3,报价,\nA4,跟进中,800\n"
    assert count(chinese) == count(EXPORT)


def test_an_export_of_opportunities_from_dynamics_needs_nothing_by_hand():
    header = "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,Topic,Est. revenue,Actual revenue,{},Status,Status Reason\n"
    lines = [("{}Qualify", "Open"), ("{}Develop", "Lost"), ("{}Propose", "Lost"), ("{}Close", "Won")]
    for stage, numbers in (("Sales Stage", ("", "", "", "")), ("Pipeline Phase", ("1-", "2-", "3-", "4-"))):
        rows = [
            f'O{at},sum,Line,"$9,500.00","$9,000.00",{phase.format(number)},{status},In Progress\n'
            for at, ((phase, status), number) in enumerate(zip(lines, numbers, strict=True))
        ]
        found = count("".join((header.format(stage), *rows, rows[-1])))
        assert found.rows == {"convert": 1, "lost_guide": 1, "lost_create": 1, "won": 1}
        assert (found.won_amounts, found.currencies) == ((1, Decimal(9000)), ("USD",))
        assert [reason for _, reason, _ in found.refused] == ["twice"]


def test_an_export_of_opportunities_from_fxiaoke_needs_nothing_by_hand():
    stages = ("验证客户", "需求确定", "方案/报价", "谈判审核", "赢单", "输单", "无效")
    rows = [f'SJ{at},客户,{stage},"100,000.00","98,000.00"\n' for at, stage in enumerate(stages)]
    found = count("".join(("商机编号,客户名称,商机阶段,预计成交金额(元),实际成交金额(元)\n", *rows)))
    assert found.rows == {"convert": 1, "guide": 1, "create": 2, "won": 1, "lost_create": 1, "lost_assign": 1}
    assert (found.won_amounts, found.refused) == ((1, Decimal(98_000)), ())


def test_a_pipeline_s_name_in_brackets_is_no_part_of_a_stage():
    stages = {
        "Closed won (Sales Pipeline)": "won",
        "Contract sent (销售)": "create",
        "赢单（华东区）": "won",
        "Lost (no need)": "lost_create",
    }
    assert match([*stages, "Somewhere (won)"], NAMES.values) == stages


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_do_not_matter(encoding, separator):
    chinese = "商机编号,销售阶段\nA1,赢单\nA2,输单\n".replace(",", separator)
    assert count(chinese, encoding).rows == {"won": 1, "lost_create": 1}


def test_western_letters_of_windows_are_read():
    assert count("id,stage,name\n1,won,Müller é\n".encode("cp1252")).rows == {"won": 1}


def test_where_the_outcome_has_a_column_the_stage_says_at_which_step_a_deal_was_lost():
    found = count("id,stage,status\n1,Qualified,Lost\n2,Proposal,Lost\n3,Proposal,Won\n4,Proposal,Open\n5,Negotiation,won\n")
    assert found.rows == {"lost_guide": 1, "lost_create": 1, "won": 2, "create": 1}
    assert found.share == {"guide": Fraction(4, 5), "create": Fraction(2, 3)}


@pytest.mark.parametrize(
    ("stage", "outcome", "place"),
    [
        (None, "won", "won"),
        ("convert", "lost_create", "lost_convert"),
        ("succeed", "lost_create", "lost_create"),
        (None, "lost_create", "lost_create"),
        ("lost_assign", "lost_create", "lost_assign"),
        ("guide", "open", "guide"),
        (None, "open", "open"),
        ("guide", None, "guide"),
        ("won", "open", "won"),
        ("out", "won", "out"),
        ("guide", "out", "out"),
        (None, None, None),
    ],
)
def test_stage_and_outcome_make_one_standing(stage, outcome, place):
    assert standing(stage, outcome) == place


def test_every_refused_row_is_named_by_line_and_reason():
    faulty = "id,stage,amount\n1,won,5\n1,won,5\n2,lost,five\n3,,5\n4,won\n5,won,5,6\n6,somewhere,5\n\n7,lost,-3\n"
    assert refused(faulty) == [
        (3, "twice"), (4, "amount"), (5, "no_stage"), (6, "cells"), (7, "cells"), (8, "unmatched"),
    ]  # fmt: skip
    assert count(faulty).rows == {"won": 1, "lost_create": 1}


@pytest.mark.parametrize("sign", ["\x02", "\x08", "\x1a", "\x1f"])
def test_a_control_sign_that_was_pasted_into_a_note_stops_no_file(sign):
    assert count(f"编号,阶段,备注\n1,赢单,微信{sign}记录\n2,输单,\n{sign}").rows == {"won": 1, "lost_create": 1}


def test_empty_cells_beyond_the_header_are_no_fault():
    assert refused("id,stage\n1,won,,\n") == []


def test_a_refused_row_has_the_number_that_a_spreadsheet_shows_beside_it():
    assert refused('id,stage,note\n1,won,"two\nlines"\n\n2,,x\n') == [(4, "no_stage")]


def test_rows_without_an_id_are_not_twice():
    assert count("id,stage\n,won\n,won\n").rows == {"won": 2}


def test_words_matched_by_hand_bring_their_rows_back():
    found = tally(read(b"stage\nsomewhere\nwon\n"), COLUMNS | {"amount": None})
    assert rates(found, {"won": "won"}).refused == ((2, "unmatched", "somewhere"),)
    assert rates(found, {"won": "won", "somewhere": "guide"}).refused == ()
    left = rates(found, {"won": "won", "somewhere": "out"})
    assert (left.used, left.left_out) == (1, 1)


def test_what_is_won_is_won_at_any_stage_and_what_is_lost_needs_to_know_where():
    found = count("id,stage,status\n1,Somewhere,Won\n2,Somewhere,Lost\n")
    assert (found.rows, found.refused) == ({"won": 1}, ((3, "unmatched", "Somewhere"),))


def test_a_column_of_names_taken_for_stages_is_refused_and_does_not_flood_the_page():
    many = "stage\n" + "\n".join(f"name {number}" for number in range(500))
    found = tally(read(many.encode()), COLUMNS | {"amount": None})
    assert len(found.values) == 60
    assert [reason for _, reason, _ in found.refused] == ["many"] * 440


def test_what_looks_like_a_formula_is_a_text():
    assert count('id,stage\n=1+1,"=HYPERLINK(""x"")"\n2,won\n').refused == ((2, "unmatched", '=HYPERLINK("x")'),)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("1054", 1054), ("¥1,054.50", "1054.5"), ("$ 2,000,000", 2_000_000), ("1.054,00", 1054), ("300元", 300), ("-5", -5), ("USD 7", 7)],
)
def test_amounts_are_read_as_people_write_them(cell, amount):
    assert count(f'id;stage;amount\n1;won;"{cell}"\n').won_amounts == (1, Decimal(amount))


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("12.5万", 125_000),
        ("30万元", 300_000),
        ("￥１２，５００．００", 12_500),
        ("１２００", 1200),
        ("人民币1.2亿元", 120_000_000),
        ("－５", -5),
    ],
)
def test_amounts_are_read_as_they_are_written_in_china(cell, amount):
    assert count(f"编号,阶段,金额\n1,赢单,{cell}\n").won_amounts == (1, Decimal(amount))


@pytest.mark.parametrize(
    ("cell", "named"), [("HK$ 300", "HKD"), ("S$300", "SGD"), ("US$300", "USD"), ("JPY 300", "JPY"), ("300港元", "HKD"), ("3万美元", "USD")]
)
def test_amounts_are_read_in_every_currency_of_the_workbook(cell, named):
    found = count(f"id,stage,amount\n1,won,{cell}\n2,won,300\n")
    assert (found.refused, found.currencies) == ((), (named,))


def test_won_amounts_of_several_currencies_are_said_to_be_so_and_those_of_lost_deals_do_not_matter():
    text = "id,stage,amount\n1,won,CNY 80\n2,won,{} 10\n3,lost,GBP 5\n"
    assert count(text.format("CNY")).currencies == ("CNY",)
    assert count(text.format("USD")).currencies == ("CNY", "USD")


@pytest.mark.parametrize(
    ("other", "named"), [("CNY", ("CNY",)), ("USD - U.S. Dollar", ("CNY", "USD")), ("CHF", ("CHF", "CNY")), ("", ("CNY",))]
)
def test_a_column_of_currencies_says_in_which_the_amounts_are(other, named):
    found = count(f"商机编号,商机阶段,币种,商机金额\n1,赢单,人民币,80\n2,赢单,{other},￥10\n3,输单,EUR,5\n")
    assert (found.refused, found.won_amounts, found.currencies) == ((), (2, Decimal(90)), named)


@pytest.mark.parametrize("cell", ["nan", "inf", "1e9", "1,2,3", "about 5", "10万亿", "万"])
def test_what_is_no_amount_is_refused(cell):
    assert refused(f'id;stage;amount\n1;won;"{cell}"\n') == [(2, "amount")]


@pytest.mark.parametrize("cell", ["--", "–", "-", "/", "N/A", "#N/A", "null", "None", "¥ -"])
def test_what_exports_write_where_there_is_no_amount_refuses_no_deal(cell):
    found = count(f"id,stage,amount\n1,won,800\n2,won,{cell}\n3,lost,{cell}\n")
    assert (found.refused, found.won, found.lost, found.won_amounts) == ((), 2, 1, (1, Decimal(800)))


@pytest.mark.parametrize(
    ("head", "amount"),
    [("商机金额（元）", 2), ("销售金额(元)", 2), ("Amount (USD)", 2), ("金额（万元）", None), ("Amount (weighted)", None)],
)
def test_a_column_of_amounts_may_name_its_currency_but_no_other_unit(head, amount):
    assert guess(["编号", "阶段", head], NAMES.columns)["amount"] == amount


def amounts(separator, cells):
    """A file of won deals with these amounts."""
    return read(
        "".join(f'{stage}{separator}"{cell}"\n' for stage, cell in (("stage", "amount"), *(("won", cell) for cell in cells))).encode()
    )


@pytest.mark.parametrize(
    ("separator", "cells", "total"),
    [
        (";", ["12.500", "3.000"], 15_500),
        (";", ["12.500", "3.000,50"], "15500.5"),
        (";", ["12.500", "0,5"], "12500.5"),
        (",", ["12.500", "3.000,50"], "15500.5"),
        (";", ["1.234.500", "12.500"], 1_247_000),
        (",", ["12.500", "3.50"], 16),
        (",", ["12.500", "0.500"], 13),
        (",", ["12.500", "1,234.50"], 1247),
        (",", ["12,500", "3,000"], 15_500),
        ("\t", ["12,500", "3"], 12_503),
        (";", ["12,500", "1,234.50"], "13734.5"),
        (";", ["12,500", "3,5"], 16),
        (";", ["12500.75", "1.000,25"], 13_501),
    ],
)
def test_a_column_says_what_stands_before_its_decimals(separator, cells, total):
    found = tally(amounts(separator, cells), COLUMNS)
    assert (found.sums["won", ""], found.refused, found.unclear) == ((len(cells), Decimal(total)), (), "")


@pytest.mark.parametrize(
    ("separator", "cells", "point", "comma"),
    [
        (",", ["12.500", "7"], "19.5", 12_507),
        ("\t", ["12.500"], "12.5", 12_500),
        (";", ["12,500"], 12_500, "12.5"),
        (";", ["12,500", "12.500"], "12512.5", "12512.5"),
        (";", ["0.5", "0,5", "12.500"], "13.5", 12_501),
    ],
)
def test_amounts_that_can_be_read_in_two_ways_are_refused_until_somebody_says_how(separator, cells, point, comma):
    sheet = amounts(separator, cells)
    asked = tally(sheet, COLUMNS)
    refused = [(line, "unclear", cell) for line, cell in enumerate(cells, 2) if len({*readings(cell).values()}) == 2]
    assert (list(asked.refused), asked.unclear) == (refused, refused[0][2])
    for sign, total in ((".", point), (",", comma)):
        found = tally(sheet, COLUMNS, sign)
        assert (found.sums["won", ""], found.refused, found.unclear) == ((len(cells), Decimal(total)), (), asked.unclear)


@pytest.mark.parametrize(
    ("separator", "cells"), [(",", ["12,500", "8,000", "3,5"]), ("\t", ["12,5000", "8,000"]), (";", ["12.500", "3.50"])]
)
def test_one_odd_amount_does_not_make_decimals_of_the_thousands_of_all_others(separator, cells):
    assert tally(amounts(separator, cells), COLUMNS).unclear == next(cell for cell in cells if len({*readings(cell).values()}) == 2)


@pytest.mark.parametrize("hint", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_excels_line_says_what_separates_and_is_no_row(hint):
    found = count(f"{hint}stage;a,b,c\nwon;x\n;x\n")
    assert (found.rows, found.refused) == ({"won": 1}, ((3, "no_stage", ""),))


@pytest.mark.parametrize(
    "header",
    ['"Stage";"Name, first"', 'Stage;"Name, first"', '"a ""b, c, d""";Stage', '"two\nlines, both";Stage', '\n\r\nStage;5" a', ";Stage"],
)
def test_what_is_quoted_separates_nothing(header):
    sheet = read(f"{header}\nx;y\n".encode())
    assert (sheet.separator, len(sheet.header)) == (";", 2)


@pytest.mark.parametrize("blank", [" ", "\t", "\n", " \n", '"', ',"', ',""', ';"a'])
def test_a_long_beginning_stops_nobody(blank):
    data = f"{blank * 100_000}\nstage,amount\nlead,1\n".encode()
    begun = time.process_time()
    with suppress(Unreadable):
        read(data)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"id,stage\n", "empty"),
        (b",,\n1,2,3\n", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0rest", "workbook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"stage\nwon\x00\n", "binary"),
        (b"\xff\xfe\x00", "binary"),
        (("," * 300 + "\n1\n").encode(), "empty"),
        (("a," * 300 + "\n1\n").encode(), "header"),
        (b'stage\n"' + b"x" * 200_000, "broken"),
        (b"s\n" + b"won\n" * (MOST_ROWS + 1), "long"),
        (b"x" * (MOST_BYTES + 1), "large"),
    ],
    ids=[
        "nothing",
        "blank",
        "header_only",
        "no_header",
        "xlsx",
        "xls",
        "png",
        "nul",
        "half_utf16",
        "commas",
        "wide",
        "open_quote",
        "long",
        "large",
    ],
)
def test_a_file_that_is_no_export_says_why(data, problem):
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.problem == problem


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        sheet = read(data)
    except Unreadable:
        return
    found = tally(sheet, COLUMNS | {"amount": None})
    assert found.rows == len(found.refused) + sum(map(len, found.lines.values()))


@given(st.lists(st.sampled_from(["won", "lost", "guide", "?", ""]), min_size=1, max_size=30))
def test_every_row_is_used_left_out_or_refused(stages):
    found = count("id,stage\n" + "".join(f"{at},{stage}\n" for at, stage in enumerate(stages)))
    assert found.used + found.left_out + len(found.refused) == len(stages)


def test_the_workbooks_own_names_of_the_steps_are_known():
    for step in book().process.steps:
        assert match([step.name.en, step.name.zh], NAMES.values) == dict.fromkeys((step.name.en, step.name.zh), step.id)


def test_every_word_stands_for_one_place_only():
    words = [plain(word) for given in NAMES.values.values() for word in given]
    assert sorted(words) == sorted(set(words))
    assert all(words)
    assert list(NAMES.values) == list(PLACES)


def test_a_hundred_thousand_rows_are_read_checked_and_counted_within_three_seconds():
    stages = ("Prospecting", "Engaging", "Won", "Lost", "Proposal")
    line = '{0:08d},Agent {1},Product {2},"Account, {1}",{3},2016-10-20,2017-03-01,{4}\n'
    body = "".join(line.format(at, at % 35, at % 7, stages[at % 5], at % 9000) for at in range(MOST_ROWS - 2))
    text = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n" + body + "x,1\ny,a,b,c,,,,\n"
    begun = time.process_time()  # not the clock: other tests run beside this one
    found = count(text)
    took = time.process_time() - begun
    assert found.used == MOST_ROWS - 2
    assert [(line, reason) for line, reason, _ in found.refused] == [(MOST_ROWS, "cells"), (MOST_ROWS + 1, "no_stage")]
    assert took < 3, f"{len(text) / 2**20:.1f} MB took {took:.2f} s"
