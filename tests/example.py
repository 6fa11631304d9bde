"""Writes the example that `/house` shows on request: `python -m tests.example > facilitation/seed/example-2023.json`.

The day is lived through with the services, by the texts in `tests/data/`, and exported as any event is. Only the clock
is not real: it shows the afternoon of the conference.
"""

import contextlib
import datetime as dt
import itertools
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flask_migrate import upgrade

from facilitation import create_app, seed
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event, Station
from facilitation.services import (
    clusters,
    common_themes,
    contributions,
    events,
    feedback,
    measures,
    moderation,
    participants,
    recommendations,
    report_texts,
    rounds,
    statements,
    votes,
)
from facilitation.storage.transactions import writing
from facilitation.transfer import record, records
from tests.apps import config
from tests.conftest import new_id, read_lines

DAY = dt.datetime(2023, 11, 18, 13, 30, tzinfo=dt.UTC)
"""When the first round begins: 14:30 in Dresden."""
ROUND = dt.timedelta(minutes=30)
EXAMPLE = {
    "de": "Beispiel: ",
    "ar": "مثال: ",
    "en": "Example: ",
    "es": "Ejemplo: ",
    "fa": "نمونه: ",
    "fr": "Exemple\u202f: ",
    "pl": "Przykład: ",
    "ru": "Пример: ",
    "tr": "Örnek: ",
    "uk": "Приклад: ",
    "vi": "Ví dụ: ",
    "zh": "示例：",
}
"""What stands before the title, with its language's colon, so that every screen and every file says what it is."""
STATEMENTS = {
    1: {
        "Räume": "Vereine brauchen Räume, die sie abends und am Wochenende bezahlen können.",
        "Verlässliche Förderung": "Förderung über mehrere Jahre statt immer nur für eines.",
        "Anträge und Abrechnung": "Anträge und Abrechnungen sollen so einfach sein, dass man sie im Ehrenamt schafft.",
    },
    2: {
        "Ansprechperson und Einblick": "Eine feste Ansprechperson in jedem Amt, die auch erklärt, wer sonst zuständig "
        "ist.",
        "Sprache": "Sprachmittlung für Termine, damit nicht Kinder übersetzen.",
        "Rassismus und Beschwerden": "Eine Stelle für Beschwerden, die unabhängig von der Verwaltung ist.",
    },
    3: {
        "Wahlen und Demokratie": "Wer hier lebt, soll mitbestimmen können, auch ohne deutschen Pass.",
        "Jugend": "Jugendliche entscheiden mit, mit eigenem Budget.",
        "Frauen und Kinderbetreuung": "Kinderbetreuung bei Treffen, sonst fehlen vor allem Frauen.",
    },
}
"""Key statements of each station, by the themes they rest on."""
STEPS = {
    1: (("Schulräume für Vereine öffnen und eine Raumbörse anlegen", "Stadt und Vereine", "Sommer 2024"),),
    2: (("Eine Liste der Ansprechpersonen veröffentlichen", "Integrationsbeauftragte", "März 2024"),),
    3: (("Ein Wahlforum der Vereine vorbereiten", "Dachverband", "Mai 2024"),),
}
QUESTIONS = {1: "Wer zahlt die Betriebskosten der Räume?", 2: "Wer schult die Ämter?", 3: "Was darf der Beirat?"}


class Clock:
    """The hour as the example has it."""

    def __init__(self) -> None:
        self.at = DAY

    def now(self) -> dt.datetime:
        """Return this moment, a second later each time."""
        self.at += dt.timedelta(seconds=1)
        return self.at


def plan() -> dict[str, Any]:
    """Return the Dresden event's plan, called an example in each of its languages."""
    own = seed.plan()
    title = f"{EXAMPLE[own['language']]}{own['title']}"
    said = {
        code: {**texts, title: f"{EXAMPLE[code]}{texts.get(own['title'], own['title'])}"}
        for code, texts in own["translations"].items()
    }
    return {**own, "slug": "beispiel", "title": title, "translations": said, "delete_on": "2030-01-01"}


def live(event: Event, clock: Clock) -> None:
    """Let the day pass: three rounds, themes, statements, next steps, dots, survey, and what organisers write."""
    organiser = Actor(event.id, organiser=True)
    stations = {station.position: station for station in event.stations}
    lines = read_lines("contributions.jsonl")
    people = [
        participants.join(event, language="de", joined_at=DAY - dt.timedelta(hours=1)).id for _ in range(most(lines))
    ]
    written: dict[int, str] = {}
    for position in (1, 2, 3):
        clock.at = DAY + (position - 1) * ROUND
        rounds.start(organiser, position)
        for line in (one for one in lines if one["round"] == position):
            written[line["index"]] = write(event, stations[line["station"]], people, line)
        rounds.end(organiser)
    give_dots(event, people, lines, written)
    themes = sum_up(organiser, stations, written)
    survey(event, organiser, people)
    report(organiser, themes)
    with writing() as session:
        session.get_one(Event, event.id).phase = "after"


def most(lines: list[dict[str, Any]]) -> int:
    """Return how many people the dots of the fullest station need, at three each."""
    given = [sum(one["votes"] for one in lines if one["station"] == station) for station in (1, 2, 3)]
    return max(-(-max(given) // 3) + 20, 60)


def write(event: Event, station: Station, people: list[int], line: dict[str, Any]) -> str:
    """Write a contribution, and its German translation where it has one."""
    id, author = new_id(), Actor(event.id, people[line["index"] % len(people)])
    said = {"text": line["text"], "kind": line["kind"], "language": line["lang"]}
    contributions.add(author, station.slug, id=id, table=line["index"] % station.tables + 1, **said)
    if german := line.get("german_translation"):
        host = Actor(event.id, hosts=frozenset({station.id}))
        moderation.word_in_german(host, id, text=german, was=None)
    return id


def give_dots(event: Event, people: list[int], lines: list[dict[str, Any]], written: dict[int, str]) -> None:
    """Give each contribution its dots, no person more than three at a station."""
    for station in (1, 2, 3):
        left = itertools.cycle(people)
        for line in sorted((one for one in lines if one["station"] == station), key=lambda one: -one["votes"]):
            for _ in range(line["votes"]):
                votes.set(Actor(event.id, next(left)), written[line["index"]], on=True)


def sum_up(organiser: Actor, stations: dict[int, Station], written: dict[int, str]) -> dict[str, str]:
    """Sort contributions into themes, and write statements, questions and next steps; return the themes' ids."""
    themes: dict[str, str] = {}
    for one in (theme for theme in read_lines("themes.jsonl") if theme["size"] == "broad"):
        station, id = stations[one["station"]], new_id()
        clusters.add(organiser, station.id, id=id, title=one["title"])
        clusters.put(organiser, [written[index] for index in one["contributions"]], id)
        themes[one["title"]] = id
    for position, station in stations.items():
        for theme, text in STATEMENTS[position].items():
            behind = {"clusters": [themes[theme]], "contributions": []}
            statements.add(organiser, station.id, id=new_id(), text=text, round_position=None, behind=behind)
        asked = QUESTIONS[position]
        statements.add(organiser, station.id, id=new_id(), text=asked, round_position=None, kind="question")
        for what, who, by_when in STEPS[position]:
            measures.add(organiser, station.id, id=new_id(), what=what, who=who, by_when=by_when, state="agreed")
    return themes


def survey(event: Event, organiser: Actor, people: list[int]) -> None:
    """Let people answer the survey, and close it."""
    feedback.begin(organiser)
    count = len(feedback.questions(event))
    for person, line in zip(people, read_lines("feedback.jsonl"), strict=False):
        scale = {str(n): line[f"q{n}"] for n in range(1, count + 1) if line.get(f"q{n}")}
        feedback.set(Actor(event.id, person), scale=scale, text=line.get("text") or "", language=line["lang"])
    feedback.end(organiser)


def report(organiser: Actor, themes: dict[str, str]) -> None:
    """Write what organisers write around the results."""
    said = {
        "introduction": "Dieses Beispiel zeigt einen Bericht, wie er nach einem World Café entsteht. Die Beiträge sind "
        "erfunden; so hätten sie am 18. November 2023 in Dresden geschrieben werden können.",
        "summary": "Vereine wünschen sich vor allem Räume, verlässliche Förderung und feste Ansprechpersonen. Sie "
        "bieten an, Räume zu teilen, zu übersetzen und Ämter zu beraten.",
    }
    for name, text in said.items():
        report_texts.write(organiser, name=name, language="de", text=text, known=0)
    shared = [themes[title] for title in ("Mehrsprachige Informationen", "Sprache")]
    text = "An zwei Stationen geht es darum, dass Menschen verstehen, was Ämter schreiben."
    common_themes.write(organiser, id=new_id(), title="Sprache verstehen", text=text, clusters=shared, known=0)
    recommendations.write(
        organiser,
        id=new_id(),
        what="Schulräume abends für Vereine öffnen",
        why="Bezahlbare Räume bekamen an Station 1 die meisten Punkte.",
        responsibility="Stadt",
        horizon="short",
        known=0,
    )


@contextlib.contextmanager
def made() -> Iterator[tuple[Event, Clock]]:
    """Make the event in a folder of its own, at its own hour."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder, patch("facilitation.clock.now", clock.now):
        app = create_app(config(Path(folder)))
        with app.test_request_context():
            upgrade()
            yield events.create(plan(), today=DAY.date()), clock


def main() -> None:
    """Write the record to the standard output."""
    with made() as (event, clock):
        live(event, clock)
        told = records.read(db.session.get_one(Event, event.id))
        steps = record.build({**told, "codes": []})  # each house has its own
        while True:
            try:
                next(steps)
            except StopIteration as end:
                sys.stdout.buffer.write(end.value)
                return


if __name__ == "__main__":
    main()
