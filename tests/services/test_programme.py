"""The day's programme, line by line, and what its times must keep to."""

import pytest

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, ProgrammeItem
from facilitation.services import programme, seen
from facilitation.services.programme import Span
from tests.conftest import refused


def lines(event: Event, part: str = programme.DAY) -> list[str]:
    db.session.expire_all()
    return [f"{one.starts}-{one.ends} {one.title[:12]}" for one in event.programme if one.part == part]


def line(event: Event, title: str) -> ProgrammeItem:
    return next(one for one in event.programme if one.title.startswith(title))


def write(actor: Actor, item: ProgrammeItem, **said: object) -> object:
    known = seen.mark(programme.said_of(item))
    usual: dict[str, object] = {"starts": item.starts, "ends": item.ends, "title": item.title}
    return programme.write(actor, item.id, **{**usual, **said}, known=known)  # type: ignore[arg-type]


def test_times_are_taken_as_they_are_typed(organiser: Actor, event: Event) -> None:
    item = line(event, "Abendbuffet")
    done = programme.write(
        organiser,
        item.id,
        starts="17.35 Uhr",
        ends="6 pm",
        title=" Buffet ",
        known=seen.mark(programme.said_of(item)),
    )
    assert {name: done.answer[name] for name in ("starts", "ends", "title")} == {
        "starts": "17:35",
        "ends": "18:00",
        "title": "Buffet",
    }
    assert lines(event)[-1] == "17:35-18:00 Buffet"
    assert done.event


REFUSED = {
    ("starts", "24:30"): ("not_a_time", {"said": "24:30", "field": "starts"}),
    ("ends", "gleich"): ("not_a_time", {"said": "gleich", "field": "ends"}),
    ("starts", ""): ("text_empty", {"field": "starts"}),
    ("starts", "12:45"): (
        "times_overlap",
        {"title": "Erfrischungspause", "begins": "12:45", "other": "Inputvortrag", "ends": "13:30", "mend": "13:30"},
    ),
    ("ends", "14:45"): (
        "times_overlap",
        {"title": "World Cafés", "begins": "14:30", "other": "Erfrischungspause", "ends": "14:45", "mend": "14:30"},
    ),
    ("ends", "13:30"): ("ends_before", {"begins": "13:30", "mend": "13:45"}),
    ("ends", "0:30"): ("ends_before", {"begins": "13:30", "mend": "13:45"}),
}
"""What is refused of the break from 13:30 to 14:30, with the detail that is told."""


@pytest.mark.parametrize("said", REFUSED, ids=" ".join)
def test_times_that_do_not_go_together_are_named_and_nothing_is_saved(
    organiser: Actor, event: Event, said: tuple[str, str]
) -> None:
    before = lines(event)
    code, told = REFUSED[said]
    with pytest.raises(CafeError) as why:
        write(organiser, line(event, "Erfrischung"), **{said[0]: said[1]})
    assert why.value.code == code
    for name, value in told.items():
        assert str(why.value.detail[name]).startswith(str(value))
    assert lines(event) == before


def test_what_mends_it_is_taken(organiser: Actor, event: Event) -> None:
    item = line(event, "Erfrischung")
    for field in ("starts", "ends"):
        with pytest.raises(CafeError) as why:
            write(organiser, item, **{field: "12:45" if field == "starts" else "14:45"})
        assert write(organiser, item, **{str(why.value.detail["field"]): why.value.detail["mend"]})


def test_the_inner_plan_and_its_line_hold_each_other(organiser: Actor, event: Event) -> None:
    with pytest.raises(CafeError) as why:
        write(organiser, line(event, "World Cafés"), ends="16:20")
    assert (why.value.code, why.value.detail["mend"]) == ("outside_the_cafe", "16:30")
    with pytest.raises(CafeError) as why:
        write(organiser, line(event, "Gastgeber"), ends="16:40")
    assert (why.value.code, why.value.detail["mend"], why.value.detail["field"]) == (
        "outside_the_cafe",
        "16:30",
        "ends",
    )


def test_later_lines_move_along(organiser: Actor, event: Event) -> None:
    done = programme.write(
        organiser,
        line(event, "Erfrischung").id,
        starts="13:30",
        ends="14:45",
        title="Pause",
        known=seen.mark(programme.said_of(line(event, "Erfrischung"))),
        shift=True,
    )
    assert lines(event)[4:] == [
        "13:30-14:45 Pause",
        "14:45-16:45 World Cafés ",
        "16:45-17:15 Präsentation",
        "17:15-17:45 Feedback",
        "17:45-18:15 Abendbuffet ",
    ]
    assert lines(event, programme.CAFE)[0] == "14:45-15:00 Einführung, "
    told = done.answer["lines"][str(line(event, "Feedback").id)]
    assert told == {
        "starts": "17:15",
        "ends": "17:45",
        "title": "Feedback",
        "revision": seen.mark("17:15 17:45 Feedback"),
    }


def test_nothing_moves_beyond_midnight(organiser: Actor, event: Event) -> None:
    before = lines(event)
    item = line(event, "World Cafés")
    with refused("too_late"):
        programme.write(
            organiser,
            item.id,
            starts=item.starts,
            ends="23:00",
            title=item.title,
            known=seen.mark(programme.said_of(item)),
            shift=True,
        )
    assert lines(event) == before


def test_two_organisers_see_both(organiser: Actor, event: Event) -> None:
    item = line(event, "Feedback")
    known = seen.mark(programme.said_of(item))
    write(organiser, item, title="Rückmeldung")
    with pytest.raises(CafeError) as why:
        programme.write(organiser, item.id, starts="17:00", ends="17:30", title="Umfrage", known=known)
    assert (why.value.code, why.value.detail["now"]) == (
        "reworded",
        '{"starts": "17:00", "ends": "17:30", "title": "Rückmeldung"}',
    )


def test_lines_change_places_and_keep_their_lengths(organiser: Actor, event: Event) -> None:
    programme.move(organiser, line(event, "Erfrischung").id, up=False)
    assert lines(event)[4:6] == ["13:30-15:30 World Cafés ", "15:30-16:30 Erfrischungs"]
    assert lines(event, programme.CAFE)[0] == "13:30-13:45 Einführung, "
    programme.move(organiser, line(event, "Erfrischung").id, up=True)
    assert lines(event)[4:6] == ["13:30-14:30 Erfrischungs", "14:30-16:30 World Cafés "]
    assert lines(event, programme.CAFE)[0] == "14:30-14:45 Einführung, "
    before = lines(event)
    programme.move(organiser, line(event, "Ankommen").id, up=True)
    programme.move(organiser, line(event, "Abendbuffet").id, up=False)
    assert lines(event) == before


def test_lines_are_added_in_free_time_and_removed(organiser: Actor, event: Event) -> None:
    with refused("no_time_free"):
        programme.add(organiser, after=line(event, "Erfrischung").id, title="Tee")
    added = programme.add(organiser, after=line(event, "Abendbuffet").id, title="Aufräumen").row
    first = programme.add(organiser, after=None, title="Aufbau").row
    assert (lines(event)[0], lines(event)[-1]) == ("11:15-11:30 Aufbau", "18:00-18:15 Aufräumen")
    assert [one.position for one in event.programme] == list(range(1, len(event.programme) + 1))
    for item in (added, first):
        with refused("reworded"):
            programme.remove(organiser, item.id, known=0)
        programme.remove(organiser, item.id, known=seen.mark(programme.said_of(item)))
    assert len(lines(event)) == 9
    with refused("cafe_has_rounds"):
        cafe = line(event, "World Cafés")
        programme.remove(organiser, cafe.id, known=seen.mark(programme.said_of(cafe)))
    with refused("unknown_line"):
        programme.remove(organiser, 10_000, known=0)


@pytest.mark.parametrize("kind", programme.OF_ROUNDS)
def test_lines_of_rounds_are_written_with_their_rounds_alone(organiser: Actor, event: Event, kind: str) -> None:
    item = next(one for one in event.programme if one.kind == kind)
    id, known, before = item.id, seen.mark(programme.said_of(item)), lines(event, programme.CAFE)
    for deed in (
        lambda: programme.write(organiser, id, starts=item.starts, ends=item.ends, title="Anders", known=known),
        lambda: programme.move(organiser, id, up=True),
        lambda: programme.remove(organiser, id, known=known),
    ):
        with refused("unknown_line"):
            deed()
    assert lines(event, programme.CAFE) == before


def test_a_programme_has_its_limit(organiser: Actor, event: Event) -> None:
    last = line(event, "Abendbuffet")
    for n in range(bounds.MOST_PROGRAMME - len(event.programme)):
        starts, ends = f"18:{n % 60:02}" if n < 60 else "19:00", programme.clock(18 * 60 + n + 1)
        last = programme.add(organiser, after=last.id, title=f"Zeile {n}").row
        write(organiser, last, starts=starts, ends=ends)
    with refused("too_many_lines"):
        programme.add(organiser, after=last.id, title="Eine zu viel")


def test_nobody_but_organisers_writes(host: Actor, event: Event) -> None:
    for deed in (
        lambda: programme.write(host, 1, starts="10", ends="11", title="x", known=0),
        lambda: programme.add(host, after=None, title="x"),
        lambda: programme.move(host, 1, up=True),
        lambda: programme.remove(host, 1, known=0),
    ):
        with refused("not_allowed"):
            deed()


def test_the_check_is_pure() -> None:
    programme.check([Span("A", 600, 660), Span("B", 660, 700)])
    with refused("times_overlap"):
        programme.check([Span("A", 600, 660), Span("B", 650, 700)])
    with refused("ends_before"):
        programme.check([Span("A", 600, 600)])


def test_a_line_is_put_at_a_place_as_if_it_went_there_step_by_step(organiser: Actor, event: Event) -> None:
    before = [one.title for one in event.programme if one.part == programme.DAY]
    item, first = line(event, "Erfrischungspause"), before[0]
    place = before.index(item.title)
    for _ in range(place):
        programme.move(organiser, item.id, up=True)
    stepwise = lines(event)
    for _ in range(place):
        programme.move(organiser, item.id, up=False)
    programme.move_to(organiser, item.id, to=1)
    assert lines(event) == stepwise
    titles = [one.title for one in event.programme if one.part == programme.DAY]
    assert titles[:2] == [item.title, first]
    programme.move_to(organiser, item.id, to=99)
    programme.move_to(organiser, item.id, to=place + 1)
    assert [one.title for one in event.programme if one.part == programme.DAY] == before
