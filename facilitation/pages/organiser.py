"""The organiser's desk, every link and QR code, and the tables' posters."""

import datetime as dt
from contextlib import suppress

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import format_date
from werkzeug.wrappers import Response

from facilitation import clock
from facilitation.config import Config
from facilitation.doors import addresses, links, origin, sessions
from facilitation.errors import CafeError
from facilitation.models import Event
from facilitation.pages import asking, long_page
from facilitation.pages.answering import answered
from facilitation.pages.programme import programme
from facilitation.pages.screens import asks_for_json, event_info, offered_languages, station_info
from facilitation.queries import changes, desk, promises, survey
from facilitation.services import doors, translations, trials, witness
from facilitation.storage import turns
from facilitation.text import number

blueprint = Blueprint("organiser", __name__)


@blueprint.get("/e/<event_slug>/organise", endpoint="desk")
def desk_page(event_slug: str) -> str:
    """Show the day, the round, the stations; of a locked event, why nothing is shown. Organisers only."""
    event, actor = asking.organised(event_slug, locked=True)
    if event.locked_at is not None:
        return _locked_page(event)
    with turns.for_a_long_page():
        return _desk(event, actor.administrator)


def _desk(event: Event, keeps_house: bool) -> str:
    turns.give_after_a_slice()
    figures = desk.figures(event.id)
    turns.give_after_a_slice()
    lacking = translations.missing(event)
    turns.give_after_a_slice()
    first = {
        "event": event_info(event),
        "stations": [
            {
                **station_info(station),
                "board": url_for("host.board", event_slug=event.slug, station_slug=station.slug),
            }
            for station in event.stations
        ],
        "programme": programme(event.programme, event.date, links.local_now(event)),
        "desk": figures,
        "feedback": survey.told(event.id, "desk"),
        "event_state": changes.event_state(event.id),
        "plan": url_for("plan.plan_json", event_slug=event.slug),
    }
    turns.give_after_a_slice()
    config: Config = current_app.extensions["config"]
    read_along = origin.can_be_read_along(addresses.base_url()) and not origin.is_secure(request.environ, config)
    return long_page.draw(
        "desk.html",
        event=event,
        stations=event.stations,
        first=first,
        read_along=read_along,
        promise=promises.of(event, clock.now()),
        languages=[one for one in offered_languages(event) if one[0] != event.language],
        missing=lacking,
        keeps_house=keeps_house,
    )


@blueprint.post("/e/<event_slug>/organise/clock")
def tell_clock(event_slug: str) -> Response:
    """Hear what the clock of an organiser's device shows (`now`, ms since 1970), or which day a person typed (`day`).

    A script is answered with what that says of this machine's clock (`verdict`, `services/witness.py`), and with what
    that shows at the event's place (`shown`). A browser on this machine has the same clock, and says nothing (`own`).
    Raises CafeError `malformed`. Organisers only.
    """
    event, _ = asking.organised(event_slug, locked=True)
    here = links.local_now(event)
    verdict: str = "own"
    if "day" in request.form:
        verdict = "agrees" if request.form["day"] == here.date().isoformat() else "ahead"
        if verdict == "agrees":
            witness.agree()
    elif not origin.is_same_device(request.environ):
        moment = _moment(request.form.get("now", ""))
        apart = round((clock.now() - moment).total_seconds() * 1000)
        verdict = witness.hear(moment)
        with suppress(*trials.NOT_STORED):  # what it says of the clock counts also where nothing more can be stored
            trials.note("clock", by="browser", apart=apart)
    if asks_for_json():
        return jsonify(ok=True, verdict=verdict, shown=f"{format_date(here.date(), 'long')}, {here:%H:%M}")
    return redirect(url_for(".desk", event_slug=event.slug, typed=verdict), code=303)


@blueprint.get("/e/<event_slug>/organise/doors")
def all_doors(event_slug: str) -> str:
    """Show every link and QR code. Organisers only."""
    event, _ = asking.organised(event_slug)
    return render_template(
        "doors.html",
        event=event,
        stations=event.stations,
        doors=links.doors_of(event),
        unused=doors.UNUSED_SECONDS,
    )


@blueprint.post("/e/<event_slug>/organise/doors")
def renew(event_slug: str) -> Response:
    """Give one secret `door` a new link; the old link and everybody who came through it are shut out.

    `codes` instead of that gives guests' codes new letters: those of the station with this id, or `all`; posters with
    the old ones lead nowhere. Organisers only.
    """
    event, _ = asking.organised(event_slug)
    if "codes" in request.form:
        codes = doors.renew_codes(sessions.current_actor(event), _station(request.form["codes"]))
        return answered(event.id, codes, url_for(".all_doors", event_slug=event.slug))
    asked = number(request.form.get("door", ""))
    if asked is None:
        raise CafeError("malformed", field="door")
    renewed = doors.renew(sessions.current_actor(event), asked)
    if renewed.row.role == "organiser":
        sessions.enter(renewed.row)
    return answered(event.id, renewed, url_for(".all_doors", event_slug=event.slug))


def _station(said: str) -> int | None:
    """Return whose codes a form means: a station's id, or None for `all`. Raises CafeError `malformed`."""
    asked = number(said)
    if asked is None and said != "all":
        raise CafeError("malformed", field="codes")
    return asked


def _locked_page(event: Event) -> str:
    here = links.local_now(event)
    return render_template(
        "locked.html", event=event, here=here, doubted=clock.is_doubted(), typed=request.args.get("typed")
    )


def _moment(said: str) -> dt.datetime:
    """Return the moment that a browser's script tells. Raises CafeError `malformed`."""
    seconds, thousandths = number(said[:-3]), number(said[-3:])
    if seconds is None or thousandths is None:
        raise CafeError("malformed", field="now")
    return dt.datetime.fromtimestamp(seconds, dt.UTC) + dt.timedelta(milliseconds=thousandths)
