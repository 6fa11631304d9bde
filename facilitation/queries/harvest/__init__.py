"""The harvest: everything that an event or a station brought, computed on demand and never stored."""

from facilitation.queries.harvest.covering import covered
from facilitation.queries.harvest.nouns import (
    EventHarvest,
    HarvestCluster,
    HarvestComment,
    HarvestCommonTheme,
    HarvestContribution,
    HarvestFeedback,
    HarvestMeasure,
    HarvestPhoto,
    HarvestRecommendation,
    HarvestScale,
    HarvestStatement,
    ProgrammeEntry,
    StationHarvest,
)
from facilitation.queries.harvest.reading import CONTACT, of

__all__ = [
    "CONTACT",
    "EventHarvest",
    "HarvestCluster",
    "HarvestComment",
    "HarvestCommonTheme",
    "HarvestContribution",
    "HarvestFeedback",
    "HarvestMeasure",
    "HarvestPhoto",
    "HarvestRecommendation",
    "HarvestScale",
    "HarvestStatement",
    "ProgrammeEntry",
    "StationHarvest",
    "covered",
    "of",
]
