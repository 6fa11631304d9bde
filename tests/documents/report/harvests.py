"""Harvests to write reports of, made by hand: no database, no café."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from facilitation import seed
from facilitation.queries.harvest import nouns
from tests import camera
from tests.conftest import DATA, hostile_texts, texts

MADE_AT = dt.datetime(2023, 11, 18, 15, 42, tzinfo=dt.UTC)


def contribution(text: str = "Mehr Räume!", **fields: Any) -> nouns.HarvestContribution:
    """A contribution with everything a test does not care about filled in."""
    filled: dict[str, Any] = {
        "id": "0",
        "number": "S1-001",
        "kind": "idea",
        "language": "de",
        "german": None,
        "author": None,
        "votes": 0,
        "round": 1,
        "table": None,
        "reply_to": None,
        "merged_into": None,
        "by_hand": 0,
        "cluster": None,
        "highlighted": False,
        "edited": False,
        "created_at": MADE_AT,
    }
    return nouns.HarvestContribution(text=text, **(filled | fields))


def dresden(
    contributions: Sequence[Sequence[nouns.HarvestContribution]] = ((), (), ()),
    statements: Sequence[Sequence[nouns.HarvestStatement]] = ((), (), ()),
) -> nouns.EventHarvest:
    """The Dresden event with these contributions and key statements at its three stations."""
    plan = seed.plan()
    stations = tuple(
        station(one, written, said)
        for one, written, said in zip(plan["stations"], contributions, statements, strict=True)
    )
    every = [one for station in stations for one in station.contributions]
    return nouns.EventHarvest(
        slug=plan["slug"],
        title=plan["title"],
        date=dt.date.fromisoformat(plan["date"]),
        timezone=plan["timezone"],
        place_name=plan["place"]["name"],
        street=plan["place"]["street"],
        postcode=plan["place"]["postcode"],
        city=plan["place"]["city"],
        directions=plan["place"]["directions"],
        organiser=plan["organiser"],
        addressee=plan["addressee"],
        aims=tuple(plan["aims"]),
        programme=(*_entries(plan["programme"], "day"), *_entries(plan["world_cafe"], "world_cafe")),
        etiquette=tuple(plan["etiquette"]),
        rounds=tuple((one["position"], one["title"]) for one in plan["world_cafe"] if one["kind"] == "round"),
        stations=stations,
        people=len(every) // 2,
        contributions=len(every),
        votes=sum(one.votes for one in every),
        languages=tuple(dict.fromkeys(one.language for one in every)),
        made_at=MADE_AT,
    )


def station(
    plan: dict[str, Any],
    contributions: Sequence[nouns.HarvestContribution],
    statements: Sequence[nouns.HarvestStatement] = (),
) -> nouns.StationHarvest:
    """A station of the plan with these contributions, grouped by their theme."""
    return nouns.StationHarvest(
        position=plan["position"],
        slug=plan["slug"],
        short_title=plan["short_title"],
        title=plan["title"],
        question=plan["question"],
        description=plan["description"],
        prompts=tuple(plan["prompts"]),
        colour=plan["colour"],
        sign=plan["position"],
        tables=plan["tables"],
        statements=tuple(statements),
        clusters=_clusters(contributions),
        unclustered=tuple(one for one in contributions if one.cluster is None),
        contributions=tuple(contributions),
        questions=(),
        measures=(),
        people=len(contributions) // 2,
        votes=sum(one.votes for one in contributions),
    )


def of_texts(copies: int = 1) -> nouns.EventHarvest:
    """The event with the 112 real-looking contributions (or many times as many) in their themes.

    A theme of one contribution is none: those stay without.
    """
    rows = [row for _ in range(copies) for row in texts()]
    themes: defaultdict[tuple[int, str], int] = defaultdict(int)
    for row in rows:
        themes[row["station"], row["theme"]] += 1
    written: tuple[list[nouns.HarvestContribution], ...] = ([], [], [])
    for row in rows:
        held = written[row["station"] - 1]
        held.append(
            contribution(
                row["text"],
                id=f"{row['index']}-{len(held)}",
                number=f"S{row['station']}-{len(held) + 1:03}",
                kind=row["kind"],
                language=row["lang"],
                german=row.get("german_translation"),
                votes=row["votes"],
                round=row["round"],
                cluster=row["theme"].replace("-", " ").capitalize()
                if themes[row["station"], row["theme"]] > 1
                else None,
            )
        )
    return dresden(written)


def with_statements(harvest: nouns.EventHarvest) -> nouns.EventHarvest:
    """The same with what hosts wrote: one statement a round, one for the whole station."""
    said = (
        nouns.HarvestStatement("Es fehlt an Zeit, Geld und Räumen.", 1),
        nouns.HarvestStatement("Ein Antrag für alle Ämter würde am meisten entlasten.", 2),
        nouns.HarvestStatement("Wir brauchen verlässliche Förderung über mehrere Jahre.", None),
        nouns.HarvestStatement("نحتاج إلى مكان دائم.", None),
    )
    first, *others = harvest.stations
    return replace(harvest, stations=(replace(first, statements=said), *others))


def harmful_texts() -> list[str]:
    """What people who mean harm type, as far as it is let in, and more of the kind."""
    return [
        *hostile_texts(),
        "]]></w:t></w:r></w:p><w:p><w:r><w:t>",
        '"><w:fldSimple w:instr="DDEAUTO c:\\\\cmd"/>',
        "{{ harvest.title }} {% raw %} ${jndi:ldap://x} %(n)s %s {0}",
        "TOC \\o PAGEREF REF Beitrag_S1_001 \\h",
        "../../etc/passwd\\..\\con.docx",
        "اسم المحطة (Station) ١٢٣",
        "站点 <b>一</b> & 二",
        "a" * 500,
        "\n\n  \n.",
        "None nan undefined null",
    ]


def everything(harvest: nouns.EventHarvest) -> nouns.EventHarvest:
    """The same with all that organisers, hosts and cameras add; its pictures are `pictures`."""
    stations = tuple(_full(station) for station in harvest.stations)
    themes = tuple((station.position, station.clusters[0].title) for station in stations if station.clusters)
    return replace(
        with_statements(replace(harvest, stations=stations)),
        introduction="Die Konferenz bringt Vereine und Verwaltung zusammen.\nDer Bericht bittet um Antwort.",
        summary="Drei Dinge kehren immer wieder.\nVor allem: Verlässlichkeit.",
        funding="Gefördert durch die Landeshauptstadt Dresden.",
        recommendations=(
            nouns.HarvestRecommendation("Förderung über mehrere Jahre", "Das stärkste Thema.", "Sozialamt", "middle"),
            nouns.HarvestRecommendation("Räume öffnen", "", "", ""),
        ),
        common_themes=(nouns.HarvestCommonTheme("Verlässlichkeit", "An allen Stationen.", themes),),
        feedback=nouns.HarvestFeedback(
            4,
            (
                nouns.HarvestScale("Ich bin zufrieden.", (0, 1, 0, 2, 1)),
                nouns.HarvestScale("Es hat funktioniert.", (0,) * 5),
            ),
            "Was möchten Sie uns noch mitgeben?",
            (
                nouns.HarvestComment("de", "Danke!"),
                nouns.HarvestComment("uk", "Дякую!", "Danke!"),
                nouns.HarvestComment("ar", "كان اللقاء جميلاً"),
            ),
        ),
    )


FAULTS: dict[str, Any] = json.loads((DATA / "awkward_texts.json").read_text())
"""Texts that have broken reports: many lines, one word without spaces, right to left with brackets and numbers."""


def four_stations() -> nouns.EventHarvest:
    """The same at four stations; the fourth has what breaks pages, and a contribution that was merged."""
    full = everything(of_texts())
    written = [
        contribution("\n".join(f"Zeile {line}" for line in range(1, 73)), number="S4-001", cluster="Lang", votes=12),
        contribution(FAULTS["chinese"], number="S4-002", language="zh", cluster="Wohnen", votes=9),
        contribution(FAULTS["arabic"], number="S4-003", language="ar", cluster="Räume", votes=8, kind="problem"),
        *(contribution(text, number=f"S4-{place:03}", votes=7) for place, text in enumerate(FAULTS["lists"], start=4)),
        contribution("Räume am Abend", number="S4-007", cluster="Räume", votes=5),
        contribution("Abends Räume", number="S4-008", cluster="Räume", votes=3, merged_into="S4-007"),
        contribution(FAULTS["arabic"], number="S4-009", language="ar", votes=2, kind="problem"),
    ]
    free = [one for one in written if one.merged_into is None]
    fourth = replace(
        full.stations[2],
        position=4,
        slug="wohnen",
        short_title="Wohnen & Alltag in Dresden",
        contributions=tuple(written),
        clusters=_clusters(free),
        unclustered=tuple(one for one in free if one.cluster is None),
        questions=(),
        people=6,
        votes=sum(one.votes for one in free),
        photos=(),
    )
    stations = (*full.stations, fourth)
    return replace(
        full,
        stations=stations,
        contributions=sum(len(station.contributions) for station in stations),
        votes=sum(station.votes for station in stations),
    )


def hostile() -> nouns.EventHarvest:
    """Hostile texts wherever somebody may type."""
    typed = harmful_texts()
    first, second, third = dresden().stations
    written = tuple(
        contribution(text, number=f"S1-{place:03}", language=language, cluster=text, german=text, votes=place)
        for place, (text, language) in enumerate(
            ((text, language) for text in typed for language in ("de", "ar", "zh")), start=1
        )
    )
    statements = tuple(nouns.HarvestStatement(text, None, (typed[0],), ("S1-001",)) for text in typed)
    bad = replace(
        first,
        title=typed[0],
        short_title=typed[1],
        question=typed[2],
        description=typed[3],
        prompts=tuple(typed[4:7]),
        contributions=written,
        clusters=_clusters(written),
        unclustered=(),
        statements=statements,
        questions=statements,
        measures=tuple(nouns.HarvestMeasure(text, text, text, "agreed") for text in typed),
        photos=tuple(_photo(1, place, text) for place, text in enumerate(typed, start=1)),
        people=3,
        votes=sum(one.votes for one in written),
    )
    worse = replace(second, title=typed[17], short_title=typed[17], question=typed[17])
    return replace(
        dresden(),
        title=typed[0],
        organiser=typed[12],
        addressee=typed[13],
        place_name=typed[1],
        stations=(bad, worse, replace(third, short_title=typed[18])),
        people=3,
        contributions=len(written),
        votes=bad.votes,
        languages=("de", "ar", "zh"),
        introduction=typed[12],
        summary="\n".join(typed),
        plain="\n".join(typed),
        funding=typed[14],
        aims=tuple(typed),
        recommendations=tuple(nouns.HarvestRecommendation(text, text, text, "short") for text in typed),
        common_themes=tuple(nouns.HarvestCommonTheme(text, text, ((1, text), (9, text))) for text in typed),
        feedback=nouns.HarvestFeedback(
            1,
            tuple(nouns.HarvestScale(text, (1, 0, 0, 0, 0)) for text in typed),
            typed[0],
            tuple(nouns.HarvestComment("fa", text, text) for text in typed),
        ),
    )


def pictures(id: str, size: str) -> bytes | None:
    """A photo's file; the last one of each station has got lost."""
    width = {"-medium": 160, "-small": 64}[size]
    return None if id.endswith("-9") else camera.file(camera.cloth(width, width * 3 // 4))


def _full(station: nouns.StationHarvest) -> nouns.StationHarvest:
    voices = tuple(one.number for one in station.contributions[:2])
    return replace(
        station,
        questions=(nouns.HarvestStatement("Wer zahlt die Miete?", 2, (), voices),),
        measures=(
            nouns.HarvestMeasure("Runder Tisch", None, "März 2024", "open"),
            nouns.HarvestMeasure("Raumliste", "Stadt", None, "agreed"),
            nouns.HarvestMeasure("Schlüssel nachmachen", "VHS", "gestern", "done"),
        ),
        photos=tuple(_photo(station.position, place, ("", "Räume!")[place % 2]) for place in (1, 2, 3, 9)),
    )


def _photo(station: int, place: int, caption: str) -> nouns.HarvestPhoto:
    number = f"S{station}-F{place:02}"
    return nouns.HarvestPhoto(
        f"{station}-{place}", number, caption, place, 1 if place % 2 else None, 1600, 1200, MADE_AT
    )


def _entries(entries: list[dict[str, Any]], part: str) -> list[nouns.ProgrammeEntry]:
    return [nouns.ProgrammeEntry(one["starts"], one["ends"], one["kind"], one["title"], part) for one in entries]


def _clusters(contributions: Sequence[nouns.HarvestContribution]) -> tuple[nouns.HarvestCluster, ...]:
    held: defaultdict[str, list[nouns.HarvestContribution]] = defaultdict(list)
    for one in contributions:
        if one.cluster is not None:
            held[one.cluster].append(one)
    clusters = [
        nouns.HarvestCluster(title, sum(one.votes for one in inside), tuple(sorted(inside, key=lambda one: -one.votes)))
        for title, inside in held.items()
    ]
    return tuple(sorted(clusters, key=lambda cluster: -cluster.votes))
