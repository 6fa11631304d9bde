"""Answers to HEAD have no body: a proxy would take it for the next person's answer."""

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

PATHS = [
    "/",
    "/nowhere",
    "/healthz",
    "/worker.js",
    "/e/dresden-2023/",
    "/e/dresden-2023/stations/foerderung-und-raeume.json",
    "/go/nothing",
    "/socket.io/",
    "/socket.io/?EIO=4&transport=polling",
    "/socket.io/?EIO=4&transport=polling&sid=unknown",
    "/socket.io/?EIO=3&transport=polling",
    "/socket.io/?EIO=4&transport=websocket&j=x",
]


@pytest.mark.parametrize("path", PATHS)
def test_who_asks_for_a_head_is_sent_no_body(app: Flask, path: str) -> None:
    pieces, status, headers = run_wsgi_app(app.wsgi_app, EnvironBuilder(path, method="HEAD").get_environ())
    assert b"".join(pieces) == b""
    assert int(status[:3]) >= 200
    assert headers["X-Content-Type-Options"] == "nosniff"
