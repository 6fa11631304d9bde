"""What was withdrawn is nowhere any more: not in what hosts and organisers made of it."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Text, cast, func, select, update

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import (
    Cluster,
    CommonTheme,
    Contribution,
    Event,
    JournalEntry,
    MachineDraft,
    Measure,
    Photo,
    Recommendation,
    ReportText,
    Statement,
    Station,
    Translation,
    Wording,
)
from facilitation.models.wording import mark_of
from facilitation.queries import changes
from facilitation.services import (
    clusters,
    common_themes,
    contributions,
    events,
    forgetting,
    forgotten,
    journal,
    journal_chain,
    measures,
    merging,
    moderation,
    quoting,
    recommendations,
    report_texts,
    statements,
    translations,
    wordings,
)
from facilitation.services.quoting import LEFT_OUT
from facilitation.storage import erasing
from facilitation.storage.statements import reading
from facilitation.storage.transactions import writing
from facilitation.transfer import records, restoring
from tests.conftest import NOON, Guests, new_id, refused, wording, write
from tests.remains import found
from tests.services.copies import OWN, TEXT, WORD, drive


@pytest.fixture
def author(guest: Guests) -> Actor:
    return guest()


@pytest.fixture
def card(author: Actor, station: Station) -> str:
    """The contribution that will be withdrawn."""
    return write(author, station, TEXT, language="en").id


def everything() -> Iterator[tuple[str, str]]:
    """Every value of every row, with the name of its table and column."""
    db.session.rollback()
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            for name, value in row._mapping.items():
                told = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
                yield f"{table.name}.{name}", told


def holding(word: str = WORD) -> set[str]:
    return {place for place, value in everything() if word in value}


def test_no_column_of_any_table_holds_it(
    card: str, station: Station, host: Actor, organiser: Actor, author: Actor, guest: Guests
) -> None:
    drive(card, station, host, organiser, guest())
    assert holding() == {
        *("contribution.text", "contribution.original", "contribution.german", "contribution.hidden_reason"),
        *("cluster.title", "statement.text", "statement.translations", "measure.what", "measure.who", "photo.caption"),
        *("report_text.text", "recommendation.what", "common_theme.title", "event.announcement"),
        *("journal_entry.items",),
    }, "it was not everywhere before"
    contributions.withdraw(author, card)
    assert holding() == set()
    assert holding("Frau Schmidt") == set()
    assert {place for place in holding(card) if place != "journal_entry.items"} == {
        *("contribution.id", "contribution.reply_to", "vote.contribution_id", "dismissal.ids"),
        "journal_entry.seals",
    }


def test_nor_does_any_language_into_which_a_copy_was_translated(
    card: str, station: Station, host: Actor, organiser: Actor, author: Actor, event: Event
) -> None:
    clusters.add(host, station.id, id=new_id(), title=TEXT)
    statements.add(host, station.id, id=new_id(), text=TEXT, round_position=None)
    many = db.session.scalar(select(func.count()).select_from(Translation))
    translations.put(organiser, {"ar": {TEXT: "نسخة"}, "uk": {TEXT: "копія"}})
    events.announce(organiser, text="Ein Beitrag aus dem Saal:", minutes=5, others={"en": TEXT, "fr": "Du café !"})
    contributions.withdraw(author, card)
    assert (holding(), holding("نسخة"), holding("копія")) == (set(), set(), set())
    assert db.session.scalar(select(func.count()).select_from(Translation)) == many
    announced = db.session.scalars(select(Event).where(Event.id == event.id)).one()
    assert (announced.announcement, list(announced.announcement_translations)) == ("Ein Beitrag aus dem Saal:", ["fr"])


def test_nor_does_a_translation_of_what_a_theme_or_statement_said_before(
    card: str, station: Station, host: Actor, organiser: Actor, author: Actor
) -> None:
    theme, statement = new_id(), new_id()
    clusters.add(host, station.id, id=theme, title=TEXT)
    statements.add(host, station.id, id=statement, text=f"{TEXT} {OWN}", round_position=None)
    clusters.add(host, station.id, id=new_id(), title=OWN)
    translations.put(organiser, {"ar": {TEXT: "نسخة", f"{TEXT} {OWN}": "نسخة", OWN: "شيء آخر"}, "en": {OWN: TEXT}})
    clusters.rename(host, theme, title="Orte", was=TEXT)
    statements.edit(host, statement, text=OWN, was=f"{TEXT} {OWN}")
    contributions.withdraw(author, card)
    assert (holding(), holding("نسخة"), holding("شيء آخر")) == (set(), set(), {"translation.text"})


def test_nor_does_a_hosts_wording_of_another_contribution(
    card: str, station: Station, host: Actor, author: Actor, guest: Guests
) -> None:
    head = write(guest(), station, OWN).id
    merging.merge(host, head, [card])
    only = wordings.word(host, head, id=new_id(), language="en", text=TEXT, was=None, read=OWN).row
    beside = wordings.word(host, head, id=new_id(), language="ar", text=f"شيء آخر. {TEXT}", was=None, read=OWN).row
    assert only
    assert beside
    contributions.withdraw(author, card)
    assert holding() == set()
    left = {id: db.session.get_one(Wording, id, populate_existing=True) for id in (only.id, beside.id)}
    assert (left[only.id].state, left[beside.id].state) == ("withdrawn", "visible")
    assert left[beside.id].text == f"شيء آخر. {LEFT_OUT}."
    assert journal_chain.faults(station) == []


def test_nor_does_a_copy_of_what_a_host_said_in_another_language(
    card: str, station: Station, host: Actor, author: Actor
) -> None:
    said = wordings.word(host, card, id=new_id(), language="ar", text=f"كلمة {WORD} في نص", was=None, read=TEXT).row
    assert said
    behind = {"clusters": [], "contributions": [card]}
    statements.add(host, station.id, id=new_id(), text=f"{OWN} {said.text}", round_position=None, behind=behind)
    contributions.withdraw(author, card)
    assert holding() == set()


def test_nor_does_what_was_made_in_other_languages_of_a_text_that_quoted_it(
    card: str, station: Station, host: Actor, author: Actor, guest: Guests
) -> None:
    head = write(guest(), station, OWN).id
    merging.merge(host, head, [card])
    moderation.reword(host, head, text=f"{TEXT} {OWN}", was=OWN)
    quoted = wording(head)
    wordings.add(guest(), head, id=new_id(), language="en", text=f"The {WORD} in English", was=quoted)
    with writing() as session:
        draft = {"language": "ar", "text": f"{WORD} من الآلة", "made_of": mark_of(quoted), "revision": 1}
        session.add(MachineDraft(id=new_id(), station_id=station.id, contribution_id=head, **draft))
    assert {"wording.text", "machine_draft.text"} < holding()
    contributions.withdraw(author, card)
    assert holding() == set()
    assert wording(head) == f"{LEFT_OUT}. {OWN}"


def test_what_a_host_said_of_others_in_another_language_before_it_stays(
    station: Station, host: Actor, author: Actor, guest: Guests
) -> None:
    head = write(guest(), station, OWN).id
    said = wordings.word(host, head, id=new_id(), language="en", text=TEXT, was=None, read=OWN).row
    assert said
    later = write(author, station, TEXT, language="en").id
    merging.merge(host, head, [later])
    contributions.withdraw(author, later)
    assert db.session.get_one(Wording, said.id, populate_existing=True).text == TEXT


def test_translations_of_the_organisers_own_texts_stay_whatever_is_withdrawn(
    event: Event, station: Station, host: Actor, author: Actor
) -> None:
    before = translations.every(event.id)
    own = [text.original for text in translations.own_texts(event) if len(text.original) <= 120]
    for text in [text for text in own if quoting.Wording(text, NOON).is_telling[False]][:4]:
        card = write(author, station, text).id
        theme = new_id()
        clusters.add(host, station.id, id=theme, title=text)
        contributions.withdraw(author, card)
        assert db.session.get_one(Cluster, theme, populate_existing=True).title != text, "the theme was a copy"
        assert translations.every(event.id) == before, text


def test_every_text_of_the_organisers_is_known_as_their_own(event: Event) -> None:
    with reading() as store:
        rows = [row for asked in forgotten._OWN for row in store.all(asked, event=event.id)]
    held = [held if isinstance(held, list) else [held] for row in rows for held in row]
    assert {text for texts in held for text in texts if text} == {one.original for one in translations.own_texts(event)}


def test_what_was_nothing_but_a_copy_goes_and_own_sentences_stay_without_it(
    card: str, station: Station, host: Actor, organiser: Actor, author: Actor, guest: Guests
) -> None:
    made = drive(card, station, host, organiser, guest())
    contributions.withdraw(author, card)
    db.session.rollback()

    def row(model: Any, name: str) -> Any:
        return db.session.get_one(model, made[name], populate_existing=True)

    assert (row(Cluster, "theme").title, row(Cluster, "renamed").title) == ("", "Orte")
    statement, sentence = row(Statement, "statement"), row(Statement, "sentence")
    assert (statement.text, statement.translations, statement.removed) == ("", {}, True)
    assert (sentence.text, sentence.removed) == (f"Zwei Tische schreiben: „{LEFT_OUT}.“", False)
    assert sentence.behind == {"clusters": [made["theme"]], "contributions": [made["merged"]]}
    measure = row(Measure, "measure")
    assert (measure.what, measure.who, measure.removed) == ("", None, True)
    assert (row(Photo, "photo").caption, row(Photo, "photo").removed) == ("", False)
    merged, quoted, doubled = (row(Contribution, name) for name in ("merged", "quoted", "doubled"))
    assert (merged.text, merged.german, merged.original) == (f"{LEFT_OUT}. {OWN}", None, f"{OWN} 0")
    assert (quoted.text, quoted.state) == (LEFT_OUT, "visible"), "what a host may have taken out does not come back"
    assert (doubled.hidden_reason, doubled.state) == (f"Sagt dasselbe: {LEFT_OUT}.", "hidden")
    assert row(Contribution, "reply").text == OWN
    assert (row(Recommendation, "recommendation").what, row(Recommendation, "recommendation").why) == ("", OWN)
    assert (row(CommonTheme, "common").title, row(CommonTheme, "common").text) == ("", OWN)
    assert db.session.scalars(select(ReportText.text)).one() == f"{OWN}\n\n{LEFT_OUT}."
    assert db.session.scalars(select(Event.announcement)).one() == f"Bitte lesen: {LEFT_OUT}."


def test_no_byte_of_it_is_left_on_the_disk(
    tmp_path: Path, card: str, station: Station, host: Actor, organiser: Actor, author: Actor, guest: Guests
) -> None:
    drive(card, station, host, organiser, guest())
    contributions.withdraw(author, card)
    assert erasing.is_wanted()
    erasing.erase()
    assert found(tmp_path, [WORD, "Frau Schmidt"]) == {}


def test_screens_are_told_of_all_that_changed(
    card: str, station: Station, host: Actor, organiser: Actor, author: Actor, guest: Guests
) -> None:
    made = drive(card, station, host, organiser, guest())
    before = db.session.get_one(Station, station.id, populate_existing=True).revision
    db.session.rollback()
    done = contributions.withdraw(author, card)
    assert (done.stations, done.event) == ({station.id: before + 1}, True)
    public, hosts = (changes.read(station.id, before, audience) for audience in ("public", "hosts"))
    gone = {
        (noun, one["id"]) for noun, some in public.items() if isinstance(some, list) for one in some if "gone" in one
    }
    assert gone >= {("contributions", card), ("clusters", made["theme"]), ("statements", made["statement"])}
    inside = [one for one in public["contributions"] if one["id"] == made["merged"]]
    assert [one["cluster"] for one in inside] == [None], "for others a theme without a name is none"
    assert [one["title"] for one in hosts["clusters"] if one["id"] == made["theme"]] == [""]


def test_what_somebody_else_said_in_the_same_words_stays_with_its_copies(
    card: str, station: Station, host: Actor, author: Actor, guest: Guests
) -> None:
    write(guest(), station, TEXT.rstrip("."))
    theme = clusters.add(host, station.id, id=new_id(), title=TEXT).row.id
    contributions.withdraw(author, card)
    assert db.session.get_one(Cluster, theme, populate_existing=True).title == TEXT


ALL_BUT_THE_CARD = ("contribution", "participant", "station", "event.revision", "house", "done_order")
"""Tables and columns that change with a withdrawal in any case."""


def everything_else() -> list[tuple[str, str]]:
    return [(place, value) for place, value in everything() if not place.startswith(ALL_BUT_THE_CARD)]


def say_everywhere(text: str, station: Station, host: Actor, organiser: Actor, other: str) -> str:
    """Let hosts and organisers write a text wherever they write; return the id of a theme of that name."""
    theme = clusters.add(host, station.id, id=new_id(), title=text).row.id
    statements.add(host, station.id, id=new_id(), text=text, round_position=None)
    measures.add(host, station.id, id=new_id(), what="Tun", who=text)
    moderation.reword(host, other, text=text, was=wording(other))
    moderation.word_in_german(host, other, text=text, was=None)
    report_texts.write(organiser, name="summary", language="de", text=f"Also: {text}", known=0)
    recommendations.write(organiser, id=new_id(), what=text, why=text, responsibility="Stadt", horizon="short", known=0)
    common_themes.write(organiser, id=new_id(), title=text, text=text, clusters=[], known=0)
    events.announce(organiser, text=f"Bitte lesen: {text}", minutes=30)
    return theme


def test_nobody_deletes_what_hosts_wrote_by_writing_and_withdrawing_the_same(
    station: Station, host: Actor, organiser: Actor, author: Actor, guest: Guests
) -> None:
    text = "Die Stadt richtet einen Runden Tisch für Jugendliche ein"
    other = write(guest(), station, OWN).id
    theme = say_everywhere(text, station, host, organiser, other)
    card = write(author, station, text).id
    clusters.put(host, [card], theme)
    before = everything_else()
    contributions.withdraw(author, card)
    kept, gone = everything_else(), "journal_entry.items"  # what was done with the card itself leaves the journal
    assert [one for one in kept if not one[0].startswith("journal_entry")] == [
        one for one in before if not one[0].startswith("journal_entry")
    ]
    said = [value for place, value in before if place == gone and text in value and card not in value]
    assert [value for place, value in kept if place == gone and text in value] == said != []
    assert (wording(other), db.session.get_one(Contribution, other, populate_existing=True).german) == (text, text)


def test_nor_by_changing_an_earlier_contribution_to_it(
    station: Station, host: Actor, organiser: Actor, author: Actor, guest: Guests
) -> None:
    text = "Die Stadt richtet einen Runden Tisch für Jugendliche ein"
    card, other = write(author, station, "Platz da").id, write(guest(), station, OWN).id
    theme = say_everywhere(text, station, host, organiser, other)
    clusters.put(host, [card], theme)
    contributions.edit(author, card, text=text, was="Platz da")
    before = everything_else()
    contributions.withdraw(author, card)
    assert everything_else() == before
    assert wording(other) == text


def test_a_text_that_was_there_before_is_no_copy_when_it_is_worded_longer(
    station: Station, host: Actor, organiser: Actor, author: Actor
) -> None:
    text = "Die Stadt richtet einen Runden Tisch für Jugendliche ein"
    said = statements.add(host, station.id, id=new_id(), text=text, round_position=None).row.id
    card = write(author, station, text).id
    statements.edit(host, said, text=f"{text}, und zwar bald")
    contributions.withdraw(author, card)
    assert db.session.get_one(Statement, said, populate_existing=True).text == f"{text}, und zwar bald"


def test_copies_that_were_made_of_a_changed_wording_go(
    station: Station, host: Actor, organiser: Actor, author: Actor, guest: Guests
) -> None:
    card, other = write(author, station, "Platz da").id, write(guest(), station, OWN).id
    contributions.edit(author, card, text=TEXT, was="Platz da")
    say_everywhere(TEXT, station, host, organiser, other)
    contributions.withdraw(author, card)
    assert holding() == set()


def test_of_the_reports_texts_the_last_wording_counts_and_what_nothing_dates_stays(
    station: Station, organiser: Actor, author: Actor
) -> None:
    older, newer, undated = new_id(), new_id(), new_id()

    def say(id: str, why: str, known: int, horizon: str = "short") -> None:
        recommendations.write(organiser, id=id, what=TEXT, why=why, responsibility="", horizon=horizon, known=known)

    say(older, "", 0)
    say(newer, "", 0)
    card = write(author, station, TEXT).id
    say(older, "", 1, horizon="long")  # chosen, not written
    say(newer, OWN, 1)
    say(undated, "", 0)
    db.session.execute(update(Recommendation).where(Recommendation.id == undated).values(worded_at=None))
    db.session.commit()
    contributions.withdraw(author, card)
    said = [db.session.get_one(Recommendation, id, populate_existing=True).what for id in (older, newer, undated)]
    assert said == [TEXT, "", TEXT]


def test_a_hosts_sentence_with_a_few_of_its_words_stays(
    station: Station, host: Actor, organiser: Actor, author: Actor
) -> None:
    text = "Mehr Räume bitte"
    card = write(author, station, text).id
    theme = clusters.add(host, station.id, id=new_id(), title=text).row.id
    said = statements.add(host, station.id, id=new_id(), text=f"Alle sagen: {text}", round_position=None).row.id
    behind = {"clusters": [], "contributions": [card]}
    rests = statements.add(host, station.id, id=new_id(), text=f"Viele: {text}", round_position=None, behind=behind)
    contributions.withdraw(author, card)
    db.session.rollback()
    assert db.session.get_one(Cluster, theme, populate_existing=True).title == text
    assert db.session.get_one(Statement, said, populate_existing=True).text == f"Alle sagen: {text}"
    assert db.session.get_one(Statement, rests.row.id, populate_existing=True).text == f"Viele: {LEFT_OUT}"


def test_what_another_one_begins_with_is_that_ones(station: Station, host: Actor, author: Actor, guest: Guests) -> None:
    """The theme is called as the other's contribution, whose words are the beginning of what is withdrawn."""
    card = write(author, station, "Mehr Sitzbänke im Park und am Fluss").id
    other = write(guest(), station, "Mehr Sitzbänke im Park.").id
    theme = clusters.add(host, station.id, id=new_id()).row.id
    clusters.put(host, [card, other], theme)
    clusters.rename(host, theme, title="Mehr Sitzbänke im Park", was="")
    contributions.withdraw(author, card)
    assert db.session.get_one(Cluster, theme, populate_existing=True).title == "Mehr Sitzbänke im Park"


def test_what_somebody_said_at_another_station_stays_where_it_is_told_of_all(
    card: str, event: Event, station: Station, host: Actor, organiser: Actor, author: Actor, guest: Guests
) -> None:
    elsewhere = next(one for one in event.stations if one.id != station.id)
    write(guest(), elsewhere, TEXT)
    theme = clusters.add(host, station.id, id=new_id(), title=TEXT).row.id
    common_themes.write(organiser, id=new_id(), title=TEXT, text=OWN, clusters=[], known=0)
    events.announce(organiser, text=TEXT, minutes=30)
    contributions.withdraw(author, card)
    db.session.rollback()
    assert db.session.scalars(select(CommonTheme.title)).one() == TEXT
    assert db.session.scalars(select(Event.announcement)).one() == TEXT
    assert db.session.get_one(Cluster, theme, populate_existing=True).title == "", (
        "it is a copy of what was written at this station"
    )


def test_a_reply_that_repeats_it_is_its_authors(card: str, station: Station, author: Actor, guest: Guests) -> None:
    reply = write(guest(), station, f"Zu „{TEXT}“: ja!", reply_to=card).id
    contributions.withdraw(author, card)
    assert wording(reply) == f"Zu „{TEXT}“: ja!"


def test_a_theme_of_one_word_stays_unless_the_card_lay_in_it(
    station: Station, host: Actor, organiser: Actor, author: Actor
) -> None:
    common_themes.write(organiser, id=new_id(), title="Zeit", text="", clusters=[], known=0)
    one, two = (write(author, station, text).id for text in ("Räume", "Zeit"))
    themes = [clusters.add(host, station.id, id=new_id(), title=title).row.id for title in ("Räume", "Zeit")]
    clusters.put(host, [one], themes[0])
    for card in (one, two):
        contributions.withdraw(author, card)
    titles = [db.session.get_one(Cluster, id, populate_existing=True).title for id in themes]
    assert titles == ["", "Zeit"]
    assert db.session.scalars(select(CommonTheme.title)).one() == "Zeit"


def test_the_journal_still_holds_and_says_why_something_is_missing(
    card: str, station: Station, host: Actor, organiser: Actor, author: Actor, guest: Guests
) -> None:
    drive(card, station, host, organiser, guest())
    contributions.withdraw(author, card)
    assert journal_chain.faults(station) == []
    because = {
        seal["because"] for entry in journal_chain.of_station(station.id) for seal in entry.seals if not seal["salt"]
    }
    assert because == {card}
    copies = [
        seal["noun"]
        for entry in journal_chain.of_station(station.id)
        for seal in entry.seals
        if not seal["salt"] and seal["id"] != card
    ]
    assert set(copies) == {"cluster", "contribution", "statement", "measure", "photo"}


def test_what_is_taken_out_because_of_a_card_that_is_there_shows(card: str, station: Station, host: Actor) -> None:
    clusters.add(host, station.id, id=new_id(), title="Orte")
    entry = journal_chain.of_station(station.id)[-1]
    entry.seals, entry.items = journal_chain.unsalted(entry.seals, [True], card), []
    db.session.commit()
    says = [fault.says for fault in journal_chain.faults(station)]
    assert says == ["what it says of a contribution was taken out, which nobody has withdrawn"]


def test_nothing_that_is_taken_back_brings_it_back(
    card: str, station: Station, host: Actor, organiser: Actor, author: Actor, guest: Guests
) -> None:
    drive(card, station, host, organiser, guest())
    contributions.withdraw(author, card)
    for entry in [one.revision for one in journal_chain.of_station(station.id)][::-1]:
        with suppress(CafeError):
            journal.undo(host, station.id, entry)
    assert holding() == set()
    resting = db.session.scalars(select(cast(Statement.behind, Text))).all()
    assert [behind for behind in resting if card in behind] == []


def test_a_statement_whose_ground_was_withdrawn_can_be_taken_back(
    card: str, station: Station, host: Actor, author: Actor, guest: Guests
) -> None:
    other = write(guest(), station, OWN).id
    said = statements.add(host, station.id, id=new_id(), text="Mehr davon", round_position=None).row.id
    behind = {"clusters": [], "contributions": [card, other]}
    changed = statements.edit(host, said, text="Mehr davon", behind=behind).row.revision
    contributions.withdraw(author, card)
    statements.edit(host, said, text="Mehr davon", behind=behind)  # a board that has not heard of it
    journal.undo(host, station.id, changed)
    assert db.session.get_one(Statement, said, populate_existing=True).behind == {"clusters": [], "contributions": []}


def test_a_title_that_was_proposed_in_its_words_comes_too_late(
    card: str, station: Station, host: Actor, author: Actor
) -> None:
    theme = clusters.add(host, station.id, id=new_id()).row.id
    with refused("unknown_contribution"):
        clusters.rename(host, theme, title=TEXT, was="", contribution=new_id())
    clusters.rename(host, theme, title=TEXT, was="", contribution=card)
    contributions.withdraw(author, card)
    with refused("contribution_gone"):
        clusters.rename(host, theme, title=TEXT, was="", contribution=card)
    assert clusters.rename(host, theme, title="Orte", was="").row.title == "Orte"


def test_letters_of_every_script_are_found_in_the_journal(station: Station, host: Actor, author: Actor) -> None:
    texts = [
        "Äpfel für alle Kinder",
        "Потрібні нові кімнати",
        "我们需要更多房间",
        "🎈 Ein Fest für uns",
        "نحتاج إلى مكان",
    ]
    for text in texts:
        card = write(author, station, text).id
        theme = clusters.add(host, station.id, id=new_id(), title=text).row.id
        clusters.put(host, [card], theme)
        clusters.put(host, [card], None)
        clusters.rename(host, theme, title=f"Orte {len(text)}", was=text)
        contributions.withdraw(author, card)
    db.session.rollback()
    items = [item for entry in db.session.scalars(select(JournalEntry)) for item in entry.items]
    assert [item for item in items if any(text in json.dumps(item, ensure_ascii=False) for text in texts)] == []


def test_every_text_that_hosts_and_organisers_write_is_looked_at() -> None:
    """A new column of texts needs its place in `forgetting`, or a reason here."""
    known = {(texts.model, name) for texts in (*forgetting._AT_STATION, *forgetting._AT_EVENT) for name in texts.texts}
    columns = {
        (model, column.name)
        for model in (Cluster, CommonTheme, Measure, Photo, Recommendation, ReportText)
        for column in model.__table__.columns
        if isinstance(column.type, Text) or (column.type.python_type is str and not column.foreign_keys)
    }
    ids_and_codes = {"id", "file_id", "state", "horizon", "name", "language"}
    assert {(model, name) for model, name in columns if name not in ids_and_codes} == known


def test_an_export_without_it_can_be_brought_in(
    card: str, station: Station, host: Actor, organiser: Actor, author: Actor, guest: Guests
) -> None:
    """A statement that was removed with its words has none any more; a file may say so."""
    drive(card, station, host, organiser, guest())
    contributions.withdraw(author, card)
    record = json.loads(json.dumps(records.read(station.event)))
    for statement in record["statements"]:
        statement["behind"]["contributions"].append(card)  # as an earlier version kept it
    restored = restoring.restore(record, picture=lambda _: None, moment=NOON, slug="zwei")
    assert (restored.slug, holding()) == ("zwei", set())
    grounds = [one.behind["contributions"] for one in db.session.scalars(select(Statement))]
    assert [some for some in grounds if len(some) > 1 or card in some] == []
