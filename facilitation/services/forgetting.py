"""What is forgotten with a contribution that its author withdraws: every copy of its wording that was made of it.

Hosts make copies: a theme that is named after a card, a key statement or a German wording that repeats it, a reason for
hiding that quotes it, and the journal holds how all that read before. A text that is nothing but a copy is emptied, and
what stands for nothing without it goes with it; from a sentence of somebody's own the copied words are taken out
(`quoting`). What others wrote in the same words is theirs, and whatever repeats it stays. So does what was there before
the contribution, or may have been: whoever types a host's sentence and withdraws that would delete it. So do final
editions of the report, which never change, and what other guests wrote.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from facilitation.models import (
    UNNAMED,
    Cluster,
    CommonTheme,
    Contribution,
    Event,
    EventDeed,
    Measure,
    Photo,
    Recommendation,
    ReportText,
    Statement,
    Station,
    Translation,
    Wording,
)
from facilitation.models.translation import key_of
from facilitation.services import journal_words, quoting, worded
from facilitation.services.forgotten import FORMER, Forgotten, Of
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
        dated = ("worded_at",) if of == "event_id" else ()  # the journal knows of those at a station
        raised = bindparam("raised") if of == "station_id" else columns.revision + 1
        values = {name: bindparam(f"new_{name}", type_=columns[name].type) for name in self.written}
        self.read = Prepared(
            select(*(columns[name] for name in ("id", *self.written, *dated))).where(columns[of] == bindparam("place"))
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
_W = Wording.__table__.c
_WORD_IN_LANGUAGE = Prepared(
    update(Wording)
    .where(_W.id == bindparam("row"))
    .values(
        text=bindparam("new_text"),
        made_of=bindparam("new_mark"),
        state=bindparam("becomes"),
        revision=bindparam("raised"),
    )
)
_INSIDE = Prepared(
    update(Contribution).where(_C.cluster_id == bindparam("cluster")).values(revision=bindparam("raised"))
)
_E = Event.__table__.c
_EVENT = Prepared(
    select(_E.country, _E.announcement, _E.announcement_translations, _E.announcement_until).where(
        _E.id == bindparam("event")
    )
)
_D = EventDeed.__table__.c
_ANNOUNCED = Prepared(
    select(_D.done_at)
    .where(_D.event_id == bindparam("event"), _D.deed == "event.announce")
    .order_by(_D.number.desc())
    .limit(1)
)
_ANNOUNCE = Prepared(
    update(Event)
    .where(Event.id == bindparam("event"))
    .values(
        announcement=bindparam("new_announcement"),
        announcement_translations=bindparam("new_translations", type_=_E.announcement_translations.type),
        announcement_until=bindparam("new_until"),
    )
)
_UNTRANSLATE = Prepared(
    delete(Translation).where(Translation.event_id == bindparam("event"), Translation.key == bindparam("key"))
)
_T = Translation.__table__.c
_TRANSLATED = Prepared(select(_T.language, _T.key, _T.original, _T.text).where(_T.event_id == bindparam("event")))
_UNTRANSLATE_IN = Prepared(
    delete(Translation).where(
        _T.event_id == bindparam("event"), _T.language == bindparam("spoken"), _T.key == bindparam("key")
    )
)
_STANDING = tuple(
    Prepared(
        select(model.id, said.label("said"))
        .join(Station, Station.id == model.station_id)
        .where(Station.event_id == bindparam("event"))
    )
    for model, said in ((Cluster, Cluster.title), (Statement, Statement.text))
)


def forget(store: Store, place: AnyRow, known: AnyRow, revision: int) -> bool:
    """Forget what was made of a contribution's wording, within the transaction that withdraws it.

    `place` is its station's locked row with the `event_id`, `known` its own row as it was before. What changes at the
    station gets this revision of it. Returns whether something changed that belongs to the whole event.
    """
    forgotten = Forgotten(store, place, known)
    _forget_in_statements(forgotten, revision)
    for texts in _AT_STATION:
        _forget_in(forgotten, texts, place.id, revision)
    _forget_in_languages(forgotten, revision)
    _forget_in_wordings(forgotten, revision)
    _forget_in_journal(forgotten)
    of_event = _forget_in_event(forgotten)
    _forget_in_translations(forgotten)
    return of_event


def _forget_in(forgotten: Forgotten, texts: _Texts, place: int, revision: int) -> None:
    for row in forgotten.store.all(texts.read, place=place):
        after = _after(forgotten, texts, row)
        if after is not None:
            forgotten.store.do(texts.write, row=row.id, **after, **({} if texts in _AT_EVENT else {"raised": revision}))
            if texts.model is Cluster:
                _untranslate(forgotten, row.title)
                if after["new_title"] == UNNAMED:  # others than hosts know it no more
                    forgotten.store.do(_INSIDE, cluster=row.id, raised=revision)


def _untranslate(forgotten: Forgotten, original: str) -> None:
    """Forget what a host's text was in other languages, in the table of the event's texts; organisers' own stay."""
    key = key_of(original)
    if key not in forgotten.own_keys:
        forgotten.store.do(_UNTRANSLATE, event=forgotten.place.event_id, key=key)


def _forget_in_translations(forgotten: Forgotten) -> None:
    """Forget translations that hold it, also of what themes and statements said before they were worded otherwise."""
    store, event_id = forgotten.store, forgotten.place.event_id
    others = [row for row in store.all(_TRANSLATED, event=event_id) if row.key not in forgotten.own_keys]
    if not others:
        return
    standing = {row.said: Of(row.id) for asked in _STANDING for row in store.all(asked, event=event_id)}
    for row in others:
        of = standing.get(row.original, FORMER)
        if forgotten.is_in(row.original, of) or forgotten.is_in(row.text, of):
            store.do(_UNTRANSLATE_IN, event=event_id, spoken=row.language, key=row.key)


def _after(forgotten: Forgotten, texts: _Texts, row: AnyRow) -> dict[str, Any] | None:
    """Return what a row holds without the wording; None where that is what it holds."""
    said = {name: getattr(row, name) for name in texts.written}
    of = Of(row.id, at_event=True, worded_at=row.worded_at) if texts in _AT_EVENT else Of(row.id)
    after = dict(said)
    for name in texts.texts:
        if said[name]:
            after[name] = forgotten.without(said[name], of) or texts.left.get(name, "")
    if after == said:
        return None
    if said[texts.texts[0]] and not after[texts.texts[0]]:
        after |= texts.gone
    return {f"new_{name}": value for name, value in after.items()}


def _forget_in_statements(forgotten: Forgotten, revision: int) -> None:
    """Statements rest on it no more, and one that only repeats it is removed with its translations."""
    store, id = forgotten.store, forgotten.known.id
    for row in forgotten.statements:
        of = Of(row.id)
        text = forgotten.without(row.text, of)
        kept = {} if text != row.text else row.translations  # other words need other translations
        translations = {code: left for code, said in kept.items() if (left := forgotten.without(said, of))}
        behind = {**row.behind, "contributions": [one for one in row.behind["contributions"] if one != id]}
        if text != row.text:
            _untranslate(forgotten, row.text)
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


def _forget_in_wordings(forgotten: Forgotten, revision: int) -> None:
    """Forget what hosts wrote at other contributions, and what was made of that in other languages.

    A text that then says nothing does not get its author's back, from which a host may have taken something out.
    """
    for row in forgotten.said:
        of, text, german, reason = Of(row.id), row.text, row.german, row.hidden_reason
        if row.original is not None and not forgotten.is_in(row.original, of):
            text = forgotten.without(text, of) or quoting.LEFT_OUT
        german = german and (forgotten.without(german, of) or None)
        reason = reason and (forgotten.without(reason, of) or None)
        if (text, german, reason) != (row.text, row.german, row.hidden_reason):
            forgotten.store.do(
                _WORD, row=row.id, new_text=text, new_german=german, new_hidden_reason=reason, raised=revision
            )
        if text != row.text:
            worded.drop_all(forgotten.store, row.id, revision)


def _forget_in_languages(forgotten: Forgotten, revision: int) -> None:
    """Forget hosts' wordings of other contributions in other languages; guests' are those guests'."""
    for row in forgotten.of_hosts:
        left = forgotten.without(row.text, Of(row.id))
        if left != row.text:
            held = {"new_text": left, "new_mark": row.made_of, "becomes": row.state}
            gone = {"new_text": "", "new_mark": "", "becomes": "withdrawn"}
            forgotten.store.do(_WORD_IN_LANGUAGE, row=row.id, raised=revision, **(held if left else gone))


def _forget_in_journal(forgotten: Forgotten) -> None:
    """Forget how things read before; what another author wrote in these words is told of that one's contribution."""
    own = {row.id: row.original or row.text for row in forgotten.said}

    def repeats(item: journal_words.Item) -> bool:
        of = Of(item["id"])
        said = own.get(item["id"], "") if item["noun"] == "contribution" else ""
        if not any(one != said and forgotten.is_in(one, of) for one in journal_words.texts_of(item)):
            return False
        return not forgotten.is_in(said, of)

    forgotten.words.forget(forgotten.known.id, repeats)


def _forget_in_event(forgotten: Forgotten) -> bool:
    """Forget what organisers made of it for the report, and an announcement; return whether there was anything."""
    store, event_id = forgotten.store, forgotten.place.event_id

    def rows() -> list[tuple[_Texts, AnyRow]]:
        return [(texts, row) for texts in _AT_EVENT for row in store.all(texts.read, place=event_id)]

    deed = store.first(_ANNOUNCED, event=event_id)
    announcing = Of(None, at_event=True, worded_at=deed and deed.done_at)
    event = store.one(_EVENT, event=event_id)
    announced = [event.announcement or "", *event.announcement_translations.values()]
    is_announced = any(forgotten.is_in(one, announcing) for one in announced)
    if not is_announced and all(_after(forgotten, texts, row) is None for texts, row in rows()):
        return False
    raise_event_revision(store, event_id)  # nobody else changes them from here on, so they are read anew
    for texts in _AT_EVENT:
        _forget_in(forgotten, texts, event_id, 0)
    event = store.one(_EVENT, event=event_id)
    if event.announcement:
        said = forgotten.without(event.announcement, announcing) or None
        kept = event.announcement_translations if said == event.announcement else {}  # other words, other translations
        others = {code: left for code, one in kept.items() if (left := forgotten.without(one, announcing))}
        until = event.announcement_until if said else None
        store.do(_ANNOUNCE, event=event_id, new_announcement=said, new_translations=others, new_until=until)
    return True
