"""What goes wrong on a day, looked at before it: one line for each, by facts. Green means tried, and not assumed.

Every rule is here, and knows no page: what only pages and documents know is given to it (`Facts`). What is found is
said in words by `pages/ready_words.py`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from facilitation.models import Event
from facilitation.services import event_journal, rehearsals, translations, trials
from facilitation.storage.free_space import NEEDED

State = Literal["stop", "todo", "untried", "good"]
"""stop: this ends the day; todo: please do it; untried: nobody knows yet; good: tried, and well."""
GROUPS: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("todo", ("stop", "todo")),
    ("untried", ("untried",)),
    ("good", ("good",)),
)
"""How lines stand together, and in which order."""
FRESH = dt.timedelta(days=1)
"""How long it counts that something was tried: a laptop is carried to another hall within a day."""
PLENTY = 2_000_000_000
"""Bytes that a day takes with photos from every table, reports and a backup, and a hall's laptop should have free."""
QUICK_MS = 200
"""Milliseconds to keep a small file; with longer ones the hall waits for "saved" when everybody writes."""
NEAR_MS, FAR_MS = 60_000, 3_600_000
"""Milliseconds between two clocks: a minute is unseen, an hour puts rounds and the day of deletion in doubt."""
BACKUPS = ("event.zip", "export.json")
"""Downloads of one event that hold everything of it, and can be read in again."""
LIVE = ("phone", "tls", "tablets", "rehearsal", "backup", "clock", "disk", "office")
"""Lines that change by what others do; they are looked at again and again while the page is open."""

Said = Mapping[str, Any]
NOTHING: Said = MappingProxyType({})


class Found(NamedTuple):
    """What was found on one line: `why` is the sentence that says it, `said` the facts in it, `at` when it was tried.

    `waits` tells that it is tried just now.
    """

    name: str
    state: State
    why: str
    said: Said = NOTHING
    at: dt.datetime | None = None
    waits: bool = False


class Codes(NamedTuple):
    """Where codes lead, which chosen address is gone, and when a phone came.

    `shut_by` tells why this machine alone opens it, as in `addresses.Codes`.
    """

    url: str
    shut_by: str | None
    gone: str | None
    tried: str | None


class TooLong(NamedTuple):
    """A text that does not fit on its poster: where, in which language, the lines it takes and those there are."""

    position: int
    language: str
    lines: int
    room: int


Tls = Literal["none", "said", "proven"]
"""How codes lead here: by plain http; by https, as the address says; by https, as the page that asks came, too."""


class Facts(NamedTuple):
    """What others know: codes' address, the free bytes of the disk, LibreOffice, sheets, texts on posters.

    `sheets` are the parts that were printed, each with whether it is out of date; None where nobody looked just now.
    """

    codes: Codes
    free: int
    has_office: bool
    tls: Tls = "none"
    sheets: Mapping[str, bool] | None = None
    too_long: tuple[TooLong, ...] = ()


class Look(NamedTuple):
    """What the rules look at: an event, a moment, what was tried on this machine, and facts."""

    event: Event
    moment: dt.datetime
    tried: Mapping[str, dict[str, Any]]
    facts: Facts

    def is_fresh(self, at: dt.datetime | None) -> bool:
        """Tell whether it was tried within a day; what a clock shows that was put back counts as old."""
        return at is not None and dt.timedelta(0) <= self.moment - at < FRESH


def live(event: Event, moment: dt.datetime, facts: Facts) -> list[Found]:
    """Return what changes by what others do (LIVE)."""
    look = Look(event, moment, trials.of_house(), facts)
    return [RULES[name](look) for name in LIVE]


def every(event: Event, moment: dt.datetime, facts: Facts) -> list[Found]:
    """Return all lines, in the order in which they are worth looking at."""
    look = Look(event, moment, trials.of_house(), facts)
    return [rule(look) for rule in RULES.values()]


def _phone(look: Look) -> Found:
    codes, at = look.facts.codes, _moment(look.facts.codes.tried)
    said = {"url": codes.url, "gone": codes.gone}
    if codes.shut_by:
        return Found("phone", "stop", f"shut_by_{codes.shut_by}", said)
    if codes.gone:
        return Found("phone", "todo", "gone", said)
    if at is None:
        return Found("phone", "untried", "never", said)
    return Found("phone", "good" if look.is_fresh(at) else "untried", "came" if look.is_fresh(at) else "old", said, at)


def _tls(look: Look) -> Found:
    accepted = _moment(look.event.tried.get("plain"))
    if look.facts.codes.shut_by:
        return Found("tls", "good", "only_here")
    if look.facts.tls == "none":
        return Found("tls", "good", "accepted", at=accepted) if accepted else Found("tls", "todo", "plain")
    at = _moment(look.facts.codes.tried)
    came = look.facts.tls == "proven" or look.is_fresh(at)
    return Found("tls", "good" if came else "untried", "came" if came else "said")


def _tablets(look: Look) -> Found:
    open_ones = [station for station in look.event.stations if not station.closed]
    seen = {id: _moment(at) for id, at in look.event.tried.get("tablets", {}).items()}
    away = [one.position for one in open_ones if not look.is_fresh(seen.get(str(one.id)))]
    said = {"here": len(open_ones) - len(away), "of": len(open_ones), "away": away}
    state: State = "untried" if away else "good"
    return Found("tablets", state, "never" if len(away) == len(open_ones) else "some" if away else "all", said)


def _rehearsal(look: Look) -> Found:
    known, before = rehearsals.of(look.event.id), look.event.tried.get("rehearsal")
    if known is not None:
        runs = known.ended_at is None and not rehearsals.is_lost(known, look.moment)
        return Found("rehearsal", "untried" if runs else "todo", "runs" if runs else "kept", {"people": known.people})
    if before is None:
        return Found("rehearsal", "untried", "never")
    return Found("rehearsal", "good", "held", {"people": before["people"]}, _moment(before["at"]))


def _backup(look: Look) -> Found:
    taken = event_journal.last_taken_home(look.event.id, BACKUPS)
    whole = _moment(look.tried.get("backup", {}).get("at"))
    at = max((one for one in (taken, whole) if one is not None), default=None)
    said = {"rehearsal": rehearsals.of(look.event.id) is not None}
    if at is None:
        return Found("backup", "untried", "never", said)
    return Found("backup", "good" if look.is_fresh(at) else "todo", "made" if look.is_fresh(at) else "old", said, at)


def _clock(look: Look) -> Found:
    tried = look.tried.get("clock", {})
    at = _moment(tried.get("at"))
    if not look.is_fresh(at):
        return Found("clock", "untried", "never")
    apart = tried["apart"]
    if tried["by"] == "person":
        return Found("clock", "good", "confirmed", at=at)
    said = {"apart": apart}
    if abs(apart) <= NEAR_MS:
        return Found("clock", "good", "agrees", said, at)
    return Found("clock", "todo" if abs(apart) <= FAR_MS else "stop", "ahead" if apart > 0 else "behind", said, at)


def _disk(look: Look) -> Found:
    tried, free = look.tried.get("disk", {}), look.facts.free
    at, said = _moment(tried.get("at")), {"free": free, "ms": tried.get("ms", 0)}
    waits = trials.is_under_way(tried, look.moment)
    if free < NEEDED:
        return Found("disk", "stop", "full", said, at, waits)
    if free < PLENTY:
        return Found("disk", "todo", "short", said, at, waits)
    if tried.get("begun") and not waits:
        return Found("disk", "stop", "silent", said)
    if not look.is_fresh(at):
        return Found("disk", "untried", "never", said, waits=waits)
    if not tried["worked"]:
        return Found("disk", "stop", "failed", said, at, waits)
    if tried["ms"] > QUICK_MS:
        return Found("disk", "todo", "slow", said, at, waits)
    return Found("disk", "good", "quick", said, at, waits)


def _office(look: Look) -> Found:
    tried = look.tried.get("office", {})
    at, waits = _moment(tried.get("at")), trials.is_under_way(tried, look.moment)
    if not look.facts.has_office:
        return Found("office", "todo", "missing")
    if tried.get("begun") and not waits:
        return Found("office", "todo", "failed")
    if not look.is_fresh(at):
        return Found("office", "untried", "never", waits=waits)
    if not tried["worked"]:
        return Found("office", "todo", "failed", at=at, waits=waits)
    return Found("office", "good", "worked", {"ms": tried["ms"]}, at, waits)


def _contact(look: Look) -> Found:
    lacking = [name for name in ("imprint", "contact") if not getattr(look.event, name)]
    if not lacking:
        return Found("contact", "good", "there")
    return Found("contact", "todo", "neither" if len(lacking) == 2 else f"no_{lacking[0]}")


def _retention(look: Look) -> Found:
    day = look.event.delete_on
    said = {"day": day}
    if day <= look.event.date:
        return Found("retention", "stop", "too_early", said)
    return Found("retention", "good", "set", said)


def _translations(look: Look) -> Found:
    own, standing = translations.own_texts(look.event), translations.every(look.event.id)
    codes = translations.languages_of(look.event)
    lacking = {code: sum(text.original not in standing.get(code, {}) for text in own) for code in codes}
    said = {"lacking": {code: count for code, count in lacking.items() if count}, "languages": len(codes) + 1}
    if not codes:
        return Found("translations", "good", "one", said)
    return (
        Found("translations", "todo", "some", said) if said["lacking"] else Found("translations", "good", "all", said)
    )


def _room(look: Look) -> Found:
    if not look.facts.too_long:
        return Found("room", "good", "fits", {"posters": len(look.event.stations)})
    return Found("room", "todo", "too_long", {"too_long": look.facts.too_long})


def _printed(look: Look) -> Found:
    sheets = look.facts.sheets or {}
    printed_for, url = look.event.printed_for, look.facts.codes.url
    if sheets and printed_for and printed_for != url:
        return Found("printed", "todo", "elsewhere", {"printed_for": printed_for, "url": url})
    if outdated := [name for name, is_outdated in sheets.items() if is_outdated]:
        return Found("printed", "todo", "outdated", {"parts": outdated})
    if "posters" not in sheets:
        tried = look.is_fresh(_moment(look.facts.codes.tried))
        return Found("printed", "untried", "never", {"tried": tried})
    return Found("printed", "good", "current", {"parts": list(sheets)})


RULES: Mapping[str, Callable[[Look], Found]] = MappingProxyType(
    {
        "contact": _contact,
        "translations": _translations,
        "room": _room,
        "phone": _phone,
        "tls": _tls,
        "printed": _printed,
        "tablets": _tablets,
        "backup": _backup,
        "rehearsal": _rehearsal,
        "clock": _clock,
        "disk": _disk,
        "office": _office,
        "retention": _retention,
    }
)
"""Every line's rule, in the order in which lines stand."""


def _moment(said: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(said) if said else None
