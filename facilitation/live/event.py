"""Orders about the whole event: its state, its rounds, its desk, its wall."""

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.live.fields import Name, Text
from facilitation.live.order import Ack, order, sid, visit
from facilitation.models import Event, Round
from facilitation.queries import changes, desk
from facilitation.services import events, newcomers, presence, rounds, wall
from facilitation.services.committed import Committed
from facilitation.services.seen import UNSAID
from facilitation.storage.statements import AnyRow


@order("event.open")
def open_event(actor: Actor, place: AnyRow) -> Ack:
    """Join the event's news, and answer with its state."""
    actor.require_reader()
    visit(actor)
    return {"event_state": changes.event_state(place.id)}


@order("desk.open")
def open_desk(actor: Actor, place: AnyRow) -> Ack:
    """Join the desk's figures, and answer with them."""
    actor.require_organiser()
    visit(actor, broadcasts.desk_room(place.id))
    presence.open_desk(sid(), place.id)
    return {"desk": desk.figures(place.id), "event_state": changes.event_state(place.id)}


@order("round.start")
def start(
    actor: Actor, place: AnyRow, *, round: int, phase: str | None = None, after: int | None = None
) -> Committed[Round]:
    """Start the round at this position."""
    return rounds.start(actor, round, phase=phase, after=after)


@order("round.extend")
def extend(
    actor: Actor, place: AnyRow, *, minutes: int, round: int | None = None, ends_at: str | None = UNSAID
) -> Committed[Round]:
    """Give the running round more minutes, or take some away."""
    return rounds.extend(actor, minutes, position=round, ends_at=ends_at)


@order("round.end")
def end(actor: Actor, place: AnyRow, *, round: int | None = None, ends_at: str | None = UNSAID) -> Committed[Round]:
    """End the running round."""
    return rounds.end(actor, position=round, ends_at=ends_at)


@order("round.resume")
def resume(actor: Actor, place: AnyRow, *, round: int) -> Committed[Round]:
    """Let the round that ended last run on with the clock that it had."""
    return rounds.resume(actor, round)


@order("event.announce")
def announce(
    actor: Actor,
    place: AnyRow,
    *,
    text: Text,
    minutes: int = 10,
    was: str | None = UNSAID,
    translations: dict[str, str] | None = None,
) -> Committed[Event]:
    """Show a sentence on every screen, in as many languages as were typed; an empty text takes it back."""
    return events.announce(actor, text=text, minutes=minutes, was=was, others=translations or {})


@order("wall.speak")
def speak_on_wall(actor: Actor, place: AnyRow, *, language: str) -> Committed[Event]:
    """Choose the second language of what the wall shows; an empty one is none."""
    return wall.speak(actor, language)


@order("wall.show")
def show(actor: Actor, place: AnyRow, *, scene: Name) -> Committed[Event]:
    """Choose what the wall shows; an empty scene lets its scenes take turns."""
    return wall.show(actor, scene)


@order("newcomers.set")
def set_newcomers(actor: Actor, place: AnyRow, *, door: str, renew: bool = False) -> Committed[None]:
    """Open the door for newcomers, ask them for the day's word, or close it."""
    return newcomers.set_door(actor, door, renew=renew)


@order("newcomers.leave_out")
def leave_out(actor: Actor, place: AnyRow, *, on: bool) -> Committed[None]:
    """Leave out the dots of those who came in a rush and wrote nothing, or count them again."""
    return newcomers.leave_out(actor, on=on)
