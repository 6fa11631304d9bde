"""The files that organisers take home; what takes long is done in a real thread."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, current_app, request

from facilitation.config import Config
from facilitation.documents.exports import csv_export, markdown, words, workbook
from facilitation.doors import sessions
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.offload import offload, offload_in_slices
from facilitation.pages import report_file
from facilitation.pages.download import PDF, WORD, Opened, download
from facilitation.queries import harvest
from facilitation.queries.harvest import EventHarvest
from facilitation.services import events, journal_chain, letterheads
from facilitation.storage import photo_files
from facilitation.storage.file_store import FULL
from facilitation.transfer import record, records
from facilitation.transfer.archive import RECORD, Archive, photo_file, read_me

blueprint = Blueprint("exports", __name__)

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/e/<event_slug>/report.docx")
def report_docx(event_slug: str) -> Response:
    """Send the Word report, made from what is there now; `language` is de (also where it is missing) or en.

    Organisers only.
    """
    event, said = _organised(event_slug), _words()
    look = letterheads.look(event.id)
    document = report_file.document(_harvest(event, said), look, language=said.say.language)
    return download(document, WORD, f"bericht-{event.slug}.docx")


@blueprint.get("/e/<event_slug>/report.pdf")
def report_pdf(event_slug: str) -> Response:
    """Send the report as PDF, where LibreOffice is on the server; `language` is de or en. Organisers only."""
    event, said = _organised(event_slug), _words()
    slug, look = event.slug, letterheads.look(event.id)
    converted = report_file.portable(_harvest(event, said), look, language=said.say.language)
    return download(converted, PDF, f"bericht-{slug}.pdf")


@blueprint.get("/e/<event_slug>/export.xlsx")
def export_xlsx(event_slug: str) -> Response:
    """Send the harvest as tables for Excel; `language` is de or en. Organisers only."""
    event, said = _organised(event_slug), _words()
    with _room():
        content = offload_in_slices(workbook.build(_harvest(event, said), said))
    return download(content, EXCEL, f"beitraege-{event.slug}.xlsx")


@blueprint.get("/e/<event_slug>/export.csv")
def export_csv(event_slug: str) -> Response:
    """Send the contributions as CSV for a German Excel; `language` is de or en. Organisers only."""
    event, said = _organised(event_slug), _words()
    content = offload_in_slices(csv_export.build(_harvest(event, said), said))
    return download(content, "text/csv; charset=utf-8", f"beitraege-{event.slug}.csv")


@blueprint.get("/e/<event_slug>/export.md")
def export_md(event_slug: str) -> Response:
    """Send the harvest as Markdown for wikis; `language` is de or en. Organisers only."""
    event, said = _organised(event_slug), _words()
    content = offload_in_slices(markdown.build(_harvest(event, said), said))
    return download(content, "text/markdown; charset=utf-8", f"ergebnisse-{event.slug}.md")


@blueprint.get("/e/<event_slug>/export.json")
def export_json(event_slug: str) -> Response:
    """Send everything that is kept of the event, as `flask import-event` reads it. Organisers only."""
    event = _organised(event_slug)
    slug = event.slug
    content = offload_in_slices(record.build(records.read(event)))
    return download(content, "application/json", f"veranstaltung-{slug}.json")


@blueprint.get("/e/<event_slug>/export.zip")
def export_zip(event_slug: str) -> Response:
    """Send the report, every export and the photos in one ZIP file. Organisers only."""
    event = _organised(event_slug)
    slug = event.slug
    about = read_me(event.title, event.delete_on, journal_chain.newest_of(event.stations))
    config: Config = current_app.extensions["config"]
    db.session.rollback()  # while the disk is waited for, no state of the database is kept open
    with _room():
        archive = offload(Archive, config.data_dir)  # the folder of the photos is on the disk with room
        try:
            offload(archive.add, "lies-mich.txt", about)
            _fill(archive, event)
            content = Opened(*offload(archive.done))
        except BaseException:
            archive.abandon()
            raise
    return download(content, "application/zip", f"veranstaltung-{slug}.zip")


def _fill(archive: Archive, event: Event) -> None:
    """Add everything to the archive, one part after the other, so that only one is in memory at a time."""
    offload(archive.add, RECORD, offload_in_slices(record.build(records.read(event))))
    look = letterheads.look(event.id)
    brought = _harvest(event, words.GERMAN)
    offload(archive.add, "bericht.docx", report_file.document(brought, look, language="de"))
    builders = (
        ("beitraege.xlsx", workbook.build),
        ("beitraege.csv", csv_export.build),
        ("ergebnisse.md", markdown.build),
    )
    for name, build in builders:
        offload(archive.add, name, offload_in_slices(build(brought, words.GERMAN)))
    for photo in (photo for station in brought.stations for photo in station.photos):
        picture = photo_files.read(photo.id, "")
        if picture is not None:  # deleted just now
            offload(archive.add, photo_file(photo.number), picture)


def _organised(event_slug: str) -> Event:
    event = events.find(event_slug)
    sessions.current_actor(event).require_organiser()
    return event


def _words() -> words.Words:
    return words.of(request.args.get("language", "de"))


def _harvest(event: Event, said: words.Words) -> EventHarvest:
    """Read the harvest for a file in these words, and release the database connection."""
    brought = harvest.of(event, language=said.say.language)
    db.session.rollback()
    return brought


@contextmanager
def _room() -> Iterator[None]:
    """Turn a full disk into a refusal. Raises CafeError `no_room`."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise CafeError("no_room") from error
        raise
