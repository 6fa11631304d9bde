"""The organisers' texts around the report's contents, in each of its languages."""

from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import REPORT_LANGUAGES, REPORT_TEXTS, ReportText
from facilitation.services import report_writing
from facilitation.services.committed import Committed
from facilitation.storage.transactions import writing

LIMITS = {
    "introduction": bounds.INTRODUCTION_LIMIT,
    "summary": bounds.SUMMARY_LIMIT,
    "plain": bounds.PLAIN_LIMIT,
    "funding": bounds.FUNDING_LIMIT,
}
"""Graphemes by the text's name."""


def write(actor: Actor, *, name: str, language: str, text: str, known: int) -> Committed[ReportText]:
    """Write a text, or reword the one whose revision is `known` (0: there is none yet); an empty text removes it.

    Raises CafeError `not_allowed`, `unknown_text`, `unknown_language`, `text_too_long`, `reworded` (see
    `report_writing.say`).
    """
    actor.require_organiser()
    check_language(language)
    if name not in REPORT_TEXTS:
        raise CafeError("unknown_text")
    text = report_writing.cleaned(text, limit=LIMITS[name])
    with writing() as session:
        report_writing.lock(session, actor)
        of_event = select(ReportText).where(ReportText.event_id == actor.event_id)
        row = session.execute(of_event.where(ReportText.name == name, ReportText.language == language)).scalar()
        if row is None:
            row = ReportText(event_id=actor.event_id, name=name, language=language, text="", revision=0)
            session.add(row)
        report_writing.say(row, known, text=text)
        return Committed(row, {"revision": row.revision})  # the report alone has it, and no screen shows that


def confirm_contact(actor: Actor, *, name: str, language: str, known: int) -> Committed[ReportText]:
    """Let contact data in a text be shown in the report; `known` is the revision of the wording that was read.

    Raises CafeError `not_allowed`, `unknown_text`, `reworded` (see `report_writing.say`).
    """
    actor.require_organiser()
    row = standing(actor.event_id).get((name, language))
    if row is None:
        raise CafeError("unknown_text")
    return report_writing.confirm_contact(actor, ReportText, row.id, known=known)


def check_language(language: str) -> None:
    """Refuse a language in which no report is written. Raises CafeError `unknown_language`."""
    if language not in REPORT_LANGUAGES:
        raise CafeError("unknown_language")


def standing(event_id: int) -> dict[tuple[str, str], ReportText]:
    """Return every text that was written, by name and language."""
    rows = db.session.scalars(select(ReportText).where(ReportText.event_id == event_id))
    return {(row.name, row.language): row for row in rows}
