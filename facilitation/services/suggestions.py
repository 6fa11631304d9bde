"""A host's answer to suggested duplicates: these contributions do not say the same."""

from collections.abc import Sequence

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.ids import check_id
from facilitation.models import Dismissal
from facilitation.services import contributions, journal
from facilitation.services.committed import Committed
from facilitation.services.journal import Deed
from facilitation.storage.transactions import writing


def dismiss(actor: Actor, station_id: int, *, id: str, ids: Sequence[str]) -> Committed[Dismissal]:
    """Record that no two of these contributions say the same; the tablet makes the id.

    Raises CafeError `not_allowed`, `malformed` (id; ids: fewer than two), `id_taken`, `unknown_contribution`,
    `wrong_station`.
    """
    actor.require_host(station_id)
    check_id(id)
    if len(set(ids)) < 2:
        raise CafeError("malformed", field="ids")
    with writing() as session:
        deed = Deed(session, actor, station_id, "suggestion.dismiss")
        known = journal.known(session, Dismissal, id, station_id)
        if known is not None:
            return deed.done_before(known)
        if any(contributions.find_in(session, actor, one).station_id != station_id for one in ids):
            raise CafeError("wrong_station")
        dismissal = Dismissal(id=id, station_id=station_id, ids=list(dict.fromkeys(ids)))
        deed.add(dismissal)
        return deed.done(dismissal)
