"""The organisers' letterhead and logo, uploaded, shown and removed on the report's page. Organisers only."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from facilitation import bounds
from facilitation.documents.report import letterhead
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import REPORT_LANGUAGES
from facilitation.offload import offload
from facilitation.pages import asking, editor, forms, upload
from facilitation.pages.answering import answered
from facilitation.pages.download import in_pieces
from facilitation.pages.screens import asks_for_json
from facilitation.services import events, letterheads
from facilitation.services.committed import Committed
from facilitation.storage import images, word_upload

blueprint = Blueprint("letterheads", __name__)

LARGEST = {letterheads.LETTERHEAD: word_upload.LARGEST, letterheads.LOGO: bounds.LARGEST_LOGO}
"""Bytes of an uploaded file, by kind."""


@blueprint.post("/e/<event_slug>/report/paper/<kind>")
@forms.read_by_the_page
def put(event_slug: str, kind: str) -> AnyResponse | tuple[str, int]:
    """Store the letterhead or the logo (`kind`) from `file` of a form, or remove it (`do`: remove). Organisers only.

    Whether an organiser asks is checked before anything is read, and again afterwards.
    """
    _, actor = asking.organised(event_slug)
    asked = request.args.get("language", "")  # not in the form, which may be too large to be read
    language = asked if asked in REPORT_LANGUAGES else REPORT_LANGUAGES[0]
    try:
        stored = taken(event_slug, kind)
    except CafeError as refusal:
        db.session.rollback()
        if asks_for_json():
            raise
        refused = editor.Refused("paper", kind, {}, refusal)
        event, actor = asking.organised(event_slug)
        return editor.page(event, actor, refused, language), refusal.status
    page = url_for("editor.editor", event_slug=event_slug, language=language, _anchor="paper")
    return answered(actor.event_id, stored, page)


@blueprint.get("/e/<event_slug>/report/paper/<file>.jpg")
def logo(event_slug: str, file: str) -> Response:
    """Show the logo, as papers, the hall's screens and the report show it. The wall's door and organisers only."""
    actor = sessions.current_actor(events.find(event_slug))
    return in_pieces(letterheads.picture(actor), "image/jpeg", {})


def taken(event_slug: str, kind: str) -> Committed[Any]:
    """Store or remove what the form of this request brings, and return what was committed.

    Raises CafeError `malformed` (kind), `letterhead_too_large`, `letterhead_none` and what `letterheads.put` raises.
    """
    if kind not in LARGEST:
        raise CafeError("malformed", field="kind")
    try:
        with upload.form(LARGEST[kind]) as sent:
            return _store(event_slug, kind, sent)
    except (RequestEntityTooLarge, CafeError) as refusal:
        if isinstance(refusal, CafeError) and refusal.code != "too_large":
            raise
        raise CafeError("letterhead_too_large", limit=LARGEST[kind] // 1_000_000) from refusal


def _store(event_slug: str, kind: str, sent: upload.Sent) -> Committed[Any]:
    _, actor = asking.organised(event_slug)
    if sent.fields.get("do") == "remove":
        return letterheads.remove(actor, kind)
    if not sent.content:
        raise CafeError("letterhead_none")
    if kind == letterheads.LETTERHEAD:
        db.session.rollback()  # who waits for the lock holds no database connection
        with images.one_at_a_time:
            offload(letterhead.check, sent.content)
    return letterheads.put(actor, kind, name=sent.name, content=sent.content)
