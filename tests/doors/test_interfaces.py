"""This machine's addresses, in networks of the test's own (namespaces of Linux, which need no rights)."""

import json
import socket
import subprocess
import sys

import pytest

from facilitation.doors import interfaces
from tests.browser.processes import ROOT

ASKING = """
import json, runpy, socket, sys
families = [getattr(socket, name) for name in sys.argv[2:]]
print(json.dumps(runpy.run_path(sys.argv[1])["all_here"](tuple(families))))
"""
"""It leaves out what the café imports beside this module: a second for each test."""
BOTH = ("AF_INET", "AF_INET6")
CAN = subprocess.run(["sh", "-c", "unshare -rn ip link"], capture_output=True, check=False).returncode == 0
in_networks = pytest.mark.skipif(not CAN, reason="only Linux gives everybody networks of their own")


def link(name: str, *addresses: str, up: bool = True) -> str:
    """The commands for an interface with these addresses; `there-` is its other end."""
    return "; ".join(
        [
            f"ip link add {name} type veth peer name there-{name}",
            *(f"ip addr add {one} dev {name} {'nodad' if ':' in one else ''}" for one in addresses),
            *([f"ip link set {name} up", f"ip link set there-{name} up"] if up else []),
        ]
    )


def found(*commands: str, families: tuple[str, ...] = ("AF_INET",)) -> list[tuple[str, str, str]]:
    """What a machine in these networks says of itself."""
    asked = [*commands, f"exec {sys.executable} -c '{ASKING}' {interfaces.__file__} {' '.join(families)}"]
    done = subprocess.run(
        ["unshare", "-rn", "sh", "-ec", "\n".join(asked)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [tuple(one) for one in json.loads(done.stdout)]


@in_networks
def test_a_laptop_in_no_network_knows_itself_alone() -> None:
    assert found("ip link set lo up") == [("127.0.0.1", "", "here")]
    assert found(families=("AF_INET6", "AF_INET")) == [("::1", "", "here")]


@in_networks
def test_a_hotspot_without_a_way_out_is_found() -> None:
    assert found("ip link set lo up", link("wlan0", "10.42.0.1/24")) == [("10.42.0.1", "wlan0", "network")]


@in_networks
def test_the_hall_comes_before_a_vpn_that_takes_the_way_out() -> None:
    vpn = found(
        link("eth0", "192.168.1.5/24"),
        link("wlan0", "192.168.2.5/24"),
        link("tun0", "10.8.0.2/24"),
        link("docker0", "172.17.0.1/16"),
        link("usb0", "169.254.7.7/16"),
        link("eth9", "192.168.9.9/24", up=False),
        "ip route add default via 10.8.0.1 dev tun0",
    )
    assert vpn == [
        ("192.168.2.5", "wlan0", "network"),
        ("192.168.1.5", "eth0", "network"),
        ("169.254.7.7", "usb0", "unassigned"),
        ("172.17.0.1", "docker0", "inside"),
        ("10.8.0.2", "tun0", "tunnel"),
    ]


@in_networks
def test_the_network_by_which_it_goes_out_is_the_halls() -> None:
    hall = found(
        link("wlan0", "192.168.2.5/24"),
        link("eth0", "192.168.1.5/24", "fd00::5/64"),
        "ip route add default via 192.168.1.1 dev eth0",
        families=BOTH,
    )
    assert hall == [
        ("192.168.1.5", "eth0", "hall"),
        ("192.168.2.5", "wlan0", "network"),
        ("fd00::5", "eth0", "network"),
    ]


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("127.0.1.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("localhost", True),
        ("cafe.localhost", True),
        ("nolocalhost", False),
        ("192.168.1.5", False),
        ("fe80::1%eth0", False),
        ("", False),
    ],
)
def test_which_names_lead_to_this_machine_alone(host: str, alone: bool) -> None:
    assert interfaces.is_loopback(host) is alone


def test_who_asks_from_this_machine_is_known() -> None:
    own = [one.host for one in interfaces.all_here((socket.AF_INET,))]
    assert [interfaces.is_own(one) for one in (*own, f"::ffff:{own[0]}", "::1", "203.0.113.7", "nobody", "")] == [
        *(True for _ in own),
        *(True, True, False, False, False),
    ]
