"""Creating an event from its plan, finding it, and announcing something on every screen."""

import calendar
import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import scoped_session

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Door, Event, FeedbackQuestion, JoinCode, ProgrammeItem, Round, Station
from facilitation.models.columns import now
from facilitation.phone_numbers import COUNTRY
from facilitation.services import event_journal, orders, seen, station_plan, translations
from facilitation.services.committed import Committed, of_event
from facilitation.services.doors import new_code, new_secret
from facilitation.services.seen import UNSAID
from facilitation.storage import erasing
from facilitation.storage.statements import AnyRow
from facilitation.storage.transactions import CafeSession, lock_event, raise_event_revision, writing
from facilitation.text import clean

UNSAID_NOTICES: dict[str, Any] = {
    "contact": "",
    "imprint": "",
    "accessibility_state": "unchecked",
    "accessibility_checked_on": None,
    "accessibility_method": "",
    "accessibility_open": "",
    "enforcement_body": "",
}
"""Contact, imprint and accessibility of an event of which nobody entered them; where they are dates, as text."""
MONTHS_KEPT = 6
"""Months after the day for which everything is kept, where the plan does not say."""
ANNOUNCEMENT_LIMIT = bounds.ANNOUNCEMENT_LIMIT
ANNOUNCED_MINUTES = bounds.ANNOUNCED_MINUTES
SLUG_LENGTH = 60
"""Letters of a name for addresses that is made of a title, before the number that makes it another one."""
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WORD = re.compile(r"[a-z0-9]+")
NOTHING: Mapping[str, str] = MappingProxyType({})
_TAKEN_AS_THEY_ARE = (
    *("slug", "title", "timezone", "language", "languages"),
    *("organiser", "addressee", "aims", "etiquette"),
)
"""What a plan says of the event under the column's own name."""


def find(slug: str, *, locked: bool = False) -> Event:
    """Find the event with this slug, with `locked` also one of which nobody is shown anything (`services/deletion.py`).

    Raises CafeError `unknown_event`, `event_locked`.
    """
    found = db.session.execute(select(Event).where(Event.slug == slug)).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_event")
    if found.locked_at is not None and not locked:
        raise CafeError("event_locked")
    return found


def every() -> list[Event]:
    """Return all events, the newest day first."""
    return list(db.session.scalars(select(Event).order_by(Event.date.desc(), Event.id)))


def slugs() -> set[str]:
    """Return the addresses of all events."""
    return set(db.session.scalars(select(Event.slug)))


def newest() -> Event | None:
    """Return the newest event that came by the terminal or the seed, where there is one, else the newest of all.

    What somebody makes in the house changes nothing for tools that ask for "the event" (`flask links`).
    """
    known = every()
    return next((one for one in known if not one.in_house), known[0] if known else None)


def free_slug(session: CafeSession | scoped_session[Any], title: str) -> str:
    """Return a name for addresses that no event has yet, from a title's Latin letters and digits."""
    plain = title.lower().translate(_GERMAN)
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    slug = "-".join(_WORD.findall(letters))[:SLUG_LENGTH].strip("-") or "veranstaltung"
    taken = set(session.scalars(select(Event.slug).where(Event.slug.startswith(slug, autoescape=True))))
    numbers = (f"{slug}-{number}" for number in itertools.count(2))
    return slug if slug not in taken else next(one for one in numbers if one not in taken)


def archive(actor: Actor, event_id: int, *, on: bool) -> Committed[Event]:
    """Put an event into the archive, or take it out again; repeating is harmless.

    Guests' list does not name it then, and nothing else changes. Raises CafeError `not_allowed`, `unknown_event`, and
    `round_running` while a round runs.
    """
    actor.require_administrator()
    with writing() as session:
        event = lock_event(session, require(session, event_id).id)
        if on and event.phase == "round":
            raise CafeError("round_running")
        event.archived_at = (event.archived_at or now()) if on else None
        return Committed(event)


def require(session: CafeSession, event_id: int) -> Event:
    """Return the event of this id. Raises CafeError `unknown_event` where there is none any more."""
    known = session.get(Event, event_id)
    if known is None:
        raise CafeError("unknown_event")
    return known


def announce(
    actor: Actor,
    *,
    text: str,
    minutes: int,
    was: str | None = UNSAID,
    others: Mapping[str, str] = NOTHING,
) -> Committed[Event]:
    """Show a sentence on every screen for so many minutes (1 to 240); an empty text takes it back.

    `others` is the sentence in other languages of the event, by their codes; an empty one is none. `was` is the
    sentence that the organiser saw shown; None or empty where there was none.
    Raises CafeError `not_allowed`, `malformed` (minutes), `unknown_language`, `text_empty` (only invisible characters),
    `text_too_long`, `reworded` (now).
    """
    actor.require_organiser()
    if not 1 <= minutes <= ANNOUNCED_MINUTES:
        raise CafeError("malformed", field="minutes")
    said = clean(text, limit=ANNOUNCEMENT_LIMIT) if text.strip() else None
    also = {code: clean(one, limit=ANNOUNCEMENT_LIMIT) for code, one in others.items() if one.strip()}
    with writing() as session:
        event = lock_event(session, actor.event_id)
        if not set(also) <= set(translations.languages_of(event)):
            raise CafeError("unknown_language")
        seen.check(announced(event, now()), was, wanted=said)
        event.announcement = said
        event.announcement_translations = also if said else {}
        event.announcement_until = now() + dt.timedelta(minutes=minutes) if said else None
        session.flush()
        raise_event_revision(session, event.id)
        event_journal.note(session, actor, "event.announce", minutes=minutes if said else 0)
        erasing.want()
        return orders.remember(session, actor, of_event(event))


def announced(event: Event | AnyRow, moment: dt.datetime) -> str | None:
    """Return the sentence that is shown at a moment; None where there is none."""
    return event.announcement if event.announcement_until and event.announcement_until > moment else None


def made_by(order: str) -> Event | None:
    """Return the event that a form of this id made; None where it made none, or that is forgotten or deleted."""
    made = orders.event_made_by(order)
    return None if made is None else db.session.get(Event, made)


def create_once(plan: dict[str, Any], *, today: dt.date, order: str) -> Event:
    """Create an event of a form with this id (a UUID): it makes one, however often and to whichever process it is sent.

    Raises as `create` does.
    """
    known = made_by(order)
    if known is not None:
        return known
    try:
        return create(plan, today=today, order=order)
    except (CafeError, IntegrityError):  # the same form was first, elsewhere
        known = made_by(order)
        if known is None:
            raise
        return known


def create(plan: dict[str, Any], *, today: dt.date, order: str | None = None) -> Event:
    """Store an event with its stations, rounds, programme, survey questions and doors.

    `plan` has the shape of `seed/dresden-2023.json`; times are local, HH:MM. Its `translations` are its texts by
    language and original, as far as it has any. Where it names no `delete_on`, everything is kept for six months after
    the day, or after `today` where the day has passed (a rehearsal). With an `order` it is remembered by that.
    Raises KeyError or ValueError for a plan of another shape, CafeError `address_taken` (slug).
    """
    with writing() as session:
        if session.scalar(select(Event.id).where(Event.slug == plan["slug"])) is not None:
            raise CafeError("address_taken", slug=plan["slug"])
        event = _event(plan, today)
        session.add(event)
        session.flush()
        session.add_all(_programme(event, plan))
        session.add_all(_rounds(event, plan))
        session.add_all(
            FeedbackQuestion(event_id=event.id, position=position, number=position, text=question)
            for position, question in enumerate(plan["feedback"]["questions"], start=1)
        )
        translations.add(session, event.id, plan.get("translations", {}))
        stations = [_station(event, station) for station in plan["stations"]]
        session.add_all(stations)
        session.flush()
        open_doors(session, event, stations)
        if order is not None:
            orders.remember_event(session, order, event.id)
        return event


def _event(plan: dict[str, Any], today: dt.date) -> Event:
    day = dt.date.fromisoformat(plan["date"])
    place = plan["place"]
    return Event(
        **{name: plan[name] for name in _TAKEN_AS_THEY_ARE},
        **{name: place[name] for name in ("street", "postcode", "city", "directions")},
        date=day,
        place_name=place["name"],
        country=place.get("country", COUNTRY),
        registration_url=plan.get("registration_url"),
        in_house=plan.get("in_house", False),
        **_notices(plan),
        feedback_free_text=plan["feedback"]["free_text"],
        survey_numbered=len(plan["feedback"]["questions"]),
        delete_on=dt.date.fromisoformat(plan["delete_on"]) if "delete_on" in plan else kept_until(day, today),
    )


def _notices(plan: dict[str, Any]) -> dict[str, Any]:
    told = {name: plan.get(name, usual) for name, usual in UNSAID_NOTICES.items()}
    checked_on = told["accessibility_checked_on"]
    return {**told, "accessibility_checked_on": checked_on and dt.date.fromisoformat(checked_on)}


def kept_until(day: dt.date, today: dt.date) -> dt.date:
    """Return the day on which everything is deleted where nobody says otherwise."""
    return _months_later(max(day, today), MONTHS_KEPT)


def _months_later(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _programme(event: Event, plan: dict[str, Any]) -> list[ProgrammeItem]:
    parts = [("day", item) for item in plan["programme"]] + [("world_cafe", item) for item in plan["world_cafe"]]
    return [
        ProgrammeItem(
            event_id=event.id,
            position=position,
            part=part,
            starts=item["starts"],
            ends=item["ends"],
            kind=item["kind"],
            title=item["title"],
        )
        for position, (part, item) in enumerate(parts, start=1)
    ]


def _rounds(event: Event, plan: dict[str, Any]) -> list[Round]:
    return [
        Round(
            event_id=event.id,
            position=item["position"],
            title=item["title"],
            minutes=(_minutes(item["ends"]) - _minutes(item["starts"])) % 1440,  # a round may last beyond midnight
        )
        for item in plan["world_cafe"]
        if item["kind"] == "round"
    ]


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def _station(event: Event, plan: dict[str, Any]) -> Station:
    names = (
        "slug",
        "position",
        "colour",
        "short_title",
        "title",
        "question",
        "prompts",
        "description",
        "tables",
    )
    chosen = {"sign": plan["sign"]} if "sign" in plan else {}
    return Station(event_id=event.id, **{name: plan[name] for name in names}, **chosen)


def open_doors(session: CafeSession, event: Event, stations: list[Station]) -> None:
    """Create the secret links for organisers, wall and hosts, and the codes that event, stations and tables lack."""
    session.add_all(Door(event_id=event.id, role=role, secret=new_secret()) for role in ("organiser", "wall"))
    own = (JoinCode.event_id == event.id, JoinCode.station_id.is_(None), JoinCode.table.is_(None))
    if session.scalar(select(JoinCode.code).where(*own)) is None:
        session.add(JoinCode(code=new_code(), event_id=event.id))
    for station in stations:
        station_plan.open_doors(session, station)
