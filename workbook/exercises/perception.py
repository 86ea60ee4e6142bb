"""Same product, your perception: one actual value turns into as many customer values as there are people.

Everyone says how much of the actual value they see (a factor, facts 49 and 52) and what the purchase costs them in all. Whoever gets
more than it costs would buy (fact 50). Two rounds, before and after the talk.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median
from typing import Annotated, Any, Final, NamedTuple

from pydantic import Field, field_validator

from workbook.exercises.shape import About, Cell, Exercise, Kind, Open, Pick, Picture, Result, Said, Screen, Steps, Table
from workbook.room import Given
from workbook.text import Currency, clean
from workbook.value import MOST, TOP_PERCEPTION, Deal, Money, Perception

FACTORS: Final = tuple(f"{Decimal(step) / 10:.1f}" for step in range(int(TOP_PERCEPTION * 10) + 1))
EDGE: Final = Decimal("1.2")
"""Where the picture ends, as a multiple of the actual value (or of the largest value that anybody sees): costs beyond stand at the edge."""


class Settings(Open):
    """The product: what it and its seller are worth together. The defaults are the article's (fact 53)."""

    product: Annotated[str, Field(max_length=80)] = ""
    worth: Money = Decimal(5000)
    currency: Currency = "CNY"

    @field_validator("worth")
    @classmethod
    def _worth_something(cls, worth: Decimal) -> Decimal:
        if worth <= 0:
            raise ValueError("a product to talk about is worth more than nothing")
        return worth

    @field_validator("product")
    @classmethod
    def _clean(cls, product: str) -> str:
        return clean(product)


class Answer(Open):
    """How much of the actual value somebody sees, and what it costs them."""

    perception: Perception | None = None
    cost: Money | None = None


class Seen(NamedTuple):
    """One person's deal."""

    given: Given
    value: Decimal
    cost: Decimal
    buys: bool


def _about(settings: Settings) -> About:
    return About({"product": ("plain", settings.product), "worth": ("money", settings.worth)})


def _screens(settings: Settings, _seat: int, _answer: Answer) -> tuple[Screen, ...]:
    tenth = settings.worth / 10
    step = next(one for one in (5, 2, 1) if Decimal(one).scaleb(tenth.adjusted()) <= tenth) * Decimal(1).scaleb(tenth.adjusted())
    return (
        Screen(None, (Pick("perception", FACTORS, "factor"),)),
        Screen(None, (Steps("cost", step, Decimal(0), MOST, "money"),)),
    )


def _finished(answer: Answer) -> bool:
    return answer.perception is not None and answer.cost is not None


def _seen(given: Given, settings: Settings) -> Seen:
    answer = Answer.model_validate(given.body)
    deal = Deal(product=settings.worth, seller=0, perception=answer.perception or 0, cost=answer.cost or 0)
    return Seen(given, deal.customer_value, deal.cost, deal.closes)


def _result(rounds: Sequence[Sequence[Given]], settings: Settings, floor: int) -> Result | None:
    if len(rounds[-1]) < floor:
        return None
    # a first round below the floor stays out, also beside a second one
    seen = {number: [_seen(one, settings) for one in given] for number, given in enumerate(rounds, 1) if len(given) >= floor}
    last = seen[len(rounds)]
    top = max(settings.worth, *(one.value for some in seen.values() for one in some)) * EDGE
    beyond = sum(one.cost > top for one in last)
    values = [one.value for one in last]
    share = Decimal(sum(one.buys for one in last)) / len(last)
    low, high = min(values), max(values)
    seen_by: dict[str, tuple[Kind, Cell]] = {"worth": ("money", settings.worth), "people": ("count", len(last))}
    said = [
        Said("value", {**seen_by, "value": ("money", low)})
        if low == high
        else Said("values", {**seen_by, "low": ("money", low), "high": ("money", high)}),
        Said("buys", {"share": ("share", share), "count": ("count", sum(one.buys for one in last)), "people": ("count", len(last))}),
    ]
    if len(seen) > 1:
        before = Decimal(sum(one.buys for one in seen[1])) / len(seen[1])
        said.append(
            Said(
                "before_after",
                {
                    "before": ("share", before),
                    "people_before": ("count", len(seen[1])),
                    "after": ("share", share),
                    "people": ("count", len(last)),
                },
            )
        )
    if beyond:
        said.append(Said("beyond", {"count": ("count", beyond), "edge": ("money", top)}))
    rows: list[tuple[Cell, ...]] = []
    for number, some in seen.items():
        bought = sum(one.buys for one in some)
        rows.append(
            (
                number,
                len(some),
                Decimal(median(one.value for one in some)),
                min(one.value for one in some),
                max(one.value for one in some),
                Decimal(median(one.cost for one in some)),
                Decimal(bought) / len(some),
            )
        )
    columns: tuple[tuple[str, Any], ...] = (
        ("round", "count"),
        ("people", "count"),
        ("median_value", "money"),
        ("lowest_value", "money"),
        ("highest_value", "money"),
        ("median_cost", "money"),
        ("would_buy", "share"),
    )
    tables = [Table("rounds", columns, tuple(rows))]
    if any(one.given.name for one in last):
        people = sorted(last, key=lambda one: one.given.name.casefold())
        named = tuple((one.given.name, one.value, one.cost, "yes" if one.buys else "no") for one in people)
        tables.append(Table("people", (("name", "plain"), ("sees", "money"), ("costs", "money"), ("buys_it", "word")), named))
    points = [(number, one) for number, some in seen.items() for one in some]
    picture = Picture(
        "customer_values",
        {
            "what": [*("person" for _ in points), "line", "line", "actual"],
            "round": [*(number for number, _ in points), None, None, None],
            "value": [*(float(one.value) for _, one in points), 0.0, float(top), float(settings.worth)],
            "cost": [*(float(min(one.cost, top)) for _, one in points), 0.0, float(top), None],
            "outcome": [*(("buys" if one.buys else "leaves") for _, one in points), None, None, None],
            "beyond": [*(one.cost > top for _, one in points), False, False, False],
        },
        said[0],
        {"rounds": len(seen)},
    )
    return Result(len(last), tuple(said), (picture,), tuple(tables))


EXERCISE: Final = Exercise("perception", 2, Answer, Settings, _about, _screens, _finished, _result)
