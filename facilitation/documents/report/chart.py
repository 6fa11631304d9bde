"""Makes native Word charts: bars that people can edit, with the workbook that holds their numbers.

The order of elements is the schema's (ISO/IEC 29500, DrawingML charts); Word refuses any other. Unlike in a paragraph
there is no element for a soft hyphen, so it is left out.
"""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from facilitation.colours import INK
from facilitation.documents.report.body import DRAWING_NAMESPACES, R, escaped
from facilitation.documents.report.styles import EAST_ASIAN, LATIN
from facilitation.text import without_soft_hyphens

SHEET = "Daten"
_CATEGORY_AXIS, _VALUE_AXIS = 111, 222


@dataclass(frozen=True)
class Series:
    """The bars of one colour: a number for each category; `colour` is RRGGBB."""

    name: str
    values: tuple[int, ...]
    colour: str


@dataclass(frozen=True)
class Chart:
    """A chart of horizontal bars, one for each category from top to bottom; several series share a bar.

    With `share` all bars are equally long and show parts of the whole. `language` is Word's tag (`script.tag`).
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    language: str
    share: bool = False


def chart_xml(chart: Chart) -> bytes:
    """Make the chart's part, as XML in UTF-8; its first relation (rId1) must be the workbook."""
    stacked = len(chart.series) > 1
    drawn = "".join(_series(chart, place, one, stacked) for place, one in enumerate(chart.series))
    grouping = ("percentStacked" if chart.share else "stacked") if stacked else "clustered"
    overlap = '<c:overlap val="100"/>' if stacked else ""
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if stacked else ""
    xml = (
        f'<c:chartSpace {DRAWING_NAMESPACES} xmlns:r="{R}"><c:date1904 val="0"/><c:lang val="{chart.language}"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart>'
        f'<c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{drawn}<c:gapWidth val="45"/>'
        f'{overlap}<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/></c:barChart>{_axes()}</c:plotArea>'
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill>'
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/><a:cs typeface="{LATIN}"/></a:defRPr></a:pPr>'
        f'<a:endParaRPr lang="{chart.language}"/></a:p></c:txPr>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml).encode()


def workbook(chart: Chart, made_at: dt.datetime) -> bytes:
    """Write the numbers as .xlsx: a row for each category, a column for each series; texts are never formulas."""
    packed = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(packed, plain) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, 0, 40)
        for column, series in enumerate(chart.series, start=1):
            sheet.write_string(0, column, without_soft_hyphens(series.name))
            for row, value in enumerate(series.values, start=1):
                sheet.write_number(row, column, value)
        for row, name in enumerate(chart.categories, start=1):
            sheet.write_string(row, 0, without_soft_hyphens(name))
    return packed.getvalue()


def _series(chart: Chart, place: int, series: Series, stacked: bool) -> str:
    column, last = chr(ord("B") + place), len(chart.categories) + 1
    ink = "FFFFFF" if stacked and _is_dark(series.colour) else INK
    position = "ctr" if stacked else "outEnd"
    # A part of nothing has no number beside it.
    figures = "#,##0;;;" if stacked else "#,##0"
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"<c:tx>{_texts(f'{SHEET}!${column}$1', [series.name])}</c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{series.colour}"/></a:solidFill>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln></c:spPr>'
        '<c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="{figures}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln>'
        f'</c:spPr><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill><a:srgbClr val="{ink}"/>'
        f'</a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="{chart.language}"/></a:p></c:txPr>'
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat>{_texts(f'{SHEET}!$A$2:$A${last}', chart.categories)}</c:cat>"
        f"<c:val>{_numbers(f'{SHEET}!${column}$2:${column}${last}', series.values)}</c:val></c:ser>"
    )


def _texts(place: str, values: Sequence[str]) -> str:
    return f"<c:strRef><c:f>{place}</c:f><c:strCache>{_points(values)}</c:strCache></c:strRef>"


def _numbers(place: str, values: Sequence[int]) -> str:
    cache = f"<c:formatCode>General</c:formatCode>{_points(list(map(str, values)))}"
    return f"<c:numRef><c:f>{place}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def _points(values: Sequence[str]) -> str:
    shown = map(escaped, map(without_soft_hyphens, values))
    points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(shown))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _axes() -> str:
    """The axes: categories at the left, the first on top; the value axis is hidden, as bars carry their numbers.

    Every bar has its name: Word leaves none out because of `tickLblSkip`, LibreOffice because of the rotation.
    """
    ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
    line = f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill></a:ln></c:spPr>'
    names = '<c:txPr><a:bodyPr rot="0" vert="horz"/><a:p><a:pPr><a:defRPr/></a:pPr><a:endParaRPr/></a:p></c:txPr>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="l"/>{ticks}{line}{names}<c:crossAx val="{_VALUE_AXIS}"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:tickLblSkip val="1"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="1"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>{ticks}'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/></c:valAx>'
    )


def _is_dark(colour: str) -> bool:
    """Whether white is read better than ink on a colour (RRGGBB), by its brightness as in ITU-R BT.601."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140
