"""Guests' pages: welcome, joining, the station."""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import is_id, new_id
from facilitation.models import Event, ProgrammeItem, Station
from facilitation.pages import catch_up
from facilitation.pages.screens import event_info, languages, station_info
from facilitation.queries import changes, snapshots
from facilitation.services import contributions, doors, events, limits, participants, stations, votes
from facilitation.storage.statements import reading

blueprint = Blueprint("participant", __name__)

LONGEST_PATH = 2_000
"""Characters of a path to go on to; ours have two hundred."""
PLAIN = 30
"""Contributions that the page shows before its script runs, or without it."""


@blueprint.get("/")
def index() -> Response | str:
    """Lead to the welcome page of the only event, or list the events."""
    known = events.every()
    if len(known) == 1:
        return redirect(url_for("participant.welcome", event_slug=known[0].slug))
    return render_template("events.html", events=known)


@blueprint.get("/e/<event_slug>/")
def welcome(event_slug: str) -> str:
    """Show what this is, the day's programme with now and next, the stations, and the place."""
    event = events.find(event_slug)
    moment = dt.datetime.now(ZoneInfo(event.timezone))
    return render_template(
        "welcome.html",
        event=event,
        stations=event.stations,
        programme=programme(event.programme, event.date, moment),
        now=moment.strftime("%H:%M"),
        running=changes.event_state(event.id),
    )


@blueprint.get("/e/<event_slug>/privacy")
def privacy(event_slug: str) -> str:
    """Show what is stored, and until when."""
    return render_template("privacy.html", event=events.find(event_slug))


@blueprint.get("/q/<code>")
def join(code: str) -> Response:
    """Join through a QR code, remember its table, and lead to its station."""
    found = doors.join_code(code)
    event = db.session.get_one(Event, found.event_id)
    sessions.joined_actor(event)
    if found.station_id is None:
        return redirect(url_for("participant.welcome", event_slug=event.slug))
    station = db.session.get_one(Station, found.station_id)
    _sit(station, found.table)
    return redirect(url_for("participant.station", event_slug=event.slug, station_slug=station.slug, table=found.table))


@blueprint.get("/e/<event_slug>/stations/<station_slug>")
def station(event_slug: str, station_slug: str) -> str | Response:
    """Show a station's page; on the first visit ask for language and (optional) name."""
    event = events.find(event_slug)
    found = stations.find(event.id, station_slug)
    actor = sessions.joined_actor(event)
    table = _table(found)
    me = sessions.participant(event, actor)
    if me is not None and not me.greeted:
        path = url_for(".station", event_slug=event.slug, station_slug=found.slug, table=table)
        return hello(event, found, table, chosen=me.language, name=me.name or "", next=path)
    return _station_page(event, found, actor, table, None)


@blueprint.get("/e/<event_slug>/me")
def me(event_slug: str) -> str:
    """Show the form that changes language or name later."""
    event = events.find(event_slug)
    known = sessions.participant(event, sessions.joined_actor(event))
    return hello(
        event,
        None,
        None,
        chosen=known.language if known else event.language,
        name=(known.name if known else None) or "",
        next=_own_path(request.args.get("next"), event),
    )


@blueprint.post("/e/<event_slug>/me")
def greet(event_slug: str) -> Response | tuple[str, int]:
    """Store a guest's name and the language they write in; what is refused stays in the form."""
    event = events.find(event_slug)
    actor = sessions.joined_actor(event)
    language, name = request.form.get("language", event.language), request.form.get("name", "")
    path = _own_path(request.form.get("next"), event)
    try:
        with limits.refusals_of(actor):
            recounted = participants.greet(actor, name=name, language=language, word=request.form.get("word", ""))
    except CafeError as refusal:
        return hello(
            event, *_place_of(event, path), chosen=language, name=name, next=path, refused=refusal
        ), refusal.status
    broadcasts.newcomers_changed(event.id)
    broadcasts.recounted(event.id, recounted)
    sessions.choose_interface(language)
    return redirect(path)


def hello(event: Event, found: Station | None, table: int | None, **typed: Any) -> str:
    """Ask for language and (optional) name, and newcomers for the day's word where the door asks for it."""
    actor = sessions.joined_actor(event)
    shown = {"refused": None, "door": sessions.door_for(event, actor), **typed}
    return render_template("join.html", event=event, station=found, table=table, languages=languages(event), **shown)


@blueprint.post("/e/<event_slug>/stations/<station_slug>")
def post(event_slug: str, station_slug: str) -> Response | tuple[str, int]:
    """Store a contribution from a page without script; what is refused stays in the field."""
    event = events.find(event_slug)
    found = stations.find(event.id, station_slug)
    actor = sessions.joined_actor(event)
    typed = {name: request.form.get(name, "") for name in ("id", "text", "kind", "language", "reply_to")}
    table = _table(found)
    try:
        with limits.refusals_of(actor):
            added = contributions.add(
                actor,
                found.slug,
                id=typed["id"],
                text=typed["text"],
                kind=typed["kind"],
                language=typed["language"],
                table=table,
                reply_to=typed["reply_to"] or None,
            )
    except CafeError as refusal:
        refused = {"message": refusal.message, "word": refusal.code == "word_wanted", **typed}
        return str(_station_page(event, found, actor, table, refused)), refusal.status
    broadcasts.station_changed(event.id, found.id, added.revision)
    broadcasts.recounted(event.id, added.recounted)
    saved = url_for(".station", event_slug=event.slug, station_slug=found.slug, table=table, saved=added.state)
    return redirect(saved, code=303)


@blueprint.get("/e/<event_slug>/stations/<station_slug>.json")
def station_json(event_slug: str, station_slug: str) -> Response:
    """Answer with what changed since a revision, for the session's audience; the `ETag` changes with the revision."""
    asked = catch_up.Asked(
        event=event_slug,
        station=station_slug,
        since=request.args.get("since", "0"),
        audience=request.args.get("audience") or None,
        encodings=request.headers.get("Accept-Encoding", ""),
        known=request.headers.get("If-None-Match", ""),
    )
    with reading() as store:
        status, headers, body = catch_up.answer(store, asked, session)
    return Response(body, status, headers)


def programme(items: list[ProgrammeItem], day: dt.date, moment: dt.datetime) -> list[dict[str, Any]]:
    """Return the programme's lines with their state: past, now, next or later; on any other day all are `later`.

    Lines of the World Café stand in `inner` of the day's line that holds them.
    """
    clock = moment.strftime("%H:%M")
    today = moment.date() == day
    inner = [_line(item, clock, today) for item in items if item.part == "world_cafe"]
    lines = [
        {**_line(item, clock, today), "inner": inner if item.kind == "world_cafe" else []}
        for item in items
        if item.part == "day"
    ]
    for several in (lines, inner):
        coming = next((line for line in several if line["state"] == "later"), None)
        if today and coming is not None:
            coming["state"] = "next"
    return lines


def _line(item: ProgrammeItem, clock: str, today: bool) -> dict[str, Any]:
    state = "later"
    if today and item.ends <= clock:
        state = "past"
    elif today and item.starts <= clock:
        state = "now"
    return {"starts": item.starts, "ends": item.ends, "kind": item.kind, "title": item.title, "state": state}


def _station_page(event: Event, found: Station, actor: Actor, table: int | None, refused: dict[str, Any] | None) -> str:
    me = sessions.participant(event, actor)
    language = me.language if me else event.language
    change = snapshots.read(found.id, "public")
    with reading() as store:
        given = votes.of(store, actor, found.id)
        mine = changes.own(store, actor, found.id, found.slug)
    first = {
        "event": event_info(event),
        "station": found.slug,
        "station_info": station_info(found),
        "stations": [station_info(one) for one in event.stations],
        "table": table,
        "change": change,
        "event_state": changes.event_state(event.id),
        "my_votes": given,
        "mine": mine,
        "votes_left": votes.left(event.votes_per_person, given),
        "votes_per_person": event.votes_per_person,
        "me": {
            "name": me.name if me else None,
            "language": language,
            "ui_language": sessions.interface_language(),
        },
        "languages": languages(event),
        "urls": {
            "station_json": url_for(".station_json", event_slug=event.slug, station_slug=found.slug),
            "welcome": url_for(".welcome", event_slug=event.slug),
            "feedback": url_for("feedback.survey", event_slug=event.slug),
            "me": url_for(".me", event_slug=event.slug, next=request.path),
        },
    }
    return render_template(
        "station.html",
        event=event,
        station=found,
        table=table,
        first=first,
        plain=list(reversed(change["contributions"][-PLAIN:])),
        languages=languages(event),
        chosen=language,
        new_id=refused["id"] if refused and is_id(refused["id"]) else new_id(),
        refused=refused,
        saved=request.args.get("saved"),
    )


def _sit(station: Station, table: int | None) -> None:
    session["tables"] = {**session.get("tables", {}), str(station.id): table}


def _table(station: Station) -> int | None:
    """Return the table in the address, else the one whose code was last scanned at this station."""
    asked = request.args.get("table", "")
    if asked.isascii() and asked.isdecimal() and len(asked) < 4 and 1 <= int(asked) <= station.tables:
        _sit(station, int(asked))
        return int(asked)
    known: int | None = session.get("tables", {}).get(str(station.id))
    return known if known is None or known <= station.tables else None


def _place_of(event: Event, path: str) -> tuple[Station | None, int | None]:
    """Return the station and table that a path of ours leads to."""
    led = re.fullmatch(rf"/e/{re.escape(event.slug)}/stations/([a-z0-9-]+)(?:\?table=([0-9]{{1,3}}))?", path)
    if led is None:
        return None, None
    found = next((one for one in event.stations if one.slug == led[1]), None)
    return found, int(led[2]) if led[2] else None


def _own_path(asked: str | None, event: Event) -> str:
    """Return a path of this event only, so that no link leads elsewhere."""
    inside = f"/e/{event.slug}/"
    if (
        asked
        and len(asked) <= LONGEST_PATH
        and asked.startswith(inside)
        and "\\" not in asked
        and not any(ord(letter) < 33 for letter in asked)
    ):
        return asked
    return inside
