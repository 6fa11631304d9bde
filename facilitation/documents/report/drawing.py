"""Makes the XML of pictures and charts in the text; `package.py` adds the parts that they show."""

from facilitation.documents.report.body import TEXT_WIDTH, A, C, read_out

EMU_PER_TWIP = 635
"""English metric units, in which drawings are measured, in a twentieth of a point."""
EMU_PER_CM = 360_000
PICTURE_HEIGHT = 2600
"""Twentieths of a point, 4.6 cm: handwriting can still be read, and four rows of pictures fit on a page."""
GAP = 200
"""Twentieths of a point between two pictures in a row."""


def picture(
    number: int,
    part: str,
    *,
    width: int,
    height: int,
    alternative: str,
    limit: int = PICTURE_HEIGHT,
    room: int = TEXT_WIDTH,
) -> str:
    """Make a run that shows a picture; `width` and `height` in pixels give its proportions.

    `limit` is its greatest height and `room` its greatest width, in twentieths of a point; `part` is the id of the
    relation to the picture, `number` the drawing's place in the document.
    """
    cx, cy = fitting(width, height, room, limit)
    cx, cy = cx * EMU_PER_TWIP, cy * EMU_PER_TWIP
    name = f"Bild {number}"
    shown = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{read_out(alternative)}"/>'
        "<pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{part}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic>"
    )
    locks = '<a:graphicFrameLocks noChangeAspect="1"/>'
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return _inline(number, name, alternative, cx, cy, locks, kind, shown)


def chart(number: int, part: str, *, height: int, alternative: str, room: int = TEXT_WIDTH) -> str:
    """Make a run that shows a chart; `height` is in EMU, `room` its width in twentieths of a point."""
    shown = f'<c:chart r:id="{part}"/>'
    return _inline(number, f"Diagramm {number}", alternative, room * EMU_PER_TWIP, height, "", C, shown)


def fitting(width: int, height: int, most_width: int, most_height: int) -> tuple[int, int]:
    """The largest width and height of these proportions within the limits; each is at least 1."""
    scale = min(most_width / max(width, 1), most_height / max(height, 1))
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _inline(number: int, name: str, alternative: str, cx: int, cy: int, locks: str, kind: str, shown: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number}" name="{name}" descr="{read_out(alternative)}"/>'
        f"<wp:cNvGraphicFramePr>{locks}</wp:cNvGraphicFramePr>"
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{kind}">{shown}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
