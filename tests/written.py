"""Reads back what was written into PDF and XLSX files, with nothing but the standard library."""

import re
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Pdf:
    """A PDF by Typst: its pages, and its text in the order in which it is drawn."""

    def __init__(self, file):
        self.file = file
        self.pages = len(re.findall(rb"/Type/Page\b(?!s)", file))

    @property
    def text(self):
        fonts = self._fonts()
        return "".join(_read(content, fonts) for content in self._streams()).replace("\u200b", "")

    @property
    def lines(self):
        """What stands beside each other: a list of (x in points, text) for each height at which a text stands, from the left."""
        fonts, found = self._fonts(), {}
        for content in self._streams():
            for x, y, drawn in re.findall(rb"([\d.]+) ([\d.]+) cm[^\n]*\n(BT.*?)\nET", content, re.DOTALL):
                found.setdefault(float(y), []).append((float(x), _read(drawn, fonts)))
        return [sorted(runs) for runs in found.values()]

    def _fonts(self):
        return {name: self._codes(number) for block in re.findall(rb"/Font<<(.*?)>>", self.file) for name, number in _pairs(block)}

    def _codes(self, number):
        """What each glyph of a font stands for."""
        (to,) = re.findall(rb"\b%s 0 obj\s.*?/ToUnicode (\d+) 0 R" % number, self.file, re.DOTALL)[:1]
        mapping = self._stream(to)
        return {
            int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in re.findall(rb"<(\w{4})> <(\w+)>", mapping)
        }

    def _stream(self, number):
        begin = re.search(rb"(?<!\d)%s 0 obj\s.*?stream\r?\n" % number, self.file, re.DOTALL).end()
        return zlib.decompress(self.file[begin : self.file.index(b"endstream", begin)])

    def _streams(self):
        for found in re.finditer(rb"stream\r?\n", self.file):
            if self.file[found.start() - 3 : found.start()] != b"end":
                raw = self.file[found.end() : self.file.index(b"endstream", found.end())]
                content = zlib.decompressobj().decompress(raw) if raw[:1] == b"x" else b""
                if b" Tf" in content:
                    yield content


def _pairs(block):
    return re.findall(rb"/(f\d+) (\d+) 0 R", block)


def _read(content, fonts):
    code, found = {}, []
    for font, glyphs in _shown(content):
        code = fonts[font] if font else code
        found += [code.get(int.from_bytes(glyphs[at : at + 2]), "") for at in range(0, len(glyphs), 2)]
    return "".join(found)


def _shown(content):
    """The fonts that are set and the strings that are shown, in their order; parentheses that balance are not escaped."""
    begins, at = re.compile(rb"/(f\d+) [\d.]+ Tf|(?<=[\[\dm])(?:\(|<([0-9A-Fa-f]+)>)"), 0
    while found := begins.search(content, at):
        text, depth, at = bytearray(), 1, found.end()
        if found[1]:
            yield found[1], b""
            continue
        if found[2]:
            yield None, bytes.fromhex(found[2].decode())
            continue
        while depth:
            sign, at = content[at : at + 1], at + 1
            if sign == b"\\":
                octal = re.match(rb"[0-7]{1,3}|.", content[at : at + 3], re.DOTALL)[0]
                text += bytes([int(octal, 8)]) if octal.isdigit() else _ESCAPES.get(octal, octal)
                at += len(octal)
                continue
            depth += (sign == b"(") - (sign == b")")
            text += sign if depth else b""
        yield None, bytes(text)


NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Xlsx:
    """A workbook: its cells as written, its formulas, and what these come to when they are worked out anew."""

    def __init__(self, file):
        self.zip = zipfile.ZipFile(BytesIO(file))
        strings = ElementTree.fromstring(self.zip.read("xl/sharedStrings.xml"))
        texts = ["".join(text.itertext()) for text in strings.iter(f"{NAMESPACE}si")]
        book = ElementTree.fromstring(self.zip.read("xl/workbook.xml"))
        self.names = {one.get("name"): one.text.replace("$", "") for one in book.iter(f"{NAMESPACE}definedName")}
        self.sheets, self.formulas, self.cells = [one.get("name") for one in book.iter(f"{NAMESPACE}sheet")], {}, {}
        for number, sheet in enumerate(self.sheets, 1):
            for cell in ElementTree.fromstring(self.zip.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{NAMESPACE}c"):
                place, value = f"{sheet}!{cell.get('r')}", cell.findtext(f"{NAMESPACE}v")
                if (formula := cell.findtext(f"{NAMESPACE}f")) is not None:
                    self.formulas[place] = formula
                if value is not None:
                    self.cells[place] = texts[int(value)] if cell.get("t") == "s" else value if cell.get("t") == "str" else float(value)

    def sheet(self, name):
        """A sheet as it is written."""
        return self.zip.read(f"xl/worksheets/sheet{self.sheets.index(name) + 1}.xml").decode()

    def place(self, name):
        """Where a name points."""
        sheet, _, cell = self.names[name].partition("!")
        return f"{sheet.strip(chr(39))}!{cell}"

    def works_out(self, place, changed=None):
        """The value of a cell, by its formula where it has one; `changed` are other figures for names."""
        for name, value in (changed or {}).items():
            if place == self.place(name):
                return value
        if place not in self.formulas:
            return self.cells[place]
        known = {"IF": lambda test, yes, no: yes() if test else no(), "OR": lambda *of: any(of), "MAX": max, "MIN": min, "ROUND": round}
        formula = _with_choices(re.sub(r"(?<![<>])=", "==", self.formulas[place]))
        names = {name: self.works_out(self.place(name), changed) for name in self.names if re.search(rf"\b{name}\b", formula)}
        return eval(formula, {"__builtins__": {}} | known | names)  # noqa: S307 - formulas of our own


def _with_choices(formula):
    """`IF(a,b,c)` with both choices put off: a spreadsheet works out only the one it takes."""
    if not formula.startswith("IF("):
        return formula
    parts, depth, quoted = [""], 0, False
    for sign in formula[3:-1]:
        quoted ^= sign == '"'
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += sign
    test, yes, no = parts
    return f"IF({test}, lambda: {yes}, lambda: {no})"
