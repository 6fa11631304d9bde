"""The files that organisers take home; what takes long is done in a real thread."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, request

from facilitation.config import Config
from facilitation.documents.exports import csv_export, markdown, words, workbook
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.offload import offload, offload_in_slices
from facilitation.pages import asking, report_file
from facilitation.pages.download import PDF, WORD, Opened, download, room
from facilitation.queries.harvest import EventHarvest
from facilitation.services import event_journal, events, journal_chain, letterheads, rehearsals
from facilitation.transfer import record, records
from facilitation.transfer.archive import MOVE, RECORD, RESULTS, Archive, photo_file, read_me

blueprint = Blueprint("exports", __name__)

MARKED = frozenset({"report.docx", "report.pdf"})
"""Files that say on every page that simulated texts are in them; others would be taken for real."""
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/e/<event_slug>/report.docx")
def report_docx(event_slug: str) -> Response:
    """Send the Word report, made from what is there now; `language` is de (also where it is missing) or en.

    Its contents have page numbers where LibreOffice is on the server. Organisers only.
    """
    said = _words()
    event = _taken_home(event_slug, "report.docx", said)
    slug, look = event.slug, letterheads.look(event.id)
    brought = _harvest(event, said)
    document = report_file.with_pages(brought, look, language=said.say.language)
    return download(document, WORD, f"{_marked(brought)}{said.report}-{slug}.docx")


@blueprint.get("/e/<event_slug>/report.pdf")
def report_pdf(event_slug: str) -> Response:
    """Send the report as PDF, where LibreOffice is on the server; `language` is de or en. Organisers only."""
    said = _words()
    event = _taken_home(event_slug, "report.pdf", said)
    slug, look = event.slug, letterheads.look(event.id)
    with room():
        brought = _harvest(event, said)
        converted = report_file.portable(brought, look, language=said.say.language)
    return download(converted, PDF, f"{_marked(brought)}{said.report}-{slug}.pdf")


@blueprint.get("/e/<event_slug>/export.xlsx")
def export_xlsx(event_slug: str) -> Response:
    """Send the harvest as tables for Excel; `language` is de or en. Organisers only."""
    said = _words()
    event = _taken_home(event_slug, "export.xlsx", said)
    slug = event.slug
    with room():
        content = offload_in_slices(workbook.build(_harvest(event, said), said))
    return download(content, EXCEL, f"{said.tables}-{slug}.xlsx")


@blueprint.get("/e/<event_slug>/export.csv")
def export_csv(event_slug: str) -> Response:
    """Send the contributions as CSV for a German Excel; `language` is de or en. Organisers only."""
    said = _words()
    event = _taken_home(event_slug, "export.csv", said)
    slug = event.slug
    content = offload_in_slices(csv_export.build(_harvest(event, said), said))
    return download(content, "text/csv; charset=utf-8", f"{said.tables}-{slug}.csv")


@blueprint.get("/e/<event_slug>/export.md")
def export_md(event_slug: str) -> Response:
    """Send the harvest as Markdown for wikis; `language` is de or en. Organisers only."""
    said = _words()
    event = _taken_home(event_slug, "export.md", said)
    slug = event.slug
    content = offload_in_slices(markdown.build(_harvest(event, said), said))
    return download(content, "text/markdown; charset=utf-8", f"{said.results}-{slug}.md")


@blueprint.get("/e/<event_slug>/export.json")
def export_json(event_slug: str) -> Response:
    """Send everything that is kept of the event, as `flask import-event` reads it. Organisers only."""
    event = _taken_home(event_slug, "export.json")
    slug = event.slug
    content = offload_in_slices(record.build(records.read(event)))
    return download(content, "application/json", f"veranstaltung-{slug}.json")


@blueprint.get("/e/<event_slug>/export.zip")
def export_zip(event_slug: str) -> Response:
    """Send what others may have, in one ZIP file: the report, the tables and the photos. Organisers only."""
    return _archive(event_slug, "export.zip", RESULTS, _fill_results, "ergebnisse")


@blueprint.get("/e/<event_slug>/event.zip")
def event_zip(event_slug: str) -> Response:
    """Send everything that is kept, also what is hidden, as `flask import-event` reads it. Organisers only."""
    return _archive(event_slug, "event.zip", MOVE, _fill_event, "veranstaltung")


def _archive(event_slug: str, file: str, said: str, fill: Callable[[Archive, Event], None], name: str) -> Response:
    event = _taken_home(event_slug, file)
    slug = event.slug
    journals = {**journal_chain.newest_of(event.stations), "ganze Veranstaltung": event_journal.newest_of(event.id)}
    about = read_me(said, event.title, event.delete_on, {name: newest for name, newest in journals.items() if newest})
    config: Config = current_app.extensions["config"]
    db.session.rollback()  # while the disk is waited for, no state of the database is kept open
    with room():
        archive = offload(Archive, config.data_dir)  # the folder of the photos is on the disk with room
        try:
            offload(archive.add, "lies-mich.txt", about)
            fill(archive, event)
            content = Opened(*offload(archive.done))
        except BaseException:
            archive.abandon()
            raise
    return download(content, "application/zip", f"{name}-{slug}.zip")


def _fill_results(archive: Archive, event: Event) -> None:
    """Add the files for others to the archive, one after the other, so that only one is in memory at a time."""
    look = letterheads.look(event.id)
    brought = _harvest(event, words.GERMAN)
    offload(archive.add, "bericht.docx", report_file.with_pages(brought, look, language="de"))
    builders = (
        ("beitraege.xlsx", workbook.build),
        ("beitraege.csv", csv_export.build),
        ("ergebnisse.md", markdown.build),
    )
    for name, build in builders:
        offload(archive.add, name, offload_in_slices(build(brought, words.GERMAN)))
    _fill_photos(archive, brought)


def _fill_event(archive: Archive, event: Event) -> None:
    """Add the record and the photos to the archive."""
    offload(archive.add, RECORD, offload_in_slices(record.build(records.read(event))))
    _fill_photos(archive, _harvest(event, words.GERMAN))


def _fill_photos(archive: Archive, brought: EventHarvest) -> None:
    read = report_file.pictures(brought)
    for photo in (photo for station in brought.stations for photo in station.photos):
        picture = offload(read, photo.id, "")
        if picture is not None:  # deleted just now
            offload(archive.add, photo_file(photo.number), picture)


def _marked(brought: EventHarvest) -> str:
    """Return what the name of a report begins with in which there are simulated texts; it says so on every page."""
    return "probelauf-" if brought.rehearsal else ""


def _taken_home(event_slug: str, file: str, said: words.Words | None = None) -> Event:
    """Return the event of which an organiser asks for a file, and write that down; refuse everybody else.

    While a rehearsal is there, there is the report alone, which says so. Raises CafeError `rehearsal_kept`.
    """
    event, actor = asking.organised(event_slug)
    if file not in MARKED:
        rehearsals.check_none(event.id)
    event_journal.note_download(actor, file, language=said.say.language if said else None)
    return events.find(event_slug)


def _words() -> words.Words:
    return words.of(request.args.get("language", "de"))


def _harvest(event: Event, said: words.Words) -> EventHarvest:
    """Read the harvest for a file in these words, and release the database connection."""
    return report_file.read(event, language=said.say.language)
