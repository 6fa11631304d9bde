"""What every service that writes returns, once it is on the disk: whom to tell, and what to answer."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Generic, Literal, NamedTuple, TypeVar

Row = TypeVar("Row")
NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Committed(NamedTuple, Generic[Row]):
    """A deed that was committed. `broadcasts.tell` tells the screens of it, whoever asked for it and however.

    `row` is what it was about, as it is now; None where that is the event. `answer` is what an order is acknowledged
    with. A deed that changed nothing says what stands: telling it again is harmless.
    """

    row: Row
    answer: Mapping[str, Any] = NOTHING
    stations: Mapping[int, int] = NOTHING
    """Stations whose screens are told, with their revisions."""
    dots: Mapping[int, int] = NOTHING
    """Stations where no more than dots changed, with their revisions; such news may wait."""
    event: bool = False
    """Whether the event's state changed: phase, round, announcement, wall, or a setting of a station."""
    survey: Literal["", "answers", "state"] = ""
    """Whether answers to the survey changed, or whether it is open or shown, which is a change of the event's state."""
    newcomers: Literal["", "came", "door"] = ""
    """Whether somebody came in or said who they are, or how newcomers come in was changed from the desk."""
    desk: bool = False
    """Whether something changed of which only desks are told: which address codes carry, whether a phone tried it."""
    doors: bool = False
    """Whether a secret link was renewed: who came by it is put out."""


def of_station(row: Row, station_id: int, revision: int, **answer: Any) -> Committed[Row]:
    """Return a deed at one station, which led it to this revision and is acknowledged with it."""
    return Committed(row, {"revision": revision, **answer}, {station_id: revision})


def of_event(row: Row = None, **answer: Any) -> Committed[Row]:  # type: ignore[assignment]
    """Return a deed that changed the event's state, with which it is acknowledged."""
    return Committed(row, answer, event=True)
