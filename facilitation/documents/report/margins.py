"""The page's margins; the page is always A4 in portrait format."""

from dataclasses import dataclass

from lxml import etree

from facilitation.documents.report.body import TEXT_WIDTH, W

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
NARROWEST = 7650
"""Twentieths of a point (13.5 cm): the least width of the text, which a table of five columns needs."""
LOWEST = 9070
"""Twentieths of a point (16 cm): the least height of the text."""
MOST = 9999


@dataclass(frozen=True)
class Margins:
    """Margins in twentieths of a point, as in Word; `header` and `footer` are distances from the paper's edge."""

    top: int = 1361
    right: int = 1418
    bottom: int = 1134
    left: int = 1418
    header: int = 737
    footer: int = 624

    @property
    def width(self) -> int:
        """The width of the text, in twentieths of a point."""
        return PAGE_WIDTH - self.left - self.right

    def xml(self) -> str:
        """The XML of the page's size and margins, for a section's properties."""
        return (
            f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{self.top}" w:right="{self.right}"'
            f' w:bottom="{self.bottom}" w:left="{self.left}" w:header="{self.header}" w:footer="{self.footer}"'
            ' w:gutter="0"/>'
        )


OURS = Margins()
"""The report's own margins: 2.5 cm at the sides, 2.4 cm above, 2 cm below."""
assert OURS.width == TEXT_WIDTH


def read(section: etree._Element) -> Margins:
    """Read a section's margins, whatever its paper; smaller where they leave too little room on A4."""
    found = section.find(f"{{{W}}}pgMar")
    if found is None:
        return OURS

    def side(name: str, otherwise: int) -> int:
        told = str(found.get(f"{{{W}}}{name}", ""))
        # Word writes whole numbers; a negative height only says that a header may not push the text down.
        number = told.removeprefix("-").partition(".")[0]
        return min(int(number), MOST) if number.isascii() and number.isdecimal() else otherwise

    left, right = side("left", OURS.left) + side("gutter", 0), side("right", OURS.right)
    left, right = _within(left, right, PAGE_WIDTH - NARROWEST)
    top, bottom = _within(side("top", OURS.top), side("bottom", OURS.bottom), PAGE_HEIGHT - LOWEST)
    header, footer = min(side("header", OURS.header), top), min(side("footer", OURS.footer), bottom)
    return Margins(top, right, bottom, left, header, footer)


def _within(one: int, other: int, most: int) -> tuple[int, int]:
    """Both numbers as they are where their sum is at most `most`, else smaller in the same proportion."""
    both = one + other
    return (one, other) if both <= most else (one * most // both, other * most // both)
