"""Writes the contributions as CSV for German Excel: UTF-8 with a byte order mark, semicolons, CRLF."""

import csv
import datetime as dt
import io
import re
from collections.abc import Generator

from facilitation.documents.exports import tables
from facilitation.documents.exports.tables import Cell, Typed
from facilitation.documents.exports.words import Words
from facilitation.queries.harvest import EventHarvest
from facilitation.text import without_soft_hyphens

_UNSEEN = r"\s\x00-\x1f\x7f-\xa0\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff"
_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
"""How a formula begins, in half or full width (OWASP, CSV injection)."""
_FORMULA = re.compile(rf'^(?=[{_UNSEEN}]*{_SIGN}|\t)|(?<=[,\t\n])(?=[{_UNSEEN}"]*{_SIGN})')
"""Where a formula would begin: with the text, also behind invisible signs, and with a part of it.

A spreadsheet that splits at commas or tabs does not see the quotes around a text: what stands behind a comma fills a
cell, and its next line begins a row.
"""
_BREAK = re.compile("\r\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")


def build(harvest: EventHarvest, words: Words) -> Generator[None, None, bytes]:
    """Build the file, with line breaks kept in cells; a text that could be a formula begins with an apostrophe."""
    table = tables.contributions(harvest, words)
    parts = [b"\xef\xbb\xbf", _line([column.heading for column in table.columns])]
    for row in table.rows:
        parts.append(_line([_cell(cell, words) for cell in row]))
        yield
    return b"".join(parts)


def _line(cells: list[str | int | float]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()


def _cell(cell: Cell, words: Words) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.strftime(words.line_date)
    if isinstance(cell, Typed):
        return harmless(cell.text)
    return cell


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula, wherever it splits the line.

    What UTF-8 cannot hold, and NUL, become U+FFFD. Soft hyphens are left out: Excel draws each of them.
    """
    text = _SURROGATE.sub("\ufffd", _BREAK.sub("\n", without_soft_hyphens(text))).replace("\0", "\ufffd")
    return _FORMULA.sub("'", text)
