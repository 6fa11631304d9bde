"""Draws on PowerPoint slides: places in EMU (914,400 to the inch), sizes in points, colours as RRGGBB.

PowerPoint draws a hyphen at each soft one, and its format has no element for them: they are left out.
"""

import io
from collections.abc import Sequence
from typing import Any, TypeAlias

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from facilitation.colours import BAND as BAND
from facilitation.colours import INK as INK
from facilitation.colours import INK_SOFT
from facilitation.documents.deck.room import lines_of
from facilitation.documents.deck.slide import Bars, Scales, Steps
from facilitation.documents.report.script import Script, runs_right_to_left, stretches, tag
from facilitation.documents.report.styles import EAST_ASIAN, LATIN
from facilitation.text import without_soft_hyphens

WIDTH, HEIGHT = 12_192_000, 6_858_000
EDGE = 508_000
TITLE = (EDGE, 90_000, WIDTH - 2 * EDGE, 720_000)
BIG_TITLE = (EDGE, 1_000_000, WIDTH - 2 * EDGE, 2_100_000)
BELOW_TITLE = (EDGE, 3_200_000, WIDTH - 2 * EDGE, 3_200_000)
BODY = (EDGE, 1_000_000, WIDTH - 2 * EDGE, 5_350_000)
PICTURE = (EDGE, 1_000_000, WIDTH - 2 * EDGE, 4_800_000)
LOGO = (WIDTH - EDGE - 2_600_000, 250_000, 2_600_000, 700_000)
CAPTION = (EDGE, 5_850_000, WIDTH - 2 * EDGE, 500_000)
BELOW_CHART = 500_000
HALF = (WIDTH - 3 * EDGE) // 2
ABOVE = (EDGE, 950_000, WIDTH - 2 * EDGE, 1_300_000)
LEFT_HEADING = (EDGE, 2_250_000, HALF, 560_000)
LEFT = (EDGE, 2_810_000, HALF, 3_340_000)
RIGHT = (2 * EDGE + HALF, 2_250_000, HALF, 4_100_000)
UNDER = (EDGE, 2_250_000, WIDTH - 2 * EDGE, 4_100_000)
FOOT = (EDGE, 6_340_000, WIDTH - 2 * EDGE, 500_000)
_POINT = 12_700
"""EMU in a point."""
_INSET = 14.4
"""Points that a text box keeps free at both sides together."""
_LEADING, _BEFORE = 1.2, 0.35
"""A line's height, and the space before a paragraph, by the size of the type."""
_LETTER, _BOLD_LETTER = 0.52, 0.57
"""A letter's mean width, by the size of the type."""
LEAST = 14.0
"""Points of the smallest type that a hall can read; what is smaller anyway stays as it is."""
_SCALES = tuple(place / 20 for place in range(20, 5, -1))
LEAST_TITLE, MOST_TITLE = 20.0, 32.0
"""Points of a title in the band; two lines of the smallest have room in it."""
BAND_HEIGHT = 900_000
SOFT, PAPER = INK_SOFT, "FFFFFF"
SMALL_PRINT = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)

Box: TypeAlias = tuple[int, int, int, int]
Run: TypeAlias = tuple[str, str | None, float, bool, str]
"""A piece of text: the text, its language (None: the deck's), its size in points, whether it is bold, its colour."""


def place(shape: Any, box: Box) -> None:
    """Place a shape in a box: left, top, width and height, in EMU."""
    shape.left, shape.top, shape.width, shape.height = map(Emu, box)


def themed(theme: bytes) -> bytes:
    """python-pptx's theme with our fonts, and with BAND's colour as the first accent, which tables use."""
    fonts = theme.replace(b'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{LATIN}"/>'.encode())
    fonts = fonts.replace(b'<a:ea typeface=""/>', f'<a:ea typeface="{EAST_ASIAN}"/>'.encode())
    return fonts.replace(b'<a:srgbClr val="4F81BD"/>', f'<a:srgbClr val="{BAND}"/>'.encode())


def band(page: Any, colour: str) -> None:
    """Draw the coloured band behind the title; it is decoration and has no alternative text."""
    drawn = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Emu(WIDTH), Emu(BAND_HEIGHT))
    drawn.fill.solid()
    drawn.fill.fore_color.rgb = RGBColor.from_string(colour)
    drawn.line.fill.background()
    drawn.shadow.inherit = False
    drawn.name = "Band"
    page.shapes._spTree.remove(drawn._element)
    page.shapes._spTree.insert(2, drawn._element)


def title_size(said: str) -> float:
    """The size of a title in the band: as large as it fits in one line; a very long one has two."""
    in_one_line = (TITLE[2] / _POINT - _INSET) / (max(lines_of(said, 1), 1) * _BOLD_LETTER)
    return min(max(in_one_line, LEAST_TITLE), MOST_TITLE)


def title(page: Any, said: str, box: Box, size: float, colour: str, language: str) -> None:
    """Write the slide's title into its own placeholder, by which screen readers and the outline know it."""
    shape = page.shapes.title
    place(shape, box)
    shape.text_frame.word_wrap, shape.text_frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    write(shape.text_frame, [[(said, None, size, True, colour)]], language)
    shape.text_frame.paragraphs[0]._p.get_or_add_pPr().set("algn", "l")


def text(page: Any, box: Box, paragraphs: Sequence[Sequence[Run]], language: str) -> None:
    """Draw a text box, as large as its text fits in; where somebody adds to it, PowerPoint makes it smaller."""
    shape = page.shapes.add_textbox(*map(Emu, box))
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(frame, scaled(paragraphs, box), language)


def scaled(paragraphs: Sequence[Sequence[Run]], box: Box) -> list[list[Run]]:
    """The paragraphs in the largest scale in which their lines fit into a box, if they can in no type below LEAST.

    The file carries it: only PowerPoint itself makes text smaller by itself, and only once somebody has changed it.
    """
    width, height = box[2] / _POINT - _INSET, box[3] / _POINT - _INSET
    tried = [(scale, least) for least in (LEAST, 0.0) for scale in _SCALES]
    fits = (one for one in tried if _height(paragraphs, *one, width) <= height)
    scale, least = next(fits, tried[-1])
    return [
        [(said, spoken_in, _size(size, scale, least), bold, colour) for said, spoken_in, size, bold, colour in runs]
        for runs in paragraphs
    ]


def _size(size: float, scale: float, least: float) -> float:
    """The size of a type in this scale, but not less than `least`, where it was not less before."""
    return max(size * scale, min(size, least))


def _height(paragraphs: Sequence[Sequence[Run]], scale: float, least: float, width: float) -> float:
    height = 0.0
    for runs in paragraphs:
        size = _size(max(run[2] for run in runs), scale, least)
        letter = _BOLD_LETTER if any(run[3] for run in runs) else _LETTER
        in_a_line = max(int(width / (size * letter)), 1)
        lines = lines_of(" ".join(run[0] for run in runs).replace("\n", " "), in_a_line)
        height += size * (lines * _LEADING + _BEFORE)
    return height


def foot(page: Any, event: str, number: int, language: str) -> None:
    """Write the event's title and the slide's number below a slide; PowerPoint counts it anew where slides move."""
    shape = page.shapes.add_textbox(*map(Emu, FOOT))
    shape.name = "Fuß"
    frame = shape.text_frame
    frame.word_wrap = True
    write(frame, scaled([[(event, None, 14.0, False, SOFT)]], (*FOOT[:2], FOOT[2] - 900_000, FOOT[3])), language)
    beside = page.shapes.add_textbox(Emu(WIDTH - EDGE - 900_000), Emu(FOOT[1]), Emu(900_000), Emu(FOOT[3]))
    paragraph = beside.text_frame.paragraphs[0]
    paragraph._p.get_or_add_pPr().set("algn", "r")
    counted = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="{tag(language)}" sz="1400"><a:solidFill><a:srgbClr val="{SOFT}"/></a:solidFill></a:rPr>'
        f"<a:t>{number}</a:t></a:fld>"
    )
    paragraph._p.append(counted)


def write(frame: Any, paragraphs: Sequence[Sequence[Run]], language: str) -> None:
    """Write paragraphs of runs, each in its language and script; a paragraph takes the direction of its text."""
    for place_, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place_ == 0 else frame.add_paragraph()
        said = "".join(run[0] for run in runs)
        turned = runs_right_to_left(said, runs[-1][1])
        properties = paragraph._p.get_or_add_pPr()
        if turned:
            properties.set("algn", "r")
            properties.set("rtl", "1")
        if place_:
            paragraph.space_before = Pt(runs[0][2] * 0.35)
        for run in runs:
            _add_run(paragraph, run, language, turned)


def _add_run(paragraph: Any, run: Run, language: str, turned: bool) -> None:
    said, spoken_in, size, bold, colour = run
    for script, stretch in stretches(without_soft_hyphens(said), right_to_left=turned):
        added = paragraph.add_run()
        added.text = stretch.replace("\n", " ")
        added.font.size, added.font.bold = Pt(round(size)), bold
        added.font.color.rgb = RGBColor.from_string(colour)
        known = spoken_in or {Script.EAST_ASIAN: "zh", Script.RIGHT_TO_LEFT: "ar"}.get(script, language)
        added._r.get_or_add_rPr().set("lang", tag(known))


def spoken(content: Bars) -> str:
    """A chart's values as a sentence, for its alternative text."""
    return "; ".join(f"{bar.label}: {bar.value}" for bar in content.bars)


def bars(page: Any, content: Bars, alternative: str, language: str, box: Box = BODY) -> None:
    """Draw horizontal bars, one for each category from top to bottom, each with its number."""
    data = CategoryChartData(number_format="#,##0")
    data.categories = [without_soft_hyphens(bar.label) for bar in content.bars]
    data.add_series(content.unit, [bar.value for bar in content.bars])
    chart = _chart(page, XL_CHART_TYPE.BAR_CLUSTERED, box, data, alternative)
    chart.has_legend = False
    _colour(chart.plots[0].series[0], content.colour)
    _label(chart.plots[0], XL_LABEL_POSITION.OUTSIDE_END, 20)
    more = f"{content.unit} · {content.more}" if content.more else content.unit
    top = box[1] + box[3] - BELOW_CHART
    below = (box[0], top, box[2], CAPTION[1] + CAPTION[3] - top)
    text(page, below, [[(more, None, 18.0, False, SOFT)]], language)


def scales(page: Any, content: Scales, colours: Sequence[str], heading: str, language: str) -> None:
    """Draw a bar for each question of the feedback, divided by how many chose each of the five places."""
    data = CategoryChartData(number_format="#,##0")
    data.categories = [without_soft_hyphens(scale.question) for scale in content.scales]
    low, high = content.ends
    for at, name in enumerate((f"1 {low}", "2", "3", "4", f"5 {high}")):
        data.add_series(name, [scale.counts[at] for scale in content.scales])
    said = "; ".join(
        f"{scale.question} {content.mean} {mean}, {content.unit} {scale.answers}"
        for scale, mean in zip(content.scales, content.means, strict=True)
    )
    chart = _chart(page, XL_CHART_TYPE.BAR_STACKED_100, BODY, data, f"{heading}. {said}")
    chart.has_legend, chart.legend.position = True, XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout, chart.legend.font.size = False, Pt(16)
    for series, colour in zip(chart.plots[0].series, colours, strict=True):
        _colour(series, colour)
    text(page, CAPTION, [[(said, None, 16.0, False, SOFT)]], language)


def _chart(page: Any, kind: Any, box: Box, data: CategoryChartData, alternative: str) -> Any:
    left, top, width, height = box
    frame = page.shapes.add_chart(kind, Emu(left), Emu(top), Emu(width), Emu(height - BELOW_CHART), data)
    _describe(frame, alternative)
    chart = frame.chart
    chart.font.size, chart.font.name, chart.has_title = Pt(18), LATIN, False
    chart.category_axis.reverse_order = True
    chart.category_axis.has_major_gridlines = chart.value_axis.has_major_gridlines = False
    chart.value_axis.visible, chart.value_axis.minimum_scale = False, 0
    chart.plots[0].gap_width = 45
    for named in chart._chartSpace.xpath(".//c:axId | .//c:crossAx"):
        named.set("val", named.get("val").lstrip("-"))  # python-pptx's are below 0, which the schema does not allow
    return chart


def _label(plot: Any, position: Any, size: int) -> None:
    plot.has_data_labels = True
    plot.data_labels.show_value, plot.data_labels.position = True, position
    plot.data_labels.font.size = Pt(size)


def _colour(series: Any, colour: str) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(colour)
    series.invert_if_negative = False


def table(page: Any, content: Steps, size: float, language: str) -> None:
    """Draw the next steps as a table: a row of headings, then a row for each step."""
    left, top, width, _ = BODY
    frame = page.shapes.add_table(len(content.steps) + 1, 4, Emu(left), Emu(top), Emu(width), Emu(400_000))
    for column, share in zip(frame.table.columns, (43, 27, 15, 15), strict=True):
        column.width = Emu(width * share // 100)
    rows: list[tuple[str, ...]] = [content.heads]
    rows += [
        (one.what, one.who or content.open, one.by_when or content.open, content.states[one.state])
        for one in content.steps
    ]
    for at, row in enumerate(rows):
        for cell, said in zip(frame.table.rows[at].cells, row, strict=True):
            write(cell.text_frame, [[(said, None, size, at == 0, PAPER if at == 0 else INK)]], language)


def picture(
    page: Any, jpeg: bytes, measured: tuple[int, int], alternative: str, box: tuple[int, int, int, int] = PICTURE
) -> None:
    """Draw a JPEG in the middle of its box, as large as fits; `measured` is its width and height in pixels."""
    left, top, width, height = box
    scale = min(width / measured[0], height / measured[1])
    wide, high = int(measured[0] * scale), int(measured[1] * scale)
    shape = page.shapes.add_picture(
        io.BytesIO(jpeg), left + (width - wide) // 2, top + (height - high) // 2, wide, high
    )
    _describe(shape, alternative)


def _describe(shape: Any, alternative: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", without_soft_hyphens(alternative))
