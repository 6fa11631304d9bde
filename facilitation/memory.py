"""What this process remembers from one request to the next and never stores: who is there, what was counted and sent.

It is one memory for the process, in plain objects that their modules name, because an order reads it a thousand times
a second, also where no app is at hand (a broadcast, the server's loop). Whoever keeps something takes it from
`remembered`; nothing else at a module's top changes while the process runs. What an app is made or started with, its
settings and how it reaches threads, is in `app.extensions`, and does not change.
"""

from typing import Protocol, TypeVar


class Forgetful(Protocol):
    """Whatever can be emptied: a dictionary, a set, a deque, or an object of ours."""

    def clear(self) -> None:
        """Be as it was when it was made."""


Kept = TypeVar("Kept", bound=Forgetful)
_kept: list[Forgetful] = []


def remembered(kept: Kept) -> Kept:
    """Return what a module keeps, at its top and still empty; `forget_all` empties it with everything else."""
    _kept.append(kept)
    return kept


def forget_all() -> None:
    """Forget everything, as a new process knows nothing: before an app is made, and before each test."""
    for one in _kept:
        one.clear()
