"""An account and a deal to take along, as tests make them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from workbook import accounts
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES
from workbook.exports.given import Calculation, Fit, Planned
from workbook.plan import Action
from workbook.value import Deal

NOW = datetime(2026, 11, 24, 12, 0, 7, 123456, tzinfo=UTC)
DAY = 86_400
LONG = {
    "en": {
        "name": "W" * 80,
        "owner": "Maximiliana-Alexandra Featherstonehaugh-Cholmondeley, Regional Vice President",
        "what": "Ask a customer executive for the firm's three main goals over three years, and write them down. " * 4,
    },
    "zh": {
        "name": "上海华东精密包装机械设备制造（集团）股份有限公司战略客户部与穗里食品饮料控股有限公司采购中心" * 2,
        "owner": "欧阳娜娜·阿卜杜热依木（东北亚大区战略客户部高级副总裁兼联合项目组组长）",
        "what": "约一位客户高管，问清对方未来三年最重要的三个目标，写进你的客户计划。" * 8,
    },
}


def fit(lang="en", *, name="Acme", rounds=1, long=False, evidence="", **more):
    """The example's ratings, the same in every round and a point better for a second rater from the second round on."""
    given = book().canvas.example.ratings
    many = []
    for number in range(1, rounds + 1):
        for side in SIDES:
            for rater in range(2 if number > 1 else 1):
                ratings = {
                    element: accounts.Given(score=score if isinstance(score, str) else min(5, score + rater), evidence=evidence)
                    for element, score in given[side].items()
                }
                at = int(NOW.timestamp()) - (rounds - number) * 90 * DAY
                who = f"{number}{side}{rater}", "account", number, side, f"Rater {rater}", "CFO", False, at, at, at
                many.append(accounts.Assessment(*who, ratings))
    thresholds, together = book().canvas.zones.thresholds, accounts.panel(many, rounds)
    values = {
        "name": LONG[lang]["name"] if long else name,
        "on": NOW,
        "found": accounts.canvas(together, thresholds),
        "round": rounds,
        "together": together,
        "past": tuple(accounts.panel(many, number) for number in range(rounds - 1, 0, -1))[:2],
        "trend": accounts.trend(many, thresholds),
        "ratings": tuple(many),
    }
    return Fit(**(values | more))


def planned(lang="en", *, long=False, count=4, told=True, **more):
    """A plan of so many actions, each worth more to both sides than it costs; one in points, one with nothing weighed, one dropped."""
    of, what = fit(lang, long=long), {"text": LONG[lang]["what"] if long else "Meet", "owner": LONG[lang]["owner"] if long else "Kim"}
    many = [
        Action(
            str(place),
            element=ELEMENTS[place % 9],
            due=date(2026, 12, 31),
            indicator="Meetings held",
            note="Between us",
            target=5,
            horizon=("quick_win", "year", "vision")[place % 3],
            **what,
            **amounts(1000 + place, 200, 3000, 4000.5),
        )
        for place in range(count)
    ]
    if told:
        points = amounts(2, 3, 4, 5) | {"unit": "points", "text": "Weigh up", "element": "people"}
        many += [
            Action("points", **points),
            Action("bare", text="Bare"),
            Action("dropped", text="Given up", status="dropped", **amounts(9, 9, 0, 0)),
        ]
    values = {"name": of.name, "on": NOW, "actions": tuple(many), "vision": "One firm"}
    values |= {"currency": "CNY", "found": of.found, "review": date(2027, 2, 22)} if told else {}
    return Planned(**(values | more))


def amounts(ours, theirs, mine, yours):
    """What both sides put in and gain."""
    names = ("effort_supplier", "effort_customer", "benefit_supplier", "benefit_customer")
    return {name: Decimal(str(amount)) for name, amount in zip(names, (ours, theirs, mine, yours), strict=True)}


def calculation(deal=None, **more):
    """A deal of which nobody knows more than its four terms."""
    of = deal or Deal(product=3500, seller=1500, perception="0.6", cost=3200)
    values = {"name": "", "on": NOW, "currency": "CNY", "deal": of, "cost": of.cost}
    return Calculation(**(values | more))


def hidden(**amounts):
    from workbook.value import HiddenAccount

    return HiddenAccount(**{name: Decimal(str(amount)) for name, amount in amounts.items()})
