"""What the processor had to do for each file of tests, with all that they start: `--processor-time`.

Unlike what a clock says, it hardly depends on what else a machine does. tests/conftest.py takes it in.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress

import psutil
import pytest

NAME = "processor_time"
SHOWN = 40


def taken() -> float:
    """Seconds that this process and all below it have taken, those that have ended, too."""
    total, me = 0.0, psutil.Process()
    for process in (me, *me.children(recursive=True)):
        with suppress(psutil.Error):  # it has just ended, and counts with its parent
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


class ProcessorTime:
    """Measures in each worker, and tells at the end."""

    def __init__(self) -> None:
        self._before = taken()
        self._spent = 0.0
        self._files: dict[str, float] = defaultdict(float)
        self._tests: dict[str, float] = defaultdict(float)

    def look(self) -> None:
        """Add what was taken since the last look. A browser that ends may take its renderers' time along."""
        now = taken()
        self._spent += max(0.0, now - self._before)
        self._before = now

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_teardown(self) -> None:
        """Look while the browser still runs."""
        self.look()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        """A test is charged with what began before it, too: its file's fixtures, the browser."""
        if call.when == "teardown":
            self.look()
            item.user_properties.append((NAME, self._spent))
            self._spent = 0.0
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "teardown":
            seconds = sum(float(str(value)) for name, value in report.user_properties if name == NAME)
            self._files[report.nodeid.partition("::")[0]] += seconds
            self._tests[report.nodeid] += seconds

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for what, counted in (("files", self._files), ("tests", self._tests)):
            terminalreporter.section(f"processor time of {what}, {sum(counted.values()):.0f} s together")
            for name, seconds in sorted(counted.items(), key=lambda one: -one[1])[:SHOWN]:
                terminalreporter.line(f"{seconds:7.1f} s  {name}")
