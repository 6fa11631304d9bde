"""Desks and boards hear within a moment of what happens in another process, with the people of their own."""

from tests.browser.serving import Server
from tests.scale.screen import Browser, Screen


def test_a_desk_hears_of_newcomers_at_other_processes(both: tuple[Server, Server]) -> None:
    first, second = both
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
