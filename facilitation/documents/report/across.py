"""Writes the chapter on what the stations have in common: the organisers' words, and the kinds side by side."""

from collections import Counter
from collections.abc import Sequence

from facilitation.documents.report import words
from facilitation.documents.report.body import TableColumn, text_paragraph
from facilitation.documents.report.chart import Chart, Series
from facilitation.documents.report.document_builder import DocumentBuilder
from facilitation.documents.report.inline_formatting import kinds, station_name
from facilitation.documents.report.script import tag
from facilitation.i18n.catalogue import Fixed
from facilitation.queries.harvest import EventHarvest

KIND_COLOURS = {"idea": "1F3864", "problem": "B3471B", "question": "6E8FB5", "wish": "E0A526", "offer": "C9D6DF"}
"""RRGGBB by kind, from dark to light, so that they differ in grey and for colour-blind eyes."""


SIDE_BY_SIDE = 5
"""Stations for which a table has room for a column each; more stand below each other."""


def across(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the chapter after the stations; nothing where there is nothing to compare."""
    compared = len(harvest.stations) > 1 and harvest.contributions
    if not compared and not harvest.common_themes:
        return
    manuscript.chapter(manuscript.say(words.ACROSS))
    if not harvest.common_themes:
        manuscript.fixed(words.COMMON_OPEN)
    for common in harvest.common_themes:
        manuscript.part(common.title)
        manuscript.own_words(common.text)
        by_station = {station.position: station for station in harvest.stations}
        for position, title in common.themes:
            if position in by_station:
                label = f"{station_name(manuscript.say, by_station[position])}: "
                manuscript.text(title, "ListBullet", language="de", label=label)
    if compared:
        _kinds(manuscript, harvest)


def _kinds(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    say = manuscript.say
    manuscript.part(say(words.ACROSS_NUMBERS))
    counts = [Counter(one.kind for one in station.contributions) for station in harvest.stations]
    there = [kind for kind in words.KINDS if any(count[kind] for count in counts)]
    names = [say(words.STATION_NAMED, n=station.position, title=station.short_title) for station in harvest.stations]
    sides = [f"{say(words.STATION)} {station.position}" for station in harvest.stations]
    table = [[count[kind] for count in counts] for kind in there]
    if len(counts) <= SIDE_BY_SIDE:
        _table(
            manuscript, (words.KIND_ONLY, words.ACROSS_DESCRIPTION), [kinds(say, kind) for kind in there], sides, table
        )
    else:
        turned = [list(row) for row in zip(*table, strict=True)]
        _table(
            manuscript, (words.STATION, words.ACROSS_BY_STATION), names, [kinds(say, kind) for kind in there], turned
        )
    series = tuple(
        Series(kinds(say, kind), tuple(count[kind] for count in counts), KIND_COLOURS[kind]) for kind in there
    )
    values = "; ".join(
        f"{name}: " + ", ".join(f"{kinds(say, kind)} {say.number(count[kind])}" for kind in there)
        for name, count in zip(names, counts, strict=True)
    )
    manuscript.chart(
        say(words.ACROSS_NUMBERS),
        Chart(tuple(names), series, tag(say.language)),
        say(words.ACROSS_ALT, values=values),
    )


def _table(
    manuscript: DocumentBuilder,
    said: tuple[Fixed, Fixed],
    lines: Sequence[str],
    heads: Sequence[str],
    numbers: list[list[int]],
) -> None:
    """Write a table of numbers, a line each, with what they are together at its end.

    `said` are the head of the first column, and what the table holds.
    """
    say = manuscript.say
    first, description = said
    columns = (
        TableColumn(say(first), 28),
        *(TableColumn(head, 54 // len(heads), "TableNumber") for head in heads),
        TableColumn(say(words.TOGETHER), 18, "TableNumber"),
    )
    rows = [
        [
            text_paragraph(line, "TableText"),
            *(text_paragraph(say.number(number), "TableNumber") for number in (*here, sum(here))),
        ]
        for line, here in zip(lines, numbers, strict=True)
    ]
    manuscript.table(say(words.ACROSS_NUMBERS), description, columns, rows)
