"""Marks piled on marks ("Zalgo") stay within their own text: they cover neither their card's head nor what is below."""

import io
from math import ceil, floor

from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import Locator, expect

from facilitation.bounds import MOST_MARKS
from tests.browser.boards import board
from tests.browser.conftest import OpenPage
from tests.browser.people import join, order
from tests.browser.serving import Server
from tests.conftest import new_id

ABOVE = "".join(map(chr, range(0x0300, 0x0315)))[: MOST_MARKS // 2]
BELOW = "".join(map(chr, range(0x0316, 0x0333)))[: MOST_MARKS - MOST_MARKS // 2]
PILED = "".join(letter + ABOVE + BELOW for letter in "Kochen")
NOISE = 40
"""How much two pictures of the same may differ, of 255: corners are drawn a little otherwise."""
UNSEEN = "(text) => { text.style.color = 'transparent'; }"


def around(card: Locator, text: Locator) -> Image.Image:
    """A picture of a card in which a text is blackened."""
    outer, inner = card.bounding_box(), text.bounding_box()
    assert outer
    assert inner
    with Image.open(io.BytesIO(card.screenshot(animations="disabled"))) as shot:
        picture = shot.convert("RGB")
    # a picture begins and ends at whole pixels of the page, whatever part of one the card begins with
    begins = floor(outer["x"]), floor(outer["y"])
    scale = picture.width / (ceil(outer["x"] + outer["width"]) - begins[0])
    left, top = (inner["x"] - begins[0]) * scale, (inner["y"] - begins[1]) * scale
    box = (left - 1, top - 1, left + inner["width"] * scale + 1, top + inner["height"] * scale + 1)
    ImageDraw.Draw(picture).rectangle(box, fill="black")
    return picture


def covers(card: Locator, text: Locator) -> bool:
    """Whether something of the text is seen outside of its place."""
    seen = around(card, text)
    text.evaluate(UNSEEN)
    return max(ImageChops.difference(seen, around(card, text)).convert("L").tobytes()) > NOISE


def test_neither_a_text_nor_a_name_covers_anything_beside_itself(own_server: Server, open_page: OpenPage) -> None:
    phone = join(open_page("phone"), own_server)
    greeting: dict[str, str | float | bool] = {"name": PILED, "language": "de", "next": ""}
    assert phone.request.post(own_server.page("me"), form=greeting).ok
    fields = {"station": own_server.stations[0], "kind": "idea", "language": "de"}
    order(phone, "contribution.add", event=own_server.event, id=new_id(), text=PILED, **fields)
    screens = {
        "phone": join(open_page("phone"), own_server),
        "board": board(open_page("tablet"), own_server),
        "wall": open_page("wall", own_server.links["wall"]),
    }
    for name, page in screens.items():
        card = page.locator("[data-contribution]").first
        expect(card).to_be_visible()
        for place in ("[data-text]", ".card-who"):
            text = card.locator(place).first
            if text.count():
                assert not covers(card, text), (name, place)
    assert screens["phone"].locator(".card-who").count()
    assert screens["board"].locator(".card-who").count()
