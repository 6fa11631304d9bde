"""The journal: every deed of a host stands in it, and can be taken back for the whole day."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.i18n.browser_texts import PHRASES
from facilitation.models import Contribution, JournalEntry, Measure, Statement, Station
from facilitation.queries import changes
from facilitation.services import (
    clusters,
    contact_data,
    contributions,
    journal,
    journal_chain,
    measures,
    moderation,
    statements,
    stations,
)
from facilitation.storage.transactions import writing
from tests.conftest import Guests, new_id, read, refused, write


def here(contribution_id: str) -> Contribution:
    return db.session.get_one(Contribution, contribution_id, populate_existing=True)


def latest(host: Actor, station: Station) -> JournalEntry:
    return journal.entries(host, station.id)[0]


def test_what_is_undone_and_done_again_however_often_is_marked_as_it_is(
    guest: Guests, station: Station, host: Actor
) -> None:
    id = write(guest(), station).id
    revision = moderation.highlight(host, id, on=True).row.revision
    for times in range(1, 6):
        revision = journal.undo(host, station.id, revision).answer["revision"]
        marked = [one.undone for one in reversed(journal.entries(host, station.id))]
        assert marked == [(times - place) % 2 == 1 for place in range(times + 1)]
        assert here(id).highlighted is not marked[0]
        assert journal_chain.faults(station) == []


def test_what_is_undone_twice_stays_marked_while_one_of_both_stands(
    guest: Guests, station: Station, host: Actor
) -> None:
    kept, other = (write(guest(), station).id for _ in range(2))
    theme = clusters.add(host, station.id, id=new_id(), title="Räume").row.id
    clusters.put(host, [kept, other], theme)
    put = latest(host, station).revision
    clusters.put(host, [kept], None)
    journal.undo(host, station.id, put)  # takes back what of it stood
    first = latest(host, station).revision
    journal.undo(host, station.id, first)
    journal.undo(host, station.id, put)
    second = latest(host, station).revision
    assert journal_chain.faults(station) == []
    journal.undo(host, station.id, second)
    assert journal_chain.faults(station) == []
    assert here(other).cluster_id == theme


def test_it_says_which_door_did_what(guest: Guests, station: Station, host: Actor, organiser: Actor) -> None:
    written = write(guest(), station)
    moderation.hide(host, written.id, reason="enthält Namen")
    shown = moderation.show(organiser, read(written.id)).row
    entries = journal.entries(host, station.id)
    assert [(one.door, one.deed) for one in entries] == [
        ("organiser", "contribution.show"),
        ("host", "contribution.hide"),
    ]
    assert entries[0].revision == shown.revision
    assert entries[1].items == [
        {
            "noun": "contribution",
            "id": written.id,
            "name": "Mehr Räume!",
            "before": {"state": "visible", "hidden_reason": None},
            "after": {"state": "hidden", "hidden_reason": "enthält Namen"},
        }
    ]


Deed = Callable[[Actor, Station, str], object]
DEEDS: dict[str, Deed] = {
    "hide": lambda host, _, id: moderation.hide(host, id, reason="doppelt"),
    "highlight": lambda host, _, id: moderation.highlight(host, id, on=True),
    "contact": lambda host, _, id: moderation.confirm_contact(host, read(id)),
    "reword": lambda host, _, id: moderation.reword(host, id, text="Räume für alle", was="Mehr Räume!"),
    "german": lambda host, _, id: moderation.word_in_german(host, id, text="Mehr Platz", was=None),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_what_was_done_to_a_contribution_is_taken_back_and_done_again(
    guest: Guests, station: Station, host: Actor, deed: Deed
) -> None:
    def state() -> list[object]:
        row = here(written.id)
        return [getattr(row, name) for name in Contribution.__table__.c.keys() if name != "revision"]  # noqa: SIM118

    written = write(guest(), station)
    before = state()
    deed(host, station, written.id)
    after, done = state(), latest(host, station).revision
    assert after != before
    undone = journal.undo(host, station.id, done).answer
    assert (state(), undone) == (before, {"revision": here(written.id).revision, "stays": 0})
    again = journal.undo(host, station.id, undone["revision"]).answer
    assert (state(), again["stays"]) == (after, 0)
    assert [one.undone for one in journal.entries(host, station.id)] == [False, True, False]


def test_asking_twice_changes_nothing(guest: Guests, station: Station, host: Actor) -> None:
    written = write(guest(), station)
    hidden = moderation.hide(host, written.id).row.revision
    first = journal.undo(host, station.id, hidden)
    assert journal.undo(host, station.id, hidden) == first
    assert here(written.id).state == "visible"
    assert moderation.show(host, read(written.id)).row.revision == first.answer["revision"]
    assert len(journal.entries(host, station.id)) == 2


def test_a_dissolved_cluster_comes_back_with_its_cards(guest: Guests, station: Station, host: Actor) -> None:
    one, two = write(guest(), station), write(guest(), station)
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    other = clusters.add(host, station.id, id=new_id(), title="Geld").row
    clusters.put(host, [one.id, two.id], cluster.id)
    removed = clusters.remove(host, cluster.id).row.revision
    clusters.put(host, [two.id], other.id)
    undone = journal.undo(host, station.id, removed).answer
    assert undone["stays"] == 1, "what somebody has moved since stays where it was put"
    assert [here(id).cluster_id for id in (one.id, two.id)] == [cluster.id, other.id]
    assert clusters.rename(host, cluster.id, title="Räume und Zeit").row.removed is False


def test_a_cluster_that_was_opened_by_mistake_goes(guest: Guests, station: Station, host: Actor) -> None:
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    journal.undo(host, station.id, cluster.revision)
    with refused("unknown_cluster"):
        clusters.rename(host, cluster.id, title="Zu spät")


def test_statements_come_back(station: Station, host: Actor) -> None:
    first = statements.add(host, station.id, id=new_id(), text="Räume zuerst.", round_position=None).row
    second = statements.add(host, station.id, id=new_id(), text="Dann Geld.", round_position=1).row
    turned = statements.arrange(host, station.id, [second.id, first.id]).answer["revision"]
    assert [first.position, second.position] == [2, 1]
    journal.undo(host, station.id, turned)
    assert [first.position, second.position] == [1, 2]
    removed = statements.remove(host, first.id).row.revision
    journal.undo(host, station.id, removed)
    assert statements.edit(host, first.id, text="Zuerst Räume.").row.text == "Zuerst Räume."


def test_what_was_changed_since_stays(guest: Guests, station: Station, host: Actor) -> None:
    written = write(guest(), station)
    first = moderation.reword(host, written.id, text="Zweite Fassung", was="Mehr Räume!").row.revision
    moderation.reword(host, written.id, text="Dritte Fassung", was="Zweite Fassung")
    with refused("changed_since"):
        journal.undo(host, station.id, first)
    assert here(written.id).text == "Dritte Fassung"


OFFICE, EVA = "Ruf an: 0351 4881234", "Ruf Eva an: 0171 8362736"


def public(station: Station, noun: str) -> str:
    """What the big screen is told of these."""
    return str(changes.read(station.id, 0, "wall")[noun])


def of_card(host: Actor, station: Station, id: str) -> tuple[int, str]:
    """A German wording with other contact data, then another text."""
    moderation.confirm_contact(host, read(id))
    revision = moderation.word_in_german(host, id, text="Oder an ada@example.org", was=None).row.revision
    moderation.reword(host, id, text=EVA, was=OFFICE)
    return revision, "contributions"


def of_confirming(host: Actor, station: Station, id: str) -> tuple[int, str]:
    """What was confirmed and taken back at once, then reworded: to take that back is to confirm."""
    confirmed = moderation.confirm_contact(host, read(id)).row.revision
    revision = journal.undo(host, station.id, confirmed).answer["revision"]
    moderation.reword(host, id, text=EVA, was=OFFICE)
    return revision, "contributions"


def of_statement(host: Actor, station: Station, id: str) -> tuple[int, str]:
    """Another text, then a translation."""
    statements.add(host, station.id, id=id, text=OFFICE, round_position=None)
    contact_data.confirm(host, Statement, id, was=OFFICE)
    revision = statements.edit(host, id, text="Kontakt später", was=OFFICE).row.revision
    statements.translate(host, id, language="en", text=EVA)
    return revision, "statements"


def of_measure(host: Actor, station: Station, id: str) -> tuple[int, str]:
    """Another step, then who takes it."""
    measures.add(host, station.id, id=id, what=OFFICE)
    contact_data.confirm(host, Measure, id, was=f"{OFFICE}\n\n")
    revision = measures.edit(host, id, what="Anrufen", who=None, by_when=None).row.revision
    measures.edit(host, id, what="Anrufen", who=EVA, by_when=None)
    return revision, "measures"


@pytest.mark.parametrize("deeds", [of_card, of_confirming, of_statement, of_measure])
def test_taking_back_shows_no_contact_data_that_nobody_confirmed(
    guest: Guests, station: Station, host: Actor, deeds: Callable[[Actor, Station, str], tuple[int, str]]
) -> None:
    revision, noun = deeds(host, station, write(guest(), station, OFFICE).id)
    assert "0171" not in public(station, noun)
    with refused("changed_since"):
        journal.undo(host, station.id, revision)
    assert "0171" not in public(station, noun)


def test_what_was_confirmed_is_so_again_with_all_its_words(station: Station, host: Actor) -> None:
    statement = statements.add(host, station.id, id=new_id(), text=OFFICE, round_position=None).row
    statements.translate(host, statement.id, language="en", text=EVA)
    contact_data.confirm(host, Statement, statement.id, was=f"{OFFICE}\n{EVA}")
    edited = statements.edit(host, statement.id, text="Kontakt später", was=OFFICE).row.revision
    journal.undo(host, station.id, edited)
    assert [words in public(station, "statements") for words in (OFFICE, EVA)] == [True, True]


def test_an_entry_of_an_earlier_version_confirms_nothing(guest: Guests, station: Station, host: Actor) -> None:
    written = write(guest(), station, OFFICE)
    revision, _ = of_card(host, station, written.id)
    with writing() as session:
        entry = session.query(JournalEntry).filter_by(revision=revision).one()
        told = [{name: item["after"][name] for name in ("german", "contact_confirmed")} for item in entry.items]
        entry.items = [{**item, "after": after} for item, after in zip(entry.items, told, strict=True)]
    journal.undo(host, station.id, revision)
    assert here(written.id).german is None
    assert "0171" not in public(station, "contributions")


def test_a_setting_is_taken_back(station: Station, host: Actor) -> None:
    stations.set_approve_first(host, station.id, on=True)
    undone = journal.undo(host, station.id, latest(host, station).revision)
    assert (undone.event, station.approve_first) == (True, False)


def test_nothing_of_what_an_author_took_back_stays(guest: Guests, station: Station, host: Actor) -> None:
    author = guest()
    written = write(author, station, "Meine Nummer steht hier")
    other = write(guest(), station)
    moderation.reword(host, written.id, text="[Nummer entfernt]", was="Meine Nummer steht hier")
    clusters.put(host, [written.id, other.id], clusters.add(host, station.id, id=new_id(), title="Räume").row.id)
    contributions.withdraw(author, written.id)
    assert "Nummer" not in repr([one.items for one in journal.entries(host, station.id)])
    undone = journal.undo(host, station.id, journal.entries(host, station.id)[0].revision).answer
    assert (undone["stays"], here(other.id).cluster_id, here(written.id).text) == (0, None, "")
    with refused("changed_since"):
        journal.undo(host, station.id, journal.entries(host, station.id)[-1].revision)


def test_only_this_stations_host_reads_and_takes_back(
    guest: Guests, station: Station, host: Actor, other_host: Actor
) -> None:
    author = guest()
    hidden = moderation.hide(host, write(author, station).id).row.revision
    for somebody in (author, other_host):
        with refused("not_allowed"):
            journal.undo(somebody, station.id, hidden)
        with refused("not_allowed"):
            journal.entries(somebody, station.id)
    with refused("unknown_entry"):
        journal.undo(host, station.id, hidden + 1)


def test_every_deed_has_its_sentence() -> None:
    # what organisers do to the plan stands in the event's journal
    services = [one for one in Path(journal.__file__).parent.glob("*.py") if one.name != "station_plan.py"]
    named = r'"((?:cluster|contribution|journal|measure|photo|statement|station|suggestion|wording)\.[a-z_]+)"'
    deeds = {deed for service in services for deed in re.findall(named, service.read_text(encoding="utf-8"))}
    assert {key.removeprefix("deed.") for key in PHRASES if key.startswith("deed.")} == deeds


@pytest.mark.parametrize("noun", ["contribution", "station"])
def test_an_entry_changes_nothing_at_another_station(
    guest: Guests, station: Station, other_station: Station, host: Actor, noun: str
) -> None:
    """An imported file may name in its journal what is in another one's, or in another event."""
    written = write(guest(), other_station)
    id: str | int = written.id if noun == "contribution" else other_station.id
    field, value = ("highlighted", False) if noun == "contribution" else ("approve_first", False)
    item = {"noun": noun, "id": id, "name": "", "before": {field: True}, "after": {field: value}}
    with writing() as session:
        session.add(JournalEntry(station_id=station.id, revision=1, door="host", deed="forged", items=[item]))
    with refused("changed_since"):
        journal.undo(host, station.id, 1)
    db.session.expire_all()
    assert (here(written.id).highlighted, other_station.approve_first) == (False, False)


def test_undoing_touches_nothing_of_another_station_whatever_the_journal_says(
    guest: Guests, station: Station, other_station: Station, host: Actor
) -> None:
    """A journal may have come in with an export that somebody made up."""
    own, there = write(guest(), station), write(guest(), other_station)
    revision = moderation.highlight(host, own.id, on=True).row.revision
    (item,) = latest(host, station).items
    for made_up in (
        {**item, "id": there.id, "before": {"text": "Von anderswo"}, "after": {"text": there.text}},
        {**item, "before": {"merged_into": there.id}},
        {**item, "noun": "station", "id": other_station.id, "before": {"approve_first": True}, "after": {}},
    ):
        with writing():
            latest(host, station).items = [made_up]
        before = (there.text, there.revision, other_station.revision, other_station.approve_first)
        with refused("changed_since"):
            journal.undo(host, station.id, revision)
        db.session.expire_all()
        assert (there.text, there.revision, other_station.revision, other_station.approve_first) == before
        assert own.merged_into is None
