"""However the server ends, what was withdrawn is nowhere in its folder afterwards, or after its next start."""

import asyncio
import shutil
import signal
import sqlite3
import uuid
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from facilitation.storage import erasing
from tests.browser.serving import serve_quickly
from tests.documents.exports.lived import HIDDEN, NAME, WAITING, WITHDRAWN
from tests.faults.author import Order
from tests.faults.cafe import opened
from tests.faults.room import Room, gathered
from tests.remains import found
from tests.words import unheard_of

PEOPLE = 6


async def take_back(room: Room) -> list[str]:
    """Let everybody write something and withdraw it, and something that stays; return the withdrawn words."""
    words = []
    for author in room.authors:
        word = unheard_of("Geheimwort")
        id = str(uuid.uuid4())
        fields = {"id": id, "station": author.station, "kind": "idea", "language": "de"}
        await room.deliver(author, author.idea())
        await room.deliver(author, Order("contribution.add", {**fields, "text": word}))
        await room.deliver(author, Order("contribution.edit", {"id": id, "text": f"{word}, anders", "was": word}))
        await room.deliver(author, Order("contribution.withdraw", {"id": id}))
        words.append(word)
    return words


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_what_was_withdrawn_does_not_outlive_the_server(tmp_path: Path, fresh: Path, end: str) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe, gathered(Room(cafe, PEOPLE)) as room:
            words = await take_back(room)
            (temporary,) = (cafe.data / "temporary").iterdir()
            (temporary / "sheet1.xml").write_text(words[0])  # as the tables' library does while a file is made
            if end == "stop":
                await cafe.stop()
            else:
                await cafe.kill()
                await cafe.start()
            assert found(cafe.data, words) == {}
            assert not temporary.exists()

    asyncio.run(evening())


@pytest.mark.long
@pytest.mark.timeout(300)
def test_what_was_withdrawn_is_gone_within_a_minute_while_others_write(tmp_path: Path, fresh: Path) -> None:
    async def evening() -> None:
        async with (
            opened(tmp_path, fresh) as cafe,
            gathered(Room(cafe, PEOPLE)) as people,
            gathered(Room(cafe, 60)) as others,
            others.writing(),
        ):
            words = await take_back(people)
            async with asyncio.timeout(erasing.WITHIN):
                while await asyncio.to_thread(found, cafe.data, words):
                    await asyncio.sleep(1)

    asyncio.run(evening())


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_ends_by_that_signal(
    tmp_path: Path, fresh: Path, mode: str, number: signal.Signals
) -> None:
    with serve_quickly(tmp_path / "data", fresh, ASYNC_MODE=mode) as server:
        server.process.send_signal(number)
        assert server.process.wait(30) == -number
        assert "Traceback" not in server.output.read_text()
    assert not erasing.has_log(tmp_path / "data" / "cafe.sqlite3")


def test_on_the_promised_day_nothing_is_left_below_the_folder(tmp_path: Path, lived_in: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(lived_in, data)
    words = [NAME, WITHDRAWN, HIDDEN, WAITING, "Vom Tischtuch", "Räume zuerst", "Rooms first", "Danke!", "Orte"]
    words += ["Raumliste schreiben", "../../etc/Tisch", "Räume fehlen", "Doch nicht", "eine Nachricht an alle"]
    with closing(sqlite3.connect(data / "cafe.sqlite3")) as connection:
        connection.execute("UPDATE event SET delete_on = '2024-01-01', announcement = 'eine Nachricht an alle'")
        connection.commit()
    left = data / "temporary" / "report"  # as LibreOffice leaves it when the machine loses its power
    left.mkdir(parents=True)
    with zipfile.ZipFile(left / "report.docx", "w") as archive:
        archive.writestr("word/document.xml", HIDDEN)
    assert len(found(data, words)) >= len(words) - 1, "what was withdrawn is gone already"
    with serve_quickly(data):
        assert found(data, words) == {}
    assert found(data, words) == {}
    assert [list((data / shelf).glob("*")) for shelf in ("photos", "reports", "letterheads", "temporary")] == [[]] * 4
