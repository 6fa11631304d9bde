"""Letting contact data be shown in what hosts wrote: titles, statements, next steps and captions.

In a contribution it is `moderation.confirm_contact`; whoever gives a text another wording takes the confirmation away.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from facilitation.actor import Actor
from facilitation.models import Cluster, Measure, Photo, Statement
from facilitation.services import journal, seen
from facilitation.services.committed import Committed
from facilitation.services.measures import MeasureText
from facilitation.storage.transactions import writing

Row = TypeVar("Row")

LINES: dict[Any, Callable[[Any], str]] = {
    Cluster: lambda row: row.title,
    Statement: lambda row: "\n".join((row.text, *(said for _, said in sorted(row.translations.items())))),
    Measure: lambda row: MeasureText(row.what, row.who, row.by_when).lines,
    Photo: lambda row: row.caption,
}
"""All texts of a row, one below the other: what a host reads before confirming."""
DEEDS: dict[Any, str] = {
    Cluster: "cluster.confirm_contact",
    Statement: "statement.confirm_contact",
    Measure: "measure.confirm_contact",
    Photo: "photo.confirm_contact",
}


def confirm(actor: Actor, model: type[Row], id: str, *, was: str) -> Committed[Row]:
    """Let contact data in a row be shown in public; `was` are the `LINES` that the host read.

    Raises CafeError `not_allowed`, `reworded` (now: in the form of `was`), and as `journal.find` does.
    """
    with writing() as session:
        row, deed = journal.begin(session, actor, model, id, DEEDS[model])
        seen.check(LINES[model](row), was)
        deed.change(row, contact_confirmed=True)
        return deed.done(row)
