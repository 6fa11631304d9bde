"""The day's programme, line by line: written, added, moved, removed, and what its times must keep to.

Lines of the day stand one after the other. The day's line of kind `world_cafe` holds an inner plan of its own: the
introduction, rounds and changes, the votes, the harvest. Rounds and changes of it are written with the rounds
(`services/round_plan.py`), since a clock belongs to them.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy import select

from facilitation import bounds, typed
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Event, ProgrammeItem
from facilitation.services import own_texts, seen
from facilitation.services.committed import Committed, of_event
from facilitation.services.translations import Place
from facilitation.storage.transactions import CafeSession, lock_event, writing

DAY, CAFE = "day", "world_cafe"
"""Parts of a programme: the whole day, and what happens within its World Café, whose line in the day has that kind."""
KINDS = ("arrival", "talk", "break", "world_cafe", "presentation", "feedback", "close")
"""What a line of the day may be."""
OF_ROUNDS = ("round", "change")
"""Kinds of lines that stand or fall with a round."""
USUAL_MINUTES = 15
"""Minutes of a line that is added."""
LAST = 1439
"""The last minute of a day at which something may end."""


class Span(NamedTuple):
    """A line's times in minutes since midnight, with the title by which it is named."""

    title: str
    begin: int
    end: int


def minutes(time: str) -> int:
    """Return the minutes since midnight of a time HH:MM, as programmes hold them.

    Raises CafeError `not_a_time` (said) for what an import brought along that is none.
    """
    hours, _, rest = typed.time(time).partition(":")
    return int(hours) * 60 + int(rest)


def clock(minute: int) -> str:
    """Return a minute of the day as HH:MM."""
    return f"{minute // 60:02}:{minute % 60:02}"


def said_of(item: ProgrammeItem) -> str:
    """Return what a line says, for its mark (`seen.mark`): times and title."""
    return f"{item.starts} {item.ends} {item.title}"


def check(spans: Sequence[Span]) -> None:
    """Refuse lines of which one ends before it begins, or begins before the one above has ended.

    Pure: it knows no database. Raises CafeError `ends_before`, `times_overlap`; both say in `mend` which value of
    which field (`field`, starts or ends) of the line at `place` would do.
    """
    for place, span in enumerate(spans):
        if span.end <= span.begin:
            later = clock(min(span.begin + USUAL_MINUTES, LAST))
            raise CafeError(
                "ends_before", title=span.title, begins=clock(span.begin), mend=later, field="ends", place=place
            )
        above = spans[place - 1] if place else None
        if above is not None and span.begin < above.end:
            raise CafeError(
                "times_overlap",
                title=span.title,
                begins=clock(span.begin),
                other=above.title,
                ends=clock(above.end),
                mend=clock(above.end),
                field="starts",
                place=place,
            )


def write(
    actor: Actor, id: int, *, starts: str, ends: str, title: str, known: int, shift: bool = False
) -> Committed[ProgrammeItem]:
    """Write a line's times, as people type them, and its title; `known` is the mark of what stood there.

    With `shift` everything later that day moves along with its end. It is acknowledged with what was understood
    (`starts`, `ends`, `title`), and with all lines as they stand (`lines`, by id). Raises CafeError `not_allowed`,
    `unknown_line`, `not_a_time` (field), `ends_before`, `times_overlap`, `outside_the_cafe`, `too_late`, `reworded`
    (now), and as
    `own_texts.write` does.
    """
    actor.require_organiser()
    begin, end = time_in("starts", starts), time_in("ends", ends)
    with writing() as session:
        event = lock_event(session, actor.event_id)
        item = _of_the_programme(session, event, id)
        said = own_texts.cleaned(Place("programme", "title"), title, limit=_length())
        wanted = {"starts": begin, "ends": end, "title": said}
        if any(getattr(item, name) != value for name, value in wanted.items()):
            told = {"starts": item.starts, "ends": item.ends, "title": item.title}
            seen.check_mark(said_of(item), known, told=told)
            before = item.starts, item.ends
            item.starts, item.ends, item.title = begin, end, said
            if before != (begin, end):
                if shift:
                    _shift(session, event, item, before[1])
                _check_times(session, event, item)
            own_texts.changed(session, actor, event, Place("programme", "title"))
        return of_event(item, revision=seen.mark(said_of(item)), lines=_told(_items(session, event)), **wanted)


def add(actor: Actor, *, after: int | None, title: str, part: str = DAY) -> Committed[ProgrammeItem]:
    """Add a line behind another one (None: first), in the time that is free there, else USUAL_MINUTES, moving none.

    Raises CafeError `not_allowed`, `unknown_line`, `too_many_lines` (limit), and as `own_texts.write` does.
    """
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        items = _items(session, event)
        if len(items) >= bounds.MOST_PROGRAMME:
            raise CafeError("too_many_lines", limit=bounds.MOST_PROGRAMME)
        above = _find(session, event, after) if after is not None else None
        part = above.part if above else part
        said = own_texts.cleaned(Place("programme", "title"), title, limit=_length())
        begin, end = _free(items, above, part)
        item = ProgrammeItem(
            event_id=event.id, position=0, part=part, starts=clock(begin), ends=clock(end), kind="talk", title=said
        )
        session.add(item)
        items.insert(items.index(above) + 1 if above else 0, item)
        _number(items)
        own_texts.changed(session, actor, event, Place("programme", "title"))
        return of_event(item)


def _free(items: list[ProgrammeItem], above: ProgrammeItem | None, part: str) -> tuple[int, int]:
    """Return when a line may last that is added behind another one, in minutes."""
    beside = [one for one in items if one.part == part]
    below = beside[beside.index(above) + 1 :] if above else beside
    if above is None and below:
        end = minutes(below[0].starts)
        return max(0, end - USUAL_MINUTES), max(1, end)
    begin = minutes(above.ends) if above else 12 * 60
    limit = min([LAST, *(minutes(one.starts) for one in below[:1])])
    end = min(begin + USUAL_MINUTES, limit)
    if end <= begin:
        raise CafeError("no_time_free", title=above.title if above else "", ends=clock(begin))
    return begin, end


def remove(actor: Actor, id: int, *, known: int) -> Committed[ProgrammeItem]:
    """Remove a line; the World Café's own goes with its last round only.

    Raises CafeError `not_allowed`, `unknown_line`, `cafe_has_rounds`, `reworded` (now).
    """
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        item = _of_the_programme(session, event, id)
        seen.check_mark(said_of(item), known, told={"starts": item.starts, "ends": item.ends, "title": item.title})
        items = _items(session, event)
        if item.kind == CAFE and any(one.part == CAFE for one in items):
            raise CafeError("cafe_has_rounds")
        session.delete(item)
        _number([one for one in items if one is not item])
        own_texts.changed(session, actor, event, Place("programme", "title"))
        return of_event(item)


def move(actor: Actor, id: int, *, up: bool) -> Committed[ProgrammeItem]:
    """Let a line and the one above it, or below, change places; each keeps its length, and both the time they took.

    What a World Café holds moves with its line. At either end nothing moves. Raises CafeError `not_allowed`,
    `unknown_line`.
    """
    return _moved(actor, id, lambda place, last: place + (-1 if up else 1))


def move_to(actor: Actor, id: int, *, to: int) -> Committed[ProgrammeItem]:
    """Put a line at a place, from 1, among those of its part: as often as needed it changes places with its neighbour.

    Beyond either end it is the end. Raises CafeError as `move` does, and `too_late`.
    """
    return _moved(actor, id, lambda place, last: min(max(to - 1, 0), last))


def _moved(actor: Actor, id: int, wanted: Callable[[int, int], int]) -> Committed[ProgrammeItem]:
    actor.require_organiser()
    with writing() as session:
        event = lock_event(session, actor.event_id)
        item = _of_the_programme(session, event, id)
        items = _items(session, event)
        beside = [one for one in items if one.part == item.part]
        place, last = beside.index(item), len(beside) - 1
        goal = wanted(place, last)
        if 0 <= goal <= last and goal != place:
            step = 1 if goal > place else -1
            for at in range(place, goal, step):
                first, second = sorted((at, at + step))
                _swap(items, beside[first], beside[second])
                beside[first], beside[second] = beside[second], beside[first]
            _number(_in_their_order(items, beside))
            own_texts.changed(session, actor, event, Place("programme", "title"))
        return of_event(item)


def _in_their_order(items: list[ProgrammeItem], beside: list[ProgrammeItem]) -> list[ProgrammeItem]:
    """Return all lines, those of one part in this order where any of it stood."""
    ordered = iter(beside)
    return [next(ordered) if one.part == beside[0].part else one for one in items]


def _shift(session: CafeSession, event: Event, item: ProgrammeItem, ended: str) -> None:
    """Move what comes after a line by as much as its end moved, and with it the end of a World Café that holds it."""
    by = minutes(item.ends) - minutes(ended)
    for one in _items(session, event):
        if one is item:
            continue
        if minutes(one.starts) >= minutes(ended):
            _move_by(one, by)
        elif one.kind == CAFE and one.part == DAY and item.part == CAFE:
            one.ends = _later(one.ends, by)


def _told(items: list[ProgrammeItem]) -> dict[str, dict[str, str | int]]:
    """Return lines as a form has them, by their ids."""
    return {
        str(one.id): {
            "starts": one.starts,
            "ends": one.ends,
            "title": one.title,
            "revision": seen.mark(said_of(one)),
        }
        for one in items
    }


def _swap(items: list[ProgrammeItem], first: ProgrammeItem, second: ProgrammeItem) -> None:
    begin, end = minutes(first.starts), minutes(second.ends)
    for one, starts in ((second, begin), (first, end - (minutes(first.ends) - minutes(first.starts)))):
        by = starts - minutes(one.starts)
        if one.kind == CAFE and one.part == DAY:
            for inner in (each for each in items if each.part == CAFE):
                _move_by(inner, by)
        _move_by(one, by)


def _move_by(item: ProgrammeItem, by: int) -> None:
    item.starts, item.ends = _later(item.starts, by), _later(item.ends, by)


def _later(time: str, by: int) -> str:
    return of_the_day(minutes(time) + by)


def of_the_day(minute: int) -> str:
    """Return a minute of the day as HH:MM. Raises CafeError `too_late` where it is of another day."""
    if not 0 <= minute <= LAST:
        raise CafeError("too_late")
    return clock(minute)


def time_in(field: str, said: str) -> str:
    """Return the time that a field says, as `typed.time`; what is raised names the field, too."""
    try:
        return typed.time(said)
    except CafeError as refusal:
        raise CafeError(refusal.code, **{**refusal.detail, "field": field}) from refusal


def _check_times(session: CafeSession, event: Event, item: ProgrammeItem) -> None:
    """Refuse times of a line that do not go together with the others'."""
    items = _items(session, event)
    beside = [one for one in items if one.part == item.part]
    at = beside.index(item)
    near = beside[max(0, at - 1) : at + 2]
    spans = [Span(one.title, minutes(one.starts), minutes(one.ends)) for one in near]
    try:
        check(spans)
    except CafeError as refusal:
        raise _seen_from(refusal, near, item) from None
    cafe = next((one for one in items if one.part == DAY and one.kind == CAFE), None)
    inner = [one for one in items if one.part == CAFE]
    if cafe is None or not inner or (item.part == DAY and item is not cafe):
        return
    if minutes(inner[0].starts) < minutes(cafe.starts):
        raise _outside(inner[0], cafe, item, "starts")
    if max(minutes(one.ends) for one in inner) > minutes(cafe.ends):
        raise _outside(inner[-1], cafe, item, "ends")


def _outside(inner: ProgrammeItem, cafe: ProgrammeItem, item: ProgrammeItem, field: str) -> CafeError:
    """Return why a line of the inner plan and the World Café's do not go together, with what would do for `item`."""
    mend = getattr(cafe if item is not cafe else inner, field)
    return CafeError(
        "outside_the_cafe",
        title=inner.title,
        times=f"{inner.starts}–{inner.ends}",
        cafe=f"{cafe.starts}–{cafe.ends}",
        mend=mend,
        field=field,
    )


def _seen_from(refusal: CafeError, near: list[ProgrammeItem], item: ProgrammeItem) -> CafeError:
    """Return a refusal whose way to mend it is about the line that is written, not the one below it."""
    detail = dict(refusal.detail)
    place = detail.pop("place")
    if refusal.code == "times_overlap" and near[int(str(place))] is not item:
        detail |= {"field": "ends", "mend": detail["begins"]}
    return CafeError(refusal.code, **detail)


def _items(session: CafeSession, event: Event) -> list[ProgrammeItem]:
    wanted = select(ProgrammeItem).where(ProgrammeItem.event_id == event.id).order_by(ProgrammeItem.position)
    return list(session.scalars(wanted))


def _find(session: CafeSession, event: Event, id: int) -> ProgrammeItem:
    item = session.get(ProgrammeItem, id, populate_existing=True)
    if item is None or item.event_id != event.id:
        raise CafeError("unknown_line")
    return item


def _of_the_programme(session: CafeSession, event: Event, id: int) -> ProgrammeItem:
    """Return a line that is written here: those of rounds go with their clocks (`services/round_plan.py`)."""
    item = _find(session, event, id)
    if item.part == CAFE and item.kind in OF_ROUNDS:
        raise CafeError("unknown_line")
    return item


def _number(items: list[ProgrammeItem]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position


def _length() -> int:
    return int(ProgrammeItem.__table__.c["title"].type.length)
