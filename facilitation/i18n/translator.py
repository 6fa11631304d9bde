"""German drafts by a LibreTranslate server that the organisers run themselves (TRANSLATE_URL).

Without that setting nothing is ever sent. Only what a host asks for is sent, one text at a time, without its author.
What comes back is a draft that the host corrects and saves, or not.
"""

import contextlib
import json
import threading
import urllib.request

from facilitation import bounds
from facilitation.errors import CafeError

PATIENCE = 4.0
"""Seconds to wait for a draft as a whole; the host can type meanwhile, or ask once more."""
LONGEST_ANSWER = bounds.LONGEST_DRAFT
CODES = {"zh": "zh-Hans"}
"""LibreTranslate's codes of languages, where they differ from ours."""


def draft(url: str, text: str, language: str) -> str:
    """Return a German draft of a text in this language. Raises CafeError `no_draft`, whatever the reason."""
    said: list[str] = []
    ended = threading.Event()

    def ask() -> None:
        with contextlib.suppress(Exception):  # whatever is wrong with the answer, there is no draft
            said.append(_asked(url, text, language))
        ended.set()

    threading.Thread(target=ask, daemon=True).start()
    if (
        not ended.wait(PATIENCE) or not said or not said[0].strip()
    ):  # a name, a connection or single bytes may take long
        raise CafeError("no_draft")
    return said[0].strip()


def _asked(url: str, text: str, language: str) -> str:
    wanted = {"q": text, "source": CODES.get(language, language), "target": "de", "format": "text"}
    request = urllib.request.Request(
        f"{url}/translate", json.dumps(wanted).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        said = json.loads(answer.read(LONGEST_ANSWER))["translatedText"]
    if not isinstance(said, str):
        raise TypeError("it is no text")
    return said
