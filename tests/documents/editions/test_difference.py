"""Two editions of the report side by side: everything that differs is told, and nothing else."""

import datetime as dt
from dataclasses import replace

from facilitation.documents.editions import difference, edition
from facilitation.documents.editions.difference import NounDifferences, Run
from facilitation.queries.harvest import (
    EventHarvest,
    HarvestComment,
    HarvestCommonTheme,
    HarvestFeedback,
    HarvestMeasure,
    HarvestRecommendation,
    HarvestScale,
    HarvestStatement,
)
from tests.documents.report.harvests import contribution, dresden, everything, hostile, of_texts


def between(before: EventHarvest, after: EventHarvest) -> list[NounDifferences]:
    return difference.between(edition.matter(before), edition.matter(after))


def station(harvest: EventHarvest, **changed: object) -> EventHarvest:
    """The same with another first station."""
    first, *others = harvest.stations
    return replace(harvest, stations=(replace(first, **changed), *others))  # type: ignore[arg-type]


def told(group: NounDifferences) -> list[tuple[str, str, list[str]]]:
    return [(one.mark, one.name, [field.name for field in one.fields]) for one in group.changes]


def test_what_is_the_same_is_not_told() -> None:
    for harvest in (dresden(), everything(of_texts()), hostile()):
        later = replace(harvest, made_at=harvest.made_at + dt.timedelta(days=1))
        assert between(harvest, later) == []


def test_contributions_are_known_by_their_numbers() -> None:
    one, two, three = (contribution(text, number=f"S1-00{n}") for n, text in enumerate(("Eins", "Zwei", "Drei"), 1))
    before = dresden(((one, two), (), ()))
    after = dresden(((replace(two, text="Zwei und drei", votes=4, cluster="Räume"), three), (), ()))
    (group,) = [group for group in between(before, after) if group.noun == "contributions"]
    assert (group.station, told(group)) == (
        1,
        [
            ("changed", "S1-002", ["text", "cluster", "votes"]),
            ("added", "S1-003", ["text", "kind"]),
            ("removed", "S1-001", ["text", "kind"]),
        ],
    )
    assert group.changes[0].fields[0].runs == (Run("same", "Zwei"), Run("added", " und drei"))
    assert group.changes[0].fields[2].runs == (Run("removed", "0"), Run("added", "4"))


def test_two_wordings_of_one_statement_are_one_change() -> None:
    said = (HarvestStatement("Vereine brauchen Räume.", 1), HarvestStatement("Wer zahlt?", None))
    before = station(dresden(), statements=said)
    later = (HarvestStatement("Vereine brauchen abends Räume.", 1), HarvestStatement("Etwas ganz anderes", 2))
    (group,) = between(before, station(dresden(), statements=later))
    assert told(group) == [("changed", "", ["text"]), ("added", "", ["text", "round"]), ("removed", "", ["text"])]
    assert group.changes[0].fields[0].runs == (
        Run("same", "Vereine brauchen "),
        Run("added", "abends "),
        Run("same", "Räume."),
    )


def test_the_organisers_words_measures_and_feedback() -> None:
    before = replace(
        station(dresden(), measures=(HarvestMeasure("Raumliste", None, None, "open"),)),
        summary="Es fehlen Räume.",
        recommendations=(HarvestRecommendation("Räume öffnen", "", "", ""),),
        common_themes=(HarvestCommonTheme("Orte", "", ((1, "Räume"),)),),
        people=3,
    )
    after = replace(
        station(before, measures=(HarvestMeasure("Raumliste", "Stadt", "Mai", "agreed"),)),
        summary="Es fehlen Räume und Geld.",
        plain="Räume fehlen. Geld fehlt auch.",
        funding="Gefördert durch die Stadt.",
        recommendations=(HarvestRecommendation("Räume öffnen", "", "Stadt", "short"),),
        common_themes=(HarvestCommonTheme("Orte", "", ((1, "Räume"), (2, "Ämter"))),),
        feedback=HarvestFeedback(
            2, (HarvestScale("Gut?", (0, 0, 0, 1, 1)),), "Noch etwas?", (HarvestComment("de", "Ja"),)
        ),
        people=5,
    )
    groups = {group.noun: told(group) for group in between(before, after)}
    assert groups == {
        "texts": [("changed", name, [name]) for name in ("summary", "plain", "funding")],
        "figures": [("changed", "people", ["people"])],
        "measures": [("changed", "", ["who", "by_when", "state"])],
        "common_themes": [("changed", "", ["themes"])],
        "recommendations": [("changed", "", ["responsibility", "horizon"])],
        "feedback": [("changed", "people", ["people"])],
        "scales": [("added", "Gut?", ["question", "counts"])],
        "comments": [("added", "", ["text"])],
    }


def test_a_station_that_came_or_went_is_told_with_all_it_brought() -> None:
    whole = everything(of_texts())
    fewer = replace(whole, stations=whole.stations[:2])
    gone = [group for group in between(whole, fewer) if group.station == 3]
    assert {change.mark for group in gone for change in group.changes} == {"removed"}
    assert len(next(group for group in gone if group.noun == "contributions").changes) == len(
        whole.stations[2].contributions
    )
    assert [group.noun for group in between(fewer, whole) if group.station == 3] == [group.noun for group in gone]


def test_very_long_texts_are_told_as_a_whole() -> None:
    before, after = "eins " * difference.COMPARED, "zwei " * difference.COMPARED
    assert difference.runs(before, after) == [Run("removed", before), Run("added", after)]


def test_runs_make_both_texts() -> None:
    for before, after in (("", "neu"), ("Räume, bitte!", "Mehr Räume – bitte."), ("我们需要房间", "我们要房间")):
        told = difference.runs(before, after)
        assert "".join(run.text for run in told if run.mark != "added") == before
        assert "".join(run.text for run in told if run.mark != "removed") == after


def test_the_matter_says_everything_and_stays_what_it_is() -> None:
    harvest = everything(of_texts())
    matter = edition.matter(harvest)
    assert edition.read(edition.written(matter, "de")) == matter
    later = {**matter, "made_at": "2999-01-01"}
    assert edition.digest(later, "de", "") == edition.digest(matter, "de", "")
    others = {edition.digest(matter, "en", ""), edition.digest(matter, "de", "paper")}
    other = edition.digest({**matter, "title": "Anders"}, "de", "")
    assert len({edition.digest(matter, "de", ""), other, *others}) == 4
