"""Compares two editions of the report, in the order of the report."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from facilitation.documents.editions.edition import Matter
from facilitation.ids import at

Item = Mapping[str, Any]
ALIKE = 0.5
"""The least ratio (difflib's, 0 to 1) at which two texts count as two wordings of one."""
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
COMPARED = 2_000
"""Words; a longer text is shown as removed and added whole, because difflib's time grows with their square."""
PAIRED = 2_500
"""Pairs of texts; where there are more, none is compared for being two wordings of one."""


class Run(NamedTuple):
    """A piece of a text; `mark` is same, added or removed."""

    mark: str
    text: str


class FieldDifference(NamedTuple):
    """A field that differs, as runs of words that stayed, were added or were removed."""

    name: str
    runs: tuple[Run, ...]


class ItemDifference(NamedTuple):
    """An item that was added, removed or changed (`mark`); `name` is its number or title, if it has one.

    `fields` holds the fields that differ; for an item that was added or removed, all fields that are not empty.
    """

    mark: str
    name: str
    fields: tuple[FieldDifference, ...]


class NounDifferences(NamedTuple):
    """All changes of one kind of item; `station` is the station's position, None for the whole event."""

    noun: str
    station: int | None
    changes: tuple[ItemDifference, ...]


@dataclass(frozen=True)
class Noun:
    """How items of a list are matched: by the field `key` where there is one, otherwise by the words in `text`."""

    name: str
    text: str
    fields: tuple[str, ...]
    key: str | None = None


TEXTS = ("summary", "plain", "introduction", "funding")
FIGURES = ("people", "contributions", "votes")
OF_STATION = (
    Noun("statements", "text", ("text", "round", "themes", "voices")),
    Noun("clusters", "title", ("title", "votes"), key="title"),
    Noun("questions", "text", ("text", "round", "themes", "voices")),
    Noun("measures", "what", ("what", "who", "by_when", "state")),
    Noun("photos", "caption", ("caption", "table", "round"), key="number"),
    Noun(
        "contributions", "text", ("text", "german", "worded", "kind", "cluster", "votes", "merged_into"), key="number"
    ),
)
STATION = Noun("station", "title", ("title", "short_title", "question", "description"), key="position")
COMMON_THEMES = Noun("common_themes", "title", ("title", "text", "themes"))
RECOMMENDATIONS = Noun("recommendations", "what", ("what", "why", "responsibility", "horizon"))
SCALES = Noun("scales", "question", ("question", "counts"), key="question")
COMMENTS = Noun("comments", "text", ("text", "german"))


def between(before: Matter, after: Matter) -> list[NounDifferences]:
    """List the differences of two editions, as `edition.matter` gives them; what is equal is left out."""
    groups = [
        _facts("texts", TEXTS, before, after),
        _facts("figures", FIGURES, before, after),
        *_stations(before["stations"], after["stations"]),
        _items(COMMON_THEMES, None, before["common_themes"], after["common_themes"]),
        _items(RECOMMENDATIONS, None, before["recommendations"], after["recommendations"]),
        *_feedback(before["feedback"] or {}, after["feedback"] or {}),
    ]
    return [group for group in groups if group.changes]


def _stations(before: list[Item], after: list[Item]) -> Iterator[NounDifferences]:
    earlier, later = ({one["position"]: one for one in some} for some in (before, after))
    for position in sorted({*earlier, *later}):
        one, two = earlier.get(position), later.get(position)
        yield _items(STATION, position, [one] if one else [], [two] if two else [])
        for noun in OF_STATION:
            yield _items(noun, position, (one or {}).get(noun.name, []), (two or {}).get(noun.name, []))


def _feedback(before: Item, after: Item) -> Iterator[NounDifferences]:
    yield _facts("feedback", ("people",), before, after)
    for noun in (SCALES, COMMENTS):
        yield _items(noun, None, before.get(noun.name, []), after.get(noun.name, []))


def _facts(noun: str, names: Iterable[str], before: Item, after: Item) -> NounDifferences:
    fields = (_field(name, _said(before.get(name)), _said(after.get(name))) for name in names)
    return NounDifferences(
        noun, None, tuple(ItemDifference("changed", field.name, (field,)) for field in fields if field)
    )


def _items(noun: Noun, station: int | None, before: list[Item], after: list[Item]) -> NounDifferences:
    changes = []
    for one, two in _pairs(noun, before, after):
        mark = "changed" if one and two else "added" if two else "removed"
        names = [name for name in noun.fields if mark == "changed" or (two or one or {})[name]]
        fields = (_field(name, _said((one or {}).get(name)), _said((two or {}).get(name))) for name in names)
        told = tuple(field for field in fields if field)
        if told:
            changes.append(ItemDifference(mark, _said(at(two or one or {}, noun.key)), told))
    return NounDifferences(noun.name, station, tuple(changes))


def _pairs(noun: Noun, before: list[Item], after: list[Item]) -> list[tuple[Item | None, Item | None]]:
    """Each later item with its earlier one (None: it is new), in the later order; then those that are gone."""
    left = list(before)
    found: dict[int, Item] = {}

    def match(alike: Callable[[Item, Item], bool]) -> None:
        for index, two in enumerate(after):
            if index not in found:
                one = next((one for one in left if alike(one, two)), None)
                if one is not None:
                    left.remove(one)
                    found[index] = one

    if noun.key is not None:
        by_key = {one[noun.key]: one for one in before}
        found = {index: by_key[two[noun.key]] for index, two in enumerate(after) if two[noun.key] in by_key}
        kept = {one[noun.key] for one in found.values()}
        left = [one for one in before if one[noun.key] not in kept]
    else:
        match(lambda one, two: one[noun.text] == two[noun.text])
        if len(left) * (len(after) - len(found)) <= PAIRED:
            match(lambda one, two: _alike(one[noun.text], two[noun.text]))
    return [*((found.get(index), two) for index, two in enumerate(after)), *((one, None) for one in left)]


def _alike(one: str, two: str) -> bool:
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _said(value: Any) -> str:
    """A field as people read it: lists with commas, a station's theme as "1: Räume", empty for None."""
    if isinstance(value, list | tuple):
        return ", ".join(": ".join(map(str, one)) if isinstance(one, list | tuple) else str(one) for one in value)
    return "" if value is None else str(value)


def _field(name: str, before: str, after: str) -> FieldDifference | None:
    return None if before == after else FieldDifference(name, tuple(runs(before, after)))


def runs(before: str, after: str) -> list[Run]:
    """How one text became the other, word by word; a text longer than COMPARED words is not divided."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > COMPARED:
        return [run for run in (Run("removed", before), Run("added", after)) if run.text]
    told = []
    for tag, one, two, three, four in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            told.append(Run("same", "".join(new[three:four])))
        else:
            gone, come = "".join(old[one:two]), "".join(new[three:four])
            told.extend(run for run in (Run("removed", gone), Run("added", come)) if run.text)
    return told
