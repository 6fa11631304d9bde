"""Changes kept ready: the same for everybody of an audience, and never older than the station."""

import gzip
import json

from flask import Flask

from facilitation import changes, snapshots
from facilitation.access import Actor
from facilitation.models import Station
from facilitation.services import moderation
from tests.conftest import Doors, Guests, write


def test_what_is_kept_is_what_would_be_read(guest: Guests, station: Station) -> None:
    write(guest(), station, "Заявки <&> 希望")
    kept = snapshots.read(station.id, 0, "public")
    assert kept.change == changes.read(station.id, 0, "public")
    assert json.loads(kept.encoded) == kept.change
    assert gzip.decompress(kept.compressed) == kept.encoded


def test_it_is_read_once_until_the_station_changes(guest: Guests, station: Station) -> None:
    write(guest(), station)
    first = snapshots.read(station.id, 0, "public")
    assert snapshots.read(station.id, 0, "public") is first
    write(guest(), station)
    second = snapshots.read(station.id, 0, "public")
    assert (second is first, second.change["revision"]) == (False, 2)
    assert snapshots.read(station.id, 1, "public").change["since"] == 1


def test_the_public_never_gets_what_was_kept_for_hosts(guest: Guests, station: Station, host: Actor) -> None:
    hidden = write(guest(), station, "Verborgen")
    moderation.hide(host, hidden.id)
    assert len(snapshots.read(station.id, 0, "hosts").change["contributions"]) == 1
    assert snapshots.read(station.id, 0, "public").change["contributions"] == []


def test_only_so_many_are_kept(app: Flask, guest: Guests, station: Station) -> None:
    write(guest(), station)
    first = snapshots.read(station.id, 0, "public")
    for since in range(1, snapshots.KEPT + 5):
        snapshots.read(station.id, since, "public")
    assert len(app.extensions["snapshots"]._kept) == snapshots.KEPT
    assert snapshots.read(station.id, 0, "public") is not first


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
