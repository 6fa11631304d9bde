"""Drags cards on a board as fingers, pens and mice do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import quoted

HELD = re.compile(r"\bcard-held\b")
Pointer = Literal["finger", "pen", "mouse"]


class Hand:
    """One pointer on a page: a finger, a pen or a mouse."""

    def __init__(self, page: Page, pointer: Pointer) -> None:
        self.page = page
        self.pointer = pointer
        self._cdp = page.context.new_cdp_session(page)
        self._at = (0.0, 0.0)

    def press(self, card: Locator) -> None:
        """Take hold of a card and lift it, so that the themes stand there as places; a finger rests before."""
        self.touch(card)
        if self.pointer == "finger":
            expect(card).to_have_class(HELD)
        x, y = self._at
        self.steps(x + 12, y)
        expect(self.page.locator("[data-places]")).to_be_visible()

    def touch(self, card: Locator) -> None:
        """Touch a card, without waiting until it is lifted."""
        self._at = middle(card)
        self._send("down")

    def move(self, target: Locator | str) -> None:
        """Move onto a target, or onto the place of the theme with this title, in eight steps as hands do."""
        self.steps(*middle(place(self.page, target) if isinstance(target, str) else target))

    def steps(self, x: float, y: float) -> None:
        """Move to a place on the page, in pixels, in eight steps."""
        from_x, from_y = self._at
        for step in range(1, 9):
            self._at = (from_x + (x - from_x) * step / 8, from_y + (y - from_y) * step / 8)
            self._send("move")

    def release(self) -> None:
        self._send("up")

    def _send(self, what: str) -> None:
        x, y = self._at
        if self.pointer == "finger":
            points = [] if what == "up" else [{"x": x, "y": y}]
            name = {"down": "touchStart", "move": "touchMove", "up": "touchEnd"}[what]
            self._cdp.send("Input.dispatchTouchEvent", {"type": name, "touchPoints": points})
        else:
            name = {"down": "mousePressed", "move": "mouseMoved", "up": "mouseReleased"}[what]
            event: dict[str, Any] = {"type": name, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
            self._cdp.send("Input.dispatchMouseEvent", {**event, "pointerType": self.pointer})


def place(page: Page, title: str) -> Locator:
    """Where the theme with this title takes what a hand carries."""
    return page.locator("[data-place]").filter(has=page.locator(f"b:text-is({quoted(title)})"))


def middle(target: Locator) -> tuple[float, float]:
    """Where a hand touches an element, in pixels: its middle, or near its upper edge if it is high."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 60)


@contextmanager
def holding(page: Page, card: Locator, pointer: Pointer = "finger") -> Iterator[Hand]:
    """Hold a card; at the end it is let go."""
    hand = Hand(page, pointer)
    hand.press(card)
    yield hand
    hand.release()
    expect(page.locator(".card-carried")).to_have_count(0)


def drag(page: Page, card: Locator, target: Locator | str, pointer: Pointer = "finger") -> None:
    """Drag a card onto a target that takes it, or into the theme with this title."""
    with holding(page, card, pointer) as hand:
        hand.move(target)
        expect(page.locator("[data-target]")).to_have_count(1)
