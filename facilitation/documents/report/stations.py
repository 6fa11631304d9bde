"""Writes a station's chapter: question, key statements, themes, contributions by kind, voices, photos."""

from itertools import groupby

from facilitation.documents.report import words
from facilitation.documents.report.body import TableColumn, paragraph, runs, text_paragraph
from facilitation.documents.report.chart import Chart, Series
from facilitation.documents.report.document_builder import DocumentBuilder
from facilitation.documents.report.inline_formatting import (
    colour,
    in_short,
    listed,
    round_name,
    standing,
    station_name,
    strongest,
    theme_anchor,
    voice,
)
from facilitation.documents.report.photos import Photos, shown
from facilitation.documents.report.script import runs_right_to_left, tag
from facilitation.i18n.catalogue import Fixed
from facilitation.queries.harvest import (
    EventHarvest,
    HarvestCluster,
    HarvestContribution,
    HarvestStatement,
    StationHarvest,
)

MOST_OF_A_KIND = 4
"""Contributions of each kind, those with most dots; so six stations' chapters stay short enough to read."""
MOST_IN_CHART = 12
"""Bars of a chart, as many as can be compared at a glance; the table has all themes."""
VOICES = 3
"""Contributions quoted where hosts highlighted fewer; as many as the presentation quotes of a station."""
MOST_VOICES = 6


def station_chapter(
    manuscript: DocumentBuilder, harvest: EventHarvest, station: StationHarvest, photos: Photos
) -> None:
    """Write the chapter on what one station brought, the strongest of it; the appendix has everything."""
    manuscript.chapter(station_name(manuscript.say, station))
    _question(manuscript, harvest, station)
    if not station.contributions:
        manuscript.fixed(words.NO_CONTRIBUTIONS)
    if station.contributions or station.statements:
        _statements(manuscript, harvest, station)
    _themes(manuscript, station)
    _of_kind(manuscript, words.CHALLENGES, standing(station.contributions, "problem"))
    _of_kind(manuscript, words.IDEAS_AND_WISHES, standing(station.contributions, "idea", "wish"))
    _questions(manuscript, harvest, station)
    _of_kind(manuscript, words.OFFERS, standing(station.contributions, "offer"))
    _voices(manuscript, station)
    _photos(manuscript, harvest, station, photos)


def _question(manuscript: DocumentBuilder, harvest: EventHarvest, station: StationHarvest) -> None:
    say = manuscript.say
    if station.title != station.short_title:
        manuscript.text(station.title, "Lead", language="de")
    if station.question:
        border = f'<w:pBdr><w:left w:val="single" w:sz="36" w:space="10" w:color="{colour(station)}"/></w:pBdr>'
        label = f"{say(words.GUIDING_QUESTION)}: "
        manuscript.add(
            text_paragraph(station.question, "GuidingQuestion", language="de", label=label, properties=border)
        )
    manuscript.text(station.description, language="de")
    if station.prompts:
        manuscript.fixed(words.PROMPTS, "Label")
        for position, prompt in enumerate(station.prompts, start=1):
            label = f"{round_name(say, harvest, position)}: "
            manuscript.text(prompt, "ListBullet", language="de", label=label)
    if station.contributions:
        counts = (
            say.count(words.COUNT_PEOPLE, station.people),
            say.count(words.COUNT_CONTRIBUTIONS, len(station.contributions)),
            say.count(words.COUNT_DOTS, station.votes),
        )
        manuscript.text(" · ".join(counts), "Note")


def _statements(manuscript: DocumentBuilder, harvest: EventHarvest, station: StationHarvest) -> None:
    manuscript.part(manuscript.say(words.STATEMENTS))
    if not station.statements:
        manuscript.fixed(words.STATEMENTS_OPEN)
    _by_round(manuscript, harvest, station.statements)


def _by_round(manuscript: DocumentBuilder, harvest: EventHarvest, stated: tuple[HarvestStatement, ...]) -> None:
    """Write statements: those of the whole station first, then round by round."""
    in_order = sorted(stated, key=lambda statement: statement.round or 0)
    for turn, said in groupby(in_order, key=lambda statement: statement.round):
        manuscript.text(
            round_name(manuscript.say, harvest, turn) or manuscript.say(words.WHOLE_STATION),
            "Label",
        )
        for statement in said:
            manuscript.text(statement.text, "ListBullet", language="de")
            _behind(manuscript, statement)


def _behind(manuscript: DocumentBuilder, statement: HarvestStatement) -> None:
    """Write what a statement rests on: the titles of themes, the numbers of contributions."""
    if not statement.themes and not statement.voices:
        return
    titles = ", ".join(statement.themes)
    pieces = [runs(manuscript.say(words.RESTS_ON))]
    pieces += [runs(titles, language="de")] if titles else []
    for place, number in enumerate(statement.voices):
        pieces += [runs(", ")] if place or titles else []
        pieces.append(manuscript.refer(number))
    manuscript.add(paragraph("".join(pieces), "ListNote"))


def _themes(manuscript: DocumentBuilder, station: StationHarvest) -> None:
    if not station.clusters:
        return
    say = manuscript.say
    manuscript.part(say(words.THEMES))
    columns = (
        TableColumn(say(words.THEME), 22),
        TableColumn(say(words.SAYING), 56),
        TableColumn(say(words.CONTRIBUTIONS), 13, "TableNumber"),
        TableColumn(say(words.DOTS), 9, "TableNumber"),
    )
    rows = [
        [
            _theme(manuscript, station, place, cluster),
            _saying(manuscript, station, cluster),
            text_paragraph(say.number(len(cluster.contributions)), "TableNumber"),
            text_paragraph(say.number(cluster.votes), "TableNumber"),
        ]
        for place, cluster in enumerate(station.clusters)
    ]
    manuscript.table(say(words.THEMES_OF, n=station.position), words.THEMES_DESCRIPTION, columns, rows)
    if station.unclustered:
        manuscript.text(say.count(words.WITHOUT_THEME, len(station.unclustered)), "Note")
    if station.votes:
        _dots_chart(manuscript, station)


def _theme(manuscript: DocumentBuilder, station: StationHarvest, place: int, cluster: HarvestCluster) -> str:
    right_to_left = runs_right_to_left(cluster.title, None)
    title = runs(cluster.title, right_to_left=right_to_left)
    marked = manuscript.bookmarked(theme_anchor(station, place), title)
    return paragraph(marked, "TableText", right_to_left=right_to_left)


def _saying(manuscript: DocumentBuilder, station: StationHarvest, cluster: HarvestCluster) -> str:
    """The key statements that rest on the theme; where there are none, its strongest contribution."""
    said = [statement.text for statement in station.statements if cluster.title in statement.themes]
    if said:
        return "".join(text_paragraph(text, "TableText", language="de") for text in said)
    return in_short(manuscript, strongest(cluster), "TableText")


def _dots_chart(manuscript: DocumentBuilder, station: StationHarvest) -> None:
    say = manuscript.say
    bars = [(" ".join(cluster.title.split()), cluster.votes) for cluster in station.clusters[:MOST_IN_CHART]]
    others = station.clusters[MOST_IN_CHART:]
    if others:
        bars.append((say.count(words.MORE_THEMES, len(others)), sum(cluster.votes for cluster in others)))
    series = Series(say(words.DOTS), tuple(votes for _, votes in bars), colour(station))
    values = "; ".join(f"{title}: {say.number(votes)}" for title, votes in bars)
    manuscript.chart(
        say(words.DOTS_CHART, n=station.position),
        Chart(tuple(title for title, _ in bars), (series,), tag(say.language)),
        say(words.DOTS_CHART_ALT, n=station.position, values=values),
    )


def _of_kind(manuscript: DocumentBuilder, title: Fixed, contributions: list[HarvestContribution]) -> None:
    if contributions:
        manuscript.part(manuscript.say(title))
        listed(manuscript, contributions, MOST_OF_A_KIND)


def _questions(manuscript: DocumentBuilder, harvest: EventHarvest, station: StationHarvest) -> None:
    asked = standing(station.contributions, "question")
    if not station.questions and not asked:
        return
    manuscript.part(manuscript.say(words.QUESTIONS))
    if station.questions:
        if asked:
            manuscript.fixed(words.BY_HOSTS, "Label")
        in_order = sorted(station.questions, key=lambda question: question.round or 0)
        for question in in_order:
            manuscript.text(question.text, "ListBullet", language="de")
            _behind(manuscript, question)
        if asked:
            manuscript.fixed(words.BY_GUESTS, "Label")
    listed(manuscript, asked, MOST_OF_A_KIND)


def _voices(manuscript: DocumentBuilder, station: StationHarvest) -> None:
    """Write the contributions that hosts highlighted; if they are fewer than VOICES, the strongest others, too."""
    every = standing(station.contributions)
    chosen = [one for one in every if one.highlighted][:MOST_VOICES]
    chosen += [one for one in every if not one.highlighted][: max(VOICES - len(chosen), 0)]
    if chosen:
        manuscript.part(manuscript.say(words.VOICES))
        for contribution in chosen:
            manuscript.add(voice(manuscript, contribution))


def _photos(manuscript: DocumentBuilder, harvest: EventHarvest, station: StationHarvest, photos: Photos) -> None:
    there = photos.first(station)
    if not there:
        return
    manuscript.part(manuscript.say(words.PHOTOS))
    shown(manuscript, harvest, station, there)
    more = len(photos.others(station))
    if more:
        manuscript.text(manuscript.say.count(words.PHOTOS_MORE, more), "Note")
