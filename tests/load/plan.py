"""What will happen in the hall, and what people say there."""

import json
from dataclasses import dataclass
from typing import Any

from tests.browser.serving import ROOT

LONGEST_TEXT = 200
"""Characters of a text from the tests' data; longer ones would exceed the limit with a number at their end."""


@dataclass(frozen=True)
class Plan:
    """What happens in the hall; `rate` is posts a second at all stations together."""

    phones: int = 200
    rate: float = 10.0
    seconds: float = 60.0
    stations: int = 1
    votes_per_post: int = 0
    """Dots for each post, given to or taken back from any post of its station."""
    replies: float = 0.0
    """The share of posts that answer an acknowledged post of their station."""
    polling: float = 0.0
    """The share of phones on HTTP long-polling."""
    silent: float = 0.0
    """The share of phones that open their station and then never read; they write nothing either."""
    hosts: int = 0
    """Table hosts' tablets at each station, besides the phones."""
    sent_twice: float = 0.0
    """The share of posts that phones send twice, as after an acknowledgement that was lost."""
    drops: float = 0.0
    """Phones a second that lose their connection and come back."""
    deflate: bool = True
    """Whether phones offer compression, as browsers do."""

    @property
    def posts(self) -> int:
        """All posts of the run."""
        return round(self.rate * self.seconds)


def texts() -> list[dict[str, Any]]:
    """The texts of guests, in twelve languages, up to LONGEST_TEXT characters."""
    lines = (ROOT / "tests" / "data" / "contributions.jsonl").read_text(encoding="utf-8").splitlines()
    return [said for said in map(json.loads, lines) if len(said["text"]) <= LONGEST_TEXT]
