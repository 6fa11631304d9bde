"""What is left of a contribution that its author withdrew or reworded: what a list names, and nothing else."""

import datetime as dt
from typing import Any

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Cluster, Contribution, Event, Photo, Station
from facilitation.models.contribution import (
    KEPT_OF_WITHDRAWN,
    REWORDED,
    REWORDED_BY_AUTHOR,
    SHOWN,
    STATES,
    WITHDRAWN,
)
from facilitation.services import contributions, moderation
from facilitation.storage.transactions import writing
from tests.conftest import NOON, Guests, new_id, read, wording, write

COLUMNS = set(Contribution.__table__.columns.keys())
WORDS = {"text", "original", "german", "author", "hidden_reason"}
"""The columns that hold what people typed."""


def test_every_column_is_emptied_or_kept_for_a_reason() -> None:
    """A new column needs its line in WITHDRAWN or in KEPT_OF_WITHDRAWN."""
    assert {*WITHDRAWN, *KEPT_OF_WITHDRAWN} == COLUMNS
    assert WITHDRAWN.keys() & KEPT_OF_WITHDRAWN.keys() == set()
    assert [name for name, reason in KEPT_OF_WITHDRAWN.items() if len(reason.split()) < 3] == []


def test_no_column_that_can_hold_words_is_kept() -> None:
    """Texts without a length of their own are what people type."""
    typed = {column.name for column in Contribution.__table__.columns if getattr(column.type, "length", 0) is None}
    assert typed == WORDS
    assert typed <= WITHDRAWN.keys()


def test_what_deeds_set_are_columns_and_states() -> None:
    assert {*REWORDED, *REWORDED_BY_AUTHOR, *SHOWN} <= COLUMNS
    assert {WITHDRAWN["state"], SHOWN["state"]} <= set(STATES)


def filled(author: Actor, station: Station) -> dict[str, Any]:
    """A contribution of this author with something in every column, as it is stored."""
    written, other = write(author, station), write(author, station)
    cluster = Cluster(id=new_id(), station_id=station.id, title="Räume", position=1, revision=1)
    photo = Photo(id=new_id(), station_id=station.id, caption="", width=1, height=1, revision=1)
    with writing() as session:
        session.add_all([cluster, photo])
        session.flush()
        row = session.get_one(Contribution, written.id)
        for name in WORDS:
            setattr(row, name, f"Was niemand mehr lesen soll: {name}")
        row.cluster_id, row.photo_id, row.round_id = cluster.id, photo.id, station.event.rounds[0].id
        row.reply_to = row.merged_into = other.id
        row.table, row.votes, row.by_hand, row.author_paused = 1, 3, 3, 2
        row.worded_at = NOON
        row.highlighted = row.edited = row.contact_confirmed = True
    return stored(written.id)


def stored(id: str) -> dict[str, Any]:
    row = db.session.get_one(Contribution, id, populate_existing=True)
    values = {name: getattr(row, name) for name in COLUMNS}
    db.session.rollback()
    return values


def test_a_withdrawn_row_holds_nothing_else(guest: Guests, station: Station) -> None:
    author = guest()
    before = filled(author, station)
    assert [name for name, value in before.items() if value in (None, "", False, 0)] == []
    contributions.withdraw(author, before["id"])
    after = stored(before["id"])
    assert {name: after[name] for name in WITHDRAWN} == dict(WITHDRAWN)
    assert after["revision"] == before["revision"] + 2  # the other one was written in between
    kept = KEPT_OF_WITHDRAWN.keys() - {"revision"}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_an_authors_new_wording_takes_with_it_what_was_made_of_the_one_before(guest: Guests, station: Station) -> None:
    author = guest()
    before = filled(author, station)
    contributions.edit(author, before["id"], was=wording(before["id"]), text="Ganz anders")
    after = stored(before["id"])
    changed = {"text": "Ganz anders", "revision": before["revision"] + 2, **REWORDED_BY_AUTHOR}
    assert after.pop("worded_at") > before.pop("worded_at")
    assert after == {**before, **changed}


def test_the_reason_goes_with_the_hiding(guest: Guests, station: Station, host: Actor) -> None:
    written = write(guest(), station)
    moderation.hide(host, written.id, reason="Nennt Frau Schmidt")
    moderation.show(host, read(written.id))
    after = stored(written.id)
    assert (after["state"], after["hidden_reason"]) == ("visible", None)


def test_the_moment_of_writing_stays(guest: Guests, station: Station, event: Event) -> None:
    """Counts of the minutes before must not change because somebody withdrew what they wrote."""
    author = guest()
    written = write(author, station)
    moment: dt.datetime = stored(written.id)["created_at"]
    contributions.withdraw(author, written.id)
    assert stored(written.id)["created_at"] == moment
