"""Writes the chapters on what the event was for, how the day went, who took part, and how to read the results."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from facilitation.documents.report import words
from facilitation.documents.report.body import TableColumn, text_paragraph
from facilitation.documents.report.document_builder import DocumentBuilder
from facilitation.documents.report.inline_formatting import enumeration, round_name, station_name
from facilitation.documents.report.opening import place
from facilitation.i18n.catalogue import Catalogue, Fixed
from facilitation.queries.harvest import EventHarvest, ProgrammeEntry


def occasion(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the chapter on the occasion: the organisers' introduction and aims, as far as they wrote them."""
    say = manuscript.say
    manuscript.chapter(say(words.OCCASION))
    if harvest.introduction:
        manuscript.own_words(harvest.introduction)
    else:
        manuscript.fixed(
            words.OCCASION_IS,
            title=harvest.title,
            date=say.long_date(harvest.date),
            place=place(harvest),
            organiser=harvest.organiser,
        )
    if harvest.aims:
        manuscript.part(say(words.AIMS))
        manuscript.bullets(harvest.aims, language="de")


def method(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the chapter on the course of the day, the method and the participation."""
    manuscript.chapter(manuscript.say(words.METHOD))
    if any(entry.part == "world_cafe" for entry in harvest.programme):
        manuscript.part(manuscript.say(words.COURSE))
        programme(manuscript, harvest, "world_cafe", words.CAFE, words.CAFE_DESCRIPTION)
        if harvest.held:
            manuscript.fixed(words.HELD, "Note")
    manuscript.part(manuscript.say(words.HOW))
    manuscript.fixed(words.CAFE_IS)
    manuscript.text(_extent(manuscript, harvest))
    manuscript.fixed(words.WRITING)
    manuscript.fixed(words.CONSULTATION)
    if harvest.stations:
        _participation(manuscript, harvest)


def programme(manuscript: DocumentBuilder, harvest: EventHarvest, part: str, title: Fixed, description: Fixed) -> None:
    """Write one part of the programme (day or world_cafe) as a table; nothing where it is empty."""
    say = manuscript.say
    entries = [entry for entry in harvest.programme if entry.part == part]
    rows = [
        [
            text_paragraph(time, "TableText"),
            text_paragraph(entry.title, "TableText", language="de"),
        ]
        for entry, time in zip(entries, _times(say, harvest, entries), strict=True)
    ]
    if rows:
        manuscript.table(
            say(title), description, (TableColumn(say(words.TIME), 20), TableColumn(say(words.ITEM), 80)), rows
        )


def _times(say: Catalogue, harvest: EventHarvest, entries: list[ProgrammeEntry]) -> Iterator[str]:
    """Yield when each entry was: a round as it was held, at the place's time; what else was only planned says so."""
    held = {position: times for position, *times in harvest.held}
    among_held = held and any(entry.kind == "round" for entry in entries)
    position = 0
    for entry in entries:
        planned = "–".join(filter(None, (entry.starts, entry.ends)))
        position += entry.kind == "round"
        if entry.kind == "round" and position in held:
            began, ended = (
                moment and f"{moment.astimezone(ZoneInfo(harvest.timezone)):%H:%M}" for moment in held[position]
            )
            yield f"{began}–{ended}" if ended else say(words.SINCE, time=began)
        else:
            yield say(words.PLANNED, time=planned) if among_held and planned else planned


def _extent(manuscript: DocumentBuilder, harvest: EventHarvest) -> str:
    """A sentence on how many stations, tables and rounds there were, as far as that is known."""
    if not harvest.stations:
        return ""
    say = manuscript.say
    known = {
        "stations": say.count(words.COUNT_STATIONS, len(harvest.stations)),
        "tables": say.count(words.AT_TABLES, sum(station.tables for station in harvest.stations)),
    }
    if not harvest.rounds:
        return say(words.HERE, **known)
    names = enumeration(say, [round_name(say, harvest, position) for position, _ in harvest.rounds])
    rounds = say.count(words.COUNT_ROUNDS, len(harvest.rounds))
    return say(words.HERE_ROUNDS, rounds=rounds, names=names, **known)


def _participation(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    say = manuscript.say
    manuscript.part(say(words.NUMBERS))
    columns = (
        TableColumn(say(words.STATION), 45),
        TableColumn(say(words.PEOPLE), 13, "TableNumber"),
        TableColumn(say(words.CONTRIBUTIONS), 16, "TableNumber"),
        TableColumn(say(words.THEMES), 13, "TableNumber"),
        TableColumn(say(words.DOTS), 13, "TableNumber"),
    )
    rows = [
        [
            text_paragraph(station_name(say, station), "TableText"),
            *(
                text_paragraph(say.number(value), "TableNumber")
                for value in (station.people, len(station.contributions), len(station.clusters), station.votes)
            ),
        ]
        for station in harvest.stations
    ]
    sums = (harvest.people, harvest.contributions, sum(len(one.clusters) for one in harvest.stations), harvest.votes)
    rows.append(
        [
            text_paragraph(say(words.TOGETHER), "TableText"),
            *(text_paragraph(say.number(value), "TableNumber") for value in sums),
        ]
    )
    manuscript.table(say(words.STATIONS), words.STATIONS_DESCRIPTION, columns, rows)
    manuscript.fixed(words.PEOPLE_MOVE, "Note")
    manuscript.fixed(words.COUNTING, "Note")
