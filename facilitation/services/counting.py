"""How many dots a contribution has: those of people with a phone, and those counted by hand.

Visible contributions that are merged into it add theirs; a person who gave dots to several of them counts once. Dots of
people who are left out (`newcomers.leave_out`) do not count anywhere.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, distinct, exists, func, or_, select, union, update
from sqlalchemy.orm import aliased

from facilitation.extensions import db
from facilitation.models import Contribution, Participant, Vote
from facilitation.storage.statements import Prepared, Store
from facilitation.storage.transactions import CafeSession

_member = aliased(Contribution)
IS_COUNTED = exists().where(Participant.id == Vote.participant_id, Participant.left_out.is_(False))
"""Whether a dot counts: the one rule for every screen, report and export."""


def _dots(contribution: Any) -> Any:
    """Return the dots of a contribution, whose id this is, as a part of a statement."""
    of_it = or_(_member.id == contribution, (_member.merged_into == contribution) & (_member.state == "visible"))
    beneath = select(_member.id).where(of_it).correlate(Contribution)
    people = select(func.count(distinct(Vote.participant_id))).where(Vote.contribution_id.in_(beneath), IS_COUNTED)
    by_hand = select(func.coalesce(func.sum(_member.by_hand), 0)).where(of_it)
    return people.correlate(Contribution).scalar_subquery() + by_hand.correlate(Contribution).scalar_subquery()


_COUNT = Prepared(
    update(Contribution)
    .where(Contribution.id == bindparam("contribution"))
    .values(votes=_dots(bindparam("contribution")), revision=bindparam("raised"))
    .returning(Contribution.votes)
    .execution_options(synchronize_session=False)
)
COUNTED_ANEW = frozenset({"merged_into", "by_hand", "state"})
"""Fields whose change may change the dots of a contribution and of the one it is merged into."""


def people_at(station_ids: list[int]) -> int:
    """Count participants who wrote something visible at one of the stations, or gave it a dot."""
    seen = Contribution.station_id.in_(station_ids), Contribution.state == "visible"
    wrote = select(Contribution.participant_id).where(*seen)
    voted = select(Vote.participant_id).join(Contribution).where(*seen, IS_COUNTED)
    either = union(wrote, voted).subquery()
    counted = select(func.count(Participant.id)).where(Participant.id.in_(select(either)))
    return int(db.session.execute(counted).scalar_one())


def count(store: Store, contribution_id: str, merged_into: str | None, revision: int) -> int:
    """Count the dots of a contribution anew, and of the one it is merged into; return the contribution's dots.

    Both rows get this revision of their station.
    """
    if merged_into is not None:
        store.one(_COUNT, contribution=merged_into, raised=revision)
    return int(store.one(_COUNT, contribution=contribution_id, raised=revision).votes)


def count_many(session: CafeSession, station_id: int, wanted: Any, revision: int) -> None:
    """Count the dots of those of a station's contributions anew whose ids `wanted` selects, with what they stand for.

    The rows get this revision of their station.
    """
    heads = select(_member.merged_into).where(_member.id.in_(wanted), _member.merged_into.is_not(None))
    session.execute(
        update(Contribution)
        .where(Contribution.station_id == station_id, Contribution.id.in_(wanted) | Contribution.id.in_(heads))
        .values(votes=_dots(Contribution.id), revision=revision)
        .execution_options(synchronize_session=False)
    )


def count_in(session: CafeSession, contribution_ids: Collection[str], revision: int) -> None:
    """Count the dots of contributions anew, in a session and with all that the session has changed so far.

    The rows get this revision of their station.
    """
    session.flush()
    session.execute(
        update(Contribution)
        .where(Contribution.id.in_(contribution_ids))
        .values(votes=_dots(Contribution.id), revision=revision)
        .execution_options(synchronize_session=False)
    )
    for contribution_id in contribution_ids:
        session.expire(session.get_one(Contribution, contribution_id), ["votes", "revision"])
