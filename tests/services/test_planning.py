"""A whole event of a few wishes, with no database; it is stored by the same service as Dresden's."""

import datetime as dt
from itertools import pairwise

import pytest

from facilitation import bounds, seed
from facilitation.errors import CafeError
from facilitation.models import Event
from facilitation.services import events, planning, programme, translations
from facilitation.services.planning import Wishes
from tests.conftest import refused

DIALOGUE = Wishes(
    title="Stadtteildialog",
    day=dt.date(2026, 12, 12),
    begins=15 * 60,
    place="Bürgertreff am Park",
    stations=4,
    tables=2,
    rounds=4,
    minutes=20,
    change=5,
    language="de",
    languages=("de", "ar", "ru", "vi", "uk"),
)


def test_the_day_is_whole() -> None:
    plan = planning.plan(DIALOGUE)
    told = [f"{one['starts']}-{one['ends']} {one['title']}" for one in plan["programme"]]
    assert told == [
        "15:00-15:30 Ankommen",
        "15:30-15:50 Begrüßung",
        "15:50-18:00 World Café",
        "18:00-18:30 Präsentation der Ergebnisse",
        "18:30-18:45 Feedback",
        "18:45-19:00 Ausklang",
    ]
    rounds = [(one["position"], one["starts"], one["title"]) for one in plan["world_cafe"] if one["kind"] == "round"]
    assert rounds == [
        (1, "16:00", "Sammeln"),
        (2, "16:25", "Vertiefen"),
        (3, "16:50", "Lösungen"),
        (4, "17:15", "Verabreden"),
    ]


@pytest.mark.parametrize("rounds", range(1, bounds.MOST_ROUNDS + 1))
@pytest.mark.parametrize("change", [0, 5])
def test_whatever_is_wished_for_keeps_to_what_a_programme_must(rounds: int, change: int) -> None:
    plan = planning.plan(DIALOGUE._replace(rounds=rounds, change=change, minutes=15, stations=12, begins=9 * 60))
    for part in ("programme", "world_cafe"):
        spans = [
            programme.Span(one["title"], programme.minutes(one["starts"]), programme.minutes(one["ends"]))
            for one in plan[part]
        ]
        programme.check(spans)
        assert all(above.end == below.begin for above, below in pairwise(spans))
    cafe = next(one for one in plan["programme"] if one["kind"] == "world_cafe")
    assert (plan["world_cafe"][0]["starts"], plan["world_cafe"][-1]["ends"]) == (cafe["starts"], cafe["ends"])
    assert {len(one["prompts"]) for one in plan["stations"]} == {rounds}
    assert len({one["sign"] for one in plan["stations"]}) == 12


@pytest.mark.parametrize("language", planning.languages())
def test_it_can_be_held_as_it_is_in_every_language(event: Event, language: str) -> None:
    others = tuple(code for code in planning.languages())
    made = events.create(
        planning.plan(DIALOGUE._replace(language=language, languages=others)), today=dt.date(2026, 11, 30)
    )
    assert [len(one.prompts) for one in made.stations] == [4] * 4
    assert [one.minutes for one in made.rounds] == [20] * 4
    own = {text.original for text in translations.own_texts(made)} - {made.title, made.place_name}
    said = translations.every(made.id)
    lacking = {code: own - said.get(code, {}).keys() for code in translations.languages_of(made)}
    assert lacking == {code: set() for code in lacking}


def test_the_plan_has_the_shape_of_dresdens() -> None:
    made, dresden = planning.plan(DIALOGUE), seed.plan()
    assert made.keys() <= dresden.keys() | {"sign"}
    assert made["stations"][0].keys() - {"sign"} == dresden["stations"][0].keys() - {"sign"}
    assert {key for one in made["world_cafe"] for key in one} == {key for one in dresden["world_cafe"] for key in one}


def test_what_would_end_after_midnight_says_when_to_begin() -> None:
    with pytest.raises(CafeError) as why:
        planning.plan(DIALOGUE._replace(begins=21 * 60))
    assert (why.value.code, why.value.detail["field"], why.value.detail["mend"]) == ("plan_too_long", "begins", "19:55")
    planning.plan(DIALOGUE._replace(begins=programme.minutes("19:55")))
    with pytest.raises(CafeError) as why:
        planning.plan(DIALOGUE._replace(begins=0, rounds=8, minutes=120, change=60))
    assert (why.value.code, why.value.detail["field"]) == ("plan_too_long", "rounds")


def test_counts_have_their_limits() -> None:
    limits = (bounds.MOST_STATIONS, bounds.MOST_TABLES, bounds.MOST_ROUNDS, bounds.LONGEST_ROUND, bounds.MOST_MINUTES)
    assert tuple(most for _, most in planning.MOST.values()) == limits


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Stadtteildialog", "stadtteildialog"),
        ("Grüße & Maße: 2. Dialog!", "gruesse-masse-2-dialog"),
        ("Łódź – Đà Nẵng", "lodz-da-nang"),
        ("حوار الحي", "cafe-2026-12-12"),
        ("x" * 300, "x" * planning.SLUG_LENGTH),
    ],
)
def test_an_address_comes_from_the_title(title: str, slug: str) -> None:
    assert planning.free_slug(title, DIALOGUE.day, ()) == slug
    assert planning.free_slug(title, DIALOGUE.day, {slug, f"{slug}-2"}) == f"{slug}-3"


def test_a_taken_address_is_refused_with_a_free_one(event: Event) -> None:
    with pytest.raises(CafeError) as why:
        planning.plan(DIALOGUE._replace(slug=event.slug), taken=events.slugs())
    assert (why.value.code, why.value.detail["mend"]) == ("address_taken", f"{event.slug}-2")
    with refused("address_taken"):
        events.create({**planning.plan(DIALOGUE), "slug": event.slug}, today=dt.date(2026, 11, 30))
