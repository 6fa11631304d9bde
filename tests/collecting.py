"""How a run's tests are found, and which of them begin. tests/conftest.py takes it in."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
FIRST = (
    *("browser/test_sorting.py", "faults/test_fuzz.py", "browser/test_scene_boxes.py", "faults/test_crowd.py"),
    *("browser/test_accessibility.py", "browser/test_scenes.py", "browser/test_phone.py", "browser/test_feedback.py"),
    *("documents/report/test_form.py", "documents/pdf", "live/test_any_orders.py", "storage/test_upload_memory.py"),
    *("browser", "other_browsers", "faults", "scale", "load", "transport", "test_wsgi.py", "test_without_internet.py"),
    *("test_mutations.py", "test_migrations.py", "test_empty_ids.py", "storage/test_writing_together.py"),
    *("services/test_whole_board.py", "pages/test_house_imports.py"),
    *("transfer/test_importing.py", "pages/test_addresses.py", "live/test_orders_once.py", "documents", "pages"),
)
"""Files and folders that take longest; they begin first, so that no worker is left alone with one at the end."""
WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))

gc.disable()  # until all are found: nothing that is read goes away meanwhile, but it is looked through again and again


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Let each worker begin to read a folder elsewhere.

    What pytest makes of a file of tests is kept for the next who reads it, and making it takes most of the reading.
    Side by side, in the same order, every worker would make everything.
    """
    report: Any = yield
    if isinstance(collector, pytest.Dir):
        begin = len(report.result) * WORKER // WORKERS
        report.result = [*report.result[begin:], *report.result[:begin]]
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first, and all workers' tests in the same order."""
    places = {path: place(path) for path in {item.path for item in items}}
    items.sort(key=lambda item: places[item.path])


def place(path: Path) -> tuple[int, tuple[str, ...]]:
    """Where a file of tests comes: its place in FIRST, behind all of them where it has none, and its name."""
    name = path.relative_to(TESTS)
    return next((turn for turn, first in enumerate(FIRST) if name.is_relative_to(first)), len(FIRST)), name.parts


def pytest_collection_finish() -> None:
    """Let what was found stay: no collection of garbage looks through thousands of tests again."""
    gc.freeze()
    gc.enable()
