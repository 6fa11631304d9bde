"""Looks for words in the bytes of everything below a folder, with .docx, .xlsx, .pptx, .zip and .gz unpacked."""

import gzip
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "unicode-escape")
"""How a word may be written down: as JSON escapes it, too."""


def found(folder: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """Return the words that are somewhere in the folder, and the files in which they are."""
    wanted = {word: {word.encode(encoding) for encoding in ENCODINGS} for word in words}
    remains: dict[str, list[str]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            kept = path.read_bytes()
        except FileNotFoundError:  # deleted just now
            continue
        for content in _unpacked(kept):
            for word, written in wanted.items():
                if any(one in content for one in written):
                    remains.setdefault(word, []).append(str(path.relative_to(folder)))
    return {word: sorted(set(files)) for word, files in remains.items()}


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _unpacked(archive.read(name))
    elif content.startswith(b"\x1f\x8b"):
        yield from _unpacked(gzip.decompress(content))
