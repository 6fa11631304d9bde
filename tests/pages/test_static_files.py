"""Pages name what was built, as long as it was built of the sources that are there."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from sqlalchemy import update

from facilitation import ROOT, create_app
from facilitation.extensions import db
from facilitation.i18n.browser_texts import PHRASES
from facilitation.i18n.language_codes import LANGUAGES
from facilitation.models import Station
from facilitation.pages import static_files
from tests.apps import config
from tests.conftest import Doors
from tests.style_sheets import SHEETS, whole

STATIC = ROOT / "static"
BUILT = STATIC / "built"
PARTS = ("station", "station-later", "station-rest")
"""A guest's station has its script in parts, each of which stands on the one before it."""
PAGE = "{{ script('station') }} {{ styles('station')|join(' ') }} {{ icons() }}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the static files, beside one of the templates."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return Path(shutil.copytree(STATIC, tmp_path / "static"))


def named(folder: Path) -> list[str]:
    """The files that a page of an app with this folder names."""
    app = Flask(__name__, static_folder=None)
    static_files.init_app(app, folder, static_files.build_of(folder))
    with app.test_request_context():
        return re.sub(r"/static/\w{12}/", "", render_template_string(PAGE)).split()


def test_what_was_built_was_built_of_the_sources_that_are_there() -> None:
    assert static_files.is_built(STATIC), "run 'make build'"


def test_a_start_looks_once_whether_what_was_built_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads all sources for that."""
    looked: list[Path] = []
    look = static_files.is_built

    def noted(folder: Path) -> bool:
        looked.append(folder)
        return look(folder)

    monkeypatch.setattr(static_files, "is_built", noted)
    create_app(config(tmp_path))
    assert looked == [STATIC]


@pytest.mark.needs_program
def test_whoever_builds_anew_gets_what_is_there_to_the_letter(tmp_path: Path) -> None:
    subprocess.run([ROOT / ".ci" / "node", ROOT / "tests" / "js" / "build.mjs", tmp_path / "built"], check=True)
    anew = {path.name: path.read_bytes() for path in (tmp_path / "built").iterdir()}
    assert anew == {path.name: path.read_bytes() for path in BUILT.iterdir()}, "run 'make build'"


def test_a_page_asks_for_one_script_and_one_style_sheet(folder: Path) -> None:
    assert named(folder) == ["built/station.js", "built/station.css", "built/phone.svg"]


@pytest.mark.parametrize(
    "changed", ["js/lib/base/page-data.js", "css/screens/phone/mine.css", "js/screens/new.js", "../templates/join.html"]
)
def test_whoever_changes_a_source_sees_it_without_building(folder: Path, changed: str) -> None:
    with (folder / changed).open("a") as source:
        source.write("/* another line */\n")
    assert named(folder) == [
        "js/screens/station.js",
        *("css/tokens.css", "css/base.css", "css/components.css", "css/screens/phone.css"),
        "icons.svg",
    ]


def test_without_what_was_built_a_page_names_the_sources(folder: Path) -> None:
    shutil.rmtree(folder / "built")
    assert named(folder)[0] == "js/screens/station.js"


def test_every_screens_script_and_style_sheet_is_built() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    scripts = {f"{name}.js" for name in re.findall(r"(?:(?:main|later|rest)_script = |script\()'([\w-]+)'", pages)}
    sheets = {path.stem for path in (STATIC / "css" / "screens").glob("*.css")} | set(static_files.OWN_SHEETS)
    styled = {f"{name}.{kind}" for name in sheets for kind in ("css", "svg")}
    first = {"station-first.css", "station-first.svg"}
    assert {path.name for path in BUILT.iterdir()} == scripts | styled | first | {"manifest.json", "give-back.js"}


def test_a_page_holds_the_phrases_that_its_script_says_and_no_others(app: Flask, doors: Doors) -> None:
    assert phrases_of(app, doors.hosts["teilhabe-und-vernetzung"]) > {
        "card.vote",
        "kind.idea",
        "deed.contribution.hide",
    }


def test_a_stations_script_says_by_itself_what_it_says_and_no_more(app: Flask, doors: Doors) -> None:
    assert phrases_of(app, doors.stations["teilhabe-und-vernetzung"]) == {"over.kept"}, "for the worker alone"
    said = {name: spoken_by(app, "ar", name) for name in PARTS}
    assert "composer.count" in said["station"]
    assert said["station-later"]["kind.idea"] == "فكرة"
    assert said["station-later"]["card.vote"] == "إعطاء نقطة: {text} – النقاط: {n}"
    assert "move.here" in said["station-rest"]
    keys = [key for texts in said.values() for key in texts]
    assert not {"board.hide", "survey.sealed", "reason.tell"} & set(keys)
    assert len(keys) < len(PHRASES) / 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stations_script_is_there_in_every_language(app: Flask, language: str) -> None:
    for name in PARTS:
        assert all(spoken_by(app, language, name).values())


def test_a_spoken_script_of_another_version_is_kept_by_nobody(app: Flask) -> None:
    web = app.test_client()
    for path, status in (("de/station.js", 200), ("de/nothing.js", 404), ("xx/station.js", 404)):
        answer = web.get(f"/static/000000000000/{path}")
        assert answer.status_code == status
        assert status == 404 or answer.headers["Cache-Control"] == "no-cache, max-age=0"


def spoken_by(app: Flask, language: str, script: str) -> dict[str, str]:
    """What a script says by itself in one language."""
    files = app.extensions["static_files"]
    _, _, body = files.answer(files.version, f"{language}/{script}.js", "")
    said, plain = body.split(b"\n", 1)
    assert plain == (BUILT / f"{script}.js").read_bytes()
    texts: dict[str, str] = json.loads(said[said.index(b",") + 1 : -2])
    return texts


def test_what_is_said_anew_has_another_address(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = tmp_path / "translations" / "en" / "LC_MESSAGES"
    place.mkdir(parents=True)
    monkeypatch.setattr(static_files, "TRANSLATIONS", place.parents[1])
    build, versions = static_files.build_of(folder), set()
    for text in ("One", "Another"):
        (place / "messages.mo").write_text(text)
        versions.add(static_files.StaticFiles(folder, build, lambda language, script: {}).version)
    assert len(versions) == 2


def test_a_page_whose_script_was_not_built_holds_all_phrases(folder: Path) -> None:
    assert static_files.build_of(folder).phrases["station"]
    shutil.rmtree(folder / "built")
    assert static_files.build_of(folder).phrases == {}


def phrases_of(app: Flask, way_in: str) -> set[str]:
    """The keys of the phrases on the page to which a way in leads."""
    person = app.test_client()
    person.get(way_in)
    person.post("/e/dresden-2023/me")
    page = person.get(way_in, follow_redirects=True).text
    (phrases,) = re.findall(r'id="phrases">(.*?)</script>', page, re.DOTALL)
    return set(json.loads(phrases))


def test_unbuilt_and_built_style_sheets_stand_on_the_same_frame() -> None:
    build = (ROOT / "tests" / "js" / "build.mjs").read_text(encoding="utf-8")
    (frame,) = re.findall(r"const frame = \[(.*)\];", build)
    assert tuple(f"css/{name}.css" for name in re.findall(r"\w+", frame)) == static_files.FRAME
    (own,) = re.findall(r"const ownSheets = new Map\(\[(.*?)\]\);", build, re.DOTALL)
    assert dict(re.findall(r'\["(\w+)", "(\w+)"\]', own)) == static_files.OWN_SHEETS


@pytest.mark.parametrize("path", ["built/./station.js", "built/../built/station.js", "./built/station.js", "built", ""])
def test_a_file_has_one_address(folder: Path, path: str) -> None:
    """Each is compressed once and kept; strangers could else fill the memory with one file under ever new names."""
    app = Flask(__name__, static_folder=None)
    static_files.init_app(app, folder, static_files.build_of(folder))
    with app.test_request_context():
        root = render_template_string("{{ static_url('') }}")
    web = app.test_client()
    with web.get(f"{root}built/station.js") as found:
        assert found.status_code == 200
    assert web.get(f"{root}{path}").status_code == 404


def test_a_file_travels_compressed_as_its_browser_takes_it_and_without_a_pages_headers(app: Flask) -> None:
    plain = (STATIC / "built" / "station.js").read_bytes()
    address = app.extensions["static_files"].address("built/station.js")
    for accepted, encoding in [("", None), ("gzip, deflate", "gzip"), ("gzip;q=0", None)]:
        with app.test_client().get(address, headers={"Accept-Encoding": accepted}) as answer:
            assert (gzip.decompress(answer.data) if encoding else answer.data) == plain
            assert {name: value for name, value in answer.headers if name != "Content-Length"} == {
                "Content-Type": "text/javascript; charset=utf-8",
                "Cache-Control": "public, max-age=31536000, immutable",
                "Vary": "Accept-Encoding",
                "X-Content-Type-Options": "nosniff",
            } | ({"Content-Encoding": encoding} if encoding else {})


def test_before_wsgi_a_file_is_answered_as_behind_it(app: Flask) -> None:
    files, before = app.extensions["static_files"], static_files.at_once(app)
    path = files.address("built/phone.css")
    asking = {"Accept-Encoding": "gzip"}
    with app.test_client().get(path, headers=asking) as behind:
        answer = before(path, asking)
        assert answer is not None
        status, headers, body = answer
        assert (status, body) == ("200 OK", behind.data)
        assert dict(behind.headers).items() >= dict(headers).items()
    for other in ("/static/other/built/phone.css", files.address("built/none.css"), f"{path}?x=1", "/e/dresden-2023/"):
        assert before(other, asking) is None


@pytest.mark.parametrize("name", ["built/phone.css", "built/none.css"])
@pytest.mark.parametrize("version", ["", "/static/other/"])
def test_nothing_of_anybody_goes_with_a_file(app: Flask, doors: Doors, name: str, version: str) -> None:
    """Whoever keeps files for several people, such as a proxy, would give them one person's cookie, or page."""
    web = app.test_client()
    web.get(doors.stations["foerderung-und-raeume"])
    here = app.extensions["static_files"].address(name)
    with web.get(f"{version + name if version else here}?lang=en") as answer:
        assert "Set-Cookie" not in answer.headers
        assert answer.cache_control.public or answer.cache_control.no_cache


def test_a_first_minute_has_a_part_of_the_whole_sheet_in_its_order(app: Flask, doors: Doors) -> None:
    first, every = ((BUILT / name).read_text(encoding="utf-8") for name in ("station-first.css", "station.css"))
    rest = iter(re.findall(r"[^{}]+\{[^{}]*\}", every))
    missing = [rule for rule in re.findall(r"[^{}]+\{[^{}]*\}", first) if not any(is_part(rule, one) for one in rest)]
    assert missing == []
    assert len(first) < 0.7 * len(every)


def is_part(rule: str, other: str) -> bool:
    """Whether a rule says no more than another one, of no more elements."""
    (selectors, said), (others, more) = (one.rstrip("}").split("{") for one in (rule, other))
    return {*selectors.split(",")} <= {*others.split(",")} and {*said.split(";")} <= {*more.split(";")}


def test_who_has_been_here_before_gets_the_whole_sheet_at_once(app: Flask, doors: Doors) -> None:
    person = app.test_client()
    way_in = doors.stations["teilhabe-und-vernetzung"]
    page = person.get(way_in, follow_redirects=True).text
    assert sheets_of(page) == (["station-first.css"], "station.css")
    assert re.findall(r"<noscript>.*?/(\w+\.css).*?</noscript>", page) == ["station.css"]
    person.post("/e/dresden-2023/me")
    assert sheets_of(person.get(way_in, follow_redirects=True).text) == (["station.css"], None)


def test_a_station_with_a_rarer_sign_has_the_whole_sheet_and_all_signs(app: Flask, doors: Doors) -> None:
    with app.app_context():
        db.session.execute(update(Station).where(Station.position == 1).values(sign=7))
        db.session.commit()
    page = app.test_client().get(doors.stations["teilhabe-und-vernetzung"], follow_redirects=True).text
    assert sheets_of(page) == (["station.css"], None)
    assert re.findall(r'data-icons="[^"]*/([\w.-]+)"', page) == ["station.svg"]


def sheets_of(page: str) -> tuple[list[str], str | None]:
    """The style sheets with which a page comes, and the one that follows."""
    shown = re.sub(r"<noscript>.*?</noscript>", "", page)
    links = re.findall(r'<link rel="stylesheet" href="[^"]*/([\w.-]+)"', shown)
    follows = re.findall(r'data-whole="[^"]*/([\w.-]+)"', shown)
    return links, follows[0] if follows else None


CLASSES = re.compile(r'\bclass="([\w -]+)"')
BODY = re.compile(r"block page %}([\w-]+)")


def test_a_built_style_sheet_holds_what_its_templates_name() -> None:
    """What no page of a screen can show is left out; what one shows must not be, or it stands there without a style."""
    styles = (STATIC / "css").rglob("*.css")
    styled = set(re.findall(r"\.([a-z][\w-]*)", "".join(path.read_text(encoding="utf-8") for path in styles)))
    missing = []
    for path in (ROOT / "templates").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        (sheet,) = re.findall(r"set sheet = '(\w+)'", page) or re.findall(r"set screen = '(\w+)'", page) or ["phone"]
        screen = static_files.OWN_SHEETS.get(sheet, sheet)
        named = {*" ".join(CLASSES.findall(page)).split(), *BODY.findall(page)} & styled
        own = "".join(
            whole(sheet) for sheet in SHEETS if Path(sheet).parts[0] != "screens" or Path(sheet).stem == screen
        )
        built = (BUILT / f"{sheet}.css").read_text(encoding="utf-8")
        for name in named:
            alone = rf"^ *\.{re.escape(name)}(?: \{{|,)$"
            if re.search(alone, own, re.MULTILINE) and not re.search(rf"\.{re.escape(name)}(?![\w-])", built):
                missing.append((path.name, name))
    assert missing == []
