"""One phone on a slow line: what a first and a second visit bring, and when what is typed and sent is kept.

Usage: `python -m tests.load.slow_line [RUNS]`: Chromium's own emulation of a line (400 kbit/s both ways, 400 ms) and
of a processor four times slower, plain http, an empty cache, a station of 100 contributions. Medians; times in seconds
from the moment the code's address is asked for.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.serving import ROOT
from tests.load import targets

LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kbit/s are 50,000 bytes a second."""
SLOWER = 4
CONTRIBUTIONS = 100
TYPED = "Mehr Räume"
QUIET = 3000
"""Milliseconds after which a visit has fetched all that it needs."""
ALL_SHOWN = f"document.querySelectorAll('[data-stream] [data-contribution]').length > {CONTRIBUTIONS // 2}"
LATEST = 120_000
"""Milliseconds by which the last has come of what a first minute does not need."""


def main(runs: int) -> dict[str, Any]:
    """Measure that many phones, one after another; return what their visits brought and how long they took."""
    found = subprocess.run([ROOT / ".ci" / "browser"], capture_output=True, text=True, check=True)
    with tempfile.TemporaryDirectory() as folder, targets.cafe(Path(folder), filled=CONTRIBUTIONS) as cafe:
        code = cafe.codes[cafe.stations[0]]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=["--no-sandbox"])
            phones = [one_phone(browser, code) for _ in range(runs)]
            browser.close()
    return {name: statistics.median(one[name] for one in phones) for name in phones[0]}


def one_phone(browser: Browser, code: str) -> dict[str, float]:
    """Scan, write, send; then come again."""
    person = browser.new_context(viewport={"width": 390, "height": 844}, locale="de-DE", service_workers="block")
    page = person.new_page()
    fetched = watch(page)
    begun = time.monotonic()
    page.goto(code, wait_until="commit")
    page.wait_for_selector("html[data-script=runs]")
    ready, before = time.monotonic() - begun, sum(fetched)
    page.get_by_label("Ihr Beitrag").fill(TYPED)
    page.get_by_role("button", name="Senden").click()
    page.wait_for_selector("[data-composer][data-state=saved]")
    kept = time.monotonic() - begun
    page.wait_for_timeout(QUIET)
    first, requests = sum(fetched), len(fetched)
    page.wait_for_selector("link[data-whole]", state="detached", timeout=LATEST)
    page.wait_for_function(ALL_SHOWN, timeout=LATEST)
    page.wait_for_timeout(QUIET)
    later = sum(fetched) - first
    fetched.clear()
    page.goto(code)
    page.wait_for_timeout(QUIET)
    told = {"first_bytes": first, "first_requests": requests, "bytes_before_ready": before, "later_bytes": later}
    told |= {"ready_s": ready, "kept_s": kept, "second_bytes": sum(fetched), "second_requests": len(fetched)}
    person.close()
    return told


def watch(page: Page) -> list[float]:
    """Make a page's line and processor slow; return the bytes of each answer that comes over it, heads and bodies."""
    devtools = page.context.new_cdp_session(page)
    fetched: list[float] = []
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    devtools.on("Network.loadingFinished", lambda event: fetched.append(event["encodedDataLength"]))
    devtools.on("Network.requestWillBeSent", lambda event: fetched.extend(_led_on(event)))
    return fetched


def _led_on(event: dict[str, Any]) -> list[float]:
    return [event["redirectResponse"]["encodedDataLength"]] if "redirectResponse" in event else []


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3), indent=1))
