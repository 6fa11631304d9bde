"""The house: the installation's events, and what is done with a whole one, for whoever keeps it."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from facilitation import bounds, broadcasts, clock
from facilitation.actor import HOUSE, Actor
from facilitation.config import Config
from facilitation.doors import links, sessions
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.offload import offload
from facilitation.pages import deleted, forms, upload
from facilitation.pages.answering import answered
from facilitation.queries import changes, house
from facilitation.services import copying, doors, events, removal
from facilitation.services.committed import Committed
from facilitation.storage.work_folders import WorkFolder
from facilitation.text import number
from facilitation.transfer import child, example
from facilitation.typed import day

blueprint = Blueprint("house", __name__)

LARGEST = bounds.UPLOADED_ARCHIVE
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@blueprint.get("/house")
def overview() -> str:
    """Show the house's events, with the way into each. Administrators only."""
    _keeper()
    return _page(done=request.args.get("done", ""), about=request.args.get("about", ""))


@blueprint.post("/house/door")
def renew() -> Response:
    """Give the administrator's door a new link; everybody else who came by the old one is put out.

    Administrators only.
    """
    actor = _keeper()
    asked = number(request.form.get("door", ""))
    if asked is None:
        raise CafeError("malformed", field="door")
    renewed = doors.renew(actor, asked)
    sessions.enter(renewed.row)
    return answered(HOUSE, renewed, url_for(".overview", done="renewed"))


@blueprint.route("/house/<event_slug>/copy", methods=["GET", "POST"])
def copy(event_slug: str) -> str | Response | tuple[str, int]:
    """Ask for title and day of a copy (`title`, `date`), and make it. Administrators only."""
    actor, event = _keeper_of(event_slug)
    today = house.today_at(event, clock.now())
    if request.method == "GET":
        again = event.date.replace(year=today.year + 1, day=min(event.date.day, 28))
        typed = {"title": copying.title_again(event, again.year), "date": ""}
        return _page(asked=("copy", event.slug), typed=typed)
    typed = {name: request.form.get(name, "") for name in ("title", "date")}
    try:
        made = copying.copy(actor, event.id, title=typed["title"], date=_day(typed["date"]), today=today)
    except CafeError as refusal:
        return _page(asked=("copy", event_slug), typed=typed, refusal=refusal), refusal.status
    return answered(HOUSE, made, url_for(".overview", done="copied", about=made.row.slug))


@blueprint.post("/house/<event_slug>/archive")
def archive(event_slug: str) -> Response:
    """Put an event into the archive, or with `back` take it out again. Administrators only."""
    actor, event = _keeper_of(event_slug)
    back = "back" in request.form
    done = events.archive(actor, event.id, on=not back)
    told = url_for(".overview", done="back" if back else "archived", about=event.slug)
    return answered(HOUSE, done, told)


@blueprint.route("/house/<event_slug>/delete", methods=["GET", "POST"])
def delete(event_slug: str) -> str | Response:
    """Ask whether an event is to be deleted, and with `sure` delete it from the disk. Administrators only."""
    actor, event = _keeper_of(event_slug)
    if request.method == "GET" or "sure" not in request.form:
        return _page(asked=("delete", event.slug))
    state = changes.event_state(event.id)
    removed = removal.remove(actor, event.id)
    deleted.forget_said()
    broadcasts.event_removed(removed.row.id, removed.row.stations, state)
    return answered(HOUSE, removed, url_for(".overview", done="deleted", about=removed.row.title))


@blueprint.post("/house/import")
@forms.read_by_the_page
def take_in() -> str | Response | tuple[str, int]:
    """Import an event from a file (`file`, JSON or ZIP), with `slug` under another name. Administrators only."""
    _keeper()
    config: Config = current_app.extensions["config"]
    db.session.rollback()
    work = offload(WorkFolder, config.data_dir)
    typed = {"slug": ""}
    try:
        with upload.form_on_disk(LARGEST, work.path) as sent:
            typed["slug"] = sent.fields.get("slug", "").strip()[: bounds.FILE_NAME_LIMIT]
            _keeper()  # minutes may lie between
            db.session.rollback()  # while it is read, no database connection is held
            file = _checked(sent.file, typed["slug"])
        taken = child.take_in(file, slug=typed["slug"] or None)  # minutes, in which others' photos find a place
    except (RequestEntityTooLarge, CafeError) as fault:
        if isinstance(fault, RequestEntityTooLarge) or fault.code == "too_large":
            refusal = CafeError("import_too_large", limit=LARGEST // 1_000_000)
        else:
            refusal = child.about_file(fault)
        if refusal.code == "import_taken":
            typed["slug"] = events.free_slug(db.session, str(refusal.detail["slug"]))
        return _page(asked=("import", ""), typed=typed, refusal=refusal), refusal.status
    finally:
        offload(work.remove)
    said: dict[str, Any] = {
        "contributions": taken.contributions,
        "photos": taken.photos,
        "without": taken.without_picture,
    }
    path = url_for(".overview", done="imported", about=taken.slug, changed=",".join(taken.changed), **said)
    return answered(HOUSE, Committed(None), path)


@blueprint.post("/house/example")
def show_example() -> Response:
    """Make the example, a day that is filled with contributions, where there is none. Administrators only."""
    _keeper()
    slug = example.make(clock.now())
    return answered(HOUSE, Committed(None), url_for(".overview", done="example", about=slug))


def _page(
    *,
    asked: tuple[str, str] = ("", ""),
    typed: dict[str, str] | None = None,
    refusal: CafeError | None = None,
    done: str = "",
    about: str = "",
) -> str:
    held = house.held(clock.now())
    every = [one for group in held.values() for one in group]
    return render_template(
        "house.html",
        held=held,
        fresh=len(every) == 1 and not every[0].event.in_house and not every[0].people,
        has_example=any(one.event.is_example for one in every),
        new_event=_new_event(),
        door=doors.of_house(),
        house_url=links.house_url(),
        organisers={one.event.slug: links.organiser_url(one.event) for one in every},
        asked=asked,
        typed=typed or {},
        refusal=refusal,
        done=done,
        about=about,
        told={name: number(request.args.get(name, "")) for name in ("contributions", "photos", "without")},
        changed=request.args.get("changed", "").split(","),
        limit=LARGEST // 1_000_000,
    )


def _new_event() -> str:
    """Return where the short form for a new event is; empty where this version has none."""
    rules = (rule for rule in current_app.url_map.iter_rules() if rule.rule == "/house/new")
    return next((url_for(rule.endpoint) for rule in rules), "")


def _day(said: str) -> dt.date:
    """Return a day as browsers send it or people type it. Raises CafeError `date_unreadable`."""
    try:
        return day(said)
    except CafeError as refusal:
        raise CafeError("date_unreadable") from refusal


def _checked(file: Path | None, slug: str) -> Path:
    if file is None:
        raise CafeError("import_none")
    if slug and not (_SLUG.fullmatch(slug) and len(slug) <= events.SLUG_LENGTH):
        raise CafeError("import_address")
    return file


def _keeper() -> Actor:
    actor = sessions.current_keeper()
    actor.require_administrator()
    return actor


def _keeper_of(event_slug: str) -> tuple[Actor, Event]:
    return _keeper(), events.find(event_slug, locked=True)
