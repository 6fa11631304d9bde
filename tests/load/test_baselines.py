"""The servers the café is compared with: the same phones get everything from them, once, votes and replies too."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.load import targets
from tests.load.hall import Hall
from tests.load.plan import Plan
from tests.load.targets import Target


@pytest.mark.parametrize("serve", [targets.plain, targets.bare, targets.node], ids=lambda serve: serve.__name__)
def test_a_baseline_brings_every_post_to_every_phone_once(
    serve: Callable[[Path], AbstractContextManager[Target]], tmp_path: Path
) -> None:
    plan = Plan(phones=20, rate=20, seconds=1, stations=2, votes_per_post=2, replies=0.5, polling=0.2, hosts=1)
    with serve(tmp_path) as target:
        figures = asyncio.run(Hall(plan, target).run())
        stores = bool(target.contents)
    posts, deliveries = figures["posts"], figures["deliveries"]
    assert posts.pop("replies") > 0
    del posts["sent_again"]  # whoever is not answered for a while sends again: how often is the machine's speed
    assert posts == {
        "due": 20,
        "acknowledged": 20,
        "stored": 20 if stores else 0,
        "lost": 0,
        "doubled": 0,
        "refused": {},
        "unanswered": 0,
    }
    assert figures["votes"] == {"acknowledged": 40, "lost": 0, "doubled": 0}
    assert [deliveries[name] for name in ("due", "as_news", "lost", "doubled", "gaps")] == [220, 220, 0, 0, 0]
