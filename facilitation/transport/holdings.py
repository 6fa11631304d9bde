"""How many bytes are kept in memory for clients that do not fetch them, or whose message has not ended.

Each client decides how long these stay: what waits for a screen that does not read, an answer nobody fetches, half a
message. So they are counted in bytes, and limited for a socket (by `wire.py` and `engine_socket.py`), for a person, and
in all. Whoever holds most goes first, and of equals the one that came first.

A large piece that is kept for several clients is one piece in memory: it counts once in all, and fully for each person.
"""

from _thread import RLock
from collections.abc import Iterable
from typing import Protocol

from facilitation import bounds

MOST_OF_A_SOCKET = bounds.KEPT_FOR_A_SCREEN
MOST_OF_A_PERSON = bounds.KEPT_FOR_A_PERSON
MOST_IN_ALL = bounds.KEPT_IN_ALL
SHARED_FROM = 4_096
"""Bytes from which a piece is looked for among what is kept for others."""
STRANGER = ""
"""The person of everybody whose session names nobody."""


class Holder(Protocol):
    """Something for which bytes are kept; `person` is None where there is no limit but that of all."""

    held: int
    person: str | None

    def let_go(self) -> None:
        """Give up all of it, soon or at once; what is kept for it does not count any more."""


class Holdings:
    """What is kept for whom, in bytes."""

    def __init__(self, most: int = MOST_IN_ALL, most_of_a_person: int = MOST_OF_A_PERSON) -> None:
        self.total = 0
        """Bytes kept in all, where what is shared counts once."""
        self._most = most
        self._most_of_a_person = most_of_a_person
        self._holders: dict[Holder, None] = {}
        self._going: set[Holder] = set()
        self._leaving = 0
        self._persons: dict[str, int] = {}
        self._counted_as: dict[Holder, str | None] = {}
        self._shared: dict[int, int] = {}
        self._turn = RLock()  # of real threads, which costs little: nothing gives up its turn while it is held

    def hold(self, holder: Holder, size: int, piece: object = None) -> None:
        """Count bytes that are kept for a holder; `piece` is what others may be given, too.

        If that is too much, some are let go: `let_go` is called for the largest of whoever holds most in all, perhaps
        for this one; hosts' and walls' screens, which are no person's, go last.
        """
        with self._turn:
            if piece is None or size < SHARED_FROM or not self._others(piece, 1):
                self.total += size
            self._count(holder, size)
            going = self._too_much(holder)
        for one in going:
            one.let_go()

    def release(self, holder: Holder, size: int, piece: object = None) -> None:
        """Take back what `hold` counted, with the same size and piece."""
        with self._turn:
            if piece is None or size < SHARED_FROM or not self._others(piece, -1):
                self.total -= size
            self._count(holder, -size)

    def _others(self, piece: object, step: int) -> int:
        """Keep a piece once more (1) or once less (-1); return how often it is kept besides."""
        times = self._shared.get(id(piece), 0) + step
        if times:
            self._shared[id(piece)] = times
        else:
            del self._shared[id(piece)]
        return times - max(step, 0)

    def _count(self, holder: Holder, size: int) -> None:
        holder.held += size
        if holder in self._going:
            self._leaving += size
            if not holder.held:
                self._going.remove(holder)
        elif holder.held:
            self._holders[holder] = None
            self._count_person(holder, size)
        else:
            self._holders.pop(holder, None)
            self._count_person(holder, size)

    def _count_person(self, holder: Holder, size: int) -> None:
        person = self._counted_as.setdefault(holder, holder.person)  # who it is may turn out later
        if person is not None:
            theirs = self._persons[person] = self._persons.get(person, 0) + size
            if not theirs:
                del self._persons[person]
        if not holder.held:
            self._counted_as.pop(holder, None)

    def _too_much(self, holder: Holder) -> list[Holder]:
        """Return who has to go; what they hold counts for nobody else's limit from now on."""
        going = []
        person = self._counted_as.get(holder)
        while person is not None and self._persons.get(person, 0) > self._most_of_a_person:
            going.append(self._largest(self._holders_of(person)))
        while self._holders and self.total - self._leaving > self._most:
            greediest = max(self._persons, key=self._persons.__getitem__, default=None)
            going.append(self._largest(self._holders_of(greediest)))
        return going

    def _holders_of(self, person: str | None) -> list[Holder]:
        return [one for one in self._holders if self._counted_as[one] == person]

    def _largest(self, among: Iterable[Holder]) -> Holder:
        largest = max(among, key=lambda one: one.held)
        del self._holders[largest]
        self._count_person(largest, -largest.held)
        self._counted_as.pop(largest, None)
        self._going.add(largest)
        self._leaving += largest.held
        return largest


kept = Holdings()
"""What this process keeps."""
