"""Counts the words of the contributions, and how many contributions say each, for the wall's cloud.

A contribution counts once for a word. Words of one stem are one (Verein, Vereine), shown as most people wrote it; a
word that names all genders stays one word (Migrant*innen). Where there is a German wording, it counts in place of the
original. Stop words, fillers, bare numbers, single letters and addresses do not count. German nouns begin with a
capital letter; a German word that is no noun counts only where several say it, because most of these say little alone
(gibt, viele, bitte).
"""

from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import regex
from sqlalchemy import select

from facilitation.extensions import db
from facilitation.models import Contribution, Event, Station
from facilitation.phone_numbers import COUNTRY
from facilitation.queries.covering import covered
from facilitation.queries.fillers import is_filler
from facilitation.queries.likeness.words import HIDDEN, words_of
from facilitation.storage import turns

MOST = 60
"""Words in the cloud; a wall has no room for more."""
LONGEST = 32
"""Letters of a word; a longer one could not be read from the last row."""
LEAST_UNSPACED = 2
"""Contributions that must share a pair of signs in a script without spaces, where most pairs are no words."""
LEAST_SMALL = 4
"""Contributions that must share a German word that is no noun."""
TURN = 100
"""Rows read before other requests have their turn; they take less than 2 ms."""
AT_ONCE = 16
"""Texts counted in one step; a new one takes a tenth of a millisecond."""

_HALF = regex.compile(r"[-\u2010\u2011](?=\s|$)")
"""What ends half a word, as in "Integrations- und Ausländerbeirat": it says nothing alone."""
_ADDRESS = regex.compile(r"\S+\.\p{L}{2,}(?:/\S*)?")
_BEGINS = regex.compile(r"(?:^|[.!?:…\n])[\s\p{P}]*$")
"""What stands before the first word of a sentence."""
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


class CloudText(NamedTuple):
    """A visible contribution: its text, or its German wording, its station's position, and its event's country.

    `language` is that of `text`, `written_in` the one in which it was written (None: the same).
    """

    text: str
    language: str
    station: int
    country: str = COUNTRY
    written_in: str | None = None


@dataclass(frozen=True)
class CloudWord:
    """A word that `count` contributions say, most of them at `station` (a position)."""

    text: str
    language: str
    count: int
    station: int


@dataclass
class _Stem:
    """What is counted of a stem; `first` is where it was said first: the contribution, and the place in it."""

    first: tuple[int, int]
    written: Counter[str] = field(default_factory=Counter)
    stations: Counter[int] = field(default_factory=Counter)
    noun: bool = False


def said(event_id: int, station_slug: str | None = None) -> list[CloudText]:
    """Read the visible contributions of an event, or of one of its stations, in the order in which they came."""
    told = Contribution.text, Contribution.german, Contribution.language, Station.position, Event.country
    of_event = select(*told).join(Station, Contribution.station_id == Station.id).join(Event)
    wanted = of_event.where(Station.event_id == event_id, Contribution.state == "visible")
    if station_slug is not None:
        wanted = wanted.where(Station.slug == station_slug)
    ordered = wanted.order_by(Contribution.created_at, Contribution.id).execution_options(yield_per=TURN)
    found = []
    for rows in db.session.execute(ordered).partitions():
        found += [
            CloudText(row.text, row.language, row.position, row.country)
            if row.german is None or row.language.split("-")[0] == "de"
            else CloudText(row.german, "de", row.position, row.country, row.language)
            for row in rows
        ]
        turns.give()
    return found


def languages(several: Iterable[CloudText]) -> int:
    """Return in how many languages they were written, as the harvest counts: a German wording is no other language."""
    return len({one.written_in or one.language for one in several})


def words(several: Iterable[CloudText]) -> Generator[None, None, list[CloudWord]]:
    """Find the words that most contributions say, at most MOST, in the order in which they were first said.

    So a word keeps its place when others are added. Between two steps other requests may have their turn.
    """
    stems: dict[tuple[str, str], _Stem] = {}
    for number, one in enumerate(several, start=1):
        language, text = (
            one.language.split("-")[0],
            _ADDRESS.sub(" ", covered(one.text, one.country, confirmed=False, mask=" ")),
        )
        for word in words_of(text, language):
            if _HALF.match(text, word.end):
                continue
            written = HIDDEN.sub("", text[word.start : word.end])
            if written[0].isdigit() or len(written) > LONGEST or is_filler(written, word.stem, language):
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
    """How many contributions must say a word for it to be shown."""
    if _UNSPACED.match(next(iter(stem.written))):
        return LEAST_UNSPACED
    return 1 if language != "de" or stem.noun else LEAST_SMALL


def _word(language: str, stem: _Stem) -> CloudWord:
    """The word as most people wrote it; of two equally common forms the one with a capital letter."""
    most = stem.written.most_common(1)[0][1]
    text = min(one for one, count in stem.written.items() if count == most)
    return CloudWord(text, language, stem.stations.total(), stem.stations.most_common(1)[0][0])
