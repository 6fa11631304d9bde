"""Starts servers as forks of one process that has imported everything and compiled pages: a tenth of the work.

Run as a program, it reads one JSON object a line, each with a "number" that its answer has, too:
{"command", "environment", "output"} starts a file, with arguments, as a process of its own with these variables, which
adds what it prints to that file → {"pid"}; {"pid"} asks whether that process has ended → {"returncode"}, null while it
runs, negative for a signal; nothing more asks whether everything is imported. It ends, and its servers with it, when
nobody can ask any more.
"""

import gc
import json
import os
import runpy
import signal
import sys
import warnings
from contextlib import suppress
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # as in wsgi.py
    import eventlet
    from eventlet import hubs


def main() -> None:
    """Answer until the input ends. Returns in each fork, too, which then is a server that has not begun."""
    running: set[int] = set()
    for line in sys.stdin:
        asked = json.loads(line)
        number = asked.pop("number")
        if not asked:
            answer: dict[str, Any] = {}
        elif "pid" in asked:
            answer = {"returncode": ended(asked["pid"], running)}
        else:
            pid = os.fork()
            if not pid:
                become(**asked)
                return
            running.add(pid)
            answer = {"pid": pid}
        print(json.dumps({**answer, "number": number}), flush=True)
    for pid in running:
        os.kill(pid, signal.SIGKILL)
    sys.exit()


def ended(pid: int, running: set[int]) -> int | None:
    """The exit code of a server, None while it runs. Asked again after the end it is not known any more."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        return None
    running.remove(pid)
    return os.waitstatus_to_exitcode(status)


def become(command: list[str], environment: dict[str, str], output: str) -> None:
    """Be a process as one that was started with this command, environment and output.

    What waits for connections is its own: what all forks share would wake each of them for those of all others.
    """
    hubs.use_hub()
    os.environ.clear()
    os.environ.update(environment)
    nothing, log = os.open(os.devnull, os.O_RDONLY), os.open(output, os.O_WRONLY | os.O_APPEND)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.argv = command


if __name__ == "__main__":
    eventlet.monkey_patch()

    import eventlet.wsgi

    import facilitation.server  # noqa: F401  (and with it everything else)
    from tests import kept

    kept.keep_pages()
    with suppress(KeyboardInterrupt):
        gc.freeze()  # nothing of this is looked through, and copied, in each server anew
        main()
        runpy.run_path(sys.argv[0], run_name="__main__")
