"""Whose screens there are: each person has so many at once, and where all places are taken, somebody makes room.

A cookie costs nothing, so a limit for each person limits nobody who has thousands. Where another screen comes and there
is no place, somebody who has done nothing yet makes room, and takes no place of somebody who has; of those the oldest
screen goes of whoever has most; among those who have equally many a lot decides. A screen that goes comes back by
itself. Screens by a secret link are no person's: several devices share it, and hosts stay.
"""

import secrets
import threading
import time
from collections.abc import Callable, Container, Sequence

from facilitation import bounds
from facilitation.transport.holdings import STRANGER

MOST_OF_A_PERSON = bounds.SCREENS_OF_A_PERSON
MOST_OF_STRANGERS = bounds.SCREENS_OF_STRANGERS
ASKED_SECONDS = 1.0
"""Seconds for which it is known who has done something: a thousand may come within one."""
Known = Callable[[], Container[str]]
"""Tells who has done something: names of persons."""


class Screens:
    """The connections of each person by their ids, the oldest first; `put_out` ends one, soon or at once."""

    def __init__(
        self,
        put_out: Callable[[str], None],
        lot: Callable[[Sequence[str]], str] = secrets.choice,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.known: Known = tuple
        self._put_out = put_out
        self._lot = lot
        self._clock = clock
        self._asked = float("-inf")
        self._persons_known: Container[str] = ()
        self._turn = threading.RLock()
        self._of: dict[str, dict[str, None]] = {}
        self._persons: dict[str, str] = {}

    def come(self, sid: str, person: str) -> None:
        """Count one more; the person's oldest goes where they are too many."""
        with self._turn:
            theirs = self._of.setdefault(person, {})
            theirs[sid] = None
            self._persons[sid] = person
            too_many = len(theirs) > (MOST_OF_STRANGERS if person == STRANGER else MOST_OF_A_PERSON)
            oldest = self._forget_oldest(person) if too_many else None
        if oldest is not None:
            self._put_out(oldest)

    def go(self, sid: str) -> None:
        """Count one less; one that is not counted any more is nobody's."""
        with self._turn:
            person = self._persons.pop(sid, None)
            if person is not None:
                theirs = self._of[person]
                del theirs[sid]
                if not theirs:
                    del self._of[person]

    def make_room(self, comes: str | None) -> bool:
        """Put out a screen for the person who comes, None for one with a door; return whether there was one."""
        if self._clock() - self._asked >= ASKED_SECONDS:
            self._asked = self._clock()  # before it is asked: who comes meanwhile takes what was known before
            self._persons_known = self.known()
        with self._turn:
            known = self._persons_known
            going = {person: theirs for person, theirs in self._of.items() if person not in known}
            if not going and (comes is None or comes in known):
                going = self._of
            most = max(map(len, going.values()), default=0)
            if not most:
                return False
            oldest = self._forget_oldest(self._lot([one for one, theirs in going.items() if len(theirs) == most]))
        self._put_out(oldest)
        return True

    def _forget_oldest(self, person: str) -> str:
        oldest = next(iter(self._of[person]))
        self.go(oldest)
        return oldest
