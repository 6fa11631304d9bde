"""A station's page as everybody gets it who has left nothing there yet: drawn once for all who scan at the same moment.

Drawing it takes most of the time of a visit, and a hall's 250 phones ask for it within seconds. What differs between
two of them, the id that their form sends and the time by which they count down, is put in afterwards, also where the
page is already compressed.
"""

import re
import secrets
import struct
import zlib
from collections.abc import Callable
from functools import cached_property
from typing import Any

from cachetools import LRUCache

from facilitation import bounds
from facilitation.memory import remembered
from facilitation.queries.first_page import Made

ID, NOW = secrets.token_hex(), secrets.token_hex()
"""What stands in a drawn page where each phone gets its own: an id, and a moment as it is sent (`columns.iso`)."""
_MARKS = re.compile(f"({ID}|{NOW})")
_LENGTHS = {ID: 36, NOW: 24}
"""Bytes of what is put in: always as many, so that what was compressed for one phone is right for all."""
COMPRESSION = 9
"""The level of gzip: once for all phones."""
_HEAD = b"\x1f\x8b\x08" + bytes(6) + b"\xff"
"""How gzip begins (RFC 1952): no name, no time, no system."""


class FirstPage:
    """A page with marks (`ID`, `NOW`) where each phone gets something of its own; `made` is what it is made of."""

    def __init__(self, page: str, made: Made) -> None:
        self.made = made
        parts = _MARKS.split(page)
        self._texts = [text.encode() for text in parts[::2]]
        self._marks = parts[1::2]
        self.weight = 2 * len(page) + len(repr(made))

    def plain(self, id: str, now: str) -> bytes:
        """Return the page for one phone."""
        first, *others = self._texts
        return b"".join([first, *(part for pair in zip(self._own(id, now), others, strict=True) for part in pair)])

    def compressed(self, id: str, now: str) -> bytes:
        """Return the page for one phone, as gzip: what it gets its own of stands uncompressed between the rest."""
        packed = [_HEAD, self._deflated[0]]
        check, size = zlib.crc32(self._texts[0]), len(self._texts[0])
        for own, text, deflated in zip(self._own(id, now), self._texts[1:], self._deflated[1:], strict=True):
            packed += [_stored(own), deflated]
            check = zlib.crc32(text, zlib.crc32(own, check))
            size += len(own) + len(text)
        return b"".join([*packed, struct.pack("<LL", check, size)])

    def _own(self, id: str, now: str) -> list[bytes]:
        """Return what comes into the places of the marks."""
        return [(id if mark == ID else now).encode() for mark in self._marks]

    @cached_property
    def _deflated(self) -> list[bytes]:
        """The texts between the marks, as pieces of one deflated stream (RFC 1951) that end with a whole byte.

        What comes into a mark's place has to be there, too, so that what follows finds what was before at its distance:
        as NULs, of which no page has any, so that nothing refers to them.
        """
        packer = zlib.compressobj(COMPRESSION, wbits=-zlib.MAX_WBITS)
        pieces = []
        for text, mark in zip(self._texts, self._marks, strict=False):
            pieces.append(packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH))
            packer.compress(bytes(_LENGTHS[mark]))
            packer.flush(zlib.Z_SYNC_FLUSH)
        return [*pieces, packer.compress(self._texts[-1]) + packer.flush()]


def _stored(plain: bytes) -> bytes:
    """Return a block of a deflated stream that holds this uncompressed, and is not the last."""
    return struct.pack("<BHH", 0, len(plain), len(plain) ^ 0xFFFF) + plain


_drawn: LRUCache[tuple[Any, ...], FirstPage] = remembered(LRUCache(bounds.FIRST_PAGES_KEPT, lambda one: one.weight))
"""By what it is of, its station first."""
_stands: dict[int, int] = remembered({})
"""By station: the revision that its pages were drawn from."""


def find(of: tuple[Any, ...], made: Made, draw: Callable[[], str]) -> FirstPage:
    """Return a page that is drawn anew where anything it is `made` of differs from when it was drawn last.

    With the first page of a station that changed all others of it are given up: nothing taken back stays, also where
    nobody asks for such a page again. `of` says which page it is: station, table, languages, whether somebody arrives.
    What it shows besides that has to be in `made`, for that alone is compared. `draw` returns it with ID and NOW in
    their places.
    """
    known = _drawn.get(of)
    if known is not None and known.made == made:
        return known
    fresh = FirstPage(draw(), made)
    if _give_up_older(made.event.station_id, made.event.station_revision) and fresh.weight <= bounds.FIRST_PAGES_KEPT:
        _drawn[of] = fresh
    return fresh


def forget() -> None:
    """Keep nothing that was drawn: it holds what people left, also where another process deleted that."""
    _drawn.clear()
    _stands.clear()


def _give_up_older(station: int, revision: int) -> bool:
    """Give up a station's pages of before this revision; return False where this one is older than its pages."""
    known = _stands.get(station, revision)
    if revision < known:
        return False
    if revision != known:
        for of in [of for of in _drawn if of[0] == station]:
            del _drawn[of]
    _stands[station] = revision
    return True
