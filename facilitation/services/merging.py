"""Merging contributions that say the same: one stands for all, the others stay readable beneath it."""

from collections.abc import Sequence

from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Contribution
from facilitation.services import contributions
from facilitation.services.journal import Deed
from facilitation.services.moderation import moderate
from facilitation.storage.transactions import writing


def merge(actor: Actor, into_id: str, ids: Sequence[str]) -> int:
    """Merge contributions, with all that was merged into them, into another of their station; return its revision.

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
        stands = into.state in ("visible", "pending") and into.merged_into is None
        if not stands or any(one.state == "withdrawn" for one in others):
            raise CafeError("contribution_gone")
        beneath = session.scalars(select(Contribution).where(Contribution.merged_into.in_(ids))).all()
        for one in (*others, *beneath):
            deed.change(one, merged_into=into_id)
        return deed.done()


def separate(actor: Actor, contribution_id: str) -> int:
    """Let a merged contribution stand for itself again; return the station's revision.

    Raises CafeError `unknown_contribution`, `contribution_gone`, `not_allowed`.
    """
    return moderate(actor, contribution_id, "contribution.separate", merged_into=None).revision
