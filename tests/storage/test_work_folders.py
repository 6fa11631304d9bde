"""What is needed for a moment is gone after it, and after a crash."""

import os
import tempfile
from pathlib import Path

import pytest

from facilitation.storage import work_folders
from facilitation.storage.work_folders import WorkFolder


def test_a_folder_in_use_stays_and_one_that_a_crash_left_goes(tmp_path: Path) -> None:
    used, left = WorkFolder(tmp_path), WorkFolder(tmp_path)
    for work in (used, left):
        (work.path / "profile").mkdir()
        (work.path / "profile" / "report.docx").touch(0o600)
    os.close(left._lock)  # as the system does when a process dies
    work_folders.remove_forgotten(tmp_path)
    assert list((tmp_path / "temporary").iterdir()) == [used.path]
    used.remove()
    assert list((tmp_path / "temporary").iterdir()) == []
    work_folders.remove_forgotten(tmp_path / "elsewhere")


def test_a_folder_is_removed_whatever_happens_in_it(tmp_path: Path) -> None:
    try:
        with WorkFolder(tmp_path) as folder:
            (folder / "file").touch()
            raise OSError
    except OSError:
        assert list((tmp_path / "temporary").iterdir()) == []


def test_every_library_puts_its_temporary_files_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with work_folders.for_this_process(tmp_path) as folder:
        opened, name = tempfile.mkstemp()
        os.close(opened)
        assert (Path(name).parent, os.environ["TMPDIR"]) == (folder, str(folder))
    assert list((tmp_path / "temporary").iterdir()) == []
