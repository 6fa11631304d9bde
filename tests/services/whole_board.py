"""What must hold of a station whatever hosts and guests did and took back, read from the tables and nothing else."""

from collections import Counter

from sqlalchemy import select

from facilitation.extensions import db
from facilitation.models import Cluster, Contribution, Event, Participant, Statement, Station, Vote, Wording
from facilitation.services import journal_chain
from facilitation.services.worded import STANDING


def check(station_id: int) -> None:
    """See that the board is whole: each card in one place, in a theme that stands, and no dots from nowhere."""
    db.session.rollback()
    cards = {one.id: one for one in db.session.scalars(select(Contribution).filter_by(station_id=station_id))}
    here = {id: one for id, one in cards.items() if one.state != "withdrawn"}
    themes = set(db.session.scalars(select(Cluster.id).filter_by(station_id=station_id, removed=False)))
    assert {one.cluster_id for one in here.values()} <= {None, *themes}, "a card is in a theme that is gone"
    for open_to in ({"visible"}, {"visible", "pending"}):  # the public's board and the hosts'
        on_board = {id for id, one in here.items() if one.state in open_to}
        beneath = {id: here[id].merged_into for id in on_board if here[id].merged_into in on_board}
        assert not beneath.keys() & set(beneath.values()), "a card lies beneath one that lies beneath another"
    for id, one in here.items():
        assert one.merged_into != id, "a card lies beneath itself"
    _check_dots(station_id, cards)
    _check_what_rests_on(station_id, cards)


def check_journal(station_id: int) -> None:
    """See that the journal tells of each deed whether it stands."""
    db.session.rollback()
    assert journal_chain.faults(db.session.get_one(Station, station_id)) == []


def _check_what_rests_on(station_id: int, cards: dict[str, Contribution]) -> None:
    """See that statements rest on nothing that is withdrawn, and a text has one wording of hosts and of guests each."""
    gone = {id for id, one in cards.items() if one.state == "withdrawn"}
    for statement in db.session.scalars(select(Statement).filter_by(station_id=station_id)):
        assert gone.isdisjoint(statement.behind["contributions"]), "a statement rests on what was withdrawn"
    wordings = db.session.scalars(select(Wording).filter_by(station_id=station_id)).all()
    standing = [one for one in wordings if one.state in STANDING]
    told = Counter((one.contribution_id, one.made_of, one.language, one.by_host) for one in standing)
    assert max(told.values(), default=1) == 1, "two wordings of one text in one language"
    assert not [one for one in wordings if one.contribution_id in gone and one.text], "a wording of what was withdrawn"


def _check_dots(station_id: int, cards: dict[str, Contribution]) -> None:
    event_id = db.session.get_one(Station, station_id).event_id
    most = db.session.get_one(Event, event_id).votes_per_person
    given = db.session.execute(
        select(Vote.participant_id, Vote.contribution_id)
        .join(Participant, Participant.id == Vote.participant_id)
        .where(Vote.contribution_id.in_(cards), Participant.left_out.is_(False))
    ).all()
    seen = Counter(person for person, id in given if cards[id].state == "visible")
    assert max(seen.values(), default=0) <= most, "somebody has more dots than there are"
    for id, one in cards.items():
        of_it = [id, *(other.id for other in cards.values() if other.merged_into == id and other.state == "visible")]
        people = {person for person, card in given if card in of_it}
        if one.state != "withdrawn":
            assert one.votes == len(people) + sum(cards[card].by_hand for card in of_it), "dots that nobody gave"
