"""Measures the cost of a run: the server's processor time and memory, and whether the phones kept up."""

import asyncio
import os
import platform
import resource
import sys
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

LIBRARIES = ("eventlet", "flask-socketio", "python-socketio", "python-engineio", "sqlalchemy")
FILES_BESIDE_PHONES = 100
TICK = 0.01
SERVER_CORE, CLIENT_CORE = 0, 1


def use_core(core: int) -> None:
    """Keep this process, and what it starts from now on, on one core, where there is more than one."""
    allowed = os.sched_getaffinity(0) | {SERVER_CORE, CLIENT_CORE}
    if (os.cpu_count() or 1) > 1 and core in allowed:
        os.sched_setaffinity(0, {core})


def make_room(phones: int) -> None:
    """Raise the limit of open files, one for each phone. Ends the program where it cannot be raised that far."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if most < phones + FILES_BESIDE_PHONES:
        sys.exit(f"This machine's limit of open files (ulimit -n) is too low for {phones} phones.")


def described(commit: float) -> dict[str, Any]:
    """Describe what figures depend on; `commit` is what `commit_milliseconds` has measured."""
    return {
        "cores": os.cpu_count(),
        "load_at_the_end": round(os.getloadavg()[0], 2),
        "commit_ms": round(commit, 2),
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }


def cpu_seconds(pid: int) -> float:
    """Seconds of processor time of a process so far, in user and kernel mode (proc(5), stat, fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def waited_seconds(pid: int) -> float:
    """Seconds that a process was ready to run while its core served others (proc(5), schedstat)."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9


def memory(pid: int) -> tuple[float, float]:
    """Resident memory of a process now and at its highest, in MB (2**20 bytes)."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(lines["VmRSS"].split()[0]) / 1024, int(lines["VmHWM"].split()[0]) / 1024


def commit_milliseconds(folder: Path) -> float:
    """Milliseconds in which the disk stores a page of 4,096 bytes for good; the median of eleven tries."""
    probe = folder / "disk-probe"
    taken = []
    for _ in range(11):
        begun = time.perf_counter()
        with probe.open("wb") as file:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
        taken.append(time.perf_counter() - begun)
    probe.unlink()
    return sorted(taken)[5] * 1000


@dataclass
class Lag:
    """Seconds by which this process woke late (part of every latency), and the share of its core that it used."""

    late: "array[float]"
    busy: float = 0.0


@contextmanager
def watched() -> Iterator[Lag]:
    """Measure the Lag of the running event loop."""
    loop = asyncio.get_running_loop()
    lag = Lag(array("d"))
    wall, busy = time.monotonic(), time.process_time()
    ended = False

    def tick(due: float) -> None:
        lag.late.append(loop.time() - due)
        if not ended:
            due = loop.time() + TICK
            loop.call_at(due, tick, due)

    loop.call_soon(tick, loop.time())
    try:
        yield lag
    finally:
        ended = True
        lag.busy = (time.process_time() - busy) / (time.monotonic() - wall)
