"""What organisers, hosts and guests change in one process holds in the other within a moment, on PostgreSQL and Redis.

Both processes share one folder, as docs/operations.md asks of them.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request

import psycopg
import pytest

from facilitation import bounds
from facilitation.services import seen
from tests import camera
from tests.browser.serving import Server, serve_quickly
from tests.conftest import new_id
from tests.scale.conftest import SECRET
from tests.scale.screen import WITHIN, Browser, Screen
from tests.scale.services import Postgres, Redis, redis_server, until

pytestmark = pytest.mark.timeout(300)


@dataclass
class House:
    """Two processes of one café, and what is between them."""

    one: Server
    two: Server
    redis: Redis
    database: str

    def asked(self, question: str, *values: Any) -> Any:
        """The first column of the first row of an answer of the database."""
        with psycopg.connect(self.database) as connection:
            row = connection.execute(question.encode(), values).fetchone()
        return row and row[0]

    def do(self, deed: str, *values: Any) -> None:
        """Change the database, as nobody in the café does."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            connection.execute(deed.encode(), values)


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory, postgres: Postgres, planted_there: str, its_links: Path
) -> Iterator[House]:
    """Both serve the same data."""
    folder = tmp_path_factory.mktemp("both") / "data"
    database = postgres.database(planted_there)
    with redis_server() as redis:
        settings = {"REDIS_URL": redis.url, "DATABASE_URL": database, "SECRET_KEY": SECRET}
        with serve_quickly(folder, its_links, **settings) as one, serve_quickly(folder, **settings) as two:
            yield House(one, two, redis, database)


def ask(browser: Browser, path: str, form: dict[str, Any] | None = None, **headers: str) -> tuple[int, Any]:
    """What a script is answered; a form is sent where there is one."""
    data = None if form is None else urlencode(form, doseq=True).encode()
    asked = Request(browser.url + path, data, {"Accept": "application/json", **headers})
    try:
        with browser._opener.open(asked, timeout=WITHIN) as answer:
            status, said = answer.status, answer.read()
    except HTTPError as refusal:
        with refusal:
            status, said = refusal.code, refusal.read()
    return status, json.loads(said)


def upload(browser: Browser, path: str, content: bytes, name: str, **fields: str) -> tuple[int, str]:
    """Send a form with a file; the status of the page that it leads to, and its address."""
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{said}\r\n' for key, said in fields.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    asked = Request(browser.url + path, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})
    with browser._opener.open(asked, timeout=WITHIN * 4) as answer:
        answer.read()
        return answer.status, str(answer.url)


def opened(server: Server, link: str, station: str, **how: Any) -> Screen:
    """A screen that has a station open."""
    screen = Screen(server.url, link.replace(server.url, ""))
    assert screen.order("station.open", event=server.event, station=station, **how)["ok"]
    return screen


def news(screen: Screen, message: str) -> list[Any]:
    """What a screen has heard under a name so far."""
    begins = f'42["{message}",'
    return [json.loads(one[2:])[1] for one in list(screen.packets) if one.startswith(begins)]


def hears(screen: Screen, message: str, meant: Callable[..., bool]) -> None:
    """Wait until a screen hears such news."""
    screen.until(lambda: any(map(meant, news(screen, message))))


def text_of(house: House, station: str, column: str) -> str:
    return str(house.asked(f"SELECT {column} FROM station WHERE slug = %s", station))


def test_two_organisers_read_each_others_words_and_everybody_the_new_question(house: House) -> None:
    event, station = house.one.event, house.one.stations[0]
    desks = [Browser(server.url, server.links["organiser"]) for server in (house.one, house.two)]
    phones = [opened(server, server.links["stations"][station], station) for server in (house.one, house.two)]
    walls = [Screen(server.url, server.links["wall"]) for server in (house.one, house.two)]
    for wall in walls:
        assert wall.order("event.open", event=event)["ok"]
    place = {
        "noun": "station",
        "field": "question",
        "position": 1,
        "known": seen.mark(text_of(house, station, "question")),
    }
    first, second = "Was fehlt Ihnen?", "Was brauchen Sie?"
    assert ask(desks[0], f"/e/{event}/edit/texts", {**place, "text": first})[0] == 200
    for screen in (*phones, *walls):
        screen.until(lambda screen=screen: bool(news(screen, "event.changed")))  # type: ignore[misc]
    texts = {news(screen, "event.changed")[-1]["texts"] for screen in (*phones, *walls)}
    assert len(texts) == 1
    for browser in (*phones, *desks):
        _, plan = ask(browser, f"/e/{event}/plan.json?station={station}")
        assert (plan["stations"][0]["question"], {plan["texts"]}) == (first, texts)
        assert first in browser.get(f"/e/{event}/stations/{station}").decode()
    status, refusal = ask(desks[1], f"/e/{event}/edit/texts", {**place, "text": second})
    assert (status, refusal["error"], json.loads(refusal["now"])) == (409, "reworded", {"text": first})
    assert ask(desks[1], f"/e/{event}/edit/texts", {**place, "known": refusal["revision"], "text": second})[0] == 200
    assert ask(phones[0], f"/e/{event}/plan.json?station={station}")[1]["stations"][0]["question"] == second
    for screen in (*phones, *walls):
        screen.close()


def test_wordings_are_heard_by_who_reads_their_language_whichever_process_they_are_at(house: House) -> None:
    event, station = house.one.event, house.one.stations[1]
    author, worder = (opened(server, server.links["stations"][station], station) for server in (house.one, house.two))
    readers = {
        (language, server.url): opened(server, server.links["stations"][station], station)
        for language in ("en", "fr")
        for server in (house.one, house.two)
    }
    boards = [
        opened(server, server.links["hosts"][station], station, audience="hosts") for server in (house.one, house.two)
    ]
    for (language, _), reader in readers.items():
        assert reader.order("wording.open", event=event, station=station, languages={language: 0})["ok"]
    card = {"id": new_id(), "station": station, "text": "Mehr Räume am Abend", "kind": "idea", "language": "de"}
    assert author.order("contribution.add", event=event, **card)["ok"]
    worded = {"id": new_id(), "contribution": card["id"], "language": "en", "text": "Rooms for the evening"}
    assert worder.order("wording.add", event=event, **worded, was=card["text"])["ok"]
    english = [reader for (language, _), reader in readers.items() if language == "en"]
    for screen in (*english, *boards):
        screen.until(lambda screen=screen: screen.heard(worded["text"]))  # type: ignore[misc]
    assert boards[1].order("wording.hide", event=event, id=worded["id"])["ok"]
    for reader in english:
        hears(reader, "wording.changed", lambda one: one["wordings"] == [{"id": worded["id"], "gone": True}])
    for (language, _), reader in readers.items():
        told = reader.order("wording.open", event=event, station=station, languages={language: 0})
        assert told["languages"][language]["wordings"] == []
        assert bool(news(reader, "wording.changed")) is (language == "en")
    assert author.order("contribution.withdraw", event=event, id=card["id"])["ok"]
    for screen in (author, worder, *readers.values(), *boards):
        screen.close()


def test_a_question_that_is_added_while_the_survey_is_open_is_answered_and_counted_everywhere(house: House) -> None:
    event = house.one.event
    desks = [Screen(server.url, server.links["organiser"]) for server in (house.one, house.two)]
    for desk in desks:
        assert desk.order("feedback.open", event=event, audience="desk")["ok"]
    phones = [Screen(server.url, next(iter(server.links["stations"].values()))) for server in (house.one, house.two)]
    assert desks[0].order("feedback.begin", event=event)["ok"]
    added = {"section": "feedback", "do": "add", "text": "Ich komme wieder.", "order": new_id()}
    assert ask(desks[1], f"/e/{event}/edit/feedback", added)[0] == 200
    number = house.asked("SELECT number FROM feedback_question WHERE text = %s", added["text"])
    for place, phone in enumerate(phones, start=1):
        assert added["text"] in phone.get(f"/e/{event}/feedback").decode()
        answer = {"scale": {str(number): 5}, "text": "", "language": "de"}
        assert phone.order("feedback.set", event=event, **answer)["ok"]
        for desk in desks:
            hears(desk, "feedback.changed", lambda one, many=place: one["people"] == many)
    where = {"noun": "survey", "field": "text", "known": seen.mark(added["text"])}
    position = house.asked("SELECT position FROM feedback_question WHERE number = %s", number)
    for desk in desks:
        said = ask(desk, f"/e/{event}/edit/texts", {**where, "position": position, "text": "Anders"})
        assert (said[0], said[1]["error"]) == (409, "question_answered")
    assert desks[1].order("feedback.end", event=event)["ok"]
    assert phones[0].order("feedback.set", event=event, scale={}, text="", language="de")["error"] == "feedback_closed"
    for screen in (*desks, *phones):
        screen.close()


def test_the_days_word_and_the_most_newcomers_count_in_every_process(house: House) -> None:
    event, station = house.one.event, house.one.stations[2]
    desks = [Screen(server.url, server.links["organiser"]) for server in (house.one, house.two)]
    for desk in desks:
        assert desk.order("desk.open", event=event)["ok"]

    def comes(server: Server, word: str = "") -> str:
        phone = opened(server, server.links["stations"][station], station)
        if word:
            with suppress(HTTPError):  # what is refused here, so is the order
                phone.post(f"/e/{event}/me", urlencode({"language": "de", "name": "Ada", "word": word}).encode())
        card = {"id": new_id(), "station": station, "text": "Neu hier", "kind": "idea", "language": "de"}
        answer = phone.order("contribution.add", event=event, **card)
        phone.close()
        return "ok" if answer["ok"] else str(answer["error"])

    assert desks[0].order("newcomers.set", event=event, door="word")["ok"]
    word = house.asked("SELECT day_word FROM event WHERE slug = %s", event)
    desks[1].until(lambda: desks[1].heard(word))
    assert [comes(server) for server in (house.one, house.two)] == ["word_wanted", "word_wanted"]
    assert comes(house.two, word=word) == "ok"
    assert desks[1].order("newcomers.set", event=event, door="closed")["ok"]
    assert [comes(server, word=word) for server in (house.one, house.two)] == ["door_closed", "door_closed"]
    assert desks[1].order("newcomers.set", event=event, door="open")["ok"]
    marks = ("greeted", "straight", "rushed", "wrote_early", "left_out", "simulated")
    house.do(
        f"INSERT INTO participant (id, event_id, language, joined_at, {', '.join(marks)})"
        " SELECT n, (SELECT id FROM event WHERE slug = %s), 'de', now() AT TIME ZONE 'utc'"
        f"{', false' * len(marks)} FROM generate_series(1, %s) AS n",
        event,
        bounds.NEWCOMERS_A_MINUTE,
    )
    assert [comes(server) for server in (house.one, house.two)] == ["newcomers_wait"] * 2
    house.do("DELETE FROM participant WHERE id <= %s", bounds.NEWCOMERS_A_MINUTE)
    assert comes(house.one) == "ok"
    for desk in desks:
        desk.close()


def test_what_was_tried_is_known_to_every_process_and_tried_once(house: House) -> None:
    event = house.one.event
    desks = [Browser(server.url, server.links["organiser"]) for server in (house.one, house.two)]
    for desk in desks:
        assert ask(desk, f"/e/{event}/ready", {"do": "check"})[0] == 200
    until(lambda: "at" in (house.asked("SELECT tried->'disk' FROM house") or {}), "the disk was tried")
    for browser in desks:
        assert ask(browser, f"/e/{event}/ready", {"do": "clock"})[0] == 200
    live = [ask(desk, f"/e/{event}/ready.json")[1] for desk in desks]
    assert live[0] == live[1]
    board = opened(house.two, house.two.links["hosts"][house.two.stations[0]], house.two.stations[0])
    board.get(f"/e/{event}/host/{house.two.stations[0]}")
    live = [ask(desk, f"/e/{event}/ready.json")[1] for desk in desks]
    assert live[0] == live[1]
    board.close()


def test_a_logo_is_on_the_walls_of_every_process(house: House) -> None:
    event = house.one.event
    walls = [Screen(server.url, server.links["wall"]) for server in (house.one, house.two)]
    for wall in walls:
        assert wall.order("event.open", event=event)["ok"]
    desk = Browser(house.one.url, house.one.links["organiser"])
    seen_before: set[Any] = {None}
    for size in ((80, 48), (64, 64)):
        heard = [len(news(wall, "event.changed")) for wall in walls]
        assert upload(desk, f"/e/{event}/report/paper/logo", camera.file(camera.cloth(*size)), "logo.jpg")[0] == 200
        for wall, before in zip(walls, heard, strict=True):
            wall.until(lambda wall=wall, before=before: len(news(wall, "event.changed")) > before)  # type: ignore[misc]
        logos = {ask(wall, f"/e/{event}/plan.json")[1]["logo"] for wall in walls}
        assert len(logos) == 1
        assert not logos & seen_before
        for wall in walls:
            assert wall.get(f"/e/{event}/report/paper/{next(iter(logos))}.jpg").startswith(b"\xff\xd8\xff")
        seen_before |= logos
    for wall in walls:
        wall.close()


def test_a_rehearsal_of_one_process_is_deleted_in_the_other_and_nothing_of_it_stays(house: House) -> None:
    house.do("UPDATE event SET phase = 'before', feedback_state = 'before', round_position = NULL")
    event, station = house.one.event, house.one.stations[0]
    desks = [Browser(server.url, server.links["organiser"]) for server in (house.one, house.two)]
    status, begun = ask(desks[0], f"/e/{event}/rehearsal", {"do": "begin", "people": 3, "minutes": 3, "by": "command"})
    assert status == 200, begun
    link = house.two.links["stations"][station]
    guest = Browser(house.two.url)
    guest._opener.open(Request(link, headers={"Cafe-Rehearsal": begun["plan"]["given"]}), timeout=WITHIN).close()
    simulated = Screen(house.two.url, like=guest)
    real = [opened(server, server.links["stations"][station], station) for server in (house.one, house.two)]
    card = {"id": new_id(), "station": station, "text": "Nur geprobt", "kind": "idea", "language": "de"}
    assert simulated.order("contribution.add", event=event, **card)["ok"]
    for screen in real:
        screen.until(lambda screen=screen: screen.heard(card["text"]))  # type: ignore[misc]
        for path in (f"stations/{station}.json", f"stations/{station}"):
            assert card["text"] in screen.get(f"/e/{event}/{path}").decode()
    known = [json.loads(screen.get(f"/e/{event}/stations/{station}.json"))["revision"] for screen in real]
    assert ask(desks[1], f"/e/{event}/rehearsal", {"do": "delete"})[0] == 200
    for screen, revision in zip(real, known, strict=True):
        for path in (f"stations/{station}.json", f"stations/{station}.json?since={revision}", f"stations/{station}"):
            assert card["text"] not in screen.get(f"/e/{event}/{path}").decode(), path
        whole = json.loads(screen.get(f"/e/{event}/stations/{station}.json?since={revision}"))
        assert whole["since"] == 0
    assert simulated.order("contribution.add", event=event, **card, order=new_id())["error"] in (
        "not_joined",
        "not_allowed",
    )
    for desk in desks:
        assert ask(desk, f"/e/{event}/rehearsal.json")[1]["rehearsal"] is None
    for screen in (simulated, *real):
        screen.close()


def is_told_that_it_is_gone(screen: Screen) -> bool:
    """As by the process that deleted it."""
    return any(one["locked"] for one in news(screen, "event.changed"))


@pytest.mark.parametrize("state", ["alive", "away", "hanging"])
def test_screens_of_a_deleted_event_are_told_in_every_process(house: House, state: str) -> None:
    keeper = Browser(house.one.url, house.one.links["house"])
    title = f"Nachbarschaft {state}"
    copied = ask(keeper, f"/house/{house.one.event}/copy", {"title": title, "date": "2031-05-06"})
    assert copied[0] == 200, copied
    slug = house.asked("SELECT slug FROM event WHERE title = %s", title)
    of_event = "FROM join_code JOIN station ON station.id = station_id JOIN event ON event.id = station.event_id"
    code = house.asked(f'SELECT code {of_event} WHERE event.slug = %s AND "table" IS NULL', slug)
    station = house.asked(
        "SELECT slug FROM station WHERE id = (SELECT station_id FROM join_code WHERE code = %s)", code
    )
    screens = []
    for server in (house.one, house.two):
        screens.append(Screen(server.url, f"/q/{code}"))
        assert screens[-1].order("station.open", event=slug, station=station)["ok"]
    if state == "away":
        house.redis.end()
    elif state == "hanging":
        house.redis.halt()
    try:
        assert ask(keeper, f"/house/{slug}/delete", {"sure": "1"})[0] == 200
        for screen in screens:
            screen.until(lambda screen=screen: screen.put_out or is_told_that_it_is_gone(screen))  # type: ignore[misc]
            for page in ("", f"stations/{station}", f"stations/{station}.json", "plan.json"):
                assert ask(screen, f"/e/{slug}/{page}")[0] == 404
            screen.close()
            screen.connect()
            card = {"id": new_id(), "station": station, "text": "Zu spät", "kind": "idea", "language": "de"}
            for order in ({"message": "contribution.add", **card}, {"message": "station.open", "station": station}):
                assert screen.order(**{"event": slug, **order})["error"] == "unknown_event"
    finally:
        if state == "away":
            house.redis.begin()
        elif state == "hanging":
            house.redis.go_on()
        for screen in screens:
            screen.close()


def test_one_process_imports_while_the_other_serves(house: House) -> None:
    event, station = house.one.event, house.one.stations[0]
    keeper = Browser(house.one.url, house.one.links["house"])
    desk = Browser(house.one.url, house.one.links["organiser"])
    record = json.loads(desk.get(f"/e/{event}/export.json"))
    record["event"]["delete_on"] = "2031-01-01"
    phone = opened(house.two, house.two.links["stations"][station], station)
    with ThreadPoolExecutor(1) as threads:
        under_way = threads.submit(
            upload, keeper, "/house/import", json.dumps(record).encode(), "export.json", slug="eingezogen"
        )
        written = 0
        while not under_way.done() and phone.orders < bounds.HEARD_BETWEEN_PINGS // 2:
            card = {"id": new_id(), "station": station, "text": f"Beitrag {written}", "kind": "idea", "language": "de"}
            answer = phone.order("contribution.add", event=event, **card)
            written += answer["ok"]
            assert answer["ok"] or answer["error"] == "too_many"
        status, address = under_way.result()
    assert (status, written > 0) == (200, True)
    assert "done=imported" in address
    assert house.asked("SELECT count(*) FROM event WHERE slug = 'eingezogen'") == 1
    assert "eingezogen" in Browser(house.two.url, house.two.links["house"]).get("/house").decode()
    phone.close()
