"""What an order's payload holds follows from its handler's signature, and from nothing else."""

from typing import Any

import pytest

from facilitation import bounds
from facilitation.errors import CafeError
from facilitation.live.fields import REQUIRED, Id, Name, field, fields_of
from tests.test_ids import BAD, GOOD

KINDS: dict[str, tuple[Any, list[Any], list[Any]]] = {
    "text": (str, ["", "Räume", "a\0b"], [1, True, ["a"], {}]),
    "name": (Name, ["dresden-2023", "nowhere"], ["a\0b", "\ud800", 1, [GOOD]]),
    "id": (Id, [GOOD], [*BAD.values(), 1, [GOOD]]),
    "number": (
        int,
        [0, -1, bounds.LARGEST_NUMBER],
        [bounds.LARGEST_NUMBER + 1, -bounds.LARGEST_NUMBER - 1, 1.0, "1", True],
    ),
    "yes or no": (bool, [True, False], [0, 1, "true", ""]),
    "ids": (list[str], [[], [GOOD], [GOOD] * bounds.MOST_IDS], [[1], ["x"], [GOOD] * (bounds.MOST_IDS + 1), GOOD, {}]),
    "numbers by name": (dict[str, int], [{}, {"1": 5}], [{"1": "5"}, {"1": True}, {"1": None}, [], "x"]),
    "ids by name": (dict[str, list[str]], [{}, {"a": [GOOD]}], [{"a": GOOD}, {"a": ["x"]}, {"a": 1}, []]),
}
"""The types that a handler's arguments may have: what is taken of each, and what is not."""


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_field(kind: str) -> None:
    annotation, taken, refused = KINDS[kind]
    one = field("what", annotation)
    for value in taken:
        read = one.read({"what": value, "other": 1})
        assert (read, type(read)) == (value, type(value))
    for value in refused:
        assert code(annotation, {"what": value}) == ("malformed", "what"), value


@pytest.mark.parametrize("kind", KINDS)
def test_what_must_be_there_is_missed_also_where_it_is_null(kind: str) -> None:
    annotation, _, _ = KINDS[kind]
    for payload in ({}, {"what": None}, {"other": GOOD}):
        assert code(annotation, payload) == ("malformed", "what")


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_missing_has_its_default_and_is_checked_where_it_is_there(kind: str) -> None:
    annotation, taken, refused = KINDS[kind]
    one = field("what", annotation | None, None)
    assert [one.read(payload) for payload in ({}, {"what": None})] == [None, None]
    assert [one.read({"what": value}) for value in taken] == taken
    for value in refused:
        with pytest.raises(CafeError):
            one.read({"what": value})


def test_a_default_may_be_a_value() -> None:
    assert [field("minutes", int, 10).read(payload) for payload in ({}, {"minutes": 5}, {"minutes": 0})] == [10, 5, 0]


@pytest.mark.parametrize("annotation", [float, set[str], tuple[int, int], bytes, object, float | None, type(None)])
def test_a_type_that_no_payload_has_is_refused_when_the_program_starts(annotation: Any) -> None:
    with pytest.raises(TypeError):
        field("what", annotation)


def test_a_choice_of_types_is_refused_when_the_program_starts() -> None:
    with pytest.raises((TypeError, ValueError)):
        field("what", int | str)


def test_the_fields_are_the_arguments_that_are_given_by_name() -> None:
    def handler(actor: object, place: object, *, id: Id, on: bool, text: str | None = None, hands: int = 3) -> None: ...

    read = fields_of(handler)
    assert [(one.name, one.kind, one.default) for one in read] == [
        ("id", str, REQUIRED),
        ("on", bool, REQUIRED),
        ("text", str, None),
        ("hands", int, 3),
    ]
    assert fields_of(lambda actor, place: None) == ()


def test_an_argument_of_another_type_is_refused_when_its_handler_is_registered() -> None:
    def handler(actor: object, place: object, *, share: float) -> None: ...

    with pytest.raises(TypeError, match="float"):
        fields_of(handler)


def code(annotation: Any, payload: dict[str, Any]) -> tuple[str, object]:
    """How a payload is refused."""
    with pytest.raises(CafeError) as refusal:
        field("what", annotation).read(payload)
    return refusal.value.code, refusal.value.detail["field"]
