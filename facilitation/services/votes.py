"""Dots: each person may give a limited number of them at each station."""

from functools import partial
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import aliased

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Contribution, Vote
from facilitation.models.columns import now
from facilitation.services import contributions, counting, limits, newcomers, orders, participants
from facilitation.services.committed import Committed
from facilitation.storage.statements import AnyRow, Prepared, Store, reading
from facilitation.storage.transactions import raise_revision, write_together


class Given(NamedTuple):
    """One of a person's dots, and how the contribution is that it was given to."""

    contribution_id: str
    state: str
    merged_into: str | None


class VoteResult(NamedTuple):
    """A contribution's dots after somebody gave one or took it back, and how many that person has left there."""

    station_id: int
    votes: int
    revision: int
    left: int


_GIVEN = Prepared(
    select(Vote.contribution_id, Contribution.state, Contribution.merged_into)
    .join(Contribution, Contribution.id == Vote.contribution_id)
    .where(Vote.participant_id == bindparam("participant"), Contribution.station_id == bindparam("station"))
    .order_by(Vote.created_at)
)
_card, _given_to = aliased(Contribution), aliased(Contribution)
_CARD_AND_GIVEN = Prepared(
    select(
        _card.state,
        _card.merged_into,
        _card.votes,
        _card.revision,
        _given_to.id.label("given_id"),
        _given_to.state.label("given_state"),
        _given_to.merged_into.label("given_merged_into"),
    )
    .select_from(_card)
    .outerjoin(Vote, Vote.participant_id == bindparam("participant"))
    .outerjoin(_given_to, (_given_to.id == Vote.contribution_id) & (_given_to.station_id == _card.station_id))
    .where(_card.id == bindparam("contribution"))
    .order_by(Vote.created_at)
)
"""A contribution, with each of a person's dots at its station, and with nothing for a dot at another one."""
_GIVEN_ANYWHERE = Prepared(
    select(func.min(Vote.contribution_id).label("one"))
    .join(Contribution, Contribution.id == Vote.contribution_id)
    .where(Vote.participant_id == bindparam("participant"))
    .group_by(Contribution.station_id)
    .order_by(Contribution.station_id)
)
"""One of a person's dots at each station."""
_GIVE = Prepared(
    insert(Vote).values(
        participant_id=bindparam("participant"),
        contribution_id=bindparam("contribution"),
        created_at=bindparam("created_at"),
    )
)
_TAKE_BACK = Prepared(
    delete(Vote).where(
        Vote.participant_id == bindparam("participant"), Vote.contribution_id == bindparam("contribution")
    )
)


def of(store: Store, actor: Actor, station_id: int) -> list[str]:
    """Return the visible contributions of a station that this person gave a dot to."""
    if actor.participant_id is None:
        return []
    return [one.contribution_id for one in _given(store, actor, station_id) if one.state == "visible"]


def left(votes_per_person: int, given: list[str]) -> int:
    """Return how many dots a person who gave these may still give at the station."""
    return max(0, votes_per_person - len(given))


def set(actor: Actor, contribution_id: str, *, on: bool) -> Committed[VoteResult]:
    """Give a dot or take it back; repeating changes nothing. Dots on what waits, is hidden or withdrawn are free again.

    A dot that is given again leaves where it lay: once that is shown again, nobody has more dots than they may give.
    It is `patient`: there are many more dots than anything else, and who gives one sees it before it is stored.
    Raises CafeError `not_joined`, `unknown_contribution`, `contribution_gone`, `no_votes_left` (limit), `too_many`
    (retry_after), and as `participants.arrive` does.
    """
    if actor.participant_id is None:
        raise CafeError("not_joined")
    to_count: list[int] = []

    def work(store: Store) -> Committed[VoteResult]:
        place = contributions.lock_place(store, actor, contribution_id)
        contribution, given = _card_and_given(store, actor, contribution_id)
        stands = any(one.contribution_id == contribution_id for one in given)
        counted = [one.contribution_id for one in given if one.state == "visible"]
        still = left(place.votes_per_person, counted)
        idle = on == stands
        if idle and (actor.order is None or place.author_id is None):  # of who did nothing yet, nothing is stored
            return _committed(VoteResult(place.id, contribution.votes, contribution.revision, still))
        limits.count(actor, place.id, "vote", age=contributions.age_of(place))
        if idle:
            return _remembered(store, actor, VoteResult(place.id, contribution.votes, contribution.revision, still))
        if on and contribution.state != "visible":
            raise CafeError("contribution_gone")
        if on and still == 0:
            raise CafeError("no_votes_left", limit=place.votes_per_person)
        if on:
            if place.author_id is None:
                to_count.extend(participants.arrive(store, actor, language=""))
            store.do(_GIVE, participant=actor.participant_id, contribution=contribution_id, created_at=now())
        else:
            store.do(_TAKE_BACK, participant=actor.participant_id, contribution=contribution_id)
        revision = raise_revision(store, place.id)
        if on:
            _move(store, actor, given, place.votes_per_person, revision)
        votes = counting.count(store, contribution_id, contribution.merged_into, revision)
        counted = [*counted, contribution_id] if on else [one for one in counted if one != contribution_id]
        return _remembered(store, actor, VoteResult(place.id, votes, revision, left(place.votes_per_person, counted)))

    given = write_together(work, patient=True)
    return given._replace(dots={**given.dots, **newcomers.count_again(to_count)})


def take_all_back(actor: Actor) -> list[Committed[None]]:
    """Take back all of a person's dots, a transaction for each station; repeating is harmless."""
    with reading() as store:
        stations = store.all(_GIVEN_ANYWHERE, participant=actor.participant_id)

    def work(store: Store, contribution_id: str) -> Committed[None]:
        place = contributions.lock_place(store, actor, contribution_id)
        revision = raise_revision(store, place.id)
        for one in _given(store, actor, place.id):
            store.do(_TAKE_BACK, participant=actor.participant_id, contribution=one.contribution_id)
            if one.state != "withdrawn":
                counting.count(store, one.contribution_id, one.merged_into, revision)
        return Committed(None, dots={place.id: revision})

    return [write_together(partial(work, contribution_id=one.one)) for one in stations]


def _remembered(store: Store, actor: Actor, given: VoteResult) -> Committed[VoteResult]:
    return orders.remember(store, actor, _committed(given), who=orders.guest(actor))


def _committed(given: VoteResult) -> Committed[VoteResult]:
    answer = {"revision": given.revision, "votes_left": given.left}
    return Committed(given, answer, dots={given.station_id: given.revision})


def _move(store: Store, actor: Actor, given: list[Given], most: int, revision: int) -> None:
    """Take back as many of a person's dots as are given again with one more, the oldest first.

    These lie on what waits or is hidden; what is withdrawn never comes back.
    """
    resting = [one for one in given if one.state in ("pending", "hidden")]
    seen = sum(one.state == "visible" for one in given)
    for one in resting[: max(0, seen + len(resting) + 1 - most)]:
        store.do(_TAKE_BACK, participant=actor.participant_id, contribution=one.contribution_id)
        counting.count(store, one.contribution_id, one.merged_into, revision)


def _card_and_given(store: Store, actor: Actor, contribution_id: str) -> tuple[AnyRow, list[Given]]:
    """Return a contribution's `state`, `merged_into`, `votes` and `revision`, and a person's dots at its station."""
    rows = store.all(_CARD_AND_GIVEN, participant=actor.participant_id, contribution=contribution_id)
    given = [Given(one.given_id, one.given_state, one.given_merged_into) for one in rows if one.given_id is not None]
    return rows[0], given


def _given(store: Store, actor: Actor, station_id: int) -> list[AnyRow]:
    return store.all(_GIVEN, participant=actor.participant_id, station=station_id)
