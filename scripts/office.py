"""`make office`: LibreOffice opens the spreadsheet and the slides and works the deal and the plan out anew; what files cost is measured.

Needs LibreOffice Calc and Impress (Debian: libreoffice-calc libreoffice-impress). Fails with a sentence where something is wrong.
"""

from __future__ import annotations

import csv
import gc
import io
import random
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil

from workbook.canvas import score
from workbook.content import book
from workbook.content.canvas import SIDES
from workbook.exports.given import Calculation, Fit, Planned, words
from workbook.text import LANGS, Lang
from workbook.ui.plan import example, in_order
from workbook.value import Deal

DEALS: Final = 12
HALF_A_CENT: Final = Decimal("0.00501")
EXPORTS: Final = 200
SETTLED: Final = 100
MOST_SECONDS: Final = {"one page": 2.0, "slides": 3.0}
MOST_GROWTH: Final = 25.0
"""Megabytes that a process may hold more after `EXPORTS` of each than after `SETTLED`."""
_AS_CSV: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"
_ALWAYS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def main() -> None:
    """Check everything, and say what was found."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        sys.exit("LibreOffice was not found. Debian and Ubuntu: sudo apt-get install libreoffice-calc libreoffice-impress")
    with TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
        convert = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to"]
        _recomputes(Path(folder), convert)
        _balances(Path(folder), convert)
        _opens(Path(folder), convert)
    _costs()


def _deal(deal: Deal) -> Calculation:
    return Calculation("", datetime.now(UTC), "EUR", deal, deal.cost)


def _fit(lang: Lang) -> Fit:
    canvas = book().canvas
    return Fit(canvas.example.name[lang], datetime.now(UTC), score(canvas.example.ratings, canvas.zones.thresholds), example=True)


def _plan(lang: Lang) -> Planned:
    fit = _fit(lang)
    of, actions = example(lang, fit.on.date())
    return Planned(fit.name, fit.on, in_order(actions), of.vision, "EUR", fit.found, of.next_review(fit.on), fit.example)


def _bare(file: Path, made: bytes) -> None:
    """Write a spreadsheet without the results of its formulas."""
    with zipfile.ZipFile(io.BytesIO(made)) as full, zipfile.ZipFile(file, "w") as bare:
        for name in full.namelist():
            bare.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f><v>0</v>", full.read(name)))


def _recomputes(folder: Path, convert: list[str]) -> None:
    """Deals whose results were taken out of the file come back to the cent."""
    from workbook.exports.sheets import workbook_of

    draw, deals = random.Random(48), []  # noqa: S311 - figures to try, not secrets
    for number in range(DEALS):
        terms = {name: Decimal(draw.randrange(1_000_000_000_000)) / 100 for name in ("product", "seller", "cost")}
        deal = Deal(**terms, perception=Decimal(draw.randrange(1501)) / 1000)
        deals.append(deal)
        _bare(folder / f"{number}.xlsx", workbook_of("en", deal=_deal(deal)))
    command = [*convert, _AS_CSV, "--outdir", str(folder)]
    subprocess.run([*command, *(str(folder / f"{number}.xlsx") for number in range(DEALS))], check=True, capture_output=True)
    for number, deal in enumerate(deals):
        rows = {row[0]: row[1] for row in csv.reader((folder / f"{number}.csv").read_text("utf-8").splitlines()) if len(row) > 1}
        for label, wanted in (("Actual value", deal.actual_value), ("Customer value", deal.customer_value), ("Surplus", deal.surplus)):
            if abs(Decimal(rows[label].replace(",", "")) - wanted) > HALF_A_CENT:
                sys.exit(f"LibreOffice makes {rows[label]} of {label}, not {wanted}: {deal!r}")
        if rows["Verdict"] != ("closes" if deal.closes else "does not close"):
            sys.exit(f"LibreOffice's verdict is {rows['Verdict']!r}: {deal!r}")
    print(f"LibreOffice works out {DEALS} deals to the cent.")


def _balances(folder: Path, convert: list[str]) -> None:
    """The balance of a plan, whose sums were taken out of the file too, comes back in both languages."""
    from workbook.exports.sheets import workbook_of

    for lang in LANGS:
        of, w = _plan(lang), words("plan", lang)
        _bare(folder / f"plan-{lang}.xlsx", workbook_of(lang, plan=of))
        command = [*convert, f"{_AS_CSV},false,false,false,2", "--outdir", str(folder), str(folder / f"plan-{lang}.xlsx")]
        subprocess.run(command, check=True, capture_output=True)
        (made,) = folder.glob(f"plan-{lang}*.csv")
        rows = [row for row in csv.reader(made.read_text("utf-8").splitlines()) if row[0] in (w["supplier"], w["customer"])]
        found = [[Decimal(cell.replace(",", "")) for cell in row[1:4]] for row in rows]
        wanted = [[one.effort[side], one.benefit[side], one.surplus[side]] for one in of.balances for side in SIDES]
        if found != wanted:
            sys.exit(f"LibreOffice makes {found} of the balance in {lang}, not {wanted}.")
    print("LibreOffice works out the balance of a plan in both languages.")


def _opens(folder: Path, convert: list[str]) -> None:
    """Both files in both languages become pages."""
    from workbook.exports.sheets import workbook_of
    from workbook.exports.slides import slides

    for lang in LANGS:
        deal = _deal(Deal(product=3500, seller=1500, perception="0.6", cost=3200))
        for suffix, make in (("pptx", slides), ("xlsx", workbook_of)):
            file = folder / f"{lang}-{suffix}.{suffix}"
            file.write_bytes(make(lang, fit=_fit(lang), plan=_plan(lang), deal=deal))
            subprocess.run([*convert, "pdf", "--outdir", str(folder), str(file)], check=True, capture_output=True)
            if not file.with_suffix(".pdf").exists():
                sys.exit(f"LibreOffice does not open the {suffix} in {lang}.")
    print("LibreOffice opens the spreadsheet and the slides in both languages.")


def _costs() -> None:
    """The time of one file, and whether a process that makes many keeps its size."""
    from workbook.exports.one_page import one_page, radar_picture
    from workbook.exports.pictures import png
    from workbook.exports.sheets import workbook_of
    from workbook.exports.slides import slides

    fits, plans = {lang: _fit(lang) for lang in LANGS}, {lang: _plan(lang) for lang in LANGS}
    deal = _deal(Deal(product=3500, seller=1500, perception="0.6", cost=3200))
    kinds: dict[str, Callable[[Lang], object]] = {
        "one page": lambda lang: one_page(fits[lang], lang, plan=plans[lang]),
        "slides": lambda lang: slides(lang, fit=fits[lang], plan=plans[lang], deal=deal),
        "spreadsheet": lambda lang: workbook_of(lang, fit=fits[lang], plan=plans[lang], deal=deal),
        "picture": lambda lang: png(radar_picture(fits[lang], lang)),
    }
    process, slow = psutil.Process(), []
    for name, make in kinds.items():
        took, held = [], 0.0
        for number in range(EXPORTS):
            # another name each time, so that no cache helps
            fits = {lang: fit._replace(name=f"{book().canvas.example.name[lang]} {number}") for lang, fit in fits.items()}
            begun = time.perf_counter()
            make(LANGS[number % len(LANGS)])
            took.append(time.perf_counter() - begun)
            if number == SETTLED:
                gc.collect()  # as the server does after every run
                held = process.memory_info().rss / 1e6
        gc.collect()
        grown, middle = process.memory_info().rss / 1e6 - held, sorted(took)[EXPORTS // 2]
        print(f"{name}: first {took[0]:.2f} s, median {middle:.2f} s, slowest {max(took[1:]):.2f} s; {grown:+.1f} MB over the second half")
        if middle > MOST_SECONDS.get(name, 3.0) or grown > MOST_GROWTH:
            slow.append(name)
    if slow:
        sys.exit(f"Too slow, or growing: {', '.join(slow)}.")


if __name__ == "__main__":
    main()
