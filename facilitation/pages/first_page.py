"""A station's page as everybody gets it who has left nothing there yet: drawn once for all who scan at the same moment.

Drawing it takes most of the time of a visit, and a hall's 250 phones ask for it within seconds. What differs between
two of them, the id that their form sends and the time by which they count down, is put in afterwards.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from cachetools import LRUCache
from flask import render_template
from sqlalchemy import inspect

from facilitation import bounds
from facilitation.extensions import db
from facilitation.memory import remembered
from facilitation.queries.snapshots import Snapshot

ID, NOW = secrets.token_hex(), secrets.token_hex()
"""What stands in a drawn page where each phone gets its own."""

_drawn: LRUCache[tuple[Any, ...], tuple[str, str]] = remembered(
    LRUCache(bounds.FIRST_PAGES_KEPT, lambda one: len(one[0]) + len(one[1]))
)
"""By what it is of, its station first: what the page was drawn from, and the page."""
_stands: dict[Any, tuple[int, list[str]]] = remembered({})
"""By station: the revision and tags that its pages were drawn from."""


def draw(
    template: str,
    of: tuple[Any, ...],
    snapshots: tuple[Snapshot, ...],
    said: Mapping[str, str],
    first: dict[str, Any],
    **shown: Any,
) -> str:
    """Return the page of a template, drawn anew where anything differs from when it was drawn last.

    With the first page of a station that changed all others of it are given up: nothing taken back stays, also where
    nobody asks for such a page again. `of` says which page it is: station, table, languages. What it shows besides
    `first` and what is in `of` comes from `snapshots`, from the event's texts in the page's language (`said`), and from
    rows of the database, which are compared column by column; single values of `shown`, such as whether somebody
    arrives, are compared, too. `first` and `shown` are the template's; `shown["new_id"]` and
    `first["event_state"]["now"]` may differ each time.
    """
    state = first["event_state"]
    now, new_id = state["now"], shown["new_id"]
    known = {name: value for name, value in first.items() if not isinstance(value, Snapshot)}
    rows = [_columns(one) for one in shown.values() if isinstance(one, db.Model)]
    single = {name: one for name, one in shown.items() if name != "new_id" and isinstance(one, str | int | None)}
    parts = [
        known | {"event_state": {**state, "now": None}},
        rows,
        single,
        [(one.revision, one.tag) for one in snapshots],
        said,
    ]
    made_of = json.dumps(parts, default=str)
    kept = _drawn.get(of)
    if kept is None or kept[0] != made_of:
        first = {**first, "event_state": {**state, "now": NOW}}
        kept = made_of, render_template(template, first=first, **{**shown, "new_id": ID})
        if _give_up_older(of[0], snapshots) and len(kept[0]) + len(kept[1]) <= bounds.FIRST_PAGES_KEPT:
            _drawn[of] = kept
    return kept[1].replace(ID, new_id).replace(NOW, now)


def forget() -> None:
    """Keep nothing that was drawn: it holds what people left, also where another process deleted that."""
    _drawn.clear()
    _stands.clear()


def _give_up_older(station: Any, snapshots: tuple[Snapshot, ...]) -> bool:
    """Give up a station's pages of before these snapshots; return False where these are older than its pages."""
    stands = max(one.revision for one in snapshots), [one.tag for one in snapshots]
    known = _stands.get(station, stands)
    if stands[0] < known[0]:
        return False
    if stands != known:
        for of in [of for of in _drawn if of[0] == station]:
            del _drawn[of]
    _stands[station] = stands
    return True


def _columns(row: Any) -> list[Any]:
    return [getattr(row, column.key) for column in inspect(type(row)).column_attrs]
