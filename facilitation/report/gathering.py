"""What the event was for, how the day went, and how to read what came out."""

from facilitation.harvest import EventHarvest
from facilitation.report import words
from facilitation.report.body import Column, text_paragraph
from facilitation.report.manuscript import Manuscript

_PROGRAMME_COLUMNS = (Column(words.TIME, 20), Column(words.ITEM, 80))


def gathering(manuscript: Manuscript, harvest: EventHarvest) -> None:
    """The second chapter: aims, programme, method. What the organisers left empty is left out."""
    manuscript.heading(1, words.THE_GATHERING)
    if harvest.aims:
        manuscript.heading(2, words.AIMS)
        manuscript.bullets(harvest.aims)
    if harvest.programme:
        manuscript.heading(2, words.PROGRAMME)
        _programme(manuscript, harvest, "day", words.DAY, words.DAY_DESCRIPTION)
        _programme(manuscript, harvest, "world_cafe", words.CAFE, words.CAFE_DESCRIPTION)
    manuscript.heading(2, words.METHOD)
    _method(manuscript, harvest)


def _programme(manuscript: Manuscript, harvest: EventHarvest, part: str, title: str, description: str) -> None:
    rows = [
        [
            text_paragraph("–".join(filter(None, (entry.starts, entry.ends))), "TableText"),
            text_paragraph(entry.title, "TableText"),
        ]
        for entry in harvest.programme
        if entry.part == part
    ]
    if rows:
        manuscript.table(title, description, _PROGRAMME_COLUMNS, rows)


def _method(manuscript: Manuscript, harvest: EventHarvest) -> None:
    manuscript.text(words.CAFE_IS)
    manuscript.text(_extent(harvest))
    manuscript.text(words.WRITING)
    manuscript.text(words.CONSULTATION)
    if harvest.rounds:
        manuscript.text(words.ROUNDS, "Label")
        manuscript.bullets(words.turn(position, title) for position, title in harvest.rounds)
    if harvest.etiquette:
        manuscript.text(words.ETIQUETTE, "Label")
        manuscript.bullets(harvest.etiquette)


def _extent(harvest: EventHarvest) -> str:
    """Only what is known: how many stations, tables and rounds there are."""
    if not harvest.stations:
        return ""
    tables = sum(station.tables for station in harvest.stations)
    stations = words.counted(len(harvest.stations), "Station", "Stationen")
    at_tables = words.counted(tables, "Tisch", "Tischen")
    rounds = words.counted(len(harvest.rounds), "Runde", "Runden")
    return f"Hier waren es {stations} mit {at_tables}" + (f" und {rounds}." if harvest.rounds else ".")
