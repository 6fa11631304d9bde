"""Photos of tablecloths: adding, captioning and removing them.

Their files are in `storage/photo_files`; `storage/images` makes them from a camera's file.
"""

from collections.abc import Callable, Iterable
from typing import BinaryIO

from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import check_id, is_id, new_id
from facilitation.models import Photo, Station
from facilitation.offload import offload
from facilitation.services import journal, rounds, seen
from facilitation.services.committed import Committed, of_station
from facilitation.services.journal import Deed
from facilitation.services.seen import UNSAID
from facilitation.storage import images, photo_files
from facilitation.storage.file_store import Pieces
from facilitation.storage.transactions import CafeSession, writing
from facilitation.text import clean_line

CAPTION_LIMIT = bounds.CAPTION_LIMIT


def add(
    actor: Actor, station_id: int, *, id: str, picture: BinaryIO, table: int | None, round_position: int | None
) -> Committed[Photo]:
    """Store a photo from a camera's file; sent again with the same id, it is answered as before.

    Once this returns, its files and its row are on the disk. `round_position` None stands for the whole station.
    Raises CafeError `not_allowed`, `malformed` (id), `id_taken`, `not_a_photo`, `too_many_pixels` (pixels, limit: in
    millions), `photo_broken`, `storage_full`, `unknown_table`, `unknown_round`.
    """
    actor.require_host(station_id)
    check_id(id)
    db.session.rollback()  # who waits for the lock holds no database connection
    with images.one_at_a_time:  # where the same photo is sent twice at once, the second finds the first
        known = _known(id, station_id)
        if known is not None:
            return of_station(known, station_id, known.revision)
        prepared = offload(images.prepare, picture)
        file = new_id()
        with photo_files.for_rows(lambda: _is_named(file)) as keep:
            keep(file, prepared.files)
            stored = _stored(actor, station_id, id, file, prepared, table, round_position)
        if stored.row.file_id != file:  # another process was first
            photo_files.remove([file])
        return stored


def edit(actor: Actor, photo_id: str, *, caption: str, table: int | None, was: str | None = None) -> Committed[Photo]:
    """Set a photo's caption (which may be empty) and table; `was` is the caption that the host saw before.

    Raises CafeError `unknown_photo`, `not_allowed`, `unknown_table`, `text_empty` (only invisible characters),
    `text_too_long`, `reworded` (now).
    """
    with writing() as session:
        photo, deed = journal.begin(session, actor, Photo, photo_id, "photo.edit")
        caption = clean_line(caption, limit=CAPTION_LIMIT) if caption.strip() else ""
        _check_table(deed.station, table)
        if caption == was:
            caption = photo.caption  # only the table was changed
        else:
            seen.check(photo.caption, UNSAID if was is None else was, wanted=caption)
        confirmed = photo.contact_confirmed and caption == photo.caption
        deed.change(photo, caption=caption, table=table, contact_confirmed=confirmed)
        return deed.done(photo)


def remove(actor: Actor, photo_id: str) -> Committed[Photo]:
    """Remove a photo from every screen; its files stay until the day of deletion, so that this can be undone.

    Raises CafeError `unknown_photo`, `not_allowed`.
    """
    with writing() as session:
        photo, deed = journal.begin(session, actor, Photo, photo_id, "photo.remove")
        deed.change(photo, removed=True)
        return deed.done(photo)


def read(actor: Actor, photo_id: str, size: str) -> Pieces:
    """Return a photo of the event as a JPEG in one of `images.SIZES`, for anybody who came through a door.

    Raises CafeError `not_joined`, `unknown_photo` (also where it was removed).
    """
    actor.require_reader()
    if not is_id(photo_id):
        raise CafeError("unknown_photo")
    of_event = select(Photo.file_id).join(Station).where(Station.event_id == actor.event_id)
    file = db.session.scalar(of_event.where(Photo.id == photo_id, Photo.removed.is_(False)))
    db.session.rollback()  # the disk may be slow: no database connection is held meanwhile
    found = photo_files.pieces(file, size) if file is not None and size in images.SIZES else None
    if found is None:
        raise CafeError("unknown_photo")
    return found


def reader(ids: Iterable[str]) -> Callable[[str, str], bytes | None]:
    """Return a function of (id, size) that gives a photo of these as a JPEG, or None where it is gone.

    It is for work in a real thread without an app, and holds no database connection.
    """
    rows = db.session.execute(select(Photo.id, Photo.file_id).where(Photo.id.in_(list(ids)))).all()
    db.session.rollback()
    files, read = {row.id: row.file_id for row in rows}, photo_files.reader()
    return lambda id, size: read(files[id], size) if id in files else None


def remove_forgotten() -> None:
    """Delete files that belong to no photo, as a crash while storing leaves them."""
    photo_files.remove_forgotten(_named)


def _named() -> set[str]:
    known = set(db.session.scalars(select(Photo.file_id)))
    db.session.rollback()
    return known


def _is_named(file: str) -> bool:
    named = db.session.scalar(select(Photo.id).where(Photo.file_id == file)) is not None
    db.session.rollback()
    return named


def standing_at(session: CafeSession, station_id: int, photo_id: str) -> Photo:
    """Return a photo of this station that was not removed. Raises CafeError `unknown_photo`."""
    found = session.get(Photo, photo_id, populate_existing=True)
    if found is None or found.removed or found.station_id != station_id:
        raise CafeError("unknown_photo")
    return found


def _known(id: str, station_id: int) -> Photo | None:
    """Return the photo with this id where it is stored already.

    Ends the transaction, so that nobody holds a connection while working on an image. Raises CafeError `id_taken`.
    """
    known = db.session.get(Photo, id, populate_existing=True)
    if known is not None:
        db.session.expunge(known)
    db.session.rollback()
    if known is not None and known.station_id != station_id:
        raise CafeError("id_taken")
    return known


def _stored(
    actor: Actor,
    station_id: int,
    id: str,
    file: str,
    prepared: images.Prepared,
    table: int | None,
    round_position: int | None,
) -> Committed[Photo]:
    with writing() as session:
        deed = Deed(session, actor, station_id, "photo.add")
        known = journal.known(session, Photo, id, station_id)
        if known is not None:  # another process was first
            return deed.done_before(known)
        _check_table(deed.station, table)
        photo = Photo(
            id=id,
            file_id=file,
            station_id=station_id,
            round_id=rounds.id_of(session, deed.station.event_id, round_position),
            table=table,
            caption="",
            width=prepared.width,
            height=prepared.height,
        )
        deed.add(photo)
        return deed.done(photo)


def _check_table(station: Station, table: int | None) -> None:
    if table is not None and not 1 <= table <= station.tables:
        raise CafeError("unknown_table")
