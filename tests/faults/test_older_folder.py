"""A server that finds the folder of an older version."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask_migrate import downgrade

from tests.browser.serving import serve, serve_quickly
from tests.conftest import fill
from tests.prepared import prepared
from tests.storage.test_file_modes import PRIVATE, modes


def test_a_server_tightens_what_it_finds_and_creates_nothing_else(tmp_path: Path, lived_in: Path) -> None:
    """`links.json` and `server.log` are the test's own."""
    data = tmp_path / "data"
    data.mkdir()
    fill(data, lambda: None, lived_in)
    for path in (data, *data.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o644)
    before = os.umask(0)
    try:
        with serve(data) as server:
            server.flask("links")
            assert modes(data, "links.json", "server.log") == PRIVATE
    finally:
        os.umask(before)
    assert modes(data, "links.json", "server.log") == PRIVATE


KEPT, DUE, LINKED = "kept", "due", "linked"
"""What becomes of a copy: it stays; it goes with its event; it goes because answers lead to their authors in it."""


@pytest.fixture(scope="session")
def at_0012(lived_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a café that was lived in, as a version of long ago left it."""
    return prepared(tmp_path_factory, "at-0012", lambda folder: fill(folder, _as_before, lived_in))


def _as_before() -> None:
    downgrade(revision="0012")


@pytest.mark.parametrize("fate", [KEPT, DUE, LINKED])
def test_a_server_of_a_newer_version_copies_what_it_finds(tmp_path: Path, at_0012: Path, fate: str) -> None:
    data = tmp_path / "data"
    shutil.copytree(at_0012, data)
    with closing(sqlite3.connect(data / "cafe.sqlite3")) as connection:
        if fate != LINKED:
            connection.execute("DELETE FROM feedback_answer")
        if fate == DUE:
            connection.execute("UPDATE event SET delete_on = '2024-01-01'")
        connection.commit()
    for _ in range(2):  # started again, there is nothing to copy
        with serve_quickly(data) as server:
            copies = sorted((data / "copies").glob("*"))
            assert "Serving on" in server.output.read_text()
            if fate == DUE:
                server.process.terminate()
                server.process.wait(10)
                copies = sorted((data / "copies").glob("*"))
    if fate != KEPT:
        assert copies == [], "it would have outlived what was promised"
        return
    (copy,) = copies
    assert copy.name.endswith("-at-0012.sqlite3")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0012",)]
        assert connection.execute("SELECT count(*) FROM contribution").fetchone() > (5,)
