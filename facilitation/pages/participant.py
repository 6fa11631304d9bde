"""Guests' pages: welcome, joining, the station."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, session, url_for
from flask_babel import refresh
from werkzeug.wrappers import Response

from facilitation import bounds, clock
from facilitation.actor import Actor
from facilitation.doors import languages, links, sessions
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.i18n.language_codes import without_variant
from facilitation.ids import is_id, new_id
from facilitation.models import Event, Station
from facilitation.models.columns import iso, now
from facilitation.pages import catch_up, first_page, machine_drafts
from facilitation.pages.answering import answered
from facilitation.pages.compression import takes
from facilitation.pages.programme import planned_rounds, programme
from facilitation.pages.readers import reader_of
from facilitation.pages.screens import (
    event_info,
    event_over,
    guests_languages,
    languages_to_choose,
    said_here,
    said_to,
    station_place,
)
from facilitation.queries import changes, house, menu, snapshots, wordings
from facilitation.queries import first_page as first_page_query
from facilitation.queries.fields import CONTRIBUTION
from facilitation.services import contributions, doors, events, limits, participants, stations, votes
from facilitation.storage.statements import AnyRow, reading
from facilitation.text import number

blueprint = Blueprint("participant", __name__)

LONGEST_PATH = bounds.LONGEST_PATH
NOTHING: Mapping[str, str] = MappingProxyType({})
"""What stands in a form that is not filled in."""
PLAIN = (("Vary", "Accept-Encoding"),)
COMPRESSED = (*PLAIN, ("Content-Encoding", "gzip"))
"""Headers of a page that is already compressed, and of the same as it is."""
OF_ONE = frozenset(("card", "before", "saved"))
"""What an address may ask of a station's page that others are not shown."""


@blueprint.get("/")
def index() -> Response | str:
    """Lead to the welcome page of what is on today, or of the only event there is; else list the events."""
    shown = house.for_guests(clock.now())
    every = [event for group in shown.values() for event in group]
    only = shown["now"] or every
    if len(only) == 1:
        return redirect(url_for("participant.welcome", event_slug=only[0].slug))
    return render_template("events.html", shown=shown, events=every)


@blueprint.get("/e/<event_slug>/")
def welcome(event_slug: str) -> str:
    """Show what this is, the day's programme with now and next, the stations, and the place."""
    event = events.find(event_slug)
    moment, running = links.local_now(event), changes.event_state(event.id)
    return render_template(
        "welcome.html",
        event=event,
        stations=event.stations,
        programme=programme(event.programme, event.date, moment, running),
        now=moment.strftime("%H:%M"),
        running=running,
        has_ended=house.has_ended(event, clock.now()),
    )


@blueprint.get("/e/<event_slug>/privacy")
def privacy(event_slug: str) -> str:
    """Show what is stored, and until when."""
    event = events.find(event_slug, locked=True)
    return render_template("privacy.html", event=event, machine=machine_drafts.kind())


@blueprint.get("/e/<event_slug>/menu.json")
def menu_json(event_slug: str) -> Response:
    """Tell what changes by the minute in a guest's menu. Raises CafeError `not_joined`."""
    event = events.find(event_slug)
    actor = sessions.current_actor(event)
    actor.require_reader()
    return jsonify(menu.read(event, actor))


@blueprint.get("/q/<anything:code>")
@blueprint.get("/Q/<anything:code>")
def join(code: str) -> Response:
    """Join through a QR code, remember its table, and lead to its station; also where it was typed from a poster."""
    found = doors.join_code(code)
    sessions.bring_pass()
    sessions.joined_actor(found)
    if found.station is None:
        return redirect(url_for("participant.welcome", event_slug=found.slug))
    table = found.table if found.table is not None and found.table <= found.station_tables else None
    _sit(found.station_id, table)
    return redirect(url_for("participant.station", event_slug=found.slug, station_slug=found.station, table=table))


@blueprint.get("/<typed:code>", strict_slashes=False)
def join_without_q(code: str) -> Response:
    """Join through a code that was typed without `/q/`. Raises CafeError `not_found` where it is none of this café."""
    try:
        return join(code)
    except CafeError as refusal:
        raise CafeError("not_found") from refusal


@blueprint.get("/e/<event_slug>/stations/<station_slug>")
def station(event_slug: str, station_slug: str) -> str | Response:
    """Show a station's page, which asks on the first visit for language and (optional) name.

    Newcomers to whom the door is not open see first what it asks of them. Whoever left nothing here yet gets the page
    that is drawn once for all of them.
    """
    with reading() as store:
        made = first_page_query.read(store, event_slug, station_slug, languages.interface_language())
    actor = sessions.joined_actor(made.event)
    known = sessions.participant(made.event, actor)
    table = table_at(made.event.station_id, made.event.station_tables)
    is_open = sessions.door_for(made.event, actor) == "open"
    if is_open and OF_ONE.isdisjoint(request.args) and _left_nothing(made.event, actor, known):
        return _first_page(made, actor, known, table)
    event = events.find(event_slug)
    found = stations.find(event.id, station_slug)
    if is_open:
        return station_page(event, found, actor, table)
    path = url_for(".station", event_slug=event.slug, station_slug=found.slug, table=table)
    return hello(event, found, table, chosen=known.language if known else event.language, name="", next=path)


def _left_nothing(event: AnyRow, actor: Actor, known: sessions.Person | None) -> bool:
    """Tell whether nothing of who asks is on a station's page: a name, a language of their own, a dot, a text."""
    if (known and known.name) or sessions.handed_on(event) or sessions.language_called():
        return False
    if known is None or not known.is_stored:
        return True
    with reading() as store:
        here = store, actor, event.station_id
        return not (votes.of(*here) or contributions.own(*here)) and contributions.paused_for(*here) is None


def _first_page(
    made: first_page_query.Made, actor: Actor, known: sessions.Person | None, table: int | None
) -> Response:
    """Answer with the page that is drawn once for all who left nothing at a station yet."""
    event = made.event
    newest = snapshots.whole(event.station_id, event.station_revision, "public").newest
    reader = reader_of(event, event.station_id, actor, known, newest["contributions"])

    def draw() -> str:
        found = events.find(event.slug)
        return station_page(found, db.session.get_one(Station, event.station_id), actor, table, for_all=True)

    chosen = languages.chosen(), reader.language, *(code for code, _ in reader.chips)
    of = (event.station_id, table, languages.interface_locale(), reader.arrives, *chosen)
    page = first_page.find(of, made, draw)
    own = new_id(), str(iso(now()))
    if takes("gzip", request.headers.get("Accept-Encoding", "")):
        return Response(page.compressed(*own), headers=COMPRESSED, mimetype="text/html")
    return Response(page.plain(*own), headers=PLAIN, mimetype="text/html")


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
        next=own_path(request.args.get("next"), event),
        handing_on=known is not None and known.is_stored,
    )


@blueprint.post("/e/<event_slug>/me/anew")
def hand_on(event_slug: str) -> Response:
    """Let somebody else write on this phone from now on."""
    event = events.find(event_slug)
    sessions.hand_on(event)
    sessions.joined_actor(event)
    return redirect(own_path(request.form.get("next"), event))


@blueprint.post("/e/<event_slug>/me")
def greet(event_slug: str) -> Response | str | tuple[str, int]:
    """Store a guest's name and the language they write in; what is refused stays in the form.

    With `speak` its person only chose a language: the page comes again in that one, with all that was typed.
    """
    event = events.find(event_slug)
    actor = sessions.joined_actor(event)
    language, name = request.form.get("language", event.language), request.form.get("name", "")
    word = request.form.get("word", "")
    path = own_path(request.form.get("next"), event)

    def asked_again(refused: CafeError | None = None) -> str:
        return hello(event, *_place_of(event, path), chosen=language, name=name, word=word, next=path, refused=refused)

    if "speak" in request.form:
        language = request.form["speak"]
        sessions.choose_language(language, event.languages)
        refresh()
        return asked_again()
    try:
        sessions.require_cookies()
        with limits.refusals_of(actor):
            greeted = participants.greet(actor, name=name, language=without_variant(language), word=word)
    except CafeError as refusal:
        return asked_again(refusal), refusal.status
    sessions.choose_language(language, event.languages)
    return answered(event.id, greeted, path)


def hello(event: Event, found: Station | None, table: int | None, **typed: Any) -> str:
    """Ask for language and (optional) name, and newcomers for the day's word where the door asks for it."""
    actor = sessions.joined_actor(event)
    shown = {
        "refused": None,
        "word": "",
        "door": sessions.door_for(event, actor),
        "handing_on": False,
        "first": {"event": event_info(event)},
        **typed,
    }
    written = without_variant(shown["chosen"])
    known = guests_languages(event, written)
    shown["chosen"] = languages.known_to_read(written if written in dict(known) else event.language)
    choice = languages_to_choose(known)
    return render_template("join.html", event=event, station=found, table=table, languages=choice, **shown)


@blueprint.post("/e/<event_slug>/stations/<station_slug>")
def post(event_slug: str, station_slug: str) -> Response | str | tuple[str, int]:
    """Store a contribution from a page without script; what is refused stays in the field.

    With `speak` its person only chose a language: the page comes again in that one, with all that was typed.
    """
    event = events.find(event_slug)
    found = stations.find(event.id, station_slug)
    actor = sessions.joined_actor(event)
    table, written = table_at(found.id, found.tables), typed()
    if "speak" in request.form:
        language = request.form["speak"]
        sessions.choose_language(language, event.languages)
        refresh()
        try:
            with limits.refusals_of(actor):
                sessions.write_in(event, language)
        except CafeError as refusal:
            return station_page(event, found, actor, table, written, refusal), refusal.status
        return station_page(event, found, actor, table, {**written, "language": ""})
    try:
        sessions.require_cookies()
        with limits.refusals_of(actor):
            added = contributions.add(
                actor,
                found.slug,
                id=written["id"],
                text=written["text"],
                kind=written["kind"],
                language=written["language"],
                table=table,
                reply_to=written["reply_to"] or None,
                name=written["name"],
            )
    except CafeError as refusal:
        return station_page(event, found, actor, table, written, refusal), refusal.status
    saved = url_for(".station", event_slug=event.slug, station_slug=found.slug, table=table, saved=added.row.state)
    return answered(event.id, added, saved)


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
    status, headers, body = catch_up.answer(asked, session)
    return Response(body, status, headers)


def card_path(event_slug: str, station_slug: str, contribution: str, table: int | None = None) -> str:
    """Return the path that leads to a contribution's card, however old it is: a page holds only the newest."""
    place: dict[str, Any] = {"event_slug": event_slug, "station_slug": station_slug, "table": table}
    return url_for("participant.station", **place, card=contribution, _anchor=f"c-{contribution}")


def typed() -> dict[str, str]:
    """Return what the form at the thumb brought along; its `id` is the page's, for what is sent from it."""
    return {name: request.form.get(name, "") for name in ("id", "text", "kind", "language", "reply_to", "name")}


def station_page(
    event: Event,
    found: Station,
    actor: Actor,
    table: int | None,
    written: Mapping[str, str] = NOTHING,
    refusal: CafeError | None = None,
    *,
    for_all: bool = False,
) -> str:
    """Draw a station; `written` is what stands in its form (`typed`), `refusal` why something sent was not taken.

    With `for_all` there are marks in the places of what each phone gets its own of (`first_page`).
    """
    everything = snapshots.read(found.id, "public")
    change = everything.newest
    known = sessions.participant(event, actor)
    reader = reader_of(event, found.id, actor, known, change["contributions"], written.get("language"))
    state = changes.event_state(event.id)
    sought = everything.before_card(request.args.get("card", ""))
    plain, older = everything.cards(sought or number(request.args.get("before", "")))
    with reading() as store:
        me = {**sessions.me(store, event.id, actor), "language": reader.language}
        given = votes.of(store, actor, found.id)
        paused = contributions.paused_for(store, actor, found.id)
        mine = changes.own(store, actor, found.id, found.slug)
        read_in = without_variant(languages.interface_language())
        worded = wordings.for_reader(store, found.id, read_in)
    own = {one["id"]: one for one in mine}
    here = url_for("participant.station", event_slug=event.slug, station_slug=found.slug)
    first = {
        "event": event_over(event),
        "said": said_to(event, found),
        "said_here": said_here(found),
        "station": found.slug,
        "prompts": found.prompts,
        "stations": [station_place(one) for one in event.stations],
        "table": table,
        "change": change,
        "count": everything.many,
        "event_state": {**state, "now": first_page.NOW} if for_all else state,
        "plan": {"date": event.date.isoformat(), "rounds": planned_rounds(event)},
        "my_votes": given,
        "mine": [CONTRIBUTION.short(one) for one in mine],
        "paused": paused,
        "votes_left": votes.left(event.votes_per_person, given),
        "votes_per_person": event.votes_per_person,
        "me": me,
        "languages": reader.offered,
        "urls": {
            "station_json": url_for("participant.station_json", event_slug=event.slug, station_slug=found.slug),
            "welcome": url_for("participant.welcome", event_slug=event.slug),
            "feedback": url_for("feedback.survey", event_slug=event.slug),
            "me": url_for("participant.me", event_slug=event.slug, next=here),
            "menu": url_for("participant.menu_json", event_slug=event.slug),
            "plan": url_for("plan.plan_json", event_slug=event.slug, station=found.slug),
            "here": here,
        },
    }
    return render_template(
        "station.html",
        first=first,
        event=event,
        station=found,
        table=table,
        own=own,
        plain=[own.get(one["id"], one) for one in reversed(plain)],
        older=older,
        worded={one["id"]: said for one in plain if (said := _read_first(one, read_in, worded))},
        read_in=read_in,
        languages=reader.offered,
        chosen=reader.language,
        choice=reader.choice,
        spoken=reader.spoken,
        arrives=reader.arrives,
        away=stations.away_from(event, found) if found.closed else None,
        chips=reader.chips,
        new_id=first_page.ID if for_all else written["id"] if is_id(written.get("id")) else new_id(),
        written=written,
        refusal=refusal,
        saved=request.args.get("saved"),
    )


def _read_first(one: Mapping[str, Any], language: str, worded: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what is read of a contribution in place of its text in another language: a host's German, or a wording."""
    if one["language"].split("-")[0] == language.split("-")[0]:
        return None
    if one.get("german") and language == "de":
        return {"text": one["german"], "by": "host"}
    return worded.get(one["id"])


def _sit(station_id: int, table: int | None) -> None:
    session["tables"] = {**session.get("tables", {}), str(station_id): table}


def table_at(station_id: int, tables: int) -> int | None:
    """Return the table in the address, else the one whose code was last scanned at this station, of its `tables`."""
    asked = number(request.args.get("table", ""))
    known: int | None = session.get("tables", {}).get(str(station_id))
    if asked is not None and 1 <= asked <= tables:
        if asked != known:
            _sit(station_id, asked)
        return asked
    return known if known is None or known <= tables else None


def _place_of(event: Event, path: str) -> tuple[Station | None, int | None]:
    """Return the station and table that a path of ours leads to."""
    led = re.fullmatch(rf"/e/{re.escape(event.slug)}/stations/([a-z0-9-]+)(?:\?table=([0-9]{{1,3}}))?", path)
    if led is None:
        return None, None
    found = next((one for one in event.stations if one.slug == led[1]), None)
    return found, int(led[2]) if led[2] else None


def own_path(asked: str | None, event: Event) -> str:
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
