"""Has contributions translated by the organisers' own translator, as long as phones read languages they are not in.

One text is with the translator at a time, and only this thread waits for it. What is newest comes first, of the
languages those that most phones read: it stands at the top of their screens. Each text and language is asked for once;
what comes back and cannot be believed is asked for twice more, much later, and a translator that is away is left alone
for a while, longer each time. Nothing is kept of what waits: each look finds it anew.
"""

import logging
import math
import time
from collections import deque
from itertools import zip_longest

from cachetools import LRUCache
from flask import current_app

from facilitation import bounds, broadcasts
from facilitation.config import Config
from facilitation.i18n import believable, translator
from facilitation.i18n.no_draft import Away, NotTranslated
from facilitation.i18n.translator import Translator
from facilitation.memory import remembered
from facilitation.offload import offload
from facilitation.queries import machine_drafts as questions
from facilitation.queries.machine_drafts import Place, Unsaid
from facilitation.services import machine_drafts
from facilitation.services.committed import Committed
from facilitation.storage.statements import Store, reading

MINUTE = 60.0
AT_ONCE = 5
"""Texts that are translated before it is looked again who reads what."""
SETTLED_SECONDS = 30.0
"""Seconds after which a station at which nothing was to do is looked at again, even if nothing changed there."""
PAUSES = (120.0, 1_200.0)
"""Seconds until a text of which nothing could be believed is asked for again, each time; after that it never is."""
FIRST_AWAY, LONGEST_AWAY = 2.0, 120.0
"""Seconds for which a translator that is away is left alone; each time twice as long."""
WORTH_COMPARING = 20
"""Characters from which on two contributions that say the same are no chance."""

log = logging.getLogger(__name__)

Key = tuple[str, str, str]
"""A contribution, a language, and the mark of the text."""


class State:
    """What is remembered of the translator."""

    def __init__(self) -> None:
        self.refused: LRUCache[Key, tuple[int, float]] = LRUCache(bounds.DRAFTS_REFUSED)
        self.asked: dict[int, deque[float]] = {}
        self.settled: dict[int, tuple[int, frozenset[str], float]] = {}
        self.away_until = 0.0
        self.away_for = FIRST_AWAY

    def clear(self) -> None:
        """Forget all of it."""
        self.refused.clear()
        self.asked.clear()
        self.settled.clear()
        self.away_until, self.away_for = 0.0, FIRST_AWAY


_state = remembered(State())


def look() -> None:
    """Have some contributions translated, if there are a translator, readers, and events at which that is wanted."""
    config: Config = current_app.extensions["config"]
    machine = translator.chosen(config)
    if machine is None or time.monotonic() < _state.away_until:
        return
    readers = broadcasts.readers()
    if not readers:
        return
    try:
        for place, one in _first(machine, readers)[:AT_ONCE]:
            _draft(machine, place, one)
            _state.away_for = FIRST_AWAY
    except Away as away:
        if _state.away_for == FIRST_AWAY:
            log.warning("There are no machine drafts for now: the translator is away (%s).", away)
        _state.away_until = time.monotonic() + _state.away_for
        _state.away_for = min(2 * _state.away_for, LONGEST_AWAY)


def _first(machine: Translator, readers: dict[int, dict[str, int]]) -> list[tuple[Place, Unsaid]]:
    """Return what is to be translated first, station by station in turns. Raises Away."""
    with reading() as store:
        places = [one for one in questions.places(store) if one.id in readers and not _is_settled(one, readers)]
        found = {place: _unsaid(store, place, readers[place.id]) for place in places}
    waiting = []
    for place, unsaid in found.items():
        left = [one for one in unsaid if _may_ask(one) and machine.can(one.source, one.target)]
        if not left:
            until = time.monotonic() + SETTLED_SECONDS
            _state.settled[place.id] = place.revision, frozenset(readers[place.id]), until
        waiting.append([(place, one) for one in left] if _has_budget(place.event_id) else [])
    return [one for row in zip_longest(*waiting) for one in row if one is not None]


def _unsaid(store: Store, place: Place, languages: dict[str, int]) -> list[Unsaid]:
    """Return what nobody has said in the languages that are read, the newest contributions first."""
    most = sorted(languages, key=lambda language: (-languages[language], language))
    by_language = [questions.unsaid(store, place, language) for language in most]
    return [one for row in zip_longest(*by_language) for one in row if one is not None]


def _draft(machine: Translator, place: Place, one: Unsaid) -> None:
    """Have a text translated, and store it where it can be believed. Raises Away."""
    if not _has_budget(place.event_id):
        return
    try:
        sent = believable.to_send(one.text)
        _state.asked.setdefault(place.event_id, deque(maxlen=bounds.DRAFTS_A_MINUTE)).append(time.monotonic())
        said = machine.translate(sent, one.source, one.target)
        text = offload(believable.believed, said, sent, one.source, one.target)
        _check_others(place, one, text)
    except Away:  # perhaps for this text alone, which must not come first each time
        times, _ = _state.refused.get(_key(one), (0, 0.0))
        _state.refused[_key(one)] = times, time.monotonic() + PAUSES[0]
        raise
    except NotTranslated:
        _refuse(one)
        return
    _tell(place, machine_drafts.keep(one.contribution_id, one.target, text=text, made_of=one.made_of))


def _check_others(place: Place, one: Unsaid, text: str) -> None:
    """Raise NotTranslated where this is what another text says, or means: of two drafts nobody knows which is right."""
    if len(text) < WORTH_COMPARING:
        return
    with reading() as store:
        says_so, drafted = questions.other_than(store, place, one, text)
    if drafted is not None:
        _tell(place, machine_drafts.drop(drafted, one.target))
    if says_so or drafted is not None:
        raise NotTranslated("it belongs to another text")


def _tell(place: Place, committed: Committed[None] | None) -> None:
    if committed is not None:
        broadcasts.tell(place.event_id, committed)


def _is_settled(place: Place, readers: dict[int, dict[str, int]]) -> bool:
    revision, languages, until = _state.settled.get(place.id, (-1, frozenset(), 0.0))
    return revision == place.revision and languages >= readers[place.id].keys() and time.monotonic() < until


def _has_budget(event_id: int) -> bool:
    asked = _state.asked.get(event_id, ())
    return sum(time.monotonic() - moment < MINUTE for moment in asked) < bounds.DRAFTS_A_MINUTE


def _may_ask(one: Unsaid) -> bool:
    _, later = _state.refused.get(_key(one), (0, 0.0))
    return time.monotonic() >= later


def _refuse(one: Unsaid) -> None:
    times, _ = _state.refused.get(_key(one), (0, 0.0))
    pause = PAUSES[times] if times < len(PAUSES) else math.inf
    _state.refused[_key(one)] = times + 1, time.monotonic() + pause


def _key(one: Unsaid) -> Key:
    return one.contribution_id, one.target, one.made_of
