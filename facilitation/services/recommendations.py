"""What the organisers recommend: what, why, who could do it, how soon."""

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.ids import check_id
from facilitation.models import HORIZONS, Recommendation
from facilitation.services import report_writing
from facilitation.services.committed import Committed
from facilitation.storage.transactions import writing

WHAT_LIMIT = bounds.WHAT_LIMIT
WHY_LIMIT = bounds.WHY_LIMIT
RESPONSIBILITY_LIMIT = bounds.RESPONSIBILITY_LIMIT


def write(
    actor: Actor, *, id: str, what: str, why: str, responsibility: str, horizon: str, known: int
) -> Committed[Recommendation]:
    """Write a recommendation, or reword the one whose revision is `known` (0: there is none yet).

    What nobody said stays empty. A new recommendation without any text or horizon is refused with `text_empty`.
    Raises CafeError `not_allowed`, `malformed` (id), `id_taken`, `unknown_horizon`, `text_empty`, `text_too_long`,
    `reworded` (see `report_writing.say`).
    """
    actor.require_organiser()
    check_id(id)
    if horizon not in HORIZONS:
        raise CafeError("unknown_horizon")
    said = {
        "what": report_writing.cleaned_line(what, limit=WHAT_LIMIT),
        "why": report_writing.cleaned(why, limit=WHY_LIMIT),
        "responsibility": report_writing.cleaned_line(responsibility, limit=RESPONSIBILITY_LIMIT),
        "horizon": horizon,
    }
    with writing() as session:
        report_writing.lock(session, actor)
        row = report_writing.find(session, actor, Recommendation, id)
        if row is None:
            if not any(said.values()):
                raise CafeError("text_empty")
            position = report_writing.next_position(session, actor.event_id, Recommendation)
            row = Recommendation(id=id, event_id=actor.event_id, position=position, revision=1, removed=False, **said)
            session.add(row)
            return report_writing.done(row)
        report_writing.say(row, known, **said)
        return report_writing.done(row)
