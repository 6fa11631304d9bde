"""Files are sent in pieces: whole, never more than a piece in memory, and no further than until they are deleted."""

import os
import shutil

import pytest
from flask import Flask

from facilitation.pages.download import WORD, Opened, download, in_pieces
from facilitation.storage.file_store import PIECE, Pieces, Shelf

SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7)


def kept(size: int) -> tuple[bytes, Pieces]:
    """A file of this size, its content and its pieces."""
    content = os.urandom(size)
    Shelf("photos").keep({"one.jpg": content})
    found = Shelf("photos").pieces("one.jpg")
    assert found is not None
    return content, found


@pytest.mark.parametrize("size", SIZES)
def test_a_kept_file_is_sent_whole_and_piece_by_piece(context: None, size: int) -> None:
    content, pieces = kept(size)
    answer = in_pieces(pieces, "image/jpeg", {})
    assert (answer.content_length, answer.is_streamed) == (size, True)
    assert b"".join(pieces) == answer.data == content
    assert max(map(len, pieces), default=0) <= PIECE


def test_a_file_that_is_deleted_or_cut_while_it_is_sent_goes_no_further(context: None, app: Flask) -> None:
    path = app.extensions["config"].data_dir / "photos" / "one.jpg"
    for spoil in (lambda: Shelf("photos").remove(["one.jpg"]), lambda: os.truncate(path, PIECE + 1)):
        _, pieces = kept(3 * PIECE)
        going = iter(pieces)
        next(going)
        spoil()
        with pytest.raises(OSError, match="one.jpg"):
            list(going)
    assert Shelf("photos").pieces("nothing.jpg") is None


@pytest.mark.parametrize("size", SIZES)
def test_what_was_made_for_a_download_waits_on_the_disk(context: None, size: int) -> None:
    content = os.urandom(size)
    before = set(os.listdir("/proc/self/fd"))
    answer = download(content, WORD, "bericht.docx")
    assert isinstance(answer.response, Opened) is (size > PIECE)
    assert (answer.data, answer.content_length) == (content, size)
    answer.close()
    assert set(os.listdir("/proc/self/fd")) <= before


def test_where_the_disk_has_no_room_it_is_sent_from_memory(context: None, app: Flask) -> None:
    shutil.rmtree(app.extensions["config"].data_dir)
    content = os.urandom(2 * PIECE)
    assert download(content, WORD, "bericht.docx").data == content
