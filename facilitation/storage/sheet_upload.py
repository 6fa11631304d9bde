"""Reads the texts of an Excel file's sheets that somebody uploaded; formulas are not computed, and nothing is run.

Knows neither database nor request. It is unpacked and weighed as Word files are (`word_upload`).
"""

import re
from collections.abc import Iterator

from lxml import etree

from facilitation import bounds
from facilitation.errors import CafeError
from facilitation.storage.word_upload import OfficeFile

LARGEST = bounds.LARGEST_SHEET
MOST_ROWS = bounds.SHEET_ROWS
MOST_COLUMNS = bounds.SHEET_COLUMNS
MOST_LETTERS = bounds.SHEET_LETTERS
MOST_SHEETS = bounds.SHEETS_READ
_R_IDS = tuple(
    f"{{{namespace}}}id"
    for namespace in (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
)
"""How a sheet says which file is its own, in both variants of the format (ECMA-376 part 4, and its strict part 1)."""
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How the format writes a character that XML does not hold, by its number (ECMA-376 part 1, 22.9.2.19)."""
_TOO_MUCH = ("letterhead_too_large", "letterhead_too_much")


def sheets(data: bytes) -> Iterator[list[list[str]]]:
    """Yield the texts of each sheet in their order, row by row; a cell that holds none is empty.

    Raises CafeError `sheet_unreadable`, `sheet_too_large` (limit: in millions of bytes).
    """
    if len(data) > LARGEST:
        raise CafeError("sheet_too_large", limit=LARGEST // 1_000_000)
    try:
        yield from _sheets(OfficeFile(data))
    except CafeError as refusal:
        if refusal.code in _TOO_MUCH:
            raise CafeError("sheet_too_large", limit=LARGEST // 1_000_000) from refusal
        raise CafeError("sheet_unreadable") from refusal


def _sheets(file: OfficeFile) -> Iterator[list[list[str]]]:
    shared = file.related("sharedStrings")
    strings = [_text(one) for one in _named(file.xml(shared), "si")] if shared else []
    letters = 0
    for name in _names(file):
        page, letters = _rows(file.xml(name), strings, letters)
        yield page


def _rows(page: etree._Element, strings: list[str], letters: int) -> tuple[list[list[str]], int]:
    """Return a sheet's rows, and the `letters` of the sheets before it with its own."""
    found: list[list[str]] = []
    for row in _named(page, "row"):
        place = _number(row.get("r"), len(found) + 1)
        if place > MOST_ROWS:
            raise CafeError("letterhead_too_much")
        while len(found) < place:
            found.append([])
        cells = found[place - 1]
        for cell in _named(row, "c"):
            column = _column(cell.get("r"), len(cells))
            if column < MOST_COLUMNS:
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = _said(cell, strings)
                letters += len(cells[column])
        if letters > MOST_LETTERS:
            raise CafeError("letterhead_too_much")
    return found, letters


def _names(file: OfficeFile) -> list[str]:
    """Return the files of the sheets, in their order, each once. Raises CafeError `sheet_unreadable` without any."""
    related = file.relations(file.main)
    found = []
    for sheet in _named(file.document, "sheet"):
        relation = next((one for name in _R_IDS if (one := related.get(str(sheet.get(name))))), None)
        if relation is not None and relation.target in file.parts:
            found.append(relation.target)
    if not found:
        raise CafeError("sheet_unreadable")
    return list(dict.fromkeys(found))[:MOST_SHEETS]


def _named(tree: etree._Element, name: str) -> Iterator[etree._Element]:
    """Return the elements of this name, whichever variant of the format they belong to."""
    return tree.iter(f"{{*}}{name}")


def _said(cell: etree._Element, strings: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _text(cell)
    value = "".join(one.text or "" for one in cell.iterfind("{*}v"))
    if kind != "s":
        return value
    place = _number(value, len(strings))
    return strings[place] if place < len(strings) else ""


def _text(within: etree._Element) -> str:
    """Return a text with all its pieces, without what is only how it is pronounced."""
    pieces = [one for one in _named(within, "t") if not _is_pronounced(one)]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(one.text or "" for one in pieces))


def _is_pronounced(piece: etree._Element) -> bool:
    above = piece.getparent()
    return above is not None and str(above.tag).endswith("}rPh")


def _column(reference: str | None, following: int) -> int:
    """Return a cell's column, counted from 0; the next one where it says none."""
    found = _CELL.fullmatch(reference or "")
    if found is None:
        return following
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _number(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) <= 7 else otherwise
