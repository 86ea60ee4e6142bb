"""What the docstrings and the README show is what Python answers."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "workbook").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_a_docstring_shows_what_its_module_answers(name):
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted
    assert not found.failed


def test_the_readme_shows_what_a_notebook_answers():
    _, _, rest = (ROOT / "README.md").read_text(encoding="utf-8").partition("```python\n")
    held, compared = {}, 0
    for line in rest.partition("```")[0].splitlines():
        code, _, said = line.partition("  # ")
        if said:
            assert said.startswith(repr(eval(code, held)))  # noqa: S307 - our own README
            compared += 1
        else:
            exec(code, held)  # noqa: S102
    assert compared == 3
