"""Photos: uploaded from a host's tablet, shown to everybody who came through a door."""

from dataclasses import replace

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from facilitation import bounds
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.ids import LENGTH, check_id
from facilitation.pages import forms, upload
from facilitation.pages.answering import answered
from facilitation.pages.download import in_pieces
from facilitation.services import events, orders, photos, stations
from facilitation.text import number

blueprint = Blueprint("photos", __name__)

LARGEST_PHOTO = bounds.LARGEST_PHOTO
KEPT_SECONDS = 86_400
"""Seconds for which a browser may show a photo without asking: the day, and hardly longer than until its deletion."""


@blueprint.post("/e/<event_slug>/host/<station_slug>/photos")
@forms.read_by_the_page
def take(event_slug: str, station_slug: str) -> AnyResponse:
    """Store one photo: its file is the body; `id`, `order`, `table` and `round` stand in the address.

    The tablet makes `id` and `order`; it counts once, as every order does. Hosts of this station and organisers only,
    which is checked before anything is read, and again afterwards.
    """
    event = events.find(event_slug)
    station = stations.find(event.id, station_slug)
    event_id, station_id = event.id, station.id
    sessions.current_actor(event).require_host(station_id)
    id, order = request.args.get("id", ""), request.args.get("order")
    where = {"table": _number("table"), "round_position": _number("round")}
    if order is not None:
        check_id(order, field="order")
    with upload.body(LARGEST_PHOTO) as picture:
        actor = replace(sessions.current_actor(events.find(event_slug)), order=order)
        actor.require_host(station_id)
        done, before = orders.once(actor, lambda: photos.add(actor, station_id, id=id, picture=picture, **where))
    return answered(event_id, done, None, before=before)


@blueprint.get("/e/<event_slug>/photos/<name>.jpg")
def show(event_slug: str, name: str) -> Response:
    """Show a photo to anybody who came through a door of the event; `name` is its id and size.

    What a name stands for never changes, so browsers may keep it.
    """
    event = events.find(event_slug)
    found = photos.read(sessions.current_actor(event), name[:LENGTH], name[LENGTH:])
    kept = f"private, max-age={KEPT_SECONDS}, immutable"
    return in_pieces(found, "image/jpeg", {"Cache-Control": kept})


def _number(name: str) -> int | None:
    """Return a number in the address; None where there is none. Raises CafeError `malformed`."""
    asked = request.args.get(name, "")
    found = number(asked)
    if asked and found is None:
        raise CafeError("malformed", field=name)
    return found
