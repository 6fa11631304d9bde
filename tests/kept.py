"""What all of a test process's apps would make anew of files that no test changes is made once."""

import functools
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

import facilitation
from facilitation import clock, memory, seed
from facilitation.doors import links
from facilitation.extensions import db
from facilitation.pages import static_files
from facilitation.services import events
from facilitation.storage.backup import databases
from tests.apps import config

TEMPLATES = facilitation.ROOT / "templates"
STATIC = facilitation.ROOT / "static"
BUILT = STATIC / "built"


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


def keep_addresses() -> None:
    """Compile each address once for all apps of this process: two fifths of the work of making one."""
    compiled: dict[object, Callable[..., tuple[str, str]]] = {}
    compile_anew = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        if rule.defaults:  # their converters have a say
            return compile_anew(rule, append_unknown)
        key = (rule.rule, tuple(rule._trace), append_unknown)
        if key not in compiled:
            compiled[key] = compile_anew(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = once  # type: ignore[method-assign,assignment]


def keep_fingerprints() -> None:
    """Read this checkout's static files and sources once for all apps of this process: most of the work of making one.

    What lies elsewhere, as the copies that tests change, is read each time.
    """
    look, read = static_files.is_built, static_files.digest
    of_checkout = STATIC, static_files.TRANSLATIONS
    built = functools.cache(lambda: look(STATIC))
    known: dict[Path, str] = {}

    def is_built(folder: Path) -> bool:
        return built() if folder == STATIC else look(folder)

    def digest(folder: Path, paths: Iterable[Path]) -> str:
        if folder not in of_checkout:
            return read(folder, paths)
        if folder not in known:
            known[folder] = read(folder, paths)
        return known[folder]

    static_files.is_built, static_files.digest = is_built, digest


def keep_migrations() -> None:
    """Read the migrations' files once: every server asks twice which there are."""
    read: Callable[[Config], ScriptDirectory] = ScriptDirectory.from_config
    kept: dict[Any, ScriptDirectory] = {}

    def once(config: Config) -> ScriptDirectory:
        place = config.get_alembic_option("script_location")
        if place not in kept:
            kept[place] = read(config)
        return kept[place]

    ScriptDirectory.from_config = staticmethod(once)  # type: ignore[method-assign]


def keep_static_files() -> None:
    """Read and compress each folder's static files once: every app says the same in its scripts."""
    make, kept = static_files.StaticFiles, dict[Path, static_files.StaticFiles]()

    def once(folder: Path, build: static_files.Build, say: static_files.Say | None = None) -> static_files.StaticFiles:
        if folder not in kept:
            kept[folder] = make(folder, build, say)
        return kept[folder]

    static_files.StaticFiles = once  # type: ignore[misc,assignment]


def keep_pages() -> None:
    """Prepare what each fork of this process shows: templates are compiled, static files are read and compressed.

    It takes a second and a half; without it every server would take three tenths of one.
    """
    keep_templates()
    keep_addresses()
    keep_migrations()
    static_files.is_built = functools.cache(static_files.is_built)
    keep_static_files()
    with TemporaryDirectory() as folder:
        app = facilitation.create_app(config(Path(folder)))
        with app.app_context():
            databases.known_revisions()
        for path in TEMPLATES.rglob("*.html"):
            app.jinja_env.get_template(path.relative_to(TEMPLATES).as_posix())
        files = app.extensions["static_files"]
        for file in files.built():
            file.prepare()
        visit(app)


def visit(app: Flask) -> None:
    """Go in by every door once, for the languages, sentences and questions to the database that this reads."""
    with app.test_request_context():
        upgrade()
        seed.plant(clock.now().astimezone().date())
        ways = links.all_of(events.find("dresden-2023"))
        db.session.remove()
    for way in (*ways["stations"].values(), *ways["hosts"].values(), ways["organiser"], ways["wall"]):
        answer = app.test_client().get(way, headers={"Accept-Language": "de"}, follow_redirects=True)
        assert answer.status_code == 200, way
    with app.app_context():
        db.engine.dispose()
    memory.forget_all()
