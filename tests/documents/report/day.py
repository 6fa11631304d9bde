"""The Dresden day as it could have been, through the services into the database: texts, dots, themes, statements,

measures, photos, feedback. What a report of it says can be counted there again.
"""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Cluster, Event, Station
from facilitation.services import (
    clusters,
    contributions,
    feedback,
    measures,
    moderation,
    participants,
    photos,
    rounds,
    statements,
    stations,
    votes,
)
from tests.conftest import new_id, read_lines, texts

GUESTS = 60
THEMES = {
    "strukturfoerderung": "Mehrjährige Strukturförderung",
    "raeume-mangel": "Es fehlen bezahlbare Räume",
    "antragsbuerokratie": "Anträge vereinfachen",
    "abrechnung": "Abrechnung und Vorkasse",
    "schulraeume-oeffnen": "Schulen und Bibliotheken öffnen",
    "infrastruktur-teilen": "Infrastruktur teilen",
    "foerderinfo-mehrsprachig": "Förderinformationen in vielen Sprachen",
    "ehrenamt-ueberlastung": "Ehrenamt ist überlastet",
    "vereinsgruendung": "Hilfe bei der Vereinsgründung",
    "feste-ansprechperson": "Feste Ansprechpersonen in den Ämtern",
    "auslaenderbehoerde-termine": "Termine in der Ausländerbehörde",
    "augenhoehe": "Begegnung auf Augenhöhe",
    "sprachmittlung": "Sprachmittlung in den Ämtern",
    "beschwerdestelle": "Unabhängige Beschwerdestelle",
    "einfache-sprache": "Einfache Sprache",
    "einblick-behoerden": "Einblick in die Behörden",
    "diversitaet-personal": "Vielfalt beim Personal",
    "mo-als-bruecke": "Migrant*innenorganisationen als Brücke",
    "schulung-verwaltung": "Schulungen für die Verwaltung",
    "ergebnisse-nachverfolgen": "Ergebnisse nachverfolgen",
    "jugendbeteiligung": "Jugend beteiligen",
    "vernetzung-mos": "Vernetzung der Vereine",
    "sicherheit-hass": "Sicherheit und Schutz vor Hass",
    "wahlrecht": "Politische Teilhabe ohne Wahlrecht",
    "wahlforum-2024": "Wahlforum 2024",
    "frauen-staerken": "Frauen stärken",
    "sichtbarkeit": "Sichtbar werden",
    "kinderbetreuung": "Kinderbetreuung bei Sitzungen",
    "demokratiebildung": "Demokratiebildung",
    "stadtteil-begegnung": "Begegnung im Stadtteil",
}
# station → (round or None, kind, text, theme it rests on)
SAID: dict[int, list[tuple[int | None, str, str, str | None]]] = {
    1: [
        (
            None,
            "statement",
            "Verlässliche Förderung über mehrere Jahre ist wichtiger als immer neue Projekte.",
            "strukturfoerderung",
        ),
        (None, "statement", "Abends und am Wochenende fehlen bezahlbare Räume in den Stadtteilen.", "raeume-mangel"),
        (
            None,
            "statement",
            "Ein einheitlicher, kurzer Antrag würde Vereine und Ämter zugleich entlasten.",
            "antragsbuerokratie",
        ),
        (1, "statement", "Ehrenamtliche strecken Geld vor und verlieren Zeit mit Nachweisen.", "abrechnung"),
        (2, "question", "Wer entscheidet über die Vergabe von Schulräumen am Abend?", "schulraeume-oeffnen"),
    ],
    2: [
        (
            None,
            "statement",
            "Jedes Amt benennt eine feste Ansprechperson für Migrant*innenorganisationen.",
            "feste-ansprechperson",
        ),
        (
            None,
            "statement",
            "Termine und Antworten der Ausländerbehörde müssen verlässlich werden.",
            "auslaenderbehoerde-termine",
        ),
        (None, "statement", "Sprachmittlung gehört zur Grundausstattung jedes Amtes.", "sprachmittlung"),
        (
            3,
            "question",
            "Wo kann man sich beschweren, ohne dass es dem eigenen Antrag schadet?",
            "beschwerdestelle",
        ),
    ],
    3: [
        (
            None,
            "statement",
            "Was heute gesagt wurde, muss nachverfolgt werden – auch ein Nein ist eine Antwort.",
            "ergebnisse-nachverfolgen",
        ),
        (None, "statement", "Jugendliche brauchen eigenes Geld und eigene Formate.", "jugendbeteiligung"),
        (1, "statement", "Wer nicht wählen darf, will trotzdem gehört werden.", "wahlrecht"),
    ],
}
STEPS: dict[int, list[tuple[str, str | None, str | None, str]]] = {
    1: [
        ("Liste freier Räume mit Preisen und Schlüsselwegen", "Stadtbezirksämter", "März 2024", "agreed"),
        ("Gespräch über ein einheitliches Antragsformular", None, "Januar 2024", "open"),
    ],
    2: [("Ansprechpersonen auf dresden.de veröffentlichen", None, None, "open")],
    3: [
        ("Dokumentation an alle Teilnehmer*innen", "DSM e.V.", "15. Dezember 2023", "agreed"),
        ("Öffentlicher Zwischenstand", "DSM e.V. und Integrationsbeauftragte", "Juni 2024", "open"),
    ],
}
CAPTIONS = {
    1: ("Was uns Zeit kostet", "Räume im Stadtteil"),
    2: ("Wege durch die Verwaltung", ""),
    3: ("Wer fehlt am Tisch?",),
}


@dataclass(frozen=True)
class People:
    """Who acts."""

    organiser: Actor
    guests: list[Actor]
    hosts: dict[int, Actor]


def fill(event: Event, *, captions: dict[int, tuple[str, ...]] = CAPTIONS) -> People:
    """Hold the day. Some texts are hidden, wait or were withdrawn, some phone numbers stand in them."""
    people = People(
        Actor(event.id, organiser=True),
        [Actor(event.id, participants.join(event, language="de").id) for _ in range(GUESTS)],
        {station.position: Actor(event.id, hosts=frozenset({station.id})) for station in event.stations},
    )
    written = _write(event, people)
    _give_dots(people, written)
    for station in event.stations:
        _sort(people.hosts[station.position], station, written)
        _sum_up(people.hosts[station.position], station, written)
        for place, caption in enumerate(captions.get(station.position, ()), start=1):
            _photograph(people.hosts[station.position], station, caption, place)
    _what_nobody_may_read(event, people)
    _give_feedback(people)
    return people


def tablecloth(lines: list[str]) -> bytes:
    """A picture of paper that was written on, as a camera's file."""
    picture = Image.new("RGB", (1600, 1200), (244, 238, 224))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(64)
    for place, line in enumerate(lines):
        draw.text((120 + 60 * (place % 3), 140 + 190 * place), line, fill=(40 + 30 * place, 52, 110), font=font)
    draw.ellipse((1180, 760, 1500, 1080), outline=(150, 100, 60), width=14)
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=88)
    return packed.getvalue()


def _write(event: Event, people: People) -> list[tuple[dict[str, Any], str]]:
    """The texts, each in its round. The ids of the stored contributions."""
    stored: list[tuple[dict[str, Any], str]] = []
    by_index: dict[int, str] = {}
    lines = texts()
    for turn in (1, 2, 3):
        rounds.start(people.organiser, turn)
        for line in (line for line in lines if line["round"] == turn):
            id = new_id()
            station = event.stations[line["station"] - 1]
            contributions.add(
                people.guests[line["index"] % GUESTS],
                station.slug,
                id=id,
                text=line["text"],
                kind=line["kind"],
                language=line["lang"],
                reply_to=by_index.get(line.get("reply_to", -1)),
            )
            by_index[line["index"]] = id
            stored.append((line, id))
            if line.get("german_translation"):
                host = people.hosts[line["station"]]
                moderation.word_in_german(host, id, text=line["german_translation"], was=None)
        rounds.end(people.organiser)
    return stored


def _give_dots(people: People, written: list[tuple[dict[str, Any], str]]) -> None:
    """A third of the texts' dots: as many as these guests have."""
    given: dict[tuple[int, int], int] = {}
    for line, id in written:
        wanted = line["votes"] // 3
        for place in range(GUESTS):
            guest = (place * 7 + line["index"]) % GUESTS
            if wanted and given.get((guest, line["station"]), 0) < 3:
                votes.set(people.guests[guest], id, on=True)
                given[guest, line["station"]] = given.get((guest, line["station"]), 0) + 1
                wanted -= 1


def _sort(host: Actor, station: Station, written: list[tuple[dict[str, Any], str]]) -> None:
    here = [(line, id) for line, id in written if line["station"] == station.position]
    for theme, title in THEMES.items():
        held = [id for line, id in here if line["theme"] == theme]
        if held:
            cluster = clusters.add(host, station.id, id=new_id(), title=title).row
            clusters.put(host, held, cluster.id)
    foreign = next(id for line, id in here if line["lang"] not in ("de", "en"))
    moderation.highlight(host, foreign, on=True)


def _sum_up(host: Actor, station: Station, written: list[tuple[dict[str, Any], str]]) -> None:
    there = {cluster.title: cluster.id for cluster in clusters_of(station)}
    for turn, kind, text, theme in SAID[station.position]:
        behind = {
            "clusters": [there[THEMES[theme]]] if theme else [],
            "contributions": [id for line, id in written if line["theme"] == theme][:2],
        }
        statements.add(host, station.id, id=new_id(), text=text, round_position=turn, kind=kind, behind=behind)
    for what, who, by_when, state in STEPS[station.position]:
        measures.add(host, station.id, id=new_id(), what=what, who=who, by_when=by_when, state=state)


def clusters_of(station: Station) -> list[Cluster]:
    """Its themes as they are stored."""
    return list(db.session.scalars(select(Cluster).where(Cluster.station_id == station.id, Cluster.removed.is_(False))))


def _photograph(host: Actor, station: Station, caption: str, place: int) -> None:
    picture = io.BytesIO(tablecloth([caption or "…", station.short_title, f"Tisch {place}", "wichtig!"]))
    photo = photos.add(
        host,
        station.id,
        id=new_id(),
        picture=picture,
        table=place if place <= station.tables else None,
        round_position=place if place <= 3 else None,
    ).row
    if caption:
        photos.edit(host, photo.id, caption=caption, table=photo.table)


def _give_feedback(people: People) -> None:
    """What the first guests answered; one comment names somebody and is hidden."""
    feedback.begin(people.organiser)
    lines = read_lines("feedback.jsonl")
    for guest, line in zip(people.guests, lines, strict=False):
        scale = {place: line[f"q{place}"] for place in "1234" if line.get(f"q{place}")}
        feedback.set(guest, scale=scale, text=line.get("text") or "", language=line["lang"])
    feedback.set(people.guests[-1], scale={"1": 1}, text="Verschwiegener Name", language="de")
    feedback.hide(people.organiser, str(feedback.pseudonym(people.guests[-1])), on=True)
    feedback.end(people.organiser)


def _what_nobody_may_read(event: Event, people: People) -> None:
    """One of each that stays out of every file, at the first station."""
    station = event.stations[0]
    host, guest = people.hosts[1], people.guests[0]
    for text, leave in (("Verborgenes Wort", "hide"), ("Zurückgezogenes Wort", "withdraw"), ("Wartendes Wort", "wait")):
        if leave == "wait":
            stations.set_approve_first(people.organiser, station.id, on=True)
        id = new_id()
        contributions.add(guest, station.slug, id=id, text=text, kind="idea", language="de")
        if leave == "hide":
            moderation.hide(host, id, reason="names")
        elif leave == "withdraw":
            contributions.withdraw(guest, id)
    stations.set_approve_first(people.organiser, station.id, on=False)
