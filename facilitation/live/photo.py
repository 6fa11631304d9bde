"""Orders about photos of tablecloths, once they are uploaded (`pages/photos.py`)."""

from facilitation.actor import Actor
from facilitation.live.order import HOSTS, Ack, Field, Id, order
from facilitation.live.telling import changed
from facilitation.services import photos
from facilitation.storage.statements import AnyRow


@order("photo.edit", HOSTS, id=Id(), caption=Field(str), table=Field(int, None), was=Field(str, None))
def edit(actor: Actor, event: AnyRow, *, id: str, caption: str, table: int | None, was: str | None) -> Ack:
    """Set a photo's caption and table."""
    return changed(actor, photos.edit(actor, id, caption=caption, table=table, was=was))


@order("photo.remove", HOSTS, id=Id())
def remove(actor: Actor, event: AnyRow, *, id: str) -> Ack:
    """Remove a photo from the screens."""
    return changed(actor, photos.remove(actor, id))
