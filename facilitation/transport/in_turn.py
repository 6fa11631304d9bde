"""Requests are answered in turn: one of each person, and news and orders of screens are heard after each.

A page takes ten milliseconds or more in which nobody else is heard. Hundreds that are asked for at the same moment, by
a hall that scans its codes or by one laptop, were made one after the other, and every order waited for all of them.
"""

from collections.abc import Callable

from eventlet.event import Event

from facilitation.transport.line import Line

REQUESTS_A_TURN = 1
"""Requests that are begun before the loop looks who else is there."""


class InTurn:
    """Lets green threads on in turn."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def wait(self, who: Callable[[], str | None]) -> None:
        """Return when it is the turn of whoever asks: at once where nobody else does.

        `who` names them; where that is None, each request is somebody's.
        """
        if self._line.has_room():
            return
        turn, person = Event(), who()
        self._line.ask(turn if person is None else person, turn.send)
        turn.wait()
