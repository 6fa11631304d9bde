"""Harvests with everything that an export tells, made by hand."""

import datetime as dt
from dataclasses import replace

from facilitation.queries.harvest import (
    EventHarvest,
    HarvestComment,
    HarvestCommonTheme,
    HarvestFeedback,
    HarvestMeasure,
    HarvestPhoto,
    HarvestRecommendation,
    HarvestScale,
    HarvestStatement,
)
from tests.documents.report.harvests import MADE_AT, contribution, dresden

HOSTILE = '=HYPERLINK("http://x.example","|[x](y)")'


def full() -> EventHarvest:
    """Some of everything at the first station."""
    harvest = dresden(
        (
            [
                contribution("Mehr Räume!", number="S1-001", cluster="Räume", votes=3, by_hand=2, table=2),
                contribution(
                    "نحتاج إلى مكان دائم.",
                    number="S1-002",
                    language="ar",
                    german="Wir brauchen einen festen Ort.",
                    cluster="Räume",
                    votes=5,
                    round=None,
                    created_at=dt.datetime(2023, 7, 1, 22, 30, 15, 999, tzinfo=dt.UTC),
                ),
                contribution("Ja, genau.", number="S1-004", reply_to="S1-001", edited=True, author="Amal"),
            ],
            (),
            (),
        ),
        (
            [
                HarvestStatement("Es fehlen Räume.", None, ("Räume",), ("S1-001", "S1-002")),
                HarvestStatement("Abends.", 1),
            ],
            (),
            (),
        ),
    )
    first, *others = harvest.stations
    first = replace(
        first,
        questions=(HarvestStatement("Wer zahlt?", 2),),
        measures=(
            HarvestMeasure("Raumliste", "Stadt", "März 2024", "agreed"),
            HarvestMeasure(HOSTILE, None, None, "open"),
        ),
        photos=(HarvestPhoto("f" * 36, "S1-F02", "../../Tisch <3>", 2, 1, 2400, 1800, MADE_AT),),
    )
    return replace(
        harvest,
        stations=(first, *others),
        introduction="Worum es ging.\nUnd *warum*.",
        summary="Kurz gesagt.",
        plain="Es gibt zu wenig Räume.",
        funding="Gefördert von der Stadt.",
        recommendations=(HarvestRecommendation("Räume öffnen", "Sie stehen leer", "Schulamt", "short"),),
        common_themes=(HarvestCommonTheme("Räume überall", "An allen Stationen.", ((1, "Räume"),)),),
        feedback=HarvestFeedback(
            people=3,
            scales=(
                HarvestScale("Ich wurde gehört.", (0, 1, 0, 0, 2)),
                HarvestScale("Es hat Spaß gemacht.", (0, 0, 0, 0, 0)),
            ),
            asked="Was nehmen Sie mit?",
            comments=(HarvestComment("de", "+1 für alle"), HarvestComment("ar", "شكرا", "Danke")),
        ),
    )
