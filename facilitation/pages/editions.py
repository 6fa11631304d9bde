"""Editions of the report: declaring it final, downloads, and the differences of two editions. Organisers only."""

from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from facilitation.actor import Actor
from facilitation.documents.editions import difference, edition
from facilitation.documents.editions.edition import Matter
from facilitation.documents.exports import words
from facilitation.errors import CafeError
from facilitation.models import Edition, Event
from facilitation.models.station import sign_at
from facilitation.offload import offload
from facilitation.pages import asking, editor, report_file
from facilitation.pages.answering import answered
from facilitation.pages.download import PDF, WORD, download, room
from facilitation.pages.screens import asks_for_json
from facilitation.services import editions, event_journal, events
from facilitation.text import number

blueprint = Blueprint("editions", __name__)

NOW = "now"
"""Stands for the report as it would be now."""


@blueprint.post("/e/<event_slug>/report/editions")
def fix(event_slug: str) -> AnyResponse | tuple[str, int]:
    """Declare the report final, as it is now; `language` is de (also where it is missing) or en."""
    event, actor = asking.organised(event_slug)
    try:
        fixed = report_file.fix(event, actor, editor.chosen_language())
    except CafeError as refusal:
        if asks_for_json():
            raise
        refused = editor.Refused("edition", "edition", {}, refusal)
        return editor.page(events.find(event_slug), actor, refused), refusal.status
    row = fixed.row
    place = f"edition-{row.number}"
    page = url_for("editor.editor", event_slug=event_slug, language=row.language, _anchor=place)
    return answered(actor.event_id, fixed, page)


@blueprint.get("/e/<event_slug>/report/editions/<int:number>.docx")
def edition_docx(event_slug: str, number: int) -> Response:
    """Send the Word file of an edition, byte for byte as it was declared final."""
    event, actor = asking.organised(event_slug)
    slug, found = event.slug, editions.find(actor, number)
    event_journal.note_download(actor, "edition.docx", number=number)
    return download(editions.pieces(found, editions.WORD), WORD, _name(slug, found, "docx"))


@blueprint.get("/e/<event_slug>/report/editions/<int:number>.pdf")
def edition_pdf(event_slug: str, number: int) -> Response:
    """Send an edition as PDF, where LibreOffice is on the server."""
    event, actor = asking.organised(event_slug)
    slug, found = event.slug, editions.find(actor, number)
    event_journal.note_download(actor, "edition.pdf", number=number)
    with room():
        converted = report_file.portable_of(editions.file(found, editions.WORD))
    return download(converted, PDF, _name(slug, found, "pdf"))


@blueprint.get("/e/<event_slug>/report/difference")
def difference_page(event_slug: str) -> str:
    """Show the differences from edition `from` to edition `to`, or without `to` to the report as it would be now."""
    event, actor = asking.organised(event_slug)
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
        stations={
            one["position"]: {"sign": sign_at(one["position"]), **one}  # versions of before say no sign
            for one in (*before["stations"], *after["stations"])
        },
        editions=editions.standing(event.id),
        zone=ZoneInfo(event.timezone),
        earlier=earlier,
        later=None if later == NOW else _number("to"),
        groups=groups,
    )


def _name(slug: str, edition: Edition, ending: str) -> str:
    said = words.of(edition.language)
    return f"{said.report}-{slug}-{said.edition}-{edition.number}.{ending}"


def _number(name: str) -> int:
    asked = number(request.args.get(name, ""))
    if asked is None:
        raise CafeError("unknown_edition")
    return asked


def _matter(actor: Actor, number: int) -> Matter:
    kept = editions.file(editions.find(actor, number), editions.MATTER)
    return offload(edition.read, kept)


def _present(event: Event, language: str) -> Matter:
    return offload(edition.matter, report_file.read(event, language=language))
