"""Photos of tablecloths: taken in, captioned, removed. The files are the album's, the pixels are `pictures`'s."""

import threading
from typing import BinaryIO

from sqlalchemy import bindparam, select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import check_id, is_id
from facilitation.models import Photo, Station
from facilitation.offload import offload
from facilitation.services import journal, rounds
from facilitation.services.journal import Deed
from facilitation.storage import images, photo_files
from facilitation.storage.statements import Prepared, reading
from facilitation.storage.transactions import CafeSession, writing
from facilitation.text import clean_line

CAPTION_LIMIT = 300

_STANDING = Prepared(
    select(Photo.id)
    .join(Station)
    .where(Photo.id == bindparam("photo"), Photo.removed.is_(False), Station.event_id == bindparam("event"))
)
_one_at_a_time = threading.Lock()
"""Unpacking 40 million pixels takes hundreds of megabytes and a core; and of the same photo sent twice at once the
second finds the first."""


def add(
    actor: Actor, station_id: int, *, id: str, picture: BinaryIO, table: int | None, round_position: int | None
) -> Photo:
    """Store a photo from a camera's file; sent again with the same id it is answered like before.

    Once this returns, its files and its row are on the disk. No round is the whole station.
    Raises CafeError `not_allowed`, `malformed` (id), `id_taken`, `not_a_photo`, `too_many_pixels`, `photo_broken`,
    `storage_full`, `unknown_table`, `unknown_round`.
    """
    actor.require_host(station_id)
    check_id(id)
    with _one_at_a_time:
        known = _known(id, station_id)
        if known is not None:
            return known
        prepared = offload(images.prepare, picture)
        photo_files.keep(id, prepared.files)
        try:
            return _stored(actor, station_id, id, prepared, table, round_position)
        except BaseException:
            if _known(id, station_id) is None:  # another process may have stored it in the meantime
                photo_files.remove([id])
            raise


def edit(actor: Actor, photo_id: str, *, caption: str, table: int | None, was: str | None = None) -> Photo:
    """Give a photo a caption (which may be empty), from the wording `was`, and its table.

    Raises CafeError `unknown_photo`, `not_allowed`, `unknown_table`, `text_too_long`, `reworded` (now).
    """
    caption = clean_line(caption, limit=CAPTION_LIMIT) if caption.strip() else ""
    with writing() as session:
        photo, deed = journal.begin(session, actor, Photo, photo_id, "photo.edit")
        _check_table(deed.station, table)
        if caption == was:
            caption = photo.caption  # only the table was changed
        elif caption != photo.caption and was is not None and photo.caption != was:
            raise CafeError("reworded", now=photo.caption)
        deed.change(photo, caption=caption, table=table)
        deed.done()
        return photo


def remove(actor: Actor, photo_id: str) -> Photo:
    """Take a photo off every screen. Its files stay until everything is deleted, so that it can be brought back.

    Raises CafeError `unknown_photo`, `not_allowed`.
    """
    with writing() as session:
        photo, deed = journal.begin(session, actor, Photo, photo_id, "photo.remove")
        deed.change(photo, removed=True)
        deed.done()
        return photo


def read(actor: Actor, photo_id: str, size: str) -> bytes:
    """The JPEG of a photo of this event in one of `pictures.SIZES`, for anybody who came in.

    Raises CafeError `not_joined`, `unknown_photo` (also where it was removed).
    """
    actor.require_reader()
    if not is_id(photo_id):
        raise CafeError("unknown_photo")
    with reading() as store:
        known = store.first(_STANDING, photo=photo_id, event=actor.event_id)
    db.session.rollback()  # the disk may be slow, and a connection is not kept meanwhile
    found = photo_files.read(photo_id, size) if known is not None and size in images.SIZES else None
    if found is None:
        raise CafeError("unknown_photo")
    return found


def remove_forgotten() -> None:
    """Delete files that belong to no photo, as a crash in the middle of storing leaves them."""
    known = set(db.session.scalars(select(Photo.id)))
    db.session.rollback()
    photo_files.remove_forgotten(known)


def of_station(session: CafeSession, station_id: int, photo_id: str) -> Photo:
    """A photo that stands at this station. Raises CafeError `unknown_photo`."""
    found = session.get(Photo, photo_id, populate_existing=True)
    if found is None or found.removed or found.station_id != station_id:
        raise CafeError("unknown_photo")
    return found


def _known(id: str, station_id: int) -> Photo | None:
    """Raises CafeError `id_taken`. Ends the transaction: who works on a picture holds no connection."""
    known = db.session.get(Photo, id, populate_existing=True)
    if known is not None:
        db.session.expunge(known)
    db.session.rollback()
    if known is not None and known.station_id != station_id:
        raise CafeError("id_taken")
    return known


def _stored(
    actor: Actor, station_id: int, id: str, prepared: images.Prepared, table: int | None, round_position: int | None
) -> Photo:
    with writing() as session:
        deed = Deed(session, actor, station_id, "photo.add")
        known = journal.known(session, Photo, id, station_id)
        if known is not None:  # another process was first
            return known
        _check_table(deed.station, table)
        photo = Photo(
            id=id,
            station_id=station_id,
            round_id=rounds.id_of(session, deed.station.event_id, round_position),
            table=table,
            caption="",
            width=prepared.width,
            height=prepared.height,
        )
        deed.add(photo)
        deed.done()
        return photo


def _check_table(station: Station, table: int | None) -> None:
    if table is not None and not 1 <= table <= station.tables:
        raise CafeError("unknown_table")
