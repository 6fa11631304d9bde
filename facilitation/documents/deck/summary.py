"""A station on one page; the rest stands in the report."""

from dataclasses import dataclass

from facilitation.documents.deck import words
from facilitation.documents.deck.room import room
from facilitation.documents.deck.slide import Bars, Voice
from facilitation.documents.deck.station import chosen_voices, strongest_themes, theme_heading, voice
from facilitation.i18n.catalogue import Catalogue
from facilitation.queries.harvest import StationHarvest

MOST_STATEMENTS = 4
MOST_BARS = 5
MOST_VOICES = 2
ROOM = 900
"""Room (`room.py`) of statements and voices together; a long question and long themes leave less."""
SHORT_QUESTION = 160
SHORT_THEME = 40
"""Characters of a question in two lines, and of a theme beside its bar; what is longer takes from ROOM."""


@dataclass(frozen=True)
class Summary:
    """What one page shows of a station.

    `numbers` are shown as they are; `themes` is the heading of the bars; `remark` says that the station brought
    nothing; `size` is one of l, m, s.
    """

    question: str
    remark: str
    numbers: tuple[str, ...]
    themes: str
    bars: Bars | None
    statements: tuple[str, ...]
    voices: tuple[Voice, ...]
    size: str


def summary(station: StationHarvest, *, language: str = "de") -> Summary:
    """Choose what one page shows of a station; a text that does not fit is left out whole, never cut.

    Raises ValueError where `language` is not one of LANGUAGES.
    """
    say = Catalogue(language)
    bars = strongest_themes(say, station, MOST_BARS)
    whole = [one.text for one in station.statements if one.round is None] or [one.text for one in station.statements]
    said, left = _fitting(whole[:MOST_STATEMENTS], ROOM - _taken(station.question, bars))
    voices = [voice(say, one) for one in chosen_voices(station)]
    fitting: list[Voice] = []
    for one in voices:
        length = room(one.text) + room(one.german or "")
        if len(fitting) < MOST_VOICES and length <= left:
            fitting.append(one)
            left -= length
    used = ROOM - left
    return Summary(
        station.question,
        "" if station.contributions or bars or whole else say(words.NOTHING_HERE),
        (
            say.count(words.COUNT_CONTRIBUTIONS, len(station.contributions)),
            *([say.count(words.COUNT_DOTS, station.votes)] if station.votes else []),
        ),
        theme_heading(say, station) if bars else "",
        bars,
        tuple(said),
        tuple(fitting),
        "l" if used <= 420 else "m" if used <= 650 else "s",
    )


def _taken(question: str, bars: Bars | None) -> int:
    """How much room the question and the themes take beyond SHORT_QUESTION and SHORT_THEME."""
    labels = [bar.label for bar in bars.bars] if bars else []
    return max(0, room(question) - SHORT_QUESTION) + sum(max(0, room(label) - SHORT_THEME) for label in labels)


def _fitting(texts: list[str], left: int) -> tuple[list[str], int]:
    held: list[str] = []
    for text in texts:
        if room(text) <= left:
            held.append(text)
            left -= room(text)
    return held, left
