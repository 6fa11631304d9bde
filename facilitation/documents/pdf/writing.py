"""Word files as PDF, through LibreOffice where this machine has it.

LibreOffice runs beside us, in a folder of its own for each file: two of them would wait for each other's settings.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from facilitation.errors import CafeError
from facilitation.offload import offload

PROGRAM = "soffice"
FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
"""Tagged, with the headings as bookmarks, as PDF/UA wants it."""
FINISHING = Path(__file__).with_name("finishing.py")
TIME_LIMIT = 120
"""Seconds for one file: 2,000 contributions take a tenth of it here."""
PATIENCE = 60
"""Seconds for whoever stands before us in the queue."""

_one_at_a_time = threading.Lock()
"""LibreOffice takes a core and some hundred megabytes."""


class Converted(NamedTuple):
    """A PDF, and the pages on which its headings stand, in their order; 0 where that is not known."""

    content: bytes
    pages: list[int]


def can_convert() -> bool:
    """Whether this machine has LibreOffice."""
    return shutil.which(PROGRAM) is not None


def convert(document: bytes, alternatives: Sequence[str] = ()) -> Converted:
    """The PDF of a .docx, tagged, with its headings as bookmarks.

    `alternatives` are texts for the figures for which LibreOffice brings none, in their order: it keeps those of
    pictures and loses those of charts. Where there are other figures than expected, nothing is guessed.
    Holds up nobody but whoever waits for it. Raises CafeError `no_pdf` (no LibreOffice), `pdf_busy`, `pdf_failed`.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise CafeError("no_pdf")
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise CafeError("pdf_busy")
    try:
        folder = offload(_prepared, document, alternatives)
        try:
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            options = ("--headless", "--norestore", "--nolockcheck", profile, "--convert-to", FILTER)
            _run(folder, program, *options, "--outdir", str(folder), str(folder / "report.docx"))
            _run(folder, sys.executable, "-I", str(FINISHING), str(folder))
            return offload(_result, folder)
        finally:
            offload(shutil.rmtree, folder, ignore_errors=True)
    finally:
        _one_at_a_time.release()


def _prepared(document: bytes, alternatives: Sequence[str]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cafe-pdf-"))
    (folder / "report.docx").write_bytes(document)
    (folder / "alternatives.json").write_text(json.dumps(list(alternatives)))
    return folder


def _result(folder: Path) -> Converted:
    try:
        return Converted((folder / "finished.pdf").read_bytes(), json.loads((folder / "pages.json").read_text()))
    except FileNotFoundError as error:
        raise CafeError("pdf_failed") from error


def _run(folder: Path, *command: str) -> None:
    """Raises CafeError `pdf_failed` where it takes too long. Nothing of it is left running."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LANG": "C.UTF-8"}
    nothing = subprocess.DEVNULL
    running = subprocess.Popen(
        command, env=environment, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )
    try:
        running.wait(timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise CafeError("pdf_failed") from error
    finally:
        with contextlib.suppress(ProcessLookupError):  # its children, too
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
