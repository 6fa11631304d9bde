"""Writes the appendix: all contributions, other photos, programme, etiquette, how it was made, signs."""

from facilitation.documents.report import words
from facilitation.documents.report.body import TableColumn, paragraph, text_paragraph
from facilitation.documents.report.document_builder import DocumentBuilder
from facilitation.documents.report.inline_formatting import additions, german, kind, station_name
from facilitation.documents.report.method_chapter import programme
from facilitation.documents.report.photos import Photos, shown
from facilitation.queries.harvest import EventHarvest, HarvestContribution, StationHarvest


def appendix(manuscript: DocumentBuilder, harvest: EventHarvest, photos: Photos) -> None:
    """Write the appendix.

    It must be written last: a contribution gets a bookmark only where a chapter before has referred to it.
    """
    manuscript.chapter(manuscript.say(words.APPENDIX))
    _contributions(manuscript, harvest)
    _photos(manuscript, harvest, photos)
    if any(entry.part == "day" for entry in harvest.programme):
        manuscript.part(manuscript.say(words.PROGRAMME))
        programme(manuscript, harvest, "day", words.DAY, words.DAY_DESCRIPTION)
    if harvest.etiquette:
        manuscript.part(manuscript.say(words.ETIQUETTE))
        manuscript.bullets(harvest.etiquette, language="de")
    _editing(manuscript)
    _signs(manuscript)


def _contributions(manuscript: DocumentBuilder, harvest: EventHarvest) -> None:
    """Write every contribution of every station by its number, exactly once; nothing where there is none."""
    if not harvest.contributions:
        return
    say = manuscript.say
    manuscript.part(say(words.ALL_CONTRIBUTIONS))
    manuscript.fixed(words.APPENDIX_IS, "Intro")
    columns = (
        TableColumn(say(words.NUMBER), 9),
        TableColumn(say(words.KIND), 19),
        TableColumn(say(words.CONTRIBUTION), 42),
        TableColumn(say(words.THEME), 21),
        TableColumn(say(words.DOTS), 9, "TableNumber"),
    )
    for station in harvest.stations:
        if station.contributions:
            manuscript.section(station_name(say, station))
            manuscript.table(
                say(words.ALL_OF, n=station.position),
                words.ALL_DESCRIPTION,
                columns,
                (_row(manuscript, one) for one in station.contributions),
            )


def _row(manuscript: DocumentBuilder, contribution: HarvestContribution) -> list[str]:
    say = manuscript.say
    turn = [say(words.ROUND_NUMBER, n=contribution.round)] if contribution.round else []
    told = ", ".join([*turn, *additions(say, contribution)])
    about = f"{kind(say, contribution.kind)}, {say.language_name(contribution.language)}"
    return [
        paragraph(manuscript.marked(contribution.number), "TableText"),
        text_paragraph(about, "TableText") + (text_paragraph(told, "TableTranslation") if told else ""),
        text_paragraph(contribution.text, "TableText", language=contribution.language)
        + german(say, contribution, "TableTranslation"),
        text_paragraph(contribution.cluster or "–", "TableText"),
        text_paragraph("–" if contribution.dots is None else say.number(contribution.dots), "TableNumber"),
    ]


def _photos(manuscript: DocumentBuilder, harvest: EventHarvest, photos: Photos) -> None:
    more: list[StationHarvest] = [station for station in harvest.stations if photos.others(station)]
    if not more:
        return
    manuscript.part(manuscript.say(words.MORE_PHOTOS))
    for station in more:
        manuscript.section(station_name(manuscript.say, station))
        shown(manuscript, harvest, station, photos.others(station))


def _editing(manuscript: DocumentBuilder) -> None:
    manuscript.part(manuscript.say(words.EDITING))
    for note in words.EDITING_NOTES:
        manuscript.fixed(note)


def _signs(manuscript: DocumentBuilder) -> None:
    say = manuscript.say
    manuscript.part(say(words.SIGNS))
    rows = (
        [text_paragraph(say(sign), "TableText"), text_paragraph(say(meaning), "TableText")]
        for sign, meaning in words.GLOSSARY
    )
    manuscript.table(
        say(words.SIGNS),
        words.SIGNS_DESCRIPTION,
        (TableColumn(say(words.SIGN), 24), TableColumn(say(words.MEANING), 76)),
        rows,
    )
