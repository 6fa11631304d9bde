"""Somebody who uses a page, and what each step costs her: no clock runs, so it is the same on every machine.

Hands are counted by the keystroke-level model (Card, Moran, Newell: The keystroke-level model for user performance time
with interactive systems. Communications of the ACM 23(7), 1980, 396-410). Its people know what they do; somebody who is
here for the first time reads. So each text that a page shows is read once, word by word, at the pace of German readers
of about 64 years (Radner and IReST compared: 167 words a minute; Investigative Ophthalmology & Visual Science 2013,
abstract 2147467), and the model's thinking comes before every single step.

What is not counted: thinking up a question, and others' work, such as translating. What is waited for the machine is
a second for each page, which is more than it takes (`docs/performance.md`).
"""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page

KEY = 0.28
"""Seconds for a key or a button of the mouse (K): whoever types at an office, but does not write letters all day."""
POINT = 1.1
"""Seconds to point at something (P)."""
HOME = 0.4
"""Seconds to bring the hand from the keys to the mouse, or back (H)."""
THINK = 1.35
"""Seconds to think of the next step (M)."""
WORD = 60 / 167
"""Seconds to read a word."""
RESPONSE = 1.0
"""Seconds until a page is there (R)."""

NEW_TEXT = r"""
(own) => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    const other = one.closest("[lang]")?.lang !== own; // she does not read it
    const hidden = !one.checkVisibility({ visibilityProperty: true }) || one.closest("script, style, template, .skip");
    if (!other && !hidden && !one.closest(".sr")) texts.push(walker.currentNode.data.trim());
  }
  for (const field of document.querySelectorAll("input:not([type=hidden]), textarea")) {
    if (!["checkbox", "radio"].includes(field.type) && (field.lang || own) === own) texts.push(field.value.trim());
  }
  return texts;
}
"""
"""What a page shows in her language, text by text."""


class Person:
    """Somebody at a page; `seconds` is what her steps took so far, `steps` what they were."""

    def __init__(self, page: Page, language: str = "de") -> None:
        self.page, self.language = page, language
        self.steps: dict[str, int] = dict.fromkeys(("clicks", "fields", "keys", "words", "pages"), 0)
        self.seconds = 0.0
        self._read: set[str] = set()

    def reads(self) -> None:
        """Read whatever is new on the page."""
        for text in self.page.evaluate(NEW_TEXT, self.language):
            if text not in self._read:
                self._read.add(text)
                words = len(re.findall(r"\w+", text))
                self.steps["words"] += words
                self.seconds += words * WORD

    def opens(self, address: str) -> None:
        """Follow a link that somebody gave her."""
        self._click()
        self.page.goto(address)
        self._waits()

    def clicks(self, one: Locator, *, leads_on: bool = False) -> None:
        """Press something; `leads_on` to another page, which is waited for and read."""
        self._click()
        if not leads_on:
            one.click()
            return
        with self.page.expect_navigation():
            one.click()
        self._waits()

    def ticks(self, one: Locator) -> None:
        """Tick a box, by its label."""
        self._click()
        one.check()

    def types(self, one: Locator, text: str) -> None:
        """Click into a field, mark what is there, and type."""
        self._click()
        self.steps["fields"] += 1
        marked = 2 if one.input_value() else 0  # Ctrl, A
        self.steps["keys"] += marked + len(text)
        self.seconds += HOME + (marked + len(text)) * KEY
        one.fill(text)

    def hands_in(self, one: Locator, file: Path) -> None:
        """Choose a file: the browser's window opens, and she clicks the file and its button."""
        for _ in range(3):
            self._click()
        one.set_input_files(file)

    def downloads(self, one: Locator, file: Path) -> Path:
        """Press what brings a file, and put it there."""
        self._click()
        with self.page.expect_download() as download:
            one.click()
        download.value.save_as(file)
        return file

    def _click(self) -> None:
        self.steps["clicks"] += 1
        self.seconds += THINK + HOME + POINT + KEY

    def _waits(self) -> None:
        self.steps["pages"] += 1
        self.seconds += RESPONSE
        self.reads()
