"""The plan of the rounds: added, removed, moved, given other times; what has begun keeps its plan."""

from contextlib import nullcontext

import pytest

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.pages.programme import planned_rounds
from facilitation.queries import changes
from facilitation.services import round_plan, rounds, seen
from tests.conftest import refused

FIRST = ["14:45–15:10 Sammeln 25", "15:15–15:40 Lösungen 25", "15:45–16:10 Verabreden 25"]


def standing(event: Event) -> list[str]:
    """The rounds as they are planned."""
    db.session.expire_all()
    return [
        f"{one.line.starts}–{one.line.ends} {one.turn.title} {one.turn.minutes}"
        for one in round_plan.planned(event)
        if one.line.title == one.turn.title
    ]


def inner(event: Event) -> list[str]:
    """The World Café's own lines."""
    db.session.expire_all()
    return [f"{one.starts}–{one.ends} {one.kind}" for one in event.programme if one.part == "world_cafe"]


def day(event: Event) -> list[str]:
    db.session.expire_all()
    return [f"{one.starts}–{one.ends}" for one in event.programme if one.part == "day"]


def known(event: Event, position: int) -> int:
    return seen.mark(round_plan.said_of(round_plan.planned(event)[position - 1].line))


def set_times(organiser: Actor, event: Event, position: int, starts: str, ends: str) -> None:
    round_plan.set_times(organiser, position, starts=starts, ends=ends, known=known(event, position))


def test_a_new_round_follows_the_last_one_and_what_follows_is_later(event: Event, organiser: Actor) -> None:
    before, plan = changes.event_state(event.id), day(event)
    added = round_plan.add(organiser, title="Feiern")
    assert added.event
    assert standing(event) == [*FIRST, "16:15–16:40 Feiern 25"]
    assert inner(event)[-4:] == ["16:10–16:15 change", "16:15–16:40 round", "16:40–16:50 voting", "16:50–17:00 harvest"]
    assert day(event)[5:] == ["14:30–17:00", "17:00–17:30", "17:30–18:00", "18:00–18:30"]
    assert day(event)[:5] == plan[:5]
    assert [len(one.prompts) for one in event.stations] == [4, 4, 4]
    assert planned_rounds(event)[-1] == {"round": 4, "begin": 16 * 60 + 15, "end": 16 * 60 + 40}
    after = changes.event_state(event.id)
    assert (after["rounds"], after["texts"]) == (4, before["texts"] + 1)
    assert [one.position for one in event.programme] == list(range(1, len(event.programme) + 1))


def test_there_are_as_many_rounds_as_is_said(event: Event, organiser: Actor) -> None:
    round_plan.set_all(organiser, length=5, change=0)
    for n in range(4, bounds.MOST_ROUNDS + 1):
        round_plan.add(organiser, title=f"Runde {n}")
    with refused("too_many_rounds"):
        round_plan.add(organiser, title="Zu viel")
    assert len(standing(event)) == bounds.MOST_ROUNDS


def test_nothing_ends_after_midnight(event: Event, organiser: Actor) -> None:
    round_plan.set_all(organiser, length=60, change=30)
    before = standing(event), inner(event), day(event)
    with refused("too_late"):
        round_plan.set_all(organiser, length=240, change=120)
    assert (standing(event), inner(event), day(event)) == before


def test_a_removed_round_takes_its_questions_along_and_later_ones_follow_sooner(event: Event, organiser: Actor) -> None:
    first, _, third = event.stations[0].prompts
    round_plan.remove(organiser, 2)
    assert standing(event) == [FIRST[0], "15:15–15:40 Verabreden 25"]
    assert inner(event)[1:4] == ["14:45–15:10 round", "15:10–15:15 change", "15:15–15:40 round"]
    assert [one.position for one in event.rounds] == [1, 2]
    assert event.stations[0].prompts == [first, third]
    round_plan.remove(organiser, 1)
    with refused("last_round"):
        round_plan.remove(organiser, 1)
    with refused("unknown_round"):
        round_plan.remove(organiser, 9)


def test_a_moved_round_keeps_its_questions_and_the_times_their_place(event: Event, organiser: Actor) -> None:
    first, second, third = event.stations[1].prompts
    round_plan.move(organiser, 3, up=True)
    assert standing(event) == [FIRST[0], "15:15–15:40 Verabreden 25", "15:45–16:10 Lösungen 25"]
    assert event.stations[1].prompts == [first, third, second]
    round_plan.move(organiser, 2, up=False)
    assert standing(event) == FIRST
    assert round_plan.move(organiser, 3, up=False).event is False


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [("15.20", "15 Uhr 40", "15:20–15:40"), ("1512", "15:44", "15:12–15:44"), ("3:15 pm", "3:45 pm", "15:15–15:45")],
)
def test_times_are_read_as_people_type_them(event: Event, organiser: Actor, starts: str, ends: str, shown: str) -> None:
    set_times(organiser, event, 2, starts, ends)
    assert standing(event)[1].startswith(shown)
    begin, end = (int(one[:2]) * 60 + int(one[3:]) for one in shown.split("–"))
    assert event.rounds[1].minutes == end - begin


@pytest.mark.parametrize(
    ("starts", "ends", "code", "field", "mend"),
    [
        ("15:05", "15:40", "times_overlap", "starts", "15:10"),
        ("15:15", "15:50", "times_overlap", "ends", "15:45"),
        ("15:15", "15:15", "ends_before", "ends", "15:30"),
        ("23:50", "00:10", "ends_before", "ends", "23:59"),
        ("24:30", "15:40", "not_a_time", "starts", None),
        ("15:15", "später", "not_a_time", "ends", None),
    ],
)
def test_times_that_cannot_be_are_refused_and_the_field_is_named(
    event: Event, organiser: Actor, starts: str, ends: str, code: str, field: str, mend: str | None
) -> None:
    before = inner(event)
    with refused(code) as told:
        set_times(organiser, event, 2, starts, ends)
    assert told.value.detail["field"] == field
    assert told.value.detail.get("mend") == mend
    db.session.rollback()
    assert (standing(event), inner(event)) == (FIRST, before)


def test_two_organisers_see_each_others_times(event: Event, organiser: Actor) -> None:
    stood = known(event, 2)
    set_times(organiser, event, 2, "15:20", "15:40")
    with refused("reworded") as told:
        round_plan.set_times(organiser, 2, starts="15:15", ends="15:35", known=stood)
    assert told.value.detail["now"] == '{"starts": "15:20", "ends": "15:40"}'


def test_changes_are_as_long_as_the_time_between(event: Event, organiser: Actor) -> None:
    set_times(organiser, event, 2, "15:10", "15:30")
    assert inner(event)[1:6] == [
        "14:45–15:10 round",
        "15:10–15:30 round",
        "15:30–15:45 change",
        "15:45–16:10 round",
        "16:10–16:20 voting",
    ]


def test_all_rounds_are_set_at_once(event: Event, organiser: Actor) -> None:
    round_plan.set_all(organiser, length=20, change=10)
    assert standing(event) == ["14:45–15:05 Sammeln 20", "15:15–15:35 Lösungen 20", "15:45–16:05 Verabreden 20"]
    assert inner(event)[-2:] == ["16:05–16:15 voting", "16:15–16:25 harvest"]
    assert day(event)[5:7] == ["14:30–16:25", "16:25–16:55"]


def test_a_round_and_a_change_are_as_long_as_is_said(event: Event, organiser: Actor) -> None:
    round_plan.remove(organiser, 3)
    for length, change in ((bounds.ROUND_MINUTES + 1, 5), (0, 5), (20, bounds.CHANGE_MINUTES + 1), (20, -1)):
        with refused("not_a_count"):
            round_plan.set_all(organiser, length=length, change=change)
    round_plan.remove(organiser, 2)
    for length, change in ((bounds.ROUND_MINUTES, 0), (20, bounds.CHANGE_MINUTES)):
        with nullcontext():
            round_plan.set_all(organiser, length=length, change=change)
            assert event.rounds[0].minutes == length


def test_what_has_begun_keeps_its_plan_and_its_clock(event: Event, organiser: Actor) -> None:
    running = rounds.start(organiser, 2).row
    ends_at = running.ends_at
    for deed in (
        lambda: round_plan.remove(organiser, 1),
        lambda: round_plan.remove(organiser, 2),
        lambda: round_plan.move(organiser, 3, up=True),
        lambda: set_times(organiser, event, 2, "15:20", "15:50"),
    ):
        with refused("round_begun"):
            deed()
        db.session.rollback()
    round_plan.set_all(organiser, length=15, change=10)
    assert standing(event) == [FIRST[0], FIRST[1], "15:50–16:05 Verabreden 15"]
    assert event.rounds[1].ends_at == ends_at
    round_plan.add(organiser, title="Noch eine")
    assert changes.event_state(event.id)["rounds"] == 4
    rounds.end(organiser)
    assert changes.event_state(event.id)["phase"] == "change"


def test_nobody_but_organisers_plans_rounds(event: Event, host: Actor) -> None:
    for deed in (
        lambda: round_plan.add(host, title="x"),
        lambda: round_plan.remove(host, 1),
        lambda: round_plan.move(host, 1, up=False),
        lambda: round_plan.set_times(host, 1, starts="1", ends="2", known=0),
        lambda: round_plan.set_all(host, length=20, change=5),
    ):
        with refused("not_allowed"):
            deed()


LATE = ("22:00–22:20", "22:20–22:50", "22:50–23:00", "23:00–23:30", "23:30–23:40", "23:40–00:10", "00:10–00:20")


def test_a_cafe_that_was_planned_beyond_midnight_keeps_its_order(event: Event, organiser: Actor) -> None:
    holder = next(one for one in event.programme if (one.part, one.kind) == ("day", "world_cafe"))
    holder.starts, holder.ends = "22:00", "00:30"
    cafe = [one for one in event.programme if one.part == "world_cafe"]
    for one, times in zip(cafe, (*LATE, *["00:20–00:30"] * (len(cafe) - len(LATE))), strict=True):
        one.starts, one.ends = times.split("–")
    db.session.commit()
    kinds = [one.kind for one in cafe]
    round_plan.remove(organiser, 1)
    assert standing(event) == ["22:20–22:50 Lösungen 25", "23:00–23:30 Verabreden 25"]
    assert [line.split()[1] for line in inner(event)] == [kinds[0], *kinds[3:]]


def test_a_round_is_put_at_a_place_with_its_questions(event: Event, organiser: Actor) -> None:
    titles = [one.title for one in event.rounds]
    asked = list(event.stations[0].prompts)
    times = [(one.line.starts, one.line.ends) for one in round_plan.planned(event)]
    round_plan.move_to(organiser, 3, to=1)
    db.session.expire_all()
    assert [one.title for one in event.rounds] == [titles[2], titles[0], titles[1]]
    assert event.stations[0].prompts == [asked[2], asked[0], asked[1]]
    assert [(one.line.starts, one.line.ends) for one in round_plan.planned(event)] == times
    round_plan.move_to(organiser, 1, to=99)
    db.session.expire_all()
    assert ([one.title for one in event.rounds], event.stations[0].prompts) == (titles, asked)
    rounds.start(organiser, 1)
    with refused("round_begun"):
        round_plan.move_to(organiser, 3, to=1)
