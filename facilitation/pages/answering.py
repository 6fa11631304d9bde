"""What every page that writes ends with: the screens are told what was committed, then whoever asked is answered."""

from typing import Any

from flask import jsonify, redirect
from werkzeug.wrappers import Response

from facilitation import broadcasts
from facilitation.pages.screens import asks_for_json
from facilitation.services.committed import Committed


def answered(event_id: int, committed: Committed[Any], path: str | None, *, before: bool = False) -> Response:
    """Tell the event's screens what was committed, and return the answer to who asked for it.

    A script gets in JSON what an order over the socket is acknowledged with, a plain form is led to `path`; where only
    scripts ask, that is None. Nobody is told where it was committed `before`, and only its answer did not arrive.
    """
    if not before:
        broadcasts.tell(event_id, committed)
    if path is None or asks_for_json():
        return jsonify(ok=True, **committed.answer)
    return redirect(path, code=303)
