"""What the run costs: processor time and memory of the server, and whether the phones' own process kept up."""

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
    """From now on this process and what it starts run on one core, where there is more than one."""
    allowed = os.sched_getaffinity(0) | {SERVER_CORE, CLIENT_CORE}
    if (os.cpu_count() or 1) > 1 and core in allowed:
        os.sched_setaffinity(0, {core})


def make_room(phones: int) -> None:
    """Every phone is an open file. Ends the program where there cannot be so many."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if most < phones + FILES_BESIDE_PHONES:
        sys.exit(f"This machine's limit of open files (ulimit -n) is too low for {phones} phones.")


def described(commit: float) -> dict[str, Any]:
    """What a figure depends on. `commit`: milliseconds the disk takes."""
    return {
        "cores": os.cpu_count(),
        "load_at_the_end": round(os.getloadavg()[0], 2),
        "commit_ms": round(commit, 2),
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }


def cpu_seconds(pid: int) -> float:
    """Processor time of a process so far, in user and kernel mode (proc(5), fields 14 and 15 of stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def waited_seconds(pid: int) -> float:
    """How long a process was ready to run while its core served others (proc(5), schedstat)."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9


def memory(pid: int) -> tuple[float, float]:
    """Resident memory of a process now and at its highest, in MB."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(lines["VmRSS"].split()[0]) / 1024, int(lines["VmHWM"].split()[0]) / 1024


def commit_milliseconds(folder: Path) -> float:
    """How long the disk takes to keep a page for good; the middle of eleven tries."""
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
    """How late this process woke, which is in every latency it reports, and how much of its core it used."""

    late: "array[float]"
    busy: float = 0.0


@contextmanager
def watched() -> Iterator[Lag]:
    """Watch the running event loop."""
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
