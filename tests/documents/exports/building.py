"""An export built to its end, and opened again as a reader finds it."""

import csv
import io
import posixpath
import zipfile
from collections.abc import Generator
from typing import NamedTuple, TypeVar

from lxml import etree

T = TypeVar("T")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def finished(steps: Generator[None, None, T]) -> T:
    """What the steps return."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


class Cell(NamedTuple):
    """A cell: its type (s: text, n: number), what it holds, the number of its format, its number format."""

    type: str
    value: str
    form: str
    reading_order: str | None


class Sheet(NamedTuple):
    """A sheet: its rows, and what Excel is told of it as a whole."""

    rows: list[list[Cell | None]]
    tree: etree._Element

    def values(self) -> list[list[str | None]]:
        """What its cells hold."""
        return [[cell and cell.value for cell in row] for row in self.rows]

    def column(self, heading: str) -> list[Cell | None]:
        """The cells below a heading."""
        place = [cell and cell.value for cell in self.rows[0]].index(heading)
        return [row[place] if place < len(row) else None for row in self.rows[1:]]


def sheets(xlsx: bytes) -> dict[str, Sheet]:
    """Every sheet by its name."""
    archive = zipfile.ZipFile(io.BytesIO(xlsx))
    assert archive.testzip() is None
    book = etree.fromstring(archive.read("xl/workbook.xml"))
    related = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target") for one in related}
    styles = _styles(etree.fromstring(archive.read("xl/styles.xml")))
    shared = _shared(archive)
    found = {}
    for sheet in book.iter(f"{MAIN}sheet"):
        tree = etree.fromstring(archive.read(posixpath.join("xl", str(targets[sheet.get(RELATION)]))))
        found[str(sheet.get("name"))] = Sheet([_row(row, styles, shared) for row in tree.iter(f"{MAIN}row")], tree)
    return found


def _styles(tree: etree._Element) -> list[tuple[str, str | None]]:
    """Each format's number format and reading order."""
    codes = {one.get("numFmtId"): one.get("formatCode") for one in tree.iter(f"{MAIN}numFmt")}
    (formats,) = tree.iter(f"{MAIN}cellXfs")
    found = []
    for one in formats:
        alignment = one.find(f"{MAIN}alignment")
        order = None if alignment is None else alignment.get("readingOrder")
        found.append((str(codes.get(one.get("numFmtId"), one.get("numFmtId"))), order))
    return found


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_text(one) for one in etree.fromstring(archive.read("xl/sharedStrings.xml"))]


def _text(holder: etree._Element) -> str:
    return "".join(text.text or "" for text in holder.iter(f"{MAIN}t"))


def _row(row: etree._Element, styles: list[tuple[str, str | None]], shared: list[str]) -> list[Cell | None]:
    cells: list[Cell | None] = []
    for cell in row:
        place = _place(str(cell.get("r")))
        cells += [None] * (place - len(cells))
        assert cell.find(f"{MAIN}f") is None
        form, order = styles[int(cell.get("s") or 0)]
        if cell.get("t") == "inlineStr":
            cells.append(Cell("s", _text(cell), form, order))
        elif cell.get("t") == "s":
            cells.append(Cell("s", shared[int(cell.findtext(f"{MAIN}v") or "")], form, order))
        else:
            assert cell.get("t") in (None, "n")
            cells.append(Cell("n", str(cell.findtext(f"{MAIN}v")), form, order))
    return cells


def _place(address: str) -> int:
    """B7 → 1."""
    place = 0
    for letter in address.rstrip("0123456789"):
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def lines(file: bytes) -> list[list[str]]:
    """The rows of a CSV file as a German Excel reads them."""
    assert file.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
