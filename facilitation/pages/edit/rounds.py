"""The editor's section on rounds: how many, how each is called, when it begins and ends, how long a change takes."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from facilitation import bounds, typed
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.ids import is_id, new_id
from facilitation.models import Event
from facilitation.pages import asking
from facilitation.pages.edit import frame
from facilitation.pages.edit.frame import Section, at_programme, blueprint, fields_of
from facilitation.services import orders, round_plan
from facilitation.services.committed import Committed
from facilitation.services.programme import minutes


def _shown(event: Event, part: str) -> Mapping[str, Any]:
    """Return the rounds with their lines, which of them have begun, and how long one and a change take."""
    rounds = round_plan.planned(event)
    breaks = [_break(one.line.ends, two.line.starts) for one, two in pairwise(rounds)]
    return {
        "rounds": rounds,
        "begun": {one.turn.position for one in rounds if round_plan.has_begun(event, one.turn.position)},
        "said_of": round_plan.said_of,
        "breaks": breaks,
        "length": rounds[-1].turn.minutes if rounds else round_plan.USUAL_MINUTES,
        "change": breaks[-1] if breaks else round_plan.USUAL_CHANGE,
        "most": bounds.MOST_ROUNDS,
        "order": new_id,
    }


def _break(ends: str, starts: str) -> int:
    """Return the minutes of a change, 0 where an import brought along what is no time: here it can be mended."""
    try:
        return minutes(starts) - minutes(ends)
    except CafeError:
        return 0


SECTION = Section("rounds", lazy_gettext("Runden"), fields_of("round"), shown=_shown, look=at_programme)


@blueprint.post("/rounds")
def plan_rounds(event_slug: str) -> Response:
    """Set when a round begins and ends (`round`, `starts`, `ends`, `known`), or do something. Organisers only.

    `do` is `add` (`title`), `all` (`length` and `change`, in minutes), or with a `round` `up`, `down`,
    `move` (`to`, from 1), `remove`.
    `order` is the id by which these count once.
    """
    event, actor = asking.organised(event_slug)
    said = asking.typed("round", "do", "title", "starts", "ends", "length", "change", "order")
    position = asking.counted("round")
    ordered = replace(actor, order=said["order"]) if is_id(said["order"]) else actor

    def write() -> Committed[Any]:
        if not said["do"]:
            known = asking.counted("known")
            return round_plan.set_times(actor, position, starts=said["starts"], ends=said["ends"], known=known)
        return orders.once(ordered, lambda: _done(ordered, position, said)).done

    form = f"round-{position}" if position else f"{said['do']}-rounds"
    moved = {"up": position - 1, "down": position + 1, "move": asking.counted("to")}.get(said["do"])
    return frame.answer(event, form, said, write, then=(lambda _: f"row-{moved}") if moved else None)


def _done(actor: Actor, position: int, said: Mapping[str, str]) -> Committed[Any]:
    """Carry out what the form asks for. Raises CafeError `malformed` (do), and as the services do."""
    match said["do"]:
        case "add":
            return round_plan.add(actor, title=said["title"])
        case "all":
            length = typed.count(said["length"], least=1, most=bounds.ROUND_MINUTES)
            return round_plan.set_all(
                actor, length=length, change=typed.count(said["change"], least=0, most=bounds.CHANGE_MINUTES)
            )
        case "up" | "down":
            return round_plan.move(actor, position, up=said["do"] == "up")
        case "move":
            return round_plan.move_to(actor, position, to=asking.counted("to"))
        case "remove":
            return round_plan.remove(actor, position)
    raise CafeError("malformed", field="do")
