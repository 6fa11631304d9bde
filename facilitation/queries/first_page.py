"""Reads what a station's first page shows of its event, as it lies in the database, to tell whether a kept one stands.

A hall that scans asks for it once a phone: some prepared statements instead of what the page is drawn from.
"""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, select

from facilitation.errors import CafeError
from facilitation.i18n.language_codes import without_variant
from facilitation.models import Event, ProgrammeItem, Rehearsal, Round, Station, Translation
from facilitation.models.columns import now
from facilitation.services import events
from facilitation.storage.statements import AnyRow, Prepared, Store

_OF_STAFF = ("wifi_name", "wifi_password", "day_word", "printed", "printed_for", "tried")
"""Columns of an event that no guest's page shows."""
_EVENT = Prepared(
    select(
        *(column for column in Event.__table__.c if column.name not in _OF_STAFF),
        exists().where(Rehearsal.event_id == Event.id).label("rehearsal"),
        Station.id.label("station_id"),
        Station.tables.label("station_tables"),
        Station.revision.label("station_revision"),
    )
    .outerjoin(Station, (Station.event_id == Event.id) & (Station.slug == bindparam("station")))
    .where(Event.slug == bindparam("event"))
)
_COUNTING = ("revision", "numbered")
"""Columns that change with what people write; the page of a station shows nothing of that of others."""
_STATIONS = Prepared(
    select(*(column for column in Station.__table__.c if column.name not in _COUNTING))
    .where(Station.event_id == bindparam("event"))
    .order_by(Station.position, Station.id)
)
_ROUNDS, _PROGRAMME = (
    Prepared(select(*model.__table__.c).where(model.event_id == bindparam("event")).order_by(model.position, model.id))
    for model in (Round, ProgrammeItem)
)
_SAID = Prepared(
    select(Translation.original, Translation.text)
    .where(Translation.event_id == bindparam("event"), Translation.language == bindparam("spoken"))
    .order_by(Translation.key)
)


class Made(NamedTuple):
    """What the page of a station is made of besides what its reader left.

    `event` has the columns of the event that guests may see, and `station_id`, `station_tables` and `station_revision`,
    with which whatever people wrote there changes; `announced` is the sentence that is shown at this moment. The rest
    are rows: stations, rounds, programme, and translations into the language of the page.
    """

    event: AnyRow
    announced: str | None
    rows: tuple[list[Any], ...]


def read(store: Store, event: str, station: str, language: str) -> Made:
    """Read what the page of a station, both by their slugs, is made of in one of the interface's languages.

    Raises CafeError `unknown_event`, `event_locked`, `unknown_station`.
    """
    found = store.first(_EVENT, event=event, station=station)
    if found is None:
        raise CafeError("unknown_event")
    if found.locked_at is not None:
        raise CafeError("event_locked")
    if found.station_id is None:
        raise CafeError("unknown_station")
    rows = [store.all(one, event=found.id) for one in (_STATIONS, _ROUNDS, _PROGRAMME)]
    spoken = {language, without_variant(language)} - {found.language}
    rows += [store.all(_SAID, event=found.id, spoken=one) for one in sorted(spoken)]
    return Made(found, events.announced(found, now()), tuple(rows))
