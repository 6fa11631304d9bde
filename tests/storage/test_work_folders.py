"""What is needed for a moment is gone after it, and after a crash."""

import fcntl
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


Step = Callable[..., Any]


@pytest.mark.parametrize(("module", "name", "first"), [(tempfile, "mkdtemp", True), (fcntl, "flock", False)])
def test_a_folder_that_was_cleared_while_it_was_made_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, first: bool
) -> None:
    """Another process clears after the folder was made, or after it was opened as well."""
    step: Step = getattr(module, name)

    def interrupted(*arguments: Any, **options: Any) -> Any:
        monkeypatch.setattr(module, name, step)
        done = step(*arguments, **options) if first else None
        work_folders.remove_forgotten(tmp_path)
        return done if first else step(*arguments, **options)

    monkeypatch.setattr(module, name, interrupted)
    with WorkFolder(tmp_path) as folder:
        work_folders.remove_forgotten(tmp_path)
        assert list((tmp_path / "temporary").iterdir()) == [folder]


def test_a_folder_that_goes_while_others_are_cleared_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, ends = WorkFolder(tmp_path), WorkFolder(tmp_path)
    os.close(left._lock)
    glob = Path.glob

    def and_one_ends(self: Path, pattern: str) -> list[Path]:
        found = sorted(glob(self, pattern), key=lambda path: path != ends.path)
        ends.remove()
        return found

    monkeypatch.setattr(Path, "glob", and_one_ends)
    work_folders.remove_forgotten(tmp_path)
    assert list((tmp_path / "temporary").iterdir()) == []
