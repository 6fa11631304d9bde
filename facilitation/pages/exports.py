"""What the organiser takes home."""

from flask import Blueprint, Response

from facilitation import harvest, report, sessions
from facilitation.offload import offload
from facilitation.services import events

blueprint = Blueprint("exports", __name__)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/e/<event_slug>/report.docx")
def report_docx(event_slug: str) -> Response:
    """The Word report, made anew from what is there now. Organisers only."""
    event = events.find(event_slug)
    sessions.current_actor(event).require_organiser()
    document = offload(report.build, harvest.of(event))
    name = f"bericht-{event.slug}.docx"
    return Response(
        document,
        mimetype=WORD,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
