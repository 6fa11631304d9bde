"""The translators' sheet as an Excel file: a line a text, a column a language."""

import io
import re
import tempfile
from collections.abc import Generator, Iterable, Sequence

from xlsxwriter import Workbook

from facilitation.documents.exports.workbook import readable
from facilitation.documents.report.script import runs_right_to_left
from facilitation.documents.sheet import Sheet, Written, words
from facilitation.errors import CafeError
from facilitation.storage import sheet_upload

WIDTHS = (26, 46)
"""Letters that fit into the column that says where a text stands, and into each with texts."""
TEXT = 49
"""Excel's number of the format for texts, "@" (ECMA-376 part 1, 18.8.30)."""
HEADED_BY = 10
"""Rows of a sheet among which the one with the languages is looked for."""
_HEADING = re.compile(
    r"\s*(?:([a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)(?![\w-])"
    r"|([A-Z]{2,3})\s*$"
    r"|([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*[–—:(])"
)
"""A language's code, also with a capital where a program made it one; "Wo" heads no language."""


def build(sheet: Sheet) -> Generator[None, None, bytes]:
    """Build the file; each text is a text, whatever it begins with. Raises OSError on a full disk."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        packed = io.BytesIO()
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        workbook = Workbook(packed, {"tmpdir": folder, **plain})
        workbook.set_properties({"title": readable(sheet.title)[:255], "comments": sheet.say(words.HOW)})
        common = {"valign": "top", "text_wrap": True, "num_format": TEXT}  # what is typed is a text, not a day
        heading = {**common, "bold": True, "bg_color": "#EFEBE4", "bottom": 1}
        fixed = workbook.add_format({**common, "bg_color": "#F7F5F1"})
        cells = {turned: workbook.add_format({**common, "reading_order": 2 if turned else 1}) for turned in (0, 1)}
        heads = {turned: workbook.add_format({**heading, "reading_order": 2 if turned else 1}) for turned in (0, 1)}
        page = workbook.add_worksheet(sheet.say(words.TEXTS))
        page.freeze_panes(1, 2)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.set_column(0, 0, WIDTHS[0])
        page.set_column(1, len(sheet.languages), WIDTHS[1])
        page.write_string(0, 0, sheet.say(words.PLACE), heads[0])
        for column, (code, name) in enumerate(sheet.languages, start=1):
            page.write_string(0, column, f"{code} – {name}", heads[runs_right_to_left(name, code)])
        page.write_comment(0, 0, sheet.say(words.HOW))
        for line, text in enumerate(sheet.texts, start=1):
            page.write_string(line, 0, text.place, fixed)
            page.write_string(line, 1, readable(text.original), fixed)
            for column, (code, name) in enumerate(sheet.languages[1:], start=2):
                said, cell = text.said.get(code, ""), cells[runs_right_to_left(name, code)]
                if said:
                    page.write_string(line, column, readable(said), cell)
                else:
                    page.write_blank(line, column, None, cell)
            yield
        workbook.close()
    return packed.getvalue()


def read(content: bytes, own: str = "") -> list[Written]:
    """Return the translations of a file as `build` made it, in whatever program they were typed.

    `own` is the event's language, whose texts are the originals; where no column has it, the first one is. Columns may
    have been moved and removed, and programs put a sheet of their own before, and a table's name above it.
    Raises CafeError `sheet_unreadable`, also where no columns are headed by languages' codes, and `sheet_too_large`.
    """
    rows, head, headings = _found(sheet_upload.sheets(content), own)
    original = next((column for column, code in headings.items() if code == own), min(headings))
    others = [column for column in headings if column != original]
    return [
        Written(line, headings[column], row[original], row[column])
        for line, row in enumerate(rows[head + 1 :], start=head + 2)
        for column in others
        if column < len(row) and original < len(row) and row[original].strip() and row[column].strip()
    ]


def _found(sheets: Iterable[list[list[str]]], own: str) -> tuple[list[list[str]], int, dict[int, str]]:
    """Return the first sheet whose columns are headed by languages, in which row, and with which codes.

    One with `own` goes before others: "an Ada", "in Ruhe" begin like codes, too.
    """
    other = None
    for rows in sheets:
        for head, row in enumerate(rows[:HEADED_BY]):
            headings = _headings(row)
            if len(headings) > 1 and own in headings.values():
                return rows, head, headings
            if len(headings) > 1 and other is None:
                other = rows, head, headings
    if other is None:
        raise CafeError("sheet_unreadable")
    return other


def _headings(row: Sequence[str]) -> dict[int, str]:
    """Return the languages' codes by the columns that they head."""
    found = {column: _HEADING.match(text) for column, text in enumerate(row)}
    return {column: _code(head) for column, head in found.items() if head is not None}


def _code(head: re.Match[str]) -> str:
    language, *parts = next(filter(None, head.groups())).replace("_", "-").split("-")
    return "-".join((language.lower(), *parts))
