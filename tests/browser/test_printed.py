"""Pages on paper: nothing that can be pressed, and no heading alone at a page's end."""

import io
import re

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.serving import Server

PRESSED = """[...document.querySelectorAll(".button, .no-print, .skip")]
  .filter((one) => one.getClientRects().length).map((one) => one.outerHTML)"""
HEADS = """[...document.querySelectorAll("h1, h2, h3, .part-lead, .door-group > header p")]
  .filter((one) => one.getClientRects().length).map((one) => one.innerText)"""
HEIGHTS = (180, 230, 260, 297)
"""Of sheets, in millimetres: where pages end is another place on each."""


@pytest.mark.parametrize(
    "path", ["", "privacy", "accessibility", "imprint", "organise/doors", "host/foerderung-und-raeume/checklist"]
)
def test_a_printed_page_has_no_buttons_and_no_heading_alone(server: Server, desk: Page, path: str) -> None:
    desk.goto(server.links["organiser"])
    desk.goto(server.page(path))
    desk.emulate_media(media="print")
    assert desk.evaluate(PRESSED) == []
    heads = {squeezed(head)[-30:] for head in desk.evaluate(HEADS)}
    for height in HEIGHTS:
        sheets = PdfReader(io.BytesIO(desk.pdf(width="210mm", height=f"{height}mm"))).pages
        ends = [squeezed(sheet.extract_text())[-30:] for sheet in sheets][:-1]
        assert [end for end in ends if any(end.endswith(head) for head in heads)] == []


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
