"""Writes a station's chapter: question, key statements, themes, contributions by kind, voices, photos."""

from itertools import groupby

from facilitation.documents.report import words
from facilitation.documents.report.body import TableColumn, paragraph, runs, text_paragraph
from facilitation.documents.report.chart import Chart, Series
from facilitation.documents.report.collected import asked_of, listed_offers, listed_questions
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
    """Write the chapter on what one station brought, the strongest of it; the appendix has everything.

    Each contribution is quoted once: in full, as a theme's, by its kind, or in the chapters on questions and offers.
    """
    collected = [one for _, one in [*listed_questions(harvest), *listed_offers(harvest)]]
    elsewhere = {one.number for one in collected if isinstance(one, HarvestContribution)}
    chosen = _chosen_voices(station, elsewhere)
    manuscript.quoted |= elsewhere | {one.number for one in chosen}
    manuscript.chapter(station_name(manuscript.say, station))
    _question(manuscript, harvest, station)
    if not station.contributions:
        manuscript.fixed(words.NO_CONTRIBUTIONS)
    if station.contributions or station.statements:
        _statements(manuscript, harvest, station)
    _themes(manuscript, station)
    _of_kind(manuscript, words.CHALLENGES, station, "problem")
    _of_kind(manuscript, words.IDEAS_AND_WISHES, station, "idea", "wish")
    _elsewhere(manuscript, harvest, station)
    _voices(manuscript, chosen)
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
            manuscript.text(statement.text, "ListBullet", language=statement.language)
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
        TableColumn(say(words.SAYING), 53),
        TableColumn(say(words.CONTRIBUTIONS), 16, "TableNumber"),
        TableColumn(say(words.DOTS), 9, "TableNumber"),
    )
    rows = [
        [
            _theme(manuscript, station, place, cluster),
            _saying(manuscript, cluster),
            text_paragraph(say.number(cluster.size), "TableNumber"),
            text_paragraph(say.number(cluster.votes), "TableNumber"),
        ]
        for place, cluster in enumerate(station.clusters)
    ]
    manuscript.table(say(words.THEMES_OF, n=station.position), words.THEMES_DESCRIPTION, columns, rows)
    if station.without_theme:
        dots = say.count(words.COUNT_DOTS, station.votes_without_theme)
        manuscript.text(say.count(words.WITHOUT_THEME, station.without_theme, dots=dots), "Note")
    if station.votes:
        _dots_chart(manuscript, station)


def _theme(manuscript: DocumentBuilder, station: StationHarvest, place: int, cluster: HarvestCluster) -> str:
    right_to_left = runs_right_to_left(cluster.title, None)
    title = runs(cluster.title, right_to_left=right_to_left)
    marked = manuscript.bookmarked(theme_anchor(station, place), title)
    return paragraph(marked, "TableText", right_to_left=right_to_left)


def _saying(manuscript: DocumentBuilder, cluster: HarvestCluster) -> str:
    """The theme's strongest contribution that stands nowhere else; where there is none, the number of its strongest."""
    for one in cluster.contributions:
        if one.number not in manuscript.quoted:
            manuscript.quoted.add(one.number)
            return in_short(manuscript, one, "TableText")
    return paragraph(manuscript.refer(strongest(cluster).number), "TableText")


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


def _of_kind(manuscript: DocumentBuilder, title: Fixed, station: StationHarvest, *kinds: str) -> None:
    if any(one.number not in manuscript.quoted for one in standing(station.contributions, *kinds)):
        manuscript.part(manuscript.say(title))
        listed(manuscript, station.contributions, MOST_OF_A_KIND, *kinds)


def _elsewhere(manuscript: DocumentBuilder, harvest: EventHarvest, station: StationHarvest) -> None:
    """Say which questions and offers of this station stand in the chapters that collect them."""
    say = manuscript.say
    numbers = [f"{place}" for place, (where, _) in enumerate(listed_questions(harvest), start=1) if where is station]
    if numbers:
        chapter = asked_of(say, harvest)
        manuscript.fixed(words.QUESTIONS_ELSEWHERE, "Note", numbers=", ".join(numbers), chapter=chapter)
    offers = sum(where is station for where, _ in listed_offers(harvest))
    if offers:
        told = say.count(words.COUNT_OFFERS, offers)
        manuscript.fixed(words.OFFERS_ELSEWHERE, "Note", offers=told, chapter=say(words.OFFERED))


def _chosen_voices(station: StationHarvest, elsewhere: set[str]) -> list[HarvestContribution]:
    """Choose the contributions that hosts highlighted; if they are fewer than VOICES, the strongest others, too."""
    every = [one for one in standing(station.contributions) if one.highlighted or one.number not in elsewhere]
    chosen = [one for one in every if one.highlighted][:MOST_VOICES]
    return chosen + [one for one in every if not one.highlighted][: max(VOICES - len(chosen), 0)]


def _voices(manuscript: DocumentBuilder, chosen: list[HarvestContribution]) -> None:
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
