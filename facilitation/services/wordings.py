"""Wordings of contributions in other languages: of guests, and of hosts, which go first; one a language each.

The original stays what counts: dots, answers and reports belong to it. Hosts see every wording and can take it away;
where they approve first, a guest's waits. A host's German wording is `moderation.word_in_german`.
"""

from typing import NamedTuple

from sqlalchemy import and_, bindparam, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import check_id
from facilitation.models import Contribution, Event, MachineDraft, Station, Wording
from facilitation.models.wording import mark_of
from facilitation.services import cards, contributions, journal, limits, newcomers, orders, participants, seen, worded
from facilitation.services.committed import Committed, of_station
from facilitation.services.journal import Deed
from facilitation.storage import erasing
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import (
    CafeSession,
    let_go,
    lock_station,
    raise_revision,
    write_together,
    writing,
)
from facilitation.text import clean

GERMAN = "de"
"""Hosts' wordings in it stand with the contribution itself."""


class Worded(NamedTuple):
    """A wording as it was committed."""

    id: str
    station_id: int
    text: str
    state: str
    revision: int


_W = Wording.__table__.c
_ROW = Prepared(select(*_W).where(_W.id == bindparam("wording")))
_OF_CARD = Prepared(
    select(*_W).where(
        _W.contribution_id == bindparam("contribution"),
        _W.language == bindparam("spoken"),
        or_(*(_W.state == state for state in worded.STANDING)),
    )
)
_ADD = Prepared(insert(Wording).values({column.name: bindparam(column.name) for column in _W}))
_CHANGE = Prepared(
    update(Wording)
    .where(_W.id == bindparam("wording"))
    .values(
        text=bindparam("new_text"),
        made_of=bindparam("new_mark"),
        state=bindparam("becomes"),
        checked=False,
        revision=bindparam("raised"),
    )
)


def add(actor: Actor, contribution_id: str, *, id: str, language: str, text: str, was: str) -> Committed[Worded]:
    """Store what somebody says that a contribution means in another language; sent again, it is answered as before.

    `was` is how the contribution read for them. A wording of an older text gives way to it. Where hosts approve first,
    it waits (`pending`).
    Raises CafeError `not_joined`, `malformed` (id, language), `unknown_contribution`, `id_taken`, `paused`, `too_many`
    (retry_after), `unknown_language`, `contribution_gone`, `reworded` (now), `worded` where that language has a wording
    already, and as `clean` and `participants.arrive` do.
    """
    if actor.participant_id is None:
        raise CafeError("not_joined")
    check_id(id)
    to_count: list[int] = []
    gave_way: list[str] = []

    def work(store: Store) -> Committed[Worded]:
        place, card = contributions.locked(store, actor, contribution_id)
        known = store.first(_ROW, wording=id)
        if known is not None:
            if known.participant_id != actor.participant_id or known.contribution_id != contribution_id:
                raise CafeError("id_taken")
            return _done_before(store, actor, known, "add")
        contributions.check_pause(actor, place)
        limits.count(actor, place.id, "add", age=contributions.age_of(place))
        said = cards.worded(text=text, language=language, table=None, languages=place.languages, tables=place.tables)
        _check_card(card, place, was)
        if language == card.language:
            raise CafeError("malformed", field="language")
        revision = raise_revision(store, place.id)
        gave_way.extend(_make_way(store, card, language, revision))
        if place.author_id is None:
            to_count.extend(participants.arrive(store, actor, language=language, wrote=True))
        made = {
            "id": id,
            "station_id": place.id,
            "contribution_id": contribution_id,
            "participant_id": actor.participant_id,
            "language": language,
            "text": said,
            "made_of": mark_of(card.text),
            "state": _state(actor, place),
            "by_host": False,
            "checked": False,
            "revision": revision,
        }
        store.do(_ADD, **made)
        return _remembered(store, actor, Worded(id, place.id, said, made["state"], revision))

    try:
        done = write_together(work)
    except IntegrityError as error:  # two servers stored the same id at two stations at the same moment
        raise CafeError("id_taken") from error
    if gave_way:
        erasing.want()
    return done._replace(dots=newcomers.count_again(to_count))


def edit(actor: Actor, wording_id: str, *, text: str, was: str, read: str | None = None) -> Committed[Worded]:
    """Say one's own wording in other words. `was` is the wording before, `read` how the contribution read meanwhile.

    Where that is not how it reads by now, or is not said, the wording stays one of the text that it was made of: what a
    host took out of a contribution does not come back in another language.
    Raises CafeError `not_joined`, `unknown_wording`, `not_yours`, `contribution_gone`, `wording_hidden`, `paused`,
    `too_many` (retry_after), `reworded` (now), and as `clean` does.
    """

    def work(store: Store) -> Committed[Worded]:
        place, card, known = _own(store, actor, wording_id)
        if known.state == "withdrawn" or card.state != "visible":
            raise CafeError("contribution_gone")
        if known.state == "hidden":
            raise CafeError("wording_hidden")
        contributions.check_pause(actor, place)
        limits.count(actor, place.id, "change")
        said = cards.worded(
            text=text, language=known.language, table=None, languages=place.languages, tables=place.tables
        )
        mark = mark_of(card.text) if read is not None and _reads(card, place, read) else known.made_of
        if (known.text, known.made_of) == (said, mark):
            limits.give_back(actor, place.id, "change")
            return _done_before(store, actor, known, "change")
        seen.check(known.text, was, wanted=said)
        revision = raise_revision(store, place.id)
        state = _state(actor, place)
        store.do(_CHANGE, wording=wording_id, new_text=said, new_mark=mark, becomes=state, raised=revision)
        return _remembered(store, actor, Worded(known.id, place.id, said, state, revision))

    done = write_together(work)
    erasing.want()
    return done


def withdraw(actor: Actor, wording_id: str) -> Committed[Worded]:
    """Take one's own wording back: its text is deleted. Repeating is harmless.

    Raises CafeError `not_joined`, `unknown_wording`, `not_yours`, `too_many` (retry_after).
    """

    def work(store: Store) -> Committed[Worded]:
        place, _, known = _own(store, actor, wording_id)
        if known.state == "withdrawn":
            return _done_before(store, actor, known, "change")
        limits.count(actor, place.id, "change")
        revision = raise_revision(store, place.id)
        _empty(store, wording_id, revision)
        return _remembered(store, actor, Worded(known.id, place.id, "", "withdrawn", revision))

    done = write_together(work)
    erasing.want()
    return done


def approve(actor: Actor, wording_id: str, *, was: str) -> Committed[Wording]:
    """Show a wording that waits, or was hidden, and note that a host has read it; `was` is the text that was read.

    Raises CafeError `unknown_wording`, `not_allowed`, `contribution_gone`, `reworded` (now), `worded`.
    """
    with writing() as session:
        wording, deed = _begun(session, actor, wording_id, "wording.approve")
        seen.check(wording.text, was)
        if wording.state != "visible" and worded.is_taken(session, wording):
            raise CafeError("worded")
        deed.change(wording, state="visible", checked=True)
        return deed.done(wording, state=wording.state)


def word(
    actor: Actor, contribution_id: str, *, id: str, language: str, text: str | None, was: str | None, read: str
) -> Committed[Wording | None]:
    """Say as a host what a contribution means in a language of the event other than German, or (None) no more.

    `was` is the host's wording that was seen before, None where there was none; `read` the contribution's text. A
    wording before is hidden, so that taking back brings it again. Sent again, it is answered as before.
    Raises CafeError `malformed` (id, language: German, or the contribution's), `unknown_contribution`, `not_allowed`,
    `contribution_gone`, `unknown_language`, `reworded` (now), `id_taken`, and as `clean` does.
    """
    check_id(id)
    with writing() as session:
        card = contributions.find_in(session, actor, contribution_id)
        deed = Deed(session, actor, card.station_id, "wording.word")
        session.refresh(card)
        known = journal.known(session, Wording, id, card.station_id)
        if known is not None:
            return deed.done_before(known)
        if card.state == "withdrawn":
            raise CafeError("contribution_gone")
        event = session.get_one(Event, deed.station.event_id)
        if language not in event.languages:
            raise CafeError("unknown_language")
        if language.split("-")[0] in (GERMAN, card.language.split("-")[0]):
            raise CafeError("malformed", field="language")
        said = clean(text) if text is not None else None
        standing = _of_hosts(session, card, language)
        now = standing.text if standing else None
        if said == now:
            return deed.done(standing)
        seen.check(now, was)
        if said is not None:
            seen.check(card.text, read)
        if standing is not None:
            deed.change(standing, state="hidden")
        if said is None:
            return deed.done(standing)
        made = Wording(
            id=id,
            station_id=card.station_id,
            contribution_id=card.id,
            language=language,
            text=said,
            made_of=mark_of(card.text),
            state="visible",
            by_host=True,
            checked=True,
        )
        deed.add(made, gone={"state": "hidden"})
        return deed.done(made, state=made.state)


def _of_hosts(session: CafeSession, card: Contribution, language: str) -> Wording | None:
    """Return the hosts' wording that stands, of the text as it reads now."""
    wanted = select(Wording).where(
        Wording.contribution_id == card.id,
        Wording.language == language,
        Wording.by_host,
        Wording.state == "visible",
        Wording.made_of == mark_of(card.text),
    )
    return session.scalars(wanted.execution_options(populate_existing=True)).first()


def hide(actor: Actor, wording_id: str) -> Committed[Wording]:
    """Take a wording away from every phone, whatever it reads by now; the original stays.

    Raises CafeError `unknown_wording`, `not_allowed`, `contribution_gone` where its guest took it back.
    """
    with writing() as session:
        wording, deed = _begun(session, actor, wording_id, "wording.hide")
        deed.change(wording, state="hidden")
        done = deed.done(wording, state=wording.state)
        # It may say what a machine said, which must not come back in its place.
        of_same = MachineDraft.contribution_id == wording.contribution_id, MachineDraft.language == wording.language
        worded.drop_drafts(session, and_(*of_same), wording.revision)
        return done


def take_all_back(actor: Actor) -> Committed[None]:
    """Take back all wordings of a person, in one transaction; repeating is harmless."""
    theirs = Wording.participant_id == actor.participant_id, Wording.state != "withdrawn"
    found = db.session.scalars(select(Wording.station_id).where(*theirs).distinct().order_by("station_id")).all()
    let_go()
    if not found:
        return Committed(None)
    revisions: dict[int, int] = {}
    with writing() as session:
        for station_id in found:
            lock_station(session, station_id)
            revisions[station_id] = raise_revision(session, station_id)
            session.execute(
                update(Wording)
                .where(*theirs, Wording.station_id == station_id)
                .values(revision=revisions[station_id], **worded.GONE)
                .execution_options(synchronize_session=False)
            )
    erasing.want()
    return Committed(None, stations=revisions)


def _own(store: Store, actor: Actor, wording_id: str) -> tuple[AnyRow, AnyRow, AnyRow]:
    """Lock a wording's station; return the station's row, the contribution's, and the wording's, which is the actor's.

    Raises CafeError `not_joined`, `unknown_wording`, `not_yours`.
    """
    actor.require_reader()
    known = store.first(_ROW, wording=wording_id)
    if known is None:
        raise CafeError("unknown_wording")
    if known.participant_id is None or known.participant_id != actor.participant_id:
        raise CafeError("not_yours")
    place, card = contributions.locked(store, actor, known.contribution_id)
    return place, card, store.one(_ROW, wording=wording_id)


def _begun(session: CafeSession, actor: Actor, wording_id: str, name: str) -> tuple[Wording, Deed]:
    """Lock a wording's station, and return the wording with a host's deed that may change it."""
    known = session.execute(
        select(Wording.station_id)
        .join(Station, Station.id == Wording.station_id)
        .where(Wording.id == wording_id, Station.event_id == actor.event_id)
    ).first()
    if known is None:
        raise CafeError("unknown_wording")
    deed = Deed(session, actor, known.station_id, name)
    wording = session.get_one(Wording, wording_id, populate_existing=True)
    if wording.state == "withdrawn":
        raise CafeError("contribution_gone")
    return wording, deed


def _check_card(card: AnyRow, place: AnyRow, was: str) -> None:
    """Check that a contribution can be worded, and reads as somebody saw it."""
    if card.state != "visible":
        raise CafeError("contribution_gone")
    if not _reads(card, place, was):
        seen.check(worded.reads(card, place.country), was)


def _reads(card: AnyRow, place: AnyRow, read: str) -> bool:
    """Tell whether a contribution reads as somebody saw it, with contact data covered or not."""
    return seen.is_same(card.text, read) or seen.is_same(worded.reads(card, place.country), read)


def _make_way(store: Store, card: AnyRow, language: str, revision: int) -> list[str]:
    """Take back wordings of an older text, and return their ids.

    Raises CafeError `worded` where one of this text stands, or a host's.
    """
    if language == "de" and card.german:
        raise CafeError("worded")
    older = store.all(_OF_CARD, contribution=card.id, spoken=language)
    if any(one.made_of == mark_of(card.text) for one in older):
        raise CafeError("worded")
    guests = [one.id for one in older if not one.by_host]
    for id in guests:
        _empty(store, id, revision)
    return guests


def _empty(store: Store, wording_id: str, revision: int) -> None:
    store.do(_CHANGE, wording=wording_id, new_text="", new_mark="", becomes="withdrawn", raised=revision)


def _state(actor: Actor, place: AnyRow) -> str:
    return "pending" if place.approve_first and not actor.may_host(place.id) else "visible"


def _done_before(store: Store, actor: Actor, known: AnyRow, what: str) -> Committed[Worded]:
    """Answer an order that finds done what it wants; it counts where it is remembered, for that fills the disk, too."""
    if actor.order is not None:
        limits.count(actor, known.station_id, what)
    return _remembered(store, actor, Worded(known.id, known.station_id, known.text, known.state, known.revision))


def _remembered(store: Store, actor: Actor, done: Worded) -> Committed[Worded]:
    committed = of_station(done, done.station_id, done.revision, state=done.state)
    return orders.remember(store, actor, committed, who=orders.guest(actor))
