"""Editions of the report: declared final, stored as files, and never changed again."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import func, select

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import new_id
from facilitation.models import Edition
from facilitation.services import event_journal, report_writing
from facilitation.services.committed import Committed
from facilitation.storage.file_store import Pieces, Shelf
from facilitation.storage.transactions import writing

FOLDER = "reports"
WORD, MATTER = ".docx", ".json"
"""What the names of an edition's files end with: the Word file, and its contents as JSON (`documents/editions`)."""


def standing(event_id: int) -> list[Edition]:
    """Return the event's editions, newest first."""
    of_event = select(Edition).where(Edition.event_id == event_id)
    return list(db.session.scalars(of_event.order_by(Edition.number.desc())))


def find(actor: Actor, number: int) -> Edition:
    """Return an edition of the actor's event. Raises CafeError `not_allowed`, `unknown_edition`."""
    actor.require_organiser()
    of_event = select(Edition).where(Edition.event_id == actor.event_id, Edition.number == number)
    found = db.session.scalar(of_event)
    if found is None:
        raise CafeError("unknown_edition")
    return found


def next_number(actor: Actor, *, language: str, matter: str) -> int:
    """Return the number that the next edition would get.

    `matter` is the digest of its contents (`digest` in `documents/editions`).
    Raises CafeError `not_allowed`, and `same_edition` (number) where the newest edition in this language has this
    digest.
    """
    actor.require_organiser()
    editions = standing(actor.event_id)
    newest = next((one for one in editions if one.language == language), None)
    if newest is not None and newest.matter == matter:
        raise CafeError("same_edition", number=newest.number)
    return editions[0].number + 1 if editions else 1


def add(actor: Actor, *, number: int, language: str, document: bytes, matter: str, kept: bytes) -> Committed[Edition]:
    """Store a Word file as edition `number`, with its contents as JSON (`kept`) beside it.

    `matter` is the digest of the contents. Once this returns, both files and the row are on the disk.
    Raises CafeError `not_allowed`, `storage_full`, and `number_taken` where somebody else was faster.
    """
    actor.require_organiser()
    id = new_id()
    with Shelf(FOLDER).for_rows(lambda: id in _named()) as keep:
        keep({f"{id}{WORD}": document, f"{id}{MATTER}": kept})
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
            event_journal.note(session, actor, "edition.add", number=number, language=language)
            return Committed(row, {"number": number, "sha256": row.sha256})


def file(edition: Edition, kind: str) -> bytes:
    """Return an edition's Word file or its contents (`kind`: WORD, MATTER).

    Raises CafeError `unknown_edition` where the file is deleted.
    """
    name = f"{edition.id}{kind}"
    db.session.rollback()  # the disk may be slow: no database connection is held meanwhile
    found = Shelf(FOLDER).read(name)
    if found is None:
        raise CafeError("unknown_edition")
    return found


def pieces(edition: Edition, kind: str) -> Pieces:
    """Return what `file` returns, to be read piece by piece. Raises CafeError `unknown_edition`."""
    name = f"{edition.id}{kind}"
    db.session.rollback()
    found = Shelf(FOLDER).pieces(name)
    if found is None:
        raise CafeError("unknown_edition")
    return found


def remove_files(ids: Iterable[str]) -> None:
    """Delete the files of these editions (their ids); repeating is harmless."""
    Shelf(FOLDER).remove(f"{id}{kind}" for id in ids for kind in (WORD, MATTER))


def remove_forgotten() -> None:
    """Delete files that belong to no edition, as a crash while storing leaves them."""
    Shelf(FOLDER).remove_forgotten(_named)


def _named() -> set[str]:
    known = set(db.session.scalars(select(Edition.id)))
    db.session.rollback()
    return known
