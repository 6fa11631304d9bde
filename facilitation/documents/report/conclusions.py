"""Writes what is to follow: recommendations, questions to the city, offers and agreements, next steps."""

from facilitation.documents.report import words
from facilitation.documents.report.body import TableColumn, paragraph, text_paragraph
from facilitation.documents.report.document_builder import DocumentBuilder
from facilitation.documents.report.inline_formatting import measure_state, open_or, readable, shortened, standing
from facilitation.i18n.catalogue import Catalogue
from facilitation.queries.harvest import EventHarvest, HarvestMeasure, StationHarvest

MOST_QUESTIONS, MOST_OFFERS = 12, 15
"""Questions and offers of guests, the ones with most dots; the appendix has all."""


def recommendations(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the organisers' recommendations, or that they are still open."""
    say = manuscript.say
    manuscript.chapter(say(words.RECOMMENDATIONS))
    if not harvest.recommendations:
        manuscript.fixed(words.RECOMMENDATIONS_OPEN)
        return
    manuscript.fixed(words.RECOMMENDATIONS_ARE)
    columns = (
        TableColumn(say(words.NUMBER), 6),
        TableColumn(say(words.RECOMMENDATION), 30),
        TableColumn(say(words.WHY), 26),
        TableColumn(say(words.RESPONSIBILITY), 24),
        TableColumn(say(words.HORIZON), 14),
    )
    rows = (
        [
            text_paragraph(f"E{place}", "TableText"),
            text_paragraph(one.what, "TableText", language="de"),
            _open_or(say, one.why),
            _open_or(say, one.responsibility),
            text_paragraph(
                say(words.HORIZONS[one.horizon]) if one.horizon in words.HORIZONS else say(words.OPEN), "TableText"
            ),
        ]
        for place, one in enumerate(harvest.recommendations, start=1)
    )
    manuscript.table(say(words.RECOMMENDATIONS), words.RECOMMENDATIONS_DESCRIPTION, columns, rows)


def questions(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the questions that stayed open, with room for the answer; nothing where there are none."""
    say = manuscript.say
    asked = [(station, question) for station in harvest.stations for question in station.questions]
    of_guests = standing((one for station in harvest.stations for one in station.contributions), "question")
    if not asked and not of_guests:
        return
    manuscript.chapter(say(words.FOR_THE_CITY))
    manuscript.fixed(words.FOR_THE_CITY_ARE)
    sources = [
        (text_paragraph(question.text, "TableText", language="de"), _station(say, station))
        for station, question in asked
    ]
    for one in of_guests[:MOST_QUESTIONS]:
        text, language = readable(say, one)
        question = text_paragraph(shortened(text), "TableText", language=language)
        sources.append((question, paragraph(manuscript.refer(one.number), "TableText")))
    columns = (
        TableColumn(say(words.NUMBER), 6),
        TableColumn(say(words.QUESTION), 49),
        TableColumn(say(words.SOURCE), 12),
        TableColumn(say(words.ANSWER), 33),
    )
    rows = [
        [text_paragraph(f"F{place}", "TableText"), question, source, paragraph("", "TableText")]
        for place, (question, source) in enumerate(sources, start=1)
    ]
    manuscript.table(say(words.FOR_THE_CITY), words.FOR_THE_CITY_DESCRIPTION, columns, rows)
    more = len(of_guests) - MOST_QUESTIONS
    if more > 0:
        manuscript.text(say.count(words.FROM_GUESTS_MORE, more), "Note")


def offers_and_agreements(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write what guests offered and what was agreed; nothing where there is neither."""
    say = manuscript.say
    offered = [(station, one) for station in harvest.stations for one in standing(station.contributions, "offer")]
    offered.sort(key=lambda pair: -pair[1].votes)
    agreed = [measure for _, measure in _measures(harvest) if measure.state in ("agreed", "done")]
    if not offered and not agreed:
        return
    manuscript.chapter(say(words.OFFERED_AND_AGREED))
    if offered:
        manuscript.part(say(words.OFFERS))
        columns = (
            TableColumn(say(words.NUMBER), 11),
            TableColumn(say(words.OFFER), 61),
            TableColumn(say(words.STATION), 17),
            TableColumn(say(words.DOTS), 11, "TableNumber"),
        )
        rows = []
        for station, one in offered[:MOST_OFFERS]:
            text, language = readable(say, one)
            rows.append(
                [
                    paragraph(manuscript.refer(one.number), "TableText"),
                    text_paragraph(shortened(text), "TableText", language=language),
                    _station(say, station),
                    text_paragraph(say.number(one.votes), "TableNumber"),
                ]
            )
        manuscript.table(say(words.OFFERS_TITLE), words.OFFERS_DESCRIPTION, columns, rows)
        if len(offered) > MOST_OFFERS:
            manuscript.text(say.count(words.COUNT_MORE, len(offered) - MOST_OFFERS), "Note")
    if agreed:
        manuscript.part(say(words.AGREED))
        for measure in agreed:
            who = "" if measure.who is None else f" ({measure.who})"
            manuscript.text(f"{measure.what}{who}", "ListBullet", language="de")


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
            _station(say, station),
        ]
        for station, measure in measures
    )
    manuscript.table(say(words.MEASURES_TITLE), words.MEASURES_DESCRIPTION, columns, rows)


def _measures(harvest: EventHarvest) -> list[tuple[StationHarvest, HarvestMeasure]]:
    return [(station, measure) for station in harvest.stations for measure in station.measures]


def _station(say: Catalogue, station: StationHarvest) -> str:
    return text_paragraph(f"{say(words.STATION)} {station.position}", "TableText")


def _open_or(say: Catalogue, text: str | None) -> str:
    said, language = open_or(say, text)
    return text_paragraph(said, "TableText", language=language)
