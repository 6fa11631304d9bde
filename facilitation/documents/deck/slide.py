"""What a slide holds. The page and the PowerPoint file are both drawn from these, so that neither reads the harvest."""

from dataclasses import dataclass, field
from typing import TypeAlias

from facilitation.queries.harvest import HarvestMeasure, HarvestScale

STEPS = (("l", 160), ("m", 320), ("s", 620))
"""How large a text is set: sizes, and up to how many characters on a slide they fit in; beyond, the smallest, xs."""


@dataclass(frozen=True)
class Mark:
    """A station as a slide names it: its number, its short title and its colour, as RRGGBB."""

    position: int
    short_title: str
    colour: str


@dataclass(frozen=True)
class Opening:
    """The title of the gathering, its stations, and when, where and by whom."""

    title: str
    stations: tuple[Mark, ...]
    when: str
    organiser: str


@dataclass(frozen=True)
class Figures:
    """Numbers with what they count, both as they are read."""

    figures: tuple[tuple[str, str], ...]
    spoken: str
    """A sentence below."""


@dataclass(frozen=True)
class SlideQuestion:
    """A station's guiding question. `remark` says where there is nothing else to show."""

    text: str
    remark: str = ""


@dataclass(frozen=True)
class Bar:
    """A theme with its dots."""

    label: str
    value: int


@dataclass(frozen=True)
class Bars:
    """Themes by dots, or by contributions where nobody gave a dot, most first.

    `axis` and `unit` head the table that the bars are; `more` says what was left out.
    """

    axis: str
    unit: str
    bars: tuple[Bar, ...]
    colour: str
    more: str = ""


@dataclass(frozen=True)
class Line:
    """A sentence; `number` where they are counted, `beside` what stands smaller under it."""

    text: str
    beside: str = ""
    number: int | None = None
    station: int | None = None


@dataclass(frozen=True)
class Lines:
    """Sentences below each other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Voice:
    """What somebody said, in their words and in German; `about` is number and dots."""

    text: str
    language: str
    german: str | None
    about: str
    highlighted: bool


@dataclass(frozen=True)
class Voices:
    """A few of them."""

    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class SlidePicture:
    """A tablecloth; `id` is the album's, width and height are the largest file's, in pixels."""

    id: str
    width: int
    height: int
    caption: str
    alternative: str


@dataclass(frozen=True)
class Steps:
    """Next steps. `heads` are those of its four columns, `states` says a state."""

    heads: tuple[str, str, str, str]
    steps: tuple[HarvestMeasure, ...]
    states: dict[str, str]
    open: str


@dataclass(frozen=True)
class Scales:
    """What people answered on a scale of five, whose `ends` are named. `means` as they are read."""

    scales: tuple[HarvestScale, ...]
    means: tuple[str, ...]
    ends: tuple[str, str]
    axis: str
    unit: str
    mean: str


@dataclass(frozen=True)
class Closing:
    """Thanks."""

    text: str
    organiser: str


Content: TypeAlias = Opening | Figures | SlideQuestion | Bars | Lines | Voices | SlidePicture | Steps | Scales | Closing


@dataclass(frozen=True)
class Slide:
    """One picture of the deck. `name` stays the same whatever is put before it: s1-themes, s1-statements-2.

    `size` is one of l, m, s, xs; `notes` are for whoever presents, a paragraph each.
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
        """What it is, for the page: question, bars, lines …"""
        return type(self.content).__name__.removeprefix("Slide").lower()

    @property
    def title(self) -> str:
        """Its heading with its station's: no two slides of a deck need the same."""
        return f"{self.station.position} {self.station.short_title}: {self.heading}" if self.station else self.heading


def size_of(characters: int) -> str:
    """The size in which so many characters stand on one slide."""
    return next((size for size, most in STEPS if characters <= most), "xs")
