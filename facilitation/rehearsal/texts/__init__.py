"""Short contributions in twelve languages, for simulated guests: nobody wrote them, and they fit any neighbourhood.

The first two of each language say nearly the same, so that suggestions have something to do.
"""

import functools
import json
import random
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent
ENGLISH = "en"


class Said(NamedTuple):
    """A contribution's kind and text."""

    kind: str
    text: str


def are_there(language: str) -> bool:
    """Tell whether there are texts in a language."""
    return language in _known()


def contribution(language: str, station: str, chance: random.Random) -> Said:
    """Draw a contribution to a station with this title; one in eight is about its title."""
    told = _of(language)
    if chance.random() < 1 / 8:
        return Said("wish", told["about"].format(title=station))
    drawn = chance.choice(told["contributions"])
    return Said(drawn["kind"], drawn["text"])


def reply(language: str, chance: random.Random) -> str:
    """Draw a reply to whatever was written."""
    return str(chance.choice(_of(language)["replies"]))


def comment(language: str, chance: random.Random) -> str:
    """Draw a comment for the survey; most people write none."""
    return str(chance.choice(_of(language)["comments"])) if chance.random() < 1 / 4 else ""


def themes(language: str) -> list[str]:
    """Return titles of themes, as a host would form them."""
    return list(_of(language)["themes"])


def statements(language: str) -> list[str]:
    """Return key statements, as a host would write them."""
    return list(_of(language)["statements"])


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(path.stem for path in FOLDER.glob("*.json"))


@functools.cache
def _of(language: str) -> dict[str, Any]:
    name = language if are_there(language) else ENGLISH
    told: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return told
