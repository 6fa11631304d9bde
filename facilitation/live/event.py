"""Orders about the whole event: its state, its rounds, its desk, its wall."""

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.live.order import Ack, Field, order, sid, visit
from facilitation.queries import changes, desk
from facilitation.services import events, newcomers, presence, rounds, wall
from facilitation.storage.statements import AnyRow


@order("event.open")
def open_event(actor: Actor, event: AnyRow) -> Ack:
    """Join the event's news, and answer with its state."""
    actor.require_reader()
    visit(actor)
    return {"event_state": changes.event_state(event.id)}


@order("desk.open")
def open_desk(actor: Actor, event: AnyRow) -> Ack:
    """Join the desk's figures, and answer with them."""
    actor.require_organiser()
    visit(actor, broadcasts.desk_room(event.id))
    presence.open_desk(sid(), event.id)
    return {"desk": desk.figures(event.id), "event_state": changes.event_state(event.id)}


@order("round.start", round=Field(int))
def start(actor: Actor, event: AnyRow, **fields: int) -> Ack:
    """Start the round at this position."""
    rounds.start(actor, fields["round"])
    return _changed(event)


@order("round.extend", minutes=Field(int))
def extend(actor: Actor, event: AnyRow, *, minutes: int) -> Ack:
    """Give the running round more minutes."""
    rounds.extend(actor, minutes)
    return _changed(event)


@order("round.end")
def end(actor: Actor, event: AnyRow) -> Ack:
    """End the running round."""
    rounds.end(actor)
    return _changed(event)


@order("event.announce", text=Field(str), minutes=Field(int, 10))
def announce(actor: Actor, event: AnyRow, *, text: str, minutes: int) -> Ack:
    """Show a sentence on every screen; an empty text takes it back."""
    events.announce(actor, text=text, minutes=minutes)
    return _changed(event)


@order("wall.show", scene=Field(str))
def show(actor: Actor, event: AnyRow, *, scene: str) -> Ack:
    """Choose what the wall shows; an empty scene lets its scenes take turns."""
    wall.show(actor, scene)
    return _changed(event)


@order("newcomers.set", door=Field(str), renew=Field(bool, False))
def set_newcomers(actor: Actor, event: AnyRow, *, door: str, renew: bool) -> Ack:
    """Open the door for newcomers, ask them for the day's word, or close it."""
    newcomers.set_door(actor, door, renew=renew)
    broadcasts.newcomers_changed(event.id)
    return {"desk": desk.figures(event.id), "event_state": changes.event_state(event.id)}


@order("newcomers.leave_out", on=Field(bool))
def leave_out(actor: Actor, event: AnyRow, *, on: bool) -> Ack:
    """Leave out the dots of those who came in a rush and wrote nothing, or count them again."""
    for station_id, revision in newcomers.leave_out(actor, on=on).items():
        broadcasts.station_changed(event.id, station_id, revision)
    return {"desk": desk.figures(event.id), "event_state": changes.event_state(event.id)}


def _changed(event: AnyRow) -> Ack:
    broadcasts.event_changed(event.id)
    return {"event_state": changes.event_state(event.id)}
