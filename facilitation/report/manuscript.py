"""The report while it is being written: pieces in reading order, with headings, captions and contents kept in step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facilitation.report import words
from facilitation.report.body import (
    FIELD_END,
    Column,
    escaped,
    field,
    field_begin,
    paragraph,
    runs,
    table,
    text_paragraph,
)
from facilitation.report.script import runs_right_to_left

CONTENTS_DEPTH = 2
"""Chapters and their parts; single themes would fill pages."""


@dataclass(frozen=True)
class Heading:
    """A heading as the contents name it."""

    level: int
    number: str
    text: str
    anchor: str


class Manuscript:
    """Write from the front to the back, then take the XML."""

    def __init__(self) -> None:
        self._front: list[str] = []
        self._pieces: list[str] = []
        self._headings: list[Heading] = []
        self._counts = [0, 0, 0]
        self._tables = 0
        self._bookmarks = 0

    def front(self, xml: str) -> None:
        """Something before the contents."""
        self._front.append(xml)

    def add(self, xml: str) -> None:
        """A ready piece."""
        self._pieces.append(xml)

    def heading(self, level: int, text: str, *, anchor: str | None = None) -> None:
        """A numbered heading of level 1 to 3. An anchor lets links lead here."""
        text = " ".join(text.split())
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (3 - level)
        self._bookmarks += 1
        name = anchor or f"_Toc{self._bookmarks:08}"
        number = ".".join(map(str, self._counts[:level]))
        self._headings.append(Heading(level, number, text, name))
        right_to_left = runs_right_to_left(text, "de")
        content = self._bookmarked(name, runs(text, right_to_left=right_to_left))
        self.add(paragraph(content, f"Heading{level}", right_to_left=right_to_left))

    def text(self, text: str, style: str = "BodyText", *, language: str = "de", label: str = "") -> None:
        """A paragraph; nothing where the text is empty."""
        if text:
            self.add(text_paragraph(text, style, language=language, label=label))

    def bullets(self, texts: Iterable[str]) -> None:
        """A list."""
        for text in texts:
            self.text(text, "ListBullet")

    def table(self, title: str, description: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        """A table with a numbered caption above it; cells are ready paragraphs."""
        self._tables += 1
        caption = runs("Tabelle ") + field("SEQ Tabelle \\* ARABIC", str(self._tables)) + runs(f": {title}")
        self.add(paragraph(caption, "Caption"))
        self.add(table(columns, rows, style="ReportTable", title=title, description=description))

    def xml(self) -> str:
        """All of it, the contents in their place."""
        return "".join([*self._front, self._contents(), *self._pieces])

    def _contents(self) -> str:
        """The table of contents as Word would have made it, stored: full on opening, nobody is asked.

        It carries no page numbers, because only Word knows them; "Felder aktualisieren" adds them.
        """
        shown = [heading for heading in self._headings if heading.level <= CONTENTS_DEPTH]
        entries = [_entry(heading) for heading in shown]
        entries[0] = field_begin(f'TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u') + entries[0]
        entries[-1] += FIELD_END
        paragraphs = (
            paragraph(entry, f"TOC{heading.level}", right_to_left=runs_right_to_left(heading.text, "de"))
            for heading, entry in zip(shown, entries, strict=True)
        )
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{words.CONTENTS}"/><w:docPartObj>'
            '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
            f"{text_paragraph(words.CONTENTS, 'TOCHeading')}{''.join(paragraphs)}</w:sdtContent></w:sdt>"
        )

    def _bookmarked(self, name: str, content: str) -> str:
        start = f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{escaped(name)}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{self._bookmarks}"/>'


def _entry(heading: Heading) -> str:
    right_to_left = runs_right_to_left(heading.text, "de")
    content = runs(f"{heading.number}\t") + runs(heading.text, right_to_left=right_to_left)
    return f'<w:hyperlink w:anchor="{heading.anchor}" w:history="1">{content}</w:hyperlink>'
