"""A rehearsal's process gets its plan whole, however long it is, and holds up nobody by not taking it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from facilitation.pages import rehearsal_process

LONG = {"codes": ["abcdef"] * 40_000}
"""A plan of more than a pipe takes at once, which is 64 KB."""
KEEPS = "import sys; open(sys.argv[1], 'w').write(sys.stdin.buffer.readline().decode()); sys.stdin.buffer.read()"


def test_a_long_plan_arrives_whole_and_the_process_ends_with_its_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "plan"
    monkeypatch.setattr(rehearsal_process, "COMMAND", (sys.executable, "-c", KEEPS, str(taken)))
    rehearsal_process.start(1, LONG)
    process = rehearsal_process._running[1].process
    assert not rehearsal_process.has_ended(1)
    rehearsal_process.end(1)
    assert process.wait(30) == 0
    assert json.loads(taken.read_text()) == LONG


def test_a_process_that_takes_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal_process, "COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(rehearsal_process, "TAKES_WITHIN", 0.1)
    begun: list[subprocess.Popen[bytes]] = []
    monkeypatch.setattr(rehearsal_process, "_Running", lambda process, held: _noted(begun, process, held))
    with pytest.raises(TimeoutError):
        rehearsal_process.start(1, LONG)
    assert rehearsal_process._running == {}
    assert begun[0].wait(30) != 0


def _noted(begun: list["subprocess.Popen[bytes]"], process: "subprocess.Popen[bytes]", held: object) -> object:
    begun.append(process)
    return RUNNING(process, held)  # type: ignore[arg-type]


RUNNING = rehearsal_process._Running


def test_whoever_begins_and_deletes_again_and_again_makes_no_heap_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has just begun does not look yet whether its input is closed."""
    monkeypatch.setattr(rehearsal_process, "COMMAND", (sys.executable, "-c", "import time; time.sleep(600)"))
    begun = []
    for _ in range(5):
        rehearsal_process.start(1, {})
        begun.append(rehearsal_process._running[1].process)
        rehearsal_process.end(1)
    rehearsal_process.start(2, {})
    assert [one.wait(30) for one in begun] == [-9] * 5
    running = rehearsal_process._running[2].process
    assert running.poll() is None
    rehearsal_process.end(2)
    rehearsal_process._kill_left()
    assert running.wait(30) == -9
