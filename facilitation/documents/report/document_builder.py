"""The report while it is being written: pieces in reading order, with headings, captions and contents kept in step."""

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
"""Chapters and their parts; single themes would fill pages."""
_BAR, _HIGH_BAR, _AROUND, _LEGEND = 170_000, 300_000, 120_000, 320_000
"""EMU: a bar with its gap, one whose name needs two lines, the space around all of them, the legend."""
_LONG_NAME = 40
BESIDE = 2
"""Pictures in a row."""


@dataclass(frozen=True)
class ReportPicture:
    """A picture for the text: a JPEG, its size in pixels, its caption's title, and in a sentence what it shows."""

    jpeg: bytes
    width: int
    height: int
    title: str
    alternative: str


@dataclass(frozen=True)
class Heading:
    """A heading as the contents name it."""

    level: int
    number: str
    text: str
    anchor: str


def anchor_of(place: int) -> str:
    """The bookmark of the heading at a place, counted from 1 through the whole report."""
    return f"_Toc{place:08}"


class DocumentBuilder:
    """Write from the front to the back, then take the XML.

    `pages` are the pages on which the headings stand, by their anchors, where somebody has laid the report out before;
    `width` is that of the text, in twentieths of a point.
    The XML's drawings name the parts "chart1", … and "picture1", …: `charts` and `pictures` by those names.
    """

    def __init__(self, say: Catalogue, pages: Mapping[str, int] | None = None, width: int = TEXT_WIDTH) -> None:
        self.say = say
        self.width = width
        self.charts: dict[str, Chart] = {}
        self.pictures: dict[str, bytes] = {}
        self.headings: list[Heading] = []
        self.referred: set[str] = set()
        self._pages = pages or {}
        self._front: list[str] = []
        self._pieces: list[str] = []
        self._counts = [0, 0, 0]
        self._tables = 0
        self._figures = 0
        self._drawings = 0
        self._bookmarks = 0

    def front(self, xml: str) -> None:
        """Something before the contents."""
        self._front.append(xml)

    def add(self, xml: str) -> None:
        """A ready piece."""
        self._pieces.append(xml)

    def chapter(self, text: str, *, own_page: bool = False) -> None:
        """A numbered heading of the first level; with `own_page` nothing stands before it on its page."""
        self._heading(1, text, "<w:pageBreakBefore/>" if own_page else "")

    def part(self, text: str) -> None:
        """A numbered heading of the second level."""
        self._heading(2, text)

    def section(self, text: str) -> None:
        """A numbered heading of the third level."""
        self._heading(3, text)

    def text(self, text: str, style: str = "BodyText", *, language: str | None = None, label: str = "") -> None:
        """A paragraph; nothing where the text is empty."""
        if text:
            self.add(text_paragraph(text, style, language=language, label=label))

    def own_words(self, text: str, style: str = "BodyText") -> None:
        """What somebody wrote in German, a paragraph for each line."""
        for line in text.splitlines():
            self.text(line.strip(), style, language="de")

    def fixed(self, text: Fixed, style: str = "BodyText", **values: object) -> None:
        """A paragraph of the report's own words."""
        self.text(self.say(text, **values), style)

    def bullets(self, texts: Iterable[str], *, language: str | None = None) -> None:
        """A list."""
        for text in texts:
            self.text(text, "ListBullet", language=language)

    def table(
        self, title: str, description: Fixed, columns: Sequence[TableColumn], rows: Iterable[Sequence[str]]
    ) -> None:
        """A table with a numbered caption above it; cells are ready paragraphs."""
        self._tables += 1
        self._caption(words.TABLE, self._tables, title, f"Tabelle_{self._tables}", "<w:keepNext/>")
        told = self.say(description)
        self.add(table(columns, rows, style="ReportTable", title=title, description=told, width=self.width))

    def chart(self, title: str, chart: Chart, alternative: str) -> str:
        """A chart with a numbered caption below it. The name by which the text can refer to it: Abbildung 2."""
        part = f"chart{len(self.charts) + 1}"
        self.charts[part] = chart
        self._drawings += 1
        bar = _HIGH_BAR if any(len(name) > _LONG_NAME for name in chart.categories) else _BAR
        height = _AROUND + bar * max(len(chart.categories), 2) + (_LEGEND if len(chart.series) > 1 else 0)
        drawn = drawing.chart(self._drawings, part, height=height, alternative=alternative, room=self.width)
        self.add(paragraph(drawn, "FigureParagraph"))
        return self._figure(title)

    def gallery(self, pictures: Sequence[ReportPicture]) -> None:
        """Pictures, two beside each other, with a numbered caption each below them."""
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
        """A picture as a run; `limit` is its height at most, `room` its width, in twentieths of a point."""
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
        """A cross reference to a contribution in the appendix, as a run: S1-014."""
        self.referred.add(number)
        return reference(contribution_anchor(number), number)

    def marked(self, number: str) -> str:
        """A contribution's number in the appendix, as a run; with a bookmark where somebody refers to it."""
        shown = runs(number)
        return self.bookmarked(contribution_anchor(number), shown) if number in self.referred else shown

    def bookmarked(self, name: str, content: str) -> str:
        """Runs that can be led to."""
        self._bookmarks += 1
        start = f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{escaped(name)}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{self._bookmarks}"/>'

    def xml(self) -> str:
        """All of it, the contents in their place."""
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
        self.add(paragraph(content, f"Heading{level}", right_to_left=right_to_left, properties=properties))

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
        """The table of contents as Word would have made it, stored: full on opening, nobody is asked.

        It carries page numbers only where they are known: before the first layout nobody knows them, and a wrong one
        is worse than none. "Felder aktualisieren" in Word adds them.
        """
        shown = [heading for heading in self.headings if heading.level <= CONTENTS_DEPTH]
        entries = [self._entry(heading) for heading in shown]
        entries[0] = field_begin(f'TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u') + entries[0]
        entries[-1] += FIELD_END
        paragraphs = (
            paragraph(entry, f"TOC{heading.level}", right_to_left=runs_right_to_left(heading.text, None))
            for heading, entry in zip(shown, entries, strict=True)
        )
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
