"""A noun's fields are spelled once for the database (its model) and once for the wire (`queries/fields.py`).

Whatever else names them is compared here: the protocol, the types for scripts, screens, the harvest and the files.
"""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Text

from facilitation.actor import AUDIENCES, Actor
from facilitation.documents.exports import tables
from facilitation.extensions import db
from facilitation.models import Contribution, Station, Wording
from facilitation.models.columns import outside
from facilitation.queries import changes
from facilitation.queries.fields import BESIDES, CONTRIBUTION, FORM, Noun
from facilitation.queries.harvest import HarvestContribution
from facilitation.services import moderation, paper_cards
from facilitation.storage.statements import reading
from facilitation.transfer import record_limits, record_schema
from facilitation.transfer.record_tables import EVENT, TABLES
from facilitation.transfer.restoring import NEVER_CHANGED
from tests.conftest import Guests, new_id, write
from tests.documents.exports.lived import lived

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "static" / "js"
PROTOCOL = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
USUAL = (SCRIPTS / "lib" / "net" / "usual.js").read_text(encoding="utf-8")
TYPES = (SCRIPTS / "lib" / "net" / "wire.js").read_text(encoding="utf-8")
BY_WORD: dict[str, Noun] = {"contribution": CONTRIBUTION, **{name[:-1]: noun for name, noun in BESIDES.items()}}
"""Every noun by its word in the protocol."""
NOT_IN_FILES = {
    "state": "a harvest holds what is visible",
    "photo": "a card from paper is a contribution like any other",
    "revision": "it orders news",
    "masked": "texts come covered",
}
"""Fields of the wire that no file of a harvest has, each with its reason."""
BESIDE_A_CHANGE = {"worded": "a guest's German wording, which no change holds"}
"""Fields of a harvest that are on no wire's contribution, each with its reason."""
MADE_FOR_TABLES = {"dots_there": "the dots of what was merged, so that a sum of `votes` counts each once"}
"""Columns of the tables that no field of a harvest is, each with its reason."""
NOT_IN_TABLES = {"id": "people say the number", "author": "names that guests gave stay in the hall"}
"""Fields of a harvest that its tables leave out, each with its reason."""


@pytest.mark.parametrize("word", BY_WORD)
def test_every_column_travels_or_says_why_not(word: str) -> None:
    """A new column needs its place in `queries/fields.py`."""
    noun = BY_WORD[word]
    assert sorted([*noun.columns, *noun.never]) == sorted(noun.model.__table__.columns.keys())
    assert [name for name, reason in noun.never.items() if len(reason.split()) < 3] == []


@pytest.mark.parametrize("word", BY_WORD)
def test_the_wall_covers_every_text_that_people_typed(word: str) -> None:
    """But for names, which it does not get at all."""
    noun = BY_WORD[word]
    columns = noun.model.__table__.c
    typed = {name for name in noun.for_everybody if name in columns and isinstance(columns[name].type, Text)}
    assert typed - {"author"} <= set(noun.said) <= set(noun.for_everybody)


@pytest.mark.parametrize("word", BY_WORD)
def test_the_protocol_tells_the_fields(word: str) -> None:
    (told,) = re.findall(rf"^\| {word} \| (`[^|]*`) \|$", PROTOCOL, re.M)
    everybody, *more = re.findall("`(.*?)`", told)
    noun = BY_WORD[word]
    assert sorted(everybody.split(", ")) == sorted(noun.for_everybody)
    assert [part.split(", ") for part in more] == [
        list(some) for some in (noun.for_hosts_only, noun.for_author) if some
    ]


def typed_in_scripts(word: str) -> dict[str, bool]:
    """The fields of a type in wire.js, and whether each may be missing."""
    name = word.capitalize()
    listed = re.search(rf"@typedef {{object}} {name}\n(.*?)\n \*\n", TYPES, re.S)
    if listed is not None:
        properties = re.findall(r"@property {[^}]*} (\[?)(\w+)\]?", listed[1])
        return {field: bool(optional) for optional, field in properties}
    (braced,) = re.findall(rf"@typedef {{{{([^{{}}]*)}}}} {name}\n", TYPES)
    return {field: bool(optional) for field, optional in re.findall(r"(?:^|[\s,*])(\w+)(\??):", braced)}


@pytest.mark.parametrize("word", BY_WORD)
def test_the_types_for_scripts_have_the_fields(word: str) -> None:
    noun = BY_WORD[word]
    expected = dict.fromkeys(noun.for_everybody, False) | dict.fromkeys([*noun.for_hosts_only, *noun.for_author], True)
    assert typed_in_scripts(word) == expected


def usual_in_scripts() -> dict[str, Any]:
    """The usual values as scripts have them, by the lists of a change."""
    (table,) = re.findall(r"^export const USUAL = ({.*?^});", USUAL, re.M | re.S)
    plain = re.sub(r"/\*\*.*?\*/ (?:\((.*?)\)(?=,$| }|, ))?", r"\1", table, flags=re.M)
    quoted = re.sub(r"(\w+):", r'"\1":', plain)
    found: dict[str, Any] = json.loads(re.sub(r",(\s*})", r"\1", quoted))
    return found


def usual_in_protocol() -> dict[str, Any]:
    """The usual values as the protocol tells them, by the lists of a change."""
    found: dict[str, dict[str, Any]] = {}
    for word, told in re.findall(r"^\| usual of a (\w+) \| (.*) \|$", PROTOCOL, re.M):
        for names, value in re.findall(r"`([\w, ]+)`: `([^`]*)`", told):
            found.setdefault(f"{word}s", {}).update(dict.fromkeys(names.split(", "), json.loads(value)))
    return found


def test_both_sides_and_the_protocol_have_the_same_usual_values() -> None:
    """What is left out on one side would be something else on the other."""
    usual = {f"{word}s": dict(noun.usual) for word, noun in BY_WORD.items()}
    assert usual_in_scripts() == usual
    assert usual_in_protocol() == usual
    assert re.findall(r"^export const FORM = (\d+);", USUAL, re.M) == [str(FORM)]
    assert f"`form` {FORM}" in PROTOCOL


@pytest.mark.parametrize("word", BY_WORD)
def test_what_always_travels_has_no_usual_value(word: str) -> None:
    noun = BY_WORD[word]
    fields = {*noun.for_everybody, *noun.for_hosts_only, *noun.for_author}
    assert set(noun.usual) <= fields - {"id", "text", "title", "what", "position", "revision", "created_at", "number"}


def test_a_phones_own_card_looks_like_the_servers() -> None:
    """A card that the server has not seen yet has every field that everybody gets."""
    source = (SCRIPTS / "lib" / "queue" / "blank-contribution.js").read_text(encoding="utf-8")
    (more,) = re.findall(r"BLANK = { \.\.\.USUAL\.contributions, (.*?) };", source)
    drawn = source[source.index("return {") :]
    assert "...BLANK," in drawn
    fields = {*re.findall(r"(\w+):", more), *re.findall(r"^    (\w+)(?::|,$)", drawn, re.M), *CONTRIBUTION.usual}
    assert sorted(fields) == sorted([*CONTRIBUTION.for_everybody, *CONTRIBUTION.for_hosts_only])


def test_no_screen_knows_a_column_that_does_not_travel() -> None:
    """tsc holds scripts to the types; names in texts and templates it does not see."""
    travelling = {name for noun in BY_WORD.values() for name in (*noun.for_everybody, *noun.for_hosts_only)}
    columns = {column.name for noun in BY_WORD.values() for column in noun.model.__table__.columns}
    hidden = columns - travelling - {"removed"}  # which is also a word for what else is removed
    assert {"participant_id", "cluster_id", "was_public"} <= hidden
    word = re.compile(rf"\b({'|'.join(sorted(hidden))})\b")
    found = {path.name: word.findall(path.read_text(encoding="utf-8")) for path in SCRIPTS.rglob("*.js")}
    assert {name: words for name, words in found.items() if words} == {}


def test_the_plain_page_shows_fields_of_the_wire() -> None:
    page = (ROOT / "templates" / "station.html").read_text(encoding="utf-8")
    (cards,) = re.findall(r"{% for one in plain %}(.*?){% endfor %}", page, re.S)
    shown = set(re.findall(r"\bone\.(\w+)", cards))
    assert {"text", "votes"} <= shown <= set(CONTRIBUTION.for_everybody)


def test_what_is_read_has_these_fields(guest: Guests, station: Station, host: Actor) -> None:
    lived()
    author = guest()
    moderation.hide(host, write(author, station).id, reason="Name")
    for audience in AUDIENCES:
        change = changes.read(station.id, 0, audience)
        for word, noun in BY_WORD.items():
            told = noun.for_everybody + (noun.for_hosts_only if audience == "hosts" else ())
            items = change[f"{word}s"]
            assert items
            assert [one for one in items if set(one) != set(told)] == []
    hosts = changes.read(station.id, 0, "hosts")
    for word, noun in BY_WORD.items():
        again = [one for one in changes.for_audience(hosts, "public")[f"{word}s"] if not one.get("gone")]
        assert [one for one in again if set(one) != set(noun.for_everybody)] == []
    with reading() as store:
        (mine,) = changes.own(store, author, station.id, station.slug)
    assert set(mine) == {*CONTRIBUTION.for_everybody, *CONTRIBUTION.for_author}
    db.session.rollback()


def test_each_field_tells_its_own_column(station: Station, host: Actor) -> None:
    card = paper_cards.type_in(host, station.id, id=new_id(), text="Räume", kind="wish", language="de", by_hand=2).row
    columns = {outside(column): getattr(card, column.key) for column in Contribution.__table__.columns}
    made = {"station": station.slug, "created_at": int(card.created_at.timestamp()), "masked": None}
    (told,) = changes.read(station.id, 0, "hosts")["contributions"]
    assert told == {name: columns.get(name) for name in told} | made


def test_a_harvest_holds_fields_of_the_wire() -> None:
    held = {one.name for one in dataclasses.fields(HarvestContribution)}
    assert sorted([*held, *NOT_IN_FILES, "station"]) == sorted([*CONTRIBUTION.for_everybody, *BESIDE_A_CHANGE])


def test_the_tables_show_what_a_harvest_holds() -> None:
    held = {one.name for one in dataclasses.fields(HarvestContribution)}
    assert sorted([*tables.CONTRIBUTION, *NOT_IN_TABLES]) == sorted([*held, "station", *MADE_FOR_TABLES])


def test_an_export_holds_the_columns_of_the_database() -> None:
    form: dict[str, Any] = record_schema.schema()
    told = form["properties"]["contributions"]["items"]["properties"]
    held = {outside(column) for column in Contribution.__table__.columns}
    assert set(told) == held - {"worded_at"}, "it tells what may be a copy, and is no news elsewhere"


def test_every_text_of_an_export_is_bounded_by_its_own_line() -> None:
    unbounded = {
        f"{table.name}.{name}"
        for table in (EVENT, *TABLES)
        for name, column in table.columns.items()
        if isinstance(column.type, Text) and name not in table.shapes
    }
    assert set(record_limits.TEXTS) == unbounded


def test_what_no_entry_of_a_journal_may_change_is_a_column() -> None:
    """Revisions and numbers of stations stand among them, too."""
    known = {one.name for model in (Contribution, Station, Wording) for one in model.__table__.columns}
    assert known >= NEVER_CHANGED
