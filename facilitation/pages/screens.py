"""What several screens are given to start with, so that none waits for a round trip."""

import secrets
from typing import Any

from flask import current_app, request, url_for
from markupsafe import Markup

from facilitation.doors.sessions import LANGUAGES
from facilitation.models import Event, Station
from facilitation.queries.snapshots import UNSAFE, Snapshot


def screen_json(first: Any) -> Markup:
    """What a screen begins with, for its script element; the snapshots in it are written down already."""
    mark, snapshots = secrets.token_hex(12), []

    def placed(value: Any) -> Any:
        if not isinstance(value, Snapshot):
            return current_app.json.default(value)  # type: ignore[attr-defined]
        snapshots.append(value)
        return f"{mark}{len(snapshots) - 1}"

    text = current_app.json.dumps(first, default=placed, separators=(",", ":")).translate(UNSAFE)
    for number, snapshot in enumerate(snapshots):
        text = text.replace(f'"{mark}{number}"', snapshot.in_page)
    return Markup(text)


def asks_for_json() -> bool:
    """A script says so; browsers that ask for a page prefer one."""
    return request.accept_mimetypes["application/json"] > request.accept_mimetypes["text/html"]


def event_info(event: Event) -> dict[str, Any]:
    """The event, as a screen's script needs it."""
    return {
        **_values(event, "slug", "title", "language", "timezone", "votes_per_person"),
        "rounds": [_values(one, "position", "title", "minutes") for one in event.rounds],
    }


def station_info(station: Station) -> dict[str, Any]:
    """A station, as a screen's script needs it. `url` is the participants' page."""
    return {
        **_values(station, "slug", "position", "short_title", "title", "question", "prompts", "tables"),
        "url": url_for("participant.station", event_slug=station.event.slug, station_slug=station.slug),
    }


def _values(row: object, *columns: str) -> dict[str, Any]:
    return {column: getattr(row, column) for column in columns}


def languages(event: Event) -> list[tuple[str, str]]:
    """The languages people may write in, each by its own name."""
    return [(code, LANGUAGES.get(code, code)) for code in event.languages]
