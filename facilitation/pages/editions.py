"""Editions of the report: declaring it final, downloads, and the differences of two editions. Organisers only."""

from zoneinfo import ZoneInfo

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from facilitation.actor import Actor
from facilitation.documents.editions import difference, edition
from facilitation.documents.editions.edition import Matter
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.offload import offload
from facilitation.pages import editor, report_file
from facilitation.pages.download import PDF, WORD, download
from facilitation.pages.screens import asks_for_json
from facilitation.queries import harvest
from facilitation.services import editions, events

blueprint = Blueprint("editions", __name__)

NOW = "now"
"""Stands for the report as it would be now."""


@blueprint.post("/e/<event_slug>/report/editions")
def fix(event_slug: str) -> AnyResponse | tuple[str, int]:
    """Declare the report final, as it is now; `language` is de (also where it is missing) or en."""
    event, actor = editor.organised(event_slug)
    try:
        fixed = report_file.fix(event, actor, editor.chosen_language())
    except CafeError as refusal:
        if asks_for_json():
            raise
        refused = editor.Refused("edition", "edition", {}, refusal)
        return editor.page(events.find(event_slug), actor, refused), refusal.status
    if asks_for_json():
        return jsonify(ok=True, number=fixed.number, sha256=fixed.sha256)
    place = f"edition-{fixed.number}"
    return redirect(url_for("editor.editor", event_slug=event_slug, language=fixed.language, _anchor=place), code=303)


@blueprint.get("/e/<event_slug>/report/editions/<int:number>.docx")
def edition_docx(event_slug: str, number: int) -> Response:
    """Send the Word file of an edition, byte for byte as it was declared final."""
    event, actor = editor.organised(event_slug)
    slug, found = event.slug, editions.find(actor, number)
    return download(editions.pieces(found, editions.WORD), WORD, f"bericht-{slug}-fassung-{number}.docx")


@blueprint.get("/e/<event_slug>/report/editions/<int:number>.pdf")
def edition_pdf(event_slug: str, number: int) -> Response:
    """Send an edition as PDF, where LibreOffice is on the server."""
    event, actor = editor.organised(event_slug)
    slug, found = event.slug, editions.find(actor, number)
    converted = report_file.portable_of(editions.file(found, editions.WORD))
    return download(converted, PDF, f"bericht-{slug}-fassung-{number}.pdf")


@blueprint.get("/e/<event_slug>/report/difference")
def difference_page(event_slug: str) -> str:
    """Show the differences from edition `from` to edition `to`, or without `to` to the report as it would be now."""
    event, actor = editor.organised(event_slug)
    earlier, later = _number("from"), request.args.get("to", NOW)
    language = editions.find(actor, earlier).language
    before = _matter(actor, earlier)
    event = events.find(event_slug)
    after = _present(event, language) if later == NOW else _matter(actor, _number("to"))
    groups = offload(difference.between, before, after)
    event = events.find(event_slug)
    return render_template(
        "difference.html",
        event=event,
        stations={one["position"]: one for one in (*before["stations"], *after["stations"])},
        editions=editions.standing(event.id),
        zone=ZoneInfo(event.timezone),
        earlier=earlier,
        later=None if later == NOW else _number("to"),
        groups=groups,
    )


def _number(name: str) -> int:
    asked = request.args.get(name, "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= editor.LONGEST_NUMBER):
        raise CafeError("unknown_edition")
    return int(asked)


def _matter(actor: Actor, number: int) -> Matter:
    kept = editions.file(editions.find(actor, number), editions.MATTER)
    return offload(edition.read, kept)


def _present(event: Event, language: str) -> Matter:
    brought = harvest.of(event, language=language)
    db.session.rollback()
    return offload(edition.matter, brought)
