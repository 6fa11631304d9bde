"""Makes the document's XML as text: runs, paragraphs, tables.

The pieces are never parsed here, because appending parsed pieces to a tree takes longer the more there are. The order
of elements is the schema's (ISO/IEC 29500, CT_PPr, CT_RPr, CT_TblPr); Word refuses any other.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facilitation.documents.report.script import Script, runs_right_to_left, stretches, tag
from facilitation.i18n.language_codes import is_right_to_left
from facilitation.text import SOFT_HYPHEN, without_soft_hyphens

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
DRAWING_NAMESPACES = (
    f'xmlns:a="{A}" xmlns:c="{C}" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wp="{WP}"'
)

TEXT_WIDTH = 9070
"""Twentieths of a point: the width of A4 without the margins of `margins.OURS`."""

SHORT_TABLE = 3
"""Rows of a table that stays together on one page; a longer one could leave half a page empty before it."""
TALL = 24
"""Lines from which on a row or paragraph may be divided between pages: kept together, it could leave half a page empty
before it, and of what is higher than a page LibreOffice shows only the beginning."""
_LETTER = 92
"""Twentieths of a point: the mean width of a letter of 9 points; signs of East Asia are nearly twice as wide."""
_MARGINS = 170
"""Twentieths of a point left and right of the text in a cell (`styles`)."""
_DIVIDED = '<w:keepNext w:val="0"/><w:keepLines w:val="0"/>'
_TAGS = re.compile("<[^>]*>")
_STYLED = re.compile(r'(<w:pPr><w:pStyle w:val="\w+"/>)')

# What XML 1.0 cannot carry. Typed text is cleaned on its way in; a report must come out all the same.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("\r\n?")
_EAST_ASIAN_LANGUAGES = {"ja", "ko", "zh"}


@dataclass(frozen=True)
class TableColumn:
    """A table's column: its title, its share of the width (relative to the others), the style of its cells."""

    title: str
    share: int
    style: str = "TableText"


def escaped(text: str) -> str:
    """Escape a text for XML, between tags and in attributes in double quotes; what XML cannot hold is U+FFFD."""
    text = _NOT_XML.sub("\ufffd", _BREAK.sub("\n", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def read_out(text: str) -> str:
    """Escape an alternative text as an attribute, for which Word has no element for soft hyphens."""
    return escaped(without_soft_hyphens(text))


def runs(text: str, *, language: str | None = None, style: str | None = None, right_to_left: bool = False) -> str:
    """Make runs of a text, one for each stretch of one script, with its direction, font and language.

    `language` is that of the text (None: the report's own), `style` the id of a character style.
    """
    return "".join(
        f"<w:r>{_run_properties(script, language, style)}{_content(stretch)}</w:r>"
        for script, stretch in stretches(text, right_to_left=right_to_left)
    )


def paragraph(content: str, style: str, *, right_to_left: bool = False, properties: str = "") -> str:
    """Make a paragraph of ready runs; `properties` are those that stand between pStyle and bidi in the schema.

    It has no alignment: "left" would mean the right edge where the text runs from right to left.
    """
    bidi = "<w:bidi/>" if right_to_left else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}{bidi}</w:pPr>{content}</w:p>'


def text_paragraph(
    text: str, style: str, *, language: str | None = None, label: str = "", after: str = "", properties: str = ""
) -> str:
    """Make a paragraph of one text; `label` goes before it in bold, `after` are ready runs that follow it."""
    right_to_left = runs_right_to_left(text, language)
    before = runs(label, style="Strong") if label else ""
    content = before + runs(text, language=language, right_to_left=right_to_left) + after
    if lines(text, TEXT_WIDTH) > TALL:
        properties = _DIVIDED + properties.replace("<w:keepNext/>", "")
    # A label in the report's language leads from the left, whatever follows it.
    return paragraph(content, style, right_to_left=right_to_left and not label, properties=properties)


def lines(text: str, width: int) -> int:
    """Estimate how many lines a text takes in letters of 9 points; `width` is in twentieths of a point."""
    in_a_line = max(width // _LETTER, 1)
    return sum(-(-max(len(line) + _wide(line), 1) // in_a_line) for line in text.split("\n"))


def _wide(line: str) -> int:
    return 0 if line.isascii() else sum(unicodedata.east_asian_width(sign) in "WF" for sign in line)


def link_paragraph(text: str, style: str, *, anchor: str) -> str:
    """Make a paragraph that is a link to a bookmark of this document."""
    right_to_left = runs_right_to_left(text, None)
    content = runs(text, style="Hyperlink", right_to_left=right_to_left)
    return paragraph(
        f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>', style, right_to_left=right_to_left
    )


def field(instruction: str, shown: str, *, style: str | None = None) -> str:
    """Make a field; `shown` is its result until Word computes it anew."""
    return field_begin(instruction) + runs(shown, style=style) + FIELD_END


def reference(anchor: str, shown: str) -> str:
    """Make a cross reference to a bookmark; `shown` is the text that the bookmark holds."""
    return field(f"REF {anchor} \\h", shown, style="Hyperlink")


def field_begin(instruction: str) -> str:
    """Begin a field whose result spans paragraphs; FIELD_END closes it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def table(
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[str]],
    *,
    style: str,
    title: str,
    description: str,
    width: int = TEXT_WIDTH,
) -> str:
    """Make a table of ready cells, each one or more paragraphs, `width` twentieths of a point wide.

    Its heading row repeats on every page, and only rows of more than TALL lines are divided between pages. Screen
    readers read `title` and `description` to people who do not see the table.
    """
    whole = sum(column.share for column in columns)
    widths = [column.share * width // whole for column in columns]
    opens = [f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>' for wide in widths]
    heads = [text_paragraph(column.title, _head_style(column)) for column in columns]
    held = list(rows)
    tall = [any(_height(cell, wide) > TALL for cell, wide in zip(row, widths, strict=True)) for row in held]
    _keep_together(held, tall)
    return "".join(
        [
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0"',
            ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>',
            f'<w:tblCaption w:val="{read_out(title)}"/><w:tblDescription w:val="{read_out(description)}"/></w:tblPr>',
            "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths) + "</w:tblGrid>",
            "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" + _cells(opens, heads) + "</w:tr>",
            *(
                f"<w:tr>{'' if long else '<w:trPr><w:cantSplit/></w:trPr>'}{_cells(opens, row)}</w:tr>"
                for row, long in zip(held, tall, strict=True)
            ),
            "</w:tbl>",
        ]
    )


def _height(cell: str, width: int) -> int:
    """Estimate the lines of a cell's paragraphs."""
    shown = cell.replace("</w:p>", "\n").replace("<w:br/>", "\n").removesuffix("\n")
    return lines(_TAGS.sub("", shown), width - _MARGINS)


def _keep_together(rows: list[Sequence[str]], tall: Sequence[bool]) -> None:
    """Keep the rows of a short table with the next one; of a longer table only the first and the last two."""
    kept = range(len(rows) - 1) if len(rows) <= SHORT_TABLE else (0, len(rows) - 2)
    for place in kept:
        if not (tall[place] or tall[place + 1]):
            rows[place] = [_STYLED.sub(r"\1<w:keepNext/>", cell) for cell in rows[place]]


def _head_style(column: TableColumn) -> str:
    return {"TableText": "TableHead", "TableNumber": "TableHeadNumber"}.get(column.style, "FigureLabel")


def _cells(opens: Sequence[str], cells: Sequence[str]) -> str:
    return "".join(f"{start}{cell}</w:tc>" for start, cell in zip(opens, cells, strict=True))


def _run_properties(script: Script, language: str | None, style: str | None) -> str:
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    if script is Script.RIGHT_TO_LEFT:
        spoken = tag(language if language and is_right_to_left(language) else "ar")
        inner = f'{named}<w:rtl/><w:lang w:bidi="{escaped(spoken)}"/>'
    elif script is Script.EAST_ASIAN:
        spoken = tag(language if language and language in _EAST_ASIAN_LANGUAGES else "zh")
        inner = f'{named}<w:rFonts w:hint="eastAsia"/><w:lang w:eastAsia="{escaped(spoken)}"/>'
    elif language is None or is_right_to_left(language) or language in _EAST_ASIAN_LANGUAGES:
        inner = named  # the report's own language
    else:
        inner = f'{named}<w:lang w:val="{escaped(tag(language))}"/>'
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _content(stretch: str) -> str:
    lines = _BREAK.sub("\n", stretch).split("\n")
    return "<w:br/>".join("<w:tab/>".join(map(_words, line.split("\t"))) for line in lines)


def _words(text: str) -> str:
    """Make a text of one line; as a letter, Word would draw a soft hyphen wherever it stands."""
    parts = (f'<w:t xml:space="preserve">{escaped(part)}</w:t>' if part else "" for part in text.split(SOFT_HYPHEN))
    return "<w:softHyphen/>".join(parts)
