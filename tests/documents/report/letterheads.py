"""Letterheads as offices have them, and files that are none."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from docx import Document
from docx.shared import Cm, Inches
from PIL import Image

from facilitation.documents.report.body import NAMESPACES
from tests import camera

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LINK = "https://www.dresden.example/"

_DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(order: str, shown: str = "1") -> str:
    """As Word writes it; the instruction in two pieces, as it sometimes does."""
    half = len(order) // 2
    orders = "".join(
        f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in (order[:half], order[half:])
    )
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{orders}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(content: str, style: str = "Kopfzeile") -> str:
    return f'<w:p w14:paraId="0A0B0C0D"><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def header(content: str) -> str:
    return f"<w:hdr {NAMESPACES} {_DRAWN}>{content}</w:hdr>"


def footer(content: str) -> str:
    return f"<w:ftr {NAMESPACES} {_DRAWN}>{content}</w:ftr>"


def picture(id: str = "rId1") -> str:
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="900000" cy="600000"/>'
        '<wp:docPr id="1" name="Logo" descr="Wappen."><a:hlinkClick r:id="rId2"/></wp:docPr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{id}">'
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"/></a:extLst></a:blip>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


TEXT_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/>'
    '<wp:docPr id="1" name="Feld"/><a:graphic><a:graphicData'
    ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
    "</a:prstGeom></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>Rathaus</w:t></w:r></w:p>"
    "</w:txbxContent></wps:txbx>"
    "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:rect style="width:70pt;height:24pt" href="https://x.example/"><v:textbox><w:txbxContent><w:p><w:r>'
    "<w:t>Rathaus</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
"""Word's, with what it keeps for old versions."""

STYLES = (Path(__file__).parents[2] / "data" / "letterhead-styles.xml").read_bytes()
"""A German Word's, whose ids are its own, and one of whose ids is also one of ours."""

NUMBERING = f"""<w:numbering {NAMESPACES}><w:numPicBullet w:numPicBulletId="0"><w:pict/></w:numPicBullet>
<w:abstractNum w:abstractNumId="4"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="upperRoman"/><w:pStyle w:val="berschrift1"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="5"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0">
<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/><w:lvlPicBulletId w:val="0"/><w:lvlJc w:val="left"/>
</w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num><w:num w:numId="3">
<w:abstractNumId w:val="5"/></w:num></w:numbering>"""

FONTS = f"""<w:fonts {NAMESPACES}><w:font w:name="Dresden Sans"><w:panose1 w:val="020F0502020204030204"/>
<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>
<w:embedRegular r:id="rId1" w:fontKey="{{00000000-0000-0000-0000-000000000000}}"/></w:font></w:fonts>"""


def theme() -> str:
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in (
            ("dk1", "000000"),
            ("lt1", "FFFFFF"),
            ("dk2", "44546A"),
            ("lt2", "E7E6E6"),
            *((f"accent{place}", "C00000") for place in range(1, 7)),
            ("hlink", "0563C1"),
            ("folHlink", "954F72"),
        )
    )
    font = '<a:latin typeface="Dresden Sans"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="' + R + '" name="Dresden">'
        f'<a:themeElements><a:clrScheme name="Dresden">{colours}</a:clrScheme><a:fontScheme name="Dresden">'
        f'<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="Dresden">'
        "<a:fillStyleLst>"
        f"{fill * 3}</a:fillStyleLst><a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>"
        f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 2}"
        '<a:blipFill><a:blip r:embed="rId1"/><a:stretch/></a:blipFill></a:bgFillStyleLst></a:fmtScheme>'
        "</a:themeElements></a:theme>"
    )


def section(refers: str, *, size: str = 'w:w="12240" w:h="15840"', more: str = "<w:titlePg/>") -> str:
    return (
        f'<w:sectPr>{refers}<w:pgSz {size}/><w:pgMar w:top="2268" w:right="1985" w:bottom="1701" w:left="1701"'
        f' w:header="709" w:footer="567" w:gutter="0"/><w:cols w:num="2"/>{more}</w:sectPr>'
    )


ALL_PAGES = "".join(
    f'<w:{kind}Reference w:type="{pages}" r:id="{kind}-{pages}"/>'
    for pages in ("default", "first", "even")
    for kind in ("header", "footer")
)


@cache
def logo(ending: str = "png") -> bytes:
    """A coat of arms, partly transparent."""
    packed = io.BytesIO()
    Image.new("RGBA", (2600, 300), (192, 0, 0, 128)).save(packed, "PNG")
    return packed.getvalue() if ending == "png" else camera.from_phone(6)


def rich() -> bytes:
    """A letterhead with everything: pictures, text boxes, links, fields, first and even pages, Letter paper."""
    link = f'<w:hyperlink r:id="rId2">{run("www.dresden.example")}</w:hyperlink>'
    number = field(" PAGE ")
    files: dict[str, bytes | str] = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{paragraph(run('Sehr geehrte Frau Geheim,'), 'Titel')}"
        f"{section(ALL_PAGES)}</w:body></w:document>".replace(' w14:paraId="0A0B0C0D"', ""),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/fontTable.xml": FONTS,
        "word/theme/theme1.xml": theme(),
        "word/settings.xml": f'<w:settings {NAMESPACES}><w:evenAndOddHeaders/><w:clrSchemeMapping w:bg1="light1"'
        ' w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3"'
        ' w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
        ' w:followedHyperlink="followedHyperlink"/></w:settings>',
        "word/header1.xml": header(
            paragraph(
                '<w:bookmarkStart w:id="0" w:name="_GoBack"/>'
                + picture()
                + run("Landeshauptstadt ")
                + link
                + "<w:r><w:tab/></w:r>"
                '<w:bookmarkEnd w:id="0"/>' + field(' STYLEREF "Überschrift 1" ', "Kapitel")
            )
        ),
        "word/header2.xml": header(
            paragraph(picture() + TEXT_BOX + field(' INCLUDEPICTURE "https://x.example/a.png" ', "Bild"))
        ),
        "word/header3.xml": header(paragraph(run("Gerade Seite"))),
        "word/footer1.xml": footer(paragraph(run("Blatt ") + number, "Fuzeile")),
        "word/footer2.xml": footer(
            paragraph(run("Bankverbindung: ") + field(" DOCPROPERTY Konto ", "DE00"), "Fuzeile")
        ),
        "word/footer3.xml": footer(paragraph(run("Amt für Beteiligung"), "Fuzeile")),
        "word/media/image1.png": logo(),
        "word/media/image2.jpg": logo("jpg"),
        "word/vorlage.odttf": b"font",
    }
    images = ("media/image1.png", "media/image2.jpg", "")
    for place, image in enumerate(images, start=1):
        relations = [("rId1", "image", image)] if image else []
        files[f"word/_rels/header{place}.xml.rels"] = relations_of(relations, LINK)
    files["word/theme/_rels/theme1.xml.rels"] = relations_of([("rId1", "image", "../media/image1.png")])
    files["word/_rels/fontTable.xml.rels"] = relations_of([("rId1", "font", "vorlage.odttf")])
    furniture = [
        (f"{kind}-{pages}", kind, f"{kind}{place}.xml")
        for place, pages in enumerate(("default", "first", "even"), start=1)
        for kind in ("header", "footer")
    ]
    parts = [("s1", "styles", "styles.xml"), ("s2", "numbering", "numbering.xml"), ("s3", "settings", "settings.xml")]
    parts += [("s4", "fontTable", "fontTable.xml"), ("s5", "theme", "theme/theme1.xml")]
    files["word/_rels/document.xml.rels"] = relations_of([*furniture, *parts], LINK)
    return packed(files)


def plain(
    header_xml: str | None = None, footer_xml: str | None = None, also: Mapping[str, bytes | str] | None = None
) -> bytes:
    """The smallest letterhead: a header or a footer or none, no styles; `also` other files by their names."""
    refers, relations = "", []
    files: dict[str, bytes | str] = {}
    for kind, xml in (("header", header_xml), ("footer", footer_xml)):
        if xml is not None:
            refers += f'<w:{kind}Reference w:type="default" r:id="{kind}"/>'
            relations.append((kind, kind, f"{kind}1.xml"))
            files[f"word/{kind}1.xml"] = xml
    files["word/document.xml"] = (
        f"<w:document {NAMESPACES}><w:body><w:p/>{section(refers, more='')}</w:body></w:document>"
    )
    files["word/_rels/document.xml.rels"] = relations_of(relations)
    return packed({**files, **(also or {})})


def bare() -> bytes:
    """python-docx's own file, Letter, with most styles taken out, and a footer without numbers."""
    document = Document()
    for style in list(document.styles):
        if style.name not in ("Normal", "Heading 1", "List Bullet"):
            style._element.getparent().remove(style._element)
    document.sections[0].footer.paragraphs[0].text = "Amt"
    document.sections[0].left_margin = document.sections[0].right_margin = Inches(3)
    document.sections[0].top_margin = Cm(4)
    return saved(document)


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def relations_of(relations: list[tuple[str, str, str]], link: str = "") -> str:
    inner = "".join(f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{to}"/>' for id, kind, to in relations)
    if link:
        inner += f'<Relationship Id="rId2" Type="{R}/hyperlink" Target="{link}" TargetMode="External"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def packed(files: Mapping[str, bytes | str]) -> bytes:
    """As a Word file, with its list of types."""
    types = {"document": "document.main", "theme1": ""}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{WORD}.{types.get(stem := _stem(name), stem)}+xml"/>'
        for name in files
        if name.endswith(".xml") and "theme" not in name
    )
    whole = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
        f' ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": relations_of([("rId1", "officeDocument", "word/document.xml")]),
        **files,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # without the hour
    return file.getvalue()


def _stem(name: str) -> str:
    return re.sub(r"\d", "", name.rpartition("/")[2].removesuffix(".xml"))


ALL: dict[str, Callable[[], bytes]] = {"rich": cache(rich), "bare": cache(bare)}
