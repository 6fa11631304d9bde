"""Makes a whole event of a few wishes: stations, rounds, programme, ground rules and survey, ready to be held.

It knows no database: a plan has the shape of `seed/dresden-2023.json`, and `events.create` stores both alike.
"""

import datetime as dt
import functools
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from facilitation import bounds
from facilitation.colours import station_band
from facilitation.errors import CafeError
from facilitation.i18n.language_codes import VARIANTS
from facilitation.services import programme

TEXTS = Path(__file__).with_name("starting_texts.json")
"""What a new event says, in German, and what it is in other languages, by their codes."""
SLUG_LENGTH = 60
"""Letters of an address at most, before the number that makes it one of its own."""
_TITLES = ("Sammeln", "Vertiefen", "Lösungen", "Verabreden")
_PROMPTS = {
    "Sammeln": "Was erleben wir? Was gelingt schon, was nicht?",
    "Vertiefen": "Woran liegt das? Wer sieht es anders?",
    "Lösungen": "Was würde wirklich helfen?",
    "Verabreden": "Was verabreden wir? Wer macht was bis wann?",
}
"""What a round is for, after the hosting guide's questions: what is, why, what would help, what now."""
_BY_ROUNDS = {1: (0,), 2: (0, 3), 3: (0, 2, 3), 4: (0, 1, 2, 3)}
QUESTION = "Was ist uns bei diesem Thema wichtig – und was soll sich ändern?"
TOPIC = "Thema {n}"
ETIQUETTE = (
    "Im Mittelpunkt steht, was wichtig ist",
    "Eigene Gedanken und Erfahrungen beitragen",
    "Zuhören, um zu verstehen",
    "Ideen verbinden",
    "Schreiben und malen ist erwünscht",
    "Auf die Zeit achten und Freude haben",
)
SURVEY = (
    "Ich bin mit der Veranstaltung insgesamt zufrieden.",
    "Ich konnte meine Themen im World Café einbringen.",
    "Ablauf, Moderation und Technik haben gut funktioniert.",
    "Ich bin zuversichtlich, dass aus den Ergebnissen etwas entsteht.",
)
FREE_TEXT = "Was möchten Sie uns noch mitgeben? (freiwillig, bitte keine Namen)"
_BEFORE = (("arrival", "Ankommen", 30), ("talk", "Begrüßung", 20))
_AFTER = (("presentation", "Präsentation der Ergebnisse", 30), ("feedback", "Feedback", 15), ("close", "Ausklang", 15))
_INTRODUCTION, _VOTING, _HARVEST = 10, 15, 10
"""Minutes of what stands around the rounds."""
_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}


class Wishes(NamedTuple):
    """What is asked of whoever begins an event. `begins` is a minute of the day; `minutes` and `change` are a round's.

    `tables` are those of each station. `languages` are codes, the event's own among them.
    """

    title: str
    day: dt.date
    begins: int
    place: str
    stations: int
    tables: int
    rounds: int
    minutes: int
    change: int
    language: str
    languages: tuple[str, ...]
    slug: str = ""


Say = Callable[[str], str]


def plan(wishes: Wishes, *, taken: Collection[str] = ()) -> dict[str, Any]:
    """Return the whole event as `events.create` takes it; `taken` are addresses that other events have.

    Raises CafeError `plan_too_long` (latest: when it would have to begin), `address_taken` (free).
    """
    say = _in(wishes.language)
    day, inner = _day(wishes)
    slug = wishes.slug or free_slug(wishes.title, wishes.day, taken)
    if slug in taken:
        raise CafeError("address_taken", slug=slug, mend=free_slug(slug, wishes.day, taken), field="slug")
    made: dict[str, Any] = {
        "slug": slug,
        "title": wishes.title,
        "date": wishes.day.isoformat(),
        "timezone": "Europe/Berlin",
        "language": wishes.language,
        "languages": list(dict.fromkeys([wishes.language, *wishes.languages])),
        "place": {"name": wishes.place, "street": "", "postcode": "", "city": "", "directions": ""},
        "organiser": "",
        "addressee": "",
        "aims": [],
        "etiquette": [say(line) for line in ETIQUETTE],
        "programme": [_line(say, *line) for line in day],
        "world_cafe": [_line(say, *line) for line in inner],
        "stations": [_station(say, wishes, n) for n in range(1, wishes.stations + 1)],
        "feedback": {"questions": [say(one) for one in SURVEY], "free_text": say(FREE_TEXT)},
    }
    for n, line in enumerate((one for one in made["world_cafe"] if one["kind"] == "round"), start=1):
        line["position"] = n
    return {**made, "translations": _translations(wishes, made["languages"])}


def length(wishes: Wishes) -> int:
    """Return how many minutes the whole day lasts."""
    return sum(minutes for *_, minutes in (*_BEFORE, *_AFTER)) + _cafe_minutes(wishes)


def free_slug(title: str, day: dt.date, taken: Collection[str]) -> str:
    """Return an address made of a title, which no event has yet; of the day where it has no Latin letters."""
    plain = "".join(_LETTERS.get(letter, letter) for letter in title.casefold())
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    begin = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].strip("-") or f"cafe-{day.isoformat()}"
    several = (begin, *(f"{begin}-{n}" for n in range(2, len(taken) + 3)))
    return next(one for one in several if one not in taken)


def _cafe_minutes(wishes: Wishes) -> int:
    rounds = wishes.rounds * wishes.minutes + (wishes.rounds - 1) * wishes.change
    return _INTRODUCTION + rounds + _VOTING + _HARVEST


Line = tuple[str, str, int, int]
"""What kind of line, its title, and the minutes of the day between which it lasts."""


def _day(wishes: Wishes) -> tuple[list[Line], list[Line]]:
    """Return the lines of the day and those within its World Café. Raises CafeError `plan_too_long`."""
    if wishes.begins + length(wishes) > programme.LAST:
        latest = programme.LAST - length(wishes)
        if latest < 0:
            raise CafeError("plan_too_long", hours=length(wishes) // 60, latest="", field="rounds")
        said = programme.clock(latest - latest % 5)
        raise CafeError("plan_too_long", hours=length(wishes) // 60, latest=said, mend=said, field="begins")
    after = wishes.begins + sum(minutes for *_, minutes in _BEFORE)
    cafe = [
        ("intro", "Einführung und erster Beitrag", _INTRODUCTION),
        *_rounds(wishes),
        ("voting", "Pause und Punkte vergeben", _VOTING),
        ("harvest", "Kernaussagen bestätigen", _HARVEST),
    ]
    day = [*_BEFORE, (programme.CAFE, "World Café", _cafe_minutes(wishes)), *_AFTER]
    return list(_one_after_another(day, wishes.begins)), list(_one_after_another(cafe, after))


def _one_after_another(parts: Iterable[tuple[str, str, int]], begin: int) -> Iterable[Line]:
    for kind, title, minutes in parts:
        if minutes:
            yield kind, title, begin, begin + minutes
        begin += minutes


def _rounds(wishes: Wishes) -> Iterable[tuple[str, str, int]]:
    for n, title in enumerate(_titles(wishes.rounds)):
        if n:
            yield "change", "Wechsel", wishes.change
        yield "round", title, wishes.minutes


def _titles(rounds: int) -> list[str]:
    """Return what each round is for: the first gathers, the last agrees."""
    if rounds in _BY_ROUNDS:
        return [_TITLES[n] for n in _BY_ROUNDS[rounds]]
    return [_TITLES[0], *[_TITLES[1]] * (rounds - 3), *_TITLES[2:]]


def _line(say: Say, kind: str, title: str, begin: int, end: int) -> dict[str, Any]:
    return {"starts": programme.clock(begin), "ends": programme.clock(end), "kind": kind, "title": say(title)}


def _station(say: Say, wishes: Wishes, n: int) -> dict[str, Any]:
    title = say(TOPIC).format(n=n)
    return {
        "slug": f"station-{n}",
        "position": n,
        "sign": n,
        "colour": f"#{station_band(n).lower()}",
        "short_title": title,
        "title": title,
        "question": say(QUESTION),
        "prompts": [say(_PROMPTS[one]) for one in _titles(wishes.rounds)],
        "description": "",
        "tables": wishes.tables,
    }


def _translations(wishes: Wishes, codes: Collection[str]) -> dict[str, dict[str, str]]:
    """Return what the plan says in each further language that is known, by originals in the event's own."""
    own = _in(wishes.language)
    said: dict[str, dict[str, str]] = {}
    variants = [variant for variant, language in VARIANTS.items() if language in codes]
    for code in (*codes, *variants):
        if code != wishes.language and (code in _texts() or code == "de"):
            say = _in(code)
            said[code] = {own(text): say(text) for text in _said(wishes)}
            said[code] |= {own(TOPIC).format(n=n): say(TOPIC).format(n=n) for n in range(1, wishes.stations + 1)}
    return said


def _said(wishes: Wishes) -> list[str]:
    day, inner = _day(wishes)
    prompts = [_PROMPTS[one] for one in _titles(wishes.rounds)]
    return [*ETIQUETTE, *SURVEY, FREE_TEXT, QUESTION, *prompts, *(title for _, title, *_ in (*day, *inner))]


def _in(language: str) -> Say:
    """Return what says a German text in a language; in one that is not known, English."""
    if language == "de":
        return lambda text: text
    known = _texts().get(language) or _texts()["en"]
    return lambda text: known[text]


@functools.cache
def _texts() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = json.loads(TEXTS.read_text(encoding="utf-8"))
    return read


def languages() -> list[str]:
    """Return the languages in which a new event can speak."""
    return ["de", *(code for code in _texts() if code not in VARIANTS)]


MOST = {
    "stations": (1, bounds.MOST_STATIONS),
    "tables": (1, bounds.MOST_TABLES),
    "rounds": (1, bounds.MOST_ROUNDS),
    "minutes": (1, bounds.LONGEST_ROUND),
    "change": (0, bounds.MOST_MINUTES),
}
"""How many there may be of what is counted, by the names of `Wishes`."""
