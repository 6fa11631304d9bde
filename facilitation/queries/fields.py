"""What each noun of a station is on the wire: its fields, who gets them, and which columns never travel.

Fields are spelled here and nowhere else in Python. `changes` makes its items of them; docs/protocol.md, the types for
scripts (static/js/lib/net/wire.js), the harvest and the files are compared with them (tests/test_fields.py). So is
static/js/lib/net/usual.js with their usual values, which do not travel (`short`).
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from facilitation.models import Cluster, Contribution, Measure, Photo, Statement
from facilitation.models.columns import Moment, outside
from facilitation.models.statement import nothing_behind

Wire = dict[str, Any]
_UNUSUAL = object()
"""In the place of a field's usual value where it has none: it always travels."""
FORM = 2
"""The form of changes and items on the wire. Pages of earlier versions cannot read it, and are told to load anew; it
rises with each change that today's pages could not read.
"""
_HELD_BY = {"round": "of_round"}
"""Where a row holds a field under another name than its column's: a round travels as its position."""


class Noun:
    """The fields of one noun, by the columns that they tell; a reference travels without its ending _id.

    Everybody gets `columns` and the station's slug; hosts get those of `hosts` besides, and the author of a row the
    fields of `author`, each made of the row. `computed` are fields that no column holds, `masked` among them where only
    hosts get it; whoever reads the noun adds them. `never` names the columns that do not travel, each with its reason.
    `said` are the fields that hold what people typed: in public, contact data in them is covered. Raises
    KeyError for a column that the model does not have. `usual` are the values that fields mostly have; who is told
    nothing of one of these fields knows by that that it has this value.
    """

    def __init__(
        self,
        model: Any,
        *columns: str,
        never: Mapping[str, str],
        said: tuple[str, ...],
        hosts: tuple[str, ...] = (),
        author: Mapping[str, Callable[[Any], Any]] = MappingProxyType({}),
        computed: tuple[str, ...] = (),
        hosts_computed: tuple[str, ...] = (),
        usual: Mapping[str, Any],
    ) -> None:
        known = model.__table__.c
        self.model, self.columns, self.never, self.said = model, (*columns, *hosts), never, said
        self.usual = usual
        self.for_everybody = (*(outside(known[name]) for name in columns), "station", *computed)
        self.for_hosts_only = (*(outside(known[name]) for name in hosts), *hosts_computed)
        self.for_author = author
        self._moments = [outside(known[name]) for name in self.columns if isinstance(known[name].type, Moment)]
        self._reads = tuple(name for name in self.for_everybody if name not in ("station", *computed))
        self._hosts_read = (*self._reads, *(outside(known[name]) for name in hosts))
        self._read = attrgetter(*(_held(known[name]) for name in columns))
        self._read_for_hosts = attrgetter(*(_held(known[name]) for name in (*columns, *hosts)))

    def told(self, station: str, row: Any) -> Wire:
        """Return a row of a station (its slug) as everybody gets it, without what is `computed`."""
        return self._told(station, dict(zip(self._reads, self._read(row), strict=True)))

    def told_to_hosts(self, station: str, row: Any) -> Wire:
        """Return a row of a station (its slug) as hosts get it, without what is `computed`."""
        return self._told(station, dict(zip(self._hosts_read, self._read_for_hosts(row), strict=True)))

    def _told(self, station: str, one: Wire) -> Wire:
        one["station"] = station
        for name in self._moments:
            one[name] = int(one[name].timestamp())
        return one

    def without_hosts_fields(self, one: Wire) -> Wire:
        """Return for everybody what `told_to_hosts` returned."""
        return {name: value for name, value in one.items() if name not in self.for_hosts_only}

    def short(self, one: Wire) -> Wire:
        """Return an item, also one that is gone, as it travels: without its station, and what has its usual value."""
        usual = self.usual
        return {name: value for name, value in one.items() if value != usual.get(name, _UNUSUAL) and name != "station"}


def _held(column: Any) -> str:
    return _HELD_BY.get(outside(column), str(column.key))


_OF_STATION = {"station_id": "it travels as `station`, the slug"}
_REMOVED = {"removed": "what is removed travels as `{id, gone: true}`"}
_CONFIRMED = {"contact_confirmed": "it travels as `masked`, which is null where nothing is to be covered"}
_MASKED = ("masked",)

CONTRIBUTION = Noun(
    Contribution,
    *("id", "number", "round_id", "table", "kind", "language", "text", "german", "author", "reply_to"),
    *("votes", "by_hand", "state", "highlighted", "cluster_id", "merged_into", "photo_id", "edited"),
    *("created_at", "revision"),
    hosts=("original", "hidden_reason", "author_paused"),
    author={"hidden_reason": lambda row: row.hidden_reason},
    computed=_MASKED,
    said=("text", "german", "author"),
    usual={
        **dict.fromkeys(("round", "table", "german", "author", "reply_to", "cluster", "merged_into", "photo")),
        **dict.fromkeys(("masked", "original", "hidden_reason", "author_paused")),
        **{"kind": "idea", "language": "de", "votes": 0, "by_hand": 0, "state": "visible"},
        **{"highlighted": False, "edited": False},
    },
    never={
        **_OF_STATION,
        "participant_id": "nobody is told who wrote what; a phone knows its own in `mine`",
        "was_public": "it decides what is told, and is nobody's news",
        "worded_at": "it tells what may be a copy of it, and is nobody's news",
        **_CONFIRMED,
    },
)
CLUSTER = Noun(
    Cluster,
    *("id", "title", "position", "revision"),
    hosts_computed=_MASKED,
    said=("title",),
    usual={"masked": None},
    never={**_OF_STATION, **_REMOVED, **_CONFIRMED},
)
STATEMENT = Noun(
    Statement,
    *("id", "round_id", "kind", "text", "translations", "position", "revision"),
    hosts=("behind",),  # a statement may rest on what is hidden or waits
    hosts_computed=_MASKED,
    said=("text", "translations"),
    usual={"round": None, "kind": "statement", "translations": {}, "behind": nothing_behind(), "masked": None},
    never={**_OF_STATION, **_REMOVED, **_CONFIRMED},
)
MEASURE = Noun(
    Measure,
    *("id", "what", "who", "by_when", "state", "position", "revision"),
    hosts_computed=_MASKED,
    said=("what", "who", "by_when"),
    usual={"who": None, "by_when": None, "state": "open", "masked": None},
    never={**_OF_STATION, **_REMOVED, **_CONFIRMED},
)
PHOTO = Noun(
    Photo,
    *("id", "round_id", "table", "caption", "width", "height", "revision"),
    hosts_computed=_MASKED,
    said=("caption",),
    usual={"round": None, "table": None, "caption": "", "masked": None},
    never={
        **_OF_STATION,
        **_REMOVED,
        **_CONFIRMED,
        "taken_at": "it orders photos in files, and no screen shows it",
        "file_id": "it names the photo's files on the disk; screens ask for them by the photo's id",
    },
)
BESIDES: dict[str, Noun] = {"clusters": CLUSTER, "statements": STATEMENT, "measures": MEASURE, "photos": PHOTO}
"""The nouns of a change besides contributions, by their names in it."""


def short(change: Wire) -> Wire:
    """Return a change as it travels: what has its usual value is left out.

    `since` is where it is the revision before, and a list besides `contributions` where it is empty.
    """
    told = {"station": change["station"], "revision": change["revision"]}
    if change["since"] != change["revision"] - 1:
        told["since"] = change["since"]
    told["contributions"] = [CONTRIBUTION.short(one) for one in change["contributions"]]
    for noun, one in BESIDES.items():
        if change[noun]:
            told[noun] = [one.short(item) for item in change[noun]]
    return told
