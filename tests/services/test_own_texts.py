"""The organisers' own texts, written one at a time, and what becomes of their translations."""

import pytest

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, EventDeed
from facilitation.services import own_texts, seen, translations
from facilitation.services.translations import Place
from tests.conftest import refused

TITLE = Place("event", "title")
QUESTION = Place("station", "question", 1)
PLACES = {
    TITLE: ("Stadtteildialog", 300),
    Place("event", "place_name"): ("Bürgertreff", 200),
    Place("event", "directions"): ("Linie 8\n\nDann links", bounds.PLAN_LIMIT),
    Place("event", "organiser"): ("Verein", 300),
    Place("event", "addressee"): ("Stadt", 300),
    Place("event", "contact"): ("Ada, ada@example.org", bounds.PLAN_LIMIT),
    Place("event", "imprint"): ("Verein\nStraße 1", bounds.PLAN_LIMIT),
    Place("event", "accessibility_method"): ("Selbst geprüft", bounds.PLAN_LIMIT),
    Place("event", "accessibility_open"): ("Nichts", bounds.PLAN_LIMIT),
    Place("event", "enforcement_body"): ("Stelle", bounds.PLAN_LIMIT),
    Place("event", "aims", 2): ("Kennenlernen", bounds.TEXT_LIMIT),
    Place("event", "etiquette", 1): ("Zuhören", bounds.TEXT_LIMIT),
    Place("station", "short_title", 2): ("Plätze", 80),
    Place("station", "title", 2): ("Straßen und Plätze", 300),
    QUESTION: ("Wo fühlen wir uns sicher?", bounds.PLAN_LIMIT),
    Place("station", "description", 3): ("Es geht um Wege.", bounds.PLAN_LIMIT),
    Place("station", "prompts", 1, 2): ("Was hilft?", bounds.TEXT_LIMIT),
    Place("programme", "title", 1): ("Ankommen", 400),
    Place("round", "title", 2): ("Vertiefen", 120),
    Place("survey", "text", 1): ("War es gut?", bounds.TEXT_LIMIT),
    Place("survey", "free_text"): ("Was noch?", bounds.TEXT_LIMIT),
}
"""A text for every place of which guests read one, and its limit in graphemes."""


def text_at(event: Event, place: Place) -> str:
    """What stands at a place, by the list that translators get."""
    db.session.expire_all()
    return next((text.original for text in translations.own_texts(event) if place in text.places), "")


def say(actor: Actor, event: Event, place: Place, text: str) -> str:
    return own_texts.write(actor, place, text=text, known=seen.mark(text_at(event, place))).row


def test_every_own_text_can_be_written(organiser: Actor, event: Event) -> None:
    for place, (text, _) in PLACES.items():
        assert (place, say(organiser, event, place, text), text_at(event, place)) == (place, text, text)
    kinds = {(one.noun, one.field) for text in translations.own_texts(event) for one in text.places}
    assert kinds == {(place.noun, place.field) for place in PLACES}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: "-".join(map(str, place)))
def test_a_text_has_its_limit(organiser: Actor, event: Event, place: Place) -> None:
    limit = PLACES[place][1]
    assert len(say(organiser, event, place, "é" * limit)) == limit
    with refused("text_too_long"):
        say(organiser, event, place, "e" * (limit + 1))
    with refused("text_too_long"):
        say(organiser, event, place, "e" * 10_000)
    assert text_at(event, place) == "é" * limit


def test_letters_of_several_signs_do_not_grow_beyond_their_column(organiser: Actor, event: Event) -> None:
    with refused("text_too_long"):
        say(organiser, event, TITLE, "👩‍👩‍👧‍👦" * 200)


def test_what_guests_need_is_not_emptied(organiser: Actor, event: Event) -> None:
    for place in PLACES:
        text = text_at(event, place)
        if (place.noun, place.field) in own_texts.NEEDED:
            with refused("text_empty"):
                say(organiser, event, place, " \u200b ")
            assert text_at(event, place) == text
        else:
            assert say(organiser, event, place, "") == ""


def test_a_place_that_there_is_not_is_refused(organiser: Actor) -> None:
    nowhere = (
        Place("event", "slug"),
        Place("event", "announcement"),
        Place("event", "title", 1),
        Place("event", "aims", 99),
        Place("event", "aims"),
        Place("station", "question", 9),
        Place("station", "prompts", 1),
        Place("station", "prompts", 1, 9),
        Place("station", "colour", 1),
        Place("round", "title", 9),
        Place("guest", "name", 1),
    )
    for place in nowhere:
        with refused("malformed"):
            own_texts.write(organiser, place, text="Neu", known=0)


def test_nobody_but_organisers_writes(host: Actor, event: Event) -> None:
    for actor in (host, Actor(event.id), Actor(event.id, wall=True)):
        for deed in (
            lambda who=actor: own_texts.write(who, TITLE, text="Neu", known=0),
            lambda who=actor: own_texts.translate(who, TITLE, language="ar", text="x", of="y", known=0),
            lambda who=actor: own_texts.add_line(who, "aims", text="Neu"),
            lambda who=actor: own_texts.arrange_line(who, "aims", 1, known=0, to=None),
        ):
            with pytest.raises(CafeError) as why:
                deed()
            assert why.value.code in ("not_allowed", "not_joined")


def test_two_organisers_see_both_wordings(organiser: Actor, event: Event) -> None:
    before = seen.mark(text_at(event, TITLE))
    own_texts.write(organiser, TITLE, text="Der erste", known=before)
    with pytest.raises(CafeError) as why:
        own_texts.write(organiser, TITLE, text="Der zweite", known=before)
    now = seen.mark("Der erste")
    assert (why.value.code, why.value.detail) == (
        "reworded",
        {"now": '{"text": "Der erste"}', "revision": now, "removed": 0},
    )
    assert own_texts.write(organiser, TITLE, text="Der erste", known=before).answer["revision"] == now
    assert own_texts.write(organiser, TITLE, text="Der zweite", known=now).row == "Der zweite"


def test_a_translation_is_of_words(organiser: Actor, event: Event) -> None:
    """It is none of other words, and there again where the old ones are."""
    was = text_at(event, QUESTION)
    arabic = translations.standing(event.id, "ar")[was]
    say(organiser, event, QUESTION, "Was nun?")
    assert "Was nun?" not in translations.standing(event.id, "ar")
    with pytest.raises(CafeError) as why:
        own_texts.translate(organiser, QUESTION, language="ar", text="ماذا الآن؟", of=was, known=seen.mark(arabic))
    assert (why.value.code, why.value.detail) == ("original_reworded", {"now": "Was nun?"})
    own_texts.translate(organiser, QUESTION, language="ar", text="ماذا الآن؟", of="Was nun?", known=seen.mark(arabic))
    assert translations.standing(event.id, "ar")["Was nun?"] == "ماذا الآن؟"
    say(organiser, event, QUESTION, was)
    assert translations.standing(event.id, "ar")[was] == arabic


def test_a_translation_is_changed_and_taken_away_as_it_was_seen(organiser: Actor, event: Event) -> None:
    title = text_at(event, TITLE)

    def put(text: str, known: int) -> None:
        own_texts.translate(organiser, TITLE, language="vi", text=text, of=title, known=known)

    was = translations.standing(event.id, "vi")[title]
    with refused("reworded"):
        put("Đối thoại", 0)
    put("Đối thoại", seen.mark(was))
    assert translations.standing(event.id, "vi")[title] == "Đối thoại"
    with refused("reworded"):
        put("", seen.mark(was))
    put("", seen.mark("Đối thoại"))
    assert title not in translations.standing(event.id, "vi")
    put("", 0)
    for language in ("de", "ro", "xx", ""):
        with refused("unknown_language"):
            own_texts.translate(organiser, TITLE, language=language, text="x", of=title, known=0)


def test_lines_are_added_moved_and_removed(organiser: Actor, event: Event) -> None:
    before = list(event.etiquette)
    added = own_texts.add_line(organiser, "etiquette", text="Neu").row
    assert (added, event.etiquette) == (Place("event", "etiquette", 7), [*before, "Neu"])
    with refused("reworded"):
        own_texts.arrange_line(organiser, "etiquette", 7, known=seen.mark("Alt"), to=1)
    own_texts.arrange_line(organiser, "etiquette", 7, known=seen.mark("Neu"), to=1)
    assert event.etiquette == ["Neu", *before]
    own_texts.arrange_line(organiser, "etiquette", 1, known=seen.mark("Neu"), to=None)
    assert event.etiquette == before
    for to in (0, 8):
        with refused("malformed"):
            own_texts.arrange_line(organiser, "etiquette", 1, known=seen.mark(before[0]), to=to)
    with refused("malformed"):
        own_texts.add_line(organiser, "title", text="x")
    for n in range(bounds.MOST_LINES - len(before)):
        own_texts.add_line(organiser, "etiquette", text=f"Zeile {n}")
    with refused("too_many_lines"):
        own_texts.add_line(organiser, "etiquette", text="Eine zu viel")


def test_screens_learn_that_texts_changed_and_the_journal_once(organiser: Actor, event: Event) -> None:
    texts, revision = event.texts, event.revision
    for text in ("Was", "Was nu", "Was nun?"):
        done = own_texts.write(organiser, QUESTION, text=text, known=seen.mark(text_at(event, QUESTION)))
        assert done.event
    own_texts.write(organiser, QUESTION, text="Was nun?", known=seen.mark("Was nun?"))
    db.session.expire_all()
    assert (event.texts, event.revision) == (texts + 3, revision + 3)
    deeds = [(one.deed, one.said) for one in db.session.query(EventDeed)]
    assert deeds == [("text.write", {"noun": "station", "field": "question"})]
