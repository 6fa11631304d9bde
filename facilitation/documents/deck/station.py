"""The slides of a station: question, themes, key statements, voices, a photo of a tablecloth."""

from facilitation.documents.deck import words
from facilitation.documents.deck.pages import spread
from facilitation.documents.deck.slide import (
    Bar,
    Bars,
    Line,
    Lines,
    Mark,
    Slide,
    SlidePicture,
    SlideQuestion,
    Voice,
    Voices,
    size_of,
)
from facilitation.i18n.catalogue import Catalogue
from facilitation.queries.harvest import HarvestContribution, HarvestStatement, StationHarvest

MOST_BARS = 7
MOST_STATEMENTS = 5
VOICES = 3


def mark_of(station: StationHarvest) -> Mark:
    """The station as slides name it."""
    return Mark(station.position, station.short_title, station.colour.lstrip("#").upper())


def station_slides(say: Catalogue, station: StationHarvest) -> list[Slide]:
    """All slides of a station; a station without contributions has one, which says so."""
    mark = mark_of(station)
    rest = [
        *_themes(say, station, mark),
        *_statements(say, station, mark),
        *_voices(say, station, mark),
        *_photo(say, station, mark),
    ]
    remark = "" if station.contributions or rest else say(words.NOTHING_HERE)
    question = Slide(
        f"s{station.position}-question",
        say(words.QUESTION),
        SlideQuestion(station.question, remark),
        mark,
        (say(words.NOTE_READ), *station.prompts),
        size_of(len(station.question)),
    )
    return [question, *rest]


def _themes(say: Catalogue, station: StationHarvest, mark: Mark) -> list[Slide]:
    if not station.clusters:
        return []
    by_dots = any(one.votes for one in station.clusters)
    ranked = station.clusters if by_dots else sorted(station.clusters, key=lambda one: -len(one.contributions))
    held = ranked[:MOST_BARS]
    left = len(station.clusters) - len(held)
    bars = Bars(
        say(words.THEME),
        say(words.DOTS if by_dots else words.CONTRIBUTIONS[1]),
        tuple(Bar(one.title, one.votes if by_dots else len(one.contributions)) for one in held),
        mark.colour,
        say.count(words.MORE_THEMES, left) if left else "",
    )
    notes = tuple(
        say(words.NOTE_THEME, theme=one.title, voice=_german(one.contributions[0])) for one in held if one.contributions
    )
    size = size_of(sum(len(one.title) for one in held))
    heading = say(words.THEMES_BY_DOTS if by_dots else words.THEMES_BY_CONTRIBUTIONS)
    return [Slide(f"s{station.position}-themes", heading, bars, mark, notes, size)]


def _statements(say: Catalogue, station: StationHarvest, mark: Mark) -> list[Slide]:
    """The key statements of the whole station; where there are none, those of its rounds."""
    whole = [one for one in station.statements if one.round is None] or list(station.statements)
    numbered = list(enumerate(whole, start=1))

    in_rounds = tuple(
        say(words.NOTE_ROUND, n=one.round, said=one.text)
        for one in station.statements
        if one.round is not None and one not in whole
    )

    def notes(held: list[tuple[int, HarvestStatement]]) -> tuple[str, ...]:
        rests = [say(words.NOTE_RESTS, n=n, themes=", ".join(one.themes)) for n, one in held if one.themes]
        return (*rests, *(in_rounds if held[0][0] == 1 else ()))

    return spread(
        say,
        numbered,
        name=f"s{station.position}-statements",
        heading=say(words.STATEMENTS),
        most=MOST_STATEMENTS,
        length=lambda one: len(one[1].text),
        content=lambda held: Lines(tuple(Line(one.text, number=n) for n, one in held)),
        notes=notes,
        station=mark,
    )


def chosen_voices(station: StationHarvest) -> list[HarvestContribution]:
    """The VOICES contributions to quote: those that hosts highlighted, then those with most dots.

    A contribution that was merged into another one is left out.
    """
    own = [one for one in station.contributions if one.merged_into is None]
    return sorted(own, key=lambda one: (not one.highlighted, -one.votes))[:VOICES]


def _voices(say: Catalogue, station: StationHarvest, mark: Mark) -> list[Slide]:
    return spread(
        say,
        chosen_voices(station),
        name=f"s{station.position}-voices",
        heading=say(words.VOICES),
        most=VOICES,
        length=lambda one: len(one.text) + len(_translated(one) or ""),
        content=lambda held: Voices(tuple(voice(say, one) for one in held)),
        notes=lambda held: tuple(
            say(words.NOTE_VOICE, number=one.number, language=say.language_name(one.language)) for one in held
        ),
        station=mark,
    )


def voice(say: Catalogue, one: HarvestContribution) -> Voice:
    """A contribution as slides quote it."""
    about = " · ".join([one.number, *([say.count(words.COUNT_DOTS, one.votes)] if one.votes else [])])
    return Voice(one.text, one.language, _translated(one), about, one.highlighted)


def _photo(say: Catalogue, station: StationHarvest, mark: Mark) -> list[Slide]:
    """The slide of one photo: the first that has a caption, otherwise the first."""
    if not station.photos:
        return []
    photo = min(station.photos, key=lambda one: not one.caption)
    alternative = say(words.PHOTO_ALT, n=station.position, caption=photo.caption).strip()
    picture = SlidePicture(photo.id, photo.width, photo.height, photo.caption, alternative)
    return [Slide(f"s{station.position}-photo", say(words.PHOTO), picture, mark, (photo.number,))]


def _translated(one: HarvestContribution) -> str | None:
    return None if one.language == "de" or one.german == one.text else one.german or None


def _german(one: HarvestContribution) -> str:
    return one.german or one.text
