"""Whether a progressive JPEG has all its scans: one that was cut between two of them unpacks without a fault, blurred.

Knows bytes alone (ITU-T T.81: B.1 markers, B.2.3 scan headers, G.1.1 what a scan of the progressive mode brings).
"""

import re
from typing import NamedTuple

_PROGRESSIVE, _OTHER_FRAMES = 0xC2, frozenset({0xC0, 0xC1, 0xC3})
_SCAN = 0xDA
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length: TEM, RST0 to RST7 and SOI."""
_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
"""The next marker behind a scan's picture data; zeros are stuffed, and restarts belong to the data."""
COEFFICIENTS = 64


class _Scan(NamedTuple):
    """The components of a scan, which of their coefficients it brings, and how many low bits of them are to come."""

    components: tuple[int, ...]
    coefficients: range
    bits_to_come: int


def has_all_scans(content: bytes) -> bool:
    """Tell whether a JPEG brings every bit of every coefficient; true of each that is not progressive."""
    missing: dict[int, set[int]] = {}
    at = 2
    while (found := _MARKER.search(content, at)) is not None:
        kind, at = found[1][0], found.end()
        if kind in _ALONE:
            continue
        length = int.from_bytes(content[at : at + 2])
        segment = content[at + 2 : at + length]
        if kind in _OTHER_FRAMES:
            return True
        if kind == _PROGRESSIVE:
            missing = {segment[place]: set(range(COEFFICIENTS)) for place in range(6, len(segment), 3)}
        elif kind == _SCAN and len(segment) == length - 2:
            scan = _read(segment)
            if scan is not None and scan.bits_to_come == 0:
                for component in scan.components:
                    missing.get(component, set()).difference_update(scan.coefficients)
        at += max(length, 2)
    return not any(missing.values())


def _read(segment: bytes) -> _Scan | None:
    """Return what a scan's header says; None where it is none."""
    count = segment[0] if segment else 0
    if len(segment) != 4 + 2 * count:
        return None
    first, last, approximation = segment[-3:]
    components = tuple(segment[1 + 2 * one] for one in range(count))
    return _Scan(components, range(first, last + 1), approximation & 0x0F)
