"""Word files as PDF, through LibreOffice where this machine has it.

LibreOffice runs beside us, in a folder of its own for each file: two of them would wait for each other's settings.
"""

import contextlib
import io
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from facilitation.errors import CafeError
from facilitation.offload import offload

PROGRAM = "soffice"
FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
"""Tagged, with the headings as bookmarks, as PDF/UA wants it."""
TIME_LIMIT = 120
"""Seconds for one file: 2,000 contributions take a tenth of it here."""
PATIENCE = 60
"""Seconds for whoever stands before us in the queue."""

_one_at_a_time = threading.Lock()
"""LibreOffice takes a core and some hundred megabytes."""


def can_convert() -> bool:
    """Whether this machine has LibreOffice."""
    return shutil.which(PROGRAM) is not None


def convert(document: bytes) -> bytes:
    """The PDF of a .docx, tagged, with its headings as bookmarks.

    Holds up nobody but whoever waits for it. Raises CafeError `no_pdf` (no LibreOffice), `pdf_busy`, `pdf_failed`.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise CafeError("no_pdf")
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise CafeError("pdf_busy")
    try:
        folder = offload(_prepared, document)
        try:
            _run(program, folder)
            return offload(_result, folder)
        finally:
            offload(shutil.rmtree, folder, ignore_errors=True)
    finally:
        _one_at_a_time.release()


def heading_pages(pdf: bytes) -> list[int]:
    """The pages on which the headings stand, in their order; the first page is 1."""
    from pypdf import PdfReader  # only who makes a PDF pays for its 20 MB

    reader = PdfReader(io.BytesIO(pdf))
    pages = (reader.get_destination_page_number(one) for one in _flat(reader.outline))
    return [0 if page is None else page + 1 for page in pages]


def with_alternatives(pdf: bytes, alternatives: Sequence[str]) -> bytes:
    """The same with these alternative texts on the figures that have none, in their order.

    LibreOffice keeps those of pictures and loses those of charts. Where there are other figures than expected, nothing
    is guessed.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    silent = [figure for figure in _figures(writer.root_object) if not figure.get("/Alt")]
    if len(silent) != len(alternatives) or not silent:
        return pdf
    for figure, text in zip(silent, alternatives, strict=True):
        figure[NameObject("/Alt")] = TextStringObject(text)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _prepared(document: bytes) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cafe-pdf-"))
    (folder / "report.docx").write_bytes(document)
    return folder


def _result(folder: Path) -> bytes:
    try:
        return (folder / "report.pdf").read_bytes()
    except FileNotFoundError as error:
        raise CafeError("pdf_failed") from error


def _run(program: str, folder: Path) -> None:
    """Raises CafeError `pdf_failed`. Nothing of it is left running."""
    options = ("--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={(folder / 'profile').as_uri()}")
    command = [program, *options, "--convert-to", FILTER, "--outdir", str(folder), str(folder / "report.docx")]
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


def _flat(outline: Sequence[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


def _figures(root: Any) -> Iterator[Any]:
    """The structure's figures in reading order, without recursion: thousands of rows stand beside each other."""
    waiting = [root.get("/StructTreeRoot")]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if node is not None else None
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                yield node
            waiting.append(node.get("/K"))
