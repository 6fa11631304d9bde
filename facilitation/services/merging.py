"""Merging contributions that say the same: one stands for all, the others stay readable beneath it."""

from collections.abc import Sequence

from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Contribution
from facilitation.services import contributions
from facilitation.services.committed import Committed
from facilitation.services.journal import Deed
from facilitation.services.moderation import moderate
from facilitation.storage.transactions import CafeSession, writing


def merge(actor: Actor, into_id: str, ids: Sequence[str]) -> Committed[None]:
    """Merge contributions, with all that was merged into them, into another of their station.

    What lay beneath one that is hidden or withdrawn, and therefore stood for itself, does so from then on whatever
    becomes of that one.
    Raises CafeError `malformed` (ids: none, or `into_id` among them), `unknown_contribution`, `wrong_station`,
    `not_allowed`, and `contribution_gone` where one is withdrawn, or the one that should stand for them is hidden or
    itself merged.
    """
    if not ids or into_id in ids:
        raise CafeError("malformed", field="ids")
    with writing() as session:
        station_id = contributions.find_in(session, actor, into_id).station_id
        deed = Deed(session, actor, station_id, "contribution.merge")
        into, *others = [contributions.find_in(session, actor, id) for id in (into_id, *ids)]
        if any(one.station_id != station_id for one in others):
            raise CafeError("wrong_station")
        if not _stands(session, into) or any(one.state == "withdrawn" for one in others):
            raise CafeError("contribution_gone")
        moving = Contribution.merged_into.in_(ids), Contribution.id != into_id, Contribution.state != "withdrawn"
        beneath = session.scalars(select(Contribution).where(*moving).order_by(Contribution.number)).all()
        deed.change(into, merged_into=None)
        for one in dict.fromkeys((*others, *beneath)):
            deed.change(one, merged_into=into_id)
        return deed.done(None)


def _stands(session: CafeSession, contribution: Contribution) -> bool:
    """Tell whether a contribution has a place of its own on the board: it lies beneath none that is to be seen."""
    shown = ("visible", "pending")
    head = contribution.merged_into and session.get_one(Contribution, contribution.merged_into, populate_existing=True)
    return contribution.state in shown and not (head and head.state in shown)


def separate(actor: Actor, contribution_id: str) -> Committed[Contribution]:
    """Let a merged contribution stand for itself again.

    Raises CafeError `unknown_contribution`, `contribution_gone`, `not_allowed`.
    """
    return moderate(actor, contribution_id, "contribution.separate", merged_into=None)
