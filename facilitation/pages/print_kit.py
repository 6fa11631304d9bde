"""The print kit: everything of an event that goes to the hall on paper, on one page, with one button.

What guests read speaks the event's language; hosts' cards speak one that says everything. Hosts' secret codes come
last, on sheets of their own, so that none lies beside a code for guests.
"""

import re
from functools import partial
from hashlib import blake2b
from typing import Any, NamedTuple

import segno.helpers
from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from markupsafe import Markup
from werkzeug.wrappers import Response

from facilitation import bounds
from facilitation.doors import addresses, languages, links, sessions
from facilitation.i18n.paper_texts import INVITATION, PAPER_CARD, PHOTOS, WIFI
from facilitation.models import Event
from facilitation.pages import asking, long_page
from facilitation.pages.answering import answered
from facilitation.pages.programme import programme
from facilitation.queries import translations as own_texts
from facilitation.services import letterheads, printing
from facilitation.storage import turns
from facilitation.text import number

blueprint = Blueprint("print_kit", __name__)

_VERSIONED = re.compile(r"/static/[^/]+/")
"""Where this version's icons are: a sheet does not change with them."""
USUAL_SHEETS = 6
"""Sheets of paper cards that are proposed: 24 cards."""


class Part(NamedTuple):
    """A part of the kit. `hint` says what it is for, `usual` whether it is printed where nothing is asked for."""

    name: str
    title: LazyString
    hint: LazyString
    usual: bool = True


PARTS = (
    Part("posters", lazy_gettext("Plakate"), lazy_gettext("je Tisch eines, A4")),
    Part("invitation", lazy_gettext("Einladung am Eingang"), lazy_gettext("ein Blatt in allen Sprachen, A4")),
    Part("wifi", lazy_gettext("WLAN-Code"), lazy_gettext("für Eingang und Saal, A4")),
    Part("schedule", lazy_gettext("Ablauf für die Tür"), lazy_gettext("ein Blatt, A4")),
    Part("table_signs", lazy_gettext("Tischschilder"), lazy_gettext("A5 quer zum Falten, zwei je Blatt")),
    Part("paper_cards", lazy_gettext("Papierkarten"), lazy_gettext("ohne Handy schreiben, vier je Blatt")),
    Part("photo_notice", lazy_gettext("Hinweis auf Fotos"), lazy_gettext("ein Blatt, A4"), usual=False),
    Part("host_cards", lazy_gettext("Karten für Gastgeber*innen"), lazy_gettext("geheimer Code und Checkliste, A5")),
)
"""Every part, in the order in which they are printed: hosts' cards last."""


class Sheets(NamedTuple):
    """A part as it is printed now, in the language `spoken`.

    `mark` is what it is known by next time, with its language; `state` says whether what was printed, in whatever
    language, still is what would be: never, current or outdated.
    """

    part: Part
    html: Markup
    sheets: int
    chosen: bool
    spoken: str
    mark: str
    state: str


@blueprint.get("/e/<event_slug>/organise/print")
def kit(event_slug: str) -> str:
    """Show everything that can be printed, and print it. Organisers only.

    `part` (several) names what is chosen, `cards` how many sheets of paper cards, `ink` is `black` for printers
    without colour, `?lang=` another language for guests' sheets than the event's.
    """
    event, _ = asking.organised(event_slug)
    with turns.for_a_long_page():
        return _kit(event)


def _kit(event: Event) -> str:
    asked = request.args.getlist("part")
    parts = [_sheets(event, part, asked) for part in PARTS if part.name != "wifi" or event.wifi_name]
    return long_page.draw(
        "print.html",
        event=event,
        parts=[one for one in parts if one.sheets],
        black=request.args.get("ink") == "black",
        cards=_cards(),
        address=addresses.codes().url.partition("://")[2],
    )


@blueprint.post("/e/<event_slug>/organise/printed")
def printed(event_slug: str) -> Response:
    """Remember what is printed just now (`part`: name and mark, several), and for which address. Organisers only."""
    event, _ = asking.organised(event_slug)
    marks = dict(one.partition(":")[::2] for one in request.form.getlist("part"))
    noted = printing.note(sessions.current_actor(event), addresses.base_url(), marks)
    return answered(event.id, noted, url_for(".kit", event_slug=event.slug))


def outdated(event: Event) -> dict[str, bool]:
    """Return which parts were printed, each with whether it says something else by now; it draws them for that."""
    printed = [part for part in PARTS if part.name in event.printed]
    return {part.name: not _still_says(event, part, None) for part in printed}


class _Drawn(NamedTuple):
    """A part as it is drawn now: its text, number of sheets, language, and mark without that."""

    html: Markup
    sheets: int
    spoken: str
    mark: str


def _sheets(event: Event, part: Part, asked: list[str]) -> Sheets:
    drawn = _drawn(event, part, None)
    state = "never"
    if part.name in event.printed:
        state = "current" if _still_says(event, part, drawn) else "outdated"
    chosen = part.name in asked if asked else part.usual
    return Sheets(part, drawn.html, drawn.sheets, chosen, drawn.spoken, f"{drawn.mark}:{drawn.spoken}", state)


def _still_says(event: Event, part: Part, drawn: _Drawn | None) -> bool:
    """Tell whether what was printed is what would be now in that language, whichever the page is asked in (`drawn`)."""
    mark, _, language = event.printed[part.name].partition(":")
    if drawn is None or (language and language != drawn.spoken):
        drawn = _drawn(event, part, language)
    return mark == drawn.mark


def _drawn(event: Event, part: Part, language: str | None) -> _Drawn:
    offered = languages.WHOLE if part.name == "host_cards" else languages.interface_languages()
    turns.give_after_a_slice()
    with languages.on_paper(event, offered, language) as spoken:
        told = _told(event, part.name)
        html = _written(event, part.name, spoken, told)
    told_once = html.partition("</article>")[0] if part.name == "paper_cards" else html  # however many are asked for
    mark = blake2b(_VERSIONED.sub("", told_once).encode(), digest_size=8).hexdigest()
    return _Drawn(html, told["count"], spoken, mark)


def poster(event: Event, station: str = "") -> Markup:
    """Return a poster as it would be printed now: the first one of a station (its slug), or of the event."""
    with languages.on_paper(event, languages.interface_languages()) as spoken:
        return _written(event, "posters", spoken, _of_tables(event, links.poster_of(event, station)))


def _written(event: Event, name: str, spoken: str, told: dict[str, Any]) -> Markup:
    said = partial(own_texts.said, language=spoken)
    return Markup(render_template(f"parts/print_{name}.html", event=event, spoken=spoken, own_text=said, **told))


def _of_tables(event: Event, tables: list[dict[str, Any]]) -> dict[str, Any]:
    logo = letterheads.logo_of(event.id)
    return {"tables": tables, "invitations": languages.in_each(INVITATION), "logo_file": logo}


def _told(event: Event, name: str) -> dict[str, Any]:
    """Return what a part's template needs besides the event, and `count`, its number of sheets."""
    if name in ("posters", "table_signs"):
        tables = [one for one in links.posters_of(event) if not one["station"].closed]
        count = len(tables) if name == "posters" else (len(tables) + 1) // 2
        return {**_of_tables(event, tables), "count": count}
    if name == "invitation":
        url = links.join_url(event)
        return {"url": url, "qr_code": links.qr(url), "invitations": languages.in_each(INVITATION), "count": 1}
    if name == "wifi":
        return {"qr_code": _wifi_code(event), "invitations": languages.in_each(WIFI), "count": 1}
    if name == "schedule":
        lines = programme(event.programme, event.date, links.local_now(event))
        return {"lines": [one for line in lines for one in (line, *line["inner"])], "count": 1 if lines else 0}
    if name == "paper_cards":
        return {"sheets": _cards(), "invitations": languages.in_each(PAPER_CARD), "count": _cards()}
    if name == "photo_notice":
        return {"invitations": languages.in_each(PHOTOS), "count": 1}
    hosts = [one for one in links.hosts_of(event) if not one["station"].closed]
    return {"hosts": hosts, "count": len(hosts)}


def _wifi_code(event: Event) -> Markup:
    """Return the code with which phones join the hall's WiFi, as phones of every make read it."""
    said = segno.helpers.make_wifi_data(
        event.wifi_name, event.wifi_password or None, "WPA" if event.wifi_password else None
    )
    return links.qr(said)


def _cards() -> int:
    """Return how many sheets of paper cards are asked for: 1 to bounds.SHEETS_OF_CARDS."""
    asked = number(request.args.get("cards", "")) or USUAL_SHEETS
    return min(max(asked, 1), bounds.SHEETS_OF_CARDS)
