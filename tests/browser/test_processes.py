"""A forked server is a process as one that was started as a program: it is told apart by nothing but its quickness."""

import re
import signal
import subprocess
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from tests.browser.processes import Begin, fork, program
from tests.browser.serving import Server, free_port, serve_quickly

LISTENS = "0A"
"""How Linux calls a socket that listens."""


def test_it_serves_and_ends_as_it_is_told(fresh: Path, tmp_path: Path) -> None:
    with serve_quickly(tmp_path / "data", fresh) as server:
        with urllib.request.urlopen(server.links["join"]) as answer:
            assert answer.status == 200
        assert f"Serving on 127.0.0.1:{server.environment['PORT']}. Ctrl+C stops." in server.tail()
        with pytest.raises(subprocess.TimeoutExpired):
            server.process.wait(0)
    assert (server.process.poll(), server.process.returncode) == (-signal.SIGTERM, -signal.SIGTERM)


def test_several_do_not_know_of_each_other(fresh: Path, tmp_path: Path) -> None:
    with serve_quickly(tmp_path / "one", fresh) as one, serve_quickly(tmp_path / "two", fresh) as two:
        one.process.kill()
        assert one.process.wait(10) == -signal.SIGKILL
        with urllib.request.urlopen(two.links["join"]) as answer:
            assert answer.status == 200


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what a process waits for")
def test_each_waits_for_its_own_connections_alone(fresh: Path, tmp_path: Path) -> None:
    with serve_quickly(tmp_path / "one", fresh) as one, serve_quickly(tmp_path / "two", fresh) as two:
        for server, other in ((one, two), (two, one)):
            assert listener(server) in waited_for(server)
            assert listener(other) not in waited_for(server)


def listener(server: Server) -> str:
    """The socket on which it listens, by its number in this machine."""
    port = f":{int(server.environment['PORT']):04X}"
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
    (number,) = (line[9] for line in lines if line[1].endswith(port) and line[3] == LISTENS)
    return number


def waited_for(server: Server) -> set[str]:
    """The files of which it is told when something comes, by their numbers in this machine."""
    told = []
    for file in Path(f"/proc/{server.process.pid}/fdinfo").iterdir():
        with suppress(FileNotFoundError):  # it has closed it meanwhile
            told.append(file.read_text())
    return {str(int(number, 16)) for number in re.findall(r"^tfd:.* ino:([0-9a-f]+)", "".join(told), re.MULTILINE)}


@pytest.mark.parametrize("begin", [program, fork])
def test_one_that_cannot_begin_says_why(begin: Begin, tmp_path: Path) -> None:
    environment = {"HOST": "127.0.0.1", "PORT": str(free_port()), "DATA_DIR": str(tmp_path)}
    output = tmp_path / "server.log"
    process = begin({**environment, "REDIS_URL": "redis://127.0.0.1:1"}, output)
    assert process.wait(60) == 1
    said = output.read_text().splitlines()
    assert [line.partition(":")[0] for line in said] == ["Redis does not answer"]
