"""Reads a letterhead: a Word file whose styles, headers, footers and margins the report takes on.

Its body, and everything else in the file, is ignored.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from lxml import etree

from facilitation import bounds
from facilitation.documents.report import hidden_text, margins, style_sheet
from facilitation.documents.report.body import W
from facilitation.documents.report.headers_footers import HeaderFooter, picture
from facilitation.documents.report.margins import Margins
from facilitation.documents.report.part import Part
from facilitation.documents.report.style_sheet import StyleSheet, w
from facilitation.documents.report.styles import numbering, styles
from facilitation.errors import CafeError
from facilitation.i18n.catalogue import Catalogue
from facilitation.storage.word_upload import WordFile

Kind = Literal["header", "footer"]
Pages = Literal["default", "first", "even"]
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_PICTURES = bounds.LETTERHEAD_PICTURES
_EMBEDDED = ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic")


@dataclass(frozen=True)
class LetterheadTheme:
    """A letterhead's theme and font table (None where it has none), and the XML that maps its colours."""

    theme: bytes | None
    fonts: bytes | None
    colours: str


class LetterheadFile:
    """A letterhead that has been read.

    `hides` tells whether it held hidden text in what the report takes over, which is left out. Raises CafeError as
    WordFile does, `letterhead_picture`, and `letterhead_too_much` for more than MOST_PICTURES.
    """

    def __init__(self, data: bytes) -> None:
        self._file = WordFile(data)
        self._sections = list(self._file.document.iter(w("sectPr")))
        self._settings = self._part("settings")
        self._shown: dict[str, Part] = {}
        self._hiding = hidden_text.styles_that_hide(self._part("styles"))
        self.hides = False
        self.margins: Margins = margins.read(self._sections[-1]) if self._sections else margins.OURS
        self.first_differs = any(_is_on(one.find(w("titlePg"))) for one in self._sections)
        self.facing = self._settings is not None and _is_on(self._settings.find(w("evenAndOddHeaders")))
        self._named = self._references()
        for kind, pages in self._named:
            self.furniture(kind, pages)

    def sheet(self, say: Catalogue, language: str) -> StyleSheet:
        """Merge its styles with ours; `language` is the report's language as Word's tag."""
        theirs = self._part("styles")
        if theirs is None:
            theirs = etree.Element(w("styles"), nsmap={"w": W})
        numbers = self._part("numbering")
        for part in (theirs, numbers):
            if part is not None:
                hidden_text.show(part)
        return style_sheet.merged(
            theirs,
            numbers,
            styles=styles(say, self.margins.width),
            numbering=numbering(),
            language=language,
        )

    def furniture(self, kind: Kind, pages: Pages, sheet: StyleSheet | None = None) -> HeaderFooter | None:
        """The header or footer of these pages, or None where there is none that shows anything.

        With a `sheet` its paragraphs refer to that sheet's styles. Raises CafeError `letterhead_broken`,
        `letterhead_picture`.
        """
        name = self._named.get((kind, pages))
        if name is None:
            return None
        pictures = {}
        for id, relation in self._file.relations(name).items():
            if relation.kind == "image" and relation.target in self._file.parts:
                pictures[id] = self._picture(relation.target)
        root = self._file.xml(name)
        if root.tag != w("hdr" if kind == "header" else "ftr"):
            raise CafeError("letterhead_broken")
        found = HeaderFooter(root, pictures)
        self.hides |= hidden_text.remove(root, self._hiding)
        if sheet is not None:
            style_sheet.follow(root, sheet.ids, style_sheet.numbers_of(self._part("numbering")))
        return None if found.empty else found

    def _picture(self, name: str) -> Part:
        if name not in self._shown:
            if len(self._shown) == MOST_PICTURES:
                raise CafeError("letterhead_too_much")
            self._shown[name] = picture(self._file.parts[name], len(self._shown) + 1)
        return self._shown[name]

    @cached_property
    def look(self) -> LetterheadTheme:
        """Its theme, its font table and the mapping of its colours, without pictures and embedded fonts."""
        theme, fonts = self._part("theme"), self._part("fontTable")
        if theme is not None:
            for fill in list(theme.iter("{*}blipFill")):  # pictures as fills, which only shapes would use
                _replaced_by_plain(fill)
        if fonts is not None:
            for font in list(fonts.iter(*map(w, _EMBEDDED))):
                parent = font.getparent()
                if parent is not None:
                    parent.remove(font)
        mapping = None if self._settings is None else self._settings.find(w("clrSchemeMapping"))
        told = {} if mapping is None else {style_sheet.local(name): str(value) for name, value in mapping.items()}
        colours = "".join(f' w:{name}="{value}"' for name, value in told.items() if (name + value).isalnum())
        return LetterheadTheme(
            None if theme is None else etree.tostring(theme),
            None if fonts is None else etree.tostring(fonts),
            f"<w:clrSchemeMapping{colours}/>" if colours else "",
        )

    def _part(self, kind: str) -> etree._Element | None:
        name = self._file.related(kind)
        return None if name is None else self._file.xml(name)

    def _references(self) -> dict[tuple[Kind, Pages], str]:
        """The name of the part that is the header or footer of each kind of page.

        The first section that names one decides for the first page, the last one for all other pages; a section that
        names none takes that of the section before it.
        """
        relations = self._file.relations(self._file.main)
        found: dict[tuple[Kind, Pages], str] = {}
        kinds: tuple[Kind, Kind] = ("header", "footer")
        all_pages: tuple[Pages, Pages, Pages] = ("default", "first", "even")
        for section in self._sections:
            for kind in kinds:
                for reference in section.iterfind(w(f"{kind}Reference")):
                    told = str(reference.get(w("type"), "default"))
                    relation = relations.get(str(reference.get(_R_ID)))
                    if relation is None or relation.target not in self._file.parts:
                        continue
                    for pages in all_pages:
                        if told == pages and not (pages == "first" and (kind, pages) in found):
                            found[kind, pages] = relation.target
        return found


def check(data: bytes) -> None:
    """Check that a report can be written on a letterhead.

    Raises CafeError as WordFile does, `letterhead_picture`, and `letterhead_hidden` for hidden text in its headers and
    footers, which would get into everybody's hands with the report.
    """
    letterhead, say = LetterheadFile(data), Catalogue("de")
    if letterhead.hides:
        raise CafeError("letterhead_hidden")
    furniture_of(letterhead, say, letterhead.sheet(say, "de-DE"))  # reads all that a report takes from it
    assert letterhead.look


def missing(data: bytes) -> list[str]:
    """List the report's styles that a letterhead lacks, by their names in German Word.

    Raises CafeError as `check` does.
    """
    return list(LetterheadFile(data).sheet(Catalogue("de"), "de-DE").missing)


def furniture_of(
    letterhead: LetterheadFile, say: Catalogue, sheet: StyleSheet
) -> dict[tuple[Kind, Pages], HeaderFooter | None]:
    """All headers and footers for the report; None where the report has to show its own.

    Where the letterhead makes no difference for the first page, that page has what the others have. Page numbers are
    added to every footer but that of the first page. Raises CafeError `letterhead_broken`, `letterhead_picture`.
    """
    found: dict[tuple[Kind, Pages], HeaderFooter | None] = {}
    kinds: tuple[Kind, Kind] = ("header", "footer")
    for kind in kinds:
        found[kind, "default"] = letterhead.furniture(kind, "default", sheet)
        first: Pages = "first" if letterhead.first_differs else "default"
        found[kind, "first"] = letterhead.furniture(kind, first, sheet)
        if letterhead.facing:
            even = letterhead.furniture(kind, "even", sheet)
            found[kind, "even"] = even or letterhead.furniture(kind, "default", sheet)
    for (kind, pages), one in found.items():
        if kind == "footer" and pages != "first" and one is not None:
            one.count_pages(say)
    return found


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and str(element.get(w("val"), "1")).lower() in ("1", "true", "on")


def _replaced_by_plain(fill: etree._Element) -> None:
    parent = fill.getparent()
    if parent is not None:
        namespace = str(fill.tag).partition("}")[0].removeprefix("{")
        plain = etree.Element(f"{{{namespace}}}solidFill")
        etree.SubElement(plain, f"{{{namespace}}}schemeClr", val="phClr")
        parent.replace(fill, plain)
