"""Writes the chapter on what the stations have in common: the organisers' words, and the kinds side by side."""

from collections import Counter

from facilitation.documents.report import words
from facilitation.documents.report.body import TableColumn, text_paragraph
from facilitation.documents.report.chart import Chart, Series
from facilitation.documents.report.document_builder import DocumentBuilder
from facilitation.documents.report.inline_formatting import kinds, station_name
from facilitation.documents.report.script import tag
from facilitation.queries.harvest import EventHarvest

KIND_COLOURS = {"idea": "1F3864", "problem": "B3471B", "question": "6E8FB5", "wish": "E0A526", "offer": "C9D6DF"}
"""RRGGBB by kind, from dark to light, so that they differ in grey and for colour-blind eyes."""


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
    columns = (
        TableColumn(say(words.KIND_ONLY), 28),
        *(
            TableColumn(f"{say(words.STATION)} {station.position}", 54 // len(counts), "TableNumber")
            for station in harvest.stations
        ),
        TableColumn(say(words.TOGETHER), 18, "TableNumber"),
    )
    rows = [
        [
            text_paragraph(kinds(say, kind), "TableText"),
            *(text_paragraph(say.number(count[kind]), "TableNumber") for count in counts),
            text_paragraph(say.number(sum(count[kind] for count in counts)), "TableNumber"),
        ]
        for kind in there
    ]
    manuscript.table(say(words.ACROSS_NUMBERS), words.ACROSS_DESCRIPTION, columns, rows)
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
