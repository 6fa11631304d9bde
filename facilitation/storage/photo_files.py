"""The photos' files: three sizes of each."""

from collections.abc import Callable, Iterable

from facilitation.storage.file_store import Shelf
from facilitation.storage.images import SIZES

FOLDER = "photos"


def keep(id: str, files: dict[str, bytes]) -> None:
    """Store a photo's files (`pictures.Prepared`) for good: whole and on the disk, or not at all.

    Raises CafeError `storage_full`.
    """
    Shelf(FOLDER).keep({_name(id, size): content for size, content in files.items()})


def read(id: str, size: str) -> bytes | None:
    """The JPEG of a photo in one of `pictures.SIZES`; None where there is none."""
    return Shelf(FOLDER).read(_name(id, size))


def reader() -> Callable[[str, str], bytes | None]:
    """The same for work that is in a real thread already and knows no app: (id, size) to the JPEG."""
    read = Shelf(FOLDER).reader()
    return lambda id, size: read(_name(id, size))


def remove(ids: Iterable[str]) -> None:
    """Delete these photos' files; repeating is harmless."""
    Shelf(FOLDER).remove(_name(id, size) for id in ids for size in SIZES)


def remove_forgotten(known: set[str]) -> None:
    """Delete what a crash left behind: files of an hour ago or older that belong to none of the `known` photos."""
    Shelf(FOLDER).remove_forgotten(known)


def _name(id: str, size: str) -> str:
    return f"{id}{size}.jpg"
