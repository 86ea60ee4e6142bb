"""What a link opens: for whom, until when, and how much of it."""

from functools import partial

import pytest
from shared import THEIRS, at_once, count, dump, fill, line, rate
from sqlalchemy import text

from workbook.accounts import visible
from workbook.content.canvas import ELEMENTS
from workbook.links import new_secret
from workbook.store import Conflict, Forbidden

NOON = 1_900_000_000
ASK, SHOW = "secret", "report"
DOORS = {
    "opened a questionnaire": lambda links, secret: links.opened(secret, "questionnaire"),
    "opened a report": lambda links, secret: links.opened(secret, "report"),
    "report": lambda links, secret: links.report(secret),
    "questionnaire": lambda links, secret: links.questionnaire(secret, "phone"),
    "introduce": lambda links, secret: links.introduce(secret, "phone", "Bo", "buyer"),
    "answer": lambda links, secret: links.answer(secret, "phone", "strategy", "score", 3, 0),
    "hand_in": lambda links, secret: links.hand_in(secret, "phone"),
    "withdraw": lambda links, secret: links.withdraw(secret, "phone"),
}


@pytest.fixture
def ask(store, owner, account):
    """Makes questionnaire links."""

    def make(secret=ASK, **more):
        store.links.create(owner, account, "questionnaire", secret, **({"label": "Bo", "asker": "Ana", "expires": None} | more))
        return secret

    return make


@pytest.fixture
def show(store, owner, account):
    """Makes report links."""

    def make(secret=SHOW, **more):
        store.links.create(owner, account, "report", secret, **({"label": "Bo", "expires": None} | more))
        return secret

    return make


def answers(store, device="phone"):
    """What a respondent has answered."""
    found = store.links.questionnaire(ASK, device).assessment
    return found and {element: given.score for element, given in found.ratings.items()}


def closed(store, owner, account):
    store.accounts.close_round(owner, account, store.accounts.one(owner, account).version)


def test_a_link_is_kept_as_it_was_made(store, owner, account, show, ask, now):
    ask(several=True, expires=NOON + 5)
    now.shift(1)
    show(parts=("fit", "trend"), scenario_id="deal")
    report, questionnaire = store.links.of_account(owner, account)
    assert (report.kind, report.label, report.parts, report.scenario, report.created, report.expires) == (
        *("report", "Bo", ("fit", "trend"), "deal"),
        *(NOON + 1, None),
    )
    assert questionnaire._replace(id="") == (
        *("", owner, account, "questionnaire", "Bo", "Ana", 1, True, (), None),
        *(NOON, NOON + 5, None, None, 0),
    )


def test_a_double_tap_makes_one_link(store, ask):
    assert at_once([ask] * 8) == ["secret"] * 8
    assert count(store, "link") == 1


def revoke(store, owner, account, label):
    for one in store.links.of_account(owner, account):
        if one.label == label:
            store.links.revoke(owner, one.id)


@pytest.fixture
def dead(store, owner, account, ask, show, now):
    """Secrets that open nothing: by why, those of a questionnaire and of a report."""
    for make, kind in ((ask, "questionnaire"), (show, "report")):
        make(f"expired {kind}", expires=NOON + 1)
        make(f"revoked {kind}", label="to be revoked")
        make(f"good {kind}")
    revoke(store, owner, account, "to be revoked")
    now.shift(1)
    return {
        "unknown": ("nowhere", ""),
        "expired": ("expired questionnaire", "expired report"),
        "revoked": ("revoked questionnaire", "revoked report"),
        "wrong kind": ("good report", "good questionnaire"),
    }


@pytest.mark.parametrize("why", ["unknown", "expired", "revoked", "wrong kind"])
def test_unknown_expired_revoked_and_wrong_links_are_refused_alike(store, dead, why):
    ask, show = dead[why]
    assert (store.links.works(ask, "questionnaire"), store.links.works(show, "report")) == (False, False)
    before = dump(store)
    for door, enter in DOORS.items():
        with pytest.raises(Forbidden, match=r"^$"):
            enter(store.links, show if "report" in door else ask)
    assert dump(store) == before


def test_a_link_works_until_its_last_second(store, ask, now):
    ask(expires=NOON + 10)
    now.shift(9)
    assert store.links.works("secret", "questionnaire")
    now.shift(1)
    assert not store.links.works("secret", "questionnaire")


def test_revoking_a_second_time_keeps_the_first_time(store, owner, account, ask, now):
    ask()
    for _ in range(2):
        revoke(store, owner, account, "Bo")
        now.shift(60)
    assert [one.revoked for one in store.links.of_account(owner, account)] == [NOON]


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_a_link_that_nobody_answered_by_blinds_a_round_as_long_as_it_works(store, owner, account, ask, show, now, end, several):
    show(label="reader", parts=("fit",))
    rate(store, owner, account, 4)
    ask(expires=NOON + 10, several=several)
    store.links.opened(ASK, "questionnaire")
    assert (store.accounts.one(owner, account).asked, store.links.report(SHOW).assessments) == (True, ())
    if end == "revoked":
        revoke(store, owner, account, "Bo")
    else:
        now.shift(10)
    assert not store.accounts.one(owner, account).asked
    assert [one.id for one in store.links.report(SHOW).assessments] == ["ours"]


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("end", ["revoked", "expired"])
@pytest.mark.parametrize("handed_in", [False, True])
def test_a_link_that_somebody_answered_by_blinds_a_round_whatever_becomes_of_it(
    store, owner, account, ask, show, now, end, several, handed_in
):
    show(label="reader", parts=("fit",))
    rate(store, owner, account, 4)
    ask(expires=NOON + 10, several=several)
    store.links.answer(ASK, "phone", "strategy", "score", 1, 0)
    if handed_in:
        store.links.hand_in(ASK, "phone")
    if end == "revoked":
        revoke(store, owner, account, "Bo")
    else:
        now.shift(10)
    of = store.accounts.one(owner, account)
    assert (of.asked, store.links.report(SHOW).assessments) == (True, ())
    assert [one.id for one in visible(of, store.accounts.assessments(owner, account))] == ["ours"]
    store.accounts.hand_in(owner, account, "ours")
    assert len(store.links.report(SHOW).assessments) == 2 * handed_in
    closed(store, owner, account)
    assert len(store.links.report(SHOW).assessments) == 1 + handed_in


def test_begun_answers_blind_a_round_beside_a_link_that_was_revoked_at_once(store, owner, account, ask):
    rate(store, owner, account, 4)
    ask("mistake", label="mistake")
    ask(several=True)
    revoke(store, owner, account, "mistake")
    store.links.introduce(ASK, "phone", "Bo", "buyer")
    revoke(store, owner, account, "Bo")
    assert store.accounts.one(owner, account).asked


def test_the_portfolio_follows_when_the_last_link_that_asks_is_revoked(store, owner, account, ask):
    rate(store, owner, account, 4)
    ask()
    store.links.answer(ASK, "phone", "strategy", "score", 1, 0)
    store.links.hand_in(ASK, "phone")
    store.accounts.hand_in(owner, account, "ours")
    saved = store.backups.make(owner)
    store.accounts.delete(owner, account)
    store.backups.restore(owner, saved.model_copy(update={"accounts": (reopened(saved),)}))
    shown = [line(store, owner, account).gap]
    ask("another")
    shown.append(line(store, owner, account).gap)
    revoke(store, owner, account, "Bo")
    assert [*shown, line(store, owner, account).gap] == [3.0, None, 3.0]


def reopened(backup):
    """The only account of a backup with nothing of the owner's handed in."""
    (one,) = backup.accounts
    return one.model_copy(
        update={
            "assessments": tuple(
                each.model_copy(update={"handed_in": each.handed_in if each.by_link else None}) for each in one.assessments
            )
        }
    )


def test_visits_are_counted_and_previews_change_nothing(store, owner, account, ask, now):
    ask()
    before = dump(store)
    assert [store.links.works("secret", kind) for kind in ("questionnaire", "report")] == [True, False]
    assert store.links.questionnaire("secret", "phone").assessment is None
    assert dump(store) == before
    now.shift(3)
    at_once([partial(store.links.opened, "secret", "questionnaire")] * 8)
    assert [(one.uses, one.last_used) for one in store.links.of_account(owner, account)] == [(8, NOON + 3)]


def test_a_questionnaire_can_be_left_and_resumed(url, open_store, store, ask):
    ask()
    store.links.answer("secret", "phone", "strategy", "score", 2, 0)
    given = store.links.answer("secret", "phone", "strategy", "evidence", "because", 1)
    store.close()
    again = open_store(url)
    found = again.links.questionnaire("secret", "phone")
    assert found.assessment.ratings == {"strategy": given}
    assert (found.account.name, found.open, found.link.asker) == ("Acme", True, "Ana")
    assert (found.assessment.side, found.assessment.rater, found.assessment.by_link) == ("customer", "Bo", True)
    assert again.links.answer("secret", "phone", "strategy", "score", 4, 2).version == 3


def test_a_link_for_one_person_continues_on_another_device(store, ask):
    ask()
    store.links.answer("secret", "phone", "strategy", "score", 2, 0)
    store.links.answer("secret", "laptop", "people", "score", 5, 0)
    assert answers(store, device="phone") == answers(store, device="laptop") == {"strategy": 2, "people": 5}
    with pytest.raises(Conflict) as told:
        store.links.answer("secret", "laptop", "strategy", "score", 3, 0)
    assert (told.value.current.score, count(store, "assessment")) == (2, 1)


def test_a_link_for_several_is_one_assessment_a_device(store, owner, account, ask):
    ask(several=True)
    store.links.introduce("secret", "phone", "Bo", "buyer")
    store.links.answer("secret", "phone", "strategy", "score", 2, 0)
    store.links.answer("secret", "laptop", "strategy", "score", 5, 0)
    assert (answers(store, device="phone"), answers(store, device="laptop"), answers(store, device="tablet")) == (
        *({"strategy": 2}, {"strategy": 5}),
        None,
    )
    assert sorted((one.rater, one.role) for one in store.accounts.assessments(owner, account)) == [("", ""), ("Bo", "buyer")]
    store.links.introduce("secret", "phone", "Zoe", "boss")
    assert sorted(one.rater for one in store.accounts.assessments(owner, account)) == ["", "Zoe"]


@pytest.mark.parametrize("several", [False, True])
def test_twenty_first_answers_at_once_on_one_link_are_one_assessment(store, ask, several):
    ask(several=several)
    calls = [partial(store.links.answer, "secret", "phone", ELEMENTS[number % 9], "score", 3, 0) for number in range(20)]
    done = at_once(calls)
    assert (count(store, "assessment"), count(store, "rating")) == (1, 9)
    assert sorted(type(one).__name__ for one in done) == ["Conflict"] * 11 + ["Given"] * 9
    assert answers(store) == dict.fromkeys(ELEMENTS, 3)


def test_a_closed_round_takes_no_answers_but_shows_them_and_gives_them_back(store, owner, account, ask):
    ask()
    store.links.answer("secret", "phone", "strategy", "score", 2, 0)
    closed(store, owner, account)
    before = dump(store)
    for refused in ("introduce", "answer", "hand_in"):
        with pytest.raises(Forbidden):
            DOORS[refused](store.links, "secret")
    assert dump(store) == before
    assert (answers(store), store.links.questionnaire("secret", "phone").open) == ({"strategy": 2}, False)
    store.links.withdraw("secret", "phone")
    assert (answers(store), count(store, "assessment"), count(store, "rating")) == (None, 0, 0)


def test_an_earlier_rounds_link_takes_no_answers_in_the_next_round(store, owner, account, ask):
    ask()
    store.links.answer("secret", "phone", "strategy", "score", 2, 0)
    store.accounts.next_round(owner, account, 1)
    for refused in ("introduce", "answer", "hand_in"):
        with pytest.raises(Forbidden):
            DOORS[refused](store.links, "secret")
    assert (answers(store), store.links.questionnaire("secret", "phone").open) == ({"strategy": 2}, False)
    store.links.withdraw("secret", "phone")
    assert count(store, "assessment") == 0


def test_withdrawing_takes_only_ones_own_answers(store, ask):
    ask(several=True)
    for device in ("phone", "laptop"):
        store.links.answer("secret", device, "strategy", "score", 2, 0)
    store.links.withdraw("secret", "phone")
    store.links.withdraw("secret", "phone")
    assert (answers(store, device="phone"), answers(store, device="laptop")) == (None, {"strategy": 2})


def test_neither_side_sees_the_other_before_both_have_handed_in(store, owner, account, ask, show):
    def seen():
        """The sides that the owner sees, and a reader."""
        found = store.accounts.assessments(owner, account)
        mine = visible(store.accounts.one(owner, account), found)
        return {one.side for one in mine}, {one.side for one in store.links.report("report").assessments}

    ask()
    show()
    rate(store, owner, account, 4)
    store.links.answer("secret", "phone", "strategy", "score", 2, 0)
    assert seen() == ({"supplier"}, set())
    store.links.hand_in("secret", "phone")
    assert seen() == ({"supplier"}, set())
    store.accounts.hand_in(owner, account, "ours")
    assert seen() == ({"supplier", "customer"}, {"supplier", "customer"})
    store.links.withdraw("secret", "phone")
    assert seen() == ({"supplier"}, set())


def test_the_suppliers_hand_in_shows_nothing_of_answers_that_are_not_handed_in(store, owner, account, ask, show):
    ask()
    show()
    rate(store, owner, account, 4)
    store.accounts.hand_in(owner, account, "ours")
    store.links.answer("secret", "phone", "strategy", "score", 2, 0)
    assert store.links.report("report").assessments == ()
    assert store.accounts.portfolio(owner)[1][0].standing.planning == 4.0


def test_answers_that_were_never_handed_in_are_never_shown(store, owner, account, ask, show):
    ask()
    show()
    store.links.answer("secret", "phone", "strategy", "note", "canary", 0)
    store.links.answer("secret", "phone", "strategy", "score", 2, 1)
    closed(store, owner, account)
    for _ in range(2):
        shown = visible(store.accounts.one(owner, account), store.accounts.assessments(owner, account))
        assert (shown, store.links.report("report").assessments) == ((), ())
        assert "canary" not in repr(store.backups.make(owner))
        store.accounts.next_round(owner, account, store.accounts.one(owner, account).version)


def test_a_report_hides_a_round_until_it_is_closed_and_shows_the_rounds_before(store, owner, account, ask, show):
    rate(store, owner, account, 4)
    store.accounts.next_round(owner, account, 1)
    show()
    ask()
    rate(store, owner, account, 2, assessment="now")
    rate(store, owner, account, 3, assessment="said by phone", who=THEIRS)
    assert [one.id for one in store.links.report("report").assessments] == ["ours"]
    closed(store, owner, account)
    assert {one.id for one in store.links.report("report").assessments} == {"ours", "now", "said by phone"}


@pytest.mark.parametrize(("parts", "evidence", "note"), [(("fit", "trend"), "", ""), (("fit", "evidence"), "seen it", "thought it")])
def test_a_report_shows_free_text_only_where_it_was_chosen(store, owner, account, show, parts, evidence, note):
    show(parts=parts)
    rate(store, owner, account, 4)
    rate(store, owner, account, "seen it", field="evidence", version=1)
    rate(store, owner, account, "thought it", field="note", version=2)
    ((given,),) = [one.ratings.values() for one in store.links.report("report").assessments]
    assert (given.score, given.evidence, given.note) == (4, evidence, note)


def test_a_report_shows_the_deal_only_where_it_was_chosen_and_as_it_is_now(store, owner, show):
    store.scenarios.save(owner, "deal", "The deal", {"price": "10"})
    for secret, parts in (("with", ("scenario",)), ("without", ("fit",))):
        show(secret, parts=parts, scenario_id="deal")
    assert (store.links.report("with").scenario.name, store.links.report("without").scenario) == ("The deal", None)
    store.scenarios.change(owner, "deal", 1, name="Another", body={"price": "12"})
    assert store.links.report("with").scenario[:3] == ("deal", "Another", {"price": "12"})
    store.scenarios.delete(owner, "deal")
    assert store.links.report("with").scenario is None


def test_the_second_who_changes_a_deal_is_told(store, owner, now):
    made = store.scenarios.save(owner, "deal", "The deal", {"price": "10"})
    assert store.scenarios.save(owner, "deal", "A second tap", {}) == made == ("deal", "The deal", {"price": "10"}, NOON, 1)
    now.shift(1)
    changed = store.scenarios.change(owner, "deal", 1, body={"price": "11"})
    with pytest.raises(Conflict) as told:
        store.scenarios.change(owner, "deal", 1, body={"price": "12"})
    assert told.value.current == changed == ("deal", "The deal", {"price": "11"}, NOON + 1, 2)
    store.scenarios.save(owner, "another", "Another", {})
    assert [one.id for one in store.scenarios.all(owner)] == ["another", "deal"]
    for _ in range(2):
        store.scenarios.delete(owner, "deal")
    assert [one.id for one in store.scenarios.all(owner)] == ["another"]


def test_no_secret_is_in_the_database(store, owner, account, ask, show):
    secrets = [new_secret() for _ in range(50)]
    for secret in secrets[:10]:
        ask(ask(secret), several=True)
        store.links.answer(secret, secrets[30], "strategy", "score", 3, 0)
    for secret in secrets[10:20]:
        show(secret)
        store.links.opened(secret, "report")
    for secret in secrets[20:30]:
        store.owners.for_device(secret)
    for secret in secrets[30:40]:
        secrets.append(store.owners.new_resume_link(owner))
        store.owners.resume(secrets[-1], secret)
    for secret in secrets[40:50]:
        store.owners.for_login(secret)
    with store._database.reading() as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        if store._database.kind == "postgresql":
            tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        names = list(connection.scalars(text(tables)))
        whole = repr([list(connection.execute(text(f'SELECT * FROM "{name}"'))) for name in names]).encode()  # noqa: S608
    assert {"owner", "link", "device", "alembic_version"} <= set(names)
    if store._database.file:
        whole += b"".join(one.read_bytes() for one in store._database.file.parent.iterdir())
    assert account.encode() in whole
    assert [secret for secret in secrets if secret.encode() in whole] == []


def test_deleted_text_is_gone_from_the_file(sqlite_store):
    def found():
        return b"canary" in b"".join(one.read_bytes() for one in store._database.file.parent.iterdir())

    store, owner = sqlite_store, sqlite_store.owners.for_device("laptop")
    filled = fill(store, owner, "canary")
    store.owners.keep_draft(owner, "canvas", {})
    store.scenarios.delete(owner, filled.scenario)
    store.self_assessments.delete(owner, filled.own)
    assert found()
    store.accounts.delete(owner, filled.account)
    assert not found()
    fill(store, owner, "canary")
    assert found()
    store.owners.erase(owner)
    assert not found()
