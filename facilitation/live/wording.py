"""Orders about wordings: guests and hosts say what others wrote in another language; hosts take it away."""

import re

from facilitation import bounds, broadcasts
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import socketio
from facilitation.live.fields import Id, Name, Text
from facilitation.live.order import HOSTS, Ack, order, sid, visit
from facilitation.models import Wording
from facilitation.queries import wordings as questions
from facilitation.services import context, presence, wordings
from facilitation.services.committed import Committed
from facilitation.services.wordings import Worded
from facilitation.storage.statements import AnyRow, reading

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,2}")
"""A code of a language; whether anybody writes in it does not matter to who reads."""


@order("wording.open")
def open_wordings(
    actor: Actor,
    place: AnyRow,
    *,
    station: Name,
    languages: dict[str, int] | None = None,
    since: int = 0,
    audience: str | None = None,
    drafts: bool = False,
) -> Ack:
    """Join the news of wordings in some languages, and answer with what changed since; hosts' screens get all.

    `languages` names each with the revision up to which the screen knows it. `drafts` are the machine's: who does not
    ask for them, such as the wall, is told of none.
    """
    station_id = context.station_of(place)
    told = actor.audience(station_id, audience or "public").told
    asked = languages or {}
    if len(asked) > bounds.LANGUAGES_READ:
        raise CafeError("malformed", field="languages")
    if not all(map(LANGUAGE.fullmatch, asked)):
        raise CafeError("unknown_language")
    if told == "hosts":
        with reading() as store:  # their news come to the hosts' room, which `station.open` joins
            return questions.read_for_hosts(store, station_id, since)
    rooms = {broadcasts.wordings_room(station_id, code, drafts=drafts) for code in asked}
    before = presence.of(sid())
    for room in (before.wordings.get(station_id, set()) if before else set()) - rooms:
        socketio.server.leave_room(sid(), room)
    visit(actor, *rooms).wordings[station_id] = rooms
    with reading() as store:  # what was read before joining the rooms may already be old
        return {
            "languages": questions.read(store, station_id, asked, drafts=drafts),
            "mine": questions.mine(store, actor, station_id),
            "worded": questions.languages_of(store, actor, station_id),
        }


@order("wording.add")
def add(
    actor: Actor, place: AnyRow, *, id: Id, contribution: Id, language: str, text: Text, was: str
) -> Committed[Worded]:
    """Store a guest's wording of somebody's contribution; sent again with the same id, it is answered as before."""
    return wordings.add(actor, contribution, id=id, language=language, text=text, was=was)


@order("wording.word", HOSTS)
def word(
    actor: Actor,
    place: AnyRow,
    *,
    id: Id,
    contribution: Id,
    language: str,
    text: Text | None = None,
    was: str | None = None,
    read: str,
) -> Committed[Wording | None]:
    """Say as a host what a contribution means in another language than German; without text, no more."""
    return wordings.word(actor, contribution, id=id, language=language, text=text, was=was, read=read)


@order("wording.edit")
def edit(actor: Actor, place: AnyRow, *, id: Id, text: Text, was: str, read: str | None = None) -> Committed[Worded]:
    """Say one's own wording in other words."""
    return wordings.edit(actor, id, text=text, was=was, read=read)


@order("wording.withdraw")
def withdraw(actor: Actor, place: AnyRow, *, id: Id) -> Committed[Worded]:
    """Take one's own wording back."""
    return wordings.withdraw(actor, id)


@order("wording.approve", HOSTS)
def approve(actor: Actor, place: AnyRow, *, id: Id, was: str) -> Committed[Wording]:
    """Let a guest's wording onto the phones, and, as read by a host, onto the wall."""
    return wordings.approve(actor, id, was=was)


@order("wording.hide", HOSTS)
def hide(actor: Actor, place: AnyRow, *, id: Id) -> Committed[Wording]:
    """Take a wording away from every phone."""
    return wordings.hide(actor, id)
