"""What hosts do with contributions: approve, hide, highlight, reword, word in German, confirm contact data.

All of it is undone through the journal. A withdrawn contribution is refused with `contribution_gone`.
"""

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Contribution, Event
from facilitation.services import contributions
from facilitation.services.journal import Deed
from facilitation.storage.transactions import CafeSession, writing
from facilitation.text import clean, clean_line

REASON_LIMIT = bounds.REASON_LIMIT


def approve(actor: Actor, contribution_id: str) -> Contribution:
    """Show a waiting contribution. Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`."""
    return moderate(actor, contribution_id, "contribution.approve", state="visible", hidden_reason=None)


def hide(actor: Actor, contribution_id: str, *, reason: str | None = None) -> Contribution:
    """Remove a contribution from every public screen; its author reads the reason.

    The news says no more than `gone`; the author's phone then opens the station again and finds the reason in `mine`.
    Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`, `text_empty` (only invisible
    characters), `text_too_long`.
    """
    said = clean_line(reason, limit=REASON_LIMIT) if reason and reason.strip() else None
    return moderate(actor, contribution_id, "contribution.hide", state="hidden", hidden_reason=said)


def show(actor: Actor, contribution_id: str) -> Contribution:
    """Show a hidden contribution again. Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`."""
    return moderate(actor, contribution_id, "contribution.show", state="visible", hidden_reason=None)


def highlight(actor: Actor, contribution_id: str, *, on: bool) -> Contribution:
    """Mark a contribution as important, or remove the mark.

    Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`.
    """
    return moderate(actor, contribution_id, "contribution.highlight", highlighted=on)


def confirm_contact(actor: Actor, contribution_id: str) -> Contribution:
    """Let contact data in a contribution be shown on the wall and in the report.

    Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`.
    """
    return moderate(actor, contribution_id, "contribution.confirm_contact", contact_confirmed=True)


def reword(actor: Actor, contribution_id: str, *, text: str, was: str) -> Contribution:
    """Reword somebody's contribution; the author's wording is kept as `original`.

    `was` is the wording that the host saw before. Contact data has to be confirmed anew.
    Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`, `text_empty`, `text_too_long`, and
    `reworded` (now) where the text has changed since.
    """
    with writing() as session:
        contribution, deed = _begun(session, actor, contribution_id, "contribution.reword")
        text = clean(text)
        if contribution.text != text:
            if contribution.text != was:
                raise CafeError("reworded", now=contribution.text)
            first = contribution.original or contribution.text
            kept = None if text == first else first
            deed.change(contribution, text=text, original=kept, edited=True, contact_confirmed=False)
        deed.done()
        return contribution


def word_in_german(actor: Actor, contribution_id: str, *, text: str | None, was: str | None) -> Contribution:
    """Give a contribution in another language a German wording by the host, or (None) remove it.

    `was` is the German wording that the host saw before. Raises CafeError as `reword` does.
    """
    with writing() as session:
        contribution, deed = _begun(session, actor, contribution_id, "contribution.word_in_german")
        text = clean(text) if text is not None else None
        if contribution.german != text:
            if contribution.german != was:
                raise CafeError("reworded", now=contribution.german or "")
            deed.change(contribution, german=text)
        deed.done()
        return contribution


def pause_author(actor: Actor, contribution_id: str, *, on: bool) -> Contribution:
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
        deed.done()
        return contribution


def moderate(actor: Actor, contribution_id: str, name: str, **values: object) -> Contribution:
    """Set values of a contribution in one deed; `name` is the order's.

    Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`.
    """
    with writing() as session:
        contribution, deed = _begun(session, actor, contribution_id, name)
        deed.change(contribution, **values)
        deed.done()
        return contribution


def _begun(session: CafeSession, actor: Actor, contribution_id: str, name: str) -> tuple[Contribution, Deed]:
    """Lock a contribution's station, and return the contribution with a deed that may change it."""
    station_id = contributions.find_in(session, actor, contribution_id).station_id
    deed = Deed(session, actor, station_id, name)
    contribution = contributions.find_in(session, actor, contribution_id)
    if contribution.state == "withdrawn":
        raise CafeError("contribution_gone")
    return contribution, deed
