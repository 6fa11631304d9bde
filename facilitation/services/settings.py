"""What organisers set for their event and nobody translates: its day and place, languages, dots, the day of deletion.

A setting is a word of SETTINGS. It comes as somebody typed it and is acknowledged as it was understood. Who sets one
says which value stood there before (`known`, `seen.mark`), as with the event's texts (`services/own_texts.py`).
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from babel.core import get_global
from sqlalchemy import exists, select

from facilitation import bounds, clock, typed
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.i18n import language_codes
from facilitation.models import ACCESSIBILITY_STATES, Event, Participant
from facilitation.phone_numbers import COUNTRIES
from facilitation.services import deletion, event_journal, seen
from facilitation.services.committed import Committed, of_event
from facilitation.storage import erasing
from facilitation.storage.transactions import lock_event, raise_event_revision, writing
from facilitation.text import clean_line

MOST_KEPT = dt.timedelta(days=bounds.MOST_DAYS_KEPT)
"""How long after its day what people left at an event may be kept at most."""


_BETWEEN_LANGUAGES = re.compile(r"[,;/&+|•·\n\t]|\s(?:und|oder|sowie|and|or|et)\s", re.IGNORECASE)
_LISTED = re.compile(r"^\s*(?:[-–—*]\s|\d{1,2}[.)]\s)")
"""What stands before the lines of a list."""
_MOST_WORDS = 12
"""Words in which names are looked for that no sign parts."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")


class Setting(NamedTuple):
    """How a setting is read from what was typed, for its event, and how it is written into its field again."""

    read: Callable[[Event, str], Any]
    said: Callable[[Any], str]


def set(actor: Actor, name: str, *, value: str, known: int) -> Committed[Event]:
    """Set one thing, as it was typed; it is acknowledged as it was understood (`value`), with its mark.

    Raises CafeError `not_allowed`, `malformed` (name), `reworded` (now, revision), and what says that the value is none
    for it: `text_empty`, `text_too_long`, `not_a_day`, `day_outside`, `promise_given`, `not_a_count`, `not_a_language`,
    `several_languages`, `not_an_address`, `malformed` (value), `country_settled`, `zone_moves_deletion`.
    """
    actor.require_organiser()
    if name not in SETTINGS:
        raise CafeError("malformed", field="name")
    with writing() as session:
        event = lock_event(session, actor.event_id)
        before = said(event, name)
        wanted = SETTINGS[name].read(event, value)
        if wanted != getattr(event, name):
            seen.check_mark(before, known)
            if name == "date":
                event.delete_on = _moved(event, wanted)
            setattr(event, name, wanted)
            event.texts += 1
            session.flush()
            raise_event_revision(session, event.id)
            event_journal.note_once(session, actor, "event.set", name=name)
            erasing.want()
        now = said(event, name)
        return of_event(event, revision=seen.mark(now), text=now)


def said(event: Event, name: str) -> str:
    """Return what stands in a setting's field."""
    return SETTINGS[name].said(getattr(event, name))


def has_guests(event: Event) -> bool:
    """Tell whether a guest, and no simulated one, did anything at an event: what they were promised holds then."""
    real = exists().where(Participant.event_id == event.id, Participant.simulated.is_(False))
    return bool(db.session.scalar(select(real)))


def last_day(event: Event) -> dt.date:
    """Return the last day that may be promised for the deletion: none later than the one guests have read."""
    return event.delete_on if has_guests(event) else max(event.date, _today(event)) + MOST_KEPT


def languages_in(said: str) -> list[str]:
    """Return the codes of languages that are written one after the other, by their codes or in words.

    Each counts once. Raises CafeError `not_a_language` (said), `several_languages` (said, names), `too_many_lines`
    (limit).
    """
    found: dict[str, None] = {}
    for one in _BETWEEN_LANGUAGES.split(said):
        if name := " ".join(_LISTED.sub("", one).rstrip(". ").split()):
            codes = _called(name)
            if not codes and (names := language_codes.several_called(name)):
                raise CafeError("several_languages", said=name[: bounds.NAME_LIMIT], names=", ".join(names))
            if not codes:
                raise CafeError("not_a_language", said=name[: bounds.NAME_LIMIT])
            found |= dict.fromkeys(codes)
    if len(found) > bounds.MOST_LANGUAGES:
        raise CafeError("too_many_lines", limit=bounds.MOST_LANGUAGES)
    return list(found)


def _called(name: str) -> list[str]:
    """Return the code of the language that is called so, or of those whose names stand one after the other; else []."""
    whole = language_codes.called(name) or language_codes.called(_IN_BRACKETS.sub("", name).strip())
    if whole:
        return [whole]
    words = name.split()
    if len(words) > _MOST_WORDS:
        return []
    for n in range(len(words) - 1, 0, -1):
        first = language_codes.called(" ".join(words[:n]))
        if first and (others := _called(" ".join(words[n:]))):
            return [first, *others]
    return []


def _moved(event: Event, day: dt.date) -> dt.date:
    """Return the day of deletion where the event's day is to be this one: it moves along until guests were told it."""
    if has_guests(event):
        return event.delete_on
    return max(day + (event.delete_on - event.date), _today(event) + dt.timedelta(days=1))


def _day(event: Event, said: str) -> dt.date:
    day = typed.day(said)
    if has_guests(event) and day >= event.delete_on:
        raise _outside(dt.date(typed.YEARS.start, 1, 1), event.delete_on - dt.timedelta(days=1))
    return day


def _deletion(event: Event, said: str) -> dt.date:
    """Return the day that is promised. It is none that has come: on it everything is deleted at once."""
    day = typed.day(said)
    first = max(event.date, _today(event)) + dt.timedelta(days=1)
    last = last_day(event)
    if day > last and has_guests(event):
        raise CafeError("promise_given", day=f"{last:%d.%m.%Y}")
    if not first <= day <= max(first, last):
        raise _outside(first, max(first, last))
    return day


def _outside(first: dt.date, last: dt.date) -> CafeError:
    return CafeError("day_outside", first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y}")


def _today(event: Event) -> dt.date:
    moment = clock.now()
    return next(
        day
        for day in (moment.date() + dt.timedelta(days=n) for n in (1, 0, -1))
        if deletion.is_day(day, event.timezone, moment)
    )


def _languages(event: Event, said: str) -> list[str]:
    wanted = [one for one in languages_in(said) if one not in language_codes.VARIANTS]  # in which nobody writes
    return list(dict.fromkeys([event.language, *wanted]))


def _line(name: str, *, needed: bool = False) -> Callable[[Event, str], str]:
    def read(event: Event, said: str) -> str:
        if not needed and not said.strip():
            return ""
        limit = int(Event.__table__.c[name].type.length)
        line = clean_line(said, limit=limit)
        if len(line) > limit:
            raise CafeError("text_too_long", length=len(line), limit=limit)
        return line

    return read


def _secret(name: str) -> Callable[[Event, str], str]:
    """Read what has to stand letter by letter, with its blanks: a WiFi's name and password."""

    def read(event: Event, said: str) -> str:
        line = _line(name)(event, said)
        return said if line == " ".join(said.split()) and len(said) <= Event.__table__.c[name].type.length else line

    return read


def _web(event: Event, said: str) -> str | None:
    """Return an address of a page; whoever leaves https:// out gets it."""
    line = _line("registration_url")(event, said)
    if not line:
        return None
    whole = line if "://" in line else f"https://{line}"
    try:
        parts = urlsplit(whole)
        fits = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in whole
    except ValueError:
        fits = False
    if not fits:
        raise CafeError("not_an_address", said=line[: bounds.NAME_LIMIT])
    return whole


def _state(event: Event, said: str) -> str:
    if said not in ACCESSIBILITY_STATES:
        raise CafeError("malformed", field="value")
    return said


def _country(event: Event, said: str) -> str:
    """Return the country by whose rules phone numbers are found. It stays once anything was written.

    Else a number that was covered, and that nobody confirmed, would be shown by this alone.
    """
    if said not in COUNTRIES:
        raise CafeError("malformed", field="value")
    if said != event.country and deletion.is_anything_written(event.id):
        raise CafeError("country_settled")
    return said


def _zone(event: Event, said: str) -> str:
    """Return the zone by whose clock the event is. In it the day of deletion begins no later than guests were told."""
    if said not in zones():
        raise CafeError("malformed", field="value")
    begins = {zone: deletion.begins(event.delete_on, zone) for zone in (event.timezone, said)}
    later = begins[said] > begins[event.timezone] and has_guests(event)
    if said != event.timezone and (later or begins[said] <= clock.now() < begins[event.timezone]):
        raise CafeError("zone_moves_deletion")
    return said


def zones(country: str = "") -> list[str]:
    """Return the names of all time zones, those of a country first."""
    known: Mapping[str, str] = get_global("zone_territories")
    named = sorted(zone for zone in known if "/" in zone and not zone.startswith("Etc/"))
    return sorted(named, key=lambda zone: known[zone] != country)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _as_day(value: dt.date | None) -> str:
    return f"{value:%d.%m.%Y}" if value else ""


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "date": Setting(_day, _as_day),
        "delete_on": Setting(_deletion, _as_day),
        **{name: Setting(_line(name), _text) for name in ("street", "postcode", "city")},
        "country": Setting(_country, _text),
        "timezone": Setting(_zone, _text),
        "registration_url": Setting(_web, _text),
        "languages": Setting(_languages, ", ".join),
        "votes_per_person": Setting(lambda _, said: typed.count(said, least=1, most=bounds.MOST_DOTS), _text),
        **{name: Setting(_secret(name), _text) for name in ("wifi_name", "wifi_password")},
        "accessibility_state": Setting(_state, _text),
        "accessibility_checked_on": Setting(lambda _, said: typed.day(said) if said.strip() else None, _as_day),
    }
)
"""Columns of an event that are set one by one, each with how it is read and written."""
