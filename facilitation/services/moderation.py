"""What hosts do with contributions: approve, hide, highlight, reword, word in German, confirm contact data.

All of it is undone through the journal. A withdrawn contribution is refused with `contribution_gone`.
"""

from collections.abc import Mapping

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.contact_data import has_contact_data
from facilitation.errors import CafeError
from facilitation.models import Contribution, Event
from facilitation.models.contribution import REWORDED, SHOWN
from facilitation.services import contributions, seen
from facilitation.services.committed import Committed
from facilitation.services.journal import Deed
from facilitation.storage.transactions import CafeSession, writing
from facilitation.text import clean, clean_line

REASON_LIMIT = bounds.REASON_LIMIT
CONFIRM_CONTACT = "contribution.confirm_contact"


def approve(actor: Actor, read: Mapping[str, str]) -> Committed[Contribution]:
    """Show waiting contributions; `read` holds by id the texts that the host read.

    What somebody hid meanwhile stays hidden: whoever wants it shown says so (`show`).
    Raises CafeError as `_as_read` does, and `hidden_meanwhile`.
    """
    return _as_read(actor, read, "contribution.approve", **SHOWN)


def hide(actor: Actor, contribution_id: str, *, reason: str | None = None) -> Committed[Contribution]:
    """Remove a contribution from every public screen; its author reads the reason.

    Whatever it reads by now, and whoever hid it before: nobody waits until others agree what to remove.
    The news says no more than `gone`; the author's phone then opens the station again and finds the reason in `mine`.
    Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`, `text_empty` (only invisible
    characters), `text_too_long`.
    """
    said = clean_line(reason, limit=REASON_LIMIT) if reason and reason.strip() else None
    return moderate(actor, contribution_id, "contribution.hide", state="hidden", hidden_reason=said)


def show(actor: Actor, read: Mapping[str, str]) -> Committed[Contribution]:
    """Show hidden contributions again; `read` holds by id the texts that the host read. Raises as `_as_read` does."""
    return _as_read(actor, read, "contribution.show", **SHOWN)


def highlight(actor: Actor, contribution_id: str, *, on: bool) -> Committed[Contribution]:
    """Mark a contribution as important, or remove the mark.

    Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`.
    """
    return moderate(actor, contribution_id, "contribution.highlight", highlighted=on)


def confirm_contact(actor: Actor, read: Mapping[str, str]) -> Committed[Contribution]:
    """Let contact data in contributions be shown on the wall and in the report, as the host read it.

    `read` holds by id the text with its German wording below (`seen.with_german`): both are shown.
    Raises CafeError as `_as_read` does.
    """
    return _as_read(actor, read, CONFIRM_CONTACT, contact_confirmed=True)


def reword(actor: Actor, contribution_id: str, *, text: str, was: str) -> Committed[Contribution]:
    """Reword somebody's contribution; the author's wording is kept as `original`.

    `was` is the wording that the host saw before. Contact data has to be confirmed anew.
    Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`, `text_empty`, `text_too_long`, and
    `reworded` (now) where the text has changed since.
    """
    with writing() as session:
        contribution, deed = _begun(session, actor, contribution_id, "contribution.reword")
        text = clean(text)
        if contribution.text != text:
            seen.check(contribution.text, was)
            first = contribution.original or contribution.text
            kept = None if text == first else first
            deed.change(contribution, text=text, original=kept, **REWORDED)
        return deed.done(contribution, state=contribution.state)


def word_in_german(actor: Actor, contribution_id: str, *, text: str | None, was: str | None) -> Committed[Contribution]:
    """Give a contribution in another language a German wording by the host, or (None) remove it.

    `was` is the German wording that the host saw before. Contact data in it has to be confirmed anew.
    Raises CafeError as `reword` does.
    """
    with writing() as session:
        contribution, deed = _begun(session, actor, contribution_id, "contribution.word_in_german")
        text = clean(text) if text is not None else None
        if contribution.german != text:
            seen.check(contribution.german, was)
            country = session.get_one(Event, deed.station.event_id).country
            confirmed = contribution.contact_confirmed and not (text and has_contact_data(text, country))
            deed.change(contribution, german=text, contact_confirmed=confirmed)
        return deed.done(contribution, state=contribution.state)


def pause_author(actor: Actor, contribution_id: str, *, on: bool) -> Committed[Contribution]:
    """Let the author of a contribution write nothing more at this station until the next round, or write again.

    The pause is stored with the contribution, so that nobody learns who it is. Dots can still be given.
    Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`, and `from_paper` where no phone wrote
    it.
    """
    with writing() as session:
        contribution, deed = _begun(session, actor, contribution_id, "contribution.pause_author")
        if contribution.participant_id is None:
            raise CafeError("from_paper")
        running = session.get_one(Event, deed.station.event_id, populate_existing=True).round_position or 0
        deed.change(contribution, author_paused=running if on else None)
        return deed.done(contribution, state=contribution.state)


def moderate(actor: Actor, contribution_id: str, name: str, **values: object) -> Committed[Contribution]:
    """Set values of a contribution in one deed; `name` is the order's.

    Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`.
    """
    with writing() as session:
        contribution, deed = _begun(session, actor, contribution_id, name)
        deed.change(contribution, **values)
        return deed.done(contribution, state=contribution.state)


def _as_read(actor: Actor, read: Mapping[str, str], name: str, **values: object) -> Committed[Contribution]:
    """Set values of the contributions of one station that were read, all of them in one deed, or none.

    Raises CafeError `malformed` (items), `unknown_contribution`, `wrong_station`, `not_allowed`; and, with all that are
    not as they were read (ids), `contribution_gone`, `hidden_meanwhile` or `reworded` (now) of the first of them.
    """
    if not read:
        raise CafeError("malformed", field="items")
    with writing() as session:
        first = contributions.find_in(session, actor, next(iter(read)))
        deed = Deed(session, actor, first.station_id, name)
        chosen = contributions.find_all_in(session, actor, read)
        if any(one.station_id != deed.station.id for one in chosen):
            raise CafeError("wrong_station")
        otherwise = {one.id: refusal for one in chosen if (refusal := _is_otherwise(one, read[one.id], name))}
        for refusal in otherwise.values():
            raise CafeError(refusal.code, **refusal.detail, ids=list(otherwise))
        for one in chosen:
            deed.change(one, **values)
        return deed.done(first, state=first.state) if len(chosen) == 1 else deed.done(first)


def _is_otherwise(contribution: Contribution, was: str, name: str) -> CafeError | None:
    """Return why a contribution is not what somebody read; None where it is."""
    if contribution.state == "withdrawn":
        return CafeError("contribution_gone")
    german = contribution.german if name == CONFIRM_CONTACT else None
    reads = seen.with_german(contribution.text, german)
    if not seen.is_same(reads, was):
        return CafeError("reworded", now=reads)
    if name == "contribution.approve" and contribution.state == "hidden":
        return CafeError("hidden_meanwhile")
    return None


def _begun(session: CafeSession, actor: Actor, contribution_id: str, name: str) -> tuple[Contribution, Deed]:
    """Lock a contribution's station, and return the contribution with a deed that may change it."""
    station_id = contributions.find_in(session, actor, contribution_id).station_id
    deed = Deed(session, actor, station_id, name)
    contribution = contributions.find_in(session, actor, contribution_id)
    if contribution.state == "withdrawn":
        raise CafeError("contribution_gone")
    return contribution, deed
