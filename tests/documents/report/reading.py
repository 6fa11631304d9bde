"""The report opened again, as a reader finds it."""

import io
from collections.abc import Iterator
from itertools import takewhile

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.table import CT_Row, CT_Tbl
from docx.oxml.text.paragraph import CT_P

from facilitation.documents import report
from facilitation.documents.report.body import W
from facilitation.queries.harvest import EventHarvest

WORD = "{" + W + "}"


def opened(harvest: EventHarvest) -> DocumentObject:
    """The harvest's report."""
    return Document(io.BytesIO(report.build(harvest)))


def styled(document: DocumentObject, *styles: str) -> list[CT_P]:
    """The body's paragraphs of these styles in reading order, also those in tables and in the contents."""
    return [p for p in document.element.body.iter(f"{WORD}p") if isinstance(p, CT_P) and p.style in styles]


def said(document: DocumentObject, *styles: str) -> list[str]:
    """What they say."""
    return [p.text for p in styled(document, *styles)]


def tables(document: DocumentObject) -> list[CT_Tbl]:
    """Every table of the body."""
    return list(document.element.body.tbl_lst)


def heads(table: CT_Tbl) -> list[str]:
    """The titles of its columns."""
    return [p.text for cell in table.tr_lst[0].tc_lst for p in cell.p_lst]


def rows(table: CT_Tbl) -> Iterator[CT_Row]:
    """Its rows below the titles."""
    yield from table.tr_lst[1:]


def cells(row: CT_Row) -> list[list[str]]:
    """The paragraphs of each of its cells."""
    return [[p.text for p in cell.p_lst] for cell in row.tc_lst]


def table_of(document: DocumentObject, *titles: str) -> list[list[list[str]]]:
    """The cells of every table with these column titles, one after the other."""
    return [cells(row) for table in tables(document) if heads(table) == list(titles) for row in rows(table)]


APPENDIX = ("Nr.", "Art, Sprache", "Beitrag", "Thema", "Punkte")


def appendix(document: DocumentObject) -> dict[str, list[list[str]]]:
    """The list of all contributions: the other cells by the number."""
    return {number[0]: others for number, *others in table_of(document, *APPENDIX)}


def voices(document: DocumentObject) -> dict[str, str]:
    """The texts that the stations' chapters show in the original, by their numbers."""
    sources = said(document, "VoiceSource")
    texts = said(document, "Quote")
    return {source.split(" · ")[0]: text for source, text in zip(sources, texts, strict=True)}


def numbered(document: DocumentObject) -> list[tuple[int, str]]:
    """Every heading: its level, and its text with the number Word will give it."""
    counts = [0, 0, 0]
    found = []
    for p in styled(document, "Heading1", "Heading2", "Heading3"):
        level = int(str(p.style)[-1])
        counts[level - 1] += 1
        counts[level:] = [0] * (3 - level)
        found.append((level, ".".join(map(str, takewhile(bool, counts))) + "\t" + p.text))
    return found
