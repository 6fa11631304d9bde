"""One rule for where a request comes from: forms ask it here, sockets and polls in `tests/transport/test_origin.py`."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from facilitation.doors import origin
from tests.apps import config
from tests.conftest import Doors

BEHIND = {"HTTP_HOST": "127.0.0.1:8000", "wsgi.url_scheme": "http", "REMOTE_ADDR": "127.0.0.1"}
"""What a request has that came through a proxy which changes `Host` and says nothing more."""
FORWARDED = {**BEHIND, "HTTP_HOST": "cafe.example", "HTTP_X_FORWARDED_PROTO": "https"}
DIRECT = {"HTTP_HOST": "192.168.1.5:8000", "wsgi.url_scheme": "http", "REMOTE_ADDR": "192.168.1.7"}
CASES = [
    # BASE_URL, request, Origin, ours
    ("https://cafe.example", BEHIND, "https://cafe.example", True),
    ("https://cafe.example", BEHIND, "HTTPS://CAFE.example:443", True),
    ("https://cafe.example", BEHIND, None, True),
    ("HTTPS://Cafe.Example", BEHIND, "https://cafe.example", True),
    ("HTTPS://cafe.example", {**DIRECT, "HTTP_HOST": "cafe.example"}, "http://cafe.example", False),
    ("https://cafe.example", BEHIND, "http://cafe.example", False),
    ("https://cafe.example", BEHIND, "https://cafe.example:8443", False),
    ("https://cafe.example", BEHIND, "https://cafe.example.evil.example", False),
    ("https://cafe.example", BEHIND, "https://evil.example", False),
    ("https://cafe.example", BEHIND, "https://evil.example@cafe.example", False),
    ("https://cafe.example", BEHIND, "https://cafe.example/path", False),
    ("https://cafe.example", BEHIND, "null", False),
    ("https://cafe.example", BEHIND, "https://", False),
    ("https://cafe.example", BEHIND, "https://[::1", False),
    ("https://cafe.example", BEHIND, "https://cafe.example:port", False),
    ("https://cafe.example", BEHIND, "ftp://cafe.example", False),
    ("https://cafe.example", BEHIND, "http://127.0.0.1:8000", True),  # the laptop itself
    ("https://cafe.example:443", BEHIND, "https://cafe.example", True),
    ("https://cafe.example:8443", BEHIND, "https://cafe.example:8443", True),
    ("https://cafe.example:8443", BEHIND, "https://cafe.example", False),
    ("https://cafe.example", {**DIRECT, "HTTP_HOST": "cafe.example"}, "https://cafe.example", True),
    ("https://cafe.example", {**DIRECT, "HTTP_HOST": "cafe.example"}, "http://cafe.example", False),
    ("http://192.168.1.5:8000", DIRECT, "http://192.168.1.5:8000", True),
    ("http://192.168.1.5:8000", DIRECT, "http://192.168.1.5", False),
    ("http://192.168.1.5:8000", DIRECT, "http://192.168.1.5:8001", False),
    ("http://192.168.1.5:8000", DIRECT, "null", False),
    ("http://192.168.1.5:8000", {**DIRECT, "HTTP_HOST": "laptop.local"}, "http://laptop.local", True),
    ("http://192.168.1.5:8000", {**DIRECT, "HTTP_HOST": "laptop.local:80"}, "http://laptop.local", True),
    ("http://192.168.1.5:8000", {**DIRECT, "HTTP_HOST": "laptop.local"}, "https://laptop.local:443", True),
    ("http://192.168.1.5:8000", {**DIRECT, "HTTP_HOST": ""}, "http://laptop.local", False),
    ("http://192.168.1.5:8000", FORWARDED, "https://cafe.example", True),
    ("http://192.168.1.5:8000", FORWARDED, "http://cafe.example", False),
    # whoever is not this machine cannot say that they were a proxy
    ("http://192.168.1.5:8000", {**FORWARDED, "REMOTE_ADDR": "192.168.1.7"}, "http://cafe.example", True),
]


@pytest.mark.parametrize(("base_url", "environ", "sent", "ours"), CASES)
def test_an_origin_is_ours_or_not(
    tmp_path: Path, base_url: str, environ: dict[str, str], sent: str | None, ours: bool
) -> None:
    assert origin.is_ours(sent, environ, replace(config(tmp_path), base_url=base_url)) is ours


@pytest.mark.parametrize(
    ("base_url", "environ", "secure"),
    [
        ("https://cafe.example", BEHIND, True),
        ("HTTPS://cafe.example", BEHIND, True),
        ("http://192.168.1.5:8000", DIRECT, False),
        ("http://192.168.1.5:8000", {**DIRECT, "wsgi.url_scheme": "https"}, True),
        ("http://192.168.1.5:8000", FORWARDED, True),
        ("http://192.168.1.5:8000", {**FORWARDED, "HTTP_X_FORWARDED_PROTO": "HTTPS, http"}, True),
        ("http://192.168.1.5:8000", {**FORWARDED, "HTTP_X_FORWARDED_PROTO": "http"}, False),
        ("http://192.168.1.5:8000", {**FORWARDED, "REMOTE_ADDR": "192.168.1.7"}, False),
        ("http://192.168.1.5:8000", {**FORWARDED, "REMOTE_ADDR": ""}, False),
    ],
)
def test_behind_https_cookies_and_browsers_stay_there(
    app: Flask, doors: Doors, base_url: str, environ: dict[str, str], secure: bool
) -> None:
    app.extensions["config"] = replace(app.extensions["config"], base_url=base_url)
    answer = app.test_client().get(doors.organiser, environ_overrides=environ)
    assert answer.status_code == 302
    assert ("; Secure;" in answer.headers["Set-Cookie"]) is secure
    assert answer.headers.get("Strict-Transport-Security") == ("max-age=86400" if secure else None)


@pytest.mark.parametrize(("base_url", "environ", "sent", "ours"), CASES)
def test_forms_ask_the_same_rule(
    app: Flask, base_url: str, environ: dict[str, str], sent: str | None, ours: bool
) -> None:
    app.extensions["config"] = replace(app.extensions["config"], base_url=base_url)
    overrides = {**environ, **({} if sent is None else {"HTTP_ORIGIN": sent})}
    answer = app.test_client().post("/e/dresden-2023/me", data={"language": "de"}, environ_overrides=overrides)
    assert (answer.status_code != 403) is ours


@pytest.mark.parametrize(
    ("base_url", "environ", "told"),
    [
        ("http://192.168.1.5:8000", DIRECT, 1),
        ("http://cafe.example", BEHIND, 1),
        ("http://192.168.1.5:8000", FORWARDED, 0),
        ("https://cafe.example", BEHIND, 0),
        ("http://localhost:8000", BEHIND, 0),
        ("http://127.0.0.1:8000", BEHIND, 0),
        ("http://[::1]:8000", BEHIND, 0),
    ],
)
def test_the_desk_says_where_others_can_read_along(
    app: Flask, doors: Doors, base_url: str, environ: dict[str, str], told: int
) -> None:
    app.extensions["config"] = replace(app.extensions["config"], base_url=base_url)
    cookie = app.test_client().get(doors.organiser).headers["Set-Cookie"].partition(";")[0]
    asked = {**environ, "HTTP_COOKIE": cookie}
    answer = app.test_client(use_cookies=False).get("/e/dresden-2023/organise", environ_overrides=asked)
    assert (answer.status_code, answer.text.count("data-read-along")) == (200, told)


def test_pages_may_open_sockets_under_both_names(app: Flask) -> None:
    app.extensions["config"] = replace(app.extensions["config"], base_url="https://cafe.example")
    answer = app.test_client().get("/e/dresden-2023/", environ_overrides=BEHIND)
    (allowed,) = (one for one in answer.headers["Content-Security-Policy"].split("; ") if one.startswith("connect-src"))
    assert allowed.split() == [
        *("connect-src", "'self'", "ws://127.0.0.1:8000", "wss://127.0.0.1:8000"),
        *("ws://cafe.example", "wss://cafe.example"),
    ]
