"""A rehearsal in a process of its own: reads its plan from the first line of its input, and ends with its input.

So it ends when whoever started it does, however that ends.
"""

import asyncio
import json
import os
import sys
from contextlib import suppress
from typing import Any

from facilitation.rehearsal.crowd import Crowd
from facilitation.rehearsal.plan import Plan


async def live(plan: Plan) -> None:
    """Live a rehearsal until it ends, or the input does."""
    day = asyncio.ensure_future(Crowd(plan).run())
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _look, day)
    with suppress(asyncio.CancelledError):
        await day


def _look(day: "asyncio.Future[Any]") -> None:
    """End with the input: whoever started this has stopped."""
    if not os.read(sys.stdin.fileno(), 1):
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        day.cancel()


def main() -> None:
    """Read the plan, and live it."""
    asyncio.run(live(Plan.read(json.loads(sys.stdin.buffer.readline()))))


if __name__ == "__main__":
    main()
