"""Guests' contributions: writing, changing and withdrawing them. What hosts do with them is in `moderation`."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import bindparam, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import check_id
from facilitation.models import UNNAMED, Cluster, Contribution, Event, JoinCode, Participant, Round, Station
from facilitation.models.columns import now
from facilitation.models.contribution import REWORDED_BY_AUTHOR, WITHDRAWN
from facilitation.services import (
    cards,
    counting,
    forgetting,
    journal_words,
    limits,
    newcomers,
    orders,
    participants,
    seen,
    worded,
)
from facilitation.services.committed import Committed, of_station
from facilitation.storage import erasing
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import (
    CafeSession,
    locking,
    raise_revision,
    raise_revision_and_number,
    write_together,
)
from facilitation.text import clean


class Written(NamedTuple):
    """A contribution as it was committed."""

    id: str
    station_id: int
    number: int
    text: str
    state: str
    votes: int
    revision: int


_COLUMNS = Contribution.__table__.c
_ROW = Prepared(select(*_COLUMNS).where(_COLUMNS.id == bindparam("contribution")))
_PARENT = Prepared(
    select(Contribution.station_id, Contribution.state)
    .join(Station)
    .where(Contribution.id == bindparam("contribution"), Station.event_id == bindparam("event"))
)
_parent, _into = aliased(Contribution), aliased(Contribution)
_OWN = Prepared(
    select(
        *_COLUMNS,
        Round.position.label("of_round"),
        _parent.was_public.label("parent_was_public"),
        _into.was_public.label("into_was_public"),
        (Cluster.title != UNNAMED).label("cluster_is_named"),
    )
    .outerjoin(Round, Round.id == _COLUMNS.round_id)
    .outerjoin(_parent, _parent.id == _COLUMNS.reply_to)
    .outerjoin(_into, _into.id == _COLUMNS.merged_into)
    .outerjoin(Cluster, Cluster.id == _COLUMNS.cluster_id)
    .where(
        _COLUMNS.station_id == bindparam("station"),
        _COLUMNS.participant_id == bindparam("participant"),
        _COLUMNS.state != "withdrawn",
    )
    .order_by(_COLUMNS.number)
)
_PAUSED_FOR = Prepared(
    select(func.max(_COLUMNS.author_paused).label("position")).where(
        _COLUMNS.station_id == bindparam("station"), _COLUMNS.participant_id == bindparam("participant")
    )
)
_PLACE = (
    select(
        Station.id,
        Station.event_id,
        Station.tables,
        Station.approve_first,
        Station.closed,
        Event.languages,
        Event.country,
        Event.phase,
        Event.votes_per_person,
        Round.id.label("round_id"),
        Round.ended_at,
    )
    .join(Event, Event.id == Station.event_id)
    .outerjoin(Round, (Round.event_id == Event.id) & (Round.position == Event.round_position))
)
_CODE_OF_TABLE = Prepared(
    select(JoinCode.code).where(JoinCode.station_id == bindparam("station"), JoinCode.table == bindparam("table"))
)
_paused = aliased(Contribution)
_IS_PAUSED = exists().where(
    _paused.participant_id == bindparam("participant"),
    _paused.station_id == Station.id,
    _paused.author_paused == func.coalesce(Event.round_position, 0),
)
"""Whether the author is paused in the running round; between two rounds the round that has ended counts."""
_PLACE_FOR = _PLACE.add_columns(
    Participant.id.label("author_id"),
    Participant.name.label("author"),
    Participant.greeted,
    Participant.joined_at,
    Participant.wrote_early,
    _IS_PAUSED.label("is_paused"),
).outerjoin(Participant, Participant.id == bindparam("participant"))
_PLACE_AND_AUTHOR = locking(
    _PLACE_FOR.where(Station.event_id == bindparam("event"), Station.slug == bindparam("station")), of=Station
)
_PLACE_OF = locking(
    _PLACE_FOR.join(Contribution, Contribution.station_id == Station.id).where(
        Contribution.id == bindparam("contribution"), Station.event_id == bindparam("event")
    ),
    of=Station,
)
_ADD = Prepared(insert(Contribution).values({column.name: bindparam(column.name) for column in _COLUMNS}))
_CHANGE = update(Contribution).where(Contribution.id == bindparam("contribution"))
_REWORD = Prepared(
    _CHANGE.values(
        text=bindparam("wording"),
        state=bindparam("becomes"),
        revision=bindparam("raised"),
        worded_at=bindparam("worded_at", type_=_COLUMNS.worded_at.type),
        **REWORDED_BY_AUTHOR,
    )
)
_WITHDRAW = Prepared(_CHANGE.values(revision=bindparam("raised"), **WITHDRAWN))


def find(actor: Actor, contribution_id: str) -> Contribution:
    """Find a contribution of the actor's event. Raises CafeError `unknown_contribution`."""
    return find_in(db.session, actor, contribution_id)


def find_in(session: CafeSession, actor: Actor, contribution_id: str) -> Contribution:
    """Find a contribution of the actor's event in a writing transaction, read anew from the database.

    Raises CafeError `unknown_contribution`.
    """
    found = session.execute(
        select(Contribution)
        .join(Station)
        .where(Contribution.id == contribution_id, Station.event_id == actor.event_id)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is None:
        raise CafeError("unknown_contribution")
    return found


def find_all_in(session: CafeSession, actor: Actor, ids: Collection[str]) -> list[Contribution]:
    """Find several contributions of the actor's event, as `find_in` does, in the order of their ids."""
    found = session.scalars(
        select(Contribution)
        .join(Station)
        .where(Contribution.id.in_(ids), Station.event_id == actor.event_id)
        .execution_options(populate_existing=True)
    )
    known = {one.id: one for one in found}
    if len(known) < len(ids):
        raise CafeError("unknown_contribution")
    return [known[id] for id in ids]


def paused_for(store: Store, actor: Actor, station_id: int) -> int | None:
    """Return the last round (its position; 0: before the first) for which a host paused this person at a station.

    The pause is over once another round begins; None where there never was one.
    """
    if actor.participant_id is None:
        return None
    position: int | None = store.one(_PAUSED_FOR, station=station_id, participant=actor.participant_id).position
    return position


def own(store: Store, actor: Actor, station_id: int) -> list[AnyRow]:
    """Return what this person wrote at a station and did not withdraw, in any state, oldest first."""
    if actor.participant_id is None:
        return []
    return store.all(_OWN, station=station_id, participant=actor.participant_id)


def add(
    actor: Actor,
    station: str,
    *,
    id: str,
    text: str,
    kind: str,
    language: str,
    table: int | None = None,
    reply_to: str | None = None,
    name: str = "",
) -> Committed[Written]:
    """Store what somebody wrote at a station (its slug); sent again with the same id, it is answered as before.

    `name` is what they typed beside it, to be called so from now on; empty: they are called as before.
    Where hosts approve first, a guest's waits (`pending`).
    Raises CafeError `not_joined`, `malformed` (id, reply_to), `unknown_kind`, `unknown_station`, `id_taken`, `paused`,
    `too_many` (retry_after), `unknown_language`, `unknown_table`, `unknown_contribution`, `wrong_station`,
    `parent_gone`, `station_closed`, and as `clean` and `participants.arrive` do.
    """
    if actor.participant_id is None:
        raise CafeError("not_joined")
    cards.check_order(id=id, kind=kind)
    if reply_to is not None:
        check_id(reply_to, field="reply_to")
    to_count: list[int] = []

    def work(store: Store) -> Committed[Written]:
        author = actor.participant_id
        place = store.first(_PLACE_AND_AUTHOR, event=actor.event_id, station=station, participant=author)
        if place is None:
            raise CafeError("unknown_station")
        known = store.first(_ROW, contribution=id)
        if known is not None:
            if known.participant_id != actor.participant_id or known.station_id != place.id:
                raise CafeError("id_taken")
            return _done_before(store, actor, known, "add")
        check_pause(actor, place)
        if place.closed and not actor.may_host(place.id):
            raise CafeError("station_closed")
        limits.count(actor, place.id, "add", age=age_of(place))
        here = table if not is_gone(store, place, table) else None
        wording = cards.worded(text=text, language=language, table=here, languages=place.languages, tables=place.tables)
        called = participants.name_typed(name) if name else None
        if reply_to is not None:
            _check_parent(store, actor, place.id, reply_to)
        if place.author_id is None:
            to_count.extend(participants.arrive(store, actor, language=language, name=called, wrote=True))
        elif not place.wrote_early and age_of(place) <= newcomers.EARLY:
            to_count.extend(participants.write_early(store, place.author_id))
        if place.author_id is not None and (called or not place.greeted):
            participants.call(store, place.author_id, called)
        waits = place.approve_first and not actor.may_host(place.id)
        revision, number = raise_revision_and_number(store, place.id)
        state = "pending" if waits else "visible"
        added = cards.row(
            id=id,
            station_id=place.id,
            participant_id=author,
            round_id=cards.round_of(place.phase, place.round_id, place.ended_at),
            number=number,
            table=here,
            kind=kind,
            language=language,
            text=wording,
            author=called or place.author,
            reply_to=reply_to,
            state=state,
            revision=revision,
        )
        store.do(_ADD, **added)
        return _remembered(store, actor, Written(id, place.id, number, wording, state, 0, revision))

    try:
        written = write_together(work)
    except IntegrityError as error:  # two servers stored the same id at two stations at the same moment
        raise CafeError("id_taken") from error
    if name:
        erasing.want()  # the name before this one
    return written._replace(dots=newcomers.count_again(to_count))


def edit(actor: Actor, contribution_id: str, *, text: str, was: str) -> Committed[Written]:
    """Reword one's own contribution; a host's rewording of it is replaced, and the wording before leaves the journal.

    Guests' wordings in other languages go with it, as a host's German one does.

    `was` is the wording that its author began from: what a host took out of it meanwhile does not come back. Where
    hosts approve first, a guest's wording waits again (`pending`).
    Raises CafeError `not_joined`, `unknown_contribution`, `not_yours`, `contribution_gone`, `contribution_hidden`,
    `paused`, `too_many` (retry_after), `reworded` (now), and as `clean` does.
    """
    actor.require_reader()

    def work(store: Store) -> Committed[Written]:
        place, known = _locked_own(store, actor, contribution_id)
        if known.state == "withdrawn":
            raise CafeError("contribution_gone")
        if known.state == "hidden":
            raise CafeError("contribution_hidden")
        if known.text == text:
            return _done_before(store, actor, known, "change")
        check_pause(actor, place)
        limits.count(actor, place.id, "change")
        wording = clean(text)
        if known.text == wording:
            limits.give_back(actor, place.id, "change")
            return _done_before(store, actor, known, "change")
        seen.check(known.text, was)
        waits = place.approve_first and not actor.may_host(place.id)
        state, revision = "pending" if waits else known.state, raise_revision(store, place.id)
        now_worded = {"wording": wording, "worded_at": now(), "becomes": state}
        store.do(_REWORD, contribution=contribution_id, raised=revision, **now_worded)
        worded.drop_all(store, contribution_id, revision)
        journal_words.forget(store, place.id, contribution_id)  # what hosts did to it says how it read
        if state != known.state and known.merged_into is not None:
            counting.count(store, contribution_id, known.merged_into, revision)
        return _remembered(store, actor, _written(known)._replace(text=wording, state=state, revision=revision))

    written = write_together(work)
    erasing.want()
    return written


def withdraw(actor: Actor, contribution_id: str, *, counted: bool = True) -> Committed[Written]:
    """Withdraw one's own contribution: its text is deleted, and every copy of it (`forgetting`); its dots are free.

    Repeating is harmless. Unless it is `counted`, whoever asks has counted it.
    Raises CafeError `not_joined`, `unknown_contribution`, `not_yours`, `too_many` (retry_after).
    """
    actor.require_reader()

    def work(store: Store) -> Committed[Written]:
        place, known = _locked_own(store, actor, contribution_id)
        if known.state == "withdrawn":
            return _done_before(store, actor, known, "change")
        if counted:
            limits.count(actor, place.id, "change")
        revision = raise_revision(store, place.id)
        store.do(_WITHDRAW, contribution=contribution_id, raised=revision)
        if known.merged_into is not None:
            counting.count(store, contribution_id, known.merged_into, revision)
        of_event = forgetting.forget(store, place, known, revision)
        worded.drop_all(store, contribution_id, revision)
        done = _committed(_written(known)._replace(text="", state="withdrawn", revision=revision))
        return orders.remember(store, actor, done._replace(event=of_event), who=orders.guest(actor))

    written = write_together(work)
    erasing.want()
    return written


def locked(store: Store, actor: Actor, contribution_id: str) -> tuple[AnyRow, AnyRow]:
    """Lock a contribution's station (`lock_place`), and return the station's row and the contribution's."""
    return lock_place(store, actor, contribution_id), store.one(_ROW, contribution=contribution_id)


def _locked_own(store: Store, actor: Actor, contribution_id: str) -> tuple[AnyRow, AnyRow]:
    """As `locked`, for its author alone. Raises CafeError `unknown_contribution`, `not_yours`."""
    place, known = locked(store, actor, contribution_id)
    if known.participant_id is None or known.participant_id != actor.participant_id:
        raise CafeError("not_yours")
    return place, known


def lock_place(store: Store, actor: Actor, contribution_id: str) -> AnyRow:
    """Lock a contribution's station, and return the station's row with what its event says.

    It says of who asks: `author_id` and `joined_at` (None where this is the first deed), `is_paused`.

    Nobody else changes the station before this transaction ends: what is to hold until then is read after it.
    Raises CafeError `unknown_contribution`.
    """
    place = store.first(_PLACE_OF, contribution=contribution_id, event=actor.event_id, participant=actor.participant_id)
    if place is None:
        raise CafeError("unknown_contribution")
    return place


def age_of(place: AnyRow) -> float:
    """Return how many seconds ago the row of who asks was stored; 0 where there is none."""
    return (now() - place.joined_at).total_seconds() if place.joined_at else 0.0


def check_pause(actor: Actor, place: AnyRow) -> None:
    """Refuse a guest whom a host paused at a place that was locked (`lock_place`). Raises CafeError `paused`."""
    if place.is_paused and not actor.may_host(place.id):
        raise CafeError("paused")


def is_gone(store: Store, place: AnyRow, table: int | None) -> bool:
    """Tell whether a station had a table once that it has no more: a phone there still sends its number."""
    if table is None or table <= place.tables:
        return False
    return store.first(_CODE_OF_TABLE, station=place.id, table=table) is not None


def _check_parent(store: Store, actor: Actor, station_id: int, reply_to: str) -> None:
    """Check what is answered, without a lock of its station: two people who name each other's would wait for ever."""
    parent = store.first(_PARENT, contribution=reply_to, event=actor.event_id)
    if parent is None:
        raise CafeError("unknown_contribution")
    if parent.station_id != station_id:
        raise CafeError("wrong_station")
    if parent.state != "visible" and not (parent.state == "pending" and actor.may_host(station_id)):
        raise CafeError("parent_gone")


def _done_before(store: Store, actor: Actor, known: AnyRow, what: str) -> Committed[Written]:
    """Answer an order that finds done what it wants; it counts where it is remembered, for that fills the disk, too."""
    if actor.order is not None:
        limits.count(actor, known.station_id, what)
    return _remembered(store, actor, _written(known))


def _remembered(store: Store, actor: Actor, written: Written) -> Committed[Written]:
    return orders.remember(store, actor, _committed(written), who=orders.guest(actor))


def _written(row: AnyRow) -> Written:
    return Written(row.id, row.station_id, row.number, row.text, row.state, row.votes, row.revision)


def _committed(written: Written) -> Committed[Written]:
    return of_station(written, written.station_id, written.revision, state=written.state)
