"""What a slide holds; the page and the PowerPoint file are drawn from it, so neither reads the harvest."""

from dataclasses import dataclass, field
from typing import TypeAlias

from facilitation.i18n.catalogue import Catalogue, Counted
from facilitation.queries.harvest import HarvestMeasure, HarvestScale

STEPS = (("l", 160), ("m", 320), ("s", 620))
"""Sizes of text, each with the most characters that a slide of this size may hold; beyond the last: xs."""


@dataclass(frozen=True)
class Mark:
    """A station as slides name it: its number, its sign, its short title and its colour (RRGGBB)."""

    position: int
    sign: int
    short_title: str
    colour: str


@dataclass(frozen=True)
class Opening:
    """The first slide: the event's title, its stations, when and where it was, and who organised it."""

    title: str
    stations: tuple[Mark, ...]
    when: str
    organiser: str


@dataclass(frozen=True)
class Figures:
    """The day in numbers: pairs of a number and what it counts, as they are shown."""

    figures: tuple[tuple[str, str], ...]
    spoken: str
    """The sentence below the numbers."""


@dataclass(frozen=True)
class SlideQuestion:
    """A station's guiding question; `remark` says that the station has brought nothing else."""

    text: str
    remark: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: a theme, and its dots or contributions."""

    label: str
    value: int


@dataclass(frozen=True)
class Bars:
    """A station's themes by dots, or by contributions where nobody gave a dot; most first.

    `axis` and `unit` are the headings of the table that shows the bars as text; `more` says how many themes were left
    out, and what they have together. `colour` is RRGGBB.
    """

    axis: str
    unit: str
    bars: tuple[Bar, ...]
    colour: str
    more: str = ""


@dataclass(frozen=True)
class Line:
    """A sentence of a list, with smaller text `beside` it, in lines.

    `number` is its place where the list is numbered; `station` the one that it comes from.
    """

    text: str
    beside: str = ""
    number: int | None = None
    station: Mark | None = None


@dataclass(frozen=True)
class Lines:
    """A list of sentences, one below the other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Voice:
    """A contribution in its original language and in German; `about` is its number and its dots."""

    text: str
    language: str
    german: str | None
    about: str
    highlighted: bool


@dataclass(frozen=True)
class Voices:
    """Contributions that are quoted on one slide."""

    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class Overview:
    """A station on one slide: its question, its numbers, its strongest themes, key statements and a voice.

    `numbers` are pairs of a number and what it counts; `themes` and `said` are the headings above bars and statements.
    """

    text: str
    numbers: tuple[tuple[str, str], ...]
    themes: str
    bars: Bars | None
    said: str
    statements: tuple[str, ...]
    voice: Voice | None


@dataclass(frozen=True)
class SlidePicture:
    """A photo of a tablecloth: its id in `photo_files`, and the largest file's width and height in pixels."""

    id: str
    width: int
    height: int
    caption: str
    alternative: str


@dataclass(frozen=True)
class Steps:
    """Next steps as a table with `heads` over its four columns.

    `states` are the words for the states of a step, `open` is the word for what nobody has said.
    """

    heads: tuple[str, str, str, str]
    steps: tuple[HarvestMeasure, ...]
    states: dict[str, str]
    open: str


@dataclass(frozen=True)
class Scales:
    """Answers to questions of the feedback on a scale from 1 to 5.

    `means` are the mean of each question as it is shown, `ends` the names of 1 and 5. `axis` and `unit` are the
    headings of the table that shows the answers as text, `mean` is the word for it.
    """

    scales: tuple[HarvestScale, ...]
    means: tuple[str, ...]
    ends: tuple[str, str]
    axis: str
    unit: str
    mean: str


@dataclass(frozen=True)
class Closing:
    """The last slide, which thanks everybody."""

    text: str
    organiser: str


Content: TypeAlias = (
    Opening | Figures | SlideQuestion | Overview | Bars | Lines | Voices | SlidePicture | Steps | Scales | Closing
)


@dataclass(frozen=True)
class Slide:
    """A slide of the deck; its `name` (s1-themes, s1-statements-2) does not depend on other slides.

    `size` is one of l, m, s, xs; `notes` are for the presenter, a paragraph each; `shown` is false where the organisers
    have hidden the slide.
    """

    name: str
    heading: str
    content: Content
    station: Mark | None = None
    notes: tuple[str, ...] = ()
    size: str = "l"
    shown: bool = field(default=True, kw_only=True)

    @property
    def kind(self) -> str:
        """The kind of its content, by which the page chooses how to draw it: question, bars, lines."""
        return type(self.content).__name__.removeprefix("Slide").lower()

    @property
    def title(self) -> str:
        """Its heading behind its station's number and name, so that no two slides have the same title."""
        return f"{self.station.position} {self.station.short_title}: {self.heading}" if self.station else self.heading


def figure(say: Catalogue, counted: Counted, number: int) -> tuple[str, str]:
    """A number and what it counts, as they are shown: 1 and Beitrag, 1.025 and Beiträge."""
    shown, what = say.count(counted, number).split(" ", 1)
    return shown, what


def size_of(characters: int) -> str:
    """The size of text for a slide with so many characters: l, m, s or xs (STEPS)."""
    return next((size for size, most in STEPS if characters <= most), "xs")
