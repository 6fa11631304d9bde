"""Writes the title page with its figures, and the chapter on what matters most."""

from collections import Counter
from zoneinfo import ZoneInfo

from facilitation.colours import INK
from facilitation.documents.report import words
from facilitation.documents.report.body import TableColumn, link_paragraph, paragraph, table, text_paragraph
from facilitation.documents.report.conclusions import to_follow
from facilitation.documents.report.document_builder import DocumentBuilder
from facilitation.documents.report.inline_formatting import (
    enumeration,
    in_short,
    standing,
    station_name,
    strongest,
    theme_anchor,
    whole_station,
)
from facilitation.i18n.catalogue import Catalogue
from facilitation.queries.harvest import EventHarvest

STRONGEST_THEMES = 6
STRONGEST_VOICES = 5
"""Themes and contributions: as many as fit on the page with the summary and the key statements."""
_STRIPE = f'<w:pBdr><w:top w:val="single" w:sz="48" w:space="14" w:color="{INK}"/></w:pBdr>'
"""The band above the title: a border, for screen readers stop at empty paragraphs."""
LOGO_HEIGHT = 1000
"""Twentieths of a point: the logo's greatest height."""


def title_page(
    manuscript: DocumentBuilder, harvest: EventHarvest, version: str, logo: tuple[bytes, int, int] | None
) -> None:
    """Write the title page: organiser, title, date, place, addressee, version, and the four figures.

    `logo` is a JPEG or PNG with its width and height in pixels.
    """
    say = manuscript.say
    if logo is not None:
        picture, width, height = logo
        alternative = say(words.LOGO, organiser=harvest.organiser)
        drawn = manuscript.drawn(picture, alternative=alternative, width=width, height=height, limit=LOGO_HEIGHT)
        manuscript.front(paragraph(drawn, "Logo"))
    manuscript.front(text_paragraph(harvest.organiser, "Organiser", language="de"))
    manuscript.front(text_paragraph(harvest.title, "Title", language="de", properties=_STRIPE))
    manuscript.front(text_paragraph(say(words.SUBTITLE), "Subtitle"))
    for name, value, language in _facts(say, harvest, version):
        if value:
            manuscript.front(text_paragraph(value, "Fact", language=language, label=f"{name}\t"))
    manuscript.front(text_paragraph(say(words.FIGURES), "FiguresTitle"))
    manuscript.front(_figures(say, harvest, manuscript.width))
    manuscript.front(text_paragraph(say(words.COUNTED), "Note"))


def summary(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the first chapter, on a page of its own: what matters most.

    It has the organisers' summary, also in plain words where they wrote that, recommendations and next steps, and the
    strongest themes (or contributions, where there are no themes), each with a reference to its place; the stations'
    key statements only where nobody has written a recommendation yet.
    """
    manuscript.chapter(manuscript.say(words.SUMMARY), own_page=True)
    manuscript.own_words(harvest.summary)
    manuscript.text(_extent(manuscript.say, harvest))
    if harvest.plain:
        manuscript.part(manuscript.say(words.PLAIN))
        manuscript.own_words(harvest.plain)
    to_follow(manuscript, harvest)
    if not harvest.recommendations:
        _statements(manuscript, harvest)
    _strongest_themes(manuscript, harvest)
    _strongest_voices(manuscript, harvest)


def version(say: Catalogue, harvest: EventHarvest, final: int | None) -> str:
    """The report's version in words, such as Entwurf, Stand 18. November 2023, 16:42 Uhr.

    `final` is the number of a final version, None for a draft. With simulated texts it is a rehearsal's.
    """
    at = harvest.made_at.astimezone(ZoneInfo(harvest.timezone))
    moment = say(words.MOMENT, date=say.long_date(at), time=f"{at:%H:%M}")
    if harvest.rehearsal:
        return say(words.REHEARSAL, moment=moment)
    return say(words.DRAFT, moment=moment) if final is None else say(words.FINAL, n=final, moment=moment)


def place(harvest: EventHarvest) -> str:
    """The event's place, such as Volkshochschule Dresden e.V., Annenstraße 10, 01067 Dresden."""
    town = f"{harvest.postcode} {harvest.city}".strip()
    return ", ".join(filter(None, (harvest.place_name, harvest.street, town)))


def _facts(say: Catalogue, harvest: EventHarvest, version: str) -> list[tuple[str, str, str | None]]:
    return [
        (say(words.DATE), say.long_date(harvest.date), None),
        (say(words.PLACE), place(harvest), "de"),
        (say(words.ORGANISED_BY), harvest.organiser, "de"),
        (say(words.ADDRESSED_TO), harvest.addressee, "de"),
        (say(words.FUNDED), harvest.funding, "de"),
        (say(words.VERSION), version, None),
    ]


def _figures(say: Catalogue, harvest: EventHarvest, width: int) -> str:
    figures = (
        (words.PEOPLE, harvest.people),
        (words.CONTRIBUTIONS, harvest.contributions),
        (words.DOTS, harvest.votes),
        (words.LANGUAGES, len(harvest.languages)),
    )
    return table(
        [TableColumn(say(name), 1, "Figure") for name, _ in figures],
        [[text_paragraph(say.number(value), "Figure") for _, value in figures]],
        style="FiguresTable",
        title=say(words.FIGURES),
        description=say(words.FIGURES_DESCRIPTION),
        width=width,
    )


def _extent(say: Catalogue, harvest: EventHarvest) -> str:
    if not harvest.contributions:
        return say(words.NOTHING_YET)
    written = Counter(one.language for station in harvest.stations for one in station.contributions)
    spoken = [f"{say.language_name(code)} ({say.number(count)})" for code, count in written.most_common()]
    extent = say(
        words.EXTENT,
        people=say.count(words.COUNT_PEOPLE, harvest.people),
        stations=say.count(words.COUNT_STATIONS, len(harvest.stations)),
        contributions=say.count(words.COUNT_CONTRIBUTIONS, harvest.contributions),
        dots=say.count(words.COUNT_DOTS, harvest.votes),
    )
    return f"{extent} {say(words.SPOKEN, languages=enumeration(say, spoken))}"


def _statements(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    if not any(whole_station(station) for station in harvest.stations):
        return
    manuscript.part(manuscript.say(words.STATEMENTS_BRIEF))
    for station in harvest.stations:
        said = whole_station(station)
        if said:
            manuscript.text(station_name(manuscript.say, station), "Label")
            for statement in said:
                manuscript.text(statement.text, "ListBullet", language=statement.language)


def _strongest_themes(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    say = manuscript.say
    themes = [
        (cluster, station, theme_anchor(station, place))
        for station in harvest.stations
        for place, cluster in enumerate(station.clusters)
    ]
    themes.sort(key=lambda theme: -theme[0].votes)
    if not themes:
        return
    manuscript.part(say(words.STRONGEST))
    columns = (
        TableColumn(say(words.THEME), 36),
        TableColumn(say(words.STATION), 23),
        TableColumn(say(words.CONTRIBUTIONS), 15, "TableNumber"),
        TableColumn(say(words.DOTS), 10, "TableNumber"),
        TableColumn(say(words.STRONGEST_CONTRIBUTION), 16),
    )
    rows = [
        [
            link_paragraph(cluster.title, "TableText", anchor=anchor),
            text_paragraph(station.short_title, "TableText", language="de"),
            text_paragraph(say.number(cluster.size), "TableNumber"),
            text_paragraph(say.number(cluster.votes), "TableNumber"),
            paragraph(manuscript.refer(strongest(cluster).number), "TableText"),
        ]
        for cluster, station, anchor in themes[:STRONGEST_THEMES]
    ]
    manuscript.table(say(words.STRONGEST), words.STRONGEST_DESCRIPTION, columns, rows)


def _strongest_voices(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write the contributions with most dots; only where no station has themes yet."""
    if any(station.clusters for station in harvest.stations):
        return
    every = standing(one for station in harvest.stations for one in station.contributions)
    if every:
        manuscript.part(manuscript.say(words.STRONGEST_VOICES))
        for contribution in every[:STRONGEST_VOICES]:
            manuscript.add(in_short(manuscript, contribution, "ListBullet"))
