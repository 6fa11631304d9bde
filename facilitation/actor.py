"""Who asks, and what their doors allow; checked on every page and every message, per station."""

from dataclasses import dataclass

from facilitation.errors import CafeError


@dataclass(frozen=True)
class Actor:
    """Somebody at one event, with the doors they came through; `hosts` holds the ids of the stations they host.

    `participant_id` is None for somebody who has not joined as a guest.
    """

    event_id: int
    participant_id: int | None = None
    organiser: bool = False
    hosts: frozenset[int] = frozenset()
    wall: bool = False

    def may_host(self, station_id: int) -> bool:
        """Tell whether this is a host of the station, or an organiser."""
        return self.organiser or station_id in self.hosts

    def require_host(self, station_id: int) -> None:
        """Refuse all but the station's hosts and organisers.

        Raises CafeError `not_allowed`, and `not_joined` for somebody who came through no door at all.
        """
        if not self.may_host(station_id):
            raise CafeError("not_allowed" if self.came_in else "not_joined")

    def require_organiser(self) -> None:
        """Refuse all but organisers.

        Raises CafeError `not_allowed`, and `not_joined` for somebody who came through no door at all.
        """
        if not self.organiser:
            raise CafeError("not_allowed" if self.came_in else "not_joined")

    def require_reader(self) -> None:
        """Refuse whoever came through no door of the event. Raises CafeError `not_joined`."""
        if not self.came_in:
            raise CafeError("not_joined")

    @property
    def came_in(self) -> bool:
        """Whether this person came through any door of the event."""
        return self.participant_id is not None or self.organiser or bool(self.hosts) or self.wall
