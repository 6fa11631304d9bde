"""What has its usual value does not travel: how small news are, and what pages of before it are told."""

from statistics import mean
from typing import Any

import pytest
from socketio.packet import EVENT

from facilitation import broadcasts
from facilitation.actor import Actor
from facilitation.doors.sessions import BROWSER
from facilitation.extensions import socketio
from facilitation.models import Station
from facilitation.queries.fields import FORM
from facilitation.services import contributions, merging, moderation, votes
from facilitation.transport.packet import Packet
from tests.conftest import Doors, Guests, OpenScreen, Settle, answered, read, write
from tests.load.plan import texts

STATION = "foerderung-und-raeume"
MOST_BYTES = 350
"""Of a contribution's news to a phone, on average over the texts of the benchmark (docs/performance.md)."""
ALWAYS = {"id", "number", "text", "created_at", "revision"}
"""What of a contribution always travels."""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """What is sent of a station: to which room, and the change as it travels."""
    sent: list[tuple[str, dict[str, Any]]] = []

    def emit(news: str, payload: dict[str, Any], *, to: str, ignore_queue: bool) -> None:
        if news == "station.changed":
            sent.append((to, payload))

    monkeypatch.setattr(socketio, "emit", emit)
    monkeypatch.setattr(broadcasts, "_is_heard", lambda room: True)
    return sent


@pytest.fixture
def public(told: list[tuple[str, dict[str, Any]]], station: Station, settle: Settle) -> Any:
    """Returns what phones are told of what was committed."""

    def heard(committed: Any) -> dict[str, Any]:
        told.clear()
        broadcasts.tell(station.event_id, committed)
        settle()
        (change,) = [change for room, change in told if room == broadcasts.station_room(station.id, "public")]
        return change

    return heard


def on_the_wire(change: dict[str, Any]) -> int:
    """The bytes of a WebSocket's message."""
    return len(f"4{Packet(EVENT, data=['station.changed', change]).encode()}".encode())


def test_a_contributions_news_is_small(guest: Guests, station: Station, public: Any) -> None:
    said = texts()
    authors = [guest() for _ in range(12)]
    sizes = []
    for number, one in enumerate(said):
        text = f"{one['text']} ({number})"
        written = answered(authors[number % 12], station.slug, text, kind=one["kind"], language=one["lang"])
        change = public(written)
        assert [item["text"] for item in change["contributions"]] == [text]
        assert "since" not in change
        sizes.append(on_the_wire(change))
    assert len(sizes) > 100
    assert mean(sizes) <= MOST_BYTES, f"{mean(sizes):.0f} bytes"


def test_what_is_undone_is_told_by_leaving_it_out(guest: Guests, station: Station, host: Actor, public: Any) -> None:
    author, other = guest(), guest()
    one, into = write(author, station), write(other, station, "Räume für alle")

    def fields(committed: Any) -> set[str]:
        (item,) = [item for item in public(committed)["contributions"] if item["id"] == one.id]
        return set(item)

    assert fields(votes.set(other, one.id, on=True)) == ALWAYS | {"votes"}
    assert fields(votes.set(other, one.id, on=False)) == ALWAYS
    assert fields(moderation.highlight(host, one.id, on=True)) == ALWAYS | {"highlighted"}
    assert fields(moderation.highlight(host, one.id, on=False)) == ALWAYS
    assert fields(moderation.hide(host, one.id)) == {"id", "gone"}
    assert fields(moderation.show(host, read(one.id))) == ALWAYS
    assert fields(merging.merge(host, into.id, [one.id])) == ALWAYS | {"merged_into"}
    assert fields(merging.separate(host, one.id)) == ALWAYS
    assert fields(contributions.edit(author, one.id, text="Anders", was="Mehr Räume!")) == ALWAYS | {"edited"}


def browser(screen: OpenScreen, doors: Doors) -> Any:
    """A phone's browser."""
    phone = screen(doors.stations[STATION])
    phone.web.environ_base["HTTP_USER_AGENT"] = f"{BROWSER}5.0 (Android 9; Mobile)"
    phone.reconnect()
    return phone


@pytest.mark.parametrize("audience", ["public", "hosts"])
def test_a_page_of_an_earlier_version_loads_itself_anew(
    screen: OpenScreen, doors: Doors, settle: Settle, audience: str
) -> None:
    page = browser(screen, doors)
    if audience == "hosts":
        page.web.get(doors.hosts[STATION])
        page.reconnect()
    today = browser(screen, doors)
    for one in (page, today):
        one.open(STATION, form=FORM, audience=audience if one is page else "public")
    settle()
    assert page.news("event.changed") == []
    state = page.open(STATION, audience=audience)["event_state"]
    settle()
    assert page.news("event.changed") == [{**state, "locked": True}]
    assert state["locked"] is False
    assert today.news("event.changed") == [], "nobody else hears of it"


def test_a_program_that_names_no_form_is_told_nothing(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    program = screen(doors.stations[STATION])
    assert program.open(STATION)["ok"]
    settle()
    assert program.news("event.changed") == []
