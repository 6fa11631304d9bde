"""A full day: an event of twelve stations in four languages and their variant, with all that people can leave behind.

Usage: `python -m tests.load.full_day HOW_MANY` makes it in DATA_DIR, with so many contributions, and prints its slug.
"""

import io
import itertools
import random
import sys
from typing import Any

from facilitation import clock, create_app, seed
from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import (
    HORIZONS,
    REPORT_TEXTS,
    Cluster,
    CommonTheme,
    Contribution,
    Event,
    FeedbackAnswer,
    Measure,
    Participant,
    Recommendation,
    ReportText,
    Statement,
    Station,
    Vote,
    Wording,
)
from facilitation.models.wording import mark_of
from facilitation.services import events, feedback, photos, rounds, translations
from facilitation.storage.transactions import writing
from tests import camera
from tests.conftest import new_id, texts

SLUG = "voller-tag"
STATIONS, LANGUAGES, PEOPLE = 12, ("de", "en", "ar", "uk"), 150
SAID = (
    "Wir brauchen Räume, die nichts kosten und auch am Abend offen sind, für alle, die sich engagieren",
    "Anträge sollen so einfach sein, dass man sie ohne Hilfe ausfüllen kann, auch in anderen Sprachen",
    "Wer gut vernetzt ist, bekommt Geld; wer neu ist, erfährt nicht einmal, dass es welches gibt",
)
"""What stands in clusters, statements and steps, each with a number behind it."""


def plan() -> dict[str, Any]:
    """The Dresden event's plan with each station four times, each time as another one."""
    made = seed.plan()
    stations = [
        {
            **station,
            "slug": f"{station['slug']}-{place}",
            "position": place,
            "sign": place,
            "tables": 4,
            **{name: f"{station[name]} ({place})" for name in ("short_title", "title", "question", "description")},
        }
        for place, station in enumerate(itertools.islice(itertools.cycle(made["stations"]), STATIONS), start=1)
    ]
    kept = {code: said for code, said in made["translations"].items() if code.split("@")[0] in LANGUAGES}
    return {**made, "slug": SLUG, "stations": stations, "languages": list(LANGUAGES), "translations": kept}


def make(contributions: int) -> Event:
    """Create it, filled as at the end of its day; its survey is open."""
    event = events.create(plan(), today=clock.now().date())
    said = translations.every(event.id)
    with writing() as session:
        translations.add(
            session,
            event.id,
            {
                code: {
                    own.original: f"{own.original[: own.limit - 5]} {code[:2]}"
                    for own in translations.own_texts(event)
                    if own.original not in said.get(code, {})
                }
                for code in translations.languages_of(event)
            },
        )
    organiser = Actor(event.id, organiser=True)
    for one in event.rounds:
        rounds.start(organiser, one.position)
        rounds.end(organiser)
    _fill(event, contributions, random.Random(7))
    photos.add(
        Actor(event.id, hosts=frozenset({event.stations[0].id})),
        event.stations[0].id,
        id=new_id(),
        picture=io.BytesIO(camera.file()),
        table=1,
        round_position=1,
    )
    feedback.begin(organiser)
    return events.find(SLUG)


def _fill(event: Event, contributions: int, lot: random.Random) -> None:
    known, stations = texts(), list(event.stations)
    people = [Participant(event_id=event.id, language=lot.choice(LANGUAGES), greeted=True) for _ in range(PEOPLE)]
    db.session.add_all(people)
    db.session.flush()
    clusters = {station.id: _clusters(station) for station in stations}
    for number in range(contributions):
        station, one = stations[number % STATIONS], known[number % len(known)]
        revision = station.revision = station.revision + 1
        station.numbered += 1
        author = lot.choice(people)
        language = one["lang"] if one["lang"] in LANGUAGES else "de"
        card = Contribution(
            id=new_id(),
            station_id=station.id,
            participant_id=author.id,
            number=station.numbered,
            kind=one.get("kind", "idea"),
            language=language,
            text=f"{one['text']} ({number})",
            german=f"{SAID[number % 3]} ({number})" if language != "de" else None,
            cluster_id=lot.choice([None, *clusters[station.id]]),
            round_id=lot.choice(event.rounds).id,
            table=lot.randint(1, 4),
            state="visible",
            votes=2,
            revision=revision,
        )
        db.session.add(card)
        db.session.flush()
        db.session.add_all(
            Vote(participant_id=one.id, contribution_id=card.id)
            for one in lot.sample([one for one in people if one is not author], 2)
        )
        if number % 3 == 0:
            db.session.add(
                Wording(
                    id=new_id(),
                    station_id=station.id,
                    contribution_id=card.id,
                    participant_id=lot.choice(people).id,
                    language="en" if language == "de" else "de",
                    text=f"{SAID[number % 3]} {number}",
                    made_of=mark_of(card.text),
                    state="visible",
                    revision=revision,
                )
            )
    for station in stations:
        _what_hosts_write(event, station, clusters[station.id])
    _around(event, [ids[0] for ids in clusters.values()], lot)
    db.session.commit()


def _clusters(station: Station) -> list[str]:
    made = [
        Cluster(
            id=new_id(),
            station_id=station.id,
            title=f"{SAID[place % 3][:40]} {place}",
            position=place,
            revision=station.revision,
        )
        for place in range(1, 9)
    ]
    db.session.add_all(made)
    db.session.flush()
    return [one.id for one in made]


def _what_hosts_write(event: Event, station: Station, clusters: list[str]) -> None:
    station.revision += 1
    for place, held in enumerate([*event.rounds, *event.rounds, None, None], start=1):
        db.session.add(
            Statement(
                id=new_id(),
                station_id=station.id,
                round_id=held and held.id,
                kind="question" if place % 4 == 0 else "statement",
                text=f"{SAID[place % 3]} ({place})",
                behind={"clusters": clusters[:2], "contributions": []},
                translations={"en": f"What the table says ({place})"},
                position=place,
                revision=station.revision,
            )
        )
    for place in range(1, 6):
        db.session.add(
            Measure(
                id=new_id(),
                station_id=station.id,
                what=f"{SAID[place % 3]} ({place})",
                who="Stadt und Vereine",
                by_when="Sommer",
                position=place,
                revision=station.revision,
            )
        )


def _around(event: Event, clusters: list[str], lot: random.Random) -> None:
    db.session.add_all(
        FeedbackAnswer(
            id=new_id(),
            event_id=event.id,
            scale={str(question.number): lot.randint(1, 5) for question in feedback.questions(event)},
            language="de",
            text=f"{SAID[place % 3]} ({place})",
        )
        for place in range(PEOPLE)
    )
    db.session.add_all(
        ReportText(event_id=event.id, name=name, language=language, text="\n".join(SAID * 4), revision=1)
        for name in REPORT_TEXTS
        for language in ("de", "en")
    )
    db.session.add_all(
        Recommendation(
            id=new_id(),
            event_id=event.id,
            what=f"{SAID[place % 3]} ({place})",
            why=SAID[0],
            responsibility="Stadt",
            horizon=HORIZONS[place % len(HORIZONS)],
            position=place,
            revision=1,
        )
        for place in range(1, 13)
    )
    db.session.add_all(
        CommonTheme(
            id=new_id(),
            event_id=event.id,
            title=f"{SAID[place % 3][:40]} {place}",
            text=SAID[0],
            clusters=clusters[place : place + 3],
            position=place,
            revision=1,
        )
        for place in range(1, 6)
    )


if __name__ == "__main__":
    with create_app().test_request_context():
        from flask_migrate import upgrade

        upgrade()
        print(make(int(sys.argv[1])).slug)
