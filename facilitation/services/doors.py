"""The ways in: redeeming a secret link, renewing it, and the codes on the tables."""

import re
import secrets
import unicodedata

from sqlalchemy import bindparam, select

from facilitation import bounds
from facilitation.actor import HOUSE, Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Door, Event, JoinCode, Station
from facilitation.models.door import new_generation
from facilitation.services import event_journal
from facilitation.services.committed import Committed
from facilitation.storage import erasing
from facilitation.storage.statements import AnyRow, Prepared, Store, reading
from facilitation.storage.transactions import lock_event, raise_event_revision, writing

_DOOR = Prepared(
    select(Door.id, Door.event_id, Door.station_id, Door.role, Door.generation).where(
        Door.id == bindparam("door"), Door.generation == bindparam("generation")
    )
)
_GENERATIONS = Prepared(select(Door.id, Door.generation))
_LEADS = Prepared(
    select(
        JoinCode.code,
        JoinCode.event_id,
        JoinCode.station_id,
        JoinCode.table,
        Event.id,
        Event.slug,
        Event.generation,
        Station.slug.label("station"),
        Station.tables.label("station_tables"),
    )
    .join(Event, Event.id == JoinCode.event_id)
    .outerjoin(Station, Station.id == JoinCode.station_id)
    .where(JoinCode.code == bindparam("code"))
)
_CODES = Prepared(select(JoinCode.code))
_CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0, O, 1, l and i, which look alike when a code is typed from a poster."""
CODE_LENGTH = 6
"""Letters and digits of a code."""
CODE_PATTERN = "^[2-9a-hjkmnp-z]{6}$"
"""What a code is, for the form of a record: as many of those letters."""
_LOOKS = str.maketrans(
    {other: group[0] for group in ("0od", "1ilj7", "2z", "5s", "69gq", "8b", "uv") for other in group}
)
"""Letters and digits that people take for each other on a poster, each by one of them."""
_OTHER_ALPHABETS = str.maketrans(
    "авекмнорстухіјѕԁһԛԝӏбзчгпѵαβεηκνορτυχγωσϲցհոսօɡıøΖΗΙΜΝ", "abekmhopctyxijsdhqwl634rnvabenkvoptuxywocghnuogiozhimn"
)
"""Letters of other keyboards that are drawn like Latin ones, small or large: whoever reads "867gh6" may type them."""
_LOOKED_AT = 500
"""Characters of an address in which a code is looked for."""
_WORDS_LOOKED_AT = 20
"""Of each way to part a text: each may be a look into the database, and anybody can send one."""
_BETWEEN_PARTS = re.compile(r"[\s/\\?#&=:|]+|%[0-9a-f]{2}", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[\W_]+")
UNUSED_SECONDS = {
    "host": bounds.HOST_UNUSED_SECONDS,
    "wall": bounds.WALL_UNUSED_SECONDS,
    "organiser": bounds.ORGANISER_UNUSED_SECONDS,
    "administrator": bounds.ADMINISTRATOR_UNUSED_SECONDS,
}
"""Seconds since its last use after which a browser may not use a door any more, by role."""
_NOT_IN_SECRETS = re.compile(r"[^A-Za-z0-9_-]+")


def new_secret() -> str:
    """Return a new secret for a link: 192 random bits in URL-safe base64."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """Return a new code of six letters and digits for a QR code."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(CODE_LENGTH))


def redeem(typed: str) -> Door:
    """Return the door that a secret opens, also as it comes out of a message: with a full stop, in brackets, broken.

    Raises CafeError `link_expired`.
    """
    secret = _NOT_IN_SECRETS.sub("", typed)
    found = db.session.execute(select(Door).where(Door.secret == secret)).scalar_one_or_none()
    if found is None:
        raise CafeError("link_expired")
    return found


def still_open(store: Store, generations: dict[int, int]) -> list[AnyRow]:
    """Return those of a session's doors ({id: generation}) that were not renewed since it came in."""
    doors = (store.first(_DOOR, door=id, generation=generation) for id, generation in generations.items())
    return [door for door in doors if door is not None]


def generations(store: Store) -> dict[int, int]:
    """Return every door's generation by its id."""
    return {door.id: door.generation for door in store.all(_GENERATIONS)}


def renew(actor: Actor, door_id: int) -> Committed[Door]:
    """Give a door a new secret; the old link and every session that came through it end.

    At the house's own pages it is the administrator's, which no event's journal tells of.
    Raises CafeError `not_allowed`, and `not_found` where the event, or the house, has no such door.
    """
    at_house = actor.event_id == HOUSE
    if at_house:
        actor.require_administrator()
    else:
        actor.require_organiser()
    with writing() as session:
        door = session.get(Door, door_id)
        if door is None or door.event_id != (None if at_house else actor.event_id):
            raise CafeError("not_found")
        door.secret = new_secret()
        door.generation = new_generation()
        slug = session.get_one(Station, door.station_id).slug if door.station_id else None
        if not at_house:
            event_journal.note(session, actor, "door.renew", role=door.role, station=slug)
        erasing.want()
        return Committed(door, doors=True)


def renew_codes(actor: Actor, station_id: int | None) -> Committed[None]:
    """Give guests' codes new letters: those of a station and its tables, or (None) every one of the event.

    Printed posters with the old ones lead nowhere. Who came by them stays, and where the codes lead does not change.
    Raises CafeError `not_allowed`, and `not_found` where the event has no such station.
    """
    actor.require_organiser()
    with writing() as session:
        station = None if station_id is None else session.get(Station, station_id)
        if station_id is not None and (station is None or station.event_id != actor.event_id):
            raise CafeError("not_found")
        event_journal.note(session, actor, "codes.renew", station=station.slug if station else None)
        wanted = select(JoinCode).where(JoinCode.event_id == actor.event_id)
        if station is not None:
            wanted = wanted.where(JoinCode.station_id == station.id)
        for code in session.scalars(wanted).all():
            code.code = new_code()
        if station is None:  # the wall shows the event's own
            event = lock_event(session, actor.event_id)
            event.texts += 1
            session.flush()
            raise_event_revision(session, event.id)
        erasing.want()
        return Committed(None, event=station is None)


def of_house() -> Door:
    """Return the administrator's door."""
    return db.session.execute(select(Door).where(Door.role == "administrator")).scalar_one()


def join_code(typed: str) -> AnyRow:
    """Return where a QR code leads, from what somebody typed from a poster, or pasted with words around it.

    The row has the `code`'s own `event_id`, `station_id` and `table`, of the event `id`, `slug` and `generation`, and
    of the station its slug (`station`) and `station_tables`, None where it leads to the event.
    Only letters and digits count, in whatever case, width and digits. Where there is no such code, but one that looks
    like it, that is meant. In a longer text (the whole address, "Code: 867gh6", what an app for QR codes adds) it is
    the first of its words that is a code. Raises CafeError `unknown_code`.
    """
    signs = unicodedata.normalize("NFKD", typed[:_LOOKED_AT])
    code = _plain(signs)
    words = [code] if len(code) == CODE_LENGTH else _words(signs)
    if not words:
        raise CafeError("unknown_code")  # which needs no database
    with reading() as store:
        found = (store.first(_LEADS, code=word) for word in words)
        return next(filter(None, found), None) or store.one(_LEADS, code=_alike(store, *words))


def _words(signs: str) -> list[str]:
    """Return what may be a code among the parts of an address and the words of a text, plain, in their order."""
    parts = *_BETWEEN_PARTS.split(signs, _WORDS_LOOKED_AT), *_BETWEEN_WORDS.split(signs, _WORDS_LOOKED_AT)
    plain = [_plain(part) for part in parts]
    without_q = [word[1:] if len(word) == CODE_LENGTH + 1 and word[0] == "q" else word for word in plain]
    return list(dict.fromkeys(word for word in without_q if len(word) == CODE_LENGTH))


def _plain(signs: str) -> str:
    """Return the letters and digits among these signs as a code is stored."""
    return "".join(map(_plain_sign, signs))


def _plain_sign(sign: str) -> str:
    """Return a letter or digit of a code as it is stored; nothing for what is none."""
    digit = unicodedata.digit(sign, None)
    plain = sign.translate(_OTHER_ALPHABETS).lower()[0].translate(_OTHER_ALPHABETS) if digit is None else str(digit)
    return plain if plain.isascii() and plain.isalnum() else ""


def _alike(store: Store, *codes: str) -> str:
    """Return the only code that looks like one of these. Raises CafeError `unknown_code`."""
    looks = {code.translate(_LOOKS) for code in codes}
    alike = [one.code for one in store.all(_CODES) if one.code.translate(_LOOKS) in looks]
    if len(alike) != 1:
        raise CafeError("unknown_code")
    return alike[0]


def of_event(event: Event) -> list[Door]:
    """Return every secret door of an event: organiser, wall, then the hosts' in the order of their stations."""
    rank, place = {"organiser": 0, "wall": 1, "host": 2}, _places(event)
    doors = db.session.scalars(select(Door).where(Door.event_id == event.id))
    return sorted(doors, key=lambda door: (rank[door.role], place[door.station_id]))


def codes_of(event: Event) -> list[JoinCode]:
    """Return every code for guests that is printed: the event's own, then each station's with those of its tables.

    Those of tables and stations that are no more lead on, and are printed no more.
    """
    place, tables = _places(event), {None: 0} | {one.id: one.tables for one in event.stations}
    codes = db.session.scalars(select(JoinCode).where(JoinCode.event_id == event.id))
    printed = [code for code in codes if code.table is None or 1 <= code.table <= tables[code.station_id]]
    return sorted(printed, key=lambda code: (place[code.station_id], code.table or 0))


def _places(event: Event) -> dict[int | None, int]:
    """Return the place of each of an event's stations by its id, and before them that of the event itself (None)."""
    return {None: -1} | {one.id: place for place, one in enumerate(event.stations)}
