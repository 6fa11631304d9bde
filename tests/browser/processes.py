"""Servers as processes: started as everybody starts them, or as forks of one that has imported everything."""

import atexit
import functools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from signal import SIGKILL, SIGTERM
from typing import Any, Protocol

ROOT = Path(__file__).parents[2]
LOOKED_AFTER = 0.01


class Process(Protocol):
    """What tests ask of a server's process; `subprocess.Popen` is one."""

    @property
    def pid(self) -> int: ...
    @property
    def returncode(self) -> Any: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, sig: int, /) -> None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


Begin = Callable[[Mapping[str, str], Path], Process]
"""Starts `wsgi.py` with this environment; it adds what it prints to this file."""


def program(environment: Mapping[str, str], output: Path) -> Process:
    """The program as `make run` starts it: more than two seconds of work before it serves."""
    with output.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "wsgi.py"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def fork(environment: Mapping[str, str], output: Path, *command: str) -> Process:
    """`wsgi.py`, or another file with its arguments, as a process of its own that need not import anything first.

    Not for ASYNC_MODE=threading.
    """
    assert environment.get("ASYNC_MODE", "eventlet") == "eventlet", "forks are patched by eventlet already"
    output.touch()
    asked = {"command": command or ["wsgi.py"], "environment": dict(environment), "output": str(output)}
    return Fork(_fork_server.ask(**asked)["pid"])


@functools.cache
def get_ready() -> None:
    """Let what forks servers import everything: two seconds of work, and a minute on a machine that is very busy."""
    assert _fork_server.ask() == {}


class Fork:
    """A server that another process started, with what `subprocess.Popen` has."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        if self.returncode is None:
            self.returncode = _fork_server.ask(pid=self.pid)["returncode"]
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code; raises `subprocess.TimeoutExpired` after so many seconds."""
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if timeout is not None and until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired("wsgi.py", timeout)
            time.sleep(LOOKED_AFTER)
        return code

    def send_signal(self, sig: int, /) -> None:
        """Does nothing once it is known to have ended: its number may be another's by now."""
        if self.poll() is None:
            os.kill(self.pid, sig)

    def terminate(self) -> None:
        self.send_signal(SIGTERM)

    def kill(self) -> None:
        self.send_signal(SIGKILL)


class ForkServer:
    """tests/browser/fork_server.py, started when it is asked first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._asked = 0

    def ask(self, **question: Any) -> dict[str, Any]:
        with self._lock:
            process = self._process = self._process or self._start()
            assert process.stdin is not None
            assert process.stdout is not None
            self._asked += 1
            process.stdin.write(json.dumps({**question, "number": self._asked}) + "\n")
            process.stdin.flush()
            while True:
                answer = process.stdout.readline()
                assert answer, "the fork server has ended"
                answered: dict[str, Any] = json.loads(answer)
                if answered.pop("number") == self._asked:  # else of a test whose time was over before it came
                    return answered

    def _start(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-u", "-m", "tests.browser.fork_server"]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        atexit.register(process.communicate)
        return process


_fork_server = ForkServer()
