"""Makes the empty file for the report: A4, its language and styles, headers, footers and page numbers.

python-docx's default file is not used: it is American (Letter paper, en-US, theme fonts, a thumbnail).
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facilitation.colours import INK, STATION_BANDS
from facilitation.documents.report.body import DRAWING_NAMESPACES, NAMESPACES, paragraph, runs
from facilitation.documents.report.headers_footers import HeaderFooter, page_of_pages
from facilitation.documents.report.letterhead import Kind, LetterheadFile, Pages, furniture_of
from facilitation.documents.report.margins import OURS
from facilitation.documents.report.part import OFFICE, PACKAGE, WORD, Part, relations
from facilitation.documents.report.script import tag
from facilitation.documents.report.styles import EAST_ASIAN, LATIN, LINK, SOFT, TINT, numbering, styles
from facilitation.i18n.catalogue import Catalogue

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PAGES: tuple[Pages, Pages, Pages] = ("default", "first", "even")


@dataclass(frozen=True)
class Paper:
    """The file around the report's body: its other parts, and the section's properties (`section`).

    `width` is that of the text, in twentieths of a point.
    """

    parts: tuple[Part, ...]
    section: str
    width: int

    def packed(self) -> bytes:
        """Pack it as a .docx file with an empty body."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("[Content_Types].xml", XML + _content_types(self.parts))
            archive.writestr("_rels/.rels", XML + _package_relations())
            targets = [(f"rId{place}", one.kind, one.name) for place, one in enumerate(self.parts, start=1)]
            archive.writestr("word/_rels/document.xml.rels", XML + relations(targets))
            archive.writestr("word/document.xml", XML + self.document(""))
            archive.writestr("docProps/core.xml", XML + _core())
            archive.writestr("docProps/app.xml", XML + _app())
            for part in self.parts:
                archive.writestr(f"word/{part.name}", part.content)
                if part.refers:
                    leads = [(id, one.kind, one.name) for id, one in part.refers]
                    archive.writestr(f"word/_rels/{part.name}.rels", XML + relations(leads))
            for name, picture in _referred(self.parts).items():
                archive.writestr(f"word/{name}", picture.content)
        return packed.getvalue()

    def document(self, content: str) -> str:
        """The text of word/document.xml around the body's content."""
        return f"<w:document {NAMESPACES} {DRAWING_NAMESPACES}><w:body>{content}{self.section}</w:body></w:document>"


def paper(
    say: Catalogue, *, header: str, header_right: str, footer: str, letterhead: LetterheadFile | None = None
) -> Paper:
    """Make the file in our own look, or in the letterhead's.

    `header`, `header_right` and `footer` are texts for every page but the first, where the letterhead has no header or
    footer of its own there. Raises CafeError as `furniture_of` does.
    """
    margins = letterhead.margins if letterhead else OURS
    running = paragraph(runs(header, language="de") + runs(f"\t{header_right}"), "Header")
    own = {"header": running, "footer": _page_numbers(say, footer)}
    if letterhead is None:
        around = [
            _xml("styles", styles(say)),
            _xml("numbering", numbering()),
            _xml("settings", _settings(say)),
            _xml("fontTable", _fonts()),
            _xml("theme", _theme()),
        ]
        found: Mapping[tuple[Kind, Pages], HeaderFooter | None] = {}
    else:
        sheet, look = letterhead.sheet(say, tag(say.language)), letterhead.look
        around = [
            _xml("styles", sheet.styles),
            _xml("numbering", sheet.numbering),
            _xml("settings", _settings(say, facing=letterhead.facing, colours=look.colours)),
            _xml("fontTable", look.fonts or _fonts()),
            _xml("theme", look.theme or _theme()),
        ]
        found = furniture_of(letterhead, say, sheet)
    kinds: tuple[Kind, Kind] = ("header", "footer")
    pages = [one for one in _PAGES if one != "even" or (letterhead and letterhead.facing)]
    furniture = [
        _furniture(kind, place, found.get((kind, one)), "" if one == "first" else own[kind])
        for kind in kinds
        for place, one in enumerate(pages, start=1)
    ]
    references = "".join(
        f'<w:{kind}Reference w:type="{one}" r:id="rId{len(around) + at * len(pages) + place}"/>'
        for at, kind in enumerate(kinds)
        for place, one in enumerate(pages, start=1)
    )
    section = f"<w:sectPr>{references}{margins.xml()}<w:titlePg/></w:sectPr>"
    return Paper((*around, *furniture), section, margins.width)


def _furniture(kind: Kind, place: int, found: HeaderFooter | None, own: str) -> Part:
    """A header or footer as a part: the letterhead's, otherwise our own, otherwise an empty one."""
    name = f"{kind}{place}.xml"
    if found is not None:
        number = place if kind == "header" else place + len(_PAGES)
        return Part(name, f"{WORD}{kind}+xml", kind, found.xml(number), tuple(found.pictures.items()))
    root = {"header": "hdr", "footer": "ftr"}[kind]
    content = own or paragraph("", kind.capitalize())
    return Part(name, f"{WORD}{kind}+xml", kind, f"{XML}<w:{root} {NAMESPACES}>{content}</w:{root}>".encode())


def _xml(name: str, content: str | bytes) -> Part:
    kept = content if isinstance(content, bytes) else content.encode()
    return Part(f"{name}.xml", f"{OFFICE if name == 'theme' else WORD}{name}+xml", name, XML.encode() + kept)


def _referred(parts: Iterable[Part]) -> dict[str, Part]:
    """The pictures that parts refer to, by their names."""
    return {one.name: one for part in parts for _, one in part.refers}


def _page_numbers(say: Catalogue, footer: str) -> str:
    return paragraph(runs(footer, language="de") + runs("\t") + page_of_pages(say), "Footer")


def _settings(say: Catalogue, *, facing: bool = False, colours: str = "") -> str:
    """The text of word/settings.xml, in compatibility mode 15 (Word 2013 and later; a lower one opens as an old file).

    `facing`: even pages have headers and footers of their own. `colours` is XML that maps the theme's colours.
    """
    compatible = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    point, separator = (",", ";") if say.language == "de" else (".", ",")
    kept = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in compatible.items()
    )
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:autoHyphenation/>'
        f'<w:hyphenationZone w:val="425"/>{"<w:evenAndOddHeaders/>" if facing else ""}'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{kept}</w:compat>"
        f'<w:themeFontLang w:val="{tag(say.language)}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>{colours}'
        f'<w:decimalSymbol w:val="{point}"/><w:listSeparator w:val="{separator}"/></w:settings>'
    )


def _fonts() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:charset w:val="{charset}"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        "</w:font>"
        for name, charset in ((LATIN, "00"), (EAST_ASIAN, "86"))
    )
    return f"<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def _theme() -> str:
    """The theme, which Word requires: our fonts and colours again, for what people insert later."""
    colours = {"dk1": INK, "lt1": "FFFFFF", "dk2": SOFT, "lt2": TINT, "hlink": LINK, "folHlink": SOFT}
    colours |= {f"accent{place}": colour for place, colour in enumerate(STATION_BANDS, start=1)}
    order = ("dk1", "lt1", "dk2", "lt2", *(f"accent{place}" for place in range(1, 7)), "hlink", "folHlink")
    scheme = "".join(f'<a:{name}><a:srgbClr val="{colours[name]}"/></a:{name}>' for name in order)
    fonts = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/><a:cs typeface="{LATIN}"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Bericht"><a:themeElements>'
        f'<a:clrScheme name="Bericht">{scheme}</a:clrScheme><a:fontScheme name="Bericht"><a:majorFont>{fonts}'
        f'</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme><a:fmtScheme name="Bericht">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _content_types(parts: Iterable[Part]) -> str:
    named = [("word/document.xml", f"{WORD}document.main+xml")]
    named += [(f"word/{part.name}", part.content_type) for part in parts]
    named += [
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/app.xml", f"{OFFICE}extended-properties+xml"),
    ]
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{content}"/>' for name, content in named)
    shown = {name.rpartition(".")[2]: picture.content_type for name, picture in _referred(parts).items()}
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{content}"/>' for ending, content in shown.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{defaults}{overrides}</Types>'
    )


def _package_relations() -> str:
    return relations(
        (
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", "extended-properties", "docProps/app.xml"),
        )
    )


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _app() -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>World Café</Application></Properties>"
    )
