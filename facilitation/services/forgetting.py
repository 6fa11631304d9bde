"""What is forgotten with a contribution that its author withdraws: every copy of its wording that was made of it.

Hosts make copies: a theme that is named after a card, a key statement or a German wording that repeats it, a reason for
hiding that quotes it, and the journal holds how all that read before. A text that is nothing but a copy is emptied, and
what stands for nothing without it goes with it; from a sentence of somebody's own the copied words are taken out
(`quoting`). What others wrote in the same words is theirs, and whatever repeats it stays. So do final editions of
the report, which never change, and what other guests wrote.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from facilitation.contact_data import masked
from facilitation.models import (
    UNNAMED,
    Cluster,
    CommonTheme,
    Contribution,
    Event,
    Measure,
    Photo,
    Recommendation,
    ReportText,
    Statement,
)
from facilitation.services import journal, quoting
from facilitation.services.quoting import Wording
from facilitation.storage.statements import AnyRow, Prepared, Store
from facilitation.storage.transactions import raise_event_revision

NOTHING: Mapping[str, Any] = MappingProxyType({})


class _Texts:
    """The texts of one model's rows that may repeat a wording, and what becomes of a row.

    `left` is what a column holds of whose text nothing is left, "" where it is not named; `gone` is set besides where
    that is the first of them, without which the row says nothing. `of` is the column of the place that rows belong to.
    """

    def __init__(
        self, model: Any, *texts: str, of: str = "station_id", left: Mapping[str, Any] = NOTHING, **gone: Any
    ) -> None:
        columns = model.__table__.c
        self.model, self.texts, self.left, self.gone = model, texts, left, gone
        self.written = (*texts, *gone)
        raised = bindparam("raised") if of == "station_id" else columns.revision + 1
        values = {name: bindparam(f"new_{name}", type_=columns[name].type) for name in self.written}
        self.read = Prepared(
            select(*(columns[name] for name in ("id", *self.written))).where(columns[of] == bindparam("place"))
        )
        self.write = Prepared(update(model).where(columns.id == bindparam("row")).values(revision=raised, **values))


_AT_STATION = (
    _Texts(Cluster, "title", left={"title": UNNAMED}),
    _Texts(Measure, "what", "who", "by_when", left={"who": None, "by_when": None}, removed=True),
    _Texts(Photo, "caption"),
)
_AT_EVENT = (
    _Texts(CommonTheme, "title", "text", of="event_id"),
    _Texts(Recommendation, "what", "why", "responsibility", of="event_id"),
    _Texts(ReportText, "text", of="event_id"),
)
_S, _C = Statement.__table__.c, Contribution.__table__.c
_STATEMENTS = Prepared(
    select(_S.id, _S.text, _S.translations, _S.behind, _S.removed).where(_S.station_id == bindparam("place"))
)
_STATE = Prepared(
    update(Statement)
    .where(_S.id == bindparam("row"))
    .values(
        text=bindparam("new_text"),
        translations=bindparam("new_translations", type_=_S.translations.type),
        behind=bindparam("new_behind", type_=_S.behind.type),
        removed=bindparam("new_removed"),
        revision=bindparam("raised"),
    )
)
_OTHERS = (
    select(_C.id, _C.text, _C.original, _C.german, _C.hidden_reason, _C.merged_into)
    .where(_C.station_id == bindparam("place"), _C.id != bindparam("contribution"), _C.state != "withdrawn")
    .order_by(_C.number)
)
_SAID = Prepared(_OTHERS)
_WORDED = Prepared(_OTHERS.where(or_(_C.original.is_not(None), _C.german.is_not(None), _C.hidden_reason.is_not(None))))
"""Contributions at which something stands that a host wrote."""
_WORD = Prepared(
    update(Contribution)
    .where(_C.id == bindparam("row"))
    .values(
        text=bindparam("new_text"),
        german=bindparam("new_german"),
        hidden_reason=bindparam("new_hidden_reason"),
        revision=bindparam("raised"),
    )
)
_INSIDE = Prepared(
    update(Contribution).where(_C.cluster_id == bindparam("cluster")).values(revision=bindparam("raised"))
)
_EVENT = Prepared(
    select(Event.country, Event.announcement, Event.announcement_until).where(Event.id == bindparam("event"))
)
_ANNOUNCE = Prepared(
    update(Event)
    .where(Event.id == bindparam("event"))
    .values(announcement=bindparam("new_announcement"), announcement_until=bindparam("new_until"))
)


class _Forgotten:
    """A contribution that is withdrawn, by all wordings that it had as far as anybody knows."""

    def __init__(self, store: Store, place: AnyRow, known: AnyRow, wordings: Iterable[str | None]) -> None:
        self.store, self.place, self.known = store, place, known
        self.linked = frozenset(one for one in _linked(store, place.id, known) if one is not None)
        self.country = store.one(_EVENT, event=place.event_id).country
        texts = [text for text in wordings if text]
        found = (Wording(text) for text in (*texts, *(masked(text, "", self.country) for text in texts)))
        by_letters = {one.letters: one for one in found if one}
        self._known: dict[tuple[str, bool], str] = {}
        self.wordings = sorted(by_letters.values(), key=lambda one: len(one.letters), reverse=True)

    @cached_property
    def _others(self) -> frozenset[str]:
        """What others wrote, by its letters; what a host made of that is none of theirs."""
        rows = self.store.all(_SAID, place=self.place.id, contribution=self.known.id)
        return frozenset(quoting.letters(row.original or row.text) for row in rows)

    def without(self, said: str, of: Any = None) -> str:
        """Return a text without any of these wordings (`Wording.without`); what others say, too, stays.

        `of` is the id of what it is the text of.
        """
        linked = of in self.linked
        known = self._known.get((said, linked))  # a journal says the same again and again
        if known is None:
            known = said
            for wording in self.wordings:
                left = wording.without(known, linked=linked)
                if left != known and wording.letters not in self._others:
                    known = left
            self._known[said, linked] = known
        return known

    def is_in(self, value: Any, of: Any = None) -> bool:
        """Tell whether a text, or one that a list or mapping holds, repeats any of these wordings."""
        if isinstance(value, str):
            return self.without(value, of) != value
        held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return any(self.is_in(one, of) for one in held)


def _linked(store: Store, station_id: int, known: AnyRow) -> Iterator[str | None]:
    """Yield the ids of what a host has put beside a contribution: its theme, statements, what it is merged with."""
    yield from (known.cluster_id, known.merged_into)
    for row in store.all(_STATEMENTS, place=station_id):
        if known.id in row.behind["contributions"]:
            yield row.id
    for row in store.all(_SAID, place=station_id, contribution=known.id):
        if row.merged_into == known.id:
            yield row.id


def forget(store: Store, place: AnyRow, known: AnyRow, revision: int) -> bool:
    """Forget what was made of a contribution's wording, within the transaction that withdraws it.

    `place` is its station's locked row with the `event_id`, `known` its own row as it was before. What changes at the
    station gets this revision of it. Returns whether something changed that belongs to the whole event.
    """
    earlier = journal.forget(store, place.id, known.id)
    forgotten = _Forgotten(store, place, known, (known.text, known.original, known.german, *earlier))
    _forget_in_statements(forgotten, revision)
    for texts in _AT_STATION:
        _forget_in(forgotten, texts, place.id, revision)
    _forget_in_wordings(forgotten, revision)
    _forget_in_journal(forgotten)
    return _forget_in_event(forgotten)


def _forget_in(forgotten: _Forgotten, texts: _Texts, place: int, revision: int) -> None:
    for row in forgotten.store.all(texts.read, place=place):
        after = _after(forgotten, texts, row)
        if after is not None:
            forgotten.store.do(texts.write, row=row.id, **after, **({} if texts in _AT_EVENT else {"raised": revision}))
            if texts.model is Cluster and after["new_title"] == UNNAMED:  # others than hosts know it no more
                forgotten.store.do(_INSIDE, cluster=row.id, raised=revision)


def _after(forgotten: _Forgotten, texts: _Texts, row: AnyRow) -> dict[str, Any] | None:
    """Return what a row holds without the wording; None where that is what it holds."""
    said = {name: getattr(row, name) for name in texts.written}
    after = dict(said)
    for name in texts.texts:
        if said[name]:
            after[name] = forgotten.without(said[name], row.id) or texts.left.get(name, "")
    if after == said:
        return None
    if said[texts.texts[0]] and not after[texts.texts[0]]:
        after |= texts.gone
    return {f"new_{name}": value for name, value in after.items()}


def _forget_in_statements(forgotten: _Forgotten, revision: int) -> None:
    """Statements rest on it no more, and one that only repeats it is removed with its translations."""
    store, id = forgotten.store, forgotten.known.id
    for row in store.all(_STATEMENTS, place=forgotten.place.id):
        text = forgotten.without(row.text, row.id)
        kept = {} if text != row.text else row.translations  # other words need other translations
        translations = {code: left for code, said in kept.items() if (left := forgotten.without(said, row.id))}
        behind = {**row.behind, "contributions": [one for one in row.behind["contributions"] if one != id]}
        if (text, translations, behind) != (row.text, row.translations, row.behind):
            store.do(
                _STATE,
                row=row.id,
                new_text=text,
                new_translations=translations,
                new_behind=behind,
                new_removed=row.removed or not text,
                raised=revision,
            )


def _forget_in_wordings(forgotten: _Forgotten, revision: int) -> None:
    """Forget what hosts wrote at other contributions; a text that then says nothing does not get its author's back,
    from which a host may have taken something out.
    """
    for row in forgotten.store.all(_WORDED, place=forgotten.place.id, contribution=forgotten.known.id):
        text, german, reason = row.text, row.german, row.hidden_reason
        if row.original is not None and not forgotten.is_in(row.original, row.id):
            text = forgotten.without(text, row.id) or quoting.LEFT_OUT
        german = german and (forgotten.without(german, row.id) or None)
        reason = reason and (forgotten.without(reason, row.id) or None)
        if (text, german, reason) != (row.text, row.german, row.hidden_reason):
            forgotten.store.do(
                _WORD, row=row.id, new_text=text, new_german=german, new_hidden_reason=reason, raised=revision
            )


def _forget_in_journal(forgotten: _Forgotten) -> None:
    """Forget how things read before; what another author wrote in these words is told of that one's contribution."""
    rows = forgotten.store.all(_SAID, place=forgotten.place.id, contribution=forgotten.known.id)
    own = {row.id: row.original or row.text for row in rows}

    def repeats(item: dict[str, Any]) -> bool:
        said = own.get(item["id"], "") if item["noun"] == "contribution" else ""
        words = [item["name"], *item["before"].values(), *item["after"].values()]
        if not any(one != said and forgotten.is_in(one, item["id"]) for one in words):
            return False
        return not forgotten.is_in(said)

    starts = {wording.start for wording in forgotten.wordings}
    journal.forget_copies(forgotten.store, forgotten.place.id, forgotten.known.id, starts, repeats)


def _forget_in_event(forgotten: _Forgotten) -> bool:
    """Forget what organisers made of it for the report, and an announcement; return whether there was anything."""
    store, event_id = forgotten.store, forgotten.place.event_id

    def rows() -> list[tuple[_Texts, AnyRow]]:
        return [(texts, row) for texts in _AT_EVENT for row in store.all(texts.read, place=event_id)]

    announced = forgotten.is_in(store.one(_EVENT, event=event_id).announcement)
    if not announced and all(_after(forgotten, texts, row) is None for texts, row in rows()):
        return False
    raise_event_revision(store, event_id)  # nobody else changes them from here on, so they are read anew
    for texts in _AT_EVENT:
        _forget_in(forgotten, texts, event_id, 0)
    event = store.one(_EVENT, event=event_id)
    if event.announcement:
        said = forgotten.without(event.announcement) or None
        store.do(_ANNOUNCE, event=event_id, new_announcement=said, new_until=event.announcement_until if said else None)
    return True
