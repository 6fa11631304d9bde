"""Opens an export on the disk: JSON, or the archive with the photos, or its folder; nothing in it is trusted."""

import json
import os
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from facilitation import bounds
from facilitation.ids import at
from facilitation.storage import bounded_zip
from facilitation.transfer.archive import RECORD, photo_file
from facilitation.transfer.record_schema import RecordRefused

LARGEST_RECORD = bounds.LARGEST_RECORD
MOST_OPENED = bounds.RECORD_OPENED
MOST_COMMAS = bounds.RECORD_COMMAS
LARGEST_FILE = bounds.LARGEST_ARCHIVE
LARGEST_PHOTO = bounds.ARCHIVED_PHOTO
MOST_MEMBERS = bounds.ARCHIVED_FILES
MACS_OWN = "__macosx/"
DEEPEST = 3
"""Folders beneath each other in which an unpacked archive is looked for."""
_DRIVE = re.compile("[A-Za-z]:")
"""How a path of Windows begins that leads to a drive; elsewhere a colon is part of a name, as in "Café 14:30"."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

Picture = Callable[[str], bytes | None]


@contextmanager
def opened(path: Path) -> Iterator[tuple[Any, Picture]]:
    """Open an export: the record as JSON values, and a function from a photo's number to its file or None.

    The archive may have been unpacked (then `path` is the folder), and packed again with that folder around its files.
    Raises RecordRefused for a damaged, too large or dangerous file, also while a photo is read; OSError.
    """
    if path.is_dir():
        yield _from_folder(path)
        return
    if path.stat().st_size > LARGEST_FILE:
        raise _too_large(path.name, LARGEST_FILE)
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            if file.read(4) == b"PK\x03\x04":
                raise RecordRefused("The archive is incomplete; was it downloaded to its end?", "import_damaged")
            file.seek(0)
            yield _record(_read(file, LARGEST_RECORD, path.name)), lambda _: None
        return
    try:
        with path.open("rb") as file, bounded_zip.opened(file, most=MOST_MEMBERS) as archive:
            _check(archive)
            names = _names(archive)
            around = _folder_of_record(list(names), "archive")
            record = _record(_member(archive, names[around + RECORD], LARGEST_RECORD))
            yield record, lambda number: _photo(archive, names.get(_spelled(around + photo_file(number))))
    except bounded_zip.TooManyMembers as fault:
        raise RecordRefused(f"The archive holds more than {MOST_MEMBERS} files.", "import_other") from fault
    except zipfile.BadZipFile as fault:
        raise RecordRefused("The archive is damaged; was it downloaded to its end?", "import_damaged") from fault


def _check(archive: zipfile.ZipFile) -> None:
    for one in archive.infolist():
        name = PurePosixPath(one.orig_filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or _DRIVE.match(one.orig_filename) or "\0" in one.orig_filename:
            raise RecordRefused(
                f"The archive holds a name that leads out of it: {one.orig_filename!r:.80}.", "import_other"
            )
        if one.flag_bits & 1 or one.compress_type not in _METHODS:
            raise RecordRefused(f"The archive holds a file that cannot be read: {one.filename!r:.80}.", "import_other")


def _names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the names of the files in an archive by how they are spelled here."""
    return {_spelled(name): name for name in archive.namelist()}


def _spelled(name: str) -> str:
    """Return a name as any program may write it: some make backslashes of its slashes, capitals of S1-F01.jpg, or take
    letters and their marks apart.
    """
    return unicodedata.normalize("NFC", name.replace("\\", "/")).casefold()


def _folder_of_record(names: list[str], where: str) -> str:
    """Return what stands before the record's name, with its slash: "" or the folder that was packed.

    What a Mac adds beside each file (`__MACOSX/`, `._export.json`) is none. Raises RecordRefused.
    """
    found = [name for name in names if PurePosixPath(name).name == RECORD and not name.casefold().startswith(MACS_OWN)]
    least = min((name.count("/") for name in found), default=0)
    nearest = [name for name in found if name.count("/") == least]
    if not nearest:
        raise RecordRefused(f"The {where} holds no {RECORD}.", "import_no_record")
    if len(nearest) > 1:
        raise RecordRefused(
            f"The {where} holds several events: {', '.join(sorted(nearest)):.200}. Import one of them.",
            "import_several",
        )
    return nearest[0].removesuffix(RECORD)


def _from_folder(path: Path) -> tuple[Any, Picture]:
    """Read what an archive was unpacked to, or the one folder in `path` in which it is; links are not followed."""
    names = {_spelled(name): name for name in _below(path)}
    around = _folder_of_record(list(names), "folder")

    def read(name: str, limit: int) -> bytes | None:
        place = path / at(names, _spelled(around + name), around + name)
        if not place.is_file() or not place.resolve().is_relative_to(path.resolve()):
            return None
        with place.open("rb") as file:
            return _read(file, limit, name)

    record = read(RECORD, LARGEST_RECORD)
    if record is None:
        raise RecordRefused(f"The folder holds no {RECORD}.", "import_no_record")
    return _record(record), lambda number: read(photo_file(number), LARGEST_PHOTO)


def _below(path: Path) -> Iterator[str]:
    """Yield the names of a folder's files, and of those in its folders, three deep; links to folders are not followed.

    Raises RecordRefused where there are more than an archive may hold.
    """
    found = 0
    for folder, folders, files in os.walk(path):
        here = Path(folder).relative_to(path)
        if len(here.parts) >= DEEPEST:
            folders.clear()
        found += len(files)
        if found > MOST_MEMBERS:
            raise RecordRefused(f"The folder holds more than {MOST_MEMBERS} files.", "import_other")
        yield from ((here / file).as_posix() for file in files)


def _photo(archive: zipfile.ZipFile, name: str | None) -> bytes | None:
    return None if name is None else _member(archive, name, LARGEST_PHOTO)


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    try:
        with archive.open(name) as file:
            return _read(file, limit, name)
    except (EOFError, zlib.error) as fault:
        raise RecordRefused(f"{name} in the archive is damaged.", "import_damaged") from fault


def _read(file: IO[bytes], limit: int, name: str) -> bytes:
    """Read at most `limit` bytes, whatever size the file states. Raises RecordRefused where there are more."""
    content = file.read(limit + 1)
    if len(content) > limit:
        raise _too_large(name, limit)
    return content


def _too_large(name: str, limit: int) -> RecordRefused:
    megabytes = limit // 1_000_000
    return RecordRefused(f"{name} is larger than {megabytes} MB.", "import_too_large", limit=megabytes)


def _record(content: bytes) -> Any:
    if content.count(b"[") + content.count(b"{") > MOST_OPENED or content.count(b",") > MOST_COMMAS:
        raise RecordRefused(
            f"The record holds more than {MOST_OPENED} lists and objects, or {MOST_COMMAS} values.", "import_other"
        )
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            raise RecordRefused("This file is no JSON.", "import_other") from fault
        raise RecordRefused(f"This file is no JSON: line {fault.lineno}.", "import_line", line=fault.lineno) from fault
    except (ValueError, RecursionError) as fault:
        raise RecordRefused("This file is no JSON.", "import_other") from fault


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
