"""Who asks, and what their doors allow. Checked on every page and every message, per station."""

from dataclasses import dataclass

from facilitation.errors import CafeError


@dataclass(frozen=True)
class Actor:
    """Somebody with the doors they came through, at one event. `hosts` holds the ids of the stations they host."""

    event_id: int
    participant_id: int | None = None
    organiser: bool = False
    hosts: frozenset[int] = frozenset()
    wall: bool = False

    def may_host(self, station_id: int) -> bool:
        """Hosts of this station, and organisers."""
        return self.organiser or station_id in self.hosts

    def require_host(self, station_id: int) -> None:
        """Raises CafeError `not_allowed` (`not_joined` for somebody who came through no door at all)."""
        if not self.may_host(station_id):
            raise CafeError("not_allowed" if self.came_in else "not_joined")

    def require_organiser(self) -> None:
        """Raises CafeError `not_allowed` (`not_joined` for somebody who came through no door at all)."""
        if not self.organiser:
            raise CafeError("not_allowed" if self.came_in else "not_joined")

    def require_reader(self) -> None:
        """Anybody who came through any door of the event. Raises CafeError `not_joined`."""
        if not self.came_in:
            raise CafeError("not_joined")

    @property
    def came_in(self) -> bool:
        """Whether this is more than a passer-by."""
        return self.participant_id is not None or self.organiser or bool(self.hosts) or self.wall
