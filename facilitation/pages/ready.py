"""The page "Ready?": what goes wrong on a day, each line with what to do; nothing is called good that was not tried."""

from typing import Any

from flask import Blueprint, current_app, jsonify, request, url_for
from werkzeug.wrappers import Response

from facilitation import clock
from facilitation.config import Config
from facilitation.documents import poster_room
from facilitation.documents.pdf.writing import can_convert
from facilitation.doors import addresses, languages, links, origin
from facilitation.errors import CafeError
from facilitation.i18n.paper_texts import INVITATION
from facilitation.models import Event
from facilitation.pages import asking, long_page, print_kit, ready_trials
from facilitation.pages.answering import answered
from facilitation.pages.ready_words import Line, lines
from facilitation.pages.screens import event_info
from facilitation.queries import readiness
from facilitation.queries.readiness import Codes, Facts, TooLong
from facilitation.services import house, translations, trials
from facilitation.services.committed import Committed
from facilitation.storage import free_space, turns

blueprint = Blueprint("ready", __name__)


@blueprint.get("/e/<event_slug>/ready")
def page(event_slug: str) -> str:
    """Show every line in its group, and the code by which a phone tries the address. Organisers only."""
    event, _ = asking.organised(event_slug)
    with turns.for_a_long_page():
        return _page(event)


def _page(event: Event) -> str:
    found = _every(event)
    codes = addresses.codes()
    return long_page.draw(
        "ready.html",
        event=event,
        groups=[
            (name, [one for state in states for one in found if one.state == state])
            for name, states in readiness.GROUPS
        ],
        codes=codes,
        qr_code=links.qr(f"{codes.url}{url_for('addresses.there')}"),
        first={"event": event_info(event)},
    )


@blueprint.post("/e/<event_slug>/ready")
def order(event_slug: str) -> Response:
    """Do what a button asks for (`do`). Organisers only.

    `check` tries the disk and LibreOffice, and looks at everything anew; `clock` is a person who says that the clock
    is right, `plain` one who knows what going without encryption means; `address` lets codes carry another address
    (`address`). Raises CafeError `malformed`, `unknown_address`.
    """
    event, actor = asking.organised(event_slug)
    do, done = request.form.get("do"), Committed(None)
    if do == "check":
        if not ready_trials.is_at_it() and trials.begin(actor):
            ready_trials.begin()
    elif do == "plain":
        trials.accept_plain(actor)
    elif do == "clock":
        trials.confirm_clock(actor)
    elif do == "address":
        among = [one.address.host for one in addresses.codes().choices]
        done = house.choose_address(actor, request.form.get("address", ""), among)
    else:
        raise CafeError("malformed", field="do")
    return answered(event.id, done, url_for(".page", event_slug=event.slug))


@blueprint.get("/e/<event_slug>/ready.json")
def state(event_slug: str) -> Response:
    """Tell what others have done meanwhile, by lines (`readiness.LIVE`), in words of the page's language.

    Organisers only.
    """
    event, _ = asking.organised(event_slug)
    found = lines(event, clock.now(), readiness.live(event, clock.now(), _facts()))
    return jsonify({one.name: _told(one) for one in found})


def _told(line: Line) -> dict[str, Any]:
    words = line.words
    return {
        "state": line.state,
        "waits": line.waits,
        "title": words.title,
        "sentence": words.sentence,
        "proof": words.proof,
    }


def _every(event: Event) -> list[Line]:
    """Look at everything: sheets that were printed are drawn again for that, and texts counted."""
    sheets = print_kit.outdated(event)
    facts = _facts()._replace(sheets=sheets, too_long=_too_long(event))
    turns.give_after_a_slice()
    return lines(event, clock.now(), readiness.every(event, clock.now(), facts))


def _too_long(event: Event) -> tuple[TooLong, ...]:
    """Return the open stations' questions that do not fit on their posters, in their order."""
    words = {code: said for code, _, said in languages.in_each(INVITATION)}
    standing, found = translations.every(event.id), []
    for station in event.stations:
        turns.give_after_a_slice()
        if not station.closed and (one := poster_room.too_long(event, station, standing, words)):
            found.append(one)
    return tuple(found)


def _facts() -> Facts:
    config: Config = current_app.extensions["config"]
    codes = addresses.codes()
    tried = next((one.tried for one in codes.choices if one.url == codes.url), None)
    return Facts(
        codes=Codes(codes.url, codes.shut_by, codes.gone, tried),
        tls=_tls(codes.url, config),
        free=free_space.free(config),
        has_office=can_convert(),
    )


def _tls(url: str, config: Config) -> readiness.Tls:
    """Return how codes lead here: by plain http; by https, as is only said; or as this very page came, too."""
    if origin.can_be_read_along(url) and not origin.is_secure(request.environ, config):
        return "none"
    return "proven" if origin.came_by_https(request.environ) else "said"
