"""Keeping the promise to participants: on its day of deletion, everything people left at an event is deleted."""

import datetime as dt
from typing import cast

from sqlalchemy import CursorResult, Delete, Update, delete, select, update

from facilitation.extensions import db
from facilitation.models import (
    Cluster,
    CommonTheme,
    Contribution,
    Dismissal,
    Edition,
    Event,
    FeedbackAnswer,
    JournalEntry,
    Letterhead,
    Measure,
    Participant,
    Photo,
    Recommendation,
    ReportText,
    Statement,
    Station,
    Vote,
)
from facilitation.models.columns import lot
from facilitation.services import editions, letterheads
from facilitation.storage import erasing, photo_files, survey_keys
from facilitation.storage.transactions import CafeSession, begin_age, raise_event_revision, writing


def delete_due(today: dt.date) -> list[str]:
    """Delete what people left at every event whose day of deletion has come; return the slugs of events that had any.

    Programme, stations and doors stay: they are the organiser's and name nobody who took part. Repeating is harmless.
    The files of photos, editions and letterheads, and the survey's key, are deleted after their rows. Files that a
    crash leaves behind are deleted later by `remove_forgotten` of each service. The rows' bytes are erased from the
    disk by `storage/erasing`.
    """
    due = list(db.session.execute(select(Event.id, Event.slug).where(Event.delete_on <= today)))
    emptied = []
    for event_id, slug in due:
        with writing() as session:
            shown = select(Photo.id).join(Station).where(Station.event_id == event_id)
            pictures = session.scalars(shown).all()
            reports = session.scalars(select(Edition.id).where(Edition.event_id == event_id)).all()
            papers = session.scalars(select(Letterhead.file).where(Letterhead.event_id == event_id)).all()
            if _empty(session, event_id):
                emptied.append(slug)
                erasing.want()
        photo_files.remove(pictures)
        editions.remove_files(reports)
        letterheads.remove_files(papers)
        survey_keys.destroy(event_id)
    return emptied


def _empty(session: CafeSession, event_id: int) -> bool:
    """Delete the rows that people left at an event, and tell whether there were any."""
    stations = select(Station.id).where(Station.event_id == event_id)
    written = select(Contribution.id).where(Contribution.station_id.in_(stations))
    answers = update(Contribution).where(Contribution.station_id.in_(stations))
    session.execute(answers.values(reply_to=None, merged_into=None))  # they point at rows that are deleted, too
    kept = update(JournalEntry).where(JournalEntry.station_id.in_(stations))
    session.execute(kept.values(undoes=None))
    gone = _delete(session, delete(Vote).where(Vote.contribution_id.in_(written)))
    for of_station in (JournalEntry, Dismissal, Contribution, Cluster, Statement, Measure, Photo):
        gone += _delete(session, delete(of_station).where(of_station.station_id.in_(stations)))
    for of_event in (FeedbackAnswer, Participant, ReportText, Recommendation, CommonTheme, Edition, Letterhead):
        gone += _delete(session, delete(of_event).where(of_event.event_id == event_id))
    silenced = update(Event).where(Event.id == event_id, Event.announcement.is_not(None))
    if _delete(session, silenced.values(announcement=None, announcement_until=None)):
        gone += 1
        raise_event_revision(session, event_id)
    if gone:
        session.execute(update(Event).where(Event.id == event_id).values(generation=lot()))  # cookies end, too
        for station_id in session.scalars(stations).all():
            begin_age(session, station_id)
    return gone > 0


def _delete(session: CafeSession, statement: Delete | Update) -> int:
    """Run a statement that deletes, and return how many rows it found."""
    result = session.execute(statement.execution_options(synchronize_session=False))
    return cast(CursorResult, result).rowcount
