"""Every bound of what an export or a backup holds, at the bound and one above, through what reads it."""

import json
import zipfile
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastjsonschema import JsonSchemaValueException
from sqlalchemy import String

from facilitation import bounds
from facilitation.extensions import db
from facilitation.ids import LENGTH, new_id
from facilitation.storage import images
from facilitation.storage.backup import manifest
from facilitation.storage.backup.manifest import BackupRefused
from facilitation.transfer import record_schema, record_tables
from facilitation.transfer.record_limits import NUMBERS
from facilitation.transfer.record_tables import TABLES
from tests.test_bounds_of_files import STEPS

FORM: dict[str, Any] = record_schema.schema()["properties"]


def fits(form: dict[str, Any], value: object) -> bool:
    """Tell whether a value has this form."""
    try:
        record_schema.compiled(form)(value)
    except JsonSchemaValueException:
        return False
    return True


def columns() -> dict[str, dict[str, Any]]:
    """The form of each column, by its table and name."""
    rows = {"event": FORM["event"], **{table.name: FORM[table.name]["items"] for table in TABLES}}
    return {f"{table}.{name}": form for table, row in rows.items() for name, form in row["properties"].items()}


SHORT = {
    "one of a list": """contribution.kind contribution.language contribution.state door.role edition.language
        event.timezone event.language event.country event.feedback_state event.wall_scene event.wall_language
        event.newcomers event.phase event.accessibility_state rehearsal.wanted
        feedback_answer.language journal_entry.door journal_entry.deed
        event_deed.deed letterhead.kind measure.state participant.language programme_item.part
        programme_item.kind recommendation.horizon report_text.name report_text.language statement.kind
        translation.language wording.language wording.state machine_draft.language""",
    "drawn, or reckoned": """door.secret join_code.code edition.sha256 edition.matter event.day_word house.channel
        journal_entry.link event_deed.link done_order.who translation.key wording.made_of
        machine_draft.made_of""",
    "bounded in code points, too, by whoever takes it (`own_texts`, `settings`, `station_plan`)": """event.slug
        event.title event.place_name event.street event.postcode event.city event.organiser event.addressee
        event.registration_url programme_item.starts programme_item.ends
        programme_item.title round.title station.slug station.colour station.short_title station.title
        event.wifi_name event.wifi_password""",
    "an address of this machine's, or a file's name that is cut": """event.printed_for house.address
        letterhead.name""",
}
"""Columns with a length of their own, and what they hold: nothing whose length was counted as people see it."""


def test_what_people_type_stands_in_no_column_that_counts_otherwise() -> None:
    """PostgreSQL counts code points: what the limits let through would be refused there."""
    short = {
        str(column)
        for table in db.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, String) and column.type.length not in (None, LENGTH)
    }
    assert short == {name for names in SHORT.values() for name in names.split()}


@STEPS
def test_rows(above: int) -> None:
    most = {table.name: bounds.RECORD_TABLES.get(table.name, bounds.RECORD_ROWS) for table in TABLES}
    assert bounds.RECORD_TABLES.keys() < most.keys()
    taken = {name for name, many in most.items() if fits({**FORM[name], "items": {}}, [{}] * (many + above))}
    assert taken == (set() if above else most.keys())


def test_numbers() -> None:
    wholes = {name: form for name, form in columns().items() if "integer" in form.get("type", ())}
    others = {bounds.LARGEST_NUMBER, bounds.RECORD_HIGHEST, bounds.RECORD_PLACES}
    assert {form["maximum"] for name, form in wholes.items() if name not in NUMBERS} == others
    assert wholes.keys() >= NUMBERS.keys()
    for name, form in wholes.items():
        most = NUMBERS.get(name, form["maximum"])
        assert (fits(form, most), fits(form, most + 1)) == (True, False), name
    assert bounds.RECORD_NUMBERS["photos.width"] == bounds.RECORD_NUMBERS["photos.height"] == images.LARGEST


def test_texts() -> None:
    """Also those for which the database has a length of its own."""
    tried = 0
    for name, form in columns().items():
        if "maxLength" in form and "pattern" not in form and form.get("format") != "date":
            graphemes = form.get("format", "").removeprefix("text-")
            most = int(graphemes) if graphemes else form["maxLength"]
            assert (fits(form, "ä" * most), fits(form, "ä" * (most + 1))) == (True, False), name
            tried += 1
    assert tried > 40
    plan = [name for name, form in columns().items() if form.get("format") == f"text-{bounds.PLAN_LIMIT}"]
    notices = ("contact", "imprint", "accessibility_method", "accessibility_open", "enforcement_body")
    said = [f"event.{name}" for name in ("directions", *notices)]
    translated = ["translations.original", "translations.text"]
    assert plan == [*said, "stations.question", "stations.description", *translated]


LISTS: dict[str, tuple[dict[str, Any], object, object]] = {
    "aims": (record_tables.TEXTS, ["Text"] * bounds.RECORD_ENTRIES, ["Text"] * (bounds.RECORD_ENTRIES + 1)),
    "wordings": (
        record_tables.BY_LANGUAGE,
        {str(number): "Text" for number in range(bounds.RECORD_ENTRIES)},
        {str(number): "Text" for number in range(bounds.RECORD_ENTRIES + 1)},
    ),
    "slides": (record_tables.SLIDES, ["a"] * bounds.MOST_SLIDES, ["a"] * (bounds.MOST_SLIDES + 1)),
    "ids": (
        record_tables.IDS,
        [new_id()] * bounds.RECORD_ROWS,
        [new_id()] * (bounds.RECORD_ROWS + 1),
    ),
    "who made it": (FORM["made_by"], "x" * bounds.RECORD_NAME, "x" * (bounds.RECORD_NAME + 1)),
    "a slide's name": (record_tables.SLIDES, ["a" * bounds.SLIDE_NAME_LIMIT], ["a" * (bounds.SLIDE_NAME_LIMIT + 1)]),
}


@pytest.mark.parametrize("what", LISTS)
def test_lists(what: str) -> None:
    form, at, above = LISTS[what]
    assert (fits(form, at), fits(form, above)) == (True, False)


def nested(levels: int) -> list[Any]:
    """Return a list of so many levels."""
    whole: list[Any] = []
    for _ in range(levels - 1):
        whole = [whole]
    return whole


@STEPS
def test_what_no_form_says(above: int) -> None:
    found = [
        record_schema._not_stored(nested(bounds.RECORD_DEEPEST + above)),
        record_schema._not_stored({"x" * (bounds.RECORD_NAME + above): 1}),
    ]
    assert [one and one.says for one in found] == (
        ["is nested too deeply", "holds a name longer than 100 characters"] if above else [None, None]
    )
    moment = f"2023-11-04T10:00:00.{'0' * (14 + above)}+00:00"
    assert (len(moment), record_schema._is_moment(moment)) == (bounds.RECORD_MOMENT + above, not above)


@STEPS
def test_a_backups_list_of_files(above: int) -> None:
    told = manifest.Manifest("0.1.0", "2023-11-04", "sqlite", "0016", {"database": {"size": 1, "sha256": "0" * 64}})
    archive = SimpleNamespace(
        getinfo=lambda _: SimpleNamespace(file_size=bounds.LARGEST_MANIFEST + above),
        read=lambda _: told.written(),
        namelist=lambda: ["database", manifest.NAME],
    )
    assert json.loads(told.written())["format"] == manifest.FORMAT
    if above:
        with pytest.raises(BackupRefused):
            manifest.read(cast(zipfile.ZipFile, archive))
    else:
        assert manifest.read(cast(zipfile.ZipFile, archive)) == told
