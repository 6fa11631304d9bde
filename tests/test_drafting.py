"""Contributions are translated by the organisers' own translator, once a contribution and language that is read."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from facilitation import bounds, drafting
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.i18n import libre_translate as client
from facilitation.models import Contribution, MachineDraft, Station
from facilitation.queries import wordings as questions
from facilitation.queries.machine_drafts import Place
from facilitation.services import contributions, machine_drafts, moderation, own, wordings
from facilitation.storage import erasing
from facilitation.storage.statements import reading
from tests.conftest import Doors, Guests, OpenScreen, Screen, Settle, deleted_on, new_id, read, write
from tests.translator import Translator, encoded, libre_translate, translated

STATION = "foerderung-und-raeume"
TEXT, ARABIC = "Wir brauchen mehr Räume am Abend!", "نحتاج إلى غرف أكثر في المساء!"
OTHER, OTHER_ARABIC = "Wer bezahlt im Winter die Heizung?", "من يدفع ثمن التدفئة في الشتاء؟"

Look = Callable[[], None]


@pytest.fixture
def machine(app: Flask) -> Iterator[Translator]:
    """A translator of the organisers' own, whom the settings name."""
    with libre_translate() as running:
        running.says = {(TEXT, "ar"): ARABIC, (OTHER, "ar"): OTHER_ARABIC}
        app.extensions["config"] = replace(app.extensions["config"], translate_url=running.url)
        yield running


@pytest.fixture
def wanted(machine: Translator, organiser: Actor) -> Translator:
    """The same, at an event whose organisers switched machine drafts on."""
    machine_drafts.switch(organiser, on=True)
    return machine


def reads(phone: Screen, *languages: str) -> dict[str, Any]:
    """A phone at the station reads these languages; what it is answered."""
    phone.open(STATION)
    answer = phone.order("wording.open", station=STATION, languages=dict.fromkeys(languages, 0), drafts=True)
    assert answer["ok"], answer
    return {code: told["wordings"] for code, told in answer["languages"].items()}


@pytest.fixture
def arab(screen: OpenScreen, doors: Doors) -> Screen:
    """A phone that reads Arabic."""
    phone = screen(doors.stations[STATION])
    reads(phone, "ar")
    return phone


def drafts(language: str = "ar") -> dict[str, str]:
    """What lies in the database, by contribution."""
    db.session.rollback()
    rows = db.session.scalars(select(MachineDraft).where(MachineDraft.language == language)).all()
    return {row.contribution_id: row.text for row in rows}


def shown(station: Station, language: str = "ar") -> dict[str, str]:
    """What phones are shown, by contribution."""
    with reading() as store:
        told = questions.read(store, station.id, {language: 0}, drafts=True)[language]["wordings"]
    return {one["contribution"]: one["text"] for one in told}


def texts(machine: Translator) -> list[tuple[str, str]]:
    """What was sent, and into which language."""
    return [(one["q"], one["target"]) for one in machine.asked if one["path"] == "/translate"]


def test_a_phone_is_told_what_the_machine_says(
    wanted: Translator, station: Station, guest: Guests, arab: Screen, settle: Settle
) -> None:
    card = write(guest(), station, TEXT)
    drafting.look()
    settle()
    (told,) = arab.news("wording.changed")
    revision = card.revision + 1
    draft = {"contribution": card.id, "text": ARABIC, "revision": revision, "by": "machine"}
    assert [{name: one[name] for name in draft} for one in told["wordings"]] == [draft]
    assert (told["language"], told["since"], told["revision"]) == ("ar", 0, revision)
    assert reads(arab, "ar")["ar"] == told["wordings"], "as whoever comes later reads it"


def test_it_is_asked_once_and_for_what_somebody_reads(
    wanted: Translator, station: Station, guest: Guests, arab: Screen
) -> None:
    for language, text in (("de", TEXT), ("ar", ARABIC), ("und", "Qui sait?")):
        write(guest(), station, text, language=language)
    for _ in range(3):
        drafting.look()
    assert texts(wanted) == [(TEXT, "ar")]


@pytest.mark.parametrize("without", ["a translator", "a switch", "readers"])
def test_nothing_is_sent_without(
    app: Flask, machine: Translator, organiser: Actor, station: Station, guest: Guests, screen: OpenScreen,
    doors: Doors, without: str,
) -> None:  # fmt: skip
    machine_drafts.switch(organiser, on=without != "a switch")
    if without == "a translator":
        app.extensions["config"] = replace(app.extensions["config"], translate_url=None)
    if without != "readers":
        reads(screen(doors.stations[STATION]), "ar")
    write(guest(), station, TEXT)
    drafting.look()
    assert (machine.asked, drafts()) == ([], {})


def test_what_is_newest_comes_first_and_what_most_read(
    wanted: Translator, station: Station, guest: Guests, arab: Screen, screen: OpenScreen, doors: Doors,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(drafting, "AT_ONCE", 100)
    for _ in range(2):
        reads(screen(doors.stations[STATION]), "fr", "uk")
    reads(screen(doors.stations[STATION]), "fr")
    said = [f"Satz {name} über Räume" for name in ("eins", "zwei")]
    for text in said:
        write(guest(), station, text)
    drafting.look()
    older, newer = said
    assert texts(wanted) == [
        *((newer, target) for target in ("fr", "uk", "ar")),
        *((older, target) for target in ("fr", "uk", "ar")),
    ]


def test_what_nobody_may_read_is_never_sent(
    wanted: Translator, station: Station, guest: Guests, host: Actor, arab: Screen
) -> None:
    author = guest()
    hidden, withdrawn = write(author, station, "Geheim eins"), write(author, station, "Geheim zwei")
    moderation.hide(host, hidden.id, reason=None)
    contributions.withdraw(author, withdrawn.id)
    station.approve_first = True
    db.session.commit()
    write(author, station, "Geheim drei")
    drafting.look()
    assert texts(wanted) == []


def test_contact_data_is_never_sent_and_is_masked_in_the_draft(
    wanted: Translator, station: Station, guest: Guests, arab: Screen
) -> None:
    wanted.says[("Bitte X0X oder X1X anrufen!", "ar")] = "يرجى الاتصال على X0X أو X1X!"
    card = write(guest(), station, "Bitte 0351 4881234 oder ada@example.org anrufen!")
    drafting.look()
    assert texts(wanted) == [("Bitte X0X oder X1X anrufen!", "ar")]
    assert shown(station) == {card.id: "يرجى الاتصال على ••• أو •••!"}


LIES = {
    "HTML": translated("<html><body>سجل الدخول</body></html>"),
    "nothing": translated(" "),
    "10,000 characters": translated("غ" * 10_000),
    "another language": translated("Nous avons besoin de salles."),
    "the text itself": translated(TEXT),
    "no text": translated(7),
    "another text": translated(OTHER_ARABIC),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_cannot_be_believed_is_not_kept_and_asked_for_much_later(
    wanted: Translator, station: Station, guest: Guests, arab: Screen, lie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(guest(), station, OTHER_ARABIC, language="ar")
    card = write(guest(), station, TEXT)
    monkeypatch.setattr(drafting, "PAUSES", (3600.0, 3600.0))
    wanted.answers += [(200, LIES[lie])]
    wanted.answers.insert(0, (200, encoded(wanted.languages())))
    drafting.look()
    drafting.look()
    assert (len(texts(wanted)), drafts(), shown(station)) == (1, {}, {})
    monkeypatch.setattr(drafting, "PAUSES", (-1.0, -1.0))  # it is later
    drafting._state.clear()
    for _ in range(6):
        wanted.answers.append((200, LIES[lie]))
        drafting.look()
    assert len(texts(wanted)) == 1 + 3, "and three times at most"
    wanted.answers.clear()
    moderation.reword(
        Actor(station.event_id, hosts=frozenset({station.id})), card.id, text=OTHER, was=TEXT
    )  # which is another text
    drafting.look()
    assert texts(wanted)[-1] == (OTHER, "ar")


def test_two_texts_with_one_translation_have_none(
    wanted: Translator, station: Station, guest: Guests, arab: Screen, settle: Settle
) -> None:
    wanted.says[(TEXT, "ar")] = OTHER_ARABIC
    first = write(guest(), station, TEXT)
    drafting.look()
    assert shown(station) == {first.id: OTHER_ARABIC}
    second = write(guest(), station, OTHER)
    drafting.look()
    assert (shown(station), drafts()) == ({}, {first.id: ""})
    settle()
    assert [one["wordings"][0].get("gone") for one in arab.news("wording.changed")][-1] is True
    assert second.id not in drafts()


def test_the_same_words_may_have_the_same_translation(
    wanted: Translator, station: Station, guest: Guests, arab: Screen
) -> None:
    cards = {write(guest(), station, TEXT).id for _ in range(2)}
    drafting.look()
    assert shown(station) == dict.fromkeys(cards, ARABIC)


@pytest.mark.parametrize("status", [403, 429, 500])
def test_a_translator_that_is_away_is_left_alone(
    wanted: Translator, station: Station, guest: Guests, arab: Screen, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, other = write(guest(), station, TEXT), write(guest(), station, OTHER)
    wanted.answers += [(200, encoded(wanted.languages())), (status, encoded({"error": "no"}))]
    for _ in range(3):
        drafting.look()
    assert len(texts(wanted)) == 1
    assert drafting._state.away_for == 2 * drafting.FIRST_AWAY
    drafting._state.away_until = 0.0  # later
    drafting.look()
    assert shown(station) == {card.id: ARABIC}, "another text comes first: it may have been for that one"
    assert texts(wanted)[0] == (OTHER, "ar")
    assert other.id not in drafts()


def test_a_translator_that_answers_nothing_holds_nobody_up(
    app: Flask, wanted: Translator, station: Station, guest: Guests, arab: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "PATIENCE", 0.05)
    write(guest(), station, TEXT)
    wanted.may_answer.clear()
    drafting.look()
    assert drafts() == {}
    assert drafting._state.away_for == 2 * drafting.FIRST_AWAY
    write(guest(), station, OTHER)  # nothing is locked
    wanted.may_answer.set()


@pytest.mark.parametrize("meanwhile", ["edited", "hidden", "withdrawn", "worded", "switched off"])
def test_what_changed_while_it_was_translated_has_no_draft(
    wanted: Translator, station: Station, guest: Guests, host: Actor, organiser: Actor, arab: Screen, meanwhile: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    author = guest()
    card = write(author, station, TEXT)
    keep = machine_drafts.keep

    def late(*args: Any, **fields: Any) -> Any:
        CHANGES[meanwhile](author, host, organiser, card)
        return keep(*args, **fields)

    monkeypatch.setattr(machine_drafts, "keep", late)
    drafting.look()
    assert texts(wanted) == [(TEXT, "ar")]
    assert drafts() == {}


def word(actor: Actor, card: Contribution) -> str:
    """A guest's wording in Arabic."""
    id = new_id()
    wordings.add(actor, card.id, id=id, language="ar", text="غرف أكثر", was=card.text)
    return id


CHANGES: dict[str, Callable[[Actor, Actor, Actor, Contribution], object]] = {
    "edited": lambda author, host, organiser, card: contributions.edit(author, card.id, text=OTHER, was=TEXT),
    "hidden": lambda author, host, organiser, card: moderation.hide(host, card.id, reason=None),
    "withdrawn": lambda author, host, organiser, card: contributions.withdraw(author, card.id),
    "worded": lambda author, host, organiser, card: word(author, card),
    "switched off": lambda author, host, organiser, card: machine_drafts.switch(organiser, on=False),
}
GONE = {
    **{name: change for name, change in CHANGES.items() if name != "worded"},
    "reworded": lambda author, host, organiser, card: moderation.reword(host, card.id, text=OTHER, was=TEXT),
    "all deleted by its author": lambda author, host, organiser, card: own.delete(author),
}


@pytest.mark.parametrize("deed", GONE)
def test_with_its_text_a_draft_is_gone_from_phones_and_disk(
    wanted: Translator, station: Station, guest: Guests, host: Actor, organiser: Actor, arab: Screen, settle: Settle,
    deed: str,
) -> None:  # fmt: skip
    author = guest()
    card = write(author, station, TEXT)
    drafting.look()
    assert drafts() == {card.id: ARABIC}
    settle()
    arab.news("wording.changed")
    erasing.erase()
    before = erasing.is_wanted()
    done = GONE[deed](author, host, organiser, card)
    drafting._tell(_place(station), done if hasattr(done, "stations") else None)  # type: ignore[arg-type]
    assert (drafts(), shown(station)) == ({card.id: ""}, {})
    assert (before, erasing.is_wanted()) == (False, True)
    settle()
    assert [one["wordings"][0]["gone"] for one in arab.news("wording.changed")] == [True]


def _place(station: Station) -> Any:
    return Place(station.id, station.event_id, station.revision, "DE")


def test_after_a_host_showed_it_again_it_is_drafted_anew(
    wanted: Translator, station: Station, guest: Guests, host: Actor, arab: Screen
) -> None:
    card = write(guest(), station, TEXT)
    drafting.look()
    moderation.hide(host, card.id, reason=None)
    drafting.look()
    moderation.show(host, read(card.id))
    drafting.look()
    assert shown(station) == {card.id: ARABIC}
    assert len(texts(wanted)) == 2


def test_a_guests_wording_which_a_host_took_away_is_not_followed_by_the_machines(
    wanted: Translator, station: Station, guest: Guests, host: Actor, arab: Screen
) -> None:
    """Somebody may have said that the machine is right."""
    card = write(guest(), station, TEXT)
    drafting.look()
    said = word(guest(), card)
    wordings.hide(host, said)
    drafting.look()
    assert (shown(station), drafts()) == ({}, {card.id: ""})


def test_a_hosts_german_wording_needs_no_draft(
    wanted: Translator, station: Station, guest: Guests, host: Actor, screen: OpenScreen, doors: Doors
) -> None:
    reads(screen(doors.stations[STATION]), "de")
    card = write(guest(), station, ARABIC, language="ar")
    moderation.word_in_german(host, card.id, text="Mehr Räume!", was=None)
    drafting.look()
    assert texts(wanted) == []


def test_so_many_a_minute(
    wanted: Translator, station: Station, guest: Guests, arab: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "DRAFTS_A_MINUTE", 3)
    for number in range(5):
        write(guest(), station, f"Satz {'x' * number} über Räume")
    wanted.says = {(f"Satz {'x' * number} über Räume", "ar"): f"{'غ' * number} جملة" for number in range(5)}
    for _ in range(3):
        drafting.look()
    assert len(texts(wanted)) == 3
    drafting._state.asked.clear()  # a minute later
    drafting.look()
    assert len(texts(wanted)) == 5


def test_so_many_are_looked_at(
    wanted: Translator, station: Station, guest: Guests, arab: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "DRAFTS_LOOKED_AT", 2)
    monkeypatch.setattr(drafting, "AT_ONCE", 100)
    for number in range(3):
        write(guest(), station, f"Satz {'x' * number}")
    drafting.look()
    assert len(texts(wanted)) == 2


def test_what_is_remembered_of_refusals_is_bounded() -> None:
    assert drafting._state.refused.maxsize == bounds.DRAFTS_REFUSED


def test_with_the_event_drafts_are_deleted(wanted: Translator, station: Station, guest: Guests, arab: Screen) -> None:
    write(guest(), station, TEXT)
    drafting.look()
    assert deleted_on(station.event.delete_on) == ["dresden-2023"]
    assert db.session.query(MachineDraft).count() == 0


def test_hosts_are_told_nothing_of_drafts(
    wanted: Translator, station: Station, guest: Guests, arab: Screen, screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    board = screen(doors.hosts[STATION])
    board.open(STATION)
    board.order("wording.open", station=STATION, audience="hosts")
    write(guest(), station, TEXT)
    drafting.look()
    settle()
    assert board.news("wording.changed") == []
    assert board.order("wording.open", station=STATION, audience="hosts")["wordings"] == []
    assert not [one for one in board.news("station.changed") if ARABIC in str(one)]
    word(guest(), db.session.scalars(select(Contribution)).one())


def test_a_guest_makes_it_theirs(wanted: Translator, station: Station, guest: Guests, arab: Screen) -> None:
    card = write(guest(), station, TEXT)
    drafting.look()
    said = wordings.add(guest(), card.id, id=new_id(), language="ar", text=ARABIC, was=TEXT).row
    assert (said.state, said.text) == ("visible", ARABIC)
    drafting.look()
    assert len(texts(wanted)) == 1
    assert read(card.id) == {card.id: TEXT}
