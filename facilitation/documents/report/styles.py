"""The report's styles and numbering; their names are Word's own where it has one, so that its menus list them."""

from collections.abc import Iterator
from dataclasses import dataclass

from facilitation.colours import INK, INK_SOFT
from facilitation.documents.report.body import NAMESPACES, TEXT_WIDTH
from facilitation.documents.report.drawing import GAP
from facilitation.documents.report.script import tag
from facilitation.i18n.catalogue import Catalogue

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
SOFT, RULE, TINT = INK_SOFT, "CFC6B8", "F6F2EA"
LINK = "0B5394"

_TIGHT = 'w:line="240" w:lineRule="auto"'
_STAY = "<w:keepNext/><w:keepLines/>"
_CELLS = (
    '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'  # on any letterhead
)


@dataclass(frozen=True)
class RunFormat:
    """How a style's letters look; `size` is in half points (0: not set), `colour` is RRGGBB."""

    size: int = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""

    def xml(self) -> str:
        """The XML of run properties, each also for complex scripts; empty where nothing is set."""
        inner = "<w:b/><w:bCs/>" if self.bold else ""
        inner += "<w:i/><w:iCs/>" if self.italic else ""
        inner += f'<w:color w:val="{self.colour}"/>' if self.colour else ""
        inner += f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>' if self.size else ""
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""


PLAIN = RunFormat()


def styles(say: Catalogue, width: int = TEXT_WIDTH) -> str:
    """The text of word/styles.xml; `width` is that of the text, in twentieths of a point."""
    return f"<w:styles {NAMESPACES}>{_defaults(tag(say.language))}{''.join(_all(width))}</w:styles>"


def numbering() -> str:
    """The text of word/numbering.xml: list 1 numbers the headings, list 2 has bullets."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{upper + 1}" for upper in range(level + 1))}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl>'
        for level, indent in enumerate((567, 794, 1021))
    )
    bullet = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
        '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr></w:lvl>'
    )
    return (
        f"<w:numbering {NAMESPACES}>"
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>{bullet}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )


def _defaults(language: str) -> str:
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{LATIN}" w:eastAsia="{EAST_ASIAN}" w:hAnsi="{LATIN}" w:cs="{LATIN}"/>'
        f'<w:color w:val="{INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        f'<w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="250" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )


def _all(width: int) -> Iterator[str]:
    yield '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    yield _character("DefaultParagraphFont", "Default Paragraph Font", "", default=True)
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    yield (
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    yield _character("Strong", "Strong", "<w:b/><w:bCs/>")
    yield _character("Hyperlink", "Hyperlink", f'<w:color w:val="{LINK}"/><w:u w:val="single"/>')
    yield from _headings()
    yield from _text(width)
    yield from _front(width)
    yield from _furniture(width)
    yield from _tables()


def _headings() -> Iterator[str]:
    looks = (("280", "100", 32), ("180", "60", 24), ("180", "60", 22))
    for level, (before, after, size) in enumerate(looks):
        line = f'<w:pBdr><w:top w:val="single" w:sz="8" w:space="10" w:color="{INK}"/></w:pBdr>' if level == 0 else ""
        yield _paragraph(
            f"Heading{level + 1}",
            f"heading {level + 1}",
            f'{_STAY}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>{line}<w:suppressAutoHyphens/>'
            f'<w:spacing w:before="{before}" w:after="{after}" {_TIGHT}/><w:outlineLvl w:val="{level}"/>',
            RunFormat(size, bold=True),
            then="BodyText",
        )


def _text(width: int) -> Iterator[str]:
    yield _paragraph("BodyText", "Body Text", "")
    yield _paragraph("Intro", "Einleitung", "<w:keepNext/>", based="BodyText", then="BodyText")
    yield _paragraph(
        "Lead", "Vorspann", "<w:keepNext/>" + _spacing(0, 160), RunFormat(24, colour=SOFT), then="BodyText"
    )
    yield _paragraph(
        "Label", "Zwischenzeile", "<w:keepNext/>" + _spacing(80, 30), RunFormat(colour=SOFT), then="BodyText"
    )
    yield _paragraph(
        "GuidingQuestion",
        "Leitfrage",
        f'<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="36" w:space="10" w:color="{SOFT}"/></w:pBdr>'
        f'<w:suppressAutoHyphens/>{_spacing(80, 140)}<w:ind w:left="284"/>',
        RunFormat(26),
        then="BodyText",
    )
    yield _paragraph(
        "ListBullet",
        "List Bullet",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>' + _spacing(0, 24),
    )
    yield _paragraph(
        "ListNote",
        "Anmerkung in Listen",
        f'<w:spacing w:before="0" w:after="80" {_TIGHT}/><w:ind w:left="357"/>',
        RunFormat(18, colour=SOFT),
    )
    yield _paragraph(
        "FigureParagraph",
        "Bild",
        f'<w:keepNext/><w:tabs><w:tab w:val="left" w:pos="{(width + GAP) // 2}"/></w:tabs>'
        f'<w:spacing w:before="120" w:after="40" {_TIGHT}/>',
    )
    yield _paragraph(
        "VoiceSource",
        "Herkunft der Stimme",
        f'{_STAY}<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
        f'<w:spacing w:before="90" w:after="20" {_TIGHT}/>',
        RunFormat(17, colour=SOFT),
        then="Quote",
    )
    yield _paragraph("Quote", "Quote", "<w:keepLines/>" + _spacing(0, 40), then="BodyText")
    yield _paragraph("Translation", "Deutsche Fassung", "<w:keepLines/>" + _spacing(0, 40), RunFormat(20, colour=SOFT))
    yield _paragraph("Note", "Anmerkung", _spacing(60, 80), RunFormat(18, colour=SOFT))


def _front(width: int) -> Iterator[str]:
    yield _paragraph("Logo", "Logo", f'<w:spacing w:before="0" w:after="240" {_TIGHT}/>')
    yield _paragraph("Organiser", "Absender", _spacing(0, 2400), RunFormat(20, colour=SOFT))
    yield _paragraph(
        "Title",
        "Title",
        f'<w:suppressAutoHyphens/><w:spacing w:before="0" w:after="200" {_TIGHT}/>',
        RunFormat(54, bold=True),
        then="Subtitle",
    )
    yield _paragraph("Subtitle", "Subtitle", _spacing(0, 1300), RunFormat(32, colour=SOFT), then="BodyText")
    yield _paragraph(
        "Fact",
        "Angabe",
        '<w:tabs><w:tab w:val="left" w:pos="2780"/></w:tabs>'
        + _spacing(0, 80)
        + '<w:ind w:left="2780" w:hanging="2780"/>',
    )
    yield _paragraph("FiguresTitle", "Kennzahlen Titel", "<w:keepNext/>" + _spacing(900, 100), RunFormat(colour=SOFT))
    yield _paragraph(
        "TOCHeading",
        "TOC Heading",
        f'<w:keepNext/><w:pageBreakBefore/><w:spacing w:before="0" w:after="200" {_TIGHT}/>',
        RunFormat(34, bold=True),
        then="BodyText",
    )
    for level, (left, hanging, before) in enumerate(((454, 454, 60), (1077, 623, 0)), start=1):
        yield _paragraph(
            f"TOC{level}",
            f"toc {level}",
            f'<w:tabs><w:tab w:val="left" w:pos="{left}"/><w:tab w:val="right" w:leader="dot" w:pos="{width}"/>'
            f'</w:tabs><w:spacing w:before="{before}" w:after="10" {_TIGHT}/>'
            f'<w:ind w:left="{left}" w:hanging="{hanging}"/>',
            RunFormat(20, bold=level == 1),
        )


def _furniture(width: int) -> Iterator[str]:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs><w:spacing w:after="0" {_TIGHT}/>'
    for name in ("Header", "Footer"):
        yield _paragraph(name, name.lower(), tabs, RunFormat(16, colour=SOFT))
    yield _paragraph(
        "PageNumber", "Seitenzahl", f'<w:spacing w:after="0" {_TIGHT}/><w:jc w:val="right"/>', RunFormat(16)
    )
    yield _paragraph(
        "Caption", "caption", f'<w:spacing w:before="100" w:after="60" {_TIGHT}/>', RunFormat(18, colour=SOFT)
    )


def _tables() -> Iterator[str]:
    yield _paragraph(
        "TableText",
        "Tabellentext",
        '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>',
        RunFormat(18),
    )
    yield _paragraph("TableNumber", "Tabellenzahl", '<w:jc w:val="right"/>', based="TableText")
    yield _paragraph("TableTranslation", "Deutsche Fassung in Tabellen", "", RunFormat(colour=SOFT), based="TableText")
    yield _paragraph("TableHead", "Tabellenkopf", "<w:keepNext/>", RunFormat(bold=True), based="TableText")
    yield _paragraph("TableHeadNumber", "Tabellenkopf Zahl", '<w:jc w:val="right"/>', based="TableHead")
    yield _paragraph("Figure", "Kennzahl", f'<w:spacing w:before="0" w:after="60" {_TIGHT}/>', RunFormat(52, bold=True))
    yield _paragraph(
        "FigureLabel",
        "Kennzahl Name",
        f'<w:keepNext/><w:spacing w:before="80" w:after="0" {_TIGHT}/>',
        RunFormat(18, colour=SOFT),
    )
    yield (
        '<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Berichtstabelle"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr>'
        "<w:tblBorders>"
        f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>{_CELLS}</w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/></w:tcPr></w:tblStylePr></w:style>'
    )
    yield (
        '<w:style w:type="table" w:styleId="FiguresTable"><w:name w:val="Kennzahlen"/><w:basedOn w:val="TableNormal"/>'
        '<w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tblBorders>{_CELLS}</w:tblPr></w:style>'
    )


def _paragraph(
    style: str, name: str, properties: str, look: RunFormat = PLAIN, *, based: str = "Normal", then: str | None = None
) -> str:
    follows = f'<w:next w:val="{then}"/>' if then else ""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{follows}'
        f"<w:qFormat/>{inner}{look.xml()}</w:style>"
    )


def _character(style: str, name: str, properties: str, *, default: bool = False) -> str:
    if default:
        return (
            f'<w:style w:type="character" w:default="1" w:styleId="{style}"><w:name w:val="{name}"/>'
            '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        )
    return (
        f'<w:style w:type="character" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>'
    )


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'
