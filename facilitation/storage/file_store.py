"""Files that are kept beside the database, in folders of their own: photos, letterheads, editions of the report.

A file's name begins with an id that is named by the row that it belongs to, and was made for this file alone. Every
access to the disk happens in a real thread.
"""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, ParamSpec

from flask import current_app
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from facilitation import clock
from facilitation.config import Config
from facilitation.errors import CafeError
from facilitation.ids import LENGTH
from facilitation.offload import offload, runner
from facilitation.storage import work_folders
from facilitation.storage.file_modes import PRIVATE_FOLDER, opener
from facilitation.storage.work_folders import WorkFolder

P = ParamSpec("P")

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""Errors of the system that mean: the disk, or our share of it, is full."""
FORGOTTEN_AFTER = 3600
"""Seconds after which a file without a row counts as left behind; a younger one may just be being stored."""
PIECE = 65_536
"""Bytes of a file that are in memory at a time for each who is sent it."""
DRAFT = ".draft"
"""What the names of files end with while they are being written."""


class Shelf:
    """A folder of files in DATA_DIR; it is created when the first file is stored."""

    def __init__(self, name: str) -> None:
        config: Config = current_app.extensions["config"]
        self.folder = config.data_dir / name

    def keep(self, files: dict[str, bytes]) -> None:
        """Store these files, by their names: complete and on the disk when this returns, or none of them.

        Raises CafeError `storage_full`, and OSError where the disk fails for another reason.
        """
        _refused_if_full(_keep, self.folder, files)

    @contextlib.contextmanager
    def for_rows(self, are_named: Callable[[], bool]) -> Iterator[Callable[[dict[str, bytes]], None]]:
        """Give a function that does what `keep` does, for files of rows that are written inside.

        Where writing the rows fails, the files go again; their names must be new, so that they are nobody else's.
        `are_named` asks the database whether a row names them: it may have been written before something else failed.
        Where nobody can tell, the files stay, and `remove_forgotten` looks again when they are old.
        """
        with self._taken_back(are_named) as kept:

            def keep(files: dict[str, bytes]) -> None:
                self.keep(files)
                kept.extend(files)

            yield keep

    @contextlib.contextmanager
    def put_aside(self, are_named: Callable[[], bool]) -> Iterator["Aside"]:
        """Do what `for_rows` does where the files are made for minutes before their rows are written.

        Until then they lie in a work folder: whatever ends the program meanwhile leaves none of them here.
        """
        work = offload(WorkFolder, self.folder.parent)
        try:
            with self._taken_back(are_named) as kept:
                yield Aside(work.path, self.folder, kept)
        finally:
            offload(work.remove)

    @contextlib.contextmanager
    def _taken_back(self, are_named: Callable[[], bool]) -> Iterator[list[str]]:
        """Give a list of files, which go again where what is done inside fails and no row names them."""
        kept: list[str] = []
        try:
            yield kept
        except BaseException as fault:
            if kept and not _is_open(fault):
                with contextlib.suppress(DBAPIError):
                    if not are_named():
                        self.remove(kept)
            raise

    def read(self, name: str) -> bytes | None:
        """Return a file's content; None where there is no such file."""
        return offload(_read, self.folder / name)

    def pieces(self, name: str) -> "Pieces | None":
        """Return a file's content to be read piece by piece; None where there is no such file."""
        path = self.folder / name
        size = offload(_size, path)
        return None if size is None else Pieces(path, size, runner())

    def reader(self) -> Callable[[str], bytes | None]:
        """Return a function that does what `read` does, for work in a real thread without an app."""
        folder = self.folder
        return lambda name: _read(folder / name)

    def remove(self, names: Iterable[str]) -> None:
        """Delete the files with these names; repeating is harmless."""
        offload(_remove, self.folder, list(names))

    def remove_forgotten(self, known: Callable[[], set[str]]) -> None:
        """Delete files that a crash left behind: FORGOTTEN_AFTER or older, and named by nobody.

        `known` asks for the ids that rows name. It is called after the old files were listed: what somebody stored and
        named in the meantime is known then.
        """
        old = offload(_old, self.folder)
        if old:
            named = known()
            self.remove(name for name in old if name.endswith(DRAFT) or name[:LENGTH] not in named)

    def remove_unfinished(self, known: Callable[[], set[str]]) -> None:
        """Delete what was put aside here and brought to its place (`Aside.bring`) by a process that was killed then.

        `known` asks for the ids that rows name; it is called after those processes have ended.
        """
        left = offload(_left_by_killed, self.folder)
        if left:
            named = known()
            ids = {name[:LENGTH] for names in left.values() for name in names} - named
            offload(_remove_of, self.folder, ids)
            for work in left:
                offload(shutil.rmtree, work, ignore_errors=True)


class Aside:
    """Files that wait in a work folder until the rows that name them are written."""

    def __init__(self, waiting: Path, folder: Path, kept: list[str]) -> None:
        self._waiting = waiting
        self._folder = folder
        self._kept = kept

    def keep(self, files: dict[str, bytes]) -> None:
        """Put these files aside, complete and on the disk; raises as `Shelf.keep` does."""
        _refused_if_full(_keep, self._waiting, files)
        self._kept.extend(files)

    def bring(self) -> None:
        """Put all of them where they belong: within the transaction that writes their rows, just before it commits.

        Raises as `keep` does.
        """
        if self._kept:
            _refused_if_full(_bring, self._waiting, self._folder)


class Pieces:
    """A file's content, read when it is asked for, PIECE bytes at a time; between two pieces the file is not open.

    Reading on raises OSError where the file was deleted meanwhile: what is deleted goes to nobody any more.
    """

    def __init__(self, path: Path, size: int, run: Callable[..., Any]) -> None:
        self.size = size
        """Bytes of the whole content."""
        self._path = path
        self._run = run

    def __iter__(self) -> Iterator[bytes]:
        for begin in range(0, self.size, PIECE):
            yield self._run(_piece, self._path, begin, min(PIECE, self.size - begin))


def _refused_if_full(work: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Do something on the disk in a real thread. Raises CafeError `storage_full`, and other OSErrors as they are."""
    try:
        offload(work, *args, **kwargs)
    except OSError as error:
        if error.errno in FULL:
            raise CafeError("storage_full") from error
        raise


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _piece(path: Path, begin: int, size: int) -> bytes:
    with open(path, "rb", buffering=0) as file:
        found = os.pread(file.fileno(), size, begin)
    if len(found) < size:
        raise OSError(f"{path.name} is cut off")
    return found


def _keep(folder: Path, files: dict[str, bytes]) -> None:
    _make(folder)
    drafts = {folder / f"{name}.{secrets.token_hex(4)}{DRAFT}": name for name in files}
    try:
        for draft, name in drafts.items():
            with open(draft, "xb", opener=opener) as file:
                file.write(files[name])
                file.flush()
                os.fsync(file.fileno())
        for draft, name in drafts.items():
            draft.replace(folder / name)
        sync_folder(folder)
    except OSError:
        for draft in drafts:
            draft.unlink(missing_ok=True)
        raise


def _bring(waiting: Path, folder: Path) -> None:
    _make(folder)
    paths = list(waiting.iterdir())
    _keep(waiting, {work_folders.OWING: "\n".join([folder.name, *(path.name for path in paths)]).encode()})
    for path in paths:
        try:
            path.rename(folder / path.name)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _keep(folder, {path.name: path.read_bytes()})  # the photos' folder lies on a disk of its own
    sync_folder(folder)


def _left_by_killed(folder: Path) -> dict[Path, list[str]]:
    """The names that killed processes brought to a folder, by the work folders in which they noted them."""
    left = {}
    for work in work_folders.forgotten(folder.parent):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            of, *names = (work / work_folders.OWING).read_text().split("\n")
            if of == folder.name:
                left[work] = names
    return left


def _remove_of(folder: Path, ids: set[str]) -> None:
    """Delete the files whose names begin with these ids, also drafts and halves."""
    _remove(folder, [path.name for path in folder.iterdir() if path.name[:LENGTH] in ids] if folder.is_dir() else [])


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Write the folder itself to the disk, so that the names of its files survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _remove(folder: Path, names: list[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)


def _old(folder: Path) -> list[str]:
    """Return the names of the files that are FORGOTTEN_AFTER or older."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        with contextlib.suppress(FileNotFoundError):
            if clock.surely_passed(path.stat().st_mtime) > FORGOTTEN_AFTER:
                found.append(path.name)
    return found


def _is_open(fault: BaseException) -> bool:
    """Tell whether a failure leaves it open if rows were written, as where the database goes while it commits."""
    return isinstance(fault, DBAPIError) and not isinstance(fault, (IntegrityError, DataError))
