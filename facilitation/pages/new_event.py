"""A new event: a short form of which a whole one is made, that can be held as it is. Administrators only."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask_babel import format_date
from werkzeug.wrappers import Response

from facilitation import clock, typed
from facilitation.doors import languages, sessions
from facilitation.errors import CafeError
from facilitation.i18n.language_codes import VARIANTS
from facilitation.ids import is_id, new_id
from facilitation.models import Event
from facilitation.pages.screens import language_name
from facilitation.services import events, planning, settings
from facilitation.services.planning import Wishes
from facilitation.services.programme import minutes
from facilitation.text import clean_line

blueprint = Blueprint("new_event", __name__)

USUAL: Mapping[str, str] = MappingProxyType(
    {
        **{"title": "", "date": "", "begins": "14:30", "place": "", "slug": "", "more": ""},
        **{"stations": "3", "tables": "2", "rounds": "3", "minutes": "20", "change": "5"},
    }
)
"""What stands in the form at first: as the hosting guide has it, and as Dresden's day was."""
ADDRESS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@blueprint.get("/house/new")
def form() -> str:
    """Show the form as it usually is."""
    _keeper()
    return _page({**USUAL, "language": languages.interface_language()}, [languages.interface_language()], {}, new_id())


@blueprint.post("/house/new")
def create() -> Response | tuple[str, int]:
    """Make an event of what was typed, and lead to its editor; with `look` only tell a script what would be made.

    What cannot be is named beside its field, all at once, and what was typed stays.
    """
    _keeper()
    said = {name: request.form.get(name, "") for name in (*USUAL, "language")}
    chosen, id = request.form.getlist("languages"), request.form.get("id", "")
    if not is_id(id):
        id = new_id()
    wishes, wrong = _read(said, chosen)
    plan = _plan(wishes, wrong)
    if "look" in request.form:
        return jsonify(ok=True, **_told(plan, wishes, wrong))
    known = events.made_by(id)
    if known is not None:  # its title may have taken the address that the plan would get
        return _led_to(known.slug)
    if plan is None:
        return _page(said, chosen, wrong, id), 400
    try:
        event = events.create_once({**plan, "in_house": True}, today=clock.now().date(), order=id)
    except CafeError as refusal:
        return _page(said, chosen, {"slug": refusal}, id), refusal.status
    return _led_to(event.slug)


def _keeper() -> None:
    sessions.current_keeper().require_administrator()


def _led_to(slug: str) -> Response:
    return redirect(url_for("edit.begin", event_slug=slug), code=303)


def _read(said: Mapping[str, str], chosen: list[str]) -> tuple[Wishes | None, dict[str, CafeError]]:
    """Return what is wished for, or else what of it cannot be, by the fields' names."""
    wrong: dict[str, CafeError] = {}

    def read(name: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(said[name])
        except CafeError as refusal:
            wrong[name] = refusal
            return None

    counts = {
        name: read(name, partial(typed.count, least=least, most=most)) for name, (least, most) in planning.MOST.items()
    }
    begins = read("begins", typed.time)
    more = read("more", settings.languages_in)
    language = said["language"] if said["language"] in planning.languages() else planning.languages()[0]
    known = [code for code in chosen if code in languages.LANGUAGES and code not in VARIANTS]
    values = {
        "title": read("title", lambda one: _line(one, "title")),
        "day": read("date", typed.day),
        "begins": None if begins is None else minutes(begins),
        "place": read("place", lambda one: _line(one, "place_name") if one.strip() else ""),
        "slug": read("slug", _address),
        "language": language,
        "languages": tuple(dict.fromkeys([language, *known, *(more or [])])),
        **counts,
    }
    return (None if wrong else Wishes(**values)), wrong


def _plan(wishes: Wishes | None, wrong: dict[str, CafeError]) -> dict[str, Any] | None:
    """Return the plan, or None and say in `wrong` why there is none."""
    if wishes is None:
        return None
    try:
        return planning.plan(wishes, taken=events.slugs())
    except CafeError as refusal:
        wrong[str(refusal.detail["field"])] = refusal
        return None


def _line(said: str, column: str) -> str:
    limit = int(Event.__table__.c[column].type.length)
    line = clean_line(said, limit=limit)
    if len(line) > limit:
        raise CafeError("text_too_long", length=len(line), limit=limit)
    return line


def _address(said: str) -> str:
    """Return an address as typed, in small letters. Raises CafeError `address_malformed`."""
    plain = said.strip().lower()
    if plain and (len(plain) > planning.SLUG_LENGTH or not ADDRESS.fullmatch(plain)):
        raise CafeError("address_malformed")
    return plain


def _told(plan: dict[str, Any] | None, wishes: Wishes | None, wrong: Mapping[str, CafeError]) -> dict[str, Any]:
    """Return what is drawn beside the form: the day's lines, and how a day and a time were understood."""
    return {
        "lines": _lines(plan) if plan else [],
        "wrong": {name: refusal.message for name, refusal in wrong.items()},
        "date": format_date(wishes.day, "full") if wishes else "",
        "slug": plan["slug"] if plan else "",
    }


def _lines(plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a plan's lines as they follow one another, those of the World Café in its place."""
    flat = [
        one
        for line in plan["programme"]
        for one in (plan["world_cafe"] if line["kind"] == "world_cafe" else [line])
        if one["kind"] != "change"
    ]
    return [
        {
            "starts": one["starts"],
            "title": one["title"],
            "round": one.get("position", 0),
            "minutes": minutes(one["ends"]) - minutes(one["starts"]),
        }
        for one in flat
    ]


def _page(said: Mapping[str, str], chosen: list[str], wrong: Mapping[str, CafeError], id: str) -> str:
    today = clock.now().astimezone(ZoneInfo("Europe/Berlin")).date()
    filled = {
        **said,
        "title": said["title"] or "–",
        "date": said["date"] or f"{today + dt.timedelta(days=28):%d.%m.%Y}",
    }
    wishes, _ = _read(filled, chosen)
    plan = _plan(wishes, {})
    return render_template(
        "new_event.html",
        said=said,
        chosen={said["language"], *chosen},
        wrong=wrong,
        begin_with=next((name for name in said if name in wrong), "" if wrong else "title"),
        id=id,
        offered=[(code, language_name(code)) for code in planning.languages()],
        most=planning.MOST,
        lines=_lines(plan) if plan else [],
    )
