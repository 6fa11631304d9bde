"""What a guest's menu tells besides where things are: how much stands at each station, and what is left to do there."""

from typing import Any

from sqlalchemy import func, select

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Event, Station, Vote


def read(event: Event, actor: Actor) -> dict[str, Any]:
    """Count what an event's stations hold, and what the person who asks has there.

    `stations` maps a slug to its visible `contributions` and to the dots that are `left` there; `own` counts the
    person's contributions that are not withdrawn, and of these those that are `pending` and `hidden`; `survey` is the
    survey's state.
    """
    visible = _counted(select(Contribution.station_id, func.count()).where(Contribution.state == "visible"), event)
    given: dict[Any, int] = {}
    own: dict[Any, int] = {}
    if actor.participant_id is not None:
        of_person = select(Contribution.station_id, func.count()).join(Vote)
        counts = Contribution.state == "visible", Vote.participant_id == actor.participant_id
        given = _counted(of_person.where(*counts), event)
        written = select(Contribution.state, func.count()).where(Contribution.state != "withdrawn")
        own = _counted(written.where(Contribution.participant_id == actor.participant_id), event)
    return {
        "stations": {
            one.slug: {
                "contributions": visible.get(one.id, 0),
                "left": max(0, event.votes_per_person - given.get(one.id, 0)),
            }
            for one in event.stations
        },
        "own": {"all": sum(own.values()), "pending": own.get("pending", 0), "hidden": own.get("hidden", 0)},
        "survey": event.feedback_state,
    }


def _counted(counting: Any, event: Event) -> dict[Any, int]:
    """Return what a query counts at an event, by the query's first column."""
    at_event = counting.where(Contribution.station_id.in_(select(Station.id).where(Station.event_id == event.id)))
    rows = db.session.execute(at_event.group_by(counting.selected_columns[0]))
    return {row[0]: row[1] for row in rows}
