"""What hosts do with contributions: approve, hide, show, highlight, and let contact data be shown."""

from facilitation.access import Actor
from facilitation.errors import CafeError
from facilitation.models import Contribution
from facilitation.services import contributions
from facilitation.services.writing import CafeSession, lock_station, raise_revision, writing
from facilitation.text import clean_line


def approve(actor: Actor, contribution_id: str) -> Contribution:
    """Let a waiting contribution onto the screens. Raises CafeError `not_allowed`, `contribution_gone`."""
    return _moderate(actor, contribution_id, state="visible", hidden_reason=None)


def hide(actor: Actor, contribution_id: str, *, reason: str | None = None) -> Contribution:
    """Take a contribution off every public screen. Raises CafeError `not_allowed`, `contribution_gone`."""
    return _moderate(
        actor,
        contribution_id,
        state="hidden",
        hidden_reason=clean_line(reason, limit=120) if reason else None,
    )


def show(actor: Actor, contribution_id: str) -> Contribution:
    """Bring a hidden contribution back. Raises CafeError `not_allowed`, `contribution_gone`."""
    return _moderate(actor, contribution_id, state="visible", hidden_reason=None)


def highlight(actor: Actor, contribution_id: str, *, on: bool) -> Contribution:
    """Mark a contribution as important, or no longer. Raises CafeError `not_allowed`, `contribution_gone`."""
    return _moderate(actor, contribution_id, highlighted=on)


def confirm_contact(actor: Actor, contribution_id: str) -> Contribution:
    """Let contact data in a text be shown on the wall and in the report. Raises CafeError `not_allowed`."""
    return _moderate(actor, contribution_id, contact_confirmed=True)


def _moderate(actor: Actor, contribution_id: str, **values: object) -> Contribution:
    with writing() as session:
        contribution = _locked(session, actor, contribution_id)
        actor.require_host(contribution.station_id)
        if contribution.state == "withdrawn":
            raise CafeError("contribution_gone")
        if any(getattr(contribution, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(contribution, name, value)
            contribution.revision = raise_revision(session, contribution.station_id)
        return contribution


def _locked(session: CafeSession, actor: Actor, contribution_id: str) -> Contribution:
    lock_station(session, contributions.find_in(session, actor, contribution_id).station_id)
    return contributions.find_in(session, actor, contribution_id)
