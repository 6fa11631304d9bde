"""LibreTranslate: a server that the organisers run themselves (TRANSLATE_URL), asked by its HTTP interface.

Its reference is https://docs.libretranslate.com/guides/api_usage and `libretranslate/app.py` of its source: `POST
/translate` with `q`, `source`, `target` and `format` answers `translatedText`, or `error` with 400 (a parameter, a
language), 403 (a key), 429 (too many) or 500; `GET /languages` answers a list of `code`, `name` and `targets`.
"""

import json
import threading
import time
import urllib.error
import urllib.request
from typing import Any

from facilitation import bounds
from facilitation.i18n.no_draft import Away, NotTranslated

PATIENCE = 4.0
"""Seconds to wait for an answer as a whole."""
LANGUAGES_SECONDS = 600.0
"""Seconds for which is remembered between which languages a server translates."""
LONGEST_ANSWER = bounds.LONGEST_DRAFT
CODES = {"zh": ("zh-Hans", "zh")}
"""LibreTranslate's codes of languages where they differ from ours; older servers have the second."""


class LibreTranslate:
    """A server at this address (without a slash at its end)."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._targets: dict[str, frozenset[str]] = {}
        self._until = 0.0

    def can(self, source: str, target: str) -> bool:
        """Tell whether the server translates between these languages. Raises Away."""
        if time.monotonic() >= self._until:
            self._targets = _targets(self._ask("/languages"))
            self._until = time.monotonic() + LANGUAGES_SECONDS
        return any(
            self._code(target) in self._targets[code] for code in CODES.get(source, (source,)) if code in self._targets
        )

    def translate(self, text: str, source: str, target: str) -> str:
        """Return a text in another language. Raises NotTranslated, Away."""
        wanted = {"q": text, "source": self._code(source), "target": self._code(target), "format": "text"}
        answer = self._ask("/translate", wanted)
        said = answer.get("translatedText") if isinstance(answer, dict) else None
        if said is None:
            raise Away("it is another program that answers")
        if not isinstance(said, str):
            raise NotTranslated("it is no text")
        return said

    def _code(self, language: str) -> str:
        codes = CODES.get(language, (language,))
        return next((code for code in codes if code in self._targets), codes[0])

    def _ask(self, path: str, wanted: dict[str, str] | None = None) -> Any:
        """Return the server's answer, or raise what became of it.

        A name, a connection or single bytes may each take long, so a thread asks, and is left to itself after PATIENCE
        seconds; it ends with the next of them.
        """
        answers: list[Any] = []
        failures: list[Exception] = []
        ended = threading.Event()

        def ask() -> None:
            try:
                answers.append(_fetch(self._url + path, wanted))
            except Exception as error:  # whatever is wrong with the answer, there is none
                failures.append(error)
            ended.set()

        threading.Thread(target=ask, daemon=True).start()
        if not ended.wait(PATIENCE):
            raise Away("it did not answer in time")
        if failures:
            raise _meaning(failures[0]) from failures[0]
        return answers[0]


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Whoever answers may not pass the question on: what people wrote goes to the named server and to no other."""

    def redirect_request(self, *_: Any) -> None:
        """Let a redirect be a failure as any other."""


_OPENER = urllib.request.build_opener(_NoRedirects)


def _fetch(address: str, wanted: dict[str, str] | None) -> Any:
    body = None if wanted is None else json.dumps(wanted).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with _OPENER.open(request, timeout=PATIENCE) as answer:
        return json.loads(answer.read(LONGEST_ANSWER))


def _meaning(failure: Exception) -> Exception:
    """Return what a failure says of the translator. A text or a language that it refuses says nothing of others."""
    if isinstance(failure, urllib.error.HTTPError):
        failure.close()
        if failure.code == 400:
            return NotTranslated("it refuses this text")
        return Away(f"it answers {failure.code}")
    return Away("no answer can be read")


def _targets(told: Any) -> dict[str, frozenset[str]]:
    """Return by code into which languages a server translates from one; where it tells none, into all of them."""
    if not isinstance(told, list):
        raise Away("it is another program that answers")
    try:
        codes = frozenset(str(one["code"]) for one in told)
        return {str(one["code"]): frozenset(map(str, one.get("targets", codes))) for one in told}
    except (AttributeError, KeyError, TypeError) as error:
        raise Away("it is another program that answers") from error
