"""What the organisers say of the pages themselves: how far everybody can use them, and who answers for them.

Nothing is claimed that they did not enter (`Event.accessibility_state` and its neighbours). Both pages stay where an
event is locked or over: they hold nothing that guests left.
"""

import re
from typing import NamedTuple

from flask import Blueprint, render_template

from facilitation.services import events

blueprint = Blueprint("notices", __name__)

_MAIL_SIGN = r"[^\s@<>()\",;:]"
_WAY = re.compile(
    rf"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]|(?<!{_MAIL_SIGN}){_MAIL_SIGN}+@{_MAIL_SIGN}+\.[^\W\d_]{{2,24}}"
)
"""An address of a page, or of somebody's mail, as people write it into a text.

It is looked for where a word begins only: at each letter of a long one, that would take the square of its length.
"""


class Piece(NamedTuple):
    """A piece of a text; `href` is where it leads, empty where it is only to be read."""

    text: str
    href: str = ""


@blueprint.get("/e/<event_slug>/accessibility")
def accessibility(event_slug: str) -> str:
    """Show the statement on accessibility (BITV 2.0, section 7)."""
    return render_template("accessibility.html", event=events.find(event_slug, locked=True))


@blueprint.get("/e/<event_slug>/imprint")
def imprint(event_slug: str) -> str:
    """Show who answers for the pages."""
    return render_template("imprint.html", event=events.find(event_slug, locked=True))


@blueprint.app_template_filter()
def ways(text: str) -> list[Piece]:
    """Return a text in pieces, those that are an address of a page or of mail with where they lead."""
    pieces, read = [], 0
    for found in _WAY.finditer(text):
        pieces.append(Piece(text[read : found.start()]))
        href = found[0] if found[0].startswith("http") else f"mailto:{found[0]}"
        pieces.append(Piece(found[0], href))
        read = found.end()
    return [piece for piece in (*pieces, Piece(text[read:])) if piece.text]
