"""What a backup file is, and why one is refused."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from workbook.backup import FORMAT, MOST_BYTES, VERSION, Backup, Refused, read, written
from workbook.content.canvas import ELEMENTS
from workbook.ics import Day, ics
from workbook.plan import LATEST, Plan
from workbook.text import LANGS, day

GIVEN = {"score": 4, "predicted": None, "evidence": "说的", "note": "", "changed": 3}
ASSESSMENT = {
    "id": "a-1_x",
    "round": 1,
    "side": "supplier",
    "rater": "Ana",
    "role": "",
    "by_link": False,
    "handed_in": None,
    "created": 1,
    "changed": 3,
    "ratings": {"strategy": GIVEN},
}
PLAN = {
    "vision": "共同的三年",
    "rhythm": 90,
    "reviewed": {
        "at": 4,
        "actions": {"a": {"text": "Map", "status": "open", "horizon": "year", "due": "2030-01-02"}},
        "scores": {"strategy": [2.0, None]},
    },
    "created": 1,
}
ACTION = {
    "id": "act",
    "element": "people",
    "text": "Map",
    "owner": "Ana",
    "side": "supplier",
    "horizon": "quick_win",
    "due": "2030-01-02",
    "indicator": "",
    "status": "open",
    "unit": "money",
    "effort_supplier": "12.30",
    "effort_customer": None,
    "benefit_supplier": None,
    "benefit_customer": "0.00",
    "target": 4,
    "note": "",
    "round": 1,
    "created": 1,
    "changed": 2,
}
ACCOUNT = {
    "id": "acme",
    "name": "Acme",
    "round": 2,
    "closed": 9,
    "archived": False,
    "created": 1,
    "changed": 2,
    "assessments": [ASSESSMENT],
    "plan": PLAN,
    "actions": [ACTION],
}
SCENARIO = {"id": "deal", "name": "", "body": {"price": "10"}, "created": 0, "changed": 0}
OWN = {"id": "own", "taken": 7, "context": {"order_size": "small", "deciders": "one", "horizon": "once"}, "answers": {"asked_causes": 3}}
FILE = {"format": FORMAT, "version": 3, "made": 5, "accounts": [ACCOUNT], "scenarios": [SCENARIO], "self_assessments": [OWN]}


def file(content=FILE):
    return json.dumps(content).encode()


def changed(where, value):
    """The file with one thing in it changed."""
    content = json.loads(file())
    *steps, last = [int(step) if step.isdigit() else step for step in where.split(".")]
    inner = content
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return content


def refusal(data):
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.problem, refused.value.where


def test_a_file_reads_as_it_was_written():
    found = read(file())
    assert found.model_dump(mode="json") == FILE
    assert read(found.model_dump_json().encode()) == read(found.model_dump_json(indent=2).encode()) == found
    assert found.accounts[0].assessments[0].ratings["strategy"].evidence == "说的"


def test_a_backup_that_an_editor_has_marked_as_unicode_is_read():
    assert read(b"\xef\xbb\xbf" + file(FILE)) == read(file(FILE))


def test_a_backup_of_many_ratings_with_long_chinese_notes_is_read_again():
    evidence = "客户在上次会议上明确说过，明年的预算取决于交付周期能否缩短两周。" * 2
    ratings = dict.fromkeys(ELEMENTS, GIVEN | {"evidence": evidence, "note": "下次拜访再问一次。" * 4})
    raters = [ASSESSMENT | {"id": f"{number}", "ratings": ratings} for number in range(5000)]
    backup = Backup.model_validate_json(file(FILE | {"accounts": [ACCOUNT | {"assessments": raters}]}))
    assert read(written(backup)) == backup


def test_an_empty_workbook_is_a_backup():
    empty = Backup(format=FORMAT, version=VERSION, made=5, accounts=(), scenarios=(), self_assessments=())
    assert read(file(FILE | {"accounts": [], "scenarios": [], "self_assessments": []})) == empty


def test_a_file_of_the_first_version_is_one_without_self_assessments():
    older = {name: value for name, value in FILE.items() if name != "self_assessments"} | {"version": 1}
    assert read(file(older)) == read(file(FILE | {"self_assessments": []}))
    assert refusal(file(older | {"made": -1})) == ("wrong", "made")


def test_a_file_of_an_older_version_is_one_without_plans():
    account = {name: value for name, value in ACCOUNT.items() if name not in ("plan", "actions")}
    found = read(file(FILE | {"version": 2, "accounts": [account]}))
    assert found == read(file(FILE | {"accounts": [account | {"plan": None, "actions": []}]}))
    assert [one.id for one in found.self_assessments] == ["own"]


def test_twenty_mebibytes_are_read_and_no_byte_more():
    whole = file().ljust(MOST_BYTES)
    assert MOST_BYTES == 20_971_520
    assert read(whole) == read(file())
    assert refusal(whole + b" ") == ("too_big", "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" ",
        b"hello",
        b"PK\x03\x04",
        file()[:-1],
        file() + b"}",
        b'{"format": "\xff"}',
        b'{"format": "\\ud800"}',
        b"[" * 100_000,
        json.dumps(FILE).encode("utf-16"),
        json.dumps(FILE, ensure_ascii=False).encode("gbk"),
    ],
)
def test_what_is_not_json_is_refused(data):
    assert refusal(data) == ("not_json", "")


@pytest.mark.parametrize(
    "data", [b"null", b"1", b'"x"', b"[]", b"{}", b"\xef\xbb\xbf{}", b'{"format": "other"}', b'{"format": null}', file([FILE])]
)
def test_json_of_another_kind_is_refused(data):
    assert refusal(data) == ("not_ours", "")


@pytest.mark.parametrize("version", [4, 10**30])
def test_a_newer_file_is_refused_with_its_version_whatever_else_is_in_it(version):
    assert refusal(file({"format": FORMAT, "version": version, "new": True})) == ("newer", str(version))


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("version", 0),
        ("version", "1"),
        ("version", None),
        ("made", -1),
        ("made", "today"),
        ("more", 1),
        ("accounts", {}),
        ("accounts.0.id", ""),
        ("accounts.0.id", "x" * 33),
        ("accounts.0.id", "a b"),
        ("accounts.0.name", "x" * 81),
        ("accounts.0.name", "a\0b"),
        ("accounts.0.name", None),
        ("accounts.0.round", 0),
        ("accounts.0.round", 10_001),
        ("accounts.0.round", True),
        ("accounts.0.closed", 2**38),
        ("accounts.0.archived", 1),
        ("accounts.0.owner", "mallory"),
        ("accounts.0.assessments.0.side", "partner"),
        ("accounts.0.assessments.0.by_link", "no"),
        ("accounts.0.assessments.0.link", "x"),
        ("accounts.0.assessments.0.ratings.strategy.score", 6),
        ("accounts.0.assessments.0.ratings.strategy.score", 2.5),
        ("accounts.0.assessments.0.ratings.strategy.score", "4"),
        ("accounts.0.assessments.0.ratings.strategy.predicted", 0),
        ("accounts.0.assessments.0.ratings.strategy.evidence", "x" * 501),
        ("accounts.0.assessments.0.ratings.strategy.note", "\0"),
        ("accounts.0.plan.rhythm", 0),
        ("accounts.0.plan.vision", "x" * 501),
        ("accounts.0.plan.created", 2**38),
        ("accounts.0.plan.reviewed.at", 2**38),
        ("accounts.0.plan.reviewed.actions.a.due", "soon"),
        ("accounts.0.plan.reviewed.actions.a.due", "2030-02-30"),
        ("accounts.0.actions.0.element", "luck"),
        ("accounts.0.actions.0.text", "x" * 201),
        ("accounts.0.actions.0.text", "\0"),
        ("accounts.0.actions.0.due", "2030-02-30"),
        ("accounts.0.actions.0.due", "9999-12-31"),
        ("accounts.0.actions.0.due", "0001-01-01"),
        ("accounts.0.actions.0.unit", "euro"),
        ("accounts.0.actions.0.effort_supplier", "-1"),
        ("accounts.0.actions.0.effort_supplier", "0.001"),
        ("accounts.0.actions.0.effort_supplier", "NaN"),
        ("accounts.0.actions.0.target", 6),
        ("scenarios.0.body.price", 10),
        ("scenarios.0.body.price", "x" * 41),
        ("scenarios.0.name", "x" * 81),
        ("self_assessments.0.taken", -1),
        ("self_assessments.0.context.order_size", "huge"),
        ("self_assessments.0.answers.asked_causes", 4),
        ("self_assessments.0.answers.asked_causes", True),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(where, value):
    assert refusal(file(changed(where, value))) == ("wrong", where)


@pytest.mark.parametrize("missing", ["version", "made", "accounts", "scenarios", "self_assessments"])
def test_what_is_missing_is_named(missing):
    assert refusal(file({name: value for name, value in FILE.items() if name != missing})) == ("wrong", missing)


def test_an_element_that_does_not_exist_is_refused_with_its_place():
    problem, where = refusal(file(changed("accounts.0.assessments.0.ratings.luck", GIVEN)))
    assert (problem, where.startswith("accounts.0.assessments.0.ratings.luck")) == ("wrong", True)


def test_the_longest_texts_are_taken():
    for where, value in (("accounts.0.name", "中" * 80), ("accounts.0.assessments.0.ratings.strategy.note", "\U0001f600" * 500)):
        assert read(file(changed(where, value)))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
@pytest.mark.parametrize(("at", "due"), [(0, "1900-01-01"), (LATEST, "6300-01-01")])
def test_every_day_that_is_taken_can_be_shown_and_goes_into_a_calendar(zone, at, due):
    content = changed("accounts.0.plan", PLAN | {"created": at, "rhythm": 366, "reviewed": PLAN["reviewed"] | {"at": at}})
    content["accounts"][0]["actions"][0]["due"] = due
    (account,) = read(file(content)).accounts
    here = datetime.fromtimestamp(at, ZoneInfo(zone))
    days = [Plan("acme", rhythm=366, reviewed=account.plan.reviewed).next_review(here), account.actions[0].due, here.date()]
    assert all(day(one, lang) for one in days for lang in LANGS)
    assert ics([Day("uid", one, "subject") for one in days], name="name", lang="en", stamp=at)


def test_a_refusal_repeats_nothing_of_the_file():
    with pytest.raises(Refused, match=r"^wrong accounts\.0\.name$"):
        read(file(changed("accounts.0.name", "canary " * 20)))
