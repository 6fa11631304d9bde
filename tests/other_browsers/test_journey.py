"""A guest's way in browsers that are old or others: write, give a dot, reword, move on, answer the survey."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.browser.serving import Server, serve_quickly
from tests.conftest import new_id
from tests.other_browsers.browsers import BROWSERS
from tests.other_browsers.protocols import Tab, until
from tests.scale.screen import Screen

TAP = """
  const all = [...document.querySelectorAll(%s)].filter((one) => %s);
  const found = all.find((one) => one.getClientRects().length && !one.disabled);
  if (found) { found.scrollIntoView({ block: "center" }); found.click(); }
  return Boolean(found);
"""
TYPE = """
  const field = document.querySelector(%s);
  if (!field || !field.getClientRects().length) { return false; }
  field.focus();
  field.value = %s;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
"""
DRAWN = "return new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done))));"
PICTURES = Path(__file__).parents[2] / ".cache" / "browser"


class Guest:
    """Somebody with a phone: what they tap and type, and what they see come of it."""

    def __init__(self, tab: Tab, name: str) -> None:
        self.tab, self.name = tab, name

    def tap(self, selector: str, which: str = "true") -> None:
        """Tap the first that can be seen; `which` chooses among them, as a script says it of `one`."""
        until(self.tab, TAP % (json.dumps(selector), which))

    def type(self, selector: str, text: str) -> None:
        until(self.tab, TYPE % (json.dumps(selector), json.dumps(text)))

    def see(self, condition: str) -> None:
        until(self.tab, f"return Boolean({condition});")

    def card(self, text: str) -> str:
        """A contribution's card, as a script says it."""
        return (
            '[...document.querySelectorAll("[data-contribution]")]'
            f'.find((one) => one.querySelector("[data-text]").textContent === {json.dumps(text)})'
        )

    def deed(self, text: str, deed: str) -> None:
        """Tap something on the card with this text."""
        self.tap(f"[data-do={deed}]", f"({self.card(text)} || document.head).contains(one)")

    def write(self, text: str) -> None:
        self.type("#text", text)
        self.tap("[data-send]")
        self.see(f'({self.card(text)} || document.body).dataset.state === "visible"')

    def picture(self, of: str) -> None:
        """Keep what is seen, for those who want to look at it."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.tab.run(DRAWN)
        self.tab.picture(PICTURES / f"{self.name.lower().replace(' ', '-')}-{of}.png")


@pytest.fixture
def server(fresh: Path, tmp_path: Path) -> Iterator[Server]:
    """A café of its own for each browser: its rounds run once."""
    with serve_quickly(tmp_path / "data", fresh) as running:
        yield running


@pytest.mark.parametrize("name", BROWSERS)
def test_a_guests_whole_way(server: Server, tmp_path: Path, name: str) -> None:
    here, there = server.stations[:2]
    with (
        closing(Screen(server.url, server.links["organiser"])) as desk,
        closing(Screen(server.url, server.links["stations"][here])) as other,
        BROWSERS[name](tmp_path / "home") as tab,
    ):

        def order(screen: Screen, message: str, **payload: Any) -> Any:
            answer = screen.order(message, event=server.event, **payload)
            assert answer["ok"], answer
            return answer.get("event_state", answer)

        guest = Guest(tab, name)
        tab.open(server.links["stations"][here])
        guest.see('document.querySelector("[data-stream-head] [data-votes-left]")')
        mine, theirs = f"Aus {name} – schön!", f"Von nebenan, für {name}"
        guest.write(mine)

        sent = {"id": new_id(), "station": here, "kind": "idea", "language": "de"}
        order(other, "contribution.add", text=theirs, **sent)
        guest.see(guest.card(theirs))
        guest.deed(theirs, "vote")
        guest.see(f"{guest.card(theirs)}.querySelector('[data-do=vote]').dataset.votes === '1'")
        guest.picture("station")

        guest.deed(mine, "edit")
        guest.see(f"document.querySelector('#text').value === {json.dumps(mine)}")
        guest.write(f"{mine} Besser gesagt.")
        guest.see(f"!{guest.card(mine)}")

        guest.deed(f"{mine} Besser gesagt.", "withdraw")
        dialog = "document.querySelector('dialog[open]')"
        guest.see(f"{dialog} && {dialog}.getBoundingClientRect().height < innerHeight / 2")
        guest.picture("dialog")
        guest.tap("dialog[open] [data-do=keep]")
        begun = order(desk, "round.start", round=1)
        guest.see("/^\\d+:\\d\\d$/.test(document.querySelector('[data-clock]').textContent)")
        order(desk, "round.end", ends_at=begun["ends_at"])
        guest.see("document.querySelector('dialog[open] #move-title')")
        guest.picture("move")
        guest.tap("dialog[open] [data-do=arrive]")
        guest.see(f"location.pathname.endsWith({json.dumps(there)})")
        guest.write(f"Angekommen mit {name}")

        order(desk, "feedback.begin")
        guest.tap("[data-banners] a.button-main")
        guest.tap("input[name=q1][value='4']")
        guest.type("#text", "Gerne wieder")
        guest.picture("survey")
        guest.tap("button[form=survey]")
        guest.see("document.querySelector('[data-composer-box]').dataset.state === 'saved'")
