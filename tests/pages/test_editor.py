"""The editor around the report, as plain pages: everything works without script, and every door is checked."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from facilitation.models import CommonTheme, Recommendation
from facilitation.services import events, report_texts, report_writing
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id
from tests.markup import tags
from tests.test_ids import BAD, GOOD

REPORT = "/e/dresden-2023/report"
JSON = {"Accept": "application/json"}
STATION = "foerderung-und-raeume"


@pytest.fixture
def desk(screen: OpenScreen, doors: Doors) -> Screen:
    """The organiser."""
    return screen(doors.organiser)


def post(screen: Screen, place: str, headers: dict[str, str] | None = None, /, **fields: Any) -> TestResponse:
    return screen.web.post(f"{REPORT}/{place}", data=fields, headers={"Accept-Language": "de", **(headers or {})})


def page(screen: Screen, query: str = "") -> str:
    answer = screen.web.get(f"{REPORT}{query}", headers={"Accept-Language": "de"})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def field(html: str, form: str, name: str) -> str:
    """What stands in a form's field."""
    inside = html[html.index(f'id="of-{form}"') :]
    found = re.search(
        rf'<textarea[^>]*name="{name}"[^>]*>\n?([^<]*)<|<input[^>]*name="{name}"[^>]*value="([^"]*)"', inside
    )
    assert found is not None
    return found.group(1) if found.group(1) is not None else found.group(2)


def test_a_text_is_saved_by_a_plain_form(desk: Screen) -> None:
    answer = post(desk, "texts", name="summary", language="de", text="Räume <zuerst>", known="0")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{REPORT}?language=de#of-summary")
    html = page(desk)
    assert field(html, "summary", "text") == "Räume &lt;zuerst&gt;"
    assert field(html, "summary", "known") == "1"
    assert 'data-remark="no_summary" hidden>' in html
    assert 'data-remark="no_introduction">' in html


def test_a_script_is_answered_in_json(desk: Screen) -> None:
    said = {"name": "summary", "language": "de"}
    assert post(desk, "texts", JSON, text="Eins", known="0", **said).json == {"ok": True, "revision": 1}
    refusal = post(desk, "texts", JSON, text="Zwei", known="0", **said)
    assert refusal.status_code == 409
    assert refusal.json == {
        "ok": False,
        "error": "reworded",
        "message": "Inzwischen hat jemand anderes das geändert. Bitte vergleichen Sie beide Texte.",
        "now": json.dumps({"text": "Eins"}),
        "revision": 1,
        "removed": 0,
    }


def test_of_two_organisers_neither_overwrites_the_other(desk: Screen, screen: OpenScreen, doors: Doors) -> None:
    other = screen(doors.organiser)
    said = {"name": "introduction", "language": "de", "known": "0"}
    post(other, "texts", text="Von der anderen", **said)
    answer = post(desk, "texts", text="Von mir", **said)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert field(html, "introduction", "text") == "Von mir"
    assert "Inzwischen steht hier:" in html
    assert "Von der anderen</span>" in html
    assert (
        post(desk, "texts", text="Beides", **{**said, "known": field(html, "introduction", "known")}).status_code == 303
    )
    assert field(page(other), "introduction", "text") == "Beides"


def test_languages_are_kept_apart(desk: Screen) -> None:
    post(desk, "texts", name="summary", language="de", text="Kurz gesagt", known="0")
    assert field(page(desk, "?language=en"), "summary", "text") == ""
    assert "Kurz gesagt</p>" in page(desk, "?language=en")
    post(desk, "texts", name="summary", language="en", text="In short", known="0")
    assert field(page(desk, "?language=en"), "summary", "text") == "In short"
    assert field(page(desk), "summary", "text") == "Kurz gesagt"


def test_recommendations_are_added_ordered_removed_and_brought_back(desk: Screen, app: Flask) -> None:
    one, two = new_id(), new_id()
    for id, what in ((one, "Räume öffnen"), (two, "Formulare kürzen")):
        assert post(desk, "recommendations", id=id, what=what, horizon="short", known="0").status_code == 303
    html = page(desk)
    assert field(html, one, "what") == "Räume öffnen"
    assert html.index(f'data-item="{one}"') < html.index(f'data-item="{two}"')
    assert post(desk, "recommendations", id=two, after="").status_code == 303
    assert page(desk).index(f'data-item="{two}"') < page(desk).index(f'data-item="{one}"')
    post(desk, "recommendations", id=two, do="remove")
    assert f'data-item="{two}"' not in page(desk)
    assert "Wiederherstellen: Formulare kürzen" in page(desk)
    post(desk, "recommendations", id=two, do="bring_back")
    with app.app_context():
        standing = report_writing.standing(events.find("dresden-2023").id, Recommendation)
        assert [(row.id, row.what, row.horizon) for row in standing] == [
            (two, "Formulare kürzen", "short"),
            (one, "Räume öffnen", "short"),
        ]


def test_what_a_plain_form_was_refused_stands_there_still(desk: Screen) -> None:
    id = new_id()
    answer = post(desk, "recommendations", id=id, what="x" * 501, why="Darum", known="0")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert field(html, id, "what") == "x" * 501
    assert field(html, id, "why") == "Darum"
    assert "Bitte kürzen Sie: 501 Zeichen, möglich sind 500." in html
    assert html.count(f'id="of-{id}"') == 1


def test_a_common_theme_is_offered_and_made_by_one_tap_only(desk: Screen, app: Flask) -> None:
    ids = {}
    for station, title in ((STATION, "Räume"), ("offene-verwaltung", "Offene Räume")):
        ids[title] = new_id()
        desk.open(station, audience="hosts")
        desk.order("cluster.add", id=ids[title], station=station, title=title)
    html = page(desk)
    form = html[html.index("data-take") :]
    inputs = tags(form[: form.index("</form>")], "input")
    hidden = [(one["name"], one["value"]) for one in inputs if one["type"] == "hidden"]
    assert [value for name, value in hidden if name == "clusters"] == list(ids.values())
    with app.app_context():
        assert report_writing.standing(events.find("dresden-2023").id, CommonTheme) == []
    fields: dict[str, Any] = {**dict(hidden), "clusters": list(ids.values())}
    assert post(desk, "themes", **fields).status_code == 303
    html = page(desk)
    assert "data-take" not in html
    assert field(html, fields["id"], "title") == "Räume"
    assert [one["name"] for one in tags(html, "input") if "checked" in one] == ["clusters"] * 2


def test_a_running_presentation_hears_of_every_change_of_a_common_theme(
    desk: Screen, screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    wall, id = screen(doors.wall), new_id()
    revision = wall.open(STATION)["event_state"]["revision"]
    for fields in ({"title": "Räume", "known": "0"}, {"do": "remove"}, {"do": "bring_back"}, {"after": ""}):
        assert post(desk, "themes", JSON, id=id, **fields).status_code == 200
        settle()
        told = [state["revision"] for state in wall.news("event.changed")]
        assert told == [revision + 1]
        revision += 1
    assert post(desk, "themes", JSON, id=id, title="Anders", known="7").status_code == 409
    settle()
    assert wall.news("event.changed") == []


@pytest.mark.parametrize("door", ["guest", "host", "wall", "stranger"])
def test_nobody_else_comes_in(screen: OpenScreen, doors: Doors, door: str, app: Flask) -> None:
    paths = {"guest": doors.stations[STATION], "host": doors.hosts[STATION], "wall": doors.wall, "stranger": None}
    other = screen(paths[door])
    assert other.web.get(REPORT).status_code == 403
    for what, fields in (
        ("texts", {"name": "summary", "language": "de", "text": "Fremd", "known": "0"}),
        ("recommendations", {"id": new_id(), "what": "Fremd", "known": "0"}),
        ("themes", {"id": new_id(), "title": "Fremd", "known": "0"}),
    ):
        answer = post(other, what, JSON, **fields)
        assert (answer.status_code, answer.json and answer.json["ok"]) == (403, False)
    with app.app_context():
        event = events.find("dresden-2023")
        assert report_texts.standing(event.id) == {}
        assert report_writing.standing(event.id, Recommendation) == report_writing.standing(event.id, CommonTheme) == []


def test_foreign_pages_write_nothing(desk: Screen) -> None:
    answer = post(desk, "texts", {**JSON, "Origin": "https://evil.example"}, name="summary", text="Fremd")
    assert (answer.status_code, answer.json and answer.json["error"]) == (403, "foreign_page")


@pytest.mark.parametrize("known", ["-1", "x", "٣", "2147483648"])
def test_a_revision_is_a_number(desk: Screen, known: str) -> None:
    answer = post(desk, "texts", JSON, name="summary", language="de", text="Gut", known=known)
    assert answer.json is not None
    assert answer.json["error"] == "malformed"


@pytest.mark.parametrize(
    ("place", "field", "fields"),
    [
        ("recommendations", "id", {"what": "Räume öffnen", "known": "0"}),
        ("recommendations", "id", {"do": "remove"}),
        ("recommendations", "id", {"after": ""}),
        ("recommendations", "after", {"id": GOOD}),
        ("themes", "id", {"title": "Räume", "known": "0"}),
        ("themes", "id", {"do": "bring_back"}),
        ("themes", "clusters", {"id": GOOD, "title": "Räume", "known": "0"}),
    ],
)
def test_ids_are_ids(desk: Screen, place: str, field: str, fields: dict[str, str]) -> None:
    bad = {name: one for name, one in BAD.items() if one or field == "id"}  # empty: first of all, of no cluster
    answers = {name: post(desk, place, JSON, **{**fields, field: one}).json for name, one in bad.items()}
    refusals = {name: (one["error"], one["field"]) for name, one in answers.items() if one is not None}
    assert refusals == dict.fromkeys(bad, ("malformed", field))


def test_what_matters_most_is_written_in_plain_words_and_stands_in_the_preview(desk: Screen) -> None:
    assert 'data-part="plain"' not in page(desk)
    said = {"name": "plain", "language": "de", "text": "Es gibt zu wenig Räume.", "known": "0"}
    assert post(desk, "texts", **said).status_code == 303
    html = page(desk)
    assert field(html, "plain", "text") == "Es gibt zu wenig Räume."
    assert 'data-part="plain"' in html
