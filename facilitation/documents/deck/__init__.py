"""The closing presentation, built from the harvest at any moment; each slide keeps its name."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from facilitation.documents.deck.event import closing, opening
from facilitation.documents.deck.slide import Slide
from facilitation.documents.deck.station import station_slides
from facilitation.documents.deck.summary import summary
from facilitation.i18n.catalogue import Catalogue
from facilitation.queries.harvest import EventHarvest

__all__ = ["Slide", "slides", "summary"]


def slides(
    harvest: EventHarvest,
    *,
    language: str = "de",
    order: Sequence[str] = (),
    hidden: Collection[str] = (),
    feedback: bool = False,
    between: Callable[[], object] = lambda: None,
) -> tuple[Slide, ...]:
    """All slides of the presentation; `shown` is false for those named in `hidden`.

    A slide is made only where there is something to show. Slides stand in the given `order` of names; a slide that is
    not in it stands behind the one that it follows by default. `language` is one of LANGUAGES; `feedback` says whether
    the hall may see the feedback; `between` is called after each station. Raises ValueError for another language.
    """
    say = Catalogue(language)
    made = [*opening(say, harvest)]
    for station in harvest.stations:
        made += station_slides(say, station)
        between()
    made += closing(say, harvest, feedback=feedback)
    by_name = {slide.name: replace(slide, shown=slide.name not in hidden) for slide in made}
    return tuple(by_name[name] for name in arranged(list(by_name), order))


def arranged(names: Sequence[str], order: Sequence[str]) -> list[str]:
    """Sort `names` by `order`; a name that is not in `order` comes behind its predecessor in `names`."""
    placed = [name for name in dict.fromkeys(order) if name in names]
    for place, name in enumerate(names):
        if name not in placed:
            placed.insert(placed.index(names[place - 1]) + 1 if place else 0, name)
    return placed
