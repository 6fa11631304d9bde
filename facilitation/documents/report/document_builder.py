"""Builds the report's body in reading order, and keeps headings, captions and contents consistent."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitation.documents.report import drawing, words
from facilitation.documents.report.body import (
    FIELD_END,
    TEXT_WIDTH,
    TableColumn,
    escaped,
    field,
    field_begin,
    paragraph,
    reference,
    runs,
    table,
    text_paragraph,
)
from facilitation.documents.report.chart import Chart
from facilitation.documents.report.script import runs_right_to_left
from facilitation.i18n.catalogue import Catalogue, Fixed

CONTENTS_DEPTH = 2
"""Levels of headings in the table of contents: chapters and their parts; themes would fill pages."""
_BARS = ((20, 170_000), (40, 230_000), (sys.maxsize, 300_000))
"""How high a bar with its gap is, in EMU, by the letters of the longest name: LibreOffice gives names a fifth of the
width, so above twenty one may need a second line."""
_AROUND, _LEGEND = 120_000, 320_000
"""EMU: the space around all bars, the legend."""
BESIDE = 2
"""Pictures in a row of a gallery."""


@dataclass(frozen=True)
class ReportPicture:
    """A JPEG for the text with its size in pixels, its caption's title, and a sentence on what it shows."""

    jpeg: bytes
    width: int
    height: int
    title: str
    alternative: str


@dataclass(frozen=True)
class Heading:
    """A heading as the table of contents lists it."""

    level: int
    number: str
    text: str
    anchor: str


def anchor_of(place: int) -> str:
    """The bookmark of a heading by its place, counted from 1 through the whole report."""
    return f"_Toc{place:08}"


class DocumentBuilder:
    """Collects the report's pieces from front to back; `xml` gives the body.

    `pages` are the headings' pages by their anchors, where the report has been laid out before; `width` is that of the
    text, in twentieths of a point. The drawings refer to their parts as "chart1", … and "picture1", …; `charts` and
    `pictures` hold these by the same names. `quoted` are the numbers of contributions that chapters have quoted, so
    that no other says them again.
    """

    def __init__(self, say: Catalogue, pages: Mapping[str, int] | None = None, width: int = TEXT_WIDTH) -> None:
        self.say = say
        self.width = width
        self.charts: dict[str, Chart] = {}
        self.pictures: dict[str, bytes] = {}
        self.headings: list[Heading] = []
        self.referred: set[str] = set()
        self.quoted: set[str] = set()
        self._pages = pages or {}
        self._front: list[str] = []
        self._pieces: list[str] = []
        self._counts = [0, 0, 0]
        self._tables = 0
        self._figures = 0
        self._drawings = 0
        self._bookmarks = 0

    def front(self, xml: str) -> None:
        """Append XML before the table of contents."""
        self._front.append(xml)

    def add(self, xml: str) -> None:
        """Append ready XML behind what is there."""
        self._pieces.append(xml)

    def chapter(self, text: str, *, own_page: bool = False) -> None:
        """Append a numbered heading of the first level; with `own_page` it begins a page."""
        self._heading(1, text, "<w:pageBreakBefore/>" if own_page else "")

    def part(self, text: str) -> None:
        """Append a numbered heading of the second level."""
        self._heading(2, text)

    def section(self, text: str) -> None:
        """Append a numbered heading of the third level."""
        self._heading(3, text)

    def text(self, text: str, style: str = "BodyText", *, language: str | None = None, label: str = "") -> None:
        """Append a paragraph; nothing where the text is empty."""
        if text:
            self.add(text_paragraph(text, style, language=language, label=label))

    def own_words(self, text: str, style: str = "BodyText") -> None:
        """Append what somebody wrote in German, a paragraph for each line."""
        for line in text.splitlines():
            self.text(line.strip(), style, language="de")

    def fixed(self, text: Fixed, style: str = "BodyText", **values: object) -> None:
        """Append a paragraph with one of the report's fixed texts."""
        self.text(self.say(text, **values), style)

    def bullets(self, texts: Iterable[str], *, language: str | None = None) -> None:
        """Append a list with bullets."""
        for text in texts:
            self.text(text, "ListBullet", language=language)

    def table(
        self, title: str, description: Fixed, columns: Sequence[TableColumn], rows: Iterable[Sequence[str]]
    ) -> None:
        """Append a table with a numbered caption above it; its cells are ready paragraphs."""
        self._tables += 1
        self._caption(words.TABLE, self._tables, title, f"Tabelle_{self._tables}", "<w:keepNext/>")
        told = self.say(description)
        self.add(table(columns, rows, style="ReportTable", title=title, description=told, width=self.width))

    def chart(self, title: str, chart: Chart, alternative: str) -> str:
        """Append a chart with a numbered caption below it; returns a run that refers to it (Abbildung 2)."""
        part = f"chart{len(self.charts) + 1}"
        self.charts[part] = chart
        self._drawings += 1
        longest = max(map(len, chart.categories), default=0)
        bar = next(high for letters, high in _BARS if longest <= letters)
        height = _AROUND + bar * max(len(chart.categories), 2) + (_LEGEND if len(chart.series) > 1 else 0)
        drawn = drawing.chart(self._drawings, part, height=height, alternative=alternative, room=self.width)
        self.add(paragraph(drawn, "FigureParagraph"))
        return self._figure(title)

    def gallery(self, pictures: Sequence[ReportPicture]) -> None:
        """Append pictures, two in a row, each with a numbered caption below."""
        for first in range(0, len(pictures), BESIDE):
            row = pictures[first : first + BESIDE]
            room = self.width if len(row) == 1 else (self.width - drawing.GAP) // BESIDE
            drawn = [
                self.drawn(one.jpeg, width=one.width, height=one.height, alternative=one.alternative, room=room)
                for one in row
            ]
            self.add(paragraph(runs("\t").join(drawn), "FigureParagraph"))
            for place, one in enumerate(row):
                side = f" ({self.say(words.SIDES[place])})" if len(row) > 1 else ""
                self._figure(one.title, side, "" if one is row[-1] else "<w:keepNext/>")

    def drawn(
        self,
        jpeg: bytes,
        *,
        alternative: str,
        width: int,
        height: int,
        limit: int | None = None,
        room: int | None = None,
    ) -> str:
        """Make a run that shows a picture; `width` and `height` in pixels give its proportions.

        `limit` is its greatest height (None: `drawing.PICTURE_HEIGHT`), `room` its greatest width (None: that of the
        text), both in twentieths of a point. It is not appended.
        """
        part = f"picture{len(self.pictures) + 1}"
        self.pictures[part] = jpeg
        self._drawings += 1
        return drawing.picture(
            self._drawings,
            part,
            width=width,
            height=height,
            alternative=alternative,
            limit=drawing.PICTURE_HEIGHT if limit is None else limit,
            room=self.width if room is None else room,
        )

    def refer(self, number: str) -> str:
        """Make a run that refers to a contribution in the appendix, such as S1-014."""
        self.referred.add(number)
        return reference(contribution_anchor(number), number)

    def marked(self, number: str) -> str:
        """Make a run with a contribution's number in the appendix, with a bookmark if something refers to it."""
        shown = runs(number)
        return self.bookmarked(contribution_anchor(number), shown) if number in self.referred else shown

    def bookmarked(self, name: str, content: str) -> str:
        """Put a bookmark around runs."""
        self._bookmarks += 1
        start = f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{escaped(name)}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{self._bookmarks}"/>'

    def xml(self) -> str:
        """The whole body: what is in front, the table of contents, all other pieces."""
        return "".join([*self._front, self._contents(), *self._pieces])

    def _heading(self, level: int, text: str, properties: str = "") -> None:
        text = " ".join(text.split())
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (3 - level)
        anchor = anchor_of(len(self.headings) + 1)
        number = ".".join(map(str, self._counts[:level]))
        self.headings.append(Heading(level, number, text, anchor))
        right_to_left = runs_right_to_left(text, None)
        content = self.bookmarked(anchor, runs(text, right_to_left=right_to_left))
        # its number stands where all headings have theirs; beside a paragraph from the right it would leave the page
        self.add(paragraph(content, f"Heading{level}", properties=properties))

    def _figure(self, title: str, side: str = "", properties: str = "") -> str:
        self._figures += 1
        return self._caption(words.FIGURE, self._figures, title, f"Abbildung_{self._figures}", properties, side)

    def _caption(self, kind: Fixed, number: int, title: str, anchor: str, properties: str = "", side: str = "") -> str:
        name = self.say(kind)
        counted = runs(f"{name} ") + field(f"SEQ {name} \\* ARABIC", str(number))
        title = " ".join(title.split())
        right_to_left = runs_right_to_left(title, None)
        content = self.bookmarked(anchor, counted) + runs(f"{side}: ") + runs(title, right_to_left=right_to_left)
        self.add(paragraph(content, "Caption", properties=properties))
        return reference(anchor, f"{name} {number}")

    def _contents(self) -> str:
        """The table of contents as Word would have made it, so that it is complete when the file is opened.

        It has page numbers only where they are known: before the first layout nobody knows them, and a wrong number is
        worse than none. "Felder aktualisieren" in Word adds them.
        """
        shown = [heading for heading in self.headings if heading.level <= CONTENTS_DEPTH]
        entries = [self._entry(heading) for heading in shown]
        entries[0] = field_begin(f'TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u') + entries[0]
        entries[-1] += FIELD_END
        paragraphs = (paragraph(entry, f"TOC{one.level}") for one, entry in zip(shown, entries, strict=True))
        title = self.say(words.CONTENTS)
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:docPartObj>'
            '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
            f"{text_paragraph(title, 'TOCHeading')}{''.join(paragraphs)}</w:sdtContent></w:sdt>"
        )

    def _entry(self, heading: Heading) -> str:
        right_to_left = runs_right_to_left(heading.text, None)
        content = runs(f"{heading.number}\t") + runs(heading.text, right_to_left=right_to_left)
        page = self._pages.get(heading.anchor)
        if page is not None:
            content += runs("\t") + field(f"PAGEREF {heading.anchor} \\h", str(page))
        return f'<w:hyperlink w:anchor="{heading.anchor}" w:history="1">{content}</w:hyperlink>'


def contribution_anchor(number: str) -> str:
    """The bookmark of a contribution in the appendix."""
    return f"Beitrag_{number.replace('-', '_')}"
