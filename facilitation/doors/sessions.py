"""Who is asking: what a session says of doors and participants (`doors/cookies.py`) becomes an Actor."""

import secrets
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any, NamedTuple, cast

from flask import Flask, Response, current_app, g, request, session

from facilitation.actor import HOUSE, Actor, Right
from facilitation.doors import languages, passes
from facilitation.doors.cookies import Session, read_cookie, sessions_of
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.i18n import language_codes
from facilitation.memory import remembered
from facilitation.models import Door, Event, Participant
from facilitation.models.columns import lot
from facilitation.services import doors, participants, rehearsals
from facilitation.storage.statements import AnyRow, Store, reading

BROWSER = "Mozilla/"
"""How every browser names itself, and hardly another program."""


class _Learnt:
    """Every door's generation by its id, as the database said last (None before it was asked)."""

    generations: Mapping[int, int] | None

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Know nothing, as a new process."""
        self.generations = None


_learnt = remembered(_Learnt())


def person(app: Flask, cookies: str) -> str | None:
    """Return a name for the person whose cookies these are, by which to tell how much of the server one takes.

    The same for all tabs of one phone, empty where the session names nobody; None for whoever came through a door,
    which several devices share. Whether that is still open is not looked up, for each request would ask the database:
    it is what was learnt last (`learn_generations`).
    """
    claims = read_cookie(app, cookies)
    known = _learnt.generations
    if any(known is None or known.get(id) == generation for id, generation in _generations(claims).items()):
        return None
    participant = likely_participant(claims)
    return "" if participant is None else f"p{participant}"


def learn_generations(generations: Mapping[int, int]) -> bool:
    """Remember every door's generation by its id, for `person`; return whether any is another one now."""
    changed = generations != _learnt.generations
    _learnt.generations = generations
    return changed


def current_actor(event: Event | AnyRow, store: Store | None = None) -> Actor:
    """Return the session's rights at an event, looked up anew each time: a renewed door ends at once.

    The doors that it has there are used by this request.
    """
    if store is None:
        with reading() as store:
            return current_actor(event, store)
    actor = actor_of(store, event.id, event.generation, session)
    g.doors_used = {str(door_id) for door_id, _ in actor.doors}
    return actor


def current_keeper() -> Actor:
    """Return the session's rights at the house's own pages, as `current_actor` does those at an event."""
    with reading() as store:
        actor = actor_of(store, HOUSE, 0, session)
    g.doors_used = {str(door_id) for door_id, _ in actor.doors}
    return actor


def note_use(response: Response) -> Response:
    """Remember in the browser which doors this request used, once an hour at most; not with what it may keep."""
    used = g.get("doors_used")
    if used and response.status_code < 400 and not response.cache_control.max_age:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        sessions_of(app).note_use(app, response, used)
    return response


def actor_of(store: Store, event_id: int, generation: int, claims: Mapping[str, Any]) -> Actor:
    """Return the rights at an event, whose generation this is, of a session that says this."""
    simulated = False
    if "rehearsals" in claims and (rehearsal := claims["rehearsals"].get(str(event_id))) is not None:
        simulated = True
        if not rehearsals.is_running(store, event_id, rehearsal):
            return Actor(event_id, simulated=True)  # what came by its pass is nobody afterwards
    if not (claims.get("doors") or claims.get("expired")):  # a guest's, as nearly all are when a hall comes back
        id, came_at = _participant(store, event_id, generation, claims)
        return Actor(event_id, id, came_at=came_at, simulated=simulated)
    opened = _here(event_id, doors.still_open(store, _generations(claims)))
    expired = _here(event_id, doors.still_open(store, _generations({"doors": claims.get("expired", {})})))
    keeper = any(door.role == "administrator" for door in opened)
    id, came_at = _participant(store, event_id, generation, claims)
    return Actor(
        event_id=event_id,
        participant_id=id,
        came_at=came_at,
        organiser=event_id != HOUSE and (keeper or any(door.role == "organiser" for door in opened)),
        administrator=keeper,
        hosts=frozenset(door.station_id for door in opened if door.role == "host" and door.station_id),
        wall=any(door.role == "wall" for door in opened),
        doors=frozenset((door.id, door.generation) for door in opened),
        expired=frozenset(right for door in expired for right in _rights(door)),
        simulated=simulated,
    )


def _here(event_id: int, opened: list[AnyRow]) -> list[AnyRow]:
    """Return those doors that lead to an event: its own, and the house's, which leads to all."""
    return [door for door in opened if door.event_id in (event_id, None)]


def _rights(door: AnyRow) -> list[Right]:
    """Return what a door allows: the administrator's all that an organiser's does, too."""
    own: Right = (door.role, door.station_id)
    return [own, ("organiser", None)] if door.role == "administrator" else [own]


def likely_participant(claims: Mapping[str, Any]) -> int | None:
    """Return the participant that a session most likely asks as: most sessions know one event only."""
    claimed = next(iter(claims.get("participants", {}).values()), None)
    return claimed if claimed is None else _Claimed.read(claimed).participant_id


def has_doors(claims: Mapping[str, Any]) -> bool:
    """Tell whether a session once came through a secret link; whether it still may, its rights tell."""
    return bool(claims.get("doors"))


def has_open_doors(store: Store, claims: Mapping[str, Any]) -> bool:
    """Tell whether a session came through a secret link, of whatever event, that was not renewed since."""
    return bool(doors.still_open(store, _generations(claims)))


def joined_actor(event: Event | AnyRow) -> Actor:
    """Return the session's rights at an event; where it has not joined yet, draw an id for it by lot.

    Writing needs no account, only a phone. It is no use of a secret link: a borrowed tablet may become a guest's.

    Nothing is stored here: link previews, and whoever asks a thousand times, cost nothing. The row comes with the
    first deed (`participants.arrive`).
    """
    with reading() as store:
        actor = actor_of(store, event.id, event.generation, session)
    if actor.participant_id is not None:
        return actor
    claimed = [lot(), event.generation, sessions_of(current_app).now()]
    session["participants"] = {**session.get("participants", {}), str(event.id): claimed}
    session.permanent = True
    languages.keep_wished()
    with reading() as store:
        return actor_of(store, event.id, event.generation, session)


def bring_pass() -> None:
    """Let a request that brings a rehearsal's pass along be one of its simulated guests or hosts from now on.

    Without a pass, or with one of a rehearsal that has ended, nothing happens; its session stays so for good.
    """
    named = passes.read(current_app, request.headers.get(passes.HEADER))
    if named is None:
        return
    event_id, rehearsal_id = named
    with reading() as store:
        if not rehearsals.is_running(store, event_id, rehearsal_id):
            return
    session["rehearsals"] = {**session.get("rehearsals", {}), str(event_id): rehearsal_id}


def require_cookies() -> None:
    """Refuse a form of a browser that brings nothing along of what its page gave it: whatever it sends is a stranger's.

    It would be stored as somebody new each time. Raises CafeError `no_cookies`.
    """
    if cast(Session, session).is_blank:
        raise CafeError("no_cookies")


def refusal_of(raised: CafeError) -> CafeError:
    """Return what a screen is told: a browser without the cookie that its page gave it need not scan again.

    Programs that never asked for a page are told what they would have to do first.
    """
    blocks = raised.code == "not_joined" and not session and is_browser()
    return CafeError("no_cookies") if blocks else raised


def is_browser() -> bool:
    """Tell whether a browser asks."""
    return request.user_agent.string.startswith(BROWSER)


def has_entered(door_id: int) -> bool:
    """Tell whether this session knows that it came through a door; one whose browser takes no cookies does not."""
    return str(door_id) in session.get("doors", {})


def enter(door: Door) -> None:
    """Remember that this session came through a door, and when."""
    id = str(door.id)
    entered = [door.generation, door.role, sessions_of(current_app).now()]
    session["doors"] = {**session.get("doors", {}), id: entered}
    session["expired"] = {one: claim for one, claim in session.get("expired", {}).items() if one != id}
    session.permanent = True


class Person(NamedTuple):
    """Who asks, as a guest of an event; without a row they are not `is_stored`, for they did nothing yet."""

    name: str | None
    language: str
    greeted: bool
    is_stored: bool


def participant(event: Event | AnyRow, actor: Actor) -> Person | None:
    """Return the participant that asks; None where there is none.

    Of whoever has no row it tells the language they chose, or else that their browser asks for.
    """
    if actor.participant_id is None:
        return None
    with reading() as store:
        known = participants.called(store, actor.participant_id)
    if known is None:
        return Person(None, _wanted(event), greeted=False, is_stored=False)
    return Person(known.name, known.language, known.greeted, is_stored=True)


def me(store: Store, event_id: int, actor: Actor) -> dict[str, str | None]:
    """Return what a page knows of its person, which may be another by the time it is looked at again.

    `name` and `language` are None of whoever did nothing yet. `ui_language` is the interface's where somebody chose
    one, else None: not every browser names its languages for the live connection as it does for pages. `person` is
    drawn anew when the phone is handed on, and empty before.
    """
    known = participants.called(store, actor.participant_id) if actor.participant_id is not None else None
    return {
        "name": known.name if known else None,
        "language": known.language if known else None,
        "ui_language": languages.chosen(),
        "person": session.get("handed_on", {}).get(str(event_id), ""),
    }


def choose_language(language: str, offered: Collection[str], *, called: str = "") -> None:
    """Let somebody write in this language from now on, and read in it where the interface speaks it.

    `offered` are the languages in which guests of the event may write (none where the page is of no event), `called`
    is what they call a language without code (`language_codes.UNNAMED`). Who reads a variant writes in its language.
    Nothing is stored but in their cookie, and nothing of what is no language.
    """
    languages.choose_interface(language)
    written = language_codes.without_variant(language)
    if language_codes.can_be_written(written, offered):
        session["writes"], session["writes_called"] = written, called
        session.permanent = True


def write_in(event: Event, language: str) -> None:
    """Store the language that somebody writes in from now on, where they have a row at the event; else do nothing.

    Of a variant that is its language. Raises CafeError as `participants.write_in` does.
    """
    with reading() as store:
        actor = actor_of(store, event.id, event.generation, session)
        known = participants.called(store, actor.participant_id) if actor.participant_id is not None else None
    written = language_codes.without_variant(language)
    if known is not None and known.language != written:
        participants.write_in(actor, language=written)


def arrives_at(event: Event | AnyRow, station_id: int) -> bool:
    """Tell whether this is the first of the event's stations that this phone sees, and remember it.

    What newcomers are asked and told stands there, and is not said again at each station to which they walk on.
    """
    here = [event.generation, station_id]
    first = session.get("arrived", {}).get(str(event.id))
    if first is None or first[0] != event.generation:
        session["arrived"] = {**session.get("arrived", {}), str(event.id): here}
        return True
    return bool(first == here)


def language_called() -> str:
    """Return what somebody calls the language without code that they write in; empty where they write in another."""
    return str(session.get("writes_called", ""))


def hand_on(event: Event) -> None:
    """Let somebody else use this phone: what was written stays, and belongs to nobody who is here."""
    others = {id: one for id, one in session.get("participants", {}).items() if id != str(event.id)}
    session["participants"] = others
    session["arrived"] = {id: one for id, one in session.get("arrived", {}).items() if id != str(event.id)}
    session["handed_on"] = {**session.get("handed_on", {}), str(event.id): secrets.token_hex(4)}
    for name in ("writes", "writes_called"):  # what somebody calls their language is theirs
        session.pop(name, None)


def handed_on(event: Event | AnyRow) -> str:
    """Return what was drawn when this phone was handed on the last time; empty where it never was."""
    drawn: str = session.get("handed_on", {}).get(str(event.id), "")
    return drawn


def is_handed_on(event: Event, actor: Actor, drawn: str | None) -> bool:
    """Tell whether this was drawn when the phone was handed on, and whoever has it now did nothing yet."""
    if not drawn or drawn != handed_on(event) or actor.participant_id is None:
        return False
    return db.session.get(Participant, actor.participant_id) is None


def door_for(event: Event | AnyRow, actor: Actor) -> str:
    """Return how somebody comes in (`newcomers.DOORS`): who did something before, hosts and organisers find it open."""
    if event.newcomers == "open" or actor.is_staff or actor.participant_id is None:
        return "open"
    known = participant(event, actor)
    return "open" if known is not None and known.is_stored else str(event.newcomers)


def _wanted(event: Event | AnyRow) -> str:
    chosen = session.get("writes")
    if chosen is not None:
        return str(chosen)
    wished = languages.wished_of([*event.languages, *languages.interface_languages()])
    return language_codes.without_variant(wished) if wished else str(event.language)


def only_event(store: Store) -> int:
    """Return the id of the only event this session belongs to. Raises CafeError `not_joined` where there is not one."""
    joined = [int(event_id) for event_id in session.get("participants", {})]
    opened = doors.still_open(store, _generations(session))
    ids = {*joined, *(door.event_id for door in opened if door.event_id is not None)}
    if len(ids) != 1:
        raise CafeError("not_joined")
    return ids.pop()


def _generations(claims: Mapping[str, Any]) -> dict[int, int]:
    said = claims.get("doors", {}).items()
    return {int(door_id): claim[0] if isinstance(claim, list) else claim for door_id, claim in said}


class _Claimed(NamedTuple):
    """What a cookie says of a participant; cookies of earlier versions name no generation, or not when it was drawn."""

    participant_id: int
    generation: int | None
    came_at: float | None = None

    @classmethod
    def read(cls, claimed: list[Any] | int) -> "_Claimed":
        return cls(claimed, None) if isinstance(claimed, int) else cls(*claimed)


def _participant(
    store: Store, event_id: int, generation: int, claims: Mapping[str, Any]
) -> tuple[int | None, float | None]:
    """Return the participant's id at an event, and when it was drawn (seconds since 1970), each None where unknown."""
    said = claims.get("participants", {}).get(str(event_id))
    if said is None:
        return None, None
    claimed = _Claimed.read(said)
    if claimed.generation is None:  # such an id was stored at once
        with suppress(CafeError):
            if participants.is_known(store, event_id, claimed.participant_id):
                return claimed.participant_id, None
        return None, None
    return (claimed.participant_id, claimed.came_at) if claimed.generation == generation else (None, None)
