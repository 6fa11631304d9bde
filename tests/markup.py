"""What a page says, read as a browser reads it: how its source is wrapped into lines is nobody's business."""

import json
import re
from html.parser import HTMLParser
from typing import Any


class _Tags(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.found: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self._name:
            self.found.append({name: value or "" for name, value in attrs})


def tags(page: str, name: str) -> list[dict[str, str]]:
    """The attributes of all elements of this name, in the page's order; one without a value has an empty one."""
    reader = _Tags(name)
    reader.feed(page)
    reader.close()
    return reader.found


def first(page: str) -> dict[str, Any]:
    """What a page's script begins with."""
    (found,) = re.findall(r'<script type="application/json" id="first">(.*?)</script>', page, re.DOTALL)
    known: dict[str, Any] = json.loads(found)
    return known
