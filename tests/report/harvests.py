"""Harvests to write reports of, made by hand: no database, no café."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from facilitation import seed
from facilitation.harvest import (
    EventHarvest,
    HarvestCluster,
    HarvestContribution,
    HarvestStatement,
    ProgrammeEntry,
    StationHarvest,
)
from tests.conftest import texts

MADE_AT = dt.datetime(2023, 11, 18, 15, 42, tzinfo=dt.UTC)


def contribution(text: str = "Mehr Räume!", **fields: Any) -> HarvestContribution:
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
    return HarvestContribution(text=text, **(filled | fields))


def dresden(
    contributions: Sequence[Sequence[HarvestContribution]] = ((), (), ()),
    statements: Sequence[Sequence[HarvestStatement]] = ((), (), ()),
) -> EventHarvest:
    """The Dresden event with these contributions and key statements at its three stations."""
    plan = seed.plan()
    stations = tuple(
        station(one, written, said)
        for one, written, said in zip(plan["stations"], contributions, statements, strict=True)
    )
    every = [one for station in stations for one in station.contributions]
    return EventHarvest(
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
    plan: dict[str, Any], contributions: Sequence[HarvestContribution], statements: Sequence[HarvestStatement] = ()
) -> StationHarvest:
    """A station of the plan with these contributions, grouped by their theme."""
    return StationHarvest(
        position=plan["position"],
        slug=plan["slug"],
        short_title=plan["short_title"],
        title=plan["title"],
        question=plan["question"],
        description=plan["description"],
        prompts=tuple(plan["prompts"]),
        colour=plan["colour"],
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


def of_texts(copies: int = 1) -> EventHarvest:
    """The event with the 112 real-looking contributions (or many times as many) in their themes.

    A theme of one contribution is none: those stay without.
    """
    rows = [row for _ in range(copies) for row in texts()]
    themes: defaultdict[tuple[int, str], int] = defaultdict(int)
    for row in rows:
        themes[row["station"], row["theme"]] += 1
    written: tuple[list[HarvestContribution], ...] = ([], [], [])
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


def with_statements(harvest: EventHarvest) -> EventHarvest:
    """The same with what hosts wrote: one statement a round, one for the whole station."""
    said = (
        HarvestStatement("Es fehlt an Zeit, Geld und Räumen.", 1),
        HarvestStatement("Ein Antrag für alle Ämter würde am meisten entlasten.", 2),
        HarvestStatement("Wir brauchen verlässliche Förderung über mehrere Jahre.", None),
        HarvestStatement("نحتاج إلى مكان دائم.", None),
    )
    first, *others = harvest.stations
    return replace(harvest, stations=(replace(first, statements=said), *others))


def _entries(entries: list[dict[str, Any]], part: str) -> list[ProgrammeEntry]:
    return [ProgrammeEntry(one["starts"], one["ends"], one["kind"], one["title"], part) for one in entries]


def _clusters(contributions: Sequence[HarvestContribution]) -> tuple[HarvestCluster, ...]:
    held: defaultdict[str, list[HarvestContribution]] = defaultdict(list)
    for one in contributions:
        if one.cluster is not None:
            held[one.cluster].append(one)
    clusters = [
        HarvestCluster(title, sum(one.votes for one in inside), tuple(sorted(inside, key=lambda one: -one.votes)))
        for title, inside in held.items()
    ]
    return tuple(sorted(clusters, key=lambda cluster: -cluster.votes))
