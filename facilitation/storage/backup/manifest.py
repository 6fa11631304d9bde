"""What a backup's file says about itself, and what may be in it."""

import hashlib
import json
import re
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from facilitation import bounds

NAME = "manifest.json"
FORMAT, VERSION = "world-cafe-backup", 1
DATABASE, SECRET = "database", "secret_key"
"""Names in the file: SQLite's file or what pg_dump wrote, and the key that signs sessions.

The key is in it because without it every phone would be a stranger after a restore, and nobody could withdraw what
they wrote. The doors' secrets are in the database anyway, so the file is worth as much to a thief without it.
"""
SHELVES = {"photos": ("photo", "file_id"), "reports": ("edition", "id"), "letterheads": ("letterhead", "file")}
"""The folders of DATA_DIR that are in it, with the table and column whose values their files' names begin with.

Nothing else of DATA_DIR is: no keys of surveys, which must not be kept longer than the survey's hour, no copies of the
database before a migration, nothing temporary.
"""
NAMED_BEFORE = {("photo", "file_id"): "id"}
"""What a shelf's files were named by in databases of earlier versions, which have not the column of today."""
TABLES_LEFT_OUT: tuple[str, ...] = ()
"""Tables whose rows are in no backup."""
LARGEST = bounds.LARGEST_MANIFEST
READ_AT_ONCE = 1 << 20
_FILE = re.compile(rf"(?:{'|'.join(SHELVES)})/[0-9a-f-]{{36}}[a-z.-]*")


class BackupRefused(Exception):
    """A backup cannot be made or restored; its text is an English sentence for whoever called the command."""


@dataclass(frozen=True)
class Manifest:
    """`kind` is sqlite or postgresql, `revision` the newest migration, `files` gives bytes and SHA-256 by name."""

    app: str
    made_at: str
    kind: str
    revision: str
    files: dict[str, dict[str, Any]]

    def written(self) -> bytes:
        """Return it as it stands in the file."""
        return json.dumps({"format": FORMAT, "version": VERSION, **asdict(self)}, indent=1).encode()


def read(archive: zipfile.ZipFile) -> Manifest:
    """Return an open backup's manifest. Raises BackupRefused where it is none, or names what may not be in it."""
    try:
        info = archive.getinfo(NAME)
        told = json.loads(archive.read(NAME)) if info.file_size <= LARGEST else {}
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BackupRefused("This is not a backup of a World Café.") from error
    if not isinstance(told, dict) or told.pop("format", None) != FORMAT:
        raise BackupRefused("This is not a backup of a World Café.")
    version = told.pop("version", None)
    if version != VERSION:
        raise BackupRefused(f"This backup was made by another version (its format is {version}, not {VERSION}).")
    try:
        found = Manifest(**told)
        names = set(found.files)
        sizes = [one["size"] >= 0 and len(one["sha256"]) == 64 for one in found.files.values()]
    except (TypeError, KeyError, AttributeError) as error:
        raise BackupRefused("This backup is damaged: what it says about itself is not complete.") from error
    if not all(sizes) or DATABASE not in names or not all(map(_may_be_there, names)):
        raise BackupRefused("This backup is damaged: what it says about itself is not complete.")
    if sorted(archive.namelist()) != sorted([*names, NAME]):
        raise BackupRefused("This backup is damaged: it does not hold the files that it names.")
    return found


def _may_be_there(name: str) -> bool:
    return name in (DATABASE, SECRET) or _FILE.fullmatch(name) is not None


def is_backup(path: Path) -> bool:
    """Tell whether this file is a backup, of whatever version."""
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(json.loads(archive.read(NAME))["format"] == FORMAT)
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile):
        return False


def copied(source: IO[bytes], to: IO[bytes]) -> dict[str, Any]:
    """Copy a file piece by piece, and return its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    while piece := source.read(READ_AT_ONCE):
        to.write(piece)
        digest.update(piece)
        size += len(piece)
    return {"size": size, "sha256": digest.hexdigest()}
