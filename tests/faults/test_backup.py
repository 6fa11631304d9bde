"""A backup that is made while a room writes holds everything that was acknowledged before it began."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from facilitation.config import SETTINGS
from tests.browser.serving import ROOT
from tests.faults import stored
from tests.faults.author import Author, Kept
from tests.faults.cafe import Cafe, opened
from tests.faults.room import Room, gathered

pytestmark = pytest.mark.timeout(300)


async def flask(cafe: Cafe, *arguments: str | Path, data: Path | None = None) -> None:
    """Run a command beside the server, on its data or on others."""
    environment = {**cafe.server.environment, **({"DATA_DIR": str(data)} if data else {})}
    assert set(environment) & set(SETTINGS)
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *map(str, arguments)]
    done = await asyncio.to_thread(
        subprocess.run, command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def holds(found: stored.Stored, author: Author, before: Kept) -> bool:
    """Whether this author has everything that was acknowledged: a text may be newer, but is never older or gone."""
    now = found.of(author)
    return set(before.texts) <= set(now.texts) and all(
        now.texts[id] == "" for id, text in before.texts.items() if not text
    )


@pytest.mark.parametrize(
    ("authors", "backups"),
    [
        pytest.param(12, 1, id="room"),
        pytest.param(50, 6, id="hall", marks=[pytest.mark.long, pytest.mark.timeout(900)]),
    ],
)
def test_a_backup_beside_a_writing_room_holds_what_was_acknowledged(
    tmp_path: Path, fresh: Path, authors: int, backups: int
) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe, gathered(Room(cafe, authors)) as room:
            files, acknowledged = [], []
            async with room.writing():
                for number in range(backups):
                    await room.until_acknowledged(authors * 3)
                    acknowledged.append({author: author.kept for author in room.authors})
                    files.append(tmp_path / f"backup-{number}.zip")
                    await flask(cafe, "backup", files[-1])
            await room.compare()
            for number, (file, before) in enumerate(zip(files, acknowledged, strict=True)):
                elsewhere = tmp_path / f"elsewhere-{number}"
                await flask(cafe, "restore", file, data=elsewhere)
                found = stored.read(elsewhere / "cafe.sqlite3")
                assert found.sound == "ok"
                assert [author for author in room.authors if not holds(found, author, before[author])] == []
                for station in room.stations:
                    here, now = found.at(station), found.stations[station]
                    assert [one.number for one in here] == list(range(1, now.numbered + 1)), "one moment, no gaps"
                    assert max(one.revision for one in here) == now.revision
                assert (elsewhere / "secret_key").read_bytes() == (cafe.data / "secret_key").read_bytes()

    asyncio.run(evening())
