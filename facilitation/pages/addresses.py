"""Which address codes carry: organisers choose it and try it, phones that try it are told that they got through."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation import broadcasts
from facilitation.doors import addresses, interfaces, links, origin, sessions
from facilitation.pages import asking
from facilitation.pages.answering import answered
from facilitation.queries import changes
from facilitation.services import events, house, printing

blueprint = Blueprint("addresses", __name__)


@blueprint.get("/e/<event_slug>/organise/address")
def choose_page(event_slug: str) -> str:
    """Show this machine's addresses, each with a code to try it. Organisers only."""
    event, _ = asking.organised(event_slug)
    codes = addresses.codes()
    return render_template(
        "address.html",
        event=event,
        codes=codes,
        qr_codes=[links.qr(f"{one.url}{url_for('.there')}") for one in codes.choices],
        printed_for=printing.printed_for(event, codes.url),
        first={
            "event": {"slug": event.slug, "timezone": event.timezone},
            "codes": addresses.for_desk(event),
            "event_state": changes.event_state(event.id),
        },
    )


@blueprint.post("/e/<event_slug>/organise/address")
def choose(event_slug: str) -> Response:
    """Let codes carry one of this machine's addresses; without `address` the machine chooses. Organisers only."""
    event, _ = asking.organised(event_slug)
    among = [one.address.host for one in addresses.codes().choices]
    chosen = house.choose_address(sessions.current_actor(event), request.form.get("address", ""), among)
    return answered(event.id, chosen, url_for(".choose_page", event_slug=event.slug))


@blueprint.get("/there")
def there() -> str:
    """Tell a phone that it got through, and the desks that it did; this machine itself is told to take a phone.

    Nothing is remembered of the phone but the moment.
    """
    here = origin.is_this_machine(request.environ) or interfaces.is_own(_asking())
    url = None if here else addresses.tried(request.host)
    if url is not None:
        noted = house.note_phone(url)
        for event in events.every():
            broadcasts.tell(event.id, noted)
    return render_template("there.html", here=here, url=url, host=request.host)


def _asking() -> str:
    """Return the address of whoever asks, as the proxy on this machine tells it, where there is one."""
    peer = str(request.environ.get("REMOTE_ADDR", ""))
    if not interfaces.is_loopback(peer):
        return peer
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
