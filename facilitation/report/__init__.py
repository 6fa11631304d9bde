"""The report for the city: the event's harvest as a Word file that needs no rework."""

import io
import zipfile

from docx import Document
from docx.oxml import parse_xml

from facilitation.harvest import EventHarvest
from facilitation.report import words
from facilitation.report.base_file import base_file, document
from facilitation.report.closing import about, appendix
from facilitation.report.gathering import gathering
from facilitation.report.manuscript import Manuscript
from facilitation.report.opening import in_brief, title_page, version
from facilitation.report.stations import station_chapter

PROPERTY_LIMIT = 255
"""Characters; python-docx refuses longer document properties."""


def build(harvest: EventHarvest) -> bytes:
    """The report as a .docx. The same harvest gives the same bytes."""
    opened = Document(
        io.BytesIO(base_file(header=harvest.title, header_right=version(harvest), footer=harvest.organiser))
    )
    opened.part._element = parse_xml(document(_written(harvest)))
    properties = opened.core_properties
    properties.title = f"{words.REPORT}: {harvest.title}"[:PROPERTY_LIMIT]
    properties.subject = words.SUBTITLE
    properties.author = properties.last_modified_by = harvest.organiser[:PROPERTY_LIMIT]
    properties.category, properties.keywords, properties.language = words.CATEGORY, words.KEYWORDS, "de-DE"
    properties.created = properties.modified = harvest.made_at.replace(tzinfo=None)
    properties.revision = 1
    packed = io.BytesIO()
    opened.save(packed)
    return _settled(packed.getvalue())


def _written(harvest: EventHarvest) -> str:
    manuscript = Manuscript()
    title_page(manuscript, harvest)
    in_brief(manuscript, harvest)
    gathering(manuscript, harvest)
    for station in harvest.stations:
        station_chapter(manuscript, harvest, station)
    about(manuscript)
    appendix(manuscript, harvest)
    manuscript.text(_last_line(harvest), "Note")
    return manuscript.xml()


def _last_line(harvest: EventHarvest) -> str:
    """Says that the list is complete, and keeps Word from ending on a table."""
    listed = f"{words.contributions(harvest.contributions)} aufgeführt. " if harvest.contributions else ""
    return f"Ende des Berichts. {listed}{version(harvest)}."


def _settled(packed: bytes) -> bytes:
    """The same file without the hour at which it was packed."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(settled, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
