"""Counts the room that a text takes on a slide or poster in lines as they are drawn, not in characters."""

import unicodedata

LINE = 64
"""Letters in a line of a slide at its usual size; a line with one word takes as much height as a full one."""


def room(text: str) -> int:
    """Return the room of a text in letters: each of its lines counts as whole lines, signs of East Asia as two."""
    return sum(lines_of(line) for line in text.split("\n")) * LINE if "\n" in text else _letters(text)


def lines_of(line: str, width: int = LINE) -> int:
    """Return how many lines of `width` letters one line of a text takes; an empty one takes one."""
    return max(-(-_letters(line) // width), 1)


def beginning(text: str, most: int, width: int = LINE) -> str:
    """Return the text, or as many of its whole lines as `most` drawn lines hold, with an ellipsis."""
    kept: list[str] = []
    taken = 0
    for line in text.split("\n"):
        taken += lines_of(line, width)
        if kept and taken > most:
            return "\n".join([*kept, "…"])
        kept.append(line)
    return text


def _letters(text: str) -> int:
    wide = 0 if text.isascii() else sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide
