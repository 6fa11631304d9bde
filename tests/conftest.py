"""A café for each test: the real database on disk, the Dresden event, phones that speak the real protocol."""

import datetime as dt
import json
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from flask_migrate import upgrade
from flask_socketio import SocketIOTestClient
from sqlalchemy import event as happening
from sqlalchemy import select

from facilitation import broadcasts, create_app, seed
from facilitation.actor import Actor
from facilitation.config import Config
from facilitation.documents.pdf import writing
from facilitation.doors import links
from facilitation.errors import CafeError
from facilitation.extensions import db, socketio
from facilitation.models import Contribution, Event, Station
from facilitation.models.columns import now
from facilitation.services import contributions, deletion, events, participants, stations
from facilitation.services.committed import Committed
from facilitation.services.contributions import Written
from facilitation.storage import transactions
from facilitation.text import clean
from tests import collecting, wire
from tests.apps import MovingApp
from tests.apps import config as config
from tests.browser import processes
from tests.browser.serving import serve
from tests.kept import keep_addresses, keep_fingerprints, keep_templates
from tests.prepared import prepared
from tests.processor_time import ProcessorTime

Settle = Callable[[], None]
TODAY = dt.date(2023, 11, 1)
NOON = dt.datetime(2023, 11, 1, 12, tzinfo=dt.UTC)
"""TODAY, for what counts hours."""
DATA = Path(__file__).parent / "data"
DOORS = "doors.json"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--processor-time` tell which files of tests are dear."""
    parser.addoption("--processor-time", action="store_true", help="tell the processor time of files and of tests")


def pytest_configure(config: pytest.Config) -> None:
    """Find tests as tests/collecting.py says, and compile and read once what all apps share."""
    config.pluginmanager.register(collecting)
    if config.getoption("--processor-time"):
        config.pluginmanager.register(ProcessorTime())
    keep_templates()
    keep_addresses()
    keep_fingerprints()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty database that went through the migrations."""
    return prepared(tmp_path_factory, "migrated", lambda folder: fill(folder, upgrade))


@pytest.fixture(scope="session")
def planted(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a café in which the Dresden event was planted."""
    return prepared(tmp_path_factory, "planted", lambda folder: fill(folder, lambda: seed.plant(TODAY), migrated))


@pytest.fixture(scope="session")
def lived_in(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a café on whose event `lived` was called."""
    from tests.documents.exports.lived import lived  # which imports this file

    return prepared(tmp_path_factory, "lived-in", lambda folder: fill(folder, lived, planted))


def fill(folder: Path, deed: Callable[[], object], like: Path | None = None) -> None:
    """Do something to a copy of another folder's data, or to none, in this folder."""
    if like:
        shutil.copytree(like, folder, dirs_exist_ok=True)
    with create_app(config(folder)).test_request_context():
        deed()
        db.session.remove()
        compact()


def compact() -> None:
    """Give free pages back to the disk, as migrations leave them: a test of a full disk counts its pages."""
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("BEGIN")
    db.engine.dispose()


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a café as it is after the first start."""
    return prepared(tmp_path_factory, "fresh", started)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Before a test's time begins to count, make what the first of a run, or of a worker, would wait for.

    On a busy machine that took a test its two minutes, or another worker's for which it waited. Where it fails, the
    test's own fixture says why.
    """
    if "fresh" in getattr(item, "fixturenames", ()):
        with suppress(Exception):
            prepared(item.config._tmp_path_factory, "fresh", started)  # type: ignore[attr-defined]
            processes.get_ready()
    return (yield)


def started(folder: Path) -> None:
    """Start a café with its data in this folder, and stop it again."""
    with serve(folder) as server:
        assert server.links  # they lie beside the data from now on
    server.output.unlink()  # what the next one prints is its own


@pytest.fixture(autouse=True)
def without_office(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lay out no Word file in this process: LibreOffice takes seconds. Tests that need it say `needs_office`."""
    if request.node.get_closest_marker("needs_office") is None:
        monkeypatch.setattr(writing, "PROGRAM", "no-office-in-this-test")


@pytest.fixture(autouse=True)
def without_gathering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for others to share their commit."""
    monkeypatch.setattr(transactions, "GATHERING", 0.0)


@pytest.fixture
def settle(monkeypatch: pytest.MonkeyPatch) -> Settle:
    """Waits until every broadcast under way has left."""
    under_way: list[threading.Thread] = []
    start = socketio.start_background_task

    def recorded(work: Callable[..., Any], *args: Any) -> Any:
        under_way.append(start(work, *args))
        return under_way[-1]

    def wait() -> None:
        while under_way:
            under_way.pop().join()

    monkeypatch.setattr(socketio, "start_background_task", recorded)
    for pacer in ("desks", "presences", "newcomers", "others", "feedbacks"):
        monkeypatch.setattr(getattr(broadcasts, f"_{pacer}"), "_pause", broadcasts.STATION_PAUSE)
    monkeypatch.setattr(broadcasts, "VOTE_PAUSE", broadcasts.STATION_PAUSE)
    return wait


@pytest.fixture(scope="session")
def moving_app(tmp_path_factory: pytest.TempPathFactory) -> MovingApp:
    """This worker's app."""
    return MovingApp(tmp_path_factory.mktemp("app"))


@pytest.fixture
def app(moving_app: MovingApp, planted: Path, tmp_path: Path, settle: Settle) -> Iterator[Flask]:
    """The app with its own copy of the data."""
    yield moving_app.move(tmp_path, planted)
    settle()
    moving_app.leave()


@pytest.fixture(scope="session")
def other_app(tmp_path_factory: pytest.TempPathFactory) -> MovingApp:
    """A second app of this worker."""
    return MovingApp(tmp_path_factory.mktemp("other-app"))


@pytest.fixture
def elsewhere(other_app: MovingApp, migrated: Path, tmp_path: Path) -> Iterator[Flask]:
    """Another app, with an empty database."""
    yield other_app.move(tmp_path / "elsewhere", migrated)
    other_app.leave()


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """For services, which know no request."""
    with app.test_request_context():
        yield


@pytest.fixture
def event(context: None) -> Event:
    """The Dresden event."""
    return events.find("dresden-2023")


@pytest.fixture
def station(event: Event) -> Station:
    """Its first station, Förderung & Räume."""
    return stations.find(event.id, "foerderung-und-raeume")


@pytest.fixture
def other_station(event: Event) -> Station:
    """Its second station, Offene Verwaltung."""
    return stations.find(event.id, "offene-verwaltung")


@pytest.fixture
def guest(event: Event) -> "Guests":
    """Makes guests who have been here for an hour: newcomers may send less at once."""
    return lambda: Actor(event.id, participants.join(event, language="de", joined_at=an_hour_ago()).id)


@pytest.fixture
def host(event: Event, station: Station) -> Actor:
    """The first station's host."""
    return Actor(event.id, hosts=frozenset({station.id}))


@pytest.fixture
def other_host(event: Event, other_station: Station) -> Actor:
    """The second station's host."""
    return Actor(event.id, hosts=frozenset({other_station.id}))


@pytest.fixture
def organiser(event: Event) -> Actor:
    """The organiser."""
    return Actor(event.id, organiser=True)


def an_hour_ago() -> dt.datetime:
    """When the guests of tests came, unless a test is about newcomers."""
    return now() - dt.timedelta(hours=1)


Guests = Callable[[], Actor]


def refused(code: str) -> "pytest.RaisesExc[CafeError]":
    """Expects a refusal with exactly this code."""
    return pytest.raises(CafeError, check=lambda refusal: refusal.code == code)


@contextmanager
def disk_of(pages: int) -> Iterator[None]:
    """A disk with room for so many pages of the database."""

    def limit(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    engine = db.engine
    db.session.rollback()
    happening.listen(engine, "connect", limit)
    engine.dispose()
    try:
        yield
    finally:
        db.session.rollback()
        happening.remove(engine, "connect", limit)
        engine.dispose()


def new_id() -> str:
    """An id as phones make them."""
    return str(uuid.uuid4())


def deleted_on(day: dt.date) -> list[str]:
    """Let a day of deletion come for certain; the slugs of the events that were emptied."""
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    return deletion.look(noon, noon).emptied


def write(actor: Actor, station: Station, text: str = "Mehr Räume!", **fields: Any) -> Contribution:
    """A contribution with everything a test does not care about filled in, as it is stored."""
    return db.session.get_one(Contribution, add(actor, station.slug, text, **fields).id, populate_existing=True)


def add(actor: Actor, station: str, text: str = "Mehr Räume!", **fields: Any) -> Written:
    """The same, as it was committed."""
    return answered(actor, station, text, **fields).row


def answered(actor: Actor, station: str, text: str = "Mehr Räume!", **fields: Any) -> Committed[Written]:
    """The same, with whom to tell of it."""
    return contributions.add(actor, station, text=text, **{"id": new_id(), "kind": "idea", "language": "de", **fields})


def wording(id: str) -> str:
    """How a contribution reads now."""
    return db.session.scalars(select(Contribution.text).where(Contribution.id == id)).one()


def read(*ids: str) -> dict[str, str]:
    """What a host says of contributions that were read as they are now."""
    return {id: wording(id) for id in ids}


def texts() -> list[dict[str, Any]]:
    """The 112 real-looking contributions in 12 languages."""
    return read_lines("contributions.jsonl")


def read_lines(name: str) -> list[dict[str, Any]]:
    """A file of one JSON object a line."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def hostile_texts() -> list[str]:
    """What people who mean harm type, as it is stored, where it is taken."""
    taken = []
    for line in read_lines("adversarial.jsonl"):
        try:
            taken.append(clean(line["text"]))
        except CafeError:
            assert line["expect"].startswith("reject")
    assert len(taken) == 12
    return taken


@dataclass
class Doors:
    """Every link of the event, as `flask links --json` prints them, without the host's name."""

    organiser: str
    wall: str
    stations: dict[str, str]
    hosts: dict[str, str]
    join: str
    house: str


@pytest.fixture(scope="session")
def planted_doors(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The ways into that café as JSON. Each test has a copy of it, so that they are the same everywhere."""
    return (prepared(tmp_path_factory, "doors", lambda folder: fill(folder, _note_doors, planted)) / DOORS).read_text()


def _note_doors() -> None:
    urls = links.all_of(events.find("dresden-2023"))
    here: Config = current_app.extensions["config"]
    (here.data_dir / DOORS).write_text(json.dumps(urls).replace("http://localhost", ""))


@pytest.fixture
def doors(app: Flask, planted_doors: str) -> Doors:
    """The ways in."""
    noted = json.loads(planted_doors)
    return Doors(**{name: noted[name] for name in Doors.__dataclass_fields__})


@pytest.fixture
def ways_in(doors: Doors) -> dict[str, str | None]:
    """By who comes in, the link they come by."""
    return {
        "stranger": None,
        "guest": doors.stations["foerderung-und-raeume"],
        "host": doors.hosts["foerderung-und-raeume"],
        "other host": doors.hosts["offene-verwaltung"],
        "wall": doors.wall,
        "organiser": doors.organiser,
        "administrator": doors.house,
    }


class Screen:
    """A browser with its cookies and, once connected, its live connection."""

    def __init__(self, app: Flask, path: str | None) -> None:
        self.web: FlaskClient = app.test_client()
        self._app = app
        if path is not None:
            assert self.web.get(path).status_code == 302
        self.reconnect()

    def reconnect(self) -> None:
        """Connect, also once more, with the cookies that the browser has by now."""
        self.live: SocketIOTestClient = socketio.test_client(self._app, flask_test_client=self.web)

    def order(self, message: str, **payload: Any) -> dict[str, Any]:
        """Send an order, return its acknowledgement; what a station holds as screens read it."""
        answer: dict[str, Any] = self.live.emit(message, payload, callback=True)
        return wire.opened(answer) if message == "station.open" and answer["ok"] else answer

    def open(self, station: str, since: int = 0, **fields: Any) -> dict[str, Any]:
        """Open a station's screen."""
        return self.order("station.open", event="dresden-2023", station=station, since=since, **fields)

    def news(self, message: str) -> list[Any]:
        """What has arrived under this name since last asked, oldest first (after `settle`).

        Changes come as screens read them.
        """
        told = [one["args"][0] for one in self.live.get_received() if one["name"] == message]
        return [wire.whole(one) for one in told] if message == "station.changed" else told


OpenScreen = Callable[[str | None], Screen]


@pytest.fixture
def screen(app: Flask, settle: Settle) -> Iterator[OpenScreen]:
    """Opens screens by the path of a QR code or a secret link; None is a stranger."""
    opened: list[Screen] = []

    def open_screen(path: str | None) -> Screen:
        opened.append(Screen(app, path))
        return opened[-1]

    yield open_screen
    for one in opened:
        if one.live.is_connected():
            one.live.disconnect()
    settle()
