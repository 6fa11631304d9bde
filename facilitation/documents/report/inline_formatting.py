"""Names, short forms and quotations of stations and contributions, which several chapters share."""

import re
from collections.abc import Collection, Iterable

from facilitation.colours import INK
from facilitation.documents.report import words
from facilitation.documents.report.body import paragraph, runs, text_paragraph
from facilitation.documents.report.document_builder import DocumentBuilder
from facilitation.documents.report.script import runs_right_to_left
from facilitation.i18n.catalogue import Catalogue, Fixed
from facilitation.queries.harvest import (
    EventHarvest,
    HarvestCluster,
    HarvestComment,
    HarvestContribution,
    HarvestStatement,
    StationHarvest,
)
from facilitation.text import cut

SHORT = 200
"""Characters of a contribution where it is shortened; the appendix has it in full."""

NO_BREAK = "\u00a0"
"""The blank between a number and what it counts, at the end of a line of text."""
_COLOUR = re.compile(r"#([0-9a-fA-F]{6})")


def colour(station: StationHarvest) -> str:
    """The station's colour as Word writes it (RRGGBB); that of ink where it is not valid."""
    match = _COLOUR.fullmatch(station.colour)
    return match[1].upper() if match else INK


def theme_anchor(station: StationHarvest, place: int) -> str:
    """The bookmark of the station's theme at a place, counted from 0."""
    return f"Thema_{station.position}_{place + 1}"


def station_name(say: Catalogue, station: StationHarvest) -> str:
    """A station's number and short title, such as Station 1: Förderung & Räume."""
    return say(words.STATION_NAMED, n=station.position, title=station.short_title)


def round_name(say: Catalogue, harvest: EventHarvest, position: int | None) -> str:
    """A round's number and title, such as Runde 1 – Sammeln; empty where `position` is None."""
    if position is None:
        return ""
    title = dict(harvest.rounds).get(position)
    return say(words.ROUND_NAMED, n=position, title=title) if title else say(words.ROUND_NUMBER, n=position)


def kind(say: Catalogue, name: str) -> str:
    """The word for a kind of contribution, such as Idee; the kind itself where it is unknown."""
    return say(words.KINDS[name][0]) if name in words.KINDS else name


def kinds(say: Catalogue, name: str) -> str:
    """The plural for a kind of contribution, such as Ideen; the kind itself where it is unknown."""
    return say(words.KINDS[name][1]) if name in words.KINDS else name


def enumeration(say: Catalogue, parts: list[str]) -> str:
    """Join parts to an enumeration, such as a, b und c."""
    return say(words.AND).join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def whole_station(station: StationHarvest) -> list[HarvestStatement]:
    """The key statements that hold for the whole station, not for one round."""
    return [statement for statement in station.statements if statement.round is None]


def standing(contributions: Iterable[HarvestContribution], *kinds: str) -> list[HarvestContribution]:
    """Contributions of these kinds (of all, if none is given) that are not merged into another, most dots first."""
    found = [one for one in contributions if one.dots is not None and (not kinds or one.kind in kinds)]
    return sorted(found, key=lambda one: -one.votes)


def strongest(cluster: HarvestCluster) -> HarvestContribution:
    """The theme's contribution with the most dots."""
    return cluster.contributions[0]


def readable(say: Catalogue, contribution: HarvestContribution) -> tuple[str, str]:
    """A contribution's text and its language: in the report's language, else in German, else as it was written."""
    if contribution.language == say.language or not contribution.german:
        return contribution.text, contribution.language
    return contribution.german, "de"


def shortened(text: str) -> str:
    """The text in one line, cut where it is longer than SHORT."""
    return cut(" ".join(text.split()), SHORT)


def in_short(manuscript: DocumentBuilder, contribution: HarvestContribution, style: str) -> str:
    """Make a paragraph of a contribution: its shortened text, a reference to the appendix, its dots.

    Reference and dots have a paragraph of their own below a text from right to left.
    """
    say = manuscript.say
    text, language = readable(say, contribution)
    dots = say.count(words.COUNT_DOTS, contribution.votes).replace(" ", NO_BREAK)
    told = f", {dots}" if contribution.votes else ""
    if contribution.worded and language not in (say.language, "de"):
        told += f", {say(words.BY_GUEST, language=say.language_name(language))}"
        text, language = contribution.worded, "de"
    elif language not in (say.language, "de"):
        told += f", {say(words.GERMAN_OPEN, language=say.language_name(language))}"
    source = manuscript.refer(contribution.number)
    if runs_right_to_left(text, language):  # beside each other the two directions would take each other's brackets
        below = {"ListBullet": "ListNote"}.get(style, "TableTranslation")
        return text_paragraph(shortened(text), style, language=language) + paragraph(source + runs(told), below)
    return text_paragraph(shortened(text), style, language=language, after=runs(" (") + source + runs(f"{told})"))


def listed(manuscript: DocumentBuilder, contributions: Collection[HarvestContribution], most: int, *kinds: str) -> None:
    """Write those of these kinds with most dots that stand nowhere before as a list, and how many more there are.

    What was merged into another is among those.
    """
    chosen = [one for one in standing(contributions, *kinds) if one.number not in manuscript.quoted][:most]
    for contribution in chosen:
        manuscript.quoted.add(contribution.number)
        manuscript.add(in_short(manuscript, contribution, "ListBullet"))
    more = how_many(contributions, *kinds) - len(chosen)
    if more:
        manuscript.text(manuscript.say.count(words.COUNT_MORE, more), "Note")


def how_many(contributions: Iterable[HarvestContribution], *kinds: str) -> int:
    """How many contributions of these kinds there are, with those that were merged into others."""
    return sum(one.kind in kinds for one in contributions)


def voice(manuscript: DocumentBuilder, contribution: HarvestContribution) -> str:
    """Make paragraphs of a contribution: its origin and dots, its full text, its German wording."""
    say = manuscript.say
    origin = "".join(f" · {part}" for part in _origin(say, contribution))
    source = manuscript.refer(contribution.number) + runs(
        f"{origin}\t{say.count(words.COUNT_DOTS, contribution.votes)}"
    )
    manuscript.quoted.add(contribution.number)
    stay = "" if contribution.language == "de" and not contribution.german else "<w:keepNext/>"
    text = text_paragraph(contribution.text, "Quote", language=contribution.language, properties=stay)
    return paragraph(source, "VoiceSource") + text + german(say, contribution, "Translation")


def german(say: Catalogue, contribution: HarvestContribution | HarvestComment, style: str) -> str:
    """Make a paragraph of the German wording, or of its being open; nothing for a German text."""
    if contribution.german:
        return text_paragraph(contribution.german, style, language="de", label=say(words.GERMAN))
    if isinstance(contribution, HarvestContribution) and contribution.worded:
        return text_paragraph(contribution.worded, style, language="de", label=say(words.GERMAN_BY_GUEST))
    if contribution.language == "de":
        return ""
    return text_paragraph(say(words.UNTRANSLATED), style, label=say(words.GERMAN))


def additions(say: Catalogue, contribution: HarvestContribution) -> list[str]:
    """What else the report says of a contribution: answer, merged, counted by hand, highlighted, edited."""
    told = []
    if contribution.reply_to:
        told.append(say(words.REPLY_TO, number=contribution.reply_to))
    if contribution.merged_into:
        told.append(say(words.MERGED_INTO, number=contribution.merged_into))
        if contribution.votes:
            told.append(say(words.DOTS_THERE, dots=say.count(words.COUNT_DOTS, contribution.votes)))
    if contribution.by_hand:
        told.append(say(words.BY_HAND, dots=say.count(words.COUNT_DOTS, contribution.by_hand)))
    if contribution.highlighted:
        told.append(say(words.HIGHLIGHTED))
    if contribution.edited:
        told.append(say(words.EDITED))
    return told


def open_or(say: Catalogue, text: str | None) -> tuple[str, str | None]:
    """The German text and its language, or the word for open and None where there is no text."""
    return (text, "de") if text else (say(words.OPEN), None)


def measure_state(say: Catalogue, state: str) -> str:
    """The word for the state of a measure, such as vereinbart; the state itself where it is unknown."""
    known: Fixed | None = words.MEASURE_STATES.get(state)
    return say(known) if known else state


def _origin(say: Catalogue, contribution: HarvestContribution) -> list[str]:
    turn = say(words.ROUND_NUMBER, n=contribution.round) if contribution.round else ""
    language = say.language_name(contribution.language)
    parts = [kind(say, contribution.kind), turn, language, *additions(say, contribution)]
    return [part for part in parts if part]
