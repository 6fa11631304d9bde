"""The organisers' editor for the Word report: texts, common themes, recommendations, and what is still missing.

Each form of the page saves by itself through the script, and works as a plain form without it. Both use the same
addresses: a script is answered in JSON, a form with the page, where a refusal stands beside what was typed.
"""

import json
from collections.abc import Callable
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from facilitation.actor import Actor
from facilitation.documents.editions import preview
from facilitation.doors import languages
from facilitation.errors import CafeError
from facilitation.ids import check_id, is_id, new_id
from facilitation.models import HORIZONS, REPORT_LANGUAGES, REPORT_TEXTS, CommonTheme, Event, Recommendation, ReportText
from facilitation.pages import asking, long_page, report_file
from facilitation.pages.answering import answered
from facilitation.pages.screens import asks_for_json, event_info
from facilitation.queries import desk, themes
from facilitation.queries.covering import covered_row
from facilitation.queries.harvest import EventHarvest
from facilitation.queries.likeness.common import ClusterTexts, Common
from facilitation.services import (
    common_themes,
    editions,
    events,
    letterheads,
    recommendations,
    report_texts,
    report_writing,
)
from facilitation.services.committed import Committed
from facilitation.storage import turns

blueprint = Blueprint("editor", __name__)

NOUNS: dict[str, Any] = {"theme": CommonTheme, "recommendation": Recommendation}
"""The models of which organisers write several rows, by the word that stands for each on the page."""
CONFIRM = "confirm_contact"
"""What a form does that lets contact data in a text be shown."""
SAID = ("text", "title", "what", "why", "responsibility")
"""Columns that hold what organisers wrote, in any of these models."""


class Refused(NamedTuple):
    """The refusal of a plain form: `form` names it (a text's name, a row's id), `typed` is what stood in it."""

    noun: str
    form: str
    typed: dict[str, Any]
    refusal: CafeError

    @property
    def now(self) -> dict[str, Any] | None:
        """What somebody else has written meanwhile; None where that is not why it was refused."""
        told = self.refusal.detail.get("now")
        return json.loads(str(told)) if told is not None else None


@blueprint.get("/e/<event_slug>/report")
def editor(event_slug: str) -> str:
    """Show everything around the report. Organisers only."""
    event, actor = asking.organised(event_slug)
    return page(event, actor)


@blueprint.post("/e/<event_slug>/report/texts")
def write_text(event_slug: str) -> Response | tuple[str, int]:
    """Write a text of the report (`name`, `language`, `text`, `known`), or confirm contact data in it (`do`).

    Organisers only.
    """
    event, actor = asking.organised(event_slug)
    typed = asking.typed("name", "language", "text")

    def write() -> Committed[Any]:
        if request.form.get("do") == CONFIRM:
            return report_texts.confirm_contact(
                actor, name=typed["name"], language=typed["language"], known=asking.counted("known")
            )
        return report_texts.write(actor, known=asking.counted("known"), **typed)

    return _answered(event, actor, "text", typed["name"], typed, write)


@blueprint.post("/e/<event_slug>/report/recommendations")
def write_recommendation(event_slug: str) -> Response | tuple[str, int]:
    """Write a recommendation, or move, remove or bring it back (`after`, `do`). Organisers only.

    Its fields are `id`, `what`, `why`, `responsibility`, `horizon`, `known`.
    """
    event, actor = asking.organised(event_slug)
    typed = asking.typed("id", "what", "why", "responsibility", "horizon")

    def write() -> Committed[Any]:
        return _done(actor, Recommendation) or recommendations.write(actor, known=asking.counted("known"), **typed)

    return _answered(event, actor, "recommendation", typed["id"], typed, write)


@blueprint.post("/e/<event_slug>/report/themes")
def write_theme(event_slug: str) -> Response | tuple[str, int]:
    """Write a common theme, or move, remove or bring it back (`after`, `do`). Organisers only.

    Its fields are `id`, `title`, `text`, `clusters`, `known`.
    """
    event, actor = asking.organised(event_slug)
    chosen = [id for several in request.form.getlist("clusters") for id in several.split(",") if id]
    typed: dict[str, Any] = {**asking.typed("id", "title", "text"), "clusters": chosen}

    def write() -> Committed[Any]:
        for one in chosen:
            check_id(one, field="clusters")
        return _done(actor, CommonTheme) or common_themes.write(actor, known=asking.counted("known"), **typed)

    return _answered(event, actor, "theme", typed["id"], typed, write)


def _done(actor: Actor, model: Any) -> Committed[Any] | None:
    """Move, remove or bring back a row, or confirm contact data in it, and return that.

    None where its words are to be written instead.

    A button that moves it behind another row is called `after` and names that one; empty is the first place. Raises
    CafeError `malformed` (id, after), `not_allowed`, `unknown_recommendation`, `unknown_common_theme`.
    """
    id, do = request.form.get("id", ""), request.form.get("do", "")
    check_id(id)
    if "after" in request.form:
        after = request.form["after"] or None
        if after is not None:
            check_id(after, field="after")
        return report_writing.place(actor, model, id, after=after)
    if do == "remove":
        return report_writing.remove(actor, model, id)
    if do == "bring_back":
        return report_writing.bring_back(actor, model, id)
    if do == CONFIRM:
        return report_writing.confirm_contact(actor, model, id, known=asking.counted("known"))
    return None


def _answered(
    event: Event, actor: Actor, noun: str, form: str, typed: dict[str, Any], write: Callable[[], Committed[Any]]
) -> Response | tuple[str, int]:
    try:
        written = write()
    except CafeError as refusal:
        if asks_for_json():
            raise
        return page(events.find(event.slug), actor, Refused(noun, form, typed, refusal)), refusal.status
    place = f"of-{form}" if form else None
    path = url_for(".editor", event_slug=event.slug, language=chosen_language(), _anchor=place)
    return answered(event.id, written, path)


def chosen_language() -> str:
    """Return the language of the report that is being written: de or en."""
    asked = request.args.get("language") or request.form.get("language", "")
    return asked if asked in REPORT_LANGUAGES else REPORT_LANGUAGES[0]


def page(event: Event, actor: Actor, refused: Refused | None = None, language: str | None = None) -> str:
    """Render the editor, with the refusal of a plain form; `language` is what the request asks for if it is None."""
    language = language or chosen_language()
    slug, id = event.slug, event.id
    with turns.for_a_long_page():
        standing = themes.clusters(id)
    suggested = themes.suggested(id, standing)
    brought = report_file.read(event, language=language)
    with turns.for_a_long_page():
        return _page(events.find(slug), standing, suggested, brought, refused, language)


def _page(
    event: Event,
    standing: list[ClusterTexts],
    suggested: list[Common],
    brought: EventHarvest,
    refused: Refused | None,
    language: str,
) -> str:
    turns.give_after_a_slice()
    written = report_texts.standing(event.id)
    turns.give_after_a_slice()
    parts = preview.of(brought, desk.waiting(event.id))
    turns.give_after_a_slice()
    paper = letterheads.standing(event.id)
    rows = {noun: report_writing.standing(event.id, model) for noun, model in NOUNS.items()}
    turns.give_after_a_slice()
    return long_page.draw(
        "report.html",
        event=event,
        stations=event.stations,
        first={"event": event_info(event), "language": language},
        language=language,
        languages=[(code, languages.LANGUAGES[code]) for code in REPORT_LANGUAGES],
        texts=[(name, written.get((name, language)), written.get((name, "de"))) for name in REPORT_TEXTS],
        horizons=HORIZONS,
        clusters=standing,
        suggested=[(new_id(), one) for one in suggested],
        rows=rows,
        covered={
            _place(row)
            for row in (*written.values(), *rows["theme"], *rows["recommendation"])
            if _is_covered(event, row)
        },
        removed={noun: report_writing.standing(event.id, model, removed=True) for noun, model in NOUNS.items()},
        fresh={noun: _fresh(noun, rows[noun], refused) for noun in NOUNS},
        parts=parts,
        remarks=preview.open_remarks(parts),
        editions=editions.standing(event.id),
        paper=paper,
        missing=report_file.missing(paper.get(letterheads.LETTERHEAD)),
        zone=ZoneInfo(event.timezone),
        as_of=brought.made_at.astimezone(ZoneInfo(event.timezone)),
        refused=refused,
    )


def _place(row: Any) -> tuple[str, str] | str:
    """Return what names a row on the page: a text's name and language, or an id."""
    return (row.name, row.language) if isinstance(row, ReportText) else row.id


def _is_covered(event: Event, row: Any) -> bool:
    """Tell whether the report covers contact data in a row, because nobody has confirmed it."""
    said = [name for name in SAID if hasattr(row, name)]
    return any(text != getattr(row, name) for name, text in covered_row(row, *said, country=event.country).items())


def _fresh(noun: str, rows: list[Any], refused: Refused | None) -> str:
    """Return the id for a new row's plain form; a refused form keeps its own."""
    if refused and refused.noun == noun and is_id(refused.form) and refused.form not in {row.id for row in rows}:
        return refused.form
    return new_id()
