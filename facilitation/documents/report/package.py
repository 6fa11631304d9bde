"""Adds the parts beside the text to the opened file: pictures, charts and their workbooks."""

import datetime as dt
import io

from docx.document import Document as DocumentObject
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from facilitation.documents.report.chart import chart_xml, workbook
from facilitation.documents.report.document_builder import DocumentBuilder


def add_parts(document: DocumentObject, manuscript: DocumentBuilder, made_at: dt.datetime) -> None:
    """Add the builder's pictures and charts under the names by which its XML refers to them."""
    package = document.part.package
    for name, jpeg in manuscript.pictures.items():
        picture = package.get_or_add_image_part(io.BytesIO(jpeg))
        document.part.load_rel(RELATIONSHIP_TYPE.IMAGE, picture, name)
    for number, (name, chart) in enumerate(manuscript.charts.items(), start=1):
        book = Part(
            PackURI(f"/word/embeddings/chart{number}.xlsx"), CONTENT_TYPE.SML_SHEET, workbook(chart, made_at), package
        )
        part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, chart_xml(chart), package)
        part.load_rel(RELATIONSHIP_TYPE.PACKAGE, book, "rId1")
        document.part.load_rel(RELATIONSHIP_TYPE.CHART, part, name)
