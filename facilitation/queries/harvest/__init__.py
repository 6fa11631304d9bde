"""The harvest: everything that an event or a station brought, computed on demand and never stored."""

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
from facilitation.queries.harvest.reading import of

__all__ = [
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
    "of",
]
