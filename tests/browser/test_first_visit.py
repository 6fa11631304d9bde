"""What a phone asks for before its guest can write, counted and never timed."""

from urllib.parse import urlsplit

from tests.browser.conftest import OpenPage
from tests.browser.people import scan
from tests.browser.serving import Server


def test_a_first_visit_asks_for_few_files(server: Server, open_page: OpenPage) -> None:
    phone = open_page("phone")
    asked: list[str] = []
    phone.context.on("request", lambda request: asked.append(urlsplit(request.url).path))
    scan(phone, server)
    files = [path.split("/", 3)[3] for path in asked if path.startswith("/static/")]
    scripts = {"built/station.js", "built/station-later.js"}
    assert set(files) - {"favicon.svg"} == {"built/phone.css", "icons.svg", *scripts}
    assert len(asked) <= 10, asked
