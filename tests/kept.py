"""What all of a test process's apps would make anew of files that no test changes is made once."""

import functools
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from jinja2.bccache import Bucket, BytecodeCache

import facilitation
from facilitation.pages import static_files
from tests.apps import config

TEMPLATES = facilitation.ROOT / "templates"
BUILT = facilitation.ROOT / "static" / "built"


class Templates(BytecodeCache):
    """Remembers how templates were compiled. Jinja looks by itself whether a template is still the same."""

    _compiled: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of this template, if it was."""
        if found := self._compiled.get(bucket.key):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


def keep_templates() -> None:
    """Compile each template once for all apps of this process."""
    facilitation.Cafe.jinja_options = {"bytecode_cache": Templates()}


def keep_pages() -> None:
    """Prepare what each fork of this process shows: templates are compiled, static files are read and compressed.

    It takes six tenths of a second; without it every server would take two tenths of one.
    """
    keep_templates()
    static_files.is_built = functools.cache(static_files.is_built)
    static_files.StaticFiles = functools.cache(static_files.StaticFiles)  # type: ignore[misc,assignment]
    with TemporaryDirectory() as folder:
        app = facilitation.create_app(config(Path(folder)))
    for path in TEMPLATES.rglob("*.html"):
        app.jinja_env.get_template(path.relative_to(TEMPLATES).as_posix())
    files = app.extensions["static_files"]
    for path in BUILT.iterdir():
        files.answer(files.version, f"{BUILT.name}/{path.name}", "gzip")
