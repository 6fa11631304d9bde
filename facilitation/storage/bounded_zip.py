"""Opens ZIP archives that strangers may have made: their list of files is bounded before it is read."""

import io
import zipfile
from typing import IO, Any

SMALLEST = 1 << 17
"""Bytes that may always be read at once: the end of an archive, with its comment, is half of it."""
BYTES_PER_MEMBER = 300
"""Bytes of a file's line in the list, on average: 46, its name, and what some programs note beside it."""


class TooManyMembers(ValueError):
    """The archive's list of files is longer than that of `most` files can be."""


class _Sparing(io.RawIOBase):
    """A file from which nobody reads more than `most` bytes at once, until that is None.

    `zipfile` reads the whole list of an archive at once, and makes an object of each line: 10 MB became 130.
    """

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file = file
        self.most: int | None = most

    def read(self, size: int | None = -1, /) -> Any:
        """Read as the file does. Raises TooManyMembers where more is asked for."""
        if size is not None and self.most is not None and size > self.most:
            raise TooManyMembers
        return self._file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Seek as the file does."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Tell as the file does."""
        return self._file.tell()

    def seekable(self) -> bool:
        """An archive has to be."""
        return True

    def readable(self) -> bool:
        """It is there to be read."""
        return True


def opened(file: IO[bytes], *, most: int) -> zipfile.ZipFile:
    """Open an archive of at most `most` files.

    Raises TooManyMembers, and as `zipfile.ZipFile` does.
    """
    sparing = _Sparing(file, max(most * BYTES_PER_MEMBER, SMALLEST))
    archive = zipfile.ZipFile(sparing)
    sparing.most = None
    if len(archive.infolist()) > most:
        raise TooManyMembers
    return archive
