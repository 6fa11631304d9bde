"""A round that runs later than planned, on the day itself: what follows shows its new time beside the struck plan."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from facilitation import seed
from facilitation.services import events
from tests.browser.conftest import OpenPage
from tests.browser.serving import Server, serve_quickly
from tests.conftest import fill

LATE = 10
"""Minutes after its planned beginning at which the round is started; it is to last 14."""


def make() -> None:
    """An event of today, at a place where it is about noon, so that no line of the plan is across midnight."""
    hours = 12 - dt.datetime.now(dt.UTC).hour
    zone = f"Etc/GMT{-hours:+d}"  # west of Greenwich is plus there
    now = dt.datetime.now(ZoneInfo(zone))
    times = [f"{now + dt.timedelta(minutes=minutes):%H:%M}" for minutes in (-LATE, 4, 9, 20)]
    named: list[dict[str, Any]] = [
        {"kind": "round", "position": 1, "title": "Sammeln"},
        {"kind": "change", "title": "Wechsel"},
        {"kind": "harvest", "title": "Ernte"},
    ]
    lines = [
        {**line, "starts": starts, "ends": ends}
        for line, starts, ends in zip(named, times[:-1], times[1:], strict=True)
    ]
    whole = {"starts": times[0], "ends": times[-1], "kind": "world_cafe", "title": "World Café"}
    plan: dict[str, Any] = {**seed.plan(), "timezone": zone, "date": now.date().isoformat()}
    events.create({**plan, "programme": [whole], "world_cafe": lines}, today=now.date())


@pytest.fixture
def own_server(migrated: Path, tmp_path: Path) -> Iterator[Server]:
    fill(tmp_path / "made", make, migrated)
    with serve_quickly(tmp_path / "data", tmp_path / "made") as running:
        yield running


def minutes(time: str) -> int:
    hours, rest = map(int, time.split(":"))
    return hours * 60 + rest


def test_what_follows_a_late_round_shows_its_new_time_beside_the_struck_plan(
    own_server: Server, open_page: OpenPage
) -> None:
    desk = open_page("desk", own_server.links["organiser"])
    expect(desk.locator("[data-expected]")).to_have_count(0)
    desk.get_by_role("button", name="Starten").click()
    expect(desk.locator("[data-late]")).to_have_text(re.compile(r"^\d+ min Verspätung$"))
    late = int(desk.locator("[data-late]").inner_text().split()[0])
    assert LATE <= late < LATE + 5  # minutes may have passed meanwhile
    planned = desk.locator(".day-item s time").all_inner_texts()
    assert len(planned) == 2
    expected = desk.locator("[data-expected]").all_inner_texts()
    assert [minutes(time) for time in expected] == [minutes(time) + late for time in planned]
