"""A page's clock that goes on only when a test says so, for what is about time on a machine that may be busy."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page

SECOND = 1_000
"""In milliseconds of a page's clock."""


def stop_the_clock(page: Page) -> None:
    """From now on it goes on only when a test says so. `page.clock.install()` was called before the page was loaded:
    the clock that it brings begins at 0, and what a page noted by the one before would lie in the future."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)


def let_pass_until(page: Page, there: Callable[[], bool]) -> None:
    """Let a stopped clock go on, a second at most, until something is there; what the server says comes meanwhile."""
    for _ in range(SECOND):
        if there():
            return
        page.clock.run_for(1)
    assert there(), "a second has passed on the page's clock"


@contextmanager
def gone_within_a_second(page: Page, what: Locator) -> Iterator[None]:
    """What is ordered within it takes this out of sight in a second of the page's clock, which stands meanwhile.

    How long the server may wait before it tells anybody is asserted in tests/live/test_broadcasts.py.
    """
    stop_the_clock(page)
    yield
    let_pass_until(page, lambda: what.filter(visible=True).count() == 0)
    page.clock.resume()
