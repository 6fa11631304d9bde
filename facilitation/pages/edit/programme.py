"""The editor's section on the day's programme: lines with times, written, added, moved and removed."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from facilitation.errors import CafeError
from facilitation.models import Event, ProgrammeItem
from facilitation.pages import asking
from facilitation.pages.edit import frame
from facilitation.pages.edit.frame import Section, at_programme, blueprint, fields_of
from facilitation.services import programme as lines
from facilitation.services.committed import Committed


def _shown(event: Event, part: str) -> Mapping[str, Any]:
    """Return the lines as they follow one another: those of the World Café stand behind its own."""
    inner = [one for one in event.programme if one.part == lines.CAFE]
    day = [one for one in event.programme if one.part == lines.DAY]
    holder = next((one for one in day if one.kind == lines.CAFE), None)
    flat: list[tuple[ProgrammeItem, list[ProgrammeItem]]] = []
    for one in day:
        flat.append((one, day))
        if one is holder:
            flat += [(within, inner) for within in inner]
    if holder is None:
        flat += [(within, inner) for within in inner]
    return {
        "lines": [(one, beside.index(one), len(beside)) for one, beside in flat],
        "of_rounds": lines.OF_ROUNDS,
        "said_of": lines.said_of,
    }


SECTION = Section("programme", lazy_gettext("Programm"), fields_of("programme"), shown=_shown, look=at_programme)


@blueprint.post("/programme")
def write_line(event_slug: str) -> Response:
    """Write a line (`id`, `starts`, `ends`, `title`, `known`; `shift` moves what is later along), or do something.

    `do` is `add` (behind `id`, or at the beginning), `up`, `down`, `move` (`to`, from 1), `remove`. Organisers
    only.
    """
    event, actor = asking.organised(event_slug)
    said = asking.typed("id", "starts", "ends", "title", "do")
    id = asking.counted("id")

    def write() -> Committed[ProgrammeItem]:
        if said["do"] == "add":
            return lines.add(actor, after=id or None, title=said["title"])
        if said["do"] in ("up", "down"):
            return lines.move(actor, id, up=said["do"] == "up")
        if said["do"] == "move":
            return lines.move_to(actor, id, to=asking.counted("to"))
        if said["do"] == "remove":
            return lines.remove(actor, id, known=asking.counted("known"))
        if said["do"]:
            raise CafeError("malformed", field="do")
        return lines.write(
            actor,
            id,
            starts=said["starts"],
            ends=said["ends"],
            title=said["title"],
            known=asking.counted("known"),
            shift="shift" in request.form,
        )

    form = "add-line" if said["do"] == "add" else f"line-{id}"
    return frame.answer(event, form, said, write, then=lambda line: f"row-{line.id}")
