"""Turns Word files into PDF through LibreOffice, where this machine has it.

LibreOffice runs as a process of its own, in a new folder for each file: two processes that share their settings would
wait for each other.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from flask import current_app

from facilitation.config import Config
from facilitation.errors import CafeError
from facilitation.offload import offload
from facilitation.storage.work_folders import WorkFolder

PROGRAM = "soffice"
FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
"""Options of the export: tagged PDF as PDF/UA requires, with the headings as bookmarks."""
FINISHING = Path(__file__).with_name("finishing.py")
TIME_LIMIT = 120
"""Seconds for each of the two programs; a report of 2,000 contributions takes a tenth of it here."""
IDLE_SECONDS = 3.5
"""Seconds in which neither computes anything, after which it counts as hanging; one that works always does."""
LOOK_SECONDS = 0.25
"""Seconds between two looks at what it has computed."""
PATIENCE = 4
"""Seconds to wait for those who asked before: theirs may hang."""

_one_at_a_time = threading.Lock()
"""Held while a file is made, because LibreOffice takes a core and some hundred megabytes."""


class Converted(NamedTuple):
    """A PDF, and the page of each of its headings in order; 0 where the page is not known."""

    content: bytes
    pages: list[int]


def can_convert() -> bool:
    """Whether LibreOffice is installed on this machine."""
    return shutil.which(PROGRAM) is not None


def convert(document: bytes, alternatives: Sequence[str] = ()) -> Converted:
    """Convert a .docx file into a tagged PDF with its headings as bookmarks.

    `alternatives` are the texts of the figures for which LibreOffice keeps none, in their order: it keeps those of
    pictures and loses those of charts. Where the number of such figures differs, none gets a text.

    Only the caller waits. Raises CafeError `no_pdf` (no LibreOffice), `pdf_busy` (others were first for PATIENCE
    seconds), `pdf_failed`; OSError where the disk is full.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise CafeError("no_pdf")
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise CafeError("pdf_busy")
    try:
        config: Config = current_app.extensions["config"]
        work = offload(WorkFolder, config.data_dir)
        folder = work.path
        try:
            offload(_prepare, folder, document, alternatives)
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            options = ("--headless", "--norestore", "--nolockcheck", profile, "--convert-to", FILTER)
            _run(folder, program, *options, "--outdir", str(folder), str(folder / "report.docx"))
            _run(folder, sys.executable, "-I", str(FINISHING), str(folder))
            return offload(_result, folder)
        finally:
            offload(work.remove)
    finally:
        _one_at_a_time.release()


def _prepare(folder: Path, document: bytes, alternatives: Sequence[str]) -> None:
    (folder / "report.docx").write_bytes(document)
    (folder / "alternatives.json").write_text(json.dumps(list(alternatives)))


def _result(folder: Path) -> Converted:
    try:
        return Converted((folder / "finished.pdf").read_bytes(), json.loads((folder / "pages.json").read_text()))
    except FileNotFoundError as error:
        raise CafeError("pdf_failed") from error


def _run(folder: Path, *command: str) -> None:
    """Run a program, and end it with its children.

    Raises CafeError `pdf_failed` after TIME_LIMIT seconds, or IDLE_SECONDS in which it did nothing.
    """
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder)}  # nothing of the report is written elsewhere
    nothing = subprocess.DEVNULL
    running = subprocess.Popen(
        command, env=environment, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )
    try:
        _await(running)
    finally:
        with contextlib.suppress(ProcessLookupError):  # its children, too
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _await(running: "subprocess.Popen[bytes]") -> None:
    begun = busy = time.monotonic()
    before: int | None = None
    while True:
        try:
            running.wait(timeout=LOOK_SECONDS)
            return
        except subprocess.TimeoutExpired as error:
            work, now = work_of(running.pid), time.monotonic()
            if work is None or work != before:
                before, busy = work, now
            if now - busy >= IDLE_SECONDS or now - begun >= TIME_LIMIT:
                raise CafeError("pdf_failed") from error


def work_of(pid: int) -> int | None:
    """Return how long a process and its descendants have computed, in the kernel's ticks; None where nobody knows."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = " ".join(one.read_text() for one in Path(f"/proc/{pid}/task").glob("*/children")).split()
    except OSError:  # it has ended, or one of its threads has
        return None
    return sum(map(int, told[11:15])) + sum(work_of(int(child)) or 0 for child in children)
