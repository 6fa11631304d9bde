"""Key statements, per round or for the whole station."""

from facilitation.actor import Actor
from facilitation.models import Station
from facilitation.services import clusters, contributions, journal, moderation, statements
from tests.conftest import Guests, new_id, refused, write


def test_a_statement_belongs_to_its_round(station: Station, host: Actor) -> None:
    first = statements.add(host, station.id, id=new_id(), text="Jedes Amt nennt eine Person.", round_position=1).row
    whole = statements.add(host, station.id, id=new_id(), text="Räume zuerst.", round_position=None).row
    assert (first.round_id, first.position) == (station.event.rounds[0].id, 1)
    assert (whole.round_id, whole.position) == (None, 2)
    assert statements.add(host, station.id, id=first.id, text="Doppelt", round_position=1).row.text == first.text
    with refused("unknown_round"):
        statements.add(host, station.id, id=new_id(), text="Runde 9", round_position=9)


def test_edited_and_removed(station: Station, host: Actor) -> None:
    made = statements.add(host, station.id, id=new_id(), text="Räume zuerst.", round_position=None).row
    assert statements.edit(host, made.id, text="Räume zuerst!").row.revision == 2
    assert statements.remove(host, made.id).row.revision == 3
    with refused("unknown_statement"):
        statements.edit(host, made.id, text="Zu spät")


def test_only_this_stations_host_sums_up(guest: Guests, station: Station, host: Actor, other_host: Actor) -> None:
    made = statements.add(host, station.id, id=new_id(), text="Räume zuerst.", round_position=None).row
    wall = Actor(station.event_id, wall=True)
    for somebody in (guest(), other_host, wall):
        with refused("not_allowed"):
            statements.add(somebody, station.id, id=new_id(), text="Fremd", round_position=None)
        with refused("not_allowed"):
            statements.edit(somebody, made.id, text="Fremd")
        with refused("not_allowed"):
            statements.edit(somebody, made.id, text=made.text, behind={"clusters": [], "contributions": []})
        with refused("not_allowed"):
            statements.arrange(somebody, station.id, [made.id])
        with refused("not_allowed"):
            statements.remove(somebody, made.id)


def test_an_open_question_is_a_statement_of_another_kind(station: Station, host: Actor) -> None:
    made = statements.add(host, station.id, id=new_id(), text="Wer zahlt?", round_position=1, kind="question").row
    assert made.kind == "question"
    assert statements.edit(host, made.id, text="Die Stadt zahlt.", kind="statement").row.kind == "statement"
    assert statements.edit(host, made.id, text="Die Stadt zahlt!").row.kind == "statement"
    with refused("unknown_kind"):
        statements.add(host, station.id, id=new_id(), text="Oh", round_position=1, kind="idea")
    with refused("unknown_kind"):
        statements.edit(host, made.id, text="Oh", kind="wish")


def test_a_statement_says_what_it_rests_on(guest: Guests, station: Station, host: Actor) -> None:
    one, two = write(guest(), station), write(guest(), station)
    theme = clusters.add(host, station.id, id=new_id(), title="Räume").row
    behind = {"clusters": [theme.id], "contributions": [two.id, one.id, two.id]}
    made = statements.add(host, station.id, id=new_id(), text="Räume zuerst.", round_position=None, behind=behind).row
    assert made.behind == {"clusters": [theme.id], "contributions": [two.id, one.id]}
    changed = statements.edit(host, made.id, text=made.text, behind={"contributions": [one.id]}).row
    assert changed.behind == {"clusters": [], "contributions": [one.id]}
    assert statements.edit(host, made.id, text="Räume!").row.behind == {"clusters": [], "contributions": [one.id]}
    journal.undo(host, station.id, made.revision - 1)
    assert made.behind == {"clusters": [theme.id], "contributions": [two.id, one.id]}
    without = statements.add(host, station.id, id=new_id(), text="Ohne.", round_position=None).row
    assert without.behind == {"clusters": [], "contributions": []}


def test_it_rests_on_what_this_station_has(
    guest: Guests, station: Station, other_station: Station, host: Actor, other_host: Actor
) -> None:
    here, there = write(guest(), station), write(guest(), other_station)
    elsewhere = clusters.add(other_host, other_station.id, id=new_id(), title="Termine").row
    made = statements.add(host, station.id, id=new_id(), text="Räume zuerst.", round_position=None).row
    before = made.revision
    refusals: dict[str, list[tuple[str, str]]] = {
        "wrong_station": [("contributions", there.id), ("clusters", elsewhere.id)],
        "unknown_contribution": [("contributions", new_id())],
        "unknown_cluster": [("clusters", new_id()), ("clusters", here.id)],
    }
    for code, attempts in refusals.items():
        for noun, id in attempts:
            with refused(code):
                statements.edit(host, made.id, text=made.text, behind={"contributions": [here.id], noun: [id]})
            with refused(code):
                statements.add(host, station.id, id=new_id(), text="Neu", round_position=None, behind={noun: [id]})
    assert (made.revision, station.revision) == (before, before)


def test_what_is_hidden_or_dissolved_may_stay_behind_and_what_is_withdrawn_goes(
    guest: Guests, station: Station, host: Actor
) -> None:
    author = guest()
    hidden, withdrawn = write(author, station), write(author, station)
    theme = clusters.add(host, station.id, id=new_id(), title="Räume").row
    behind = {"clusters": [theme.id], "contributions": [hidden.id, withdrawn.id]}
    made = statements.add(host, station.id, id=new_id(), text="Räume zuerst.", round_position=None, behind=behind).row
    moderation.hide(host, hidden.id)
    contributions.withdraw(author, withdrawn.id)
    clusters.remove(host, theme.id)
    still = {"clusters": [theme.id], "contributions": [hidden.id]}
    assert statements.edit(host, made.id, text="Räume!", behind=behind).row.behind == still


def test_two_hosts_change_the_same_statement(station: Station, host: Actor, organiser: Actor) -> None:
    made = statements.add(host, station.id, id=new_id(), text="Alt.", round_position=1).row
    statements.edit(host, made.id, text="Neu.", was="Alt.")
    with refused("reworded") as refusal:
        statements.edit(organiser, made.id, text="Anders.", was="Alt.")
    assert refusal.value.detail == {"now": "Neu."}
    kept = statements.edit(organiser, made.id, text="Alt.", was="Alt.", kind="question").row
    assert (kept.text, kept.kind) == ("Neu.", "question"), "whoever leaves the words alone overwrites none"


def test_statements_are_put_into_order(
    station: Station, other_station: Station, host: Actor, other_host: Actor
) -> None:
    made = [statements.add(host, station.id, id=new_id(), text=text, round_position=1).row for text in ("A", "B", "C")]
    first, second, third = made
    statements.arrange(host, station.id, [third.id, first.id])
    assert [one.position for one in made] == [2, 3, 1]
    elsewhere = statements.add(other_host, other_station.id, id=new_id(), text="Fremd", round_position=1).row
    statements.remove(host, second.id)
    for id in (elsewhere.id, second.id):
        with refused("unknown_statement"):
            statements.arrange(host, station.id, [id])
