"""What organisers write for the report: said, ordered, removed and brought back; nobody's words are lost unseen."""

import json
from typing import Any

import pytest

from facilitation import seed
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import CommonTheme, Event, Recommendation, ReportText, Station
from facilitation.queries import harvest
from facilitation.queries.harvest import HarvestCommonTheme, HarvestRecommendation
from facilitation.services import clusters, common_themes, events, recommendations, report_texts, report_writing
from tests.conftest import TODAY, Guests, new_id, refused

NOTHING: dict[str, Any] = {"what": "", "why": "", "responsibility": "", "horizon": ""}


def say(actor: Actor, text: str, known: int = 0, name: str = "introduction", language: str = "de") -> ReportText:
    return report_texts.write(actor, name=name, language=language, text=text, known=known).row


def recommend(actor: Actor, what: str, **more: Any) -> Recommendation:
    return recommendations.write(actor, **{**NOTHING, "id": new_id(), "known": 0, "what": what, **more}).row


def theme(actor: Actor, title: str, **more: Any) -> CommonTheme:
    filled: dict[str, Any] = {"id": new_id(), "known": 0, "text": "", "clusters": [], "title": title, **more}
    return common_themes.write(actor, **filled).row


def order(event: Event) -> list[str]:
    return [one.what for one in report_writing.standing(event.id, Recommendation)]


def test_a_text_is_kept_as_typed_and_counts_its_wordings(organiser: Actor, event: Event) -> None:
    assert (
        say(organiser, " Liebe Leser*innen,\r\n\r\n\r\nzwölf Vereine. ").text == "Liebe Leser*innen,\n\nzwölf Vereine."
    )
    assert say(organiser, "Kurz.", known=1).revision == 2
    assert say(organiser, "Kurz.", known=1).revision == 2, "the same once more is no conflict"
    assert say(organiser, " ", known=2).text == ""
    assert harvest.of(event).introduction == ""


def test_whoever_knew_another_wording_is_shown_it(organiser: Actor) -> None:
    say(organiser, "Meine")
    with pytest.raises(CafeError) as refusal:
        say(organiser, "Ihre")
    assert (refusal.value.code, refusal.value.status) == ("reworded", 409)
    assert refusal.value.detail == {"now": json.dumps({"text": "Meine"}), "revision": 1, "removed": 0}
    assert say(organiser, "Beide", known=1).text == "Beide"


def test_texts_have_limits_names_and_languages(organiser: Actor) -> None:
    for code, text, name, language in (
        ("text_too_long", "x" * 10_001, "introduction", "de"),
        ("text_too_long", "x" * 6_001, "summary", "de"),
        ("text_too_long", "x" * 4_001, "plain", "de"),
        ("text_too_long", "x" * 1_001, "funding", "de"),
        ("unknown_text", "Gut", "preface", "de"),
        ("unknown_language", "Gut", "summary", "ar"),
    ):
        with refused(code):
            say(organiser, text, name=name, language=language)


def test_the_english_report_takes_german_words_where_there_are_no_others(organiser: Actor, event: Event) -> None:
    say(organiser, "Eins.\n\nZwei.")
    say(organiser, "Kurz gesagt.", name="summary")
    say(organiser, "In short.", name="summary", language="en")
    say(organiser, "Räume fehlen.", name="plain")
    english, german = harvest.of(event, language="en"), harvest.of(event)
    assert (english.introduction, english.summary, english.funding) == ("Eins.\nZwei.", "In short.", "")
    assert (german.introduction, german.summary, german.funding) == ("Eins.\nZwei.", "Kurz gesagt.", "")
    assert (english.plain, german.plain) == ("Räume fehlen.", "Räume fehlen.")


def test_a_recommendation_may_grow(organiser: Actor, event: Event) -> None:
    begun = recommend(organiser, "", why="Es fehlt\n\nan Räumen.")
    assert harvest.of(event).recommendations == (), "it does not say yet what should be done"
    said = recommend(
        organiser, "Räume\nöffnen", id=begun.id, known=1, why="Es fehlt", responsibility="Stadt", horizon="short"
    )
    assert (said.revision, said.position) == (2, 1)
    assert harvest.of(event).recommendations == (HarvestRecommendation("Räume öffnen", "Es fehlt", "Stadt", "short"),)


def test_what_is_no_recommendation_is_refused(organiser: Actor) -> None:
    for code, words in (
        ("text_empty", {"what": " "}),
        ("text_too_long", {"what": "x" * 501}),
        ("text_too_long", {"what": "Gut", "why": "x" * 3_001}),
        ("text_too_long", {"what": "Gut", "responsibility": "x" * 301}),
        ("unknown_horizon", {"what": "Gut", "horizon": "soon"}),
        ("malformed", {"what": "Gut", "id": "1"}),
    ):
        with refused(code):
            recommend(organiser, **words)


def test_recommendations_are_put_into_order(organiser: Actor, event: Event) -> None:
    one, two, three = (recommend(organiser, what) for what in ("Eins", "Zwei", "Drei"))
    for _ in range(2):
        report_writing.place(organiser, Recommendation, three.id, after=None)
        assert order(event) == ["Drei", "Eins", "Zwei"]
    report_writing.place(organiser, Recommendation, one.id, after=two.id)
    assert order(event) == ["Drei", "Zwei", "Eins"]
    report_writing.place(organiser, Recommendation, three.id, after=new_id())
    assert order(event) == ["Drei", "Zwei", "Eins"], "the one to stand behind is gone"
    with refused("unknown_recommendation"):
        report_writing.place(organiser, Recommendation, new_id(), after=None)


def test_what_was_removed_comes_back_where_it_was(organiser: Actor, event: Event) -> None:
    one, _, _ = (recommend(organiser, what) for what in ("Eins", "Zwei", "Drei"))
    for _ in range(2):
        report_writing.remove(organiser, Recommendation, one.id)
    assert order(event) == ["Zwei", "Drei"]
    assert [found.what for found in report_writing.standing(event.id, Recommendation, removed=True)] == ["Eins"]
    with refused("reworded"):
        recommend(organiser, "Eins, genauer", id=one.id, known=1)
    report_writing.bring_back(organiser, Recommendation, one.id)
    assert order(event) == ["Eins", "Zwei", "Drei"]
    assert recommend(organiser, "Eins, genauer", id=one.id, known=1).revision == 2


def test_a_common_theme_names_clusters_of_several_stations(
    organiser: Actor, event: Event, station: Station, other_station: Station, guest: Guests
) -> None:
    here = clusters.add(organiser, station.id, id=new_id(), title="Räume").row
    there = clusters.add(organiser, other_station.id, id=new_id(), title="Offene Häuser").row
    written = theme(organiser, "Orte", text="Überall fehlen Orte.", clusters=[there.id, here.id, here.id])
    assert written.clusters == sorted((here.id, there.id))
    expected = (HarvestCommonTheme("Orte", "Überall fehlen Orte.", ((1, "Räume"), (2, "Offene Häuser"))),)
    assert harvest.of(event).common_themes == expected
    clusters.remove(organiser, there.id)
    assert harvest.of(event).common_themes == (HarvestCommonTheme("Orte", "Überall fehlen Orte.", ((1, "Räume"),)),)
    assert theme(organiser, "Orte", id=written.id, known=1, clusters=[there.id]).clusters == [there.id]
    with refused("unknown_cluster"):
        theme(organiser, "Orte", clusters=[new_id()])
    with refused("text_empty"):
        theme(organiser, " ")


def test_only_organisers_write_for_the_report(host: Actor, guest: Guests, event: Event, organiser: Actor) -> None:
    known = recommend(organiser, "Räume")
    for actor, code in ((host, "not_allowed"), (guest(), "not_allowed"), (Actor(event.id), "not_joined")):
        for attempt in (
            lambda actor=actor: say(actor, "Gut"),
            lambda actor=actor: recommend(actor, "Gut"),
            lambda actor=actor: theme(actor, "Gut"),
            lambda actor=actor: report_writing.place(actor, Recommendation, known.id, after=None),
            lambda actor=actor: report_writing.remove(actor, Recommendation, known.id),
            lambda actor=actor: report_writing.bring_back(actor, Recommendation, known.id),
        ):
            with refused(code):
                attempt()
    assert order(event) == ["Räume"]


def test_another_events_words_are_out_of_reach(organiser: Actor, event: Event) -> None:
    mine = recommend(organiser, "Räume")
    elsewhere = Actor(another_event(event).id, organiser=True)
    with refused("id_taken"):
        recommend(elsewhere, "Fremd", id=mine.id, known=1)
    with refused("unknown_recommendation"):
        report_writing.remove(elsewhere, Recommendation, mine.id)
    assert order(event) == ["Räume"]


def another_event(event: Event) -> Event:
    """A second gathering beside the first."""
    return events.create({**seed.plan(), "slug": "elsewhere"}, today=TODAY)


def test_a_text_of_the_report_is_no_news_for_a_hall_of_screens(organiser: Actor, event: Event) -> None:
    """It saves itself with every pause in typing; what a presentation shows is told."""
    said = report_texts.write(organiser, name="summary", language="de", text="Kurz", known=0)
    assert (said.event, said.stations, said.answer) == (False, {}, {"revision": 1})
    given: dict[str, Any] = {"id": new_id(), "known": 0, "text": "", "clusters": [], "title": "Räume"}
    assert common_themes.write(organiser, **given).event
