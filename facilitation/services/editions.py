"""Editions of the report: declared final, kept whole, never changed again."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import func, select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import new_id
from facilitation.models import Edition
from facilitation.services import report_writing
from facilitation.storage.file_store import Shelf
from facilitation.storage.transactions import writing

FOLDER = "reports"
WORD, MATTER = ".docx", ".json"


def standing(event_id: int) -> list[Edition]:
    """The event's editions, the newest first."""
    of_event = select(Edition).where(Edition.event_id == event_id)
    return list(db.session.scalars(of_event.order_by(Edition.number.desc())))


def find(actor: Actor, number: int) -> Edition:
    """An edition of the actor's event. Raises CafeError `not_allowed`, `unknown_edition`."""
    actor.require_organiser()
    of_event = select(Edition).where(Edition.event_id == actor.event_id, Edition.number == number)
    found = db.session.scalar(of_event)
    if found is None:
        raise CafeError("unknown_edition")
    return found


def next_number(actor: Actor, *, language: str, matter: str) -> int:
    """The number of the edition that would come next.

    `matter` is its digest (`edition.digest`). Raises CafeError `not_allowed`, `same_edition` (number) where the newest
    in this language says the same.
    """
    actor.require_organiser()
    editions = standing(actor.event_id)
    newest = next((one for one in editions if one.language == language), None)
    if newest is not None and newest.matter == matter:
        raise CafeError("same_edition", number=newest.number)
    return editions[0].number + 1 if editions else 1


def add(actor: Actor, *, number: int, language: str, document: bytes, matter: str, kept: bytes) -> Edition:
    """Keep a Word file as edition `number`, and `kept` (`edition.written`) beside it.

    Once this returns, its files and its row are on the disk. Raises CafeError `not_allowed`, `storage_full`,
    `number_taken` where somebody else was faster.
    """
    actor.require_organiser()
    id, shelf = new_id(), Shelf(FOLDER)
    files = {f"{id}{WORD}": document, f"{id}{MATTER}": kept}
    shelf.keep(files)
    try:
        with writing() as session:
            event = report_writing.lock(session, actor)
            last = session.execute(select(func.max(Edition.number)).where(Edition.event_id == event.id)).scalar()
            if number != (last or 0) + 1:
                raise CafeError("number_taken")
            row = Edition(
                id=id,
                event_id=event.id,
                number=number,
                language=language,
                sha256=hashlib.sha256(document).hexdigest(),
                matter=matter,
                size=len(document),
            )
            session.add(row)
            return row
    except BaseException:
        if db.session.get(Edition, id) is None:
            shelf.remove(files)
        raise


def file(edition: Edition, kind: str) -> bytes:
    """Its Word file or its matter (`kind`: WORD, MATTER). Raises CafeError `unknown_edition` where it is deleted."""
    name = f"{edition.id}{kind}"
    db.session.rollback()  # the disk may be slow, and a connection is not kept meanwhile
    found = Shelf(FOLDER).read(name)
    if found is None:
        raise CafeError("unknown_edition")
    return found


def remove_files(ids: Iterable[str]) -> None:
    """Delete the files of these editions; repeating is harmless."""
    Shelf(FOLDER).remove(f"{id}{kind}" for id in ids for kind in (WORD, MATTER))


def remove_forgotten() -> None:
    """Delete files that belong to no edition, as a crash in the middle of storing leaves them."""
    known = set(db.session.scalars(select(Edition.id)))
    db.session.rollback()
    Shelf(FOLDER).remove_forgotten(known)
