"""What most of a host's orders end with: the station's screens are told, and the order is acknowledged."""

from typing import Protocol

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.live.order import Ack


class OfStation(Protocol):
    """A row that travels to the screens of its station."""

    @property
    def station_id(self) -> int:
        """The id of the station that the row belongs to."""

    @property
    def revision(self) -> int:
        """The station's revision at which the row last changed."""


def changed(actor: Actor, row: OfStation) -> Ack:
    """Tell the station's screens that a row changed, and acknowledge with its revision."""
    return changed_to(actor, row.station_id, row.revision)


def changed_to(actor: Actor, station_id: int, revision: int) -> Ack:
    """Tell a station's screens what led it to this revision, and acknowledge with it."""
    broadcasts.station_changed(actor.event_id, station_id, revision)
    return {"revision": revision}
