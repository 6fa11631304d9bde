"""What will be in the report, and what is still open in it."""

import datetime as dt
from dataclasses import replace

from facilitation.documents.editions import preview
from facilitation.documents.editions.preview import Remark
from facilitation.queries.harvest import nouns
from tests.documents.report.harvests import contribution, dresden

PARTS = ["summary", "introduction", "figures", *["station"] * 3, "common_themes", "recommendations", "feedback"]


def remarks(harvest: nouns.EventHarvest, waiting: dict[int, int] | None = None) -> list[tuple[str, int | None, Remark]]:
    return [(part.name, part.station, one) for part in preview.of(harvest, waiting or {}) for one in part.remarks]


def full() -> nouns.EventHarvest:
    """A harvest of which nothing is missing."""
    written = (contribution(cluster="Räume", votes=2), contribution("More rooms", language="en", german="Mehr Räume"))
    said = (nouns.HarvestStatement("Räume zuerst.", None),)
    harvest = dresden((written[:1],) * 3, (said,) * 3)
    return replace(
        harvest,
        summary="Kurz.",
        introduction="Lang.",
        funding="Gefördert.",
        recommendations=(nouns.HarvestRecommendation("Öffnen", "", "Stadt", ""),),
        common_themes=(nouns.HarvestCommonTheme("Orte", "", ((1, "Räume"), (2, "Räume"))),),
        feedback=nouns.HarvestFeedback(3, (nouns.HarvestScale("Gut?", (0, 0, 0, 1, 2)),), "Und?", ()),
    )


def test_a_report_of_which_nothing_is_missing_has_no_remarks() -> None:
    parts = preview.of(full(), {})
    assert [part.name for part in parts] == [*PARTS, "funding"]
    assert preview.open_remarks(parts) == 0
    assert parts[2].figure == {"people": 1, "contributions": 3, "votes": 6, "languages": 1}
    one = {"contributions": 1, "themes": 1, "statements": 1}
    assert parts[3].figure == {"people": 0, "questions": 0, "measures": 0, "photos": 0, **one}
    assert parts[8].figure == {"people": 3, "comments": 0}


def test_a_text_in_plain_words_is_listed_where_there_is_one_and_never_missing() -> None:
    parts = preview.of(replace(full(), plain="Es fehlen Räume. Das wollen wir ändern."), {})
    assert [part.name for part in parts] == ["summary", "plain", *PARTS[1:], "funding"]
    assert preview.open_remarks(parts) == 0


def test_an_empty_one_says_what_is_missing() -> None:
    assert remarks(dresden()) == [
        ("summary", None, Remark("no_summary")),
        ("introduction", None, Remark("no_introduction")),
        ("figures", None, Remark("nothing_yet")),
        *(("station", position, Remark("no_statements")) for position in (1, 2, 3)),
        ("common_themes", None, Remark("no_common_themes")),
        ("recommendations", None, Remark("no_recommendations")),
        ("feedback", None, Remark("no_feedback")),
        ("funding", None, Remark("no_funding")),
    ]


def test_a_station_says_what_is_left_out_or_open() -> None:
    harvest = full()
    written = (
        contribution(cluster="Räume"),
        contribution("More rooms", language="en"),
        contribution("Кімнати", language="uk", german="Räume"),
    )
    first, *_ = dresden((written, (), ()), ((nouns.HarvestStatement("Räume", None),), (), ())).stations
    photo = nouns.HarvestPhoto("0", "S1-F01", "", None, None, 8, 6, dt.datetime(2023, 11, 18, tzinfo=dt.UTC))
    measures = (
        nouns.HarvestMeasure("Tun", "Stadt", None, "open"),
        nouns.HarvestMeasure("Lassen", "Stadt", "bald", "open"),
    )
    first = replace(first, measures=measures, photos=(photo, replace(photo, caption="Tisch 1")))
    said = remarks(replace(harvest, stations=(first, *harvest.stations[1:])), {1: 4, 3: 1})
    assert said == [
        ("station", 1, Remark("waiting", 4)),
        ("station", 1, Remark("without_german", 1)),
        ("station", 1, Remark("unclustered", 2)),
        ("station", 1, Remark("measures_open", 1)),
        ("station", 1, Remark("no_caption", 1)),
        ("station", 3, Remark("waiting", 1)),
    ]


def test_own_words_say_what_they_lack() -> None:
    harvest = full()
    comments = (
        nouns.HarvestComment("en", "Nice"),
        nouns.HarvestComment("en", "Good", "Gut"),
        nouns.HarvestComment("de", "Schön"),
    )
    said = remarks(
        replace(
            harvest,
            common_themes=(
                *harvest.common_themes,
                nouns.HarvestCommonTheme("Geld", "", ((1, "Geld"), (1, "Förderhinweis"))),
            ),
            recommendations=(*harvest.recommendations, nouns.HarvestRecommendation("Zahlen", "", "", "")),
            feedback=nouns.HarvestFeedback(3, (), "Und?", comments),
        )
    )
    assert said == [
        ("common_themes", None, Remark("one_station", 1, "Geld")),
        ("recommendations", None, Remark("without_responsibility", 1)),
        ("feedback", None, Remark("comments_without_german", 1)),
    ]
