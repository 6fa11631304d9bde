"""Keeping the promise to participants: on its day of deletion, everything people left at an event is deleted."""

import datetime as dt
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, Delete, Update, bindparam, delete, exists, or_, select, update

from facilitation import clock
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import (
    Cluster,
    CommonTheme,
    Contribution,
    Dismissal,
    DoneOrder,
    Edition,
    Event,
    EventDeed,
    FeedbackAnswer,
    JournalEntry,
    Letterhead,
    MachineDraft,
    Measure,
    Participant,
    Photo,
    Recommendation,
    Rehearsal,
    ReportText,
    Statement,
    Station,
    Vote,
    Wording,
)
from facilitation.models.columns import lot, now
from facilitation.services import editions, letterheads, translations
from facilitation.storage import erasing, photo_files, survey_keys
from facilitation.storage.statements import AnyRow, Prepared, reading
from facilitation.storage.transactions import (
    CafeSession,
    age,
    begin_age,
    lock_event,
    lock_stations_and_event,
    raise_event_revision,
    writing,
)

OF_STATION = (JournalEntry, Dismissal, Wording, MachineDraft, Contribution, Cluster, Statement, Measure, Photo)
OF_EVENT = (FeedbackAnswer, Participant, ReportText, Recommendation, CommonTheme, Edition, Letterhead)
"""What people leave, by what it belongs to."""
OF_NOBODY = (EventDeed, DoneOrder, Rehearsal)
"""What is deleted with it, and is no news alone."""
PIECE = 5_000
"""Rows that are deleted by one statement, which may take four seconds on PostgreSQL."""
HAS_WIFI = or_(Event.wifi_name != "", Event.wifi_password != "")
"""Whether the hall's WiFi was entered: a way into somebody's network is not kept longer than the day needs it."""
PROVEN = dt.timedelta(hours=24)
"""How long the café runs with a clock that is past the day until that is believed, where nobody else confirms it."""


_DAY = Prepared(select(Event.id, Event.delete_on, Event.timezone).where(Event.slug == bindparam("slug")))
_EMPTIED = Prepared(select(Event.id).where(Event.id == bindparam("event"), Event.emptied_at.is_not(None)))
"""An event of which everything was deleted. A station's later age tells nothing: deleting a rehearsal begins one."""


_AGES = Prepared(  # asked for all the time, whether anything happens or not
    select(Station.id, Station.event_id, Station.revision, Event.generation).join(Event, Event.id == Station.event_id)
)


class Looked(NamedTuple):
    """What a look at the days led to, by events' slugs: whose day came for certain, or seems to have come, or not.

    `gone` are the events (id, generation) whose day has come and of which nothing is left, whichever process deleted
    it, and however long ago; each deletion gives its event another generation.
    """

    emptied: list[str]
    locked: list[str]
    opened: list[str]
    gone: set[tuple[int, int]]


def is_day(day: dt.date, timezone: str, moment: dt.datetime) -> bool:
    """Tell whether a day has begun in a zone."""
    return moment.astimezone(ZoneInfo(timezone)).date() >= day


def begins(day: dt.date, timezone: str) -> dt.datetime:
    """Return the moment at which a day begins in a zone."""
    return dt.datetime.combine(day, dt.time(), ZoneInfo(timezone))


def ages() -> dict[int, tuple[int, int, int]]:
    """Return by station its event, its age, and the event's generation: others, once everything was deleted there."""
    with reading() as store:
        return {one.id: (one.event_id, age(one.revision), one.generation) for one in store.all(_AGES)}


def is_over(event: Event | AnyRow) -> bool:
    """Tell whether an event's day of deletion has come, and what people left there was deleted.

    The day alone says nothing: this machine's clock may be wrong. `event` has at least `id`, `delete_on`, `timezone`.
    """
    shown = clock.now()
    if event.delete_on > shown.date() + dt.timedelta(days=1) or not is_day(event.delete_on, event.timezone, shown):
        return False
    with reading() as store:
        return store.first(_EMPTIED, event=event.id) is not None


def check_not_over(slug: str) -> None:
    """Let nobody in to an event that is over. Raises CafeError `event_over`."""
    with reading() as store:
        found = store.first(_DAY, slug=slug)
    if found is not None and is_over(found):
        raise CafeError("event_over")


def look(shown: dt.datetime, certain: dt.datetime) -> Looked:
    """Delete what people left at every event whose day of deletion has certainly come; repeating is harmless.

    `shown` is what the clock shows, `certain` the moment that came in any case (`clock.py`). Where the day has come for
    the clock alone, the event is locked: nobody is shown anything of it (`events.find`), and nothing is lost. It is
    opened again where the clock was wrong, and deleted once another clock agrees or the café has run for PROVEN with
    it, whatever the clock showed before.

    Programme, stations and doors stay: they are the organiser's and name nobody who took part. The hall's WiFi goes.
    """
    looked = Looked([], [], [], set())
    emptied: list[int] = []
    known = db.session.scalars(select(Event).where(Event.delete_on <= shown.date() + dt.timedelta(days=1)))
    due = [event for event in known if is_day(event.delete_on, event.timezone, shown)]
    past = [(one.id, one.slug, is_day(one.delete_on, one.timezone, certain), one.locked_at) for one in due]
    locked = set(db.session.scalars(select(Event.id).where(Event.locked_at.is_not(None))))
    db.session.rollback()
    for event_id, slug, is_certain, since in past:
        if is_certain or (since is not None and certain - since >= PROVEN):
            if empty(event_id):
                looked.emptied.append(slug)
            else:
                _note_that_it_is_over(event_id)
            emptied.append(event_id)
        elif since is None and _is_anything_left(event_id):
            _lock(event_id, certain)
            looked.locked.append(slug)
        elif since is None:
            emptied.append(event_id)
    for event_id in locked - {event_id for event_id, *_ in past}:
        looked.opened.append(_lock(event_id, None))
    for event_id, generation in db.session.execute(select(Event.id, Event.generation).where(Event.id.in_(emptied))):
        looked.gone.add((event_id, generation))
    db.session.rollback()  # else the rewriting of PostgreSQL's tables, which comes next, would wait for this reading
    return looked


def begin_proof_anew(certain: dt.datetime) -> None:
    """Let PROVEN begin anew for what is locked: another clock says that this machine's is ahead."""
    locked = Event.locked_at.is_not(None)
    if db.session.scalar(select(exists().where(locked))):
        with writing() as session:
            session.execute(update(Event).where(locked).values(locked_at=certain))


def _lock(event_id: int, moment: dt.datetime | None) -> str:
    """Lock an event, or (None) open it; return its slug."""
    with writing() as session:
        event = lock_event(session, event_id)
        event.locked_at = moment
        session.flush()
        raise_event_revision(session, event_id)
        return event.slug


def _note_that_it_is_over(event_id: int) -> None:
    """Let nobody write any more at an event of which nothing had to be deleted: the next look would delete it."""
    never = select(exists().where(Event.id == event_id, Event.emptied_at.is_(None)))
    if db.session.scalar(never):
        with writing() as session:
            lock_event(session, event_id).emptied_at = now()
            session.flush()
            raise_event_revision(session, event_id)


def empty(event_id: int) -> bool:
    """Delete what people left at an event, and tell whether there was anything.

    The files of photos, editions and letterheads, and the survey's key, are deleted after their rows. Files that a
    crash leaves behind are deleted later by `remove_forgotten` of each service. The rows' bytes are erased from the
    disk by `storage/erasing`.
    """
    emptied = False
    if _is_anything_left(event_id, *OF_NOBODY):
        with writing() as session:
            lock_stations_and_event(session, event_id)  # who writes there just now comes before, with their files
            shown = select(Photo.file_id).join(Station).where(Station.event_id == event_id)
            pictures = session.scalars(shown).all()
            reports = session.scalars(select(Edition.id).where(Edition.event_id == event_id)).all()
            papers = session.scalars(select(Letterhead.file).where(Letterhead.event_id == event_id)).all()
            emptied = empty_rows(session, event_id)
            if emptied:
                erasing.want()
        photo_files.remove(pictures)
        editions.remove_files(reports)
        letterheads.remove_files(papers)
    survey_keys.destroy(event_id)
    return emptied


def _is_anything_left(event_id: int, *besides: Any) -> bool:
    """Tell whether people left anything at an event, or there is a row of these other models, too."""
    stations = select(Station.id).where(Station.event_id == event_id)
    left = [exists().where(model.station_id.in_(stations)) for model in OF_STATION]
    left += [exists().where(model.event_id == event_id) for model in (*OF_EVENT, *besides)]
    left.append(exists().where(Event.id == event_id, or_(Event.announcement.is_not(None), HAS_WIFI)))
    return bool(db.session.scalar(select(or_(*left))))


def is_anything_written(event_id: int) -> bool:
    """Tell whether anybody left anything at an event, also a rehearsal, or wrote for its report."""
    stations = select(Station.id).where(Station.event_id == event_id)
    left = [exists().where(model.station_id.in_(stations)) for model in OF_STATION]
    left += [exists().where(model.event_id == event_id) for model in OF_EVENT if model not in (Edition, Letterhead)]
    return bool(db.session.scalar(select(or_(*left))))


def empty_rows(session: CafeSession, event_id: int) -> bool:
    """Delete the rows that people left at an event, which is locked, and tell whether there were any."""
    stations = select(Station.id).where(Station.event_id == event_id)
    written = select(Contribution.id).where(Contribution.station_id.in_(stations))
    refers = Contribution.reply_to.is_not(None) | Contribution.merged_into.is_not(None)
    answers = update(Contribution).where(Contribution.station_id.in_(stations), refers)
    session.execute(answers.values(reply_to=None, merged_into=None))  # they point at rows that are deleted, too
    kept = update(JournalEntry).where(JournalEntry.station_id.in_(stations), JournalEntry.undoes.is_not(None))
    session.execute(kept.values(undoes=None))
    gone = _run(session, delete(Vote).where(Vote.contribution_id.in_(written)))
    for of_station in OF_STATION:
        gone += _delete_all(session, of_station, of_station.station_id.in_(stations))
    for of_event in OF_EVENT:
        gone += _delete_all(session, of_event, of_event.event_id == event_id)
    silenced = update(Event).where(Event.id == event_id, Event.announcement.is_not(None))
    if _run(session, silenced.values(announcement=None, announcement_translations={}, announcement_until=None)):
        gone += 1
        raise_event_revision(session, event_id)
    way_in = update(Event).where(Event.id == event_id, HAS_WIFI)
    gone += _run(session, way_in.values(wifi_name="", wifi_password=""))
    gone += translations.keep_own(session, session.get_one(Event, event_id))
    for nobodys in OF_NOBODY:
        _run(session, delete(nobodys).where(nobodys.event_id == event_id))
    if gone:
        anew = (
            update(Event).where(Event.id == event_id).values(generation=lot(), locked_at=None, emptied_at=now())
        )  # cookies end, too
        session.execute(anew)
        for station_id in session.scalars(stations).all():
            begin_age(session, station_id)
    return gone > 0


def _delete_all(session: CafeSession, model: Any, wanted: Any) -> int:
    """Delete rows piece by piece, and return how many there were."""
    if not hasattr(model, "id"):  # of which there are a few
        return _run(session, delete(model).where(wanted))
    gone = 0
    while True:
        piece = select(model.id).where(wanted).limit(PIECE)
        found = _run(session, delete(model).where(model.id.in_(piece)))
        gone += found
        if found < PIECE:
            return gone


def _run(session: CafeSession, statement: Delete | Update) -> int:
    """Run a statement that deletes, and return how many rows it found."""
    result = session.execute(statement.execution_options(synchronize_session=False))
    return cast(CursorResult, result).rowcount
