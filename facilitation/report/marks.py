"""What several chapters say of a station or a contribution in the same way."""

import re

from facilitation.harvest import HarvestContribution, StationHarvest
from facilitation.report import words
from facilitation.report.body import paragraph, runs, text_paragraph

_COLOUR = re.compile(r"#([0-9a-fA-F]{6})")
_INK = "1C1915"


def colour(station: StationHarvest) -> str:
    """The station's colour as Word writes it; ink where it has none."""
    match = _COLOUR.fullmatch(station.colour)
    return match[1].upper() if match else _INK


def theme_anchor(station: StationHarvest, place: int) -> str:
    """The bookmark of the station's theme at this place, counted from 0."""
    return f"Thema_{station.position}_{place + 1}"


def whole_station(station: StationHarvest) -> list[str]:
    """The key statements that go beyond a round."""
    return [statement.text for statement in station.statements if statement.round is None]


def voice(contribution: HarvestContribution) -> str:
    """A contribution: where it comes from and its dots, its text to the letter, the German wording."""
    source = runs(contribution.number, style="Strong") + runs(
        "".join(f" · {part}" for part in _origin(contribution)) + f"\t{words.dots(contribution.votes)}"
    )
    text = text_paragraph(contribution.text, "Quote", language=contribution.language, properties=_stay(contribution))
    return paragraph(source, "VoiceSource") + text + german(contribution, "Translation")


def german(contribution: HarvestContribution, style: str) -> str:
    """The German wording as a paragraph; that it is open where there is none; nothing for German texts."""
    if contribution.german:
        return text_paragraph(contribution.german, style, label=words.GERMAN)
    return "" if contribution.language == "de" else text_paragraph(words.OPEN, style, label=words.GERMAN)


def additions(contribution: HarvestContribution) -> list[str]:
    """What else is to be known of it."""
    said = [f"Antwort auf {contribution.reply_to}" if contribution.reply_to else ""]
    said += [f"zusammengeführt mit {contribution.merged_into}" if contribution.merged_into else ""]
    said += [f"davon {words.dots(contribution.by_hand)} von Hand gezählt" if contribution.by_hand else ""]
    said += [words.HIGHLIGHTED if contribution.highlighted else "", words.EDITED if contribution.edited else ""]
    return [part for part in said if part]


def _origin(contribution: HarvestContribution) -> list[str]:
    turn = f"{words.ROUND} {contribution.round}" if contribution.round else ""
    parts = [words.kind(contribution.kind), turn, words.language(contribution.language), *additions(contribution)]
    return [part for part in parts if part]


def _stay(contribution: HarvestContribution) -> str:
    """On the page of the German wording, where one follows."""
    return "" if contribution.language == "de" and not contribution.german else "<w:keepNext/>"
