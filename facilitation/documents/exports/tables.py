"""A harvest as tables for Excel and CSV: what stations brought, what organisers wrote, feedback, photos, the event.

A cell is a number, a moment in the time zone of the event's place, a `Typed` text or one of our own words.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from facilitation.documents.exports.words import Words
from facilitation.queries.harvest import EventHarvest, HarvestContribution, StationHarvest
from facilitation.transfer import archive


class Typed(NamedTuple):
    """A text that somebody wrote, with the code of its language."""

    text: str
    language: str = "de"


Cell: TypeAlias = Typed | str | int | float | dt.datetime | None


@dataclass(frozen=True)
class ExportColumn:
    """A column: its heading, and its width in digits of Excel's standard font."""

    heading: str
    width: int


@dataclass(frozen=True)
class ExportTable:
    """A table: its sheet's name, its columns, and its rows, which are made while they are read."""

    name: str
    columns: tuple[ExportColumn, ...]
    rows: Iterator[list[Cell]]


def every(harvest: EventHarvest, words: Words) -> tuple[ExportTable, ...]:
    """All tables of a harvest, the contributions first."""
    return (
        contributions(harvest, words),
        _themes(harvest, words),
        _statements(harvest, words),
        _measures(harvest, words),
        _recommendations(harvest, words),
        _common_themes(harvest, words),
        _scales(harvest, words),
        _comments(harvest, words),
        _photos(harvest, words),
        _event(harvest, words),
    )


def contributions(harvest: EventHarvest, words: Words) -> ExportTable:
    """The table of all visible contributions; names that guests gave are left out, as in the report."""
    columns = tuple(ExportColumn(getattr(words, heading), width) for heading, width, _ in CONTRIBUTION.values())
    zone = ZoneInfo(harvest.timezone)
    places = (Place(station, zone, words) for station in harvest.stations)
    rows: Iterator[list[Cell]] = (
        [cell(here, one) for _, _, cell in CONTRIBUTION.values()]
        for here in places
        for one in here.station.contributions
    )
    return ExportTable(words.contributions, columns, rows)


class Place(NamedTuple):
    """Where a cell stands: its station, the time zone of the event's place, and the file's words."""

    station: StationHarvest
    zone: ZoneInfo
    words: Words


CONTRIBUTION: dict[str, tuple[str, int, Callable[[Place, HarvestContribution], Cell]]] = {
    "number": ("number", 10, lambda _, one: one.number),
    "station": ("station", 24, lambda here, _: Typed(here.station.short_title)),
    "round": ("round", 8, lambda _, one: one.round),
    "table": ("table", 8, lambda _, one: one.table),
    "kind": ("kind", 11, lambda here, one: here.words.kind_of(one.kind)),
    "language": ("language", 14, lambda here, one: here.words.language_of(one.language)),
    "text": ("contribution", 60, lambda _, one: Typed(one.text, one.language)),
    "german": ("german", 60, lambda _, one: Typed(one.german) if one.german else None),
    "worded": ("worded", 60, lambda _, one: Typed(one.worded) if one.worded else None),
    "cluster": ("theme", 28, lambda _, one: Typed(one.cluster) if one.cluster else None),
    "votes": ("dots", 9, lambda _, one: one.dots),
    "by_hand": ("by_hand", 12, lambda _, one: one.by_hand if one.dots is not None else None),
    "reply_to": ("reply_to", 12, lambda _, one: one.reply_to),
    "merged_into": ("merged_into", 16, lambda _, one: one.merged_into),
    "highlighted": ("highlighted", 15, lambda here, one: here.words.yes if one.highlighted else here.words.no),
    "edited": ("edited", 12, lambda here, one: here.words.yes if one.edited else here.words.no),
    "created_at": ("written_at", 17, lambda here, one: _local(one.created_at, here.zone)),
    "dots_there": ("dots_there", 14, lambda _, one: one.votes if one.dots is None else None),
}
"""The columns of contributions by the field that each shows: the heading's name among the words, its width, a cell.

What was merged into another has its dots in `dots_there`, and none in `votes`: that one has them, and a sum counts
them once.
"""


def _themes(harvest: EventHarvest, words: Words) -> ExportTable:
    columns = (
        ExportColumn(words.station, 24),
        ExportColumn(words.theme, 50),
        ExportColumn(words.contributions, 11),
        ExportColumn(words.dots, 9),
    )

    def rows() -> Iterator[list[Cell]]:
        for station in harvest.stations:
            for theme in station.clusters:
                yield [Typed(station.short_title), Typed(theme.title), theme.size, theme.votes]
            if station.without_theme:
                left = station.without_theme, station.votes_without_theme
                yield [Typed(station.short_title), words.without_theme, *left]

    return ExportTable(words.themes, columns, rows())


def _statements(harvest: EventHarvest, words: Words) -> ExportTable:
    columns = (
        ExportColumn(words.station, 24),
        ExportColumn(words.kind, 14),
        ExportColumn(words.round, 14),
        ExportColumn(words.text, 70),
        ExportColumn(words.themes, 30),
        ExportColumn(words.contributions, 30),
    )
    rows: Iterator[list[Cell]] = (
        [
            Typed(station.short_title),
            kind,
            words.whole_station if one.round is None else one.round,
            Typed(one.text, one.language),
            Typed("; ".join(one.themes)) if one.themes else None,
            ", ".join(one.voices) or None,
        ]
        for station in harvest.stations
        for kind, stated in ((words.statement, station.statements), (words.question, station.questions))
        for one in stated
    )
    return ExportTable(words.statements, columns, rows)


def _measures(harvest: EventHarvest, words: Words) -> ExportTable:
    columns = (
        ExportColumn(words.station, 24),
        ExportColumn(words.what, 60),
        ExportColumn(words.who, 28),
        ExportColumn(words.by_when, 18),
        ExportColumn(words.state, 12),
    )
    rows: Iterator[list[Cell]] = (
        [
            Typed(station.short_title),
            Typed(one.what),
            _or_none(one.who),
            _or_none(one.by_when),
            words.measure_states.get(one.state, one.state),
        ]
        for station in harvest.stations
        for one in station.measures
    )
    return ExportTable(words.measures, columns, rows)


def _recommendations(harvest: EventHarvest, words: Words) -> ExportTable:
    columns = (
        ExportColumn(words.number, 10),
        ExportColumn(words.what, 60),
        ExportColumn(words.why, 60),
        ExportColumn(words.responsibility, 30),
        ExportColumn(words.horizon, 16),
    )
    rows: Iterator[list[Cell]] = (
        [f"{place}", Typed(one.what), _or_none(one.why), _or_none(one.responsibility), words.horizons.get(one.horizon)]
        for place, one in enumerate(harvest.recommendations, start=1)
    )
    return ExportTable(words.recommendations, columns, rows)


def _common_themes(harvest: EventHarvest, words: Words) -> ExportTable:
    """The table of what stations have in common: a row for each station's theme, one where there is none."""
    columns = (
        ExportColumn(words.common_theme, 40),
        ExportColumn(words.text, 70),
        ExportColumn(words.station, 24),
        ExportColumn(words.theme, 50),
    )
    names = {station.position: station.short_title for station in harvest.stations}
    rows: Iterator[list[Cell]] = (
        [Typed(one.title), _or_none(one.text), _or_none(names.get(position, "")), _or_none(title)]
        for one in harvest.common_themes
        for position, title in one.themes or ((0, ""),)
    )
    return ExportTable(words.common_themes_short, columns, rows)


def _scales(harvest: EventHarvest, words: Words) -> ExportTable:
    columns = (
        ExportColumn(words.asked, 50),
        *(ExportColumn(str(place), 6) for place in range(1, 6)),
        ExportColumn(words.answers, 11),
        ExportColumn(words.mean, 12),
        ExportColumn(words.not_to_the_end, 24),
    )
    scales = harvest.feedback.scales if harvest.feedback else ()
    rows: Iterator[list[Cell]] = (
        [Typed(one.question), *one.counts, one.answers, one.mean, words.yes if one.closed else None] for one in scales
    )
    return ExportTable(words.feedback, columns, rows)


def _comments(harvest: EventHarvest, words: Words) -> ExportTable:
    columns = (
        ExportColumn(words.asked, 40),
        ExportColumn(words.language, 14),
        ExportColumn(words.comment, 60),
        ExportColumn(words.german, 60),
    )
    given = harvest.feedback
    rows: Iterator[list[Cell]] = (
        [Typed(given.asked), words.language_of(one.language), Typed(one.text, one.language), _or_none(one.german)]
        for one in (given.comments if given else ())
        if given
    )
    return ExportTable(words.comments, columns, rows)


def _event(harvest: EventHarvest, words: Words) -> ExportTable:
    """The table of the event itself: when and where it was, who held it, and its figures."""
    zone = ZoneInfo(harvest.timezone)
    place = ", ".join(filter(None, (harvest.place_name, harvest.street, f"{harvest.postcode} {harvest.city}".strip())))
    facts: tuple[tuple[str, Cell], ...] = (
        (words.event, Typed(harvest.title)),
        (words.date, harvest.date.strftime(words.line_day)),
        (words.place, Typed(place)),
        (words.organised_by, Typed(harvest.organiser)),
        (words.addressed_to, Typed(harvest.addressee)),
        (words.funding, Typed(harvest.funding)),
        (words.people, harvest.people),
        (words.contributions, harvest.contributions),
        (words.dots, harvest.votes),
        (words.languages, len(harvest.languages)),
        (words.made_at, _local(harvest.made_at, zone)),
    )
    columns = (ExportColumn(words.fact, 24), ExportColumn(words.value, 70))
    rows: Iterator[list[Cell]] = ([name, value] for name, value in facts)
    return ExportTable(words.event, columns, rows)


def _or_none(text: str | None) -> Typed | None:
    return Typed(text) if text else None


def _photos(harvest: EventHarvest, words: Words) -> ExportTable:
    columns = (
        ExportColumn(words.number, 10),
        ExportColumn(words.station, 24),
        ExportColumn(words.round, 8),
        ExportColumn(words.table, 8),
        ExportColumn(words.caption, 50),
        ExportColumn(words.width, 10),
        ExportColumn(words.height, 10),
        ExportColumn(words.taken_at, 17),
        ExportColumn(words.file, 20),
    )
    place = ZoneInfo(harvest.timezone)
    rows: Iterator[list[Cell]] = (
        [
            one.number,
            Typed(station.short_title),
            one.round,
            one.table,
            _or_none(one.caption),
            one.width,
            one.height,
            _local(one.taken_at, place),
            archive.photo_file(one.number),
        ]
        for station in harvest.stations
        for one in station.photos
    )
    return ExportTable(words.photos, columns, rows)


def _local(moment: dt.datetime, place: ZoneInfo) -> dt.datetime:
    """A moment in the event's time zone, without the zone and to the second, as spreadsheets store it."""
    return moment.astimezone(place).replace(tzinfo=None, microsecond=0)
