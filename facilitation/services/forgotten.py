"""A contribution that its author withdraws: all wordings that it had, and which texts repeat them (`forgetting`)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from facilitation import models
from facilitation.contact_data import masked
from facilitation.models import Contribution, Event, FeedbackQuestion, ProgrammeItem, Round, Statement, Station
from facilitation.models.columns import now
from facilitation.models.translation import key_of
from facilitation.services import journal_words, quoting, translations
from facilitation.services.quoting import Wording
from facilitation.storage.statements import AnyRow, Prepared, Store

_S, _C = Statement.__table__.c, Contribution.__table__.c
_STATEMENTS = Prepared(
    select(_S.id, _S.text, _S.translations, _S.behind, _S.removed).where(_S.station_id == bindparam("place"))
)
_SAID = Prepared(
    select(_C.id, _C.text, _C.original, _C.german, _C.hidden_reason, _C.merged_into)
    .where(_C.station_id == bindparam("place"), _C.id != bindparam("contribution"), _C.state != "withdrawn")
    .order_by(_C.number)
)
_SAID_ANYWHERE = Prepared(
    select(_C.text, _C.original)
    .join(Station, Station.id == _C.station_id)
    .where(Station.event_id == bindparam("event"), _C.id != bindparam("contribution"), _C.state != "withdrawn")
)
_W = models.Wording.__table__.c
_OF_HOSTS = Prepared(
    select(_W.id, _W.contribution_id, _W.text, _W.made_of, _W.state).where(
        _W.station_id == bindparam("place"), _W.by_host, _W.state != "withdrawn"
    )
)
_COUNTRY = Prepared(select(Event.country).where(Event.id == bindparam("event")))
_OWN = tuple(
    Prepared(select(*(getattr(model, name) for name in names)).where(of == bindparam("event")))
    for model, of, names in (
        (
            Event,
            Event.id,
            (
                *translations.OF_EVENT,
                *translations.OF_ACCESSIBILITY,
                *("aims", "etiquette", "feedback_free_text"),
            ),
        ),
        (ProgrammeItem, ProgrammeItem.event_id, ("title",)),
        (Round, Round.event_id, ("title",)),
        (Station, Station.event_id, (*translations.OF_STATION, "prompts")),
        (FeedbackQuestion, FeedbackQuestion.event_id, ("text",)),
    )
)
"""What the organisers wrote, column by column (`translations.own_texts`)."""


class Of(NamedTuple):
    """What a text is the text of: a station's row, by its id, or what belongs to the whole event.

    Of the latter, `worded_at` is when somebody last wrote it; None where nothing tells.
    """

    id: Any
    at_event: bool = False
    worded_at: dt.datetime | None = None


FORMER = Of("former", at_event=True, worded_at=dt.datetime.max.replace(tzinfo=dt.UTC))
"""Of what no theme and no statement says any more: nothing there is older, or stands for somebody."""


class Forgotten:
    """A contribution that is withdrawn, by all wordings that it had as far as anybody knows.

    Also hosts' in other languages (`of_hosts` are those of other contributions); a guest's is that guest's.
    """

    def __init__(self, store: Store, place: AnyRow, known: AnyRow) -> None:
        self.store, self.place, self.known = store, place, known
        self.statements = store.all(_STATEMENTS, place=place.id)
        self.said = store.all(_SAID, place=place.id, contribution=known.id)
        own = journal_words.forget(store, place.id, known.id)
        self._linked = own.linked | {known.cluster_id, known.merged_into, FORMER.id}
        self._linked |= {row.id for row in self.statements if known.id in row.behind["contributions"]}
        self._linked |= {row.id for row in self.said if row.merged_into == known.id}
        of_hosts = store.all(_OF_HOSTS, place=place.id)
        self.of_hosts = [row for row in of_hosts if row.contribution_id != known.id]
        self._linked |= {row.id for row in self.of_hosts if row.contribution_id in self._linked}
        for row in of_hosts:
            begun = row.contribution_id == known.id and journal_words.begun(store, place.id, row.id)
            if begun:
                own.wordings.setdefault(row.text, begun)
        self.country = store.one(_COUNTRY, event=place.event_id).country
        self.wordings = self._all_of(own.wordings)
        self.words = journal_words.Words(store, place.id, {wording.start for wording in self.wordings})
        self._left: dict[tuple[str, str, bool], str] = {}
        self._older: dict[tuple[Any, str], bool] = {}

    def _all_of(self, told: Mapping[str, dt.datetime]) -> list[Wording]:
        """Return all wordings, longest first, each since when it was there; also as they read with contact data masked.

        The author's is as old as its last change; what hosts made of it is as old as the deed that first tells it.
        """
        known = self.known
        since = {text: told.get(text, now()) for text in (known.text, known.german) if text} | dict(told)
        since[known.original or known.text] = known.worded_at or known.created_at
        by_letters: dict[str, Wording] = {}
        for text, moment in sorted(since.items(), key=lambda one: one[1]):
            for wording in (Wording(text, moment), Wording(masked(text, "", self.country), moment)):
                if wording:
                    by_letters.setdefault(wording.letters, wording)
        return sorted(by_letters.values(), key=lambda one: len(one.letters), reverse=True)

    @cached_property
    def _others(self) -> quoting.Beginnings:
        """What others wrote at the station; what a host made of that is none of theirs."""
        return _beginnings(self.said)

    @cached_property
    def _others_anywhere(self) -> quoting.Beginnings:
        return _beginnings(self.store.all(_SAID_ANYWHERE, event=self.place.event_id, contribution=self.known.id))

    @cached_property
    def own_keys(self) -> frozenset[str]:
        """The keys of the organisers' own texts, whose translations stay."""
        rows = [row for asked in _OWN for row in self.store.all(asked, event=self.place.event_id)]
        lists = [held if isinstance(held, list) else [held] for row in rows for held in row]
        return frozenset(key_of(text) for texts in lists for text in texts if text)

    def without(self, said: str, of: Of) -> str:
        """Return a text without any of these wordings (`Wording.without`); what others say stays, and what is older."""
        known = said
        for wording in self.wordings:
            left = self._without(wording, known, of.id in self._linked)
            if left != known and not self._is_others(wording, known, of) and not self._is_older(wording, of):
                known = left
        return known

    def _without(self, wording: Wording, said: str, linked: bool) -> str:
        """Return what is left of a text; a journal says the same again and again."""
        key = (wording.letters, said, linked)
        if key not in self._left:
            self._left[key] = wording.without(said, linked=linked)
        return self._left[key]

    def _is_others(self, wording: Wording, said: str, of: Of) -> bool:
        """Tell whether somebody else wrote just this wording, or begins with the text in which it was found."""
        others = self._others_anywhere if of.at_event else self._others
        return others.has(wording.letters, whole=True) or others.has(quoting.letters(said))

    def _is_older(self, wording: Wording, of: Of) -> bool:
        if of.at_event:
            return of.worded_at is None or of.worded_at < wording.since
        key = (of.id, wording.letters)
        if key not in self._older:
            self._older[key] = self.words.is_older(
                of.id, wording.since, lambda text: self._without(wording, text, True) != text
            )
        return self._older[key]

    def is_in(self, said: str, of: Of) -> bool:
        """Tell whether a text repeats any of these wordings."""
        return self.without(said, of) != said


def _beginnings(rows: Sequence[AnyRow]) -> quoting.Beginnings:
    return quoting.Beginnings(row.original or row.text for row in rows)
