"""Changes kept ready: the same for everybody of an audience, and never older than the station."""

import gzip
import json
import random
from contextlib import suppress

from flask import Flask

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.models import Station
from facilitation.queries import changes, snapshots
from facilitation.services import clusters, contributions, measures, moderation, statements, stations
from tests.conftest import Doors, Guests, new_id, write


def test_what_is_kept_is_what_would_be_read(guest: Guests, station: Station) -> None:
    write(guest(), station, "Заявки <&> 希望")
    kept = snapshots.read(station.id, 0, "public")
    assert kept.change == changes.read(station.id, 0, "public")
    assert json.loads(kept.encoded) == kept.change
    assert gzip.decompress(kept.compressed) == kept.encoded


def test_what_is_brought_up_to_date_is_what_would_be_read_anew(
    guest: Guests, station: Station, host: Actor, organiser: Actor
) -> None:
    chance, authors = random.Random(7), [guest() for _ in range(5)]
    ids: list[str] = []
    themes: list[str] = []
    for step in range(120):
        if step == 60:
            stations.set_approve_first(organiser, station, on=True)
        act = chance.choice(
            ("write", "write", "hide", "show", "approve", "cluster", "dissolve", "state", "agree", "withdraw")
        )
        id = chance.choice(ids) if ids else ""
        with suppress(CafeError):
            if act == "write" or not ids:
                ids.append(write(chance.choice(authors), station, f"Schritt {step} <&>").id)
            elif act == "cluster":
                themes.append(clusters.add(host, station, id=new_id(), title=f"Thema {step}").id)
                clusters.put(host, [id], themes[-1])
            elif act == "dissolve" and themes:
                clusters.remove(host, themes.pop())
            elif act == "state":
                behind = {"clusters": themes, "contributions": [id]}
                statements.add(host, station, id=new_id(), text=f"Aussage {step}", round_position=None, behind=behind)
            elif act == "agree":
                agreed = measures.add(host, station, id=new_id(), what=f"Schritt {step}")
                if step % 2:
                    measures.remove(host, agreed.id)
            elif act == "withdraw":
                contributions.withdraw(chance.choice(authors), id)
            elif act in ("hide", "show", "approve"):
                getattr(moderation, act)(host, id)
        for audience in changes.AUDIENCES:
            kept = snapshots.read(station.id, 0, audience)
            assert kept.change == changes.read(station.id, 0, audience), (step, act)
            assert json.loads(kept.encoded) == kept.change
            assert json.loads(kept.in_page) == kept.change
            assert not set(kept.in_page) & set("<>&'")


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
