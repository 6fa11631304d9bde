"""A laptop that is the hall's hotspot and has no way out, with a phone in its WiFi: networks of the test's own."""

import json
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.browser.processes import ROOT
from tests.browser.serving import free_port, serve_quickly
from tests.conftest import new_id
from tests.doors.test_interfaces import in_networks
from tests.faults.guest import Guest

HALL = """
ip link set lo up
ip link add wlan0 type veth peer name phone
ip addr add 10.42.0.1/24 dev wlan0
ip addr add fd42::1/64 dev wlan0 nodad
ip link set wlan0 up
unshare -n sleep 60 &
PHONE=$!
until [ "$(readlink /proc/$PHONE/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done
ip link set phone netns $PHONE
on_the_phone() {{ nsenter -t $PHONE -n "$@"; }}
on_the_phone ip addr add 10.42.0.7/24 dev phone
on_the_phone ip addr add fd42::7/64 dev phone nodad
on_the_phone ip link set phone up
{python} wsgi.py >{folder}/said 2>&1 &
CAFE=$!
on_the_phone {python} -c '{asking}' http://10.42.0.1:{port} http://[fd42::1]:{port}
{python} -c '{asking}' http://10.42.0.1:{port} http://127.0.0.1:{port} http://[::1]:{port}
kill $CAFE $PHONE
wait $CAFE || true
"""
ASKING = """
import json, sys, time, urllib.request
for url in sys.argv[1:]:
    for _ in range(600):
        try:
            page = urllib.request.urlopen(url + "/there", timeout=20).read().decode()
            break
        except OSError:
            time.sleep(0.1)
    print(json.dumps([url, page.partition("<h1>")[2].partition("</h1>")[0]]))
"""


@in_networks
@pytest.mark.parametrize("host", ["::"])
def test_phones_of_a_hotspot_without_a_way_out_get_through(tmp_path: Path, fresh: Path, host: str) -> None:
    data, port = tmp_path / "data", free_port()
    shutil.copytree(fresh, data)
    script = HALL.format(python=sys.executable, folder=tmp_path, asking=ASKING, port=port)
    given = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DATA_DIR": str(data), "HOST": host, "PORT": str(port)}
    done = subprocess.run(
        ["unshare", "-rn", "sh", "-ec", script], cwd=ROOT, env=given, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        [f"http://10.42.0.1:{port}", "Es klappt"],
        [f"http://[fd42::1]:{port}", "Es klappt"],
        [f"http://10.42.0.1:{port}", "Das hier ist der Rechner selbst"],
        [f"http://127.0.0.1:{port}", "Das hier ist der Rechner selbst"],
        [f"http://[::1]:{port}", "Das hier ist der Rechner selbst"],
    ]
    said = (tmp_path / "said").read_text()
    assert f"The address in them: http://10.42.0.1:{port}\n" in said
    assert f"This machine has other addresses: http://[fd42::1]:{port} (wlan0)." in said
    assert f"Serving on [::]:{port}." in said
    with sqlite3.connect(data / "cafe.sqlite3") as kept:
        (phones,) = kept.execute("SELECT phones FROM house").fetchone()
    kept.close()
    assert set(json.loads(phones)) == {f"http://10.42.0.1:{port}", f"http://[fd42::1]:{port}"}


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_phones_of_both_kinds_of_network_write_and_hear_each_other(tmp_path: Path, fresh: Path, mode: str) -> None:
    port, ways = str(free_port()), ("127.0.0.1", "[::1]")
    with serve_quickly(tmp_path / "data", fresh, HOST="::", ASYNC_MODE=mode, PORT=port) as server:
        guests = [Guest(replace(server, url=f"http://{way}:{port}"), "de") for way in ways]
        for guest in guests:
            guest.open()
            assert guest.order("station.open", station=guest.station)["ok"]
        for way, guest in zip(ways, guests, strict=True):
            idea = {"id": new_id(), "text": f"Über {way}", "kind": "idea", "language": "de"}
            assert guest.order("contribution.add", station=guest.station, **idea)["ok"]
        for guest in guests:
            change = guest.order("station.open", station=guest.station)["change"]
            assert [one["text"] for one in change["contributions"]] == [f"Über {way}" for way in ways]
        assert f"Serving on [::]:{port}." in server.output.read_text()
