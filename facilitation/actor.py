"""Who asks, and what their doors allow; checked on every page and every message, per station."""

from dataclasses import dataclass
from typing import NamedTuple

from facilitation.errors import CafeError

Right = tuple[str, int | None]
"""A door's role, and the id of its station where it is a host's."""
AUDIENCES = ("public", "hosts", "wall")
"""Whom a station's changes are for. public: phones; hosts: also contributions that wait or are hidden; wall: what is
public, with contact data masked and without names."""
HOUSE = 0
"""In the place of an event's id: at the house's own pages, which belong to no event."""
SURVEY_AUDIENCES = ("desk", "wall")
"""Who gets the answers to the survey. desk: always, with comments; wall: only the counts, while the organisers show
them."""
_ORGANISER: Right = ("organiser", None)
_ADMINISTRATOR: Right = ("administrator", None)
_WALL: Right = ("wall", None)


class Audience(NamedTuple):
    """As what a screen shows a station (`screen`), and whose news it is told (`told`), both of AUDIENCES.

    They differ where a projector shows what is public: it is told what the wall is.
    """

    screen: str
    told: str


@dataclass(frozen=True)
class Actor:
    """Somebody at one event, with the doors they came through; `hosts` holds the ids of the stations they host.

    `event_id` is HOUSE at the house's own pages. An `administrator` is an organiser of every event, too.
    `participant_id` is None for somebody who has not joined as a guest. `doors` names each of the doors with the
    generation it had: a screen that was opened with one of them ends once it is renewed. `expired` is what their doors
    allowed that were not used for too long (`services/doors.py`); they allow it again once their links are opened.
    `order` is the id of the order that they are giving; None where it has none (`services/orders.py`). `came_at` tells
    when this person's id was drawn, in seconds since 1970; None where nobody knows. `simulated` tells that it is a
    guest, host or organiser of the event's rehearsal.
    """

    event_id: int
    participant_id: int | None = None
    organiser: bool = False
    administrator: bool = False
    hosts: frozenset[int] = frozenset()
    wall: bool = False
    doors: frozenset[tuple[int, int]] = frozenset()
    expired: frozenset[Right] = frozenset()
    order: str | None = None
    came_at: float | None = None
    simulated: bool = False

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

    def require_administrator(self) -> None:
        """Refuse all but the house's administrators. Raises CafeError as `require_organiser` does."""
        if not self.administrator:
            raise self._refusal(_ADMINISTRATOR)

    def require_projection(self, *, presenter: bool = False) -> None:
        """Refuse all but the wall's screens and organisers; as `presenter` all but organisers.

        Raises CafeError as `require_organiser` does.
        """
        if presenter:
            self.require_organiser()
        elif not (self.wall or self.organiser):
            raise self._refusal(_ORGANISER, _WALL)

    def require_survey(self, audience: str) -> None:
        """Refuse who may not hear of answers to the survey as one of SURVEY_AUDIENCES.

        Raises CafeError `malformed` (audience), and as `require_organiser` does.
        """
        if audience not in SURVEY_AUDIENCES:
            raise CafeError("malformed", field="audience")
        self.require_projection(presenter=audience == "desk")

    def require_reader(self) -> None:
        """Refuse whoever came through no door of the event. Raises CafeError `not_joined`, `door_expired`."""
        if not self.came_in:
            raise self._refusal(*self.expired)

    def audience(self, station_id: int, asked: str | None) -> Audience:
        """Return as what a station is read by who asks as one of AUDIENCES, or (None) as whatever their doors allow.

        A screen by the wall's link alone is told as the wall what is public. Raises CafeError `not_joined`,
        `door_expired`, `malformed` (audience), and as `require_host` does.
        """
        self.require_reader()
        if asked not in (None, *AUDIENCES):
            raise CafeError("malformed", field="audience")
        screen = asked or ("hosts" if self.may_host(station_id) else "public")
        if screen == "hosts":
            self.require_host(station_id)
        alone = self.is_projector and not self.is_staff
        return Audience(screen, "wall" if alone and screen == "public" else screen)

    @property
    def is_projector(self) -> bool:
        """Whether this came by the wall's link and is no guest: a screen that counts as nobody."""
        return self.wall and self.participant_id is None

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
