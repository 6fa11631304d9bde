"""What hosts do with contributions: approve, hide, highlight, reword, word in German, let contact data be shown."""

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Contribution, Event
from facilitation.services import contributions
from facilitation.services.journal import Deed
from facilitation.storage.transactions import CafeSession, writing
from facilitation.text import clean, clean_line

REASON_LIMIT = 120


def approve(actor: Actor, contribution_id: str) -> Contribution:
    """Let a waiting contribution onto the screens. Raises CafeError `not_allowed`, `contribution_gone`."""
    return moderate(actor, contribution_id, "contribution.approve", state="visible", hidden_reason=None)


def hide(actor: Actor, contribution_id: str, *, reason: str | None = None) -> Contribution:
    """Take a contribution off every public screen; its author reads the reason.

    Raises CafeError `not_allowed`, `contribution_gone`, `text_too_long`.
    """
    said = clean_line(reason, limit=REASON_LIMIT) if reason and reason.strip() else None
    return moderate(actor, contribution_id, "contribution.hide", state="hidden", hidden_reason=said)


def show(actor: Actor, contribution_id: str) -> Contribution:
    """Bring a hidden contribution back. Raises CafeError `not_allowed`, `contribution_gone`."""
    return moderate(actor, contribution_id, "contribution.show", state="visible", hidden_reason=None)


def highlight(actor: Actor, contribution_id: str, *, on: bool) -> Contribution:
    """Mark a contribution as important, or no longer. Raises CafeError `not_allowed`, `contribution_gone`."""
    return moderate(actor, contribution_id, "contribution.highlight", highlighted=on)


def confirm_contact(actor: Actor, contribution_id: str) -> Contribution:
    """Let contact data in a text be shown on the wall and in the report. Raises CafeError `not_allowed`."""
    return moderate(actor, contribution_id, "contribution.confirm_contact", contact_confirmed=True)


def reword(actor: Actor, contribution_id: str, *, text: str, was: str) -> Contribution:
    """Put somebody's text into other words, from the wording `was`; the author's own is kept as `original`.

    Contact data in it wants to be confirmed anew. Raises CafeError `not_allowed`, `contribution_gone`, `text_…`,
    `reworded` (now) where somebody has changed the text since `was` was read.
    """
    text = clean(text)
    with writing() as session:
        contribution, deed = _begun(session, actor, contribution_id, "contribution.reword")
        if contribution.text != text:
            if contribution.text != was:
                raise CafeError("reworded", now=contribution.text)
            first = contribution.original or contribution.text
            kept = None if text == first else first
            deed.change(contribution, text=text, original=kept, edited=True, contact_confirmed=False)
        deed.done()
        return contribution


def word_in_german(actor: Actor, contribution_id: str, *, text: str | None, was: str | None) -> Contribution:
    """Give a contribution in another language a German wording, or (None) take it away; it is the host's.

    Raises CafeError `not_allowed`, `contribution_gone`, `text_…`, `reworded` (now) as `reword` does.
    """
    text = clean(text) if text is not None else None
    with writing() as session:
        contribution, deed = _begun(session, actor, contribution_id, "contribution.word_in_german")
        if contribution.german != text:
            if contribution.german != was:
                raise CafeError("reworded", now=contribution.german or "")
            deed.change(contribution, german=text)
        deed.done()
        return contribution


def pause_author(actor: Actor, contribution_id: str, *, on: bool) -> Contribution:
    """Let the author of a contribution write nothing more at this station until the next round, or again.

    Whoever it is stays unknown: the pause hangs on what was written. Dots can still be given.
    Raises CafeError `not_allowed`, `contribution_gone`, `from_paper` where no phone wrote it.
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
    """One deed that gives a contribution other values; `name` is the order's.

    Raises CafeError `unknown_contribution`, `not_allowed`, `contribution_gone`.
    """
    with writing() as session:
        contribution, deed = _begun(session, actor, contribution_id, name)
        deed.change(contribution, **values)
        deed.done()
        return contribution


def _begun(session: CafeSession, actor: Actor, contribution_id: str, name: str) -> tuple[Contribution, Deed]:
    """A contribution whose station is locked, and a deed that may change it."""
    station_id = contributions.find_in(session, actor, contribution_id).station_id
    deed = Deed(session, actor, station_id, name)
    contribution = contributions.find_in(session, actor, contribution_id)
    if contribution.state == "withdrawn":
        raise CafeError("contribution_gone")
    return contribution, deed
