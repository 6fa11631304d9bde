"""How many bytes are kept in memory for clients that do not fetch them, or whose message has not ended.

Each client decides how long these stay: what waits for a screen that does not read, an answer nobody fetches, half a
message. So they are counted in bytes, and limited for a socket (by `wire.py` and `engine_socket.py`), for a person, and
in all.

Beyond a person's limit the largest of theirs goes. Beyond that of all it is whoever costs most: bytes times the square
of the seconds for which nothing was taken of them. So those who do not read go before those who do, also where they
are many with little each. A large piece that is kept for several clients is one piece in memory: it counts once in
all and is divided among them, but counts fully for each person's own limit.
"""

import heapq
import time
from _thread import RLock
from collections.abc import Callable
from typing import Protocol

from facilitation import bounds

MOST_OF_A_SOCKET = bounds.KEPT_FOR_A_SCREEN
MOST_OF_A_PERSON = bounds.KEPT_FOR_A_PERSON
MOST_IN_ALL = bounds.KEPT_IN_ALL
SHARED_FROM = 4_096
"""Bytes from which a piece is looked for among what is kept for others."""
ROOM = 16
"""Where there is too much in all, this part of it (a sixteenth) is made free: to look at everybody takes a while."""
STRANGER = ""
"""The person of everybody whose session names nobody."""


class Holder(Protocol):
    """Something for which bytes are kept; `person` is None where there is no limit but that of all."""

    held: int
    person: str | None

    @property
    def taken_at(self) -> float:
        """When the client last took something of it, by `time.monotonic`."""

    def let_go(self) -> None:
        """Give up all of it, soon or at once; what is kept for it does not count any more."""


class _Piece:
    """A piece that several may hold: how often it is kept, and for whom of those who stay how often."""

    __slots__ = ("size", "stays", "times")

    def __init__(self, size: int) -> None:
        self.size = size
        self.times = 0
        self.stays: dict[Holder, int] = {}


class _Stay:
    """A holder that is not going: what it holds alone, in bytes, what it may share, and since when."""

    __slots__ = ("alone", "person", "pieces", "since")

    def __init__(self, person: str | None, since: float) -> None:
        self.person = person
        self.since = since
        self.alone = 0
        self.pieces: set[_Piece] = set()


class Holdings:
    """What is kept for whom, in bytes."""

    def __init__(
        self,
        most: int = MOST_IN_ALL,
        most_of_a_person: int = MOST_OF_A_PERSON,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.total = 0
        """Bytes kept in all, where what is shared counts once."""
        self._most = most
        self._most_of_a_person = most_of_a_person
        self._clock = clock
        self._staying: dict[Holder, _Stay] = {}
        self._stays = 0
        """Bytes of those who stay, where what is shared counts once."""
        self._going: set[Holder] = set()
        self._persons: dict[str, int] = {}
        self._pieces: dict[int, _Piece] = {}
        self._turn = RLock()  # of real threads, which costs little: nothing gives up its turn while it is held

    def hold(self, holder: Holder, size: int, piece: object = None) -> None:
        """Count bytes that are kept for a holder; `piece` is what others may be given, too.

        If that is too much, some are let go: `let_go` is called, perhaps for this one; hosts' and walls' screens, which
        are no person's, go last.
        """
        going: list[Holder] = []
        with self._turn:
            shared = None
            if piece is not None and size >= SHARED_FROM:
                shared = self._pieces.get(id(piece))
                if shared is None:
                    shared = self._pieces[id(piece)] = _Piece(size)
                shared.times += 1
            if shared is None or shared.times == 1:
                self.total += size
            holder.held += size
            if holder not in self._going:
                self._count(holder, size, shared, 1)
                going = self._too_much(holder)
            elif not holder.held:  # a size may be negative
                self._going.remove(holder)
        for one in going:
            one.let_go()

    def release(self, holder: Holder, size: int, piece: object = None) -> None:
        """Take back what `hold` counted, with the same size and piece."""
        with self._turn:
            shared = None
            if piece is not None and size >= SHARED_FROM:
                shared = self._pieces[id(piece)]
                shared.times -= 1
            if shared is None or not shared.times:
                self.total -= size
            if shared is not None and not shared.times:
                del self._pieces[id(piece)]
            holder.held -= size
            if holder not in self._going:
                self._count(holder, -size, shared, -1)
            elif not holder.held:
                self._going.remove(holder)

    def _count(self, holder: Holder, size: int, shared: _Piece | None, step: int) -> None:
        """Count for somebody who stays; a shared piece once more (`step` 1) or once less (-1)."""
        stay = self._staying.get(holder)
        if stay is None:  # who it is may turn out later, and does not count then
            stay = self._staying[holder] = _Stay(holder.person, self._clock())
        if shared is None:
            stay.alone += size
            self._stays += size
        else:
            self._share(holder, stay, shared, step)
        self._count_person(stay.person, size)
        if not holder.held:
            del self._staying[holder]

    def _share(self, holder: Holder, stay: _Stay, shared: _Piece, step: int) -> None:
        if not shared.stays:
            self._stays += shared.size
        times = shared.stays.get(holder, 0) + step
        if times:
            shared.stays[holder] = times
            stay.pieces.add(shared)
        else:
            stay.pieces.remove(shared)
            self._leave(holder, shared)

    def _leave(self, holder: Holder, shared: _Piece) -> None:
        del shared.stays[holder]
        if not shared.stays:
            self._stays -= shared.size

    def _count_person(self, person: str | None, size: int) -> None:
        if person is not None:
            theirs = self._persons[person] = self._persons.get(person, 0) + size
            if not theirs:
                del self._persons[person]

    def _too_much(self, holder: Holder) -> list[Holder]:
        """Return who has to go; what they hold counts for nobody else's limit from now on."""
        going = []
        stay = self._staying.get(holder)
        if stay is not None and stay.person is not None:
            while self._persons.get(stay.person, 0) > self._most_of_a_person:
                theirs = (one for one, other in self._staying.items() if other.person == stay.person)
                going.append(self._go(max(theirs, key=lambda one: one.held)))
        if self._stays > self._most:
            going += self._make_room()
        return going

    def _make_room(self) -> list[Holder]:
        """Return who has to go for the sake of all: always the costliest of the person who costs most."""
        moment, going = self._clock(), []
        theirs: dict[str | None, list[tuple[float, Holder]]] = {}
        for one, stay in self._staying.items():
            theirs.setdefault(stay.person, []).append((self._cost(one, stay, moment), one))
        for costs in theirs.values():
            costs.sort(key=lambda cost: -cost[0])
            costs.reverse()  # the costliest last, and of equals the first
        order = [
            (person is None, -sum(cost for cost, _ in costs), number, person)
            for number, (person, costs) in enumerate(theirs.items())
        ]
        heapq.heapify(order)
        while order and self._stays > self._most - self._most // ROOM:
            last, cost, number, person = order[0]
            one_cost, one = theirs[person].pop()
            going.append(self._go(one))
            if theirs[person]:
                heapq.heapreplace(order, (last, cost + one_cost, number, person))
            else:
                heapq.heappop(order)
        return going

    def _cost(self, holder: Holder, stay: _Stay, moment: float) -> float:
        share = stay.alone + sum(piece.size / len(piece.stays) for piece in stay.pieces)
        unread = moment - max(stay.since, holder.taken_at)
        return float(share * (1 + unread) ** 2)

    def _go(self, holder: Holder) -> Holder:
        stay = self._staying.pop(holder)
        self._stays -= stay.alone
        for piece in stay.pieces:
            self._leave(holder, piece)
        self._count_person(stay.person, -holder.held)
        self._going.add(holder)
        return holder


kept = Holdings()
"""What this process keeps."""
