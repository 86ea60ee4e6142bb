"""The plan of an account: actions over three horizons, what they promise, cost and bring, and what to do where a side loses.

Every action is weighed in money, or in points of 0-5 where no money is known; the two are never added up, so a plan has up to two
balances. A plan is fair where what each side gains is worth more than what it puts in: the deal rule (fact 50), asked for both sides.
The horizons are the article's (facts 84, 97); effort and benefit are too (99), the arithmetic is the workbook's. Amounts are exact.

>>> from decimal import Decimal
>>> none, much = Decimal(0), Decimal(80)
>>> ours = Action("a", effort_supplier=Decimal(20), effort_customer=none, benefit_supplier=none, benefit_customer=much)
>>> balance([ours], "money").surplus
{'supplier': Decimal('-20'), 'customer': Decimal('80')}
"""

from workbook.plan.actions import HORIZONS, MOST, STATUSES, UNITS, Action, Horizon, Status, Unit
from workbook.plan.course import MARKS, Promise, by_zone, course, promises, without_action
from workbook.plan.interests import EXACT_UP_TO, Balance, Best, Turn, balance, best_set, turns, weighed
from workbook.plan.review import LATEST, RHYTHMS, Difference, Plan, Seen, Snapshot, since, snapshot

__all__ = [
    "EXACT_UP_TO",
    "HORIZONS",
    "LATEST",
    "MARKS",
    "MOST",
    "RHYTHMS",
    "STATUSES",
    "UNITS",
    "Action",
    "Balance",
    "Best",
    "Difference",
    "Horizon",
    "Plan",
    "Promise",
    "Seen",
    "Snapshot",
    "Status",
    "Turn",
    "Unit",
    "balance",
    "best_set",
    "by_zone",
    "course",
    "promises",
    "since",
    "snapshot",
    "turns",
    "weighed",
    "without_action",
]
