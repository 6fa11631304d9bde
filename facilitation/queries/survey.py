"""Counts the answers of the survey, anew each time, for the harvest, the desk and the wall."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select

from facilitation.extensions import db
from facilitation.models import PLACES, Event, FeedbackAnswer, FeedbackQuestion
from facilitation.queries.covering import covered_row
from facilitation.storage import turns
from facilitation.storage.statements import AnyRow

SAID = ("text", "german")
"""Texts of a comment."""
Counts = tuple[int, int, int, int, int]
TURN = 8
"""Comments that are looked through at once: about 4 ms."""


class Tally(NamedTuple):
    """The answers, counted: `people` who answered anything, how many chose 1 to 5, and the comments.

    `questions` are pairs of a question (row) and its counts, without those that were closed before anybody answered.
    `comments` are the answers (rows) with a text, also hidden ones: German first, then language by language. Within a
    language their order says nothing about when they came.
    """

    people: int
    questions: list[tuple[AnyRow, Counts]]
    comments: list[AnyRow]


def tally(event_id: int) -> Tally:
    """Count all answers of an event."""
    one = FeedbackAnswer
    said = select(one.id, one.scale, one.language, one.text, one.german, one.hidden, one.contact_confirmed)
    answers = db.session.execute(said.where(one.event_id == event_id).order_by(one.id)).all()
    asks = FeedbackQuestion
    asked_for = select(asks.position, asks.number, asks.text, asks.closed).where(asks.event_id == event_id)
    comments = sorted((row for row in answers if row.text), key=lambda row: (row.language != "de", row.language))
    return Tally(
        people=sum(bool(row.scale or row.text) for row in answers),
        questions=[
            (asked, counts)
            for asked in db.session.execute(asked_for.order_by(asks.position)).all()
            if any(counts := _counts(row.scale.get(str(asked.number)) for row in answers)) or not asked.closed
        ],
        comments=comments,
    )


def told(event_id: int, audience: str) -> dict[str, Any] | None:
    """What `feedback.changed` sends to an audience (docs/protocol.md); None while it is not shown on the wall."""
    return told_each(event_id, [audience])[audience]


def told_each(event_id: int, audiences: list[str]) -> dict[str, dict[str, Any] | None]:
    """What `told` gives for several audiences, counted once: a thousand answers take a few milliseconds."""
    shown = select(Event.slug, Event.country, Event.feedback_shown, Event.feedback_free_text)
    event = db.session.execute(shown.where(Event.id == event_id)).one()
    wanted = [one for one in audiences if one == "desk" or event.feedback_shown]
    if not wanted:
        return dict.fromkeys(audiences)
    counted = tally(event_id)
    questions = [
        {"position": asked.position, "text": asked.text, "counts": counts, **({"closed": True} if asked.closed else {})}
        for asked, counts in counted.questions
    ]
    wall = {"event": event.slug, "people": counted.people, "questions": questions}
    told = {"wall": wall}
    if "desk" in wanted:
        told["desk"] = {**wall, "asked": event.feedback_free_text, "comments": _comments(counted, event.country)}
    return {one: told[one] if one in wanted else None for one in audiences}


def _comments(counted: Tally, country: str) -> list[dict[str, Any]]:
    """Return all comments; to look for contact data in a thousand that nobody has read before takes half a second."""
    comments = []
    for number, row in enumerate(counted.comments):
        comments.append(_comment(row, country))
        if number % TURN == 0:
            turns.give()
    return comments


def _counts(places: Iterable[int | None]) -> Counts:
    chosen = list(places)
    one, two, three, four, five = (chosen.count(place) for place in PLACES)
    return one, two, three, four, five


def _comment(row: AnyRow, country: str) -> dict[str, Any]:
    """Return a comment as typed; `masked` holds those of its texts that the report covers, or is None."""
    read = covered_row(row, *SAID, country=country)
    covers = {name: text for name, text in read.items() if text != getattr(row, name)}
    said = {"id": row.id, "language": row.language, "text": row.text, "german": row.german}
    return {**said, "hidden": row.hidden, "masked": covers or None}
