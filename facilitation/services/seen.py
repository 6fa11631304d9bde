"""What an order says that its sender saw: where that is another by now, it is refused, and both can be read.

`was` is a text or a title, `ends_at` a clock. Where it may be missing, screens of an earlier version say nothing of it;
what makes a text public has to say which one was read (`read`).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence

from facilitation.errors import CafeError
from facilitation.text import clean

MARK_DIGITS = 7
"""Hexadecimal digits of a mark: it is a number that a form may send, and two wordings of one text have it by accident
once in a quarter of a billion."""
UNSAID = "\0"
"""In place of what was seen, where an order does not say it; no text can be this. None: there was nothing to see."""


def check(now: str | None, was: str | None, *, wanted: str | None = UNSAID) -> None:
    """Refuse an order whose sender saw `was` where another text stands `now`, unless that is the `wanted` one.

    Raises CafeError `reworded` (now).
    """
    if was != UNSAID and (now or "") not in (was or "", wanted or "") and not is_same(now or "", was or ""):
        raise CafeError("reworded", now=now or "")


def mark(said: str) -> int:
    """Return the number by which a form tells which wording it saw; 0 where nothing stands there.

    For what has no revision of its own: where somebody changed it and changed it back, it is what was seen.
    """
    return int(hashlib.sha256(said.encode()).hexdigest()[:MARK_DIGITS], 16) or 1 if said else 0


def check_mark(now: str, known: int, *, told: Mapping[str, str] | None = None) -> None:
    """Refuse a wording whose writer saw another one (`known`, its `mark`) than what stands `now`.

    `told` are the form's fields as they stand; without it there is one, `text`.
    Raises CafeError `reworded` (now: the fields as JSON; revision; removed: 0), as `report_writing.say` does.
    """
    if known != mark(now):
        fields = json.dumps({"text": now} if told is None else dict(told), ensure_ascii=False)
        raise CafeError("reworded", now=fields, revision=mark(now), removed=0)


def is_same(now: str, was: str) -> bool:
    """Tell whether a text reads as somebody saw it, who may still have it as it was typed there."""
    try:
        return was == now or clean(was) == now
    except CafeError:
        return False


def with_german(text: str, german: str | None) -> str:
    """Return a text and its German wording, one below the other: what is read before contact data may be shown."""
    return "\n".join(filter(None, (text, german)))


def read(id: str | None, was: str | None, items: Sequence[Mapping[str, str]] | None) -> dict[str, str]:
    """Return what an order's sender read, by id: one contribution, or several at once (`items`), but not both.

    Raises CafeError `malformed` (id, was, items).
    """
    if items is None:
        if id is None or was is None:
            raise CafeError("malformed", field="id" if id is None else "was")
        return {id: was}
    texts = {one["id"]: one["was"] for one in items}
    if id is not None or len(texts) < len(items):
        raise CafeError("malformed", field="items")
    return texts
