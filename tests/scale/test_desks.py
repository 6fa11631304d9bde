"""Desks and boards hear within a moment of what happens in another process, with the people of their own."""

from pathlib import Path

from tests.browser.serving import serve_quickly
from tests.scale.screen import Browser, Screen
from tests.scale.services import Redis


def test_a_desk_hears_of_newcomers_at_other_processes(
    tmp_path: Path, redis: Redis, database: str, its_links: Path
) -> None:
    settings = {"REDIS_URL": redis.url, "DATABASE_URL": database, "SECRET_KEY": "k" * 40}
    with (
        serve_quickly(tmp_path / "one", its_links, **settings) as first,
        serve_quickly(tmp_path / "two", its_links, **settings) as second,
    ):
        event, station = second.event, second.stations[0]
        desk, board = Screen(second.url, second.links["organiser"]), Screen(second.url, second.links["hosts"][station])
        phone = Screen(second.url, second.links["stations"][station])
        for screen in (phone, board):
            assert screen.order("station.open", event=event, station=station)["ok"] is True
        assert desk.order("desk.open", event=event)["ok"] is True
        for number in (1, 2):
            guest = Browser(first.url, first.links["stations"][station])
            assert guest.post(f"/e/{event}/me", b"language=de&name=Ada") == 200
            desk.until(lambda number=number: desk.heard(f'"today":{number},'))  # type: ignore[misc]
        assert board.heard('"presence.changed",{"station"')
        assert not any('"people":0' in one for one in board.packets if "presence.changed" in one)
        for screen in (desk, board, phone):
            screen.close()
