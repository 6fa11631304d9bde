"""A guest's card and a card from paper obey the same rules: what one refuses the other does, with the same word."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from facilitation.actor import Actor
from facilitation.bounds import TEXT_LIMIT
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Contribution, Station
from facilitation.models.columns import now
from facilitation.models.contribution import NEW
from facilitation.services import cards, contributions, paper_cards, rounds
from tests.conftest import Guests, new_id, read_lines

WRONG: dict[str, tuple[str, list[Any]]] = {
    "id": ("malformed", ["", "1", "x" * 36]),
    "kind": ("unknown_kind", ["", "rumour", "Idea"]),
    "text": ("text_empty", ["", " \n", "\u200b"]),
    "language": ("unknown_language", ["", "xx", "DE"]),
    "table": ("unknown_table", [0, -1, 10_000]),
}
"""What both refuse, in the order in which it is told where several things are wrong."""
Ways = dict[str, Callable[..., object]]


@pytest.fixture
def ways(guest: Guests, host: Actor, station: Station) -> Ways:
    """Both ways in which a card comes; each gives it an id of its own unless it has one."""
    author, slug = guest(), station.slug
    return {
        "phone": lambda **fields: contributions.add(author, slug, **{"id": new_id(), **fields}),
        "paper": lambda **fields: paper_cards.type_in(host, station.id, **{"id": new_id(), **fields}),
    }


def outcome(way: Callable[..., object], fields: dict[str, Any]) -> str:
    """The code of the refusal; empty where the card is taken."""
    try:
        way(**{"text": "Ein Raum am Abend", "kind": "wish", "language": "de", **fields})
    except CafeError as refusal:
        db.session.rollback()
        return refusal.code
    return ""


@pytest.mark.parametrize(("field", "value"), [(name, value) for name, (_, some) in WRONG.items() for value in some])
def test_both_refuse_the_same(ways: Ways, field: str, value: object) -> None:
    told = {name: outcome(way, {field: value}) for name, way in ways.items()}
    assert told == dict.fromkeys(ways, WRONG[field][0])


def test_both_tell_the_same_first_where_several_things_are_wrong(ways: Ways) -> None:
    for one, two in itertools.combinations(WRONG, 2):
        fields = {one: WRONG[one][1][-1], two: WRONG[two][1][-1]}
        told = {name: outcome(way, fields) for name, way in ways.items()}
        assert told == dict.fromkeys(ways, WRONG[one][0]), (one, two)


@pytest.mark.parametrize(("length", "code"), [(TEXT_LIMIT, ""), (TEXT_LIMIT + 1, "text_too_long")])
def test_both_take_texts_of_the_same_length(ways: Ways, length: int, code: str) -> None:
    assert {name: outcome(way, {"text": "x" * length}) for name, way in ways.items()} == dict.fromkeys(ways, code)


def test_both_take_and_clean_the_same_texts(ways: Ways) -> None:
    hostile = [line["text"] for line in read_lines("adversarial.jsonl")]
    codes = {name: [outcome(way, {"text": text}) for text in hostile] for name, way in ways.items()}
    assert codes["paper"] == codes["phone"]
    assert {"", "text_empty"} <= set(codes["phone"])
    rows = db.session.query(Contribution).order_by(Contribution.number)
    said: dict[bool, list[str]] = {True: [], False: []}
    for row in rows:
        said[row.participant_id is None].append(row.text)
    assert said[True] == said[False]


def test_both_belong_to_the_running_round_and_then_for_a_while_to_the_one_that_has_ended(
    ways: Ways, organiser: Actor, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rounds_of() -> list[int | None]:
        """The rounds of the two cards written last."""
        for way in ways.values():
            assert outcome(way, {}) == ""
        newest = db.session.query(Contribution).order_by(Contribution.number.desc()).limit(2)
        return [row.round_id for row in newest]

    first = station.event.rounds[0].id
    assert rounds_of() == [None, None]
    rounds.start(organiser, 1)
    assert rounds_of() == [first, first]
    rounds.end(organiser)
    assert rounds_of() == [first, first]
    monkeypatch.setattr(cards, "now", lambda: now() + cards.LATE)
    assert rounds_of() == [None, None]


def test_a_new_row_has_every_column() -> None:
    """Whatever a card says nothing of comes from the model; a new column without a default is missed here."""
    said = {"id", "station_id", "number", "kind", "language", "text", "revision"}
    given: dict[str, Any] = dict.fromkeys(said, "said")
    row = cards.row(state="pending", **given)
    assert set(row) == set(Contribution.__table__.columns.keys())
    assert set(NEW) == set(row) - said - {"state", "created_at"}
    assert (row["votes"], row["was_public"], row["hidden_reason"], row["highlighted"]) == (0, False, None, False)
