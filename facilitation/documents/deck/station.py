"""The slides of a station: all of it on one, behind that themes, key statements, voices, a photo of a tablecloth."""

from facilitation.documents.deck import words
from facilitation.documents.deck.pages import spread
from facilitation.documents.deck.room import beginning, room
from facilitation.documents.deck.slide import (
    Bar,
    Bars,
    Line,
    Lines,
    Mark,
    Overview,
    Slide,
    SlidePicture,
    SlideQuestion,
    Voice,
    Voices,
    figure,
    size_of,
)
from facilitation.i18n.catalogue import Catalogue
from facilitation.queries.harvest import HarvestContribution, HarvestStatement, StationHarvest

MOST_BARS = 7
MOST_STATEMENTS = 5
VOICES = 3
MOST_IN_SHORT = 5
STATEMENTS_IN_SHORT = 3
"""Themes and key statements on a station's first slide."""
ROOM_BESIDE, ROOM_FOR_VOICE = 260, 200
"""Room (`room.py`) of the key statements, and of the voice, beside the themes."""
LINES_OF_VOICE = 12
"""Drawn lines of a quoted contribution."""


def mark_of(station: StationHarvest) -> Mark:
    """The station as slides name it."""
    return Mark(station.position, station.sign, station.short_title, station.colour.lstrip("#").upper())


def station_slides(say: Catalogue, station: StationHarvest) -> list[Slide]:
    """All slides of a station: first what it brought on one slide, behind it each part by itself.

    Of a station without contributions the first one says so.
    """
    mark = mark_of(station)
    notes = (say(words.NOTE_READ), *station.prompts)
    name, size = f"s{station.position}-question", size_of(room(station.question))
    bars, said, quoted = strongest_themes(say, station, MOST_IN_SHORT), _brief(station), _quoted(say, station)
    rest = [
        *_themes(say, station, mark),
        *_statements(say, station, mark),
        *_voices(say, station, mark),
        *_photo(say, station, mark),
    ]
    if not (station.contributions or bars or said):
        question = SlideQuestion(station.question, say(words.NOTHING_HERE))
        return [Slide(name, say(words.QUESTION), question, mark, notes, size), *rest]
    languages = len({one.language for one in station.contributions})
    counted = (
        (words.COUNT_CONTRIBUTIONS, len(station.contributions)),
        (words.COUNT_DOTS, station.votes),
        (words.COUNT_LANGUAGES, languages),
    )
    overview = Overview(
        station.question,
        tuple(figure(say, *one) for one in counted),
        theme_heading(say, station),
        bars,
        say(words.STATEMENTS),
        said,
        quoted,
    )
    return [Slide(name, say(words.OVERVIEW), overview, mark, notes, size), *rest]


def theme_heading(say: Catalogue, station: StationHarvest) -> str:
    """What the bars of its themes show: dots, or contributions where nobody gave a dot."""
    return say(words.THEMES_BY_DOTS if _by_dots(station) else words.THEMES_BY_CONTRIBUTIONS)


def strongest_themes(say: Catalogue, station: StationHarvest, most: int) -> Bars | None:
    """Its strongest themes as bars, and what the others have together; None where it has no themes."""
    if not station.clusters:
        return None
    by_dots = _by_dots(station)
    counts = [(one.title, one.votes if by_dots else one.size) for one in station.clusters]
    ranked = sorted(counts, key=lambda pair: -pair[1])
    return Bars(
        say(words.THEME),
        say(words.DOTS if by_dots else words.CONTRIBUTIONS),
        tuple(Bar(title, count) for title, count in ranked[:most]),
        station.colour.lstrip("#").upper(),
        left_out(say, station, [count for _, count in ranked[most:]], by_dots=by_dots),
    )


def left_out(say: Catalogue, station: StationHarvest, others: list[int], *, by_dots: bool) -> str:
    """What bars do not show of a station's dots or contributions: those of `others`, and what is in no theme."""
    count, without, many = (
        (words.COUNT_DOTS, words.DOTS_WITHOUT_THEME, station.votes_without_theme)
        if by_dots
        else (words.COUNT_CONTRIBUTIONS, words.WITHOUT_THEME, station.without_theme)
    )
    themes = say.count(words.COUNT_OTHER, len(others))
    parts = [say(words.OTHER_THEMES, counted=say.count(count, sum(others)), themes=themes)] if others else []
    return " ".join([*parts, *([say.count(without, many)] if many else [])])


def _by_dots(station: StationHarvest) -> bool:
    return any(one.votes for one in station.clusters)


def _whole(station: StationHarvest) -> list[HarvestStatement]:
    """The key statements of the whole station; where there are none, those of its rounds."""
    return [one for one in station.statements if one.round is None] or list(station.statements)


def _brief(station: StationHarvest) -> tuple[str, ...]:
    """As many key statements as have room beside the themes, in their order; one that is too long ends it."""
    said: list[str] = []
    left = ROOM_BESIDE
    for one in _whole(station)[:STATEMENTS_IN_SHORT]:
        left -= room(one.text)
        if left < 0:
            break
        said.append(one.text)
    return tuple(said)


def _quoted(say: Catalogue, station: StationHarvest) -> Voice | None:
    """One voice for the first slide, in another language with its German if there is any; None where all are long."""
    fitting = [
        one
        for one in _ranked(station)
        if room(one.text) + room(_translated(one) or "") <= ROOM_FOR_VOICE
        and (one.language == "de" or _translated(one))
    ]
    chosen = min(fitting, key=lambda one: _translated(one) is None, default=None)
    return None if chosen is None else voice(say, chosen)


def _themes(say: Catalogue, station: StationHarvest, mark: Mark) -> list[Slide]:
    bars = strongest_themes(say, station, MOST_BARS)
    if bars is None:
        return []
    first = {one.title: one.contributions[0] for one in station.clusters if one.contributions}
    notes = tuple(
        say(words.NOTE_THEME, theme=bar.label, voice=_german(first[bar.label]))
        for bar in bars.bars
        if bar.label in first
    )
    size = size_of(sum(room(bar.label) for bar in bars.bars))
    return [Slide(f"s{station.position}-themes", theme_heading(say, station), bars, mark, notes, size)]


def _statements(say: Catalogue, station: StationHarvest, mark: Mark) -> list[Slide]:
    whole = _whole(station)
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
        length=lambda one: room(one[1].text),
        content=lambda held: Lines(tuple(Line(one.text, number=n) for n, one in held)),
        notes=notes,
        station=mark,
    )


def chosen_voices(station: StationHarvest) -> list[HarvestContribution]:
    """The VOICES contributions to quote: those that hosts highlighted, then those with most dots.

    A contribution that was merged into another one is left out.
    """
    return _ranked(station)[:VOICES]


def _ranked(station: StationHarvest) -> list[HarvestContribution]:
    own = [one for one in station.contributions if one.dots is not None]
    return sorted(own, key=lambda one: (not one.highlighted, -one.votes))


def _voices(say: Catalogue, station: StationHarvest, mark: Mark) -> list[Slide]:
    return spread(
        say,
        chosen_voices(station),
        name=f"s{station.position}-voices",
        heading=say(words.VOICES),
        most=VOICES,
        length=lambda one: sum(map(room, (_shown(one.text), _shown(_translated(one) or "")))),
        content=lambda held: Voices(tuple(voice(say, one) for one in held)),
        notes=lambda held: tuple(
            say(words.NOTE_VOICE, number=one.number, language=say.language_name(one.language)) for one in held
        ),
        station=mark,
    )


def voice(say: Catalogue, one: HarvestContribution) -> Voice:
    """A contribution as slides quote it."""
    about = " · ".join([one.number, *([say.count(words.COUNT_DOTS, one.votes)] if one.votes else [])])
    german = _translated(one)
    return Voice(_shown(one.text), one.language, german and _shown(german), about, one.highlighted)


def _shown(text: str) -> str:
    """As much of a text as a slide shows in a size that can be read; the report has it whole."""
    return beginning(text, LINES_OF_VOICE)


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
