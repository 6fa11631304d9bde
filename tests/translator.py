"""A LibreTranslate of our own, which speaks its HTTP interface to the letter; its words come from a list.

As `libretranslate/app.py` does: parameters as JSON or as a form, `GET /languages` with `targets`, and `{"error": …}`
with 400 for what is missing or not supported. What is not in the list it says with the words turned round.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

NAMES = {"en": "English", "de": "German", "ar": "Arabic", "uk": "Ukrainian", "zh-Hans": "Chinese", "fr": "French"}
PARAMETERS = ("q", "source", "target")
FORMATS = ("text", "html")
Answer = tuple[int, bytes]


@dataclass
class Translator:
    """What it was asked and what it says.

    `asked`: each question, with its path. `answers`: status and body of the next answers, in place of a translation.
    `says`: translations by text and target. `targets`: by language into which others it translates from it.
    `may_answer`: it waits for this before each translation.
    """

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    says: dict[tuple[str, str], str] = field(default_factory=dict)
    targets: dict[str, list[str]] = field(default_factory=lambda: {code: sorted(NAMES) for code in NAMES})
    may_answer: threading.Event = field(default_factory=threading.Event)

    def languages(self) -> list[dict[str, Any]]:
        """What `GET /languages` answers."""
        return [{"code": code, "name": NAMES[code], "targets": targets} for code, targets in self.targets.items()]

    def translate(self, wanted: dict[str, Any]) -> Answer:
        """What `POST /translate` answers."""
        for name in PARAMETERS:
            if not wanted.get(name):
                return _refused(f"Invalid request: missing {name} parameter")
        for code in (wanted["source"], wanted["target"]):
            if code not in NAMES:
                return _refused(f"{code} is not supported")
        if wanted.get("format", "text") not in FORMATS:
            return _refused(f"{wanted['format']} format is not supported")
        if wanted["target"] not in self.targets.get(wanted["source"], ()):
            source, target = (f"{NAMES[wanted[name]]} ({wanted[name]})" for name in ("source", "target"))
            return _refused(f"{target} is not available as a target language from {source}")
        return 200, translated(self.says.get((wanted["q"], wanted["target"])) or turned_round(wanted["q"]))


@contextmanager
def libre_translate() -> Iterator[Translator]:
    """It runs as long as somebody is within."""
    state = Translator()
    state.may_answer.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append({"path": self.path})
            if state.answers:
                self.answer(state.answers.pop(0))
            elif self.path == "/languages":
                self.answer((200, encoded(state.languages())))
            else:
                self.answer((404, encoded({"error": "Not Found"})))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            as_json = self.headers["Content-Type"] == "application/json"
            wanted = json.loads(body) if as_json else dict(parse_qsl(body))
            state.asked.append({"path": self.path, **wanted})
            state.may_answer.wait()
            if state.answers:
                self.answer(state.answers.pop(0))
            elif self.path == "/translate":
                self.answer(state.translate(wanted))
            else:
                self.answer((404, encoded({"error": "Not Found"})))

        def answer(self, answer: Answer) -> None:
            status, body = answer
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Tests read `asked`."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Whoever asked may have gone."""

    server = Server(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield state
    finally:
        state.may_answer.set()
        server.shutdown()
        server.server_close()
        thread.join()


def encoded(answer: object) -> bytes:
    return json.dumps(answer).encode()


def translated(text: object) -> bytes:
    return encoded({"translatedText": text})


def turned_round(text: str) -> str:
    return " ".join(reversed(text.split()))


def _refused(why: str) -> Answer:
    return 400, encoded({"error": why})
