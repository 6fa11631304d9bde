"""Orders about a station: opening its screen, and setting how it is moderated."""

from flask_socketio import leave_room

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.live.order import HOSTS, Ack, Field, order, visit
from facilitation.queries import changes, snapshots
from facilitation.services import context, presence, stations, votes
from facilitation.storage.statements import AnyRow, reading


@order("station.open", station=Field(str), since=Field(int, 0), audience=Field(str, None))
def open_station(actor: Actor, event: AnyRow, *, station: str, since: int, audience: str | None) -> Ack:
    """Join the station's news, then answer with what changed since; hosts' screens get the hosts' audience."""
    actor.require_reader()
    station_id = context.station_of(event)
    audience = _audience(actor, station_id, audience)
    told = actor.audience(audience)
    for other in changes.AUDIENCES:
        if other != told:
            leave_room(broadcasts.station_room(station_id, other))
    own = [broadcasts.author_room(station_id, actor.participant_id)] if actor.participant_id else []
    here = visit(actor, broadcasts.station_room(station_id, told), *own)
    here.stations[station_id] = audience
    here.person = f"p{actor.participant_id}" if actor.participant_id else ""
    here.wall = actor.wall and actor.participant_id is None
    if audience == "hosts":
        presence.sign(station_id)
    broadcasts.presence_changed(event.id, [station_id])
    with reading() as store:  # what was read before joining the room may already be old
        state, revisions = changes.event_state_and_revisions(event.id)
        given = votes.of(store, actor, station_id)
        return {
            "audience": audience,
            "change": snapshots.at(station_id, revisions[station_id], since, told),
            "my_votes": given,
            "votes_left": votes.left(event.votes_per_person, given),
            "mine": changes.own(store, actor, station_id, station),
            "event_state": state,
        }


@order("station.set_approve_first", HOSTS, station=Field(str), on=Field(bool))
def set_approve_first(actor: Actor, event: AnyRow, *, station: str, on: bool) -> Ack:
    """Set whether contributions wait for a host."""
    stations.set_approve_first(actor, stations.find(event.id, station), on=on)
    broadcasts.event_changed(event.id)
    return {"event_state": changes.event_state(event.id)}


def _audience(actor: Actor, station_id: int, asked: str | None) -> str:
    if asked not in (None, *changes.AUDIENCES):
        raise CafeError("malformed", field="audience")
    if asked == "hosts":
        actor.require_host(station_id)
    return asked or ("hosts" if actor.may_host(station_id) else "public")
