"""What is really tried before the day, beside the pages: writing to the disk, and making a PDF with LibreOffice."""

import io
import logging
import time

from docx import Document
from flask import Flask, current_app

from facilitation.config import Config
from facilitation.documents.pdf import writing
from facilitation.errors import CafeError
from facilitation.extensions import socketio
from facilitation.memory import remembered
from facilitation.offload import offload
from facilitation.services import trials
from facilitation.storage import disk_trial
from facilitation.storage.transactions import let_go

SENTENCE = "World Café"
"""The one line of the document that is converted."""
TRIES = 5
"""How often LibreOffice is waited for where others have it at work; each time for `writing.PATIENCE` seconds."""

log = logging.getLogger(__name__)
_at_it: set[str] = remembered(set())


def is_at_it() -> bool:
    """Tell whether this process still tries, maybe in vain: a disk that hangs keeps one thread, and no second one."""
    return bool(_at_it)


def begin() -> None:
    """Try everything that takes time, one after the other, in a thread of its own; what comes of it is kept."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    _at_it.add("trials")
    socketio.start_background_task(_try_all, app)


def _try_all(app: Flask) -> None:
    try:
        for one in (_try_disk, _try_office):
            with app.app_context():
                try:
                    one()
                except Exception:  # the page says then that it brought nothing
                    let_go()
                    log.exception("What was to be tried before the day could not be.")
    finally:
        _at_it.clear()


def _try_disk() -> None:
    config: Config = current_app.extensions["config"]
    try:
        took = offload(disk_trial.milliseconds, config.data_dir)
    except OSError:
        log.warning("The disk kept nothing when it was tried.", exc_info=True)
        trials.note("disk", worked=False, ms=0)
    else:
        trials.note("disk", worked=True, ms=took)


def _try_office() -> None:
    document = offload(_one_line)
    begun = time.perf_counter()
    try:
        _converted(document)
    except CafeError as refusal:
        log.warning("LibreOffice made no PDF when it was tried (%s).", refusal.code)
        trials.note("office", worked=False, ms=0)
    else:
        trials.note("office", worked=True, ms=round((time.perf_counter() - begun) * 1000))


def _converted(document: bytes) -> None:
    """Convert a document, behind those who came first. Raises CafeError as `writing.convert` does."""
    for left in reversed(range(TRIES)):
        try:
            writing.convert(document)
            return
        except CafeError as refusal:
            if refusal.code != "pdf_busy" or not left:
                raise


def _one_line() -> bytes:
    written, document = io.BytesIO(), Document()
    document.add_paragraph(SENTENCE)
    document.save(written)
    return written.getvalue()
