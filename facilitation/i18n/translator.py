"""German drafts by a LibreTranslate server that the organisers run themselves (TRANSLATE_URL).

Without that setting nothing is ever sent. Only what a host asks for is sent, one text at a time, without its author.
What comes back is a draft that the host corrects and saves, or not.
"""

import json
import urllib.error
import urllib.request

from facilitation.errors import CafeError

PATIENCE = 15.0
"""Seconds to wait for a draft: a small server has one core, and the host can type meanwhile."""
LONGEST_ANSWER = 65_536
"""Bytes of an answer; 500 characters in German are far less than that."""
CODES = {"zh": "zh-Hans"}
"""LibreTranslate's codes of languages, where they differ from ours."""


def draft(url: str, text: str, language: str) -> str:
    """Return a German draft of a text in this language. Raises CafeError `no_draft`, whatever the reason."""
    wanted = {"q": text, "source": CODES.get(language, language), "target": "de", "format": "text"}
    request = urllib.request.Request(
        f"{url}/translate", json.dumps(wanted).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            said = json.loads(answer.read(LONGEST_ANSWER))["translatedText"]
    except (OSError, ValueError, KeyError, TypeError) as error:  # URLError and timeouts are OSErrors
        raise CafeError("no_draft") from error
    if not isinstance(said, str) or not said.strip():
        raise CafeError("no_draft")
    return said.strip()
