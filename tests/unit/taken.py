"""An account and a deal to take along, as tests make them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from workbook import accounts
from workbook.content import book
from workbook.content.canvas import SIDES
from workbook.exports.given import Calculation, Fit, Step
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


def fit(lang="en", *, name="Acme", rounds=1, plan=False, long=False, evidence="", **more):
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
    steps = ()
    if plan:
        words = LONG[lang] if long else {"what": "Meet", "owner": "Kim"}
        steps = tuple(
            Step(element, words["what"], words["owner"], date(2026, 12, 31)) for element in ("strategy", "people", "systems", "processes")
        )
    values = {
        "name": LONG[lang]["name"] if long else name,
        "on": NOW,
        "found": accounts.canvas(together, thresholds),
        "round": rounds,
        "together": together,
        "past": tuple(accounts.panel(many, number) for number in range(rounds - 1, 0, -1))[:2],
        "trend": accounts.trend(many, thresholds),
        "ratings": tuple(many),
        "plan": steps,
    }
    return Fit(**(values | more))


def calculation(deal=None, **more):
    """A deal of which nobody knows more than its four terms."""
    of = deal or Deal(product=3500, seller=1500, perception="0.6", cost=3200)
    values = {"name": "", "on": NOW, "currency": "CNY", "deal": of, "cost": of.cost}
    return Calculation(**(values | more))


def hidden(**amounts):
    from workbook.value import HiddenAccount

    return HiddenAccount(**{name: Decimal(str(amount)) for name, amount in amounts.items()})
