"""Reads which events' days of deletion are near, or seem to have come: for the terminal and the desk."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from facilitation.extensions import db
from facilitation.models import Event

WARNED = dt.timedelta(days=14)
"""How long before the day people are warned."""


class Promise(NamedTuple):
    """An event's day of deletion, in `days` (0: today or before); `locked` tells whether it seems to have come."""

    slug: str
    day: dt.date
    days: int
    locked: bool

    @property
    def sentence(self) -> str:
        """What the terminal says of it."""
        if self.locked:
            return (
                f"The day of deletion of {self.slug}, {self.day}, seems to have come. Nobody is shown anything of it, "
                "and it is deleted once another device's clock agrees at its desk, or after 24 hours of running. Where "
                "this machine's date is wrong, put it right: then everything is there again."
            )
        return f"On {self.day}, in {self.days} days, everything is deleted that people left at {self.slug}."


def of(event: Event, moment: dt.datetime) -> Promise | None:
    """Return an event's promise where its day is near; None where it is far, or everything is deleted already."""
    left = (event.delete_on - moment.astimezone(ZoneInfo(event.timezone)).date()).days
    locked = event.locked_at is not None
    if not locked and not 0 < left <= WARNED.days:
        return None
    return Promise(event.slug, event.delete_on, max(0, left), locked)


def of_house(moment: dt.datetime) -> list[Promise]:
    """Return the promises of all events whose day is near or seems to have come, the nearest first."""
    known = [of(event, moment) for event in db.session.scalars(select(Event).order_by(Event.delete_on))]
    return [promise for promise in known if promise is not None]
