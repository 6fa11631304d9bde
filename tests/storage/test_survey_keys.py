"""Keys of surveys: one for all who ask at once, whole or none, and gone where nobody needs them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask

from facilitation.storage import survey_keys


@pytest.fixture
def folder(context: None, tmp_path: Path) -> Path:
    """Where the keys are."""
    return tmp_path / survey_keys.FOLDER


def test_whoever_makes_it_at_once_gets_the_same(app: Flask, folder: Path) -> None:
    together = Barrier(8)

    def make(_: int) -> bytes:
        with app.app_context():
            together.wait()
            return survey_keys.make(7)

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(make, range(8)))
    assert made == {survey_keys.read(7)}
    assert [path.name for path in folder.iterdir()] == ["7"]


def test_one_that_was_cut_off_is_none(folder: Path) -> None:
    first = survey_keys.make(7)
    (folder / "7").write_bytes(first[:20])
    assert survey_keys.read(7) is None
    assert survey_keys.make(7) == survey_keys.read(7) != first


def test_where_there_are_no_hard_links_it_is_made_as_well(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    assert survey_keys.make(7) == survey_keys.make(7) == survey_keys.read(7)
    assert [path.name for path in folder.iterdir()] == ["7"]


def test_each_event_has_its_own(folder: Path) -> None:
    assert survey_keys.make(7) != survey_keys.make(8)
    survey_keys.destroy(7)
    survey_keys.destroy(7)
    assert (survey_keys.read(7), survey_keys.read(8) is None) == (None, False)
