"""The service worker's address, and what pages allow it."""

from flask import Flask


def test_the_worker_is_asked_for_anew_each_time_and_is_a_script(app: Flask) -> None:
    with app.test_client().get("/worker.js") as worker:
        assert worker.status_code == 200
        assert worker.mimetype == "text/javascript"
        assert worker.headers["Cache-Control"] == "no-cache, max-age=0"
        assert "Set-Cookie" not in worker.headers


def test_pages_allow_this_worker_and_no_other_way_from_text_to_script(app: Flask) -> None:
    policy = app.test_client().get("/e/dresden-2023/").headers["Content-Security-Policy"]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["worker-src"] == "'self'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert rules["trusted-types"] == "lit-html cafe-worker"
