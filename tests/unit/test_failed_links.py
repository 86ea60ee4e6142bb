"""The short addresses over HTTP: a good link opens whatever went before, and looking at one changes nothing."""

import pytest
from aside import aside
from starlette.applications import Starlette
from test_server import ask

from workbook.links import new_id, new_secret
from workbook.server import doors
from workbook.ui import tries
from workbook.ui.cookies import DEVICE, GRANTS, lent
from workbook.ui.saved import store

APP = Starlette(routes=doors.ROUTES)


@pytest.fixture
def links():
    """Good links by door, of an owner's account."""
    tries._limiter.cache_clear()
    owner = store().owners.for_device(new_secret())
    account, report, questionnaire = store().accounts.create(owner, new_id(), "Acme").id, new_secret(), new_secret()
    for kind, secret in (("report", report), ("questionnaire", questionnaire)):
        store().links.create(owner, account, kind, secret, label="", expires=None)
    yield owner, account, {"s": report, "q": questionnaire, "resume": store().owners.new_resume_link(owner)}
    tries._limiter.cache_clear()


def get(path, query="", cookie="", method="GET"):
    return aside(ask(APP, path, query, cookie=cookie, method=method))


def test_a_device_and_an_address_that_failed_too_often_still_open_a_good_link(links):
    cookie = f"{DEVICE}=known"
    failed = [get(f"/s/{new_secret()}", cookie=cookie).status for _ in range(70)]
    assert failed == [410] * 5 + [429] * 65
    assert get(f"/s/{new_secret()}", cookie=f"{DEVICE}=another").status == 429  # the whole address failed sixty times
    for door, secret in links[2].items():
        answer = get(f"/{door}/{secret}", cookie=cookie)
        assert (answer.status, answer.headers["location"]) == (303, {"s": "/shared", "q": "/questionnaire", "resume": "/my-data"}[door])


def test_unknown_expired_and_revoked_links_and_links_at_the_wrong_door_get_the_same_answer(links):
    owner, account, good = links
    store().links.create(owner, account, "report", "expired", label="", expires=1)
    store().links.create(owner, account, "report", "revoked", label="to be revoked", expires=None)
    (revoked,) = [one.id for one in store().links.of_account(owner, account) if one.label == "to be revoked"]
    store().links.revoke(owner, revoked)
    answers = [get(f"/s/{secret}") for secret in ("unknown", "expired", "revoked", good["q"], good["resume"])]
    assert {(answer.status, answer.text) for answer in answers} == {(410, answers[0].text)}


def test_looking_at_a_link_changes_nothing(links):
    owner, account, good = links
    before = store().backups.make(owner), store().links.of_account(owner, account), store().owners.has_resume_link(owner)
    for _ in range(20):
        for method in ("GET", "HEAD"):
            for door, secret in good.items():
                assert get(f"/{door}/{secret}", method=method).status == 303
    assert store().backups.make(owner).model_copy(update={"made": before[0].made}) == before[0]
    assert (store().links.of_account(owner, account), store().owners.has_resume_link(owner)) == before[1:]


def test_search_engines_list_no_link_whether_it_opens_anything_or_not(links):
    for address in ("/s/unknown", f"/s/{links[2]['s']}"):
        assert get(address).headers["x-robots-tag"] == "noindex"


def test_the_first_visit_looks_twice_and_a_browser_with_cookies_gets_a_clean_address(links):
    secret = links[2]["q"]
    first = get(f"/q/{secret}", "lang=zh")
    assert first.headers["location"] == f"/q/{secret}?lang=zh&again=1"
    second = get(f"/q/{secret}", "lang=zh&again=1", cookie=f"{DEVICE}=known")
    assert second.headers["location"] == "/questionnaire?lang=zh"
    assert second.headers.getlist("set-cookie")[-1].startswith(f"{GRANTS['questionnaire']}={secret}; HttpOnly")


def test_a_browser_without_cookies_gets_a_reference_that_is_not_the_secret_and_opens_nothing_else(links):
    secret = links[2]["s"]
    address, _, reference = get(f"/s/{secret}", "again=1").headers["location"].partition("?g=")
    assert (address, len(reference)) == ("/shared", 43)
    assert reference != secret
    assert lent(GRANTS["report"], reference) == secret
    assert lent(GRANTS["questionnaire"], reference) == lent(GRANTS["report"], "unknown") == ""


@pytest.mark.parametrize("after", [".", ",", ")", ";", "。", "，请填写", "）", "》", "」", "！", " ", ">", "\u200b"])
def test_a_link_that_was_copied_with_what_followed_it_opens_all_the_same(links, after):
    for door, secret in links[2].items():
        first = get(f"/{door}/{secret}{after}")
        assert (first.status, first.headers["location"].isascii()) == (303, True)
        second = get(f"/{door}/{secret}{after}", "again=1", cookie=f"{DEVICE}=known")
        assert f"={secret};" in second.headers.getlist("set-cookie")[-1]


def test_what_stands_before_a_secret_is_not_forgiven(links):
    assert get(f"/q/.{links[2]['q']}").status == get("/q/。").status == 410
