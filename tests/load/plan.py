"""What is to happen in the hall, and what is said there."""

import json
from dataclasses import dataclass
from typing import Any

from tests.browser.serving import ROOT

LONGEST_TEXT = 200
"""Characters; the longest texts of the tests would be too long with a number at their end."""


@dataclass(frozen=True)
class Plan:
    """What happens in the hall. `rate` is posts a second, all stations together."""

    phones: int = 200
    rate: float = 10.0
    seconds: float = 60.0
    stations: int = 1
    votes_per_post: int = 0
    """So many dots for each post, given to or taken back from whatever stands at its station."""
    replies: float = 0.0
    """The share of posts that answer one acknowledged before at their station."""
    polling: float = 0.0
    """The share of phones on HTTP long-polling."""
    silent: float = 0.0
    """The share of phones that open a WebSocket and their station, and then never read. They write nothing either."""
    hosts: int = 0
    """Table hosts' tablets at each station, besides the phones."""
    sent_twice: float = 0.0
    """The share of posts that their phones send twice, as after an acknowledgement that got lost."""
    drops: float = 0.0
    """Phones a second that lose their connection and come back."""
    deflate: bool = True
    """Whether phones offer compression, as browsers do."""

    @property
    def posts(self) -> int:
        return round(self.rate * self.seconds)


def texts() -> list[dict[str, Any]]:
    """What guests say, in twelve languages."""
    lines = (ROOT / "tests" / "data" / "contributions.jsonl").read_text(encoding="utf-8").splitlines()
    return [said for said in map(json.loads, lines) if len(said["text"]) <= LONGEST_TEXT]
