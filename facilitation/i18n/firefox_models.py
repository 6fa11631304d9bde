"""Firefox's translation models on this machine (TRANSLATE_MODELS): nothing leaves it, and no server is needed.

`make translators` fetches them once, through the package `fxtranslate`. They are run by a process of its own
(`firefox_process.py`): translating computes for tenths of a second, and what somebody else's compiled code does with a
broken file must not happen in the server. The package's own way of loading (`Translator.load`) asks Mozilla's server
each time, so models are loaded from their files. Where a pair has no model of its own, the way leads through English.
"""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from facilitation import bounds
from facilitation.i18n.no_draft import Away, NotTranslated
from facilitation.offload import offload

PACKAGE = "fxtranslate"
PROGRAM = Path(__file__).with_name("firefox_process.py")
PATIENCE = 20.0
"""Seconds to wait for a text; a model's first one waits until that is loaded."""
BETWEEN = "en"
"""The language through which a text goes where there is no model for a pair."""
CODES = {"zh": ("zh-Hans", "zh")}
"""Mozilla's codes of languages, where they differ from ours."""
LONGEST_ANSWER = bounds.LONGEST_DRAFT
LARGEST_MODEL = bounds.LARGEST_MODEL


class Model(NamedTuple):
    """The files of one model; most pairs have one vocabulary for both languages."""

    model: str
    source_vocabulary: str
    target_vocabulary: str
    shortlist: str | None


class FirefoxModels:
    """The models in this folder, one folder a pair (`de-en`), and the process that runs them once it is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: _Process | None = None
        self._turn = threading.Lock()

    def can(self, source: str, target: str) -> bool:
        """Tell whether there are models for the whole way between two languages. Raises Away without the package."""
        if importlib.util.find_spec(PACKAGE) is None:
            raise Away(f"{PACKAGE} is not installed")
        return bool(self._way(source, target))

    def translate(self, text: str, source: str, target: str) -> str:
        """Return a text in another language, line by line. Raises NotTranslated, Away."""
        if not self.can(source, target):
            raise NotTranslated("there is no model")
        asked = {"way": self._way(source, target), "lines": text.split("\n")}
        until = time.monotonic() + PATIENCE
        if not self._turn.acquire(timeout=PATIENCE):
            raise Away("it has too much to do")
        try:
            if self._process is None:
                self._process = _Process()
            answer = self._process.ask(asked, until)
        except (OSError, ValueError) as error:
            self._end()
            raise Away("its process ended, or answers late") from error
        finally:
            self._turn.release()
        if "lines" not in answer:
            raise NotTranslated(answer.get("refused", ""))
        return "\n".join(answer["lines"])

    def clear(self) -> None:
        """End the process, if one runs."""
        with self._turn:
            self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
        self._process = None

    def _way(self, source: str, target: str) -> list[Model]:
        """Return the models that lead from one language to another; none where there is no way."""
        direct = find(self._folder, source, target)
        if direct is not None:
            return [direct]
        legs = [find(self._folder, source, BETWEEN), find(self._folder, BETWEEN, target)]
        return [leg for leg in legs if leg is not None] if all(legs) and source != target else []


def find(folder: Path, source: str, target: str) -> Model | None:
    """Return a pair's model; None where it is missing, in pieces, or larger than LARGEST_MODEL bytes."""
    for one in CODES.get(source, (source,)):
        for other in CODES.get(target, (target,)):
            with suppress(OSError, StopIteration):
                return _read(folder / f"{one}-{other}")
    return None


def _read(pair: Path) -> Model:
    """Find a model's files by how Mozilla names them. Raises OSError, StopIteration."""
    sizes = {one.name: one.stat().st_size for one in pair.iterdir() if one.is_file()}

    def named(beginning: str) -> Iterator[str]:
        return (str(pair / name) for name in sorted(sizes) if name.startswith(beginning))

    if sum(sizes.values()) > LARGEST_MODEL:
        raise OSError("a model is larger than any of Mozilla's")
    both = next(named("vocab."), None)
    return Model(
        next(named("model.")),
        both or next(named("srcvocab.")),
        both or next(named("trgvocab.")),
        next(named("lex."), None),
    )


class _Process:
    """The running program, with a socket on which each question and each answer is a line of JSON."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        try:
            environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
            self._running = offload(
                subprocess.Popen,
                [sys.executable, "-I", str(PROGRAM)],
                env=environment,
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except BaseException:
            self._line.close()
            raise
        finally:
            theirs.close()

    def ask(self, asked: dict[str, object], until: float) -> dict[str, list[str]]:
        """Return the answer to a question. Raises OSError, ValueError where none comes before that moment."""
        self._line.settimeout(max(until - time.monotonic(), 0.01))
        self._line.sendall(json.dumps(asked).encode() + b"\n")
        answer = b""
        while not answer.endswith(b"\n"):
            self._line.settimeout(max(until - time.monotonic(), 0.01))
            piece = self._line.recv(LONGEST_ANSWER)
            answer += piece
            if not piece or len(answer) > LONGEST_ANSWER:
                raise OSError("it ended, or does not come to an end")
        said = json.loads(answer)
        if not isinstance(said, dict):
            raise ValueError("it is no answer")
        return said

    def end(self) -> None:
        """End it, whatever it does."""
        self._line.close()
        self._running.kill()
        self._running.wait()
