"""Title page, figures, and what matters most."""

from collections import Counter
from zoneinfo import ZoneInfo

from facilitation.harvest import EventHarvest
from facilitation.report import words
from facilitation.report.body import Column, link_paragraph, paragraph, table, text_paragraph
from facilitation.report.manuscript import Manuscript
from facilitation.report.marks import colour, theme_anchor, whole_station

STRONGEST_THEMES = 8
"""As many themes as fit under the figures without becoming the report itself."""


def title_page(manuscript: Manuscript, harvest: EventHarvest) -> None:
    """Who, what, when, for whom; where the report stands; the four figures."""
    manuscript.front(text_paragraph(harvest.organiser, "Organiser"))
    manuscript.front(_stripe(harvest))
    manuscript.front(text_paragraph(harvest.title, "Title"))
    manuscript.front(text_paragraph(words.SUBTITLE, "Subtitle"))
    for name, value in _facts(harvest):
        if value:
            manuscript.front(text_paragraph(value, "Fact", label=f"{name}\t"))
    manuscript.front(text_paragraph(words.FIGURES, "FiguresTitle"))
    manuscript.front(_figures(harvest))
    manuscript.front(text_paragraph(words.COUNTED, "Note"))


def in_brief(manuscript: Manuscript, harvest: EventHarvest) -> None:
    """The first chapter: what came together, the strongest themes, the stations' key statements."""
    manuscript.heading(1, words.IN_BRIEF)
    manuscript.text(_sentence(harvest))
    if harvest.stations:
        manuscript.table(words.STATIONS, words.STATIONS_DESCRIPTION, _STATION_COLUMNS, _station_rows(harvest))
    _strongest(manuscript, harvest)
    _statements(manuscript, harvest)


def version(harvest: EventHarvest) -> str:
    """Entwurf, Stand 18. November 2023, 16:42 Uhr."""
    return f"{words.DRAFT}, Stand {words.moment(harvest.made_at.astimezone(ZoneInfo(harvest.timezone)))}"


def _stripe(harvest: EventHarvest) -> str:
    """A band of the stations' colours; nothing to read."""
    blocks = "".join(
        f'<w:r><w:rPr><w:shd w:val="clear" w:color="auto" w:fill="{colour(station)}"/></w:rPr><w:tab/></w:r>'
        for station in harvest.stations
    )
    return paragraph(blocks, "Stripe")


def _facts(harvest: EventHarvest) -> list[tuple[str, str]]:
    town = f"{harvest.postcode} {harvest.city}".strip()
    return [
        (words.DATE, words.long_date(harvest.date)),
        (words.PLACE, ", ".join(filter(None, (harvest.place_name, harvest.street, town)))),
        (words.ORGANISED_BY, harvest.organiser),
        (words.ADDRESSED_TO, harvest.addressee),
        (words.VERSION, version(harvest)),
    ]


def _figures(harvest: EventHarvest) -> str:
    figures = (
        (words.PEOPLE, harvest.people),
        (words.CONTRIBUTIONS, harvest.contributions),
        (words.DOTS, harvest.votes),
        (words.LANGUAGES, len(harvest.languages)),
    )
    return table(
        [Column(name, 1, "Figure") for name, _ in figures],
        [[text_paragraph(words.number(value), "Figure") for _, value in figures]],
        style="FiguresTable",
        title=words.FIGURES,
        description=words.FIGURES_DESCRIPTION,
    )


def _sentence(harvest: EventHarvest) -> str:
    if not harvest.contributions:
        return words.NOTHING_YET
    written = Counter(one.language for station in harvest.stations for one in station.contributions)
    spoken = [f"{words.language(code)} ({words.number(count)})" for code, count in written.most_common()]
    return (
        f"{words.people(harvest.people)}, {words.contributions(harvest.contributions)} und {words.dots(harvest.votes)} "
        f"an {words.counted(len(harvest.stations), 'Station', 'Stationen')}. "
        f"Sprachen der Beiträge: {words.enumeration(spoken)}."
    )


_STATION_COLUMNS = (
    Column(words.STATION, 48),
    Column(words.PEOPLE, 13, "TableNumber"),
    Column(words.CONTRIBUTIONS, 13, "TableNumber"),
    Column(words.THEMES, 13, "TableNumber"),
    Column(words.DOTS, 13, "TableNumber"),
)


def _station_rows(harvest: EventHarvest) -> list[list[str]]:
    return [
        [
            text_paragraph(words.station(station.position, station.short_title), "TableText"),
            *(
                text_paragraph(words.number(value), "TableNumber")
                for value in (station.people, len(station.contributions), len(station.clusters), station.votes)
            ),
        ]
        for station in harvest.stations
    ]


def _strongest(manuscript: Manuscript, harvest: EventHarvest) -> None:
    themes = [
        (cluster, station, theme_anchor(station, place))
        for station in harvest.stations
        for place, cluster in enumerate(station.clusters)
    ]
    themes.sort(key=lambda theme: -theme[0].votes)
    if not themes:
        return
    columns = (
        Column(words.THEME, 46),
        Column(words.STATION, 28),
        Column(words.CONTRIBUTIONS, 13, "TableNumber"),
        Column(words.DOTS, 13, "TableNumber"),
    )
    rows = (
        [
            link_paragraph(cluster.title, "TableText", anchor=anchor),
            text_paragraph(station.short_title, "TableText"),
            text_paragraph(words.number(len(cluster.contributions)), "TableNumber"),
            text_paragraph(words.number(cluster.votes), "TableNumber"),
        ]
        for cluster, station, anchor in themes[:STRONGEST_THEMES]
    )
    manuscript.table(words.STRONGEST, words.STRONGEST_DESCRIPTION, columns, rows)


def _statements(manuscript: Manuscript, harvest: EventHarvest) -> None:
    if not any(whole_station(station) for station in harvest.stations):
        return
    manuscript.heading(2, words.STATEMENTS_BRIEF)
    for station in harvest.stations:
        said = whole_station(station)
        if said:
            manuscript.text(words.station(station.position, station.short_title), "Label")
            manuscript.bullets(said)
