"""Reading Excel files that somebody uploaded: texts as typed in any program, and nothing else of them."""

import io
import zipfile
from collections.abc import Callable

import pytest
from xlsxwriter import Workbook

from facilitation.storage import sheet_upload
from facilitation.storage.sheet_upload import sheets
from tests.conftest import refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(cells: dict[tuple[int, int], str], pages: int = 1) -> bytes:
    """An Excel file with these texts, by row and column counted from 0, on the last of its pages."""
    packed = io.BytesIO()
    book = Workbook(packed, {"in_memory": True, "strings_to_formulas": False})
    page = [book.add_worksheet() for _ in range(pages)][-1]
    for (row, column), text in cells.items():
        page.write_string(row, column, text)
    book.close()
    return packed.getvalue()


def with_page(xml: str, strings: str | None = None) -> bytes:
    """An Excel file whose first sheet is this, and its texts these."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook({(0, 0): "Text"}))) as usual, zipfile.ZipFile(packed, "w") as file:
        for name in usual.namelist():
            content = usual.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = f'<worksheet xmlns="{MAIN}"><sheetData>{xml}</sheetData></worksheet>'.encode()
            elif name == "xl/sharedStrings.xml" and strings is not None:
                content = f'<sst xmlns="{MAIN}">{strings}</sst>'.encode()
            file.writestr(name, content)
    return packed.getvalue()


def test_texts_are_read_as_typed_whatever_the_script() -> None:
    texts = {(0, 0): "de – Deutsch", (0, 2): "العربية", (2, 1): "=1+1\nzweite Zeile", (2, 2): "‌می‌روم 👩‍👩‍👧"}
    assert next(sheets(workbook(texts))) == [
        ["de – Deutsch", "", "العربية"],
        [],
        ["", "=1+1\nzweite Zeile", "‌می‌روم 👩‍👩‍👧"],
    ]


def test_cells_are_read_as_other_programs_write_them() -> None:
    strings = "<si><r><t>Ein </t></r><r><t>Satz</t></r><rPh><t>gesprochen</t></rPh></si>"
    page = (
        '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>drin</t></is></c><c><v>2024</v></c>'
        '<c t="str"><f>A1</f><v>gerechnet</v></c><c t="s"><v>99</v></c><c t="s"><v>x</v></c></row>'
    )
    assert next(sheets(with_page(page, strings))) == [["Ein Satz", "drin", "2024", "gerechnet", "", ""]]


def test_the_strict_variant_of_the_format_is_read_too() -> None:
    packed = io.BytesIO()
    usual_names = (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", MAIN.encode())
    strict_names = (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    with zipfile.ZipFile(io.BytesIO(workbook({(0, 1): "Räume"}))) as usual, zipfile.ZipFile(packed, "w") as file:
        for name in usual.namelist():
            content = usual.read(name)
            for one, other in zip(usual_names, strict_names, strict=True):
                content = content.replace(one, other)
            file.writestr(name, content)
    assert next(sheets(packed.getvalue())) == [["", "Räume"]]


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a text": ("sheet_unreadable", lambda: b"Titel;Title"),
    "nothing": ("sheet_unreadable", lambda: b""),
    "a photo": ("sheet_unreadable", lambda: b"\xff\xd8\xff"),
    "half a file": ("sheet_unreadable", lambda: workbook({(0, 0): "Text"})[:2000]),
    "an old .xls": ("sheet_unreadable", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook"),
    "entities": ("sheet_unreadable", lambda: with_page("<!DOCTYPE x><row/>")),
    "a row far below": ("sheet_too_large", lambda: with_page('<row r="9999999"><c><v>1</v></c></row>')),
    "one text in each of many cells": (
        "sheet_too_large",
        lambda: with_page('<row><c t="s"><v>0</v></c></row>' * 500, f"<si><t>{'x' * 10_000}</t></si>"),
    ),
    "a large file": ("sheet_too_large", lambda: bytes(sheet_upload.LARGEST + 1)),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused(what: str) -> None:
    code, file = REFUSED[what]
    with refused(code):
        next(sheets(file()))
