"""All exports and the photos in one ZIP file, written to the disk part by part."""

import datetime as dt
import io
import tempfile
import zipfile
from pathlib import Path
from typing import IO

RECORD = "export.json"
"""By which `flask import-event` finds what it reads."""
_PACKED = (".docx", ".xlsx", ".jpg")
"""What is compressed already."""


READ_ME = """{title}

bericht.docx      der Bericht
beitraege.xlsx    alles Sichtbare als Tabellen: Beiträge, Themen, Kernaussagen, Maßnahmen, Feedback, Fotos
beitraege.csv     die Beiträge; was eine Tabelle für eine Formel hielte, beginnt mit einem Apostroph
ergebnisse.md     alles Sichtbare als Markdown, für ein Wiki
fotos/            die Fotos der Tischtücher
export.json       alles, auch Ausgeblendetes und Kontaktangaben, für „flask import-event“. Bitte nicht weitergeben.

Dieselbe Nummer (S1-014, S1-F02) nennt denselben Beitrag und dasselbe Foto in allen Dateien.
Den Teilnehmenden ist zugesagt, dass alles am {day} gelöscht wird. Das gilt auch für diese Kopie.
"""


def read_me(title: str, delete_on: dt.date) -> bytes:
    """What lies in the archive, and until when it may."""
    return READ_ME.format(title=title, day=f"{delete_on:%d.%m.%Y}").replace("\n", "\r\n").encode("utf-8-sig", "replace")


def photo_file(number: str) -> str:
    """Where a photo lies in the archive; nothing that somebody typed is in it."""
    return f"fotos/{number}.jpg"


class Archive:
    """A ZIP file under way, in a folder with room for it; without a name, so that no crash leaves it behind.

    All of it takes time: call it where nobody waits. It raises OSError on a full disk.
    """

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 closed by whoever reads it, or abandons it
        self._archive = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, content: bytes) -> None:
        """One more file."""
        method = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
        self._archive.writestr(name, content, method)

    def done(self) -> tuple[IO[bytes], int]:
        """The whole, to be read from its beginning and closed, and its length in bytes."""
        self._archive.close()
        length = self._file.seek(0, io.SEEK_END)
        self._file.seek(0)
        return self._file, length

    def abandon(self) -> None:
        """Give it up."""
        self._archive.fp = None  # else it would try to write its end, some day
        self._file.close()
