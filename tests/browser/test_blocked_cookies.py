"""A guest whose browser takes no cookies, with script: told at once and in words, and nothing they write is lost."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import BROWSER_ARGUMENTS, DEVICES, PERSON, TIMEOUT, Watch
from tests.browser.people import send
from tests.browser.serving import ROOT, Server

BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}
"""Of a profile's preferences: 2 blocks all."""


@pytest.fixture
def phone(browser: Browser, watch: Watch, tmp_path: Path) -> Iterator[Page]:
    """A phone whose browser keeps no cookie."""
    settings = tmp_path / "Default" / "Preferences"
    settings.parent.mkdir()
    settings.write_text(json.dumps(BLOCKED), encoding="utf-8")
    found = subprocess.run([ROOT / ".ci" / "browser"], capture_output=True, text=True, check=True)
    context = browser.browser_type.launch_persistent_context(
        tmp_path,
        executable_path=found.stdout.strip(),
        args=[*BROWSER_ARGUMENTS, "--headless=new"],
        **{**PERSON, **DEVICES["phone"]},
    )
    context.set_default_timeout(TIMEOUT)
    watch.context(context)
    yield context.new_page()
    context.close()
    assert watch.unexpected() == []


def test_blocked_cookies_are_said_before_and_after_writing(server: Server, phone: Page, watch: Watch) -> None:
    watch.expect("403 .*\\.json|status of 403")
    phone.goto(server.links["stations"][server.stations[0]])
    assert phone.context.cookies() == []
    refused = phone.locator('[data-banner="refused"]')
    expect(refused).to_contain_text("Er nimmt keine Cookies an.")
    expect(refused).to_contain_text("Erlauben Sie Cookies für diese Seite, oder nehmen Sie einen anderen Browser.")
    send(phone, "Mehr Räume")
    expect(phone.locator("[data-line]")).to_contain_text("Er nimmt keine Cookies an.")
    expect(phone.locator("[data-stream]")).to_contain_text("Mehr Räume")
    expect(phone.locator("[data-stream]")).to_contain_text("noch nicht gesendet")
