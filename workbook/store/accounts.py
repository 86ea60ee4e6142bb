"""Accounts, their assessments and ratings, and the portfolio that is kept with every rating."""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, exists, func, or_, select, update

from workbook.accounts import Account, Assessment, Given, Standing, standing
from workbook.canvas import CANNOT_JUDGE, Rating
from workbook.content.canvas import ElementId, Side, Thresholds
from workbook.links import clock
from workbook.store.engine import Conflict, Database, Forbidden, insert_once, is_read_only
from workbook.store.owners import require
from workbook.store.tables import account, assessment, link, rating

Order = Literal["name", "planning", "execution", "resources", "overall", "gap", "rated"]
Field = Literal["score", "predicted", "evidence", "note"]
MOST_NAMES: Final = 1_000
"""So many accounts a box to choose from holds: each takes its time in every run of the page."""
_CANNOT: Final = 0
# a link that nobody can answer by asks nobody; one that somebody has begun to answer by does so whatever becomes of it
_ASKED: Final = exists().where(
    link.c.account == account.c.id,
    link.c.kind == "questionnaire",
    link.c.round == account.c.round,
    or_(
        and_(link.c.revoked.is_(None), or_(link.c.expires.is_(None), link.c.expires > bindparam("at"))),
        exists().where(assessment.c.link == link.c.id),
    ),
)
_COLUMNS: Final = (
    account.c.id,
    account.c.name,
    account.c.round,
    account.c.closed,
    account.c.archived,
    account.c.created,
    account.c.changed,
)
# made once: to put a statement together takes longer than to run it. What is set has the names of columns, what is asked has others
_HERE: Final[BindParameter[str]] = bindparam("account_id")
_OF: Final[BindParameter[str]] = bindparam("assessment_id")
_ONE: Final = select(*_COLUMNS, account.c.version, _ASKED.label("asked"), account.c.owner).where(account.c.id == _HERE)
_HOLD: Final = select(account.c.id).where(account.c.id == _HERE).with_for_update(key_share=True)
_ASSESSMENTS: Final = select(assessment).where(assessment.c.account == _HERE).order_by(assessment.c.created, assessment.c.id)
_RATINGS: Final = select(rating).join(assessment, assessment.c.id == rating.c.assessment).where(assessment.c.account == _HERE)
_CURRENT: Final = (
    assessment.c.id == _OF,
    assessment.c.account == _HERE,
    assessment.c.round == bindparam("now"),
    assessment.c.by_link == bindparam("linked"),
)
_OPEN: Final = select(assessment.c.id).where(*_CURRENT)
_GIVEN: Final = (rating.c.assessment == _OF, rating.c.element == bindparam("of"))
_RATE: Final = update(rating).where(*_GIVEN, rating.c.version == bindparam("seen"))
_RATED: Final = update(assessment).where(*_CURRENT)
_STANDS: Final = update(account).where(account.c.id == _HERE)


class Line(NamedTuple):
    """A line of the portfolio."""

    id: str
    name: str
    standing: Standing


class Accounts:
    """The accounts of owners. Every method takes the owner, and raises `Forbidden` for what is not theirs."""

    def __init__(self, database: Database, thresholds: Thresholds) -> None:
        self._database, self._thresholds = database, thresholds

    # ---- accounts

    def create(self, owner_id: str, account_id: str, name: str) -> Account:
        """A new account. The same `account_id` a second time is the same account."""
        now = clock()
        with self._database.writing() as connection:
            require(connection, owner_id)
            insert_once(
                connection,
                account,
                id=account_id,
                owner=owner_id,
                name=name,
                round=1,
                archived=False,
                created=now,
                changed=now,
                version=1,
                cells={},
            )
            return _own(connection, owner_id, account_id)

    def one(self, owner_id: str, account_id: str) -> Account:
        """One account."""
        with self._database.reading() as connection:
            return _own(connection, owner_id, account_id)

    def rename(self, owner_id: str, account_id: str, name: str, version: int) -> Account:
        """Another name. Raises `Conflict` with the account where it was changed since `version`."""
        return self._change(owner_id, account_id, version, name=name)

    def archive(self, owner_id: str, account_id: str, version: int, *, archived: bool) -> Account:
        """Put an account away, or take it back."""
        return self._change(owner_id, account_id, version, archived=archived)

    def delete(self, owner_id: str, account_id: str) -> None:
        """An account with its assessments and links. One that is gone already is gone."""
        with self._database.writing() as connection:
            connection.execute(delete(account).where(account.c.id == account_id, account.c.owner == owner_id))

    def _change(self, owner_id: str, account_id: str, version: int, **values: Any) -> Account:
        with self._database.writing() as connection:
            now = _own(connection, owner_id, account_id)
            changed = connection.execute(
                update(account)
                .where(account.c.id == account_id, account.c.version == version)
                .values(**values, version=version + 1, changed=clock())
            )
            if not changed.rowcount:
                raise Conflict(now)
            if "closed" in values:
                refresh(connection, account_id, self._thresholds)
            return _own(connection, owner_id, account_id)

    def portfolio(
        self,
        owner_id: str,
        *,
        search: str = "",
        archived: bool = False,
        order: Order = "name",
        down: bool = False,
        page: int = 1,
        size: int = 50,
    ) -> tuple[int, tuple[Line, ...]]:
        """How many accounts there are, and one page of them. Accounts without a rating come last."""
        mine = [account.c.owner == owner_id, account.c.archived.is_(archived)]
        if search.strip():
            mine.append(account.c.name.icontains(search.strip(), autoescape=True))
        key = func.lower(account.c.name) if order == "name" else account.c[order]
        ways = [key.desc() if down else key.asc(), account.c.id]
        if order != "name":
            ways.insert(0, key.is_(None))
        columns = [account.c[name] for name in ("id", "name", *Standing._fields)]
        with self._database.reading() as connection:
            count = connection.scalar(select(func.count()).select_from(account).where(*mine)) or 0
            rows = connection.execute(select(*columns).where(*mine).order_by(*ways).limit(size).offset((page - 1) * size))
            return count, tuple(Line(row.id, row.name, Standing(*row[2:])) for row in rows)

    def names(self, owner_id: str, most: int = MOST_NAMES) -> tuple[tuple[str, str], ...]:
        """Ids and names of the accounts in use, the one changed last first, and no more than `most`."""
        query = select(account.c.id, account.c.name).where(account.c.owner == owner_id, account.c.archived.is_(False))
        with self._database.reading() as connection:
            return tuple(
                (row.id, row.name) for row in connection.execute(query.order_by(account.c.changed.desc(), account.c.id).limit(most))
            )

    # ---- rounds

    def close_round(self, owner_id: str, account_id: str, version: int) -> Account:
        """End the round: its questionnaires take no more answers, and what was handed in is seen."""
        return self._change(owner_id, account_id, version, closed=clock())

    def next_round(self, owner_id: str, account_id: str, version: int) -> Account:
        """Begin a new round; the one before becomes history."""
        return self._change(owner_id, account_id, version, round=account.c.round + 1, closed=None)

    # ---- assessments and ratings

    def assessments(self, owner_id: str, account_id: str) -> tuple[Assessment, ...]:
        """All assessments of an account, to be shown only through `workbook.accounts.visible`."""
        with self._database.reading() as connection:
            _own(connection, owner_id, account_id)
            return assessments(connection, account_id)

    def rate(
        self,
        owner_id: str,
        account_id: str,
        assessment_id: str,
        who: tuple[Side, str, str],
        element: ElementId,
        field: Field,
        value: Any,
        version: int,
    ) -> Given:
        """Store one field of one rating in the current round, as it reads back. The rater's assessment begins with the first one.

        Raises `Conflict` with what is stored where it was changed since `version`, and `Forbidden` in a closed round.
        """
        side, rater, role = who
        now = clock()
        with self._database.writing() as connection:
            of = _own(connection, owner_id, account_id)
            if not touch(connection, of, assessment_id, by_link=False):
                row = {"round": of.round, "side": side, "rater": rater, "role": role, "by_link": False, "created": now, "changed": now}
                insert_once(connection, assessment, id=assessment_id, account=account_id, **row)
                changeable(connection, of, assessment_id, by_link=False)
            return store_rating(connection, of, assessment_id, element, field, value, version, self._thresholds)

    def clear(self, owner_id: str, account_id: str, assessment_id: str) -> Assessment:
        """Take back everything in one of the owner's own assessments; what it was, for `put_back`."""
        with self._database.writing() as connection:
            of = _own(connection, owner_id, account_id)
            changeable(connection, of, assessment_id, by_link=False)
            before = next(one for one in assessments(connection, account_id) if one.id == assessment_id)
            connection.execute(delete(rating).where(rating.c.assessment == assessment_id))
            refresh(connection, account_id, self._thresholds)
            return before

    def put_back(self, owner_id: str, account_id: str, before: Assessment) -> None:
        """Undo `clear`: the ratings as they were. What was rated again since then stays."""
        with self._database.writing() as connection:
            of = _own(connection, owner_id, account_id)
            changeable(connection, of, before.id, by_link=False)
            for element, given in before.ratings.items():
                insert_once(connection, rating, **_row(before.id, element, given))
            refresh(connection, account_id, self._thresholds)

    def name_rater(self, owner_id: str, account_id: str, assessment_id: str, before: tuple[str, str], rater: str, role: str) -> None:
        """Who rated, for one of the owner's own assessments. Raises `Conflict` with name and role where they are not as `before`."""
        with self._database.writing() as connection:
            of = _own(connection, owner_id, account_id)
            changeable(connection, of, assessment_id, by_link=False)
            mine = select(assessment.c.rater, assessment.c.role).where(assessment.c.id == assessment_id)
            if (now := tuple(connection.execute(mine).one())) != before:
                raise Conflict(now)
            connection.execute(update(assessment).where(assessment.c.id == assessment_id).values(rater=rater, role=role))
            refresh(connection, account_id, self._thresholds)

    def remove(self, owner_id: str, account_id: str, assessment_id: str) -> None:
        """One assessment with its ratings, also one that came by link."""
        with self._database.writing() as connection:
            _own(connection, owner_id, account_id)
            connection.execute(delete(assessment).where(assessment.c.id == assessment_id, assessment.c.account == account_id))
            refresh(connection, account_id, self._thresholds)

    def hand_in(self, owner_id: str, account_id: str, assessment_id: str) -> None:
        """Say that one of the owner's own assessments is finished."""
        with self._database.writing() as connection:
            of = _own(connection, owner_id, account_id)
            changeable(connection, of, assessment_id, by_link=False)
            connection.execute(update(assessment).where(assessment.c.id == assessment_id).values(handed_in=clock()))
            refresh(connection, account_id, self._thresholds)


def _own(connection: Connection, owner_id: str, account_id: str) -> Account:
    found = read_account(connection, account_id, owner_id)
    if found is None:
        raise Forbidden
    return found


def read_account(connection: Connection, account_id: str, owner_id: str | None = None) -> Account | None:
    """An account, if it is the owner's. Within a transaction that writes, the next writer of the account waits for its end."""
    here = {_HERE.key: account_id}
    if not is_read_only(connection) and connection.dialect.name != "sqlite":  # there every writer waits for the one before
        connection.execute(_HOLD, here)
    row = connection.execute(_ONE, here | {"at": clock()}).first()
    return Account(*row[:-1]) if row and owner_id in (None, row.owner) else None


def assessments(connection: Connection, account_id: str) -> tuple[Assessment, ...]:
    """All assessments of an account with their ratings, the first begun first."""
    here, given = {_HERE.key: account_id}, dict[str, dict[ElementId, Given]]()
    for row in connection.execute(_RATINGS, here):
        score: Rating = CANNOT_JUDGE if row.score == _CANNOT else row.score
        given.setdefault(row.assessment, {})[row.element] = Given(score, row.predicted, row.evidence, row.note, row.changed, row.version)
    return tuple(
        Assessment(
            one.id,
            one.account,
            one.round,
            one.side,
            one.rater,
            one.role,
            one.by_link,
            one.handed_in,
            one.created,
            one.changed,
            given.get(one.id, {}),
        )
        for one in connection.execute(_ASSESSMENTS, here)
    )


def store_rating(
    connection: Connection,
    of: Account,
    assessment_id: str,
    element: ElementId,
    field: Field,
    value: Any,
    version: int,
    thresholds: Thresholds,
) -> Given:
    """One field of one rating, within a transaction that has seen the right to it, and has touched the open assessment."""
    now, stored = clock(), _CANNOT if value == CANNOT_JUDGE else value
    fresh = (
        insert_once(connection, rating, **_row(assessment_id, element, Given(changed=now)) | {field: stored, "version": 1})
        if version == 0
        else False
    )
    if not fresh:
        here = {_OF.key: assessment_id, "of": element}
        changed = connection.execute(_RATE, here | {"seen": version, field: stored, "changed": now, "version": version + 1})
        if not changed.rowcount:
            row = connection.execute(select(rating).where(*_GIVEN), here).first()
            raise Conflict(_given(row) if row else Given())
    many = assessments(connection, of.id)
    _keep_standing(connection, of, many, thresholds)
    return next(one for one in many if one.id == assessment_id).ratings[element]


def refresh(connection: Connection, account_id: str, thresholds: Thresholds) -> None:
    """Keep the account's line of the portfolio with its ratings."""
    of = read_account(connection, account_id)
    if of is not None:
        _keep_standing(connection, of, assessments(connection, account_id), thresholds)


def _keep_standing(connection: Connection, of: Account, many: tuple[Assessment, ...], thresholds: Thresholds) -> None:
    line = standing(of, many, thresholds)
    connection.execute(_STANDS, {_HERE.key: of.id} | line._asdict())


def changeable(connection: Connection, of: Account, assessment_id: str, *, by_link: bool) -> None:
    """Raises `Forbidden` unless the assessment is open."""
    if not _is_open(connection, of, assessment_id, by_link=by_link):
        raise Forbidden


def _is_open(connection: Connection, of: Account, assessment_id: str, *, by_link: bool) -> bool:
    """Whether the assessment is of this account's current round, the round is open, and it came the way it is changed."""
    return not of.closed and connection.scalar(_OPEN, _current(of, assessment_id, by_link=by_link)) is not None


def touch(connection: Connection, of: Account, assessment_id: str, *, by_link: bool) -> bool:
    """Note that an assessment changes now; False where it is not open, or has not begun."""
    here = _current(of, assessment_id, by_link=by_link)
    return not of.closed and bool(connection.execute(_RATED, here | {"changed": clock()}).rowcount)


def _current(of: Account, assessment_id: str, *, by_link: bool) -> dict[str, Any]:
    return {_OF.key: assessment_id, _HERE.key: of.id, "now": of.round, "linked": by_link}


def _given(row: Any) -> Given:
    return Given(CANNOT_JUDGE if row.score == _CANNOT else row.score, row.predicted, row.evidence, row.note, row.changed, row.version)


def _row(assessment_id: str, element: ElementId, given: Given) -> dict[str, Any]:
    row = given._asdict() | {"assessment": assessment_id, "element": element}
    return row | {"score": _CANNOT if given.score == CANNOT_JUDGE else given.score}
