"""Writes what is to follow: recommendations and next steps, in their chapters and among what matters most."""

from facilitation.documents.report import words
from facilitation.documents.report.body import TableColumn, text_paragraph
from facilitation.documents.report.collected import station_cell
from facilitation.documents.report.document_builder import DocumentBuilder
from facilitation.documents.report.inline_formatting import measure_state, open_or
from facilitation.i18n.catalogue import Catalogue, Fixed
from facilitation.queries.harvest import EventHarvest, HarvestMeasure, StationHarvest

MOST_IN_SHORT = 9
"""Recommendations, and next steps, in the chapter on what matters most; their own chapters have all."""


def recommendations(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the organisers' recommendations, or that they are still open."""
    say = manuscript.say
    manuscript.chapter(say(words.RECOMMENDATIONS))
    if not harvest.recommendations:
        manuscript.fixed(words.RECOMMENDATIONS_OPEN)
        return
    manuscript.fixed(words.RECOMMENDATIONS_ARE, "Intro", organiser=harvest.organiser)
    columns = (
        TableColumn(say(words.NUMBER), 6),
        TableColumn(say(words.RECOMMENDATION), 30),
        TableColumn(say(words.WHY), 26),
        TableColumn(say(words.RESPONSIBILITY), 24),
        TableColumn(say(words.HORIZON), 14),
    )
    rows = (
        [
            text_paragraph(f"{place}", "TableText"),
            text_paragraph(one.what, "TableText", language="de"),
            _open_or(say, one.why),
            _open_or(say, one.responsibility),
            _horizon(say, one.horizon),
        ]
        for place, one in enumerate(harvest.recommendations, start=1)
    )
    manuscript.table(say(words.RECOMMENDATIONS), words.RECOMMENDATIONS_DESCRIPTION, columns, rows)


def next_steps(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the measures of all stations, open where nobody said it; nothing where there are none."""
    say = manuscript.say
    measures = _measures(harvest)
    if not measures:
        return
    manuscript.chapter(say(words.NEXT_STEPS))
    columns = (
        TableColumn(say(words.WHAT), 34),
        TableColumn(say(words.WHO), 25),
        TableColumn(say(words.BY_WHEN), 15),
        TableColumn(say(words.STATE), 13),
        TableColumn(say(words.STATION), 13),
    )
    rows = (
        [
            text_paragraph(measure.what, "TableText", language="de"),
            _open_or(say, measure.who),
            _open_or(say, measure.by_when),
            text_paragraph(measure_state(say, measure.state), "TableText"),
            station_cell(say, station),
        ]
        for station, measure in measures
    )
    manuscript.table(say(words.MEASURES_TITLE), words.MEASURES_DESCRIPTION, columns, rows)


def to_follow(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the recommendations and the next steps in short, for the chapter on what matters most."""
    say = manuscript.say
    if harvest.recommendations:
        manuscript.part(say(words.RECOMMENDATIONS))
        columns = (
            TableColumn(say(words.NUMBER), 8),
            TableColumn(say(words.RECOMMENDATION), 68),
            TableColumn(say(words.HORIZON), 24),
        )
        rows = [
            [
                text_paragraph(f"{place}", "TableText"),
                text_paragraph(one.what, "TableText", language="de"),
                _horizon(say, one.horizon),
            ]
            for place, one in enumerate(harvest.recommendations[:MOST_IN_SHORT], start=1)
        ]
        manuscript.table(say(words.RECOMMENDATIONS), words.RECOMMENDED_DESCRIPTION, columns, rows)
        _more(manuscript, len(harvest.recommendations), words.RECOMMENDATIONS)
    steps = [measure for _, measure in _measures(harvest) if measure.state != "done"]
    if steps:
        manuscript.part(say(words.NEXT_STEPS))
        columns = (
            TableColumn(say(words.WHAT), 48),
            TableColumn(say(words.WHO), 28),
            TableColumn(say(words.BY_WHEN), 24),
        )
        rows = [
            [
                text_paragraph(measure.what, "TableText", language="de"),
                _open_or(say, measure.who),
                _open_or(say, measure.by_when),
            ]
            for measure in steps[:MOST_IN_SHORT]
        ]
        manuscript.table(say(words.NEXT_STEPS), words.STEPS_DESCRIPTION, columns, rows)
        _more(manuscript, len(steps), words.NEXT_STEPS)


def _more(manuscript: DocumentBuilder, number: int, chapter: Fixed) -> None:
    if number > MOST_IN_SHORT:
        more = manuscript.say.number(number - MOST_IN_SHORT)
        manuscript.fixed(words.MORE_IN_CHAPTER, "Note", n=more, chapter=manuscript.say(chapter))


def _horizon(say: Catalogue, horizon: str) -> str:
    return text_paragraph(say(words.HORIZONS.get(horizon, words.OPEN)), "TableText")


def _measures(harvest: EventHarvest) -> list[tuple[StationHarvest, HarvestMeasure]]:
    return [(station, measure) for station in harvest.stations for measure in station.measures]


def _open_or(say: Catalogue, text: str | None) -> str:
    said, language = open_or(say, text)
    return text_paragraph(said, "TableText", language=language)
