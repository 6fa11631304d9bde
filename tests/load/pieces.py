"""How long everybody waits for one piece of work: every page and order of a full day, `python -m tests.load.pieces`.

It starts a server that writes down its event loop's pieces (`watched_server.py`), asks it for all that
`tests/matrix.py` names, as whoever may, and prints the longest piece of each: the first time, and at best and at worst
of the times after. What is long is named by where it began and ended. Ends with 1 where a piece took longer than
`--most` milliseconds at best.
"""

import argparse
import contextlib
import functools
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from tests import matrix
from tests.browser.processes import ROOT
from tests.browser.serving import Server, run_flask, serve
from tests.conftest import new_id
from tests.load.full_day import SLUG
from tests.scale.screen import Screen

TIMES = 3
LEFT_OUT = ("/report.pdf", ".pdf", "/house/import", "/ready", "/told", "/rehearsal", "/static/")
"""What waits for LibreOffice, or starts a process, and what is answered before WSGI."""
LAST = ("/organise/doors", "/house/door", "/delete", "/archive", "/mine", "/house/example", "/house/new")
"""What changes who may come in, or takes away what others ask for: not posted."""


class Taken(NamedTuple):
    """The longest pieces of something that was done TIMES times, in milliseconds."""

    what: str
    first: float
    least: float
    most: float
    where: str


class Watch:
    """The pieces that the server has written down."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0

    def news(self) -> list[dict[str, Any]]:
        """What came since the last question."""
        with self._path.open() as file:
            file.seek(self._read)
            lines = file.readlines()
            self._read = file.tell()
        return [json.loads(line) for line in lines]


class Browser(Screen):
    """A screen that is no screen yet: it asks for pages and sends forms, whatever it is answered with."""

    def __init__(self, url: str, link: str | None) -> None:
        self.url = url
        super().__init__(url, *([link] if link else []))

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """The status and text of a page; a form is sent as browsers do."""
        data = None if form is None else urllib.parse.urlencode(form).encode()
        asked = urllib.request.Request(self.url + path, data, {"Accept-Encoding": "gzip"} if data is None else {})
        try:
            with self._opener.open(asked, timeout=600) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    def page(self, path: str) -> str:
        """A page as text."""
        return self.get(path).decode(errors="replace")


class Forms(HTMLParser):
    """The forms of a page: where each goes, and what its fields hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._area: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms and their fields."""
        has = dict(attrs)
        if tag == "form" and has.get("method") == "post":
            self.found.append((has.get("action") or "", {}))
        elif tag in ("input", "button", "textarea") and self.found and has.get("name"):
            fields = self.found[-1][1]
            if tag != "button":
                fields.setdefault(str(has["name"]), has.get("value") or "")
            self._area = has["name"] if tag == "textarea" else None

    def handle_data(self, data: str) -> None:
        """Note what stands in a text field."""
        if self._area and self.found:
            self.found[-1][1][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a text field."""
        if tag == "textarea":
            self._area = None


def measure(watch: Watch, ask: Callable[[], object], fence: Callable[[], object], what: str) -> Taken:
    """Do it TIMES times, each time with something small behind it, so that all of its pieces are written down."""
    longest: list[tuple[float, str]] = []
    for _ in range(TIMES):
        watch.news()
        ask()
        fence()
        found = max(watch.news(), key=lambda piece: float(piece["ms"]), default=None)
        longest.append((found["ms"], said(found)) if found else (0.0, ""))
    after = sorted(longest[1:])
    return Taken(what, longest[0][0], after[0][0], after[-1][0], after[0][1] or longest[0][1])


def said(piece: dict[str, Any]) -> str:
    """Where a piece began and ended, as far as it is in the café."""
    return " → ".join(
        next((one for one in piece[side] if one.startswith(("facilitation", "templates"))), piece[side][0])
        if piece[side]
        else "(ended)"
        for side in ("from", "to")
    )


def pages(server: Server, links: dict[str, Any], known: dict[str, str]) -> Iterator[tuple[str, str, Browser]]:
    """Every page that is asked for: its row, its address, and who asks."""
    station = links["stations"][known["station_slug"]]
    askers = {
        "organiser": Browser(server.url, links["organiser"]),
        "administrator": Browser(server.url, links["house"]),
        "guest": Browser(server.url, station),
    }
    askers["guest"].ask(f"/e/{SLUG}/me", {"language": "de", "name": "Ada"})
    for row, who in matrix.PAGES.items():
        method, _, path = row.partition(" ")
        if method != "GET" or any(part in path for part in LEFT_OUT):
            continue
        asker = "organiser" if "organiser" in who and "edit" not in who else "administrator"
        every = ["guest", asker] if "guest" in who else [asker]
        addresses = [fill(path, known)]
        if path.endswith("/edit/<name>"):
            names = (
                "event",
                "contact",
                "privacy",
                "languages",
                "programme",
                "rounds",
                "stations",
                "feedback",
                "papers",
            )
            addresses = [fill(path.replace("<name>", name), known) for name in names]
            addresses.append(f"{fill(path.replace('<name>', 'stations'), known)}?part={known['station_slug']}")
        for address in addresses:
            for one in every:
                yield f"{one}: {row if len(addresses) == 1 else 'GET ' + address}", address, askers[one]


def fill(path: str, known: dict[str, str]) -> str:
    """An address with what stands for its parts."""
    for name, value in known.items():
        path = path.replace(f"<{name}>", value)
    assert "<" not in path, f"say in `known` what stands for a part of {path}"
    return path


def forms(organiser: Browser, keeper: Browser) -> Iterator[tuple[str, str, Callable[[int], dict[str, str]], Browser]]:
    """Forms as they stand on pages: a few of each kind, with a text that is another one each time."""
    own = f"/e/{SLUG}"
    sections = [f"{own}/edit/{name}" for name in ("event", "programme", "rounds", "stations", "feedback", "contact")]
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    for page in (*sections, f"{own}/report", f"{own}/organise/translations", f"{own}/organise/address"):
        for action, fields in Forms(organiser.page(page)).found:
            kind = (action, tuple(sorted(fields)), fields.get("noun", "") + fields.get("field", ""))
            if not action or kind in seen or any(part in action for part in (*LEFT_OUT, *LAST)):
                continue
            seen.add(kind)
            yield (
                f"form of {page.removeprefix(own)}: {action.removeprefix(own)} {kind[2]}",
                action,
                _typed(fields),
                organiser,
            )


def _typed(fields: dict[str, str]) -> Callable[[int], dict[str, str]]:
    def one(number: int) -> dict[str, str]:
        return {
            name: f"{value} {number}" if name in ("text", "title", "what") else value for name, value in fields.items()
        }

    return one


class Rows:
    """What stands in the database, for orders that name it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def one(self, asked: str, *values: Any) -> tuple[Any, ...]:
        """The first row."""
        with contextlib.closing(sqlite3.connect(self._file)) as connection:
            row: tuple[Any, ...] | None = connection.execute(asked, values).fetchone()
        return row or ("",) * 8


def payload(message: str, rows: Rows, station: str) -> dict[str, Any]:
    """An order that is complete, of something that another order has not named yet."""
    name, _, variant = message.partition(" ")
    noun = name.partition(".")[0]
    place = (
        "station_id = (SELECT s.id FROM station s JOIN event e ON e.id = s.event_id WHERE s.slug = ? AND e.slug = ?)"
    )
    where = (station, SLUG)
    card, text = rows.one(
        f"SELECT id, text FROM contribution WHERE {place} AND state = 'visible' ORDER BY random()", *where
    )[:2]
    others = rows.one(
        f"SELECT id, text FROM contribution WHERE {place} AND state = 'visible' AND id != ?", *where, card
    )
    fields: dict[str, Any] = {
        **{"event": SLUG, "station": station, "id": new_id(), "contribution": card, "into": card, "ids": [others[0]]},
        **{
            "text": "Mehr Räume",
            "title": f"Räume {new_id()[:4]}",
            "what": "Räume öffnen",
            "caption": "",
            "kind": "idea",
        },
        **{"language": "de", "on": True, "by_hand": 1, "round": 1, "minutes": 1, "revision": 1, "state": "open"},
        **{"scene": "", "scale": {}, "door": "open", "since": 0, "languages": {"en": 0, "de": 0}, "order": new_id()},
    }
    tables = ("cluster", "statement", "measure", "photo", "wording", "contribution")
    if noun in tables and not name.endswith((".add", ".type_in", ".word")):
        column = {"cluster": "title", "measure": "what", "photo": "caption"}.get(noun, "text")
        held = "state = 'visible'" if noun in ("wording", "contribution") else "removed = 0"
        row = rows.one(f"SELECT id, {column} FROM {noun} WHERE {place} AND {held} ORDER BY random()", *where)
        fields |= {"id": row[0], "was": row[1], "contribution": row[0] if noun == "contribution" else card}
    if name == "contribution.merge":
        fields |= {"into": card, "ids": [others[0]]}
    if name in ("wording.add", "wording.word"):
        fields |= {"was": text, "read": text, "language": "fr"}
        if name == "wording.word":
            del fields["text"]
    if name in ("statement.add", "statement.edit"):
        del fields["kind"], fields["round"]
    if name == "feedback.hide":
        fields["id"] = rows.one("SELECT id FROM feedback_answer")[0]
    if variant:
        field, _, value = variant.partition("=")
        fields[field] = value
    return fields


def run(most: float, contributions: int, only: str) -> bool:
    """Measure everything; print it, the longest first, and tell whether nothing took longer than `most`."""
    with tempfile.TemporaryDirectory(prefix="cafe-pieces-") as folder:
        data, file = Path(folder) / "data", Path(folder) / "pieces"
        data.mkdir()
        environment = {**os.environ, "DATA_DIR": str(data), "ASYNC_MODE": "threading"}
        making = [sys.executable, "-m", "tests.load.full_day", str(contributions)]
        subprocess.run(making, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        file.touch()
        with serve(data, begin=functools.partial(_watched, file)) as server:
            taken = []
            for one in _everything(server, Watch(file), Rows(data / "cafe.sqlite3"), only):
                taken.append(one)
                print(f"{one.first:6.1f} {one.least:6.1f}  {one.what}", file=sys.stderr, flush=True)
    taken.sort(key=lambda one: -one.least)
    for one in taken:
        if max(one.first, one.least) >= 1.5:
            print(f"{one.first:6.1f} first, {one.least:6.1f} – {one.most:6.1f} ms  {one.what}  [{one.where}]")
    print(f"{len(taken)} pages and orders, {sum(one.least > most for one in taken)} above {most} ms")
    return all(one.least <= most for one in taken)


def _watched(file: Path, environment: Any, output: Path) -> Any:
    command = [sys.executable, "-m", "tests.load.watched_server", str(file)]
    with output.open("ab") as log:
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )


def _everything(server: Server, watch: Watch, rows: Rows, only: str) -> Iterator[Taken]:
    links = json.loads(run_flask(server.environment, "links", "--json", "--event", SLUG))
    station = next(iter(links["stations"]))
    code = links["stations"][station].rpartition("/")[2]
    photo = rows.one("SELECT id FROM photo")[0]
    card = rows.one("SELECT id FROM contribution")[0]
    known = {
        **{"event_slug": SLUG, "station_slug": station, "int:door_id": "1", "int:number": "1", "kind": "letterhead"},
        **{"code": "en", "file": new_id(), "path:secret": "unknown", "anything:code": code, "typed:code": code},
        **{"version": "1", "path:path": "favicon.svg", "name": photo, "contribution_id": card},
    }
    known_help = known | {"name": "event"}
    fence = Browser(server.url, None)
    small = functools.partial(fence.ask, "/there")
    for what, address, browser in pages(server, links, known if "help" not in only else known_help):
        if re.search(only, what):
            yield measure(watch, functools.partial(browser.ask, address), small, what)
    organiser, keeper = Browser(server.url, links["organiser"]), Browser(server.url, links["house"])
    for what, action, typed, browser in forms(organiser, keeper):
        if re.search(only, what):
            number = iter(range(100))
            yield measure(watch, lambda: browser.ask(action, typed(next(number))), small, what)  # noqa: B023
    guest = Browser(server.url, links["stations"][station])
    for message, who in sorted(matrix.MESSAGES.items(), key=lambda one: one[0].endswith((".remove", "feedback.end"))):
        if re.search(only, message):
            name = message.partition(" ")[0]
            one = guest if "guest" in who else organiser
            answers: list[str] = []

            def order(
                one: Browser = one, name: str = name, message: str = message, answers: list[str] = answers
            ) -> None:
                answer = one.order(name, **payload(message, rows, station))
                answers.append("ok" if answer["ok"] else answer["error"])

            taken = measure(watch, order, small, f"order {message}")
            yield taken._replace(what=f"{taken.what} ({', '.join(dict.fromkeys(answers))})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.load.pieces", description=__doc__)
    parser.add_argument("--most", type=float, default=5.0, help="milliseconds")
    parser.add_argument("--contributions", type=int, default=1000)
    parser.add_argument("--only", default="", help="a pattern of the rows to measure")
    options = parser.parse_args()
    sys.exit(not run(options.most, options.contributions, options.only))
