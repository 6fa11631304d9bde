"""Long contents go on to a second slide: nothing is cut, nothing is set too small to be read from the last row."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from facilitation.documents.deck import words
from facilitation.documents.deck.slide import Content, Mark, Slide, size_of
from facilitation.i18n.catalogue import Catalogue

Item = TypeVar("Item")
FULL = 900
"""Characters on one slide. One text that is longer has a slide for itself."""


def paged(items: Sequence[Item], length: Callable[[Item], int], most: int) -> list[tuple[list[Item], int]]:
    """The items slide by slide, at most so many on each, with the characters that stand there."""
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
    """As many slides as the items take; the second is called name-2."""
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
