"""What browsers hold a page to: nothing from elsewhere, no script or style in the page, no markup from text."""

import base64
import hashlib
import re

import pytest
from flask import Flask

from facilitation import ROOT
from tests.conftest import Doors, OpenScreen

STATION = "foerderung-und-raeume"
POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", "ws://localhost", "wss://localhost"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "worker-src": ["'self'"],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["lit-html", "cafe-worker"],
}
"""The two ways to make markup or a script's address are lit-html's own, for what stands in its templates, and the one
that names the service worker (`static/js/lib/page/register-worker.js`)."""


NOTHING = {"default-src": ["'none'"], "frame-ancestors": ["'none'"]}
"""Of what is no page: data, and what only leads on."""


def test_what_only_leads_on_has_few_words(app: Flask, doors: Doors) -> None:
    for path in ("/", doors.join, *doors.stations.values()):
        answer = app.test_client().get(path)
        assert (answer.status_code, answer.data) == (302, b"")
        assert "Permissions-Policy" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/e/dresden-2023/privacy",
        "/e/dresden-2023/accessibility",
        "/e/dresden-2023/feedback",
        f"/e/dresden-2023/stations/{STATION}",
        f"/e/dresden-2023/stations/{STATION}.json",
        f"/e/dresden-2023/host/{STATION}",
        "/e/dresden-2023/organise",
        "/e/dresden-2023/wall",
        "/e/dresden-2023/presentation",
        "/e/dresden-2023/report",
        "/e/dresden-2023/export.json",
        "/nowhere",
        "/go/nothing",
        "/worker.js",
    ],
)
def test_every_page_has_the_strict_policy(screen: OpenScreen, doors: Doors, path: str) -> None:
    with screen(doors.organiser).web.get(path) as answer:
        told = answer.headers["Content-Security-Policy"].split("; ")
        found = {name: values for name, *values in (one.split() for one in told)}
        inline = {"script-src": ["'self'", INLINE]} if answer.mimetype == "text/html" else {}
        assert found == (NOTHING if answer.is_json or answer.status_code == 302 else POLICY | inline)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["feedback", f"stations/{STATION}"])
def test_the_one_script_inside_a_page_is_the_one_that_may_be(screen: OpenScreen, doors: Doors, path: str) -> None:
    web = screen(doors.organiser).web
    web.post("/e/dresden-2023/me")
    (script,) = re.findall(r"<script>(.*?)</script>", web.get(f"/e/dresden-2023/{path}").text, re.DOTALL)
    assert digest(script) == INLINE


def digest(script: str) -> str:
    """A script as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


INLINE = digest((ROOT / "static" / "built" / "give-back.js").read_text(encoding="utf-8").strip())
