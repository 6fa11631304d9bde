"""The organisers' editor for the Word report: texts, common themes, recommendations, and what is still missing.

Each form of the page saves by itself through the script, and works as a plain form without it. Both use the same
addresses: a script is answered in JSON, a form with the page, where a refusal stands beside what was typed.
"""

import json
from collections.abc import Callable
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.documents.editions import preview
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.ids import check_id, is_id, new_id
from facilitation.models import HORIZONS, REPORT_LANGUAGES, REPORT_TEXTS, CommonTheme, Event, Recommendation
from facilitation.pages import report_file
from facilitation.pages.screens import asks_for_json, event_info
from facilitation.queries import desk, harvest, themes
from facilitation.services import (
    common_themes,
    editions,
    events,
    letterheads,
    recommendations,
    report_texts,
    report_writing,
)

blueprint = Blueprint("editor", __name__)

LONGEST_NUMBER = 9
"""Digits of a revision or an edition's number."""
NOUNS: dict[str, Any] = {"theme": CommonTheme, "recommendation": Recommendation}
"""The models of which organisers write several rows, by the word that stands for each on the page."""


class Refused(NamedTuple):
    """The refusal of a plain form: `form` names it (a text's name, a row's id), `typed` is what stood in it."""

    noun: str
    form: str
    typed: dict[str, Any]
    refusal: CafeError

    @property
    def now(self) -> dict[str, Any] | None:
        """What somebody else has written meanwhile; None where that is not why it was refused."""
        told = self.refusal.detail.get("now")
        return json.loads(str(told)) if told is not None else None


@blueprint.get("/e/<event_slug>/report")
def editor(event_slug: str) -> str:
    """Show everything around the report. Organisers only."""
    event, actor = organised(event_slug)
    return page(event, actor)


@blueprint.post("/e/<event_slug>/report/texts")
def write_text(event_slug: str) -> Response | tuple[str, int]:
    """Write a text of the report: `name`, `language`, `text`, `known`. Organisers only."""
    event, actor = organised(event_slug)
    typed = _typed("name", "language", "text")

    def write() -> Any:
        return report_texts.write(actor, known=_known(), **typed)

    return _answered(event, actor, "text", typed["name"], typed, write)


@blueprint.post("/e/<event_slug>/report/recommendations")
def write_recommendation(event_slug: str) -> Response | tuple[str, int]:
    """Write a recommendation, or move, remove or bring it back (`after`, `do`). Organisers only.

    Its fields are `id`, `what`, `why`, `responsibility`, `horizon`, `known`.
    """
    event, actor = organised(event_slug)
    typed = _typed("id", "what", "why", "responsibility", "horizon")

    def write() -> Any:
        return _done(actor, Recommendation) or recommendations.write(actor, known=_known(), **typed)

    return _answered(event, actor, "recommendation", typed["id"], typed, write)


@blueprint.post("/e/<event_slug>/report/themes")
def write_theme(event_slug: str) -> Response | tuple[str, int]:
    """Write a common theme, or move, remove or bring it back (`after`, `do`). Organisers only.

    Its fields are `id`, `title`, `text`, `clusters`, `known`.
    """
    event, actor = organised(event_slug)
    chosen = [id for several in request.form.getlist("clusters") for id in several.split(",") if id]
    typed: dict[str, Any] = {**_typed("id", "title", "text"), "clusters": chosen}

    def write() -> Any:
        for one in chosen:
            check_id(one, field="clusters")
        row = _done(actor, CommonTheme) or common_themes.write(actor, known=_known(), **typed)
        broadcasts.event_changed(event.id)  # the presentation may be running
        return row

    return _answered(event, actor, "theme", typed["id"], typed, write)


def organised(event_slug: str) -> tuple[Event, Actor]:
    """Return the event and the organiser who asks. Raises CafeError `unknown_event`, `not_joined`, `not_allowed`."""
    event = events.find(event_slug)
    actor = sessions.current_actor(event)
    actor.require_organiser()
    return event, actor


def _typed(*names: str) -> dict[str, str]:
    return {name: request.form.get(name, "") for name in names}


def _known() -> int:
    """Return the revision of the wording that stood there before. Raises CafeError `malformed` (known)."""
    known = request.form.get("known", "0")
    if not (known.isascii() and known.isdecimal() and len(known) <= LONGEST_NUMBER):
        raise CafeError("malformed", field="known")
    return int(known)


def _done(actor: Actor, model: Any) -> Any:
    """Move, remove or bring back a row, and return it; None where its words are to be written instead.

    A button that moves it behind another row is called `after` and names that one; empty is the first place. Raises
    CafeError `malformed` (id, after), `not_allowed`, `unknown_recommendation`, `unknown_common_theme`.
    """
    id, do = request.form.get("id", ""), request.form.get("do", "")
    check_id(id)
    if "after" in request.form:
        after = request.form["after"] or None
        if after is not None:
            check_id(after, field="after")
        report_writing.place(actor, model, id, after=after)
    elif do == "remove":
        report_writing.remove(actor, model, id)
    elif do == "bring_back":
        report_writing.bring_back(actor, model, id)
    else:
        return None
    return report_writing.known(actor, model, id)


def _answered(
    event: Event, actor: Actor, noun: str, form: str, typed: dict[str, Any], write: Callable[[], Any]
) -> Response | tuple[str, int]:
    try:
        row = write()
    except CafeError as refusal:
        if asks_for_json():
            raise
        return page(events.find(event.slug), actor, Refused(noun, form, typed, refusal)), refusal.status
    if asks_for_json():
        return jsonify(ok=True, revision=row.revision)
    place = f"of-{form}" if form else None
    return redirect(url_for(".editor", event_slug=event.slug, language=chosen_language(), _anchor=place), code=303)


def chosen_language() -> str:
    """Return the language of the report that is being written: de or en."""
    asked = request.args.get("language") or request.form.get("language", "")
    return asked if asked in REPORT_LANGUAGES else REPORT_LANGUAGES[0]


def page(event: Event, actor: Actor, refused: Refused | None = None, language: str | None = None) -> str:
    """Render the editor, with the refusal of a plain form; `language` is what the request asks for if it is None."""
    language = language or chosen_language()
    standing = themes.clusters(event.id)
    suggested = themes.suggested(event.id, standing)
    written = report_texts.standing(event.id)
    brought = harvest.of(event, language=language)
    parts = preview.of(brought, desk.waiting(event.id))
    paper = letterheads.standing(event.id)
    rows = {noun: report_writing.standing(event.id, model) for noun, model in NOUNS.items()}
    return render_template(
        "report.html",
        event=event,
        stations=event.stations,
        first={"event": event_info(event), "language": language},
        language=language,
        languages=[(code, sessions.LANGUAGES[code]) for code in REPORT_LANGUAGES],
        texts=[(name, written.get((name, language)), written.get((name, "de"))) for name in REPORT_TEXTS],
        horizons=HORIZONS,
        clusters=standing,
        suggested=[(new_id(), one) for one in suggested],
        rows=rows,
        removed={noun: report_writing.standing(event.id, model, removed=True) for noun, model in NOUNS.items()},
        fresh={noun: _fresh(noun, rows[noun], refused) for noun in NOUNS},
        parts=parts,
        remarks=preview.open_remarks(parts),
        editions=editions.standing(event.id),
        paper=paper,
        missing=report_file.missing(paper.get(letterheads.LETTERHEAD)),
        zone=ZoneInfo(event.timezone),
        as_of=brought.made_at.astimezone(ZoneInfo(event.timezone)),
        refused=refused,
    )


def _fresh(noun: str, rows: list[Any], refused: Refused | None) -> str:
    """Return the id for a new row's plain form; a refused form keeps its own."""
    if refused and refused.noun == noun and is_id(refused.form) and refused.form not in {row.id for row in rows}:
        return refused.form
    return new_id()
