"""Calendar files: what RFC 5545 asks of them."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from workbook.ics import Day, escaped, folded, ics

REVIEW = Day("review-acme", date(2030, 6, 15), "Review: Acme, Ltd; plan", "First line\nSecond \\ line")


def unfolded(data):
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_a_day_is_written_as_the_standard_asks():
    assert unfolded(ics([REVIEW], name="Plan", lang="en", stamp=1_900_000_000)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sales Methodology Workbook//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Plan",
        "BEGIN:VEVENT",
        "UID:review-acme@sales-methodology-workbook",
        "DTSTAMP:20300317T174640Z",
        "DTSTART;VALUE=DATE:20300615",
        "DTEND;VALUE=DATE:20300616",
        r"SUMMARY;LANGUAGE=en:Review: Acme\, Ltd\; plan",
        r"DESCRIPTION;LANGUAGE=en:First line\nSecond \\ line",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_day_in_chinese_says_so_and_leaves_an_empty_text_out():
    lines = unfolded(ics([REVIEW._replace(subject="复盘：拓封", text="")], name="计划", lang="zh", stamp=0))
    assert "SUMMARY;LANGUAGE=zh-CN:复盘：拓封" in lines
    assert [line for line in lines if line.startswith("DESCRIPTION")] == []


def test_the_last_day_of_a_year_ends_in_the_next():
    assert "DTEND;VALUE=DATE:20310101" in unfolded(ics([REVIEW._replace(on=date(2030, 12, 31))], name="", lang="en", stamp=0))


def test_a_line_may_have_75_octets_and_no_more():
    assert [len(part) for part in folded("x" * 75)] == [75]
    assert [len(part) for part in folded("x" * 76)] == [75, 2]
    assert [len(part) for part in folded("中" * 30)] == [75, 16]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(texts, texts)
def test_whatever_is_typed_no_line_is_too_long_and_none_is_made_up(subject, text):
    data = ics([Day("a", date(2030, 1, 1), subject, text)], name=subject, lang="zh", stamp=0)
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() is not None for line in lines)  # no character was cut
    assert b"\r" not in b"".join(lines)
    assert b"\n" not in b"".join(lines)
    starts = [line.partition(":")[0].partition(";")[0] for line in unfolded(data)]
    assert starts.count("BEGIN") == 2
    assert len(starts) == (17 if escaped(text) else 16)


@given(texts)
def test_an_escaped_text_reads_back(text):
    back = re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], escaped(text))
    assert back == re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", "", re.sub(r"\r\n?", "\n", text))
