"""Makes the fonts that exported files carry: `python -m scripts.fonts NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc DejaVuSansMono.ttf`.

Both are cut from Noto Sans CJK SC (Debian: fonts-noto-cjk; OFL 1.1, no reserved font name): the characters of GB 2312, Latin, Greek and
Cyrillic in both weights; the common traditional characters of Big5, those of given names and the Korean syllables of KS X 1001 in the
regular one. Takes some minutes. DejaVu Sans Mono, which Typst brings, has more letters of Europe and its neighbours: what either can draw
is written down.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

TO: Final = Path(__file__).parent.parent / "workbook/exports/fonts"
FACE: Final = "Noto Sans CJK SC"
IN_NAMES: Final = (
    "玥喆堃祎珺晞翀旻昇晟暘烨煊琋珈珉琤瑀璟璠甯皓睿禛祺穎筠芃芮苡茗菡蔺袆诩谌赟邴郗鄢酆镕阚阡霂韫頔飏馨骁骞骠麒龑妘妤婕嫄嬿孖"
    "岚峤崟嵘弋彧怡恺悦昕昶朏栩桢棽楒櫆沄沅沣泓泠洺涵淏淼湉溱滢漪潆澍濛灏炅炜烜焜熠燚犇珩琎琬琰瑄瑗瑾璇璐璨畅矞砉秾竑翊翎翚翛"
    "羿芷茜莳菀葳蓁蔚薇蘅虓衎裎诏诠诣謇贇轩轶辰迤遥邈鄞钊钰钺铄铉铭锟锴镠镡闵陟隽雱霁霈霓霖霏靓靖韬颀颖飒馥骅骐骥鸢鸾鹂鹄麾黛"
    "龢"
)
LETTERS: Final = (
    (0x20, 0x7F), (0xA0, 0x180), (0x370, 0x400), (0x400, 0x460), (0x1E00, 0x1F00), (0x2000, 0x2070), (0x20A0, 0x20C0),
    (0x2100, 0x2300), (0x25A0, 0x2600), (0x3000, 0x3030), (0xFF01, 0xFF65), (0xFFE0, 0xFFE7),
)  # fmt: skip


def main(sources: Sequence[Path], besides: Path) -> None:
    """Cut each source, its weight is read from its name; then write down the characters that they or the font `besides` them can draw."""
    gb = _encoded("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    korean = _encoded("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xFF))
    wide = gb | _encoded("big5", range(0xA4, 0xC7), range(0x40, 0xFF)) | set(map(ord, IN_NAMES)) | korean
    letters = {code for first, end in LETTERS for code in range(first, end)}
    for source in sources:
        weight = source.stem.rpartition("-")[2]
        to = TO / f"NotoSansCJKsc-{weight}.otf"
        _cut(source, to, letters | (wide if weight == "Regular" else gb))
        print(f"{to.name}: {to.stat().st_size / 1e6:.1f} MB")
    ours, more = ({chr(code) for code in TTFont(path).getBestCmap()} for path in (TO / "NotoSansCJKsc-Regular.otf", besides))
    seen = {one for one in more if unicodedata.category(one)[0] not in "CZ"}
    (TO / "characters.txt").write_text("".join(sorted(ours | seen)), encoding="utf-8", newline="")


def _encoded(encoding: str, first: range, second: range) -> set[int]:
    """The characters that two bytes stand for in an encoding."""
    found = (bytes([a, b]).decode(encoding, "ignore") for a in first for b in second)
    return {ord(one) for one in found if len(one) == 1}


def _cut(source: Path, to: Path, codes: set[int]) -> None:
    face = next(font for font in TTCollection(source).fonts if font["name"].getDebugName(1).startswith(FACE))
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    for table in ("VORG", "vhea", "vmtx", "BASE"):
        if table in face:
            del face[table]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(face)
    face.save(to)


if __name__ == "__main__":
    *noto, dejavu = map(Path, sys.argv[1:])
    main(noto, dejavu)
