"""One page of a canvas to print or to hand over: PDF/UA, set by Typst, with its fonts inside."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from workbook.canvas import LEVELS, Mean
from workbook.charts.base import Picture, specification
from workbook.charts.radar import Shape, outline, radar
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES, Side
from workbook.exports import pictures
from workbook.exports.given import (
    MOST_STEPS,
    Fit,
    Planned,
    Step,
    amount,
    element_names,
    in_zones,
    level_names,
    next_steps,
    radar_said,
    score,
    verdict,
    words,
)
from workbook.exports.paper import Paper, printed, typed
from workbook.text import Lang, bracketed, day, labelled, listed, sentences

_PAGE: Final = Path(__file__).with_suffix(".typ")
_ROUNDS: Final = 4
_PLANNED: Final = 5
_LONGEST: Final = {"name": 80, "what": 150, "owner": 60, "vision": 240}


def one_page(fit: Fit, lang: Lang, *, plan: Planned | None = None, paper: Paper = "a4") -> bytes:
    """The overall fit, the radar, the widest gaps, the trend, the zones and the next steps on one page of paper.

    With a plan its vision, its next steps with owner and day, and, where amounts are told, whether it is worth it for both sides.
    """
    return printed(_PAGE, _data(fit, plan, lang), lang, paper, fit.on)


def radar_picture(fit: Fit, lang: Lang, height: int = 400) -> Picture:
    """The radar as the screen draws it."""
    shapes = {
        side: Shape(
            {one.id: float(value) for one in fit.found.elements if (value := one.of(side)) is not None},
            {name: (float(one.low), float(one.high)) for name, one in fit.together[side].items() if one.raters > 1},
            side in fit.hollow,
        )
        for side in SIDES
    }
    past = [{side: Shape({name: float(one.mean) for name, one in of[side].items()}) for side in SIDES} for of in fit.past]
    columns = outline(shapes, past)
    return Picture(_radar(lang, height, "band" in columns, bool(past)), columns, words("take_along", lang)["alt_radar"])


@lru_cache(maxsize=16)
def _radar(lang: Lang, height: int, banded: bool, earlier: bool) -> dict[str, Any]:
    names: dict[str, str] = {**words("triple_fit", lang)} | {str(one): name for one, name in element_names(lang).items()}
    return specification(radar, names, height=height, banded=banded, earlier=earlier)


def _data(fit: Fit, plan: Planned | None, lang: Lang) -> dict[str, Any]:
    """Everything that the page says, as it is written there."""
    w, x, names, canvas = words("triple_fit", lang), words("take_along", lang), element_names(lang), book().canvas
    name = typed(fit.name, _LONGEST["name"]) or w["unnamed"]
    steps, numbers = (
        next_steps(fit, plan, lang, _PLANNED if plan else MOST_STEPS),
        sorted({one.round for one in fit.trend or ()})[-_ROUNDS:],
    )
    return {
        "title": labelled(x["report"], name, lang),
        "kind": x["report"],
        "name": name,
        "round": x["round_on"].format(round=fit.round, date=day(fit.on, lang)),
        "remark": fit.remark(lang),
        "metrics": _metrics(fit, lang),
        "radar": pictures.svg(radar_picture(fit, lang), width=520, background="transparent").decode(),
        "radar_alt": radar_said(fit.found, lang),
        "note": x["hollow"] if fit.hollow else "",
        "gaps_title": x["largest"],
        "no_gaps": x["no_gaps"],
        "gaps": [
            {
                "name": names[one.id],
                "gap": score(one.gap, lang, signed=True),
                "scores": x["gap_says"].format(supplier=score(one.supplier, lang), customer=score(one.customer, lang)),
                "zone": bracketed(zone, lang),
            }
            for one in fit.largest
            if one.zone and (zone := canvas.zone(one.zone).name[lang])
        ],
        "trend_title": x["trend"] if fit.trend else "",
        "trend_head": [x["trend_sides"], *level_names(lang).values()],
        "no_trend": x["one_round"],
        "trend": _trend(fit, lang, numbers) if len(numbers) > 1 else [],
        "zones_title": x["zones"],
        "zones": [
            {"name": canvas.zone(zone).name[lang], "elements": listed([names[one] for one in members], lang)}
            for zone, members in in_zones(fit).items()
        ],
        "steps_title": x["next_steps"],
        "steps_head": [x[name] for name in ("element", "what", "owner", "due")],
        "steps": [_step(one, lang) for one in steps],
        "no_steps": x["no_steps"],
        "vision": x["vision"].format(vision=typed(plan.vision, _LONGEST["vision"])) if plan and plan.vision else "",
        "steps_note": _planned_said(plan, len(steps), lang) if plan and plan.numbered else x["to_fill_in"],
        "footer": f"{x['convention']}{'' if lang == 'zh' else ' '}{x['workbook_name']}",
    }


def _planned_said(plan: Planned, shown: int, lang: Lang) -> str:
    """How many more there are, whether the plan is fair, and when it is reviewed, as far as that is told."""
    x, more = words("take_along", lang), len(plan.numbered) - shown
    said = [x["more_steps"].format(count=more)] if more > 0 else []
    if plan.currency:
        for one in plan.balances:
            gains = {side: amount(one.surplus[side], one.unit, plan.currency, lang, signed=True) for side in SIDES}
            said.append(x["verdict_with"].format(verdict=verdict(one, lang), **gains))
    if plan.review:
        said.append(x["next_review"].format(date=day(plan.review, lang)) + ("。" if lang == "zh" else "."))
    return sentences(said, lang)


def _step(one: Step, lang: Lang) -> list[str]:
    owner = typed(one.owner, _LONGEST["owner"])
    due = day(one.due, lang) if one.due else ""
    return [element_names(lang)[one.element], typed(one.what, _LONGEST["what"]), owner or "＿" * 6, due or "＿" * 4]


def _metrics(fit: Fit, lang: Lang) -> list[dict[str, Any]]:
    """The overall fit and the levels, told from the side that the fit is told from, the other side below."""
    w = words("triple_fit", lang)
    first = fit.view
    other: Side = "supplier" if first == "customer" else "customer"
    means = [(w["overall"], fit.found.overall, len(ELEMENTS))]
    means += [(level_names(lang)[level], fit.found.levels[level], len(ELEMENTS) // len(LEVELS)) for level in LEVELS]

    def said(mean: Mean, beside: Mean, everything: int) -> str:
        rated = w["rated_of"].format(rated=mean.rated, all=everything)
        told = w["other_side"].format(side=w[other], score=score(beside.value, lang)) if beside.rated else ""
        return ("，" if lang == "zh" else "; ").join(part for part in (rated, told) if part)

    return [
        {
            "first": index == 0,
            "label": w["view_of"].format(what=label, side=w[first]),
            "value": "–" if of[first].value is None else w["of_five"].format(score=score(of[first].value, lang)),
            "said": said(of[first], of[other], everything),
        }
        for index, (label, of, everything) in enumerate(means)
    ]


def _trend(fit: Fit, lang: Lang, numbers: list[int]) -> list[list[str]]:
    """A row a round: both sides' means of each level. Levels are always three, so that the table keeps its width however many rounds."""
    w, means = words("triple_fit", lang), {(one.round, one.side, one.level): one.mean for one in fit.trend or ()}
    return [
        [
            w["round_now"].format(round=number),
            *(" / ".join(score(means.get((number, side, level)), lang) for side in SIDES) for level in LEVELS),
        ]
        for number in numbers
    ]
