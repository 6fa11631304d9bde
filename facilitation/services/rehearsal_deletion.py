"""Deleting a rehearsal: everything of its simulated guests goes, and nothing of what real people wrote.

What goes: the guests, their texts, dots, answers and orders; themes and statements that the rehearsal made, and themes
of nothing but its cards; what hosts' journals say of any of these; clocks, phases, the survey's state and the event's
journal of them. What stays: the event's texts, doors and codes; what real people wrote, with its number. Numbers and
revisions are never given twice: each station begins a new age, so that every screen reads it anew.
"""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import (
    Cluster,
    CommonTheme,
    Contribution,
    Dismissal,
    DoneOrder,
    Event,
    FeedbackAnswer,
    JournalEntry,
    MachineDraft,
    Participant,
    Round,
    Statement,
    Station,
    Translation,
    Vote,
    Wording,
)
from facilitation.models.translation import key_of
from facilitation.services import counting, event_journal, journal_chain, orders, rehearsals, translations
from facilitation.services.committed import Committed
from facilitation.services.journal import REHEARSAL
from facilitation.storage import erasing, survey_keys, turns
from facilitation.storage.transactions import (
    CafeSession,
    begin_age,
    lock_stations_and_event,
    raise_event_revision,
    writing,
)

DEEDS = (
    *("round.start", "round.extend", "round.end", "round.resume"),
    *("feedback.", "event.announce", "wall."),
)
"""How the names of deeds begin that are about clocks, phases, the survey and the wall; rounds' plan stays as it is."""


class _Gone(NamedTuple):
    """What goes: ids of contributions, clusters and statements, and the texts of the latter two."""

    cards: frozenset[str]
    clusters: frozenset[str]
    statements: frozenset[str]
    said: frozenset[str]

    @property
    def ids(self) -> frozenset[str]:
        return self.cards | self.clusters | self.statements


def delete_all(actor: Actor) -> Committed[None]:
    """Delete the event's rehearsal, whether or not it still runs: its guests are nobody from now on.

    Raises CafeError `not_allowed`, `unknown_rehearsal`.
    """
    actor.require_organiser()
    with writing() as session:
        stations, event = lock_stations_and_event(session, actor.event_id)
        known = rehearsals.of(event.id)
        if known is None:
            raise CafeError("unknown_rehearsal")
        begun_deed = known.begun_deed
        session.delete(known)
        guests = _guests(event.id)
        gone = _gone(session, [station.id for station in stations], guests)
        revisions = {}
        for station in stations:
            revisions[station.id] = _delete_at(session, station, gone, guests)
        _delete_at_event(session, event, gone, guests)
        _put_back(session, event, begun_deed)
        erasing.want()
        done: Committed[None] = Committed(None, stations=revisions, event=True, survey="state", newcomers="came")
    survey_keys.destroy(actor.event_id)  # of the rehearsal's survey; the day's gets one of its own
    return done


def _guests(event_id: int) -> Any:
    return select(Participant.id).where(Participant.event_id == event_id, Participant.simulated)


def _gone(session: CafeSession, stations: Collection[int], guests: Any) -> _Gone:
    """Return what goes of these stations: what simulated guests wrote, and what was made of nothing else."""
    written = select(Contribution.id).where(
        Contribution.station_id.in_(stations), Contribution.participant_id.in_(guests)
    )
    cards = frozenset(session.scalars(written))
    made = frozenset(_made(session, stations))
    in_them = select(Contribution.id, Contribution.cluster_id).where(
        Contribution.station_id.in_(stations), Contribution.cluster_id.is_not(None)
    )
    real: set[str] = set()
    simulated: set[str] = set()
    for id, cluster_id in session.execute(in_them):
        (simulated if id in cards else real).add(str(cluster_id))
    themes = select(Cluster.id, Cluster.title).where(Cluster.station_id.in_(stations))
    clusters = {id: title for id, title in session.execute(themes) if id in made or id in simulated - real}
    sentences = select(Statement.id, Statement.text).where(Statement.station_id.in_(stations))
    statements = {id: text for id, text in session.execute(sentences) if id in made}
    said = frozenset({*clusters.values(), *statements.values()})
    return _Gone(cards, frozenset(clusters), frozenset(statements), said)


def _made(session: CafeSession, stations: Collection[int]) -> Iterable[str]:
    """Return the ids of everything that the rehearsal's hosts made; whoever undid it, its journal entry tells."""
    entries = select(JournalEntry).where(JournalEntry.station_id.in_(stations), JournalEntry.door == REHEARSAL)
    for entry in session.scalars(entries):
        turns.give_after_a_slice()
        yield from (str(item["id"]) for item in entry.items if item["before"].get("removed"))


def _delete_at(session: CafeSession, station: Station, gone: _Gone, guests: Any) -> int:
    """Delete what goes at a station, let what stays stand alone, and return the station's revision in its new age."""
    begin_age(session, station.id)
    session.expire(station, ["revision"])
    revision = station.revision
    here = select(Contribution.id).where(Contribution.station_id == station.id)
    simulated = select(Contribution.id).where(
        Contribution.station_id == station.id, Contribution.participant_id.in_(guests)
    )
    _tidy_journal(session, station.id, gone)
    touched = _touched(session, station.id, gone, guests)
    _run(session, delete(Vote).where(Vote.participant_id.in_(guests), Vote.contribution_id.in_(here)))
    _run(session, delete(Vote).where(Vote.contribution_id.in_(simulated)))
    _run(session, delete(Wording).where(Wording.participant_id.in_(guests), Wording.station_id == station.id))
    for made_of in (Wording, MachineDraft):
        _run(session, delete(made_of).where(made_of.contribution_id.in_(simulated)))
    for column in (Contribution.reply_to, Contribution.merged_into):
        names = update(Contribution).where(Contribution.station_id == station.id, column.in_(simulated))
        _run(session, names.values({column: None}))
    themes = select(Cluster.id).where(Cluster.station_id == station.id, Cluster.id.in_(gone.clusters))
    sorted_in = update(Contribution).where(Contribution.station_id == station.id, Contribution.cluster_id.in_(themes))
    _run(session, sorted_in.values(cluster_id=None))
    mine = Contribution.station_id == station.id
    _run(session, update(Contribution).where(mine, Contribution.id.in_(simulated)).values(reply_to=None))
    _run(session, delete(Contribution).where(mine, Contribution.participant_id.in_(guests)))
    for model, ids in ((Cluster, gone.clusters), (Statement, gone.statements)):
        _run(session, delete(model).where(model.station_id == station.id, model.id.in_(ids)))
    for statement in session.scalars(select(Statement).where(Statement.station_id == station.id)).all():
        left = {noun: [id for id in ids if id not in gone.ids] for noun, ids in statement.behind.items()}
        if left != statement.behind:
            statement.behind, statement.revision = left, revision
    for dismissal in session.scalars(select(Dismissal).where(Dismissal.station_id == station.id)).all():
        rest = [id for id in dismissal.ids if id not in gone.cards]
        if len(rest) < 2:
            session.delete(dismissal)
        elif rest != dismissal.ids:
            dismissal.ids = rest
    session.flush()
    if touched:
        counting.count_in(session, touched, revision)
    return revision


def _touched(session: CafeSession, station_id: int, gone: _Gone, guests: Any) -> set[str]:
    """Return the real contributions whose dots or place change, because simulated ones or their dots go."""
    here = Contribution.station_id == station_id
    dotted = select(Vote.contribution_id).join(Contribution).where(here, Vote.participant_id.in_(guests))
    rows = session.execute(
        select(Contribution.id, Contribution.merged_into, Contribution.reply_to, Contribution.cluster_id).where(here)
    ).all()
    into = {row.id: row.merged_into for row in rows}
    found = set(session.scalars(dotted)) | {row.id for row in rows if row.merged_into in gone.cards}
    found |= {row.id for row in rows if row.reply_to in gone.cards or row.cluster_id in gone.clusters}
    found |= {head for id in found | gone.cards if (head := into.get(id)) is not None}
    return found - gone.cards


def _tidy_journal(session: CafeSession, station_id: int, gone: _Gone) -> None:
    """Take out of a station's journal what the rehearsal's hosts did, and what real ones did to anything that goes.

    What stays can be undone as before; its chain is made anew from the first entry on that went.
    """
    entries = list(journal_chain.of_station(station_id))
    out = set()
    for entry in entries:
        turns.give_after_a_slice()
        if entry.door == REHEARSAL or _names(entry.items, gone.ids):
            out.add(entry.id)
    while more := {entry.id for entry in entries if entry.undoes in out} - out:
        out |= more
    if not out:
        return
    _run(session, update(JournalEntry).where(JournalEntry.id.in_(out)).values(undoes=None))
    _run(session, delete(JournalEntry).where(JournalEntry.id.in_(out)))
    before, changed = journal_chain.FIRST, False
    for entry in entries:
        turns.give_after_a_slice()
        if entry.id in out:
            session.expunge(entry)
            changed = True
            continue
        if changed:
            entry.link = journal_chain.link(before, entry)
        before = entry.link
    session.flush()


def _names(said: Any, ids: Collection[str]) -> bool:
    """Tell whether anything in a journal's items names one of these ids."""
    if isinstance(said, dict):
        return any(_names(one, ids) for one in said.values())
    if isinstance(said, list):
        return any(_names(one, ids) for one in said)
    return isinstance(said, str) and said in ids


def _delete_at_event(session: CafeSession, event: Event, gone: _Gone, guests: Any) -> None:
    for theme in session.scalars(select(CommonTheme).where(CommonTheme.event_id == event.id)).all():
        left = [id for id in theme.clusters if id not in gone.clusters]
        if left != theme.clusters:
            theme.clusters, theme.revision = left, theme.revision + 1
    session.flush()
    standing = {text.original for text in (*translations.own_texts(event), *translations.hosts_texts(event))}
    for said in gone.said - standing:
        of_it = Translation.event_id == event.id, Translation.key == key_of(said)
        _run(session, delete(Translation).where(*of_it))
    _run(session, delete(FeedbackAnswer).where(FeedbackAnswer.event_id == event.id, FeedbackAnswer.simulated))
    in_it = DoneOrder.event_id == event.id, DoneOrder.who.startswith(orders.SIMULATED)
    _run(session, delete(DoneOrder).where(*in_it))
    _run(session, delete(Participant).where(Participant.event_id == event.id, Participant.simulated))


def _put_back(session: CafeSession, event: Event, begun_deed: int) -> None:
    """Let the event be as before its first round: a rehearsal begins at no other time."""
    event.phase, event.round_position = "before", None
    event.announcement, event.announcement_translations, event.announcement_until = None, {}, None
    event.feedback_state, event.feedback_closed_at, event.feedback_shown = "before", None, False
    event.wall_scene = ""
    clocks = {"started_at": None, "ends_at": None, "ended_at": None}
    _run(session, update(Round).where(Round.event_id == event.id).values(clocks))
    session.flush()
    event_journal.take_out(session, event.id, begun_deed, DEEDS)
    raise_event_revision(session, event.id)


def _run(session: CafeSession, statement: Any) -> None:
    """Execute a statement; who reads has a turn before it, while those who write wait until all is gone."""
    turns.give_after_a_slice()
    session.execute(statement.execution_options(synchronize_session=False))
