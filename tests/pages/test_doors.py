"""Who may see which page: every door tried by everybody else."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from itsdangerous import TimestampSigner

from facilitation import create_app, seed
from facilitation.doors import links, sessions
from facilitation.services import doors as services
from facilitation.services import events
from tests.apps import COOKIE
from tests.conftest import TODAY, Doors, config
from tests.pages.test_print_kit import state_of

STATION = "foerderung-und-raeume"
ORGANISERS = [
    "/e/dresden-2023/organise",
    "/e/dresden-2023/organise/doors",
    "/e/dresden-2023/organise/print",
    "/e/dresden-2023/report.docx",
]
BOARD = f"/e/dresden-2023/host/{STATION}"
CHECKLIST = f"{BOARD}/checklist"
WALL = "/e/dresden-2023/wall"


def statuses(app: Flask, door: str | None, paths: list[str]) -> list[int]:
    web = app.test_client()
    if door:
        assert web.get(door).status_code == 302
    return [web.get(path).status_code for path in paths]


@pytest.mark.parametrize("who", ["stranger", "guest", "wall", "host", "other host"])
def test_the_desk_is_the_organisers(app: Flask, doors: Doors, who: str) -> None:
    door = {
        "stranger": None,
        "guest": doors.stations[STATION],
        "wall": doors.wall,
        "host": doors.hosts[STATION],
        "other host": doors.hosts["offene-verwaltung"],
    }[who]
    assert statuses(app, door, ORGANISERS) == [403] * len(ORGANISERS)
    assert app.test_client().post("/e/dresden-2023/organise/doors", data={"door": "1"}).status_code == 403


def test_the_organiser_sees_everything(app: Flask, doors: Doors) -> None:
    paths = [*ORGANISERS, BOARD, CHECKLIST, WALL, f"/e/dresden-2023/stations/{STATION}"]
    assert statuses(app, doors.organiser, paths) == [200] * len(paths)


@pytest.mark.parametrize("who", ["stranger", "guest", "wall", "other host"])
def test_the_board_is_its_hosts(app: Flask, doors: Doors, who: str) -> None:
    door = {
        "stranger": None,
        "guest": doors.stations[STATION],
        "wall": doors.wall,
        "other host": doors.hosts["offene-verwaltung"],
    }[who]
    assert statuses(app, door, [BOARD, CHECKLIST]) == [403, 403]
    assert statuses(app, doors.hosts[STATION], [BOARD, CHECKLIST]) == [200, 200]


def test_the_wall_is_the_projectors(app: Flask, doors: Doors) -> None:
    assert statuses(app, doors.wall, [WALL]) == [200]
    for door in (None, doors.stations[STATION], doors.hosts[STATION]):
        assert statuses(app, door, [WALL]) == [403]


def test_a_secret_leaves_the_address_bar_and_is_not_passed_on(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    answer = web.get(doors.hosts[STATION])
    led = web.get(answer.location)
    assert (answer.location.startswith("/in/"), led.location) == (True, BOARD)
    for one in (answer, led):
        assert (one.headers["Referrer-Policy"], one.headers["Cache-Control"]) == ("no-referrer", "no-store")
    cookie = answer.headers["Set-Cookie"]
    assert doors.hosts[STATION].removeprefix("/go/") not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_forged_cookie_opens_nothing(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.set_cookie(COOKIE, "eyJkb29ycyI6eyIxIjoxfX0.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb")
    assert web.get("/e/dresden-2023/organise").status_code == 403


def test_a_cookie_of_an_earlier_database_is_nobodys_here(app: Flask, planted: Path, tmp_path: Path) -> None:
    """After a rehearsal the database is deleted or put back from a copy; the secret that signs cookies stays."""
    (tmp_path / "rehearsal").mkdir()
    rehearsal = create_app(config(tmp_path / "rehearsal"))
    with rehearsal.app_context():
        upgrade()
        earlier = links.all_of(seed.plant(TODAY))
    with app.app_context():
        today = links.all_of(events.find("dresden-2023"))
    phone, web = rehearsal.test_client(), app.test_client()
    for door in (earlier["organiser"], earlier["hosts"][STATION], earlier["wall"], earlier["join"]):
        assert phone.get(door.removeprefix("http://localhost")).status_code == 302
    somebody = app.test_client()
    assert somebody.get(today["join"].removeprefix("http://localhost")).status_code == 302
    cookie = phone.get_cookie(COOKIE)
    assert cookie is not None
    web.set_cookie(COOKIE, cookie.value)
    assert [web.get(path).status_code for path in (*ORGANISERS, BOARD, WALL)] == [403] * (len(ORGANISERS) + 2)
    assert web.get(f"/e/dresden-2023/stations/{STATION}.json").status_code == 403


@pytest.mark.parametrize("door", ["", "x", "-1", "9" * 30, "9" * 5000])
def test_only_a_door_is_renewed(app: Flask, doors: Doors, door: str) -> None:
    web = app.test_client()
    assert web.get(doors.organiser).status_code == 302
    assert web.post("/e/dresden-2023/organise/doors", data={"door": door}).status_code == 400


@pytest.mark.parametrize("codes", ["", "x", "-1", "ALL", "9" * 30, "9" * 5000])
def test_only_codes_are_renewed(app: Flask, doors: Doors, codes: str) -> None:
    web = app.test_client()
    assert web.get(doors.organiser).status_code == 302
    assert web.post("/e/dresden-2023/organise/doors", data={"codes": codes}).status_code == 400
    assert app.test_client().get(doors.join).status_code == 302


def test_guests_codes_are_renewed_after_it_is_said_which_posters_die(app: Flask, doors: Doors) -> None:
    web, phone = app.test_client(), app.test_client()
    web.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    web.get(doors.organiser)
    assert phone.get(doors.stations[STATION]).status_code == 302
    page = web.get("/e/dresden-2023/organise/doors").text
    assert page.count("Plakate an 2 Tischen gelten dann nicht mehr.") == 3
    assert page.count("Plakate an 6 Tischen gelten dann nicht mehr.") == 1
    asked = re.findall(r'name="codes" value="(.+?)"', page)
    assert (asked[0], len(asked)) == ("all", 4)

    kit, printed = "/e/dresden-2023/organise/print", "/e/dresden-2023/organise/printed"
    marks = re.findall(r'data-part="(.+?)".*?data-mark="(.+?)"', web.get(kit).text, re.DOTALL)
    assert web.post(printed, data={"part": [f"{name}:{mark}" for name, mark in marks]}).status_code == 303
    with app.app_context():
        ours = next(one.id for one in events.find("dresden-2023").stations if one.slug == STATION)
    renewed = web.post("/e/dresden-2023/organise/doors", data={"codes": str(ours)})
    assert (renewed.status_code, renewed.location) == (303, "/e/dresden-2023/organise/doors")
    outdated = [state_of(web.get(kit).text, part) for part in ("posters", "invitation", "schedule")]
    assert outdated == ["veraltet", "aktuell", "aktuell"]

    others = [url for slug, url in doors.stations.items() if slug != STATION]
    codes = [doors.stations[STATION], doors.join, *others]
    assert [app.test_client().get(url).status_code for url in codes] == [404, 302, 302, 302]
    assert phone.get(f"/e/dresden-2023/stations/{STATION}").status_code == 200, "who is there stays"

    assert web.post("/e/dresden-2023/organise/doors", data={"codes": "all"}).status_code == 303
    assert [app.test_client().get(url).status_code for url in codes] == [404] * 4
    assert state_of(web.get(kit).text, "invitation") == "veraltet"


def test_nobody_but_organisers_renews_guests_codes(app: Flask, doors: Doors) -> None:
    for door in (None, doors.stations[STATION], doors.hosts[STATION], doors.wall):
        web = app.test_client()
        if door:
            web.get(door)
        assert web.post("/e/dresden-2023/organise/doors", data={"codes": "all"}).status_code == 403
    assert app.test_client().get(doors.join).status_code == 302


def test_static_files_carry_no_cookie(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    assert web.get(doors.hosts[STATION]).status_code == 302
    page = web.get(BOARD).get_data(as_text=True)
    with web.get(page[page.index("/static/") :].split('"')[0]) as kept:
        assert "immutable" in kept.headers["Cache-Control"]
        assert "Set-Cookie" not in kept.headers


def test_posters_carry_every_tables_code(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.organiser)
    page = web.get("/e/dresden-2023/organise/print").get_data(as_text=True)
    assert page.count("<svg viewBox") + page.count("<svg") >= 6


def test_every_door_is_on_the_doors_page(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.organiser)
    page = web.get("/e/dresden-2023/organise/doors").get_data(as_text=True)
    urls = [doors.join, doors.organiser, doors.wall, *doors.stations.values(), *doors.hosts.values()]
    assert [url for url in urls if f"http://localhost{url}" not in page] == []


def test_pages_ask_nobody_else_and_run_no_foreign_script(app: Flask) -> None:
    policy = app.test_client().get("/e/dresden-2023/").headers["Content-Security-Policy"]
    assert re.match(r"default-src 'none'; script-src 'self' 'sha256-[\w+/]{43}='; style-src 'self';", policy)
    assert "unsafe" not in policy
    assert "http:" not in policy


def test_static_files_may_be_kept_under_their_version_only(app: Flask) -> None:
    web = app.test_client()
    page = web.get("/e/dresden-2023/").get_data(as_text=True)
    path = page[page.index("/static/") :].split('"')[0]
    with web.get(path) as kept, web.get("/static/other/" + path.split("/", 3)[3]) as other:
        assert "immutable" in kept.headers["Cache-Control"]
        assert "immutable" not in other.headers["Cache-Control"]


def test_a_person_is_told_apart_by_their_session_and_somebody_with_a_door_is_not(app: Flask, doors: Doors) -> None:
    def comes_by(*links: str) -> str | None:
        web = app.test_client()
        for link in links:
            web.get(link)
        kept = web.get_cookie(COOKIE)
        return sessions.person(app, f"{COOKIE}={kept.value}; other=x" if kept else "")

    code = next(iter(doors.stations.values()))
    first, second = comes_by(code), comes_by(code)
    assert [str(one)[0] for one in (first, second)] == ["p", "p"]
    assert first != second
    assert [comes_by(doors.organiser), comes_by(code, doors.organiser)] == [None, None]
    assert [comes_by(), sessions.person(app, f"{COOKIE}=forged"), sessions.person(app, ";;=\x00")] == ["", "", ""]


@pytest.mark.parametrize("seconds", [1, 2 * 86_400])
def test_a_cookie_from_before_the_clock_was_put_back_is_good(
    app: Flask, doors: Doors, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    """A laptop that finds the internet puts its clock right; nobody's texts become a stranger's for that."""
    came = TimestampSigner("").get_timestamp()
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: came + seconds)
    web = app.test_client()
    for door in (doors.organiser, doors.stations[STATION]):
        assert web.get(door, follow_redirects=True).status_code == 200
    before = web.get_cookie(COOKIE)
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: came)
    paths = [ORGANISERS[0], f"/e/dresden-2023/stations/{STATION}"]  # the page would make a stranger somebody new
    assert [web.get(path).status_code for path in paths] == [200, 200]
    assert web.get_cookie(COOKIE) == before


def test_no_browser_keeps_what_a_secret_link_opens(app: Flask, doors: Doors) -> None:
    """Hidden texts, contact data and links would stay on the disk of a tablet that goes back."""
    station = f"/e/dresden-2023/stations/{STATION}"
    opened = {
        doors.organiser: [*ORGANISERS, BOARD, "/e/dresden-2023/report"],
        doors.hosts[STATION]: [BOARD, CHECKLIST],
        doors.wall: [WALL, "/e/dresden-2023/presentation"],
    }
    for door, paths in opened.items():
        web = app.test_client()
        assert web.get(door).status_code == 302
        kept = {path: web.get(path).headers["Cache-Control"] for path in paths}
        assert kept == dict.fromkeys(paths, "no-store")
    phone = app.test_client()
    assert phone.get(doors.stations[STATION]).status_code == 302
    assert phone.get(station).headers["Cache-Control"] == "private, no-cache"


def test_the_houses_door_opens_every_event_until_it_is_renewed(app: Flask, doors: Doors) -> None:
    keeper, former = app.test_client(), app.test_client()
    for web in (keeper, former):
        led = web.get(web.get(doors.house).location)
        assert led.location == "/house"
        assert [web.get(path).status_code for path in ("/house", *ORGANISERS, BOARD, WALL)] == [200] * 7
    with app.app_context():
        events.create({**seed.plan(), "slug": "elsewhere"}, today=TODAY)
        own = services.of_house().id
    assert keeper.get("/e/elsewhere/organise").status_code == 200
    renewed = keeper.post("/house/door", data={"door": str(own)})
    assert (renewed.status_code, renewed.location) == (303, "/house?done=renewed")
    assert [keeper.get(path).status_code for path in ("/house", "/e/elsewhere/organise")] == [200, 200]
    assert [former.get(path).status_code for path in ("/house", "/e/elsewhere/organise")] == [403, 403]
    assert app.test_client().get(doors.house).status_code == 410


@pytest.mark.parametrize(
    "copied", ["{}.", "{})", "{}/", "{}%20", "{}%E2%80%8B", "<{}>", "{},", "%E2%80%9E{}%E2%80%9C", "{}*"]
)
def test_a_link_is_taken_as_it_comes_out_of_a_message(app: Flask, doors: Doors, copied: str) -> None:
    for link in (doors.house, doors.organiser, doors.hosts[STATION], doors.wall):
        whole = copied.format(link.removeprefix("/go/"))
        assert app.test_client().get(f"/go/{whole}").status_code == 302
    broken = doors.organiser[:20] + "%C2%AD%20" + doors.organiser[20:]
    assert app.test_client().get(broken).status_code == 302
    assert app.test_client().get(f"{doors.organiser[:-1]}.").status_code == 410


@pytest.mark.parametrize("who", ["stranger", "guest", "host", "wall", "organiser"])
def test_the_house_is_its_keepers(app: Flask, ways_in: dict[str, str | None], who: str) -> None:
    assert statuses(app, ways_in[who], ["/house"]) == [403]
    web = app.test_client()
    if way := ways_in[who]:
        web.get(way)
    with app.app_context():
        own = services.of_house().id
    assert web.post("/house/door", data={"door": str(own)}).status_code == 403
    assert web.post("/e/dresden-2023/organise/doors", data={"door": str(own)}).status_code in (403, 404)


def test_nobody_but_the_house_renews_its_door(app: Flask, doors: Doors) -> None:
    keeper = app.test_client()
    keeper.get(doors.house)
    with app.app_context():
        own = services.of_house()
        events_door = services.of_event(events.find("dresden-2023"))[0].id
    assert keeper.post("/e/dresden-2023/organise/doors", data={"door": str(own.id)}).status_code == 404
    assert keeper.post("/house/door", data={"door": str(events_door)}).status_code == 404
    assert keeper.get("/house").status_code == 200


@pytest.mark.parametrize(
    ("page", "here"),
    [
        *(("edit", "Bearbeiten"), ("organise/print", "Drucken"), ("ready", "Bereit?"), ("rehearsal", "Probelauf")),
        *(("organise", "Steuerung"), ("report", "Bericht"), ("organise/doors", ""), ("organise/address", "")),
        ("organise/translations", ""),
    ],
)
def test_organisers_pages_have_one_head_with_the_events_name_and_every_way(
    app: Flask, doors: Doors, page: str, here: str
) -> None:
    web = app.test_client()
    web.get(doors.organiser)
    text = web.get(f"/e/dresden-2023/{page}", headers={"Accept-Language": "de"}).text
    (head,) = re.findall(r"<header class=\"(?:event|desk)-top.*?</header>", text, re.DOTALL)
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL) == re.findall(r"<h1[^>]*>(.*?)</h1>", head, re.DOTALL)
    assert "Konferenz der" in head
    tabs = dict(re.findall(r'class="tab" href="(.*?)".*?class="tab-words">(.*?)</span>', head, re.DOTALL))
    assert list(tabs.values()) == ["Bearbeiten", "Drucken", "Bereit?", "Probelauf", "Steuerung", "Bericht"]
    marked = re.findall(r'aria-current="page".*?class="tab-words">(.*?)</span>', head, re.DOTALL)
    assert marked == ([here] if here else [])


def test_the_keeper_finds_the_way_from_the_desk_to_the_house(app: Flask, doors: Doors) -> None:
    def ways(door: str) -> bool:
        web = app.test_client()
        web.get(door)
        return 'href="/house"' in web.get("/e/dresden-2023/organise").text

    assert (ways(doors.house), ways(doors.organiser)) == (True, False)
