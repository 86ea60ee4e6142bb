"""Reads YAML files into models and gathers every mistake with its file and the path inside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

import ryaml
from pydantic import BaseModel, ValidationError


class ContentError(ValueError):
    """`data/` is not as the workbook needs it. The message lists every mistake, one a line."""


_Model = TypeVar("_Model", bound=BaseModel)
_EXPECTED: Final = {
    "missing": "expected this key, found nothing",
    "extra_forbidden": "expected no such key",
    "string_type": "expected a text (in quotes)",
}


class Reader:
    """Reads YAML files into models and gathers what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[str] = []

    def file(self, name: str, model: type[_Model]) -> _Model | None:
        """One file as a model, or None and the mistakes noted."""
        try:
            raw = ryaml.loads((self.folder / name).read_text(encoding="utf-8-sig"))  # some editors put a mark in front of the text
            self.mistakes += [f"data/{name}: {where}: expected each of them once, found {twice} again" for where, twice in _repeated(raw)]
            # JSON is what strict models understand: lists for tuples, texts for keys
            return model.model_validate_json(json.dumps(raw, ensure_ascii=False))
        except FileNotFoundError:
            self.mistakes.append(f"data/{name}: expected this file, found nothing")
        except OSError as error:
            self.mistakes.append(f"data/{name}: expected a file that can be read, found this: {error.strerror}")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.mistakes.append(f"data/{name}: expected a text saved as UTF-8, found another encoding in line {line}")
        except ValidationError as error:
            found = error.errors()
            for one in found:
                # a list is also called too short when what is wrong is one of its items
                if one["type"] == "too_short" and any(
                    other is not one and other["loc"][: len(one["loc"])] == one["loc"] for other in found
                ):
                    continue
                where = ".".join(str(step) for step in one["loc"]) or "(whole file)"
                what = _EXPECTED.get(one["type"], one["msg"].removeprefix("Value error, "))
                self.mistakes.append(f"data/{name}: {where}: {what}")
        except (ValueError, TypeError) as error:  # what the parser does not take, and what JSON does not know
            self.mistakes.append(f"data/{name}: expected YAML of texts, numbers, lists and mappings: {' '.join(str(error).split())}")
        return None

    def stop_at_mistakes(self) -> None:
        """Raise if anything was wrong so far."""
        if self.mistakes:
            raise ContentError("\n".join(self.mistakes))


def _repeated(raw: object, path: str = "") -> Iterator[tuple[str, str]]:
    """What names two items of one list, an id or an address, with the path of the list."""
    if isinstance(raw, dict):
        for name, value in raw.items():
            yield from _repeated(value, f"{path}.{name}".lstrip("."))
    elif isinstance(raw, list):
        names = Counter(str(item[key]) for item in raw if isinstance(item, dict) for key in ("id", "url") if key in item)
        for name, times in names.items():
            if times > 1:
                yield path, name
        for index, value in enumerate(raw):
            yield from _repeated(value, f"{path}.{index}".lstrip("."))
