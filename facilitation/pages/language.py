"""The page on which a guest chooses the language of this interface and of what they write, by one tap."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from facilitation.doors import languages, sessions
from facilitation.errors import CafeError
from facilitation.i18n import language_codes
from facilitation.models import Event
from facilitation.pages.answering import answered
from facilitation.pages.participant import own_path
from facilitation.pages.screens import event_info, guests_languages
from facilitation.services import events, limits, participants
from facilitation.text import NAME_LIMIT, clean_line

blueprint = Blueprint("language", __name__)


@blueprint.get("/e/<event_slug>/language")
def choose(event_slug: str) -> str:
    """Show the interface's languages, and where somebody names another one that they write in."""
    event = events.find(event_slug)
    sessions.joined_actor(event)
    return _page(event, own_path(request.args.get("next"), event))


@blueprint.post("/e/<event_slug>/language")
def chosen(event_slug: str) -> Response | tuple[str, int]:
    """Take a language by its code (`language`) or by a typed name (`named`), and lead back to where they came from.

    What is refused stays in its field.
    """
    event = events.find(event_slug)
    actor = sessions.joined_actor(event)
    path = own_path(request.form.get("next"), event)
    named = request.form.get("named", "")
    try:
        with limits.refusals_of(actor):
            language = request.form.get("language")
            called = "" if language else clean_line(named, limit=NAME_LIMIT)
            to_write = language_codes.without_variant(language or language_codes.UNNAMED)
            written = participants.write_in(actor, language=to_write)
    except CafeError as refusal:
        return _page(event, path, named, refusal), refusal.status
    sessions.choose_language(language or language_codes.UNNAMED, event.languages, called=called)
    return answered(event.id, written, path)


def _page(event: Event, path: str, named: str = "", refusal: CafeError | None = None) -> str:
    known = sessions.participant(event, sessions.joined_actor(event))
    written_in = known.language if known else event.language
    spoken = languages.interface_languages()
    offered = dict(guests_languages(event, written_in))
    others = [code for code in (*event.languages, *language_codes.MORE) if code not in spoken]
    return render_template(
        "language.html",
        event=event,
        next=path,
        written_in=written_in,
        others=[(code, language_codes.own_name(code)) for code in dict.fromkeys(others)],
        other=offered[written_in] if written_in not in spoken and written_in in offered else "",
        named=named,
        refusal=refusal,
        first={"event": event_info(event)},
        name=(known.name if known else None) or "",
    )
