"""What a harvest is as tables, the same in Excel and CSV: a row for each contribution, theme, statement, measure,

feedback and photo. A cell is a number, a moment on the clock of the event's place, a `Typed` text or a word of ours.
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
    """What somebody wrote, and in which language."""

    text: str
    language: str = "de"


Cell: TypeAlias = Typed | str | int | float | dt.datetime | None


@dataclass(frozen=True)
class Column:
    """A heading, and how wide its column is, in digits of Excel's standard font."""

    heading: str
    width: int


@dataclass(frozen=True)
class Table:
    """A sheet's name, its columns, and its rows, which are made while they are read."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterator[list[Cell]]


def every(harvest: EventHarvest, words: Words) -> tuple[Table, ...]:
    """All tables, the contributions first."""
    return (
        contributions(harvest, words),
        _themes(harvest, words),
        _statements(harvest, words),
        _measures(harvest, words),
        _feedback(harvest, words),
        _photos(harvest, words),
    )


def contributions(harvest: EventHarvest, words: Words) -> Table:
    """Every visible contribution once. Names that guests gave stay out, as in the report."""
    columns = (
        Column(words.number, 10),
        Column(words.station, 24),
        Column(words.round, 8),
        Column(words.table, 8),
        Column(words.kind, 11),
        Column(words.language, 14),
        Column(words.contribution, 60),
        Column(words.german, 60),
        Column(words.theme, 28),
        Column(words.dots, 9),
        Column(words.by_hand, 12),
        Column(words.reply_to, 12),
        Column(words.merged_into, 16),
        Column(words.highlighted, 15),
        Column(words.edited, 12),
        Column(words.written_at, 17),
    )
    place = ZoneInfo(harvest.timezone)
    rows = (_contribution(station, one, place, words) for station in harvest.stations for one in station.contributions)
    return Table(words.contributions, columns, rows)


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


def _themes(harvest: EventHarvest, words: Words) -> Table:
    columns = (
        Column(words.station, 24),
        Column(words.theme, 50),
        Column(words.contributions, 11),
        Column(words.dots, 9),
    )
    rows: Iterator[list[Cell]] = (
        [Typed(station.short_title), Typed(theme.title), len(theme.contributions), theme.votes]
        for station in harvest.stations
        for theme in station.clusters
    )
    return Table(words.themes, columns, rows)


def _statements(harvest: EventHarvest, words: Words) -> Table:
    columns = (
        Column(words.station, 24),
        Column(words.kind, 14),
        Column(words.round, 14),
        Column(words.text, 70),
        Column(words.themes, 30),
        Column(words.contributions, 30),
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
    return Table(words.statements, columns, rows)


def _measures(harvest: EventHarvest, words: Words) -> Table:
    columns = (
        Column(words.station, 24),
        Column(words.what, 60),
        Column(words.who, 28),
        Column(words.by_when, 18),
        Column(words.state, 12),
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
    return Table(words.measures, columns, rows)


def _feedback(harvest: EventHarvest, words: Words) -> Table:
    """A row for each question of the scale, then one for each comment."""
    columns = (
        Column(words.asked, 50),
        *(Column(str(place), 6) for place in range(1, 6)),
        Column(words.answers, 11),
        Column(words.mean, 12),
        Column(words.language, 14),
        Column(words.answer, 60),
        Column(words.german, 60),
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

    return Table(words.feedback, columns, rows())


def _photos(harvest: EventHarvest, words: Words) -> Table:
    columns = (
        Column(words.number, 10),
        Column(words.station, 24),
        Column(words.round, 8),
        Column(words.table, 8),
        Column(words.caption, 50),
        Column(words.width, 10),
        Column(words.height, 10),
        Column(words.taken_at, 17),
        Column(words.file, 20),
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
    return Table(words.photos, columns, rows)


def _local(moment: dt.datetime, place: ZoneInfo) -> dt.datetime:
    """On the clock of the event's place, to the second, as spreadsheets know moments: without a zone."""
    return moment.astimezone(place).replace(tzinfo=None, microsecond=0)
