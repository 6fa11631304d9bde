"""Changes kept ready: the same for everybody of an audience, and never older than the station."""

import gzip
import json
import random
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from socketio.packet import ACK

from facilitation.actor import AUDIENCES, Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, Station
from facilitation.queries import changes, snapshots
from facilitation.queries.fields import short
from facilitation.services import clusters, contributions, measures, moderation, statements, stations
from facilitation.transport.packet import Packet
from tests import wire
from tests.conftest import Doors, Guests, deleted_on, new_id, write

NOTHING: dict[str, list[Any]] = {noun: [] for noun in wire.NOUNS}


def as_screens_read(change: changes.Change) -> changes.Change:
    """A change with all fields of hosts, too: whoever does not get one takes it for usual."""
    return {
        **change,
        **{noun: [wire.whole_item(noun, change["station"], item) for item in change[noun]] for noun in wire.NOUNS},
    }


def test_what_is_kept_is_what_would_be_read(guest: Guests, station: Station) -> None:
    write(guest(), station, "Заявки <&> 希望")
    kept = snapshots.read(station.id, "public")
    assert kept.change == changes.read(station.id, 0, "public")
    assert wire.whole(json.loads(kept.encoded)) == as_screens_read(kept.change)
    assert gzip.decompress(kept.compressed) == kept.encoded


def test_a_page_brings_the_newest_along_with_what_they_answer(guest: Guests, station: Station) -> None:
    author = guest()
    first = write(author, station, "Die erste")
    between = [write(guest(), station, f"Dazwischen {number}") for number in range(snapshots.NEWEST)]
    assert snapshots.read(station.id, "public").newest.many == snapshots.NEWEST
    answer = write(author, station, "Eine Antwort", reply_to=first.id)
    everything = snapshots.read(station.id, "public")
    newest = everything.newest
    assert (newest["since"], newest["revision"]) == (everything.revision, everything.revision)
    ids = [one["id"] for one in newest["contributions"]]
    assert ids == [first.id, *(one.id for one in between[1:]), answer.id]
    assert {noun: newest[noun] for noun in ("clusters", "statements", "measures", "photos")} == {
        noun: everything[noun] for noun in ("clusters", "statements", "measures", "photos")
    }
    assert everything.many == snapshots.NEWEST + 2


def test_all_of_a_small_station_comes_with_its_page(guest: Guests, station: Station) -> None:
    author = guest()
    for number in range(snapshots.NEWEST):
        write(author, station, f"Nummer {number}")
    everything = snapshots.read(station.id, "public")
    assert everything.newest is everything


def test_what_is_brought_up_to_date_is_what_would_be_read_anew(
    guest: Guests, station: Station, host: Actor, organiser: Actor
) -> None:
    chance, authors = random.Random(7), [guest() for _ in range(5)]
    ids: list[str] = []
    themes: list[str] = []
    for step in range(120):
        if step == 60:
            stations.set_approve_first(organiser, station.id, on=True)
        act = chance.choice(
            ("write", "write", "hide", "show", "approve", "cluster", "dissolve", "state", "agree", "withdraw")
        )
        id = chance.choice(ids) if ids else ""
        with suppress(CafeError):
            if act == "write" or not ids:
                ids.append(write(chance.choice(authors), station, f"Schritt {step} <&>").id)
            elif act == "cluster":
                themes.append(clusters.add(host, station.id, id=new_id(), title=f"Thema {step}").row.id)
                clusters.put(host, [id], themes[-1])
            elif act == "dissolve" and themes:
                clusters.remove(host, themes.pop())
            elif act == "state":
                behind = {"clusters": themes, "contributions": [id]}
                statements.add(
                    host, station.id, id=new_id(), text=f"Aussage {step}", round_position=None, behind=behind
                )
            elif act == "agree":
                agreed = measures.add(host, station.id, id=new_id(), what=f"Schritt {step}").row
                if step % 2:
                    measures.remove(host, agreed.id)
            elif act == "withdraw":
                contributions.withdraw(chance.choice(authors), id)
            elif act in ("hide", "show", "approve"):
                getattr(moderation, act)(host, id)
        for audience in AUDIENCES:
            kept = snapshots.read(station.id, audience)
            assert kept.change == changes.read(station.id, 0, audience), (step, act)
            assert json.loads(kept.encoded) == short(kept.change)
            assert json.loads(kept.in_page) == short(kept.change)
            assert wire.whole(short(kept.change)) == as_screens_read(kept.change)
            assert not set(kept.in_page) & set("<>&'")


def test_it_is_read_once_until_the_station_changes(guest: Guests, station: Station) -> None:
    write(guest(), station)
    first = snapshots.read(station.id, "public")
    assert snapshots.read(station.id, "public") is first
    write(guest(), station)
    second = snapshots.read(station.id, "public")
    assert (second is first, second.change["revision"]) == (False, 2)
    assert wire.whole(json.loads(since(station, 1).encoded))["since"] == 1


def test_the_public_never_gets_what_was_kept_for_hosts(guest: Guests, station: Station, host: Actor) -> None:
    hidden = write(guest(), station, "Verborgen")
    moderation.hide(host, hidden.id)
    assert len(snapshots.read(station.id, "hosts").change["contributions"]) == 1
    assert snapshots.read(station.id, "public").change["contributions"] == []


def since(station: Station, revision: int) -> snapshots.Encoded:
    db.session.refresh(station)
    return snapshots.at(station.id, station.revision, revision, "public")


def test_what_was_asked_since_any_revision_never_pushes_a_whole_station_out(guest: Guests, station: Station) -> None:
    for _ in range(80):
        write(guest(), station)
    first = snapshots.read(station.id, "public")
    for revision in range(1, 80):
        since(station, revision)
    assert snapshots.read(station.id, "public") is first
    assert since(station, 79) is since(station, 79)


@pytest.mark.parametrize("revision", [-1, 0, 2, 3, 10**14])
def test_a_revision_that_was_never_reached_is_answered_with_the_one_whole_station(
    guest: Guests, station: Station, revision: int
) -> None:
    write(guest(), station)
    assert since(station, revision) is snapshots.read(station.id, "public")


def test_whoever_missed_much_of_a_large_station_is_told_all_of_it(guest: Guests, station: Station) -> None:
    for number in range(100):
        write(guest(), station, "ж" * 400 if number < 60 else "kurz")
    everything = snapshots.read(station.id, "public")
    assert len(everything.encoded) > snapshots.LARGE_ONCE
    assert [since(station, revision) is everything for revision in (1, 60, 74, 75, 90, 99)] == [True] * 3 + [False] * 3
    assert len(json.loads(since(station, 75).encoded)["contributions"]) == 25


def test_so_many_bytes_are_kept_and_what_is_large_only_when_it_is_asked_for_again(app: Flask) -> None:
    kept = snapshots.kept

    def told(size: int, revision: int = 7) -> snapshots.Since:
        return snapshots.Since({"station": "x" * size, "since": 1, "revision": revision, **NOTHING}, "tag")

    small, large, huge = told(100), told(snapshots.LARGE_ONCE), told(snapshots.MOST_BYTES)
    kept.keep((1, "public", 1), small)
    assert kept.find((1, "public", 1)) is small
    for one in (large, huge):
        kept.keep((1, "public", 2), one)
        assert kept.find((1, "public", 2)) is None
    kept.keep((1, "public", 2), large)
    assert kept.find((1, "public", 2)) is large
    kept.keep((1, "public", 2), huge)
    assert kept.find((1, "public", 2)) is None, "larger than all that may be kept"
    kept.keep((1, "public", 2), told(snapshots.LARGE_ONCE, revision=8))
    assert kept.find((1, "public", 2)) is None, "of another revision it was not asked for before"
    for number in range(2 * snapshots.MOST_BYTES // snapshots.LARGE_ONCE):
        for _ in range(2):
            kept.keep((2, "public", number), told(snapshots.LARGE_ONCE))
        assert kept._since.currsize <= snapshots.MOST_BYTES
    assert len(kept._asked) <= snapshots.MOST_ASKED


def test_whole_stations_are_kept_by_what_is_in_them(app: Flask) -> None:
    kept = snapshots.kept
    for station_id, share in enumerate((2, 3, 3)):
        kept.keep_whole((station_id, "public"), whole(snapshots.MOST_WHOLE // share))
    assert [kept.find_whole((station_id, "public")) is None for station_id in range(3)] == [True, False, False]
    kept.keep_whole((4, "public"), whole(snapshots.MOST_WHOLE))
    assert kept.find_whole((4, "public")) is None
    assert kept.find_whole((2, "public")) is not None


def whole(many: int) -> snapshots.Snapshot:
    return snapshots.Snapshot({"revision": 1, "contributions": [{}] * many}, "tag", {})


def test_a_station_is_encoded_once_for_all_who_open_it(app: Flask, guest: Guests, station: Station) -> None:
    write(guest(), station, "Заявки </script> & 希望")
    snapshot = snapshots.read(station.id, "public")
    answer = {"ok": True, "change": snapshot, "mine": ["я"], "other": since(station, 0)}
    packet = Packet(ACK, data=[answer], id=7)
    parts = packet.parts()
    assert [part for part in parts if part is snapshot.encoded] == [snapshot.encoded] * 2
    assert b"".join(parts).decode() == packet.encode()
    whole = json.loads(snapshot.encoded)
    assert json.loads(packet.encode()[2:]) == [{"ok": True, "change": whole, "mine": ["я"], "other": whole}]
    with pytest.raises(TypeError, match="^set is no JSON$"):
        Packet(ACK, data=[{1}]).encode()


def test_json_travels_compressed_where_the_phone_can_read_it(app: Flask, doors: Doors) -> None:
    web, path = app.test_client(), "/e/dresden-2023/stations/foerderung-und-raeume.json"
    web.get(doors.stations["foerderung-und-raeume"])
    packed, plain = web.get(path, headers={"Accept-Encoding": "gzip"}), web.get(path)
    assert (packed.headers["Content-Encoding"], "Content-Encoding" in plain.headers) == ("gzip", False)
    assert gzip.decompress(packed.data) == plain.data
    assert web.get(path, headers={"If-None-Match": plain.headers["ETag"]}).status_code == 304


def test_pages_and_scripts_travel_compressed(app: Flask) -> None:
    web = app.test_client()
    plain = web.get("/e/dresden-2023/").data
    packed = web.get("/e/dresden-2023/", headers={"Accept-Encoding": "gzip, br"})
    assert gzip.decompress(packed.data) == plain
    path = plain.decode()[plain.decode().index("/static/") :].split('"')[0]
    with web.get(path) as file, web.get(path, headers={"Accept-Encoding": "gzip"}) as small:
        assert gzip.decompress(small.data) == file.data
        assert "Accept-Encoding" in small.headers["Vary"]


@pytest.mark.parametrize("writes_again", [False, True])
def test_a_process_that_did_not_delete_serves_nothing_of_what_was_deleted(
    event: Event, guest: Guests, station: Station, writes_again: bool
) -> None:
    """Nobody clears what this one keeps."""
    for _ in range(3):
        write(guest(), station, "Geheimwort")
    for audience in AUDIENCES:
        assert "Geheimwort" in snapshots.read(station.id, audience).encoded.decode()
    assert "Geheimwort" in since(station, 1).encoded.decode()
    deleted_on(event.delete_on)
    texts = []
    if writes_again:
        texts.append(write(guest(), station, "Danach").text)
    for audience in AUDIENCES:
        kept = snapshots.read(station.id, audience)
        assert [one["text"] for one in kept.change["contributions"]] == texts
        assert "Geheimwort" not in kept.encoded.decode()
    for revision in (1, 2, 3):
        told = json.loads(since(station, revision).encoded)
        assert (told["since"], [one["text"] for one in told["contributions"]]) == (0, texts), "a screen begins anew"
    assert changes.read(station.id, 2, "public")["since"] == 0
