"""Who sits in the hall, and what counts as missing on a screen."""

from tests.load.hall import Hall
from tests.load.plan import Plan
from tests.load.tally import Post
from tests.load.targets import Target

NOWHERE = Target(pid=0, host="", event="event", stations=["here", "there"])


def test_the_shares_of_phones_are_kept_and_tablets_come_besides() -> None:
    hall = Hall(Plan(phones=100, stations=2, polling=0.1, silent=0.02, hosts=3), NOWHERE)
    lines = [phone.line for phone in hall.phones]
    assert [lines.count(line) for line in ("websocket", "polling", "silent")] == [94, 10, 2]
    assert [phone.station for phone in hall.phones if phone.audience == "hosts"] == ["here"] * 3 + ["there"] * 3
    assert len(hall.screens) == 104


def test_a_screen_must_show_a_post_as_the_last_acknowledged_vote_left_it() -> None:
    hall = Hall(Plan(phones=2, rate=1, seconds=1), NOWHERE)
    post = Post("a", "here", author=0, due=0.0, text="", acknowledged=True)
    hall.tally.plan(post)
    post.stands({"revision": 1})
    for phone in hall.phones:
        phone.seen[0] = 1
    assert hall.missing() == 0
    post.stands({"revision": 2})
    hall.phones[0].seen[0] = 2
    assert hall.missing() == 1


def test_who_never_reads_misses_nothing_that_counts() -> None:
    hall = Hall(Plan(phones=2, rate=1, seconds=1, silent=1.0), NOWHERE)
    post = Post("a", "here", author=0, due=0.0, text="", acknowledged=True)
    hall.tally.plan(post)
    post.stands({"revision": 1})
    assert (len(hall.phones), hall.missing()) == (2, 0)
