"""What a person's doors allow, as every page and every message asks for it."""

import pytest

from facilitation.actor import AUDIENCES, SURVEY_AUDIENCES, Actor, Audience
from facilitation.errors import CafeError

HERE, ELSEWHERE = 1, 2
PEOPLE = {
    "stranger": Actor(1),
    "guest": Actor(1, participant_id=7),
    "guest by the wall's link": Actor(1, participant_id=7, wall=True),
    "wall": Actor(1, wall=True),
    "former wall": Actor(1, expired=frozenset({("wall", None)})),
    "host": Actor(1, hosts=frozenset({HERE})),
    "other host": Actor(1, hosts=frozenset({ELSEWHERE})),
    "host by the wall's link": Actor(1, hosts=frozenset({HERE}), wall=True),
    "former host": Actor(1, participant_id=7, expired=frozenset({("host", HERE)})),
    "organiser": Actor(1, organiser=True),
    "organiser by the wall's link": Actor(1, organiser=True, wall=True),
    "administrator": Actor(1, organiser=True, administrator=True),
}
PUBLIC, HOSTS, WALL = Audience("public", "public"), Audience("hosts", "hosts"), Audience("wall", "wall")
PROJECTED = Audience("public", "wall")
READ: dict[str, tuple[Audience | str, Audience | str, Audience | str, Audience | str]] = {
    "stranger": ("not_joined", "not_joined", "not_joined", "not_joined"),
    "guest": (PUBLIC, PUBLIC, "not_allowed", WALL),
    "guest by the wall's link": (PUBLIC, PUBLIC, "not_allowed", WALL),
    "wall": (PROJECTED, PROJECTED, "not_allowed", WALL),
    "former wall": ("door_expired", "door_expired", "door_expired", "door_expired"),
    "host": (HOSTS, PUBLIC, HOSTS, WALL),
    "other host": (PUBLIC, PUBLIC, "not_allowed", WALL),
    "host by the wall's link": (HOSTS, PUBLIC, HOSTS, WALL),
    "former host": (PUBLIC, PUBLIC, "door_expired", WALL),
    "organiser": (HOSTS, PUBLIC, HOSTS, WALL),
    "organiser by the wall's link": (HOSTS, PUBLIC, HOSTS, WALL),
    "administrator": (HOSTS, PUBLIC, HOSTS, WALL),
}
"""As what each reads a station who asks for nothing, and as each of AUDIENCES."""
PROJECT: dict[str, tuple[str, str]] = {
    "stranger": ("not_joined", "not_joined"),
    "guest": ("not_allowed", "not_allowed"),
    "guest by the wall's link": ("not_allowed", ""),
    "wall": ("not_allowed", ""),
    "former wall": ("not_joined", "door_expired"),
    "host": ("not_allowed", "not_allowed"),
    "other host": ("not_allowed", "not_allowed"),
    "host by the wall's link": ("not_allowed", ""),
    "former host": ("not_allowed", "not_allowed"),
    "organiser": ("", ""),
    "organiser by the wall's link": ("", ""),
    "administrator": ("", ""),
}
"""How each is answered who wants to see what is for the desk alone, and what may be projected; empty: as they wish."""


def read(actor: Actor, asked: str | None) -> Audience | str:
    try:
        return actor.audience(HERE, asked)
    except CafeError as refusal:
        return refusal.code


@pytest.mark.parametrize("who", PEOPLE)
def test_as_what_a_station_is_read(who: str) -> None:
    assert tuple(read(PEOPLE[who], asked) for asked in (None, *AUDIENCES)) == READ[who]


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_no_audience_is_malformed(who: str) -> None:
    asked = {read(PEOPLE[who], asked) for asked in ("everybody", "Hosts", "")}
    assert asked == ({"malformed"} if PEOPLE[who].came_in else {READ[who][0]})


def shown(actor: Actor, audience: str, *, survey: bool) -> str:
    try:
        if survey:
            actor.require_survey(audience)
        else:
            actor.require_projection(presenter=audience == "desk")
    except CafeError as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize("survey", [True, False])
@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_see_what_is_projected(who: str, survey: bool) -> None:
    """Slides and the survey's answers obey the same rule."""
    told = tuple(shown(PEOPLE[who], audience, survey=survey) for audience in SURVEY_AUDIENCES)
    assert told == PROJECT[who]


def test_a_survey_has_no_other_audience() -> None:
    for actor in PEOPLE.values():
        assert shown(actor, "public", survey=True) == "malformed"


def test_a_screen_by_the_walls_link_counts_as_nobody() -> None:
    nobody = {who for who, actor in PEOPLE.items() if actor.is_projector}
    assert nobody == {"wall", "host by the wall's link", "organiser by the wall's link"}
