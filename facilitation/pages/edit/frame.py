"""The frame around every section of the editor: the sections beside it, what is missing in each, who is let in."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, make_response, request, url_for
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response as AnyResponse

from facilitation.config import Config
from facilitation.errors import CafeError
from facilitation.models import Event
from facilitation.pages import long_page
from facilitation.pages.answering import answered
from facilitation.pages.screens import asks_for_json, event_info, language_name
from facilitation.services import events, seen, settings, translations
from facilitation.services.committed import Committed
from facilitation.services.translations import Place
from facilitation.storage import turns
from facilitation.transport import answer_headers

blueprint = Blueprint("edit", __name__, url_prefix="/e/<event_slug>/edit")


class Part(NamedTuple):
    """A part of a section with a page of its own, which is a station's: the end of its address, its name, its place."""

    name: str
    title: str
    position: int
    sign: int


class Section(NamedTuple):
    """A section of the editor; `name` is the last part of its address and its template's, whose sign edit.html has."""

    name: str
    words: LazyString
    holds: frozenset[tuple[str, str]]
    """Nouns and fields of the texts that stand in it (`translations.Place`); an empty field: all of that noun."""
    needs: tuple[str, ...] = ()
    """Columns of the event without which guests miss something."""
    shown: Callable[[Event, str], Mapping[str, Any]] = lambda event, part: MappingProxyType({})
    """What its template gets besides what every section's gets, for an event and a part."""
    parts: Callable[[Event], list[Part]] = lambda event: []
    """Its parts, which stand beneath it; those of a station are found by their position (`Place.position`)."""
    look: Callable[[Event, str], str] = lambda event, part: url_for("edit.phone", event_slug=event.slug)
    """The address of what guests see of it."""


class Refused(NamedTuple):
    """The refusal of a plain form, whose `form` is the id of its element; `typed` is what stood in it."""

    form: str
    typed: Mapping[str, str]
    refusal: CafeError

    @property
    def now(self) -> Any:
        """What somebody else has written meanwhile, by the form's fields; None where that is not why."""
        return json.loads(str(self.refusal.detail["now"])) if self.refusal.code == "reworded" else None


def fields_of(noun: str, *fields: str) -> frozenset[tuple[str, str]]:
    """Return what a section holds: these fields of a noun, or without any all of them."""
    return frozenset((noun, field) for field in fields or ("",))


def draw(event: Event, name: str, part: str = "", refused: Refused | None = None) -> Response:
    """Draw a section with the frame around it, piece by piece: it takes up to thirty milliseconds.

    Raises CafeError `not_found` for a section or part that there is not.
    """
    with turns.for_a_long_page():
        return _drawn(event, name, part, refused)


def _drawn(event: Event, name: str, part: str, refused: Refused | None) -> Response:
    from facilitation.pages.edit.sections import SECTIONS  # which import this module for what they take

    section = next((one for one in SECTIONS if one.name == name), None)
    if section is None or part not in {"", *(one.name for one in section.parts(event))}:
        raise CafeError("not_found")
    turns.give_after_a_slice()
    standing = translations.every(event.id)
    turns.give_after_a_slice()
    tongues = [(code, language_name(code)) for code in (event.language, *translations.languages_of(event))]
    page = make_response(
        long_page.draw(
            f"edit/{name}.html",
            event=event,
            stations=event.stations,
            section=section,
            part=part,
            sections=[(one, one.parts(event)) for one in SECTIONS],
            missing=_missing(event, SECTIONS, standing),
            tongues=tongues,
            translated=lambda text, code: standing.get(code, {}).get(text, ""),
            mark=seen.mark,
            setting=lambda one: settings.said(event, one),
            refused=refused,
            look=section.look(event, part),
            first={"event": event_info(event), "edit": {"section": name, "part": part}},
            **section.shown(event, part),
        )
    )
    page.headers["Content-Security-Policy"] = policy(frames=True)
    return page


def at_programme(event: Event, part: str) -> str:
    """Return the address of what guests see of the programme (`Section.look`)."""
    return url_for("edit.phone", event_slug=event.slug, at="programme")


def answer(
    event: Event,
    form: str,
    said: Mapping[str, str],
    write: Callable[[], Committed[Any]],
    *,
    then: Callable[[Any], str] | None = None,
) -> AnyResponse:
    """Carry out what a form asks for, tell the screens, and answer: a script in JSON, a plain form with its section.

    Every form says on which page it stands (`section`, `part`). One without script that is refused comes again with
    what was typed, and the reason beside it. `form` is the id of its element; `then` tells from the row that was
    written at which element the page goes on, if not there.
    """
    name, part = request.form.get("section", ""), request.form.get("part", "")
    try:
        done = write()
    except CafeError as refusal:
        if asks_for_json():
            raise
        page = draw(events.find(event.slug), name, part, Refused(form, said, refusal))
        page.status_code = refusal.status
        return page
    return answered(event.id, done, address(event, name, part, then(done.row) if then else form))


def address(event: Event, name: str, part: str = "", form: str | None = None) -> str:
    """Return the address of a section, at one of its forms."""
    return url_for("edit.section", event_slug=event.slug, name=name, part=part or None, _anchor=form)


def policy(*, frames: bool) -> str:
    """Return the policy of a page that shows another one of this café within it (`frames`), or is shown there."""
    config: Config = current_app.extensions["config"]
    said = answer_headers.policy(request.host, urlsplit(config.base_url or "").netloc)
    return f"{said}; frame-src 'self'" if frames else said.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


def _missing(
    event: Event, sections: tuple[Section, ...], standing: Mapping[str, Mapping[str, str]]
) -> Mapping[str, int]:
    """Count what is missing by section, and by "section/part": translations, and what guests need to know."""
    counts: Counter[str] = Counter()
    codes = translations.languages_of(event)
    for text in translations.own_texts(event):
        lacking = sum(text.original not in standing.get(code, {}) for code in codes)
        place = text.places[0]
        turns.give_after_a_slice()
        for section in sections:
            if not section.holds.isdisjoint({(place.noun, place.field), (place.noun, "")}):
                counts[section.name] += lacking
                counts.update(
                    {f"{section.name}/{part.name}": lacking for part in section.parts(event) if is_of(place, part)}
                )
    for section in sections:
        counts[section.name] += sum(not getattr(event, column) for column in section.needs)
    return counts


def is_of(place: Place, part: Part) -> bool:
    """Tell whether a text stands in a part of its section."""
    return place.position == part.position
