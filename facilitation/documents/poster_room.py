"""Whether a table's poster has room for its texts, counted in lines as they are drawn on A4.

A poster's sheet has a fixed height, and what goes beyond it is cut. Sizes are those of `static/css/screens/poster.css`;
how wide letters are depends on the fonts of a machine, so rather wide ones (Georgia) are reckoned with. A test draws
posters in a browser and compares.
"""

import math
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from facilitation.models import Event, Station
from facilitation.queries.readiness import TooLong

SHEET, POINT = 296.5, 0.3528
"""Millimetres of a sheet's height, and of a typographical point."""
WIDTH = 182.0
"""Millimetres of a line across the sheet."""
NARROW, USUAL, CAPITAL, WIDE, HANDS = 0.31, 0.52, 0.68, 0.83, 1.0
"""Widths of signs, as shares of the letters' size: "i" and blanks, most letters, capitals, "m", those of East Asia."""
BESIDES = 58 + 74 + 6 + 19.5
"""Millimetres that stand fast: the band with its sign, the code, the room beneath it, what is at the foot."""
LINE = 1.35
"""Height of a line of the languages at the foot, as a share of its letters' size."""
LONG = 125
"""Letters from which on a question is drawn smaller."""
MANY = 6
"""Languages from which on they are drawn smaller, and say how to take part only where the question is missing."""


def too_long(
    event: Event, station: Station, standing: Mapping[str, Mapping[str, str]], words: Mapping[str, str]
) -> TooLong | None:
    """Return which words of a station's question leave no room on its posters; None where all of it fits.

    `standing` are the event's translations by language, then by original; `words` are the sentences that say how to
    take part, by language, in the order in which posters show languages.
    """
    is_many = len(event.languages) > MANY
    size, line, padding = (22.0, 1.24, 15.0) if len(station.question) > LONG else (25.0, 1.24, 17.0)
    height = size * line * POINT
    lines = drawn_lines(station.question, WIDTH, size)
    cells = {
        code: _cell(standing.get(code, {}).get(station.question), sentence, is_many)
        for code, sentence in words.items()
        if code in event.languages and code != event.language
    }
    left = SHEET - BESIDES - padding - _band(station) - _grid(list(cells.values()), is_many)
    over = lines * height - left
    if over <= 0:
        return None
    longest = max(cells, key=lambda code: cells[code], default="")
    said = standing.get(longest, {}).get(station.question)
    if said is None or lines > _fair(event):
        return TooLong(station.position, event.language, lines, max(1, int(left / height)))
    needed = drawn_lines(said, *_column(is_many))
    return TooLong(station.position, longest, needed, max(1, needed - math.ceil(over / _line(is_many))))


def drawn_lines(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes in so many millimetres, in letters of a size in points; words stay whole."""
    return sum(_wrapped(line, width / (size * POINT)) for line in text.split("\n"))


def _fair(event: Event) -> int:
    """Return the lines of a question in the event's own language that leave room for the others."""
    return 4 if len(event.languages) > 1 else 8


def _band(station: Station) -> float:
    """Return by how many millimetres the band is higher than its sign: the name may take several lines."""
    name = drawn_lines(station.short_title, WIDTH - 48, 36) * 36 * 1.06 * POINT
    return max(0.0, name + 17 * 1.5 * POINT - 40)


def _cell(question: str | None, words: str, is_many: bool) -> int:
    """Return how many lines a language takes at the foot: its name, the question, how to take part."""
    said = [question] if question is not None else []
    if question is None or not is_many:
        said.append(words)
    return 1 + sum(drawn_lines(one, *_column(is_many)) for one in said)


def _column(is_many: bool) -> tuple[float, float]:
    """Return the width of a language's column in millimetres, and the size of its letters in points."""
    return ((WIDTH - 12) / 3, 8.0) if is_many else ((WIDTH - 14) / 3, 10.0)


def _line(is_many: bool) -> float:
    """Return the height of a line at the foot, in millimetres."""
    return _column(is_many)[1] * LINE * POINT


def _grid(cells: list[int], is_many: bool) -> float:
    """Return the height of the languages, which stand in rows of three."""
    gap, padding = (2.0, 6.0) if is_many else (4.0, 10.0)
    rows = [max(cells[at : at + 3]) for at in range(0, len(cells), 3)]
    return padding + sum(rows) * _line(is_many) + max(0, len(rows) - 1) * gap


def _wrapped(line: str, width: float) -> int:
    lines, taken = 1, 0.0
    for word in line.split(" "):
        wide = _wide(word)
        if taken and taken + NARROW + wide > width:
            lines, taken = lines + 1, 0.0
        taken += wide + (NARROW if taken else 0.0)
        while taken > width:  # a word without a blank, or a language that has none
            lines, taken = lines + 1, taken - width
    return lines


def _wide(signs: Iterable[str]) -> float:
    """Return the width of letters, as a share of their size."""
    return sum(map(_of_sign, signs))


@lru_cache(4_000)
def _of_sign(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return HANDS
    if sign in "iljtfrI.,;:!'|()-·":
        return NARROW
    if sign in "mwMWшщжюмыШЩЖЮМЫ":
        return WIDE
    return CAPITAL if sign.isupper() else USUAL
