"""Shows where the server's time goes: py-spy samples it while phones write; stacks are summed up by file."""

import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOKS_A_SECOND = 100
ENDS_WITHIN = 60.0
SHOWN = 0.005
"""The share of the time from which on a file has a line of its own."""
FRAME = re.compile(r" \((?P<file>.+?)(:\d+)?\)$")
OURS = "facilitation/"
PYTHON = "Python's own library"


def sampler() -> str | None:
    """The path of py-spy, in this virtual environment or on PATH; None where it is not installed."""
    beside = shutil.which("py-spy", path=str(Path(sys.executable).parent))
    return beside or shutil.which("py-spy")


@contextmanager
def sampling(pid: int, file: Path) -> Iterator[None]:
    """Sample a process; at the end `file` holds its stacks, each with how often it was seen.

    py-spy stops the process for each sample, so what is measured meanwhile is somewhat slower. Ends the program where
    py-spy fails.
    """
    command = [sampler() or "py-spy", "record", "--pid", str(pid), "--output", str(file), "--format", "raw"]
    command += ["--full-filenames", "--rate", str(LOOKS_A_SECOND), "--duration", "unlimited"]
    watching = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        yield
    finally:
        watching.send_signal(signal.SIGINT)
        said, _ = watching.communicate(timeout=ENDS_WITHIN)
    if watching.returncode or not file.exists():
        sys.exit(f"py-spy could not watch the server: {said.decode(errors='replace').strip()}")


def table(stacks: str) -> str:
    """Write shares of the server's time in Markdown: in each file or library itself, and with what ours call.

    `stacks` is py-spy's raw format: frames from the outermost to the innermost, and how often they were seen.
    """
    itself: Counter[str] = Counter()
    called: Counter[str] = Counter()
    for line in stacks.splitlines():
        stack, _, seen = line.rpartition(" ")
        parts = [part for part in map(_part, stack.split(";")) if part]
        itself[parts[-1] if parts else PYTHON] += int(seen)
        ours = [part for part in parts if part.startswith(OURS)]
        called[ours[-1] if ours else ""] += int(seen)
    whole = itself.total()
    if not whole:
        return "py-spy saw nothing: the server was idle."
    names = sorted(itself | called, key=lambda name: (-max(itself[name], called[name]), name))
    lines = ["| part of the server's time | itself | with what it calls |", "|---|---|---|"]
    for name in names:
        if name and max(itself[name], called[name]) >= whole * SHOWN:
            below = f"{called[name] / whole:.1%}" if name.startswith(OURS) else ""
            lines.append(f"| {name} | {itself[name] / whole:.1%} | {below} |")
    lines.append(f"| called by none of ours | | {called[''] / whole:.1%} |")
    return "\n".join(lines)


def _part(frame: str) -> str:
    """A frame's file, if it is ours, or its library; empty for a frame without a file."""
    found = FRAME.search(frame)
    if not found:
        return ""
    file = found["file"]
    if "/site-packages/" in file:
        return file.rpartition("/site-packages/")[2].partition("/")[0]
    if f"/{OURS}" in file:
        return OURS + file.rpartition(f"/{OURS}")[2]
    return "wsgi.py" if file.endswith("/wsgi.py") else PYTHON
