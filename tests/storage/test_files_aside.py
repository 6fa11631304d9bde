"""Files that wait for their rows come to their place complete and on the disk, also where that is another disk."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from facilitation.storage import file_store

OTHER_DISK = Path("/dev/shm")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    if not OTHER_DISK.is_dir() or OTHER_DISK.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has one disk")
    with tempfile.TemporaryDirectory(dir=OTHER_DISK) as folder:
        yield Path(folder) / "photos"


def test_what_comes_from_another_disk_is_written_to_this_one_before_its_rows_are(
    app: Flask, elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, synced = tmp_path / "waiting", set[int]()
    aside = file_store.Aside(waiting, elsewhere, [])
    with app.app_context():
        aside.keep({"a.jpg": b"a picture", "b.jpg": b"another"})
    write = os.fsync

    def noted(opened: int) -> None:
        write(opened)
        synced.add(os.fstat(opened).st_ino)

    monkeypatch.setattr(os, "fsync", noted)
    with app.app_context():
        aside.bring()
    there = {path.name: path.read_bytes() for path in elsewhere.iterdir()}
    assert there == {"a.jpg": b"a picture", "b.jpg": b"another"}
    assert {path.stat().st_ino for path in elsewhere.iterdir()} <= synced
