"""A forked server is a process as one that was started as a program: it is told apart by nothing but its quickness."""

import signal
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.browser.processes import Begin, fork, program
from tests.browser.serving import free_port, serve_quickly


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


@pytest.mark.parametrize("begin", [program, fork])
def test_one_that_cannot_begin_says_why(begin: Begin, tmp_path: Path) -> None:
    environment = {"HOST": "127.0.0.1", "PORT": str(free_port()), "DATA_DIR": str(tmp_path)}
    output = tmp_path / "server.log"
    process = begin({**environment, "REDIS_URL": "redis://127.0.0.1:1"}, output)
    assert process.wait(60) == 1
    said = output.read_text().splitlines()
    assert [line.partition(":")[0] for line in said] == ["Redis does not answer"]
