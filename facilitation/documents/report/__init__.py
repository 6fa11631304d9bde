"""Writes the report for the city: the event's harvest as a Word file that needs no rework."""

import io
import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from docx import Document
from docx.document import Document as DocumentObject
from PIL import Image

from facilitation.documents.report import words
from facilitation.documents.report.across import across
from facilitation.documents.report.appendix import appendix
from facilitation.documents.report.base_file import XML, paper
from facilitation.documents.report.collected import offers, questions
from facilitation.documents.report.conclusions import next_steps, recommendations
from facilitation.documents.report.document_builder import DocumentBuilder, anchor_of
from facilitation.documents.report.feedback import feedback
from facilitation.documents.report.letterhead import LetterheadFile
from facilitation.documents.report.method_chapter import method, occasion
from facilitation.documents.report.opening import summary, title_page, version
from facilitation.documents.report.package import add_parts
from facilitation.documents.report.photos import Photos, Reader, no_photos
from facilitation.documents.report.script import tag
from facilitation.documents.report.stations import station_chapter
from facilitation.i18n.catalogue import LANGUAGES, Catalogue
from facilitation.queries.harvest import EventHarvest
from facilitation.text import cut, without_soft_hyphens

__all__ = ["LANGUAGES", "anchor_of", "build", "chart_alternatives"]

BODY = "word/document.xml"
PROPERTY_LIMIT = 255
"""Characters of a document property; python-docx raises ValueError for more."""

HEADER_LIMIT = 60
"""Characters of the title in a page's header, which shares its line with the version."""


def build(
    harvest: EventHarvest,
    *,
    language: str = "de",
    final: int | None = None,
    logo: bytes | None = None,
    letterhead: bytes | None = None,
    photos: Reader = no_photos,
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """Build the report as a .docx file; the same harvest gives the same bytes.

    `language` (one of LANGUAGES) is that of headings and fixed texts; `final` is the number of the final version (None:
    a draft); `logo` is a JPEG or PNG; `letterhead` is a Word file whose look the report takes on; `photos` reads the
    JPEGs (`photos.Reader`); `pages` are the headings' pages by their anchors, where they are known (DocumentBuilder).

    Raises ValueError for another language, and CafeError for a letterhead as LetterheadFile does.
    """
    say = Catalogue(language)
    stands = version(say, harvest, final)
    written_on = paper(
        say,
        header=cut(harvest.title, HEADER_LIMIT),
        header_right=stands,
        footer=harvest.organiser,
        # a letterhead has headers of its own: a rehearsal's report says what it is on every page
        letterhead=None if letterhead is None or harvest.rehearsal else LetterheadFile(letterhead),
    )
    manuscript = DocumentBuilder(say, pages, written_on.width)
    _write(manuscript, harvest, stands, logo, Photos(harvest, photos))
    opened = Document(io.BytesIO(written_on.packed()))
    add_parts(opened, manuscript, harvest.made_at)
    _describe(opened, say, harvest)
    packed = io.BytesIO()
    opened.save(packed)
    return _settled(packed.getvalue(), written_on.document(manuscript.xml()))


def chart_alternatives(document: bytes) -> list[str]:
    """List the alternative texts of a report's charts, in their order, for PDF, which loses them."""
    found: list[str] = []
    last = ""

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal last
        if name == "wp:docPr":
            last = attributes.get("descr", "")
        elif name == "c:chart":
            found.append(last)

    parser = expat.ParserCreate()  # no tree: to free that of 2,000 contributions took a tenth of a second
    parser.StartElementHandler = begin
    with zipfile.ZipFile(io.BytesIO(document)) as packed, packed.open(BODY) as body:
        parser.ParseFile(body)
    return found


def _write(manuscript: DocumentBuilder, harvest: EventHarvest, stands: str, logo: bytes | None, photos: Photos) -> None:
    title_page(manuscript, harvest, stands, _measured(logo))
    summary(manuscript, harvest)
    occasion(manuscript, harvest)
    method(manuscript, harvest)
    for station in harvest.stations:
        station_chapter(manuscript, harvest, station, photos)
    across(manuscript, harvest)
    recommendations(manuscript, harvest)
    questions(manuscript, harvest)
    offers(manuscript, harvest)
    next_steps(manuscript, harvest)
    feedback(manuscript, harvest)
    appendix(manuscript, harvest, photos)
    manuscript.text(_last_line(manuscript.say, harvest), "Note")


def _last_line(say: Catalogue, harvest: EventHarvest) -> str:
    """The last sentence, which says that the list is complete and keeps Word from ending on a table."""
    if not harvest.contributions:
        return say(words.END)
    return say(words.END_LISTED, contributions=say.count(words.COUNT_CONTRIBUTIONS, harvest.contributions))


def _measured(logo: bytes | None) -> tuple[bytes, int, int] | None:
    if logo is None:
        return None
    with Image.open(io.BytesIO(logo), formats=["JPEG", "PNG"]) as picture:
        return logo, picture.width, picture.height


def _describe(opened: DocumentObject, say: Catalogue, harvest: EventHarvest) -> None:
    properties = opened.core_properties
    properties.title = without_soft_hyphens(f"{say(words.REPORT)}: {harvest.title}")[:PROPERTY_LIMIT]
    properties.subject = say(words.SUBTITLE)
    properties.author = properties.last_modified_by = without_soft_hyphens(harvest.organiser)[:PROPERTY_LIMIT]
    properties.category, properties.keywords = say(words.CATEGORY), say(words.KEYWORDS)
    properties.language = tag(say.language)
    properties.created = properties.modified = harvest.made_at.replace(tzinfo=None)
    properties.revision = 1


def _settled(packed: bytes, body: str) -> bytes:
    """Put the body into a packed file, and take out the time at which it was packed.

    The body stays text to the end: as a tree, 10,000 contributions would take another 200 MB of memory. Pictures and
    workbooks are compressed already.
    """
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(settled, "w") as target:
        for name in source.namelist():
            pressed = name.endswith((".jpg", ".jpeg", ".png", ".xlsx"))
            how = zipfile.ZIP_STORED if pressed else zipfile.ZIP_DEFLATED
            content = XML + body if name == BODY else source.read(name)
            target.writestr(zipfile.ZipInfo(name), content, how)
    return settled.getvalue()
