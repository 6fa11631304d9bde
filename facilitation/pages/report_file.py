"""The report as a file, with its photos, letterhead and logo; no database connection is held while it is built."""

import functools
from collections.abc import Mapping

from facilitation.actor import Actor
from facilitation.documents import report
from facilitation.documents.editions import edition
from facilitation.documents.pdf import writing
from facilitation.documents.report import letterhead
from facilitation.documents.report.photos import Reader
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Edition, Event, Letterhead
from facilitation.offload import offload, offload_long
from facilitation.queries import harvest
from facilitation.queries.harvest import EventHarvest
from facilitation.services import editions, letterheads, photos, rehearsals
from facilitation.services.committed import Committed
from facilitation.services.letterheads import Stationery
from facilitation.storage import turns

WITHOUT_PAGES = ("no_pdf", "pdf_busy", "pdf_failed")
"""Why a Word file's table of contents has no page numbers; Word adds them where somebody asks it to."""
TRIES = 3
"""How often an edition is begun anew where somebody else was faster."""


def read(event: Event, *, language: str) -> EventHarvest:
    """Read the harvest for a file or a page, and release the database connection; `event` is asked anew after that."""
    with turns.for_all_of_an_event():
        brought = harvest.of(event, language=language)
        db.session.rollback()
    return brought


def document(
    brought: EventHarvest,
    look: Stationery,
    *,
    language: str,
    final: int | None = None,
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """Return the Word file of a harvest on this letterhead.

    `final` is the number of the edition, `pages` the page numbers of the headings, by their anchors.
    """
    read, papers = pictures(brought), letterheads.reader()

    def build() -> bytes:
        paper, logo = papers(look)
        return report.build(
            brought, language=language, final=final, photos=read, letterhead=paper, logo=logo, pages=pages
        )

    return offload_long(build)


def with_pages(brought: EventHarvest, look: Stationery, *, language: str, final: int | None = None) -> bytes:
    """Return the Word file with the pages in its table of contents, where LibreOffice is there and not busy."""
    if not writing.can_convert():
        return document(brought, look, language=language, final=final)
    try:
        pages = _pages(document(brought, look, language=language, final=final))
    except (CafeError, OSError) as error:
        if isinstance(error, CafeError) and error.code not in WITHOUT_PAGES:
            raise
        pages = {}
    return document(brought, look, language=language, final=final, pages=pages)


def pictures(brought: EventHarvest) -> Reader:
    """Return what reads the photos of a harvest."""
    return photos.reader(photo.id for station in brought.stations for photo in station.photos)


def portable(brought: EventHarvest, look: Stationery, *, language: str) -> bytes:
    """Return the PDF of a harvest; its table of contents has page numbers, so it is laid out twice.

    Raises CafeError `no_pdf`, `pdf_busy`, `pdf_failed`.
    """
    pages = _pages(document(brought, look, language=language))
    return portable_of(document(brought, look, language=language, pages=pages))


def _pages(word_file: bytes) -> dict[str, int]:
    """Lay a report out and return its headings' pages by their anchors. Raises CafeError as `portable` does."""
    places = enumerate(writing.convert(word_file).pages, start=1)
    return {report.anchor_of(place): page for place, page in places if page}


def portable_of(word_file: bytes) -> bytes:
    """Return the PDF of a report's Word file. Raises CafeError `no_pdf`, `pdf_busy`, `pdf_failed`."""
    return writing.convert(word_file, offload(report.chart_alternatives, word_file)).content


def missing(row: Letterhead | None) -> list[str]:
    """Return which of the report's styles a letterhead lacks; none where its file is gone."""
    return [] if row is None else _missing(row.file)


@functools.lru_cache(64)
def _missing(file: str) -> list[str]:
    """What a letterhead's file lacks never changes, and its name is never given to another."""
    content, _ = offload(letterheads.reader(), Stationery(letterhead=file))
    return offload(letterhead.missing, content) if content else []


def fix(event: Event, actor: Actor, language: str) -> Committed[Edition]:
    """Declare the report final, as it is now, but none with simulated texts.

    Raises CafeError `rehearsal_kept`, and as `editions.next_number` and `editions.add` do.
    """
    rehearsals.check_none(event.id)
    for tries_left in reversed(range(TRIES)):
        brought, look = read(event, language=language), letterheads.look(actor.event_id)
        db.session.rollback()
        matter = offload(edition.matter, brought)
        digest = offload(edition.digest, matter, language, look.key)
        number = editions.next_number(actor, language=language, matter=digest)
        db.session.rollback()
        kept = offload(edition.written, matter, language)
        content = with_pages(brought, look, language=language, final=number)
        try:
            return editions.add(actor, number=number, language=language, document=content, matter=digest, kept=kept)
        except CafeError as refusal:
            if refusal.code != "number_taken" or not tries_left:
                raise
    raise AssertionError
