"""Writes the harvest as an Excel file; typed text is always stored as text, never as formula, link or number."""

import datetime as dt
import io
import re
import tempfile
import traceback
from collections.abc import Generator

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from facilitation.documents.exports import tables
from facilitation.documents.exports.tables import Cell, ExportTable, Typed
from facilitation.documents.exports.words import Words
from facilitation.documents.report.script import runs_right_to_left
from facilitation.queries.harvest import EventHarvest
from facilitation.text import without_soft_hyphens

CELL_LIMIT = 32_767
"""UTF-16 code units that a cell can hold (Excel's specifications and limits)."""
CUT = " […]"
LARGE = 1000
"""Contributions from which on rows are written one by one, each with its texts in it.

Smaller files keep their texts in one table, written at the end, which some viewers on phones and tablets need. For many
contributions that last step would take too long at once.
"""
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("\r\n?")


class _Formats:
    """The formats of the file's cells."""

    def __init__(self, workbook: Workbook, words: Words) -> None:
        common = {"valign": "top", "text_wrap": True}
        self.heading: Format = workbook.add_format({**common, "bold": True, "bg_color": "#EFEBE4", "bottom": 1})
        self.text: Format = workbook.add_format(common)
        self.right_to_left: Format = workbook.add_format({**common, "reading_order": 2})
        self.number: Format = workbook.add_format({"valign": "top"})
        self.mean: Format = workbook.add_format({"valign": "top", "num_format": "0.0"})
        self.moment: Format = workbook.add_format({"valign": "top", "align": "left", "num_format": words.cell_date})


def build(harvest: EventHarvest, words: Words) -> Generator[None, None, bytes]:
    """Build the file: a sheet for each table, with a filter and a fixed heading row. Raises OSError on a full disk.

    The library writes all texts to files of its own, and leaves them where it fails; so they have a folder of their
    own.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return (yield from _built(harvest, words, folder))


def _built(harvest: EventHarvest, words: Words, folder: str) -> Generator[None, None, bytes]:
    packed = io.BytesIO()
    options = {
        "tmpdir": folder,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": harvest.contributions >= LARGE,
    }
    workbook = Workbook(packed, options)
    title = {"title": readable(harvest.title)[:255], "author": readable(harvest.organiser)[:255]}
    workbook.set_properties({**title, "created": harvest.made_at.replace(tzinfo=None)})
    formats = _Formats(workbook, words)
    try:
        for table in tables.every(harvest, words):
            yield from _sheet(workbook.add_worksheet(table.name), table, formats)
        yield
        workbook.close()
    except FileCreateError as error:
        (fault,) = error.args
        traceback.clear_frames(fault.__traceback__)  # the library's half of a file is closed before ours
        raise OSError(fault.errno, fault.strerror) from None
    finally:
        for sheet in workbook.worksheets():
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()
    return packed.getvalue()


def readable(text: str) -> str:
    """The text as a cell can hold it: cut at CELL_LIMIT, with CUT at its end, and U+FFFD for what XML cannot hold.

    It has no soft hyphens, each of which Excel draws.
    """
    text = _NOT_XML.sub("\ufffd", _BREAK.sub("\n", without_soft_hyphens(text)))
    if len(text) * 2 <= CELL_LIMIT or len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT:
        return text
    kept = text.encode("utf-16-le")[: (CELL_LIMIT - len(CUT)) * 2]
    return kept.decode("utf-16-le", errors="ignore") + CUT


def _sheet(sheet: Worksheet, table: ExportTable, formats: _Formats) -> Generator[None, None, None]:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.heading, formats.heading)
    line = 0
    for line, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            _write(sheet, line, place, cell, formats)
        yield
    sheet.autofilter(0, 0, line, len(table.columns) - 1)


def _write(sheet: Worksheet, line: int, place: int, cell: Cell, formats: _Formats) -> None:
    if isinstance(cell, Typed):
        text = readable(cell.text)
        turned = runs_right_to_left(text, cell.language)
        sheet.write_string(line, place, text, formats.right_to_left if turned else formats.text)
    elif isinstance(cell, str):
        sheet.write_string(line, place, readable(cell), formats.text)
    elif isinstance(cell, dt.datetime):
        sheet.write_datetime(line, place, cell, formats.moment)
    elif isinstance(cell, float):
        sheet.write_number(line, place, cell, formats.mean)
    elif cell is not None:
        sheet.write_number(line, place, cell, formats.number)
