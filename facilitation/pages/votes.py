"""Dots from a page without script: the buttons on its cards send what an order over the socket would."""

import uuid
from dataclasses import replace

from flask import Blueprint, request
from werkzeug.wrappers import Response

from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.ids import check_id
from facilitation.pages.answering import answered
from facilitation.pages.participant import card_path, station_page, table_at, typed
from facilitation.services import events, limits, orders, stations, votes

blueprint = Blueprint("votes", __name__)


@blueprint.post("/e/<event_slug>/stations/<station_slug>/votes")
def set(event_slug: str, station_slug: str) -> Response | str | tuple[str, int]:
    """Give a dot to the contribution `give`, or take it back from `take`; what stands in the field stays there.

    The form's `id` is its page's: with the contribution it names the order, which counts once however often it comes.
    """
    event = events.find(event_slug)
    found = stations.find(event.id, station_slug)
    actor, table, written = sessions.joined_actor(event), table_at(found.id, found.tables), typed()
    on = "give" in request.form
    contribution = request.form.get("give" if on else "take", "")
    try:
        sessions.require_cookies()
        with limits.refusals_of(actor):
            check_id(written["id"])
            check_id(contribution, field="contribution")
            order = str(uuid.uuid5(uuid.UUID(written["id"]), f"{contribution} {on}"))
            done, before = orders.once(
                replace(actor, order=order), lambda: votes.set(replace(actor, order=order), contribution, on=on)
            )
    except CafeError as refusal:
        return station_page(event, found, actor, table, {**written, "id": ""}, refusal), refusal.status
    path = card_path(event.slug, found.slug, contribution, table)
    answer = answered(event.id, done, path, before=before)
    if not written["text"].strip():
        return answer
    return station_page(event, found, actor, table, {**written, "id": ""}, None)
