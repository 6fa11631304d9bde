"""Spreads long contents over several slides, so that text is neither cut nor too small for the last row."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from facilitation.documents.deck import words
from facilitation.documents.deck.slide import Content, Mark, Slide, size_of
from facilitation.i18n.catalogue import Catalogue

Item = TypeVar("Item")
FULL = 900
"""Most room (`room.py`) on one slide; a single text that takes more has a slide for itself."""


def paged(items: Sequence[Item], length: Callable[[Item], int], most: int) -> list[tuple[list[Item], int]]:
    """Divide items into slides of at most `most` items and FULL room: each slide's items, and its room."""
    slides: list[tuple[list[Item], int]] = []
    for item in items:
        held, full = slides[-1] if slides else ([], 0)
        if not held or len(held) == most or full + length(item) > FULL:
            slides.append(([item], length(item)))
        else:
            slides[-1] = ([*held, item], full + length(item))
    return slides


def spread(
    say: Catalogue,
    items: Sequence[Item],
    *,
    name: str,
    heading: str,
    most: int,
    length: Callable[[Item], int],
    content: Callable[[list[Item]], Content],
    notes: Callable[[list[Item]], tuple[str, ...]],
    station: Mark | None = None,
) -> list[Slide]:
    """Make as many slides as the items need; from the second on the slide's name ends with its place: name-2.

    `most` is the number of items on a slide, `length` tells an item's room; `content` and `notes` are made of the
    items of one slide.
    """
    return [
        Slide(
            name=name if place == 1 else f"{name}-{place}",
            heading=heading if place == 1 else say(words.CONTINUED, heading=heading, n=place),
            content=content(held),
            station=station,
            notes=notes(held),
            size=size_of(characters),
        )
        for place, (held, characters) in enumerate(paged(items, length, most), start=1)
    ]
