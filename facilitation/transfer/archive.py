"""Puts all exports and the photos into one ZIP file, written to the disk part by part."""

import datetime as dt
import io
import tempfile
import zipfile
from pathlib import Path
from typing import IO

RECORD = "export.json"
"""The name of the record in the archive, by which `flask import-event` finds it."""
_PACKED = (".docx", ".xlsx", ".jpg")
"""Endings of files that are compressed already and are stored as they are."""


RESULTS = """{title}

bericht.docx      der Bericht
beitraege.xlsx    alles Sichtbare als Tabellen: Beiträge, Themen, Kernaussagen, nächste Schritte, Feedback, Fotos
beitraege.csv     die Beiträge; Texte, die wie eine Formel beginnen, haben einen Apostroph davor
ergebnisse.md     alles Sichtbare als Markdown, für ein Wiki
fotos/            die Fotos der Tischdecken

Dieselbe Nummer (S1-014, S1-F02) steht in allen Dateien für denselben Beitrag und dasselbe Foto.
Ausgeblendetes, Zurückgezogenes und Kontaktangaben, die niemand bestätigt hat, sind nicht enthalten.
{journals}Den Gästen ist zugesagt, dass alles am {day} gelöscht wird. Das gilt auch für diese Kopie.
"""
MOVE = """{title}

BITTE NICHT WEITERGEBEN: Diese Datei enthält auch Ausgeblendetes und Kontaktangaben. Sie ist zum Umziehen da.

export.json       alles, für „flask import-event“ auf einem anderen Rechner
fotos/            die Fotos der Tischdecken

{journals}Den Gästen ist zugesagt, dass alles am {day} gelöscht wird. Das gilt auch für diese Kopie.
"""


def read_me(said: str, title: str, delete_on: dt.date, journals: dict[str, str]) -> bytes:
    """The archive's text file on what it holds and until which day it may be kept; UTF-8 with a mark, CRLF.

    `said` is RESULTS (for others) or MOVE (for another installation); `journals` are the newest links of the stations'
    journals, by which it shows whether somebody changed them.
    """
    told = "".join(f"Prüfwert des Verlaufs, {station}: {newest}\n" for station, newest in journals.items())
    said = said.format(title=title, day=f"{delete_on:%d.%m.%Y}", journals=told)
    return said.replace("\n", "\r\n").encode("utf-8-sig", "replace")


def photo_file(number: str) -> str:
    """A photo's path in the archive by its number (S1-F02); nothing that somebody typed is in it."""
    return f"fotos/{number}.jpg"


class Archive:
    """A ZIP file that is being written in `folder`, without a name, so that no crash leaves it behind.

    Everything here waits for the disk: call it in a real thread. Its methods raise OSError where the disk is full.
    """

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 closed by whoever reads it, or by abandon()
        self._archive = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, content: bytes) -> None:
        """Add a file; one that is compressed already is stored as it is."""
        method = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
        self._archive.writestr(name, content, method)

    def done(self) -> tuple[IO[bytes], int]:
        """Finish it; returns the open file, which the caller has to close, and its length in bytes."""
        self._archive.close()
        length = self._file.seek(0, io.SEEK_END)
        self._file.seek(0)
        return self._file, length

    def abandon(self) -> None:
        """Close and delete the unfinished file."""
        self._archive.fp = None  # or ZipFile would write its end when it is deleted
        self._file.close()
