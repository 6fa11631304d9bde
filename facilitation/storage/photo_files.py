"""The files of the photos: three sizes of each, as JPEG."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from facilitation.storage import file_store
from facilitation.storage.file_store import Pieces, Shelf
from facilitation.storage.images import SIZES

FOLDER = "photos"
"""The folder in DATA_DIR."""


@contextmanager
def for_rows(are_named: Callable[[], bool]) -> Iterator[Callable[[str, dict[str, bytes]], None]]:
    """Give a function that stores a photo's files (`images.Prepared.files`) under a new `Photo.file_id`.

    They are complete and on the disk when it returns, or none of them is. It is for photos whose rows are written
    inside; where that fails, their files go again (`file_store.Shelf.for_rows`). Raises CafeError `storage_full`.
    """
    with Shelf(FOLDER).for_rows(are_named) as keep:
        yield lambda file, files: keep({_name(file, size): content for size, content in files.items()})


class Aside:
    """Photos' files that wait until the rows that name them are written."""

    def __init__(self, files: file_store.Aside) -> None:
        self._files = files
        self.bring = files.bring

    def keep(self, file: str, files: dict[str, bytes]) -> None:
        """Put a photo's files aside, as the function of `for_rows` stores them. Raises CafeError `storage_full`."""
        self._files.keep({_name(file, size): content for size, content in files.items()})


@contextmanager
def put_aside(are_named: Callable[[], bool]) -> Iterator[Aside]:
    """Do what `for_rows` does for photos that are made for minutes before their rows (`Shelf.put_aside`)."""
    with Shelf(FOLDER).put_aside(are_named) as files:
        yield Aside(files)


def read(file: str, size: str) -> bytes | None:
    """Return the JPEG of a photo (`Photo.file_id`) in one of `images.SIZES`; None where there is none."""
    return Shelf(FOLDER).read(_name(file, size))


def pieces(file: str, size: str) -> Pieces | None:
    """Return what `read` returns, to be read piece by piece."""
    return Shelf(FOLDER).pieces(_name(file, size))


def reader() -> Callable[[str, str], bytes | None]:
    """Return a function of (file, size) that does what `read` does, for work in a real thread without an app."""
    read = Shelf(FOLDER).reader()
    return lambda file, size: read(_name(file, size))


def remove(files: Iterable[str]) -> None:
    """Delete the files of these photos (`Photo.file_id`); repeating is harmless."""
    Shelf(FOLDER).remove(_name(file, size) for file in files for size in SIZES)


def remove_forgotten(known: Callable[[], set[str]]) -> None:
    """Delete files that a crash left behind: an hour old or older, and named (`Photo.file_id`) by nobody."""
    Shelf(FOLDER).remove_forgotten(known)


def remove_unfinished(known: Callable[[], set[str]]) -> None:
    """Delete files of photos that a killed import brought to their place, and that nobody names (`Photo.file_id`)."""
    Shelf(FOLDER).remove_unfinished(known)


def _name(file: str, size: str) -> str:
    return f"{file}{size}.jpg"
