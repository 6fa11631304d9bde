"""Orders about photos of tablecloths, once they are uploaded (`pages/photos.py`)."""

from facilitation.actor import Actor
from facilitation.live.fields import Id, Text
from facilitation.live.order import HOSTS, order
from facilitation.models import Photo
from facilitation.services import contact_data, photos
from facilitation.services.committed import Committed
from facilitation.storage.statements import AnyRow


@order("photo.edit", HOSTS)
def edit(
    actor: Actor, place: AnyRow, *, id: Id, caption: Text, table: int | None = None, was: str | None = None
) -> Committed[Photo]:
    """Set a photo's caption and table."""
    return photos.edit(actor, id, caption=caption, table=table, was=was)


@order("photo.confirm_contact", HOSTS)
def confirm_contact(actor: Actor, place: AnyRow, *, id: Id, was: str) -> Committed[Photo]:
    """Let contact data in a caption be shown."""
    return contact_data.confirm(actor, Photo, id, was=was)


@order("photo.remove", HOSTS)
def remove(actor: Actor, place: AnyRow, *, id: Id) -> Committed[Photo]:
    """Remove a photo from the screens."""
    return photos.remove(actor, id)
