"""A harvest as a projector may show it: what hosts and organisers wrote is covered like what guests wrote."""

from dataclasses import replace

from facilitation.queries.harvest.nouns import EventHarvest, HarvestStatement, StationHarvest
from facilitation.queries.harvest.reading import CONTACT
from facilitation.text import masked


def covered(harvest: EventHarvest) -> EventHarvest:
    """Return the harvest with contact data masked in statements, themes, next steps and captions, too.

    Nobody can confirm those; in contributions the harvest has masked it already, unless a host confirmed it.
    """
    return replace(
        harvest,
        stations=tuple(map(covered_station, harvest.stations)),
        common_themes=tuple(
            replace(
                one,
                title=_without(one.title),
                text=_without(one.text),
                themes=tuple((position, _without(title)) for position, title in one.themes),
            )
            for one in harvest.common_themes
        ),
    )


def covered_station(station: StationHarvest) -> StationHarvest:
    """Return one station's harvest as `covered` does."""
    return replace(
        station,
        statements=tuple(map(_statement, station.statements)),
        questions=tuple(map(_statement, station.questions)),
        clusters=tuple(replace(one, title=_without(one.title)) for one in station.clusters),
        measures=tuple(
            replace(
                one,
                what=_without(one.what),
                who=one.who and _without(one.who),
                by_when=one.by_when and _without(one.by_when),
            )
            for one in station.measures
        ),
        photos=tuple(replace(one, caption=_without(one.caption)) for one in station.photos),
    )


def _statement(one: HarvestStatement) -> HarvestStatement:
    return replace(one, text=_without(one.text), themes=tuple(map(_without, one.themes)))


def _without(text: str) -> str:
    return masked(text, CONTACT)
