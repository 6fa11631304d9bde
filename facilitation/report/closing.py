"""How the report was made, what its signs mean, and the full list of contributions."""

from facilitation.harvest import EventHarvest, HarvestContribution, StationHarvest
from facilitation.report import words
from facilitation.report.body import Column, text_paragraph
from facilitation.report.manuscript import Manuscript
from facilitation.report.marks import additions, german

_GLOSSARY_COLUMNS = (Column(words.SIGN, 24), Column(words.MEANING, 76))
_APPENDIX_COLUMNS = (
    Column(words.NUMBER, 11),
    Column(words.ROUND, 9),
    Column(words.KIND, 16),
    Column(words.CONTRIBUTION, 54),
    Column(words.DOTS, 10, "TableNumber"),
)


def about(manuscript: Manuscript) -> None:
    """Editing, data protection, signs."""
    manuscript.heading(1, words.ABOUT)
    manuscript.heading(2, words.EDITING)
    for note in words.EDITING_NOTES:
        manuscript.text(note)
    manuscript.heading(2, words.SIGNS)
    rows = (
        [text_paragraph(sign, "TableText"), text_paragraph(meaning, "TableText")] for sign, meaning in words.GLOSSARY
    )
    manuscript.table(words.SIGNS, words.SIGNS_DESCRIPTION, _GLOSSARY_COLUMNS, rows)


def appendix(manuscript: Manuscript, harvest: EventHarvest) -> None:
    """Every contribution of every station by its number, exactly once; left out where there is none."""
    if not harvest.contributions:
        return
    manuscript.heading(1, words.APPENDIX)
    manuscript.text(words.APPENDIX_IS, "Intro")
    for station in harvest.stations:
        if station.contributions:
            _station(manuscript, station)


def _station(manuscript: Manuscript, station: StationHarvest) -> None:
    manuscript.heading(2, words.station(station.position, station.short_title))
    manuscript.table(
        f"Alle Beiträge der Station {station.position}",
        words.ALL_DESCRIPTION,
        _APPENDIX_COLUMNS,
        map(_row, station.contributions),
    )


def _row(contribution: HarvestContribution) -> list[str]:
    kind = f"{words.kind(contribution.kind)}, {words.language(contribution.language)}"
    return [
        text_paragraph(contribution.number, "TableText"),
        text_paragraph(str(contribution.round or "–"), "TableText"),
        text_paragraph(kind, "TableText") + _additions(contribution),
        text_paragraph(contribution.text, "TableText", language=contribution.language)
        + german(contribution, "TableTranslation"),
        text_paragraph(words.number(contribution.votes), "TableNumber"),
    ]


def _additions(contribution: HarvestContribution) -> str:
    said = additions(contribution)
    return text_paragraph(", ".join(said), "TableTranslation") if said else ""
