"""The organisers' own texts of an event, written one at a time: each where it stands, and in other languages.

A text is named by its place (`translations.Place`). Whoever writes says which wording stood there before (`known`,
`seen.mark`), so that nobody's words are overwritten unseen. A translation is one of words: where the original was
changed it has none any more, and typing the old words brings the old translations back (decision 159).
"""

from typing import Any, NamedTuple

from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event, FeedbackQuestion, ProgrammeItem, Round, Station, Translation
from facilitation.models.translation import key_of
from facilitation.services import event_journal, feedback, seen, translations
from facilitation.services.committed import Committed, of_event
from facilitation.services.translations import OF_ACCESSIBILITY, OF_EVENT, OF_STATION, Place
from facilitation.storage import erasing
from facilitation.storage.transactions import (
    CafeSession,
    lock_event,
    lock_stations_and_event,
    raise_event_revision,
    writing,
)
from facilitation.text import clean, clean_line

LISTS = {"aims": bounds.MOST_LINES, "etiquette": bounds.MOST_LINES}
"""Fields of an event that hold several lines, and how many at most."""
SEVERAL_LINES = frozenset({"directions", "contact", "imprint", "description", "free_text", *OF_ACCESSIBILITY})
"""Fields whose text may have line breaks."""
NEEDED = frozenset(
    {
        *(("event", field) for field in ("title", "place_name", "aims", "etiquette")),
        *(("station", field) for field in ("short_title", "title", "question")),
        ("programme", "title"),
        ("round", "title"),
        ("survey", "text"),
    }
)
"""What cannot be empty: its row goes by a deed of its own, or there is an event with it only."""


class Stands(NamedTuple):
    """A text where it stands: its `row` and column, and of a list (`inner` from 1) which one; `limit` in graphemes."""

    row: Any
    column: str
    inner: int
    limit: int

    @property
    def text(self) -> str:
        """What stands there."""
        held = getattr(self.row, self.column)
        return str(held[self.inner - 1] if self.inner else held)


def write(actor: Actor, place: Place, *, text: str, known: int) -> Committed[str]:
    """Write a text where it stands, in the event's own language; it is acknowledged with its mark and its words.

    Raises CafeError `not_allowed`, `malformed` (place), `text_empty`, `text_too_long`, `too_many_marks`, `reworded`
    (now, revision), and as `feedback.ask_otherwise` does.
    """
    actor.require_organiser()
    with writing() as session:
        event = _lock(session, actor, place)
        stands = _find(session, event, place)
        said = cleaned(place, text, limit=stands.limit)
        if said != stands.text:
            seen.check_mark(stands.text, known)
            if isinstance(stands.row, FeedbackQuestion):
                feedback.ask_otherwise(session, event, stands.row)
            _put(stands, said)
            if place.noun == "round":
                _name_line(session, event, place.position, said)
            changed(session, actor, event, place)
        return _done(said, place)


def translate(actor: Actor, place: Place, *, language: str, text: str, of: str, known: int) -> Committed[str]:
    """Say what a text is in another language of the event; an empty one takes the translation away.

    `of` is the original that was translated, as its writer saw it. Raises CafeError `unknown_language`,
    `original_reworded` (now) where it reads otherwise by now, and as `write` does.
    """
    actor.require_organiser()
    with writing() as session:
        event = _lock(session, actor, place)
        stands = _find(session, event, place)
        if language not in translations.languages_of(event):
            raise CafeError("unknown_language")
        if not stands.text or not seen.is_same(stands.text, of):
            raise CafeError("original_reworded", now=stands.text)
        said = cleaned(place, text, limit=stands.limit) if text.strip() else ""
        there = _translation(session, event.id, language, stands.text)
        before = there.text if there else ""
        if said != before:
            if before:
                seen.check_mark(before, known)
                if isinstance(stands.row, FeedbackQuestion):
                    feedback.ask_otherwise(session, event, stands.row)
            if there:
                session.delete(there)
                session.flush()
            if said:
                translations.add(session, event.id, {language: {stands.text: said}})
            changed(session, actor, event, place, language=language)
        return _done(said, place)


def add_line(actor: Actor, field: str, *, text: str) -> Committed[Place]:
    """Add a line to the aims or the etiquette, behind the others.

    Raises CafeError `too_many_lines` (limit), and as `write` does.
    """
    actor.require_organiser()
    if field not in LISTS:
        raise CafeError("malformed", field="field")
    said = cleaned(Place("event", field), text, limit=bounds.TEXT_LIMIT)
    with writing() as session:
        event = lock_event(session, actor.event_id)
        lines = list(getattr(event, field))
        if len(lines) >= LISTS[field]:
            raise CafeError("too_many_lines", limit=LISTS[field])
        setattr(event, field, [*lines, said])
        place = Place("event", field, len(lines) + 1)
        changed(session, actor, event, place)
        return of_event(place)


def arrange_line(actor: Actor, field: str, position: int, *, known: int, to: int | None) -> Committed[Place]:
    """Move a line of the aims or the etiquette to another position, or (None) remove it.

    `known` is the mark of the line that was meant. Raises CafeError `not_allowed`, `malformed` (field, position, to),
    `reworded` (now, revision).
    """
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        stands = _find(session, event, Place("event", field, position))
        if not stands.inner:
            raise CafeError("malformed", field="field")
        seen.check_mark(stands.text, known)
        lines = list(getattr(event, field))
        line = lines.pop(position - 1)
        if to is not None:
            if not 1 <= to <= len(lines) + 1:
                raise CafeError("malformed", field="to")
            lines.insert(to - 1, line)
        setattr(event, field, lines)
        changed(session, actor, event, Place("event", field, position))
        return of_event(Place("event", field, to or 0))


def changed(session: CafeSession, actor: Actor, event: Event, place: Place, **said: str) -> None:
    """Let screens fetch the event's texts anew, and note in the journal which one was written, within a transaction.

    For whatever changes a text of `translations.own_texts`, or how they stand in a row; the event is locked already.
    """
    session.flush()
    event = lock_event(session, event.id)
    event.texts += 1
    session.flush()
    raise_event_revision(session, event.id)
    event_journal.note_once(session, actor, "text.write", noun=place.noun, field=place.field, **said)
    erasing.want()


def cleaned(place: Place, text: str, *, limit: int) -> str:
    """Return a text of the event as it is stored at a place. Raises CafeError as `text.clean` does.

    It is as long as its column lets it be in any database, whatever its letters are made of.
    """
    if not text.strip() and (place.noun, place.field) not in NEEDED:
        return ""
    said = clean(text, limit=limit) if place.field in SEVERAL_LINES else clean_line(text, limit=limit)
    if len(said) > limit and limit < bounds.PLAN_LIMIT:
        raise CafeError("text_too_long", length=len(said), limit=limit)
    return said


def _lock(session: CafeSession, actor: Actor, place: Place) -> Event:
    if place.noun == "station":
        return lock_stations_and_event(session, actor.event_id)[1]
    return lock_event(session, actor.event_id)


def _find(session: CafeSession, event: Event, place: Place) -> Stands:
    """Return where a place's text stands. Raises CafeError `malformed` (place) where there is no such place."""
    row, column, inner = _named(session, event, place)
    if row is None:
        raise CafeError("malformed", field="place")
    if place.field == "prompts" and inner <= len(event.rounds):
        row.prompts = [*row.prompts, *[""] * (len(event.rounds) - len(row.prompts))]  # a round asks nothing as yet
    if inner and inner > len(getattr(row, column)):
        raise CafeError("malformed", field="place")
    length = None if inner else row.__table__.c[column].type.length
    usual = bounds.TEXT_LIMIT if inner or place.noun == "survey" else bounds.PLAN_LIMIT
    return Stands(row, column, inner, length or usual)


def _named(session: CafeSession, event: Event, place: Place) -> tuple[Any, str, int]:
    """Return the row of a place, its column, and which of a list's texts it names; the row is None where none is."""
    noun, field, position, inner = place
    if noun == "event" and field in (*OF_EVENT, *OF_ACCESSIBILITY) and not position:
        return event, field, 0
    if noun == "event" and field in LISTS and position > 0:
        return event, field, position
    if noun == "station" and (field in OF_STATION or (field == "prompts" and inner > 0)):
        return _row(session, event, Station, position), field, inner if field == "prompts" else 0
    if noun == "survey" and field == "free_text":
        return event, "feedback_free_text", 0
    if (noun, field) in (("programme", "title"), ("round", "title"), ("survey", "text")):
        model = {"programme": ProgrammeItem, "round": Round, "survey": FeedbackQuestion}[noun]
        return _row(session, event, model, position), field, 0
    return None, "", 0


def _row(session: CafeSession, event: Event, model: Any, position: int) -> Any:
    wanted = select(model).where(model.event_id == event.id, model.position == position)
    return session.scalars(wanted.execution_options(populate_existing=True)).first()


def _put(stands: Stands, said: str) -> None:
    if stands.inner:
        lines = list(getattr(stands.row, stands.column))
        lines[stands.inner - 1] = said
        setattr(stands.row, stands.column, lines)
    else:
        setattr(stands.row, stands.column, said)


def _name_line(session: CafeSession, event: Event, position: int, said: str) -> None:
    """Call a round's line in the programme as the round is called."""
    of_rounds = select(ProgrammeItem).where(ProgrammeItem.event_id == event.id, ProgrammeItem.kind == "round")
    line = session.scalars(of_rounds.order_by(ProgrammeItem.position).offset(position - 1).limit(1)).first()
    if line is not None:
        line.title = said


def _translation(session: CafeSession, event_id: int, language: str, original: str) -> Translation | None:
    return session.get(Translation, (event_id, language, key_of(original)), populate_existing=True)


def _done(said: str, place: Place) -> Committed[str]:
    done = of_event(said, revision=seen.mark(said), text=said)
    return done._replace(survey="state") if place.noun == "survey" else done
