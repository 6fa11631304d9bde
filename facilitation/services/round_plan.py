"""The plan of the rounds: how many there are, how each is called, when it begins and ends, how long a change takes.

A round stands twice: as what a clock belongs to (`models/round.py`), and as a line within the World Café's part of the
programme, of kind `round`, in the same order. Lines of kind `change` follow from them. What has begun keeps its plan:
its clock is set on the desk (`services/rounds.py`).
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import exists, select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Contribution, Event, Photo, ProgrammeItem, Round, Statement, Station
from facilitation.services import own_texts, plan, programme, seen
from facilitation.services.committed import Committed
from facilitation.services.programme import CAFE, DAY, Span, clock, minutes, of_the_day, time_in
from facilitation.services.translations import Place
from facilitation.storage.transactions import CafeSession, lock_stations_and_event, writing

MOST_ROUNDS = bounds.MOST_ROUNDS
USUAL_MINUTES, USUAL_CHANGE = 20, 5
"""Minutes of a round and of a change where none stands before it (World Café hosting guide: 20 to 30)."""
CHANGE = {"de": "Wechsel"}
"""What the line of a change is called in the event's language, where none has a name; elsewhere it is English."""


class Planned(NamedTuple):
    """A round with its line in the programme."""

    turn: Round
    line: ProgrammeItem


def planned(event: Event) -> list[Planned]:
    """Return an event's rounds with their lines, in their order; a round without a line has none here."""
    lines = [one for one in event.programme if one.kind == "round"]
    return [Planned(turn, line) for turn, line in zip(event.rounds, lines, strict=False)]


def said_of(line: ProgrammeItem) -> str:
    """Return what the times of a round are for its mark (`seen.mark`)."""
    return f"{line.starts} {line.ends}"


def has_begun(event: Event, position: int) -> bool:
    """Tell whether this round has begun, or one after it: then it stays where it is."""
    return any(one.started_at is not None for one in event.rounds if one.position >= position)


def add(actor: Actor, *, title: str) -> Committed[Round]:
    """Add a round behind the last one, as long as that and after a change as long as the last; what follows is later.

    At each station it asks nothing as yet. Raises CafeError `not_allowed`, `too_many_rounds` (limit), `too_late`, and
    as `own_texts.write` does.
    """
    actor.require_organiser()
    said = own_texts.cleaned(Place("round", "title"), title, limit=int(Round.__table__.c["title"].type.length))
    with writing() as session:
        event, stations = _locked(session, actor)
        rounds = planned(event)
        if len(event.rounds) >= MOST_ROUNDS:
            raise CafeError("too_many_rounds", limit=MOST_ROUNDS)
        last = rounds[-1].line if rounds else None
        begin = minutes(last.ends) + _change(rounds) if last else _cafe_begins(event)
        end = begin + (minutes(last.ends) - minutes(last.starts) if last else USUAL_MINUTES)
        _move_later(event, minutes(last.ends) if last else begin, end - (minutes(last.ends) if last else begin))
        position = max((one.position for one in event.rounds), default=0) + 1
        turn = Round(event_id=event.id, position=position, title=said, minutes=end - begin)
        line = _line(event, "round", begin, end, said)
        session.add_all([turn, line])
        _arrange(session, event, [*rounds, Planned(turn, line)])
        for station in stations:
            station.prompts = [*station.prompts, *[""] * (position - len(station.prompts))]
        return plan.changed(session, actor, event, "round.add", turn, round=position)


def remove(actor: Actor, position: int) -> Committed[None]:
    """Remove a round that has not begun, with what stations ask in it; later ones follow sooner.

    Raises CafeError `not_allowed`, `unknown_round`, `round_begun`, `last_round`.
    """
    actor.require_organiser()
    with writing() as session:
        event, stations = _locked(session, actor)
        rounds = planned(event)
        gone = _find(event, rounds, position)
        if len(event.rounds) == 1:
            raise CafeError("last_round")
        if _is_used(session, gone.turn):
            raise CafeError("round_begun", round=position)
        later = [one for one in rounds if one.turn.position > position]
        sooner = minutes(later[0].line.starts) - minutes(gone.line.starts) if later else 0
        for one in later:
            one.line.starts = clock((minutes(one.line.starts) - sooner) % (programme.LAST + 1))
            one.line.ends = clock((minutes(one.line.ends) - sooner) % (programme.LAST + 1))
        session.delete(gone.turn)
        session.delete(gone.line)
        session.flush()
        session.expire(event, ["rounds", "programme"])
        for one in sorted(later, key=lambda each: each.turn.position):
            one.turn.position -= 1
            session.flush()  # no two may have the same place, not even for a moment
        _arrange(session, event, [one for one in rounds if one is not gone])
        for station in stations:
            prompts = list(station.prompts)
            del prompts[position - 1 : position]
            station.prompts = prompts
        return plan.changed(session, actor, event, "round.remove", None, round=position)


def move(actor: Actor, position: int, *, up: bool) -> Committed[Round]:
    """Let a round and its neighbour change places: name and questions go along, the times stay where they are.

    At either end nothing moves. Raises CafeError `not_allowed`, `unknown_round`, `round_begun` (round).
    """
    return _moved(actor, position, lambda here, last: here + (-1 if up else 1))


def move_to(actor: Actor, position: int, *, to: int) -> Committed[Round]:
    """Put a round at another one's place, from 1; those between move on. Beyond either end it is the end.

    Raises CafeError as `move` does.
    """
    return _moved(actor, position, lambda here, last: min(max(to - 1, 0), last))


def _moved(actor: Actor, position: int, wanted: Callable[[int, int], int]) -> Committed[Round]:
    actor.require_organiser()
    with writing() as session:
        event, stations = _locked(session, actor)
        rounds = planned(event)
        here, last = rounds.index(_find(event, rounds, position)), len(rounds) - 1
        goal = wanted(here, last)
        if not 0 <= goal <= last or goal == here:
            return plan.unchanged(session, actor, rounds[here].turn)
        _find(event, rounds, rounds[min(here, goal)].turn.position)  # what has begun keeps its place
        step = 1 if goal > here else -1
        for at in range(here, goal, step):
            _swap(rounds, stations, at, at + step)
        return plan.changed(session, actor, event, "round.move", rounds[goal].turn, round=rounds[goal].turn.position)


def _swap(rounds: list[Planned], stations: Sequence[Station], first: int, second: int) -> None:
    for row in ("turn", "line"):
        one, two = getattr(rounds[first], row), getattr(rounds[second], row)
        one.title, two.title = two.title, one.title
    for station in stations:
        prompts = [*station.prompts, *[""] * (len(rounds) - len(station.prompts))]
        prompts[first], prompts[second] = prompts[second], prompts[first]
        station.prompts = prompts


def set_times(actor: Actor, position: int, *, starts: str, ends: str, known: int) -> Committed[Round]:
    """Set when a round begins and ends, as people type it; `known` is the mark of what stood there (`said_of`).

    It is acknowledged with what was understood. Raises CafeError `not_allowed`, `unknown_round`, `round_begun` (round),
    `not_a_time` (field), `ends_before`, `times_overlap`, `outside_the_cafe`, `reworded` (now).
    """
    actor.require_organiser()
    times = {field: time_in(field, said) for field, said in (("starts", starts), ("ends", ends))}
    with writing() as session:
        event, _ = _locked(session, actor)
        rounds = planned(event)
        one = _find(event, rounds, position)
        if (one.line.starts, one.line.ends) != (times["starts"], times["ends"]):
            told = {"starts": one.line.starts, "ends": one.line.ends}
            seen.check_mark(said_of(one.line), known, told=told)
            one.line.starts, one.line.ends = times["starts"], times["ends"]
            _check(event, rounds, one)
            one.turn.minutes = minutes(one.line.ends) - minutes(one.line.starts)
            _arrange(session, event, rounds)
            done = plan.changed(session, actor, event, "round.plan", one.turn, round=position)
        else:
            done = plan.unchanged(session, actor, one.turn)
        return done._replace(answer={"revision": seen.mark(said_of(one.line)), **times})


def set_all(actor: Actor, *, length: int, change: int) -> Committed[Event]:
    """Let every round that has not begun last so many minutes, with so many of change before; what follows moves along.

    Raises CafeError `not_allowed`, `not_a_count` (least, most), `round_begun` where all have, `too_late`.
    """
    actor.require_organiser()
    for value, least, most in ((length, 1, bounds.ROUND_MINUTES), (change, 0, bounds.CHANGE_MINUTES)):
        if not least <= value <= most:
            raise CafeError("not_a_count", least=least, most=most)
    with writing() as session:
        event, _ = _locked(session, actor)
        rounds = planned(event)
        still = [one for one in rounds if not has_begun(event, one.turn.position)]
        if not still:
            raise CafeError("round_begun", round=len(rounds))
        before = minutes(rounds[-1].line.ends)
        at = rounds.index(still[0])
        begin = minutes(rounds[at - 1].line.ends) + change if at else minutes(still[0].line.starts)
        for one in still:
            one.line.starts, one.line.ends = of_the_day(begin), of_the_day(begin + length)
            one.turn.minutes = length
            begin += length + change
        _move_later(event, before, minutes(rounds[-1].line.ends) - before, but=[one.line for one in rounds])
        _arrange(session, event, rounds)
        return plan.changed(session, actor, event, "round.plan_all", event, minutes=length, change=change)


def _locked(session: CafeSession, actor: Actor) -> tuple[Event, list[Station]]:
    stations, event = lock_stations_and_event(session, actor.event_id)
    session.expire(event, ["rounds", "programme"])
    return event, stations


def _find(event: Event, rounds: list[Planned], position: int) -> Planned:
    """Return a round that may still be planned otherwise. Raises CafeError `unknown_round`, `round_begun` (round)."""
    found = next((one for one in rounds if one.turn.position == position), None)
    if found is None:
        raise CafeError("unknown_round")
    if has_begun(event, position):
        raise CafeError("round_begun", round=position)
    return found


def _is_used(session: CafeSession, turn: Round) -> bool:
    return any(
        bool(session.scalar(select(exists().where(model.round_id == turn.id))))
        for model in (Contribution, Statement, Photo)
    )


def _change(rounds: list[Planned]) -> int:
    """Return how many minutes the last change takes."""
    if len(rounds) < 2:
        return USUAL_CHANGE
    return max(0, minutes(rounds[-1].line.starts) - minutes(rounds[-2].line.ends))


def _cafe_begins(event: Event) -> int:
    inner = [one for one in event.programme if one.part == CAFE]
    holder = next((one for one in event.programme if one.kind == CAFE and one.part == DAY), None)
    return minutes(inner[-1].ends) if inner else minutes(holder.starts) if holder else 12 * 60


def _move_later(event: Event, after: int, by: int, *, but: list[ProgrammeItem] | None = None) -> None:
    """Move whatever begins at this minute of the day or later, and let the World Café's line last along.

    Raises CafeError `too_late` where something would end after midnight.
    """
    for item in event.programme:
        if item in (but or ()) or item.kind == "change":
            continue
        if minutes(item.starts) >= after:
            item.starts, item.ends = (
                of_the_day(minutes(item.starts) + by),
                of_the_day(minutes(item.ends) + by),
            )
        elif item.kind == CAFE and item.part == DAY:
            item.ends = of_the_day(minutes(item.ends) + by)


def _check(event: Event, rounds: list[Planned], one: Planned) -> None:
    """Refuse times of a round that do not go together with the lines beside it, and with those of the World Café."""
    lines = [item for item in event.programme if item.part == one.line.part and item.kind != "change"]
    at = lines.index(one.line)
    near = lines[max(0, at - 1) : at + 2]
    try:
        programme.check([Span(item.title, minutes(item.starts), minutes(item.ends)) for item in near])
    except CafeError as refusal:
        detail = dict(refusal.detail)
        place = detail.pop("place")
        if refusal.code == "times_overlap" and near[int(str(place))] is not one.line:
            detail |= {"field": "ends", "mend": detail["begins"]}
        raise CafeError(refusal.code, **detail) from None
    holder = next((item for item in event.programme if item.kind == CAFE and item.part == DAY), None)
    if holder is not None and one.line.part == CAFE:
        for field, outside in (
            ("starts", minutes(one.line.starts) < minutes(holder.starts)),
            ("ends", minutes(one.line.ends) > minutes(holder.ends)),
        ):
            if outside:
                raise CafeError(
                    "outside_the_cafe",
                    title=one.line.title,
                    times=f"{one.line.starts}–{one.line.ends}",
                    cafe=f"{holder.starts}–{holder.ends}",
                    mend=getattr(holder, field),
                    field=field,
                )


def _arrange(session: CafeSession, event: Event, rounds: list[Planned]) -> None:
    """Let lines of changes stand between the rounds, as long as there is time between them, and number all lines."""
    spare = [item for item in event.programme if item.kind == "change"]
    name = spare[0].title if spare else CHANGE.get(event.language, "Change")
    lines = [item for item in event.programme if item.kind not in ("change", "round") and item.part == CAFE]
    day = [item for item in event.programme if item.kind not in ("change", "round") and item.part == DAY]
    changes = []
    for one, following in pairwise(rounds):
        begin, end = minutes(one.line.ends), minutes(following.line.starts)
        if begin < end and not any(begin <= minutes(item.starts) < end for item in lines):
            item = spare.pop(0) if spare else _line(event, "change", begin, end, name)
            item.starts, item.ends = clock(begin), clock(end)
            changes.append(item)
    for item in spare:
        session.delete(item)
    inner = sorted([*lines, *(one.line for one in rounds), *changes], key=partial(_since, _begins(event)))
    for position, item in enumerate([*day, *inner], start=1):
        item.position = position
    session.add_all(inner)
    session.flush()
    session.expire(event, ["rounds", "programme"])


def _begins(event: Event) -> int:
    """Return from which minute on lines follow one another: where a World Café lasts beyond midnight, its first."""
    holder = next((item for item in event.programme if item.kind == CAFE and item.part == DAY), None)
    if holder is None or minutes(holder.ends) >= minutes(holder.starts):
        return 0
    return minutes(holder.starts)


def _since(begin: int, item: ProgrammeItem) -> int:
    return (minutes(item.starts) - begin) % (programme.LAST + 1)


def _line(event: Event, kind: str, begin: int, end: int, title: str) -> ProgrammeItem:
    return ProgrammeItem(
        event_id=event.id,
        position=0,
        part=CAFE,
        starts=of_the_day(begin),
        ends=of_the_day(end),
        kind=kind,
        title=title,
    )
