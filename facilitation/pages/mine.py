"""My contributions: what became of them, over all stations, and everything that their author can do with them.

Each deed is a plain form of one page. Where the script is there (static/js/screens/mine.js), changing, withdrawing and
dots are orders of the phone's queue instead, which outlive a lost connection.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from facilitation.actor import Actor
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.i18n.browser_texts import PHRASES
from facilitation.ids import check_id, new_id
from facilitation.models import Event
from facilitation.pages.answering import answered
from facilitation.pages.download import download
from facilitation.pages.participant import card_path, own_path
from facilitation.pages.screens import event_info, language_name, said_to, station_info
from facilitation.queries import changes
from facilitation.queries import own as query
from facilitation.services import contributions, events, feedback, limits, orders, own, votes, wordings
from facilitation.services.committed import Committed
from facilitation.storage.statements import reading
from facilitation.text import number

blueprint = Blueprint("mine", __name__)

SAID = ("saved", "pending", "withdrawn", "unnamed", "left")
"""What a form was done with, as the next page says it."""


@blueprint.get("/e/<event_slug>/mine")
def mine(event_slug: str) -> str:
    """Show what the asking person wrote, and what became of it; `gone` where all of it was just deleted.

    `gone` is what was drawn for whoever has the phone since. Another link to that page, as anybody can make one, would
    take from the browser what was not sent yet.
    """
    event = events.find(event_slug)
    actor = sessions.joined_actor(event)
    if sessions.is_handed_on(event, actor, request.args.get("gone")):
        return render_template("mine_gone.html", event=event, over=event.slug)
    return _page(event, actor)


@blueprint.get("/e/<event_slug>/mine.txt")
def all_of_it(event_slug: str) -> Response:
    """Send the asking person a text file with all that they left: contributions, replies, dots, answers, name."""
    event = events.find(event_slug)
    actor = sessions.joined_actor(event)
    with reading() as store:
        given = feedback.own(store, actor)
        me = sessions.me(store, event.id, actor)
    text = render_template(
        "mine.txt",
        event=event,
        me=me,
        stations=query.read(event, actor),
        replies=query.replies_to(event, actor),
        dots=query.dots_of(event, actor),
        questions=feedback.questions(event),
        given=given,
        because=_because,
        language_name=language_name,
    )
    return download(f"\ufeff{text.strip()}\n".encode(), "text/plain; charset=utf-8", f"{event.slug}.txt")


@blueprint.post("/e/<event_slug>/mine")
def change(event_slug: str) -> Response | tuple[str, int]:
    """Do what a form of the page says (`do`, `id`, `text`, `was`); `order` is its id, by which it counts once.

    `do` is `edit`, `withdraw`, `unword` (take a wording back), `give` or `take` a dot, `unname` or `delete`.
    Raises CafeError `malformed`.
    """
    event = events.find(event_slug)
    actor = sessions.joined_actor(event)
    typed = {name: request.form.get(name, "") for name in ("do", "id", "text", "was", "order")}
    typed["was"] = typed["was"].replace("\r\n", "\n")  # as browsers send lines
    try:
        sessions.require_cookies()
        with limits.refusals_of(actor):
            check_id(typed["order"], field="order")
            giving = replace(actor, order=typed["order"])
            done, before = orders.once(giving, _deed(giving, typed))
    except CafeError as refusal:
        return _page(event, actor, typed, refusal), refusal.status
    if typed["do"] == "delete" and not done.answer.get("left"):
        answered(event.id, done, _address(event), before=before)
        _forget(event)
        return redirect(_address(event, gone=sessions.handed_on(event)), code=303)
    said = {
        "edit": done.answer.get("state"),
        "withdraw": "withdrawn",
        "unword": "withdrawn",
        "unname": "unnamed",
        "delete": "left",
    }
    word = "saved" if (state := said.get(typed["do"])) == "visible" else state
    place = f"#c-{typed['id']}" if typed["do"] in ("edit", "give", "take") else ""
    back = own_path(request.form.get("next"), event)
    skip = _skipped() or None
    return answered(event.id, done, _address(event, said=word, next=back, skip=skip) + place, before=before)


def _deed(actor: Actor, typed: dict[str, str]) -> Callable[[], Committed[Any]]:
    """Return what a form asks for. Raises CafeError `malformed`."""
    deeds: dict[str, Callable[[], Committed[Any]]] = {
        "edit": lambda: contributions.edit(actor, typed["id"], text=typed["text"], was=typed["was"]),
        "withdraw": lambda: contributions.withdraw(actor, typed["id"]),
        "unword": lambda: wordings.withdraw(actor, typed["id"]),
        "give": lambda: votes.set(actor, typed["id"], on=True),
        "take": lambda: votes.set(actor, typed["id"], on=False),
        "unname": lambda: own.remove_name(actor),
        "delete": lambda: own.delete(actor),
    }
    if typed["do"] not in deeds:
        raise CafeError("malformed", field="do")
    if typed["do"] not in ("unname", "delete"):
        check_id(typed["id"])
    return deeds[typed["do"]]


def _forget(event: Event) -> None:
    """Let the browser's cookie know nothing more of who asked, nor where they sat."""
    sessions.hand_on(event)
    session.pop("interface", None)
    here = {str(one.id) for one in event.stations}
    session["tables"] = {id: table for id, table in session.get("tables", {}).items() if id not in here}


def _address(event: Event, **more: Any) -> str:
    return url_for("mine.mine", event_slug=event.slug, **more)


def _skipped() -> int:
    """Return how many of a person's newest contributions the page leaves out (`skip`)."""
    return number(request.values.get("skip", "")) or 0


def _because(reason: str) -> str:
    """Return a reason for hiding as people read it: one of ours, or what a host wrote."""
    key = f"reason.{reason}"
    return str(PHRASES[key]) if key in PHRASES else reason


def _page(event: Event, actor: Actor, typed: dict[str, str] | None = None, refusal: CafeError | None = None) -> str:
    with reading() as store:
        me = {**sessions.me(store, event.id, actor)}
    known = sessions.participant(event, actor)
    me["language"] = known.language if known else event.language
    state = changes.event_state(event.id)
    back = own_path(request.values.get("next"), event)
    first = {
        "event": event_info(event),
        "said": said_to(event),
        "event_state": state,
        "stations": [station_info(one) for one in event.stations],
        "me": me,
        "urls": {"menu": url_for("participant.menu_json", event_slug=event.slug)},
    }
    said = request.args.get("said")
    stations, skip = query.read(event, actor), _skipped()
    shown, more = query.part(stations, skip)
    if not shown and skip:
        shown, more = query.part(stations, skip := 0)
    return render_template(
        "mine.html",
        event=event,
        first=first,
        stations=stations,
        shown=shown,
        skip=skip,
        more=more,
        back=back,
        said=said if said in SAID and not refusal else None,
        typed=typed or {},
        refusal=refusal,
        because=_because,
        language_name=language_name,
        card_path=card_path,
        new_order=new_id,
    )
