"""Scripts, style sheets and icons: sent for a year, compressed, without a page's headers, built where they are built.

static/js/ and static/css/ are what people write. static/built/ holds one script and one style sheet a screen, made of
them by `make build`: a phone asks for two files instead of fifty. Where the sources have changed since, as while
somebody works on them, the pages name the sources themselves, and nothing need be built to see a change.

A guest's station has its script once in every language: what it says stands before it, so that a page need not bring it
along each time.
"""

import functools
import gzip
import hashlib
import json
import mimetypes
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask, Response, abort, request, send_from_directory
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from facilitation.i18n import language_codes
from facilitation.pages.compression import takes

TRANSLATIONS = Path(language_codes.__file__).parents[1] / "translations"
YEAR = 365 * 86400
"""Seconds of a year."""
PATH = re.compile(r"/static/(\w+)/([\w./-]+)")
SOURCES = ("static/css", "static/js", "static/vendor", "templates")
"""Folders of which static/built/ is made, beside the icons: templates say what of a style sheet their pages need."""
ICONS = "icons.svg"
BUILT = ("built/", *(f"{language}/" for language in language_codes.LANGUAGES))
"""How the paths begin of what pages ask for."""
FRAME = ("css/tokens.css", "css/base.css", "css/components.css")
"""What each screen's own style sheet stands on, in the order in which they apply; tests/js/build.mjs has the same."""
OWN_SHEETS = {"station": "phone", "house": "pages"}
"""Sheets of a single page, and of which screen's they are made; tests/js/build.mjs has the same."""


Say = Callable[[str, str], Mapping[str, str]]
"""Returns what a script says, by a language and the script's name: texts by their keys."""
Answer = tuple[str, list[tuple[str, str]], bytes]
"""Status, headers and body of an answer."""


class Build(NamedTuple):
    """What `make build` made in a folder of static files.

    `stands` tells whether it was made of the sources beside it, as they are now; else the rest is empty. `phrases` are
    the keys of the browser's texts that each script says, by the script's name, in which `*` stands for any letters;
    `spoken` are those of the scripts that are there in every language.
    """

    stands: bool
    phrases: dict[str, list[str]]
    spoken: dict[str, list[str]]


class StaticFile:
    """A file as it travels; what is needed of it is read or compressed once and kept."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"

    def answer(self, accept_encoding: str) -> Answer:
        """Return what a browser that sends this header `Accept-Encoding` is answered with."""
        charset = "; charset=utf-8" if self._type.startswith("text/") else ""
        headers = [
            ("Content-Type", f"{self._type}{charset}"),
            ("Cache-Control", f"public, max-age={YEAR}, immutable"),
            ("Vary", "Accept-Encoding"),
        ]
        if takes("gzip", accept_encoding):
            return "200 OK", [*headers, ("Content-Encoding", "gzip")], self._gzip
        return "200 OK", headers, self._plain

    def prepare(self) -> None:
        """Read and compress it now, so that its first request need not."""
        self.answer("gzip")

    @cached_property
    def _plain(self) -> bytes:
        return self._path.read_bytes()

    @cached_property
    def _gzip(self) -> bytes:
        return gzip.compress(self._plain, mtime=0)


class SpokenFile(StaticFile):
    """A script with what it says in one language before it; `lib/base/page-data.js` finds that."""

    def __init__(self, path: Path, say: Callable[[], Mapping[str, str]]) -> None:
        super().__init__(path)
        self._say = say

    @cached_property
    def _plain(self) -> bytes:
        said = json.dumps(self._say(), ensure_ascii=False, separators=(",", ":"))
        return f"self.cafeSays=Object.assign(self.cafeSays||{{}},{said});\n".encode() + super()._plain


class StaticFiles:
    """The files of a folder, and its scripts that are there in each language, as <language>/<name>.js.

    `version` stands in their addresses and changes with them, and with what is said.
    """

    def __init__(self, folder: Path, build: Build, say: Say | None = None) -> None:
        paths = [path for path in folder.rglob("*") if path.is_file()]
        self._files = {path.relative_to(folder).as_posix(): StaticFile(path) for path in paths}
        self._spoken = build.spoken if say else {}
        self.version = digest(folder, paths)[:12]
        if say and self._spoken:
            catalogues = digest(TRANSLATIONS, TRANSLATIONS.glob("*/LC_MESSAGES/*.mo"))
            self.version = hashlib.sha256(f"{self.version} {catalogues}".encode()).hexdigest()[:12]
            for language in language_codes.LANGUAGES:
                for name in self._spoken:
                    said = functools.partial(say, language, name)
                    self._files[f"{language}/{name}.js"] = SpokenFile(folder / "built" / f"{name}.js", said)

    def speaks(self, script: str) -> bool:
        """Tell whether a script is there in each language."""
        return script in self._spoken

    def __contains__(self, path: str) -> bool:
        return path in self._files

    def address(self, path: str) -> str:
        """Return a file's address."""
        return f"/static/{self.version}/{path}"

    def built(self) -> list[StaticFile]:
        """Return what screens ask for: what was built, and the scripts in each language."""
        return [file for path, file in self._files.items() if path.startswith(BUILT)]

    def answer(self, version: str, path: str, accept_encoding: str) -> Answer | None:
        """Return a file of this version; None where there is none."""
        found = self._files.get(path) if version == self.version else None
        return None if found is None else found.answer(accept_encoding)

    def answer_late(self, path: str, accept_encoding: str) -> Answer:
        """Return a file for an address of another version, which nobody is to keep. Raises KeyError."""
        status, headers, body = self._files[path].answer(accept_encoding)
        return status, [*headers[:1], ("Cache-Control", "no-cache, max-age=0"), *headers[2:]], body


def init_app(app: Flask, folder: Path, build: Build, say: Say | None = None) -> None:
    """Serve the files of a folder, and let templates say `static_url(path)`, `script(name)` and `styles(screen)`.

    With `say`, scripts that are there in each language (`Build.spoken`) say what they say by themselves.
    """
    files = StaticFiles(folder, build, say)
    app.extensions["static_files"] = files
    built = build.stands
    static_url = files.address

    @pass_context
    def script(context: Context, name: str) -> str:
        """Return the address of static/js/screens/<name>.js, or of what was built of it."""
        place = context["locale"] if files.speaks(name) else "built"
        return static_url(f"{place}/{name}.js" if built else f"js/screens/{name}.js")

    def styles(sheet: str, first_minute: bool = False) -> list[str]:
        """Return the addresses of style sheets, in their order: a screen's, or those of one page (OWN_SHEETS).

        With `first_minute` that is the one for a page's first minute.
        """
        own = f"built/{sheet}-first.css" if first_minute else f"built/{sheet}.css"
        names = [own] if built else [*FRAME, f"css/screens/{OWN_SHEETS.get(sheet, sheet)}.css"]
        return [static_url(name) for name in names]

    def whole_style(sheet: str) -> str:
        """Return the address of the sheet that follows the one for a first minute; empty where nothing is built."""
        return static_url(f"built/{sheet}.css") if built else ""

    @pass_context
    def icons(context: Context) -> str:
        """Return the address of the icons that go with a page's style sheet."""
        sheet = context.get("sheet") or context.get("screen") or "phone"
        few = "-first" if context.get("few_signs") else ""
        return static_url(f"built/{sheet}{few}.svg" if built else ICONS)

    @app.get("/static/<version>/<path:path>")
    def static(version: str, path: str) -> Response:
        """Send a static file; the version in its address changes with the files, so browsers may keep it for a year."""
        if path not in files:
            abort(404)  # not even another spelling of one, for each would be compressed and kept under its own name
        answer = files.answer(version, path, request.headers.get("Accept-Encoding", ""))
        if answer is None and (folder / path).is_file():
            return send_from_directory(folder, path, max_age=0)
        status, headers, body = answer or files.answer_late(path, request.headers.get("Accept-Encoding", ""))
        return Response(body, status, headers)

    @app.get("/worker.js")
    def worker() -> Response:
        """Send the service worker, which shows a station's page without network.

        It stands at the top, because a worker reaches no higher than its own address.
        """
        return send_from_directory(folder, "js/worker.js", mimetype="text/javascript", max_age=0)

    app.add_template_global(static_url, "static_url")
    app.add_template_global(whole_style)
    for name in (script, styles, icons):
        app.add_template_global(name)
    app.jinja_env.globals["give_back"] = Markup(inline(folder, build))


def inline(folder: Path, build: Build) -> str:
    """Return the one script that stands inside pages: what puts a page back whose own script fails."""
    name = "built/give-back.js" if build.stands else "js/give-back.js"
    return (folder / name).read_text(encoding="utf-8").strip()


def at_once(app: Flask) -> Callable[[str, Any], Answer | None]:
    """Return a function that answers a GET of a path and headers, or gives None: before WSGI, for a hall asks at once.

    It answers where this is a static file of today's version.
    """
    files: StaticFiles = app.extensions["static_files"]

    def answered(path: str, headers: Any) -> Answer | None:
        found = PATH.fullmatch(path)
        return found and files.answer(found[1], found[2], headers.get("Accept-Encoding", ""))

    return answered


def build_of(folder: Path) -> Build:
    """Read what was built in this folder; it reads all sources for that, so a start does it once."""
    if not is_built(folder):
        return Build(False, {}, {})
    manifest = _manifest(folder)
    return Build(True, manifest["phrases"], manifest["spoken"])


def is_built(folder: Path) -> bool:
    """Whether built/ in this folder was made of the sources beside it, as they are now."""
    root = folder.parent
    sources = (path for name in SOURCES for path in (root / name).rglob("*"))
    made_of: str | None = _manifest(folder).get("sources")
    return made_of == digest(root, [folder / ICONS, *sources])


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "built" / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def digest(folder: Path, paths: Iterable[Path]) -> str:
    """The SHA-256, in hexadecimal digits, of those files' names in the folder and of their content."""
    names = sorted(path.relative_to(folder).as_posix() for path in paths if path.is_file())
    found = hashlib.sha256()
    for name in names:
        found.update(name.encode())
        found.update((folder / name).read_bytes())
    return found.hexdigest()
