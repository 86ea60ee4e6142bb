"""One deal through five methods: a method moves what its row names and nothing else, year by year, exactly."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as some

from workbook.content import book
from workbook.content.effects import LIMITS
from workbook.content.methods import METHODS
from workbook.effects import NOTHING, Effect, course, through
from workbook.value import MOST, Deal, HiddenAccount

DEAL = Deal(product=3500, seller=1500, perception=0.6, cost=3200)
BARE = HiddenAccount()
ROWS = {row.method: row for row in book().effects.methods}
OURS = {method: Effect.of(row, {}) for method, row in ROWS.items()}
TERMS = {
    "product": lambda year: year.deal.product,
    "seller": lambda year: year.deal.seller,
    "perception": lambda year: year.deal.perception,
    "cost": lambda year: year.stated,
    "favours": lambda year: year.favours,
    "hidden": lambda year: year.hidden,
    "supplier": lambda year: year.supplier,
}


def money(most=10**6):
    return some.decimals(0, most, places=2)


def change(move):
    low, high = LIMITS[move]
    return some.tuples(*[some.decimals(low, high, places=2)] * 3)


deals = some.builds(Deal, product=money(), seller=money(), perception=some.decimals(0, "1.5", places=2), cost=money())
accounts = some.builds(HiddenAccount, favours=money(1000), rivals=money(1000))
changes = some.fixed_dictionaries({}, optional={move: change(move) for move in LIMITS})


def d(*figures):
    return tuple(Decimal(str(figure)) for figure in figures)


def surpluses(of):
    return [year.deal.surplus for year in of.years]


@pytest.mark.parametrize(
    ("move", "years", "expected"),
    [
        ("product", (10, 0, -10), [100, -200, -500]),
        ("seller", (2, 4, 6), [-140, -80, -20]),
        ("perception", ("0.04", "0.05", "0.1"), [0, 50, 300]),
        ("cost", (-10, 0, 5), [120, -200, -360]),
        ("favours", (10, 0, 0), [120, -200, -200]),
        ("hidden", (0, 10, 0), [-200, -520, -200]),
        ("supplier", (50, 50, 50), [-200, -200, -200]),
    ],
)
def test_each_term_moves_the_surplus_as_the_formulas_say(move, years, expected):
    found = course(DEAL, BARE, Effect(moves={move: d(*years)}))
    assert surpluses(found) == expected
    assert (found.today, found.three_years) == (expected[0], sum(expected))


@given(deals, accounts)
def test_a_method_that_does_nothing_leaves_the_same_deal_three_times(deal, account):
    found = course(deal, account, NOTHING)
    felt = deal.with_terms(cost=account.felt(deal.cost))
    assert {year.deal for year in found.years} == {felt}
    assert (found.today, found.three_years, found.supplier) == (felt.surplus, 3 * felt.surplus, 0)
    zero = {method: Effect(moves=dict.fromkeys(row.moves, d(0, 0, 0)), on_favours=row.on_favours) for method, row in ROWS.items()}
    everyone = through(deal, account, zero)
    assert {(one.counted, one.bare, one.moved) for one in everyone.outcomes} == {(everyone.counted, everyone.bare, ())}


@given(deals, accounts, changes)
def test_a_method_moves_only_the_terms_that_it_names(deal, account, moves):
    before, after = course(deal, account, NOTHING), course(deal, account, Effect(moves=moves))
    for term, read in TERMS.items():
        if term not in moves:
            assert [read(year) for year in after.years] == [read(year) for year in before.years]


@given(deals, accounts, changes)
def test_no_term_leaves_what_it_can_be_and_what_was_held_is_named(deal, account, moves):
    for index, year in enumerate(course(deal, account, Effect(moves=moves)).years):
        assert 0 <= year.deal.perception <= Decimal("1.5")
        assert all(0 <= amount <= MOST for amount in (year.deal.product, year.deal.seller, year.deal.cost, year.stated))
        asked = deal.perception + moves.get("perception", d(0, 0, 0))[index]
        assert ("perception" in year.cut) == (not 0 <= asked <= Decimal("1.5"))
        stated = deal.cost * (1 + moves.get("cost", d(0, 0, 0))[index] / 100)
        felt = stated + year.hidden + year.rivals - year.favours
        assert ("cost" in year.cut) == (felt < 0)


@pytest.mark.parametrize(
    ("moves", "cut"),
    [
        ({"perception": d("0.9", 1, 0)}, ("perception",)),
        ({"product": d(-71, 0, 0), "seller": d(0, -31, 0)}, ("product", "seller")),
        ({"favours": d(100, 0, 0)}, ()),
        ({"favours": d(100, 0, 0), "cost": d(-1, 0, 0)}, ("cost",)),
    ],
)
def test_a_bound_is_named_once_it_is_passed(moves, cut):
    assert course(DEAL, BARE, Effect(moves=moves)).cut == cut


def test_figures_stay_exact():
    found = course(Deal(product="0.1", seller="0.2", perception="0.3", cost="0.07"), BARE, Effect(moves={"seller": d("33.3", 0, 0)}))
    assert surpluses(found) == [Decimal("0.04997"), Decimal("0.02"), Decimal("0.02")]


def test_what_hangs_on_favours_goes_with_them_and_the_hidden_cost_stays():
    found = through(DEAL, BARE, OURS)
    relationship = found.outcomes[0]
    assert surpluses(relationship.counted) == [296, 232, 168]
    assert surpluses(relationship.bare) == [-264, -328, -392]
    assert relationship.verdict == "on_favours"
    assert relationship.bare.three_years < found.bare.three_years


def test_the_favours_of_the_deal_count_with_every_method_and_for_none_without():
    found = through(DEAL, HiddenAccount(favours=Decimal(300)), OURS)
    assert (found.counted.today, found.bare.today) == (100, -200)
    product = found.outcomes[1]
    assert (product.counted.today, product.bare.today, product.verdict) == (280, -20, "on_favours")


@pytest.mark.parametrize(
    ("deal", "verdicts"),
    [
        (DEAL, ["on_favours", "open", "turns", "turns", "open"]),
        (DEAL.with_terms(cost=Decimal(2990)), ["on_favours", "holds", "holds", "holds", "holds"]),
        (DEAL.with_terms(cost=Decimal(30_000)), ["open"] * 5),
    ],
)
def test_a_method_turns_a_deal_that_closes_with_it_and_not_without_it(deal, verdicts):
    assert [one.verdict for one in through(deal, BARE, OURS).outcomes] == verdicts


def test_a_method_may_lose_a_deal_that_closed():
    dearer = {**OURS, "value": Effect(moves={"cost": d(50, 0, 0)})}
    found = through(DEAL.with_terms(cost=Decimal(2900)), BARE, dearer)
    assert found.those("loses") == ("value",)


def test_a_deal_that_fades_names_the_year_in_which_it_is_not_renewed():
    found = {one.method: one for one in through(DEAL, BARE, OURS).outcomes}
    assert [found[method].bare.lost_in for method in METHODS] == [None, None, 2, None, None]


def test_all_that_leave_most_are_named():
    assert through(DEAL, BARE, dict.fromkeys(METHODS, NOTHING)).longest() == METHODS
    assert through(DEAL, BARE, OURS).longest() == ("customer_centric",)


@pytest.mark.parametrize("row", book().effects.methods, ids=lambda row: row.method)
def test_other_figures_take_the_place_of_the_workbooks_and_no_term_is_added(row):
    move = next(iter(row.moves))
    changed = Effect.of(row, {(move, 1): Decimal("0.5")})
    assert changed.moves[move] == (row.moves[move].years[0], Decimal("0.5"), row.moves[move].years[2])
    assert set(changed.moves) == set(row.moves)


def test_each_method_moves_what_it_can_move():
    assert {row.method: set(row.moves) for row in book().effects.methods} == {
        "relationship": {"perception", "favours", "hidden", "supplier"},
        "product": {"product"},
        "consultative": {"seller"},
        "value": {"seller", "perception"},
        "customer_centric": {"product", "seller", "perception", "cost", "supplier"},
    }
    assert {row.method for row in book().effects.methods if row.on_favours} == {"relationship"}


def test_the_callers_own_precision_changes_nothing():
    deal = Deal(product="1234567.89", seller="0.01", perception="0.61", cost="740740.77")
    account = HiddenAccount(favours="123456.7", rivals="0.03")
    effects = {row.method: Effect.of(row, {}) for row in book().effects.methods}

    def found():
        every = through(deal, account, effects)
        return every, every.bare.three_years, [(one.counted.three_years, one.counted.supplier) for one in every.outcomes]

    exact = found()
    with localcontext(prec=5):
        assert found() == exact
