"""What all pages share: blueprints, static files, headers, context, and refusals as pages."""

import base64
import functools
import hashlib
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit

from babel.support import Translations
from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask_babel import get_translations, lazy_gettext
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.routing import BaseConverter, IntegerConverter, Map
from werkzeug.wrappers import Response as PlainResponse

from facilitation import bounds, colours, ids
from facilitation.config import Config
from facilitation.documents.pdf.writing import can_convert
from facilitation.doors import languages, origin, sessions
from facilitation.errors import CafeError
from facilitation.i18n import language_codes
from facilitation.i18n.browser_texts import PHRASES
from facilitation.models import Event
from facilitation.pages import (
    addresses,
    compression,
    doors,
    edit,
    editions,
    editor,
    exports,
    feedback,
    forms,
    health,
    help,
    host,
    house,
    language,
    letterheads,
    machine_drafts,
    mine,
    new_event,
    notices,
    organiser,
    participant,
    photos,
    plan,
    presentation,
    print_kit,
    projector,
    ready,
    rehearsal,
    static_files,
    summary,
    translations,
    votes,
)
from facilitation.pages.screens import asks_for_json, screen_json
from facilitation.pages.template_blanks import WithoutIndentation
from facilitation.queries import translations as own_texts
from facilitation.services import deletion, events, rehearsals
from facilitation.services.doors import CODE_LENGTH
from facilitation.storage import turns
from facilitation.storage.file_store import FULL
from facilitation.storage.transactions import let_go
from facilitation.text import cut, soft
from facilitation.transport import answer_headers

log = logging.getLogger(__name__)

BLUEPRINTS = (
    participant,
    language,
    mine,
    notices,
    votes,
    feedback,
    doors,
    house,
    new_event,
    host,
    photos,
    organiser,
    addresses,
    plan,
    print_kit,
    projector,
    presentation,
    summary,
    editor,
    editions,
    letterheads,
    translations,
    edit,
    machine_drafts,
    exports,
    help,
    ready,
    rehearsal,
    health,
)
WHOSE = {
    **dict.fromkeys(
        (
            *("organiser", "addresses", "edit", "editor", "editions", "letterheads", "translations", "exports"),
            *("machine_drafts", "print_kit", "ready", "rehearsal"),
        ),
        "organiser",
    ),
    "house": "administrator",
    "new_event": "administrator",
    **dict.fromkeys(("host", "photos"), "host"),
    **dict.fromkeys(("projector", "presentation", "summary"), "wall"),
}
"""Whose pages a blueprint's are, for whoever comes to one without the cookie of its door."""
WHOSE_PAGE = {"presentation.powerpoint": "organiser", "presentation.arrange": "organiser", "photos.show": None}
"""Pages that are not whose blueprint they stand in: a photo is for everybody who came in."""
SHUT = {
    "organiser": lazy_gettext("Diese Seite gehört dem Organisationsteam."),
    "host": lazy_gettext("Diese Seite gehört den Gastgeber*innen einer Station."),
    "wall": lazy_gettext("Diese Seite ist für die Leinwand."),
    "administrator": lazy_gettext("Diese Seite ist für die Person, die dieses World Café eingerichtet hat."),
}
"""What is said to whoever comes without the cookie, by WHOSE: a guest's code would not help them."""
WAY_BACK = lazy_gettext(
    "Dieser Browser kam nicht über den geheimen Link, der sie öffnet, oder hat es vergessen. Öffnen Sie den Link noch "
    "einmal."
)
STAFF = frozenset({*WHOSE, "help"})
"""Blueprints that speak the languages in which everything is said: guests come to none of their pages."""
OVER = frozenset(
    {"participant", "language", "mine", "votes", "feedback", "host", "plan", "projector", "presentation", "summary"}
)
"""Blueprints whose pages are no more after an event's day of deletion."""
LARGEST_NUMBER = bounds.LARGEST_NUMBER


class Number(IntegerConverter):
    """A number in an address: plain digits up to LARGEST_NUMBER; there is no page for others."""

    regex = f"[0-9]{{1,{len(str(LARGEST_NUMBER))}}}"

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST_NUMBER)


class TypedCode(BaseConverter):
    """What may be a code that somebody typed or pasted.

    That is as many letters and digits as it has, with whatever signs between, or such a word among others, perhaps
    behind a `q`.
    """

    part_isolating = False
    regex = (
        rf"(?s:[\W_]*(?:[^\W_][\W_]*){{{CODE_LENGTH}}}"
        rf"|(?:.*[\W_])?[qQ]?[^\W_]{{{CODE_LENGTH}}}(?:[\W_].*)?)"
    )


class AnythingTyped(BaseConverter):
    """The rest of an address, also with line breaks, which apps for QR codes add."""

    part_isolating = False
    regex = r"(?s:.+)"


def _said(keys: Iterable[str]) -> list[str]:
    """Return which of PHRASES have one of these keys, in which `*` stands for any letters, in the order of PHRASES.

    A host's script names four hundred; to try each on each phrase held the event loop for a twelfth of a second.
    """
    whole = set(keys)
    patterns = [key for key in whole if "*" in key]
    return [key for key in PHRASES if key in whole or any(fnmatchcase(key, one) for one in patterns)]


def init_app(app: Flask, *, static_folder: Path) -> None:
    """Bind the pages and everything around them to the app."""
    app.url_map.converters["int"] = Number
    app.url_map.converters["typed"] = TypedCode
    app.url_map.converters["anything"] = AnythingTyped
    for page in BLUEPRINTS:
        app.register_blueprint(page.blueprint)
    build = static_files.build_of(static_folder)

    def say(language: str, script: str) -> dict[str, str]:
        with app.app_context(), languages.speaking(language):
            return {key: str(PHRASES[key]) for key in _said(build.spoken[script])}

    static_files.init_app(app, static_folder, build, say)
    inline = hashlib.sha256(static_files.inline(static_folder, build).encode()).digest()
    app.extensions["inline_script"] = f"sha256-{base64.b64encode(inline).decode()}"

    @functools.cache
    def phrases(_locale: str, script: str) -> dict[str, str]:
        """Return what a script says, in the language of the request that asks first, which `_locale` names."""
        return {key: str(PHRASES[key]) for key in _said(build.phrases.get(script, ["*"]))}

    @app.context_processor
    def context() -> dict[str, object]:
        if not g.get("refused"):
            languages.learn_default_language()
        locale = languages.interface_language()
        return {
            "locale": locale,
            "page_language": language_codes.without_variant(locale),
            "gettext": _gettext(get_translations()),
            "direction": "rtl" if language_codes.is_right_to_left(locale) else "ltr",
            "phrases": functools.partial(phrases, locale),
            "colours": colours,
            "bounds": bounds,
            "interface_languages": [(code, languages.LANGUAGES[code]) for code in languages.spoken_here()],
        }

    app.jinja_env.add_extension(WithoutIndentation)
    app.add_template_filter(screen_json)
    app.add_template_filter(soft)
    app.add_template_filter(cut)
    app.add_template_test(language_codes.is_right_to_left, "right_to_left")
    app.add_template_test(language_codes.VARIANTS.__contains__, "variant")
    app.add_template_global(can_convert)
    app.add_template_global(_own_text, "own_text")
    app.add_template_global(_rehearsal_is_there, "rehearsal_is_there")
    app.add_template_global(_announced, "announced")
    app.add_template_global(deletion.is_over)
    app.add_template_global(turns.give_after_a_slice, "give_turn")
    app.before_request(_speak_to_whose_it_is)
    app.before_request(_refuse_foreign_pages)
    app.before_request(forms.read)
    app.before_request(_refuse_what_is_over)
    app.before_request(_choose_interface)
    app.after_request(sessions.note_use)
    app.after_request(compression.compress_page)
    app.after_request(_headers)
    app.register_error_handler(CafeError, _refusal)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)


@functools.lru_cache(maxsize=2 * len(languages.LANGUAGES))
def _gettext(said: Translations) -> Callable[..., str]:
    """Return what a page's template calls to say a text in its language.

    Flask-Babel looks the language up for each text anew, which took a fifth of the time of a station's page.
    """

    @pass_eval_context
    def gettext(evaluated: EvalContext, text: str, /, **values: object) -> str:
        found = said.ugettext(text)
        if evaluated.autoescape:
            found = Markup(found)
        return found % values if "%" in found else found

    return gettext


def _speak_to_whose_it_is() -> None:
    """Answer hosts, organisers and the wall in a language that says everything, before anything can be refused."""
    if request.blueprint in STAFF:
        languages.speak_to_staff()


def _refuse_foreign_pages() -> None:
    """Refuse forms whose Origin is another site (`origin.is_ours`); besides, the cookie is SameSite=Lax.

    Raises CafeError `foreign_page`.
    """
    sent = request.headers.get("Origin")
    config: Config = current_app.extensions["config"]
    if request.method == "POST" and not origin.accepts("Forms", sent, request.environ, config):
        raise CafeError("foreign_page")


def _refuse_what_is_over() -> None:
    """Show nothing of an event after its day of deletion but what is promised, and the organisers' pages.

    What a browser still keeps of it goes from there with the page that says so. Raises CafeError `event_over`.
    """
    slug = (request.view_args or {}).get("event_slug")
    if slug is not None and request.blueprint in OVER and request.endpoint != "participant.privacy":
        deletion.check_not_over(slug)


def _rehearsal_is_there(event: Event) -> bool:
    return rehearsals.of(event.id) is not None


def _own_text(event: Event, text: str) -> own_texts.Said:
    """Return one of the event's own texts in the language of the page, or as it was typed."""
    return own_texts.said(event, text, languages.interface_language())


def _announced(announcement: dict[str, object]) -> own_texts.Said:
    """Return what the organisers tell everybody in the language of the page, or as it was typed."""
    return own_texts.announced(announcement, languages.interface_language())


def _choose_interface() -> None:
    """Speak from now on as the address asks (`?lang=`), where that is spoken here."""
    asked = request.args.get("lang")
    if asked in languages.spoken_here() and not request.path.startswith("/static/"):  # what everybody may keep
        sessions.choose_language(asked, ())
        _write_in(asked)


def _write_in(language: str) -> None:
    """Let whoever has a row at the event of a guest's page write in this, too; what is refused changes nothing."""
    slug = (request.view_args or {}).get("event_slug")
    if slug is not None and request.blueprint not in WHOSE:
        with suppress(CafeError):
            sessions.write_in(events.find(slug), language)


def _headers(response: Response) -> Response:
    """Say what pages say besides what every answer carries (`answer_headers`): BASE_URL's sockets, https, caching."""
    if answer_headers.is_of_file(response.headers):
        return response
    config: Config = current_app.extensions["config"]
    if response.status[:3] in answer_headers.REDIRECTS:
        response.set_data(b"")  # browsers go on at once and show nothing of it
    if not answer_headers.is_of_data(response.status, response.headers.items()):
        _add_policy(response, config)
    response.headers.update(origin.transport_security(request.environ, config))
    # a tablet that goes back must not keep hidden texts and links; a phone may come back without network
    kept = "no-store" if g.get("doors_used") and response.mimetype == "text/html" else "private, no-cache"
    response.headers.setdefault("Cache-Control", kept)
    return response


def _add_policy(response: Response, config: Config) -> None:
    inline = current_app.extensions["inline_script"] if response.mimetype == "text/html" else ""
    policy = answer_headers.policy(request.host, urlsplit(config.base_url or "").netloc, inline=inline)
    response.headers.setdefault("Content-Security-Policy", policy)


def _is_opened() -> bool:
    """Tell whether a person opens an address in a browser, as a link to a file is: a script names no page it wants."""
    return "text/html" in request.headers.get("Accept", "")


def _refusal(refusal: CafeError) -> tuple[Response | str, int]:
    g.refused = True  # from here on nothing is asked of what may be away
    let_go()
    whose = ids.at(WHOSE_PAGE, request.endpoint, ids.at(WHOSE, request.blueprint))
    shut = (str(SHUT[whose]), str(WAY_BACK)) if whose and refusal.code in ("not_allowed", "not_joined") else None
    if asks_for_json() or (request.path.endswith(".json") and not _is_opened()):
        answer = refusal.as_answer(with_text=request.method == "POST")
        return jsonify({**answer, "message": " ".join(shut)} if shut else answer), refusal.status
    shown = {
        "code": refusal.code,
        "message": refusal.message_without_text,
        "hint": refusal.hint,
        "whose": whose,
        "shut": shut,
        "sent": request.method == "POST",
    }
    slug = (request.view_args or {}).get("event_slug")
    over = slug if refusal.code == "event_over" else None
    locked = slug if refusal.code == "event_locked" and request.method == "GET" else None
    return render_template("error.html", **shown, over=over, locked=locked), refusal.status


def _http_error(error: HTTPException) -> tuple[Response | str, int] | PlainResponse:
    _let_go(error)
    if error.code == 404:
        return _refusal(CafeError("not_found"))
    if isinstance(error, RequestEntityTooLarge):
        return _refusal(CafeError("too_large"))
    return error.get_response()


def _let_go(error: BaseException) -> None:
    """Let an error hold nothing of the request that it ended: Flask keeps it in the request, or in its own frames.

    Whatever holds itself stays in memory until the garbage collector looks.
    """
    cause: BaseException | None = error
    while cause is not None:
        cause.__traceback__ = None
        cause = cause.__context__


def _fault(error: Exception) -> tuple[Response | str, int]:
    log.exception("The page %s failed.", request.endpoint)  # never its path, which may be a secret
    full = isinstance(error, OSError) and error.errno in FULL
    return _refusal(CafeError("storage_full" if full else "server_error"))
