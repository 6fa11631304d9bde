"""A harvest as tables for Excel and CSV: contributions, themes, statements, measures, feedback, photos.

A cell is a number, a moment in the time zone of the event's place, a `Typed` text or one of our own words.
"""

import datetime as dt
from collections.abc import Iterator
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
        _feedback(harvest, words),
        _photos(harvest, words),
    )


def contributions(harvest: EventHarvest, words: Words) -> ExportTable:
    """The table of all visible contributions; names that guests gave are left out, as in the report."""
    columns = (
        ExportColumn(words.number, 10),
        ExportColumn(words.station, 24),
        ExportColumn(words.round, 8),
        ExportColumn(words.table, 8),
        ExportColumn(words.kind, 11),
        ExportColumn(words.language, 14),
        ExportColumn(words.contribution, 60),
        ExportColumn(words.german, 60),
        ExportColumn(words.theme, 28),
        ExportColumn(words.dots, 9),
        ExportColumn(words.by_hand, 12),
        ExportColumn(words.reply_to, 12),
        ExportColumn(words.merged_into, 16),
        ExportColumn(words.highlighted, 15),
        ExportColumn(words.edited, 12),
        ExportColumn(words.written_at, 17),
    )
    place = ZoneInfo(harvest.timezone)
    rows = (_contribution(station, one, place, words) for station in harvest.stations for one in station.contributions)
    return ExportTable(words.contributions, columns, rows)


def _contribution(station: StationHarvest, one: HarvestContribution, place: ZoneInfo, words: Words) -> list[Cell]:
    return [
        one.number,
        Typed(station.short_title),
        one.round,
        one.table,
        words.kind_of(one.kind),
        words.language_of(one.language),
        Typed(one.text, one.language),
        Typed(one.german) if one.german else None,
        Typed(one.cluster) if one.cluster else None,
        one.votes,
        one.by_hand,
        one.reply_to,
        one.merged_into,
        words.yes if one.highlighted else words.no,
        words.yes if one.edited else words.no,
        _local(one.created_at, place),
    ]


def _themes(harvest: EventHarvest, words: Words) -> ExportTable:
    columns = (
        ExportColumn(words.station, 24),
        ExportColumn(words.theme, 50),
        ExportColumn(words.contributions, 11),
        ExportColumn(words.dots, 9),
    )
    rows: Iterator[list[Cell]] = (
        [Typed(station.short_title), Typed(theme.title), len(theme.contributions), theme.votes]
        for station in harvest.stations
        for theme in station.clusters
    )
    return ExportTable(words.themes, columns, rows)


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
            Typed(one.text),
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
            Typed(one.who) if one.who else None,
            Typed(one.by_when) if one.by_when else None,
            words.measure_states.get(one.state, one.state),
        ]
        for station in harvest.stations
        for one in station.measures
    )
    return ExportTable(words.measures, columns, rows)


def _feedback(harvest: EventHarvest, words: Words) -> ExportTable:
    """The table of the feedback: a row for each question on the scale, then one for each comment."""
    columns = (
        ExportColumn(words.asked, 50),
        *(ExportColumn(str(place), 6) for place in range(1, 6)),
        ExportColumn(words.answers, 11),
        ExportColumn(words.mean, 12),
        ExportColumn(words.language, 14),
        ExportColumn(words.answer, 60),
        ExportColumn(words.german, 60),
    )

    def rows() -> Iterator[list[Cell]]:
        if harvest.feedback is None:
            return
        for scale in harvest.feedback.scales:
            yield [Typed(scale.question), *scale.counts, scale.answers, scale.mean, None, None, None]
        for comment in harvest.feedback.comments:
            said = Typed(comment.text, comment.language)
            wording = Typed(comment.german) if comment.german else None
            yield [
                Typed(harvest.feedback.asked),
                *[None] * 7,
                words.language_of(comment.language),
                said,
                wording,
            ]

    return ExportTable(words.feedback, columns, rows())


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
            Typed(one.caption) if one.caption else None,
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
