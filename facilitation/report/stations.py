"""A chapter for each station: its question, what the hosts hold on to, and every contribution in its place."""

from itertools import groupby

from facilitation.harvest import EventHarvest, HarvestContribution, HarvestStatement, StationHarvest
from facilitation.report import words
from facilitation.report.body import Column, link_paragraph, text_paragraph
from facilitation.report.manuscript import Manuscript
from facilitation.report.marks import colour, theme_anchor, voice

_THEME_COLUMNS = (
    Column(words.THEME, 70),
    Column(words.CONTRIBUTIONS, 15, "TableNumber"),
    Column(words.DOTS, 15, "TableNumber"),
)
_MEASURE_COLUMNS = (
    Column(words.WHAT, 46),
    Column(words.WHO, 24),
    Column(words.BY_WHEN, 16),
    Column(words.STATE, 14),
)


def station_chapter(manuscript: Manuscript, harvest: EventHarvest, station: StationHarvest) -> None:
    """Everything one station brought."""
    titles = dict(harvest.rounds)
    manuscript.heading(1, words.station(station.position, station.short_title))
    _question(manuscript, station, titles)
    if station.contributions or station.statements:
        _statements(manuscript, station, titles)
    _questions(manuscript, station, titles)
    if not station.contributions:
        manuscript.text(words.NO_CONTRIBUTIONS)
    _themes(manuscript, station)
    _unclustered(manuscript, station)
    _measures(manuscript, station)


def _question(manuscript: Manuscript, station: StationHarvest, titles: dict[int, str]) -> None:
    if station.title != station.short_title:
        manuscript.text(station.title, "Lead")
    if station.question:
        border = f'<w:pBdr><w:left w:val="single" w:sz="36" w:space="10" w:color="{colour(station)}"/></w:pBdr>'
        manuscript.add(
            text_paragraph(station.question, "GuidingQuestion", label=f"{words.GUIDING_QUESTION}: ", properties=border)
        )
    manuscript.text(station.description)
    if station.prompts:
        manuscript.text(words.PROMPTS, "Label")
        for position, prompt in enumerate(station.prompts, start=1):
            manuscript.text(prompt, "ListBullet", label=f"{words.turn(position, titles.get(position))}: ")
    if station.contributions:
        manuscript.text(
            f"{words.people(station.people)} · {words.contributions(len(station.contributions))} · "
            f"{words.dots(station.votes)}",
            "Note",
        )


def _statements(manuscript: Manuscript, station: StationHarvest, titles: dict[int, str]) -> None:
    manuscript.heading(2, words.STATEMENTS)
    if not station.statements:
        manuscript.text(words.STATEMENTS_OPEN)
    _by_round(manuscript, station.statements, titles)


def _questions(manuscript: Manuscript, station: StationHarvest, titles: dict[int, str]) -> None:
    if station.questions:
        manuscript.heading(2, words.QUESTIONS)
        _by_round(manuscript, station.questions, titles)


def _by_round(manuscript: Manuscript, stated: tuple[HarvestStatement, ...], titles: dict[int, str]) -> None:
    """The whole station first, then round by round."""
    in_order = sorted(stated, key=lambda statement: statement.round or 0)
    for turn, said in groupby(in_order, key=lambda statement: statement.round):
        manuscript.text(words.turn(turn, titles.get(turn)) if turn else words.WHOLE_STATION, "Label")
        manuscript.bullets(statement.text for statement in said)


def _themes(manuscript: Manuscript, station: StationHarvest) -> None:
    if not station.clusters:
        return
    manuscript.heading(2, words.THEMES)
    rows = (
        [
            link_paragraph(cluster.title, "TableText", anchor=theme_anchor(station, place)),
            text_paragraph(words.number(len(cluster.contributions)), "TableNumber"),
            text_paragraph(words.number(cluster.votes), "TableNumber"),
        ]
        for place, cluster in enumerate(station.clusters)
    )
    manuscript.table(f"{words.THEMES} an Station {station.position}", words.THEMES_DESCRIPTION, _THEME_COLUMNS, rows)
    for place, cluster in enumerate(station.clusters):
        manuscript.heading(3, cluster.title, anchor=theme_anchor(station, place))
        _voices(manuscript, cluster.contributions)


def _unclustered(manuscript: Manuscript, station: StationHarvest) -> None:
    if not station.unclustered:
        return
    manuscript.heading(2, words.UNCLUSTERED if station.clusters else words.ALL_BY_KIND)
    manuscript.text(words.UNCLUSTERED_ARE if station.clusters else words.ALL_BY_KIND_ARE, "Intro")
    order = [*words.KINDS, *{one.kind: None for one in station.unclustered if one.kind not in words.KINDS}]
    for kind in order:
        of_kind = sorted((one for one in station.unclustered if one.kind == kind), key=lambda one: -one.votes)
        if of_kind:
            manuscript.heading(3, words.kinds(kind))
            _voices(manuscript, tuple(of_kind))


def _voices(manuscript: Manuscript, contributions: tuple[HarvestContribution, ...]) -> None:
    for contribution in contributions:
        manuscript.add(voice(contribution))


def _measures(manuscript: Manuscript, station: StationHarvest) -> None:
    if not station.measures:
        return
    manuscript.heading(2, words.MEASURES)
    rows = (
        [
            text_paragraph(said, "TableText")
            for said in (
                measure.what,
                measure.who or words.OPEN,
                measure.by_when or words.OPEN,
                words.MEASURE_STATES.get(measure.state, measure.state),
            )
        ]
        for measure in station.measures
    )
    manuscript.table(
        f"{words.MEASURES} der Station {station.position}", words.MEASURES_DESCRIPTION, _MEASURE_COLUMNS, rows
    )
