"""What first requests would hold up everybody for is ready before they come."""

import pytest
from flask import Flask

from facilitation.i18n.language_codes import LANGUAGES
from facilitation.pages import ahead
from facilitation.pages.static_files import StaticFiles, build_of
from tests.conftest import Doors
from tests.kept import TEMPLATES


def test_no_page_compiles_its_template_and_no_script_is_put_together_once_all_is_ready(
    app: Flask, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = TEMPLATES.parent / "static"
    files = StaticFiles(folder, build_of(folder), lambda language, script: {"said": f"{language} {script}"})
    monkeypatch.setitem(app.extensions, "static_files", files)
    app.jinja_env.cache.clear()  # type: ignore[union-attr]
    ahead.prepare(app)

    def compiled(*_: object, **__: object) -> None:
        raise AssertionError("this was to be ready")

    monkeypatch.setattr(app.jinja_env, "compile", compiled)
    monkeypatch.setattr("facilitation.pages.static_files.gzip.compress", compiled)
    for path in ("/", doors.join, doors.wall, doors.organiser, doors.house, "/e/nirgends/"):
        assert app.test_client().get(path, follow_redirects=True).status_code in (200, 404)
    for language in LANGUAGES:
        answer = files.answer(files.version, f"{language}/station.js", "gzip")
        assert answer is not None
        assert answer[0] == "200 OK"
