"""Fills a station of the café as if a hall had written there for an hour.

Usage: `python -m tests.load.filling EVENT STATION HOW_MANY`
"""

import sys
import uuid

from facilitation import create_app
from facilitation.extensions import db
from facilitation.models import Contribution, Station
from facilitation.services import events, stations


def fill(event_slug: str, station_slug: str, how_many: int) -> None:
    """Store visible contributions without a participant, at the end of the station's history."""
    station = stations.find(events.find(event_slug).id, station_slug)
    write_into(
        station, how_many, "Räume, die nichts kosten und auch am Abend offen sind, für alle, die sich engagieren"
    )


def write_into(station: Station, how_many: int, text: str, *, pending: int = 0) -> None:
    """Store so many contributions, each with its number behind the text, of which the last ones are pending."""
    begin = station.revision
    for number in range(begin + 1, begin + how_many + 1):
        db.session.add(
            Contribution(
                id=str(uuid.uuid4()),
                station_id=station.id,
                number=number,
                kind="idea",
                language="de",
                text=f"{text} ({number})",
                state="visible" if number <= begin + how_many - pending else "pending",
                revision=number,
            )
        )
    station.revision = station.numbered = begin + how_many
    db.session.commit()


if __name__ == "__main__":
    with create_app().app_context():
        fill(sys.argv[1], sys.argv[2], int(sys.argv[3]))
