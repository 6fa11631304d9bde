"""Changes as screens read them: what has its usual value is left out on the wire, and is put back here."""

from typing import Any

from facilitation.queries.fields import BESIDES, CONTRIBUTION

NOUNS = {"contributions": CONTRIBUTION, **BESIDES}


def whole_item(noun: str, station: str, item: dict[str, Any]) -> dict[str, Any]:
    """Return an item of a change (`noun`: its list) with all fields; what is gone, or whole, stays as it is."""
    return item if "gone" in item else {**NOUNS[noun].usual, "station": station, **item}


def whole(change: dict[str, Any]) -> dict[str, Any]:
    """Return a change with everything in it."""
    lists = {noun: [whole_item(noun, change["station"], item) for item in change.get(noun, ())] for noun in NOUNS}
    return {"since": change["revision"] - 1, **change, **lists}


def opened(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to `station.open` with everything in it."""
    change = whole(answer["change"])
    mine = [whole_item("contributions", change["station"], item) for item in answer["mine"]]
    return {**answer, "change": change, "mine": mine}
