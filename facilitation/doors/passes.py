"""The pass of a rehearsal: by it alone a phone or tablet becomes one of its simulated guests and hosts.

It names the rehearsal, and is signed with the server's key: it is given to the rehearsal's process, and to nobody else.
It stands in a header of the request that redeems a code or a link, not in an address, which browsers and logs keep.
"""

from flask import Flask
from itsdangerous import BadSignature, URLSafeSerializer

HEADER = "Cafe-Rehearsal"
_SALT = "rehearsal"


def make(app: Flask, event_id: int, rehearsal_id: str) -> str:
    """Return the pass of a rehearsal."""
    return str(_serializer(app).dumps([event_id, rehearsal_id]))


def read(app: Flask, brought: str | None) -> tuple[int, str] | None:
    """Return the event and the rehearsal that a pass names; None where it was not signed here."""
    if not brought:
        return None
    try:
        event_id, rehearsal_id = _serializer(app).loads(brought)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(event_id), str(rehearsal_id)


def _serializer(app: Flask) -> URLSafeSerializer:
    return URLSafeSerializer(app.config["SECRET_KEY"], salt=_SALT)
