"""The words of the hall: what contributions say, and how many of them say it, for the wall's cloud.

A word is counted once a contribution. Words of one stem are one (Verein, Vereine), shown as most people wrote it, and
what names all genders stays one word (Migrant*innen). Where there is a German wording, it is counted in place of the
original; stop words, bare numbers, single letters and addresses are not counted. German writes its nouns with a capital
letter: what is none must be said by several to be told, for most of it says little by itself (gibt, viele, bitte).
"""

import time
from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import regex
from sqlalchemy import select

from facilitation.extensions import db
from facilitation.models import Contribution, Station
from facilitation.queries.likeness.words import words_of
from facilitation.text import masked

MOST = 60
"""More than a wall has room for."""
LONGEST = 32
"""Letters; longer ones are nothing that people would read from the last row."""
LEAST_UNSPACED = 2
"""Contributions that must say a pair of signs: where no spaces stand, most pairs are no words."""
LEAST_SMALL = 4
"""Contributions that must say a German word that is no noun."""
_FILLERS = """
bitte brauchen braucht danach darf dürfen eher einfach fehlen fehlt finden findet ganz geben gehen geht gerne
gibt gut gute guter gutes haben immer jemand kein keine kommen kommt lassen leider machen macht mehr mehrere
müssen neu neue neuen neuer niemand nie nur oft schon sehr sogar sollen sollte sollten statt viel viele vielen
wäre weniger wenig werden wissen wollen würde wünschen
"""
FILLERS = frozenset(_FILLERS.split())
"""German words that no list of stop words takes out, and that say little beside each other."""
TURN = 100
"""Rows that are read in less than 2 ms."""
AT_ONCE = 16
"""Texts in one step; new ones take a tenth of a millisecond each."""

_ADDRESS = regex.compile(r"\S+\.\p{L}{2,}(?:/\S*)?")
_BEGINS = regex.compile(r"(?:^|[.!?:…\n])[\s\p{P}]*$")
"""What stands before the first word of a sentence."""
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


class CloudText(NamedTuple):
    """A visible contribution: its text, or the German wording of it, and the station's position."""

    text: str
    language: str
    station: int


@dataclass(frozen=True)
class CloudWord:
    """A word: `count` contributions say it, most of them at `station` (a position)."""

    text: str
    language: str
    count: int
    station: int


@dataclass
class _Stem:
    """What is known of a stem; `first` is where it was first said: which contribution, and where in it."""

    first: tuple[int, int]
    written: Counter[str] = field(default_factory=Counter)
    stations: Counter[int] = field(default_factory=Counter)
    noun: bool = False


def said(event_id: int, station_slug: str | None = None) -> list[CloudText]:
    """What is visible at an event, or at one of its stations, in the order in which it came."""
    of_event = select(Contribution.text, Contribution.german, Contribution.language, Station.position).join(
        Station, Contribution.station_id == Station.id
    )
    wanted = of_event.where(Station.event_id == event_id, Contribution.state == "visible")
    if station_slug is not None:
        wanted = wanted.where(Station.slug == station_slug)
    ordered = wanted.order_by(Contribution.created_at, Contribution.id).execution_options(yield_per=TURN)
    found = []
    for rows in db.session.execute(ordered).partitions():
        found += [
            CloudText(row.text, row.language, row.position)
            if row.german is None or row.language.split("-")[0] == "de"
            else CloudText(row.german, "de", row.position)
            for row in rows
        ]
        time.sleep(0)  # under eventlet nothing else would run
    return found


def words(several: Iterable[CloudText]) -> Generator[None, None, list[CloudWord]]:
    """The words that most contributions say, in the order in which they were first said, so that each keeps its place.

    Between two steps others may have their turn.
    """
    stems: dict[tuple[str, str], _Stem] = {}
    for number, one in enumerate(several, start=1):
        language, text = one.language.split("-")[0], _ADDRESS.sub(" ", masked(one.text, " "))
        for word in words_of(text, language):
            written = text[word.start : word.end]
            if written[0].isdigit() or len(written) > LONGEST or (language == "de" and written.casefold() in FILLERS):
                continue
            stem = stems.setdefault((language, word.stem), _Stem((number, word.start)))
            stem.written[written] += 1
            stem.stations[one.station] += 1
            stem.noun = stem.noun or (written[0].isupper() and not _BEGINS.search(text, 0, word.start))
        if number % AT_ONCE == 0:
            yield
    counted = [
        (stem.first, _word(language, stem))
        for (language, _), stem in stems.items()
        if stem.stations.total() >= _least(language, stem)
    ]
    strongest = sorted(counted, key=lambda one: (-one[1].count, one[0]))[:MOST]
    return [word for _, word in sorted(strongest, key=lambda one: one[0])]


def _least(language: str, stem: _Stem) -> int:
    """So many must say it."""
    if _UNSPACED.match(next(iter(stem.written))):
        return LEAST_UNSPACED
    return 1 if language != "de" or stem.noun else LEAST_SMALL


def _word(language: str, stem: _Stem) -> CloudWord:
    """As most people wrote it; with a capital letter where that is as common, for nouns have one in German."""
    most = stem.written.most_common(1)[0][1]
    text = min(one for one, count in stem.written.items() if count == most)
    return CloudWord(text, language, stem.stations.total(), stem.stations.most_common(1)[0][0])
