"""Who asks, and what their doors allow; checked on every page and every message, per station."""

from dataclasses import dataclass

from facilitation.errors import CafeError

Right = tuple[str, int | None]
"""A door's role, and the id of its station where it is a host's."""
_ORGANISER: Right = ("organiser", None)
_WALL: Right = ("wall", None)


@dataclass(frozen=True)
class Actor:
    """Somebody at one event, with the doors they came through; `hosts` holds the ids of the stations they host.

    `participant_id` is None for somebody who has not joined as a guest. `doors` names each of the doors with the
    generation it had: a screen that was opened with one of them ends once it is renewed. `expired` is what their doors
    allowed that were not used for too long (`services/doors.py`); they allow it again once their links are opened.
    """

    event_id: int
    participant_id: int | None = None
    organiser: bool = False
    hosts: frozenset[int] = frozenset()
    wall: bool = False
    doors: frozenset[tuple[int, int]] = frozenset()
    expired: frozenset[Right] = frozenset()

    def may_host(self, station_id: int) -> bool:
        """Tell whether this is a host of the station, or an organiser."""
        return self.organiser or station_id in self.hosts

    def require_host(self, station_id: int) -> None:
        """Refuse all but the station's hosts and organisers.

        Raises CafeError as `require_organiser` does.
        """
        if not self.may_host(station_id):
            raise self._refusal(_ORGANISER, ("host", station_id))

    def require_organiser(self) -> None:
        """Refuse all but organisers.

        Raises CafeError `not_allowed`, `not_joined` for somebody who came through no door at all, and `door_expired`
        where a door would allow it had it been used.
        """
        if not self.organiser:
            raise self._refusal(_ORGANISER)

    def require_projection(self) -> None:
        """Refuse all but the wall's screens and organisers.

        Raises CafeError as `require_organiser` does.
        """
        if not (self.wall or self.organiser):
            raise self._refusal(_ORGANISER, _WALL)

    def require_reader(self) -> None:
        """Refuse whoever came through no door of the event. Raises CafeError `not_joined`, `door_expired`."""
        if not self.came_in:
            raise self._refusal(*self.expired)

    def audience(self, asked: str) -> str:
        """Return whom a station is told to who asks as this audience: a screen by the wall's link alone is a wall."""
        alone = self.wall and self.participant_id is None and not self.organiser and not self.hosts
        return "wall" if alone and asked == "public" else asked

    @property
    def came_in(self) -> bool:
        """Whether this person came through any door of the event."""
        return self.participant_id is not None or self.organiser or bool(self.hosts) or self.wall

    @property
    def is_staff(self) -> bool:
        """Whether this is a host of any station, or an organiser."""
        return self.organiser or bool(self.hosts)

    def _refusal(self, *wanted: Right) -> CafeError:
        if not self.expired.isdisjoint(wanted):
            return CafeError("door_expired")
        return CafeError("not_allowed" if self.came_in else "not_joined")
