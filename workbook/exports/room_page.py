"""One page of what a room found, to print or to hand over."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from workbook.exercises import telling
from workbook.exports import pictures
from workbook.exports.given import Answered, Workshop, words
from workbook.exports.paper import Paper, printed, typed
from workbook.text import Lang, bracketed, day, labelled

_PAGE: Final = Path(__file__).with_suffix(".typ")
_PICTURED: Final = 8
"""So many exercises have room for pictures, and each for some of the texts that people wrote."""
_TEXTS: Final = {True: 10, False: 1}
_HIGH: Final = 220
_LONGEST: Final = {"name": 80, "text": 120, "by": 40}


def one_page(of: Workshop, lang: Lang, *, paper: Paper = "a4") -> bytes:
    """The exercises in their order: what the room said in sentences, the picture, and the first of the texts that were shown."""
    w, join = words("room", lang), words("join", lang)
    name = typed(of.name, _LONGEST["name"]) or join["unnamed"]
    data = {
        "title": labelled(w["report_title"], name, lang),
        "kind": w["report_title"],
        "name": name,
        "when": day(of.on, lang),
        "lead": w["report_people"].format(people=of.people),
        "exercises": _exercises(of, lang),
        "nothing": w["report_nothing"],
        "footer": words("take_along", lang)["workbook_name"],
    }
    return printed(_PAGE, data, lang, paper, of.on)


def _exercises(of: Workshop, lang: Lang) -> list[dict[str, Any]]:
    """Two beside each other; a last one that is left over goes across."""
    many = len(of.exercises)
    return [
        _exercise(one, of.floor, many <= _PICTURED, lang) | {"wide": place == many and bool(many % 2)}
        for place, one in enumerate(of.exercises, 1)
    ]


def _exercise(one: Answered, floor: int, roomy: bool, lang: Lang) -> dict[str, Any]:
    stage, found = one.stage, one.found
    if found is None:
        said = [telling.too_few(floor, lang)]
        return {"name": _name(one, lang), "said": said, "pictures": [], "texts": [], "more": ""}
    texts = [
        labelled(telling.told("element", group.element, stage, lang), typed(text, _LONGEST["text"]), lang)
        + (bracketed(typed(name, _LONGEST["by"]), lang) if name else "")
        for group in found.groups
        for text, name in group.texts
    ]
    left = len(texts) - _TEXTS[roomy]
    return {
        "name": _name(one, lang),
        "said": [typed(telling.sentence(said, stage, lang), 300) for said in found.said],
        "pictures": [
            {"svg": pictures.svg(picture, width=380, height=_HIGH, background="transparent").decode(), "said": picture.said}
            for picture in one.pictures
            if roomy
        ],
        "texts": texts[: _TEXTS[roomy]],
        "more": words("take_along", lang)["more_texts"].format(count=left) if left > 0 else "",
    }


def _name(one: Answered, lang: Lang) -> str:
    return f"{one.stage.number + 1} {telling.name_of(one.stage, lang)}"
