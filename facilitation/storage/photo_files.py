"""The files of the photos: three sizes of each, as JPEG."""

from collections.abc import Callable, Iterable

from facilitation.storage.file_store import Pieces, Shelf
from facilitation.storage.images import SIZES

FOLDER = "photos"
"""The folder in DATA_DIR."""


def keep(id: str, files: dict[str, bytes]) -> None:
    """Store a photo's files (`images.Prepared.files`): complete and on the disk when this returns, or none of them.

    Raises CafeError `storage_full`.
    """
    Shelf(FOLDER).keep({_name(id, size): content for size, content in files.items()})


def read(id: str, size: str) -> bytes | None:
    """Return the JPEG of a photo in one of `images.SIZES`; None where there is none."""
    return Shelf(FOLDER).read(_name(id, size))


def pieces(id: str, size: str) -> Pieces | None:
    """Return what `read` returns, to be read piece by piece."""
    return Shelf(FOLDER).pieces(_name(id, size))


def reader() -> Callable[[str, str], bytes | None]:
    """Return a function of (id, size) that does what `read` does, for work in a real thread without an app."""
    read = Shelf(FOLDER).reader()
    return lambda id, size: read(_name(id, size))


def remove(ids: Iterable[str]) -> None:
    """Delete the files of these photos; repeating is harmless."""
    Shelf(FOLDER).remove(_name(id, size) for id in ids for size in SIZES)


def remove_forgotten(known: set[str]) -> None:
    """Delete files that a crash left behind: an hour old or older, and belonging to none of the `known` photos."""
    Shelf(FOLDER).remove_forgotten(known)


def _name(id: str, size: str) -> str:
    return f"{id}{size}.jpg"
