"""Phones on long-polling are phones like the others: everything arrives, once, also after a lost connection."""

import asyncio
from pathlib import Path

import pytest

from facilitation.rehearsal.websocket import Refused
from tests.browser.processes import fork
from tests.load import targets
from tests.load.hall import Hall
from tests.load.plan import Plan
from tests.load.polling import Polling, packets


def test_an_answer_holds_packets_between_separators() -> None:
    assert packets(b'0{"sid":"a"}') == [b'0{"sid":"a"}']
    assert packets(b'42["a",{}]\x1e2\x1e432[{"ok":true}]') == [b'42["a",{}]', b"2", b'432[{"ok":true}]']
    assert packets(b"") == []


@pytest.mark.parametrize("deflate", [False, True], ids=["plain", "compressed"])
def test_phones_that_poll_lose_nothing_and_see_nothing_twice(tmp_path: Path, deflate: bool) -> None:
    plan = Plan(phones=12, rate=20, seconds=1, votes_per_post=2, polling=0.75, sent_twice=0.5, drops=3, deflate=deflate)
    with targets.cafe(tmp_path, begin=fork) as cafe:
        hall = Hall(plan, cafe)
        figures = asyncio.run(hall.run())
    assert figures["screens"] == {"phones": 12, "polling": 9, "never_reading": 0, "hosts": 0}
    assert _counts(figures["posts"]) == {"acknowledged": 20, "lost": 0, "doubled": 0}
    assert _counts(figures["votes"]) == {"acknowledged": 40, "lost": 0, "doubled": 0}
    deliveries = figures["deliveries"]
    assert (deliveries["lost"], deliveries["doubled"], deliveries["connections_cut"]) == (0, 0, 3)
    assert deliveries["as_news"] + deliveries["by_asking"] == deliveries["due"] == 240
    assert all(phone.bytes_received for phone in hall.phones)


def test_a_conversation_the_server_does_not_know_ends(tmp_path: Path) -> None:
    async def evening(host: str) -> None:
        ended = asyncio.Event()
        polling = Polling(lambda packet: None, ended.set)
        await polling.open(host, "", deflate=False)
        polling._path = polling._path.replace("&sid=", "&sid=un")
        polling.send("40")
        await ended.wait()
        polling.drop()

        refused = Polling(lambda packet: None, ended.set)
        refused._path = "/socket.io/?EIO=3&transport=polling"
        ended.clear()
        with pytest.raises(Refused, match=" 400 "):
            await refused.open(host, "", deflate=False)
        assert not ended.is_set(), "what was never open does not end"

    with targets.bare(tmp_path) as target:
        asyncio.run(evening(target.host))


def _counts(group: dict[str, int]) -> dict[str, int]:
    return {name: group[name] for name in ("acknowledged", "lost", "doubled")}
