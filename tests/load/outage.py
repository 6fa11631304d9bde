"""The server is away for a while under a full hall: how soon after its return everybody is in step."""

import asyncio
import os
import subprocess
import sys
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.browser.serving import ROOT
from tests.faults.cafe import Cafe, opened
from tests.load import machine
from tests.load.hall import Hall
from tests.load.plan import Plan
from tests.load.tally import Post, percentiles
from tests.load.targets import as_target

LONGEST_WAIT = 120
WATCHED = 0.05


async def outage(folder: Path, plan: Plan, filled: int, seconds: float) -> dict[str, Any]:
    """Let all phones come in, stop the server for `seconds`, start it again, and measure the phones' return.

    `back_ms` counts from the moment the server answers. In step is a phone that shows what was written after that.
    """
    async with opened(folder) as cafe:
        on_its_core(cafe)
        _fill(cafe, filled)
        hall = Hall(replace(plan, rate=1 / plan.seconds), as_target(cafe.server))  # one post, at the end
        await hall.come_in()
        await cafe.stop()
        await asyncio.sleep(seconds)
        await cafe.start()
        on_its_core(cafe)
        loop = asyncio.get_running_loop()
        begun, taken = loop.time(), []

        async def back(phone: Any) -> None:
            await phone.online.wait()
            taken.append(loop.time() - begun)

        async with asyncio.timeout(LONGEST_WAIT):
            await asyncio.gather(*map(back, hall.phones))
            revision = await _write(hall)
            while any(phone.revision < revision for phone in hall.phones):
                await asyncio.sleep(WATCHED)
        figures = {"back_ms": percentiles(taken), "in_step_ms": (loop.time() - begun) * 1000}
        figures["lost"] = hall.missing()
        figures["doubled"] = hall.tally.doubled
        await hall.leave()
        return figures


def on_its_core(cafe: Cafe) -> None:
    """Put the server alone on the first core; the phones are on the second."""
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(cafe.server.process.pid, {machine.SERVER_CORE})


def _fill(cafe: Cafe, filled: int) -> None:
    command = [sys.executable, "-m", "tests.load.filling", cafe.server.event, cafe.server.stations[0], str(filled)]
    environment = {**cafe.server.environment, "ASYNC_MODE": "threading"}  # it serves nobody
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


async def _write(hall: Hall) -> int:
    """Write one contribution; returns its revision."""
    phone = hall.phones[0]
    id, text = str(uuid.uuid4()), "Da sind wir wieder"
    hall.tally.plan(Post(id, phone.station, 0, asyncio.get_running_loop().time(), text))
    answer = await phone.order("contribution.add", id=id, station=phone.station, text=text, kind="idea", language="de")
    assert answer["ok"], answer
    hall.tally.posts[0].acknowledged = True
    revision: int = answer["revision"]
    return revision
