"""Photos come in from a host's tablet and go out to everybody who came in."""

from flask import Blueprint, Response, jsonify, request

from facilitation import broadcasts
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.ids import LENGTH
from facilitation.pages import forms, upload
from facilitation.services import events, photos, stations

blueprint = Blueprint("photos", __name__)

LARGEST_PHOTO = 40_000_000
"""Bytes of one file. Phones write 2 to 8 MB of JPEG; a PNG of 12 megapixels has up to 35."""
LONGEST_NUMBER = 4
KEPT_SECONDS = 86_400
"""So long a browser may show a photo without asking: for the day, and hardly longer than its promised deletion."""


@blueprint.post("/e/<event_slug>/host/<station_slug>/photos")
@forms.read_by_the_page
def take(event_slug: str, station_slug: str) -> Response:
    """Take in one photo: the file is the body, `id` (made by the tablet), `table` and `round` stand in the address.

    Hosts of this station and organisers only, asked before anything is read and again afterwards.
    """
    event = events.find(event_slug)
    station = stations.find(event.id, station_slug)
    event_id, station_id = event.id, station.id
    sessions.current_actor(event).require_host(station_id)
    table, round_position = _number("table"), _number("round")
    picture = upload.body(LARGEST_PHOTO)
    photo = photos.add(
        sessions.current_actor(events.find(event_slug)),
        station_id,
        id=request.args.get("id", ""),
        picture=picture,
        table=table,
        round_position=round_position,
    )
    broadcasts.station_changed(event_id, station_id, photo.revision)
    return jsonify(ok=True, revision=photo.revision)


@blueprint.get("/e/<event_slug>/photos/<name>.jpg")
def show(event_slug: str, name: str) -> Response:
    """A photo, for anybody who came in to the event; its name is its id and size. What stands there never changes."""
    event = events.find(event_slug)
    jpeg = photos.read(sessions.current_actor(event), name[:LENGTH], name[LENGTH:])
    kept = f"private, max-age={KEPT_SECONDS}, immutable"
    return Response(jpeg, mimetype="image/jpeg", headers={"Cache-Control": kept})


def _number(name: str) -> int | None:
    """A number in the address; None where there is none. Raises CafeError `malformed`."""
    text = request.args.get(name, "")
    if text and not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        raise CafeError("malformed", field=name)
    return int(text) if text else None
