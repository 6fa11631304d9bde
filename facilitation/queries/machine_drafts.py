"""Reads machine drafts: for phones those of one language, and for the translator what is still to be said.

They travel with guests' wordings (`queries/wordings.py`); no file, board or wall asks for them.
"""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, or_, select

from facilitation import bounds
from facilitation.contact_data import MASK, masked
from facilitation.models import Contribution, Event, MachineDraft, Station, Wording
from facilitation.models.wording import mark_of
from facilitation.queries.covering import covered
from facilitation.queries.fields import Wire
from facilitation.services.machine_drafts import BLOCKING
from facilitation.storage.statements import AnyRow, Prepared, Store

UNNAMED = "und"
"""The code of a language that somebody named themselves: no translator knows which that is."""
OF_HOSTS = "de"
"""The language in which hosts word contributions."""

_D = MachineDraft.__table__.c
_ROWS = (
    select(
        *_D,
        Contribution.text.label("original"),
        Contribution.state.label("original_state"),
        Event.country,
        Event.machine_drafts,
    )
    .join(Contribution, Contribution.id == _D.contribution_id)
    .join(Station, Station.id == _D.station_id)
    .join(Event, Event.id == Station.event_id)
    .where(_D.station_id == bindparam("station"), _D.revision > bindparam("since"))
    .order_by(_D.revision, _D.id)
)
_ALL = Prepared(_ROWS)
_SPOKEN = Prepared(_ROWS.where(_D.language == bindparam("spoken")))
_NEWEST = Prepared(
    select(_D.language, func.max(_D.revision).label("newest"))
    .where(_D.station_id == bindparam("station"), _D.revision <= bindparam("until"))
    .group_by(_D.language)
)
_PLACES = Prepared(
    select(Station.id, Station.event_id, Station.revision, Event.country)
    .join(Event, Event.id == Station.event_id)
    .where(Event.machine_drafts, Event.locked_at.is_(None))
    .order_by(Station.id)
)
_UNSAID = Prepared(
    select(Contribution.id, Contribution.text, Contribution.language, Contribution.german)
    .where(
        Contribution.station_id == bindparam("station"),
        Contribution.state == "visible",
        Contribution.merged_into.is_(None),
        Contribution.language != bindparam("spoken"),
        Contribution.language != UNNAMED,
        ~select(_D.id)
        .where(_D.contribution_id == Contribution.id, _D.language == bindparam("spoken"), _D.text != "")
        .exists(),
    )
    .order_by(Contribution.created_at.desc(), Contribution.id)
    .limit(bindparam("many"))
)
_WORDED = Prepared(
    select(Wording.contribution_id, Wording.made_of).where(
        Wording.station_id == bindparam("station"),
        Wording.language == bindparam("spoken"),
        or_(*(Wording.state == state for state in BLOCKING)),
    )
)
_SAYS_SO = Prepared(
    select(Contribution.id)
    .join(Station, Station.id == Contribution.station_id)
    .where(
        Station.event_id == bindparam("event"),
        Contribution.text == bindparam("said"),
        Contribution.id != bindparam("contribution"),
    )
    .limit(1)
)
_DRAFTED_SO = Prepared(
    select(_D.contribution_id, _D.made_of)
    .join(Station, Station.id == _D.station_id)
    .where(
        Station.event_id == bindparam("event"),
        _D.language == bindparam("spoken"),
        _D.text == bindparam("said"),
        _D.contribution_id != bindparam("contribution"),
        _D.made_of != bindparam("mark"),
    )
    .limit(1)
)


class Place(NamedTuple):
    """A station at which drafts are wanted."""

    id: int
    event_id: int
    revision: int
    country: str


class Unsaid(NamedTuple):
    """A contribution that nobody has said in a language; `text` is what everybody may read, `made_of` its mark."""

    contribution_id: str
    text: str
    made_of: str
    source: str
    target: str


def changed(store: Store, station_id: int, since: int) -> list[AnyRow]:
    """Read all drafts of a station that changed after a revision, in every language."""
    return store.all(_ALL, station=station_id, since=since)


def of_language(store: Store, station_id: int, language: str, since: int) -> list[AnyRow]:
    """Read the drafts in one language that changed after a revision."""
    return store.all(_SPOKEN, station=station_id, since=since, spoken=language)


def newest(store: Store, station_id: int, until: int) -> dict[str, int]:
    """Return by language the newest revision of a draft, up to this one."""
    return {row.language: row.newest for row in store.all(_NEWEST, station=station_id, until=until)}


def is_shown(row: AnyRow) -> bool:
    """Tell whether phones may show a draft: organisers want that, and everybody reads the text that it is of."""
    return bool(row.machine_drafts and row.original_state == "visible" and row.made_of == mark_of(row.original))


def for_guests(row: AnyRow) -> Wire:
    """Return a draft as phones get it; its language is said around it."""
    if not is_shown(row):
        return {"id": row.id, "gone": True}
    said = covered(row.text, row.country, confirmed=False)
    told = {"id": row.id, "contribution": row.contribution_id, "text": said, "revision": row.revision}
    return {**told, "by": "machine"}


def places(store: Store) -> list[Place]:
    """Return all stations at which drafts are wanted, of events that people may read."""
    return [Place(*row) for row in store.all(_PLACES)]


def unsaid(store: Store, place: Place, language: str) -> list[Unsaid]:
    """Return what everybody can read at a station and nobody has said in a language, newest first, some of it."""
    if language == UNNAMED:
        return []
    rows = store.all(_UNSAID, station=place.id, spoken=language, many=bounds.DRAFTS_LOOKED_AT)
    if not rows:
        return []
    worded = {(one.contribution_id, one.made_of) for one in store.all(_WORDED, station=place.id, spoken=language)}
    found = [(row, mark_of(row.text)) for row in rows if not _is_said(row, language)]
    return [
        Unsaid(row.id, masked(row.text, MASK, place.country), mark, row.language, language)
        for row, mark in found
        if (row.id, mark) not in worded
    ]


def other_than(store: Store, place: Place, one: Unsaid, said: str) -> tuple[bool, str | None]:
    """Tell whether another contribution of the event says just this, and of which another text this is a draft."""
    says_so = store.first(_SAYS_SO, event=place.event_id, said=said, contribution=one.contribution_id)
    values: dict[str, Any] = {"event": place.event_id, "spoken": one.target, "said": said}
    drafted = store.first(_DRAFTED_SO, **values, contribution=one.contribution_id, mark=one.made_of)
    return says_so is not None, drafted and drafted.contribution_id


def _is_said(row: AnyRow, language: str) -> bool:
    """Tell whether a contribution is in a language by its author or a host, whatever country their codes name."""
    spoken = language.partition("-")[0]
    return row.language.partition("-")[0] == spoken or (spoken == OF_HOSTS and bool(row.german))
