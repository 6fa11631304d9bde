"""The editor's section on stations: which there are and in which order, and a page for each of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from facilitation import bounds, typed
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import is_id, new_id
from facilitation.models import Event, Station
from facilitation.models.station import SIGNS
from facilitation.pages import asking
from facilitation.pages.edit import frame
from facilitation.pages.edit.frame import Part, Section, blueprint, fields_of
from facilitation.services import orders, station_plan, stations
from facilitation.services.committed import Committed

FIELDS = ("short_title", "title", "question")
"""What a station needs that is added."""


def _parts(event: Event) -> list[Part]:
    return [Part(one.slug, one.short_title, one.position, one.sign) for one in event.stations]


def _shown(event: Event, part: str) -> Mapping[str, Any]:
    """Return the station of the part, if it is one's, what the others are called, and whether more may be added."""
    found = next((one for one in event.stations if one.slug == part), None)
    return {
        "station": found,
        "theme_station": None,
        "taken": {one.sign: one for one in event.stations if one is not found},
        "signs_of": range(1, SIGNS + 1),
        "used": {one.slug for one in event.stations if station_plan.is_used(db.session, one)},
        "open": sum(not one.closed for one in event.stations),
        "most": bounds.MOST_STATIONS,
        "most_tables": bounds.MOST_TABLES,
        "order": new_id,
    }


def _look(event: Event, part: str) -> str:
    return url_for("edit.phone", event_slug=event.slug, station=part or None)


SECTION = Section("stations", lazy_gettext("Stationen"), fields_of("station"), shown=_shown, parts=_parts, look=_look)


@blueprint.post("/stations")
def arrange_stations(event_slug: str) -> Response:
    """Add a station (FIELDS), or do something with one (`station`): `do` is what. Organisers only.

    `up` and `down` move it, `move` puts it at a place (`to`, from 1), `close` and `open` say whether guests write
    there, `remove` removes one where nothing was written, `sign` gives it another sign (`sign`), `tables` another
    number of tables (`tables`), `approve` says whether hosts approve first (`on`). `order` is the id by which all of
    this counts once.
    """
    event, actor = asking.organised(event_slug)
    said = asking.typed("station", "do", "sign", "tables", "on", "order", *FIELDS)
    ordered = replace(actor, order=said["order"]) if is_id(said["order"]) else actor

    def write() -> Committed[Any]:
        return orders.once(ordered, lambda: _done(event, ordered, said)).done

    def then(row: Station | None) -> str:
        return f"row-{row.slug}" if row is not None else "add-station"

    gone = said["do"] == "remove" or (said["do"] in ("up", "down", "move") and not request.form.get("part"))
    form = f"{said['do']}-{said['station']}" if said["station"] else "add-station"
    return frame.answer(event, form, said, write, then=then if said["do"] == "add" or gone else None)


def _done(event: Event, actor: Actor, said: Mapping[str, str]) -> Committed[Any]:
    """Carry out what the form asks for. Raises CafeError `malformed` (do), and as the services do."""
    if said["do"] == "add":
        return station_plan.add(actor, **{name: said[name] for name in FIELDS}, tables=1)
    id = stations.find(event.id, said["station"]).id
    match said["do"]:
        case "up" | "down":
            return station_plan.move_by_one(actor, id, up=said["do"] == "up")
        case "move":
            return station_plan.move_to(actor, id, to=asking.counted("to"))
        case "close" | "open":
            return station_plan.set_closed(actor, id, on=said["do"] == "close")
        case "remove":
            return station_plan.remove(actor, id)
        case "sign":
            return station_plan.set_sign(actor, id, asking.counted("sign"))
        case "tables":
            return station_plan.set_tables(actor, id, typed.count(said["tables"], least=1, most=bounds.MOST_TABLES))
        case "approve":
            return stations.set_approve_first(actor, id, on=said["on"] == "1")
    raise CafeError("malformed", field="do")
