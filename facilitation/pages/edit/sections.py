"""The editor's sections, in the order in which they stand beside the page, and their pages."""

from flask import Response, request

from facilitation.pages import asking
from facilitation.pages.edit import contact, event, feedback, languages, papers, privacy, programme, rounds, stations
from facilitation.pages.edit.frame import Section, blueprint, draw

SECTIONS: tuple[Section, ...] = (
    event.SECTION,
    contact.SECTION,
    programme.SECTION,
    rounds.SECTION,
    stations.SECTION,
    feedback.SECTION,
    privacy.SECTION,
    papers.SECTION,
    languages.SECTION,
)


@blueprint.get("")
def begin(event_slug: str) -> Response:
    """Show the first section. Organisers only."""
    found, _ = asking.organised(event_slug)
    return draw(found, SECTIONS[0].name)


@blueprint.get("/<name>")
def section(event_slug: str, name: str) -> Response:
    """Show a section, or a part of it (`part`). Organisers only. Raises CafeError `not_found`."""
    found, _ = asking.organised(event_slug)
    return draw(found, name, request.args.get("part", ""))
