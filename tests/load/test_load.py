"""The benchmark in small: a real server, phones of every kind, sending twice, losing connections. It judges no time."""

import asyncio
import json
from pathlib import Path

from facilitation.doors.languages import LANGUAGES
from tests.browser.processes import fork
from tests.load import targets
from tests.load.arrival import arrival
from tests.load.hall import Hall
from tests.load.phone import Phone
from tests.load.plan import Plan
from tests.load.tally import Post, Tally
from tests.load.targets import Target

NOWHERE = Target(pid=0, host="", event="event", stations=["here"])
MOST_REQUESTS, MOST_BYTES, MOST_LATER = 8, 57_000, 31_000
"""Of one phone's first visit with pages and files at a station of 100 contributions, beside its live connection, until
it can be used; and of what comes when the arrival is over."""
A, B = "6f2b6f0e-8d1c-4d5e-9d3f-0a1b2c3d4e5f", "0d9b3c52-2f0e-4f0a-8a53-5c5d6e7f8091"


def test_a_hall_of_phones_loses_nothing_and_sees_nothing_twice(tmp_path: Path) -> None:
    plan = Plan(
        phones=300,
        rate=10,
        seconds=5,
        stations=3,
        votes_per_post=2,
        replies=0.25,
        polling=0.1,
        silent=0.02,
        hosts=1,
        sent_twice=0.2,
        drops=1,
    )
    with targets.cafe(tmp_path, begin=fork) as cafe:
        figures = asyncio.run(Hall(plan, cafe).run())
    posts, votes, deliveries = figures["posts"], figures["votes"], figures["deliveries"]
    assert figures["screens"] == {"phones": 300, "polling": 30, "never_reading": 6, "hosts": 3}
    assert {name: posts[name] for name in ("acknowledged", "stored", "lost", "doubled", "unanswered", "refused")} == {
        "acknowledged": 50,
        "stored": 50,
        "lost": 0,
        "doubled": 0,
        "unanswered": 0,
        "refused": {},
    }
    assert posts["replies"] > 0
    assert votes == {"acknowledged": 100, "lost": 0, "doubled": 0}
    assert {name: deliveries[name] for name in ("lost", "doubled")} == {"lost": 0, "doubled": 0}
    assert deliveries["as_news"] + deliveries["by_asking"] == deliveries["due"]


def test_a_hall_that_scans_at_once_comes_in_with_few_requests_and_bytes(tmp_path: Path) -> None:
    phones = 60
    with targets.cafe(tmp_path, filled=100, begin=fork) as cafe:
        figures = asyncio.run(arrival(cafe, Plan(phones=phones), 100))
    assert (figures["lost"], figures["came_again"]) == (0, 0)
    assert figures["requests"] % phones == 0, "each asks for the same"
    assert figures["requests"] / phones <= MOST_REQUESTS
    assert figures["megabytes"] * 1e6 / phones <= MOST_BYTES
    assert figures["server_tells"]["put_out"] == 0


def test_a_first_visit_is_as_small_in_every_language(tmp_path: Path) -> None:
    phones = 2
    with targets.cafe(tmp_path, filled=100, begin=fork) as cafe:
        visits = {code: asyncio.run(arrival(cafe, Plan(phones=phones), 100, code)) for code in LANGUAGES}
    assert len(visits) == 13
    assert [code for code, one in visits.items() if one["lost"] or one["requests"] / phones > MOST_REQUESTS] == []
    for counted, most in (("megabytes", MOST_BYTES), ("later_megabytes", MOST_LATER)):
        sizes = {code: round(one[counted] * 1e6 / phones) for code, one in visits.items()}
        assert {code: size for code, size in sizes.items() if size > most} == {}


def _news(since: int, revision: int, *items: tuple[str, int]) -> bytes:
    change = {
        "since": since,
        "revision": revision,
        "contributions": [{"id": id, "revision": at} for id, at in items],
    }
    return b"42" + json.dumps(["station.changed", change], separators=(",", ":")).encode()


async def _shown(*messages: bytes) -> tuple[Tally, Phone]:
    tally = Tally()
    for id in (A, B):
        tally.plan(Post(id, "here", author=0, due=0.0, text=""))
    phone = Phone(tally, NOWHERE, "here", posts=2, deflate=False)
    for message in messages:
        phone.receive(message)
    return tally, phone


def test_the_same_news_twice_counts_as_doubled() -> None:
    tally, _ = asyncio.run(_shown(_news(0, 1, (A, 1)), _news(0, 2, (A, 1), (B, 2))))
    assert (len(tally.deliveries), tally.doubled) == (2, 1)


def test_a_contribution_that_changed_is_not_doubled() -> None:
    tally, phone = asyncio.run(_shown(_news(0, 1, (A, 1)), _news(1, 2, (A, 2))))
    assert (len(tally.deliveries), tally.doubled, list(phone.seen)) == (1, 0, [2, 0])


def test_news_that_begin_later_than_what_is_known_are_a_gap() -> None:
    tally, phone = asyncio.run(_shown(_news(0, 1, (A, 1)), _news(2, 3, (B, 3))))
    assert (tally.gaps, phone.revision) == (1, 1)
