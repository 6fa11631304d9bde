"""Takes over a letterhead's headers and footers: how they look, and nothing that leads out of the file.

A link becomes its text: on paper or in another house's mail it is of no use, and we cannot vouch for what it leads to.
Only fields that count pages, name the document or tell the date are kept.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from PIL import Image

from facilitation.documents.report import words
from facilitation.documents.report.body import NAMESPACES, A, R, paragraph, runs
from facilitation.documents.report.body import field as body_field
from facilitation.documents.report.part import Part
from facilitation.documents.report.style_sheet import w
from facilitation.errors import CafeError
from facilitation.i18n.catalogue import Catalogue
from facilitation.storage.images import MOST_PIXELS

LONGEST = 2400
"""Pixels of the longer side of a picture; print shows no more of one that is as wide as the page."""
FIRST_ID = 900_000
"""The first id of pictures in headers and footers, so that no picture of the body has the same id."""
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORDPROCESSING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_VML, _OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_KEPT = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TITLE", "SUBJECT", "AUTHOR", "DATE", "TIME", "IF", "="}
_CHAPTER = re.compile(r'STYLEREF\s+"?((heading|überschrift)\s*)?[1-3]"?(\s|$)', re.IGNORECASE)
_COUNTS = {"NUMPAGES", "SECTIONPAGES"}

# What tracked changes, comments, forms and links put around text: the first kind goes and its text stays,
# the second goes with all that is in it.
_UNWRAPPED = ("hyperlink", "ins", "moveTo", "smartTag", "customXml")
_GONE = re.findall(
    r"\w+",
    "del moveFrom object control altChunk subDoc movie bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd"
    " commentReference footnoteReference endnoteReference permStart permEnd proofErr dataBinding pPrChange rPrChange"
    " tblPrChange trPrChange tcPrChange tblGridChange sectPrChange numberingChange moveFromRangeStart moveFromRangeEnd"
    " moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart"
    " customXmlDelRangeEnd lang cellIns cellDel cellMerge annotationRef smartTagPr customXmlPr",
)
_ADDRESSES = ("href", "src", f"{{{_OFFICE}}}href", f"{{{_OFFICE}}}althref", f"{{{_OFFICE}}}relid")


@dataclass
class WordField:
    """A field of Word: its instruction (`order`), the pieces before its result, its last piece, its depth.

    A piece is what stands in a run.
    """

    order: list[str] = field(default_factory=list)
    before: list[etree._Element] = field(default_factory=list)
    separated: bool = False
    depth: int = 0
    end: etree._Element | None = None

    @property
    def instruction(self) -> str:
        """The field's instruction, without spaces around it."""
        return "".join(self.order).strip()

    @property
    def name(self) -> str:
        """The first word of its instruction in capitals, such as PAGE; empty where there is none."""
        return _name(self.instruction)


class HeaderFooter:
    """A header or footer of a letterhead, cleaned; `root` is its tree, `pictures` its pictures by their ids.

    Raises CafeError `letterhead_broken` where a field does not end.
    """

    def __init__(self, root: etree._Element, pictures: dict[str, Part]) -> None:
        self.root = root
        self.pictures = pictures
        self._clean()
        self._unlink()

    @property
    def empty(self) -> bool:
        """Whether it shows nothing: no text, no drawing and no field."""
        shown = (w("drawing"), w("pict"), w("fldChar"), w("fldSimple"))
        written = "".join(str(text.text or "") for text in self.root.iter(w("t"))).strip()
        return not written and next(self.root.iter(*shown), None) is None

    def xml(self, number: int) -> bytes:
        """Write it as XML in UTF-8; `number` counts headers and footers, so that ids of drawings differ."""
        for place, drawn in enumerate(self.root.iter(f"{{{_WORDPROCESSING}}}docPr"), start=1):
            drawn.set("id", str(FIRST_ID + 1000 * number + place))
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def count_pages(self, say: Catalogue) -> None:
        """Add the number of pages behind the page's number; where it has none, add a line with both."""
        pages = [one for one in _fields(self.root) if one.name == "PAGE"]
        simple = [one for one in self.root.iter(w("fldSimple")) if _name(_instruction(one)) == "PAGE"]
        counted = any(one.name in _COUNTS for one in _fields(self.root)) or any(
            _name(_instruction(one)) in _COUNTS for one in self.root.iter(w("fldSimple"))
        )
        ends = [end for one in pages if one.depth == 0 and (end := _run_of(one.end)) is not None] + simple
        if (pages or simple) and counted:
            return
        if not ends:
            self.root.append(next(iter(_parsed(paragraph(page_of_pages(say), "PageNumber")))))
        for end in ends:
            looks = end.find(w("rPr")) if end.tag == w("r") else end.find(f"{w('r')}/{w('rPr')}")
            for run in reversed(list(next(iter(_parsed(f"<w:p>{_of(say)}</w:p>"))))):
                if looks is not None:
                    run.insert(0, etree.fromstring(etree.tostring(looks)))
                end.addnext(run)

    def _clean(self) -> None:
        for name in _GONE:
            for gone in list(self.root.iter(w(name))):
                _remove(gone)
        for name in _UNWRAPPED:
            for around in list(self.root.iter(w(name))):
                _unwrap(around)
        for click in [*self.root.iter(f"{{{A}}}hlinkClick", f"{{{A}}}hlinkHover"), *self.root.iter(f"{{{A}}}extLst")]:
            _remove(click)
        for element in self.root.iter():
            for name in list(map(str, element.attrib)):
                if name in _ADDRESSES or re.search(r"\}(rsid\w*|paraId|textId)$", name):
                    del element.attrib[name]
        for element in list(self.root.iter()):
            leading = [name for name in element.attrib if str(name).startswith(f"{{{R}}}")]
            if any(str(element.get(name)) not in self.pictures for name in leading):
                _remove_drawn(element)

    def _unlink(self) -> None:
        """Replace fields by their results, except those that are kept (`_KEPT`)."""
        for simple in list(self.root.iter(w("fldSimple"))):
            if not _stays(_instruction(simple)):
                _unwrap(simple)
        gone = []
        for one in _fields(self.root):
            if not _stays(one.instruction):
                gone += [*one.before, one.end]
        for piece in gone:
            if piece is not None and piece.getparent() is not None:
                _remove(piece)


def page_of_pages(say: Catalogue) -> str:
    """Make runs with fields for the page and the number of pages, such as Seite 1 von 17."""
    return runs(say(words.PAGE)) + body_field("PAGE", "1") + _of(say)


def picture(data: bytes, number: int) -> Part:
    """Make a part of a header's picture: as it is, or smaller and without a camera's metadata.

    Raises CafeError `letterhead_picture` for a picture that cannot be read or has more than MOST_PIXELS.
    """
    for ending, begins in (("emf", data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF"), ("wmf", _is_wmf(data))):
        if begins:
            return Part(f"media/letterhead{number}.{ending}", f"image/x-{ending}", "image", data)
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "GIF", "BMP", "TIFF"]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValueError(image.size)
            ending, content = _shown(image, data)
    except Exception as fault:  # Pillow raises nearly everything over a broken file
        raise CafeError("letterhead_picture") from fault
    return Part(f"media/letterhead{number}.{ending}", f"image/{ending}", "image", content)


def _shown(image: Image.Image, data: bytes) -> tuple[str, bytes]:
    image.load()
    plain = max(image.size) <= LONGEST and not image.getexif()
    if plain and image.format in ("PNG", "JPEG", "GIF"):
        return image.format.lower(), data
    resolution = image.info.get("dpi")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    shown = image.convert(mode)
    shown.thumbnail((LONGEST, LONGEST))
    shown.info = {}
    packed = io.BytesIO()
    kind = "JPEG" if image.format == "JPEG" else "PNG"
    told = {"dpi": resolution} if resolution else {}
    shown.save(packed, kind, **told)
    return kind.lower(), packed.getvalue()


def _is_wmf(data: bytes) -> bool:
    return data[:4] in (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0")


def _stays(instruction: str) -> bool:
    return _name(instruction) in _KEPT or bool(_CHAPTER.match(instruction))


def _name(instruction: str) -> str:
    found = re.match(r"\s*(=|\w+)", instruction)
    return found[1].upper() if found else ""


def _instruction(simple: etree._Element) -> str:
    return str(simple.get(w("instr"), "")).strip()


def _of(say: Catalogue) -> str:
    return runs(say(words.OF)) + body_field("NUMPAGES", "1")


def _parsed(xml: str) -> etree._Element:
    return etree.fromstring(f"<w:ftr {NAMESPACES}>{xml}</w:ftr>")


def _fields(root: etree._Element) -> list[WordField]:
    """Find fields, in the order in which they end. Raises CafeError `letterhead_broken` where one does not."""
    opened: list[WordField] = []
    found = []
    for piece in _pieces(root):
        kind = str(piece.get(w("fldCharType"))) if piece.tag == w("fldChar") else ""
        if kind == "begin":
            opened.append(WordField(depth=len(opened)))
        for one in opened:
            if not one.separated:
                one.before.append(piece)
        if piece.tag == w("instrText") and opened and not opened[-1].separated:
            opened[-1].order.append(str(piece.text or ""))
        if kind in ("separate", "end"):
            if not opened:
                raise CafeError("letterhead_broken")
            opened[-1].separated = True
        if kind == "end":
            ended = opened.pop()
            ended.end = piece
            found.append(ended)
    if opened:
        raise CafeError("letterhead_broken")
    return found


def _pieces(root: etree._Element) -> Iterator[etree._Element]:
    for run in root.iter(w("r")):
        yield from (piece for piece in run if piece.tag != w("rPr"))


def _run_of(piece: etree._Element | None) -> etree._Element | None:
    return None if piece is None else piece.getparent()


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in [child for child in element if not str(child.tag).endswith("Pr") or child.tag == w("rPr")]:
        parent.insert(place, child)
        place += 1
    parent.remove(element)


def _remove_drawn(element: etree._Element) -> None:
    """Remove an element together with the drawing that it belongs to."""
    around = [element, *element.iterancestors()]
    drawn = next((one for one in around if one.tag in (w("drawing"), w("pict"))), element)
    _remove(drawn)
