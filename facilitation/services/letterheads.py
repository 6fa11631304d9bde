"""The organisers' letterhead (a Word file whose styles the report takes on) and logo: at most one of each."""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.ids import new_id
from facilitation.models import LETTERHEAD_KINDS, Event, Letterhead
from facilitation.offload import offload
from facilitation.services import event_journal, report_writing
from facilitation.services.committed import Committed
from facilitation.storage import erasing, images
from facilitation.storage.file_store import Pieces, Shelf
from facilitation.storage.transactions import CafeSession, raise_event_revision, writing
from facilitation.storage.word_upload import WordFile
from facilitation.text import clean_line

FOLDER = "letterheads"
LETTERHEAD, LOGO = LETTERHEAD_KINDS
NAME_LIMIT = bounds.FILE_NAME_LIMIT
_ENDINGS = {LETTERHEAD: ".docx", LOGO: ".jpg"}
_LOGO_SIZE = "-medium"
"""A key of `images.SIZES`: a logo is at most as wide as the text of a page."""

Files = tuple[bytes | None, bytes | None]


@dataclass(frozen=True)
class Stationery:
    """The files of a report's letterhead and logo; None for our own styles, and for no logo."""

    letterhead: str | None = None
    logo: str | None = None

    @property
    def key(self) -> str:
        """A text that stands for the two files in an edition's digest; empty where there are none."""
        named = zip(LETTERHEAD_KINDS, (self.letterhead, self.logo), strict=True)
        return " ".join(f"{kind}={file}" for kind, file in named if file)


def standing(event_id: int) -> dict[str, Letterhead]:
    """Return the event's letterhead and logo, by kind."""
    rows = db.session.scalars(select(Letterhead).where(Letterhead.event_id == event_id))
    return {row.kind: row for row in rows}


def look(event_id: int) -> Stationery:
    """Return which letterhead and logo an event's report has."""
    files = {kind: row.file for kind, row in standing(event_id).items()}
    return Stationery(files.get(LETTERHEAD), files.get(LOGO))


def reader() -> Callable[[Stationery], Files]:
    """Return a function that reads the letterhead's and the logo's content, for work in a real thread without an app.

    Where there is no such file, or it is gone, it gives None.
    """
    read = Shelf(FOLDER).reader()

    def both(look: Stationery) -> Files:
        letterhead = read(f"{look.letterhead}{_ENDINGS[LETTERHEAD]}") if look.letterhead else None
        return letterhead, read(f"{look.logo}{_ENDINGS[LOGO]}") if look.logo else None

    return both


def logo_of(event_id: int) -> str | None:
    """Return the id of an event's logo, of papers, wall, slides and report; None where there is none."""
    return look(event_id).logo


def picture(actor: Actor) -> Pieces:
    """Return the logo of the actor's event as a JPEG, for organisers and the hall's screens.

    Raises CafeError `not_allowed`, `not_found`.
    """
    actor.require_projection()
    chosen = look(actor.event_id)
    db.session.rollback()  # the disk may be slow: no database connection is held meanwhile
    found = Shelf(FOLDER).pieces(f"{chosen.logo}{_ENDINGS[LOGO]}") if chosen.logo else None
    if found is None:
        raise CafeError("not_found")
    return found


def put(actor: Actor, kind: str, *, name: str, content: bytes) -> Committed[Letterhead]:
    """Store a file as the event's letterhead or logo (`kind`) in place of the earlier one; `name` is the file's.

    Once this returns, the file and its row are on the disk.
    Raises CafeError `not_allowed`, `malformed` (kind), `storage_full`; for a letterhead also as `WordFile` does, for a
    logo `logo_unreadable`.
    """
    actor.require_organiser()
    _check_kind(kind)
    file = new_id()
    db.session.rollback()  # who waits for the lock holds no database connection
    with images.one_at_a_time:
        kept = offload(_prepared, kind, content)
    with Shelf(FOLDER).for_rows(lambda: file in _named()) as keep:
        keep({f"{file}{_ENDINGS[kind]}": kept})
        with writing() as session:
            event = report_writing.lock(session, actor)
            row = session.get(Letterhead, (event.id, kind), populate_existing=True)
            before = row.file if row else None
            if row is None:
                row = Letterhead(event_id=event.id, kind=kind)
                session.add(row)
            row.file, row.name, row.size = file, _called(name, kind), len(content)
            _tell(session, event, kind)
            event_journal.note(session, actor, "letterhead.put", kind=kind)
            erasing.want()  # the name of the file before
    remove_files([before] if before else [])
    return Committed(row, event=kind == LOGO)


def remove(actor: Actor, kind: str) -> Committed[None]:
    """Remove the event's letterhead or logo; repeating is harmless.

    Raises CafeError `not_allowed`, `malformed` (kind).
    """
    actor.require_organiser()
    _check_kind(kind)
    gone = []
    with writing() as session:
        event = report_writing.lock(session, actor)
        row = session.get(Letterhead, (event.id, kind), populate_existing=True)
        if row is not None:
            gone.append(row.file)
            session.delete(row)
            _tell(session, event, kind)
            event_journal.note(session, actor, "letterhead.remove", kind=kind)
            erasing.want()
    remove_files(gone)
    return Committed(None, event=kind == LOGO)


def _tell(session: CafeSession, event: Event, kind: str) -> None:
    """Let walls fetch the plan anew, which names the logo; the event is locked."""
    if kind == LOGO:
        event.texts += 1
        session.flush()
        raise_event_revision(session, event.id)


@contextmanager
def again(event_id: int) -> Iterator[list[dict[str, Any]]]:
    """Store an event's letterhead and logo once more, for another event whose rows are written inside.

    Gives what those rows say besides whose they are; where writing them fails, the files go again. A file that is
    missing is left out. Raises CafeError `storage_full`.
    """
    shelf, named, files = Shelf(FOLDER), [], {}
    for kind, row in standing(event_id).items():
        content = shelf.read(f"{row.file}{_ENDINGS[kind]}")
        if content is not None:
            file = new_id()
            files[f"{file}{_ENDINGS[kind]}"] = content
            named.append({"kind": kind, "file": file, "name": row.name, "size": row.size})
    db.session.rollback()  # the disk may be slow: no database connection is held meanwhile
    with shelf.for_rows(lambda: not _named().isdisjoint(one["file"] for one in named)) as keep:
        keep(files)
        yield named


def remove_files(files: Iterable[str]) -> None:
    """Delete these letterheads' and logos' files (their ids); repeating is harmless."""
    Shelf(FOLDER).remove(f"{file}{ending}" for file in files for ending in _ENDINGS.values())


def remove_forgotten() -> None:
    """Delete files that belong to no event, as a crash while storing leaves them."""
    Shelf(FOLDER).remove_forgotten(_named)


def _named() -> set[str]:
    known = set(db.session.scalars(select(Letterhead.file)))
    db.session.rollback()
    return known


def _check_kind(kind: str) -> None:
    if kind not in LETTERHEAD_KINDS:
        raise CafeError("malformed", field="kind")


def _prepared(kind: str, content: bytes) -> bytes:
    if kind == LETTERHEAD:
        WordFile(content)
        return content
    try:
        return images.prepare(io.BytesIO(content)).files[_LOGO_SIZE]
    except CafeError as refusal:  # its sentence speaks of cameras
        raise CafeError("logo_unreadable") from refusal


def _called(name: str, kind: str) -> str:
    """Return the file's name without the folders that some browsers send."""
    last = name.replace("\\", "/").rpartition("/")[2]
    try:
        return clean_line(last[:NAME_LIMIT], limit=NAME_LIMIT)[:NAME_LIMIT]  # some letters become two
    except CafeError:  # no visible character in it
        return f"{kind}{_ENDINGS[kind]}"
