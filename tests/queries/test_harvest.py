"""What an event brought: complete, only what is visible, and the same numbers everywhere."""

import pytest

from facilitation.actor import Actor
from facilitation.models import Event, Station
from facilitation.queries import harvest, themes
from facilitation.queries.harvest import reading
from facilitation.services import (
    clusters,
    contributions,
    measures,
    merging,
    moderation,
    rounds,
    statements,
    stations,
    votes,
    wordings,
)
from facilitation.storage import turns
from tests.conftest import Guests, new_id, read, texts, write


def test_every_visible_text_is_in_the_harvest(event: Event, guest: Guests) -> None:
    for line in texts():
        station = event.stations[line["station"] - 1]
        write(guest(), station, line["text"], kind=line["kind"], language=line["lang"])
    brought = harvest.of(event)
    assert brought.contributions == 112
    for station in brought.stations:
        expected = [line["text"] for line in texts() if line["station"] == station.position]
        assert [one.text for one in station.contributions] == expected
        assert [one.number for one in station.contributions[:2]] == [
            f"S{station.position}-001",
            f"S{station.position}-002",
        ]
    assert brought.languages[0] == "de"
    assert set(brought.languages) == set(event.languages)


def test_what_is_hidden_waiting_or_withdrawn_is_not(
    guest: Guests, station: Station, host: Actor, organiser: Actor, event: Event
) -> None:
    author = guest()
    hidden, withdrawn, visible = (write(author, station, text) for text in ("Verborgen", "Weg", "Da"))
    moderation.hide(host, hidden.id)
    contributions.withdraw(author, withdrawn.id)
    stations.set_approve_first(organiser, station.id, on=True)
    write(author, station, "Wartet")
    (one,) = harvest.of(event).stations[0].contributions
    assert (one.id, one.number, one.text) == (visible.id, "S1-003", "Da")


def test_what_lies_in_a_theme_without_a_name_is_without_a_theme(
    guest: Guests, station: Station, host: Actor, organiser: Actor, event: Event
) -> None:
    card = write(guest(), station, "Ein Proberaum")
    theme = clusters.add(host, station.id, id=new_id()).row
    clusters.put(host, [card.id], theme.id)
    statements.add(host, station.id, id=new_id(), text="Räume!", round_position=1, behind={"clusters": [theme.id]})
    brought = harvest.of(event).stations[0]
    assert (brought.clusters, [one.id for one in brought.unclustered]) == ((), [card.id])
    assert (brought.contributions[0].cluster, brought.statements[0].themes) == (None, ())
    assert themes.clusters(event.id) == []
    clusters.rename(host, theme.id, title="Räume")
    brought = harvest.of(event).stations[0]
    assert ([one.title for one in brought.clusters], brought.unclustered) == (["Räume"], ())
    assert (brought.contributions[0].cluster, brought.statements[0].themes) == ("Räume", ("Räume",))


def test_clusters_come_with_their_dots_the_strongest_first(
    guest: Guests, station: Station, host: Actor, event: Event
) -> None:
    weak, strong, alone = (write(guest(), station, text) for text in ("Schwach", "Stark", "Allein"))
    for voter in (guest(), guest()):
        votes.set(voter, strong.id, on=True)
    for title, one in (("Geld", weak), ("Räume", strong)):
        cluster = clusters.add(host, station.id, id=new_id(), title=title).row
        clusters.put(host, [one.id], cluster.id)
    clusters.add(host, station.id, id=new_id(), title="Leer")
    brought = harvest.of(event).stations[0]
    assert [(cluster.title, cluster.votes) for cluster in brought.clusters] == [("Räume", 2), ("Geld", 0)]
    assert [one.id for one in brought.unclustered] == [alone.id]
    assert brought.clusters[0].contributions[0].cluster == "Räume"
    assert (brought.votes, brought.people) == (2, 5)


def test_contact_data_is_left_out_until_a_host_confirms(
    guest: Guests, station: Station, host: Actor, event: Event
) -> None:
    written = write(guest(), station, "Bitte muster@example.org schreiben")
    assert harvest.of(event).stations[0].contributions[0].text == "Bitte [Kontaktangabe] schreiben"
    moderation.confirm_contact(host, read(written.id))
    assert harvest.of(event).stations[0].contributions[0].text == "Bitte muster@example.org schreiben"


def test_a_german_wording_is_covered_like_the_text(guest: Guests, station: Station, host: Actor, event: Event) -> None:
    written = write(guest(), station, "Write to us", language="en")
    moderation.word_in_german(host, written.id, text="Schreiben Sie an muster@example.org", was=None)
    assert harvest.of(event).stations[0].contributions[0].german == "Schreiben Sie an [Kontaktangabe]"
    moderation.confirm_contact(host, {written.id: "Write to us\nSchreiben Sie an muster@example.org"})
    assert harvest.of(event).stations[0].contributions[0].german == "Schreiben Sie an muster@example.org"


def test_a_guests_german_wording_is_told_apart_from_a_hosts(
    guest: Guests, station: Station, host: Actor, event: Event
) -> None:
    written = write(guest(), station, "Write to us", language="en")
    reader = guest()
    said = wordings.add(
        reader, written.id, id=new_id(), language="de", text="An muster@example.org!", was="Write to us"
    ).row

    def told() -> tuple[str | None, str | None]:
        one = harvest.of(event).stations[0].contributions[0]
        return one.german, one.worded

    assert told() == (None, "An [Kontaktangabe]!")
    moderation.word_in_german(host, written.id, text="Schreiben Sie uns", was=None)
    assert told() == ("Schreiben Sie uns", None)
    moderation.word_in_german(host, written.id, text=None, was="Schreiben Sie uns")
    moderation.reword(host, written.id, text="Write", was="Write to us")
    assert told() == (None, None), "it was made of other words"
    moderation.reword(host, written.id, text="Write to us", was="Write")
    wordings.hide(host, said.id)
    assert told() == (None, None)


def test_others_have_their_turn_between_guests_wordings(
    guest: Guests, station: Station, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = guest()
    done: list[str] = []

    def cover(_: object, text: str) -> str:
        done.append(text)
        return text

    for number in range(2):
        written = write(guest(), station, f"Write {number}", language="en")
        wordings.add(reader, written.id, id=new_id(), language="de", text=f"Schreibt {number}", was=f"Write {number}")
    monkeypatch.setattr(reading, "TURN", 1)
    monkeypatch.setattr(turns, "give", lambda: done.append("turn"))
    monkeypatch.setattr(reading._Cover, "text", cover)
    harvest.of(event)
    first, second = sorted(done.index(f"Schreibt {number}") for number in range(2))
    assert "turn" in done[first:second]


def test_dots_of_merged_contributions_count_once(guest: Guests, station: Station, host: Actor, event: Event) -> None:
    head, beneath, alone = (write(guest(), station, text) for text in ("Räume", "Mehr Räume", "Geld"))
    theme = clusters.add(host, station.id, id=new_id(), title="Platz").row
    clusters.put(host, [head.id, beneath.id], theme.id)
    both = guest()
    for person, one in ((both, head), (both, beneath), (guest(), beneath), (guest(), alone)):
        votes.set(person, one.id, on=True)
    merging.merge(host, head.id, [beneath.id])
    brought = harvest.of(event)
    told = brought.stations[0]
    assert [(one.number, one.votes, one.merged_into) for one in told.contributions] == [
        ("S1-001", 2, None),
        ("S1-002", 2, "S1-001"),
        ("S1-003", 1, None),
    ]
    assert ([one.votes for one in told.clusters], [one.votes for one in told.unclustered]) == ([2], [1])
    assert (told.votes, brought.votes) == (3, 3)


def test_replies_and_rounds_are_named(guest: Guests, station: Station, organiser: Actor, event: Event) -> None:
    rounds.start(organiser, 1)
    parent = write(guest(), station)
    write(guest(), station, "Genau so ist es!", reply_to=parent.id)
    first, reply = harvest.of(event).stations[0].contributions
    assert (first.reply_to, reply.reply_to, reply.round) == (None, "S1-001", 1)


def test_statements_come_round_by_round(station: Station, host: Actor, event: Event) -> None:
    for position, text in ((None, "Alles"), (2, "Zwei"), (1, "Eins")):
        statements.add(host, station.id, id=new_id(), text=text, round_position=position)
    said = harvest.of(event).stations[0].statements
    assert [(one.text, one.round) for one in said] == [("Eins", 1), ("Zwei", 2), ("Alles", None)]


def test_open_questions_and_measures_are_told_apart(guest: Guests, station: Station, host: Actor, event: Event) -> None:
    written, hidden = write(guest(), station), write(guest(), station)
    theme, dissolved = (clusters.add(host, station.id, id=new_id(), title=title).row for title in ("Räume", "Geld"))
    behind = {"clusters": [dissolved.id, theme.id], "contributions": [hidden.id, written.id]}
    statements.add(host, station.id, id=new_id(), text="Räume zuerst.", round_position=None, behind=behind)
    statements.add(host, station.id, id=new_id(), text="Wer zahlt?", round_position=1, kind="question", behind=behind)
    moderation.hide(host, hidden.id)
    clusters.remove(host, dissolved.id)
    second, first, third = (
        measures.add(host, station.id, id=new_id(), what=what, who=who, state=state).row
        for what, who, state in (("Zwei", None, "open"), ("Eins", "VHS", "agreed"), ("Drei", None, "done"))
    )
    measures.arrange(host, station.id, [first.id, second.id])
    measures.remove(host, third.id)
    brought = harvest.of(event).stations[0]
    (said,), (asked,) = brought.statements, brought.questions
    assert (said.text, said.round, said.themes, said.voices) == ("Räume zuerst.", None, ("Räume",), ("S1-001",))
    assert (asked.text, asked.round, asked.themes, asked.voices) == ("Wer zahlt?", 1, ("Räume",), ("S1-001",))
    assert [(one.what, one.who, one.by_when, one.state) for one in brought.measures] == [
        ("Eins", "VHS", None, "agreed"),
        ("Zwei", None, None, "open"),
    ]


def test_an_event_without_anything_has_an_empty_harvest(event: Event) -> None:
    brought = harvest.of(event)
    assert (brought.contributions, brought.votes, brought.people, brought.languages) == (0, 0, 0, ())
    assert [station.clusters for station in brought.stations] == [(), (), ()]
