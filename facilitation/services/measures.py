"""Agreed next steps: what, who, by when, and their state."""

from collections.abc import Sequence
from typing import NamedTuple

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.ids import check_id
from facilitation.models import MEASURE_STATES, Measure
from facilitation.services import journal, ordering, seen
from facilitation.services.committed import Committed
from facilitation.services.journal import Deed
from facilitation.services.seen import UNSAID
from facilitation.storage.transactions import writing
from facilitation.text import TEXT_LIMIT, clean_line

WHO_LIMIT = bounds.WHO_LIMIT
BY_WHEN_LIMIT = bounds.BY_WHEN_LIMIT


class MeasureText(NamedTuple):
    """The three texts of a measure, which two hosts may want to word differently."""

    what: str
    who: str | None
    by_when: str | None

    @property
    def lines(self) -> str:
        """One line each; empty where nobody has said so."""
        return "\n".join((self.what, self.who or "", self.by_when or ""))


def add(
    actor: Actor,
    station_id: int,
    *,
    id: str,
    what: str,
    who: str | None = None,
    by_when: str | None = None,
    state: str = "open",
) -> Committed[Measure]:
    """Write down a next step, one line each; `who` and `by_when` are None where nobody has said so.

    The tablet makes the id, so sending it twice is harmless.
    Raises CafeError `not_allowed`, `malformed` (id), `id_taken`, `unknown_state`, `text_empty`, `text_too_long`.
    """
    actor.require_host(station_id)
    check_id(id)
    _check_state(state)
    with writing() as session:
        deed = Deed(session, actor, station_id, "measure.add")
        known = journal.known(session, Measure, id, station_id)
        if known is not None:
            return deed.done_before(known)
        said = _clean(what, who, by_when)
        position = ordering.last(session, Measure, station_id) + 1
        measure = Measure(id=id, station_id=station_id, state=state, position=position, **said._asdict())
        deed.add(measure)
        return deed.done(measure)


def edit(
    actor: Actor, measure_id: str, *, what: str, who: str | None, by_when: str | None, was: str | None = None
) -> Committed[Measure]:
    """Reword a measure; `was` is the `MeasureText.lines` that the host saw before (None: whatever they are).

    An empty `who` or `by_when` is open again. Raises CafeError `unknown_measure`, `not_allowed`, `text_empty`,
    `text_too_long`, `reworded` (now: in the form of `was`).
    """
    with writing() as session:
        measure, deed = journal.begin(session, actor, Measure, measure_id, "measure.edit")
        said = _clean(what, who, by_when)
        now = MeasureText(measure.what, measure.who, measure.by_when)
        seen.check(now.lines, UNSAID if was is None else was, wanted=said.lines)
        deed.change(measure, **said._asdict(), contact_confirmed=measure.contact_confirmed and now == said)
        return deed.done(measure)


def arrange(actor: Actor, station_id: int, ids: Sequence[str]) -> Committed[None]:
    """Put measures into this order; those not named follow in their earlier order.

    Raises CafeError `not_allowed`, and `unknown_measure` where one is not of this station or was removed.
    """
    return ordering.arrange(actor, station_id, Measure, ids, "measure.arrange")


def set_state(actor: Actor, measure_id: str, *, state: str) -> Committed[Measure]:
    """Set a measure's state: open, agreed or done.

    Raises CafeError `unknown_measure`, `unknown_state`, `not_allowed`.
    """
    _check_state(state)
    with writing() as session:
        measure, deed = journal.begin(session, actor, Measure, measure_id, "measure.set_state")
        deed.change(measure, state=state)
        return deed.done(measure)


def remove(actor: Actor, measure_id: str) -> Committed[Measure]:
    """Remove a measure; repeating is harmless. Raises CafeError `unknown_measure`, `not_allowed`."""
    return journal.remove(actor, Measure, measure_id, "measure.remove")


def _clean(what: str, who: str | None, by_when: str | None) -> MeasureText:
    return MeasureText(
        clean_line(what, limit=TEXT_LIMIT), _maybe(who, limit=WHO_LIMIT), _maybe(by_when, limit=BY_WHEN_LIMIT)
    )


def _maybe(typed: str | None, *, limit: int) -> str | None:
    return clean_line(typed, limit=limit) if typed and typed.strip() else None


def _check_state(state: str) -> None:
    if state not in MEASURE_STATES:
        raise CafeError("unknown_state")
