"""The slides before and after the stations': title, numbers, common themes, next steps, questions, feedback, thanks."""

from dataclasses import replace

from facilitation.documents.deck import words
from facilitation.documents.deck.pages import spread
from facilitation.documents.deck.room import LINE, lines_of, room
from facilitation.documents.deck.slide import (
    Closing,
    Figures,
    Line,
    Lines,
    Opening,
    Scales,
    Slide,
    Steps,
    figure,
    size_of,
)
from facilitation.documents.deck.station import mark_of
from facilitation.documents.report.words import MEASURE_STATES
from facilitation.i18n.catalogue import Catalogue
from facilitation.queries.harvest import EventHarvest, HarvestMeasure, HarvestScale

MOST_LINES = 5
MOST_STEPS = 6
STEP_COLUMNS = (29, 18, 9)
"""Letters in a line of a next step's columns: what, who, by when."""
MOST_SCALES = 4


def opening(say: Catalogue, harvest: EventHarvest) -> list[Slide]:
    """The first two slides: the event's title, and the day in numbers."""
    when = " · ".join(filter(None, (say.long_date(harvest.date), harvest.place_name)))
    title = Opening(harvest.title, tuple(map(mark_of, harvest.stations)), when, harvest.organiser)
    counts = (
        (words.COUNT_PEOPLE, harvest.people),
        (words.COUNT_CONTRIBUTIONS, harvest.contributions),
        (words.COUNT_DOTS, harvest.votes),
        (words.COUNT_LANGUAGES, len(harvest.languages)),
    )
    names = ", ".join(say.language_name(code) for code in harvest.languages)
    figures = Figures(
        tuple(figure(say, *one) for one in counts),
        say(words.SPOKEN, languages=names) if names else say(words.NOTHING_YET),
    )
    return [
        Slide("title", say(words.RESULTS), title, size=size_of(len(harvest.title) * 2)),
        Slide("numbers", say(words.FIGURES), figures, notes=(say(words.NOTE_COUNTED),)),
    ]


def closing(say: Catalogue, harvest: EventHarvest, *, feedback: bool) -> list[Slide]:
    """The slides after the stations; the feedback is among them only where `feedback` is true."""
    text = say(words.THANKS_TEXT, addressee=harvest.addressee) if harvest.addressee else say(words.THANKS_PLAIN)
    return [
        *_common(say, harvest),
        *_measures(say, harvest),
        *_questions(say, harvest),
        *(_feedback(say, harvest) if feedback else ()),
        Slide("thanks", say(words.THANKS), Closing(text, harvest.organiser), size=size_of(len(text))),
    ]


def _common(say: Catalogue, harvest: EventHarvest) -> list[Slide]:
    lines = []
    for one in harvest.common_themes:
        found_at = " · ".join(say(words.COMMON_FROM, n=n, theme=theme) for n, theme in one.themes)
        lines.append(Line(one.title, "\n".join(filter(None, (one.text, found_at)))))
    return _lines(say, lines, "common", say(words.COMMON))


def _questions(say: Catalogue, harvest: EventHarvest) -> list[Slide]:
    lines = [Line(one.text, station=mark_of(station)) for station in harvest.stations for one in station.questions]
    return _lines(say, lines, "questions", say(words.QUESTIONS))


def _lines(say: Catalogue, lines: list[Line], name: str, heading: str) -> list[Slide]:
    return spread(
        say,
        lines,
        name=name,
        heading=heading,
        most=MOST_LINES,
        length=lambda one: room(one.text) + room(one.beside),
        content=lambda held: Lines(tuple(held)),
        notes=lambda held: (),
    )


def _measures(say: Catalogue, harvest: EventHarvest) -> list[Slide]:
    heads = (say(words.WHAT), say(words.WHO), say(words.BY_WHEN), say(words.STATE))
    states = {state: say(name) for state, name in MEASURE_STATES.items()}
    return spread(
        say,
        [one for station in harvest.stations for one in station.measures],
        name="measures",
        heading=say(words.MEASURES),
        most=MOST_STEPS,
        length=_room_of_step,
        content=lambda held: Steps(heads, tuple(held), states, say(words.OPEN)),
        notes=lambda held: (),
    )


def _room_of_step(one: HarvestMeasure) -> int:
    """Return the room of a row: as many lines over the slide's width as its highest cell has."""
    cells = zip((one.what, one.who or "", one.by_when or ""), STEP_COLUMNS, strict=True)
    return max(lines_of(said, width) for said, width in cells) * LINE


def _feedback(say: Catalogue, harvest: EventHarvest) -> list[Slide]:
    given = harvest.feedback
    if given is None or not given.people:
        return []
    return spread(
        say,
        [_named(say, one) for one in given.scales if one.answers],
        name="feedback",
        heading=say(words.FEEDBACK),
        most=MOST_SCALES,
        length=lambda one: len(one.question),
        content=lambda held: Scales(
            tuple(held),
            tuple(say.decimal(one.mean or 0) for one in held),
            (say(words.SCALE_LOW), say(words.SCALE_HIGH)),
            say(words.CHOSEN),
            say(words.ANSWERS),
            say(words.MEAN),
        ),
        notes=lambda held: (say.count(words.FEEDBACK_FROM, given.people),),
    )


def _named(say: Catalogue, one: HarvestScale) -> HarvestScale:
    """Return a question that says where it was not asked to the end: fewer answered it, and that is why."""
    return replace(one, question=f"{one.question} ({say(words.NOT_TO_THE_END)})") if one.closed else one
