"""Orders about a station: opening its screen, and setting how it is moderated."""

from facilitation import broadcasts
from facilitation.actor import AUDIENCES, Actor
from facilitation.doors import sessions
from facilitation.extensions import socketio
from facilitation.live.fields import Name
from facilitation.live.order import HOSTS, Ack, order, sid, visit
from facilitation.models import Station
from facilitation.queries import changes, snapshots
from facilitation.queries.fields import CONTRIBUTION, FORM
from facilitation.services import context, contributions, presence, stations, votes
from facilitation.services.committed import Committed
from facilitation.storage.statements import AnyRow, reading


@order("station.open")
def open_station(
    actor: Actor, place: AnyRow, *, station: Name, since: int = 0, audience: str | None = None, form: int = 1
) -> Ack:
    """Join the station's news, then answer with what changed since; hosts' screens get the hosts' audience.

    `form` is that in which a page reads changes (`fields.FORM`).
    """
    actor.require_reader()
    station_id = context.station_of(place)
    audience, told = actor.audience(station_id, audience)
    before = presence.of(sid())
    if before is not None and station_id in before.stations:
        for other in AUDIENCES:
            if other != told:
                socketio.server.leave_room(sid(), broadcasts.station_room(station_id, other))
    own = [broadcasts.author_room(station_id, actor.participant_id)] if actor.participant_id else []
    here = visit(actor, broadcasts.station_room(station_id, told), *own)
    presence.open_station(sid(), here, station_id, audience)
    here.person = f"p{actor.participant_id}" if actor.participant_id else ""
    here.wall = actor.is_projector
    if audience == "hosts":
        presence.sign(station_id)
    broadcasts.presence_changed(place.id, [station_id])
    with reading() as store:  # what was read before joining the room may already be old
        state, revisions = changes.event_state_and_revisions(place.id)
        given = votes.of(store, actor, station_id)
        if form < FORM and sessions.is_browser():  # its page is of an earlier version
            broadcasts.load_anew(sid(), state)  # before the answer, which it cannot read
        return {
            "audience": audience,
            "change": snapshots.at(station_id, revisions[station_id], since, told),
            "my_votes": given,
            "votes_left": votes.left(place.votes_per_person, given),
            "paused": contributions.paused_for(store, actor, station_id),
            "mine": [CONTRIBUTION.short(one) for one in changes.own(store, actor, station_id, station)],
            "me": sessions.me(store, place.id, actor),
            "event_state": state,
        }


@order("station.set_approve_first", HOSTS)
def set_approve_first(actor: Actor, place: AnyRow, *, station: Name, on: bool) -> Committed[Station]:
    """Set whether contributions wait for a host."""
    return stations.set_approve_first(actor, context.station_of(place), on=on)
