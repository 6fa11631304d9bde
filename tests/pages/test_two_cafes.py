"""Two cafés on one machine, at two ports: a browser sends both the same cookies."""

import shutil
from dataclasses import replace
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from facilitation import create_app
from facilitation.doors import cookies, links
from facilitation.services import events
from tests.apps import COOKIE, config

DESK = "/e/dresden-2023/organise"


class Browser:
    """One browser, which does not tell ports apart."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def get(self, app: Flask, path: str) -> int:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = app.test_client(use_cookies=False).get(path, headers={"Cookie": kept})
        for line in answer.headers.getlist("Set-Cookie"):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return answer.status_code


@pytest.fixture
def other(app: Flask, tmp_path: Path) -> Flask:
    """A café with data and a secret of its own, which began as a copy."""
    folder = tmp_path / "other"
    shutil.copytree(tmp_path, folder, ignore=shutil.ignore_patterns("other"))
    return create_app(replace(config(folder), secret_key="another secret"))


def organiser(app: Flask) -> str:
    with app.app_context():
        return str(links.all_of(events.find("dresden-2023"))["organiser"]).removeprefix("http://localhost")


def test_neither_puts_the_others_desk_out(app: Flask, other: Flask) -> None:
    browser = Browser()
    cafes = (app, other)
    assert [browser.get(one, organiser(one)) for one in cafes] == [302, 302]
    assert [browser.get(one, DESK) for one in (*cafes, *cafes)] == [200] * 4
    assert len(browser.cookies) == 2


def test_a_cookie_that_had_the_same_name_in_every_house_is_still_good(app: Flask, other: Flask) -> None:
    browser = Browser()
    browser.get(app, organiser(app))
    kept = browser.cookies.pop(COOKIE)
    browser.cookies[cookies.SESSION_COOKIE] = kept
    assert browser.get(app, DESK) == 200
    assert browser.get(other, organiser(other)) == 302
    assert [browser.get(one, DESK) for one in (app, other)] == [200, 200]
    assert browser.cookies[cookies.SESSION_COOKIE] == kept


def test_an_earlier_cookie_of_another_house_opens_nothing(app: Flask) -> None:
    browser = Browser()
    browser.get(app, organiser(app))
    with app.app_context():
        claims = cookies.read_cookie(app, f"{COOKIE}={browser.cookies.pop(COOKIE)}")
    signer = URLSafeTimedSerializer("another secret", salt="cookie-session", signer_kwargs={"key_derivation": "hmac"})
    browser.cookies[cookies.SESSION_COOKIE] = str(signer.dumps(dict(claims)))
    assert browser.get(app, DESK) == 403
