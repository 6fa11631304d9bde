"""The report as a file, with everything that belongs to it. Who builds it holds no connection."""

from collections.abc import Mapping

from facilitation import album, edition, harvest, pdf, report
from facilitation.access import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.harvest import EventHarvest
from facilitation.models import Edition, Event
from facilitation.offload import offload
from facilitation.services import editions

TRIES = 3
"""How often an edition is begun anew where somebody else was faster."""


def document(
    brought: EventHarvest, *, language: str, final: int | None = None, pages: Mapping[str, int] | None = None
) -> bytes:
    """The Word file of a harvest; `final` is the number of the edition, `pages` those of the headings."""
    return offload(report.build, brought, language=language, final=final, photos=album.reader(), pages=pages)


def portable(brought: EventHarvest, *, language: str) -> bytes:
    """The PDF of a harvest. Once it was laid out, its contents name the pages, too.

    Raises CafeError as `pdf.convert` does.
    """
    places = enumerate(pdf.convert(document(brought, language=language)).pages, start=1)
    pages = {report.anchor_of(place): page for place, page in places if page}
    return portable_of(document(brought, language=language, pages=pages))


def portable_of(word_file: bytes) -> bytes:
    """The PDF of a report's Word file. Raises CafeError as `pdf.convert` does."""
    return pdf.convert(word_file, offload(report.chart_alternatives, word_file)).content


def fix(event: Event, actor: Actor, language: str) -> Edition:
    """Declare the report final, as it is now. Raises CafeError as `editions.next_number` and `editions.add` do."""
    for tries_left in reversed(range(TRIES)):
        brought = harvest.of(event, language=language)
        db.session.rollback()
        matter = offload(edition.matter, brought)
        digest = offload(edition.digest, matter, language, "")
        number = editions.next_number(actor, language=language, matter=digest)
        db.session.rollback()
        kept = offload(edition.written, matter, language)
        content = document(brought, language=language, final=number)
        try:
            return editions.add(actor, number=number, language=language, document=content, matter=digest, kept=kept)
        except CafeError as refusal:
            if refusal.code != "number_taken" or not tries_left:
                raise
    raise AssertionError
