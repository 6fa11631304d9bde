"""The empty file the report is written into: A4, its own language, its own styles, running header and page numbers.

python-docx's own default is American (Letter paper, en-US, theme fonts, a thumbnail); nothing of it is in here.
"""

import io
import zipfile

from facilitation.report import words
from facilitation.report.body import DRAWING_NAMESPACES, NAMESPACES, R, field, paragraph, runs
from facilitation.report.script import tag
from facilitation.report.styles import EAST_ASIAN, INK, LATIN, LINK, SOFT, TINT, numbering, styles
from facilitation.wording import Wording

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD = f"{_OFFICE}wordprocessingml."
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

ACCENTS = ("B3471B", "0B6E75", "5B3F9E", "6B0F3F", "3F4A0E", "1A2664")
"""The stations' colours, as static/css/tokens.css has them."""

# (name in word/, content type, kind of relationship), in the order of their rId
_PARTS = (
    ("styles", "styles", "styles"),
    ("numbering", "numbering", "numbering"),
    ("settings", "settings", "settings"),
    ("fontTable", "fontTable", "fontTable"),
    ("header1", "header", "header"),
    ("footer1", "footer", "footer"),
    ("header2", "header", "header"),
    ("footer2", "footer", "footer"),
    ("theme", "theme", "theme"),
)

SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:headerReference w:type="first" r:id="rId7"/>'
    '<w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="first" r:id="rId8"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1531" w:right="1418" w:bottom="1361" w:left="1418"'
    ' w:header="737" w:footer="624" w:gutter="0"/><w:titlePg/></w:sectPr>'
)
"""A4 upright, 2.5 cm at the sides; the title page has neither header nor footer."""


def base_file(say: Wording, *, header: str, header_right: str, footer: str) -> bytes:
    """The file with no content yet; `header` and `footer` stand on every page but the first."""
    first = paragraph("", "Header")
    running = paragraph(runs(header, language="de") + runs(f"\t{header_right}"), "Header")
    texts = {
        "styles": styles(say),
        "numbering": numbering(),
        "settings": _settings(say),
        "fontTable": _fonts(),
        "header1": f"<w:hdr {NAMESPACES}>{running}</w:hdr>",
        "footer1": f"<w:ftr {NAMESPACES}>{_page_numbers(say, footer)}</w:ftr>",
        "header2": f"<w:hdr {NAMESPACES}>{first}</w:hdr>",
        "theme": _theme(),
        "footer2": f"<w:ftr {NAMESPACES}>{first.replace('Header', 'Footer')}</w:ftr>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", XML + _content_types())
        archive.writestr("_rels/.rels", XML + _package_relations())
        archive.writestr("word/_rels/document.xml.rels", XML + _document_relations())
        archive.writestr("word/document.xml", XML + document(""))
        archive.writestr("docProps/core.xml", XML + _core())
        archive.writestr("docProps/app.xml", XML + _app())
        for name, text in texts.items():
            archive.writestr(f"word/{name}.xml", XML + text)
    return packed.getvalue()


def document(content: str) -> str:
    """word/document.xml around the body's content."""
    return f"<w:document {NAMESPACES} {DRAWING_NAMESPACES}><w:body>{content}{SECTION}</w:body></w:document>"


def _page_numbers(say: Wording, footer: str) -> str:
    name = runs(footer, language="de") + runs(f"\t{say(words.PAGE)}")
    return paragraph(name + field("PAGE", "1") + runs(say(words.OF)) + field("NUMPAGES", "1"), "Footer")


def _settings(say: Wording) -> str:
    """Compatibility mode 15 is Word 2013 and later; anything less opens as an old file."""
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
        '<w:hyphenationZone w:val="425"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{kept}</w:compat>"
        f'<w:themeFontLang w:val="{tag(say.language)}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
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
    """Word asks for one: our fonts and colours again, for what people insert later."""
    colours = {"dk1": INK, "lt1": "FFFFFF", "dk2": SOFT, "lt2": TINT, "hlink": LINK, "folHlink": SOFT}
    colours |= {f"accent{place}": colour for place, colour in enumerate(ACCENTS, start=1)}
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


def _content_types() -> str:
    parts = [("word/document.xml", f"{_WORD}document.main+xml")]
    parts += [
        (f"word/{name}.xml", f"{_OFFICE if name == 'theme' else _WORD}{content}+xml") for name, content, _ in _PARTS
    ]
    parts += [
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/app.xml", f"{_OFFICE}extended-properties+xml"),
    ]
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{content}"/>' for name, content in parts)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _package_relations() -> str:
    return _relations(
        (
            (f"{R}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{R}/extended-properties", "docProps/app.xml"),
        )
    )


def _document_relations() -> str:
    return _relations(tuple((f"{R}/{relation}", f"{name}.xml") for name, _, relation in _PARTS))


def _relations(targets: tuple[tuple[str, str], ...]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _app() -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>World Café</Application></Properties>"
    )
