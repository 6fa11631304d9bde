"""Photos on a disk that takes no more, and on a server whose plug is pulled: an acknowledged one is there, whole."""

import asyncio
import io
import json
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests import camera
from tests.conftest import new_id
from tests.faults.cafe import Cafe, opened

pytestmark = pytest.mark.timeout(300)


class Tablet:
    """A host's tablet that sends photos."""

    def __init__(self, cafe: Cafe) -> None:
        self.cafe = cafe
        self._web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._web.open(cafe.server.links["hosts"][self.station]).close()

    @property
    def station(self) -> str:
        return self.cafe.server.stations[0]

    async def send(self, id: str, content: bytes) -> dict[str, Any]:
        """Send a photo; the answer."""
        address = self.cafe.server.page(f"host/{self.station}/photos?id={id}")
        request = urllib.request.Request(address, content, {"Accept": "application/json"})
        return json.loads(await self._open(request))

    async def see(self, id: str) -> Image.Image:
        """The stored photo."""
        return Image.open(
            io.BytesIO(await self._open(urllib.request.Request(self.cafe.server.page(f"photos/{id}.jpg"))))
        )

    async def _open(self, request: urllib.request.Request) -> bytes:
        def ask() -> bytes:
            try:
                with self._web.open(request) as answer:
                    return answer.read()
            except urllib.error.HTTPError as refusal:
                return refusal.read()

        return await asyncio.to_thread(ask)


def test_a_full_disk_is_said_and_nothing_is_half_stored(tmp_path: Path, fresh: Path) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe:
            tablet, id = await asyncio.to_thread(Tablet, cafe), new_id()
            large = camera.file(Image.effect_noise((2400, 2400), 120), quality=95)
            cafe.fill_disk()
            answer = await tablet.send(id, large)
            assert (answer["ok"], answer["error"]) == (False, "storage_full")
            assert list((cafe.data / "photos").iterdir()) == []
            cafe.clear_disk()
            assert (await tablet.send(id, large))["ok"]
            assert (await tablet.see(id)).size == (2400, 2400)

    asyncio.run(evening())


def test_an_acknowledged_photo_survives_a_kill(tmp_path: Path, fresh: Path) -> None:
    async def evening() -> None:
        async with opened(tmp_path, fresh) as cafe:
            tablet, id = await asyncio.to_thread(Tablet, cafe), new_id()
            answer = await tablet.send(id, camera.from_phone(6))
            assert answer["ok"]
            under_way = asyncio.create_task(tablet.send(new_id(), camera.file(camera.cloth(3000, 2000))))
            await asyncio.sleep(0)
            await cafe.kill()
            await asyncio.gather(under_way, return_exceptions=True)
            await cafe.start()
            assert (await tablet.see(id)).size == (80, 48)
            assert await tablet.send(id, camera.from_phone(6)) == answer

    asyncio.run(evening())
