"""Writes the chapters that collect what all stations brought of one kind: questions that stayed open, and offers."""

from facilitation.documents.report import words
from facilitation.documents.report.body import TableColumn, paragraph, runs, text_paragraph
from facilitation.documents.report.document_builder import DocumentBuilder
from facilitation.documents.report.inline_formatting import how_many, readable, shortened, standing
from facilitation.i18n.catalogue import Catalogue
from facilitation.queries.harvest import EventHarvest, HarvestContribution, HarvestStatement, StationHarvest

MOST_QUESTIONS, MOST_OFFERS = 12, 15
"""Questions and offers of guests, the ones with most dots; the appendix has all."""


def listed_questions(harvest: EventHarvest) -> list[tuple[StationHarvest, HarvestContribution | HarvestStatement]]:
    """The questions of the chapter in their order (1, 2, …): all that hosts kept, and the guests' strongest."""
    asked = [(station, question) for station in harvest.stations for question in station.questions]
    return [*asked, *_strongest(harvest, "question")[:MOST_QUESTIONS]]


def asked_of(say: Catalogue, harvest: EventHarvest) -> str:
    """The title of the questions' chapter, with whoever is to answer them where the event names them."""
    return say(words.ASKED_OF, addressee=harvest.addressee) if harvest.addressee else say(words.QUESTIONS)


def listed_offers(harvest: EventHarvest) -> list[tuple[StationHarvest, HarvestContribution]]:
    """The offers of the chapter, most dots first."""
    return _strongest(harvest, "offer")[:MOST_OFFERS]


def questions(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the questions that stayed open, with room for the answer; nothing where there are none."""
    say = manuscript.say
    asked = listed_questions(harvest)
    if not asked:
        return
    manuscript.chapter(asked_of(say, harvest))
    manuscript.fixed(words.ASKED_ARE, "Intro")
    columns = (
        TableColumn(say(words.NUMBER), 6),
        TableColumn(say(words.QUESTION), 49),
        TableColumn(say(words.SOURCE), 12),
        TableColumn(say(words.ANSWER), 33),
    )
    rows = [
        [
            text_paragraph(f"{place}", "TableText"),
            _question(say, one),
            _source(manuscript, station, one),
            paragraph("", "TableText"),
        ]
        for place, (station, one) in enumerate(asked, start=1)
    ]
    manuscript.table(asked_of(say, harvest), words.ASKED_DESCRIPTION, columns, rows)
    more = _every(harvest, "question") - sum(isinstance(one, HarvestContribution) for _, one in asked)
    if more:
        manuscript.text(say.count(words.FROM_GUESTS_MORE, more), "Note")


def offers(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write what guests offered; nothing where they offered nothing."""
    say = manuscript.say
    offered = listed_offers(harvest)
    if not offered:
        return
    manuscript.chapter(say(words.OFFERED))
    columns = (
        TableColumn(say(words.NUMBER), 11),
        TableColumn(say(words.OFFER), 61),
        TableColumn(say(words.STATION), 17),
        TableColumn(say(words.DOTS), 11, "TableNumber"),
    )
    rows = [
        [
            paragraph(manuscript.refer(one.number), "TableText"),
            _in_one_line(say, one),
            station_cell(say, station),
            text_paragraph(say.number(one.votes), "TableNumber"),
        ]
        for station, one in offered
    ]
    manuscript.table(say(words.OFFERS_TITLE), words.OFFERS_DESCRIPTION, columns, rows)
    more = _every(harvest, "offer") - len(offered)
    if more:
        manuscript.text(say.count(words.COUNT_MORE, more), "Note")


def station_cell(say: Catalogue, station: StationHarvest) -> str:
    """A table's cell that names a station by its number."""
    return text_paragraph(f"{say(words.STATION)} {station.position}", "TableText")


def _strongest(harvest: EventHarvest, kind: str) -> list[tuple[StationHarvest, HarvestContribution]]:
    found = [(station, one) for station in harvest.stations for one in standing(station.contributions, kind)]
    return sorted(found, key=lambda pair: -pair[1].votes)


def _every(harvest: EventHarvest, kind: str) -> int:
    return sum(how_many(station.contributions, kind) for station in harvest.stations)


def _question(say: Catalogue, one: HarvestContribution | HarvestStatement) -> str:
    if isinstance(one, HarvestContribution):
        return _in_one_line(say, one)
    return text_paragraph(one.text, "TableText", language=one.language)


def _in_one_line(say: Catalogue, one: HarvestContribution) -> str:
    text, language = readable(say, one)
    return text_paragraph(shortened(text), "TableText", language=language)


def _source(manuscript: DocumentBuilder, station: StationHarvest, one: HarvestContribution | HarvestStatement) -> str:
    """The contribution's number; of a question that hosts kept the station, and what it rests on."""
    if isinstance(one, HarvestContribution):
        return paragraph(manuscript.refer(one.number), "TableText")
    behind = runs(", ").join(map(manuscript.refer, one.voices))
    return station_cell(manuscript.say, station) + (paragraph(behind, "TableTranslation") if behind else "")
