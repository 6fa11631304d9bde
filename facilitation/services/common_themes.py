"""Common themes, which join several stations: a title, a text, and the clusters they rest on."""

from collections.abc import Sequence

from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.ids import check_id
from facilitation.models import Cluster, CommonTheme, Station
from facilitation.services import report_writing
from facilitation.services.committed import Committed
from facilitation.storage.transactions import CafeSession, writing
from facilitation.text import TITLE_LIMIT

THEME_LIMIT = bounds.THEME_LIMIT
MOST_CLUSTERS = bounds.MOST_IDS


def write(
    actor: Actor, *, id: str, title: str, text: str, clusters: Sequence[str], known: int
) -> Committed[CommonTheme]:
    """Write a common theme, or reword the one whose revision is `known` (0: there is none yet).

    `clusters` are ids of clusters at any of the event's stations. A new theme without title, text and clusters is
    refused with `text_empty`.
    Raises CafeError `not_allowed`, `malformed` (id, clusters), `id_taken`, `unknown_cluster`, `text_empty`,
    `text_too_long`, `reworded` (see `report_writing.say`).
    """
    actor.require_organiser()
    check_id(id)
    if len(clusters) > MOST_CLUSTERS:
        raise CafeError("malformed", field="clusters")
    title = report_writing.cleaned_line(title, limit=TITLE_LIMIT)
    text = report_writing.cleaned(text, limit=THEME_LIMIT)
    with writing() as session:
        event = report_writing.lock(session, actor)
        chosen = _of_event(session, event.id, clusters)
        row = report_writing.find(session, actor, CommonTheme, id)
        if row is None:
            if not (title or text or chosen):
                raise CafeError("text_empty")
            position = report_writing.next_position(session, event.id, CommonTheme)
            row = CommonTheme(
                id=id,
                event_id=event.id,
                title=title,
                text=text,
                clusters=chosen,
                position=position,
                revision=1,
                removed=False,
            )
            session.add(row)
            return report_writing.done(row)
        report_writing.say(row, known, title=title, text=text, clusters=chosen)
        return report_writing.done(row)


def _of_event(session: CafeSession, event_id: int, ids: Sequence[str]) -> list[str]:
    """Return the ids without repetition, sorted, also those of dissolved clusters, which may come back.

    Raises CafeError `unknown_cluster` where one is not of this event.
    """
    wanted = sorted(set(ids))
    of_event = select(Cluster.id).join(Station).where(Station.event_id == event_id, Cluster.id.in_(wanted))
    if len(session.scalars(of_event).all()) < len(wanted):
        raise CafeError("unknown_cluster")
    return wanted
