"""A café's channel: the same whenever it is asked for, another in every other database."""

import shutil
from pathlib import Path

from flask import Flask

from facilitation.services import house
from tests.apps import DATABASE


def test_a_database_has_one_channel_and_a_copy_another(app: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    with app.app_context():
        name = house.channel()
        assert house.channel() == name
    shutil.copyfile(tmp_path / DATABASE, tmp_path / "elsewhere" / f"{DATABASE}.new")
    (tmp_path / "elsewhere" / f"{DATABASE}.new").rename(tmp_path / "elsewhere" / DATABASE)
    with elsewhere.app_context():
        assert house.channel() != name
