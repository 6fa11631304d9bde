"""What the form of a record refuses, and in which words."""

from typing import Any

import pytest

from facilitation.transfer import record_schema
from facilitation.transfer.record_schema import RecordRefused
from facilitation.transfer.record_tables import EVENT, TABLES, Schema

ID = "6f9619ff-8b86-d011-b42d-00cf4fc964ff"
MOMENT = "2023-11-18T14:00:00.000000Z"
ROWS: dict[str, dict[str, Any]] = {
    "photos": {
        "id": ID,
        "station": "one",
        "round": None,
        "table": 2,
        "caption": "",
        "width": 100,
        "height": 100,
        "taken_at": MOMENT,
        "contact_confirmed": False,
        "removed": False,
        "revision": 1,
        "number": "S1-F02",
    },
    "journal": {
        "id": 1,
        "station": "one",
        "revision": 3,
        "door": "host",
        "deed": "cluster.rename",
        "items": [{"noun": "cluster", "id": ID, "name": "Räume", "before": {"title": "a"}, "after": {"title": "b"}}],
        "undoes": None,
        "undone": False,
        "done_at": MOMENT,
    },
    "feedback_answers": {
        "scale": {"1": 5},
        "language": "de",
        "text": "",
        "german": None,
        "hidden": False,
        "contact_confirmed": False,
    },
}


FAMILY = "👩🏽‍👩🏽‍👧🏽‍👦🏽"
"""One sign as people see it, and eleven code points."""


def nested(levels: int) -> Any:
    """A text within so many lists."""
    value: Any = "a"
    for _ in range(levels):
        value = [value]
    return value


def item(**other: Any) -> dict[str, Any]:
    """What a deed changed, but for this."""
    return {"items": [ROWS["journal"]["items"][0] | other]}


def check(name: str, **other: Any) -> None:
    (table,) = (one for one in TABLES if one.name == name)
    record_schema.check_row(table, ROWS[name] | other, f"{name}[0]")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        *((name, {}) for name in ROWS),
        ("photos", {"table": None, "round": 10_000}),
        ("photos", {"taken_at": "2024-02-29T14:00:00+01:00"}),
        ("journal", {"items": []}),
        ("journal", item(before={"a": nested(40)})),
        ("feedback_answers", {"scale": {}}),
        ("photos", {"caption": "a" * 300}),
        ("photos", {"caption": FAMILY * 300}),
        ("photos", {"width": 2_400, "revision": 1_000_000_000}),
        ("feedback_answers", {"text": "a" * 500, "scale": {str(place): 1 for place in range(100)}}),
    ],
)
def test_what_has_the_form_is_taken(name: str, other: dict[str, Any]) -> None:
    check(name, **other)


@pytest.mark.parametrize(
    ("name", "other", "sentence"),
    [
        ("photos", {"width": 1.0}, "photos[0].width: must be of type integer."),
        ("photos", {"width": True}, "photos[0].width: must be of type integer."),
        ("photos", {"width": "1"}, "photos[0].width: must be of type integer."),
        ("photos", {"width": None}, "photos[0].width: must be of type integer."),
        ("photos", {"width": -1}, "photos[0].width: must be 0 or more."),
        ("photos", {"round": 10_001}, "photos[0].round: must be 10000 or less."),
        ("photos", {"round": False}, "photos[0].round: must be of type integer or null."),
        ("photos", {"removed": 0}, "photos[0].removed: must be of type boolean."),
        ("photos", {"number": "S1-F02\n"}, "photos[0].number: must look like ^S[0-9]{1,5}-F[0-9]{1,9}$."),
        ("photos", {"station": "a" * 81}, "photos[0].station: is longer than 80 characters."),
        ("photos", {"station": "A" * 81}, "photos[0].station: must look like ^[a-z0-9]+(-[a-z0-9]+)*$."),
        ("photos", {"taken_at": "2023-02-29T14:00:00Z"}, "photos[0].taken_at: must be a date-time."),
        ("photos", {"taken_at": "2023-11-18T14:00:00"}, "photos[0].taken_at: must be a date-time."),
        ("photos", {"taken_at": "2023-11-18T14:00:60Z"}, "photos[0].taken_at: must be a date-time."),
        ("photos", {"taken_at": "0001-01-01T00:00:00+01:00"}, "photos[0].taken_at: must be a date-time."),
        ("photos", {"taken_at": f"{MOMENT}\n"}, "photos[0].taken_at: must be a date-time."),
        ("photos", {"caption": "a\0"}, "photos[0].caption: holds signs that no database stores."),
        ("photos", {"secret": 1, "other": 2}, "photos[0]: 'secret' is unknown."),
        ("photos", {"s" * 80: 1}, f"photos[0]: '{'s' * 59} is unknown."),
        ("journal", {"door": "wall"}, "journal[0].door: must be one of ['host', 'organiser']."),
        ("journal", {"door": None}, "journal[0].door: must be one of ['host', 'organiser']."),
        ("journal", {"items": {}}, "journal[0].items: must be of type array."),
        ("journal", {"items": [None]}, "journal[0].items[0]: must be of type object."),
        ("journal", item(name=1), "journal[0].items[0].name: must be of type string."),
        ("journal", item(more=1), "journal[0].items[0]: 'more' is unknown."),
        (
            "journal",
            item(before={"a": [{"b": "\ud83d"}]}),
            "journal[0].items[0].before.a[0].b: holds signs that no database stores.",
        ),
        ("journal", item(after={"a\0": 1}), "journal[0].items[0].after: holds signs that no database stores."),
        (
            "journal",
            item(before={"a": nested(2_000)}),
            f"journal[0].items[0].before.a{'[0]' * 60}"[: record_schema.LONGEST_PLACE] + ": is nested too deeply.",
        ),
        ("feedback_answers", {"scale": {"1": 6}}, "feedback_answers[0].scale.1: must be 5 or less."),
        ("feedback_answers", {"scale": {"{a}.b[": 6}}, "feedback_answers[0].scale.{a}.b[: must be 5 or less."),
        ("photos", {"caption": "a" * 301}, "photos[0].caption: is longer than 300 characters."),
        ("photos", {"caption": FAMILY * 301}, "photos[0].caption: is longer than 300 characters."),
        ("photos", {"caption": "a" * 1_000_000}, "photos[0].caption: is longer than 300 characters."),
        ("photos", {"caption": "a\u0301" * 2_000}, "photos[0].caption: is longer than 300 characters."),
        ("photos", {"caption": "a\x01"}, "photos[0].caption: holds signs that no database stores."),
        ("photos", {"width": 2_401}, "photos[0].width: must be 2400 or less."),
        ("photos", {"revision": 1_000_000_001}, "photos[0].revision: must be 1000000000 or less."),
        ("photos", {"taken_at": f"2023-11-18T14:00:00.{'0' * 30}+00:00"}, "photos[0].taken_at: must be a date-time."),
        ("photos", {"number": "S1-F1000000000"}, "photos[0].number: must look like ^S[0-9]{1,5}-F[0-9]{1,9}$."),
        ("journal", item(name="a" * 501), "journal[0].items[0].name: is longer than 500 characters."),
        ("journal", {"items": ROWS["journal"]["items"] * 50_001}, "journal[0].items: has more than 50000 entries."),
        (
            "journal",
            item(before={f"a{place}": 1 for place in range(101)}),
            "journal[0].items[0].before: has more than 100 entries.",
        ),
        (
            "journal",
            item(before={"a": {"b" * 101: 1}}),
            "journal[0].items[0].before.a: holds a name longer than 100 characters.",
        ),
        ("feedback_answers", {"text": "a" * 501}, "feedback_answers[0].text: is longer than 500 characters."),
        (
            "feedback_answers",
            {"scale": {str(place): 1 for place in range(101)}},
            "feedback_answers[0].scale: has more than 100 entries.",
        ),
        ("feedback_answers", {"scale": {"1": 1.0}}, "feedback_answers[0].scale.1: must be of type integer."),
        (
            "feedback_answers",
            {"scale": {"a" * 1_000: 6}},
            f"feedback_answers[0].scale.{'a' * (record_schema.LONGEST_PLACE - 26)}: must be 5 or less.",
        ),
    ],
)
def test_what_has_not_is_refused_at_its_place(name: str, other: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RecordRefused) as refusal:
        check(name, **other)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("day", ["2023-02-29", "2023-13-01", "2023-11-18T00:00:00", "2023-11-18\n", "", "today"])
def test_what_is_no_day_is_refused(day: str) -> None:
    form = record_schema.schema()["properties"]["event"]["properties"]["delete_on"]
    assert form == {"type": "string", "format": "date"}
    record_schema.check_row(EVENT, event(), "event")
    with pytest.raises(RecordRefused, match=r"^event\.delete_on: must be a date\.$"):
        record_schema.check_row(EVENT, event() | {"delete_on": day}, "event")


def event() -> dict[str, Any]:
    """An event that says as little as it may."""
    fields = record_schema.schema()["properties"]["event"]["properties"]
    return {name: _least(form) for name, form in fields.items()}


def _least(form: Schema) -> Any:
    if "enum" in form:
        return form["enum"][0]
    if form.get("format") in ("date", "date-time"):
        return {"date": "2023-11-18", "date-time": MOMENT}[form["format"]]
    kind = form["type"]
    if not isinstance(kind, str):
        return None
    return {"string": "a", "array": [], "object": {}, "integer": form.get("minimum"), "boolean": False}[kind]


@pytest.mark.parametrize(
    "form",
    [
        {"type": "array", "minItems": 1},
        {"type": "string", "format": "email"},
        {"type": "string", "content": "text"},
        {"const": 1},
        {"$ref": "https://example.org/"},
        {"type": "object", "properties": {"a": {"type": "string", "minLength": 1}}},
        {"type": "array", "items": {"minLength": 1}},
        {"type": "object", "additionalProperties": {"minLength": 1}},
    ],
)
def test_no_word_of_the_form_is_overlooked(form: Schema) -> None:
    """The library passes over words that it does not know, and knows some for which we have no sentence."""
    with pytest.raises(LookupError):
        record_schema.compiled(form)


def test_fields_may_be_called_like_words_of_the_form() -> None:
    form = {"type": "object", "properties": {"minLength": {"type": "string"}, "id": {"type": "string"}}}
    assert record_schema.compiled(form)({"minLength": "a", "id": "#b"}) == {"minLength": "a", "id": "#b"}


def open_ended(form: Schema, place: str) -> list[str]:
    """Where a form lets in what has no end."""
    if "enum" in form or form.get("format") in ("date", "date-time"):
        return []
    kinds = form["type"] if isinstance(form["type"], list) else [form["type"]]
    words = {"string": "maxLength", "array": "maxItems", "integer": "maximum", "boolean": "type", "null": "type"}
    words["object"] = "type" if form.get("additionalProperties") is False else "maxProperties"
    found = [place for kind in kinds if words[kind] not in form]
    within = [(f"{place}.{name}", one) for name, one in form.get("properties", {}).items()]
    within += [(f"{place}[]", form[word]) for word in ("items", "additionalProperties") if form.get(word)]
    return found + [deeper for name, one in within for deeper in open_ended(one, name)]


def test_every_text_list_and_number_has_an_end() -> None:
    assert open_ended(record_schema.schema(), "") == []
    assert open_ended({"type": "object", "properties": {"a": {"type": "string"}}}, "") == ["", ".a"]
